// Lays out a file: its sections, and what stands between them.

import DariBase

/// Goes through the tree once. One blank line stands between sections, none between a header, its metadata and what
/// follows; white space that is text stays.
struct FileLayout {
  let tree: SyntaxTree
  let bytes: Bytes
  var writer: LayoutWriter
  /// The line breaks before the next section are part of a value, and have been kept.
  private var hasKeptBreaks = false

  var entries: [SyntaxEntry] { tree.entries }

  init(_ tree: SyntaxTree, _ bytes: Bytes) {
    self.tree = tree
    self.bytes = bytes
    writer = LayoutWriter(bytes)
  }

  /// The edits, in file order. The tree has no errors.
  static func edits(of tree: SyntaxTree) -> [TextEdit] {
    tree.file.bytes.withUnsafeBufferPointer { bytes in
      var layout = FileLayout(tree, bytes)
      layout.layOutFile()
      return layout.writer.edits.map {
        TextEdit(tree.file.span($0.range), String(decoding: $0.text, as: UTF8.self))
      }
    }
  }

  private mutating func layOutFile() {
    var isFirst = true
    for index in children(of: 0) {
      switch entries[index].kind {
      case .byteOrderMark: writer.put("", to: entries[index].range.upperBound)
      case .frontMatter: layOutFrontMatter(index)
      case .description:
        let region = literalRegion(index)
        writer.breakLine(to: region.lowerBound)
        layOutLiteral(index, region)
        isFirst = false
      case .section:
        separate(isFirst || isRightBelowComment(index) ? 1 : 2, to: entries[index].range.lowerBound)
        layOutSection(index)
        isFirst = false
      default: break
      }
    }
    separate(1, to: bytes.count)
  }

  /// A comment right above a header speaks of that section, although it stands in the one before.
  private func isRightBelowComment(_ section: Int) -> Bool {
    let gap = writer.position..<entries[section].range.lowerBound
    guard bytes[gap].count(where: { $0 == 0x0A }) == 1 else { return false }
    var last = section - 1
    while last > 0, !entries[last].kind.isToken || bytes.isWhitespace(entries[last].range) { last -= 1 }
    let entry = entries[last]
    guard entry.kind == .comment || entry.kind == .sectionComment else { return false }
    return entry.start == 0 || bytes[Int(entry.start) - 1] == 0x0A
  }

  private mutating func separate(_ breaks: Int, to end: Int) {
    if !hasKeptBreaks { writer.breakLine(breaks, to: end) }
    hasKeptBreaks = false
  }

  private mutating func layOutFrontMatter(_ index: Int) {
    for token in children(of: index) {
      let range = entries[token].range
      switch entries[token].kind {
      case .frontMatterFence:
        writer.put("", to: range.lowerBound)
        writer.keep(to: range.upperBound)
        if token == index + 1 {
          writer.breakLine(to: bytes.line(from: range.lowerBound, limit: bytes.count).next)
        }
      case .yamlText:
        var layout = FrontMatterLayout(bytes, writer)
        layout.layOut(range)
        writer = layout.writer
      default: break
      }
    }
  }

  // MARK: Sections

  private mutating func layOutSection(_ index: Int) {
    var isInput = false
    var isYAML = false
    for child in children(of: index) {
      let entry = entries[child]
      switch entry.kind {
      case .sectionHeader:
        let word = bytes.text(entries[child + 1].range)
        isInput = word == SectionWord.input.header
        isYAML = word == SectionWord.value.header && !isLiteral(header: child)
        layOutCode(child)
      case .metadata:
        writer.breakLine(to: entry.range.lowerBound)
        layOutCode(child)
      case .metadataComment:
        writer.breakLine(to: entry.range.lowerBound)
        writer.keep(to: entry.range.upperBound)
      case .sectionComment: layOutLine(child, mayStandApart: true)
      case .recordLines: layOutFields(child)
      case .template: layOutTemplate(child)
      case .literalBody:
        var region = literalRegion(child)
        if region.isEmpty { break }
        if isYAML, breaksAreText(after: region) {
          region = region.lowerBound..<textRange(of: child).upperBound
          hasKeptBreaks = true
        }
        let line = region.lowerBound..<bytes.line(from: region.lowerBound, limit: region.upperBound).end
        writer.breakLine(isInput && readsAsMetadata(line) ? 2 : 1, to: region.lowerBound)
        layOutLiteral(child, region)
      default: break
      }
    }
  }

  /// `@value name: text` and the like: the body is no YAML.
  private func isLiteral(header: Int) -> Bool {
    let wrappers: [SyntaxKind] = [.labelledType, .optionalType, .parenType]
    let type = (header + 1..<header + Int(entries[header].size)).first { index in
      !entries[index].kind.isToken && !wrappers.contains(entries[index].kind)
    }
    return type.map { entries[$0].kind == .simpleType } ?? false
  }

  /// In YAML, the line breaks behind a block that begins with `|+` or `>+` are part of it, and so is the one that is
  /// missing at the end of a file behind any block.
  private func breaksAreText(after region: Range<Int>) -> Bool {
    bytes[region].split(separator: 0x0A).contains { line in
      let signs = line.reversed().drop { $0 == 0x20 || $0 == 0x0D }.prefix { $0 != 0x20 }
      guard let first = signs.last, first == UInt8(ascii: "|") || first == UInt8(ascii: ">") else {
        return false
      }
      return signs.contains(UInt8(ascii: "+")) || region.upperBound == bytes.count
    }
  }

  /// A question that begins like metadata needs the blank line that keeps it apart.
  private func readsAsMetadata(_ line: Range<Int>) -> Bool {
    Parser(file: tree.file, bytes: bytes, range: line).isMetadata(line, isStep: false)
  }

  // MARK: Lines of their own

  private mutating func layOutFields(_ index: Int) {
    var isFirst = true
    for child in children(of: index) where !entries[child].kind.isTrivia {
      layOutLine(child, mayStandApart: !isFirst)
      isFirst = false
    }
  }

  /// A field or a comment. Of the blank lines before it one stays: they group lines.
  private mutating func layOutLine(_ index: Int, mayStandApart: Bool) {
    let range = entries[index].range
    let breaks = bytes[writer.position..<range.lowerBound].count { $0 == 0x0A }
    writer.breakLine(mayStandApart && breaks > 1 ? 2 : 1, to: range.lowerBound)
    if entries[index].kind == .sectionComment {
      writer.keepText(to: range.upperBound)
    } else {
      layOutCode(index)
    }
  }

  // MARK: Literal text

  func literalRegion(_ index: Int) -> Range<Int> { bytes.literalRegion(textRange(of: index)) }

  /// The text that a node holds. Its entry begins and ends with what is not white space.
  func textRange(of index: Int) -> Range<Int> {
    let size = Int(entries[index].size)
    return size == 1 ? writer.position..<writer.position : entries[index].range
  }

  private mutating func layOutLiteral(_ index: Int, _ region: Range<Int>) {
    for token in children(of: index) {
      let end = min(entries[token].range.upperBound, region.upperBound)
      guard end > writer.position else { continue }
      if entries[token].kind == .whitespace {
        // Behind the end of a comment.
        writer.put("", to: end)
      } else if entries[token].kind == .lineBreak {
        writer.breakLine(to: end)
      } else {
        writer.keepText(to: end)
      }
    }
  }

  // MARK: The tree

  func children(of index: Int) -> [Int] {
    var children: [Int] = []
    var next = index + 1
    let end = index + Int(entries[index].size)
    while next < end {
      children.append(next)
      next += Int(entries[next].size)
    }
    return children
  }
}
