// Values whose first character means something else to YAML than to the person who wrote it.

import DariBase

extension TrapScanner {
  enum StartTrap {
    /// `@`, `%`, `*`, … : quotes are needed.
    case mark
    /// `{{`
    case template
    /// `&name`, where it is used or nothing follows.
    case anchor(Range<Int>)
    /// `*name`, whose anchor has been reported.
    case alias
    /// `!!str`
    case tag(Range<Int>)
    /// `｛` or `［`
    case wideBracket
  }

  /// What is wrong with a value (or key) that begins at `start`, judged by its beginning alone.
  mutating func startTrap(at start: Int, inFlow: Bool) -> StartTrap? {
    let next = text[start + 1]
    switch text[start] {
    case UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "%"), .comma: return .mark
    case UInt8(ascii: "]"), UInt8(ascii: "}"): return inFlow ? nil : .mark
    case UInt8(ascii: "{"): return next == UInt8(ascii: "{") ? .template : nil
    case UInt8(ascii: "*"):
      let name = anchorName(at: start + 1)
      return !name.isEmpty && reportedAnchors.contains(text.source(name)) ? .alias : .mark
    case UInt8(ascii: "&"):
      let name = anchorName(at: start + 1)
      guard !name.isEmpty, text[name.upperBound].isBlankOrEnd else { return .mark }
      let isUsed = !aliases(of: text.source(name)).isEmpty || text[name.upperBound].isLineBreak
      return isUsed ? .anchor(start..<name.upperBound) : .mark
    case UInt8(ascii: "!"):
      return next == UInt8(ascii: "!") || next == UInt8(ascii: "<") ? .tag(start..<wordEnd(start)) : .mark
    case UInt8(ascii: "?"): return next.isBlankOrEnd || inFlow ? .mark : nil
    case .hyphen: return next.isBlankOrEnd || (inFlow && next.isFlowIndicator) ? .mark : nil
    case .colon: return next.isBlankOrEnd || inFlow ? .mark : nil
    case UInt8(ascii: "|"), UInt8(ascii: ">"): return inFlow ? .mark : nil
    default: return isWideBracketValue(at: start) ? .wideBracket : nil
    }
  }

  /// `whole` is what quotes would hold.
  mutating func report(_ trap: StartTrap, at start: Int, whole: Range<Int>) {
    let first = start..<start + 1
    switch trap {
    case .mark:
      let mark = text[start].string
      var mends = [quoting(whole)]
      if text[start] == .hyphen, text[whole.upperBound] == .colon {
        // `- title: …` among entries that have no `- `.
        mends = [Mend(.removeIt, [TextEdit(text.span(start..<text.skipBlanks(start + 1)), "")])]
      }
      diagnostics.append(Diagnostic(.needsQuotes(mark: mark), at: text.span(first), mends: mends))
    case .template:
      let braces = start..<start + 2
      diagnostics.append(Diagnostic(.templateInValue, at: text.span(braces), mends: [quoting(whole)]))
    case .anchor(let range): reportAnchor(range, whole: whole)
    case .alias: break
    case .tag(let range):
      let removed = range.lowerBound..<text.skipBlanks(range.upperBound)
      diagnostics.append(
        Diagnostic(
          .tag(name: text.words(range)), at: text.span(range),
          mends: [Mend(.removeIt, [TextEdit(text.span(removed), "")]), quoting(whole)]))
    case .wideBracket:
      reportWideBracket(whole)
    }
  }

  private func wordEnd(_ start: Int) -> Int {
    var end = start
    while !text[end].isBlankOrEnd, !(text[end].isFlowIndicator && end > start) { end += 1 }
    return end
  }

  // MARK: Anchors

  /// The ASCII name behind `&` or `*`.
  private func anchorName(at start: Int) -> Range<Int> {
    var end = start
    while text[end].isKeyByte, text[end] < 0x80 { end += 1 }
    return start..<(text[end].isBlankOrEnd || text[end].isFlowIndicator ? end : start)
  }

  /// One problem for an anchor and all its aliases, which mean nothing without it.
  private mutating func reportAnchor(_ range: Range<Int>, whole: Range<Int>) {
    let name = text.source(range.lowerBound + 1..<range.upperBound)
    let uses = aliases(of: name)
    let value = text.skipBlanks(range.upperBound)..<max(whole.upperBound, range.upperBound)
    let hasText = value.lowerBound < value.upperBound && !value.contains { text[$0].isLineBreak }
    let removal = TextEdit(text.span(range.lowerBound..<value.lowerBound), "")
    let source = hasText ? text.source(value) : ""
    let edits = [removal] + uses.map { TextEdit(text.span($0), source) }
    reportedAnchors.insert(name)
    diagnostics.append(
      Diagnostic(
        .anchor(name: text.words(range)), at: text.span(range),
        labels: uses.prefix(10).map { DiagnosticLabel(text.span($0), .usedHere) },
        mends: [uses.isEmpty || hasText ? Mend(.writeItOut, edits) : Mend(.writeItOut)]))
  }

  /// Where `*name` is written as a value. One pass over the text, however many anchors there are.
  private mutating func aliases(of name: String) -> [Range<Int>] {
    if let aliases { return aliases[name] ?? [] }
    var found: [String: [Range<Int>]] = [:]
    for offset in text.bytes.indices where text[offset] == UInt8(ascii: "*") {
      guard offset == 0 || text[offset - 1].isBlankOrEnd || text[offset - 1].isFlowIndicator else { continue }
      let name = anchorName(at: offset + 1)
      if !name.isEmpty { found[text.source(name), default: []].append(offset..<name.upperBound) }
    }
    aliases = found
    return found[name] ?? []
  }

  // MARK: Full-width brackets

  private func wideCloser(_ start: Int) -> UInt8? {
    if isCharacter(0xEF, 0xBD, 0x9B, at: start) { return UInt8(ascii: "}") }
    if isCharacter(0xEF, 0xBC, 0xBB, at: start) { return UInt8(ascii: "]") }
    return nil
  }

  /// A whole value in `｛｝` or `［］`; `［공지］ 안내` is text.
  private func isWideBracketValue(at start: Int) -> Bool {
    guard let closer = wideCloser(start) else { return false }
    let end = textEnd(from: start, line: text.line(at: start))
    return text[end - 1] == closer || isWideClosing(at: end - 3)
  }

  /// `｝` or `］`
  func isWideClosing(at offset: Int) -> Bool {
    isCharacter(0xEF, 0xBD, 0x9D, at: offset) || isCharacter(0xEF, 0xBC, 0xBD, at: offset)
  }

  private mutating func reportWideBracket(_ start: Range<Int>) {
    // What is taken for a key ends at its colon; the brackets go on to the end of the line.
    let lineEnd = textEnd(from: start.lowerBound, line: text.line(at: start.lowerBound))
    let whole = start.lowerBound..<max(start.upperBound, lineEnd)
    let first = whole.lowerBound..<whole.lowerBound + 3
    let isMap = wideCloser(whole.lowerBound) == UInt8(ascii: "}")
    let narrowed = narrow(whole)
    let narrowing = Mend(.writeInstead(text: narrowed), [TextEdit(text.span(whole), narrowed)])
    let isFlow = !isMap || narrowed.utf8.contains(.colon)
    diagnostics.append(
      Diagnostic(
        .fullWidthMark(mark: text.words(first), instead: isMap ? "{" : "["), at: text.span(first),
        mends: isFlow ? [narrowing, quoting(whole)] : [quoting(whole)]))
  }

  /// The source with ASCII marks for the full-width ones, and a space behind colons and commas.
  func narrow(_ range: Range<Int>) -> String {
    let marks: [UnicodeScalar: String] = [
      "\u{FF5B}": "{", "\u{FF5D}": "}", "\u{FF3B}": "[", "\u{FF3D}": "]", "\u{FF1A}": ": ", "\u{FF0C}": ", ",
    ]
    var result = ""
    var lastWasSpaced = false
    for scalar in text.source(range).unicodeScalars {
      if lastWasSpaced, scalar == " " || scalar == "\u{3000}" { continue }
      let mark = marks[scalar]
      lastWasSpaced = mark?.utf8.last == .space
      if let mark { result += mark } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }
}
