// Blocks: which tag belongs to which, and what is told when one is missing.

import DariBase

extension Parser {
  // MARK: Placing a tag that is not the first of its block

  /// Gives the tag to the block that it belongs to, or tells why it belongs to none.
  mutating func place(_ head: TagHead) -> Stop? {
    guard let inner = blocks.last else {
      tellStray(head)
      takeErrorTag(head)
      return nil
    }
    if let stop = head.keyword.isEnd ? placeEnd(head, inner) : placeBranch(head, inner) { return stop }
    takeErrorTag(head)
    return nil
  }

  private mutating func placeEnd(_ head: TagHead, _ inner: OpenBlock) -> Stop? {
    if inner.end == head.keyword || blocks.contains(where: { $0.end == head.keyword }) { return .tag(head) }
    if forgive(head) { return nil }
    let wanted = inner.end.tagText
    tell(
      .wrongEnd(end: bytes.text(head.written), block: inner.keyword.tagText, wanted: wanted),
      at: head.written,
      labels: [label(inner.tag, .openedHere)], mends: [replace(head.written, by: wanted)])
    var corrected = head
    corrected.keyword = inner.end
    corrected.isMisspelt = false
    return .tag(corrected)
  }

  /// An end whose block has been told to be unclosed. Then the two blocks cross, and the mend of that problem
  /// takes this end away as well.
  private mutating func forgive(_ head: TagHead) -> Bool {
    guard let told = forgivenEnds[head.keyword]?.popLast() else { return false }
    if told >= 0, !diagnostics[told].mends.isEmpty {
      diagnostics[told].mends[0].edits.append(TextEdit(file.span(head.range), ""))
    }
    return true
  }

  private mutating func placeBranch(_ head: TagHead, _ inner: OpenBlock) -> Stop? {
    switch head.keyword {
    case .else:
      guard let first = inner.elseTag else { return .tag(head) }
      tell(
        .secondElse(block: inner.keyword.tagText), at: head.range, labels: [label(first, .firstHere)],
        mends: [remove(head.range)])
    case .elif:
      if inner.keyword == .if {
        guard let first = inner.elseTag else { return .tag(head) }
        tell(.elifAfterElse, at: head.range, labels: [label(first, .elseIsHere)])
      } else if blocks.contains(where: { $0.keyword == .if && $0.elseTag == nil }) {
        return .tag(head)
      } else {
        tell(
          .elifWithoutIf(block: inner.keyword.tagText), at: head.range,
          labels: [label(inner.tag, .openedHere)])
      }
    default:
      if let match = blocks.last(where: { $0.keyword == .match }) {
        guard let first = match.elseTag else { return .tag(head) }
        tell(.caseAfterElse, at: head.range, labels: [label(first, .elseIsHere)])
      } else {
        tell(.caseOutsideMatch, at: head.range)
      }
    }
    return nil
  }

  /// No block is open.
  private mutating func tellStray(_ head: TagHead) {
    let word = bytes.text(head.written)
    switch head.keyword {
    case .elif, .else: tell(.elseWithoutIf(word: word), at: head.range, mends: [remove(head.range)])
    case .case: tell(.caseOutsideMatch, at: head.range)
    default:
      if forgive(head) { return }
      tell(.endWithoutBeginning(end: word), at: head.range, mends: [remove(head.range)])
    }
  }

  mutating func failBlocksTooDeep(_ head: TagHead) {
    if !hasToldDepth { tell(.nestingTooDeep(limit: Self.maximumDepth), at: head.range) }
    hasToldDepth = true
    let end = OpenBlock(keyword: head.keyword, tag: head.range).end
    forgivenEnds[end, default: []].append(-1)
    takeErrorTag(head)
  }

  // MARK: Opening and closing

  private mutating func openBlock(_ head: TagHead) {
    blocks.append(OpenBlock(keyword: head.keyword, tag: head.range))
  }

  /// Takes the end of the innermost block, or tells that it is missing. What it returns belongs to an outer
  /// block.
  private mutating func closeBlock(_ stop: Stop, _ limit: Int) -> Stop? {
    let block = blocks.removeLast()
    if case .tag(let head) = stop, head.keyword == block.end {
      beginTag(.endTag, head)
      endTag(head)
      return nil
    }
    var place = bytes.dropTrailingWhitespace(block.tag.upperBound..<limit)
    var text = "\n{% \(block.end.tagText) %}"
    if case .tag(let head) = stop {
      forgivenEnds[block.end, default: []].append(diagnostics.count)
      place = head.opening.lowerBound
      let lineStart = trimmedBack(place)
      let startsLine = lineStart == 0 || bytes[lineStart - 1] == 0x0A
      if startsLine { place = lineStart }
      text = "{% \(block.end.tagText) %}" + (startsLine ? "\n" : "")
    }
    tell(
      .unclosedBlock(block: block.keyword.tagText, end: block.end.tagText), at: block.tag,
      mends: [insert(text, at: place, showing: "{% \(block.end.tagText) %}")])
    if case .tag = stop { return stop }
    return .end
  }

  /// A template inside a block.
  private mutating func parseBranchBody(_ limit: Int) -> Stop {
    let node = builder.open(.template)
    let stop = parseItems(limit)
    builder.close(node)
    return stop
  }

  private func isBranch(_ stop: Stop, _ keyword: Word) -> TagHead? {
    // The inner block has been closed, so an outer block's tag is not taken for one of this block: `place`
    // gives a tag to the innermost block that can have it.
    if case .tag(let head) = stop, head.keyword == keyword { return head }
    return nil
  }

  private mutating func parseElse(_ head: TagHead, _ limit: Int) -> Stop {
    blocks[blocks.count - 1].elseTag = head.range
    let node = builder.open(.elseBranch)
    beginTag(.elseTag, head)
    endTag(head)
    let stop = parseBranchBody(limit)
    builder.close(node)
    return stop
  }

  // MARK: if, for, match

  mutating func parseIf(_ head: TagHead, _ limit: Int) -> Stop? {
    let node = builder.open(.ifBlock)
    openBlock(head)
    var stop = parseIfBranch(head, limit)
    while let next = isBranch(stop, .elif) { stop = parseIfBranch(next, limit) }
    if let next = isBranch(stop, .else) { stop = parseElse(next, limit) }
    let rest = closeBlock(stop, limit)
    builder.close(node)
    return rest
  }

  private mutating func parseIfBranch(_ head: TagHead, _ limit: Int) -> Stop {
    let branch = builder.open(.ifBranch)
    beginTag(.ifTag, head)
    if token.kind == .end {
      fail(.missingCondition(word: head.keyword.tagText), at: head.range)
      builder.missing(.errorExpression)
    } else {
      _ = parseExpression(after: head.written)
      if token.kind == .colon, peek().kind == .end, head.close != nil {
        note(.colonAfterCondition, at: token.range, mends: [remove(token.range)])
        take(as: .unexpected)
      }
    }
    endTag(head)
    let stop = parseBranchBody(limit)
    builder.close(branch)
    return stop
  }

  mutating func parseFor(_ head: TagHead, _ limit: Int) -> Stop? {
    let node = builder.open(.forBlock)
    openBlock(head)
    beginTag(.forTag, head)
    parseForClause(head)
    endTag(head)
    var stop = parseBranchBody(limit)
    if let next = isBranch(stop, .else) { stop = parseElse(next, limit) }
    let rest = closeBlock(stop, limit)
    builder.close(node)
    return rest
  }

  mutating func parseMatch(_ head: TagHead, _ limit: Int) -> Stop? {
    let node = builder.open(.matchBlock)
    openBlock(head)
    beginTag(.matchTag, head)
    if token.kind == .end {
      fail(.missingExpressionAfter(text: "match"), at: head.range)
      builder.missing(.errorExpression)
    } else {
      _ = parseExpression(after: head.written)
    }
    endTag(head)
    var stop = parseBeforeFirstCase(limit)
    while let next = isBranch(stop, .case) {
      let branch = builder.open(.caseBranch)
      beginTag(.caseTag, next)
      parseCaseNames(next)
      endTag(next)
      stop = parseBranchBody(limit)
      builder.close(branch)
    }
    if let next = isBranch(stop, .else) { stop = parseElse(next, limit) }
    let rest = closeBlock(stop, limit)
    builder.close(node)
    return rest
  }

  /// Nothing is printed before the first `case`; what stands there is one error.
  private mutating func parseBeforeFirstCase(_ limit: Int) -> Stop {
    let start = builder.end
    let firstPiece = pieces.count
    let outer = silentDepth
    silentDepth = blocks.count
    let stop = parseItems(limit)
    silentDepth = outer
    let content = pieces[firstPiece...].first { piece in
      piece.kind == .hole || piece.kind == .escape
        || (piece.kind == .tag
          && !bytes.matches("{#", at: piece.range.lowerBound, limit: piece.range.upperBound))
        || ((piece.kind == .text || piece.kind == .silentText) && !bytes.isWhitespace(piece.range))
    }
    if let content, isBranch(stop, .case) != nil || isBranch(stop, .else) != nil {
      let first = bytes.skipWhitespace(content.range)
      let end = bytes.dropTrailingWhitespace(first..<max(first, builder.end))
      tell(
        .textBeforeCase, at: first..<bytes.line(from: first, limit: max(first, end)).end,
        mends: [remove(bytes.skipWhitespace(start..<builder.end)..<max(first, end))])
    }
    return stop
  }
}
