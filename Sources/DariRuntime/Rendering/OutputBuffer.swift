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
  /// Of a value: the row of the program's `escapings` that it was written with; -1 for as it is.
  package var escaping: Int32 = -1
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
  /// Fences and inline code that are open and whose length follows what is in them.
  private var open: [OpenRun] = []
  /// Untrusted values among the last bytes: a marker of chats may be made of one and what stands around it.
  private var untrusted: [Range<Int>] = []
  /// Markers that were broken up where two pieces meet.
  private(set) var joinedMarkers: [(marker: String, place: Program.Place)] = []

  private struct OpenRun {
    /// Where the run begins, and where what is in it does.
    var start: Int
    var end: Int
    var isCode: Bool
  }

  init(tracing: Bool) { self.tracing = tracing }

  mutating func append(
    _ piece: some Collection<UInt8>, origin: @autoclosure () -> Segment.Origin, place: Program.Place,
    escaping: Int32 = -1, isUntrusted: Bool = false
  ) throws(RenderFault) {
    if piece.isEmpty { return }
    let start = bytes.count
    breakMarker(before: piece, isUntrusted, place)
    let pieceStart = bytes.count
    if indent.isEmpty {
      bytes.append(contentsOf: piece)
    } else {
      appendIndented(piece)
    }
    if bytes.count > Self.limit { throw .tooLarge }
    pieces += 1
    let origin = origin()
    lastLiteral = if case .literal = origin { start } else { nil }
    if isUntrusted { untrusted.append(pieceStart..<bytes.count) }
    if tracing || origin.isMedia {
      segments.append(
        Segment(range: start..<bytes.count, origin: origin, place: place, escaping: escaping))
    }
  }

  /// A marker that begins in what was written and ends in the next piece, with an untrusted value in it, gets a space where
  /// the piece begins: no value is all of the marker, so none was broken up by itself.
  private mutating func breakMarker(
    before piece: some Collection<UInt8>, _ isUntrusted: Bool, _ place: Program.Place
  ) {
    untrusted.removeAll { $0.upperBound + ChatMarkers.longest <= bytes.count }
    if untrusted.isEmpty, !isUntrusted { return }
    guard let marker = marker(endingIn: piece, isUntrusted) else { return }
    bytes.append(0x20)
    joinedMarkers.append((marker, place))
  }

  private func marker(endingIn piece: some Collection<UInt8>, _ isUntrusted: Bool) -> String? {
    let end = bytes.suffix(2 * ChatMarkers.longest)
    return ChatMarkers.joined(end, isStart: end.startIndex == 0, piece.prefix(ChatMarkers.longest)) { range in
      isUntrusted || untrusted.contains { $0.overlaps(range) }
    }
  }

  // MARK: Fences and inline code

  /// Readers of Markdown that derive from cmark count no further.
  private static let longestCode = 80
  private static let longestFence = 255

  mutating func open(_ run: ArraySlice<UInt8>, isCode: Bool, place: Program.Place) throws(RenderFault) {
    try append(run, origin: .literal, place: place)
    open.append(OpenRun(start: bytes.count - run.count, end: bytes.count, isCode: isCode))
  }

  /// Closes what was opened last, and makes both runs longer than any run of the sign between them (CommonMark 0.31,
  /// sections 4.5 and 6.1).
  mutating func close(_ run: ArraySlice<UInt8>, place: Program.Place) throws(RenderFault) {
    guard let last = open.popLast(), let sign = run.first, last.end <= bytes.count else {
      throw .damagedProgram
    }
    var length = last.end - last.start
    let longest = longestRun(of: sign, from: last.end)
    var more = 0
    if longest >= length {
      more = longest + 1 - length
      length += more
      if length > (last.isCode ? Self.longestCode : Self.longestFence) { throw .longRun }
    }
    let pad = last.isCode && needsSpace(from: last.end, sign)
    if more > 0 || pad {
      insert(Array(repeating: sign, count: more) + (pad ? [0x20] : []), at: last.end)
      if bytes.count > Self.limit { throw .tooLarge }
    }
    let isEmpty = bytes.count == last.end + more + (pad ? 1 : 0)
    try append(
      (pad && !isEmpty ? [0x20] : []) + Array(repeating: sign, count: length), origin: .literal, place: place)
  }

  private func longestRun(of sign: UInt8, from start: Int) -> Int {
    var longest = 0
    var current = 0
    bytes.withUnsafeBufferPointer { bytes in
      var index = start
      while let found = ByteScan.first(in: bytes, from: index, where: { ByteScan.equal($0, sign) }) {
        current = 1
        while found + current < bytes.count, bytes[found + current] == sign { current += 1 }
        longest = max(longest, current)
        index = found + current
      }
    }
    return longest
  }

  /// Inline code that is empty, or begins or ends with what would be taken for a part of its signs, has a space on each
  /// side, which readers take away.
  private func needsSpace(from start: Int, _ sign: UInt8) -> Bool {
    guard start < bytes.count, let last = bytes.last else { return true }
    if bytes[start] == sign || last == sign { return true }
    return bytes[start] == 0x20 && last == 0x20 && bytes[start...].contains { $0 != 0x20 }
  }

  /// Puts bytes into what was written; the segment that ends there grows, those behind it move.
  private mutating func insert(_ piece: [UInt8], at place: Int) {
    bytes.insert(contentsOf: piece, at: place)
    for index in segments.indices.reversed() {
      let range = segments[index].range
      if range.upperBound < place { break }
      if range.lowerBound >= place {
        segments[index].range = range.lowerBound + piece.count..<range.upperBound + piece.count
      } else {
        segments[index].range = range.lowerBound..<range.upperBound + piece.count
        break
      }
    }
    for index in untrusted.indices where untrusted[index].lowerBound >= place {
      untrusted[index] = untrusted[index].lowerBound + piece.count..<untrusted[index].upperBound + piece.count
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
