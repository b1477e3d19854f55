// Tables for terminals: cells of words that wrap, aligned also where letters are two columns wide.

package struct TextTable {
  /// Paragraphs, each on lines of its own.
  package typealias Cell = [String]

  package struct Row {
    /// A line of its own above the row, as wide as the table; empty for none.
    package var caption: String
    package var cells: [Cell]

    package init(caption: String = "", _ cells: [Cell]) {
      self.caption = caption
      self.cells = cells
    }
  }

  /// What a piece of the table is, for colours.
  package enum Part { case heading, rule, caption, cell }

  package var headings: [String]
  package var rows: [Row] = []

  private static let gap = 2
  /// Fewer columns hold no word of most languages.
  private static let narrowest = 8

  package init(_ headings: [String]) { self.headings = headings }

  /// - Parameters:
  ///   - width: columns of the terminal.
  ///   - indent: columns that are left free at the left.
  ///   - styled: what stands on a line, in the colour of its part.
  package func lines(width: Int, indent: Int = 0, styled: (Part, String) -> String) -> [String] {
    let room = max(width - indent, headings.count * (Self.narrowest + Self.gap) - Self.gap)
    let widths = widths(room)
    let left = String(repeating: " ", count: indent)
    func row(_ cells: [Cell], _ part: Part) -> [String] {
      let wrapped = zip(cells, widths).map { cell, width in
        cell.flatMap { TextWrapping.lines($0, width: width) }
      }
      return (0..<(wrapped.map(\.count).max() ?? 0)).map { line in
        var text = left
        var free = 0
        for (column, lines) in wrapped.enumerated() {
          text += String(repeating: " ", count: free)
          let words = line < lines.count ? lines[line] : ""
          if !words.isEmpty { text += styled(part, words) }
          free = widths[column] - DisplayWidth.width(of: words) + Self.gap
        }
        return text.trimmingSpacesAtEnd
      }
    }
    var lines = row(headings.map { [$0] }, .heading)
    let rules = widths.map { styled(.rule, String(repeating: "─", count: $0)) }
    lines.append(left + rules.joined(separator: String(repeating: " ", count: Self.gap)))
    for entry in rows {
      if !entry.caption.isEmpty {
        lines += TextWrapping.lines(entry.caption, width: room, hanging: 2).enumerated().map {
          left + ($0.offset > 0 ? "  " : "") + styled(.caption, $0.element)
        }
      }
      lines += row(entry.cells, .cell)
    }
    return lines
  }

  /// As wide as what is in them; if that is too much, the widest give way, down to their longest word if that goes.
  private func widths(_ room: Int) -> [Int] {
    var widths = headings.map { DisplayWidth.width(of: $0) }
    var words = widths.map { _ in Self.narrowest }
    for cells in rows.map(\.cells) + [headings.map { [$0] }] {
      for (column, cell) in cells.enumerated() {
        for paragraph in cell {
          widths[column] = max(widths[column], DisplayWidth.width(of: paragraph))
          for word in paragraph.split(separator: " ") {
            words[column] = max(words[column], min(DisplayWidth.width(of: String(word)), room / widths.count))
          }
        }
      }
    }
    widths = widths.map { min(max($0, 1), room) }
    var excess = widths.reduce(0, +) + Self.gap * (widths.count - 1) - room
    for least in [words, words.map { _ in Self.narrowest }] {
      while excess > 0 {
        let wide = widths.indices.filter { widths[$0] > least[$0] }
        guard let widest = wide.max(by: { widths[$0] < widths[$1] }) else { break }
        widths[widest] -= 1
        excess -= 1
      }
    }
    return widths
  }
}

extension String {
  fileprivate var trimmingSpacesAtEnd: String {
    var text = self[...]
    while text.utf8.last == 0x20 { text = text.dropLast() }
    return String(text)
  }
}
