// A whole file: front matter, description, sections.

import DariBase

extension Parser {
  mutating func parseFile() {
    let root = builder.open(.file)
    if bytes.matches("\u{FEFF}", at: 0, limit: bytes.count) { builder.token(.byteOrderMark, to: 3) }
    parseFrontMatter()
    var scanner = SectionScanner(
      bytes: bytes, range: builder.end..<bytes.count, isTranslation: isTranslation)
    scanner.scan()
    escapes = scanner.escapes
    for fence in scanner.unclosedFences {
      let marker = bytes.text(fence.lowerBound..<fence.upperBound)
      tell(
        .unclosedFence, at: fence,
        mends: [Mend(.closeFence(fence: String(marker.prefix { $0 == "`" || $0 == "~" || $0 == " " })))])
    }
    var comments = scanner.comments[...]
    for section in scanner.sections {
      let own = comments.prefix { $0.lowerBound < section.body.upperBound }
      comments = comments.dropFirst(own.count)
      if section.line == nil {
        parseDescription(section, Array(own))
      } else {
        parseSection(section, Array(own))
      }
    }
    builder.close(root)
  }

  private mutating func parseDescription(_ section: ScannedSection, _ comments: [Range<Int>]) {
    if bytes.isWhitespace(section.body) {
      takeBlank(to: section.body.upperBound)
    } else {
      parseLiteral(.description, section.body, comments, section.kind)
    }
  }

  private mutating func parseSection(_ section: ScannedSection, _ comments: [Range<Int>]) {
    let node = builder.open(.section)
    let header = parseHeader(section)
    var comments = comments[...]
    if section.kind == .question || section.kind == .step { parseMetadata(section) }
    comments = comments.drop { $0.lowerBound < builder.end }
    let body = builder.end..<section.body.upperBound
    switch section.kind {
    case .template: parseTemplate(body)
    case .question, .value, .textValue: parseLiteral(.literalBody, body, Array(comments), section.kind)
    case .fields: parseFields(body, Array(comments), header)
    case .step: parseStepRest(body, Array(comments))
    case .description: break
    }
    builder.close(node)
  }

  /// White space and line breaks, told apart.
  mutating func takeBlank(to end: Int) {
    while builder.end < end {
      let start = builder.end
      let byte = bytes[start]
      if byte == 0x0A || (byte == 0x0D && bytes.at(start + 1, end) == 0x0A) {
        builder.token(.lineBreak, to: start + (byte == 0x0A ? 1 : 2))
        continue
      }
      var index = start + 1
      while index < end, bytes[index] != 0x0A, !(bytes[index] == 0x0D && bytes.at(index + 1, end) == 0x0A) {
        index += 1
      }
      builder.token(.whitespace, to: index)
    }
  }

  // MARK: Literal text

  /// A description, a question or a value: text as it stands, but for comments and `\@user`.
  mutating func parseLiteral(
    _ kind: SyntaxKind, _ body: Range<Int>, _ comments: [Range<Int>], _ bodyKind: BodyKind
  ) {
    let node = builder.open(kind)
    let kept = bytes.keptRegion(body)
    var rest = body.lowerBound
    for comment in comments {
      takeLiteral(to: comment.lowerBound, kept)
      builder.token(.sectionComment, to: comment.upperBound)
      rest = bytes.line(from: comment.upperBound, limit: body.upperBound).next
      takeBlank(to: rest)
    }
    if bodyKind != .value, bodyKind != .textValue { tellUnclosedComment(rest..<body.upperBound) }
    takeLiteral(to: body.upperBound, kept)
    builder.close(node)
  }

  private mutating func takeLiteral(to end: Int, _ kept: Range<Int>) {
    for escape in escapes(in: builder.end..<end) {
      takeLiteralText(to: escape, kept)
      builder.token(.escape, to: escape + 1)
    }
    takeLiteralText(to: end, kept)
  }

  private mutating func takeLiteralText(to end: Int, _ kept: Range<Int>) {
    let range = builder.end..<end
    guard !range.isEmpty else { return }
    let index = builder.token(.literalText, to: end)
    // Wholly outside, as blank lines behind a comment are, `clamped` gives a place that is not in the text.
    let inside = range.clamped(to: kept)
    keep(inside.isEmpty ? range.lowerBound..<range.lowerBound : inside, of: range, at: index)
  }

  /// Of a text token the part that counts; nothing is stored if all of it does.
  mutating func keep(_ kept: Range<Int>, of range: Range<Int>, at index: Int) {
    if kept == range { return }
    keptRanges[UInt32(index)] = UInt32(kept.lowerBound)..<UInt32(kept.upperBound)
  }

  /// The escapes of a range, by binary search.
  func escapes(in range: Range<Int>) -> ArraySlice<Int> {
    if escapes.isEmpty { return [] }
    func lowerBound(_ offset: Int) -> Int {
      var low = 0
      var high = escapes.count
      while low < high {
        let middle = (low + high) / 2
        if escapes[middle] < offset { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return escapes[lowerBound(range.lowerBound)..<lowerBound(range.upperBound)]
  }

  /// `{#` at the start of a line with no `#}` after it, outside of templates.
  private mutating func tellUnclosedComment(_ range: Range<Int>) {
    var line = range.lowerBound
    var close: Int? = line
    while line < range.upperBound {
      let (end, next) = bytes.line(from: line, limit: range.upperBound)
      if bytes.matches("{#", at: line, limit: range.upperBound) {
        if let known = close, known < line + 2 {
          close = bytes.find(UInt8(ascii: "#"), UInt8(ascii: "}"), from: line + 2, limit: range.upperBound)
        }
        if close == nil {
          tell(.unclosedComment, at: line..<line + 2, mends: [insert(" #}", at: end, showing: "#}")])
          return
        }
      }
      line = next
    }
  }
}
