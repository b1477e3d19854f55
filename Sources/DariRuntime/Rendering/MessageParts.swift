// A rendered message as what is sent: runs of text with pictures, sounds and files among them.

extension RenderedText {
  /// Words of our own.
  package init(literal text: String) { self.init(bytes: Array(text.utf8), segments: []) }

  package enum Part: Hashable, Sendable {
    /// Never empty.
    case text(String)
    case media(MediaValue)
  }

  /// In order; together all of the message. Made from the segments: a text that looks like a mark is text.
  package var parts: [Part] {
    var parts: [Part] = []
    var start = 0
    func takeText(upTo end: Int) {
      if start < end { parts.append(.text(String(decoding: bytes[start..<end], as: UTF8.self))) }
    }
    for segment in segments {
      guard case .media(let media, _) = segment.origin else { continue }
      takeText(upTo: segment.range.lowerBound)
      parts.append(.media(media))
      start = segment.range.upperBound
    }
    takeText(upTo: bytes.count)
    return parts
  }

  package var hasMedia: Bool {
    segments.contains { if case .media = $0.origin { true } else { false } }
  }
}

extension RenderedStep.Message {
  package init(_ role: Routine.Role, _ body: RenderedText) {
    self.init(role: role, body: body)
  }
}

extension RenderedText {
  /// A text that nobody rendered, as an answer that a model gave.
  package init(_ text: String, place: Program.Place = .init(file: 0, line: 1, column: 1)) {
    let bytes = Array(text.utf8)
    self.init(bytes: bytes, segments: [Segment(range: 0..<bytes.count, origin: .literal, place: place)])
  }
}
