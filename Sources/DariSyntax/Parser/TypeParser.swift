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
    guard token.word.isLabel, peek().kind != .bar else {
      parseOptional(after: after, inField: inField)
      return
    }
    let node = open(.labelledType)
    while token.word.isLabel, peek().kind != .bar { take(as: .keyword) }
    parseOptional(after: builder.contentEnd..<builder.contentEnd, inField: inField)
    close(node)
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
    let node = open(.namedType)
    take(as: .name)
    if token.kind == .doubleColon {
      take()
      if token.kind == .word { take(as: .name) } else { fail(.missingType, at: placeOfMissing) }
    }
    close(node)
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
      fail(.listWithoutOf, at: word.range)
      builder.missing(.errorType)
    }
    close(node)
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
      fail(.badField(text: text(token)), at: placeOfMissing)
      takeRest()
      close(node)
      return
    }
    let name = token
    take(as: .name)
    if token.kind == .colon {
      let colon = token.range
      take()
      parseType(after: colon, inField: true)
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
      token.kind == .minus || token.kind == .arrow || token.kind == .tilde || token.kind == .comma,
      [.integer, .decimal].contains(peek().kind)
    {
      note(.badLimits, at: token.range, mends: [replace(token.range, by: "..")])
      take(as: .unexpected)
      _ = takeNumber()
    } else {
      fail(.badLimits, at: opening)
    }
    takeClosing(.parenClose, of: opening)
    close(node)
  }

  private mutating func takeNumber() -> Bool {
    let isNegative = token.kind == .minus && [.integer, .decimal].contains(peek().kind)
    if isNegative { take(as: .symbol) }
    guard token.kind == .integer || token.kind == .decimal else { return false }
    take()
    return true
  }
}
