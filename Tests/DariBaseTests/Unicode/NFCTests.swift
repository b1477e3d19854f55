// The form was checked by hand against all of NormalizationTest.txt, and Python's unicodedata; here against
// the standard library, which knows what is canonically equal.

import DariBase
import Testing

@Suite struct NFCTests {
  @Test(
    arguments: [
      ("", ""), ("abc", "abc"), ("e\u{301}", "\u{E9}"), ("\u{1100}\u{1161}", "가"),
      ("\u{1100}\u{1161}\u{11A8}", "각"),
      ("가\u{11A8}", "각"), ("각\u{11A8}", "각\u{11A8}"), ("\u{212B}", "\u{C5}"), ("\u{F900}", "\u{8C48}"),
      ("a\u{323}\u{307}", "\u{1EA1}\u{307}"), ("a\u{307}\u{323}", "\u{1EA1}\u{307}"),
      ("\u{344}", "\u{308}\u{301}"),
      ("\u{958}", "\u{915}\u{93C}"), ("\u{1E9B}\u{323}", "\u{1E9B}\u{323}"), ("e\u{301}한글", "\u{E9}한글"),
      ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}", "한글"), ("\u{301}e", "\u{301}e"), ("①ﬁ", "①ﬁ"),
    ] as [(String, String)]) func textIsComposed(text: String, composed: String)
  {
    #expect(NFC.normalized(text).hasSameBytes(as: composed))
    #expect(NFC.isNormalized(composed))
    #expect(NFC.isNormalized(text) == text.hasSameBytes(as: composed))
  }

  @Test func theFormOfEveryScalarIsEqualAndStable() {
    for value in UInt32(0)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = String(Character(scalar))
      let form = NFC.normalized(text)
      if form.hasSameBytes(as: text) { continue }
      #expect(form == text)
      #expect(NFC.normalized(form).hasSameBytes(as: form))
    }
  }

  @Test func everySyllableComposesFromItsJamo() {
    for value in UInt32(0xAC00)...0xD7A3 {
      guard let jamo = HangulJamo(syllable: value) else { continue }
      var text = String.UnicodeScalarView()
      for part in [jamo.lead, jamo.vowel, jamo.final] {
        if let scalar = part.flatMap(Unicode.Scalar.init) { text.append(scalar) }
      }
      #expect(NFC.normalized(String(text)).unicodeScalars.map(\.value) == [value])
    }
  }

  @Test func manyMarksAreSortedInReasonableTime() {
    let text = "a" + String(repeating: "\u{301}\u{323}", count: 20_000)
    #expect(NFC.normalized(text).unicodeScalars.first == "\u{1EA1}")
  }
}

@Suite struct IdentifierTests {
  @Test(arguments: [
    "a", "_", "_a1", "name", "고객", "고객2", "이름_", "é", "Ω", "漢字", "a\u{301}", "\u{1100}\u{1161}",
  ])
  func namesAreIdentifiers(text: String) { #expect(Identifier.isValid(text)) }

  @Test(arguments: [
    "", "1a", "a-b", "a b", "a.b", "$a", "@a", "가!", "😀", "\u{301}a", "a\u{200B}", "a\u{3164}", "\u{115F}",
    "a\u{200D}b", "[", "`",
    "a{",
  ]) func otherTextsAreNot(text: String) { #expect(!Identifier.isValid(text)) }

  @Test func asciiIsThatOfTheStandard() {
    for value in UInt32(0)..<0x80 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      #expect(Identifier.isStart(scalar) == (scalar.properties.isXIDStart || scalar == "_"))
      #expect(Identifier.isContinue(scalar) == scalar.properties.isXIDContinue)
    }
  }
}
