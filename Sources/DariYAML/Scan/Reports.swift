// Problems of lines and values, with the edits that mend them.

import DariBase

extension TrapScanner {
  // MARK: Quotes

  /// The mend that puts a range in quotes.
  func quoting(_ range: Range<Int>) -> Mend {
    Mend(.quoteIt, [TextEdit(text.span(range), inQuotes(text.source(range)))])
  }

  /// The text in quotes that leave it as it is: double, or single where it holds `"` or `\`.
  func inQuotes(_ source: String) -> String {
    if !source.utf8.contains(where: { $0 == .quote || $0 == .backslash }) { return "\"" + source + "\"" }
    var result = "'"
    for scalar in source.unicodeScalars {
      result.unicodeScalars.append(scalar)
      if scalar == "'" { result += "'" }
    }
    return result + "'"
  }

  /// `rest` stands behind the quote or bracket that closes the value that `whole` begins with.
  mutating func reportTextAfter(_ rest: Range<Int>, whole: Range<Int>) {
    var mend = quoting(whole)
    let mark = text[whole.lowerBound]
    let isQuote = mark == .quote || mark == .apostrophe
    // `"He said "hi"."`: the outer quotes were meant to hold it all.
    if isQuote, whole.count > 2, text[whole.upperBound - 1] == mark, text[rest.lowerBound] != mark {
      let inner = whole.lowerBound + 1..<whole.upperBound - 1
      mend = Mend(.quoteIt, [TextEdit(text.span(whole), inQuotes(text.source(inner)))])
    }
    diagnostics.append(
      Diagnostic(.textAfterValue(text: text.words(rest)), at: text.span(rest), mends: [mend]))
  }

  /// All of one quoted text are one problem, at the first.
  mutating func reportEscapes(_ escapes: [Range<Int>]) {
    guard let first = escapes.first else { return }
    var end = first.upperBound
    if !text[end].isLineBreak, end < text.bytes.count { end += 1 }
    while text[end] & 0xC0 == 0x80 { end += 1 }
    let edits = escapes.map { TextEdit(text.span($0), "\\\\") }
    let range = first.lowerBound..<end
    diagnostics.append(
      Diagnostic(
        .unknownEscape(escape: text.words(range)), at: text.span(range),
        mends: [Mend(.doubleBackslash, edits)]))
  }

  mutating func reportUnclosedQuote(at start: Int, inFlow: Bool) {
    let line = text.line(at: start)
    var end = max(textEnd(from: start, line: line), start + 1)
    if inFlow, let stop = (start + 1..<end).first(where: { text[$0] == .comma || text[$0].isCloser }) {
      end = trimmed(start + 1, stop)
    }
    let mark = text[start].string
    var mends = [Mend(.addText(text: mark), [TextEdit(text.span(end..<end), mark)])]
    // `'90s`: an apostrophe, and no quote at all.
    if text[start] == .apostrophe { mends.append(quoting(start..<end)) }
    diagnostics.append(
      Diagnostic(.unclosedQuote(mark: mark), at: text.span(start..<start + 1), mends: mends))
  }

  // MARK: Comments

  /// `#` with one space before it: YAML drops the rest of the line.
  mutating func reportHash(at hash: Int, whole: Range<Int>, inFlow: Bool = false) {
    let lineEnd = text.trimmedEnd(text.line(at: hash), from: hash)
    let lost = hash..<min(lineEnd, max(whole.upperBound, hash + 1))
    var mends = [quoting(whole)]
    if hash > whole.lowerBound, !inFlow {
      mends.append(Mend(.makeComment, [TextEdit(text.span(hash..<hash), " ")]))
    }
    diagnostics.append(Diagnostic(.hashInValue(text: text.words(lost)), at: text.span(lost), mends: mends))
  }

  // MARK: Colons

  mutating func reportTightColon(_ key: Range<Int>, colon: Int, mayBeText: Bool) {
    var behind = colon + 1
    while text.whiteSpaceWidth(at: behind) > 0 { behind += text.whiteSpaceWidth(at: behind) }
    let line = text.line(at: colon)
    let value = behind..<max(behind, textEnd(from: behind, line: line))
    diagnostics.append(
      Diagnostic(
        .missingSpace(key: text.words(key)), at: text.span(colon..<colon + 1),
        mends: [spacing(key, after: colon + 1, value: value)]
          + (mayBeText ? [quoting(key.lowerBound..<value.upperBound)] : [])))
  }

  mutating func reportWideColon(_ key: Range<Int>, colon: Int, mayBeText: Bool) {
    var behind = colon + 3
    while text.whiteSpaceWidth(at: behind) > 0 { behind += text.whiteSpaceWidth(at: behind) }
    let line = text.line(at: colon)
    let value = behind..<max(behind, textEnd(from: behind, line: line))
    let range = colon..<colon + 3
    var mend = spacing(key, after: colon, value: value)
    mend.edits = mend.edits.map { TextEdit($0.span, ":" + $0.text) }
    diagnostics.append(
      Diagnostic(
        .fullWidthMark(mark: text.words(range), instead: ":"), at: text.span(range),
        mends: [mend] + (mayBeText && !value.isEmpty ? [quoting(key.lowerBound..<value.upperBound)] : [])))
  }

  /// A space between `after` and the value, which goes into quotes if it could not stand without.
  private mutating func spacing(_ key: Range<Int>, after: Int, value: Range<Int>) -> Mend {
    let source = text.source(value)
    let isTrap = startTrap(at: value.lowerBound, inFlow: false) != nil || text[value.lowerBound] == .hash
    var needsQuotes = isTrap && !value.isEmpty
    switch plainTrap(from: value.lowerBound, to: value.upperBound) {
    case .none, .comment: break
    case .hash, .colon: needsQuotes = needsQuotes || !isDelimited(value)
    }
    let written = needsQuotes ? inQuotes(source) : ""
    let end = needsQuotes ? value.upperBound : value.lowerBound
    let isEnd = value.isEmpty
    return Mend(
      .writeInstead(text: text.words(key) + ": "),
      [TextEdit(text.span(after..<end), (isEnd ? "" : " ") + written)])
  }

  private func isDelimited(_ value: Range<Int>) -> Bool {
    let first = text[value.lowerBound]
    return first == .quote || first == .apostrophe || first.isOpener
  }

  func missingValue(_ key: SourceSpan, key name: String) -> Diagnostic {
    Diagnostic(.missingValue(key: name), at: key, mends: [Mend(.writeValue)])
  }

  // MARK: Lists

  /// Whether lines that begin with `-item`, `* item` or `• item` are meant for a list.
  func isLooseList(at start: Int, column: Int, in parent: Parent) -> Bool {
    guard looseBullet(at: start) != nil, start == text.contentStart(line) else { return false }
    // One line may be a number, an arrow, or a text that begins with a dot; two are a list.
    let mayBeText =
      text[start] == .hyphen
      ? text[start + 1].isDigit || text[start + 1] == UInt8(ascii: ">")
      : text[start] >= 0x80
    if !mayBeText { return true }
    guard let next = sibling(of: line, column: column) else { return false }
    let content = text.contentStart(next)
    return isBullet(content) || looseBullet(at: content) != nil
  }

  /// One problem for all bullets of the list.
  mutating func reportLooseList(at start: Int, column: Int) throws(Unreadable) {
    guard let first = looseBullet(at: start) else { return }
    var edits: [TextEdit] = []
    var next: Int? = line
    while let current = next {
      let content = text.contentStart(current)
      guard isBullet(content) || looseBullet(at: content) != nil else { break }
      next = sibling(of: current, column: column)
      guard let bullet = looseBullet(at: content) else { continue }
      edits.append(TextEdit(text.span(bullet), "- "))
      edits += shiftsBelow(current, bullet: bullet, column: column)
    }
    let word = first.lowerBound..<text.trimmedEnd(line, from: start)
    diagnostics.append(
      Diagnostic(
        .bulletWithoutSpace(text: text.words(word)), at: text.span(first),
        mends: [Mend(.writeInstead(text: "- "), edits)]))
    throw Unreadable()
  }

  /// `-name: …` moves one to the right, and what was written under `name` with it.
  private func shiftsBelow(_ line: Int, bullet: Range<Int>, column: Int) -> [TextEdit] {
    guard bullet.count == 1 else { return [] }
    var edits: [TextEdit] = []
    var next = line + 1
    while next < text.lines.count, text.isEmpty(next) || text.spaces(next) > column {
      if !text.isEmpty(next) {
        if edits.isEmpty, text.spaces(next) != column + 1 { return [] }
        edits.append(shift(next, by: 1))
      }
      next += 1
    }
    return edits
  }

  /// A bullet at the column of keys.
  mutating func reportMisplacedItem(at start: Int) {
    let range = start..<text.trimmedEnd(line, from: start)
    diagnostics.append(
      Diagnostic(
        .misplacedItem(text: text.words(range)), at: text.span(range), mends: [Mend(.writeListBelowKey)]))
  }

  /// `uses: brand` and below it `  - shop`: the text becomes the first item.
  mutating func reportItemBelowText(at item: Int, text start: Int, first: Int) {
    let range = item..<text.trimmedEnd(line, from: item)
    var mends = [Mend(.writeListBelowKey)]
    if line == first + 1 || (first + 1..<line).allSatisfy({ text.isEmpty($0) }), text[start - 1].isBlank {
      let before = trimmed(text.lines[first].lowerBound, start)
      if text[before - 1] == .colon {
        let column = text.spaces(line)
        let bullet = "\n" + String(repeating: " ", count: column) + "- "
        mends = [Mend(.writeListBelowKey, [TextEdit(text.span(before..<start), bullet)])]
      }
    }
    diagnostics.append(
      Diagnostic(.misplacedItem(text: text.words(range)), at: text.span(range), mends: mends))
  }
}
