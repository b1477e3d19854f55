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
    let scalars = NFC.normalized(word).unicodeScalars.map(Self.narrow)
    guard let end = Self.spokenEnd(scalars) else {
      self = .unknown
      return
    }
    self = Self.sound(of: scalars[..<end])
    if Self.isCompany(scalars[end...]) { formUnion(.open) }
  }

  /// `책방(주)` is 책방 주식회사, or a number of weeks.
  private static func isCompany(_ gloss: ArraySlice<UInt32>) -> Bool {
    let inner = Array(gloss.drop { $0 == 0x20 }.prefix(3))
    return inner.count == 3 && inner[0] == 0x28 && inner[2] == 0x29
      && (inner[1] == 0xC8FC || inner[1] == 0xC720)
  }

  /// Full-width letters, digits and signs are read as the narrow ones.
  private static func narrow(_ scalar: Unicode.Scalar) -> UInt32 {
    switch scalar.value {
    case 0xFF01...0xFF5E: scalar.value - 0xFEE0
    case 0xFFE0, 0xFFE1: scalar.value - 0xFF3E  // ¢ £
    case 0xFFE5: 0xA5
    case 0xFFE6: 0x20A9
    default: scalar.value
    }
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
    if signs[value] != nil || isLetterOrDigit(value) || isListLetter(value) { return true }
    guard index > 0 else { return false }
    if value == 0x2B { return text[index - 1] == 0x2B || isLetterOrDigit(text[index - 1]) }  // C++, S24+
    return value == 0x23 && isCapital(text[index - 1])  // C#
  }

  /// ㈀ to ㈛ and ㉠ to ㉻, which are symbols in Unicode.
  private static func isListLetter(_ value: UInt32) -> Bool {
    (0x3200...0x321B).contains(value) || (0x3260...0x327B).contains(value)
  }

  /// Signs that are read aloud. Squared letters (㎏) are symbols in Unicode, and so is ㈜, 주식회사.
  private static let signs: [UInt32: FinalSound] = {
    var table = SpokenNumber.currencies
    let rows: [(FinalSound, String)] = [
      (
        .open,
        """
        %℃℉°㈜㎀㎁㎂㎃㎄㎅㎆㎇㎈㎉㎐㎑㎒㎓㎔㎕㎖㎗㎘ℓ㎙㎚㎛㎜㎝㎞㎟㎠㎡㎢㎣㎤㎥㎦㎧㎰㎱㎲㎳㎴㎵㎶㎷㎸㎹㎺㎻㎼㎽㎾㎿㏄㏅㏊㏓㏗
        """
      ),
      (.closed, "㎊㎋㎌㎍㎎㎏㎭㏀㏁㏏㏐㏙"), (.rieul, "‰㎩㎪㎫㎬㏈㏖"), ([.open, .closed], "㏂㏘"),
    ]
    for (sound, scalars) in rows {
      for scalar in scalars.unicodeScalars { table[scalar.value] = sound }
    }
    return table
  }()

  private static func sound(of text: ArraySlice<UInt32>) -> FinalSound {
    guard let last = text.last else { return .unknown }
    if let sign = signs[last] { return sign }
    switch last {
    case 0xAC00...0xD7A3:
      if let amount = SpokenNumber.scaledAmount(text) { return amount }
      let final = (last - 0xAC00) % 28
      return final == 0 ? .open : final == 8 ? .rieul : .closed
    case 0x1161...0x1175: return .open  // conjoining vowels and final consonants: decomposed Hangul
    case 0x11A8...0x11C2: return last == 0x11AF ? .rieul : .closed
    case 0x3131...0x3163: return letterName(text)
    case 0x30...0x39: return SpokenNumber.sound(of: text)
    case 0x41...0x5A, 0x61...0x7A: return SpokenLatin.sound(of: text)
    case 0xC0...0x17F: return accented(last)
    case 0x391...0x3C9: return greek(text)
    case 0xB2, 0xB3: return text.dropLast().last == 0x6D ? .open : .closed  // 제곱미터, 제곱
    case 0x2080...0x2089: return SpokenNumber.eitherDigit(Int(last) - 0x2080)  // H₂
    case 0x2B: return .open  // 플러스
    case 0x23: return .closed  // 샵
    default: return numbered(last)
    }
  }

  /// Numbers and letters that are one sign, as lists have them.
  private static func numbered(_ value: UInt32) -> FinalSound {
    switch value {
    case 0x2460...0x2473: SpokenNumber.integer(String(value - 0x245F))  // ①…⑳
    case 0x2474...0x2487: SpokenNumber.integer(String(value - 0x2473))  // ⑴…⒇
    case 0x2776...0x277F: SpokenNumber.integer(String(value - 0x2775))  // ❶…❿
    case 0x2160...0x2168: SpokenNumber.eitherDigit(Int(value) - 0x215F)  // Ⅰ…Ⅸ
    case 0x2170...0x2178: SpokenNumber.eitherDigit(Int(value) - 0x216F)  // ⅰ…ⅸ
    case 0x2169, 0x2179: .closed  // Ⅹ
    case 0x216A, 0x217A: [.rieul, .closed]  // Ⅺ: 십일, 일레븐
    case 0x216B, 0x217B: .open  // Ⅻ
    case 0xBD: [.rieul, .closed]  // ½: 이분의 일, 반
    case 0xBC, 0x2153, 0x2155, 0x2159, 0x215B, 0x215E: .rieul  // ¼ ⅓ ⅕ ⅙ ⅛ ⅞
    case 0x2154, 0x2156, 0x2158, 0x215A, 0x215D: .open  // ⅔ ⅖ ⅘ ⅚ ⅝
    case 0xBE, 0x2157, 0x215C: .closed  // ¾ ⅗ ⅜
    case 0x3200...0x320D, 0x3260...0x326D: value & 0xF == 3 ? .rieul : .closed  // ㈀ and ㉠ to ㉭
    case 0x320E...0x321B, 0x326E...0x327B: .open  // ㈎, ㉮
    default: .unknown
    }
  }

  /// é, ü, ø are vowels that are heard; ñ is 느, and ß, ç, š are syllables of their own.
  private static func accented(_ value: UInt32) -> FinalSound {
    switch value {
    case 0xD1, 0xF1, 0x143...0x148: .closed
    case 0xC0...0xCF, 0xD2...0xD6, 0xD8...0xDD, 0xDF...0xEF, 0xF2...0xF6, 0xF8...0xFD, 0xFF...0x113,
      0x116...0x11B,
      0x15A...0x161, 0x178...0x17E:
      .open
    default: .unknown
    }
  }

  /// A lone Greek letter by its name: 알파, 엡실론. Ω after a number is 옴, and in words all of this says nothing.
  private static func greek(_ text: ArraySlice<UInt32>) -> FinalSound {
    guard let last = text.last else { return .unknown }
    let before = text.dropLast().last ?? 0
    if (0x370...0x3FF).contains(before) { return .unknown }
    if last == 0x3A9, isDigit(before) || isLatin(before) || before == 0x20 { return [.open, .closed] }
    let letter = last < 0x3B1 ? last + 0x20 : last
    switch letter {
    case 0x3B5, 0x3BF, 0x3C5: return .closed
    case 0x3B1...0x3C9: return .open
    default: return .unknown
    }
  }

  /// A letter of Hangul by its name: ㄱ is 기역, ㄹ 리을, ㅏ 아. A run of consonants (ㅋㅋ) has no reading, nor has
  /// what stands behind a syllable (네ㅠㅠ).
  private static func letterName(_ text: ArraySlice<UInt32>) -> FinalSound {
    let letters = text.reversed().prefix { (0x3131...0x3163).contains($0) }
    if let before = text.dropLast(letters.count).last, (0xAC00...0xD7A3).contains(before) { return .unknown }
    if letters.allSatisfy({ $0 >= 0x314F }) { return .open }
    return letters.count > 1 ? .unknown : letters.first == 0x3139 ? .rieul : .closed
  }

  static func isCapital(_ value: UInt32) -> Bool { (0x41...0x5A).contains(value) }
  static func isDigit(_ value: UInt32) -> Bool { (0x30...0x39).contains(value) }
  static func isLatin(_ value: UInt32) -> Bool {
    isCapital(value) || (0x61...0x7A).contains(value)
  }
}
