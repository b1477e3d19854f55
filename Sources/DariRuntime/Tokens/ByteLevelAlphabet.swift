// The letters that a byte-level vocabulary writes bytes with: GPT-2's way to have a visible character for
// each of the 256.

/// Printable bytes stand for themselves (as Latin-1), the others for U+0100 and on, in their order: a space is
/// `Ġ`, a line break `Ċ`.
enum ByteLevelAlphabet {
  static let scalars: [UInt32] = {
    var scalars = Array(repeating: UInt32(0), count: 256)
    var next: UInt32 = 0x100
    for byte in UInt32(0)...255 {
      if isPrintable(byte) {
        scalars[Int(byte)] = byte
      } else {
        scalars[Int(byte)] = next
        next += 1
      }
    }
    return scalars
  }()

  private static func isPrintable(_ byte: UInt32) -> Bool {
    0x21...0x7E ~= byte || 0xA1...0xAC ~= byte || 0xAE...0xFF ~= byte
  }

  private static let bytes: [Int16] = {
    var bytes = Array(repeating: Int16(-1), count: 0x144)
    for (byte, scalar) in scalars.enumerated() { bytes[Int(scalar)] = Int16(byte) }
    return bytes
  }()

  /// The bytes that a key of the vocabulary writes; false if it is none (an added token with other letters).
  static func decode(_ key: String, into output: inout [UInt8]) -> Bool {
    output.removeAll(keepingCapacity: true)
    for scalar in key.unicodeScalars {
      guard scalar.value < 0x144, bytes[Int(scalar.value)] >= 0 else { return false }
      output.append(UInt8(bytes[Int(scalar.value)]))
    }
    return true
  }
}
