// A diagnostic's page as a terminal shows it.

import DariBase
import DariSemantics

/// Words, then the examples as they stand, and what the checker says of the wrong ones: the very output that
/// somebody who looks the code up has before them.
package struct PageLayout: Sendable {
  private let language: MessageLanguage
  private let colour: Bool
  private let width: Int

  /// Lines of words are no longer than this, however wide the terminal: longer ones are hard to read.
  package static let widest = 88
  private static let indentation = 4

  /// - Parameter columns: of the terminal; nil if there is none.
  package init(language: MessageLanguage, colour: Bool, columns: Int?) {
    self.language = language
    self.colour = colour
    width = min(columns ?? Self.widest, Self.widest)
  }

  /// Lines, each ended by a line feed.
  package func text(_ page: DiagnosticPage) -> String {
    var text = heading(page.code)
    for block in page.blocks {
      switch block {
      case .words(language, let words): text += "\n" + paragraph(words)
      case .words: break
      case .example(let verdict, let files): text += example(verdict, files, of: page.code)
      }
    }
    return text
  }

  /// The codes with their sentences, one below the other.
  package func list(_ codes: [DiagnosticCode]) -> String {
    var text = ""
    for code in codes {
      let margin = code.text.utf8.count + 4
      let lines = TextWrapping.lines(code.entry.sentence(language), width: width - margin)
      for (index, line) in lines.enumerated() {
        text +=
          index == 0
          ? "  " + styled(code.text, Self.style(of: code)) + "  \(line)\n"
          : String(repeating: " ", count: margin) + line + "\n"
      }
    }
    return text
  }

  /// Every code, by groups, and how to ask.
  package func contents() -> String {
    var text = paragraph(
      words(
        """
        Everything that Dari may tell you. `dari explain E0301` shows the page of one, `dari explain missing colon` \
        looks for words.
        """,
        """
        다리가 알려 줄 수 있는 문제를 모두 모았습니다. 하나를 자세히 보려면 `dari explain E0301`, 낱말로 찾으려면 \
        `dari explain 따옴표`처럼 쓰세요.
        """))
    for (group, codes) in CodeGroup.filled {
      text += "\n" + styled(group.title(language), "1") + " · \(codes.count)\n\n" + list(codes)
    }
    return text
  }

  /// What a search found.
  package func found(_ codes: [DiagnosticCode], leftOut: Int) -> String {
    var text = list(codes)
    if leftOut > 0 {
      let note = words(
        "and \(leftOut) more; another word narrows it down",
        "이 밖에 \(leftOut)개가 더 있습니다. 낱말을 더하면 좁혀집니다")
      text += "\n" + paragraph(note)
    }
    text += "\n" + paragraph(words("`dari explain CODE` shows a page.", "`dari explain 코드`를 치면 그 설명이 나옵니다."))
    return text
  }

  // MARK: Parts

  private func heading(_ code: DiagnosticCode) -> String {
    let kind =
      code.severity == .error ? words("error", "오류") : words("warning", "경고")
    let group = CodeGroup.of(code).title(language)
    var text = styled(code.text, Self.style(of: code)) + " · \(kind) · \(group) · \(code.entry.name)\n"
    for line in TextWrapping.lines(code.entry.sentence(language), width: width) {
      text += styled(line, "1") + "\n"
    }
    return text
  }

  /// A line that begins with `- ` is an item of a list.
  private func paragraph(_ words: String) -> String {
    var pieces: [(mark: String, words: String)] = []
    for line in words.split(separator: "\n") {
      let content = line.drop { $0 == " " }
      if content.hasPrefix("- ") {
        pieces.append(("- ", String(content.dropFirst(2))))
      } else if let last = pieces.indices.last {
        pieces[last].words += " " + content
      } else {
        pieces.append(("", String(content)))
      }
    }
    return pieces.map { piece in
      let margin = String(repeating: " ", count: piece.mark.utf8.count)
      let lines = TextWrapping.lines(
        VisibleText.visible(piece.words), width: width - piece.mark.utf8.count)
      return piece.mark + lines.joined(separator: "\n" + margin) + "\n"
    }.joined()
  }

  private func example(
    _ verdict: DiagnosticPage.Verdict?, _ files: [DiagnosticPage.File], of code: DiagnosticCode
  ) -> String {
    var text = ""
    if let verdict { text += "\n" + label(verdict, files) + "\n" }
    for file in files {
      text += "\n"
      if let name = file.name { text += indented([styled(name, "1;34")]) + "\n" }
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      text += indented(lines.map { VisibleText.visible(String($0), keepsTabs: true) })
    }
    if verdict == .wrong { text += told(of: files, code) }
    return text
  }

  private func label(_ verdict: DiagnosticPage.Verdict, _ files: [DiagnosticPage.File]) -> String {
    let isData = files.contains(where: \.isData)
    switch verdict {
    case .wrong: return styled(isData ? words("Wrong data", "틀린 자료") : words("Wrong", "틀린 예"), "1;31")
    case .right: return styled(isData ? words("Right data", "바른 자료") : words("Right", "바른 예"), "1;32")
    }
  }

  /// What the checker says of the wrong example; nothing where the example is of another kind.
  private func told(of files: [DiagnosticPage.File], _ code: DiagnosticCode) -> String {
    if files.contains(where: \.isData) { return "" }
    var project = ProjectSources(files: files.map { (path: $0.path, bytes: Array($0.text.utf8)) })
    project.addShippedPacks()
    let compilation = Compiler.compile(project)
    let diagnostics = compilation.diagnostics.filter { $0.code == code }
    if diagnostics.isEmpty { return "" }
    let renderer = DiagnosticRenderer(
      sources: compilation.sources, language: language, colour: colour,
      width: max(20, width - Self.indentation))
    var text = "\n" + styled(words("What `dari check` says of it", "`dari check`가 알려 주는 말"), "1") + "\n"
    for diagnostic in diagnostics {
      text += "\n"
      text += indented(
        renderer.text(diagnostic).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(
          String.init))
    }
    return text
  }

  private func indented(_ lines: [String]) -> String {
    let margin = String(repeating: " ", count: Self.indentation)
    return lines.map { $0.isEmpty ? "\n" : margin + $0 + "\n" }.joined()
  }

  private static func style(of code: DiagnosticCode) -> String {
    code.severity == .error ? "1;31" : "1;33"
  }

  private func styled(_ text: String, _ style: String) -> String {
    colour ? "\u{1B}[\(style)m\(text)\u{1B}[0m" : text
  }

  private func words(_ english: String, _ korean: String) -> String { language == .korean ? korean : english }
}
