// The values of metadata: actors, lists of names, and the clauses with a form of their own.

import DariBase

extension Parser {
  /// How a key's value is written, as messages show it.
  func form(of key: String) -> String {
    switch StepKey(rawValue: key) {
    case .by: "by: human(owner)"
    case .with: "with: topic: idea"
    case .gives: "gives: text"
    case .when: "when: answer is present"
    case .each: "each: item in items"
    case .redo: "redo: draft, up to 3"
    case .risk: "risk: medium"
    case .owner: "owner: manager"
    case .model: "model: careful"
    case .budget: "budget: 2000 tokens"
    case .minutes: "minutes: 30 -> 5"
    case nil: "example: 12"
    case .some(let key): "\(key.rawValue): draft"
    }
  }

  mutating func parseValue(of key: StepKey) {
    switch key {
    case .by: parseActor(key)
    case .gives: parseType(after: nil)
    case .when: parseWhen(key)
    case .each: parseEach(key)
    case .with: parseWith(key)
    case .redo: parseRedo(key)
    case .minutes: parseMinutes(key)
    case .budget: parseBudget(key)
    case .reviews, .edits, .stores, .sends, .publishes, .pays, .deletes: parseSteps(key)
    case .risk, .owner, .model: parseName(key)
    }
  }

  mutating func failForm(_ key: StepKey, at range: Range<Int>? = nil, mends: [Mend] = []) {
    let range =
      range ?? token.start..<max(token.start, bytes.dropTrailingWhitespace(token.start..<lexer.limit))
    fail(
      .badKeyValue(key: key.rawValue, form: form(of: key.rawValue)),
      at: range.isEmpty ? builder.contentEnd..<builder.contentEnd : range, mends: mends)
    takeRest()
  }

  private mutating func parseActor(_ key: StepKey) {
    let node = open(.actor)
    defer { close(node) }
    guard token.kind == .word, token.flaw == .none else { return failForm(key) }
    let kind = token.range
    take(as: .name)
    let content =
      kind.lowerBound..<max(kind.upperBound, bytes.dropTrailingWhitespace(kind.lowerBound..<lexer.limit))
    guard token.kind == .parenOpen else { return failForm(key, at: content, mends: actorMends(content)) }
    let opening = token.range
    take()
    guard token.kind == .word || token.kind == .integer else {
      return failForm(key, at: content, mends: actorMends(content))
    }
    takeHyphenated(token.start..<endOfHyphenated(token))
    takeClosing(.parenClose, of: opening)
  }

  /// `ai[text]`, `ai: text`, `ai("text")`, `ai text`: the same with parentheses.
  private func actorMends(_ content: Range<Int>) -> [Mend] {
    var lexer = Lexer(bytes: bytes, position: content.lowerBound, limit: content.upperBound)
    var words: [String] = []
    while true {
      let next = lexer.next()
      switch next.kind {
      case .end:
        guard words.count == 2, ["human", "ai", "tool", "routine"].contains(words[0].lowercased()) else {
          return []
        }
        return [replace(content, by: "\(words[0].lowercased())(\(words[1]))")]
      case .word: words.append(text(next))
      case .string where isIdentifier(next.start + 1..<max(next.start + 1, next.end - 1)):
        words.append(bytes.text(next.start + 1..<next.end - 1))
      case .parenOpen, .parenClose, .bracketOpen, .bracketClose, .colon, .less, .greater: break
      default: return []
      }
    }
  }

  var endOfContent: Int { bytes.dropTrailingWhitespace(builder.end..<max(builder.end, lexer.limit)) }

  /// One name, of a role or a setting: it may hold hyphens.
  private mutating func parseName(_ key: StepKey) {
    if token.kind == .bracketOpen { return failBracketed(key) }
    let node = open(.nameList)
    defer { close(node) }
    guard token.kind == .word, token.flaw == .none else { return failForm(key) }
    takeHyphenated(token.start..<endOfHyphenated(token))
  }

  /// 'name' ',' 'up' 'to' 'integer'
  private mutating func parseRedo(_ key: StepKey) {
    let node = open(.redoClause)
    defer { close(node) }
    guard token.kind == .word, token.flaw == .none else { return failForm(key) }
    take(as: .name)
    if token.kind == .comma {
      take()
    } else if token.word == .up {
      note(.commaMissing(text: text(token)), at: token.range, mends: [insert(",", at: builder.contentEnd)])
    }
    if token.kind == .end {
      // How often is for the author to say; the number is an example.
      let hasComma = bytes[builder.contentEnd - 1] == UInt8(ascii: ",")
      return failForm(
        key, at: wholeValue(node), mends: [Mend(.addText(text: hasComma ? " up to 2" : ", up to 2"))])
    }
    guard token.word == .up else { return failForm(key, at: wholeValue(node), mends: redoMends()) }
    take(as: .keyword)
    guard token.word == .to else { return failForm(key, at: wholeValue(node), mends: redoMends()) }
    take(as: .keyword)
    guard token.kind == .integer else { return failForm(key, at: wholeValue(node)) }
    take()
  }

  /// `redo: draft, 2`, `redo: draft, max 2`: the number is how often.
  private func redoMends() -> [Mend] {
    let rest = builder.contentEnd..<max(builder.contentEnd, endOfContent)
    let digits = bytes[rest].split { !$0.isDigit }
    guard digits.count == 1, let number = digits.first, number.first != 0x30 else { return [] }
    let hasComma = builder.contentEnd > 0 && bytes[builder.contentEnd - 1] == UInt8(ascii: ",")
    let written = String(decoding: number, as: UTF8.self)
    return [replace(rest, by: (hasComma ? "" : ",") + " up to \(written)")]
  }

  /// `10 - 2`, `10분 => 2분`, `1시간 30분에서 5분`: two times, with something between them.
  private func minutesMends(_ range: Range<Int>) -> [Mend] {
    var sides: [Double] = [0]
    var digits = ""
    var word = ""
    func unit() -> Double? {
      switch word.lowercased() {
      case "", "분", "m", "min", "mins", "minute", "minutes": 1
      case "시간", "h", "hr", "hrs", "hour", "hours": 60
      default: nil
      }
    }
    /// Adds the number in hand; false if what stands behind it is no unit of time.
    func take() -> Bool {
      defer { (digits, word) = ("", "") }
      guard !digits.isEmpty else { return word.isEmpty }
      guard let number = Double(digits), number < 100_000, let unit = unit() else { return false }
      sides[sides.count - 1] += number * unit
      return true
    }
    var isBetween = false
    for scalar in bytes.text(range).replacing("에서", with: "-").replacing("to", with: "-").unicodeScalars {
      switch scalar {
      case "0"..."9", ".":
        if isBetween {
          sides.append(0)
          isBetween = false
        }
        if !word.isEmpty, !take() { return [] }
        digits.unicodeScalars.append(scalar)
      case " ": break
      case "-", "=", "~", ">", ",", "/", "→", "⇒":
        if !take() || sides == [0] { return [] }
        isBetween = true
      default: word.unicodeScalars.append(scalar)
      }
    }
    guard take(), sides.count == 2, !isBetween else { return [] }
    let text = sides.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }.joined(separator: " -> ")
    return [replace(range, by: text)]
  }

  func wholeValue(_ node: Int) -> Range<Int> {
    let start = Int(builder.entries[node].start)
    return start..<max(start, builder.contentEnd, endOfContent)
  }

  /// 'integer' '->' 'integer'
  private mutating func parseMinutes(_ key: StepKey) {
    let node = open(.minutesClause)
    defer { close(node) }
    let whole = token.start..<max(token.start, bytes.dropTrailingWhitespace(token.start..<lexer.limit))
    func isNumber(_ token: Token) -> Bool {
      (token.kind == .integer || token.kind == .decimal) && token.flaw != .badNumber
    }
    guard isNumber(token) else { return failForm(key, at: whole, mends: minutesMends(whole)) }
    take()
    guard token.kind == .arrow else { return failForm(key, at: whole, mends: minutesMends(whole)) }
    take()
    guard isNumber(token) else { return failForm(key, at: whole, mends: minutesMends(whole)) }
    take()
  }

  /// 'integer' 'tokens'
  private mutating func parseBudget(_ key: StepKey) {
    let node = open(.budgetClause)
    defer { close(node) }
    let whole = token.start..<max(token.start, bytes.dropTrailingWhitespace(token.start..<lexer.limit))
    guard token.kind == .integer, token.flaw == .none, let count = Int(text(token)), count > 0 else {
      return failForm(key, at: whole, mends: budgetMends(whole))
    }
    take()
    guard token.kind == .word, text(token) == "tokens" else {
      return failForm(key, at: whole, mends: budgetMends(whole))
    }
    take(as: .keyword)
  }

  /// `2,000 tokens`, `2k`, `2000토큰`, `2천 토큰`, `tokens: 2000`: one number, whatever stands around it.
  private func budgetMends(_ range: Range<Int>) -> [Mend] {
    var digits = ""
    var factor = 1
    var words = ""
    for scalar in bytes.text(range).unicodeScalars {
      switch scalar {
      case "0"..."9":
        // A second number, or digits after a word that belongs to the first: no telling what is meant.
        if factor > 1 || (!digits.isEmpty && !words.isEmpty) { return [] }
        words = ""
        digits.unicodeScalars.append(scalar)
      case ",", "_", " ", "~", "<", "=", ":": break
      case "k", "K", "천": factor *= words.isEmpty && !digits.isEmpty ? 1000 : 1
      case "만": factor *= 10_000
      case ".", "-", ">", "/", "%": return []
      default: words.unicodeScalars.append(scalar)
      }
    }
    guard let count = Int(digits), (1...1_000_000).contains(count) else { return [] }
    return [replace(range, by: "\(count * factor) tokens")]
  }
}
