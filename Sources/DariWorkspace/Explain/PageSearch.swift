// Which pages speak of some words, best first.

import DariBase

/// Looks through the titles, names and words of all pages, in both languages. Costs a few milliseconds, most of them for
/// cutting the pages into words.
package struct PageSearch: Sendable {
  package struct Result: Sendable {
    /// Best first.
    package var codes: [DiagnosticCode]
    /// Pages that fit nearly as well.
    package var leftOut: Int
  }

  fileprivate struct Entry: Sendable {
    var code: DiagnosticCode
    /// With what a word in it counts; the sentence in both languages comes first.
    var fields: [(weight: Double, text: SearchText)]
  }

  private let entries: [Entry]
  /// More than these nobody reads.
  package static let most = 12

  package init() {
    entries = DiagnosticPage.all.map { page in
      let entry = page.code.entry
      var fields = [
        Self.title(entry.sentence(.english)), Self.title(entry.sentence(.korean)),
        (3.0, SearchText(entry.name)),
      ]
      for case .words(_, let words) in page.blocks { fields.append((1, SearchText(words))) }
      return Entry(code: page.code, fields: fields)
    }
  }

  /// A word says more about a short sentence than about a long one.
  private static func title(_ sentence: String) -> (weight: Double, text: SearchText) {
    let text = SearchText(sentence)
    return (4 / (1 + 0.03 * Double(text.latin.count + text.hangulWords.count)), text)
  }

  package func find(_ query: String) -> Result {
    let words = SearchWord.all(in: query).filter { !Self.unheard.contains($0.text) }
    let scores = words.isEmpty ? signScores(query) : wordScores(words, as: query)
    let ranked = scores.indices.filter { scores[$0] > 0 }
      .sorted { (scores[$1], entries[$0].code.text) < (scores[$0], entries[$1].code.text) }
    guard let best = ranked.first.map({ scores[$0] }) else { return Result(codes: [], leftOut: 0) }
    let good = ranked.prefix { scores[$0] >= best * 0.45 }
    return Result(
      codes: good.prefix(Self.most).map { entries[$0].code }, leftOut: max(0, good.count - Self.most))
  }

  /// Words that say nothing about what is looked for.
  private static let unheard: Set<String> = [
    "a", "an", "the", "is", "are", "be", "it", "its", "this", "that", "to", "of", "in", "on", "and", "or",
    "my", "i", "me", "do", "does", "did", "what", "why", "how", "can", "with", "for", "error", "errors",
    "warning",
    "problem", "dari", "mean", "wrong", "bad", "invalid", "get", "got", "says", "help",
    "왜", "뭐", "뭔가요", "무슨", "어떻게", "오류", "에러", "문제", "경고", "다리", "이게", "제", "내", "안", "못", "수", "수도", "뜻",
    "틀린", "잘못", "났어요", "나와요", "나요", "나는데", "떠요", "떴어요", "뜹니다", "해요", "돼요", "되나요", "안돼요", "있어요",
    "썼어요", "썼는데", "썼더니", "찾을", "다고", "하는데", "같아요", "도와줘", "있다는데",
  ]

  /// A word that few pages have says more than one that many have; a page that has more of the words is better than
  /// one that has one of them in its title, and one that has them side by side, as they were typed, is better still.
  private func wordScores(_ words: [SearchWord], as query: String) -> [Double] {
    var total = [Double](repeating: 0, count: entries.count)
    var covered = total
    var all = 0.0
    for word in words {
      let meant = SearchSynonyms.words(for: word)
      let found = entries.map { entry in entry.match(word, meant) }
      // Pages that have the word itself say how rare it is; if none has, those that have another word for it.
      let own = found.count { $0.isOwn }
      let pages = own > 0 ? own : found.count { $0.match > 0 }
      if pages == 0 { continue }
      let rarity = 1 + log2(Double(entries.count) / Double(pages))
      all += rarity
      for index in entries.indices where found[index].match > 0 {
        total[index] += rarity * found[index].score
        covered[index] += rarity * found[index].match
      }
    }
    if all == 0 { return total }
    let phrase = query.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    return entries.indices.map { index in
      let score = total[index] * (covered[index] / all) * (covered[index] / all)
      let isSideBySide =
        words.count > 1 && entries[index].fields.prefix(2).contains { $0.text.whole.contains(phrase) }
      return isSideBySide ? score * 1.5 : score
    }
  }

  /// `{{`, `---`, `：`: no words, so the signs themselves.
  private func signScores(_ query: String) -> [Double] {
    let signs = query.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    if signs.isEmpty { return [Double](repeating: 0, count: entries.count) }
    return entries.map { entry in
      entry.fields.filter { $0.text.whole.contains(signs) }.map(\.weight).max() ?? 0
    }
  }

  private func log2(_ value: Double) -> Double {
    var rest = value
    var result = 0.0
    while rest >= 2 {
      rest /= 2
      result += 1
    }
    // Between powers of two a straight line is near enough.
    return result + (rest - 1)
  }
}

extension PageSearch.Entry {
  /// How surely the page has the word, how much that says about it, and whether it is the word itself.
  fileprivate typealias Match = (match: Double, score: Double, isOwn: Bool)

  fileprivate func match(_ word: SearchWord, _ meant: [SearchWord]) -> Match {
    var result = (match: 0.0, score: 0.0, isOwn: false)
    for (weight, text) in fields {
      var found = word.match(text)
      result.isOwn = result.isOwn || found > 0
      // Another word for it is nearly as good.
      for other in meant where found < 0.8 { found = max(found, other.match(text) * 0.8) }
      result.match = max(result.match, found)
      result.score = max(result.score, found * weight)
    }
    return result
  }
}
