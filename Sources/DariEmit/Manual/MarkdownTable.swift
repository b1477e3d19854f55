// Tables of the page as tables of GitHub-flavoured Markdown.

enum MarkdownTable {
  static func block(_ table: HTMLElement) -> MarkdownBlock? {
    var rows: [[HTMLElement]] = []
    func collect(_ element: HTMLElement) {
      for each in element.elements {
        if each.name == "tr" {
          rows.append(each.elements.filter { $0.name == "th" || $0.name == "td" })
        } else {
          collect(each)
        }
      }
    }
    collect(table)
    guard let head = rows.first, !head.isEmpty else { return nil }
    let hasHead = head.allSatisfy { $0.name == "th" }
    let columns = rows.map(\.count).max() ?? head.count
    let rule = (0..<columns).map { column in
      rows.contains { column < $0.count && $0[column].has("number") } ? "--:" : "---"
    }
    let first = hasHead ? [line(head, columns)] : [line([], columns)]
    let rest = (hasHead ? rows.dropFirst() : rows[...]).map { line($0, columns) }
    return MarkdownBlock(first + ["| " + rule.joined(separator: " | ") + " |"] + rest)
  }

  private static func line(_ cells: [HTMLElement], _ columns: Int) -> String {
    let texts = (0..<columns).map { column in
      column < cells.count ? escaped(MarkdownInline.line(cells[column].children)) : ""
    }
    return "| " + texts.joined(separator: " | ") + " |"
  }

  /// A bar ends a cell, also within code.
  private static func escaped(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if scalar == "|", !isEscaped { result += "\\" }
      isEscaped = scalar == "\\" && !isEscaped
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
