// The bytes that are scanned and then parsed: a copy in which what must not be read is white space.

import DariBase

/// Bytes of a part of a file, with its lines. Offsets are local to the part. Patches keep every length; only
/// hidden characters are taken out, and `gaps` remembers where.
struct ScanText {
  let file: SourceFile
  let base: Int
  private(set) var bytes: [UInt8]
  private(set) var lines: [Range<Int>] = []
  /// From the local offset on, `removed` bytes of the file are missing before. Sorted.
  private var gaps: [(local: Int, removed: Int)] = []

  /// A byte order mark at the beginning of the file is left out.
  init(_ file: SourceFile, range: Range<Int>, blanked: [Range<Int>]) {
    var range = range.clamped(to: 0..<file.bytes.count)
    if range.lowerBound == 0, file.bytes[range].starts(with: [0xEF, 0xBB, 0xBF]) {
      range = 3..<range.upperBound
    }
    self.file = file
    base = range.lowerBound
    bytes = Array(file.bytes[range])
    for blank in blanked {
      let blank = blank.clamped(to: range)
      blankOut(blank.lowerBound - base..<blank.upperBound - base)
    }
    findLines()
  }

  private mutating func findLines() {
    lines = []
    var start = 0
    for index in bytes.indices where bytes[index] == .lineFeed {
      let end = index > start && bytes[index - 1] == .carriageReturn ? index - 1 : index
      lines.append(start..<end)
      start = index + 1
    }
    lines.append(start..<bytes.count)
  }

  /// The byte, or 0 behind the end.
  subscript(_ offset: Int) -> UInt8 { offset >= 0 && offset < bytes.count ? bytes[offset] : 0 }

  /// The place in the file of a local offset.
  func fileOffset(_ local: Int) -> Int {
    var low = 0
    var high = gaps.count
    while low < high {
      let middle = (low + high) / 2
      if gaps[middle].local <= local { low = middle + 1 } else { high = middle }
    }
    return base + local + (low == 0 ? 0 : gaps[low - 1].removed)
  }

  func span(_ range: Range<Int>) -> SourceSpan {
    file.span(fileOffset(range.lowerBound)..<fileOffset(range.upperBound))
  }

  /// The author's text, whatever has been patched since.
  func source(_ range: Range<Int>) -> String { file.text(span(range)) }

  /// The author's text for a message: its first line, at most 40 characters of it.
  func words(_ range: Range<Int>) -> String {
    var result = ""
    var count = 0
    for scalar in source(range).unicodeScalars {
      if scalar == "\n" || scalar == "\r" || count == 40 { return result + "…" }
      result.unicodeScalars.append(scalar)
      count += 1
    }
    return result
  }

  /// White space of the same length; line breaks stay, so that the other lines keep their places.
  mutating func blankOut(_ range: Range<Int>) {
    for index in range.clamped(to: 0..<bytes.count) where !bytes[index].isLineBreak { bytes[index] = .space }
  }

  /// Spaces for every byte; a carriage return that breaks no line included.
  mutating func blankOutEverything(_ range: Range<Int>) {
    for index in range { bytes[index] = .space }
  }

  /// Takes ranges out of the text; sorted, without overlap. Once, before anything is read.
  mutating func remove(_ ranges: [Range<Int>]) {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var last = 0
    var removed = 0
    for range in ranges {
      kept += bytes[last..<range.lowerBound]
      removed += range.count
      gaps.append((kept.count, removed))
      last = range.upperBound
    }
    bytes = kept + bytes[last...]
    findLines()
  }

  mutating func replace(at offset: Int, with new: [UInt8]) {
    for (index, byte) in new.enumerated() { bytes[offset + index] = byte }
  }

  // MARK: Lines

  /// Where the line after `line` begins, its predecessor's line break passed.
  func lineStart(_ line: Int) -> Int { line < lines.count ? lines[line].lowerBound : bytes.count }

  /// The line that an offset lies on. Binary search.
  func line(at offset: Int) -> Int {
    var low = 0
    var high = lines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle].lowerBound <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Spaces at the beginning of a line: what YAML takes for its indentation.
  func spaces(_ line: Int) -> Int {
    var offset = lines[line].lowerBound
    while self[offset] == .space, offset < lines[line].upperBound { offset += 1 }
    return offset - lines[line].lowerBound
  }

  /// The first offset of a line that is no white space to a person: tabs, no-break and full-width spaces count.
  func contentStart(_ line: Int) -> Int {
    var offset = lines[line].lowerBound
    let end = lines[line].upperBound
    while offset < end {
      let width = whiteSpaceWidth(at: offset)
      if width == 0 { break }
      offset += width
    }
    return offset
  }

  /// The end of a line without the white space before its break.
  func trimmedEnd(_ line: Int, from start: Int? = nil) -> Int {
    let start = start ?? lines[line].lowerBound
    var end = max(lines[line].upperBound, start)
    while end > start, self[end - 1].isBlank { end -= 1 }
    return end
  }

  /// A line without the white space at both ends; empty where nothing else is there.
  func contentRange(_ line: Int) -> Range<Int> {
    let start = contentStart(line)
    return start..<max(start, trimmedEnd(line))
  }

  func isEmpty(_ line: Int) -> Bool { contentStart(line) == lines[line].upperBound }
  func isComment(_ line: Int) -> Bool { self[contentStart(line)] == .hash }

  /// Bytes of the white space at an offset: 1 for space and tab, 2 for a no-break, 3 for a full-width space.
  func whiteSpaceWidth(at offset: Int) -> Int {
    switch self[offset] {
    case .space, .tab: 1
    case 0xC2 where self[offset + 1] == 0xA0: 2
    case 0xE3 where self[offset + 1] == 0x80 && self[offset + 2] == 0x80: 3
    default: 0
    }
  }

  func skipBlanks(_ offset: Int) -> Int {
    var offset = offset
    while self[offset].isBlank { offset += 1 }
    return offset
  }

  func matches(_ word: StaticString, at offset: Int) -> Bool {
    for index in 0..<word.utf8CodeUnitCount where self[offset + index] != word.utf8Start[index] {
      return false
    }
    return true
  }
}

extension UInt8 {
  static let space: UInt8 = 0x20
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let hash = UInt8(ascii: "#")
  static let colon = UInt8(ascii: ":")
  static let hyphen = UInt8(ascii: "-")
  static let comma = UInt8(ascii: ",")
  static let quote = UInt8(ascii: "\"")
  static let apostrophe = UInt8(ascii: "'")
  static let backslash = UInt8(ascii: "\\")

  var isBlank: Bool { self == .space || self == .tab }
  var isLineBreak: Bool { self == .lineFeed || self == .carriageReturn }
  /// White space, a line break, or the end of the text.
  var isBlankOrEnd: Bool { isBlank || isLineBreak || self == 0 }
  var isOpener: Bool { self == UInt8(ascii: "[") || self == UInt8(ascii: "{") }
  var isCloser: Bool { self == UInt8(ascii: "]") || self == UInt8(ascii: "}") }
  var isFlowIndicator: Bool { isOpener || isCloser || self == .comma }
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  /// A letter, digit, `_`, `-`, or any byte of a character outside ASCII: what keys are made of.
  var isKeyByte: Bool {
    isDigit || self >= 0x80 || self == .hyphen || self == UInt8(ascii: "_")
      || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z"))
  }
  var string: String { String(UnicodeScalar(self)) }
}
