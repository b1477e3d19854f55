// The types of the language (Documentation/Language.md, "Types") as plain values.

/// What a value may be: a core, the labels it carries, and whether it may be absent.
package struct Type: Sendable {
  package var core: Core
  package var labels: Labels
  package var isOptional: Bool

  package init(_ core: Core, labels: Labels = [], isOptional: Bool = false) {
    self.core = core
    self.labels = labels
    self.isOptional = isOptional
  }

  package indirect enum Core: Sendable {
    /// Any characters; the limits count Unicode scalars.
    case text(Limits<Int>)
    /// No line breaks.
    case line(Limits<Int>)
    case int(Limits<Int64>)
    /// Binary64.
    case number(Limits<Double>)
    case bool
    case date
    /// The three letters of ISO 4217.
    case money(String)
    case url
    case email
    case media(Media)
    /// The element is never optional. The limits count items.
    case list(Limits<Int>, Type)
    case enumeration(EnumType)
    case record(RecordType)
    /// Of the items of `[]`: there are none, so it fits everything.
    case nothing
    /// What could not be typed. Fits everything and everything fits it, so that one mistake is told once.
    case unknown
  }

  package enum Media: String, Sendable { case image, audio, file }

  package static let unknown = Type(.unknown)
  package static let text = Type(.text(Limits()))
  package static let line = Type(.line(Limits()))
  package static let int = Type(.int(Limits()))
  package static let number = Type(.number(Limits()))
  package static let bool = Type(.bool)
  package static let date = Type(.date)

  package var isUnknown: Bool { if case .unknown = core { true } else { false } }
  package var asPresent: Type { Type(core, labels: labels) }
  /// `T??` is `T?`.
  package var asOptional: Type { Type(core, labels: labels, isOptional: true) }
  package func adding(_ more: Labels) -> Type {
    Type(core, labels: labels.union(more), isOptional: isOptional)
  }
}

/// What is known of where a value comes from and who may see it.
package struct Labels: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let untrusted = Labels(rawValue: 1)
  package static let personal = Labels(rawValue: 2)
  package static let confidential = Labels(rawValue: 4)
  /// Personal data with masks over it (`redact`): no author writes this one.
  package static let redacted = Labels(rawValue: 8)

  package static let all: Labels = [.untrusted, .personal, .confidential, .redacted]

  /// Every label with its word, in the order in which types are written.
  package static let words: [(label: Labels, word: String)] = [
    (.untrusted, "untrusted"), (.personal, "personal"), (.confidential, "confidential"),
    (.redacted, "redacted"),
  ]
  package var words: [String] { Labels.words.filter { contains($0.label) }.map(\.word) }
}

/// Both ends are allowed values; nil is no limit on that side.
package struct Limits<Bound: Comparable & Sendable>: Sendable {
  package var low: Bound?
  package var high: Bound?

  package init(_ low: Bound? = nil, _ high: Bound? = nil) {
    self.low = low
    self.high = high
  }

  package var isUnlimited: Bool { low == nil && high == nil }

  package func contains(_ value: Bound) -> Bool {
    if let low, value < low { return false }
    if let high, value > high { return false }
    return true
  }

  /// Every value within these limits is within the other's. `floor` is the least value there is (0 for lengths).
  package func fits(_ other: Limits, floor: Bound? = nil) -> Bool {
    if let otherLow = other.low {
      guard let mine = low ?? floor, mine >= otherLow else { return false }
    }
    if let otherHigh = other.high {
      guard let high, high <= otherHigh else { return false }
    }
    return true
  }

  /// The narrowest limits that hold the values of both.
  package func widened(by other: Limits) -> Limits {
    var result = Limits()
    if let low, let otherLow = other.low { result.low = min(low, otherLow) }
    if let high, let otherHigh = other.high { result.high = max(high, otherHigh) }
    return result
  }
}

/// One of several words. Two enums are compared by their words; the name is for messages.
package struct EnumType: Sendable {
  package struct Case: Sendable {
    /// The word of the language and of data.
    package var word: String
    /// The words for people, as `"환불"` in `refund "환불"`.
    package var label: String?

    package init(word: String, label: String? = nil) {
      self.word = word
      self.label = label
    }
  }

  package var name: String?
  package var cases: [Case]

  package init(name: String? = nil, cases: [Case]) {
    self.name = name
    self.cases = cases
  }

  package var words: [String] { cases.map(\.word) }
  /// Names compare by canonical equivalence, so a decomposed 환불 is 환불.
  package func find(_ word: String) -> Case? { cases.first { $0.word == word } }
}

/// Named fields. A record value keeps its fields in the order of `slots` (by name), so that two record
/// types with the same fields in another order have values of the same layout.
package struct RecordType: Sendable {
  package struct Field: Sendable {
    package var name: String
    package var type: Type
    /// The words for people.
    package var label: String?

    package init(name: String, type: Type, label: String? = nil) {
      self.name = name
      self.type = type
      self.label = label
    }
  }

  package var name: String?
  /// As declared.
  package let fields: [Field]
  /// Indices into `fields`, ordered by the scalars of the names.
  package let slots: [Int]

  package init(name: String? = nil, fields: [Field]) {
    self.name = name
    self.fields = fields
    slots = fields.indices.sorted {
      fields[$0].name.unicodeScalars.lexicographicallyPrecedes(fields[$1].name.unicodeScalars)
    }
  }

  package func field(_ name: String) -> Field? { fields.first { $0.name == name } }
  /// The place of the field's value in a record value.
  package func slot(of name: String) -> Int? { slots.firstIndex { fields[$0].name == name } }
}
