// Templates: text, holes, comments and tags. Blocks are in BlockParser.swift.

import DariBase

/// Something of a template in the order of the source, for the white-space pass.
struct TemplatePiece {
  enum Kind {
    /// Text that is printed, or text that `{% raw %}` holds.
    case text
    /// Text where nothing is printed, between `match` and its first `case`.
    case silentText
    case escape, hole
    /// A tag or a comment: a line of nothing else leaves nothing behind.
    case tag
  }
  var kind: Kind
  var range: Range<Int>
  /// Index of the entry, of texts.
  var entry = 0
  var trimsBefore = false
  var trimsAfter = false
}

/// A block that is open while its content is read.
struct OpenBlock {
  var keyword: Word
  var tag: Range<Int>
  /// The `else` that has been read.
  var elseTag: Range<Int>?

  var end: Word {
    switch keyword {
    case .if: .endif
    case .for: .endfor
    case .match: .endmatch
    default: .endraw
    }
  }
}

extension Parser {
  /// template. `body` begins where the tree ends.
  mutating func parseTemplate(_ body: Range<Int>) {
    blocks.removeAll(keepingCapacity: true)
    pieces.removeAll(keepingCapacity: true)
    forgivenEnds.removeAll(keepingCapacity: true)
    forgivenForeignEnds.removeAll(keepingCapacity: true)
    hasToldDepth = false
    let node = builder.open(.template)
    while true {
      let stop = parseItems(body.upperBound)
      guard case .tag(let head) = stop else { break }
      // Not reached: with no block open, `parseItems` takes every tag itself.
      assertionFailure("a tag that ends no block")
      takeErrorTag(head)
    }
    builder.close(node)
    keepWhatIsPrinted(body)
  }

  /// Why `parseItems` came back.
  enum Stop {
    case end
    /// A tag that an open block must take; nothing of it has been taken.
    case tag(TagHead)
  }

  /// Text, holes, comments, and blocks with all they hold, up to the end or a tag of an open block.
  mutating func parseItems(_ limit: Int) -> Stop {
    while builder.end < limit {
      let start = builder.end
      let opening = findOpening(start, limit)
      takeText(to: opening)
      guard opening < limit else { return .end }
      switch bytes[opening + 1] {
      case UInt8(ascii: "{"):
        if let head = tagInHole(opening, limit) {
          if let stop = parseTag(head, limit) { return stop }
        } else {
          parseHole(limit)
        }
      case UInt8(ascii: "#"): parseComment(limit)
      default:
        let head = readHead(at: opening, limit: limit)
        if let stop = parseTag(head, limit) { return stop }
      }
      assert(builder.end > start)
    }
    return .end
  }

  // MARK: Text

  /// Where the next `{{`, `{%` or `{#` stands.
  private mutating func findOpening(_ start: Int, _ limit: Int) -> Int {
    var index = start
    while index < limit {
      let byte = bytes[index]
      if byte == UInt8(ascii: "{") {
        let next = bytes.at(index + 1, limit)
        if next == UInt8(ascii: "{") || next == UInt8(ascii: "%") || next == UInt8(ascii: "#") {
          return index
        }
        if next == 0xEF { index += warnWideTag(index, limit) }
      } else if byte == 0xEF, bytes.matches("\u{FF5B}\u{FF5B}", at: index, limit: limit) {
        warnWideBraces(index, limit)
        index += 6
        continue
      } else if byte == 0xEF {
        index += warnWideTag(index, limit)
      }
      index += 1
    }
    return limit
  }

  /// Openings of which a part is full-width, with what was meant.
  private static let wideOpenings: [(written: StaticString, meant: String)] = [
    ("\u{FF5B}\u{FF05}", "{%"), ("\u{FF5B}%", "{%"), ("{\u{FF05}", "{%"), ("\u{FF5B}{", "{{"),
    ("{\u{FF5B}", "{{"),
  ]
  private static let wideClosings: [(written: StaticString, meant: String)] = [
    ("\u{FF05}\u{FF5D}", "%}"), ("%\u{FF5D}", "%}"), ("\u{FF05}}", "%}"), ("\u{FF5D}}", "}}"),
    ("}\u{FF5D}", "}}"),
  ]

  /// - Returns: how many bytes further the last one of the opening lies; 0 if there is none.
  private mutating func warnWideTag(_ start: Int, _ limit: Int) -> Int {
    guard let opening = Self.wideOpenings.first(where: { bytes.matches($0.written, at: start, limit: limit) })
    else {
      return 0
    }
    let end = start + opening.written.utf8CodeUnitCount
    var edits: [(Range<Int>, String)] = [(start..<end, opening.meant)]
    var index = end
    while index < limit, bytes[index] != 0x0A {
      if let closing = Self.wideClosings.first(where: { bytes.matches($0.written, at: index, limit: limit) })
      {
        edits.append((index..<index + closing.written.utf8CodeUnitCount, closing.meant))
        break
      }
      if bytes[index] == UInt8(ascii: "}") { break }
      index += 1
    }
    tell(
      .wideTag(written: bytes.text(start..<end), meant: opening.meant), at: start..<end,
      mends: [Mend(.writeInstead(text: opening.meant), edits.map { TextEdit(file.span($0.0), $0.1) })])
    return end - start - 1
  }

  private mutating func warnWideBraces(_ start: Int, _ limit: Int) {
    var edits: [(Range<Int>, String)] = [(start..<start + 6, "{{")]
    var index = start + 6
    search: while index < limit {
      switch bytes[index] {
      case 0x0A, UInt8(ascii: "{"), UInt8(ascii: "}"): break search
      case 0xEF where bytes.matches("\u{FF5B}", at: index, limit: limit): break search
      case 0xEF where bytes.matches("\u{FF5D}\u{FF5D}", at: index, limit: limit):
        edits.append((index..<index + 6, "}}"))
        break search
      default: index += 1
      }
    }
    tell(
      .wideBraces, at: start..<start + 6,
      mends: [Mend(.writeInstead(text: "{{ }}"), edits.map { TextEdit(file.span($0.0), $0.1) })])
  }

  mutating func takeText(to end: Int) {
    guard end > builder.end else { return }
    for escape in escapes(in: builder.end..<end) {
      takeTextToken(.templateText, to: escape)
      pieces.append(TemplatePiece(kind: .escape, range: escape..<escape + 1))
      builder.token(.escape, to: escape + 1)
    }
    takeTextToken(.templateText, to: end)
  }

  mutating func takeTextToken(_ kind: SyntaxKind, to end: Int) {
    let range = builder.end..<end
    guard !range.isEmpty else { return }
    let entry = builder.token(kind, to: end)
    let isSilent = silentDepth == blocks.count && silentDepth > 0
    pieces.append(TemplatePiece(kind: isSilent ? .silentText : .text, range: range, entry: entry))
  }

  // MARK: Comments

  private mutating func parseComment(_ limit: Int) {
    let start = builder.end
    var piece = TemplatePiece(kind: .tag, range: start..<start)
    if let close = commentClose(from: start + 2, limit: limit) {
      builder.token(.comment, to: close + 2)
      piece.trimsBefore = bytes.at(start + 2, close) == UInt8(ascii: "-")
      piece.trimsAfter = close > start + 3 && bytes[close - 1] == UInt8(ascii: "-")
    } else {
      let end = bytes.line(from: start, limit: limit).end
      tell(.unclosedComment, at: start..<start + 2, mends: [insert(" #}", at: end, showing: "#}")])
      builder.token(.comment, to: end)
    }
    piece.range = start..<builder.end
    pieces.append(piece)
  }

  /// Remembers that there is none, so that many unclosed comments do not each search the whole section.
  private mutating func commentClose(from start: Int, limit: Int) -> Int? {
    if noCommentCloseBefore == limit { return nil }
    let close = bytes.find(UInt8(ascii: "#"), UInt8(ascii: "}"), from: start, limit: limit)
    if close == nil { noCommentCloseBefore = limit }
    return close
  }

  // MARK: Holes

  /// `{{ if vip }}`: a tag between the signs of a hole. It is told, and read as the tag that it is.
  private mutating func tagInHole(_ start: Int, _ limit: Int) -> TagHead? {
    // Almost every hole begins with another word, and then there is nothing to look for.
    var first = Lexer(bytes: bytes, position: start + 2, limit: limit)
    if bytes.at(start + 2, limit) == UInt8(ascii: "-") { first.position += 1 }
    guard first.next().word.isTagWord else { return nil }
    var head = readHead(at: start, limit: limit)
    guard !head.isMisspelt, head.keyword != .other, let close = head.close, close.isWrong, !close.isWide,
      close.range.count - (close.trims ? 1 : 0) == 2
    else { return nil }
    var lexer = Lexer(bytes: bytes, position: head.written.upperBound, limit: head.content.upperBound)
    let next = lexer.next()
    switch head.keyword {
    case .if, .elif: guard next.kind != .end else { return nil }
    case .for, .match, .case, .set: guard next.kind == .word, next.word != .if else { return nil }
    case .else, .endif, .endfor, .endmatch: guard next.kind == .end else { return nil }
    default: return nil
    }
    let word = bytes.text(head.written)
    tell(
      .tagInHole(word: word), at: head.written,
      mends: [
        mend(
          .writeInstead(text: "{% \(word) … %}"), (start..<start + 2, "{%"),
          (close.range.upperBound - 2..<close.range.upperBound, "%}"))
      ])
    head.close?.isWrong = false
    return head
  }

  private mutating func parseHole(_ limit: Int) {
    let start = builder.end
    let openingEnd = bytes.at(start + 2, limit) == UInt8(ascii: "-") ? start + 3 : start + 2
    var piece = TemplatePiece(kind: .hole, range: start..<start, trimsBefore: openingEnd > start + 2)
    let node = builder.open(.hole)
    builder.token(.holeOpen, to: openingEnd)
    if let close = findClose(from: openingEnd, limit: limit, isHole: true) {
      enter(openingEnd..<close.range.lowerBound)
      if close.isWrong { failWrongClose(start..<openingEnd, close, wanted: "}}") }
      if token.kind == .end {
        fail(.emptyHole, at: start..<close.range.upperBound, mends: [remove(start..<close.range.upperBound)])
        builder.missing(.errorExpression)
      } else {
        _ = parseExpression(after: nil)
      }
      leave(to: close.range.lowerBound)
      builder.token(.holeClose, to: close.range.upperBound)
      piece.trimsAfter = close.trims
    } else {
      enter(openingEnd..<endOfUnclosed(openingEnd, limit))
      isMuted = true
      if token.kind == .word || token.kind == .string || token.kind == .integer || token.kind == .decimal {
        _ = parseExpression(after: nil)
      } else {
        builder.missing(.errorExpression)
      }
      abandon()
      let isEmpty = builder.contentEnd == openingEnd
      tell(
        .unclosedHole, at: start..<openingEnd,
        mends: isEmpty ? [] : [insert(" }}", at: builder.contentEnd, showing: "}}")])
    }
    builder.close(node)
    piece.range = start..<builder.end
    pieces.append(piece)
  }

  /// Ends a construct without taking what is left of it: that is text again.
  mutating func abandon() {
    fullWidth.removeAll(keepingCapacity: true)
    isMuted = false
  }

  /// One error for a wrong close; the content is still read, with its own problems.
  mutating func failWrongClose(_ opening: Range<Int>, _ close: TagClose, wanted: String) {
    let text = (close.trims ? "-" : "") + wanted
    tell(
      .wrongTagClose(opening: bytes.text(opening), wanted: wanted, written: bytes.text(close.range)),
      at: close.range, labels: [label(opening, .openedHere)], mends: [replace(close.range, by: text)])
  }
}
