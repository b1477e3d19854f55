// Whether two trees say the same, whatever their layout.

import DariBase

/// What counts of a file: its nodes, the tokens of its code, the text that is printed, and its comments.
package enum LayoutFidelity {
  /// A node, or a token with what of it counts.
  struct Fact: Equatable {
    var kind: SyntaxKind
    var bytes: [UInt8] = []
  }

  package static func saysTheSame(_ before: SyntaxTree, _ after: SyntaxTree) -> Bool {
    !after.diagnostics.hasErrors && facts(before) == facts(after)
  }

  static func facts(_ tree: SyntaxTree) -> [Fact] {
    tree.file.bytes.withUnsafeBufferPointer { bytes in
      var facts: [Fact] = []
      facts.reserveCapacity(tree.entries.count)
      var literal = 0..<0
      for (index, entry) in tree.entries.enumerated() {
        switch entry.kind {
        case .whitespace, .lineBreak, .byteOrderMark: break
        case .description, .literalBody:
          literal = bytes.literalRegion(entry.range)
          facts.append(Fact(kind: entry.kind))
        case .literalText: add(entry.kind, bytes, entry.range.clamped(to: literal), to: &facts)
        case .templateText: add(entry.kind, bytes, SyntaxNode(tree: tree, index: index).keptRange, to: &facts)
        case .yamlText:
          // Which white space counts in it only YAML knows.
          let text = bytes[entry.range].filter { $0 > 0x20 }
          if !text.isEmpty { facts.append(Fact(kind: entry.kind, bytes: text)) }
        case .comma where closesNext(index, tree.entries): break
        case .rawValue:
          facts.append(Fact(kind: entry.kind, bytes: FileLayout.withSingleSpaces(bytes[entry.range])))
        default:
          facts.append(Fact(kind: entry.kind, bytes: entry.kind.isToken ? lines(bytes, entry.range) : []))
        }
      }
      return facts
    }
  }

  /// Text of which nothing counts may be left out.
  private static func add(_ kind: SyntaxKind, _ bytes: Bytes, _ range: Range<Int>, to facts: inout [Fact]) {
    if !range.isEmpty { facts.append(Fact(kind: kind, bytes: lines(bytes, range))) }
  }

  /// CR LF as LF.
  private static func lines(_ bytes: Bytes, _ range: Range<Int>) -> [UInt8] {
    range.filter { bytes[$0] != 0x0D || bytes.at($0 + 1, range.upperBound) != 0x0A }.map { bytes[$0] }
  }

  private static func closesNext(_ comma: Int, _ entries: [SyntaxEntry]) -> Bool {
    entries[(comma + 1)...].first { !$0.kind.isTrivia && $0.kind.isToken }?.kind.closesList ?? false
  }
}
