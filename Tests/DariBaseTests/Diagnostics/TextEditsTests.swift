// Applying edits, and choosing the mends of one pass of `--fix`.

import DariBase
import Testing

@Suite struct TextEditsTests {
  private let sample = DiagnosticSample(("a.dari", "가나다 abc\r\n끝"), ("b.dari", "xyz"))

  private func apply(_ edits: [TextEdit]) throws(TextEdits.Refusal) -> String {
    String(decoding: try TextEdits.apply(edits, to: sample.sources.files[0]), as: UTF8.self)
  }

  @Test func editsApplyToTheFileAsItIsInAnyOrder() throws {
    let first = TextEdit(sample.span("나"), "")
    let second = TextEdit(sample.span("abc"), "ABCDEF")
    let third = TextEdit(sample.span("끝").atEnd, "\n")
    for edits in [[first, second, third], [third, first, second]] {
      #expect(try apply(edits) == "가다 ABCDEF\r\n끝\n")
    }
    #expect(try apply([]) == "가나다 abc\r\n끝")
  }

  @Test func insertionsAtOnePlaceKeepTheirOrderAndComeBeforeAReplacement() throws {
    let place = sample.span("abc")
    #expect(
      try apply([TextEdit(place, "X"), TextEdit(place.atStart, "1"), TextEdit(place.atStart, "2")])
        == "가나다 12X\r\n끝")
    #expect(try apply([TextEdit(place.atEnd, "!"), TextEdit(place, "X")]) == "가나다 X!\r\n끝")
  }

  @Test func overlappingEditsAreRefused() {
    let long = TextEdit(sample.span("나다 a"), "-")
    let short = TextEdit(sample.span("다"), "+")
    #expect(throws: TextEdits.Refusal.overlap(long, short)) { try apply([short, long]) }
    #expect(throws: TextEdits.Refusal.overlap(long, long)) { try apply([long, long]) }
  }

  @Test func editsOutsideOrInsideACharacterAreRefused() {
    let file = sample.sources.files[0]
    for edit in [
      TextEdit(file.span(file.bytes.count..<file.bytes.count + 1), ""), TextEdit(file.span(1..<3), ""),
      TextEdit(file.span(0..<2), ""), TextEdit(sample.span("xyz", in: 1), ""),
    ] {
      #expect(throws: TextEdits.Refusal.outside(edit)) { try apply([edit]) }
    }
  }

  // MARK: --fix

  private func diagnostic(_ mends: [Mend]) -> Diagnostic {
    Diagnostic(.sample, at: sample.span("abc"), mends: mends)
  }

  private func fixed(_ plan: FixPlan) throws -> [String] {
    try plan.changedFiles(in: sample.sources).map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test func firstMendWithEditsIsTaken() throws {
    let plan = FixPlan(
      [
        diagnostic([
          Mend(.quoteIt), Mend(.removeIt, [TextEdit(sample.span("abc"), "1")]),
          Mend(.removeIt, [TextEdit(sample.span("끝"), "2")]),
        ]), diagnostic([Mend(.quoteIt)]), diagnostic([]),
      ], in: sample.sources)
    #expect(try fixed(plan) == ["가나다 1\r\n끝"])
    #expect(plan.mended == 1 && plan.postponed == 0)
  }

  @Test func clashingMendWaitsAsAWhole() throws {
    let plan = FixPlan(
      [
        diagnostic([Mend(.removeIt, [TextEdit(sample.span("abc"), "1")])]),
        diagnostic([Mend(.removeIt, [TextEdit(sample.span("끝"), "2"), TextEdit(sample.span("bc"), "3")])]),
      ], in: sample.sources)
    #expect(try fixed(plan) == ["가나다 1\r\n끝"])
    #expect(plan.mended == 1 && plan.postponed == 1)
  }

  @Test func oneChangeForTwoProblemsIsMadeOnce() throws {
    let insertion = Mend(.addText(text: "!"), [TextEdit(sample.span("abc").atEnd, "!")])
    let other = Mend(.addText(text: "?"), [TextEdit(sample.span("abc").atEnd, "?")])
    let plan = FixPlan(
      [diagnostic([insertion]), diagnostic([insertion]), diagnostic([other])], in: sample.sources)
    #expect(try fixed(plan) == ["가나다 abc!\r\n끝"])
    #expect(plan.mended == 2 && plan.postponed == 1)
  }

  @Test func mendOverTwoFiles() throws {
    let mend = Mend(.removeIt, [TextEdit(sample.span("xyz", in: 1), "한글"), TextEdit(sample.span("가"), "")])
    #expect(try fixed(FixPlan([diagnostic([mend])], in: sample.sources)) == ["나다 abc\r\n끝", "한글"])
  }
}
