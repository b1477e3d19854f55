// What changed in a text, as people are shown it.

import Testing

@testable import DariBase

@Suite struct ComparisonTextTests {
  private func text(_ old: String, _ new: String, width: Int? = nil, colour: Bool = false) -> String {
    ComparisonText(from: Array(old.utf8), to: Array(new.utf8)).text(
      colour: colour, width: width, language: .english)
  }

  @Test func theWordIsMarked() {
    #expect(
      text("제목\n\n우리는 하루커피입니다.\n끝\n", "제목\n\n우리는 미소커피입니다.\n끝\n") == """
         1 | 제목
         2 |
         3 - 우리는 하루커피입니다.
           |        --------------
         3 + 우리는 미소커피입니다.
           |        ++++++++++++++
         4 | 끝

        """)
  }

  @Test func whatIsAlikeIsNotShown() {
    #expect(text("a\nb\n", "a\nb\n") == "")
    #expect(text("", "") == "")
    let long = (1...20).map { "line \($0)\n" }.joined()
    let shown = text(
      long, long.replacing("line 3\n", with: "").replacing("line 18\n", with: "line 18, new\n"))
    #expect(
      shown == """
         1 | line 1
         2 | line 2
         3 - line 3
         4 | line 4
         5 | line 5
        ....
        16 | line 16
        17 | line 17
        18 - line 18
        17 + line 18, new
           |        +++++
        19 | line 19
        20 | line 20

        """)
  }

  @Test func theEndOfTheFile() {
    #expect(
      text("a\n", "a") == """
         1 - a
         1 + a
           | (no line break at its end)

        """)
    #expect(text("", "a\n") == " 1 + a\n")
    #expect(text("a\n", "a\n\n") == " 1 | a\n 2 +\n")
  }

  /// What hardly has a word in common is another text, and marks would say nothing.
  @Test func anotherText() {
    #expect(text("one two three four five\n", "alpha beta gamma delta, eps\n").contains("---") == false)
  }

  @Test func nothingSteersTheTerminal() {
    let shown = text("a\u{1B}[31m\n", "a\u{1B}[32m\n", colour: false)
    #expect(!shown.unicodeScalars.contains("\u{1B}"))
    #expect(text("a\n", "b\n", colour: true).contains("\u{1B}[31m"))
  }

  @Test func longLinesAreCutAroundTheWord() {
    let words = (1...200).map { "word\($0)" }.joined(separator: " ")
    let shown = text(words + "\n", words.replacing("word150", with: "WORD") + "\n", width: 60)
    #expect(shown.contains("WORD") && shown.contains("++++"))
    #expect(shown.split(separator: "\n").allSatisfy { $0.count <= 60 })
  }

  /// Every line different, and many of them: it ends at once, and says how many are left.
  @Test func largeTexts() {
    let old = (1...20_000).map { "old \($0)\n" }.joined()
    let new = (1...20_000).map { "other \($0)\n" }.joined()
    #expect(text(old, new).hasSuffix("39940 more lines differ\n"))
  }

  private func comparison(_ old: String, _ new: String) -> ComparisonText {
    ComparisonText(from: Array(old.utf8), to: Array(new.utf8))
  }

  @Test func changesStandApart() {
    let it = comparison("a\nb\nc\nd\n", "a\nB\nc\nd\ne\n")
    #expect(it.changes.map { "\($0.old) \($0.new)" } == ["1..<2 1..<2", "4..<4 4..<5"])
    #expect(it.newBytes(it.changes[1].new) == 8..<10)
    #expect(
      it.text([1], colour: false, width: nil, language: .english) == """
         3 | c
         4 | d
         5 + e

        """)
  }

  /// Each change can be made without the others.
  @Test(arguments: [
    ("a\nb\nc\n", "x\nb\nz\n"), ("", "a\n"), ("a", ""), ("a\nb", "a\nb\n"), ("a\nb\nc\nd", "c\nb\na"),
    ("하나\n둘\n셋\n", "하나\n둘 반\n"), ("one\ntwo\n", "one\ntwo\n"),
  ])
  func someOfTheChanges(old: String, new: String) {
    let it = comparison(old, new)
    #expect(it.applying([]) == Array(old.utf8))
    #expect(it.applying(Set(it.changes.indices)) == Array(new.utf8))
    for index in it.changes.indices {
      let rest = ComparisonText(from: it.applying([index]), to: Array(new.utf8))
      #expect(rest.changes.count == it.changes.count - 1)
    }
  }
}
