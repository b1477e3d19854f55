// Lines that begin with the wrong white space, or with too much or too little of it.

import DariBase

extension TrapScanner {
  /// Whether white space other than spaces stands before a line's content.
  func hasOddIndentation(_ line: Int) -> Bool {
    let content = text.contentStart(line)
    return content < text.lines[line].upperBound && content - text.lines[line].lowerBound != text.spaces(line)
  }

  /// The column of a line's content, or a problem if tabs or wide spaces stand before it.
  mutating func column(of line: Int) throws(Unreadable) -> Int {
    guard hasOddIndentation(line) else { return text.spaces(line) }
    reportOddIndentation(line)
    throw Unreadable()
  }

  /// All lines of one kind are one mistake: the first is reported, the mend holds the others too.
  mutating func reportOddIndentation(_ line: Int) {
    let start = text.lines[line].lowerBound
    let odd = start + text.spaces(line)
    let isTab = text[odd] == .tab
    if let known = isTab ? tabProblem : wideSpaceProblem {
      currentOddProblem = known
    } else {
      let span = text.span(start..<text.contentStart(line))
      let name = text[odd] == 0xC2 ? "U+00A0" : "U+3000"
      let problem: Problem = isTab ? .tabIndentation : .wideSpaceIndentation(name: name)
      diagnostics.append(Diagnostic(problem, at: span, mends: [Mend(.useSpaces, [])]))
      currentOddProblem = diagnostics.count - 1
      if isTab { tabProblem = currentOddProblem } else { wideSpaceProblem = currentOddProblem }
    }
    collectOddIndentation(line)
  }

  /// Adds the line to the mend of the problem at hand, if it needs it.
  mutating func collectOddIndentation(_ line: Int) {
    guard let problem = currentOddProblem, hasOddIndentation(line) else { return }
    let range = text.lines[line].lowerBound..<text.contentStart(line)
    let edit = TextEdit(text.span(range), spacesInstead(of: range))
    // What lies before the line reported first was read without complaint: white space inside a text.
    if let last = diagnostics[problem].mends[0].edits.last, last.span.start >= edit.span.start { return }
    diagnostics[problem].mends[0].edits.append(edit)
  }

  private mutating func spacesInstead(of range: Range<Int>) -> String {
    var count = 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      count += text[offset] == .tab ? indentationStep() : text[offset] == 0xE3 ? 2 : 1
      offset += text.whiteSpaceWidth(at: offset)
    }
    return String(repeating: " ", count: count)
  }

  /// How far the author indents elsewhere: the smallest indentation in the text, or two spaces.
  private mutating func indentationStep() -> Int {
    if let knownIndentationStep { return knownIndentationStep }
    let used = text.lines.indices.lazy.filter { [self] in !text.isEmpty($0) && !hasOddIndentation($0) }
      .map { [self] in text.spaces($0) }.filter { $0 > 0 }
    let step = used.min() ?? 2
    knownIndentationStep = step
    return step
  }

  /// After a value, a line may not stand further in than the block that the value is in.
  mutating func requireEnd(of parent: Parent) throws(Unreadable) {
    guard let next = nextContentLine() else { return }
    let column = try column(of: next)
    if column <= parent.column { return }
    let isItem = isBullet(text.contentStart(next))
    var targets: [Int] = []
    if endedColumn > parent.column, endedIsSequence == isItem { targets.append(endedColumn) }
    if parent.isSequence == isItem { targets.append(parent.column) }
    if !isItem, !shape(at: text.contentStart(next)).isKey { targets = [] }
    reportIndentation(next, target: targets.min { abs($0 - column) < abs($1 - column) })
    throw Unreadable()
  }

  /// `target` is the column that the line should have, if that is known. The lines below that belong to it move
  /// along, up to `last`.
  mutating func reportIndentation(_ line: Int, target: Int?, column: Int? = nil, last: Int? = nil) {
    let range = text.contentRange(line)
    let column = column ?? text.spaces(line)
    var mends: [Mend] = []
    if let target {
      let edits = shifts(from: line, column: column, to: target, last: last ?? text.lines.count)
      mends = [Mend(target == 0 ? .beginAtMargin : .indentBy(count: target), edits)]
    }
    diagnostics.append(
      Diagnostic(.badIndentation(count: column), at: text.span(range), mends: mends))
  }

  /// Moves the lines at this column; the lines below them only where they would not be further in any more.
  private func shifts(from line: Int, column: Int, to target: Int, last: Int) -> [TextEdit] {
    let start = text.contentStart(line)
    var hasValue = false
    if case .key(_, let colon) = shape(at: start) {
      hasValue = text.skipBlanks(colon + 1) < text.lines[line].upperBound
    }
    let movesAll = isBullet(start) || (target > column && !hasValue)
    var edits: [TextEdit] = []
    for next in line..<last where !text.isEmpty(next) {
      if hasOddIndentation(next) || text.spaces(next) < column { break }
      if movesAll || text.spaces(next) == column { edits.append(shift(next, by: target - column)) }
    }
    return edits
  }

  /// Lets the line reported last begin where its line does.
  mutating func moveToMargin() {
    guard let problem = currentOddProblem, let last = diagnostics[problem].mends[0].edits.indices.last else {
      return
    }
    diagnostics[problem].mends[0].edits[last].text = ""
  }

  func shift(_ line: Int, by distance: Int) -> TextEdit {
    let start = text.lines[line].lowerBound
    return distance >= 0
      ? TextEdit(text.span(start..<start), String(repeating: " ", count: distance))
      : TextEdit(text.span(start..<start - distance), "")
  }
}
