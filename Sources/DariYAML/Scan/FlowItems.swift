// Items in brackets, judged when their comma or closing bracket comes.

import DariBase

extension TrapScanner {
  // MARK: Comments

  /// The end of a comment; nil if the `#` has taken text from a value, which is then reported and passed.
  mutating func flowCommentEnd(at hash: Int, _ walk: inout FlowWalk) -> Int? {
    let line = text.line(at: hash)
    let lineEnd = text.lines[line].upperBound
    let top = walk.frames.count - 1
    let item = walk.frames[top].item
    let isSpaced = text[hash - 1].isBlank && text[hash - 2].isBlank
    let isLoose = text[hash - 1].isBlank && text[hash + 1].isBlankOrEnd
    let followsWhole = item == nil || item?.last == .quoted || item?.last == .bracket
    if text.contentStart(line) == hash || isSpaced || (isLoose && followsWhole) { return lineEnd }
    let begins = item == nil || item?.last == nil
    let start = begins ? hash : item?.partStart ?? hash
    var end = hash
    while end < lineEnd, text[end] != .comma, !text[end].isCloser { end += 1 }
    end = trimmed(hash, end)
    if item?.isBad != true { reportHash(at: hash, whole: start..<end, inFlow: true) }
    if begins, item == nil { walk.frames[top].item = FlowItem(start: hash, end: end, kind: .plain) }
    if begins, item != nil {
      walk.frames[top].item?.valueStart = hash
      walk.frames[top].item?.valueKind = .plain
    }
    markBad(&walk)
    walk.frames[top].item?.end = end
    walk.offset = end
    return nil
  }

  // MARK: Commas and closing brackets

  mutating func closeItem(_ walk: inout FlowWalk, at comma: Int) {
    let top = walk.frames.count - 1
    if let item = walk.frames[top].item {
      walk.frames[top].items.append(item)
      walk.frames[top].item = nil
      return
    }
    let range = comma..<comma + 1
    diagnostics.append(
      Diagnostic(
        .emptyItem, at: text.span(range), mends: [Mend(.removeIt, [TextEdit(text.span(range), "")])]))
  }

  mutating func closeBracket(_ walk: inout FlowWalk, at closer: Int) {
    walk.offset = closer + 1
    let range = closer..<closer + 1
    let top = walk.frames.count - 1
    if text[closer] != walk.frames[top].closer {
      reportMismatch(&walk, at: range)
    }
    finish(walk.frames.removeLast())
    let last = walk.frames.count - 1
    if last >= 0 { walk.frames[last].item?.end = closer + 1 }
  }

  /// `[a, b}`; or, when the bracket fits one further out, one that was forgotten.
  private mutating func reportMismatch(_ walk: inout FlowWalk, at range: Range<Int>) {
    let frame = walk.frames[walk.frames.count - 1]
    let opener = frame.opener..<frame.opener + 1
    if walk.frames.dropLast().contains(where: { $0.closer == text[range.lowerBound] }) {
      let end = trimmed(opener.upperBound, range.lowerBound)
      diagnostics.append(
        Diagnostic(
          .unclosedBracket(mark: text.words(opener), closer: frame.closer.string), at: text.span(opener),
          mends: [
            Mend(.addText(text: frame.closer.string), [TextEdit(text.span(end..<end), frame.closer.string)])
          ]))
      while walk.frames[walk.frames.count - 1].closer != text[range.lowerBound] { walk.frames.removeLast() }
    } else {
      let instead = frame.closer.string
      diagnostics.append(
        Diagnostic(
          .mismatchedBracket(mark: text.words(range), opener: text.words(opener)), at: text.span(range),
          labels: [DiagnosticLabel(text.span(opener), .openedHere)],
          mends: [Mend(.writeInstead(text: instead), [TextEdit(text.span(range), instead)])]))
    }
  }

  // MARK: Items

  private mutating func finish(_ frame: FlowFrame) {
    var items = frame.items
    if let item = frame.item { items.append(item) }
    for item in items where !item.isBad { checkCommas(item) }
    guard frame.isMap, !items.isEmpty else { return }
    if items.allSatisfy({ $0.colon == nil && !$0.isBad }), items.allSatisfy({ !isBrokenKey($0) }) {
      reportListInBraces(items, frame)
      return
    }
    var index = 0
    while index < items.count {
      let item = items[index]
      if item.colon != nil || item.isBad {
        index += 1
        continue
      }
      if isBrokenKey(item) {
        reportBrokenKey(item)
        index += 1
        continue
      }
      var end = index + 1
      while end < items.count, items[end].colon == nil, !items[end].isBad, !isBrokenKey(items[end]) {
        end += 1
      }
      if index == 0 || !items[index - 1].isBad { reportSplit(items, index..<end) }
      index = end
    }
  }

  /// `，` where a comma was meant.
  private mutating func checkCommas(_ item: FlowItem) {
    let start = item.colon == nil ? item.start : item.valueStart ?? item.end
    let kind = item.colon == nil ? item.kind : item.valueKind
    guard kind == .plain, !isBrokenKey(item) || item.colon != nil else { return }
    reportWideCommas(start..<item.end, whole: start..<item.end, areSeparators: item.colon == nil)
  }

  /// False if there are none. In a value of an entry they are text, unless an entry follows.
  @discardableResult
  mutating func reportWideCommas(_ range: Range<Int>, whole: Range<Int>, areSeparators: Bool) -> Bool {
    let commas = range.filter { isWideComma($0) }
    guard let first = commas.first else { return false }
    let edits = commas.map { comma in
      let range = comma..<comma + 3
      return TextEdit(text.span(range), text[comma + 3].isBlank ? "," : ", ")
    }
    let place = first..<first + 3
    let separating = areSeparators ? [Mend(.writeInstead(text: ","), edits)] : []
    diagnostics.append(
      Diagnostic(
        .fullWidthMark(mark: text.words(place), instead: ","), at: text.span(place),
        mends: separating + [quoting(whole)]))
    return true
  }

  /// `name:하루` or `name：하루` between braces.
  private func isBrokenKey(_ item: FlowItem) -> Bool {
    guard item.kind == .plain, item.colon == nil else { return false }
    switch shape(at: item.start) {
    case .tightColon(_, let colon), .wideColon(_, let colon): return colon < item.end
    default: return false
    }
  }

  private mutating func reportBrokenKey(_ item: FlowItem) {
    switch shape(at: item.start) {
    case .tightColon(let end, let colon):
      var behind = colon + 1
      while text.whiteSpaceWidth(at: behind) > 0 { behind += text.whiteSpaceWidth(at: behind) }
      diagnostics.append(
        Diagnostic(
          .missingSpace(key: text.words(item.start..<end)), at: text.span(colon..<colon + 1),
          mends: [Mend(.addText(text: " "), [TextEdit(text.span(colon + 1..<behind), " ")])]))
    case .wideColon(_, let colon):
      let range = colon..<colon + 3
      let source = narrow(colon..<item.end)
      diagnostics.append(
        Diagnostic(
          .fullWidthMark(mark: text.words(range), instead: ":"), at: text.span(range),
          mends: [Mend(.writeInstead(text: ": "), [TextEdit(text.span(colon..<item.end), source)])]))
    default: break
    }
  }

  /// Entries without a value: what a comma has cut off the value before, as far as one can tell.
  private mutating func reportSplit(_ items: [FlowItem], _ run: Range<Int>) {
    let first = items[run.lowerBound].start..<items[run.lowerBound].end
    var mends: [Mend] = []
    if run.lowerBound > 0 {
      let before = items[run.lowerBound - 1]
      if before.colon != nil, before.valueKind == .plain, let start = before.valueStart,
        items[run].allSatisfy({ $0.kind == .plain })
      {
        mends = [quoting(start..<items[run.upperBound - 1].end)]
      }
    }
    if mends.isEmpty { mends = [Mend(.writeKeyAndValue)] }
    diagnostics.append(
      Diagnostic(.entryWithoutValue(text: text.words(first)), at: text.span(first), mends: mends))
  }

  /// `{ a, b }`: a list has square brackets.
  private mutating func reportListInBraces(_ items: [FlowItem], _ frame: FlowFrame) {
    let first = items[0].start..<items[0].end
    let end = items[items.count - 1].end
    var closer = end
    while closer < text.bytes.count, text[closer] != UInt8(ascii: "}") { closer += 1 }
    let edits = [
      TextEdit(text.span(frame.opener..<frame.opener + 1), "["),
      TextEdit(text.span(closer..<min(closer + 1, text.bytes.count)), "]"),
    ]
    diagnostics.append(
      Diagnostic(
        .entryWithoutValue(text: text.words(first)), at: text.span(first), mends: [Mend(.makeList, edits)]))
  }
}
