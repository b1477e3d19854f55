// Untrusted text without what nobody sees and what models take for the end of a message.

/// What was taken out of a value, so that people are told.
package struct CleaningReport: Hashable, Sendable {
  /// Scalars that were taken out: controls, marks of direction, what nobody sees. Each once, in order.
  package private(set) var removed: [UInt32] = []
  /// How many, in all.
  package private(set) var removals = 0
  /// Marks of chat templates that were broken up, each once, in order.
  package private(set) var markers: [String] = []

  package init() {}

  package var isEmpty: Bool { removals == 0 && markers.isEmpty }

  mutating func remove(_ scalar: UInt32) {
    removals += 1
    if removed.count < Self.kept, !removed.contains(scalar) { removed.append(scalar) }
  }

  mutating func breakUp(_ marker: String) {
    if markers.count < Self.kept, !markers.contains(marker) { markers.append(marker) }
  }

  /// More kinds than anybody reads of.
  private static let kept = 5
}

enum Cleaning {
  /// Makes of a text what may stand in a prompt. Everything that is not taken out keeps its bytes.
  /// - Parameter isJSON: a backslash in it is the beginning of an escape, and never a part of a terminal's sequence.
  static func clean(_ text: inout RewrittenText, isJSON: Bool = false, _ report: inout CleaningReport) {
    // Taking something out can bring together what makes another.
    for _ in 0..<passes where !text.apply({ pass($0, isJSON, &report) }) { break }
    text.apply { ChatMarkers.broken($0, &report) }
  }

  private static let passes = 64

  private static func pass(
    _ bytes: UnsafeBufferPointer<UInt8>, _ isJSON: Bool, _ report: inout CleaningReport
  ) -> [UInt8]? {
    var cleaner = Cleaner(bytes: bytes, isJSON: isJSON)
    return cleaner.run(&report) ? cleaner.result : nil
  }
}

/// One pass over a text.
private struct Cleaner {
  let bytes: UnsafeBufferPointer<UInt8>
  let isJSON: Bool
  var result: [UInt8] = []
  private var copied = 0

  init(bytes: UnsafeBufferPointer<UInt8>, isJSON: Bool) {
    self.bytes = bytes
    self.isJSON = isJSON
  }

  /// False: nothing had to be done.
  mutating func run(_ report: inout CleaningReport) -> Bool {
    var index = 0
    var isChanged = false
    while let found = next(from: index) {
      let (scalar, size) = UnseenScalars.decode(bytes, found)
      if let lineBreak = lineBreak(scalar, found) {
        take(found, found + lineBreak, [0x0A])
        isChanged = true
        index = found + lineBreak
        continue
      }
      let length = removal(scalar, size, found)
      if length > 0 {
        report.remove(scalar)
        take(found, found + length, [])
        isChanged = true
      }
      index = found + max(length, size)
    }
    if isChanged { result.append(contentsOf: bytes[copied...]) }
    return isChanged
  }

  private mutating func take(_ start: Int, _ end: Int, _ replacement: [UInt8]) {
    result.append(contentsOf: bytes[copied..<start])
    result += replacement
    copied = end
  }

  /// The next byte that needs a look. Hangul syllables and ASCII text do not.
  private func next(from start: Int) -> Int? {
    ByteScan.first(in: bytes, from: start) { byte in
      ByteScan.below(byte, 0x20) & ~ByteScan.equal(byte, 0x0A) & ~ByteScan.equal(byte, 0x09)
        | ByteScan.equal(byte, 0x7F) | ByteScan.leadOfUnseen(byte)
    }
  }

  /// CR LF, CR and NEL become LF. The bytes they take.
  private func lineBreak(_ scalar: UInt32, _ index: Int) -> Int? {
    switch scalar {
    case 0x0D: index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
    case 0x85: 2
    default: nil
    }
  }

  /// How many bytes have to go.
  private func removal(_ scalar: UInt32, _ size: Int, _ index: Int) -> Int {
    switch scalar {
    case 0x1B where !isJSON: return escapeSequence(index)
    case 0x9B where !isJSON: return controlSequence(index + size) - index
    case 0..<0x20, 0x7F, 0x80..<0xA0: return size
    default: break
    }
    if UnseenScalars.isNoncharacter(scalar) { return size }
    guard UnseenScalars.isIgnorable(scalar) else { return 0 }
    return isNeeded(scalar, size, index) ? 0 : size
  }

  /// `ESC [ … letter`, `ESC ] … BEL` and the short ones (ECMA-48).
  private func escapeSequence(_ index: Int) -> Int {
    guard index + 1 < bytes.count else { return 1 }
    switch bytes[index + 1] {
    case 0x5B: return controlSequence(index + 2) - index
    case 0x5D, 0x50, 0x58, 0x5E, 0x5F:
      var end = index + 2
      while end < bytes.count, end - index < 4096 {
        if bytes[end] == 0x07 { return end + 1 - index }
        if bytes[end] == 0x1B {
          return end - index + (end + 1 < bytes.count && bytes[end + 1] == 0x5C ? 2 : 0)
        }
        if bytes[end] == 0x0A { break }
        end += 1
      }
      return 2
    // The sign that it ends with, if it is one: a letter of another script is not cut in two.
    case 0x28...0x2F, 0x23:
      return index + 2 < bytes.count && (0x30...0x7E).contains(bytes[index + 2]) ? 3 : 2
    case 0x30...0x7E: return 2
    default: return 1
    }
  }

  /// Behind the parameters and the letter that ends them.
  private func controlSequence(_ start: Int) -> Int {
    var end = start
    while end < bytes.count, (0x20...0x3F).contains(bytes[end]), end - start < 64 { end += 1 }
    if end < bytes.count, (0x40...0x7E).contains(bytes[end]) { return end + 1 }
    return start
  }

  // MARK: What is needed where it stands

  private func isNeeded(_ scalar: UInt32, _ size: Int, _ index: Int) -> Bool {
    let before = self.before(index)
    switch scalar {
    case 0x200D:
      guard let before, let after = self.after(index + size) else { return false }
      if UnseenScalars.needsJoiners(before) { return UnseenScalars.needsJoiners(after) }
      return isEndOfPicture(before, index) && UnseenScalars.isEmoji(after)
    case 0x200C:
      guard let before, let after = self.after(index + size) else { return false }
      return UnseenScalars.needsJoiners(before) && UnseenScalars.needsJoiners(after)
    case 0xFE00...0xFE0F: return before.map { $0 > 0x20 && !UnseenScalars.isIgnorable($0) } ?? false
    case 0xE0100...0xE01EF: return before.map(UnseenScalars.isHan) ?? false
    case 0x180B...0x180F: return before.map(UnseenScalars.isMongolian) ?? false
    case 0xE0020...0xE007F: return isInFlag(index)
    default: return false
    }
  }

  /// What stands before a place; nil at the start.
  private func before(_ index: Int) -> UInt32? {
    var start = index - 1
    while start >= 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start < 0 ? nil : UnseenScalars.decode(bytes, start).scalar
  }

  private func after(_ index: Int) -> UInt32? {
    index < bytes.count ? UnseenScalars.decode(bytes, index).scalar : nil
  }

  /// A picture, perhaps with a selector or a colour of skin.
  private func isEndOfPicture(_ scalar: UInt32, _ index: Int) -> Bool {
    if scalar == 0xFE0F {
      return before(index - 3).map(UnseenScalars.isEmoji) ?? false
    }
    return UnseenScalars.isEmoji(scalar)
  }

  /// A black flag, letters and digits as tags, and the tag that ends them (UTS 51, `emoji_tag_sequence`).
  private func isInFlag(_ index: Int) -> Bool {
    var start = index
    var steps = 0
    while start >= 4, bytes[start - 4] == 0xF3, steps < 8 {
      start -= 4
      steps += 1
    }
    guard start >= 4, before(start) == 0x1F3F4 else { return false }
    var end = start
    steps = 0
    while end + 4 <= bytes.count, steps < 8 {
      let (scalar, size) = UnseenScalars.decode(bytes, end)
      guard UnseenScalars.isTag(scalar) else { return false }
      end += size
      steps += 1
      if scalar == 0xE007F { return steps > 2 && index < end }
    }
    return false
  }
}
