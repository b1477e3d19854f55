// Types and code of expressions: literals, names, fields, items.

import DariBase
import DariRuntime
import DariSyntax

extension TemplateChecker {
  /// - Parameter expected: what the place asks for, if it asks: then a bare word may be an enum's case, and a quoted
  ///   literal a date, an amount or an address. That the type fits is for the caller to check.
  func check(_ node: SyntaxNode, expecting expected: Type? = nil) -> Typed {
    switch node.kind {
    case .stringExpression: return string(node, expected)
    case .integerExpression:
      guard let value = node.integerValue else { return unknown(node) }
      if case .number? = expected?.core {
        // As in data: a whole number where a number is asked for is one, and prints as one.
        return constant(.number(Double(value)), Type(.number(Limits(Double(value), Double(value)))), node)
      }
      return constant(.int(value), Type(.int(Limits(value, value))), node)
    case .decimalExpression:
      guard let value = node.decimalValue else { return unknown(node) }
      return constant(.number(value), Type(.number(Limits(value, value))), node)
    case .boolExpression:
      return constant(.bool(node.text == "true"), .bool, node)
    case .listExpression: return list(node, expected)
    case .parenExpression:
      guard let inner = node.expressionNode else { return unknown(node) }
      var result = check(inner, expecting: expected)
      result.node = node
      return result
    case .nameExpression: return name(node, expected)
    case .fieldExpression: return field(node)
    case .indexExpression: return item(node)
    case .filterExpression: return filter(node, expected)
    case .callExpression: return misplacedCall(node)
    case .unaryExpression: return unary(node)
    case .binaryExpression: return binary(node)
    case .testExpression:
      let condition = condition(node)
      return Typed(id: condition.id, type: .bool, node: node)
    case .conditionalExpression: return conditional(node, expected)
    default: return unknown(node)
    }
  }

  /// Checks that an expression may stand where `expected` is asked for.
  func check(_ node: SyntaxNode, fitting expected: Type) -> Typed {
    let result = check(node, expecting: expected)
    return fit(result, expected)
  }

  func fit(_ result: Typed, _ expected: Type) -> Typed {
    if result.type.fits(expected) { return result }
    if result.type.isOptional, result.type.asPresent.fits(expected) {
      reportAbsent(result)
    } else {
      var mends: [Mend] = []
      if case .enumeration(let type) = expected.core, case .text(let text)? = result.constant,
        let found = type.find(text)
      {
        mends = [Mend(.writeInstead(text: found.word), [TextEdit(result.span, found.word)])]
      }
      // Of a literal the author knows the value, not the type that it has to itself, `int(20..20)`.
      let isNumber = [.integerExpression, .decimalExpression].contains(result.node.kind)
      let found = isNumber ? result.node.text : TypeWords.found(result.type, expected)
      reporter.report(.wrongType(expected: "\(expected)", found: found), at: result.span, mends: mends)
    }
    var known = result
    known.type = expected
    return known
  }

  // MARK: Literals

  private func string(_ node: SyntaxNode, _ expected: Type?) -> Typed {
    guard let text = node.stringValue else { return unknown(node) }
    switch expected?.core {
    case .date, .money, .url, .email:
      var decoder = DataDecoder()
      let type = expected!.asPresent
      let value = decoder.decode(DataNode(.text(text)), as: type, path: "\(type)")
      for problem in decoder.problems { reporter.report(problem.problem, at: node.span) }
      guard let value, decoder.problems.isEmpty else { return unknown(node) }
      return constant(value, Type(type.core), node)
    default:
      let count = text.unicodeScalars.count
      let limits = Limits(count, count)
      let isLine = !TextLines.hasBreak(text)
      return constant(.text(text), Type(isLine ? .line(limits) : .text(limits)), node)
    }
  }

  private func list(_ node: SyntaxNode, _ expected: Type?) -> Typed {
    var expectedItem: Type?
    if case .list(_, let element)? = expected?.core { expectedItem = element }
    let items = node.expressionNodes.map { present(check($0, expecting: expectedItem)) }
    var element = Type(.nothing)
    for item in items {
      if let joined = element.joined(with: item.type) {
        element = joined
      } else {
        reporter.report(
          .itemsDiffer(first: "\(items[0].type)", other: "\(item.type)"), at: item.span,
          labels: [DiagnosticLabel(items[0].span, .firstHere)])
        return unknown(node)
      }
    }
    // An item that is wrong has been told; the list is not taken for an empty one because of it.
    if case .nothing = element.core, !items.isEmpty { element = .unknown }
    let type = Type(.list(Limits(items.count, items.count), element.asPresent), labels: element.labels)
    let constants = items.compactMap(\.constant)
    if constants.count == items.count { return constant(.list(constants), type, node) }
    return typed(.list(builder.arguments(items.map(\.id))), type, node)
  }

  // MARK: Names

  private func name(_ node: SyntaxNode, _ expected: Type?) -> Typed {
    let tokens = node.tokens(.name)
    guard let last = tokens.last else { return unknown(node) }
    let name = last.identifier
    if tokens.count > 1 { return qualified(tokens[0], last, node) }
    if case .enumeration(let type)? = expected?.core {
      if let found = type.find(name) {
        if isVisible(name) {
          reporter.report(
            .caseOrName(name: name, type: Type(.enumeration(type)).description), at: node.span,
            labels: visiblePlace(of: name).map { [DiagnosticLabel($0, .otherThing)] } ?? [])
        }
        return constant(
          .symbol(found.word), Type(.enumeration(EnumType(name: type.name, cases: [found]))), node)
      }
      if !isVisible(name) {
        reportUnknownCase(name, of: type, at: node.span)
        return unknown(node)
      }
    }
    return lookUp(name, node)
  }

  func reportUnknownCase(_ name: String, of type: EnumType, at span: SourceSpan) {
    let meant = type.cases.first { $0.label == name }?.word
    reporter.reportUnknown(
      .unknownCase(name: name, cases: type.words), name, at: span, among: type.words,
      otherwise: meant.map { [Mend(.writeInstead(text: $0), [TextEdit(span, $0)])] } ?? [])
  }

  private func qualified(_ library: SyntaxNode, _ last: SyntaxNode, _ node: SyntaxNode) -> Typed {
    let libraryName = library.identifier
    let name = last.identifier
    guard scope.usesLibrary(libraryName) else {
      reporter.reportLibrary(
        libraryName, at: library.span, used: scope.libraries.map(\.name), project: scope.unused.map(\.name))
      return unknown(node)
    }
    if case .found(let symbol) = scope.value(name, in: libraryName) { return value(symbol, node) }
    if case .found = scope.snippet(name, in: libraryName) {
      reporter.report(.snippetAsValue(name: name), at: node.span)
      return unknown(node)
    }
    let declarations = scope.libraries.first { $0.name == libraryName }?.declarations
    reporter.reportUnknown(
      .noSuchLibraryName(library: libraryName, name: name), name, at: last.span,
      among: declarations?.values.keys.sorted() ?? [])
    return unknown(node)
  }

  /// Something is called so here: a local name, an input, a step, a value or a snippet.
  func isVisible(_ name: String) -> Bool { visiblePlace(of: name) != nil }

  func visiblePlace(of name: String) -> SourceSpan? {
    locals.last { $0.name == name }?.span ?? routineNames?.place(of: name) ?? scope.place(of: name)
  }

  private func lookUp(_ name: String, _ node: SyntaxNode) -> Typed {
    if let local = locals.last(where: { $0.name == name }) {
      switch local.meaning {
      case .value(let slot, let type): return slotValue(slot, type, node)
      case .loop:
        reporter.report(
          .cannotPrintRecord(type: "loop"), at: node.span,
          mends: [
            Mend(.itsFieldsToPrint(fields: Program.LoopProperty.allCases.map { "loop.\($0.rawValue)" }))
          ])
        return unknown(node)
      }
    }
    if let input = routineNames?.inputs[name] { return slotValue(input.slot, input.type, node) }
    if let step = routineNames?.steps[name] { return stepResult(step, name, node) }
    switch scope.value(name, in: nil) {
    case .found(let symbol): return value(symbol, node)
    case .ambiguous(let found):
      reportAmbiguous(name, found.map { ($0.library, $0.symbol.span) }, at: node.span)
      return unknown(node)
    case .none: break
    }
    if case .none = scope.snippet(name, in: nil) {
      reportUnknownName(name, node)
    } else {
      reporter.report(.snippetAsValue(name: name), at: node.span)
    }
    return unknown(node)
  }

  func reportAmbiguous(_ name: String, _ found: [(library: String, span: SourceSpan)], at span: SourceSpan) {
    reporter.report(
      .ambiguousName(name: name, libraries: found.map(\.library)), at: span,
      labels: found.map { DiagnosticLabel($0.span, .oneIsHere) },
      mends: found.map {
        Mend(.nameLibrary(text: "\($0.library)::\(name)"), [TextEdit(span, "\($0.library)::\(name)")])
      })
  }

  private func reportUnknownName(_ name: String, _ node: SyntaxNode) {
    if let habit = JinjaHabits.name(name) {
      reporter.report(.jinjaHabit(habit: name), at: node.span, mends: [habit.mend(at: node.span)])
      return
    }
    if name == "loop" {
      reporter.report(.loopOutside, at: node.span)
      return
    }
    if let names = routineNames, names.stepsOfUnreadItems.contains(names.current), key != "when" { return }
    if let item = routineNames?.item(name) {
      reporter.report(
        .itemElsewhere(name: name, step: item.step), at: node.span,
        labels: [DiagnosticLabel(item.span, .definedHere)])
      return
    }
    if name == "earlier", routineNames != nil {
      reporter.report(.earlierOutside, at: node.span)
      return
    }
    if hiddenNames.contains(name) {
      reporter.report(.stepNotVisible(name: name), at: node.span, mends: [Mend(.passItAlong(name: name))])
      return
    }
    if scope.isBroken { return }
    let known = locals.map(\.name) + (routineNames?.visible ?? []) + scope.valueNames
    var proposal = scope.unusedLibraries(\.values, with: name).map { Mend(.useLibrary(library: $0)) }
    if proposal.isEmpty, routineNames != nil { proposal = [Mend(.declareInput(name: name))] }
    reporter.reportUnknown(.unknownName(name: name), name, at: node.span, among: known, otherwise: proposal)
  }

  private func slotValue(_ slot: Int, _ type: Type, _ node: SyntaxNode) -> Typed {
    let path = AccessPath(root: .slot(slot))
    return typed(.slot(Int32(slot)), facts.refine(type, at: path), node, path: path, declared: type)
  }

  private func stepResult(_ step: RoutineNames.Step, _ name: String, _ node: SyntaxNode) -> Typed {
    guard let names = routineNames else { return unknown(node) }
    if step.index == names.current, !names.isGiven(step) {
      reporter.report(.ownResult(step: name), at: node.span)
      return unknown(node)
    }
    guard names.isGiven(step) else {
      reporter.report(
        .usedBeforeGiven(step: name), at: node.span, labels: [DiagnosticLabel(step.span, .givenHere)])
      return unknown(node)
    }
    if step.index != names.current {
      names.uses.places.append(.init(step: step.index, current: names.current, span: node.span, facts: facts))
    }
    guard let result = step.result else {
      reporter.report(
        .givesNothing(step: name), at: node.span, labels: [DiagnosticLabel(step.span, .definedHere)],
        mends: names.whatItReviews(step, at: node.span))
      return unknown(node)
    }
    return slotValue(result.slot, result.type, node)
  }

  private func value(_ symbol: ValueSymbol, _ node: SyntaxNode) -> Typed {
    guard let value = symbol.value else { return unknown(node) }
    let path = AccessPath(root: .value(symbol.span))
    let type = facts.refine(symbol.type, at: path)
    return constant(value, type, node, name: symbol.name, path: path, declared: symbol.type)
  }

  // MARK: Fields and items

  private func field(_ node: SyntaxNode) -> Typed {
    guard let baseNode = node.expressionNode, let token = node.tokens(.name).last else {
      return node.expressionNode.map { check($0).withType(.unknown) } ?? unknown(node)
    }
    let name = token.identifier
    if let special = loopField(baseNode, token, node) ?? remarks(baseNode, name, node) { return special }
    let checked = check(baseNode)
    if checked.type.isUnknown { return unknown(node) }
    guard case .record(let record) = checked.type.core else {
      reporter.report(.noFields(type: "\(checked.type)", field: name), at: token.span)
      return unknown(node)
    }
    let base = present(checked)
    guard let field = record.field(name), let slot = record.slot(of: name) else {
      let known = record.fields.map(\.name)
      reporter.reportUnknown(
        .unknownField(type: "\(base.type.asPresent)", field: name), name, at: token.span, among: known,
        otherwise: [Mend(.itsFields(known: known))])
      return unknown(node)
    }
    let path = base.path?.field(name)
    let declared = field.type.adding(base.type.labels)
    let type = facts.refine(declared, at: path)
    if case .record(let values)? = base.constant, case .constant(let index) = builder.program[base.id] {
      let constantName = builder.program.constants[Int(index)].name.map { "\($0).\(name)" }
      guard case .absent = values[slot] else {
        return constant(
          values[slot], type.asPresent, node, name: constantName, path: path, declared: declared)
      }
      // Where it was asked for, nothing is ever rendered, and nothing must be worked out with it.
      let absent = constant(.absent, type, node, name: constantName, path: path, declared: declared)
      return type.isOptional ? absent : absent.withoutConstant
    }
    return typed(.field(base.id, slot: Int32(slot), name: name), type, node, path: path, declared: declared)
  }

  private func loopField(_ base: SyntaxNode, _ token: SyntaxNode, _ node: SyntaxNode) -> Typed? {
    guard base.kind == .nameExpression, base.text == "loop",
      let local = locals.last(where: { $0.name == "loop" }), case .loop(let slot) = local.meaning
    else { return nil }
    guard let property = Program.LoopProperty(rawValue: token.text) else {
      let known = Program.LoopProperty.allCases.map(\.rawValue)
      reporter.reportUnknown(
        .unknownField(type: "loop", field: token.text), token.text, at: token.span, among: known,
        otherwise: [Mend(.itsFields(known: known))])
      return unknown(node)
    }
    let isBool = property == .first || property == .last
    return typed(.loop(slot: Int32(slot), property), isBool ? .bool : Type(.int(Limits(0, nil))), node)
  }

  /// `approve.remarks`: what the person said who sent this step back.
  private func remarks(_ base: SyntaxNode, _ field: String, _ node: SyntaxNode) -> Typed? {
    guard field == "remarks", base.kind == .nameExpression, let names = routineNames,
      locals.allSatisfy({ $0.name != base.text }), let step = names.steps[base.text]
    else { return nil }
    guard names.seesRemarks, let redo = step.redo, redo.step <= names.current, step.index > names.current
    else {
      reporter.report(.remarksElsewhere(name: base.text), at: node.span)
      return unknown(node)
    }
    return typed(.slot(Int32(redo.remarksSlot)), .text, node)
  }

  private func item(_ node: SyntaxNode) -> Typed {
    let parts = node.expressionNodes
    guard parts.count == 2 else { return unknown(node) }
    let checked = check(parts[0])
    if checked.type.isUnknown {
      _ = check(parts[1])
      return unknown(node)
    }
    if case .record = checked.type.core, parts[1].kind == .stringExpression, let name = parts[1].stringValue,
      Identifier.isValid(name)
    {
      let written = "\(parts[0].text).\(name)"
      reporter.report(
        .jinjaHabit(habit: node.text), at: node.span,
        mends: [Mend(.writeInstead(text: written), [TextEdit(node.span, written)])])
      return unknown(node)
    }
    guard case .list(let limits, let element) = checked.type.core else {
      reporter.report(.notIndexable(type: "\(checked.type)"), at: parts[0].span)
      return unknown(node)
    }
    let base = present(checked)
    let index = check(parts[1], fitting: .int)
    var type = element.adding(base.type.labels)
    if case .int(let number)? = index.constant {
      let low = Int64(limits.low ?? 0)
      // `-number` would not do: the least number has no opposite.
      type.isOptional = !(number >= 0 ? number < low : number >= -low)
    } else {
      type.isOptional = true
    }
    return folded(typed(.item(base.id, index.id), type, node), from: [base, index])
  }
}

extension TemplateChecker.Typed {
  func withType(_ type: Type) -> TemplateChecker.Typed {
    var copy = self
    copy.type = type
    return copy
  }
}
