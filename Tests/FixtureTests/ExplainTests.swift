// `dari explain` against its source: every page of Documentation/Errors is shown whole, in either language.

import DariBase
import DariWorkspace
import Testing

@Suite struct ExplainTests {
  /// The words of a page outside of its front matter and fences, as paragraphs, read here from the file itself.
  static func paragraphs(_ page: String) -> [(language: MessageLanguage, text: String)] {
    var lines = page.split(separator: "\n", omittingEmptySubsequences: false)[...]
    if let end = lines.dropFirst().firstIndex(of: "---") { lines = lines[(end + 1)...] }
    var inside = false
    var ticks = 0
    var paragraphs = [""]
    for line in lines {
      let count = line.prefix { $0 == "`" }.count
      if inside ? count >= ticks && count == line.count : count >= 3 {
        inside.toggle()
        ticks = count
        paragraphs.append("")
      } else if line.isEmpty {
        paragraphs.append("")
      } else if !inside {
        paragraphs[paragraphs.count - 1] += " " + line
      }
    }
    return paragraphs.filter { !$0.isEmpty }.map { text in
      let words = text.replacing(/`[^`]+`/, with: "")
      let hangul = words.unicodeScalars.count { (0xAC00...0xD7A3).contains($0.value) }
      return (hangul >= 5 ? .korean : .english, squeezed(text))
    }
  }

  /// Words with one space between them, since lines are broken elsewhere.
  static func squeezed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test(arguments: ErrorPage.all)
  func pageIsShownWhole(_ page: ErrorPage) throws {
    let code = try #require(CodeQuery.codes(of: page.code)?.first)
    let paragraphs = Self.paragraphs(page.text)
    for language in MessageLanguage.allCases {
      let shown = PageLayout(language: language, colour: false, columns: nil).text(DiagnosticPage(code))
      let squeezed = Self.squeezed(shown)
      let own = paragraphs.filter { $0.language == language }
      #expect(!own.isEmpty, "\(page.code) has no words in \(language)")
      for paragraph in own { #expect(squeezed.contains(paragraph.text), "\(page.code), \(language)") }
      for paragraph in paragraphs where paragraph.language != language {
        #expect(!squeezed.contains(paragraph.text), "\(page.code): \(language) shows the other language too")
      }
      #expect(shown.hasPrefix(page.code + " · "))
      expectExamples(of: page, in: shown)
      for line in shown.split(separator: "\n") where !line.hasPrefix("    ") && !line.contains("`") {
        #expect(DisplayWidth.width(of: String(line)) <= PageLayout.widest, "\(page.code): \(line)")
      }
    }
  }

  /// Each fence as it stands, four columns in; what the checker says of a wrong one that it can check.
  private func expectExamples(of page: ErrorPage, in shown: String) {
    for fence in Fence.all(in: page.text) {
      let lines = fence.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      let indented = lines.map {
        $0.isEmpty ? "\n" : "    " + VisibleText.visible(String($0), keepsTabs: true) + "\n"
      }
      #expect(shown.contains(indented.joined()), "\(page.code): the example of line \(fence.line) is missing")
    }
    let isChecked = page.examples.contains { $0.verdict == .wrong }
    #expect(shown.contains("[\(page.code)]: ") == isChecked, "\(page.code): what `dari check` says of it")
  }

  /// Narrow terminals: nothing but the examples and a long command is wider than the terminal.
  @Test(arguments: MessageLanguage.allCases)
  func narrowTerminal(_ language: MessageLanguage) {
    let layout = PageLayout(language: language, colour: false, columns: 40)
    for page in DiagnosticPage.all {
      for line in layout.text(page).split(separator: "\n") where !line.hasPrefix("    ") {
        #expect(DisplayWidth.width(of: String(line)) <= 40 || line.hasPrefix(page.code.text), "\(line)")
      }
    }
    for line in layout.contents().split(separator: "\n") {
      #expect(DisplayWidth.width(of: String(line)) <= 40, "\(line)")
    }
  }

  /// The list has every code once, under its group, with its sentence.
  @Test func contentsHaveEveryCode() {
    let english = PageLayout(language: .english, colour: false, columns: nil).contents()
    let korean = PageLayout(language: .korean, colour: false, columns: nil).contents()
    for page in ErrorPage.all {
      for text in [english, korean] {
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("  \(page.code)  ") }
        #expect(lines.count == 1, "\(page.code)")
      }
    }
    #expect(Self.squeezed(english).contains("E0301 `…` is needed here, and this is `…` E0302"))
    #expect(!english.contains("Other · ") && !korean.contains("그 밖 · "))
  }

  @Test func coloursComeOnlyWhenAskedFor() throws {
    let code = try #require(CodeQuery.codes(of: "E0301")?.first)
    let plain = PageLayout(language: .english, colour: false, columns: 80).text(DiagnosticPage(code))
    let coloured = PageLayout(language: .english, colour: true, columns: 80).text(DiagnosticPage(code))
    #expect(!plain.utf8.contains(0x1B) && coloured.utf8.contains(0x1B))
    let bare = coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(bare == plain)
  }
}
