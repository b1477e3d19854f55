// The examples in Documentation/Errors: the wrong one gives the page's code and no other, the right one nothing.

import DariBase
import DariWorkspace
import Testing

/// One page of the catalogue, and the projects in its fences.
struct ErrorPage: CustomTestStringConvertible {
  enum Verdict: String { case wrong, right }

  struct Example {
    var verdict: Verdict
    var files: [FixtureFile]
    /// The line of the page that it begins on.
    var line: Int
  }

  var code: String
  var text: String
  var examples: [Example]
  var testDescription: String { code }

  /// ` ```dari wrong `, ` ```dari right brand.dari `, ` ```yaml wrong dari.yaml `. Fences of one verdict that name
  /// different files and follow each other are one project. Data (` ```json wrong data `) is judged by the tests
  /// of reading data.
  init(code: String, text: String) {
    self.code = code
    self.text = text
    examples = []
    var joins = false
    for fence in Fence.all(in: text) {
      let words = fence.info.split(separator: " ").map(String.init)
      guard words.count >= 2, let verdict = Verdict(rawValue: words[1]), words.last != "data" else {
        joins = false
        continue
      }
      let file = FixtureFile(path: words.count > 2 ? words[2] : "example.\(words[0])", text: fence.text)
      if joins, let last = examples.last, last.verdict == verdict,
        !last.files.contains(where: { $0.path == file.path })
      {
        examples[examples.count - 1].files.append(file)
      } else {
        examples.append(Example(verdict: verdict, files: [file], line: fence.line))
      }
      joins = true
    }
  }

  /// A page that can't be read has no examples; `ErrorPageTests.everyCodeHasItsPage` says so.
  static let all: [ErrorPage] = diagnosticCatalogue.map { entry in
    ErrorPage(code: entry.code, text: (try? readFixtureText("Documentation/Errors/\(entry.code).md")) ?? "")
  }
}

@Suite struct ErrorPageTests {
  /// `{name|을/를}` is the particle alone: between signs it would stand there instead of the name.
  @Test func particlesStandBehindTheNames() {
    for page in ErrorPage.all {
      let message = page.text.split(separator: "\n").first { $0.hasPrefix("ko: ") } ?? ""
      // What stands between the signs is every second piece.
      for (index, piece) in message.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      where index % 2 == 1 && piece.first == "{" {
        let rest = piece.dropFirst().drop { $0.isLetter }
        #expect(rest.first != "|", "\(page.code): `\(piece)`")
      }
    }
  }

  /// What no file can show: bytes that are no text, data handed in when rendering, and failures of the disk.
  static let withoutWrongExample = [
    "E0001"..."E0003", "E0050"..."E0079", "E0536"..."E0536", "E0624"..."E0624",
    "E0715"..."E0719", "E0900"..."E0999", "W0900"..."W0999",
    "E1000"..."E1099", "W1000"..."W1099", "E1103"..."E1103", "E1121"..."E1140",
  ]

  @Test(arguments: ErrorPage.all)
  func examplesGiveWhatThePageSays(_ page: ErrorPage) {
    for example in page.examples {
      let result = check(example.files)
      let codes = Set(result.diagnostics.map(\.code.text))
      let expected: Set<String> = example.verdict == .wrong ? [page.code] : []
      #expect(
        codes == expected,
        """
        Documentation/Errors/\(page.code).md:\(example.line): the \(example.verdict.rawValue) example gives \
        \(codes.isEmpty ? "nothing" : codes.sorted().joined(separator: ", "))
        \(result.shown)
        """)
    }
  }

  @Test(arguments: ErrorPage.all)
  func everyCodeHasItsPage(_ page: ErrorPage) {
    #expect(!page.text.isEmpty, "Documentation/Errors/\(page.code).md is missing")
    // The front matter, then words in both languages.
    let body = page.text.split(separator: "\n---\n", maxSplits: 1).last ?? ""
    #expect(body.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) }, "no Korean on the page")
    #expect(
      body.unicodeScalars.contains { $0.properties.isAlphabetic && $0.isASCII }, "no English on the page")
    if !Self.withoutWrongExample.contains(where: { $0.contains(page.code) }) {
      #expect(page.examples.contains { $0.verdict == .wrong }, "\(page.code).md shows no wrong example")
      #expect(page.examples.contains { $0.verdict == .right }, "\(page.code).md shows no right example")
    }
  }

  @Test func fencesAreRead() {
    let page = ErrorPage(
      code: "E0001",
      text: """
        ```dari wrong
        a
        ```
        ```dari wrong
        b
        ```
        ````dari right one.dari
        ```text
        ````
        ```yaml right dari.yaml
        c: 1
        ```
        ```json wrong data
        {}
        ```
        """)
    #expect(
      page.examples.map { $0.files.map(\.path) } == [
        ["example.dari"], ["example.dari"], ["one.dari", "dari.yaml"],
      ])
    #expect(page.examples[2].files[0].bytes == Array("```text\n".utf8))
    #expect(page.examples.map(\.verdict) == [.wrong, .wrong, .right])
    #expect(page.examples.map(\.line) == [1, 4, 7])
  }
}
