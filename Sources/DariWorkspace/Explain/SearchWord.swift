// Words of a search, and whether a text has them: Korean whatever its particles and endings, English whatever its
// inflection.

import DariBase

/// A word that is looked for, in the forms in which it may stand in a text.
struct SearchWord: Sendable {
  /// As it was typed, in small letters.
  var text: String
  /// Jamo of a Korean word, the whole and without endings; scalars of a Latin one, the whole and its stem.
  private var forms: [[UInt32]]
  private var isKorean: Bool

  init(_ text: String) {
    let folded = NFC.normalized(text).lowercased()
    self.text = folded
    isKorean = folded.unicodeScalars.first.map(SearchText.isHangul) ?? false
    forms = isKorean ? KoreanStem.forms(of: folded) : [EnglishStem.stem(of: folded)]
  }

  /// Words between spaces and signs; Hangul and other letters are words of their own, so that particles come off
  /// `json이`. Sides of a joined word stand alone: `dari.yaml` are two.
  static func all(in text: String) -> [SearchWord] {
    SearchText.split(text).filter { !KoreanStem.isEnding(KoreanStem.jamo(of: $0)[...]) }.map {
      SearchWord($0)
    }
  }

  /// How well a text has it, from 0 to 1.
  func match(_ text: SearchText) -> Double {
    isKorean ? korean(text) : latin(text)
  }

  /// Whether it is this word, in some form.
  func isForm(of word: String) -> Bool {
    let other = SearchWord(word)
    return other.isKorean == isKorean && forms.contains(other.forms[0])
  }

  private func korean(_ text: SearchText) -> Double {
    var best = 0.0
    for form in forms {
      // A form this short begins many words; what follows has to be an ending.
      let isShort = form.count <= 3
      for word in text.hangulWords where text.jamo[word.start] == form[0] {
        let shared = Self.shared(form, text.jamo, from: word.start)
        if shared == form.count {
          let rest = word.start + shared
          if !isShort || rest >= word.end || KoreanStem.isEnding(text.jamo[rest..<word.end]) { return 1 }
        } else if form.count >= 5, shared >= form.count - 1 {
          // `들여쓰-` and `들여썼-`.
          best = max(best, 0.75)
        }
      }
      // The second half of a compound: `큰따옴표` has `따옴표`.
      if best < 0.6, form.count >= 5, text.hasInside(form) { best = 0.6 }
    }
    return best
  }

  private func latin(_ text: SearchText) -> Double {
    let own = forms[0]
    var best = 0.0
    for other in text.latin where own[0] == other[0] {
      let shared = Self.shared(own, other, from: 0)
      if shared == own.count, shared == other.count { return 1 }
      if shared == own.count, shared >= 3 {
        best = max(best, 0.8)
      } else if shared >= 5, shared * 10 >= max(own.count, other.count) * 6 {
        best = max(best, 0.6)
      } else if best < 0.5, own.count >= 5, abs(own.count - other.count) <= 1,
        EditDistance.distance(own, other, limit: 1) != nil
      {
        best = 0.5
      }
    }
    return best
  }

  /// How many of the first letters are the same. A loop, since it runs a million times a search.
  private static func shared(_ form: [UInt32], _ text: [UInt32], from start: Int) -> Int {
    let most = min(form.count, text.count - start)
    var count = 0
    while count < most, form[count] == text[start + count] { count += 1 }
    return count
  }
}

/// A text that is looked through.
struct SearchText: Sendable {
  /// Stems of the words that are not Korean.
  private(set) var latin: [[UInt32]] = []
  /// Jamo of all Korean words, one after the other without spaces, since writers differ in where they put them.
  private(set) var jamo: [UInt32] = []
  private(set) var hangulWords: [(start: Int, end: Int)] = []
  /// For signs, which are no words.
  let whole: String

  init(_ text: String) {
    whole = NFC.normalized(text).lowercased()
    for word in Self.split(whole) {
      if word.unicodeScalars.first.map(Self.isHangul) == true {
        let start = jamo.count
        jamo += KoreanStem.jamo(of: word)
        hangulWords.append((start, jamo.count))
      } else {
        latin.append(EnglishStem.stem(of: word))
      }
    }
  }

  func hasInside(_ form: [UInt32]) -> Bool {
    guard let first = form.first else { return false }
    for word in hangulWords where word.end - word.start > form.count {
      var start = word.start + 1
      while start <= word.end - form.count {
        if jamo[start] == first, jamo[start..<start + form.count].elementsEqual(form) { return true }
        start += 1
      }
    }
    return false
  }

  static func isHangul(_ scalar: Unicode.Scalar) -> Bool {
    0xAC00...0xD7A3 ~= scalar.value || 0x3131...0x3163 ~= scalar.value
  }

  /// A camel case name is its words.
  static func split(_ text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    func end() {
      if !word.isEmpty { words.append(String(word).lowercased()) }
      word = String.UnicodeScalarView()
    }
    for scalar in NFC.normalized(text).unicodeScalars {
      guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else {
        end()
        continue
      }
      if let last = word.last {
        let isCamel = last.properties.isLowercase && scalar.properties.isUppercase
        if isCamel || isHangul(last) != isHangul(scalar) { end() }
      }
      word.append(scalar)
    }
    end()
    return words
  }
}

/// Takes the endings off Korean words, by jamo, since endings reach into the syllable before them.
enum KoreanStem {
  static func jamo(of text: String) -> [UInt32] {
    text.unicodeScalars.flatMap { scalar -> [UInt32] in
      guard let parts = HangulJamo(syllable: scalar.value) else { return [scalar.value] }
      return [parts.lead, parts.vowel] + (parts.final.map { [$0] } ?? [])
    }
  }

  /// The whole word first, then what is left without one ending, or two: `에서`, `는`.
  static func forms(of word: String) -> [[UInt32]] {
    var forms = [jamo(of: word)]
    var next = forms
    for _ in 0..<2 {
      let shorter = next.flatMap { form in endings.compactMap { without($0, form) } }.flatMap(contracted)
      next = []
      for form in shorter where !forms.contains(form) {
        forms.append(form)
        next.append(form)
      }
    }
    return forms
  }

  static func isEnding(_ rest: ArraySlice<UInt32>) -> Bool {
    endings.contains { $0.elementsEqual(rest) }
      || endings.contains { ending in
        rest.count > ending.count && rest.suffix(ending.count).elementsEqual(ending)
          && endings.contains { $0.elementsEqual(rest.dropLast(ending.count)) }
      }
  }

  private static func without(_ ending: [UInt32], _ form: [UInt32]) -> [UInt32]? {
    guard form.count >= ending.count + 2, form.suffix(ending.count).elementsEqual(ending) else { return nil }
    return Array(form.dropLast(ending.count))
  }

  /// A stem whose vowel has run into the ending: `빠졌` is `빠지-`, `됐` is `되-`, `해` is `하-`.
  private static func contracted(_ form: [UInt32]) -> [[UInt32]] {
    var base = form
    if base.last == 0x11BB { base.removeLast() }
    guard let vowel = base.last, let own = vowels[vowel] else { return [form] }
    return [form, base.dropLast() + [own]]
  }

  /// ㅕ ㅘ ㅝ ㅐ ㅙ -> ㅣ ㅗ ㅜ ㅏ ㅚ.
  private static let vowels: [UInt32: UInt32] = [
    0x1167: 0x1175, 0x116A: 0x1169, 0x116F: 0x116E, 0x1162: 0x1161, 0x116B: 0x116C,
  ]

  /// Particles and endings; a consonant at the start closes the syllable before.
  private static let endings: [[UInt32]] =
    ("""
  은 는 이 가 을 를 의 에 도 만 와 과 로 으로 에서 에게 한테 께 부터 까지 처럼 보다 마다 밖에 이나 나 이랑 랑 하고 라고 이라고 \
  라는 이라는 란 이란 들 인가요 이에요 예요 입니다 인데
  다 요 고 서 면 지 기 는데 은데 니까 려면 도록 게 나요 가요 까요 네요 세요 으세요 어 아 어요 아요 어서 아서 었어요 았어요 \
  었는데 았는데 었습니다 았습니다 습니다 은 던 을 지만 거나 어야 아야
  하다 하기 하는 하면 하고 하게 하지 하려면 해요 해서 했어요 했는데 했습니다 합니다 하세요 한 할 해야 되다 되는 되나요 돼요 됐어요 \
  됩니다 된 히 대요 래요 다고 라고 다는데 라는데 면은
  """).split { $0 == " " || $0 == "\n" }.map { jamo(of: String($0)) }
    // ㄴ, ㄹ, ㅂ니다, ㄴ데, ㅆ어요, ㅆ는데, ㅆ습니다, ㄹ까요
    + [
      [0x11AB], [0x11AF], [0x11B8] + jamo(of: "니다"), [0x11AB] + jamo(of: "데"), [0x11BB] + jamo(of: "어요"),
      [0x11BB] + jamo(of: "는데"), [0x11BB] + jamo(of: "습니다"), [0x11AF] + jamo(of: "까요"),
    ]
}

/// Takes the commonest endings off English words: enough to meet, not to be right.
enum EnglishStem {
  static func stem(of word: String) -> [UInt32] {
    var scalars = word.unicodeScalars.map(\.value)
    for (ending, put) in endings
    where scalars.count >= ending.count + 3 && scalars.suffix(ending.count) == ending[...] {
      scalars = scalars.dropLast(ending.count) + put
      // `planned`, `stopped`
      if scalars.count > 3, put.isEmpty, ending != [0x73], scalars.last == scalars.dropLast().last,
        let last = scalars.last, !"lsz".unicodeScalars.contains(where: { $0.value == last })
      {
        scalars.removeLast()
      }
      break
    }
    if scalars.count > 3, scalars.last == 0x65 { scalars.removeLast() }
    return scalars
  }

  private static let endings: [(ending: [UInt32], put: [UInt32])] = [
    ("ations", ""), ("ation", ""), ("ingly", ""), ("ings", ""), ("ing", ""), ("edly", ""), ("ies", "y"),
    ("ied", "y"),
    ("ed", ""), ("ly", ""), ("es", ""), ("s", ""),
  ].map { (ending: $0.0.unicodeScalars.map(\.value), put: $0.1.unicodeScalars.map(\.value)) }
}
