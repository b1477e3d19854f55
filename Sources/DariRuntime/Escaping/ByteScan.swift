// Looks for bytes that need something done, eight at a time: most values need nothing.

enum ByteScan {
  /// Eight bytes as one number. Each test gives the high bit of every byte that passes it, and no other bit.
  ///
  /// Sean Anderson's "Bit Twiddling Hacks" (determine if a word has a byte less than n), in the form without borrows, so that
  /// no byte answers for its neighbour. Measured: Swift's own `SIMD16<UInt8>` compares lane by lane and takes twenty times as
  /// long.
  struct Word {
    let bits: UInt64

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let high: UInt64 = 0x8080_8080_8080_8080
    private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

    @inline(__always)
    func equals(_ byte: UInt8) -> UInt64 {
      let other = bits ^ (Self.ones &* UInt64(byte))
      return ~(((other & Self.low) &+ Self.low) | other) & Self.high
    }

    /// - Parameter byte: at most 0x80.
    @inline(__always)
    func isBelow(_ byte: UInt8) -> UInt64 {
      let sum = (bits & Self.low) &+ Self.ones &* UInt64(0x80 - byte)
      return ~(sum | bits) & Self.high
    }

    /// Bytes that a scalar which nobody sees may begin with: C2 to E3, EF and above. Hangul syllables begin with EA to ED.
    @inline(__always)
    var mayBeUnseen: UInt64 {
      let seven = bits & Self.low
      let fromC2 = seven &+ Self.ones &* 0x3E
      let fromE4 = seven &+ Self.ones &* 0x1C
      let fromEF = seven &+ Self.ones &* 0x11
      return ((fromC2 & ~fromE4) | fromEF) & bits & Self.high
    }
  }

  /// The first byte at or after `start` that `one` says true of; `many` says the same of eight at once, or a little more
  /// often.
  @inline(__always)
  static func first(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, many: (Word) -> UInt64, one: (UInt8) -> Bool
  ) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let raw = UnsafeRawPointer(base)
    let count = bytes.count
    var index = start
    while index &+ 8 <= count {
      let word = Word(bits: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      if many(word) != 0 {
        for offset in index..<index + 8 where one(bytes[offset]) { return offset }
      }
      index &+= 8
    }
    while index < count {
      if one(bytes[index]) { return index }
      index += 1
    }
    return nil
  }
}
