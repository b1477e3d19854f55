// Looks for bytes that need something done, sixteen at a time: most values need nothing.

enum ByteScan {
  typealias Lane = SIMD16<UInt8>
  typealias Mask = SIMDMask<SIMD16<Int8>>

  /// The first byte at or after `start` that `one` says true of; `many` says the same of sixteen at once, or a little more
  /// often.
  @inline(__always)
  static func first(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, many: (Lane) -> Mask, one: (UInt8) -> Bool
  ) -> Int? {
    var index = start
    guard let base = bytes.baseAddress else { return nil }
    let raw = UnsafeRawPointer(base)
    while index + 16 <= bytes.count {
      let lane = raw.loadUnaligned(fromByteOffset: index, as: Lane.self)
      if any(many(lane)) {
        for offset in index..<index + 16 where one(bytes[offset]) { return offset }
      }
      index += 16
    }
    while index < bytes.count {
      if one(bytes[index]) { return index }
      index += 1
    }
    return nil
  }
}
