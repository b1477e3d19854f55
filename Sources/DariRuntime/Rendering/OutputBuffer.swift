// The bytes of a rendered message and which part came from where.

/// One run of rendered bytes with one origin.
package struct Segment: Sendable {
  package enum Origin: Sendable {
    case literal
    /// Printed by a hole; the paths of the values it was made from, known only when tracing.
    case value(paths: [String])
    /// Something that goes along with the message; the bytes are its mark, for people.
    case media(MediaValue, paths: [String])

    var isMedia: Bool { if case .media = self { true } else { false } }
  }
  /// Bytes of the message, in order and without gaps; only pictures, sounds and files are kept if nobody traces.
  package var range: Range<Int>
  package var origin: Origin
  package var place: Program.Place
}

struct OutputBuffer {
  /// More than any model reads; a program that loops over large data must not eat the machine.
  static let limit = 256 << 20

  /// Every segment is kept, and not only those that go along with a message: they take more room than the bytes.
  let tracing: Bool
  private(set) var bytes: [UInt8] = []
  private(set) var segments: [Segment] = []
  /// How many pieces were written.
  private(set) var pieces = 0
  /// Where the last piece begins, if it is literal.
  private var lastLiteral: Int?
  /// Bytes of the media so far, each as often as it is attached.
  private var mediaSize = 0
  /// What the lines of a snippet are indented with; empty outside.
  private var indent: [UInt8] = []
  private var atLineStart = false

  init(tracing: Bool) { self.tracing = tracing }

  mutating func append(
    _ piece: some Collection<UInt8>, origin: @autoclosure () -> Segment.Origin, place: Program.Place
  ) throws(RenderFault) {
    if piece.isEmpty { return }
    let start = bytes.count
    if indent.isEmpty {
      bytes.append(contentsOf: piece)
    } else {
      appendIndented(piece)
    }
    if bytes.count > Self.limit { throw .tooLarge }
    pieces += 1
    let origin = origin()
    lastLiteral = if case .literal = origin { start } else { nil }
    if tracing || origin.isMedia {
      segments.append(Segment(range: start..<bytes.count, origin: origin, place: place))
    }
  }

  mutating func append(
    _ media: MediaValue, paths: [String], place: Program.Place
  ) throws(RenderFault) {
    mediaSize += media.size
    if mediaSize > Self.limit { throw .tooLarge }
    try append(media.mark.utf8, origin: .media(media, paths: paths), place: place)
  }

  /// The indent is written only once a line turns out not to be empty, as Jinja's `indent` does.
  private mutating func appendIndented(_ piece: some Collection<UInt8>) {
    for byte in piece {
      if byte == 0x0A {
        atLineStart = true
      } else if atLineStart {
        bytes += indent
        atLineStart = false
      }
      bytes.append(byte)
    }
  }

  /// Takes a line break away from the end if it is the last thing written since there were `count` pieces, and literal: a
  /// snippet whose last line is a tag ends with the break of the line before it, which is not part of what it says.
  mutating func dropLineBreak(ofLiteralAfter count: Int) {
    guard pieces > count, let start = lastLiteral, bytes.count > start, bytes.last == 0x0A else { return }
    bytes.removeLast()
    guard tracing, let last = segments.indices.last else { return }
    segments[last].range = start..<bytes.count
    if start == bytes.count { segments.removeLast() }
  }

  /// Lines from here on begin with `more` too; gives what to restore.
  mutating func push(indent more: ArraySlice<UInt8>) -> (indent: [UInt8], atLineStart: Bool) {
    let saved = (indent, atLineStart)
    indent += more
    return saved
  }

  mutating func pop(_ saved: (indent: [UInt8], atLineStart: Bool)) {
    indent = saved.indent
    if indent.isEmpty { atLineStart = false }
  }
}
