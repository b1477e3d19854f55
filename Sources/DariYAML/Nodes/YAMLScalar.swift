// A scalar as written, and the way from its text back to the file's bytes.

import DariBase

package enum YAMLScalarStyle: Sendable, Hashable {
  case plain, singleQuoted, doubleQuoted, literal, folded
}

package struct YAMLScalar: Sendable, Hashable {
  /// After unquoting, unescaping and folding.
  package var text: String
  package var style: YAMLScalarStyle
  /// Without quotes; of a `|` or `>` block, its lines without the header. For a plain scalar on one line the
  /// text's bytes are the source's bytes.
  package var contentSpan: SourceSpan
  /// Where the text's bytes come from. Between two pieces text and file run in step.
  package var pieces: [Piece]

  /// From `text` on, the text's UTF-8 bytes are the file's bytes from `file` on.
  package struct Piece: Sendable, Hashable {
    package var text: UInt32
    package var file: UInt32

    package init(text: Int, file: Int) {
      self.text = UInt32(text)
      self.file = UInt32(file)
    }
  }

  package init(text: String, style: YAMLScalarStyle, contentSpan: SourceSpan, pieces: [Piece]? = nil) {
    self.text = text
    self.style = style
    self.contentSpan = contentSpan
    self.pieces = pieces ?? [Piece(text: 0, file: Int(contentSpan.start))]
  }

  package var isPlain: Bool { style == .plain }
  package var isQuoted: Bool { style == .singleQuoted || style == .doubleQuoted }
  /// The text's bytes are the bytes of `contentSpan`, so a slice of the file can be parsed in its place.
  package var isVerbatim: Bool {
    pieces.count == 1 && text.utf8.count == contentSpan.length && pieces[0].file == contentSpan.start
  }

  /// The byte of the file that the text's UTF-8 byte at `offset` comes from; for the text's end, where the
  /// content ends. An escape or a folded line break gives where it begins. Binary search.
  package func fileOffset(of offset: Int) -> Int {
    if offset >= text.utf8.count { return Int(contentSpan.end) }
    var low = 0
    var high = pieces.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(pieces[middle].text) <= offset { low = middle } else { high = middle }
    }
    let piece = pieces[low]
    return min(Int(piece.file) + max(0, offset - Int(piece.text)), Int(contentSpan.end))
  }

  /// The bytes of the file that a range of the text's UTF-8 bytes comes from.
  package func span(of range: Range<Int>) -> SourceSpan {
    let start = fileOffset(of: range.lowerBound)
    let end = range.isEmpty ? start : fileOffset(of: range.upperBound)
    return SourceSpan(file: contentSpan.file, start: start, end: end)
  }
}
