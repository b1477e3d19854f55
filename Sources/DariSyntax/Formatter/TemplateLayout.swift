// Lays out a template: its tags and holes inside, its text not at all.

import DariBase

extension FileLayout {
  /// Text that is printed stays as it is. White space that is not printed (around tags that have their line to
  /// themselves, and where a `-` trims) keeps its line breaks and the indentation of what follows; at the ends of
  /// lines it goes.
  mutating func layOutTemplate(_ index: Int) {
    let region = bytes.keptRegion(textRange(of: index))
    if region.isEmpty { return }
    writer.breakLine(to: region.lowerBound)
    // Where the line began that the next tag stands on, outside of tags.
    var lineStart = region.lowerBound
    var next = index + 1
    let end = index + Int(entries[index].size)
    while next < end {
      let entry = entries[next]
      switch entry.kind {
      case .templateText: layOutText(next, region)
      case .rawText, .comment, .escape: writer.keepText(to: min(entry.range.upperBound, region.upperBound))
      case .hole, .ifTag, .elseTag, .endTag, .forTag, .matchTag, .caseTag, .setTag, .rawTag:
        layOutCode(next, margin: margin(from: lineStart))
        next += Int(entry.size)
        continue
      default: break
      }
      if entry.kind.isToken, let last = bytes[entry.range].lastIndex(of: 0x0A) {
        lineStart = max(lineStart, min(last + 1, region.upperBound))
      }
      next += 1
    }
  }

  /// The spaces and tabs that a line begins with.
  private func margin(from lineStart: Int) -> Range<Int> {
    var end = lineStart
    while end < bytes.count, bytes[end].isSpaceOrTab { end += 1 }
    return lineStart..<end
  }

  private mutating func layOutText(_ index: Int, _ region: Range<Int>) {
    let range = entries[index].range.clamped(to: region)
    guard range.upperBound > writer.position else { return }
    var kept = SyntaxNode(tree: tree, index: index).keptRange.clamped(to: range)
    if kept.isEmpty { kept = range.upperBound..<range.upperBound }
    layOutUnprinted(range.lowerBound..<kept.lowerBound, region)
    writer.keepText(to: kept.upperBound)
    layOutUnprinted(kept.upperBound..<range.upperBound, region)
  }

  /// White space only.
  private mutating func layOutUnprinted(_ range: Range<Int>, _ region: Range<Int>) {
    if range.isEmpty { return }
    let breaks = bytes[range].count { $0 == 0x0A }
    if let last = bytes[range].lastIndex(of: 0x0A) {
      writer.put(Array(repeating: 0x0A, count: breaks), to: last + 1)
    }
    if range.upperBound == region.upperBound { writer.put("", to: range.upperBound) }
    writer.keep(to: range.upperBound)
  }
}
