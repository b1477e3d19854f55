// The vectors of RFC 4648, section 10.

import DariBase
import Testing

@Suite("Base64") struct Base64Tests {
  @Test(
    "the RFC's vectors",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ])
  func vectors(text: String, expected: String) {
    #expect(Base64.encode(Array(text.utf8)) == expected)
  }

  @Test("the last letters of the alphabet")
  func alphabet() {
    #expect(Base64.encode([0xFB, 0xEF, 0xBE]) == "++++")
    #expect(Base64.encode([0xFF, 0xFF, 0xFF]) == "////")
    #expect(Base64.encode([0x00, 0x10, 0x83]) == "ABCD")
  }
}
