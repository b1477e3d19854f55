// Data from outside (JSON, YAML, CSV, `--set`) before it has a type: one shape for all, with places.

/// A piece of data as its format read it, with the bytes it came from where those are known.
package struct DataNode: Sendable {
  package indirect enum Content: Sendable {
    case null
    case bool(Bool)
    /// The digits as written: whole numbers of any size.
    case integer(String)
    case number(Double)
    case text(String)
    /// A word of a format that does not type its scalars (YAML's plain scalars, CSV cells, `--set`):
    /// it becomes what the type asks for.
    case word(String)
    case list([DataNode])
    case object([Entry])
    /// A file for an input that is media: its name as it was written, and what is in it.
    case file(name: String, bytes: [UInt8])
  }

  package struct Entry: Sendable {
    package var key: String
    package var keyRange: Range<Int>?
    package var value: DataNode

    package init(key: String, keyRange: Range<Int>? = nil, value: DataNode) {
      self.key = key
      self.keyRange = keyRange
      self.value = value
    }
  }

  package var content: Content
  /// Byte offsets in the file it came from.
  package var range: Range<Int>?

  package init(_ content: Content, range: Range<Int>? = nil) {
    self.content = content
    self.range = range
  }
}

/// One thing that is wrong with data handed in.
package struct DataProblem: Sendable {
  package enum Kind: Sendable {
    case missing
    /// A key that the type does not have; those it has.
    case unknownKey(known: [String])
    /// Something else than the type asks for was found.
    case wrongKind(expected: Type, found: String)
    /// The limit that was broken as it is written (`..40`) and what broke it, in digits.
    case outOfLimits(Measure, limit: String, actual: String)
    case notACase(found: String, cases: [String])
    case lineBreak
    case notADate(String)
    case notMoney(String, currency: String)
    case wrongCurrency(found: String, expected: String)
    case notAURL(String)
    case notAnEmail(String)
    /// Does not fit into 64 bits, or into binary64.
    case integerOverflow(String)
    case notWhole(String)
    /// A key that the object has already, perhaps composed of other characters.
    case duplicateKey
    case media(MediaProblem)
  }

  package enum Measure: Hashable, Sendable {
    /// Unicode scalars of a text.
    case characters
    case items
    case value
  }

  /// As `order.items[0].count`, from the name of the input.
  package var path: String
  package var kind: Kind
  package var range: Range<Int>?

  package init(path: String, kind: Kind, range: Range<Int>? = nil) {
    self.path = path
    self.kind = kind
    self.range = range
  }
}
