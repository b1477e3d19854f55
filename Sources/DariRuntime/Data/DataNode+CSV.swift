// Rows of a CSV as data: a column is a path, a cell is a word, an empty cell is absent.

extension CSVTable {
  /// One row as an object; `attendance.absent` is a key of the object `attendance`. An empty cell is left
  /// out, and an object whose cells are all empty too.
  package func object(_ row: Row) -> DataNode {
    var root = Branch()
    for (column, cell) in zip(header, row.cells) where !cell.text.utf8.isEmpty {
      let names = column.text.split(separator: ".").map(String.init)
      root.insert(DataNode(.word(cell.text), range: cell.range), at: names[...], keyRange: column.range)
    }
    return root.node(range: Self.range(of: row))
  }

  /// All rows, for a list of records.
  package var objects: DataNode { DataNode(.list(rows.map(object))) }

  private static func range(of row: Row) -> Range<Int>? {
    guard let first = row.cells.first, let last = row.cells.last else { return nil }
    return first.range.lowerBound..<last.range.upperBound
  }

  /// An object while its cells come in.
  private struct Branch {
    private enum Child {
      case cell(DataNode)
      case branch(Branch)
    }
    private var children: [(key: String, keyRange: Range<Int>, child: Child)] = []

    /// The columns have been checked: no path is another's beginning.
    mutating func insert(_ cell: DataNode, at path: ArraySlice<String>, keyRange: Range<Int>) {
      guard let key = path.first else { return }
      let rest = path.dropFirst()
      if rest.isEmpty {
        children.append((key, keyRange, .cell(cell)))
        return
      }
      let index = children.firstIndex { $0.key == key }
      var branch = Branch()
      if let index, case .branch(let found) = children[index].child { branch = found }
      branch.insert(cell, at: rest, keyRange: keyRange)
      if let index {
        children[index].child = .branch(branch)
      } else {
        children.append((key, keyRange, .branch(branch)))
      }
    }

    func node(range: Range<Int>?) -> DataNode {
      let entries = children.map { key, keyRange, child in
        switch child {
        case .cell(let cell): DataNode.Entry(key: key, keyRange: keyRange, value: cell)
        case .branch(let branch):
          DataNode.Entry(key: key, keyRange: keyRange, value: branch.node(range: range))
        }
      }
      return DataNode(.object(entries), range: range)
    }
  }
}
