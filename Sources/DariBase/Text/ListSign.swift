// The sign that begins an item of a list in Markdown.

/// `- `, `* `, `+ `, `1. `, `12) ` (CommonMark 0.31, section 5.2).
package enum ListSign {
  /// The width of the sign at a byte, with its space; nil if there is none.
  package static func width(
    at start: Int, in bytes: UnsafeBufferPointer<UInt8>, end: Int
  ) -> Int? {
    guard start < end else { return nil }
    var index = start
    switch bytes[index] {
    case 0x2D, 0x2A, 0x2B: index += 1
    case 0x30...0x39:
      while index < end, index - start < 9, (0x30...0x39).contains(bytes[index]) { index += 1 }
      guard index < end, bytes[index] == 0x2E || bytes[index] == 0x29 else { return nil }
      index += 1
    default: return nil
    }
    return index < end && bytes[index] == 0x20 ? index + 1 - start : nil
  }
}
