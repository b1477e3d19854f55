// The YAML between two `---` lines, and what beginners forget of it.

import DariBase

extension Parser {
  /// What a line is in or around front matter.
  private enum LineShape {
    case fence, nearFence, blank, section, entry, other
  }

  private func shape(_ start: Int, _ end: Int) -> LineShape {
    let contentEnd = bytes.dropTrailingWhitespace(start..<end)
    if contentEnd == start { return .blank }
    if bytes.equals(start..<contentEnd, "---") { return .fence }
    if isDashes(start..<contentEnd) { return .nearFence }
    if bytes.sectionLine(at: start, end: end) ?? bytes.nearMiss(at: start, end: end) != nil {
      return .section
    }
    if bytes[start].isSpaceOrTab || bytes[start] == UInt8(ascii: "#")
      || bytes.matches("- ", at: start, limit: end)
    {
      return .entry
    }
    return isKeyValue(start, contentEnd) ? .entry : .other
  }

  /// `--`, `----`, `—`: two hyphens or more, or dashes that an editor made of them.
  private func isDashes(_ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      let (scalar, length) = bytes.scalar(at: index, limit: range.upperBound)
      guard "-\u{2013}\u{2014}\u{2015}\u{2212}\u{FF0D}\u{2500}".unicodeScalars.contains(scalar) else {
        return false
      }
      index += length
    }
    return range.count >= 2
  }

  /// `key:` or `key: value`, with a full-width colon as well.
  private func isKeyValue(_ start: Int, _ end: Int) -> Bool {
    var lexer = Lexer(bytes: bytes, position: start, limit: end)
    guard lexer.next().kind == .word else { return false }
    let colon = lexer.next()
    guard colon.kind == .colon else { return false }
    return colon.flaw != .none || colon.end == end || bytes[colon.end].isBlank
  }

  mutating func parseFrontMatter() {
    let start = builder.end
    var first = start
    while first < bytes.count {
      let (end, next) = bytes.line(from: first, limit: bytes.count)
      if shape(first, end) != .blank { break }
      first = next
    }
    guard first < bytes.count else {
      tellMissing(at: start)
      return
    }
    let (end, next) = bytes.line(from: first, limit: bytes.count)
    switch shape(first, end) {
    case .fence:
      if first > start {
        tell(.blankBeforeFrontMatter, at: first..<end, mends: [remove(start..<first)])
        takeBlank(to: first)
      }
      parseFenced(first..<end, next)
    case .nearFence where opensEntries(next):
      tell(
        .wrongFrontMatterFence(written: bytes.text(first..<end)), at: first..<end,
        mends: [replace(first..<end, by: "---")])
      takeBlank(to: first)
      parseFenced(first..<end, next)
    case .entry where isFirstKey(first, end):
      takeBlank(to: first)
      parseUnopened(first)
    default:
      guard let fence = fenceBelow(first) else { return tellMissing(at: start) }
      tell(.blankBeforeFrontMatter, at: fence, mends: [remove(start..<fence.lowerBound)])
      takeBlank(to: bytes.skipWhitespace(start..<fence.lowerBound))
      builder.token(.unexpected, to: bytes.dropTrailingWhitespace(builder.end..<fence.lowerBound))
      takeBlank(to: fence.lowerBound)
      parseFenced(fence, bytes.line(from: fence.lowerBound, limit: bytes.count).next)
    }
  }

  /// A `---` that opens front matter after spaces or under a heading.
  private func fenceBelow(_ first: Int) -> Range<Int>? {
    var line = first
    for _ in 0..<8 where line < bytes.count {
      let (end, next) = bytes.line(from: line, limit: bytes.count)
      if bytes.sectionLine(at: line, end: end) != nil { return nil }
      let start = bytes.skipWhitespace(line..<end)
      let content = start..<bytes.dropTrailingWhitespace(start..<end)
      if content.count == 3, bytes.equals(content, "---") {
        let below = bytes.line(from: next, limit: bytes.count)
        return next < bytes.count && isFirstKey(next, below.end) ? content : nil
      }
      line = next
    }
    return nil
  }

  private func opensEntries(_ line: Int) -> Bool {
    line < bytes.count && shape(line, bytes.line(from: line, limit: bytes.count).end) == .entry
  }

  /// `routine: …`, `title: …`: a key that front matter begins with.
  private func isFirstKey(_ start: Int, _ end: Int) -> Bool {
    var lexer = Lexer(bytes: bytes, position: start, limit: end)
    let word = bytes.text(lexer.next().range)
    let keys = [
      "routine", "library", "title", "summary", "role", "owner", "uses", "tags", "audience", "result",
    ]
    return keys.contains(word.lowercased()) && isKeyValue(start, end)
  }

  private mutating func tellMissing(at start: Int) {
    let name = file.path.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? ""
    let text = "---\nroutine: \(name.isEmpty ? "name" : name)\n---\n"
    tell(
      .missingFrontMatter, at: start..<start,
      mends: [mend(.addFrontMatter, (start..<start, text))])
  }

  // MARK: Between the fences

  private mutating func parseFenced(_ opening: Range<Int>, _ next: Int) {
    let node = builder.open(.frontMatter)
    builder.token(.frontMatterFence, to: bytes.dropTrailingWhitespace(opening))
    takeBlank(to: next)
    var line = next
    while line < bytes.count {
      let (end, after) = bytes.line(from: line, limit: bytes.count)
      switch shape(line, end) {
      case .fence:
        takeYAML(to: line)
        closeFence(line..<end, node)
        return
      case .section:
        parseUnclosed(opening, next, node)
        return
      default: line = after
      }
    }
    parseUnclosed(opening, next, node)
  }

  private mutating func takeYAML(to end: Int) { builder.token(.yamlText, to: end) }

  private mutating func closeFence(_ line: Range<Int>, _ node: Int) {
    builder.token(.frontMatterFence, to: bytes.dropTrailingWhitespace(line))
    builder.close(node)
    takeBlank(to: bytes.line(from: line.lowerBound, limit: bytes.count).next)
  }

  /// The end of the lines from `start` that look like front matter, and the line that ends them.
  private func endOfEntries(_ start: Int) -> (end: Int, line: Range<Int>, shape: LineShape) {
    var line = start
    while line < bytes.count {
      let (end, next) = bytes.line(from: line, limit: bytes.count)
      let shape = shape(line, end)
      if shape != .entry { return (line, line..<end, shape) }
      line = next
    }
    return (bytes.count, bytes.count..<bytes.count, .blank)
  }

  private mutating func parseUnclosed(_ opening: Range<Int>, _ start: Int, _ node: Int) {
    let (end, line, shape) = endOfEntries(start)
    takeYAML(to: end)
    if shape == .nearFence {
      tell(.wrongFrontMatterFence(written: bytes.text(line)), at: line, mends: [replace(line, by: "---")])
      closeFence(line, node)
      return
    }
    tell(.unclosedFrontMatter, at: opening, mends: [insert(closing(at: end), at: end, showing: "---")])
    builder.close(node)
  }

  /// A `---` line to put at `offset`, which may be the end of a file without a last line break.
  private func closing(at offset: Int) -> String {
    offset > 0 && bytes[offset - 1] != 0x0A ? "\n---\n" : "---\n"
  }

  /// Front matter without its first `---`.
  private mutating func parseUnopened(_ start: Int) {
    let node = builder.open(.frontMatter)
    var (end, line, shape) = endOfEntries(start)
    // Entries may have blank lines between them, if a closing line comes before any section.
    if shape != .fence {
      var ahead = end
      scan: while ahead < bytes.count {
        let (lineEnd, next) = bytes.line(from: ahead, limit: bytes.count)
        switch self.shape(ahead, lineEnd) {
        case .fence:
          (end, line, shape) = (ahead, ahead..<lineEnd, .fence)
          break scan
        case .blank, .entry: ahead = next
        default: break scan
        }
      }
    }
    takeYAML(to: end)
    if shape == .fence {
      tell(.unopenedFrontMatter, at: start..<start, mends: [insert("---\n", at: start, showing: "---")])
      closeFence(line, node)
    } else {
      tell(
        .unopenedFrontMatter, at: start..<start,
        mends: [
          mend(.addText(text: "---"), (start..<start, "---\n"), (end..<end, closing(at: end)))
        ])
      builder.close(node)
    }
  }
}
