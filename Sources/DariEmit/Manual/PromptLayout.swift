// Tells branches and loops that stand on lines of their own from those within a line.

/// The first are shown as panels, the second as marked words.
enum PromptLayout {
  static func laidOut(_ parts: [PromptPart]) -> [PromptPart] {
    var startsLine = true
    return laidOut(parts, startsLine: &startsLine, isLast: true)
  }

  /// - Parameter isLast: nothing follows, so the last line needs no line break.
  private static func laidOut(_ parts: [PromptPart], startsLine: inout Bool, isLast: Bool) -> [PromptPart] {
    var result: [PromptPart] = []
    for (index, part) in parts.enumerated() {
      let isLast = isLast && index == parts.count - 1
      switch part {
      case .text(let text):
        if !text.utf8.isEmpty { startsLine = text.utf8.last == 0x0A }
        result.append(part)
      case .hole:
        startsLine = false
        result.append(part)
      case .branches(var group):
        let isAlone = isLast || (index + 1 < parts.count && parts[index + 1].startsWithLineBreak)
        group.isBlock = startsLine && (isAlone || group.branches.allSatisfy { endsLine($0.parts) })
        for branch in group.branches.indices {
          var inner = group.isBlock
          group.branches[branch].parts = laidOut(
            group.branches[branch].parts, startsLine: &inner, isLast: isLast)
        }
        startsLine = group.isBlock
        result.append(.branches(group))
      case .loop(var loop):
        loop.isBlock = startsLine && (endsLine(loop.parts) || (isLast && spansLines(loop.parts)))
        var inner = loop.isBlock
        loop.parts = laidOut(loop.parts, startsLine: &inner, isLast: isLast)
        startsLine = loop.isBlock
        result.append(.loop(loop))
      }
    }
    return result
  }

  private static func endsLine(_ parts: [PromptPart]) -> Bool {
    switch parts.last {
    case .text(let text)?: text.utf8.last == 0x0A
    case .hole?: false
    case .branches(let group)?: group.branches.allSatisfy { endsLine($0.parts) }
    case .loop(let loop)?: endsLine(loop.parts)
    case nil: true
    }
  }

  private static func spansLines(_ parts: [PromptPart]) -> Bool {
    parts.contains { if case .text(let text) = $0 { text.utf8.contains(0x0A) } else { false } }
  }
}

extension PromptPart {
  fileprivate var startsWithLineBreak: Bool {
    if case .text(let text) = self { text.utf8.first == 0x0A } else { false }
  }
}
