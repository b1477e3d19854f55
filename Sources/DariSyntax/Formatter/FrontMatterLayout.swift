// Lays out the entries of front matter, as far as that can be done without reading YAML.

import DariBase

/// Entries of one line get one form: `key: value`, lists in brackets as `[a, b]`, two spaces before a comment. What
/// goes over several lines keeps its form, because white space in it may be text; where a text in quotes goes over
/// several lines, all that follows stays as it is.
struct FrontMatterLayout {
  let bytes: Bytes
  private(set) var writer: LayoutWriter
  private var lines: [Line] = []

  private struct Line {
    var start: Int
    /// Without the line break.
    var end: Int
    /// Without white space at its end.
    var contentEnd: Int

    var content: Range<Int> { start..<contentEnd }
    var isBlank: Bool { contentEnd == start }
  }

  init(_ bytes: Bytes, _ writer: LayoutWriter) {
    self.bytes = bytes
    self.writer = writer
  }

  /// `range` is whole lines, and ends where the closing `---` begins.
  mutating func layOut(_ range: Range<Int>) {
    readLines(range)
    var line = 0
    var isFirst = true
    while line < lines.count {
      if lines[line].isBlank {
        line += 1
        continue
      }
      // Blank lines that may be text have been kept already.
      if writer.position < lines[line].start { writer.put(isFirst ? "" : "\n", to: lines[line].start) }
      isFirst = false
      if bytes[lines[line].start] == UInt8(ascii: "#") {
        keepLine(line)
        line += 1
      } else if let key = key(of: lines[line]), let next = layOutEntry(line, key) {
        line = next
      } else {
        writer.keepText(to: range.upperBound)
        return
      }
    }
    writer.put("", to: range.upperBound)
  }

  private mutating func readLines(_ range: Range<Int>) {
    var start = range.lowerBound
    while start < range.upperBound {
      let (end, next) = bytes.line(from: start, limit: range.upperBound)
      var contentEnd = end
      while contentEnd > start, bytes[contentEnd - 1].isSpaceOrTab { contentEnd -= 1 }
      lines.append(Line(start: start, end: end, contentEnd: contentEnd))
      start = next
    }
  }

  /// The line without white space at its end.
  private mutating func keepLine(_ index: Int) {
    writer.keep(to: lines[index].contentEnd)
    endLine(index)
  }

  private mutating func endLine(_ index: Int) {
    writer.breakLine(to: index + 1 < lines.count ? lines[index + 1].start : nextStart(lines[index]))
  }

  private func nextStart(_ line: Line) -> Int { bytes.line(from: line.end, limit: bytes.count).next }

  // MARK: Entries

  private struct Key {
    var end: Int
    /// From behind the colon.
    var value: Range<Int>
  }

  /// `key:` at the start of a line, spaces between allowed.
  private func key(of line: Line) -> Key? {
    var end = line.start
    while end < line.contentEnd,
      bytes[end].isWordByte || bytes[end] >= 0x80 || bytes[end] == UInt8(ascii: "-")
    {
      end += 1
    }
    var colon = end
    while colon < line.contentEnd, bytes[colon] == 0x20 { colon += 1 }
    guard end > line.start, bytes.at(colon, line.contentEnd) == UInt8(ascii: ":") else { return nil }
    var start = colon + 1
    while start < line.contentEnd, bytes[start] == 0x20 { start += 1 }
    guard start > colon + 1 || start == line.contentEnd else { return nil }
    return Key(end: end, value: start..<line.contentEnd)
  }

  /// Lays out the entry that begins at a line; the line after it, or nil if where it ends is not certain.
  private mutating func layOutEntry(_ first: Int, _ key: Key) -> Int? {
    let next = endOfEntry(first, key)
    let value = key.value
    let opener = bytes.at(value.lowerBound, value.upperBound)
    let isText = !value.isEmpty && !Self.beginsQuoteOrFlow(opener)
    if !isText, (first..<next).contains(where: { hasOpenQuote(lines[$0].content) }) { return nil }
    let isBlock = next > first + 1 && (first..<next).contains { holdsBlockSign(lines[$0].content) }
    // A `#` would be a comment with a space more before it, or a value with a space less.
    if opener == UInt8(ascii: "#") {
      keepLine(first)
    } else {
      writer.keep(to: key.end)
      writer.put(value.isEmpty ? ":" : ": ", to: value.lowerBound)
      if next == first + 1 { layOutValue(value) } else { writer.keep(to: value.upperBound) }
      endLine(first)
    }
    for line in first + 1..<max(first + 1, next) {
      if isBlock {
        writer.keepText(to: line + 1 < lines.count ? lines[line + 1].start : nextStart(lines[line]))
      } else {
        keepLine(line)
      }
    }
    return next
  }

  /// The line after the last that belongs to an entry: those that are indented, items, and closing brackets. Blank
  /// lines at the end belong to it where they may be text.
  private func endOfEntry(_ first: Int, _ key: Key) -> Int {
    var next = first + 1
    var end = next
    while next < lines.count {
      if !lines[next].isBlank {
        guard continues(lines[next]) else { break }
        end = next + 1
      }
      next += 1
    }
    let opener = bytes.at(key.value.lowerBound, key.value.upperBound)
    if opener == UInt8(ascii: "|") || opener == UInt8(ascii: ">") { return next }
    return (first..<end).contains { holdsBlockSign(lines[$0].content) } && end > first + 1 ? next : end
  }

  private func continues(_ line: Line) -> Bool {
    let byte = bytes[line.start]
    return byte.isSpaceOrTab || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
      || (byte == UInt8(ascii: "-") && (line.contentEnd == line.start + 1 || bytes[line.start + 1] == 0x20))
  }

  private func holdsBlockSign(_ range: Range<Int>) -> Bool {
    bytes[range].contains { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: ">") }
  }

  /// A quote behind a backslash is not counted: it may be text, and then the text goes on.
  private func hasOpenQuote(_ range: Range<Int>) -> Bool {
    [UInt8(ascii: "\""), UInt8(ascii: "'")].contains { quote in
      range.count { bytes[$0] == quote && ($0 == range.lowerBound || bytes[$0 - 1] != 0x5C) } % 2 == 1
    }
  }

  private static func beginsQuoteOrFlow(_ byte: UInt8) -> Bool {
    [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "["), UInt8(ascii: "{")].contains(byte)
  }

  // MARK: Values of one line

  private mutating func layOutValue(_ value: Range<Int>) {
    let comment = comment(in: value)
    var end = comment ?? value.upperBound
    while end > value.lowerBound, bytes[end - 1].isSpaceOrTab { end -= 1 }
    let gap = end..<(comment ?? end)
    // One space, or a tab, makes no comment; that is an error which is told elsewhere.
    if gap.count == 1 || bytes[gap].contains(0x09) {
      writer.keep(to: value.upperBound)
      return
    }
    if let items = flowItems(value.lowerBound..<end) {
      writer.put(
        [UInt8(ascii: "[")] + Array(items.joined(separator: ", ".utf8)) + [UInt8(ascii: "]")], to: end)
    } else {
      writer.keep(to: end)
    }
    if let comment { writer.put("  ", to: comment) }
    writer.keep(to: value.upperBound)
  }

  /// The first `#` after white space, outside of quotes.
  private func comment(in value: Range<Int>) -> Int? {
    var quote: UInt8 = 0
    let knowsQuotes = Self.beginsQuoteOrFlow(bytes.at(value.lowerBound, value.upperBound))
    for index in value {
      let byte = bytes[index]
      if quote != 0 {
        if byte == quote, quote == UInt8(ascii: "'") || bytes[index - 1] != 0x5C { quote = 0 }
      } else if knowsQuotes, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "#"), index > value.lowerBound, bytes[index - 1].isSpaceOrTab {
        return index
      }
    }
    return nil
  }

  /// The items of `[a, "b c"]`, if all are plain words or simple texts in quotes.
  private func flowItems(_ value: Range<Int>) -> [Slice<Bytes>]? {
    guard value.count >= 2, bytes[value.lowerBound] == UInt8(ascii: "["),
      bytes[value.upperBound - 1] == UInt8(ascii: "]")
    else { return nil }
    let inner = value.lowerBound + 1..<value.upperBound - 1
    if bytes[inner].allSatisfy({ $0 == 0x20 }) { return [] }
    var items: [Slice<Bytes>] = []
    for part in bytes[inner].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      var start = part.startIndex
      var end = part.endIndex
      while start < end, bytes[start] == 0x20 { start += 1 }
      while end > start, bytes[end - 1] == 0x20 { end -= 1 }
      guard isPlainItem(start..<end) || isQuotedItem(start..<end) else { return nil }
      items.append(bytes[start..<end])
    }
    return items
  }

  private func isPlainItem(_ range: Range<Int>) -> Bool {
    !range.isEmpty
      && bytes[range].allSatisfy { $0.isWordByte || $0 >= 0x80 || $0 == 0x20 || $0 == UInt8(ascii: "-") }
      && bytes[range.lowerBound] != UInt8(ascii: "-")
  }

  private func isQuotedItem(_ range: Range<Int>) -> Bool {
    guard range.count >= 2, let quote = bytes[range].first,
      quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      bytes[range.upperBound - 1] == quote
    else { return false }
    return bytes[range.lowerBound + 1..<range.upperBound - 1].allSatisfy {
      $0 != quote && $0 != 0x5C && $0 >= 0x20
    }
  }
}
