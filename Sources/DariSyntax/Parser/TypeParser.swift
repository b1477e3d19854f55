// Parses types: the grammar stands in Documentation/Language.md.

import DariBase

extension Parser {
  /// TYPE. `after` is what a missing type would have followed, for the message.
  mutating func parseType(after: Range<Int>?, inField: Bool = false) {
    guard depth < Self.maximumDepth else {
      failTooDeep()
      builder.missing(.errorType)
      return
    }
    depth += 1
    defer { depth -= 1 }
    let start = token.start
    guard token.word.isLabel, peek().kind != .bar else {
      parseOptional(after: after, inField: inField)
      noteLabelBehind(start)
      return
    }
    let node = open(.labelledType)
    while token.word.isLabel, peek().kind != .bar {
      take(as: .keyword)
      if token.kind == .comma, peek().kind == .word {
        note(.unexpectedText(text: ","), at: token.range, mends: [remove(token.range)])
        take(as: .unexpected)
      }
    }
    parseOptional(after: builder.contentEnd..<builder.contentEnd, inField: inField)
    noteLabelBehind(start)
    close(node)
  }

  /// `text untrusted`: to leave the label out would lose it.
  private mutating func noteLabelBehind(_ start: Int) {
    guard token.word.isLabel, start <= builder.contentEnd else { return }
    let label = text(token)
    note(
      .unexpectedText(text: label), at: token.range,
      mends: [
        mend(
          .writeInstead(text: "\(label) \(bytes.text(start..<builder.contentEnd))"),
          (start..<start, label + " "), (trimmedBack(token.start)..<token.end, ""))
      ])
    take(as: .unexpected)
  }

  private mutating func parseOptional(after: Range<Int>?, inField: Bool) {
    flushWhitespace()
    let mark = builder.count
    let isList = token.word == .list
    parseCore(after: after, inField: inField)
    guard token.kind == .question else { return }
    if isList, builder.entries[mark].kind == .listType {
      let start = Int(builder.entries[mark].start)
      let list = bytes.text(start..<builder.contentEnd)
      note(
        .optionalAfterList(type: list), at: token.range,
        mends: [
          mend(
            .writeInstead(text: "(\(list))?"), (start..<start, "("),
            (builder.contentEnd..<builder.contentEnd, ")"))
        ])
    }
    builder.wrap(.optionalType, at: mark)
    // `T??` is `T?`.
    while token.kind == .question { take() }
    close(mark)
  }

  private mutating func parseCore(after: Range<Int>?, inField: Bool = false) {
    switch token.kind {
    case .word:
      let next = peek().kind
      if next == .bar || (token.word == .other && next == .string && !inField) {
        parseEnum()
      } else if token.word == .list {
        parseListType(inField: inField)
      } else if token.word == .money {
        parseMoney()
      } else if token.word.isSimpleType {
        parseSimpleType()
      } else if token.flaw != .none {
        parseMissingType(after)
      } else {
        parseNamedType()
      }
    case .braceOpen: parseRecord()
    case .parenOpen:
      let opening = token.range
      let node = open(.parenType)
      take()
      parseType(after: opening)
      takeClosing(.parenClose, of: opening)
      close(node)
    case .string where peek().kind == .bar || peek().kind == .end: parseEnum()
    case .bar where peek().kind == .word: parseEnum()
    default: parseMissingType(after)
    }
  }

  private mutating func parseMissingType(_ after: Range<Int>?) {
    if token.kind == .end || token.kind == .equals || token.kind == .comma || token.kind == .braceClose
      || token.kind == .parenClose
    {
      let place = builder.contentEnd
      fail(.missingType, at: after.map { $0.isEmpty ? place..<place : $0 } ?? place..<place)
      builder.missing(.errorType)
      return
    }
    let node = open(.errorType)
    fail(.unexpectedInType(text: text(token)), at: token.range)
    take(as: .unexpected)
    close(node)
  }

  private mutating func parseNamedType() {
    if token.word.isReservedAsCase {
      fail(.unexpectedInType(text: text(token)), at: token.range)
    }
    let name = token
    let node = open(.namedType)
    take(as: .name)
    if token.kind == .doubleColon {
      take()
      if token.kind == .word { take(as: .name) } else { fail(.missingType, at: placeOfMissing) }
    } else if token.kind == .dot, peek().kind == .word {
      note(
        .foreignOperator(written: ".", operator: "::"), at: token.range,
        mends: [replace(token.range, by: "::")])
      take(as: .unexpected)
      take(as: .name)
    } else if token.kind == .bracketOpen, peek().kind == .bracketClose {
      let written = bytes.text(name.start..<peek().end)
      fail(
        .unexpectedInType(text: written), at: name.start..<peek().end,
        mends: [replace(name.start..<peek().end, by: "list of \(text(name))")])
      takeRest()
    } else {
      tellMisread(name)
    }
    close(node)
  }

  /// What looks like the name of a type, but for what follows it.
  private mutating func tellMisread(_ name: Token) {
    let written = text(name)
    if token.word.isSimpleType || token.word == .list || token.word == .money {
      let rest = bytes.dropTrailingWhitespace(token.start..<lexer.limit)
      var mends: [Mend] = []
      if ["optional", "nullable", "maybe"].contains(written.lowercased()), peek().kind == .end {
        let type = text(token)
        mends = [mend(.writeInstead(text: type + "?"), (name.start..<token.start, ""), (rest..<rest, "?"))]
      } else if let label = Suggestion.nearest(to: written, among: ["untrusted", "personal", "confidential"])
      {
        mends = [replace(name.range, by: label)]
      } else {
        return
      }
      fail(.unexpectedInType(text: written), at: name.range, mends: mends)
    } else if token.word == .of, let list = Suggestion.nearest(to: written, among: ["list"]) {
      fail(.unexpectedInType(text: written), at: name.range, mends: [replace(name.range, by: list)])
    } else if let edits = otherBars(), let first = edits.first {
      // `a / b`, `a, b`, `a or b`: a choice of words.
      let sign = bytes.text(first)
      fail(
        .foreignOperator(written: sign, operator: "|"), at: first,
        mends: [
          Mend(.writeInstead(text: "|"), edits.map { TextEdit(file.span($0), sign == "," ? " |" : "|") })
        ])
    }
  }

  /// The signs between words that fill the rest of the line, if nothing else is there.
  private func otherBars() -> [Range<Int>]? {
    var signs: [Range<Int>] = []
    var ahead = lexer
    var sign = token
    while sign.kind == .slash || sign.kind == .comma || sign.word == .or {
      signs.append(sign.range)
      guard ahead.next().kind == .word else { return nil }
      sign = ahead.next()
    }
    return sign.kind == .end || sign.kind == .equals ? signs : nil
  }

  private mutating func parseSimpleType() {
    let word = token
    let node = open(.simpleType)
    take(as: .keyword)
    if token.kind == .parenOpen {
      if !word.word.takesLimits {
        note(.limitsNotTaken(type: text(word)), at: token.range, mends: removeParentheses())
      }
      parseLimits()
    }
    close(node)
  }

  private func removeParentheses() -> [Mend] {
    var ahead = lexer
    while true {
      let next = ahead.next()
      if next.kind == .end { return [] }
      if next.kind == .parenClose { return [remove(token.start..<next.end)] }
    }
  }

  private mutating func parseMoney() {
    let word = token
    let node = open(.moneyType)
    take(as: .keyword)
    if token.kind == .parenOpen {
      let opening = token.range
      take()
      if token.kind == .word {
        take(as: .name)
      } else {
        fail(.moneyWithoutCurrency, at: opening)
      }
      takeClosing(.parenClose, of: opening)
    } else {
      note(.moneyWithoutCurrency, at: word.range, mends: [insert("(KRW)", at: word.end)])
    }
    close(node)
  }

  // MARK: Lists

  private mutating func parseListType(inField: Bool) {
    let word = token
    let node = open(.listType)
    take(as: .keyword)
    if token.kind == .parenOpen { parseLimits() }
    if token.word == .of {
      let of = token.range
      take(as: .keyword)
      parseElement(of, list: word.start, inField: inField)
    } else if token.kind == .word || token.kind == .braceOpen {
      note(.listWithoutOf, at: word.range, mends: [insert(" of", at: builder.contentEnd, showing: "of")])
      parseElement(word.range, list: word.start, inField: inField)
    } else {
      fail(.listWithoutOf, at: word.range, mends: listInBrackets())
      builder.missing(.errorType)
    }
    close(node)
  }

  /// `list[Item]`, `list<Item>`.
  private func listInBrackets() -> [Mend] {
    var ahead = lexer
    let name = ahead.next()
    let close = ahead.next()
    guard token.kind == .bracketOpen || token.kind == .less, name.kind == .word,
      close.kind == (token.kind == .less ? .greater : .bracketClose)
    else { return [] }
    return [replace(token.start..<close.end, by: " of \(text(name))")]
  }

  /// A core: labels stand before the list, not inside.
  private mutating func parseElement(_ after: Range<Int>, list: Int, inField: Bool) {
    guard depth < Self.maximumDepth else {
      failTooDeep()
      builder.missing(.errorType)
      return
    }
    depth += 1
    defer { depth -= 1 }
    guard token.word.isLabel, peek().kind != .bar else {
      parseCore(after: after, inField: inField)
      return
    }
    let labels = token.start
    let node = open(.labelledType)
    let label = token.range
    while token.word.isLabel { take(as: .keyword) }
    let text = bytes.text(labels..<builder.contentEnd)
    note(
      .labelInsideList(label: bytes.text(label)), at: label,
      mends: [
        mend(.writeInstead(text: "\(text) list of"), (list..<list, text + " "), (labels..<token.start, ""))
      ])
    parseCore(after: label, inField: inField)
    close(node)
  }

  // MARK: Enums and records

  private mutating func parseEnum() {
    let node = open(.enumType)
    if token.kind == .bar {
      // `| a | b`
      note(.unexpectedInType(text: "|"), at: token.range, mends: [remove(token.start..<peek().start)])
      take(as: .unexpected)
    }
    while true {
      let start = token.start
      let enumCase = open(.enumCase)
      parseCaseName()
      if token.kind == .string, builder.contentEnd > start { take() }
      close(enumCase)
      guard token.kind == .bar else { break }
      let bar = token.range
      take()
      if token.kind == .end || token.kind == .braceClose || token.kind == .parenClose {
        fail(.missingCase, at: bar, mends: [remove(trimmedBack(bar.lowerBound)..<bar.upperBound)])
        break
      }
      assert(token.start > start)
    }
    close(node)
  }

  private mutating func parseCaseName() {
    guard token.kind == .word, token.flaw == .none else {
      if token.kind == .string, isIdentifier(token.start + 1..<max(token.start + 1, token.end - 1)) {
        let word = bytes.text(token.start + 1..<token.end - 1)
        note(.quotedCase(text: text(token)), at: token.range, mends: [replace(token.range, by: word)])
        take(as: .name)
        return
      }
      fail(.unexpectedInType(text: text(token)), at: token.range)
      take(as: .unexpected)
      return
    }
    if token.word.isReservedAsCase { note(.reservedCase(word: text(token)), at: token.range) }
    take(as: .name)
  }

  private mutating func parseRecord() {
    let opening = token.range
    let node = open(.recordType)
    take()
    while token.kind != .braceClose, token.kind != .end {
      let start = token.start
      parseTypeField()
      if takeIf(.comma) { continue }
      if token.kind == .braceClose || token.kind == .end || isMuted || token.start == start { break }
      if token.kind == .word {
        note(.commaMissing(text: text(token)), at: token.range, mends: [insert(",", at: builder.contentEnd)])
      } else {
        break
      }
    }
    takeClosing(.braceClose, of: opening)
    close(node)
  }

  /// 'name' ':' TYPE 'string'?
  mutating func parseTypeField() {
    let node = open(.typeField)
    guard token.kind == .word, token.flaw == .none else {
      fail(.badField(text: text(token)), at: placeOfMissing, mends: fieldMends())
      takeRest()
      close(node)
      return
    }
    let name = token
    take(as: .name)
    if token.kind == .colon {
      let colon = token.range
      take()
      // A translation has only the words for people.
      if !isTranslation || token.kind != .string { parseType(after: colon, inField: true) }
    } else if token.kind == .equals {
      note(
        .missingColon(name: text(name)), at: token.range,
        mends: [replace(trimmedBack(token.start)..<token.end, by: ":")])
      take(as: .unexpected)
      parseType(after: name.range, inField: true)
    } else if token.kind == .question, peek().kind == .colon {
      // `name?: line`
      let rest = fieldEnd()
      fail(
        .badField(text: text(name) + "?"), at: name.start..<token.end,
        mends: [
          mend(.writeInstead(text: "\(text(name)): …?"), (token.range, ""), (rest..<rest, "?"))
        ])
      builder.missing(.errorType)
    } else if token.kind == .word || token.kind == .braceOpen {
      note(.missingColon(name: text(name)), at: name.range, mends: [insert(":", at: name.end)])
      parseType(after: name.range, inField: true)
    } else {
      fail(.badField(text: text(name)), at: name.range)
      builder.missing(.errorType)
    }
    if token.kind == .string { take() }
    close(node)
  }

  /// `"name": …` and `- name: …`
  private func fieldMends() -> [Mend] {
    if token.kind == .string, isIdentifier(token.start + 1..<max(token.start + 1, token.end - 1)) {
      return [replace(token.range, by: bytes.text(token.start + 1..<token.end - 1))]
    }
    if token.kind == .minus || token.kind == .star, peek().kind == .word {
      return [remove(token.start..<peek().start)]
    }
    return []
  }

  /// The end of a field whose type is one word, maybe with limits.
  private func fieldEnd() -> Int {
    var ahead = lexer
    var last = token
    var depth = 0
    while true {
      let next = ahead.next()
      if next.kind == .parenOpen { depth += 1 }
      if next.kind == .parenClose { depth -= 1 }
      if next.kind == .end || next.kind == .string || next.kind == .braceClose
        || (next.kind == .comma && depth == 0)
      {
        return last.end
      }
      last = next
    }
  }

  // MARK: Limits

  private mutating func parseLimits() {
    let opening = token.range
    let node = open(.limits)
    take()
    let start = token.start
    let hasLow = takeNumber()
    if token.kind == .doubleDot {
      if token.end - token.start > 2 {
        note(.badLimits, at: token.range, mends: [replace(token.range, by: "..")])
      }
      take()
      _ = takeNumber()
    } else if hasLow, token.kind == .parenClose {
      note(.badLimits, at: start..<builder.contentEnd, mends: [insert("..", at: start)])
    } else if hasLow,
      token.kind == .minus || token.kind == .arrow || token.kind == .tilde || token.kind == .comma
        || token.kind == .colon || (token.kind == .invalid && text(token) == "\u{2026}"),
      [.integer, .decimal].contains(peek().kind)
    {
      note(.badLimits, at: token.range, mends: [replace(token.range, by: "..")])
      take(as: .unexpected)
      _ = takeNumber()
    } else if builder.entries[node - 1].kind == .keyword, token.kind == .word, peek().kind == .parenClose {
      // `list(Item)`
      fail(
        .listWithoutOf, at: opening,
        mends: [replace(opening.lowerBound..<peek().end, by: " of \(text(token))")])
    } else {
      fail(.badLimits, at: opening)
    }
    if token.kind == .comma {
      noteGroupedDigits()
    } else if token.kind != .parenClose, token.kind != .end {
      fail(.badLimits, at: token.range)
    }
    takeClosing(.parenClose, of: opening)
    close(node)
  }

  /// `(..4,000)`
  private mutating func noteGroupedDigits() {
    let end = token
    var range = end.range
    while token.kind == .comma, peek().kind == .integer, peek().start == token.end,
      peek().end - peek().start == 3
    {
      take(as: .unexpected)
      range = range.lowerBound..<token.end
      take(as: .unexpected)
    }
    var start = range.lowerBound
    while start > 0, bytes[start - 1].isDigit { start -= 1 }
    let written = bytes.text(start..<range.upperBound)
    guard range.count > 1 else { return fail(.badLimits, at: range) }
    note(
      .badNumber(number: written), at: start..<range.upperBound,
      mends: [replace(start..<range.upperBound, by: written.filter { $0 != "," })])
  }

  private mutating func takeNumber() -> Bool {
    let isNegative = token.kind == .minus && [.integer, .decimal].contains(peek().kind)
    if isNegative { take(as: .symbol) }
    guard token.kind == .integer || token.kind == .decimal else { return false }
    take()
    return true
  }
}
