// The values of metadata that speak of other things: conditions, lists to go through, inputs, steps; and how others
// write them.

import DariBase

extension Parser {
  // MARK: Conditions

  /// EXPRESSION; `if answer` and `a, b` are read as what they ask.
  mutating func parseWhen(_ key: StepKey) {
    inBraces(key) { parser in
      parser.dropWord(.if, key)
      let start = parser.token.start
      _ = parser.parseExpression(after: nil)
      guard parser.token.kind == .comma, !parser.isMuted else { return }
      parser.parseMoreConditions(from: start)
    }
  }

  private mutating func parseMoreConditions(from start: Int) {
    let first = token.range
    var commas: [Range<Int>] = []
    var isPlain = !hasWord(.or, in: start..<token.start)
    while token.kind == .comma {
      commas.append(token.range)
      drop()
      let next = token.start
      _ = parseExpression(after: first)
      isPlain = isPlain && !hasWord(.or, in: next..<token.start)
    }
    // With an `or` inside, joined in one row the conditions would ask something else.
    let edits = commas.map { comma in
      TextEdit(file.span(comma), bytes.at(comma.upperBound, bytes.count).isBlank ? " and" : " and ")
    }
    note(
      .commaInCondition, at: first,
      mends: isPlain ? [Mend(.writeInstead(text: written(start, edits)), edits)] : [])
  }

  /// The text from `start` to where the reading stands, with the edits made.
  private func written(_ start: Int, _ edits: [TextEdit]) -> String {
    var result = ""
    var position = start
    for edit in edits {
      result += bytes.text(position..<edit.span.range.lowerBound) + edit.text
      position = edit.span.range.upperBound
    }
    return result + bytes.text(position..<max(position, builder.contentEnd))
  }

  private func hasWord(_ word: Word, in range: Range<Int>) -> Bool {
    var lexer = Lexer(bytes: bytes, position: range.lowerBound, limit: range.upperBound)
    while true {
      let next = lexer.next()
      if next.kind == .end { return false }
      if next.word == word || next.word == .if { return true }
    }
  }

  // MARK: Lists and inputs

  /// 'name' 'in' EXPRESSION ( ',' … )*
  mutating func parseEach(_ key: StepKey) {
    let node = open(.eachClause)
    defer { close(node) }
    repeat {
      dropWord(.for, key)
      guard parseItem(key, node) else { return }
    } while takeIf(.comma)
  }

  private mutating func parseItem(_ key: StepKey, _ node: Int) -> Bool {
    guard token.kind == .word, token.flaw == .none else {
      failForm(key)
      return false
    }
    if token.word.isReservedInExpressions { note(.reservedName(name: text(token)), at: token.range) }
    let name = token.range
    take(as: .name)
    let sign = token.range
    // `item of items`, `item: items`: in another word or sign, the same.
    let isForeign = [.of, .from].contains(token.word) || token.kind == .colon || token.kind == .equals
    guard token.word == .in || (isForeign && peek().kind == .word) else {
      failForm(key, at: wholeValue(node))
      return false
    }
    take(as: isForeign ? .unexpected : .keyword)
    inBraces(key) { _ = $0.parseExpression(after: sign) }
    guard isForeign, builder.contentEnd > sign.upperBound else { return true }
    let list = bytes.text(bytes.skipWhitespace(sign.upperBound..<builder.contentEnd)..<builder.contentEnd)
    let isTight = !bytes[sign.upperBound].isBlank
    let edit = (name.upperBound..<sign.upperBound, isTight ? " in " : " in")
    note(
      .badKeyValue(key: key.rawValue, form: form(of: key.rawValue)), at: name.lowerBound..<builder.contentEnd,
      mends: [mend(.writeInstead(text: "\(bytes.text(name)) in \(list)"), edit)])
    return true
  }

  /// 'name' ':' EXPRESSION ( ',' … )*
  mutating func parseWith(_ key: StepKey) {
    let node = open(.withClause)
    defer { close(node) }
    repeat {
      guard token.kind == .word, token.flaw == .none else { return failForm(key) }
      let name = token
      take(as: .name)
      guard token.kind == .colon || token.kind == .equals else { return failForm(key, at: wholeValue(node)) }
      let sign = token.range
      if token.kind == .equals {
        note(
          .missingColon(name: text(name)), at: sign,
          mends: [replace(trimmedBack(sign.lowerBound)..<sign.upperBound, by: ":")])
      }
      take(as: token.kind == .equals ? .unexpected : nil)
      inBraces(key) { _ = $0.parseExpression(after: sign) }
    } while takeIf(.comma)
  }

  // MARK: Steps

  /// 'name' ( ',' 'name' )*; with other signs between or around the names it is read all the same.
  mutating func parseSteps(_ key: StepKey) {
    if token.kind == .bracketOpen { return failBracketed(key) }
    let node = open(.nameList)
    defer { close(node) }
    let start = token.start
    var names: [String] = []
    var isForeign = false
    while true {
      isForeign = dropBraces() || isForeign
      guard token.kind == .word, token.flaw == .none else { return failForm(key) }
      names.append(text(token))
      take(as: .name)
      dropPart(of: names[names.count - 1], key)
      isForeign = dropBraces() || isForeign
      if joinsNames(token) {
        isForeign = true
        drop()
      } else if token.kind == .word, token.flaw == .none {
        note(.commaMissing(text: text(token)), at: token.range, mends: [insert(",", at: builder.contentEnd)])
      } else if !takeIf(.comma) {
        break
      }
    }
    guard isForeign else { return }
    let whole = start..<builder.contentEnd
    note(
      .badKeyValue(key: key.rawValue, form: form(of: key.rawValue)), at: whole,
      mends: [replace(whole, by: names.joined(separator: ", "))])
  }

  /// `{{ a }}`: true if there was one.
  private mutating func dropBraces() -> Bool {
    var hasDropped = false
    while token.kind == .braceOpen || token.kind == .braceClose {
      drop()
      hasDropped = true
    }
    return hasDropped
  }

  /// `a and b`, `a & b`, `a、b`, `a 및 b`: a comma, as other lists have it.
  private func joinsNames(_ token: Token) -> Bool {
    guard token.kind != .end, peek().kind == .word else { return false }
    return token.word == .and
      || ["및", "와", "과", "그리고", "하고", "&", "&&", "+", "/", ";", "、", "·"].contains(text(token))
  }

  /// `reviews: draft.title`: what is named is a step, with all it gives.
  private mutating func dropPart(of step: String, _ key: StepKey) {
    let start = builder.contentEnd
    while token.kind == .dot || token.kind == .bracketOpen, token.start == builder.contentEnd {
      let isField = token.kind == .dot
      drop()
      while !isField, token.kind != .bracketClose, token.kind != .end { drop() }
      if token.kind != .end { drop() }
    }
    guard builder.contentEnd > start else { return }
    var mends = [mend(.writeInstead(text: step), (start..<builder.contentEnd, ""))]
    if key != .reviews, key != .edits { mends.append(Mend(.putIntoText(text: "\(key.rawValue): this"))) }
    note(
      .partOfResult(key: key.rawValue, step: step), at: start - step.utf8.count..<builder.contentEnd,
      mends: mends)
  }

  /// `reviews: [draft, plan]`, as YAML writes lists.
  mutating func failBracketed(_ key: StepKey) {
    let opening = token.range
    let end = endOfContent
    var mends: [Mend] = []
    if end > opening.upperBound, bytes[end - 1] == UInt8(ascii: "]") {
      let inner = bytes.text(opening.upperBound..<end - 1)
      mends = [mend(.writeInstead(text: inner), (opening, ""), (end - 1..<end, ""))]
    }
    failForm(key, mends: mends)
  }

  // MARK: Habits

  /// `when: if answer`, `each: for item in items`: the key says it already.
  private mutating func dropWord(_ word: Word, _ key: StepKey) {
    guard token.word == word, ![.end, .comma].contains(peek().kind), peek().word != .in else { return }
    let next = peek().start
    let rest = bytes.text(next..<max(next, endOfContent))
    note(
      .badKeyValue(key: key.rawValue, form: form(of: key.rawValue)),
      at: token.start..<max(next, endOfContent),
      mends: [mend(.writeInstead(text: rest), (token.start..<next, ""))])
    take(as: .unexpected)
  }

  /// `when: {{ answer }}`: what stands after a key needs no braces.
  private mutating func inBraces(_ key: StepKey, _ parse: (inout Parser) -> Void) {
    let second = peek()
    guard token.kind == .braceOpen, second.kind == .braceOpen, second.start == token.end else {
      return parse(&self)
    }
    let opening = token.start..<bytes.skipWhitespace(second.end..<lexer.limit)
    take(as: .unexpected)
    take(as: .unexpected)
    parse(&self)
    if isMuted { return }
    guard token.kind == .braceClose, peek().kind == .braceClose else {
      return failForm(key, at: opening.lowerBound..<max(opening.upperBound, endOfContent))
    }
    let closing = builder.contentEnd..<peek().end
    let inner = bytes.text(opening.upperBound..<max(opening.upperBound, closing.lowerBound))
    drop()
    drop()
    let end = max(closing.upperBound, endOfContent)
    let isWhole = token.kind == .end || token.kind == .comma
    let rest = isWhole ? "" : bytes.text(closing.upperBound..<end)
    fail(
      .badKeyValue(key: key.rawValue, form: form(of: key.rawValue)),
      at: opening.lowerBound..<closing.upperBound,
      mends: [mend(.writeInstead(text: inner + rest), (opening, ""), (closing, ""))])
  }

  /// Takes a token that is in the way; what is wrong with it is told with the whole.
  private mutating func drop() {
    flushWhitespace()
    builder.token(.unexpected, to: token.end)
    token = lexer.next()
  }
}
