// The part of a source line that is shown, and where its bytes stand in it.

/// A line, cut to a number of columns around what is marked on it; `…` stands for what is left out.
struct LineWindow {
  /// The line as it is shown.
  let text: String
  private let line: VisibleLine
  /// Columns of the decoded line that are shown.
  private let shown: Range<Int>
  /// Columns that the `…` at the left takes: 0 or 1.
  private let indent: Int

  init(_ bytes: [UInt8], _ range: Range<Int>, around marked: [Range<Int>], width: Int) {
    let decoded = Self.neighbourhood(of: marked.first, in: range, bytes)
    line = VisibleLine(bytes, decoded)
    let columns = marked.map { [line] in line.columns(of: $0) }
    // Room for the caret of a place behind the last character.
    let needed = columns.reduce(line.width) { max($0, $1.upperBound + ($1.isEmpty ? 1 : 0)) }
    if decoded == range, needed <= width {
      shown = 0..<line.width
    } else {
      shown = Self.window(columns, of: line.width, width: width - 2)
    }
    let cutsLeft = shown.lowerBound > 0 || decoded.lowerBound > range.lowerBound
    let cutsRight = shown.upperBound < line.width || decoded.upperBound < range.upperBound
    indent = cutsLeft ? 1 : 0
    text = (cutsLeft ? "…" : "") + Self.text(line, shown) + (cutsRight ? "…" : "")
  }

  /// The columns that a range of bytes takes in the window. What lies outside is at the `…`.
  func columns(of range: Range<Int>) -> Range<Int> {
    let whole = line.columns(of: range)
    return place(whole.lowerBound)..<place(whole.upperBound)
  }

  private func place(_ column: Int) -> Int {
    if column < shown.lowerBound { return 0 }
    return min(column, shown.upperBound) - shown.lowerBound + indent
  }

  /// All that is marked if it fits, else the first mark, which is the one that the problem is about; of a mark
  /// that is too long itself, its beginning.
  private static func window(_ marked: [Range<Int>], of width: Int, width inside: Int) -> Range<Int> {
    let first = marked.first ?? 0..<0
    let all = marked.reduce(first) {
      min($0.lowerBound, $1.lowerBound)..<max($0.upperBound, $1.upperBound)
    }
    let wanted = all.count <= inside ? all : first
    let before = max(0, (inside - wanted.count) / 2)
    let start = max(0, min(wanted.lowerBound - before, width - inside))
    return start..<min(width, start + inside)
  }

  /// A wide character that lies across the edge of the window gives way to a space.
  private static func text(_ line: VisibleLine, _ shown: Range<Int>) -> String {
    var result = ""
    for cell in line.cells where cell.endColumn > shown.lowerBound && cell.column < shown.upperBound {
      if cell.column >= shown.lowerBound, cell.endColumn <= shown.upperBound {
        result += cell.text
      } else {
        let visible = min(cell.endColumn, shown.upperBound) - max(cell.column, shown.lowerBound)
        result += String(repeating: " ", count: visible)
      }
    }
    return result
  }

  /// Of a line of kilobytes only what is near the first mark is decoded, so that the cost of showing
  /// a problem does not grow with the line. The cuts lie between scalars.
  private static func neighbourhood(of mark: Range<Int>?, in line: Range<Int>, _ bytes: [UInt8]) -> Range<Int>
  {
    let reach = 4096
    guard line.count > 3 * reach else { return line }
    let place = min(max(mark?.lowerBound ?? 0, line.lowerBound), line.upperBound)
    var start = max(line.lowerBound, place - reach)
    var end = min(line.upperBound, place + 2 * reach)
    while start > line.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    while end < line.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return start..<end
  }
}
