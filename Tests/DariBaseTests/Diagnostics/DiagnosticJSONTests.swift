// The object that programs read: names, places, and that it is the same in both languages but for the words.

import DariBase
import Testing

@Suite struct DiagnosticJSONTests {
  private let sample = DiagnosticSample(("글/a.dari", "\u{FEFF}첫 줄\r\n👩‍👩‍👧 나다\n"), ("b.dari", "x"))

  private func diagnostic() -> Diagnostic {
    Diagnostic(
      .sample, at: sample.span("나"), labels: [DiagnosticLabel(sample.span("x", in: 1), .definedHere)],
      mends: [Mend(.removeIt, [TextEdit(sample.span("다"), "\"줄\n")]), Mend(.quoteIt)])
  }

  private func place(_ line: Int64, _ column: Int64, _ byte: Int64) -> JSONValue {
    ["line": .integer(line), "column": .integer(column), "byte": .integer(byte)]
  }

  @Test func wholeObject() {
    let value = DiagnosticJSON(sources: sample.sources, language: .english).report([diagnostic()])
    // A byte order mark is counted in bytes and is no column; a family of three is five scalars.
    #expect(
      value == [
        "diagnostics": [
          [
            "code": "E0203", "severity": "error", "message": "`Brand` has no field `nmae`",
            "file": "글/a.dari",
            "range": ["start": place(2, 7, 31), "end": place(2, 8, 34)],
            "labels": [
              [
                "message": "it is written here", "file": "b.dari",
                "range": ["start": place(1, 1, 0), "end": place(1, 2, 1)],
              ]
            ],
            "mends": [
              [
                "title": "remove it", "automatic": false,
                "edits": [
                  [
                    "file": "글/a.dari", "range": ["start": place(2, 8, 34), "end": place(2, 9, 37)],
                    "text": "\"줄\n",
                  ]
                ],
              ],
              ["title": "put it in quotes", "automatic": false, "edits": []],
            ],
          ]
        ],
        "failures": [],
      ])
  }

  @Test func korean() {
    let value = DiagnosticJSON(sources: sample.sources, language: .korean).value(diagnostic())
    guard case .object(let object) = value, case .string(let message) = object["message"] else {
      Issue.record("no message")
      return
    }
    #expect(message.contains("칸이 없습니다"))
    #expect(object["severity"] == "error")
  }

  @Test func nothingFound() {
    #expect(
      DiagnosticJSON(sources: SourceSet(), language: .korean).report([]) == [
        "diagnostics": [], "failures": [],
      ])
    // What could not be read has no place.
    let failed = DiagnosticJSON(sources: SourceSet(), language: .korean).report(
      [], failures: [.readRefused(path: "a.dari")])
    #expect(
      failed == [
        "diagnostics": [],
        "failures": [
          [
            "code": "E0051", "severity": "error",
            "message": .string(Problem.readRefused(path: "a.dari").message(.korean)),
          ]
        ],
      ])
  }

  @Test func keysComeInTheDocumentedOrder() {
    guard
      case .object(let object) = DiagnosticJSON(sources: sample.sources, language: .english).value(
        diagnostic())
    else { return }
    #expect(object.keys == ["code", "severity", "message", "file", "range", "labels", "mends"])
  }
}
