// Blocks: mappings and sequences written as lines.

import DariBase

extension TrapScanner {
  /// Scans what begins at `start`, on `line`, and ends with its block.
  mutating func scanNode(at start: Int, in parent: Parent) throws(Unreadable) {
    guard depth < YAML.deepest else {
      let end = text.trimmedEnd(line, from: start)
      diagnostics.append(
        Diagnostic(.nestedTooDeep(limit: YAML.deepest), at: text.span(start..<max(end, start + 1))))
      throw Unreadable()
    }
    depth += 1
    defer { depth -= 1 }
    let column = start - text.lines[line].lowerBound
    if isBullet(start) {
      try scanSequence(at: start, column: column, isFlush: false)
    } else if isLooseList(at: start, column: column, in: parent) {
      try reportLooseList(at: start, column: column)
    } else if beginsMapping(at: start, column: column, in: parent) {
      try scanMapping(at: start, column: column)
    } else {
      try scanInline(at: start, in: parent)
    }
  }

  /// Whether the lines at this column are entries: judged by the first, and where that is none by the next.
  private func beginsMapping(at start: Int, column: Int, in parent: Parent) -> Bool {
    let first = shape(at: start)
    if case .key = first { return true }
    if first == .strangeKey { return true }
    if text[start].isOpener || text[start] == UInt8(ascii: "|") || text[start] == UInt8(ascii: ">") {
      return false
    }
    let isQuote = text[start] == .quote || text[start] == .apostrophe
    if isQuote, quoteEnd(at: start, before: text.lines[line].upperBound) == nil { return false }
    let next = sibling(of: line, column: column).map { shape(at: text.contentStart($0)) }
    if first == .text {
      if case .key = next { return true }
      return false
    }
    if parent.isSequence { return next?.isKey ?? false }
    if case .wideColon(let end, _) = first, !isWord(start..<end), next == nil { return false }
    return next?.isKey ?? true
  }

  // MARK: Mappings

  /// The entry above: a line without a key may have been meant to go on with it.
  private struct Entry {
    var indicator = -1
    var takesText = false
    /// Its key is still there for libyaml to read.
    var isKept = true
  }

  mutating func scanMapping(at start: Int, column: Int) throws(Unreadable) {
    var start = start
    var above: Entry?
    var keeps = false
    while true {
      if depth == 1 { rootEntries.append(text.lines[line].lowerBound) }
      let entry = scanEntry(at: start, column: column, above: above)
      keeps = keeps || entry.isKept
      above = entry
      guard let next = nextContentLine() else { break }
      // `giveUp` and `requireEnd` leave no line that stands further in.
      if hasOddIndentation(next) || text.spaces(next) < column { break }
      start = text.contentStart(next)
    }
    endedColumn = column
    endedIsSequence = false
    if !keeps { throw Unreadable() }
  }

  private mutating func scanEntry(at start: Int, column: Int, above: Entry?) -> Entry {
    let first = line
    let parent = Parent(column: column, isSequence: false)
    switch shape(at: start) {
    case .key(let end, let colon):
      guard isReadableKey(start..<end) else {
        giveUpLine(from: start, in: parent)
        return Entry(isKept: false)
      }
      do throws(Unreadable) {
        let takesText = try scanValue(after: colon + 1, in: parent)
        try requireEnd(of: parent)
        return Entry(indicator: colon + 1, takesText: takesText)
      } catch {
        giveUp(after: colon + 1, from: first, in: parent)
      }
    case .tightColon(let end, let colon):
      reportTightColon(start..<end, colon: colon, mayBeText: isAlone(above, column))
      giveUp(after: colon + 1, from: first, in: parent)
    case .wideColon(let end, let colon):
      reportWideColon(start..<end, colon: colon, mayBeText: isAlone(above, column))
      text.replace(at: colon, with: [.colon, .space, .space])
      // With the colon put right, a block below it is read as ever.
      if text.skipBlanks(colon + 1) >= text.lines[first].upperBound {
        return scanEntry(at: start, column: column, above: above)
      }
      giveUp(after: colon + 1, from: first, in: parent)
    case .strangeKey:
      let range = start..<text.trimmedEnd(first, from: start)
      diagnostics.append(Diagnostic(.keyIsNoText(key: text.words(range)), at: text.span(range)))
      giveUpLine(from: start, in: parent)
      return Entry(isKept: false)
    case .text:
      if isBullet(start) {
        reportMisplacedItem(at: start)
        giveUpLine(from: start, in: parent)
      } else {
        scanLineWithoutKey(at: start, column: column, above: above)
      }
      return Entry(isKept: false)
    }
    return Entry()
  }

  /// Whether a line is all of its block: then it may be a text as well as an entry.
  private func isAlone(_ above: Entry?, _ column: Int) -> Bool {
    above == nil && sibling(of: line, column: column) == nil
  }

  /// Blanks a line that is no entry, with the lines below that stand further in.
  private mutating func giveUpLine(from start: Int, in parent: Parent) {
    let first = line
    line += 1
    while line < text.lines.count {
      if text.isEmpty(line) || hasOddIndentation(line) || text.spaces(line) > parent.column {
        line += 1
      } else if text.spaces(line) == parent.column, goesWith(line, start, in: parent) {
        line += 1
      } else {
        break
      }
    }
    text.blankOut(start..<text.lineStart(max(line, first + 1)))
  }

  /// A flush list under the line that was given up, or the `: value` of its `? key`.
  private func goesWith(_ line: Int, _ start: Int, in parent: Parent) -> Bool {
    let content = text.contentStart(line)
    if !parent.isSequence, isBullet(content) { return true }
    return text[start] == UInt8(ascii: "?") && text[content] == .colon && text[content + 1].isBlankOrEnd
  }

  private mutating func scanLineWithoutKey(at start: Int, column: Int, above: Entry?) {
    let first = line
    let range = start..<text.trimmedEnd(first, from: start)
    var last = first + 1
    while last < text.lines.count, !text.isEmpty(last), !hasOddIndentation(last) {
      let spaces = text.spaces(last)
      let content = text.contentStart(last)
      if spaces < column || (spaces == column && (shape(at: content).isKey || isBullet(content))) { break }
      last += 1
    }
    var mends = [Mend(.writeKeyAndValue)]
    if let above, above.takesText, start == text.contentStart(first) {
      unreadable.insert(above.indicator)
      mends.insert(Mend(.indentText, (first..<last).map { shift($0, by: 2) }), at: 0)
    }
    diagnostics.append(
      Diagnostic(.lineWithoutKey(text: text.words(range)), at: text.span(range), mends: mends))
    line = last
    text.blankOut(start..<text.lineStart(last))
  }

  /// Reports a key that YAML would take for something else.
  mutating func isReadableKey(_ key: Range<Int>) -> Bool {
    if text.matches("<<", at: key.lowerBound), key.count == 2 {
      diagnostics.append(Diagnostic(.mergeKey, at: text.span(key)))
      return false
    }
    if text[key.lowerBound] == .quote {
      return scanQuoted(at: key.lowerBound, parentColumn: -1, inFlow: false).isFine
    }
    guard let trap = startTrap(at: key.lowerBound, inFlow: false) else { return true }
    report(trap, at: key.lowerBound, whole: key)
    return false
  }

  /// Scans what follows a `:`. Returns whether a text would have gone on with the next line.
  private mutating func scanValue(after indicator: Int, in parent: Parent) throws(Unreadable) -> Bool {
    endedColumn = -1
    let start = text.skipBlanks(indicator)
    if start < text.lines[line].upperBound, text[start] != .hash {
      return try scanInline(at: start, in: parent)
    }
    let first = line
    line += 1
    if let next = nextContentLine() {
      let column = try column(of: next)
      let content = text.contentStart(next)
      if column > parent.column {
        try scanNode(at: content, in: parent)
        return false
      }
      if column == parent.column, isBullet(content) {
        try scanSequence(at: content, column: column, isFlush: true)
        return false
      }
      if column == parent.column, isLooseList(at: content, column: column, in: parent) {
        try reportLooseList(at: content, column: column)
      }
    }
    // A comment with one space before it may be the value itself: `colour: #2f6f4e`.
    if text[start] == .hash, start - indicator < 2 {
      reportHash(at: start, whole: start..<text.trimmedEnd(first))
      throw Unreadable()
    }
    return true
  }

  // MARK: Sequences

  /// `isFlush`: the bullets stand at the column of the key above them.
  mutating func scanSequence(at start: Int, column: Int, isFlush: Bool) throws(Unreadable) {
    let parent = Parent(column: column, isSequence: true)
    var start = start
    while true {
      let first = line
      if depth == 1 { rootEntries.append(text.lines[line].lowerBound) }
      do throws(Unreadable) {
        try scanItem(at: start, in: parent)
        try requireEnd(of: parent)
      } catch {
        giveUp(after: start + 1, from: first, in: parent)
      }
      guard let next = try nextItem(column: column, isFlush: isFlush) else { break }
      start = next
    }
    endedColumn = column
    endedIsSequence = true
  }

  /// The next bullet; lines that stand among the bullets without being one are reported and passed.
  private mutating func nextItem(column: Int, isFlush: Bool) throws(Unreadable) -> Int? {
    while let next = nextContentLine() {
      if hasOddIndentation(next) || text.spaces(next) < column { return nil }
      let content = text.contentStart(next)
      if isBullet(content) { return content }
      if isLooseList(at: content, column: column, in: Parent(column: column, isSequence: true)) {
        try reportLooseList(at: content, column: column)
      }
      if isFlush { return nil }
      let range = content..<text.trimmedEnd(next)
      diagnostics.append(
        Diagnostic(
          .lineWithoutBullet(text: text.words(range)), at: text.span(range),
          mends: [Mend(.addText(text: "- "), bulletEdits(from: next, column: column))]))
      giveUpLine(from: content, in: Parent(column: column, isSequence: true))
    }
    return nil
  }

  private func bulletEdits(from line: Int, column: Int) -> [TextEdit] {
    let start = text.contentStart(line)
    var edits = [TextEdit(text.span(start..<start), "- ")]
    var next = line + 1
    while next < text.lines.count, text.isEmpty(next) || text.spaces(next) > column {
      if !text.isEmpty(next) { edits.append(shift(next, by: 2)) }
      next += 1
    }
    return edits
  }

  private mutating func scanItem(at bullet: Int, in parent: Parent) throws(Unreadable) {
    endedColumn = -1
    let start = text.skipBlanks(bullet + 1)
    text.blankOut(bullet + 1..<start)
    if start < text.lines[line].upperBound, text[start] != .hash {
      try scanNode(at: start, in: parent)
      return
    }
    let first = line
    line += 1
    if let next = nextContentLine() {
      let column = try column(of: next)
      if column > parent.column {
        try scanNode(at: text.contentStart(next), in: parent)
        return
      }
    }
    if text[start] == .hash, start - bullet < 3 {
      reportHash(at: start, whole: start..<text.trimmedEnd(first))
      throw Unreadable()
    }
  }
}
