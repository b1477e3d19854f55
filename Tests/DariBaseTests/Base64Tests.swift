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

@Suite("Base64 decoding") struct Base64DecodingTests {
  @Test(
    "what was written is read, with and without padding",
    arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar"])
  func back(text: String) {
    let written = Base64.encode(Array(text.utf8))
    #expect(Base64.decode(written.utf8) == Array(text.utf8))
    #expect(Base64.decode(written.filter { $0 != "=" }.utf8) == Array(text.utf8))
    #expect(Base64.decode(written.map { "\($0)\r\n" }.joined().utf8) == Array(text.utf8))
  }

  @Test("all bytes") func allBytes() {
    let bytes = (0...255).map { UInt8($0) } + [0, 255]
    #expect(Base64.decode(Base64.encode(bytes).utf8) == bytes)
  }

  @Test(
    "no Base64",
    arguments: ["Z", "Zg=", "Zg===", "Zm9v=", "Zm9vY", "Zg==Zg==", "Z-==", "Zm9_", "한글", "Zm=v"])
  func refused(text: String) {
    #expect(Base64.decode(text.utf8) == nil)
  }
}
