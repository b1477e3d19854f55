// SARIF and annotations: what the judges can't see, which is the text of messages, names and escapes.

import Testing

@testable import DariBase

@Suite struct DiagnosticReportTests {
  private let sample = DiagnosticSample(
    ("글/a, 50%:b.dari", "\u{FEFF}첫 줄\r\n👩‍👩‍👧 나다\n"), ("(shipped)/tools.yaml", "x: 1"))

  private func diagnostic(_ problem: Problem = .sample) -> Diagnostic {
    Diagnostic(
      problem, at: sample.span("나"), labels: [DiagnosticLabel(sample.span("x", in: 1), .definedHere)],
      mends: [Mend(.writeInstead(text: "{{ x }}"), [TextEdit(sample.span("다"), "줄\n")]), Mend(.quoteIt)])
  }

  private func log(_ diagnostics: [Diagnostic], _ language: MessageLanguage = .english) -> JSONValue {
    DiagnosticSARIF(
      sources: sample.sources, language: language, version: "9", places: ReportedPlaces(folder: "shop")
    ).log(diagnostics)
  }

  private func value(_ json: JSONValue, _ path: String...) -> JSONValue? {
    path.reduce(json) { value, key in
      switch value {
      case .object(let object)?: object[key]
      case .array(let items)?: Int(key).flatMap { $0 < items.count ? items[$0] : nil }
      default: nil
      }
    }
  }

  @Test func resultHasItsPlaceFixAndLabels() {
    let json = log([diagnostic()])
    let result = value(json, "runs", "0", "results", "0") ?? .null
    let place = value(result, "locations", "0", "physicalLocation") ?? .null
    #expect(value(place, "artifactLocation", "uri") == "shop/%EA%B8%80/a%2C%2050%25%3Ab.dari")
    #expect(
      value(place, "region") == [
        "startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 8, "byteOffset": 31, "byteLength": 3,
      ])
    #expect(value(result, "ruleIndex") == 0)
    #expect(
      value(result, "message", "text")
        == "`Brand` has no field `nmae`\nhelp: write `{{{{ x }}}}`\nhelp: put it in quotes")
    // The tool's own file can't be opened; the words are there all the same.
    #expect(
      value(result, "relatedLocations", "0") == ["id": 0, "message": ["text": "it is written here"]])
    guard case .array(let fixes)? = value(result, "fixes") else {
      Issue.record("no fixes")
      return
    }
    #expect(fixes.count == 1)
    #expect(
      value(fixes[0], "artifactChanges", "0", "replacements", "0", "insertedContent") == ["text": "줄\n"])
  }

  @Test func ruleSpeaksOfAllItsResults() {
    let rule = value(log([diagnostic()]), "runs", "0", "tool", "driver", "rules", "0") ?? .null
    #expect(value(rule, "id") == "E0203")
    #expect(value(rule, "shortDescription", "text") == "`…` has no field `…`")
    let korean = value(log([diagnostic()], .korean), "runs", "0", "tool", "driver", "rules", "0") ?? .null
    #expect(value(korean, "shortDescription", "text") == "`…`에는 `…`(이)라는 칸이 없습니다")
  }

  @Test(arguments: [
    ("{{ a }}", "{{{{ a }}}}"), ("a [b] c", "a [b] c"), ("[열기](https://x)", "\\[열기\\](https://x)"),
  ])
  func sarifMessagesAreNoFormats(_ text: String, _ written: String) {
    #expect(DiagnosticSARIF.messageText(text) == written)
  }

  @Test func annotations() {
    let problem = Problem.unknownField(type: "100%\r\n", field: "a:b,c")
    let github = DiagnosticGitHub(
      sources: sample.sources, language: .english, places: ReportedPlaces(folder: "shop"))
    var several = diagnostic()
    several.mends = []
    several.span = sample.sources.files[0].span(3..<34)
    #expect(
      github.text([diagnostic(problem), several], failures: [.fileMissing(path: "a.dari")])
        == """
        ::error title=E0050::`a.dari` is not there
        ::error file=shop/글/a%2C 50%25%3Ab.dari,line=2,endLine=2,col=7,endColumn=8,title=E0203::`100%25␍␊` has no \
        field `a:b,c`%0Ahelp: write `{{ x }}`%0Ahelp: put it in quotes
        ::error file=shop/글/a%2C 50%25%3Ab.dari,line=1,endLine=2,title=E0203::`Brand` has no field `nmae`

        """)
  }
}
