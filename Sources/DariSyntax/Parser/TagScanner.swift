// Finding where a tag ends before it is read, so that a forgotten end is told as that and nothing else.

import DariBase

/// The end of a tag or a hole.
struct TagClose {
  /// The closing bytes, a `-` included.
  var range: Range<Int>
  var trims: Bool
  /// What stands there is not what closes this (`}` or `%}` for `}}`).
  var isWrong = false
  /// `｝｝`
  var isWide = false
}

/// What a `{%` begins.
struct TagHead {
  /// `{%`, a `-` included.
  var opening: Range<Int>
  /// Between opening and close.
  var content: Range<Int>
  var close: TagClose?
  /// The keyword in hand, or what a misspelt one stands for; `.other` if it is unknown.
  var keyword: Word
  /// The keyword as it is written, two words for `else if`; empty if there is none.
  var written: Range<Int>
  var isMisspelt = false

  var range: Range<Int> { opening.lowerBound..<(close?.range.upperBound ?? content.upperBound) }
  var trimsBefore: Bool { opening.count > 2 }
}

extension Parser {
  /// The end of a hole (`}}`) or a tag (`%}`) whose content begins at `start`. nil if another opening or
  /// `limit` comes first.
  func findClose(from start: Int, limit: Int, isHole: Bool) -> TagClose? {
    scanClose(from: start, limit: limit, isHole: isHole, strings: true)
      ?? scanClose(from: start, limit: limit, isHole: isHole, strings: false)
  }

  private func scanClose(from start: Int, limit: Int, isHole: Bool, strings: Bool) -> TagClose? {
    var index = start
    var braces = 0
    var openingsInStrings = 0
    var isFirstLine = true
    while index < limit {
      let next = bytes.at(index + 1, limit)
      switch bytes[index] {
      case 0x0A: isFirstLine = false
      case 0x22, 0x27:
        if strings, let end = endOfString(index, limit) {
          // Many openings inside strings are a quote that was forgotten; going on would make many openings
          // each read the rest of the line.
          openingsInStrings += holdsOpening(index..<end) ? 1 : 0
          if openingsInStrings > 8 { return nil }
          index = end
          continue
        }
      case UInt8(ascii: "%") where next == UInt8(ascii: "}"):
        if !isHole || isFirstLine { return close(index, 2, start, isWrong: isHole) }
      case UInt8(ascii: "{"):
        if next == UInt8(ascii: "%") || next == UInt8(ascii: "#")
          || (next == UInt8(ascii: "{") && braces == 0)
        {
          return nil
        }
        braces += 1
      case UInt8(ascii: "}"):
        if braces > 0 {
          braces -= 1
        } else if next == UInt8(ascii: "}") {
          if isHole || isFirstLine { return close(index, 2, start, isWrong: !isHole) }
        } else if isFirstLine {
          return close(index, 1, start, isWrong: true)
        }
      case 0xEF where bytes.matches("\u{FF5D}", at: index, limit: limit) && isFirstLine:
        let isDouble = bytes.matches("\u{FF5D}", at: index + 3, limit: limit)
        var close = close(index, isDouble ? 6 : 3, start, isWrong: true)
        close.isWide = true
        return close
      default: break
      }
      index += 1
    }
    return nil
  }

  private func close(_ index: Int, _ length: Int, _ start: Int, isWrong: Bool) -> TagClose {
    let trims = index > start && bytes[index - 1] == UInt8(ascii: "-")
    return TagClose(range: (trims ? index - 1 : index)..<index + length, trims: trims, isWrong: isWrong)
  }

  private func holdsOpening(_ range: Range<Int>) -> Bool {
    bytes.find(UInt8(ascii: "{"), UInt8(ascii: "{"), from: range.lowerBound, limit: range.upperBound) != nil
      || bytes.find(UInt8(ascii: "{"), UInt8(ascii: "%"), from: range.lowerBound, limit: range.upperBound)
        != nil
  }

  /// The end of a string that begins at `index` and ends on its line.
  private func endOfString(_ index: Int, _ limit: Int) -> Int? {
    var end = index + 1
    while end < limit, bytes[end] != 0x0A {
      if bytes[end] == bytes[index] { return end + 1 }
      end += bytes[end] == 0x5C ? 2 : 1
    }
    return nil
  }

  // MARK: Heads

  /// Reads the tag at `start` as far as its keyword; nothing is taken.
  mutating func readHead(at start: Int, limit: Int) -> TagHead {
    let openingEnd = bytes.at(start + 2, limit) == UInt8(ascii: "-") ? start + 3 : start + 2
    let close = findClose(from: openingEnd, limit: limit, isHole: false)
    let end = close?.range.lowerBound ?? endOfUnclosed(openingEnd, limit)
    var head = TagHead(
      opening: start..<openingEnd, content: openingEnd..<end, close: close, keyword: .other,
      written: openingEnd..<openingEnd)
    var lexer = Lexer(bytes: bytes, position: openingEnd, limit: end)
    let first = lexer.next()
    if first.kind == .slash, let block = blocks.last {
      // `{% /if %}`
      let word = lexer.next()
      if word.kind == .word, word.word == block.keyword, lexer.next().kind == .end {
        head.written = first.start..<word.end
        misspelt(&head, block.end, through: nil)
      }
      return head
    }
    guard first.kind == .word, first.flaw == .none else { return head }
    head.written = first.range
    head.keyword = first.word.isTagWord ? first.word : .other
    let second = lexer.next()
    correct(&head, second)
    return head
  }

  /// Where an unclosed tag ends at the latest: at its line's end, or where the next begins.
  func endOfUnclosed(_ start: Int, _ limit: Int) -> Int {
    var index = start
    while index < limit, bytes[index] != 0x0A {
      if bytes[index] == UInt8(ascii: "{"),
        [UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "#")].contains(bytes.at(index + 1, limit))
      {
        break
      }
      index += 1
    }
    return index > start && index < limit && bytes[index - 1] == 0x0D ? index - 1 : index
  }

  /// `else if`, `end if`, `elsif`, `endfi`, …: the keyword that is meant.
  private func correct(_ head: inout TagHead, _ second: Token) {
    if head.keyword == .else, second.word == .if { return misspelt(&head, .elif, through: second) }
    guard head.keyword == .other else { return }
    let word = bytes.text(head.written)
    if second.kind == .equals {
      // `{% a = 1 %}`: told by `parseSet`.
      head.keyword = .set
      head.written = head.written.lowerBound..<head.written.lowerBound
      return
    }
    if word == "end" {
      let ends: [Word: Word] = [.if: .endif, .for: .endfor, .match: .endmatch, .raw: .endraw]
      if let end = ends[second.word] { return misspelt(&head, end, through: second) }
      if second.kind == .end, let block = blocks.last { return misspelt(&head, block.end, through: nil) }
      return
    }
    if foreignTag(word) != nil { return }
    switch word {
    case "elseif", "elsif": return misspelt(&head, .elif, through: nil)
    case "foreach": return misspelt(&head, .for, through: nil)
    case "switch": return misspelt(&head, .match, through: nil)
    case "endswitch": return misspelt(&head, .endmatch, through: nil)
    case "otherwise", "default": return misspelt(&head, .else, through: nil)
    case "when" where blocks.last?.keyword == .match: return misspelt(&head, .case, through: nil)
    case "fi" where blocks.last?.keyword == .if: return misspelt(&head, .endif, through: nil)
    case "endforeach": return misspelt(&head, .endfor, through: nil)
    default: break
    }
    // Of three letters almost every word is near some tag; only the same letters in another order are meant.
    if let near = Suggestion.nearest(to: word, among: Word.tagWords.map(\.0)),
      word.utf8.count > 3 || word.lowercased().utf8.sorted() == near.utf8.sorted(),
      let keyword = Word.tagWords.first(where: { $0.0 == near })?.1
    {
      misspelt(&head, keyword, through: nil)
    }
  }

  private func misspelt(_ head: inout TagHead, _ keyword: Word, through last: Token?) {
    head.keyword = keyword
    head.isMisspelt = true
    if let last { head.written = head.written.lowerBound..<last.end }
  }
}

extension Word {
  static let tagWords: [(String, Word)] = [
    ("if", .if), ("elif", .elif), ("else", .else), ("endif", .endif), ("for", .for), ("endfor", .endfor),
    ("match", .match), ("case", .case), ("endmatch", .endmatch), ("set", .set), ("raw", .raw),
    ("endraw", .endraw),
  ]

  /// The word begins a tag.
  var isTagWord: Bool {
    self == .if || self == .else || (rawValue >= Word.elif.rawValue && rawValue <= Word.endraw.rawValue)
  }
  var isEnd: Bool { self == .endif || self == .endfor || self == .endmatch || self == .endraw }
  /// The tag's word as it is written.
  var tagText: String { Self.tagWords.first { $0.1 == self }?.0 ?? "" }
}
