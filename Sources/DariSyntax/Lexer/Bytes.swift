// Reading source as bytes: decoding scalars, white space, line ends.

/// The bytes of a file while it is parsed. Borrowed: valid only inside `withUnsafeBufferPointer`.
typealias Bytes = UnsafeBufferPointer<UInt8>

extension UInt8 {
  var isSpaceOrTab: Bool { self == 0x20 || self == 0x09 }
  /// Space, tab and carriage return: what may stand on a line without making it more than blank.
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  /// ASCII part of XID_Continue.
  var isWordByte: Bool { isLetter || isDigit || self == 0x5F }
}

extension UnsafeBufferPointer where Element == UInt8 {
  /// The byte, or 0 at or beyond `limit`.
  @inline(__always)
  func at(_ index: Int, _ limit: Int) -> UInt8 { index < limit ? self[index] : 0 }

  /// The scalar that begins at `index`, and its length in bytes; U+FFFD of length 1 where the bytes are
  /// no UTF-8.
  func scalar(at index: Int, limit: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let first = self[index]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first <= 0xF4, index + length <= limit else { return ("\u{FFFD}", 1) }
    var value = UInt32(first) & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F)
    for next in self[index + 1..<index + length] {
      guard next & 0xC0 == 0x80 else { return ("\u{FFFD}", 1) }
      value = value << 6 | UInt32(next & 0x3F)
    }
    let smallest: UInt32 = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80
    guard value >= smallest, let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", 1) }
    return (scalar, length)
  }

  /// Length of the white space at `index`, 0 if there is none: Unicode's White_Space and the four
  /// separators U+001C to U+001F, which is what Python's `str.strip` (and so Jinja) takes away.
  @inline(__always)
  func whitespaceLength(at index: Int, limit: Int) -> Int {
    let byte = self[index]
    if byte < 0x80 {
      return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || (byte >= 0x1C && byte <= 0x1F) ? 1 : 0
    }
    if byte != 0xC2 && byte != 0xE1 && byte != 0xE2 && byte != 0xE3 { return 0 }
    let (scalar, length) = scalar(at: index, limit: limit)
    switch scalar.value {
    case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return length
    default: return 0
    }
  }

  /// The first offset of `range` that is not white space, or its end.
  func skipWhitespace(_ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound {
      let length = whitespaceLength(at: index, limit: range.upperBound)
      if length == 0 { return index }
      index += length
    }
    return range.upperBound
  }

  /// The end of `range` without the white space at its end.
  func dropTrailingWhitespace(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound {
      var start = end - 1
      while start > range.lowerBound, self[start] & 0xC0 == 0x80 { start -= 1 }
      let length = whitespaceLength(at: start, limit: end)
      if length == 0 || start + length != end { return end }
      end = start
    }
    return end
  }

  func isWhitespace(_ range: Range<Int>) -> Bool { skipWhitespace(range) == range.upperBound }

  /// Where the line at `start` ends: before its LF or CR LF, and after.
  @inline(__always)
  func line(from start: Int, limit: Int) -> (end: Int, next: Int) {
    var index = start
    while index < limit, self[index] != 0x0A { index += 1 }
    let next = index < limit ? index + 1 : limit
    if index < limit, index > start, self[index - 1] == 0x0D { index -= 1 }
    return (index, next)
  }

  func matches(_ text: StaticString, at index: Int, limit: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index >= 0, index + count <= limit else { return false }
    let pointer = text.utf8Start
    for offset in 0..<count where self[index + offset] != pointer[offset] { return false }
    return true
  }

  func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
    range.count == text.utf8CodeUnitCount && matches(text, at: range.lowerBound, limit: range.upperBound)
  }

  /// The first place at or after `start` where `first` and `second` stand side by side, or nil.
  func find(_ first: UInt8, _ second: UInt8, from start: Int, limit: Int) -> Int? {
    var index = start
    while index + 1 < limit {
      if self[index] == first, self[index + 1] == second { return index }
      index += 1
    }
    return nil
  }

  func text(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }
}
