// The lines under the header of a step or an input, and what may not stand there.

import DariBase

extension Parser {
  /// The unbroken run of `key: value` and `# …` lines.
  mutating func parseMetadata(_ section: ScannedSection) {
    let isStep = section.kind == .step
    var seen: [String: Range<Int>] = [:]
    let limit = section.body.upperBound
    while builder.end < limit {
      let start = builder.end
      let (end, next) = bytes.line(from: start, limit: limit)
      if bytes[start] == UInt8(ascii: "#") {
        builder.token(.metadataComment, to: bytes.dropTrailingWhitespace(start..<end))
      } else if let key = keyLine(start, end), accepts(key, isStep) {
        parseKeyLine(key, end, isStep, &seen)
      } else if let line = keyAfterGap(from: start, limit, isStep) {
        takeGap(start, line)
        continue
      } else {
        return
      }
      takeBlank(to: next)
      assert(builder.end > start)
    }
  }

  // MARK: Lines

  private struct KeyLine {
    var start: Int
    var key: Range<Int>
    var isIndented: Bool
  }

  /// `key:` at the start of a line, white space before it and before the colon allowed.
  private func keyLine(_ start: Int, _ end: Int) -> KeyLine? {
    var lexer = Lexer(bytes: bytes, position: start, limit: end)
    let word = lexer.next()
    guard word.kind == .word, word.flaw == .none else { return nil }
    let colon = lexer.next()
    guard colon.kind == .colon,
      colon.flaw != .none || colon.end == end || bytes[colon.end].isBlank || isKey(word.range)
    else { return nil }
    return KeyLine(start: start, key: word.range, isIndented: word.start > start)
  }

  private func isKey(_ range: Range<Int>) -> Bool {
    StepKey(rawValue: bytes.text(range)) != nil || StepKey(korean: bytes.text(range)) != nil
      || bytes.equals(range, "example")
  }

  /// Whether the line is metadata, be it with an unknown key. Under an input what is no key is the question,
  /// unless it is nearly `example`.
  private func accepts(_ line: KeyLine, _ isStep: Bool) -> Bool {
    let key = bytes.text(line.key)
    if isStep {
      return StepKey(rawValue: key) != nil || key.utf8.allSatisfy { $0 < 0x80 } || isTranslated(line, key)
    }
    return key.utf8.allSatisfy { $0 < 0x80 }
      && EditDistance.distance(key.lowercased(), "example", limit: 2) != nil
  }

  /// `담당: ai(text)`; but `확인: 금액이 맞는지 봅니다` is what somebody does.
  private func isTranslated(_ line: KeyLine, _ key: String) -> Bool {
    guard let meant = StepKey(korean: key) else { return false }
    guard meant.namesSteps else { return true }
    var lexer = Lexer(
      bytes: bytes, position: line.key.upperBound, limit: bytes.line(from: line.start, limit: bytes.count).end
    )
    guard lexer.next().kind == .colon, lexer.next().kind == .word else { return false }
    let next = lexer.next().kind
    return next == .end || next == .comma
  }

  /// Whether a line right under the header would be read as metadata, and not as what follows it.
  func isMetadata(_ line: Range<Int>, isStep: Bool) -> Bool {
    if line.isEmpty { return false }
    if bytes[line.lowerBound] == UInt8(ascii: "#") { return true }
    return keyLine(line.lowerBound, line.upperBound).map { accepts($0, isStep) } ?? false
  }

  private func isKnownKey(_ key: String, _ isStep: Bool) -> Bool {
    isStep ? StepKey(rawValue: key) != nil : key == "example"
  }

  /// A line with a known key after nothing but blank lines and comments.
  private func keyAfterGap(from start: Int, _ limit: Int, _ isStep: Bool) -> KeyLine? {
    var line = start
    while line < limit {
      let (end, next) = bytes.line(from: line, limit: limit)
      if !bytes.isWhitespace(line..<end) {
        if let comment = commentLine(line, end) {
          line = comment
          continue
        }
        guard let key = keyLine(line, end), isKnownKey(bytes.text(key.key), isStep) else { return nil }
        return key
      }
      line = next
    }
    return nil
  }

  /// The line after a comment of one line that begins here.
  private func commentLine(_ start: Int, _ end: Int) -> Int? {
    guard bytes.matches("{#", at: start, limit: end),
      let close = bytes.find(UInt8(ascii: "#"), UInt8(ascii: "}"), from: start + 2, limit: end),
      bytes.isWhitespace(close + 2..<end)
    else { return nil }
    return bytes.line(from: start, limit: bytes.count).next
  }

  private mutating func takeGap(_ start: Int, _ line: KeyLine) {
    let isBlank = bytes.isWhitespace(start..<line.start)
    tell(
      .keysAfterGap(key: bytes.text(line.key)), at: line.key,
      mends: isBlank ? [mend(.closeTheGap, (start..<line.start, ""))] : [Mend(.commentInMetadata)])
    while builder.end < line.start {
      let (end, next) = bytes.line(from: builder.end, limit: line.start)
      if bytes.matches("{#", at: builder.end, limit: end) {
        builder.token(.sectionComment, to: bytes.dropTrailingWhitespace(builder.end..<end))
      }
      takeBlank(to: next)
    }
  }

  // MARK: One line

  private mutating func parseKeyLine(
    _ line: KeyLine, _ end: Int, _ isStep: Bool, _ seen: inout [String: Range<Int>]
  ) {
    enter(line.start..<end)
    let node = open(.metadata)
    let key = bytes.text(line.key)
    let isKnown = isKnownKey(key, isStep)
    if !isKnown {
      tellUnknown(key, line.key, isStep)
    } else if let first = seen[key] {
      let lineEnd = bytes.line(from: line.start, limit: bytes.count).next
      tell(
        .repeatedStepKey(key: key), at: line.key, labels: [label(first, .firstHere)],
        mends: [remove(line.start..<lineEnd)])
    } else {
      seen[key] = line.key
    }
    if line.isIndented, isKnown {
      tell(.indentedKey(key: key), at: line.key, mends: [remove(line.start..<line.key.lowerBound)])
    }
    take(as: .metadataKey)
    let colon = token.range
    take()
    if isKnown, token.kind == .end {
      fail(.missingKeyValue(key: key, form: form(of: key)), at: line.key.lowerBound..<colon.upperBound)
    } else if isStep, let stepKey = StepKey.meant(by: key) {
      // Under another word it is read as what was meant, and that word is the mistake that is told.
      isMuted = !isKnown
      parseValue(of: stepKey)
    } else {
      takeRawValue()
    }
    leave(to: bytes.dropTrailingWhitespace(builder.end..<max(builder.end, end)))
    close(node)
  }

  private mutating func tellUnknown(_ key: String, _ range: Range<Int>, _ isStep: Bool) {
    let keys = isStep ? StepKey.allCases.map(\.rawValue) : ["example"]
    let meant = isStep ? StepKey.meant(by: key)?.rawValue : Suggestion.nearest(to: key, among: keys)
    tell(
      .unknownStepKey(key: key), at: range,
      mends: [meant.map { replace(range, by: $0) } ?? Mend(.stepKeys(keys: keys))])
  }

  mutating func takeRawValue() {
    flushWhitespace()
    builder.token(.rawValue, to: bytes.dropTrailingWhitespace(builder.end..<max(builder.end, lexer.limit)))
    lexer.position = lexer.limit
    token = Token(kind: .end, start: lexer.limit, end: lexer.limit)
  }

  // MARK: What follows the metadata of a step

  /// A step has no body of its own.
  mutating func parseStepRest(_ body: Range<Int>, _ comments: [Range<Int>]) {
    var comments = comments[...]
    while builder.end < body.upperBound {
      let start = builder.end
      if let comment = comments.first, comment.lowerBound == start {
        builder.token(.sectionComment, to: comment.upperBound)
        comments.removeFirst()
      }
      let (end, next) = bytes.line(from: builder.end, limit: body.upperBound)
      if bytes.isWhitespace(builder.end..<end) {
        takeBlank(to: next)
      } else {
        failStrayText(body.upperBound)
        return
      }
      assert(builder.end > start)
    }
  }

  /// `by = …`, `by tool(…)`, `gives { … }`, `- by: …`: a line that has a key, but is not written as one.
  private mutating func tellNearKey(_ start: Int) -> Bool {
    let end = bytes.line(from: start, limit: bytes.count).end
    var ahead = Lexer(bytes: bytes, position: start, limit: end)
    var word = ahead.next()
    let first = word
    if word.kind == .minus || word.kind == .star { word = ahead.next() }
    guard word.kind == .word, StepKey(rawValue: text(word)) != nil else { return false }
    let next = ahead.next()
    if first.kind != .word {
      guard next.kind == .colon else { return false }
      tell(.indentedKey(key: text(word)), at: word.range, mends: [remove(start..<word.start)])
      return true
    }
    // `by tool(notion)`; words that English sentences begin with are left to them.
    let isSentence = ["with", "when", "each"].contains(text(word))
    let isValue = (next.kind == .word && !isSentence) || next.kind == .integer
    guard isValue || next.kind == .equals || next.kind == .braceOpen else { return false }
    tell(
      .missingColon(name: text(word)), at: next.kind == .equals ? next.range : word.range,
      mends: [
        next.kind == .equals ? replace(word.end..<next.end, by: ":") : insert(":", at: word.end)
      ])
    return true
  }

  private mutating func failStrayText(_ limit: Int) {
    let start = builder.end
    let rest = start..<bytes.dropTrailingWhitespace(start..<limit)
    if bytes.matches("{#", at: start, limit: limit) {
      let end = bytes.line(from: start, limit: limit).end
      tell(.unclosedComment, at: start..<start + 2, mends: [insert(" #}", at: end, showing: "#}")])
    } else if !tellNearKey(start) {
      tell(
        .textInStep, at: start..<bytes.line(from: start, limit: rest.upperBound).end,
        mends: ["@do", "@why", "@note"].map { (word: String) in insert(word + "\n", at: start, showing: word)
        })
    }
    builder.token(.unexpected, to: rest.upperBound)
    takeBlank(to: limit)
  }
}
