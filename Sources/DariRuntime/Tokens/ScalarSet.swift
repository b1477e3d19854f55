// Sets of characters as the patterns of tokenizers write them: `\p{L}`, `\s`, `[^\r\n\p{L}\p{N}]`.

/// General categories, one bit each, as `GeneralCategories.bit(of:)` numbers them.
struct GeneralCategories: OptionSet, Hashable, Sendable {
  var rawValue: UInt32

  static let names: [(name: String, set: GeneralCategories)] = [
    ("Lu", bit(0)), ("Ll", bit(1)), ("Lt", bit(2)), ("Lm", bit(3)), ("Lo", bit(4)),
    ("Mn", bit(5)), ("Mc", bit(6)), ("Me", bit(7)), ("Nd", bit(8)), ("Nl", bit(9)), ("No", bit(10)),
    ("Pc", bit(11)), ("Pd", bit(12)), ("Ps", bit(13)), ("Pe", bit(14)), ("Pi", bit(15)), ("Pf", bit(16)),
    ("Po", bit(17)), ("Sm", bit(18)), ("Sc", bit(19)), ("Sk", bit(20)), ("So", bit(21)),
    ("Zs", bit(22)), ("Zl", bit(23)), ("Zp", bit(24)), ("Cc", bit(25)), ("Cf", bit(26)), ("Cs", bit(27)),
    ("Co", bit(28)), ("Cn", bit(29)),
  ]

  private static func bit(_ index: UInt32) -> GeneralCategories { GeneralCategories(rawValue: 1 << index) }

  /// `L` is every category whose name begins with it. Nil if there is none.
  static func named(_ name: String) -> GeneralCategories? {
    let found = names.filter { $0.name == name || (name.utf8.count == 1 && $0.name.hasPrefix(name)) }
    return found.isEmpty ? nil : found.reduce(into: []) { $0.formUnion($1.set) }
  }

  static let numbers: GeneralCategories = [bit(8), bit(9), bit(10)]
  static let marks: GeneralCategories = [bit(5), bit(6), bit(7)]

  /// Of the version of Unicode that Swift's library has. ASCII, Hangul and the common Han characters take no
  /// look-up.
  static func of(_ scalar: UInt32) -> GeneralCategories {
    if scalar < 128 { return ascii[Int(scalar)] }
    if 0xAC00...0xD7A3 ~= scalar || 0x4E00...0x9FFF ~= scalar { return bit(4) }
    return lookUp(scalar)
  }

  private static let ascii: [GeneralCategories] = (UInt32(0)..<128).map { lookUp($0) }

  private static func lookUp(_ value: UInt32) -> GeneralCategories {
    guard let scalar = Unicode.Scalar(value) else { return bit(27) }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter: return bit(0)
    case .lowercaseLetter: return bit(1)
    case .titlecaseLetter: return bit(2)
    case .modifierLetter: return bit(3)
    case .otherLetter: return bit(4)
    case .nonspacingMark: return bit(5)
    case .spacingMark: return bit(6)
    case .enclosingMark: return bit(7)
    case .decimalNumber: return bit(8)
    case .letterNumber: return bit(9)
    case .otherNumber: return bit(10)
    case .connectorPunctuation: return bit(11)
    case .dashPunctuation: return bit(12)
    case .openPunctuation: return bit(13)
    case .closePunctuation: return bit(14)
    case .initialPunctuation: return bit(15)
    case .finalPunctuation: return bit(16)
    case .otherPunctuation: return bit(17)
    case .mathSymbol: return bit(18)
    case .currencySymbol: return bit(19)
    case .modifierSymbol: return bit(20)
    case .otherSymbol: return bit(21)
    case .spaceSeparator: return bit(22)
    case .lineSeparator: return bit(23)
    case .paragraphSeparator: return bit(24)
    case .control: return bit(25)
    case .format: return bit(26)
    case .surrogate: return bit(27)
    case .privateUse: return bit(28)
    case .unassigned: return bit(29)
    @unknown default: return bit(29)
    }
  }
}

/// A union of ranges, categories and white space, or everything else.
struct ScalarSet: Hashable, Sendable {
  enum Item: Hashable, Sendable {
    case range(UInt32, UInt32)
    case categories(GeneralCategories, negated: Bool)
    /// White_Space.
    case space(negated: Bool)
    /// Alphabetic, a mark, a decimal number or a connector.
    case word(negated: Bool)
  }

  private var items: [Item]
  private let isNegated: Bool
  /// The answer for the scalars below 128.
  private let ascii: (UInt64, UInt64)

  init(_ items: [Item], negated: Bool = false) {
    self.items = items
    isNegated = negated
    var ascii: (UInt64, UInt64) = (0, 0)
    for scalar in UInt32(0)..<128 {
      let category = GeneralCategories.of(scalar)
      guard items.contains(where: { $0.contains(scalar, category) }) != negated else { continue }
      if scalar < 64 { ascii.0 |= 1 << UInt64(scalar) } else { ascii.1 |= 1 << UInt64(scalar - 64) }
    }
    self.ascii = ascii
  }

  static let space = ScalarSet([.space(negated: false)])
  static let word = ScalarSet([.word(negated: false)])

  /// - Parameter category: that of the scalar, which the caller has looked up once.
  func contains(_ scalar: UInt32, _ category: GeneralCategories) -> Bool {
    if scalar < 128 {
      return (scalar < 64 ? ascii.0 >> UInt64(scalar) : ascii.1 >> UInt64(scalar - 64)) & 1 == 1
    }
    for item in items where item.contains(scalar, category) { return !isNegated }
    return isNegated
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool { contains(scalar.value, .of(scalar.value)) }

  static func == (a: ScalarSet, b: ScalarSet) -> Bool { a.isNegated == b.isNegated && a.items == b.items }

  func hash(into hasher: inout Hasher) {
    hasher.combine(items)
    hasher.combine(isNegated)
  }
}

extension ScalarSet.Item {
  fileprivate func contains(_ scalar: UInt32, _ category: GeneralCategories) -> Bool {
    switch self {
    case .range(let low, let high): return low <= scalar && scalar <= high
    case .categories(let categories, let negated): return categories.isSuperset(of: category) != negated
    case .space(let negated): return Self.isSpace(scalar) != negated
    case .word(let negated):
      if GeneralCategories.wordCategories.isSuperset(of: category) { return !negated }
      // Alphabetic beyond letters and marks: circled letters, Roman numerals.
      return (Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false) != negated
    }
  }

  private static func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x9...0xD, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
}

extension GeneralCategories {
  /// Letters, marks, decimal numbers and connectors.
  fileprivate static let wordCategories: GeneralCategories = ["L", "M", "Nd", "Pc"].reduce(into: []) {
    $0.formUnion(named($1) ?? [])
  }
}
