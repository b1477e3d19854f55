// Types and code of operators.

import DariBase
import DariRuntime
import DariSyntax

extension TemplateChecker {
  func unary(_ node: SyntaxNode) -> Typed {
    guard let inner = node.expressionNode else { return unknown(node) }
    if node.unaryOperator == .not {
      return Typed(id: condition(node).id, type: .bool, node: node)
    }
    let operand = present(check(inner))
    switch operand.type.core {
    case .unknown: return unknown(node)
    case .int(let limits):
      let type = Type(.int(Interval.negated(limits)), labels: operand.type.labels)
      return sign(node, operand, type)
    case .number(let limits):
      let type = Type(
        .number(Limits(limits.high.map { -$0 }, limits.low.map { -$0 })), labels: operand.type.labels)
      return sign(node, operand, type)
    case .money: return sign(node, operand, operand.type)
    default:
      reporter.report(.signNeedsNumber(type: operand.type.plain), at: node.span)
      return unknown(node)
    }
  }

  private func sign(_ node: SyntaxNode, _ operand: Typed, _ type: Type) -> Typed {
    if node.operatorText == "+" {
      return Typed(id: operand.id, type: operand.type, node: node, constant: operand.constant)
    }
    return folded(typed(.negate(operand.id), type, node), from: [operand])
  }

  func binary(_ node: SyntaxNode) -> Typed {
    let parts = node.expressionNodes
    guard parts.count == 2 else { return unknown(node) }
    let text = node.operatorText
    switch text {
    case "and", "or": return Typed(id: condition(node).id, type: .bool, node: node)
    case "==", "!=": return equality(node, parts, text)
    case "in", "not in": return containment(node, parts, negated: text == "not in")
    case "<", "<=", ">", ">=": return ordering(node, parts, text)
    case "~": return concatenation(node, parts)
    default: return arithmetic(node, parts, text)
    }
  }

  /// Both sides, each expecting the other's type, the side that knows its type first.
  private func sides(_ parts: [SyntaxNode]) -> (Typed, Typed) {
    let left: Typed
    let right: Typed
    if needsExpectation(parts[0]), !needsExpectation(parts[1]) {
      right = check(parts[1])
      left = check(parts[0], expecting: right.type.besideIt)
    } else {
      left = check(parts[0])
      right = check(parts[1], expecting: left.type.besideIt)
    }
    // `name == none` has been told as what it is; that `name` may be absent is the very question.
    if left.type.isUnknown || right.type.isUnknown { return (left, right) }
    return (present(left), present(right))
  }

  /// A bare word that nothing is called, or a quoted literal: it takes its type from the other side.
  private func needsExpectation(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case .stringExpression: return true
    case .nameExpression: return node.tokens(.name).count == 1 && !isVisible(node.text)
    case .listExpression: return node.expressionNodes.contains(where: needsExpectation)
    case .parenExpression: return node.expressionNode.map(needsExpectation) ?? false
    default: return false
    }
  }

  private func equality(_ node: SyntaxNode, _ parts: [SyntaxNode], _ text: String) -> Typed {
    let (left, right) = sides(parts)
    if left.type.isUnknown || right.type.isUnknown { return unknown(node) }
    if reportMedia(among: [left, right]) { return unknown(node) }
    if !comparable(left.type, right.type) {
      reporter.report(
        .neverEqual(left: left.type.plain, right: right.type.plain), at: node.span,
        mends: bareCase(left, right) + amount(left, right))
      return unknown(node)
    }
    let operation: Program.BinaryOperation = text == "==" ? .equal : .notEqual
    return folded(
      typed(
        .binary(operation, left.id, right.id), Type(.bool, labels: left.type.labels.union(right.type.labels)),
        node),
      from: [left, right])
  }

  /// `tone == "polite"`: the case is a bare word.
  private func bareCase(_ left: Typed, _ right: Typed) -> [Mend] {
    for (type, literal) in [(left.type, right), (right.type, left)] {
      guard case .enumeration(let enumeration) = type.core, case .text(let text)? = literal.constant,
        let found = enumeration.find(text)
      else { continue }
      return [Mend(.writeInstead(text: found.word), [TextEdit(literal.span, found.word)])]
    }
    return []
  }

  /// There can be values of both types that are equal.
  private func comparable(_ a: Type, _ b: Type) -> Bool {
    if case .enumeration(let x) = a.core, case .enumeration(let y) = b.core {
      return x.cases.contains { y.find($0.word) != nil }
    }
    if case .media = a.core { return false }
    return a.joined(with: b) != nil
  }

  private func containment(_ node: SyntaxNode, _ parts: [SyntaxNode], negated: Bool) -> Typed {
    let left: Typed
    let right: Typed
    if needsExpectation(parts[0]) {
      right = present(check(parts[1]))
      var element: Type?
      if case .list(_, let item) = right.type.core { element = item }
      left = present(check(parts[0], expecting: element?.besideIt))
    } else {
      left = present(check(parts[0]))
      right = present(check(parts[1], expecting: Type(.list(Limits(), left.type.asPresent.besideIt))))
    }
    if reportMedia(among: [left, right]) { return unknown(node) }
    let fits: Bool
    switch right.type.core {
    case .list(_, let element): fits = comparable(left.type, element)
    case .text, .line, .url, .email: fits = left.type.isTextLike
    case .unknown: fits = true
    default: fits = false
    }
    if !fits {
      if !left.type.isUnknown {
        reporter.report(
          .wrongOperands(operator: node.operatorText, left: left.type.plain, right: right.type.plain),
          at: node.span)
      }
      return unknown(node)
    }
    let result = folded(
      typed(.binary(.contained, left.id, right.id), .bool, node), from: [left, right])
    guard negated else { return result }
    return folded(typed(.not(result.id), .bool, node), from: [result])
  }

  private func ordering(_ node: SyntaxNode, _ parts: [SyntaxNode], _ text: String) -> Typed {
    let (left, right) = sides(parts)
    if reportMedia(among: [left, right]) { return unknown(node) }
    let fits: Bool
    switch (left.type.core, right.type.core) {
    case (.unknown, _), (_, .unknown): return unknown(node)
    case (.int, .int), (.int, .number), (.number, .int), (.number, .number), (.date, .date): fits = true
    case (.money(let a), .money(let b)): fits = a == b
    default: fits = left.type.isTextLike && right.type.isTextLike
    }
    guard fits, let operation = Program.BinaryOperation(rawValue: text) else {
      reporter.report(
        .wrongOperands(operator: text, left: left.type.plain, right: right.type.plain), at: node.span,
        mends: amount(left, right))
      return unknown(node)
    }
    return folded(typed(.binary(operation, left.id, right.id), .bool, node), from: [left, right])
  }

  private func concatenation(_ node: SyntaxNode, _ parts: [SyntaxNode]) -> Typed {
    let left = printable(check(parts[0]))
    let right = printable(check(parts[1]))
    if left.type.isUnknown || right.type.isUnknown { return unknown(node) }
    let labels = left.type.labels.union(right.type.labels)
    let a = left.type.lengthLimits
    let b = right.type.lengthLimits
    var limits = Limits<Int>()
    limits.low = Interval.sum(a.low, b.low)
    limits.high = Interval.sum(a.high, b.high)
    let core: Type.Core = left.type.isLineLike && right.type.isLineLike ? .line(limits) : .text(limits)
    return folded(
      typed(.binary(.concatenate, left.id, right.id), Type(core, labels: labels), node), from: [left, right])
  }

  private func arithmetic(_ node: SyntaxNode, _ parts: [SyntaxNode], _ text: String) -> Typed {
    let left = present(check(parts[0]))
    let right = present(check(parts[1]))
    if left.type.isUnknown || right.type.isUnknown { return unknown(node) }
    if ["/", "//", "%"].contains(text), right.constant?.isZero == true {
      reporter.report(.constantDivisionByZero, at: right.span)
      return unknown(node)
    }
    guard let operation = Program.BinaryOperation(rawValue: text),
      let core = ArithmeticTypes.result(operation, left.type.core, right.type.core)
    else {
      reportOperands(node, text, left, right)
      return unknown(node)
    }
    let type = Type(core, labels: left.type.labels.union(right.type.labels))
    return folded(typed(.binary(operation, left.id, right.id), type, node), from: [left, right])
  }

  private func reportOperands(_ node: SyntaxNode, _ text: String, _ left: Typed, _ right: Typed) {
    if text == "+", left.type.isTextLike || right.type.isTextLike, let symbol = node.token(.symbol) {
      reporter.report(
        .textPlus, at: symbol.span, mends: [Mend(.writeInstead(text: "~"), [TextEdit(symbol.span, "~")])])
      return
    }
    reporter.report(
      .wrongOperands(operator: text, left: left.type.plain, right: right.type.plain), at: node.span)
  }

  /// `price > 10000`, `day > 2026-11-20`: amounts and dates are written in quotes.
  private func amount(_ left: Typed, _ right: Typed) -> [Mend] {
    for (type, literal) in [(left.type, right), (right.type, left)] {
      var written: String?
      if case .money(let currency) = type.core, literal.node.kind == .integerExpression {
        written = "\"\(literal.node.text) \(currency)\""
      } else if case .date = type.core, CalendarDate(iso: literal.node.text) != nil {
        written = "\"\(literal.node.text)\""
      }
      if let written { return [Mend(.writeInstead(text: written), [TextEdit(literal.span, written)])] }
    }
    return []
  }

  func conditional(_ node: SyntaxNode, _ expected: Type?) -> Typed {
    let parts = node.expressionNodes
    guard parts.count == 3 else { return unknown(node) }
    let test = condition(parts[1])
    let then = withFacts(test.whenTrue) { check(parts[0], expecting: expected) }
    let otherwise = withFacts(test.whenFalse) {
      check(parts[2], expecting: expected ?? standInExpectation(then.type, parts[2]))
    }
    guard let type = then.type.joined(with: otherwise.type) else {
      reporter.report(
        .branchesDiffer(first: "\(then.type)", other: "\(otherwise.type)"), at: node.span)
      return unknown(node)
    }
    return typed(.conditional(condition: test.id, then: then.id, otherwise: otherwise.id), type, node)
  }

  /// What a literal that stands in for a value of this type is taken for. For an address that may be words too:
  /// `customer.email | default("none")`.
  func standInExpectation(_ type: Type, _ node: SyntaxNode) -> Type? {
    if node.kind == .parenExpression, let inner = node.expressionNode {
      return standInExpectation(type, inner)
    }
    guard node.kind == .stringExpression, let text = node.stringValue else { return type.besideIt }
    switch type.core {
    case .url: return Address.isURL(text) ? type : nil
    case .email: return Address.isEmail(text) ? type : nil
    default: return type
    }
  }

  // MARK: Constants

  /// Works an expression out if all its parts are known: what can never work is an error now.
  func folded(_ result: Typed, from parts: [Typed]) -> Typed {
    guard parts.allSatisfy({ $0.constant != nil }) else { return result }
    var result = result
    do {
      result.constant = try Renderer(program: builder.program, slotNames: [], values: []).evaluate(result.id)
    } catch {
      reporter.report(.constantOverflow(expression: result.node.text), at: result.span)
    }
    return result
  }
}

extension Type {
  /// What a literal takes from a value beside it: which case a word is, what a quoted text means. A whole number
  /// stays whole, so that `f == 9007199254740993` compares exactly and `f if c else 0` prints `0`, as in Jinja.
  var besideIt: Type {
    switch core {
    case .number: Type(.unknown, labels: labels, isOptional: isOptional)
    case .list(let limits, let element):
      Type(.list(limits, element.besideIt), labels: labels, isOptional: isOptional)
    default: self
    }
  }
}

// MARK: Conditions

extension TemplateChecker {
  /// A condition: a bool, or an optional that is not `bool?`.
  func condition(_ node: SyntaxNode) -> Condition {
    switch node.kind {
    case .parenExpression:
      if let inner = node.expressionNode { return condition(inner) }
    case .unaryExpression where node.unaryOperator == .not:
      if let inner = node.expressionNode {
        let operand = condition(inner)
        return Condition(
          id: builder.expression(.not(operand.id)), whenTrue: operand.whenFalse, whenFalse: operand.whenTrue)
      }
    case .binaryExpression where node.operatorText == "and" || node.operatorText == "or":
      return junction(node, isAnd: node.operatorText == "and")
    case .testExpression: return test(node)
    case .binaryExpression:
      if let presence = comparisonWithNone(node) { return presence }
    default: break
    }
    return decide(check(node))
  }

  /// `x != none`: told as a habit, and understood as what it asks, so that nothing more is told about `x`.
  private func comparisonWithNone(_ node: SyntaxNode) -> Condition? {
    let parts = node.expressionNodes
    guard parts.count == 2, node.operatorText == "==" || node.operatorText == "!=",
      let none = parts.first(where: {
        $0.kind == .nameExpression && JinjaHabits.isNone($0.text) && !isVisible($0.text)
      }),
      let other = parts.first(where: { $0.index != none.index })
    else { return nil }
    let word = node.operatorText == "==" ? "absent" : "present"
    let operand = check(other)
    if operand.hasCase(none.text) {
      let side = present(operand)
      guard case .enumeration(let type) = side.type.core, type.find(none.text) != nil else {
        reporter.report(.impossibleCase(name: none.text), at: none.span)
        return Condition(id: unknown(node).id)
      }
      let choice = builder.constant(.symbol(none.text))
      let operation: Program.BinaryOperation = word == "absent" ? .equal : .notEqual
      return Condition(id: builder.expression(.binary(operation, side.id, choice)))
    }
    let written = "\(other.text) is \(word)"
    reporter.report(
      .jinjaHabit(habit: none.text), at: none.span,
      mends: [Mend(.writeInstead(text: written), [TextEdit(node.span, written)])])
    if operand.type.isUnknown { return Condition(id: unknown(node).id) }
    return presenceCondition(operand, isPresent: word == "present")
  }

  private func junction(_ node: SyntaxNode, isAnd: Bool) -> Condition {
    let parts = node.expressionNodes
    guard parts.count == 2 else { return Condition(id: unknown(node).id) }
    if !isAnd, parts[1].kind == .stringExpression {
      // `memo or "none"`, as Python gives what stands in for a value.
      let left = check(parts[0])
      let right = check(parts[1])
      let written = "\(parts[0].text) | default(\(parts[1].text))"
      let mends =
        left.type.isOptional ? [Mend(.writeInstead(text: written), [TextEdit(node.span, written)])] : []
      reporter.report(.notACondition(type: right.type.plain), at: parts[1].span, mends: mends)
      return Condition(id: unknown(node).id)
    }
    let left = condition(parts[0])
    let right = withFacts(isAnd ? left.whenTrue : left.whenFalse) { condition(parts[1]) }
    let id = builder.expression(.binary(isAnd ? .and : .or, left.id, right.id))
    if isAnd {
      return Condition(
        id: id, whenTrue: left.whenTrue.and(right.whenTrue),
        whenFalse: left.whenFalse.or(left.whenTrue.and(right.whenFalse)))
    }
    return Condition(
      id: id, whenTrue: left.whenTrue.or(left.whenFalse.and(right.whenTrue)),
      whenFalse: left.whenFalse.and(right.whenFalse))
  }

  /// An expression as a condition.
  private func decide(_ operand: Typed) -> Condition {
    if operand.declared?.isOptional == true, !operand.type.isOptional {
      if case .bool = operand.type.core { return Condition(id: operand.id) }
      return presence(operand, isPresent: true)
    }
    switch (operand.type.core, operand.type.isOptional) {
    case (.unknown, _), (.bool, false): return Condition(id: operand.id)
    case (.bool, true):
      let text = operand.node.text
      reporter.report(
        .optionalBool(path: text), at: operand.span,
        mends: [
          Mend(
            .askBool(text: "\(text) | default(false)"), [TextEdit(operand.span, "(\(text) | default(false))")]
          ),
          Mend(.askPresent(text: "\(text) is present"), [TextEdit(operand.span, "\(text) is present")]),
        ])
      return Condition(id: unknown(operand.node).id)
    case (_, true):
      return Condition(
        id: builder.expression(.isPresent(operand.id)), whenTrue: Facts(operand.path, present: true),
        whenFalse: Facts(operand.path, present: false))
    default:
      reporter.report(
        .notACondition(type: "\(operand.type)"), at: operand.span, mends: conditionMends(operand))
      return Condition(id: unknown(operand.node).id)
    }
  }

  private func conditionMends(_ operand: Typed) -> [Mend] {
    let text = operand.node.text
    let written: String
    switch operand.type.core {
    case .text, .line: written = "\(text) != \"\""
    case .list: written = "\(text) is not empty"
    case .int, .number: written = "\(text) != 0"
    // Which case is meant, only the author knows.
    case .enumeration(let type): return [Mend(.writeInstead(text: "\(text) is \(type.words.first ?? "")"))]
    default: return []
    }
    return [Mend(.writeInstead(text: written), [TextEdit(operand.span, written)])]
  }

  private func test(_ node: SyntaxNode) -> Condition {
    guard let operandNode = node.expressionNode, let word = node.tokens(.name).last ?? node.testWord else {
      return Condition(id: unknown(node).id)
    }
    let name = word.identifier
    let isNegated = node.hasKeyword("not")
    let operand = check(operandNode)
    if operand.type.isUnknown { return Condition(id: unknown(node).id) }
    var result: Condition
    switch name {
    case "present", "absent": result = presence(operand, isPresent: name == "present")
    case "empty": result = emptiness(operand, word)
    case _ where operand.hasCase(name): result = isCase(operand, word, name)
    case "defined", "undefined", "none", "None", "null":
      let habit = JinjaHabits.test(name)
      reporter.report(
        .jinjaHabit(habit: "is \(name)"), at: word.span, mends: habit.map { [$0.mend(at: word.span)] } ?? [])
      result = presenceCondition(operand, isPresent: name == "defined")
    default: result = isCase(operand, word, name)
    }
    if isNegated {
      result = Condition(
        id: builder.expression(.not(result.id)), whenTrue: result.whenFalse, whenFalse: result.whenTrue)
    }
    return result
  }

  private func presence(_ operand: Typed, isPresent: Bool) -> Condition {
    if !operand.type.isOptional, !operand.isKnownToBeThere {
      reporter.report(
        .alwaysPresent(path: operand.node.text, answer: isPresent ? .answerTrue : .answerFalse),
        at: operand.span)
    }
    return presenceCondition(operand, isPresent: isPresent)
  }

  private func presenceCondition(_ operand: Typed, isPresent: Bool) -> Condition {
    let id = builder.expression(.isPresent(operand.id))
    let present = Condition(
      id: id, whenTrue: Facts(operand.path, present: true), whenFalse: Facts(operand.path, present: false))
    if isPresent { return present }
    return Condition(
      id: builder.expression(.not(id)), whenTrue: present.whenFalse, whenFalse: present.whenTrue)
  }

  private func emptiness(_ operand: Typed, _ word: SyntaxNode) -> Condition {
    let operand = present(operand)
    switch operand.type.core {
    case .text, .line, .list: return Condition(id: builder.expression(.isEmpty(operand.id)))
    default:
      reporter.report(.unknownTest(name: "empty", type: "\(operand.type)"), at: word.span)
      return Condition(id: unknown(operand.node).id)
    }
  }

  private func isCase(_ operand: Typed, _ word: SyntaxNode, _ name: String) -> Condition {
    guard case .enumeration(let type) = operand.type.core else {
      if let habit = JinjaHabits.test(name) {
        reporter.report(.jinjaHabit(habit: "is \(name)"), at: word.span, mends: [habit.mend(at: word.span)])
      } else {
        reporter.reportUnknown(
          .unknownTest(name: name, type: "\(operand.type)"), name, at: word.span,
          among: ["present", "absent", "empty"])
      }
      return Condition(id: unknown(operand.node).id)
    }
    guard let found = type.find(name) else {
      if let habit = JinjaHabits.test(name) {
        reporter.report(.jinjaHabit(habit: "is \(name)"), at: word.span, mends: [habit.mend(at: word.span)])
      } else if case .enumeration(let whole)? = operand.declared?.core, whole.find(name) != nil {
        reporter.report(.impossibleCase(name: name), at: word.span)
      } else {
        reportUnknownCase(name, of: type, at: word.span)
      }
      return Condition(id: unknown(operand.node).id)
    }
    // What is absent is none of the cases.
    let id = builder.expression(.binary(.equal, operand.id, builder.constant(.symbol(found.word))))
    let others = type.words.filter { $0 != found.word }
    return Condition(
      id: id, whenTrue: Facts(operand.path, words: [found.word]),
      whenFalse: Facts(operand.path, words: others, mayBeAbsent: operand.type.isOptional))
  }
}

extension TemplateChecker.Typed {
  /// A type of its own may call a case `none`; then that is what is asked for.
  fileprivate func hasCase(_ name: String) -> Bool {
    guard case .enumeration(let type)? = declared?.core ?? Optional(type.core) else { return false }
    return type.find(name) != nil
  }
}

extension SyntaxNode {
  /// The operator of a unary or binary expression as the language writes it.
  var operatorText: String { binaryOperator?.rawValue ?? unaryOperator?.rawValue ?? "" }

  /// The word of a test that is also a keyword.
  var testWord: SyntaxNode? { tokens(.keyword).last { $0.text != "is" && $0.text != "not" } }
}
