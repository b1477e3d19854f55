// How much of a page fits on a screen.

import DariBase
import Testing

@Suite struct TerminalRowsTests {
  @Test(arguments: [
    ("", 1), ("abcde", 1), ("abcdef", 2), ("가나", 1), ("가나다", 2), ("a가나", 1), ("ab가나", 2),
    ("\u{1B}[1;31mabcde\u{1B}[0m", 1), ("가나다라마", 3),
  ])
  func rowsOfALine(_ line: String, _ rows: Int) {
    // Five columns: two wide characters and one column that a third can't use.
    #expect(TerminalRows.count(line[...], columns: 5) == rows)
  }

  @Test func aLineIsCutWhereItsRowsEnd() {
    #expect(TerminalRows.cut("가나다라", columns: 5, rows: 1) == "가나")
    #expect(TerminalRows.cut("가나다라", columns: 5, rows: 2) == "가나다라")
    #expect(TerminalRows.cut("\u{1B}[1mabcdef\u{1B}[0m", columns: 3, rows: 1) == "\u{1B}[1mabc\u{1B}[0m")
  }

  private func page(_ blocks: [String], rows: Int) -> FittedPage {
    FittedPage(blocks, columns: 20, rows: rows)
  }

  @Test func wholeBlocksAndTheNumberOfTheOthers() {
    let blocks = ["a\nb\n", "c\n", "d\n"]

    #expect(page(blocks, rows: 6).lines.count + page(blocks, rows: 6).free == 6)
    #expect(page(blocks, rows: 8).lines.map(String.init) == ["a", "b", "", "c", "", "d"])
    #expect(page(blocks, rows: 8).hidden == 0)
    // Two rows are kept for the line that counts.
    #expect(page(blocks, rows: 5).lines.map(String.init) == ["a", "b"])
    #expect(page(blocks, rows: 5).hidden == 2 && page(blocks, rows: 5).free == 3)
  }

  @Test func theFirstProblemIsSeenOnTheSmallestScreen() {
    let block = "error: one\n --> place\n  |\n"
    #expect(page([block, "x\n"], rows: 1).lines == ["error: one"])
    #expect(page([block, "x\n"], rows: 4).lines.count == 2)
    #expect(page([block], rows: 2).lines.count == 2 && page([block], rows: 2).hidden == 0)
    #expect(page([block], rows: 0).lines.isEmpty)
    #expect(page(["error: longer than a row\n"], rows: 1).lines == ["error: longer than a"])
    #expect(page([], rows: 5).lines.isEmpty)
  }

  @Test(arguments: 0..<12)
  func nothingIsEverLongerThanTheScreen(_ rows: Int) {
    let blocks = (1...5).map { "가나다라마바사아자차카타파하 \($0)\n줄 하나\n" }
    let fitted = page(blocks, rows: rows)
    let used = fitted.lines.reduce(0) { $0 + TerminalRows.count($1, columns: 20) }
    #expect(used + fitted.free == rows)
    #expect(fitted.hidden == 0 || rows < 4 || fitted.free >= 2)
  }
}
