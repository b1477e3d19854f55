// Lines of a paragraph.

import DariBase
import Testing

@Suite struct TextWrappingTests {
  @Test func breaksAtSpacesByWidth() {
    #expect(TextWrapping.lines("가나다 라마 바사아 자", width: 11) == ["가나다 라마", "바사아 자"])
    #expect(TextWrapping.lines("one two  three\nfour", width: 9) == ["one two", "three", "four"])
    #expect(TextWrapping.lines("", width: 20) == [""])
  }

  /// Never inside a Korean word while it fits into a line of its own.
  @Test func wordsStayWhole() {
    let text = "받은 날부터 이레 안에 돌려드립니다. 뜯지 않은 것만 됩니다."
    for width in 14...60 {
      let lines = TextWrapping.lines(text, width: width)
      #expect(lines.joined(separator: " ") == text)
      for line in lines { #expect(DisplayWidth.width(of: line) <= width) }
    }
  }

  @Test func whatIsWiderThanALineIsCut() {
    #expect(TextWrapping.lines("가나다라마바사", width: 8) == ["가나다라", "마바사"])
    #expect(TextWrapping.lines("ab abcdefghijkl", width: 8) == ["ab", "abcdefgh", "ijkl"])
  }

  @Test func shortCodeStaysWhole() {
    #expect(
      TextWrapping.lines("나머지는 모두 `{% else %}`로 받으세요.", width: 24)
        == ["나머지는 모두", "`{% else %}`로 받으세요."])
    #expect(
      TextWrapping.lines("type `dari render news --set a=b` now", width: 20)
        == ["type `dari render", "news --set a=b` now"])
    #expect(TextWrapping.lines("an `open one", width: 20) == ["an `open one"])
    #expect(TextWrapping.lines("fences of ``` or ~~~ end", width: 17) == ["fences of ``` or", "~~~ end"])
  }

  @Test func hanging() {
    #expect(TextWrapping.lines("aaaa bbbb cccc dddd", width: 14, hanging: 4) == ["aaaa bbbb cccc", "dddd"])
  }
}
