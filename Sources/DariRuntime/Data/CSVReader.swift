// CSV as RFC 4180 has it, over bytes: a header and rows of cells with their places.

import DariBase

package struct CSVTable: Sendable {
  package struct Cell: Sendable {
    package var text: String
    /// Bytes in the file, quotes included.
    package var range: Range<Int>
  }

  package struct Row: Sendable {
    package var cells: [Cell]
    /// From 1; a cell may hold line breaks, so rows and lines differ.
    package var line: Int
  }

  /// Columns by their paths: `attendance.absent`.
  package var header: [Cell]
  /// Every row has as many cells as the header.
  package var rows: [Row]
}

package struct CSVProblem: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Not even a header.
    case empty
    /// The byte that is not UTF-8, or 0.
    case notUTF8(UInt8)
    /// The quote that opened a cell is never closed.
    case unclosedQuote
    /// Something else than a comma or a line break after the closing quote.
    case textAfterQuote
    /// A quote inside a cell that does not begin with one.
    case strayQuote
    case raggedRow(expected: Int, found: Int)
    case emptyColumn(number: Int)
    case duplicateColumn(String)
    /// `order` and `order.number` are both columns.
    case columnInColumn(outer: String, inner: String)
  }

  package var kind: Kind
  /// From 1.
  package var line: Int
  package var range: Range<Int>
}

/// A byte order mark is dropped; rows end with CR LF, LF or CR; a cell in quotes may hold commas, line breaks
/// and doubled quotes; cells are kept as they are, spaces included. An empty line is no row (spreadsheets
/// leave them at the end), unless there is one column only: then it is a row with an empty cell if another
/// row follows.
package struct CSVReader {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var problems: [CSVProblem] = []
  package static let problemLimit = 100

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// - Returns: The table, if there is nothing wrong with it; else what is, up to `problemLimit`.
  package static func read(_ bytes: [UInt8]) -> (table: CSVTable?, problems: [CSVProblem]) {
    if let flaw = ValidUTF8.firstInvalid(bytes) ?? bytes.firstIndex(of: 0) {
      let line = bytes[..<flaw].count { $0 == 0x0A } + 1
      return (nil, [CSVProblem(kind: .notUTF8(bytes[flaw]), line: line, range: flaw..<flaw + 1)])
    }
    var reader = CSVReader(bytes)
    return reader.readTable()
  }

  private mutating func readTable() -> (CSVTable?, [CSVProblem]) {
    var rows: [CSVTable.Row] = []
    var blank: [CSVTable.Row] = []
    while position < bytes.count {
      guard let row = readRow() else { break }
      if row.cells.count == 1, row.cells[0].range.isEmpty {
        blank.append(row)
        continue
      }
      if rows.first?.cells.count == 1 { rows += blank }
      blank = []
      rows.append(row)
      if problems.count >= Self.problemLimit { break }
    }
    guard let header = rows.first else {
      if problems.isEmpty { report(.empty, line: 1, 0..<0) }
      return (nil, problems)
    }
    checkHeader(header)
    for row in rows.dropFirst() where row.cells.count != header.cells.count {
      let range = row.cells[0].range.lowerBound..<row.cells[row.cells.count - 1].range.upperBound
      report(.raggedRow(expected: header.cells.count, found: row.cells.count), line: row.line, range)
    }
    guard problems.isEmpty else { return (nil, problems) }
    return (CSVTable(header: header.cells, rows: Array(rows.dropFirst())), [])
  }

  private mutating func report(_ kind: CSVProblem.Kind, line: Int, _ range: Range<Int>) {
    if problems.count < Self.problemLimit {
      problems.append(CSVProblem(kind: kind, line: line, range: range))
    }
  }

  private mutating func checkHeader(_ header: CSVTable.Row) {
    var seen = Set<String>()
    for (index, cell) in header.cells.enumerated() {
      let name = cell.text
      if name.split(separator: ".", omittingEmptySubsequences: false).contains(where: \.isEmpty) {
        report(.emptyColumn(number: index + 1), line: header.line, cell.range)
      } else if !seen.insert(name).inserted {
        report(.duplicateColumn(name), line: header.line, cell.range)
      }
    }
    for cell in header.cells {
      var outer = Substring(cell.text)
      while let dot = outer.lastIndex(of: ".") {
        outer = outer[..<dot]
        if seen.contains(String(outer)) {
          report(.columnInColumn(outer: String(outer), inner: cell.text), line: header.line, cell.range)
        }
      }
    }
  }

  // MARK: Rows and cells

  /// Nil if the rest cannot be read.
  private mutating func readRow() -> CSVTable.Row? {
    var row = CSVTable.Row(cells: [], line: line)
    while true {
      guard let cell = readCell() else { return nil }
      row.cells.append(cell)
      guard position < bytes.count else { return row }
      if bytes[position] == 0x2C {
        position += 1
        continue
      }
      skipLineBreak()
      return row
    }
  }

  private mutating func skipLineBreak() {
    if bytes[position] == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A { position += 1 }
    position += 1
    line += 1
  }

  private func isEnd(_ byte: UInt8) -> Bool { byte == 0x2C || byte == 0x0A || byte == 0x0D }

  private mutating func readCell() -> CSVTable.Cell? {
    let start = position
    if position < bytes.count, bytes[position] == 0x22 { return readQuoted() }
    while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
    let range = start..<position
    if bytes[range].contains(0x22) { report(.strayQuote, line: line, range) }
    return CSVTable.Cell(text: String(decoding: bytes[range], as: UTF8.self), range: range)
  }

  private mutating func readQuoted() -> CSVTable.Cell? {
    let start = position
    let startLine = line
    var text: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte != 0x22 {
        let isLineEnd =
          byte == 0x0A || (byte == 0x0D && !(position + 1 < bytes.count && bytes[position + 1] == 0x0A))
        if isLineEnd { line += 1 }
        text.append(byte)
        position += 1
      } else if position + 1 < bytes.count, bytes[position + 1] == 0x22 {
        text.append(0x22)
        position += 2
      } else {
        position += 1
        let closed = position
        while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
        if position > closed { report(.textAfterQuote, line: line, closed..<position) }
        return CSVTable.Cell(text: String(decoding: text, as: UTF8.self), range: start..<position)
      }
    }
    report(.unclosedQuote, line: startLine, start..<start + 1)
    return nil
  }
}
