// Cuts a file into sections, line by line: comment, fence, section, in that order.

import DariBase

struct ScannedSection {
  /// nil: what stands before the first section, the description.
  var line: SectionLine?
  /// The header line, without its line break.
  var header: Range<Int>
  /// What follows, up to the next section.
  var body: Range<Int>
  var kind: BodyKind
}

/// What a section holds; it decides what of comments and fences is seen in it.
enum BodyKind {
  case template, description, question, fields, step
  case textValue, value

  /// A fence may hold lines that look like sections.
  var hasFences: Bool {
    switch self {
    case .template, .description, .question, .textValue: true
    case .fields, .step, .value: false
    }
  }
}

/// A comment that spans sections is one whose `{#` starts a line and whose `#}` ends one, with a section line
/// between and no other `{#` (which would mean that a `#}` was forgotten). Apart from those, a template knows
/// its comments itself, and in other bodies a comment is one that has its lines to itself; a literal text has
/// none but those that span sections.
struct SectionScanner {
  let bytes: Bytes
  let limit: Int
  private(set) var sections: [ScannedSection] = []
  /// The `\` of every `\@user` at the start of a line.
  private(set) var escapes: [Int] = []
  /// Comments outside of templates.
  private(set) var comments: [Range<Int>] = []
  private(set) var unclosedFences: [Range<Int>] = []

  private let isTranslation: Bool
  private var position: Int
  private var fence: OpenFence?
  /// The first fence that closed only after a section line: to blame if a later one does not close.
  private var suspect: OpenFence?
  private var blamed = 0
  /// Lines that could close a fence, by their marker; made when the first fence is met.
  private var closers: [UInt8: [FenceCloser]]?
  private var nextClose = -1
  private var nextSection = -1

  private struct OpenFence {
    var line: FenceLine
    var range: Range<Int>
    var passedSection = false
    var sections: [ScannedSection]
    var escapes: Int
    var comments: Int
  }

  /// - Parameter isTranslation: no value says its type; each is read as a text, which it nearly always is.
  init(bytes: Bytes, range: Range<Int>, isTranslation: Bool) {
    self.bytes = bytes
    self.isTranslation = isTranslation
    limit = range.upperBound
    position = range.lowerBound
    sections.append(
      ScannedSection(
        line: nil, header: position..<position, body: position..<limit, kind: .description))
  }

  mutating func scan() {
    while true {
      while position < limit {
        let (end, next) = bytes.line(from: position, limit: limit)
        let start = position
        scanLine(start, end, next)
        assert(position > start || fence == nil)
      }
      guard let open = fence else { return }
      blame(suspect(for: open))
    }
  }

  private var kind: BodyKind { sections[sections.count - 1].kind }

  private mutating func scanLine(_ start: Int, _ end: Int, _ next: Int) {
    position = next
    if fence != nil {
      scanFenceLine(start, end)
      return
    }
    let first = bytes.at(start, end)
    if skipComment(start, end, next) { return }
    if kind.hasFences, Self.mayOpenFence(first), let line = bytes.fenceLine(at: start, end: end, opens: true)
    {
      openFence(line, start..<end)
      return
    }
    if first == UInt8(ascii: "@") || first == 0xEF {
      if let line = bytes.sectionLine(at: start, end: end) ?? bytes.nearMiss(at: start, end: end) {
        openSection(line, start, end, next)
      }
    } else if first == UInt8(ascii: "\\"),
      bytes.at(start + 1, end) == UInt8(ascii: "@") || bytes.at(start + 1, end) == 0xEF,
      bytes.sectionLine(at: start + 1, end: end) ?? bytes.nearMiss(at: start + 1, end: end) != nil
    {
      escapes.append(start)
    }
  }

  // MARK: Sections

  private mutating func openSection(_ line: SectionLine, _ start: Int, _ end: Int, _ next: Int) {
    sections[sections.count - 1].body = sections[sections.count - 1].body.lowerBound..<start
    sections.append(
      ScannedSection(line: line, header: start..<end, body: next..<limit, kind: bodyKind(line, end)))
  }

  private func bodyKind(_ line: SectionLine, _ end: Int) -> BodyKind {
    switch line.word {
    case .type: .fields
    case .input: .question
    case .step: .step
    case .value: isTranslation || isTextValue(line, end) ? .textValue : .value
    default: .template
    }
  }

  /// `@value name: text`, whatever labels and limits it has.
  private func isTextValue(_ line: SectionLine, _ end: Int) -> Bool {
    var lexer = Lexer(bytes: bytes, position: line.written.upperBound, limit: end)
    guard lexer.next().kind == .word, lexer.next().kind == .colon else { return false }
    var token = lexer.next()
    while token.word.isLabel { token = lexer.next() }
    return token.word == .text
  }

  // MARK: Comments

  /// Skips a comment that begins on this line and ends on a later one, or has its lines to itself.
  private mutating func skipComment(_ start: Int, _ end: Int, _ next: Int) -> Bool {
    let isTemplate = kind == .template
    let atStart = bytes.at(start, end) == UInt8(ascii: "{") && bytes.at(start + 1, end) == UInt8(ascii: "#")
    guard atStart || isTemplate else { return false }
    var open = atStart ? start : bytes.find(UInt8(ascii: "{"), UInt8(ascii: "#"), from: start, limit: end)
    while let from = open {
      guard let close = closeOfComment(from + 2) else { return false }
      if isTemplate, close < end {
        open = bytes.find(UInt8(ascii: "{"), UInt8(ascii: "#"), from: close + 2, limit: end)
        continue
      }
      let (closeEnd, closeNext) = bytes.line(from: close, limit: limit)
      let endsLine = bytes.isWhitespace(close + 2..<closeEnd)
      let spansSection = sectionLine(after: next) < close
      if spansSection {
        guard from == start, atStart, endsLine, !holdsOpener(from + 2..<close) else { return false }
      }
      if !isTemplate {
        guard endsLine, spansSection || kind != .textValue else { return false }
        comments.append(from..<close + 2)
      }
      position = closeNext
      return true
    }
    return false
  }

  /// The first `#}` at or after `from`.
  private mutating func closeOfComment(_ from: Int) -> Int? {
    if nextClose < from {
      nextClose = bytes.find(UInt8(ascii: "#"), UInt8(ascii: "}"), from: from, limit: limit) ?? Int.max
    }
    return nextClose == Int.max ? nil : nextClose
  }

  /// Where the first section line at or after the line at `start` begins, whatever it stands in.
  private mutating func sectionLine(after start: Int) -> Int {
    if nextSection < start {
      var line = start
      while line < limit {
        let (end, next) = bytes.line(from: line, limit: limit)
        if bytes.sectionLine(at: line, end: end) != nil { break }
        line = next
      }
      nextSection = line < limit ? line : Int.max
    }
    return nextSection
  }

  private func holdsOpener(_ range: Range<Int>) -> Bool {
    bytes.find(UInt8(ascii: "{"), UInt8(ascii: "#"), from: range.lowerBound, limit: range.upperBound) != nil
  }

  // MARK: Fences

  /// The signs themselves, white space, and what quotes and lists of Markdown begin with.
  private static func mayOpenFence(_ first: UInt8?) -> Bool {
    switch first ?? 0 {
    case 0x20, 0x09, 0x60, 0x7E, 0x3E, 0x2D, 0x2A, 0x2B, 0x30...0x39: true
    default: false
    }
  }

  private mutating func openFence(_ line: FenceLine, _ range: Range<Int>) {
    let open = OpenFence(
      line: line, range: range, sections: sections, escapes: escapes.count, comments: comments.count)
    if canClose(line, after: range.upperBound) { fence = open } else { blame(suspect(for: open)) }
  }

  private mutating func scanFenceLine(_ start: Int, _ end: Int) {
    guard let open = fence else { return }
    if let line = bytes.fenceLine(at: start, end: end), line.marker == open.line.marker {
      if !line.hasInfo, line.length >= open.line.length {
        if open.passedSection, suspect == nil { suspect = open }
        fence = nil
      } else if line.hasInfo, open.passedSection {
        // Another fence opens, beyond a section line: this one was forgotten.
        blame(open)
      }
    } else if !open.passedSection, bytes.sectionLine(at: start, end: end) != nil {
      fence?.passedSection = true
    }
  }

  /// Which fence to blame when `open` does not close: fences pair up, so an earlier one that closed only after
  /// a section line probably took the opening of the next for its end.
  private mutating func suspect(for open: OpenFence) -> OpenFence {
    // Only a few times: each reads the rest of the file again.
    guard let suspect, suspect.line.marker == open.line.marker, !open.line.hasInfo, blamed < 4 else {
      return open
    }
    blamed += 1
    return suspect
  }

  /// Goes back to a fence that does not close, and reads on at the section line after it.
  private mutating func blame(_ open: OpenFence) {
    unclosedFences.append(open.range)
    sections = open.sections
    escapes.removeSubrange(open.escapes...)
    comments.removeSubrange(open.comments...)
    fence = nil
    suspect = nil
    nextClose = -1
    nextSection = -1
    let next = bytes.line(from: open.range.upperBound, limit: limit).next
    position = min(sectionLine(after: next), limit)
  }

  private struct FenceCloser {
    var offset: Int
    /// The length of the longest of its marker from here on.
    var longest: Int
  }

  /// Whether a line further down could close the fence, so that one that nothing closes is known at once.
  private mutating func canClose(_ fence: FenceLine, after offset: Int) -> Bool {
    let all = closers ?? makeClosers(from: offset)
    closers = all
    guard let closers = all[fence.marker] else { return false }
    var low = 0
    var high = closers.count
    while low < high {
      let middle = (low + high) / 2
      if closers[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low < closers.count && closers[low].longest >= fence.length
  }

  private func makeClosers(from offset: Int) -> [UInt8: [FenceCloser]] {
    var result: [UInt8: [FenceCloser]] = [:]
    var line = offset
    while line < limit {
      let (end, next) = bytes.line(from: line, limit: limit)
      if let fence = bytes.fenceLine(at: line, end: end), !fence.hasInfo {
        result[fence.marker, default: []].append(FenceCloser(offset: line, longest: fence.length))
      }
      line = next
    }
    for marker in [UInt8(ascii: "`"), UInt8(ascii: "~")] {
      guard let count = result[marker]?.count else { continue }
      var longest = 0
      for index in stride(from: count - 1, through: 0, by: -1) {
        longest = max(longest, result[marker]?[index].longest ?? 0)
        result[marker]?[index].longest = longest
      }
    }
    return result
  }
}
