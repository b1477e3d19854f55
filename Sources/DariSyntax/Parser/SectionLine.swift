// Whether a line opens a section, or nearly does.

import DariBase

/// A line that opens a section.
struct SectionLine {
  var word: SectionWord
  /// `@user` as it is written; `＠usr` for a near miss.
  var written: Range<Int>
  /// Of a near miss: what should be replaced by what.
  var miss: (shown: Range<Int>, by: String)?
}

extension UnsafeBufferPointer where Element == UInt8 {
  /// `＠`, U+FF20.
  func isFullWidthAt(_ index: Int, _ limit: Int) -> Bool {
    self.at(index, limit) == 0xEF && self.at(index + 1, limit) == 0xBC && self.at(index + 2, limit) == 0xA0
  }

  /// A section word at `start`, followed by white space, a colon or the end of the line at `end`.
  func sectionLine(at start: Int, end: Int) -> SectionLine? {
    guard self.at(start, end) == UInt8(ascii: "@") else { return nil }
    var wordEnd = start + 1
    while wordEnd < end, wordEnd - start <= 10, self[wordEnd].isLetter { wordEnd += 1 }
    guard wordEnd >= start + 3, endsSectionWord(wordEnd, end) else { return nil }
    return sectionWord(start + 1..<wordEnd).map { SectionLine(word: $0, written: start..<wordEnd) }
  }

  func endsSectionWord(_ index: Int, _ end: Int) -> Bool {
    index >= end || self[index].isBlank || self[index] == UInt8(ascii: ":") || isFullWidthColon(index, end)
  }

  private func isFullWidthColon(_ index: Int, _ end: Int) -> Bool {
    self.at(index, end) == 0xEF && self.at(index + 1, end) == 0xBC && self.at(index + 2, end) == 0x9A
  }

  private func sectionWord(_ range: Range<Int>) -> SectionWord? {
    switch self[range.lowerBound] {
    case UInt8(ascii: "a"): equals(range, "assistant") ? .assistant : equals(range, "again") ? .again : nil
    case UInt8(ascii: "c"): equals(range, "check") ? .check : nil
    case UInt8(ascii: "d"): equals(range, "do") ? .do : nil
    case UInt8(ascii: "i"): equals(range, "input") ? .input : nil
    case UInt8(ascii: "n"): equals(range, "note") ? .note : nil
    case UInt8(ascii: "s"):
      equals(range, "step")
        ? .step : equals(range, "system") ? .system : equals(range, "snippet") ? .snippet : nil
    case UInt8(ascii: "t"): equals(range, "type") ? .type : equals(range, "text") ? .text : nil
    case UInt8(ascii: "u"): equals(range, "user") ? .user : nil
    case UInt8(ascii: "v"): equals(range, "value") ? .value : nil
    case UInt8(ascii: "w"): equals(range, "why") ? .why : nil
    default: nil
    }
  }
}

/// A line that opens or closes a fence, as CommonMark has them.
struct FenceLine {
  var marker: UInt8
  var length: Int
  /// Only an opening fence may be followed by text.
  var hasInfo: Bool
}

extension UnsafeBufferPointer where Element == UInt8 {
  /// The fence on a line, if there is one.
  /// - Parameter opens: then signs of lists may stand before it: `- `, `1. `.
  func fenceLine(at start: Int, end: Int, opens: Bool = false) -> FenceLine? {
    var index = start
    while index < end {
      if self[index] == 0x20 || self[index] == 0x09 || self[index] == UInt8(ascii: ">") {
        index += 1
      } else if opens, let width = ListSign.width(at: index, in: self, end: end) {
        index += width
      } else {
        break
      }
    }
    let marker = self.at(index, end)
    guard marker == UInt8(ascii: "`") || marker == UInt8(ascii: "~") else { return nil }
    let first = index
    while index < end, self[index] == marker { index += 1 }
    guard index - first >= 3 else { return nil }
    let hasInfo = !isWhitespace(index..<end)
    if hasInfo, marker == UInt8(ascii: "`"), self[index..<end].contains(marker) { return nil }
    return FenceLine(marker: marker, length: index - first, hasInfo: hasInfo)
  }
}
