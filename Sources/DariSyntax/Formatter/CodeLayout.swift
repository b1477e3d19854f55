// Lays out one header, metadata line, field, tag or hole: its tokens, and the space between them.

import DariBase

extension FileLayout {
  /// Lays out the node at `index` of the tree. `margin` is the white space that the line of a tag begins with; a tag
  /// keeps the line breaks that its author put into it, and what follows one is indented from there.
  mutating func layOutCode(_ index: Int, margin: Range<Int>? = nil) {
    let tokens = codeTokens(index)
    var previous: CodeToken?
    var depth = 0
    for (number, token) in tokens.enumerated() {
      let next = number + 1 < tokens.count ? tokens[number + 1] : nil
      if token.kind == .comma, let next, next.kind.closesList,
        !holdsBreak(token.range.upperBound..<next.range.lowerBound)
      {
        writer.put("", to: token.range.upperBound)
        continue
      }
      if token.kind.closesBracket { depth -= 1 }
      if let previous { layOutGap(previous, token, depth, margin) }
      layOutToken(token, index)
      if token.kind.opensBracket { depth += 1 }
      previous = token
    }
  }

  private func codeTokens(_ index: Int) -> [CodeToken] {
    let end = index + Int(entries[index].size)
    var tokens: [CodeToken] = []
    var parents: [(kind: SyntaxKind, end: Int)] = []
    for index in index..<end {
      let entry = entries[index]
      while let last = parents.last, last.end <= index { parents.removeLast() }
      if !entry.kind.isToken {
        parents.append((entry.kind, index + Int(entry.size)))
      } else if !entry.kind.isTrivia {
        tokens.append(CodeToken(kind: entry.kind, parent: parents.last?.kind ?? .file, range: entry.range))
      }
    }
    return tokens
  }

  private mutating func layOutGap(_ left: CodeToken, _ right: CodeToken, _ depth: Int, _ margin: Range<Int>?)
  {
    let start = right.range.lowerBound
    // A tag's word stands beside its sign.
    if let margin, left.kind != .tagOpen, holdsBreak(writer.position..<start) {
      let isEnd = right.kind == .holeClose || right.kind == .tagClose
      let indent = Array(repeating: UInt8(0x20), count: isEnd ? 0 : 2 * (depth + 1))
      writer.put([0x0A] + bytes[margin] + indent, to: start)
    } else {
      writer.put(TokenSpacing.hasSpace(between: left, and: right) ? " " : "", to: start)
    }
  }

  private mutating func layOutToken(_ token: CodeToken, _ node: Int) {
    if token.kind == .rawValue, isBudget(node) {
      writer.put(Self.withSingleSpaces(bytes[token.range]), to: token.range.upperBound)
    } else {
      writer.keep(to: token.range.upperBound)
    }
  }

  private func isBudget(_ metadata: Int) -> Bool {
    entries[metadata].kind == .metadata
      && bytes.matches("budget", at: entries[metadata].range.lowerBound, limit: bytes.count)
  }

  static func withSingleSpaces(_ text: Slice<Bytes>) -> [UInt8] {
    Array(text.split(whereSeparator: \.isSpaceOrTab).joined(separator: [0x20]))
  }

  func holdsBreak(_ range: Range<Int>) -> Bool { bytes[range].contains(0x0A) }
}

extension SyntaxEntry {
  var range: Range<Int> { Int(start)..<Int(end) }
}

extension SyntaxKind {
  fileprivate var opensBracket: Bool { self == .parenOpen || self == .bracketOpen || self == .braceOpen }
  fileprivate var closesBracket: Bool { self == .parenClose || self == .bracketClose || self == .braceClose }
}
