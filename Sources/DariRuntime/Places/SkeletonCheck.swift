// A rendered message read back as a whole: what is in it opens and closes where the author's words say, whatever the
// untrusted values are.

/// Reads a message twice with the scanner that found its places: once with nothing where untrusted values stand, once with
/// what stands there. Both have to find the same elements, fences, inline code and tags, opened and closed by the same bytes of
/// the author's. Trusted values are masked both times.
package enum SkeletonCheck {
  /// - Parameter rendered: with all its segments, as rendering leaves them that traces.
  package static func holds(_ rendered: RenderedText, escapings: [Escaping]) -> Bool {
    let untrusted = rendered.segments.indices.filter { index in
      let row = Int(rendered.segments[index].escaping)
      return escapings.indices.contains(row) && escapings[row].isUntrusted
    }
    return untrusted.isEmpty
      || structure(rendered, reading: []) == structure(rendered, reading: Set(untrusted))
  }

  /// What literal text opens, and where it is closed, as offsets into the message.
  private struct Opened: Hashable {
    var kind: PlaceFrame.Kind
    var name: String
    var opener: Int
    var closer: Int?
  }

  /// - Parameter values: the segments of values whose bytes are read too; a hole stands for the others.
  private static func structure(_ rendered: RenderedText, reading values: Set<Int>) -> [Opened] {
    var program = Program()
    program.expressions = [.slot(0)]
    var starts: [Int] = []
    for (index, segment) in rendered.segments.enumerated() {
      starts.append(segment.range.lowerBound)
      let isLiteral = if case .literal = segment.origin { true } else { false }
      guard isLiteral || values.contains(index) else {
        program.instructions.append(.print(.init(0), escaping: -1, segment.place))
        continue
      }
      let start = program.literals.count
      program.literals += rendered.bytes[segment.range]
      program.instructions.append(.text(.init(start: start, end: program.literals.count), segment.place))
    }
    var scanner = PlaceScanner(program: program, form: { _ in ValueForm(.text) }, isExhaustive: { _ in true })
    scanner.values = values
    scanner.scan(Program.Block(start: 0, count: program.instructions.count))
    func offset(_ point: PlacePoint) -> Int { starts[point.instruction] + point.offset }
    return scanner.frames.indices.dropFirst().filter(scanner.isReal).map { index in
      let frame = scanner.frames[index]
      return Opened(
        kind: frame.kind, name: frame.name, opener: offset(frame.opener), closer: frame.closer.map(offset))
    }
  }
}
