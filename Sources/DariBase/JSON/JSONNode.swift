// A JSON text as it was read: values with the bytes they stand on, and paths into them.

/// A value and its bytes in the text, so that a problem can point at it. `value` is the same without places.
package struct JSONNode: Sendable {
  package indirect enum Kind: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case bigInteger(String)
    case number(Double)
    case string(String)
    case array([JSONNode])
    case object([Member])
  }

  package struct Member: Sendable {
    package let key: String
    /// The key with its quotes.
    package let keyRange: Range<Int>
    package let node: JSONNode
  }

  package let kind: Kind
  /// Byte offsets into the text that was parsed, a byte order mark included; brackets and quotes are in it.
  package let range: Range<Int>
  /// Of a number with a point or an exponent that is whole and too large to be exact: what was written.
  package let whole: Int64?

  package init(_ kind: Kind, _ range: Range<Int>, whole: Int64? = nil) {
    self.kind = kind
    self.range = range
    self.whole = whole
  }

  package var value: JSONValue {
    switch kind {
    case .null: .null
    case .bool(let value): .bool(value)
    case .integer(let value): .integer(value)
    case .bigInteger(let digits): .bigInteger(digits)
    case .number(let value): .number(value)
    case .string(let text): .string(text)
    case .array(let items): .array(items.map(\.value))
    case .object(let members):
      .object(JSONObject(members.lazy.map { (key: $0.key, value: $0.node.value) }))
    }
  }

  /// The member of an object; nil if there is none, or if this is no object.
  package func member(_ key: String) -> Member? {
    guard case .object(let members) = kind else { return nil }
    return members.first { $0.key.hasSameBytes(as: key) }
  }

  /// The node that a path leads to.
  package subscript(path: JSONPath) -> JSONNode? {
    var node = self
    for step in path.steps {
      switch step {
      case .key(let key):
        guard let next = node.member(key)?.node else { return nil }
        node = next
      case .index(let index):
        guard case .array(let items) = node.kind, items.indices.contains(index) else { return nil }
        node = items[index]
      }
    }
    return node
  }
}

/// A way into a value: `$.order.items[0].count`.
package struct JSONPath: Hashable, Sendable, CustomStringConvertible {
  package enum Step: Hashable, Sendable {
    case key(String)
    /// From 0.
    case index(Int)
  }

  package var steps: [Step]

  package init(_ steps: [Step] = []) { self.steps = steps }

  package func key(_ key: String) -> JSONPath { JSONPath(steps + [.key(key)]) }
  package func index(_ index: Int) -> JSONPath { JSONPath(steps + [.index(index)]) }

  /// A key that is not an identifier stands in brackets: `$["last name"]`.
  package var description: String {
    var text = "$"
    for step in steps {
      switch step {
      case .index(let index): text += "[\(index)]"
      case .key(let key) where Identifier.isValid(key): text += ".\(key)"
      case .key(let key):
        text += "[\(String(decoding: CanonicalJSON.bytes(of: .string(key)), as: UTF8.self))]"
      }
    }
    return text
  }
}
