// The sound that a word ends in when it is read aloud in Korean.

/// The sounds that a word may end in. More than one where it can be read in several ways, all three
/// where nothing is known: the caller decides what is certain in spite of that.
package struct FinalSound: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A vowel: 나무.
  package static let open = FinalSound(rawValue: 1)
  /// ㄹ alone (not ㄺ, ㄼ): 서울.
  package static let rieul = FinalSound(rawValue: 2)
  /// Any other consonant: 책.
  package static let closed = FinalSound(rawValue: 4)
  package static let unknown: FinalSound = [.open, .rieul, .closed]

  /// What is not spoken at the end is passed over: spaces, quotes, punctuation, emoji, Markdown's
  /// marks, and a gloss in brackets with all that is in it (사과(apple) is read 사과).
  package init(of word: String) {
    let scalars = word.unicodeScalars.map(Self.narrow)
    guard let end = Self.spokenEnd(scalars) else {
      self = .unknown
      return
    }
    self = Self.sound(of: scalars[..<end])
  }

  /// Full-width letters, digits and signs are read as the ASCII ones.
  private static func narrow(_ scalar: Unicode.Scalar) -> UInt32 {
    (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
  }

  /// Where the spoken part ends; nil if there is none, or if it is a place that a value will fill.
  private static func spokenEnd(_ text: [UInt32]) -> Int? {
    var end = text.count
    while end > 0 {
      let last = text[end - 1]
      if last == 0x27E7 { return nil }  // ⟦order.number⟧ stands for a value that is not known yet
      if isSpoken(text, at: end - 1) { return end }
      if let opener = glossBrackets[last], let start = match(opener, last, text[..<end]),
        text[..<start].contains(where: isLetterOrDigit)
      {
        end = start
      } else {
        end -= 1
      }
    }
    return nil
  }

  private static let glossBrackets: [UInt32: UInt32] = [
    0x29: 0x28, 0x5D: 0x5B, 0x3015: 0x3014,  // () [] 〔〕
  ]

  private static func match(_ opener: UInt32, _ closer: UInt32, _ text: ArraySlice<UInt32>) -> Int? {
    var depth = 0
    for index in text.indices.reversed() {
      if text[index] == closer { depth += 1 }
      if text[index] == opener {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }

  private static func isLetterOrDigit(_ value: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(value) else { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      return !scalar.properties.isDefaultIgnorableCodePoint  // Hangul fillers are letters, and silent
    default: return false
    }
  }

  private static func isSpoken(_ text: [UInt32], at index: Int) -> Bool {
    let value = text[index]
    if signs[value] != nil || isLetterOrDigit(value) { return true }
    guard index > 0 else { return false }
    if value == 0x2B { return text[index - 1] == 0x2B || isLetterOrDigit(text[index - 1]) }  // C++, S24+
    return value == 0x23 && isCapital(text[index - 1])  // C#
  }

  /// Signs that are read aloud. Squared letters (㎏) are symbols in Unicode.
  private static let signs: [UInt32: FinalSound] = {
    var table: [UInt32: FinalSound] = [:]
    let open = "%℃℉°$€£㎞㎝㎜㎛㎡㎢㎠㎥㎤㎖㎗㎘ℓ㏄㎐㎑㎒㎓㎾㎿"
    for scalar in open.unicodeScalars { table[scalar.value] = .open }
    for scalar in "㎏㎎㎍¥₩￦￥".unicodeScalars { table[narrow(scalar)] = .closed }
    for scalar in "‰㏈".unicodeScalars { table[scalar.value] = .rieul }
    return table
  }()

  private static func sound(of text: ArraySlice<UInt32>) -> FinalSound {
    guard let last = text.last else { return .unknown }
    if let sign = signs[last] { return sign }
    switch last {
    case 0xAC00...0xD7A3:
      let final = (last - 0xAC00) % 28
      return final == 0 ? .open : final == 8 ? .rieul : .closed
    case 0x1161...0x1175: return .open  // conjoining vowels and final consonants: decomposed Hangul
    case 0x11A8...0x11C2: return last == 0x11AF ? .rieul : .closed
    case 0x3131...0x3163: return letterName(text)
    case 0x30...0x39: return SpokenNumber.sound(of: text)
    case 0x2460...0x2473: return SpokenNumber.integer(String(last - 0x245F))  // ①…⑳
    case 0x2160...0x216B: return SpokenNumber.integer(String(last - 0x215F))  // Ⅰ…Ⅻ
    case 0x2170...0x217B: return SpokenNumber.integer(String(last - 0x216F))  // ⅰ…ⅻ
    case 0xB2, 0xB3: return text.dropLast().last == 0x6D ? .open : .closed  // 제곱미터, 제곱
    case 0x2B: return .open  // 플러스
    case 0x23: return .closed  // 샵
    case 0x41...0x5A, 0x61...0x7A: return SpokenLatin.sound(of: text)
    default: return .unknown
    }
  }

  /// A letter of Hangul by its name: ㄱ is 기역, ㄹ 리을, ㅏ 아. A run of consonants (ㅋㅋ) has no reading.
  private static func letterName(_ text: ArraySlice<UInt32>) -> FinalSound {
    guard let last = text.last else { return .unknown }
    if last >= 0x314F { return .open }
    if let before = text.dropLast().last, (0x3131...0x314E).contains(before) { return .unknown }
    return last == 0x3139 ? .rieul : .closed
  }

  static func isCapital(_ value: UInt32) -> Bool { (0x41...0x5A).contains(value) }
  static func isDigit(_ value: UInt32) -> Bool { (0x30...0x39).contains(value) }
  static func isLatin(_ value: UInt32) -> Bool {
    isCapital(value) || (0x61...0x7A).contains(value)
  }
}
