// Finds what a person meant and YAML would read otherwise, before libyaml reads it.

import DariBase

/// A light walk over the lines: it knows blocks, bullets, keys, quotes and brackets, builds nothing, and
/// reports each mistake once where it was made. What it cannot read it blanks out in `text` and remembers by the
/// indicator before it, so that libyaml reads the rest of the file in one pass with the same structure.
struct TrapScanner {
  var text: ScanText
  var diagnostics: [Diagnostic] = []
  /// The next line that no value has taken.
  var line = 0
  /// Offsets right behind the `:` or `-` whose value cannot be read.
  var unreadable: Set<Int> = []
  var isRootUnreadable = false
  /// Where the lines of the outermost entries or items begin.
  var rootEntries: [Int] = []
  /// Blocks around the place being scanned.
  var depth = 0
  /// The block that ended last: where a line that is indented a little wrong may belong.
  var endedColumn = -1
  var endedIsSequence = false
  /// The problem that gathers all lines indented with tabs, and the one for no-break and full-width spaces.
  var tabProblem: Int?
  var wideSpaceProblem: Int?
  /// Which of them was reported or added to since the last entry was given up.
  var currentOddProblem: Int?
  var knownIndentationStep: Int?
  /// Bytes that may still be walked behind the line where a bracket should have been closed. Without a bound, a
  /// file of open brackets would be walked once for each.
  var walkBudget = 0
  var reportedAnchors: Set<String> = []
  /// Places of `*name` by name; gathered when first asked for.
  var aliases: [String: [Range<Int>]]?

  init(_ text: ScanText) {
    self.text = text
    walkBudget = text.bytes.count + 65_536
  }

  /// Thrown when a value is given up. Its problem has been reported.
  struct Unreadable: Error {}

  /// What holds the value being scanned.
  struct Parent {
    var column: Int
    var isSequence: Bool
    static let root = Parent(column: -1, isSequence: false)
  }

  mutating func scan() {
    scanCharacters()
    scanDocumentMarks()
    scanRoot()
  }

  private mutating func scanRoot() {
    var hasMargin: Bool?
    while let first = nextContentLine() {
      // Nothing stands above a first line that is indented with a tab; the lines below may be right.
      guard hasOddIndentation(first) else { break }
      reportOddIndentation(first)
      let othersAtMargin = hasMargin ?? (sibling(of: first, column: 0) != nil)
      hasMargin = othersAtMargin
      if othersAtMargin { moveToMargin() }
      text.blankOut(text.lines[first])
      currentOddProblem = nil
    }
    guard let first = nextContentLine() else { return }
    let column = text.spaces(first)
    do throws(Unreadable) {
      try scanNode(at: text.lines[first].lowerBound + column, in: .root)
    } catch {
      giveUpRoot()
      return
    }
    guard let rest = nextContentLine() else { return }
    reportLeftover(rest, after: first, column: column)
    giveUpRoot()
  }

  private mutating func giveUpRoot() {
    isRootUnreadable = true
    while line < text.lines.count {
      collectOddIndentation(line)
      line += 1
    }
  }

  /// A root that begins further in than a later line, or that ends before the text does.
  private mutating func reportLeftover(_ rest: Int, after first: Int, column: Int) {
    if hasOddIndentation(rest) {
      reportOddIndentation(rest)
    } else if column > 0, text.spaces(rest) < column {
      reportIndentation(first, target: text.spaces(rest), column: column, last: rest)
    } else {
      let range = text.contentRange(rest)
      diagnostics.append(Diagnostic(.textAfterValue(text: text.words(range)), at: text.span(range)))
    }
  }

  /// Passes lines without content, whose white space then no longer matters.
  mutating func nextContentLine() -> Int? {
    while line < text.lines.count {
      let start = text.contentStart(line)
      if start < text.lines[line].upperBound, text[start] != .hash { return line }
      text.blankOut(text.lines[line].lowerBound..<start)
      line += 1
    }
    return nil
  }

  // MARK: Giving up a value

  /// Blanks the value behind `indicator` and passes the lines that belong to it.
  mutating func giveUp(after indicator: Int, from first: Int, in parent: Parent) {
    unreadable.insert(indicator)
    var next = max(first + 1, line)
    for passed in first..<min(next, text.lines.count) { collectOddIndentation(passed) }
    while next < text.lines.count, belongs(next, to: parent) {
      collectOddIndentation(next)
      next += 1
    }
    text.blankOut(indicator..<text.lineStart(next))
    currentOddProblem = nil
    line = next
  }

  /// Whether a line goes with the value above when that value is given up.
  private func belongs(_ line: Int, to parent: Parent) -> Bool {
    if text.isEmpty(line) || text.isComment(line) || hasOddIndentation(line) { return true }
    let column = text.spaces(line)
    if column > parent.column { return true }
    let start = text.contentStart(line)
    if column == parent.column, !parent.isSequence, isBullet(start) || looseBullet(at: start) != nil {
      return true
    }
    return isClosingLine(line)
  }

  /// `]`, `},` and the like alone on a line.
  private func isClosingLine(_ line: Int) -> Bool {
    let start = text.contentStart(line)
    guard text[start].isCloser else { return false }
    return (start..<text.trimmedEnd(line)).allSatisfy {
      text[$0].isCloser || text[$0].isBlank || text[$0] == .comma
    }
  }

  // MARK: Marks of documents

  /// `---` before everything is harmless; other marks, and directives, are not for these files.
  private mutating func scanDocumentMarks() {
    var hasContent = false
    var marks: [Range<Int>] = []
    for line in text.lines.indices {
      let range = text.lines[line]
      if text[range.lowerBound] == UInt8(ascii: "%"), !hasContent, isCapital(text[range.lowerBound + 1]) {
        reportDirective(line)
      } else if isDocumentMark(at: range.lowerBound) {
        let isHarmless =
          !hasContent && text.trimmedEnd(line) == range.lowerBound + 3 && text[range.lowerBound] == .hyphen
        hasContent = hasContent || isHarmless
        if !isHarmless { marks.append(range.lowerBound..<range.lowerBound + 3) }
        text.blankOut(range.lowerBound..<range.lowerBound + 3)
      } else if !text.isEmpty(line), !text.isComment(line) {
        hasContent = true
      }
    }
    guard let first = marks.first else { return }
    let edits = marks.prefix(100).map { TextEdit(text.span(wholeLine(ifOnly: $0)), "") }
    diagnostics.append(
      Diagnostic(
        .severalDocuments(mark: text.words(first)), at: text.span(first), mends: [Mend(.removeIt, edits)]))
  }

  private func isDocumentMark(at start: Int) -> Bool {
    (text.matches("---", at: start) || text.matches("...", at: start)) && text[start + 3].isBlankOrEnd
  }

  private func isCapital(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }

  private mutating func reportDirective(_ line: Int) {
    let range = text.lines[line].lowerBound..<text.trimmedEnd(line)
    diagnostics.append(
      Diagnostic(
        .directive(text: text.words(range)), at: text.span(range),
        mends: [Mend(.removeIt, [TextEdit(text.span(wholeLine(ifOnly: range)), "")])]))
    text.blankOut(range)
  }

  /// The range, or its whole line with the line break when nothing else stands on the line.
  func wholeLine(ifOnly range: Range<Int>) -> Range<Int> {
    let line = text.line(at: range.lowerBound)
    let isAlone = text.contentStart(line) >= range.lowerBound && text.trimmedEnd(line) <= range.upperBound
    return isAlone ? text.lines[line].lowerBound..<text.lineStart(line + 1) : range
  }
}
