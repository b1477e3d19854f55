// Where bytes stop being UTF-8.

package enum ValidUTF8 {
  /// Offset of the first byte that belongs to no well-formed sequence (Unicode 15, table 3-7);
  /// nil if all is well. ASCII goes eight bytes at a time.
  package static func firstInvalid(_ bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBytes { firstInvalid($0) }
  }

  package static func firstInvalid(_ bytes: UnsafeRawBufferPointer) -> Int? {
    var index = 0
    let count = bytes.count
    while index < count {
      if index + 8 <= count,
        bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        index += 8
        continue
      }
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      let length = sequenceLength(lead)
      if length == 0 || index + length > count { return index }
      if !secondRange(lead).contains(bytes[index + 1]) { return index }
      for offset in 2..<max(2, length) where bytes[index + offset] & 0xC0 != 0x80 { return index }
      index += length
    }
    return nil
  }

  private static func sequenceLength(_ lead: UInt8) -> Int {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 0
    }
  }

  /// The second byte keeps out overlong forms, surrogates, and what lies past U+10FFFF.
  private static func secondRange(_ lead: UInt8) -> ClosedRange<UInt8> {
    switch lead {
    case 0xE0: 0xA0...0xBF
    case 0xED: 0x80...0x9F
    case 0xF0: 0x90...0xBF
    case 0xF4: 0x80...0x8F
    default: 0x80...0xBF
    }
  }
}
