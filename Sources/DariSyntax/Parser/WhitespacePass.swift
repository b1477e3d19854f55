// Which part of each text reaches the output: tag lines, `-`, and blank lines around a section.

import DariBase

extension Parser {
  /// Sets the kept range of every text piece of a template.
  ///
  /// A line is logical: line breaks inside tags, comments and holes do not end it. A line with a tag or a
  /// comment on it and otherwise white space only is a *tag line*: none of its text is kept, its line break
  /// included. A text piece lies between two other pieces, so what is cut off is always at its ends.
  mutating func keepWhatIsPrinted(_ body: Range<Int>) {
    let region = bytes.keptRegion(body)
    var kept = pieces.map { piece in
      // An empty range where a text is wholly outside.
      piece.kind == .text ? piece.range.clamped(to: region) : piece.range.lowerBound..<piece.range.lowerBound
    }
    cutTagLines(&kept)
    cutTrimmed(&kept)
    for (index, piece) in pieces.enumerated() where piece.kind == .text || piece.kind == .silentText {
      keep(kept[index], of: piece.range, at: piece.entry)
    }
  }

  /// The logical line being read.
  private struct LogicalLine {
    var hasTag = false
    var hasContent = false
    /// The piece whose last line begins it, and where.
    var opener: (piece: Int, start: Int)?
    /// Pieces that lie wholly on it.
    var whole: [Int] = []

    var isTagLine: Bool { hasTag && !hasContent }
  }

  private func cutTagLines(_ kept: inout [Range<Int>]) {
    var line = LogicalLine()
    for (index, piece) in pieces.enumerated() {
      switch piece.kind {
      case .hole, .escape: line.hasContent = true
      case .tag: line.hasTag = true
      case .text, .silentText:
        let text = piece.kind == .text ? kept[index] : piece.range
        guard let firstBreak = firstLineBreak(text) else {
          if !bytes.isWhitespace(text) { line.hasContent = true }
          line.whole.append(index)
          continue
        }
        if !bytes.isWhitespace(text.lowerBound..<firstBreak) { line.hasContent = true }
        if line.isTagLine {
          cut(line, &kept)
          kept[index] = min(firstBreak + 1, kept[index].upperBound)..<kept[index].upperBound
        }
        let start = lastLineStart(text)
        line.hasTag = false
        line.hasContent = !bytes.isWhitespace(start..<text.upperBound)
        line.opener = (index, start)
        line.whole.removeAll(keepingCapacity: true)
      }
    }
    if line.isTagLine { cut(line, &kept) }
  }

  private func cut(_ line: LogicalLine, _ kept: inout [Range<Int>]) {
    if let (piece, start) = line.opener, pieces[piece].kind == .text {
      kept[piece] = kept[piece].lowerBound..<max(kept[piece].lowerBound, min(start, kept[piece].upperBound))
    }
    for piece in line.whole { kept[piece] = kept[piece].lowerBound..<kept[piece].lowerBound }
  }

  private func firstLineBreak(_ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] == 0x0A { return index }
      index += 1
    }
    return nil
  }

  private func lastLineStart(_ range: Range<Int>) -> Int {
    var index = range.upperBound
    while index > range.lowerBound, bytes[index - 1] != 0x0A { index -= 1 }
    return index
  }

  private func cutTrimmed(_ kept: inout [Range<Int>]) {
    for (index, piece) in pieces.enumerated() {
      if piece.trimsBefore, index > 0, pieces[index - 1].kind == .text {
        let text = kept[index - 1]
        kept[index - 1] = text.lowerBound..<bytes.dropTrailingWhitespace(text)
      }
      if piece.trimsAfter, index + 1 < pieces.count, pieces[index + 1].kind == .text {
        let text = kept[index + 1]
        kept[index + 1] = bytes.skipWhitespace(text)..<text.upperBound
      }
    }
  }
}
