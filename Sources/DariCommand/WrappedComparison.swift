// Lines of a comparison that are wider than the terminal, gone on with in the next rows: a prompt's paragraph is one line, and
// whoever accepts a change has to see all of it.

import DariBase

enum WrappedComparison {
  /// Rows no wider than the terminal. Marks under a line stay under its words.
  static func rows(_ lines: [Substring], columns: Int) -> [String] {
    var rows: [String] = []
    var index = 0
    while index < lines.count {
      let (colour, line) = plain(lines[index])
      index += 1
      if DisplayWidth.width(of: line) <= columns {
        rows.append(colour(line))
        continue
      }
      var marks: String?
      if index < lines.count {
        let (_, next) = plain(lines[index])
        if isMarks(next) {
          marks = next
          index += 1
        }
      }
      for (piece, marked) in pieces(line, marks, columns) {
        rows.append(colour(piece))
        if let marked { rows.append(colour(marked)) }
      }
    }
    return rows
  }

  /// A line's words, and what gives them their colour again.
  private static func plain(_ line: Substring) -> (colour: (String) -> String, String) {
    guard line.first == "\u{1B}", let end = line.firstIndex(of: "m") else { return ({ $0 }, String(line)) }
    let start = String(line[...end])
    var rest = line[line.index(after: end)...]
    if rest.hasSuffix("\u{1B}[0m") { rest = rest.dropLast(4) }
    return ({ start + $0 + "\u{1B}[0m" }, String(rest))
  }

  /// `   |      ----`
  private static func isMarks(_ line: String) -> Bool {
    let rest = line.drop { $0 == " " }
    return rest.first == "|" && rest.count > 1 && rest.dropFirst().allSatisfy { " -+".contains($0) }
  }

  /// What stands before the words: the number and the sign.
  private static func gutter(_ line: String) -> Int {
    var column = 0
    for character in line.prefix(12) {
      column += 1
      if "|-+".contains(character) { return column + 1 }
      if character != " ", !character.isNumber { return 2 }
    }
    return 2
  }

  private static func pieces(
    _ line: String, _ marks: String?, _ columns: Int
  ) -> [(piece: String, marks: String?)] {
    let gutter = min(gutter(line), columns / 2)
    let signs = Array(marks ?? "")
    let indent = String(repeating: " ", count: gutter)
    var pieces: [(piece: String, marks: String?)] = []
    var piece = ""
    var (start, column) = (0, 0)
    func finish() {
      let isFirst = pieces.isEmpty
      var marked: String?
      if start < signs.count {
        let part = String(signs[start..<min(column, signs.count)])
        if part.contains(where: { $0 == "-" || $0 == "+" }) { marked = isFirst ? part : indent + part }
      }
      pieces.append((isFirst ? piece : indent + piece, marked))
      (piece, start) = ("", column)
    }
    for character in line {
      let width = DisplayWidth.width(of: String(character))
      let room = pieces.isEmpty ? columns : columns - gutter
      if column - start + width > room, !piece.isEmpty { finish() }
      piece.append(character)
      column += width
    }
    finish()
    return pieces
  }
}
