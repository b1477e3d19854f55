// Values on a line: plain text, quoted text, and the blocks of text under `|` and `>`.

import DariBase

extension TrapScanner {
  /// Scans a value that begins at `start`, and leaves `line` behind it. Returns whether it is a text that would
  /// have gone on with the next line.
  @discardableResult
  mutating func scanInline(at start: Int, in parent: Parent) throws(Unreadable) -> Bool {
    if let trap = startTrap(at: start, inFlow: false) {
      report(trap, at: start, whole: wholeText(from: start, in: parent))
      throw Unreadable()
    }
    switch text[start] {
    case .quote, .apostrophe:
      try scanQuotedValue(at: start, in: parent)
      return false
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      try scanFlowValue(at: start, in: parent)
      return false
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      return try scanTextBlock(at: start, in: parent)
    default:
      try scanPlain(at: start, in: parent)
      return true
    }
  }

  // MARK: Plain

  enum PlainTrap {
    case none
    case comment(Int)
    case hash(Int)
    case colon(Int)
  }

  /// What ends a plain text before its line does.
  func plainTrap(from start: Int, to end: Int) -> PlainTrap {
    var blanks = 0
    for offset in start..<max(start, end) {
      let byte = text[offset]
      if byte.isBlank {
        blanks += 1
        continue
      }
      if byte == .hash, blanks > 0 { return blanks == 1 ? .hash(offset) : .comment(offset) }
      if byte == .colon, isBlankOrEnd(offset + 1, end) { return .colon(offset) }
      blanks = 0
    }
    return .none
  }

  private mutating func scanPlain(at start: Int, in parent: Parent) throws(Unreadable) {
    var comment = try checkPlainLine(from: start, whole: start, in: parent)
    let first = line
    line += 1
    while comment == nil {
      var next = line
      while next < text.lines.count, text.isEmpty(next) { next += 1 }
      guard next < text.lines.count else { break }
      if text.isComment(next) {
        comment = text.contentStart(next)
        break
      }
      if try column(of: next) <= parent.column { break }
      let content = text.contentStart(next)
      text.blankOut(text.lineStart(line)..<content)
      line = next
      try checkGoingOn(at: content, from: start, first: first, in: parent)
      comment = try checkPlainLine(from: content, whole: start, in: parent)
      line += 1
    }
    if let comment { try checkNothingFollows(comment, in: parent) }
  }

  /// Returns where a comment begins that ends the text.
  private mutating func checkPlainLine(from start: Int, whole: Int, in parent: Parent) throws(Unreadable)
    -> Int?
  {
    let end = text.lines[line].upperBound
    switch plainTrap(from: start, to: end) {
    case .none: return nil
    case .comment(let offset): return offset
    case .hash(let offset):
      reportHash(at: offset, whole: wholeText(from: whole, in: parent))
    case .colon(let offset):
      let mend = quoting(wholeText(from: whole, in: parent))
      diagnostics.append(Diagnostic(.colonInValue, at: text.span(offset..<offset + 1), mends: [mend]))
    }
    throw Unreadable()
  }

  /// A line further in than the text above it goes on with that text, unless it looks like a list or an entry.
  private mutating func checkGoingOn(
    at content: Int, from start: Int, first: Int, in parent: Parent
  ) throws(Unreadable) {
    if isBullet(content) {
      reportItemBelowText(at: content, text: start, first: first)
      throw Unreadable()
    }
    guard case .key(let end, _) = shape(at: content), isWord(content..<end) else { return }
    reportIndentation(line, target: parent.isSequence ? nil : max(0, parent.column))
    throw Unreadable()
  }

  /// A comment ends a plain text for YAML; a person who writes on below it means one text.
  private mutating func checkNothingFollows(_ comment: Int, in parent: Parent) throws(Unreadable) {
    let first = text.line(at: comment)
    line = max(line, first)
    guard let next = nextContentLine(), !hasOddIndentation(next), text.spaces(next) > parent.column else {
      return
    }
    if shape(at: text.contentStart(next)).isKey { return }
    var edits: [TextEdit] = []
    for commented in first..<next where text.isComment(commented) || commented == first {
      let from = commented == first ? comment : text.contentStart(commented)
      edits.append(TextEdit(text.span(wholeLine(ifOnly: from..<text.trimmedEnd(commented))), ""))
    }
    diagnostics.append(
      Diagnostic(
        .commentInText, at: text.span(comment..<text.trimmedEnd(first)), mends: [Mend(.removeIt, edits)]))
    throw Unreadable()
  }

  /// The text from `start` to the end of the last line that belongs to it, without a comment behind it.
  func wholeText(from start: Int, in parent: Parent) -> Range<Int> {
    var last = text.line(at: start)
    var end = textEnd(from: start, line: last)
    while end == text.trimmedEnd(last, from: start) {
      var next = last + 1
      while next < text.lines.count, text.isEmpty(next) { next += 1 }
      guard next < text.lines.count, !text.isComment(next) else { break }
      if text.spaces(next) <= parent.column { break }
      last = next
      end = textEnd(from: text.contentStart(next), line: next)
    }
    return start..<max(end, start)
  }

  /// The end of a line's text: before a comment that has two spaces before it.
  func textEnd(from start: Int, line: Int) -> Int {
    let end = text.trimmedEnd(line, from: start)
    for offset in start..<max(start, end) where text[offset] == .hash {
      if offset >= start + 2, text[offset - 1].isBlank, text[offset - 2].isBlank {
        return trimmed(start, offset)
      }
    }
    return end
  }

  // MARK: Quoted

  private mutating func scanQuotedValue(at start: Int, in parent: Parent) throws(Unreadable) {
    let (close, isFine) = scanQuoted(at: start, parentColumn: parent.column, inFlow: false)
    guard let close else { throw Unreadable() }
    line = text.line(at: close)
    let next = text.skipBlanks(close)
    if next < text.lines[line].upperBound, text[next] != .hash || next == close {
      let whole = start..<wholeText(from: close, in: parent).upperBound
      if text[next] == .colon, isBlankOrEnd(next + 1, text.lines[line].upperBound) {
        diagnostics.append(
          Diagnostic(.colonInValue, at: text.span(next..<next + 1), mends: [quoting(whole)]))
      } else {
        reportTextAfter(next..<max(next, whole.upperBound), whole: whole)
      }
      throw Unreadable()
    }
    line += 1
    if !isFine { throw Unreadable() }
  }

  /// Where the text behind the closing quote begins; nil, and a problem, if the quote is not closed before a
  /// line that belongs to something else.
  mutating func scanQuoted(at start: Int, parentColumn: Int, inFlow: Bool) -> (end: Int?, isFine: Bool) {
    let mark = text[start]
    var badEscapes: [Range<Int>] = []
    var offset = start + 1
    while offset < text.bytes.count {
      let byte = text[offset]
      if byte == mark {
        if mark == .apostrophe, text[offset + 1] == mark {
          offset += 2
          continue
        }
        reportEscapes(badEscapes)
        return (offset + 1, badEscapes.isEmpty)
      }
      if byte == .lineFeed, endsQuote(text.line(at: offset) + 1, parentColumn) { break }
      if byte == .backslash, mark == .quote {
        let length = escapeLength(at: offset)
        if length == 0 { badEscapes.append(offset..<offset + 1) }
        offset += max(length, 1)
        // An escaped line break is looked at above.
        if length == 2, text[offset - 1].isLineBreak { offset -= 1 }
        continue
      }
      offset += 1
    }
    reportUnclosedQuote(at: start, inFlow: inFlow)
    return (nil, false)
  }

  private func endsQuote(_ line: Int, _ parentColumn: Int) -> Bool {
    guard line < text.lines.count else { return true }
    return !text.isEmpty(line) && !hasOddIndentation(line) && text.spaces(line) <= parentColumn
  }

  /// Bytes of the escape at a backslash, or 0 for one that YAML does not have, or that makes no character.
  private func escapeLength(at offset: Int) -> Int {
    let digits: Int
    switch text[offset + 1] {
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    case let byte where byte.isLineBreak: return 2
    case let byte: return "abt\tnvfre \"/\\N_LP".utf8.contains(byte) ? 2 : 0
    }
    var value: UInt32 = 0
    for index in 0..<digits {
      let byte = text[offset + 2 + index]
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return 0 }
      value = value << 4 | UInt32(digit)
    }
    return value != 0 && UnicodeScalar(value) != nil ? 2 + digits : 0
  }

  // MARK: Blocks of text

  /// Returns whether the block is empty, so that a line below it may have been meant for it.
  private mutating func scanTextBlock(at start: Int, in parent: Parent) throws(Unreadable) -> Bool {
    guard let given = textBlockHeader(at: start) else {
      let whole = wholeText(from: start, in: parent)
      let behind = text.skipBlanks(start + 1)..<textEnd(from: start, line: line)
      diagnostics.append(
        Diagnostic(
          .textAfterBlockMark(text: text.words(behind), mark: text[start].string),
          at: text.span(start..<start + 1), mends: [quoting(whole)]))
      throw Unreadable()
    }
    line += 1
    var column = given == 0 ? nil : max(parent.column, 0) + given
    var deepestBlank: Int?
    while line < text.lines.count {
      if text.isEmpty(line) {
        // White space past the column is text; before it, tabs and wide spaces mean nothing.
        if column.map({ text.spaces(line) < $0 }) ?? true { text.blankOut(text.lines[line]) }
        if column == nil, text.spaces(line) > deepestBlank.map({ text.spaces($0) }) ?? 0 {
          deepestBlank = line
        }
        line += 1
        continue
      }
      let spaces = text.spaces(line)
      if spaces <= parent.column || column.map({ spaces < $0 }) ?? (spaces == 0) { break }
      if column == nil {
        if hasOddIndentation(line) { break }
        if let deepestBlank, text.spaces(deepestBlank) > spaces {
          reportBlankLine(deepestBlank)
          throw Unreadable()
        }
        column = spaces
      }
      line += 1
    }
    try checkEndOfTextBlock(column: column, in: parent)
    return column == nil
  }

  /// A line that stands further in than the key, but not as far as the text above it, belongs to neither.
  private mutating func checkEndOfTextBlock(column: Int?, in parent: Parent) throws(Unreadable) {
    guard let next = nextContentLine() else { return }
    let spaces = try self.column(of: next)
    guard let column, spaces > parent.column else { return }
    reportIndentation(next, target: shape(at: text.contentStart(next)).isKey ? max(0, parent.column) : column)
    throw Unreadable()
  }

  private mutating func reportBlankLine(_ line: Int) {
    let range = text.lines[line]
    diagnostics.append(
      Diagnostic(
        .badIndentation(count: range.count), at: text.span(range),
        mends: [Mend(.removeIt, [TextEdit(text.span(range), "")])]))
  }

  /// The indentation that `|2` names, 0 if it names none; nil if something else stands behind the mark.
  private func textBlockHeader(at start: Int) -> Int? {
    var offset = start + 1
    var given = 0
    var hasSign = false
    while true {
      let byte = text[offset]
      if byte == UInt8(ascii: "+") || byte == .hyphen, !hasSign {
        hasSign = true
      } else if byte.isDigit, byte != UInt8(ascii: "0"), given == 0 {
        given = Int(byte & 0x0F)
      } else {
        break
      }
      offset += 1
    }
    let next = text.skipBlanks(offset)
    if next >= text.lines[line].upperBound { return given }
    return text[next] == .hash && next > offset ? given : nil
  }
}
