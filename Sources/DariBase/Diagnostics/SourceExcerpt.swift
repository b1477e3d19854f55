// The source lines that a diagnostic speaks of, with marks under them: rows of styled text,
// laid out in terminal columns.

/// What a piece of the output is, from which its colour follows.
enum TextStyle: Hashable {
  case plain, frame
  case primary(Severity)
  case secondary, added, removed
}

struct StyledText {
  private(set) var pieces: [(text: String, style: TextStyle)] = []

  /// Without the spaces at the end.
  var trimmed: StyledText {
    var result = self
    while let last = result.pieces.popLast() {
      let kept = last.text.utf8.reversed().drop { $0 == 0x20 }
      if kept.isEmpty { continue }
      result.pieces.append((String(decoding: kept.reversed(), as: UTF8.self), last.style))
      break
    }
    return result
  }

  mutating func append(_ text: String, _ style: TextStyle) {
    if text.isEmpty { return }
    if let last = pieces.last, last.style == style {
      pieces[pieces.count - 1].text += text
    } else {
      pieces.append((text, style))
    }
  }
}

/// One row of an excerpt: `12 | text`. `sign` is what stands between the number and the text.
struct ExcerptRow {
  var number: Int?
  var sign = "|"
  var isGap = false
  var text = StyledText()
}

/// Lines of one file and the marks on them.
struct SourceExcerpt {
  struct Mark {
    /// Bytes in the file.
    var range: Range<Int>
    var style: TextStyle
    var note: String?

    var sign: Character {
      switch style {
      case .primary: return "^"
      case .added: return "+"
      default: return "-"
      }
    }
  }

  var file: SourceFile
  var marks: [Mark]
  /// Columns for a source line; longer ones are cut around what is marked.
  var width: Int

  /// A mark over more lines than this shows its first and its last one only.
  static let wholeUpTo = 5

  /// Lines, from 0, that are shown.
  var lines: [Int] {
    var shown = Set<Int>()
    for mark in marks {
      let lines = lineRange(of: mark)
      if lines.count <= Self.wholeUpTo {
        shown.formUnion(lines)
      } else {
        shown.formUnion([lines.lowerBound, lines.upperBound])
      }
    }
    // A gap of one line takes no less room than the line.
    for line in shown where shown.contains(line + 2) { shown.insert(line + 1) }
    return shown.sorted()
  }

  func rows() -> [ExcerptRow] {
    let spanning = marks.filter { lineRange(of: $0).count > 1 }
    var result: [ExcerptRow] = []
    var last: Int?
    for line in lines {
      if let last, line > last + 1 {
        var row = ExcerptRow(isGap: true)
        drawBars(spanning, line: line, isGap: true, in: &row.text)
        result.append(row)
      }
      last = line
      result += rows(ofLine: line, spanning)
    }
    return result
  }

  /// From 0. A span that ends where a line begins, as one that takes in its line break does, ends on the line before.
  func lineRange(of mark: Mark) -> ClosedRange<Int> {
    let first = file.lineIndex(at: mark.range.lowerBound)
    if mark.range.isEmpty { return first...first }
    return first...max(first, file.lineIndex(at: mark.range.upperBound - 1))
  }

  /// A line with what of the marks lies on it, without bars: for text that is shown whole.
  func rows(ofWholeLine line: Int) -> [ExcerptRow] {
    let range = file.lineRange(line)
    let parts = marks.map(\.range).filter { $0.overlaps(range) }.map { $0.clamped(to: range) }
    let window = LineWindow(file.bytes, range, around: parts, width: max(20, width))
    var row = ExcerptRow(number: line + 1)
    row.text.append(window.text, .plain)
    let style = marks.first?.style ?? .plain
    let mark = Mark(range: range, style: style, note: nil)
    return [row] + annotations(parts.map { Stroke(columns: window.columns(of: $0), mark: mark) }) { _ in }
  }

  // MARK: One line

  /// A mark's part on one line, in columns of the window.
  private struct Stroke {
    var columns: Range<Int>
    var mark: Mark
    var note: String?
  }

  private func rows(ofLine line: Int, _ spanning: [Mark]) -> [ExcerptRow] {
    let barColumns = spanning.count * 2
    let pieces = marks.compactMap { part(of: $0, on: line) }
    let window = LineWindow(
      file.bytes, file.lineRange(line), around: pieces.map(\.range), width: max(20, width - barColumns))
    var row = ExcerptRow(number: line + 1)
    drawBars(spanning, line: line, isGap: false, in: &row.text)
    row.text.append(window.text, .plain)
    var strokes = pieces.map { piece in
      Stroke(columns: window.columns(of: piece.range), mark: piece.mark, note: piece.note)
    }
    // The primary mark comes first, and is drawn last, over the others.
    strokes.reverse()
    return [row]
      + annotations(strokes) { text in
        drawBars(spanning, line: line, isGap: true, after: true, in: &text)
      }
  }

  private struct Part {
    var range: Range<Int>
    var mark: Mark
    var note: String?
  }

  /// What of a mark lies on a line: all of it, the beginning, the end, or nothing to draw.
  private func part(of mark: Mark, on line: Int) -> Part? {
    let lines = lineRange(of: mark)
    guard line == lines.lowerBound || line == lines.upperBound else { return nil }
    if lines.count == 1 { return Part(range: mark.range, mark: mark, note: mark.note) }
    let range = file.lineRange(line)
    if line == lines.lowerBound {
      return Part(range: mark.range.lowerBound..<max(range.upperBound, mark.range.lowerBound), mark: mark)
    }
    let isBlank = { (offset: Int) in file.bytes[offset] == 0x20 || file.bytes[offset] == 0x09 }
    let start = range.first { !isBlank($0) } ?? range.lowerBound
    return Part(range: min(start, mark.range.upperBound)..<mark.range.upperBound, mark: mark, note: mark.note)
  }

  /// The rows under a line: all strokes in one row, then the notes, from right to left, each under its stroke.
  private func annotations(_ strokes: [Stroke], bars: (inout StyledText) -> Void) -> [ExcerptRow] {
    guard !strokes.isEmpty else { return [] }
    var under = Canvas()
    for stroke in strokes {
      for column in stroke.columns.lowerBound..<max(stroke.columns.upperBound, stroke.columns.lowerBound + 1)
      {
        under.draw(stroke.mark.sign, column, stroke.mark.style)
      }
    }
    var waiting = strokes.filter { $0.note != nil }.sorted { $0.columns.lowerBound < $1.columns.lowerBound }
    if let last = waiting.last, max(last.columns.upperBound, last.columns.lowerBound + 1) == under.count {
      under.note(last.note ?? "", last.mark.style)
      waiting.removeLast()
    }
    var canvases = [under]
    if !waiting.isEmpty { canvases.append(connectors(waiting)) }
    while let next = waiting.popLast() {
      var canvas = connectors(waiting.filter { $0.columns.lowerBound < next.columns.lowerBound })
      canvas.note(next.note ?? "", next.mark.style, at: next.columns.lowerBound)
      canvases.append(canvas)
    }
    return canvases.map { canvas in
      var row = ExcerptRow()
      bars(&row.text)
      canvas.write(to: &row.text)
      return row
    }
  }

  private func connectors(_ strokes: [Stroke]) -> Canvas {
    var canvas = Canvas()
    for stroke in strokes { canvas.draw("|", stroke.columns.lowerBound, stroke.mark.style) }
    return canvas
  }

  // MARK: Marks over several lines

  /// A bar at the left for each mark over several lines: `/` where it begins, `\` where it ends.
  private func drawBars(
    _ spanning: [Mark], line: Int, isGap: Bool, after: Bool = false, in text: inout StyledText
  ) {
    for mark in spanning {
      let lines = lineRange(of: mark)
      let runsThrough: Bool
      if isGap, !after {
        runsThrough = lines.lowerBound < line && lines.upperBound >= line
      } else {
        runsThrough = lines.lowerBound <= line && (after ? lines.upperBound > line : lines.upperBound >= line)
      }
      var sign = "|"
      if !isGap, line == lines.lowerBound { sign = "/" }
      if !isGap, line == lines.upperBound { sign = "\\" }
      text.append(runsThrough ? sign : " ", runsThrough ? mark.style : .plain)
      text.append(" ", .plain)
    }
  }
}

extension SourceExcerpt.Mark {
  var isPrimary: Bool {
    if case .primary = style { return true }
    return false
  }
}

/// A row on which signs are put at columns, and words at its end.
private struct Canvas {
  private var signs: [(Character, TextStyle)] = []
  private var words: (String, TextStyle)?

  var count: Int { signs.count }

  mutating func draw(_ sign: Character, _ column: Int, _ style: TextStyle) {
    pad(to: column + 1)
    signs[column] = (sign, style)
  }

  mutating func note(_ text: String, _ style: TextStyle, at column: Int? = nil) {
    pad(to: column ?? count + 1)
    words = (text, style)
  }

  private mutating func pad(to count: Int) {
    while signs.count < count { signs.append((" ", .plain)) }
  }

  func write(to text: inout StyledText) {
    for (sign, style) in signs { text.append(String(sign), style) }
    if let words { text.append(words.0, words.1) }
  }
}
