// How many rows of a terminal a text takes, so that a page fits on the screen.

package enum TerminalRows {
  /// Rows of one line; a line that is wider than the terminal goes on in the next row, and a wide character is not split.
  /// Colours take no room.
  package static func count(_ line: Substring, columns: Int) -> Int {
    var rows = 1
    _ = walk(line, columns: columns) { row in
      rows = row
      return true
    }
    return rows
  }

  /// The beginning of a line that fits into so many rows.
  package static func cut(_ line: Substring, columns: Int, rows: Int) -> Substring {
    let end = walk(line, columns: columns) { $0 <= rows }
    if end == line.endIndex { return line }
    let shown = line[..<end]
    return shown.unicodeScalars.contains("\u{1B}") ? shown + "\u{1B}[0m" : shown
  }

  /// Goes through what a line shows; ends at its end, or at the first character whose row (from 1) is not wanted.
  private static func walk(_ line: Substring, columns: Int, isWanted: (Int) -> Bool) -> Substring.Index {
    var row = 1
    var column = 0
    var isCommand = false
    for index in line.indices {
      let character = line[index]
      if character == "\u{1B}" { isCommand = true }
      if isCommand {
        // A colour: `ESC [ … m`.
        isCommand = character != "m"
        continue
      }
      let width = DisplayWidth.width(of: String(character))
      if column + width > columns, column > 0 {
        row += 1
        column = 0
      }
      column += width
      if !isWanted(row) { return index }
    }
    return line.endIndex
  }

  package static func lines(_ text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}

/// Blocks of text on a screen of some height: the first ones, whole, and a line that says how many more there are. Of a
/// first block that is higher than the screen its beginning is shown.
package struct FittedPage {
  package private(set) var lines: [Substring] = []
  /// Blocks that are not shown.
  package private(set) var hidden = 0
  /// Rows that the lines leave free.
  package private(set) var free: Int

  /// - Parameters:
  ///   - blocks: lines, each ended by a line feed.
  ///   - rows: what may be filled, the line that counts the hidden ones included.
  package init(_ blocks: [String], columns: Int, rows: Int) {
    free = max(0, rows)
    for (index, block) in blocks.enumerated() {
      let blockLines = TerminalRows.lines(block)
      let height = blockLines.reduce(0) { $0 + TerminalRows.count($1, columns: columns) }
      let gap = index == 0 ? 0 : 1
      let isLast = index == blocks.count - 1
      // Room for the line that counts what is hidden.
      if gap + height + (isLast ? 0 : 2) <= free || (isLast && gap + height <= free) {
        if gap > 0 { lines.append("") }
        lines += blockLines
        free -= gap + height
        continue
      }
      hidden = blocks.count - index
      if index == 0 {
        hidden -= 1
        take(blockLines, columns: columns, reserved: hidden > 0 ? 2 : 0)
      }
      return
    }
  }

  /// The first line says what is wrong: it goes before what is reserved, and rather in part than not at all.
  private mutating func take(_ block: [Substring], columns: Int, reserved: Int) {
    for var line in block {
      if lines.isEmpty { line = TerminalRows.cut(line, columns: columns, rows: free) }
      if line.isEmpty, free == 0 { return }
      let height = TerminalRows.count(line, columns: columns)
      if height > free - (lines.isEmpty ? 0 : reserved) { return }
      lines.append(line)
      free -= height
    }
  }
}
