// JSON values, as data.

/// A JSON value. Strings are equal if their bytes are, `1` and `1.0` are different values, and
/// the order of an object's members does not count.
package indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// An integer outside `Int64`: digits without leading zeros, with `-` if negative.
  case bigInteger(String)
  /// Finite.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

extension JSONValue: Hashable {
  package static func == (a: JSONValue, b: JSONValue) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.bigInteger(let a), .bigInteger(let b)): a.hasSameBytes(as: b)
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a.hasSameBytes(as: b)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(value)
    case .bigInteger(let digits): hasher.combine(ExactText(digits))
    case .number(let value): hasher.combine(value)
    case .string(let text): hasher.combine(ExactText(text))
    case .array(let items): hasher.combine(items)
    case .object(let object): hasher.combine(object)
    }
  }
}

/// Members in the order in which they were written or added; a key is there once.
package struct JSONObject: Sendable {
  package struct Member: Hashable, Sendable {
    package var key: String
    package var value: JSONValue

    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }

    package static func == (a: Member, b: Member) -> Bool {
      a.key.hasSameBytes(as: b.key) && a.value == b.value
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(ExactText(key))
      hasher.combine(value)
    }
  }

  package private(set) var members: [Member] = []
  /// Places of the keys, once there are more members than a scan reads quickly.
  private var places: [ExactText: Int] = [:]
  private static let scanLimit = 12

  package init() {}

  /// A key that comes twice keeps its first place and its last value.
  package init(_ members: some Sequence<(key: String, value: JSONValue)>) {
    for (key, value) in members { self[key] = value }
  }

  package var isEmpty: Bool { members.isEmpty }
  package var count: Int { members.count }
  package var keys: [String] { members.map(\.key) }

  /// The value of a key. Setting adds at the end, replaces in place, or with nil takes away.
  package subscript(key: String) -> JSONValue? {
    get { place(of: key).map { members[$0].value } }
    set {
      switch (place(of: key), newValue) {
      case (let place?, let value?): members[place].value = value
      case (nil, let value?):
        members.append(Member(key: key, value: value))
        if !places.isEmpty {
          places[ExactText(key)] = members.count - 1
        } else if members.count > Self.scanLimit {
          indexPlaces()
        }
      case (let place?, nil):
        members.remove(at: place)
        places = [:]
        if members.count > Self.scanLimit { indexPlaces() }
      case (nil, nil): break
      }
    }
  }

  private func place(of key: String) -> Int? {
    if !places.isEmpty { return places[ExactText(key)] }
    return members.firstIndex { $0.key.hasSameBytes(as: key) }
  }

  private mutating func indexPlaces() {
    for (index, member) in members.enumerated() { places[ExactText(member.key)] = index }
  }
}

extension JSONObject: Hashable {
  package static func == (a: JSONObject, b: JSONObject) -> Bool {
    a.count == b.count && a.members.allSatisfy { b[$0.key] == $0.value }
  }

  package func hash(into hasher: inout Hasher) {
    // A sum, so that the order does not count.
    var sum = 0
    for member in members { sum &+= member.hashValue }
    hasher.combine(sum)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements.lazy.map { (key: $0.0, value: $0.1) })
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.lazy.map { (key: $0.0, value: $0.1) }))
  }
}
