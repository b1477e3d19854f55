// What the beginning of a line is: an entry, a bullet, or neither.

/// How a line (or what follows a bullet) begins.
enum LineShape: Equatable {
  /// `key: …` or `key:`; the key ends at `end`.
  case key(end: Int, colon: Int)
  /// `key:value`, or a colon followed by a space that is no space to YAML.
  case tightColon(end: Int, colon: Int)
  /// `key：value`, U+FF1A.
  case wideColon(end: Int, colon: Int)
  /// `[a]: b`, `{ a: b }: c`, `? a`.
  case strangeKey
  case text

  /// A key, or what was meant for one.
  var isKey: Bool { self != .text }
}

extension TrapScanner {
  /// The shape of what begins at `start` and ends with its line.
  func shape(at start: Int) -> LineShape {
    let end = text.lines[text.line(at: start)].upperBound
    switch text[start] {
    case .quote, .apostrophe:
      guard let close = quoteEnd(at: start, before: end) else { return .text }
      return shape(ofColonAt: text.skipBlanks(close), keyEnd: close, lineEnd: end)
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      if text.matches("{{", at: start) { return .text }
      guard let close = bracketEnd(at: start, before: end) else { return .text }
      let colon = text.skipBlanks(close)
      return text[colon] == .colon && isBlankOrEnd(colon + 1, end) ? .strangeKey : .text
    case UInt8(ascii: "?") where isBlankOrEnd(start + 1, end): return .strangeKey
    case UInt8(ascii: "|"), UInt8(ascii: ">"): return .text
    default: return plainShape(from: start, end: end)
    }
  }

  private func shape(ofColonAt offset: Int, keyEnd: Int, lineEnd: Int) -> LineShape {
    if isWideColon(offset) { return .wideColon(end: keyEnd, colon: offset) }
    guard offset < lineEnd, text[offset] == .colon else { return .text }
    return isBlankOrEnd(offset + 1, lineEnd)
      ? .key(end: keyEnd, colon: offset) : .tightColon(end: keyEnd, colon: offset)
  }

  private func plainShape(from start: Int, end: Int) -> LineShape {
    var tight: Int?
    var wide: Int?
    var offset = start
    while offset < end {
      let byte = text[offset]
      if byte == .hash, offset > start, text[offset - 1].isBlank { break }
      if byte == .colon {
        if isBlankOrEnd(offset + 1, end) {
          if let wide, isWord(start..<wide) { return .wideColon(end: trimmed(start, wide), colon: wide) }
          if let tight { return .tightColon(end: trimmed(start, tight), colon: tight) }
          let keyEnd = trimmed(start, offset)
          return keyEnd == start ? .text : .key(end: keyEnd, colon: offset)
        }
        if tight == nil, wide == nil, isTightKey(start, colon: offset) { tight = offset }
      } else if wide == nil, isWideColon(offset) {
        wide = offset
      }
      offset += 1
    }
    if let wide, wide < tight ?? end, wide > start {
      return .wideColon(end: trimmed(start, wide), colon: wide)
    }
    if let tight { return .tightColon(end: trimmed(start, tight), colon: tight) }
    return .text
  }

  /// `name:하루` is a key without its space; `https://…`, `brand::voice` and `10:30` are not.
  private func isTightKey(_ start: Int, colon: Int) -> Bool {
    let next = text[colon + 1]
    return isWord(start..<colon) && next != .colon && next != UInt8(ascii: "/")
  }

  /// One word that does not begin with a digit or a hyphen; white space behind it does not count.
  func isWord(_ range: Range<Int>) -> Bool {
    let end = trimmed(range.lowerBound, range.upperBound)
    guard end > range.lowerBound else { return false }
    let first = text[range.lowerBound]
    return !first.isDigit && first != .hyphen && (range.lowerBound..<end).allSatisfy { text[$0].isKeyByte }
  }

  func trimmed(_ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start, text[end - 1].isBlank { end -= 1 }
    return end
  }

  /// `：`
  func isWideColon(_ offset: Int) -> Bool { isCharacter(0xEF, 0xBC, 0x9A, at: offset) }
  /// `，`
  func isWideComma(_ offset: Int) -> Bool { isCharacter(0xEF, 0xBC, 0x8C, at: offset) }

  func isCharacter(_ a: UInt8, _ b: UInt8, _ c: UInt8, at offset: Int) -> Bool {
    text[offset] == a && text[offset + 1] == b && text[offset + 2] == c
  }

  func isBlankOrEnd(_ offset: Int, _ end: Int) -> Bool { offset >= end || text[offset].isBlank }

  /// Behind the closing quote, if it stands before `end`.
  func quoteEnd(at start: Int, before end: Int) -> Int? {
    let mark = text[start]
    var offset = start + 1
    while offset < end {
      if text[offset] == .backslash, mark == .quote {
        offset += 2
      } else if text[offset] == mark {
        if mark == .apostrophe, offset + 1 < end, text[offset + 1] == mark {
          offset += 2
        } else {
          return offset + 1
        }
      } else {
        offset += 1
      }
    }
    return nil
  }

  /// Behind the bracket that closes the one at `start`, if it stands before `end`. Quotes are passed over.
  func bracketEnd(at start: Int, before end: Int) -> Int? {
    var depth = 0
    var offset = start
    while offset < end {
      let byte = text[offset]
      if byte.isOpener { depth += 1 }
      if byte.isCloser {
        depth -= 1
        if depth == 0 { return offset + 1 }
      }
      let opensQuote = byte == .quote || byte == .apostrophe
      if opensQuote, !text[offset - 1].isKeyByte, let close = quoteEnd(at: offset, before: end) {
        offset = close
      } else {
        offset += 1
      }
    }
    return nil
  }

  // MARK: Bullets

  /// `- ` as YAML wants it.
  func isBullet(_ offset: Int) -> Bool {
    text[offset] == .hyphen && text[offset + 1].isBlankOrEnd
  }

  /// What people write for a bullet: `-item`, `* item`, `• item`. The range is what a `- ` should replace.
  func looseBullet(at offset: Int) -> Range<Int>? {
    if isBullet(offset) { return nil }
    if text[offset] == .hyphen, text[offset + 1] != .hyphen {
      return offset..<offset + 1 + text.whiteSpaceWidth(at: offset + 1)
    }
    if text[offset] == UInt8(ascii: "*"), text[offset + 1].isBlank {
      return offset..<text.skipBlanks(offset + 1)
    }
    if isCharacter(0xE2, 0x80, 0xA2, at: offset) { return offset..<text.skipBlanks(offset + 3) }
    return nil
  }

  /// The next line at this column; deeper and blank lines and comments are passed over. Nil if the block ends
  /// before.
  func sibling(of line: Int, column: Int) -> Int? {
    var next = line + 1
    while next < text.lines.count {
      if !text.isEmpty(next), !text.isComment(next), !hasOddIndentation(next) {
        let spaces = text.spaces(next)
        if spaces == column { return next }
        if spaces < column { return nil }
      }
      next += 1
    }
    return nil
  }
}
