// Expressions: operators by precedence, as Jinja has them.

import DariBase

/// Loosest first; the conditional `a if c else b` stands above all.
enum Precedence: Int, Comparable {
  case or, and, not, comparison, addition, concatenation, multiplication, operand

  static func < (a: Precedence, b: Precedence) -> Bool { a.rawValue < b.rawValue }
  var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .operand }
}

/// Functions return the height of the node they wrote, so that a chain `a + b + c …`, which nests to the left
/// without recursion here, is bounded like the nesting that recurses.
extension Parser {
  /// EXPRESSION. `after` is what a missing expression would have followed, for the message.
  mutating func parseExpression(after: Range<Int>?) -> Int {
    guard descend() else { return 0 }
    defer { depth -= 1 }
    flushWhitespace()
    let mark = builder.count
    var height = parseOperators(.or, after: after)
    while token.word == .if {
      guard canGrow(height) else { return height }
      let keyword = token.range
      builder.wrap(.conditionalExpression, at: mark)
      take(as: .keyword)
      height = max(height, parseOperators(.or, after: keyword)) + 1
      if token.word == .else {
        let keyword = token.range
        take(as: .keyword)
        height = max(height, parseExpression(after: keyword) + 1)
      } else {
        fail(
          .inlineIfWithoutElse, at: keyword,
          mends: [insert(" else \"\"", at: builder.contentEnd, showing: "else \"\"")])
        builder.missing(.errorExpression)
      }
      close(mark)
    }
    if token.kind == .question { parseForeignConditional(mark) }
    return height
  }

  /// One level deeper; false beyond the limit, and then the construct is over.
  mutating func descend() -> Bool {
    guard depth < Self.maximumDepth else {
      failTooDeep()
      builder.missing(.errorExpression)
      return false
    }
    depth += 1
    return true
  }

  /// Whether a node may be put around one of this height.
  mutating func canGrow(_ height: Int) -> Bool {
    if depth + height < Self.maximumDepth { return true }
    failTooDeep()
    return false
  }

  // MARK: Operators

  private struct Operator {
    var precedence: Precedence
    var kind: SyntaxKind
    var takesTwoTokens = false
  }

  private func operatorInHand() -> Operator? {
    switch token.kind {
    case .word:
      switch token.word {
      case .or: return Operator(precedence: .or, kind: .keyword)
      case .and: return Operator(precedence: .and, kind: .keyword)
      case .in: return Operator(precedence: .comparison, kind: .keyword)
      case .not where peek().word == .in:
        return Operator(precedence: .comparison, kind: .keyword, takesTwoTokens: true)
      default: return nil
      }
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .equals:
      return Operator(precedence: .comparison, kind: .symbol)
    case .plus, .minus: return Operator(precedence: .addition, kind: .symbol)
    case .tilde: return Operator(precedence: .concatenation, kind: .symbol)
    case .star, .slash, .doubleSlash, .percent: return Operator(precedence: .multiplication, kind: .symbol)
    default: return nil
    }
  }

  /// An expression whose operators bind at least as tightly as `minimum`.
  mutating func parseOperators(_ minimum: Precedence, after: Range<Int>?) -> Int {
    flushWhitespace()
    let mark = builder.count
    let start = token.start
    var height = token.kind == .word && token.word == .not ? parseNot(minimum) : parseUnary(after: after)
    var comparison: Range<Int>?
    while let op = operatorInHand(), op.precedence >= minimum {
      guard canGrow(height) else { return height }
      let operatorRange = token.range
      if op.precedence == .comparison, let middle = comparison { failChain(start, middle, operatorRange) }
      if token.kind == .equals {
        note(.singleEquals, at: token.range, mends: [replace(token.range, by: "==")])
      }
      builder.wrap(.binaryExpression, at: mark)
      take(as: op.kind)
      if op.takesTwoTokens { take(as: .keyword) }
      flushWhitespace()
      let rightStart = token.start
      height = max(height, parseOperators(op.precedence.tighter, after: operatorRange)) + 1
      close(mark)
      if op.precedence == .comparison { comparison = rightStart..<builder.contentEnd }
    }
    return height
  }

  private mutating func failChain(_ start: Int, _ middle: Range<Int>, _ op: Range<Int>) {
    let text = bytes.text(middle)
    fail(
      .comparisonChain, at: op,
      mends: [insert(" and \(text)", at: middle.upperBound, showing: "and \(text)")])
  }

  /// `not` binds looser than comparisons; after an operator that binds tighter it needs parentheses.
  private mutating func parseNot(_ minimum: Precedence) -> Int {
    guard descend() else { return 0 }
    defer { depth -= 1 }
    let keyword = token.range
    let node = open(.unaryExpression)
    take(as: .keyword)
    let height = parseOperators(minimum > .not ? minimum : .not, after: keyword) + 1
    close(node)
    if minimum > .not {
      note(
        .notNeedsParentheses, at: keyword,
        mends: [
          mend(
            .writeInstead(text: "(" + bytes.text(keyword.lowerBound..<builder.contentEnd) + ")"),
            (keyword.lowerBound..<keyword.lowerBound, "("), (builder.contentEnd..<builder.contentEnd, ")"))
        ])
    }
    return height
  }

  /// `-x | f` is `(-x) | f`: the sign takes the operand with its fields and calls, filters take the whole.
  private mutating func parseUnary(after: Range<Int>?) -> Int {
    flushWhitespace()
    let mark = builder.count
    var height = parseSigned(after: after)
    height = parseFilters(mark, height)
    return height
  }

  private mutating func parseSigned(after: Range<Int>?) -> Int {
    guard token.kind == .minus || token.kind == .plus else { return parsePostfix(after: after) }
    guard descend() else { return 0 }
    defer { depth -= 1 }
    let sign = token.range
    let node = open(.unaryExpression)
    take(as: .symbol)
    let height = parseSigned(after: sign) + 1
    close(node)
    return height
  }

  // MARK: Filters and tests

  private mutating func parseFilters(_ mark: Int, _ startHeight: Int) -> Int {
    var height = startHeight
    let start = token.start
    var hasFilter = false
    while true {
      if token.kind == .bar {
        guard canGrow(height) else { return height }
        let bar = token.range
        builder.wrap(.filterExpression, at: mark)
        take()
        if token.kind == .word {
          take(as: .name)
          if token.kind == .parenOpen { height = max(height, parseArguments()) }
        } else {
          fail(.missingFilterName, at: bar)
        }
        close(mark)
        hasFilter = true
      } else if token.word == .is {
        guard canGrow(height) else { return height }
        builder.wrap(.testExpression, at: mark)
        height = max(height, parseTest())
        close(mark)
      } else if hasFilter, token.kind == .dot || token.kind == .bracketOpen {
        let node = Int(builder.entries[mark].start)
        fail(
          .fieldAfterFilter(text: text(token)), at: token.range,
          mends: [
            mend(
              .writeInstead(text: "(" + bytes.text(node..<builder.contentEnd) + ")"), (node..<node, "("),
              (builder.contentEnd..<builder.contentEnd, ")"))
          ])
        takeRest()
        return height
      } else {
        return height
      }
      height += 1
      assert(token.start > start || token.kind == .end)
    }
  }

  private mutating func parseTest() -> Int {
    let keyword = token.range
    take(as: .keyword)
    if token.word == .not { take(as: .keyword) }
    if token.word == .in {
      fail(
        .missingTestName(word: "in"), at: token.range,
        mends: [remove(keyword.lowerBound..<(bytes.skipWhitespace(keyword.upperBound..<bytes.count)))])
      take(as: .name)
      takeRest()
      return 0
    }
    guard token.kind == .word else {
      if token.kind == .string, token.end - token.start > 2, isIdentifier(token.start + 1..<token.end - 1) {
        let word = bytes.text(token.start + 1..<token.end - 1)
        note(.quotedCase(text: text(token)), at: token.range, mends: [replace(token.range, by: word)])
        take(as: .name)
        return 0
      }
      fail(.missingTestName(word: "is"), at: token.kind == .end ? keyword : token.range)
      return 0
    }
    take(as: .name)
    return token.kind == .parenOpen ? parseArguments() : 0
  }

  func isIdentifier(_ range: Range<Int>) -> Bool {
    var lexer = Lexer(bytes: bytes, position: range.lowerBound, limit: range.upperBound)
    let token = lexer.next()
    return token.kind == .word && token.flaw == .none && token.range == range
  }

  /// `c ? a : b`, as other languages write `a if c else b`.
  private mutating func parseForeignConditional(_ mark: Int) {
    let condition = Int(builder.entries[mark].start)..<builder.contentEnd
    let question = token.range
    guard !isMuted, canGrow(1) else { return }
    // Looked at before it is told, without telling what is wrong inside.
    isMuted = true
    builder.wrap(.conditionalExpression, at: mark)
    take(as: .unexpected)
    flushWhitespace()
    let first = token.start
    _ = parseOperators(.or, after: question)
    let value = first..<max(first, builder.contentEnd)
    var mends: [Mend] = []
    if token.kind == .colon {
      take(as: .unexpected)
      flushWhitespace()
      let second = token.start
      _ = parseOperators(.or, after: question)
      let other = second..<max(second, builder.contentEnd)
      if token.kind == .end || token.kind == .parenClose, !value.isEmpty, !other.isEmpty {
        let text = "\(bytes.text(value)) if \(bytes.text(condition)) else \(bytes.text(other))"
        mends = [replace(condition.lowerBound..<other.upperBound, by: text)]
      }
    }
    close(mark)
    tell(.foreignConditional, at: question, mends: mends)
  }
}
