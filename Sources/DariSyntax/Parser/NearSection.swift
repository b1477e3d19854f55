// A line that was meant to open a section and does not: a slip, a word of another language, a word that there is not.

import DariBase

extension UnsafeBufferPointer where Element == UInt8 {
  /// A line that is only a section header, were it not for one letter, the case, a full-width `＠` or the language of
  /// its word; or one that no section is called by, right above the keys of a step. Taken for text, it would take
  /// all of its section with it, the person's look included.
  func nearMiss(at start: Int, end: Int) -> SectionLine? {
    let isWide = isFullWidthAt(start, end)
    guard isWide || self.at(start, end) == UInt8(ascii: "@") else { return nil }
    var wordStart = start + (isWide ? 3 : 1)
    // `@ input`
    if self.at(wordStart, end) == 0x20 { wordStart += 1 }
    return slip(start, wordStart, end) ?? translation(start, wordStart, end)
      ?? aboveKeys(start, wordStart, end)
  }

  // MARK: One letter off

  private func slip(_ start: Int, _ wordStart: Int, _ end: Int) -> SectionLine? {
    var wordEnd = wordStart
    while wordEnd < end, self[wordEnd].isLetter { wordEnd += 1 }
    guard wordEnd > wordStart, wordEnd - wordStart <= 10, endsSectionWord(wordEnd, end) else { return nil }
    let written = text(wordStart..<wordEnd)
    let candidates = SectionWord.allCases.filter { hasShape(of: $0, wordEnd..<end) }
    let folded = written.lowercased()
    let word =
      candidates.first { $0.rawValue == folded }
      ?? candidates.first { EditDistance.distance(folded, $0.rawValue, limit: 1) != nil }
    return word.map { near($0, start..<wordEnd) }
  }

  private func near(_ word: SectionWord, _ written: Range<Int>) -> SectionLine {
    SectionLine(word: word, written: written, miss: (written, word.header))
  }

  /// Whether what follows the word could follow it in a header: nothing, or for the words with a name the name
  /// and the sign after it.
  private func hasShape(of word: SectionWord, _ rest: Range<Int>) -> Bool {
    let isAlone = isWhitespace(rest)
    guard word.isNamed else { return isAlone }
    var lexer = Lexer(bytes: self, position: rest.lowerBound, limit: rest.upperBound)
    guard lexer.next().kind == .word else { return false }
    let next = lexer.next().kind
    switch word {
    case .input, .value: return next == .colon
    case .snippet: return next == .parenOpen
    default: return next == .colon || next == .end
    }
  }

  // MARK: Another language

  /// `@단계 draft: 초안 쓰기`, `@할 일`. That a prompt speaks to `@사용자` in a sentence stays a sentence.
  private func translation(_ start: Int, _ wordStart: Int, _ end: Int) -> SectionLine? {
    guard self.at(wordStart, end) >= 0x80 else { return nil }
    let alone = wordStart..<dropTrailingWhitespace(wordStart..<end)
    if alone.count <= 64, let word = SectionWord(korean: text(alone)), !word.isNamed {
      return near(word, start..<alone.upperBound)
    }
    guard let written = firstWord(wordStart, end), let word = SectionWord(korean: text(written)),
      word.isNamed, hasShape(of: word, written.upperBound..<end)
    else { return nil }
    return near(word, start..<written.upperBound)
  }

  private func firstWord(_ wordStart: Int, _ end: Int) -> Range<Int>? {
    var lexer = Lexer(bytes: self, position: wordStart, limit: end)
    let word = lexer.next()
    guard word.kind == .word, word.flaw == .none, word.start == wordStart, endsSectionWord(word.end, end)
    else { return nil }
    return word.range
  }

  // MARK: Keys below

  /// `@stage look: …` or `@look: …`, and `by: human(owner)` on the next line.
  private func aboveKeys(_ start: Int, _ wordStart: Int, _ end: Int) -> SectionLine? {
    guard let written = firstWord(wordStart, end) else { return nil }
    let below = line(from: start, limit: count).next
    guard hasStepKeys(below) else { return nil }
    let isName = SectionWord(korean: text(written)) == nil && !isFollowedByName(written.upperBound, end)
    if isName {
      let shown = start..<written.upperBound
      let meant = "\(SectionWord.step.header) \(text(written))"
      return SectionLine(word: .step, written: start..<wordStart, miss: (shown, meant))
    }
    return near(.step, start..<written.upperBound)
  }

  private func isFollowedByName(_ wordEnd: Int, _ end: Int) -> Bool {
    var lexer = Lexer(bytes: self, position: wordEnd, limit: end)
    let next = lexer.next().kind
    return next == .word || next == .integer
  }

  /// Whether a step's keys begin here: lines `key: value`, one of which says what only a step says.
  private func hasStepKeys(_ start: Int) -> Bool {
    var position = start
    while position < count {
      let (end, next) = line(from: position, limit: count)
      var lexer = Lexer(bytes: self, position: position, limit: end)
      let word = lexer.next()
      guard word.kind == .word, lexer.next().kind == .colon,
        let key = StepKey(rawValue: text(word.range)) ?? StepKey(korean: text(word.range))
      else { return false }
      if speaksOfSteps(key, &lexer) { return true }
      position = next
    }
    return false
  }

  /// `by: human(owner)`, `each: item in items`, `reviews: draft`. `when: 내일` and `owner: 민수` may be a notice.
  private func speaksOfSteps(_ key: StepKey, _ lexer: inout Lexer) -> Bool {
    guard lexer.next().kind == .word else { return false }
    let next = lexer.next()
    switch key {
    case .by: return next.kind == .parenOpen
    case .each: return next.word == .in
    default: return key.namesSteps && (next.kind == .end || next.kind == .comma)
    }
  }
}
