// Single tags: their words and what follows them.

import DariBase

extension Parser {
  /// One tag, and if it opens a block the block. Not nil if the tag belongs to an open block.
  mutating func parseTag(_ head: TagHead, _ limit: Int) -> Stop? {
    switch head.keyword {
    case .if, .for, .match:
      guard blocks.count < Self.maximumDepth else {
        failBlocksTooDeep(head)
        return nil
      }
      if head.keyword == .if { return parseIf(head, limit) }
      return head.keyword == .for ? parseFor(head, limit) : parseMatch(head, limit)
    case .set:
      beginTag(.setTag, head)
      parseSet(head)
      endTag(head)
      return nil
    case .raw:
      parseRaw(head, limit)
      return nil
    case .elif, .else, .case, .endif, .endfor, .endmatch, .endraw: return place(head)
    default:
      tellUnknownTag(head)
      takeErrorTag(head)
      return nil
    }
  }

  // MARK: Taking a tag

  /// Opens the tag's node and takes its opening and its keyword.
  mutating func beginTag(_ kind: SyntaxKind, _ head: TagHead) {
    tagNode = builder.open(kind)
    builder.token(.tagOpen, to: head.opening.upperBound)
    enter(head.content)
    if head.isMisspelt { tellMisspelt(head) }
    if let close = head.close, close.isWrong { failWrongClose(head.opening, close, wanted: "%}") }
    if head.close == nil { isMuted = true }
    if !head.written.isEmpty {
      flushWhitespace()
      builder.token(.keyword, to: head.written.upperBound)
      lexer.position = head.written.upperBound
      token = lexer.next()
    }
  }

  mutating func endTag(_ head: TagHead) {
    let node = tagNode
    if let close = head.close {
      leave(to: close.range.lowerBound)
      builder.token(.tagClose, to: close.range.upperBound)
    } else {
      abandon()
      let isBare = bytes.isWhitespace(builder.end..<head.content.upperBound)
      // A tag without its end usually stands alone on its line.
      builder.token(.whitespace, to: isBare ? head.content.upperBound : builder.end)
      let place = builder.contentEnd
      tell(.unclosedTag, at: head.opening, mends: [insert(" %}", at: place, showing: "%}")])
    }
    builder.close(node)
    pieces.append(
      TemplatePiece(
        kind: .tag, range: head.opening.lowerBound..<builder.end, trimsBefore: head.trimsBefore,
        trimsAfter: head.close?.trims ?? false))
  }

  private mutating func tellMisspelt(_ head: TagHead) {
    tell(
      .misspeltTag(written: bytes.text(head.written), word: head.keyword.tagText), at: head.written,
      mends: [replace(head.written, by: head.keyword.tagText)])
  }

  /// A tag that has no business where it stands, or is none; the problem has been told.
  mutating func takeErrorTag(_ head: TagHead) {
    let node = builder.open(.errorTag)
    builder.token(.tagOpen, to: head.opening.upperBound)
    let start = bytes.skipWhitespace(head.content)
    builder.token(.whitespace, to: start)
    builder.token(.unexpected, to: bytes.dropTrailingWhitespace(start..<head.content.upperBound))
    builder.token(.whitespace, to: head.content.upperBound)
    if let close = head.close { builder.token(.tagClose, to: close.range.upperBound) }
    builder.close(node)
    pieces.append(
      TemplatePiece(
        kind: .tag, range: head.range, trimsBefore: head.trimsBefore, trimsAfter: head.close?.trims ?? false))
  }

  // MARK: for, case, set

  /// 'for' 'name' 'in' EXPRESSION ( 'if' EXPRESSION )?
  mutating func parseForClause(_ head: TagHead) {
    guard token.kind == .word, token.flaw == .none, token.word != .in else {
      return fail(.badFor, at: head.range)
    }
    if token.word.isReservedInExpressions { note(.reservedName(name: text(token)), at: token.range) }
    take(as: .name)
    guard token.word == .in else {
      if token.kind == .comma { return fail(.twoLoopNames, at: token.range) }
      if token.kind == .colon || token.kind == .equals
        || (token.kind == .word && ["of", "from"].contains(text(token)))
      {
        note(.badFor, at: token.range, mends: [replace(token.range, by: token.kind == .colon ? " in" : "in")])
        take(as: .unexpected)
      } else {
        return fail(.badFor, at: head.range)
      }
      _ = parseOperators(.or, after: nil)
      return
    }
    let keyword = token.range
    take(as: .keyword)
    // The `if` after the list is the loop's, as in Jinja.
    _ = parseOperators(.or, after: keyword)
    if token.word == .if {
      let keyword = token.range
      take(as: .keyword)
      _ = parseExpression(after: keyword)
    }
  }

  /// 'name' ( ',' 'name' )*
  mutating func parseCaseNames(_ head: TagHead) {
    if token.kind == .end { return fail(.caseWithoutName, at: head.range) }
    while true {
      if token.kind == .word, token.flaw == .none {
        take(as: .name)
      } else if token.kind == .string, isIdentifier(token.start + 1..<max(token.start + 1, token.end - 1)) {
        let word = bytes.text(token.start + 1..<token.end - 1)
        note(.quotedCase(text: text(token)), at: token.range, mends: [replace(token.range, by: word)])
        take(as: .name)
      } else {
        if token.kind == .end { return fail(.caseWithoutName, at: head.range) }
        return failUnexpected()
      }
      if takeIf(.comma) {
        if token.kind == .end { return }
        continue
      }
      if token.kind == .bar || token.word == .or {
        note(
          .commaBetweenCases(written: text(token)), at: token.range,
          mends: [replace(trimmedBack(token.start)..<token.end, by: ",")])
        take(as: .unexpected)
        continue
      }
      guard token.kind == .word else { return }
      note(.commaMissing(text: text(token)), at: token.range, mends: [insert(",", at: builder.contentEnd)])
    }
  }

  /// 'set' 'name' '=' EXPRESSION
  private mutating func parseSet(_ head: TagHead) {
    guard token.kind == .word, token.flaw == .none else { return fail(.badSet, at: head.range) }
    if head.written.isEmpty {
      note(.badSet, at: token.range, mends: [insert("set ", at: token.start, showing: "set")])
    }
    if token.word.isReservedInExpressions { note(.reservedName(name: text(token)), at: token.range) }
    take(as: .name)
    if token.kind == .equals {
      let equals = token.range
      take()
      _ = parseExpression(after: equals)
    } else if token.kind == .equal || token.kind == .colon {
      // `a := 1`, `a: 1`, `a == 1`
      let isBoth = token.kind == .colon && peek().kind == .equals
      let range = token.start..<(isBoth ? peek().end : token.end)
      note(
        .badSet, at: range,
        mends: [replace(range, by: token.kind == .colon && !isBoth ? " =" : "=")])
      if isBoth { take(as: .unexpected) }
      take(as: .unexpected)
      _ = parseExpression(after: nil)
    } else {
      if token.kind == .end { forgivenForeignEnds.insert("endset") }
      fail(.badSet, at: head.range)
    }
  }

  // MARK: raw

  private mutating func parseRaw(_ head: TagHead, _ limit: Int) {
    let node = builder.open(.rawBlock)
    beginTag(.rawTag, head)
    endTag(head)
    if let end = findEndRaw(builder.end, limit) {
      takeTextToken(.rawText, to: end.opening.lowerBound)
      beginTag(.endTag, end)
      endTag(end)
    } else {
      tell(
        .unclosedRaw, at: head.range,
        mends: [
          insert(
            "\n{% endraw %}", at: bytes.dropTrailingWhitespace(builder.end..<limit), showing: "{% endraw %}")
        ])
      takeTextToken(.rawText, to: limit)
    }
    builder.close(node)
  }

  private func findEndRaw(_ start: Int, _ limit: Int) -> TagHead? {
    var index = start
    while let opening = bytes.find(UInt8(ascii: "{"), UInt8(ascii: "%"), from: index, limit: limit) {
      index = opening + 2
      let contentStart = bytes.at(index, limit) == UInt8(ascii: "-") ? index + 1 : index
      let word = bytes.skipWhitespace(contentStart..<limit)
      guard bytes.matches("endraw", at: word, limit: limit) else { continue }
      var close = bytes.skipWhitespace(word + 6..<limit)
      let trims = bytes.at(close, limit) == UInt8(ascii: "-")
      let closeStart = close
      if trims { close += 1 }
      guard bytes.matches("%}", at: close, limit: limit) else { continue }
      return TagHead(
        opening: opening..<contentStart, content: contentStart..<closeStart,
        close: TagClose(range: closeStart..<close + 2, trims: trims), keyword: .endraw,
        written: word..<word + 6)
    }
    return nil
  }
}
