// What somebody typed -> the codes that were meant.

import DariBase

package enum CodeQuery {
  /// The codes of one word: `E0301`, `e301`, `301`, `error[E0301]:` as it was copied, or a diagnostic's name.
  /// Nil if the word is no code at all; empty if it looks like one and there is none.
  package static func codes(of word: String) -> [DiagnosticCode]? {
    let all = DiagnosticPage.allCodes
    if let (letter, number) = parts(of: word) {
      return all.filter { code in
        code.text.dropFirst().elementsEqual(number) && (letter == nil || code.text.first == letter)
      }
    }
    let name = folded(word)
    if name.isEmpty { return nil }
    let named = all.filter { folded($0.entry.name) == name }
    return named.isEmpty ? nil : named
  }

  /// Whether it is a code with its letter, which nobody types among words by chance.
  package static func isWhole(_ word: String) -> Bool { parts(of: word)?.letter != nil }

  /// The existing codes nearest to one that does not exist, by number, in order; and those that are one slip of the pen
  /// away.
  package static func near(_ word: String, count: Int = 5) -> [DiagnosticCode] {
    guard let (letter, number) = parts(of: word), let wanted = Int(number) else { return [] }
    let all = DiagnosticPage.allCodes
    let text = String(letter ?? "E") + number
    let ranked = all.map { code -> (code: DiagnosticCode, cost: Int) in
      let away = abs((Int(code.text.dropFirst()) ?? 0) - wanted)
      // A digit swapped or mistyped leads far away by number.
      let slip = EditDistance.distance(text, code.text, limit: 1) == 1 ? min(away, 2) : away
      return (code, slip * 2 + (letter == nil || code.text.first == letter ? 0 : 1))
    }.sorted { ($0.cost, $0.code.text) < ($1.cost, $1.code.text) }
    return ranked.prefix(count).map(\.code).sorted { $0.text < $1.text }
  }

  /// The letter, if there is one, and four digits.
  static func parts(of word: String) -> (letter: Character?, number: String)? {
    var text = Substring(String(word.unicodeScalars.map { narrow($0) }).uppercased())
    // From the middle of what was printed: `error[E0301]: …`, `[E0301]`, `(E0301)`.
    if let open = text.firstIndex(of: "["), let close = text[open...].firstIndex(of: "]") {
      text = text[text.index(after: open)..<close]
    }
    while let last = text.last, ":.,;)".contains(last) { text.removeLast() }
    while text.first == "(" { text.removeFirst() }
    var letter: Character?
    if let first = text.first, let meant = letters[first] {
      letter = meant
      text.removeFirst()
    }
    if text.first == "-" || text.first == "#" { text.removeFirst() }
    guard (1...6).contains(text.utf8.count), text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
      // `3` alone may be a word of a search.
      letter != nil || text.utf8.count >= 2
    else { return nil }
    let digits = text.drop { $0 == "0" }
    return (letter, String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits)
  }

  /// The two letters, and what the same keys give while the keyboard is Korean.
  private static let letters: [Character: Character] = [
    "E": "E", "W": "W", "ㄷ": "E", "ㄸ": "E", "ㅈ": "W", "ㅉ": "W",
  ]

  /// Full-width letters and digits as the usual ones.
  private static func narrow(_ scalar: Unicode.Scalar) -> Character {
    if 0xFF01...0xFF5E ~= scalar.value, let usual = Unicode.Scalar(scalar.value - 0xFEE0) {
      return Character(usual)
    }
    return Character(scalar)
  }

  private static func folded(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
