// Characters that nobody sees: what they are, and where they belong to a text all the same.

/// Default_Ignorable_Code_Point and the marks of direction (Unicode 15, UAX 44, UAX 9), with the joiners and selectors that
/// emoji and some scripts cannot do without (UTS 51, UAX 31 section 2.3).
enum UnseenScalars {
  /// The scalar at a place of valid UTF-8, and its bytes. Of what is no UTF-8, one byte.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> (scalar: UInt32, size: Int) {
    let first = UInt32(bytes[index])
    func part(_ offset: Int) -> UInt32 { UInt32(bytes[index + offset] & 0x3F) }
    switch first {
    case 0xC0..<0xE0 where index + 1 < bytes.count: return ((first & 0x1F) << 6 | part(1), 2)
    case 0xE0..<0xF0 where index + 2 < bytes.count: return ((first & 0x0F) << 12 | part(1) << 6 | part(2), 3)
    case 0xF0..<0xF8 where index + 3 < bytes.count:
      return ((first & 0x07) << 18 | part(1) << 12 | part(2) << 6 | part(3), 4)
    default: return (first, 1)
    }
  }

  /// Default-ignorable, or a separator of lines that JavaScript takes for a line break.
  static func isHidden(_ scalar: UInt32) -> Bool {
    if scalar == 0x2028 || scalar == 0x2029 || (0x80..<0xA0).contains(scalar) { return true }
    return isIgnorable(scalar) || isNoncharacter(scalar)
  }

  static func isIgnorable(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200F,
      0x202A...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFF8,
      0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  /// For good no character (Unicode, section 23.7); U+FFFE and U+FFFF are not allowed in XML.
  static func isNoncharacter(_ scalar: UInt32) -> Bool {
    scalar & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar)
  }

  static func isTag(_ scalar: UInt32) -> Bool { (0xE0020...0xE007F).contains(scalar) }

  /// Letters and marks of Arabic, Syriac, the scripts of India and South-East Asia, and Mongolian: joiners there choose
  /// between forms of words.
  static func needsJoiners(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x620...0x8FF, 0x900...0xDFF, 0xF00...0x109F, 0x1780...0x17D3, 0x1807, 0x1820...0x18AA,
      0x1900...0x1AAF,
      0x1B00...0x1C4F, 0xA840...0xA877, 0xA8E0...0xA8FF, 0xA980...0xAADF, 0xABC0...0xABFF, 0xFB50...0xFDCF,
      0xFDF0...0xFDFF, 0xFE70...0xFEFC, 0x10D00...0x10D3F, 0x11000...0x11FFF:
      true
    default: false
    }
  }

  static func isMongolian(_ scalar: UInt32) -> Bool { (0x1807...0x18AA).contains(scalar) }

  static func isHan(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  /// A picture, or one of the signs that make one with a selector or a keycap.
  static func isEmoji(_ scalar: UInt32) -> Bool {
    scalar > 0x7F && Unicode.Scalar(scalar)?.properties.isEmoji == true
  }
}
