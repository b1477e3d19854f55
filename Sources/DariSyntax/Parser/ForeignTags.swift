// Tags that Jinja has and Dari has not, and tags that nobody knows.

import DariBase

extension Parser {
  /// The Dari way, for a tag of Jinja's; nil if the word is none.
  func foreignTag(_ word: String) -> Note? {
    switch word {
    case "macro", "endmacro": .jinjaMacro
    case "call", "endcall": .jinjaCall
    case "include", "import", "from": .jinjaInclude
    case "extends", "block", "endblock": .jinjaExtends
    case "filter", "endfilter": .jinjaFilter
    case "autoescape", "endautoescape": .jinjaAutoescape
    case "do": .jinjaDo
    case "with", "endwith", "endset": .jinjaWith
    case "break", "continue": .jinjaBreak
    case "trans", "endtrans", "pluralize": .jinjaTrans
    default: nil
    }
  }

  mutating func tellUnknownTag(_ head: TagHead) {
    let start = bytes.skipWhitespace(head.content)
    if head.written.isEmpty {
      if start == head.content.upperBound {
        return tell(.emptyTag, at: head.range, mends: [remove(head.range)])
      }
      let word = start..<start + bytes.scalar(at: start, limit: head.content.upperBound).length
      return tell(
        .unknownTag(name: bytes.text(word)), at: word, mends: [Mend(.tagWords(words: Word.tagWords.map(\.0)))]
      )
    }
    let word = bytes.text(head.written)
    if let advice = foreignTag(word) {
      if forgivenForeignEnds.contains(word) { return }
      forgivenForeignEnds.insert("end" + word)
      return tell(.jinjaTag(tag: word), at: head.written, mends: [Mend(advice)])
    }
    if blocks.isEmpty, word == "end" {
      return tell(.endWithoutBeginning(end: word), at: head.range, mends: [remove(head.range)])
    }
    // `{% name %}`: a hole with the wrong signs.
    if head.close != nil, isHoleContent(head) {
      // Advice: whether anything is called so, the parser does not know.
      return tell(
        .unknownTag(name: word), at: head.written, mends: [Mend(.writeInstead(text: "{{ \(word) }}"))])
    }
    tell(.unknownTag(name: word), at: head.written, mends: [Mend(.tagWords(words: Word.tagWords.map(\.0)))])
  }

  private func isHoleContent(_ head: TagHead) -> Bool {
    var lexer = Lexer(bytes: bytes, position: head.written.upperBound, limit: head.content.upperBound)
    let next = lexer.next().kind
    return next == .end || next == .dot || next == .bar || next == .parenOpen
  }
}
