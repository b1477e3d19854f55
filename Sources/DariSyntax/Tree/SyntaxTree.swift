// The lossless tree: one flat array in pre-order, and cursors into it.

import DariBase

/// One token or node. `size` counts this entry and all below it, so the next sibling is `size` entries on.
package struct SyntaxEntry: Sendable {
  package var kind: SyntaxKind
  package var start: UInt32
  package var end: UInt32
  package var size: UInt32

  package init(kind: SyntaxKind, start: Int, end: Int, size: Int) {
    self.kind = kind
    self.start = UInt32(start)
    self.end = UInt32(end)
    self.size = UInt32(size)
  }
}

/// A parsed file (or slice of one): the tree and what was wrong. Tokens stand in order without gaps, so
/// their bytes joined are the bytes that were parsed.
package final class SyntaxTree: Sendable {
  package let file: SourceFile
  /// Pre-order; the first entry is the root.
  package let entries: [SyntaxEntry]
  package let diagnostics: [Diagnostic]
  /// For template text of which only a part is kept (tag lines, trimming, blank lines around a section): the part.
  let keptRanges: [UInt32: Range<UInt32>]

  package init(
    file: SourceFile, entries: [SyntaxEntry], diagnostics: [Diagnostic], keptRanges: [UInt32: Range<UInt32>]
  ) {
    self.file = file
    self.entries = entries
    self.diagnostics = diagnostics
    self.keptRanges = keptRanges
  }

  package var root: SyntaxNode { SyntaxNode(tree: self, index: 0) }

  /// The outermost node of these kinds that begins at a byte; searched for from the start.
  package func node(startingAt start: Int, where passes: (SyntaxKind) -> Bool) -> SyntaxNode? {
    entries.firstIndex { Int($0.start) == start && passes($0.kind) }.map { SyntaxNode(tree: self, index: $0) }
  }

  /// The bytes of all tokens joined.
  package func printed() -> [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries where entry.kind.isToken { bytes += file.bytes[Int(entry.start)..<Int(entry.end)] }
    return bytes
  }
}

/// A token or node of a tree.
package struct SyntaxNode: Sendable {
  package let tree: SyntaxTree
  package let index: Int

  init(tree: SyntaxTree, index: Int) {
    self.tree = tree
    self.index = index
  }

  var entry: SyntaxEntry { tree.entries[index] }
  package var kind: SyntaxKind { entry.kind }
  /// From the first to the last token that is not white space.
  package var span: SourceSpan {
    let entry = entry
    return SourceSpan(file: tree.file.id, start: Int(entry.start), end: Int(entry.end))
  }
  /// The source text.
  package var text: String { tree.file.text(span) }

  /// Tokens and nodes directly below, white space included.
  package var allChildren: Children { Children(node: self) }
  /// Nodes directly below, no tokens.
  package var nodes: [SyntaxNode] { children { !$0.isToken } }
  package func node(_ kind: SyntaxKind) -> SyntaxNode? { firstChild { $0 == kind } }
  package func nodes(_ kind: SyntaxKind) -> [SyntaxNode] { children { $0 == kind } }
  /// The first token of the kind directly below.
  package func token(_ kind: SyntaxKind) -> SyntaxNode? { node(kind) }
  package func tokens(_ kind: SyntaxKind) -> [SyntaxNode] { nodes(kind) }
  package func hasKeyword(_ word: String) -> Bool { tokens(.keyword).contains { $0.text == word } }

  // A node holds its tree, so one that is made only to be passed over costs two reference counts. The checker asks
  // for children by kind more than for anything else: kinds are looked at before nodes are made.

  /// The first token or node directly below whose kind passes.
  @inline(__always)
  package func firstChild(where passes: (SyntaxKind) -> Bool) -> SyntaxNode? {
    tree.entries.withUnsafeBufferPointer { entries in
      var next = index + 1
      let end = index + Int(entries[index].size)
      while next < end {
        if passes(entries[next].kind) { return SyntaxNode(tree: tree, index: next) }
        next += Int(entries[next].size)
      }
      return nil
    }
  }

  /// The tokens and nodes directly below whose kinds pass.
  @inline(__always)
  package func children(where passes: (SyntaxKind) -> Bool) -> [SyntaxNode] {
    tree.entries.withUnsafeBufferPointer { entries in
      var found: [SyntaxNode] = []
      var next = index + 1
      let end = index + Int(entries[index].size)
      while next < end {
        if passes(entries[next].kind) { found.append(SyntaxNode(tree: tree, index: next)) }
        next += Int(entries[next].size)
      }
      return found
    }
  }

  package struct Children: Sequence, IteratorProtocol {
    let tree: SyntaxTree
    var position: Int
    let end: Int

    init(node: SyntaxNode) {
      tree = node.tree
      position = node.index + 1
      end = node.index + Int(node.entry.size)
    }

    package mutating func next() -> SyntaxNode? {
      guard position < end else { return nil }
      let node = SyntaxNode(tree: tree, index: position)
      position += Int(tree.entries[position].size)
      return node
    }
  }
}

extension SyntaxNode {
  /// Of a `templateText`: the bytes that reach the output, before CR LF is read as LF. Empty if nothing does.
  package var keptRange: Range<Int> {
    if let kept = tree.keptRanges[UInt32(index)] { return Int(kept.lowerBound)..<Int(kept.upperBound) }
    return span.range
  }
}
