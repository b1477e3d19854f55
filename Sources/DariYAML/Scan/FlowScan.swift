// Lists and entries in brackets.

import DariBase

/// One thing between commas.
struct FlowItem {
  enum Kind { case plain, quoted, bracket }
  var start: Int
  var end: Int
  var kind: Kind
  /// The `:` behind its key.
  var colon: Int?
  var valueStart: Int?
  var valueKind: Kind?
  /// A problem has been reported about it.
  var isBad = false
  /// Where its plain text began on the last of several lines, and where the line before had ended.
  var lastLine: (start: Int, before: Int)?
  /// A comment has ended its plain text.
  var isCut = false

  /// What the item ends with at the moment: its value, or its key.
  var last: Kind? { colon == nil ? kind : valueKind }
  /// Where a mend puts the opening quote.
  var partStart: Int? { colon == nil ? start : valueStart }
}

struct FlowFrame {
  var opener: Int
  var isMap: Bool
  var items: [FlowItem] = []
  /// The item being read; nil right behind the bracket and every comma.
  var item: FlowItem?
  var closer: UInt8 { isMap ? UInt8(ascii: "}") : UInt8(ascii: "]") }
}

extension TrapScanner {
  mutating func scanFlowValue(at start: Int, in parent: Parent) throws(Unreadable) {
    let known = diagnostics.count
    var walk = FlowWalk(parentColumn: parent.column, depth: depth)
    let limit = flowLimit(from: start, in: parent)
    var end = scanFlow(at: start, limit: walkBudget > 0 ? text.bytes.count : limit, &walk)
    walkBudget -= max(0, walk.offset - limit)
    if end == nil, !walk.isTooDeep || limit < walk.offset {
      diagnostics.removeSubrange(known...)
      reportUnclosedBracket(at: start, limit: limit, in: parent)
      throw Unreadable()
    }
    if end == nil { throw Unreadable() }
    line = text.line(at: end ?? start)
    let next = text.skipBlanks(end ?? start)
    let lineEnd = text.lines[line].upperBound
    if next < lineEnd, text[next] != .hash || next == end {
      diagnostics.removeSubrange(known...)
      let whole = start..<wholeText(from: next, in: parent).upperBound
      reportTextAfter(next..<whole.upperBound, whole: whole)
      end = nil
    }
    line += 1
    if diagnostics.count > known || walk.isUnreadable { throw Unreadable() }
  }

  /// Where a flow that is not closed must have ended: the next line that stands no further in than its key.
  private func flowLimit(from start: Int, in parent: Parent) -> Int {
    var next = text.line(at: start) + 1
    while next < text.lines.count {
      if !text.isEmpty(next), !text.isComment(next), !hasOddIndentation(next),
        text.spaces(next) <= parent.column
      {
        return text.lines[next].lowerBound
      }
      next += 1
    }
    return text.bytes.count
  }

  private mutating func reportUnclosedBracket(at start: Int, limit: Int, in parent: Parent) {
    let known = diagnostics.count
    var walk = FlowWalk(parentColumn: parent.column, depth: depth)
    _ = scanFlow(at: start, limit: limit, &walk)
    // A quote that is not closed takes the bracket with it; the quote is the mistake.
    if let quote = walk.unclosedQuote {
      diagnostics.removeSubrange(known...)
      reportUnclosedQuote(at: quote, inFlow: true)
      return
    }
    diagnostics.removeSubrange(known...)
    guard let innermost = walk.frames.last else { return }
    if let wide = (start..<limit).first(where: { isWideClosing(at: $0) }) {
      let range = wide..<wide + 3
      let instead = innermost.closer.string
      diagnostics.append(
        Diagnostic(
          .fullWidthMark(mark: text.words(range), instead: instead), at: text.span(range),
          mends: [Mend(.writeInstead(text: instead), [TextEdit(text.span(range), instead)])]))
      return
    }
    let missing = String(decoding: walk.frames.reversed().map(\.closer), as: UTF8.self)
    let end = walk.lastEnd
    let first = innermost.opener..<innermost.opener + 1
    diagnostics.append(
      Diagnostic(
        .unclosedBracket(mark: text.words(first), closer: innermost.closer.string), at: text.span(first),
        mends: [Mend(.addText(text: missing), [TextEdit(text.span(end..<end), missing)])]))
  }

  /// Where brackets are open, and what has been seen in them.
  struct FlowWalk {
    var parentColumn: Int
    var depth: Int
    var frames: [FlowFrame] = []
    var offset = 0
    /// Behind the last thing that is neither white space nor comment.
    var lastEnd = 0
    var isTooDeep = false
    /// Something in it cannot be read, whether or not that is said here.
    var isUnreadable = false
    var unclosedQuote: Int?
  }

  /// Walks from the bracket at `start` to behind the one that closes it; nil if `limit` comes before.
  /// Problems of items are reported on the way.
  private mutating func scanFlow(at start: Int, limit: Int, _ walk: inout FlowWalk) -> Int? {
    walk.frames = [FlowFrame(opener: start, isMap: text[start] == UInt8(ascii: "{"))]
    walk.offset = start + 1
    walk.lastEnd = start + 1
    while walk.offset < limit {
      let before = walk.offset
      let byte = text[before]
      if byte.isBlank || byte.isLineBreak {
        walk.offset += 1
        continue
      }
      if byte == .hash {
        if let end = flowCommentEnd(at: before, &walk) {
          walk.frames[walk.frames.count - 1].item?.isCut = true
          walk.offset = end
          continue
        }
      } else if byte == .comma {
        closeItem(&walk, at: before)
        walk.offset += 1
      } else if byte.isCloser {
        closeBracket(&walk, at: before)
        if walk.frames.isEmpty { return walk.offset }
      } else if !scanFlowPart(at: before, &walk, limit: limit) {
        return nil
      }
      walk.lastEnd = walk.offset
      assert(walk.offset > before)
    }
    return nil
  }

  // MARK: Parts

  /// A quoted text, a bracket, a colon, or plain text. False if the walk cannot go on.
  private mutating func scanFlowPart(at start: Int, _ walk: inout FlowWalk, limit: Int) -> Bool {
    let top = walk.frames.count - 1
    let item = walk.frames[top].item
    let begins = item == nil || item?.last == nil
    let byte = text[start]
    if item?.isBad == true {
      walk.offset = skipBadPart(start, limit: limit)
      return true
    }
    if begins, let trap = startTrap(at: start, inFlow: true) {
      let end = partEnd(from: start, limit: limit)
      report(trap, at: start, whole: start..<end)
      begin(&walk, .plain, start..<end, isBad: true)
      return true
    }
    if byte == .colon, isFlowColon(at: start, after: item) {
      scanFlowColon(at: start, &walk, limit: limit)
      return true
    }
    guard begins || item?.last == .plain else {
      return reportBehindItem(at: start, &walk, limit: limit)
    }
    if byte.isOpener { return openBracket(at: start, &walk, begins: begins, limit: limit) }
    if begins, byte == .quote || byte == .apostrophe {
      let (end, isFine) = scanQuoted(at: start, parentColumn: walk.parentColumn, inFlow: true)
      guard let end, end <= limit else {
        walk.unclosedQuote = start
        return false
      }
      begin(&walk, .quoted, start..<end, isBad: !isFine)
      return true
    }
    let end = max(plainEnd(from: start, limit: limit), start + 1)
    if begins { begin(&walk, .plain, start..<end) } else { goOn(&walk, start..<end) }
    return true
  }

  /// Plain text goes on, on the next line unless it has been cut there.
  private mutating func goOn(_ walk: inout FlowWalk, _ range: Range<Int>) {
    let top = walk.frames.count - 1
    if walk.frames[top].item?.isCut == true {
      reportMissingComma(range, before: walk.lastEnd)
      markBad(&walk)
    } else if text.line(at: range.lowerBound) > text.line(at: walk.lastEnd - 1) {
      walk.frames[top].item?.lastLine = (range.lowerBound, walk.lastEnd)
    }
    extend(&walk, to: range.upperBound)
  }

  private mutating func reportMissingComma(_ range: Range<Int>, before: Int) {
    diagnostics.append(
      Diagnostic(
        .missingComma(text: text.words(range)), at: text.span(range),
        mends: [Mend(.addText(text: ","), [TextEdit(text.span(before..<before), ",")])]))
  }

  private func begin(_ walk: inout FlowWalk, _ kind: FlowItem.Kind, _ range: Range<Int>, isBad: Bool = false)
  {
    let top = walk.frames.count - 1
    if var item = walk.frames[top].item {
      item.valueStart = range.lowerBound
      item.lastLine = nil
      item.isCut = false
      item.valueKind = kind
      item.isBad = item.isBad || isBad
      walk.frames[top].item = item
    } else {
      walk.frames[top].item = FlowItem(
        start: range.lowerBound, end: range.upperBound, kind: kind, isBad: isBad)
    }
    if isBad { walk.isUnreadable = true }
    extend(&walk, to: range.upperBound)
  }

  private func extend(_ walk: inout FlowWalk, to end: Int) {
    walk.frames[walk.frames.count - 1].item?.end = end
    walk.offset = end
  }

  private mutating func openBracket(at start: Int, _ walk: inout FlowWalk, begins: Bool, limit: Int) -> Bool {
    guard begins else {
      // `환불[1]`: a bracket inside plain text.
      let part = walk.frames[walk.frames.count - 1].item?.partStart ?? start
      let end = partEnd(from: start, limit: limit)
      let mark = start..<start + 1
      diagnostics.append(
        Diagnostic(
          .bracketInText(mark: text.words(mark)), at: text.span(mark), mends: [quoting(part..<end)]))
      markBad(&walk)
      extend(&walk, to: end)
      return true
    }
    guard walk.depth + walk.frames.count < YAML.deepest else {
      walk.isTooDeep = true
      walk.offset = start
      diagnostics.append(
        Diagnostic(.nestedTooDeep(limit: YAML.deepest), at: text.span(start..<start + 1)))
      return false
    }
    begin(&walk, .bracket, start..<start + 1)
    walk.frames.append(FlowFrame(opener: start, isMap: text[start] == UInt8(ascii: "{")))
    return true
  }

  func markBad(_ walk: inout FlowWalk) {
    walk.frames[walk.frames.count - 1].item?.isBad = true
    walk.isUnreadable = true
  }

  /// Something stands behind a closed quote or bracket, without a comma.
  private mutating func reportBehindItem(at start: Int, _ walk: inout FlowWalk, limit: Int) -> Bool {
    let part = walk.frames[walk.frames.count - 1].item?.partStart ?? start
    let end = partEnd(from: start, limit: limit)
    // On a line of its own it is an item without its comma.
    if text.line(at: start) > text.line(at: walk.lastEnd - 1) {
      reportMissingComma(start..<end, before: walk.lastEnd)
    } else {
      reportTextAfter(start..<end, whole: part..<end)
    }
    markBad(&walk)
    extend(&walk, to: end)
    return true
  }

  // MARK: Colons

  private func isFlowColon(at offset: Int, after item: FlowItem?) -> Bool {
    let next = text[offset + 1]
    return next.isBlankOrEnd || next.isFlowIndicator || item?.last == .quoted || item?.last == .bracket
  }

  private mutating func scanFlowColon(at colon: Int, _ walk: inout FlowWalk, limit: Int) {
    let top = walk.frames.count - 1
    let range = colon..<colon + 1
    walk.offset = colon + 1
    guard var item = walk.frames[top].item else {
      report(.mark, at: colon, whole: colon..<partEnd(from: colon, limit: limit))
      walk.frames[top].item = FlowItem(start: colon, end: colon + 1, kind: .plain, isBad: true)
      return
    }
    defer {
      walk.frames[top].item = item
      walk.isUnreadable = walk.isUnreadable || item.isBad
    }
    if let lastLine = item.lastLine, item.last == .plain {
      // A key at the beginning of a line, and no comma at the end of the line before.
      reportMissingComma(
        lastLine.start..<partEnd(from: lastLine.start, limit: limit), before: lastLine.before)
      item.isBad = true
    } else if item.colon != nil {
      let part = item.valueStart ?? colon
      let whole = part..<partEnd(from: colon, limit: limit)
      let last = whole.last { text[$0] == .colon && text[$0 + 1].isBlankOrEnd } ?? colon
      let isComma = (part..<colon).contains { isWideComma($0) }
      if !isComma || !reportWideCommas(part..<max(last, colon), whole: whole, areSeparators: true) {
        diagnostics.append(Diagnostic(.colonInValue, at: text.span(range), mends: [quoting(whole)]))
      }
      item.isBad = true
    } else if item.kind == .bracket {
      let key = item.start..<item.end
      diagnostics.append(Diagnostic(.keyIsNoText(key: text.words(key)), at: text.span(key)))
      item.isBad = true
    } else {
      let next = text[colon + 1]
      if item.kind == .plain, next.isOpener {
        // libyaml takes no bracket right behind the colon of a plain key.
        let behind = colon + 1..<colon + 1
        diagnostics.append(
          Diagnostic(
            .missingSpace(key: text.words(item.start..<item.end)), at: text.span(range),
            mends: [Mend(.addText(text: " "), [TextEdit(text.span(behind), " ")])]))
      }
      if item.kind == .plain, next == .comma || next.isCloser {
        diagnostics.append(
          missingValue(text.span(item.start..<item.end), key: text.words(item.start..<item.end)))
        item.isBad = true
      }
      if !isReadableKey(item.start..<item.end) { item.isBad = true }
      item.colon = colon
    }
    item.end = colon + 1
  }

  // MARK: Ends

  /// The end of plain text on its line.
  func plainEnd(from start: Int, limit: Int) -> Int {
    var offset = start
    while offset < limit {
      let byte = text[offset]
      if byte.isLineBreak || byte.isFlowIndicator { break }
      if byte == .colon, text[offset + 1].isBlankOrEnd || text[offset + 1].isFlowIndicator, offset > start {
        break
      }
      if byte == .hash, offset > start, text[offset - 1].isBlank { break }
      offset += 1
    }
    return trimmed(start, offset)
  }

  /// Where a mend puts the closing quote: before the next comma or closing bracket of this level, on this line.
  /// Brackets and templates inside are passed over.
  func partEnd(from start: Int, limit: Int) -> Int {
    var offset = start
    var depth = 0
    let end = min(limit, text.lines[text.line(at: start)].upperBound)
    while offset < end {
      let byte = text[offset]
      if byte.isOpener { depth += 1 }
      if byte.isCloser {
        if depth == 0 { break }
        depth -= 1
      }
      if byte == .comma, depth == 0, offset > start { break }
      offset += 1
    }
    return max(trimmed(start, offset), min(start + 1, limit))
  }

  /// The rest of an item about which enough has been said.
  private func skipBadPart(_ start: Int, limit: Int) -> Int {
    max(start + 1, partEnd(from: start, limit: limit))
  }
}
