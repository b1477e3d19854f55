// In which language a text is written, by its script and, among those that share the Latin one, by their commonest words.

import DariBase

/// A rule of thumb, and it says so: it tells languages apart in answers of a sentence and more. Addresses and code are left out
/// first. A sign of Hangul, Han or Kana counts for two letters, since it says as much.
package enum WrittenLanguage: String, CaseIterable, Sendable {
  case ko, ja, zh, en, de, fr, es, it, pt, nl, ru, el, he, ar, th, hi

  private enum Script: Hashable {
    case latin, hangul, kana, han, cyrillic, greek, hebrew, arabic, thai, devanagari, other
  }

  private var script: Script {
    switch self {
    case .ko: .hangul
    case .ja: .kana
    case .zh: .han
    case .ru: .cyrillic
    case .el: .greek
    case .he: .hebrew
    case .ar: .arabic
    case .th: .thai
    case .hi: .devanagari
    case .en, .de, .fr, .es, .it, .pt, .nl: .latin
    }
  }

  /// Frequent words that the others of the same script do not have.
  private var commonWords: Set<String> {
    let words: String =
      switch self {
      case .en:
        "the and of to is you we that for with are this your have not it be will can our from by as at if"
      case .de:
        "der die und das ist nicht ein eine wir sie ich mit für auf den dem zu haben werden auch bei von im oder"
      case .fr:
        "le la les et est des une vous nous pas pour dans que qui avec sur votre du au ce sont ou être"
      case .es: "el los las y es una usted nosotros para con que por su está son del al como pero más lo se"
      case .it: "il gli e è una per con che non sono della di nel alla più anche questo come lo si ci"
      case .pt: "o os as e é uma você para com que não por seu está são do da no na mais como ao"
      case .nl: "de het een en is niet wij u met voor op van dat zijn ook bij naar te aan om"
      default: ""
      }
    return Set(words.split(separator: " ").map(String.init))
  }

  /// Nil if the text is written in it.
  func finding(in text: String) -> Note? {
    let letters = Self.letters(of: text)
    let all = letters.values.reduce(0, +)
    if all == 0 { return .languageUnknown }
    func share(_ script: Script) -> Double { Double(letters[script, default: 0]) / Double(all) }
    let own: Double =
      switch self {
      // Japanese mixes both, and Chinese has no Kana.
      case .ja: share(.kana) > 0.08 ? share(.kana) + share(.han) : 0
      case .zh: share(.kana) > 0.08 ? 0 : share(.han)
      case .ko: share(.hangul) > 0 ? share(.hangul) + share(.han) : 0
      default: share(script)
      }
    guard own >= 0.5, script != .latin || isCommonest(in: text) else {
      return Self.likeliest(letters, text).map { .languageIs(language: $0.rawValue) } ?? .languageUnknown
    }
    return nil
  }

  /// No other language has more of its words in it. A text of two or three words may have none of any.
  private func isCommonest(in text: String) -> Bool {
    let words = Self.words(of: text)
    let own = words.count { commonWords.contains($0) }
    return !Self.allCases.contains { other in
      other != self && other.script == .latin && words.count { other.commonWords.contains($0) } > own
    }
  }

  private static func likeliest(_ letters: [Script: Int], _ text: String) -> WrittenLanguage? {
    if letters[.kana, default: 0] * 12 > letters.values.reduce(0, +) { return .ja }
    guard let script = letters.max(by: { ($0.value, "\($1.key)") < ($1.value, "\($0.key)") })?.key else {
      return nil
    }
    if script == .latin {
      let words = words(of: text)
      let latin = allCases.filter { $0.script == .latin }
      let counts = latin.map { language in words.count { language.commonWords.contains($0) } }
      guard let most = counts.max(), most > 0 else { return nil }
      return zip(latin, counts).first { $0.1 == most }?.0
    }
    return allCases.first { $0.script == script }
  }

  // MARK: Letters and words

  private static func letters(of text: String) -> [Script: Int] {
    var counts: [Script: Int] = [:]
    for scalar in prose(of: text).unicodeScalars where scalar.properties.isAlphabetic {
      let script = script(of: scalar)
      let isSyllable = [.hangul, .han, .kana].contains(script)
      counts[script, default: 0] += isSyllable ? 2 : 1
    }
    return counts
  }

  private static func script(of scalar: Unicode.Scalar) -> Script {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: .latin
    case 0xAC00...0xD7A3, 0x1100...0x11FF, 0x3130...0x318F: .hangul
    case 0x3041...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D: .kana
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x3FFFF, 0xF900...0xFAFF: .han
    case 0x400...0x52F: .cyrillic
    case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x590...0x5FF: .hebrew
    case 0x600...0x6FF, 0x750...0x77F: .arabic
    case 0xE00...0xE7F: .thai
    case 0x900...0x97F: .devanagari
    default: .other
    }
  }

  private static func words(of text: String) -> [String] {
    prose(of: text).lowercased().split { !$0.isLetter }.map(String.init)
  }

  /// Without what is no language: addresses, e-mail addresses, code between backticks.
  private static func prose(of text: String) -> String {
    var result = ""
    var isCode = false
    for (index, part) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      if index > 0, !part.isEmpty || !isCode { isCode.toggle() }
      if !isCode || index == 0 { result += part }
    }
    let pieces = result.split { $0.isWhitespace }.filter { piece in
      !piece.contains("://") && !piece.contains("@") && !piece.hasPrefix("www.")
    }
    return pieces.joined(separator: " ")
  }
}
