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

  private func edits(_ edits: TextEdit...) -> Mend { Mend(.removeIt, edits) }

  /// The files after a plan of these mends, and which of them it took.
  private func fixed(_ mends: Mend...) throws -> (files: [String], taken: [Bool]) {
    var plan = FixPlan(in: sample.sources)
    let taken = mends.map { plan.add($0) }
    return (try plan.changedFiles().map { String(decoding: $0.bytes, as: UTF8.self) }, taken)
  }

  @Test func clashingMendWaitsAsAWhole() throws {
    let result = try fixed(
      edits(TextEdit(sample.span("abc"), "1")),
      edits(TextEdit(sample.span("끝"), "2"), TextEdit(sample.span("bc"), "3")))
    #expect(result.files == ["가나다 1\r\n끝"])
    #expect(result.taken == [true, false])
  }

  @Test func oneChangeForTwoProblemsIsMadeOnce() throws {
    let place = sample.span("abc").atEnd
    let result = try fixed(
      edits(TextEdit(place, "!")), edits(TextEdit(place, "!")), edits(TextEdit(place, "?")))
    #expect(result.files == ["가나다 abc!\r\n끝"])
    #expect(result.taken == [true, true, false])
  }

  @Test func mendOverTwoFiles() throws {
    let mend = edits(TextEdit(sample.span("xyz", in: 1), "한글"), TextEdit(sample.span("가"), ""))
    #expect(try fixed(mend).files == ["나다 abc\r\n끝", "한글"])
  }

  @Test func newLineBreaksAreThoseOfTheFile() throws {
    let text = "1\n2\r\n"
    let result = try fixed(
      edits(TextEdit(sample.span("abc"), text)), edits(TextEdit(sample.span("xyz", in: 1), text)))
    #expect(result.files == ["가나다 1\r\n2\r\n\r\n끝", text])
  }
}
