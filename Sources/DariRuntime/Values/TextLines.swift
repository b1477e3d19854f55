// Where a line ends, and what counts as white space: Python's rules, which Jinja's filters follow.

/// One rule for the whole language: a `line` has no line break, `lines` and `indent` break where one is.
package enum TextLines {
  /// LF, VT, FF, CR, the three separators of ASCII above the unit, NEL, LINE and PARAGRAPH SEPARATOR
  /// (`str.splitlines`).
  package static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  package static func hasBreak(_ text: String) -> Bool {
    text.utf8.count > 0 && next(in: Array(text.utf8), from: 0) != nil
  }

  /// The next break at or after `start`; CR LF is one.
  static func next(in bytes: [UInt8], from start: Int) -> Range<Int>? {
    bytes.withUnsafeBufferPointer { bytes in
      var index = start
      while index < bytes.count {
        switch bytes[index] {
        case 0x0D where index + 1 < bytes.count && bytes[index + 1] == 0x0A: return index..<index + 2
        case 0x0A...0x0D, 0x1C...0x1E: return index..<index + 1
        case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0x85: return index..<index + 2
        case 0xE2
        where index + 2 < bytes.count && bytes[index + 1] == 0x80 && (0xA8...0xA9).contains(bytes[index + 2]):
          return index..<index + 3
        default: index += 1
        }
      }
      return nil
    }
  }

  /// The lines, each with its break (empty for a last line without one). A break at the very end opens no new
  /// line.
  static func lines(of bytes: [UInt8]) -> [(line: Range<Int>, lineBreak: Range<Int>)] {
    var result: [(line: Range<Int>, lineBreak: Range<Int>)] = []
    var start = 0
    while let found = next(in: bytes, from: start) {
      result.append((start..<found.lowerBound, found))
      start = found.upperBound
    }
    if start < bytes.count { result.append((start..<bytes.count, bytes.count..<bytes.count)) }
    return result
  }
}

enum WhiteSpace {
  /// As Python's `str.isspace`: what separates words or lines by its direction class, and all spaces.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
      0x3000:
      true
    default: false
    }
  }
}
