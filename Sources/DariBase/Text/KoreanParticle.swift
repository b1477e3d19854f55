// Korean particles: which of a pair goes with the last sound of a word.

/// Particles that change with the sound before them: `책을`, `나무를`. The sound itself is
/// found by `FinalSound`.
package enum KoreanParticle {
  /// A pair of forms, and what is printed where the sound cannot be known.
  package struct Pair: Hashable, Sendable {
    /// After a consonant: `을`.
    package let closed: String
    /// After a vowel: `를`.
    package let open: String
    /// Where the sound is not known: `을(를)`.
    package let both: String
    /// ㄹ counts as a vowel: `서울로`, and not `서울으로`.
    package let rieulIsOpen: Bool

    /// As an author writes it: `을/를`.
    package var text: String { "\(closed)/\(open)" }

    /// A closed form that is the open one with a syllable before it is written `(으)로`, others `을(를)`.
    fileprivate init(_ closed: String, _ open: String) {
      self.closed = closed
      self.open = open
      both =
        closed.hasSuffix(open)
        ? "(\(closed.dropLast(open.count)))\(open)" : "\(closed)(\(open))"
      rieulIsOpen = closed.hasPrefix("으로")
    }

    /// The form after a word that may end in any of the sounds; nil if they ask for different forms.
    fileprivate func form(after sound: FinalSound) -> String? {
      let opens: FinalSound = rieulIsOpen ? [.open, .rieul] : [.open]
      if sound.isEmpty { return nil }
      if sound.isSubset(of: opens) { return open }
      if sound.isDisjoint(with: opens) { return closed }
      return nil
    }
  }

  package static let pairs: [Pair] = [
    Pair("을", "를"), Pair("이", "가"), Pair("은", "는"), Pair("과", "와"), Pair("아", "야"),
    Pair("이나", "나"), Pair("이랑", "랑"), Pair("이라", "라"), Pair("이란", "란"),
    Pair("으로", "로"), Pair("으로서", "로서"), Pair("으로써", "로써"), Pair("으로부터", "로부터"),
    Pair("이다", "다"), Pair("이에요", "예요"), Pair("이었", "였"),
    Pair("이라는", "라는"), Pair("이라고", "라고"),
  ]

  private static let pairsByText: [String: Pair] = Dictionary(
    uniqueKeysWithValues: pairs.map { ($0.text, $0) })

  /// The particle alone, without the word. What cannot be known gives both forms, `을(를)`; a text
  /// that is not a pair comes back as it is. `reading` says how the word is read, and decides.
  package static func particle(_ pair: String, after word: String, reading: String? = nil) -> String {
    guard let known = pairsByText[pair] else { return pair }
    return known.form(after: sound(of: word, reading: reading)) ?? known.both
  }

  /// Whether one form is certain to be right; `particle` gives both where it is not.
  package static func isCertain(_ pair: String, after word: String, reading: String? = nil) -> Bool {
    guard let known = pairsByText[pair] else { return false }
    return known.form(after: sound(of: word, reading: reading)) != nil
  }

  private static func sound(of word: String, reading: String?) -> FinalSound {
    if let reading, !reading.isEmpty { return FinalSound(of: reading) }
    return FinalSound(of: word)
  }

  package static func isPair(_ text: String) -> Bool { pairsByText[text] != nil }

  /// The pair that somebody meant who wrote only one form (`을`), both the other way round (`를/을`),
  /// or the printed form (`을(를)`, `(으)로`); nil if it is none of these. A form of two pairs gives
  /// the pair that is first in `pairs`.
  package static func pairProposal(for text: String) -> String? {
    let letters = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.isAlphabetic }))
    for pair in pairs {
      let spellings = [
        pair.closed + pair.open, pair.open + pair.closed, pair.closed, pair.open,
      ]
      if spellings.contains(letters) { return pair.text }
    }
    return nil
  }
}
