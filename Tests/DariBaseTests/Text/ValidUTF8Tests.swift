// Where text stops being UTF-8.

import DariBase
import Testing

@Suite struct ValidUTF8Tests {
  @Test(
    arguments: [
      ([0x61, 0xFF], 1), ([0xC0, 0x80], 0), ([0xC1, 0xBF], 0), ([0xE0, 0x80, 0x80], 0),
      ([0xED, 0xA0, 0x80], 0),
      ([0xF0, 0x80, 0x80, 0x80], 0), ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80, 0x80, 0x80], 0),
      ([0xE2, 0x82], 0),
      ([0x61, 0xE2, 0x82, 0x41], 1), ([0x80], 0),
      ([0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0xED, 0x95, 0x9C, 0xBF], 11),
    ] as [([UInt8], Int)]) func theFirstWrongByteIsFound(bytes: [UInt8], offset: Int)
  {
    #expect(ValidUTF8.firstInvalid(bytes) == offset)
    #expect(String(validating: bytes, as: UTF8.self) == nil)
  }

  @Test func everyScalarIsValid() {
    var text = String.UnicodeScalarView()
    for value in UInt32(0)...0x10FFFF { if let scalar = Unicode.Scalar(value) { text.append(scalar) } }
    #expect(ValidUTF8.firstInvalid(Array(String(text).utf8)) == nil)
  }

  @Test func textIsComparedByItsBytes() {
    #expect("\u{E9}" == "e\u{301}")
    #expect(ExactText("\u{E9}") != ExactText("e\u{301}"))
    #expect(Set([ExactText("\u{E9}"), ExactText("e\u{301}"), ExactText("\u{E9}")]).count == 2)
    #expect(ExactText("a") < ExactText("b"))
    #expect("한글".hasSameBytes(as: "한글"))
  }
}
