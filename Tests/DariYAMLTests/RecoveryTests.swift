// Several mistakes in one file: each is reported once, and what is right is read.

import DariBase
import DariYAML
import Testing

@Suite struct RecoveryTests {
  @Test func brokenEntriesHideNothing() {
    let text = """
      project: haru
      title: 안내: 환불
      client:
        name: 하루
        voice:다정
        contact: "010
      tools:
        a: [b, c
        d: { e: f, 커피 }
        g: h
      list:
        - a
        - @b
        - c
      last: d
      last: e

      """
    #expect(
      problems(text) == [
        "E0011 \":\"", "E0010 \":\"", "E0019 \"\\\"\"", "E0020 \"[\"", "E0014 \"커피\"", "E0016 \"@\"",
        "E0023 \"last\"",
      ])
    #expect(
      structure(parse(text).root)
        == "{\"project\": \"haru\", \"title\": !, \"client\": {\"name\": \"하루\", \"voice\": !, \"contact\": !}, "
        + "\"tools\": {\"a\": !, \"d\": !, \"g\": \"h\"}, \"list\": [\"a\", !, \"c\"], \"last\": \"d\", \"last\": \"e\"}"
    )
  }

  @Test(arguments: [
    ("client:\n  name:하루\n  voice:다정\n", ["E0010 \":\"", "E0010 \":\""]),
    ("a: [#환불, #배송]\n", ["E0012 \"#환불\"", "E0012 \"#배송\""]),
    ("a: { b: @c, d: %e }\n", ["E0016 \"@\"", "E0016 \"%\""]),
    ("a: \"b\nc: 'd\ne: f\n", ["E0019 \"\\\"\"", "E0019 \"\\'\""]),
    ("- a: [b\n- c: {d\n- e\n", ["E0020 \"[\"", "E0020 \"{\""]),
    ("a:\n\tb: c\nd: @e\nf:\n　g: h\n", ["E0005 \"\\t\"", "E0016 \"@\"", "E0006 \"　\""]),
  ])
  func separateMistakes(_ text: String, _ expected: [String]) {
    #expect(problems(text) == expected)
  }

  /// Nothing before or behind a broken entry changes what is read of the others.
  @Test(arguments: structureTraps + colonTraps + quoteTraps + bracketTraps + hashTraps + indentationTraps)
  func neighboursAreRead(_ trap: Trap) {
    if trap.text.hasPrefix(" ") || trap.text.hasPrefix("-") || trap.text.hasPrefix("그냥") { return }
    let inner = trap.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
    let text = "first: 하나\nbroken:\n  inside:\n" + inner + "  beside: 둘\nlist:\n  - 셋\n"
    let codes = parse(text).diagnostics.map(\.code.text)
    #expect(codes == [trap.code], "\(text)")
    let root = parse(text).root
    #expect(root?["first"]?.scalarText == "하나")
    #expect(root?["broken"]?["beside"]?.scalarText == "둘", "\(text)")
    #expect(root?["list"]?.items.first?.scalarText == "셋")
  }

  @Test func duplicateKeysSayWhereTheFirstIs() throws {
    let file = source("a: b\nc: d\na: e\n")
    let diagnostic = try #require(YAML.parse(file).diagnostics.first)
    #expect(diagnostic.span.start == 10)
    #expect(diagnostic.labels.map(\.span.start) == [0])
  }

  @Test func namesAreComparedAsNames() {
    #expect(problems("caf\u{E9}: a\ncafe\u{301}: b\n").count == 1)
  }

  @Test func oneTabProblemMendsThemAll() throws {
    let file = source("a:\n\tb: c\nd: e\nf:\n\tg:\n\t\th: i\n")
    let result = YAML.parse(file)
    #expect(result.diagnostics.count == 1)
    let mended = try TextEdits.apply(result.diagnostics[0].mends[0].edits, to: file)
    #expect(String(decoding: mended, as: UTF8.self) == "a:\n  b: c\nd: e\nf:\n  g:\n    h: i\n")
    #expect(result.root?["d"]?.scalarText == "e")
  }
}

@Suite struct EncodingTests {
  @Test func invalidBytes() {
    let file = source(Array("a: ".utf8) + [0xC7, 0xD1] + Array("\n".utf8))
    let result = YAML.parse(file)
    #expect(result.diagnostics.map(\.code.text) == ["E0001"])
    #expect(result.diagnostics[0].span == file.span(3..<4))
    #expect(result.diagnostics[0].problem.message(.english).contains("C7"))
    #expect(result.root?.isError == true)
    #expect(YAML.parse(file, range: 0..<file.bytes.count).diagnostics == [])
    #expect(YAML.parse(file, range: 0..<3).root?.isMapping == true)
  }

  @Test func wholeCharactersOnly() {
    for bytes: [UInt8] in [
      [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80],
    ] {
      #expect(EncodingCheck.firstFlaw(in: [0x61] + bytes) == .invalid(1))
    }
    #expect(EncodingCheck.firstFlaw(in: Array("한글 😀 é\u{10FFFF}".utf8)) == nil)
  }

  @Test func nul() throws {
    let file = source([0x61, 0x3A, 0x20, 0x00, 0x62, 0x0A])
    let result = YAML.parse(file)
    #expect(result.diagnostics.map(\.code.text) == ["E0002"])
    #expect(result.diagnostics[0].span == file.span(3..<4))
    #expect(try TextEdits.apply(result.diagnostics[0].mends[0].edits, to: file) == Array("a: b\n".utf8))
  }

  /// One sentence for a file in another encoding, however many bytes are wrong.
  @Test func otherEncodings() {
    let marked = utf16("\u{FEFF}a: 하루\n")
    #expect(YAML.parse(source(marked)).diagnostics.map(\.code.text) == ["E0001"])
    #expect(YAML.parse(source(utf16("a: b\n"))).diagnostics.map(\.code.text) == ["E0002"])
  }

  private func utf16(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    return bytes
  }

  @Test func size() {
    let large = source([UInt8](repeating: 0x23, count: EncodingCheck.largestFile + 1))
    #expect(YAML.parse(large).diagnostics.map(\.code.text) == ["E0003"])
    #expect(YAML.parse(large).diagnostics[0].problem.message(.english).contains("4.1"))
    #expect(EncodingCheck.check(source([UInt8](repeating: 0x23, count: EncodingCheck.largestFile))) == [])
  }
}
