// Telling what is wrong with single tokens.

import DariBase

extension Parser {
  /// Tells the flaw of the token in hand.
  mutating func tellFlaw() {
    let range = token.range
    switch token.flaw {
    case .none: return
    case .fullWidth(let plain): fullWidth.append((range, plain))
    case .unclosedString:
      let quote = bytes.text(range.lowerBound..<range.lowerBound + quoteLength(at: range.lowerBound))
      let plain =
        quote == "'" || quote == "\u{2018}" || quote == "\u{2019}" || quote == "\u{FF07}" ? "'" : "\""
      let closing = likelyEnd(ofString: range)
      fail(
        .unclosedString(quote: quote), at: range.lowerBound..<range.lowerBound + quote.utf8.count,
        mends: [
          mend(
            .addText(text: plain), (range.lowerBound..<range.lowerBound + quote.utf8.count, plain),
            (closing..<closing, plain))
        ])
    case .curlyQuotes: noteCurlyQuotes(range)
    case .badEscape(let offset):
      let end = min(
        range.upperBound - 1,
        offset + 1 + max(1, bytes.scalar(at: offset + 1, limit: range.upperBound).length))
      note(
        .badEscape(escape: bytes.text(offset..<max(end, offset + 1))), at: offset..<max(end, offset + 1),
        mends: [insert("\\", at: offset, showing: "\\\\")])
    case .badNumber: noteBadNumber(range)
    case .tooLarge: note(.integerTooLarge(number: bytes.text(range)), at: range)
    case .foreign(let plain):
      let plain = plain.rawValue
      let isWord = plain.utf8.first.map { $0.isLetter } ?? false
      note(
        .foreignOperator(written: bytes.text(range), operator: plain), at: range,
        mends: [mend(.writeInstead(text: plain), (range, isWord ? spaced(plain, range) : plain))])
    case .power: note(.noPowerOperator, at: range)
    case .invisible:
      let value = bytes.scalar(at: range.lowerBound, limit: range.upperBound).scalar.value
      let digits = String(value, radix: 16, uppercase: true)
      let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      fail(.invisibleCharacter(code: code), at: range, mends: [remove(range)])
    }
  }

  /// A word that takes the place of a sign needs spaces around it where the sign did not.
  private func spaced(_ word: String, _ range: Range<Int>) -> String {
    let before = range.lowerBound > 0 ? bytes[range.lowerBound - 1] : 0x20
    let after = bytes.at(range.upperBound, bytes.count)
    return (before > 0x20 && before != UInt8(ascii: "(") ? " " : "") + word + (after > 0x20 ? " " : "")
  }

  private func quoteLength(at index: Int) -> Int { bytes.scalar(at: index, limit: bytes.count).length }

  private mutating func noteCurlyQuotes(_ range: Range<Int>) {
    var lastStart = range.upperBound - 1
    while bytes[lastStart] & 0xC0 == 0x80 { lastStart -= 1 }
    let first = range.lowerBound..<range.lowerBound + quoteLength(at: range.lowerBound)
    let last = lastStart..<range.upperBound
    let firstText = bytes.text(first)
    let isSingle = ["'", "\u{2018}", "\u{2019}", "\u{FF07}"].contains(firstText)
    let plain = isSingle ? "'" : "\""
    let marked = first.count > 1 ? first : last
    note(
      .curlyQuotes(quote: bytes.text(marked), plain: plain), at: marked,
      mends: [
        mend(
          .writeInstead(text: plain + bytes.text(first.upperBound..<last.lowerBound) + plain), (first, plain),
          (last, plain))
      ])
  }

  private mutating func noteBadNumber(_ range: Range<Int>) {
    let text = bytes.text(range)
    let plain = text.filter { $0 != "_" }
    let isGrouped = plain != text && plain.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
    note(.badNumber(number: text), at: range, mends: isGrouped ? [replace(range, by: plain)] : [])
  }

  /// All full-width characters of a construct are one mistake: the keyboard was in the wrong mode.
  mutating func tellFullWidth() {
    guard let first = fullWidth.first else { return }
    let plain = String(decoding: [first.plain], as: UTF8.self)
    let edits = fullWidth.map { TextEdit(file.span($0.range), String(decoding: [$0.plain], as: UTF8.self)) }
    tell(
      .fullWidthCharacter(written: bytes.text(first.range), plain: plain), at: first.range,
      mends: [Mend(.writeInstead(text: plain), edits)])
    fullWidth.removeAll(keepingCapacity: true)
  }

  /// Where a forgotten quote probably stood: before the brackets that close what was opened before the text.
  private func likelyEnd(ofString range: Range<Int>) -> Int {
    var end = range.upperBound
    var excess = bytes[range].reduce(0) {
      $0 + ($1 == UInt8(ascii: ")") ? 1 : $1 == UInt8(ascii: "(") ? -1 : 0)
    }
    while end > range.lowerBound + 1, excess > 0,
      bytes[end - 1] == UInt8(ascii: ")") || bytes[end - 1].isBlank
    {
      if bytes[end - 1] == UInt8(ascii: ")") { excess -= 1 }
      end -= 1
    }
    return end
  }
}
