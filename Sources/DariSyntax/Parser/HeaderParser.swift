// The line that opens a section.

import DariBase

struct ParsedHeader {
  var range: Range<Int>
  /// A problem was told; what follows may be in doubt.
  var hasFailed = false
  /// `@type Name: …`
  var hasType = false
}

extension Parser {
  /// sectionHeader, and the line break after it.
  mutating func parseHeader(_ section: ScannedSection) -> ParsedHeader {
    guard let line = section.line else { return ParsedHeader(range: section.header) }
    let problems = diagnostics.count
    let node = builder.open(.sectionHeader)
    builder.token(.sectionWord, to: line.written.upperBound)
    if let miss = line.miss { tellNearMiss(line, miss.shown, miss.by) }
    var header = ParsedHeader(range: section.header)
    if line.word.isNamed {
      enter(line.written.upperBound..<section.header.upperBound)
      parseNamed(line, &header)
      leave(to: bytes.dropTrailingWhitespace(builder.end..<section.header.upperBound))
      close(node)
    } else {
      close(node)
      if parseLoneRest(line, section.header.upperBound) { return header }
    }
    takeBlank(to: section.body.lowerBound)
    header.hasFailed = diagnostics.count > problems
    return header
  }

  private mutating func tellNearMiss(_ line: SectionLine, _ shown: Range<Int>, _ meant: String) {
    tell(
      .sectionNearMiss(written: bytes.text(shown), word: line.word.header), at: shown,
      mends: [
        replace(shown, by: meant), mend(.meantAsText, (shown.lowerBound..<shown.lowerBound, "\\")),
      ])
  }

  // MARK: Words that stand alone

  /// What follows `@user` on its line. True if there is text: then it is the beginning of the body.
  private mutating func parseLoneRest(_ line: SectionLine, _ lineEnd: Int) -> Bool {
    let wordEnd = line.written.upperBound
    let content = wordEnd..<bytes.dropTrailingWhitespace(wordEnd..<lineEnd)
    if content.isEmpty { return false }
    var lexer = Lexer(bytes: bytes, position: wordEnd, limit: content.upperBound)
    let colon = lexer.next()
    let hasColon = colon.kind == .colon
    let textStart = bytes.skipWhitespace((hasColon ? colon.end : wordEnd)..<content.upperBound)
    builder.token(.whitespace, to: hasColon ? colon.start : textStart)
    if hasColon { builder.token(.unexpected, to: colon.end) }
    if textStart == content.upperBound {
      tell(
        .colonAfterSectionWord(word: line.word.header), at: colon.range, mends: [remove(wordEnd..<colon.end)])
      return false
    }
    builder.token(.whitespace, to: textStart)
    let start = line.written.lowerBound
    tell(
      .textAfterSectionWord(word: line.word.header), at: textStart..<content.upperBound,
      mends: [
        mend(.moveToNextLine, (wordEnd..<textStart, "\n")), mend(.meantAsText, (start..<start, "\\")),
      ])
    return true
  }

  // MARK: Words with a name

  private mutating func parseNamed(_ line: SectionLine, _ header: inout ParsedHeader) {
    guard let name = parseDeclaredName(line) else {
      takeRest()
      return
    }
    switch line.word {
    case .step: parseTitle(name)
    case .snippet: parseParameters(name)
    default:
      guard parseDeclaredType(line, name) else { return }
      header.hasType = true
      if line.word == .input, token.kind == .colon {
        // `bool := false`, `bool: false`
        let hasEquals = peek().kind == .equals
        note(
          .unexpectedText(text: ":"), at: token.range,
          mends: [hasEquals ? remove(token.range) : replace(token.range, by: " =")])
        take(as: .unexpected)
        if !hasEquals, token.kind != .end { _ = parseExpression(after: nil) }
      }
      if line.word == .input, token.kind == .equals {
        let equals = token.range
        take()
        _ = parseExpression(after: equals)
      } else if line.word == .value, token.word == .from {
        let from = token.range
        take(as: .keyword)
        if token.kind == .string {
          take()
        } else {
          let path = token.start..<bytes.dropTrailingWhitespace(token.start..<max(token.start, lexer.limit))
          fail(
            .missingFileName, at: from,
            mends: path.isEmpty ? [] : [replace(path, by: "\"\(bytes.text(path))\"")])
        }
      }
    }
  }

  /// The name after a section word, and nil if there is none.
  private mutating func parseDeclaredName(_ line: SectionLine) -> Range<Int>? {
    let hasName = token.kind == .word && token.flaw == .none
    guard hasName || token.kind == .integer else {
      if token.kind == .end || token.kind == .colon || token.kind == .parenOpen {
        fail(.missingName(word: line.word.header), at: line.written)
      } else {
        fail(.notAName(name: text(token)), at: token.range)
      }
      return nil
    }
    let range = token.start..<endOfHyphenated(token)
    if hasName, range == token.range {
      if token.word.isReservedInExpressions { note(.reservedName(name: text(token)), at: token.range) }
      take(as: .name)
      return range
    }
    let written = bytes.text(range)
    let proposed = written.split(separator: "-").joined(separator: "_")
    note(
      .notAName(name: written), at: range,
      mends: hasName && proposed.utf8.count > 1 ? [replace(range, by: proposed)] : [Mend(.nameForm)])
    takeHyphenated(range)
    return range
  }

  /// The end of `a-b-2`, where the token in hand is `a`.
  func endOfHyphenated(_ first: Token) -> Int {
    var ahead = lexer
    var end = first.end
    while true {
      let hyphen = ahead.next()
      guard hyphen.kind == .minus, hyphen.flaw == .none, hyphen.start == end else { return end }
      let part = ahead.next()
      guard part.kind == .word || part.kind == .integer, part.start == hyphen.end else { return end }
      end = part.end
    }
  }

  /// Takes a name that may hold hyphens as one token.
  mutating func takeHyphenated(_ range: Range<Int>) {
    flushWhitespace()
    builder.token(.name, to: range.upperBound)
    lexer.position = range.upperBound
    token = lexer.next()
  }

  /// ':' TYPE. False if `@type Name` has no type.
  private mutating func parseDeclaredType(_ line: SectionLine, _ name: Range<Int>) -> Bool {
    if token.kind == .colon {
      let colon = token.range
      take()
      parseType(after: colon)
      return true
    }
    // Types, and what a snippet is given, stand in the original.
    if isTranslation, line.word != .type,
      token.kind == .end || token.kind == .equals || token.word == .from
    {
      return true
    }
    if token.kind == .end {
      if line.word != .type {
        fail(
          .missingTypeOfName(word: line.word.header, name: bytes.text(name)), at: name,
          mends: [Mend(.addText(text: ": text"))])
      }
      return false
    }
    if token.kind == .word || token.kind == .braceOpen || token.kind == .parenOpen, token.flaw == .none {
      note(.missingColon(name: bytes.text(name)), at: name, mends: [insert(":", at: name.upperBound)])
      parseType(after: name)
      return true
    }
    if token.kind == .equals, line.word == .type {
      note(
        .missingColon(name: bytes.text(name)), at: token.range,
        mends: [replace(trimmedBack(token.start)..<token.end, by: ":")])
      take(as: .unexpected)
      parseType(after: name)
      return true
    }
    if line.word != .type {
      fail(
        .missingTypeOfName(word: line.word.header, name: bytes.text(name)), at: name,
        mends: [Mend(.addText(text: ": text"))])
    }
    return false
  }

  private mutating func parseTitle(_ name: Range<Int>) {
    if token.kind == .end { return }
    if token.kind == .colon {
      take()
    } else {
      note(.missingColon(name: bytes.text(name)), at: name, mends: [insert(":", at: name.upperBound)])
    }
    flushWhitespace()
    builder.token(.titleText, to: bytes.dropTrailingWhitespace(builder.end..<max(builder.end, lexer.limit)))
    lexer.position = lexer.limit
    token = Token(kind: .end, start: lexer.limit, end: lexer.limit)
  }

  private mutating func parseParameters(_ name: Range<Int>) {
    guard token.kind == .parenOpen else {
      if isTranslation, token.kind == .end { return }
      note(.missingParameters(name: bytes.text(name)), at: name, mends: [insert("()", at: name.upperBound)])
      if token.kind == .colon { takeRest() }
      return
    }
    let opening = token.range
    take()
    while token.kind != .parenClose, token.kind != .end {
      let start = token.start
      parseParameter()
      if takeIf(.comma) { continue }
      guard token.kind == .word, token.start > start, !isMuted else { break }
      note(.commaMissing(text: text(token)), at: token.range, mends: [insert(",", at: builder.contentEnd)])
    }
    takeClosing(.parenClose, of: opening)
  }

  /// 'name' ':' TYPE
  private mutating func parseParameter() {
    let node = open(.parameter)
    defer { close(node) }
    guard token.kind == .word, token.flaw == .none else {
      fail(.badParameter(text: text(token)), at: placeOfMissing)
      takeRest()
      return
    }
    let name = token
    if name.word.isReservedInExpressions { note(.reservedName(name: text(name)), at: name.range) }
    take(as: .name)
    if token.kind == .colon {
      let colon = token.range
      take()
      parseType(after: colon)
      if token.kind == .equals { failUnexpected() }
    } else if token.kind == .word {
      note(.missingColon(name: text(name)), at: name.range, mends: [insert(":", at: name.end)])
      parseType(after: name.range)
    } else {
      fail(.badParameter(text: text(name)), at: name.range)
      builder.missing(.errorType)
    }
  }
}
