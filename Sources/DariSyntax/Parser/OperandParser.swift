// Operands of expressions: names, literals, lists, and fields, indices and calls after them.

import DariBase

extension Parser {
  mutating func parsePostfix(after: Range<Int>?) -> Int {
    flushWhitespace()
    let mark = builder.count
    var height = parsePrimary(after: after)
    while true {
      switch token.kind {
      case .dot:
        guard canGrow(height) else { return height }
        builder.wrap(.fieldExpression, at: mark)
        parseFieldName()
      case .bracketOpen:
        guard canGrow(height) else { return height }
        builder.wrap(.indexExpression, at: mark)
        height = max(height, parseIndex())
      case .parenOpen:
        guard canGrow(height) else { return height }
        builder.wrap(.callExpression, at: mark)
        height = max(height, parseArguments())
      default: return height
      }
      close(mark)
      height += 1
    }
  }

  private mutating func parseFieldName() {
    let dot = token.range
    take()
    if token.kind == .word, token.flaw == .none {
      take(as: .name)
    } else if token.kind == .integer || token.kind == .decimal, token.start == dot.upperBound {
      let number = text(token)
      fail(
        .numberAfterDot(number: number), at: token.range,
        mends: token.kind == .integer ? [replace(dot.lowerBound..<token.end, by: "[\(number)]")] : [])
      take(as: .unexpected)
    } else {
      fail(.missingFieldName, at: dot)
    }
  }

  private mutating func parseIndex() -> Int {
    let bracket = token.range
    take()
    if token.kind == .colon {
      fail(.noSlices, at: token.range)
      builder.missing(.errorExpression)
      takeRest()
      return 1
    }
    let height = parseExpression(after: bracket)
    if token.kind == .colon {
      fail(.noSlices, at: token.range)
      takeRest()
    }
    takeClosing(.bracketClose, of: bracket)
    return height
  }

  /// The closing bracket, or one error at the opening one.
  mutating func takeClosing(_ kind: TokenKind, of opening: Range<Int>) {
    if token.kind == kind {
      take()
      return
    }
    let close = kind == .parenClose ? ")" : kind == .bracketClose ? "]" : "}"
    let isEmpty = builder.contentEnd == opening.upperBound
    fail(
      .bracketNotClosed(bracket: bytes.text(opening), close: close), at: opening,
      mends: isEmpty
        ? (kind == .braceClose ? [Mend(.fieldsOnLines)] : []) : [insert(close, at: builder.contentEnd)])
  }

  // MARK: Arguments and lists

  /// '(' argument* ')'
  mutating func parseArguments() -> Int {
    let opening = token.range
    take()
    var height = 0
    while token.kind != .parenClose, token.kind != .end {
      let start = token.start
      let node = open(.argument)
      if token.kind == .word, peek().kind == .equals {
        take(as: .name)
        take()
      } else if token.kind == .word, token.flaw == .none, peek().kind == .colon {
        // `voice(tone: tone)`
        let name = token
        take(as: .name)
        note(
          .foreignOperator(written: ":", operator: "="), at: token.range,
          mends: [replace(name.end..<peek().start, by: "=")])
        take(as: .unexpected)
      }
      height = max(height, parseExpression(after: nil) + 1)
      close(node)
      guard takeSeparator(before: .parenClose), token.start > start else { break }
    }
    takeClosing(.parenClose, of: opening)
    return height
  }

  /// A comma between two parts. False if the list is over.
  private mutating func takeSeparator(before close: TokenKind) -> Bool {
    if takeIf(.comma) { return true }
    if token.kind == close || token.kind == .end || isMuted { return false }
    guard beginsOperand else { return false }
    note(.commaMissing(text: text(token)), at: token.range, mends: [insert(",", at: builder.contentEnd)])
    return true
  }

  private var beginsOperand: Bool {
    switch token.kind {
    case .string, .integer, .decimal: true
    case .word: !token.word.isReservedInExpressions || token.word == .true || token.word == .false
    default: false
    }
  }

  private mutating func parseList() -> Int {
    let opening = token.range
    let node = open(.listExpression)
    take()
    var height = 0
    while token.kind != .bracketClose, token.kind != .end {
      let start = token.start
      height = max(height, parseExpression(after: nil))
      guard takeSeparator(before: .bracketClose), token.start > start else { break }
    }
    takeClosing(.bracketClose, of: opening)
    close(node)
    return height + 1
  }

  private mutating func parseParentheses() -> Int {
    let opening = token.range
    let node = open(.parenExpression)
    take()
    let height = parseExpression(after: opening)
    if token.kind == .comma {
      var mends: [Mend] = []
      if let closing = closingParen() {
        mends = [mend(.writeInstead(text: "[ ]"), (opening, "["), (closing, "]"))]
      }
      fail(.noTuples, at: token.range, mends: mends)
      takeRest()
    }
    takeClosing(.parenClose, of: opening)
    close(node)
    return height + 1
  }

  /// The parenthesis that closes the one before the token in hand.
  private func closingParen() -> Range<Int>? {
    var ahead = lexer
    var open = 0
    while true {
      let token = ahead.next()
      switch token.kind {
      case .end: return nil
      case .parenOpen: open += 1
      case .parenClose where open == 0: return token.range
      case .parenClose: open -= 1
      default: break
      }
    }
  }

  // MARK: Names and literals

  private mutating func parsePrimary(after: Range<Int>?) -> Int {
    switch token.kind {
    case .word where token.word == .true || token.word == .false:
      takeAlone(.boolExpression, as: .keyword)
    case .word where !token.word.isReservedInExpressions: parseNameExpression()
    case .string: takeAlone(.stringExpression)
    case .integer: takeAlone(.integerExpression)
    case .decimal: takeAlone(.decimalExpression)
    case .parenOpen: return parseParentheses()
    case .bracketOpen: return parseList()
    case .dot where peek().kind == .integer && peek().start == token.end: parseBareFraction()
    case .braceOpen: parseForeign(.noDictionaries)
    case .invalid: parseForeign(.unexpectedText(text: text(token)))
    default: parseMissing(after)
    }
    return 1
  }

  private mutating func takeAlone(_ node: SyntaxKind, as kind: SyntaxKind? = nil) {
    let index = open(node)
    take(as: kind)
    close(index)
  }

  private mutating func parseNameExpression() {
    let node = open(.nameExpression)
    take()
    if token.kind == .doubleColon {
      take()
      if token.kind == .word {
        take(as: .name)
      } else {
        fail(.missingFieldName, at: placeOfMissing)
      }
    }
    close(node)
  }

  /// `.5`
  private mutating func parseBareFraction() {
    let range = token.start..<peek().end
    note(
      .badNumber(number: bytes.text(range)), at: range, mends: [replace(range, by: "0" + bytes.text(range))])
    let node = open(.errorExpression)
    take(as: .unexpected)
    take(as: .unexpected)
    close(node)
  }

  private mutating func parseForeign(_ problem: Problem) {
    let range = token.range
    let node = open(.errorExpression)
    if token.kind == .invalid, token.flaw != .none {
      take(as: .unexpected)
    } else {
      fail(problem, at: range)
    }
    takeRest()
    close(node)
  }

  private mutating func parseMissing(_ after: Range<Int>?) {
    if let after {
      fail(.missingExpressionAfter(text: bytes.text(after)), at: after)
    } else if [.end, .comma, .parenClose, .bracketClose].contains(token.kind) {
      fail(.missingExpression, at: placeOfMissing)
    } else {
      fail(.missingExpressionBefore(text: text(token)), at: token.range)
    }
    builder.missing(.errorExpression)
  }
}
