// CSV: cells, problems with their lines, rows as data.

import DariBase
import Testing

@testable import DariRuntime

@Suite struct CSVReaderTests {
  private func cells(_ text: String) -> [[String]]? {
    CSVReader.read(Array(text.utf8)).table.map {
      [$0.header.map(\.text)] + $0.rows.map { $0.cells.map(\.text) }
    }
  }

  private func problems(_ text: String) -> [String] {
    CSVReader.read(Array(text.utf8)).problems.map { "\($0.line): \($0.kind)" }
  }

  @Test func cells() {
    #expect(cells("a,b\r\n1,2\r\n") == [["a", "b"], ["1", "2"]])
    #expect(cells("\u{FEFF}a,b\n1,2") == [["a", "b"], ["1", "2"]])
    #expect(cells("a,b\r1,\r,2\r") == [["a", "b"], ["1", ""], ["", "2"]])
    #expect(cells("a,b\n\"x,\"\"y\"\"\r\n\nz\", w \n") == [["a", "b"], ["x,\"y\"\r\n\nz", " w "]])
    #expect(cells("a,b\n\"\",\"\"") == [["a", "b"], ["", ""]])
    #expect(cells("a,b\n\n1,2\n\n\n") == [["a", "b"], ["1", "2"]], "empty lines are no rows")
    #expect(
      cells("a\n1\n\n2\n\n") == [["a"], ["1"], [""], ["2"]], "but of one column they are, up to the last")
    #expect(cells("이름,값\n원두,15000 KRW") == [["이름", "값"], ["원두", "15000 KRW"]])
    #expect(cells("a,b") == [["a", "b"]])
  }

  @Test func whatIsWrongIsToldWithItsLine() {
    #expect(problems("") == ["1: empty"])
    #expect(
      problems("a,b\n\"1\n2\",3\n4") == ["4: raggedRow(expected: 2, found: 1)"], "a cell may hold line breaks"
    )
    #expect(
      problems("a,b\n1,2,3\n4\n5,6") == [
        "2: raggedRow(expected: 2, found: 3)", "3: raggedRow(expected: 2, found: 1)",
      ])
    #expect(problems("a,b\n1,\"2\n") == ["2: unclosedQuote"])
    #expect(problems("a,b\n\"1\"x,2\n3,y\"\n") == ["2: textAfterQuote", "3: strayQuote"])
    #expect(
      problems("a,,a,b.,.c\n") == [
        "1: emptyColumn(number: 2)", "1: duplicateColumn(\"a\")", "1: emptyColumn(number: 4)",
        "1: emptyColumn(number: 5)",
      ])
    #expect(problems("a.b.c,a\n") == ["1: columnInColumn(outer: \"a\", inner: \"a.b.c\")"])
    #expect(
      problems("\u{AC00},\u{1100}\u{1161}\n") == ["1: duplicateColumn(\"\u{1100}\u{1161}\")"], "one name")
    #expect(CSVReader.read([0x61, 0x0A, 0xC3, 0x28]).problems.map(\.problem.code.text) == ["E0931"])
    #expect(CSVReader.read(Array("a\nb\u{0}".utf8)).problems.first?.line == 2)
    #expect(
      CSVReader.read(
        Array("a,b\n".utf8) + Array(repeating: 0x0A, count: 5)
          + Array(String(repeating: "1\n", count: 500).utf8)
      ).problems.count == 100)
  }

  @Test func rangesPointIntoTheFile() throws {
    let bytes = Array("\u{FEFF}a,b\n\"x\",가\n".utf8)
    let table = try #require(CSVReader.read(bytes).table)
    #expect(table.rows[0].cells.map { String(decoding: bytes[$0.range], as: UTF8.self) } == ["\"x\"", "가"])
    #expect(table.rows[0].line == 2)
  }

  @Test func columnsArePaths() throws {
    let type = Type(
      .record(
        RecordType(fields: [
          .init(name: "name", type: .line),
          .init(
            name: "attendance",
            type: Type(
              .record(
                RecordType(fields: [
                  .init(name: "present", type: .int),
                  .init(name: "absent", type: Type(.int(Limits()), isOptional: true)),
                ])))),
          .init(
            name: "contact",
            type: Type(
              .record(RecordType(fields: [.init(name: "email", type: Type(.email))])), isOptional: true)),
        ])))
    let table = try #require(
      CSVReader.read(
        Array("name,attendance.present,attendance.absent,contact.email\n김하루,20,,\n007,19,1,a@b.co\n".utf8)
      ).table)
    var decoder = DataDecoder()
    let decoded = decoder.decode(table.objects, as: Type(.list(Limits(), type)), path: "students")
    let rows = try #require(decoded)
    var json = LimitedText()
    try JSONText().write(rows, JSONText.shape(of: .list(Limits(), type)), into: &json)
    #expect(
      json.value.printed
        == #"[{"name": "김하루", "attendance": {"present": 20, "absent": null}, "contact": null}, "#
        + #"{"name": "007", "attendance": {"present": 19, "absent": 1}, "contact": {"email": "a@b.co"}}]"#)
    let wrong = try #require(CSVReader.read(Array("name,attendance.present\n,많이\n".utf8)).table)
    let nothing = decoder.decode(wrong.object(wrong.rows[0]), as: type, path: "")
    #expect(nothing == nil)
    #expect(
      decoder.problems.map { "\($0.problem.code.text) \($0.path)" } == [
        "E0901 name", "E0903 attendance.present",
      ])
  }

  /// What is written by the rules is read back, whatever the cells hold.
  @Test func whatIsWrittenIsRead() {
    var random = SystemRandomNumberGenerator()
    let alphabet = Array("ab,\"\n\r 가\u{301}".unicodeScalars)
    for _ in 0..<200 {
      let width = Int.random(in: 2...4, using: &random)
      let rows = (0..<5).map { _ in
        (0..<width).map { _ in
          String(
            String.UnicodeScalarView(
              (0..<Int.random(in: 0...6, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
            ))
        }
      }
      let header = (0..<width).map { "c\($0)" }
      let text = ([header] + rows).map { row in
        row.map { cell in
          "\""
            + cell.utf8.split(separator: 0x22, omittingEmptySubsequences: false).map { String(Substring($0)) }
            .joined(separator: "\"\"") + "\""
        }
        .joined(separator: ",")
      }.joined(separator: "\r\n")
      let read = cells(text)
      #expect(
        read.map { $0.dropFirst().map { $0.map(ExactText.init) } } == rows.map { $0.map(ExactText.init) })
    }
  }
}
