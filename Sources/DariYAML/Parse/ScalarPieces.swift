// From a scalar's text back to the bytes it was written with.

import DariBase

/// Walks a scalar's source and its text side by side and notes where they fall out of step: at escapes, folded
/// line breaks and the indentation of blocks.
struct ScalarPieces {
  let text: ScanText
  private let target: [UInt8]
  private var pieces: [YAMLScalar.Piece] = []
  private var read = 0
  private var offset: Int

  static func pieces(
    of string: String, style: YAMLScalarStyle, content: Range<Int>, in text: ScanText
  ) -> [YAMLScalar.Piece] {
    let isStraight =
      string.utf8.count == content.count && (style == .plain || !content.contains { text[$0] == .backslash })
      && (style == .plain || style == .doubleQuoted || style == .singleQuoted)
      && !content.contains { text[$0].isLineBreak }
    if isStraight { return [YAMLScalar.Piece(text: 0, file: text.fileOffset(content.lowerBound))] }
    var walk = ScalarPieces(text: text, string: string, start: content.lowerBound)
    switch style {
    case .literal, .folded: walk.walkBlock(content, isFolded: style == .folded)
    default: walk.walkLine(content, style: style)
    }
    return walk.pieces.isEmpty
      ? [YAMLScalar.Piece(text: 0, file: text.fileOffset(content.lowerBound))] : walk.pieces
  }

  private init(text: ScanText, string: String, start: Int) {
    self.text = text
    target = Array(string.utf8)
    offset = start
  }

  /// `sourceBytes` at the offset gave `textBytes`.
  private mutating func step(text textBytes: Int, source sourceBytes: Int) {
    if textBytes > 0 {
      let file = text.fileOffset(offset)
      let last = pieces.last
      if last.map({ Int($0.file) - Int($0.text) != file - read }) ?? true {
        pieces.append(YAMLScalar.Piece(text: read, file: file))
      }
    }
    read += textBytes
    offset += sourceBytes
  }

  // MARK: Plain and quoted

  private mutating func walkLine(_ content: Range<Int>, style: YAMLScalarStyle) {
    while offset < content.upperBound {
      let byte = text[offset]
      if byte.isBlank || byte.isLineBreak {
        stepOverSpace(content.upperBound, isEscaped: false)
      } else if style == .doubleQuoted, byte == .backslash {
        stepOverEscape(content.upperBound)
      } else if style == .singleQuoted, byte == .apostrophe {
        step(text: 1, source: 2)
      } else {
        step(text: 1, source: 1)
      }
    }
  }

  /// One line break folds to a space, more to one break fewer; an escaped one folds to nothing.
  private mutating func stepOverSpace(_ limit: Int, isEscaped: Bool) {
    var end = offset
    var breaks = 0
    while end < limit, text[end].isBlank || text[end].isLineBreak {
      if text[end] == .lineFeed { breaks += 1 }
      end += 1
    }
    if breaks == 0, !isEscaped {
      for _ in offset..<end { step(text: 1, source: 1) }
    } else {
      step(text: isEscaped ? breaks : max(1, breaks - 1), source: end - offset)
    }
  }

  private mutating func stepOverEscape(_ limit: Int) {
    let digits: Int
    switch text[offset + 1] {
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    case UInt8(ascii: "N"), UInt8(ascii: "_"): return step(text: 2, source: 2)
    case UInt8(ascii: "L"), UInt8(ascii: "P"): return step(text: 3, source: 2)
    case let byte where byte.isLineBreak:
      step(text: 0, source: byte == .carriageReturn ? 3 : 2)
      return stepOverSpace(limit, isEscaped: true)
    default: return step(text: 1, source: 2)
    }
    let word = String(decoding: (0..<digits).map { text[offset + 2 + $0] }, as: UTF8.self)
    let scalar = UInt32(word, radix: 16).flatMap(UnicodeScalar.init)
    step(text: scalar.map { String($0).utf8.count } ?? 1, source: 2 + digits)
  }

  // MARK: Blocks

  private mutating func walkBlock(_ content: Range<Int>, isFolded: Bool) {
    let indentation = blockIndentation(content)
    while offset < content.upperBound {
      var skipped = 0
      while skipped < indentation, text[offset + skipped] == .space { skipped += 1 }
      step(text: 0, source: skipped)
      var end = offset
      while end < content.upperBound, !text[end].isLineBreak { end += 1 }
      step(text: min(end - offset, target.count - read), source: end - offset)
      stepOverBreaks(content.upperBound, isFolded: isFolded)
    }
  }

  /// A line break of a `|` block is one of the text. Those of a `>` block are taken together, because one of
  /// them may leave nothing behind.
  private mutating func stepOverBreaks(_ limit: Int, isFolded: Bool) {
    guard offset < limit else { return }
    var end = offset
    var next = offset
    while next < limit, text[next].isLineBreak || (isFolded && text[next] == .space) {
      next += 1
      if text[next - 1] == .lineFeed {
        end = next
        if !isFolded { break }
      }
    }
    var written = 0
    while read + written < target.count, target[read + written] == .lineFeed, isFolded || written == 0 {
      written += 1
    }
    if written == 0, read < target.count, target[read] == .space { written = 1 }
    step(text: written, source: max(end - offset, 1))
  }

  /// Columns before the text: those of its first line, less the spaces that belong to the text.
  private func blockIndentation(_ content: Range<Int>) -> Int {
    var spaces = 0
    for index in content {
      if text[index] == .space { spaces += 1 } else if text[index].isLineBreak { spaces = 0 } else { break }
    }
    let leading = target.drop { $0 == .lineFeed }.prefix { $0 == .space }.count
    return max(0, spaces - leading)
  }
}
