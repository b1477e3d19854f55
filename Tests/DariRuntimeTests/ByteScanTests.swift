// Sixteen bytes at once say the same as one after the other.

import Testing

@testable import DariRuntime

@Suite struct ByteScanTests {
  @Test func everyByteIsAnsweredFor() {
    for byte in UInt8.min...UInt8.max {
      #expect(ByteScan.equal(byte, 0x3C) == (byte == 0x3C ? 0xFF : 0))
      #expect(ByteScan.below(byte, 0x20) == (byte < 0x20 ? 0xFF : 0))
      #expect(ByteScan.markup(byte) == ("&<>".utf8.contains(byte) ? 0xFF : 0))
    }
  }

  /// A scalar that nobody sees is always stopped at.
  @Test func noUnseenScalarIsPassedOver() {
    for value in UInt32(0x80)...0x10FFFF where UnseenScalars.isHidden(value) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      #expect(ByteScan.leadOfUnseen(UTF8.encode(scalar)!.first!) == 0xFF, "U+\(String(value, radix: 16))")
    }
    for scalar in "가힣一龥ñя" { #expect(ByteScan.leadOfUnseen(String(scalar).utf8.first!) == 0) }
  }

  /// What stands anywhere in a text is found, also behind the last whole chunk, and nothing before the start.
  @Test(arguments: [0, 1, 15, 63, 64, 65, 127, 128, 200]) func theFirstIsFound(length: Int) {
    for place in 0..<length {
      var bytes = [UInt8](repeating: 0x61, count: length)
      bytes[place] = 0x3C
      for start in [0, place / 2, place, place + 1] {
        let found = bytes.withUnsafeBufferPointer {
          ByteScan.first(in: $0, from: start) { ByteScan.equal($0, 0x3C) }
        }
        #expect(found == (start <= place ? place : nil))
      }
    }
  }
}
