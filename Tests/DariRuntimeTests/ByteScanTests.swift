// Eight bytes at once say the same as one after the other.

import Testing

@testable import DariRuntime

@Suite struct ByteScanTests {
  /// The high bit of each byte that passes, by looking at every byte.
  private func marks(_ bits: UInt64, _ passes: (UInt8) -> Bool) -> UInt64 {
    (0..<8).reduce(0) { result, index in
      passes(UInt8(truncatingIfNeeded: bits >> (8 * index))) ? result | 0x80 << UInt64(8 * index) : result
    }
  }

  @Test func wordsAnswerForEachByte() {
    var generator = SystemRandomNumberGenerator()
    let edges: [UInt8] = [
      0, 9, 10, 13, 0x1F, 0x20, 0x22, 0x26, 0x27, 0x3C, 0x3E, 0x60, 0x7E, 0x7F, 0x80, 0xC1, 0xC2, 0xE3, 0xE4,
      0xEA, 0xED,
      0xEE, 0xEF, 0xF4, 0xFF,
    ]
    for _ in 0..<20_000 {
      let bits = (0..<8).reduce(UInt64(0)) { word, _ in
        word << 8
          | UInt64(Bool.random() ? edges.randomElement()! : UInt8.random(in: 0...255, using: &generator))
      }
      let word = ByteScan.Word(bits: bits)
      let byte = edges.randomElement()!
      #expect(word.equals(byte) == marks(bits) { $0 == byte }, "\(bits) \(byte)")
      let limit = UInt8.random(in: 0...0x80)
      #expect(word.isBelow(limit) == marks(bits) { $0 < limit }, "\(bits) \(limit)")
      #expect(word.mayBeUnseen == marks(bits) { (0xC2...0xE3).contains($0) || $0 >= 0xEF }, "\(bits)")
    }
  }

  /// What stands anywhere in a text is found, also behind the last whole word.
  @Test func theFirstIsFound() {
    for length in 0..<40 {
      for place in 0..<length {
        var bytes = [UInt8](repeating: 0x61, count: length)
        bytes[place] = 0x3C
        let found = bytes.withUnsafeBufferPointer {
          ByteScan.first(in: $0, from: 0, many: { $0.equals(0x3C) }, one: { $0 == 0x3C })
        }
        #expect(found == place)
      }
    }
  }
}
