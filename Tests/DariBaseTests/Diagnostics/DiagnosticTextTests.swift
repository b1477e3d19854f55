// What people see of a diagnostic: whole pictures, and carets under everything that is not one column wide.

import DariBase
import Testing

@Suite struct DiagnosticTextTests {
  private let shop = DiagnosticSample(
    (
      "marketing/brand.dari",
      """
      ---
      library: shop
      ---
      @type Brand: { name: line, voice: line }

      @snippet greeting(brand: Brand)
      {{ brand.nmae }}입니다.

      """
    ),
    ("other/글.dari", "하나\n둘 셋 넷\n다섯\n여섯\n일곱\n여덟 \n아홉\n"))

  private var whole: Diagnostic {
    Diagnostic(
      .sample, at: shop.span("nmae"),
      labels: [
        DiagnosticLabel(shop.span("Brand"), .itsFields(known: ["name", "voice"])),
        DiagnosticLabel(shop.span("셋", in: 1), .definedHere),
      ],
      mends: [
        Mend(.writeInstead(text: "name"), [TextEdit(shop.span("nmae"), "name")]),
        Mend(.removeIt, [TextEdit(shop.span("{{ brand.nmae }}"), "")]), Mend(.quoteIt),
      ])
  }

  @Test func placesLabelsAndMends() {
    #expect(
      shop.shown(whole) == """
        error[E0203]: `Brand` has no field `nmae`
         --> marketing/brand.dari:7:10
          |
        4 | @type Brand: { name: line, voice: line }
          |       ----- its fields are `name`, `voice`
        ...
        7 | {{ brand.nmae }}입니다.
          |          ^^^^
          |
         ::: other/글.dari:2:3
          |
        2 | 둘 셋 넷
          |    -- it is written here
          |
        help: write `name`
          |
        7 | {{ brand.name }}입니다.
          |          ++++
          |
        help: remove it
          |
        7 - {{ brand.nmae }}입니다.
        7 + 입니다.
          |
        help: put it in quotes

        """)
  }

  @Test func korean() {
    let text = shop.shown(Diagnostic(.sample, at: shop.span("nmae"), mends: [Mend(.removeIt)]), .korean)
    #expect(text.hasPrefix("오류[E0203]: `Brand`에는 `nmae`"))
    #expect(text.hasSuffix("\n도움말: 지우세요\n"))
  }

  /// The colours are on top: without them the text is the same.
  @Test func coloursAddNothingElse() {
    var plain = ""
    var inEscape = false
    for scalar in shop.shown(whole, colour: true).unicodeScalars {
      if scalar == "\u{1B}" { inEscape = true }
      if !inEscape { plain.unicodeScalars.append(scalar) }
      if scalar == "m", inEscape { inEscape = false }
    }
    #expect(plain == shop.shown(whole))
    #expect(shop.shown(whole, colour: true).hasPrefix("\u{1B}[1;31merror[E0203]\u{1B}[0m"))
  }

  @Test func problemWithoutAPlace() {
    let renderer = DiagnosticRenderer(sources: SourceSet(), language: .english, colour: false, width: 80)
    #expect(renderer.text(.sample) == "error[E0203]: `Brand` has no field `nmae`\n")
  }

  @Test func notesOfOneLineHangUnderTheirPlaces() {
    let sample = DiagnosticSample(("s.dari", "abc def ghi\n"))
    #expect(
      sample.places(
        sample.span("def"),
        labels: [
          DiagnosticLabel(sample.span("abc"), .definedHere), DiagnosticLabel(sample.span("ghi"), .openedHere),
          DiagnosticLabel(sample.span("def"), .quoteIt),
        ]) == """
           --> s.dari:1:5
            |
          1 | abc def ghi
            | --- ^^^ --- it is opened here
            | |   |
            | |   put it in quotes
            | it is written here

          """)
  }

  @Test func spanOverSeveralLines() {
    #expect(
      shop.places(
        shop.span("둘 셋 넷\n다섯\n여섯", in: 1), labels: [DiagnosticLabel(shop.span("셋", in: 1), .openedHere)])
          == """
           --> other/글.dari:2:1
            |
          2 | / 둘 셋 넷
            | | ^^^^^^^^
            | |    |
            | |    it is opened here
          3 | | 다섯
          4 | \\ 여섯
            |   ^^^^

          """)
  }

  @Test func longSpanShowsItsEnds() {
    #expect(
      shop.places(shop.span("셋 넷\n다섯\n여섯\n일곱\n여덟 \n아홉\n", in: 1)) == """
         --> other/글.dari:2:3
          |
        2 | / 둘 셋 넷
          | |    ^^^^^
        ... |
        7 | \\ 아홉
          |   ^^^^

        """)
  }

  @Test func numbersOfDifferentLengths() {
    let sample = DiagnosticSample(("n.dari", "first\n" + String(repeating: "\n", count: 98) + "last"))
    #expect(
      sample.places(sample.span("last"), labels: [DiagnosticLabel(sample.span("first"), .definedHere)]) == """
           --> n.dari:100:1
            |
          1 | first
            | ----- it is written here
        .....
        100 | last
            | ^^^^

        """)
  }

  // MARK: Columns

  /// The line, and the carets under a piece of it, in columns from 0.
  struct Piece: Sendable, CustomTestStringConvertible {
    var text: String
    var column: Int
    var width: Int
    var testDescription: String { text.debugDescription }
  }

  static let odd = "가👨‍👩‍👧‍👦나🇰🇷다 e\u{301}x\u{1B}[31m\tz\u{200B}\u{3164}끝\r\n\r\nlast"

  @Test(arguments: [
    Piece(text: "가", column: 0, width: 2), Piece(text: "👨‍👩‍👧‍👦", column: 2, width: 2),
    // A part of a family is shown as the family.
    Piece(text: "\u{200D}👩", column: 2, width: 2),
    Piece(text: "나", column: 4, width: 2), Piece(text: "🇰🇷", column: 6, width: 2),
    Piece(text: "다", column: 8, width: 2), Piece(text: "e\u{301}", column: 11, width: 1),
    Piece(text: "x", column: 12, width: 1), Piece(text: "\u{1B}", column: 13, width: 1),
    Piece(text: "\t", column: 18, width: 2), Piece(text: "z", column: 20, width: 1),
    Piece(text: "\u{200B}", column: 21, width: 8), Piece(text: "\u{3164}", column: 29, width: 8),
    Piece(text: "끝", column: 37, width: 2), Piece(text: "\r\n", column: 39, width: 1),
  ])
  func caretsStandUnderWhatIsMeant(_ piece: Piece) {
    let sample = DiagnosticSample(("a.dari", Self.odd))
    let rows = sample.places(sample.span(piece.text)).split(separator: "\n")
    #expect(rows[2] == "1 | 가👨‍👩‍👧‍👦나🇰🇷다 e\u{301}x␛[31m  z<U+200B><U+3164>끝")
    let carets = String(repeating: " ", count: piece.column) + String(repeating: "^", count: piece.width)
    #expect(rows[3] == "  | " + carets)
  }

  @Test func endsOfTheFile() {
    let sample = DiagnosticSample(("a.dari", Self.odd), ("b.dari", "x\n"), ("c.dari", ""))
    #expect(sample.places(sample.span("last").atEnd) == " --> a.dari:3:5\n  |\n3 | last\n  |     ^\n")
    #expect(sample.places(sample.span("last").atStart) == " --> a.dari:3:1\n  |\n3 | last\n  | ^\n")
    let behind = sample.sources.files[1].span(2..<2)
    #expect(sample.places(behind) == " --> b.dari:2:1\n  |\n2 |\n  | ^\n")
    #expect(sample.places(sample.sources.files[2].span(0..<0)) == " --> c.dari:1:1\n  |\n1 |\n  | ^\n")
  }

  @Test func bytesThatAreNoText() {
    var sample = DiagnosticSample()
    sample.sources.add(
      path: "b\u{1B}[2J.dari", bytes: Array("가".utf8) + [0xFF, 0xEA, 0xB0, 0x20] + Array("나".utf8))
    #expect(
      sample.places(sample.sources.files[0].span(4..<5)) == """
         --> b␛[2J.dari:1:3
          |
        1 | 가<FF><EA><B0> 나
          |       ^^^^

        """)
  }

  /// Neither a file, nor a name in a message, nor the text of a mend can steer the terminal or hide.
  @Test func nothingReachesTheTerminalRaw() {
    var hostile = ""
    for value in [
      0, 7, 8, 0x0B, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0x200E, 0x202E, 0x2028, 0x2066, 0xFEFF, 0xE0041,
    ] {
      hostile.unicodeScalars.append(Unicode.Scalar(UInt32(value))!)
      hostile += "a"
    }
    let sample = DiagnosticSample((hostile, hostile))
    let place = sample.sources.files[0].span(0..<hostile.utf8.count)
    let text = sample.shown(
      Diagnostic(
        .unknownField(type: hostile, field: "b\n"), at: place,
        labels: [DiagnosticLabel(place, .addText(text: hostile))],
        mends: [Mend(.addText(text: hostile), [TextEdit(place, hostile + "\n" + hostile)])]))
    for scalar in text.unicodeScalars where scalar != "\n" {
      #expect(scalar.properties.generalCategory != .control, "U+\(String(scalar.value, radix: 16))")
      #expect(scalar.properties.generalCategory != .format, "U+\(String(scalar.value, radix: 16))")
      #expect(!scalar.properties.isDefaultIgnorableCodePoint)
    }
    #expect(text.split(separator: "\n").first?.contains("`b␊`") == true)
  }

  // MARK: Long lines

  private let long = DiagnosticSample(
    (
      "l.dari",
      String(repeating: "가나다 ", count: 3000) + "여기" + String(repeating: " 라마바", count: 3000)
    ))

  @Test func longLineIsCutAroundThePlace() {
    #expect(
      long.places(long.span("여기"), width: 40) == """
         --> l.dari:1:12001
          |
        1 | … 가나다 가나다 여기 라마바 라마바 …
          |                 ^^^^

        """)
    // A wide character that does not fit gives way to a space.
    #expect(long.places(long.span("여기"), width: 41).contains("1 | … 가나다 가나다 여기 라마바 라마바  …\n"))
    #expect(long.places(long.span("가나다"), width: 40).contains("1 | 가나다 가나다 가나다 가나다 가나다…\n  | ^^^^^^\n"))
  }

  @Test func longSpanIsCutAtItsBeginning() {
    let all = long.sources.files[0].span(0..<long.sources.files[0].bytes.count)
    let rows = long.places(all, width: 50).split(separator: "\n")
    #expect(rows[2].hasSuffix("가…"))
    #expect(rows[3].hasPrefix("  | ^^^^^^^^^^"))
    #expect(rows[3].utf8.count <= 50)
  }

  @Test func noTerminalStillHasABound() {
    let text = long.shown(Diagnostic(.sample, at: long.span("여기")))
    #expect(text.unicodeScalars.count < 400)
  }

  /// Eight times as long a line takes about eight times as long, not 64 times.
  @Test func manyProblemsOfOneGiantLineAreShownQuickly() {
    func time(_ words: Int) -> Duration {
      let giant = DiagnosticSample(("g.dari", String(repeating: "한글 text ", count: words)))
      let step = words * 12 / 20
      return (0..<3).map { _ in
        ContinuousClock().measure {
          for index in 0..<20 {
            let start = (index * step) / 12 * 12
            _ = giant.shown(Diagnostic(.sample, at: giant.sources.files[0].span(start..<start + 3)))
          }
        }
      }.min()!
    }
    #expect(time(80_000) < time(10_000) * 30)
  }

  // MARK: Mends

  @Test func newLinesOfAMend() {
    let sample = DiagnosticSample(("m.dari", "uses: []\r\ntitle: 글\r\nend\r\n"))
    #expect(
      sample.places(
        sample.span("글"),
        mends: [
          Mend(
            .addText(text: "x"),
            [
              TextEdit(sample.span("title").atStart, "owner: 점장\r\n"), TextEdit(sample.span("[]"), "[가, b]"),
              TextEdit(sample.span("end").atEnd, "\r\nmore"),
            ])
        ]) == """
           --> m.dari:2:8
            |
          2 | title: 글
            |        ^^
            |
          help: add `x`
            |
          1 | uses: [가, b]
            |       +++++++
          2 | owner: 점장
            | +++++++++++
          3 | title: 글
          4 | end
          5 | more
            | ++++

          """)
  }

  @Test func removedLine() {
    let sample = DiagnosticSample(("m.dari", "하나\n둘\n셋\n"))
    #expect(
      sample.places(sample.span("둘"), mends: [Mend(.removeIt, [TextEdit(sample.span("둘\n"), "")])]).hasSuffix(
        "help: remove it\n  |\n2 - 둘\n"))
  }

  @Test func mendInAnotherFileNamesIt() {
    let mend = Mend(.removeIt, [TextEdit(shop.span("다섯", in: 1), "5")])
    #expect(
      shop.places(shop.span("nmae"), mends: [mend]).hasSuffix(
        "help: remove it\n --> other/글.dari:3:1\n  |\n3 | 5\n  | +\n"))
  }

  @Test func mendThatCannotBeAppliedIsWordsOnly() {
    let mend = Mend(
      .removeIt, [TextEdit(shop.span("brand.nmae"), "a"), TextEdit(shop.span("nmae"), "b")])
    #expect(shop.places(shop.span("nmae"), mends: [mend]).hasSuffix("help: remove it\n"))
  }

  // MARK: Summary

  @Test func summary() {
    let errors = [shop.span("nmae"), shop.span("Brand"), shop.span("셋", in: 1)].map {
      Diagnostic(.sample, at: $0)
    }
    func summary(_ all: [Diagnostic], _ language: MessageLanguage) -> String {
      DiagnosticRenderer(sources: shop.sources, language: language, colour: false, width: nil).summary(all)
    }
    #expect(summary(errors, .english) == "3 errors in 2 files")
    #expect(summary([errors[0]], .english) == "1 error in 1 file")
    #expect(summary(errors, .korean) == "파일 2개에서 오류 3개")
    #expect(summary([], .english) == "")
    guard let warning = diagnosticCatalogue.firstIndex(where: { $0.code.hasPrefix("W") }) else { return }
    let odd = Diagnostic(Problem(code: DiagnosticCode(index: warning), arguments: []), at: errors[0].span)
    #expect(summary(errors + [odd], .english) == "3 errors, 1 warning in 2 files")
    #expect(summary(errors + [odd, odd], .korean) == "파일 2개에서 오류 3개, 경고 2개")
    #expect(summary([odd], .korean) == "파일 1개에서 경고 1개")
  }
}
