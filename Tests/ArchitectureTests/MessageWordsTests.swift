// The words of messages: who reads them has never programmed, and CONTRIBUTING.md says which words those are.

import Testing

@Suite struct MessageWordsTests {
  /// The last column of the table under "Words in messages".
  static let wordsNotToUse: [String] = {
    let lines = Repository.files("", endings: ["CONTRIBUTING.md"]).first?.lines ?? []
    let table = lines.drop { $0 != "### Words in messages" }.drop { !$0.hasPrefix("| --- ") }.dropFirst()
      .prefix { $0.hasPrefix("|") }
    return table.flatMap { row in
      let last = row.split(separator: "|").last ?? ""
      return last.split(separator: ",").map { String($0.trimmed) }.filter { !$0.isEmpty }
    }
  }()

  struct Line {
    var place: String
    var isMessage: Bool
    /// Without what stands in backquotes and without placeholders.
    var words: String
  }

  /// Messages, notes and prose of the pages of errors; examples are not words of ours.
  static let lines: [Line] = Repository.files("Documentation/Errors", endings: [".md"]).flatMap(lines(of:))

  static func lines(of page: RepositoryFile) -> [Line] {
    var result: [Line] = []
    var fence: Substring?
    var marks = 0
    for (index, line) in page.lines.enumerated() {
      if let open = fence {
        if line == open { fence = nil }
        continue
      }
      let ticks = line.prefix { $0 == "`" || $0 == "~" }
      if ticks.count >= 3, marks == 2 {
        fence = ticks
        continue
      }
      if line == "---", marks < 2 {
        marks += 1
        continue
      }
      if line.hasPrefix("code:") || line.hasPrefix("name:") { continue }
      var text = line
      let isMessage = marks == 1
      if isMessage, let colon = line.firstIndex(of: ":") { text = line[line.index(after: colon)...] }
      result.append(
        Line(place: "\(page.path):\(index + 1)", isMessage: isMessage, words: bare(text)))
    }
    return result
  }

  static func bare(_ text: Substring) -> String {
    let withoutPlaceholders = text.replacing(/\{[A-Za-z]+([:|][^}]*)?\}/, with: "")
    return String(withoutPlaceholders.replacing(/`[^`]*`/, with: "`"))
  }

  /// On the pages of budgets a token is what a model counts texts in, as in `budget: 2000 tokens`; on those of `expect` and of what answers cost too.
  private static func isMeant(_ word: String, in line: Line) -> Bool {
    let isOfBudgets =
      line.place.contains("/E07") || line.place.contains("/W07")
      || ["/E0946", "/E0920", "/E0959", "/E0979"].contains { line.place.contains($0) }
    return isOfBudgets && ["token", "토큰", "expression"].contains(word)
  }

  @Test func messagesUseWordsThatEverybodyKnows() throws {
    #expect(Self.wordsNotToUse.count > 40)
    #expect(Self.lines.count { $0.isMessage } > 600)
    for word in Self.wordsNotToUse {
      // A Korean word goes on with its particle.
      let pattern = word.allSatisfy(\.isASCII) ? "\\b\(word)s?\\b" : word
      let found = try Regex(pattern).ignoresCase()
      for line in Self.lines where line.words.contains(found) && !Self.isMeant(word, in: line) {
        Issue.record("\(line.place): `\(word)` is a word not to use (CONTRIBUTING.md):\(line.words)")
      }
    }
  }

  @Test func messagesEndWithoutAFullStop() {
    for line in Self.lines where line.isMessage && line.words.hasSuffix(".") {
      Issue.record("\(line.place): a message has no full stop at its end:\(line.words)")
    }
  }

  @Test func codeAndPlaceholdersAreNoWords() {
    #expect(Self.bare("`{parameter}`{parameter|은/는} {count:number} `hole` text")[...].trimmed == "`  ` text")
    let page = RepositoryFile(
      path: "E.md", text: "---\ncode: E\nen: a hole\n---\n\nprose\n\n```dari wrong\nhole\n```\n")
    #expect(Self.lines(of: page).map(\.words).filter { !$0.isEmpty } == [" a hole", "prose"])
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}
