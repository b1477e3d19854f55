// The way that a problem is about, drawn from top to bottom: a line for each step that it comes to.

/// ```
/// ● draft    답장 쓰기    AI가 만듭니다
/// │
/// ◌ approve  사장님 확인  `upset` 조건에 맞지 않으면 건너뜁니다
/// │
/// ▶ send     보내기       밖으로 나갑니다
/// ```
struct PathDrawing {
  private let stops: [FlowStop]
  private let language: MessageLanguage
  private let width: Int

  /// - Parameter width: columns there are.
  init(_ stops: [FlowStop], language: MessageLanguage, width: Int) {
    self.stops = stops
    self.language = language
    self.width = width
  }

  private struct Row {
    var mark: String
    var style: TextStyle
    var name: String
    var title: String
    var note: String
  }

  var lines: [[(text: String, style: TextStyle)]] {
    let rows = stops.map(row)
    let nameWidth = rows.map { VisibleText.width($0.name) }.max() ?? 0
    let titleWidth = rows.map { VisibleText.width($0.title) }.max() ?? 0
    let noteWidth = rows.map { VisibleText.width($0.note) }.max() ?? 0
    let gap = titleWidth > 0 ? 2 : 0
    // Beside each other if all fit, else each note below its step.
    let isWide = 2 + nameWidth + gap + titleWidth + 2 + noteWidth <= width
    var lines: [[(text: String, style: TextStyle)]] = []
    for (index, row) in rows.enumerated() {
      let isLast = index + 1 == rows.count
      var head = "\(row.name)"
      if isWide {
        head =
          padded(row.name, nameWidth) + String(repeating: " ", count: gap) + padded(row.title, titleWidth)
        lines.append([(row.mark + " ", row.style), (head + "  ", .plain), (row.note, row.style)])
      } else {
        if !row.title.isEmpty { head += "  " + row.title }
        lines.append([(row.mark + " ", row.style), (head, .plain)])
        for piece in wrapped(row.note, to: width - 4) {
          lines.append([(isLast ? "    " : "│   ", .secondary), (piece, row.style)])
        }
      }
      if !isLast { lines.append([("│", .secondary)]) }
    }
    return lines
  }

  private func row(_ stop: FlowStop) -> Row {
    let mark: String
    var style = TextStyle.secondary
    switch stop.kind {
    case .starts: mark = "●"
    case .passes: mark = "○"
    case .skipped: mark = "◌"
    case .leaves:
      mark = "▶"
      style = .primary(.error)
    case .ends:
      mark = "■"
      style = .primary(.error)
    }
    return Row(
      mark: mark, style: style, name: VisibleText.visible(stop.step?.name ?? ""),
      title: VisibleText.visible(stop.step?.title ?? ""), note: VisibleText.visible(stop.note.text(language)))
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - VisibleText.width(text)))
  }

  /// At spaces, as far as there are any.
  private func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if !line.isEmpty, VisibleText.width(longer) > width {
        lines.append(line)
        line = String(word)
      } else {
        line = longer
      }
    }
    return lines + [line]
  }
}
