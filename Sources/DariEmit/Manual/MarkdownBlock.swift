// A block of Markdown: its lines, and what has to be known of it where it is put into another.

struct MarkdownBlock {
  enum List { case bullets, ordered }

  private(set) var lines: [String]
  /// Which list it is, if it is one.
  private(set) var list: List?
  private(set) var isParagraph: Bool

  init(_ lines: [String], list: List? = nil, isParagraph: Bool = false) {
    self.lines = lines
    self.list = list
    self.isParagraph = isParagraph
  }

  /// With an empty line between them.
  static func joined(_ blocks: [MarkdownBlock]) -> [String] {
    Array(blocks.map(\.lines).joined(separator: [""]))
  }

  /// An item of a list: the mark before its first line, the others as far in.
  /// - Parameter box: of a task, behind the mark.
  static func item(_ mark: String, _ box: String, _ blocks: [MarkdownBlock], isLoose: Bool) -> [String] {
    let lines = isLoose ? joined(blocks) : blocks.flatMap(\.lines)
    let indent = String(repeating: " ", count: mark.utf8.count)
    // A list, a fence or nothing can't stand behind a box.
    guard let first = lines.first, box.isEmpty || blocks[0].isParagraph else {
      return [mark + box] + lines.map { $0.isEmpty ? "" : indent + $0 }
    }
    return [mark + box + first] + lines.dropFirst().map { $0.isEmpty ? "" : indent + $0 }
  }

  mutating func prepend(_ text: String) {
    if !lines.isEmpty { lines[0] = text + lines[0] }
  }

  /// `*` for `-`, `1)` for `1.`: another mark begins another list.
  mutating func changeMarks() {
    for index in lines.indices {
      let line = lines[index]
      if list == .bullets, line.hasPrefix("- ") {
        lines[index] = "* " + line.dropFirst(2)
      } else if list == .ordered, let dot = line.firstIndex(of: "."),
        line[..<dot].utf8.allSatisfy({ (0x30...0x39).contains($0) }), dot > line.startIndex
      {
        lines[index].replaceSubrange(dot...dot, with: ")")
      }
    }
  }
}
