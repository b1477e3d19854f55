// Columns that text takes in a terminal.

import DariBase
import Testing

@Suite struct DisplayWidthTests {
  @Test(
    arguments: [
      ("", 0), ("abc", 3), ("한글", 4), ("각", 2), ("\u{1100}\u{1161}\u{11A8}", 2), ("ㄱㅏ", 4), ("가나다abc", 9),
      ("漢字", 4),
      ("カナ", 4), ("ｶﾅ", 2), ("ＡＢ", 4), ("é", 1), ("e\u{301}", 1), ("\u{200B}", 0), ("\u{FEFF}", 0),
      ("a\u{200D}b", 2),
      ("…", 1), ("—", 1), ("①", 1), ("㈜", 2), ("「」", 4), ("⟦x⟧", 3), ("\t", 0), ("\n", 0), ("\u{7F}", 0),
      ("\u{85}", 0),
      ("\u{A0}", 1), ("\u{AD}", 1), ("\u{E000}", 1), ("\u{3000}", 2), ("\u{302E}", 0),
    ] as [(String, Int)]) func lettersTakeTheirColumns(text: String, columns: Int)
  {
    #expect(DisplayWidth.width(of: text) == columns)
    #expect(DisplayWidth.width(of: Array(text.utf8)) == columns)
  }

  @Test(
    arguments: [
      ("😀", 2), ("👨‍👩‍👧", 2), ("👩🏽‍💻", 2), ("👍🏽", 2), ("🇰🇷", 2), ("🇰🇷🇯🇵", 4), ("❤", 1), ("❤️", 2), ("❤️‍🔥", 2), ("☂️", 2),
      ("1️⃣", 2),
      ("#️⃣", 2), ("🏳️‍🌈", 2), ("👁️‍🗨️", 2), ("🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", 2),
      ("\u{FE0F}", 0),
      ("a\u{FE0F}", 1), ("😀😀", 4), ("🏽", 2), ("✅ 확인", 7),
    ] as [(String, Int)]) func emojiAreOnePicture(text: String, columns: Int)
  {
    #expect(DisplayWidth.width(of: text) == columns)
  }

  @Test func widthsOfAllSyllables() {
    for value in UInt32(0xAC00)...0xD7A3 { #expect(Unicode.Scalar(value).map(DisplayWidth.width(of:)) == 2) }
  }
}
