// When a step is done, how often, and what its templates see because of it: `when`, `each`, `earlier`.

import DariBase
import DariRuntime
import DariSyntax

/// What a step's own keys tell its templates.
struct StepSurroundings {
  /// What is known because of `when`.
  var facts = Facts.none
  /// Items of `each`, and `earlier`.
  var locals: [TemplateChecker.Local] = []
  /// The list that `each` goes through: those who go through lists of one origin go in lockstep.
  var origin: String?
  /// How many times the step is done; nil without `each`.
  var count: Limits<Int>?
  /// What `each` goes through is not known, which has been told: it may be any list.
  var isListUnknown = false
}

extension RoutineChecker {
  /// A checker for the templates of a step, or for the expressions of one of its keys.
  func checker(for index: Int, _ around: StepSurroundings, key: String? = nil) -> TemplateChecker {
    let checker = TemplateChecker(scope: scope, reporter: reporter, builder: builder, frame: frame)
    var names = names
    names.current = index
    checker.routineNames = names
    checker.key = key
    checker.facts = around.facts
    checker.locals = around.locals
    checker.lowerSnippet = { [project, builder] in project.lower($0, given: $1, into: builder) }
    return checker
  }

  func resolveWhen(_ draft: StepDraft, _ step: inout Routine.Step, _ around: inout StepSurroundings) {
    guard let node = draft.keys["when"]?.expressionNode else { return }
    let condition = checker(for: draft.index, around, key: "when").condition(node)
    around.facts = condition.whenTrue
    step.when = Routine.Clause(condition.id, builder.place(of: node.span))
    around.facts = around.facts.and(stepsDone(when: condition.id))
  }

  /// A condition that implies that of an earlier step: then that one has been done, and its result is there. What they
  /// read is the same, since a way back to before one of them leads past the other too.
  private func stepsDone(when condition: Program.ExpressionID) -> Facts {
    var facts = Facts.none
    let maybe = routine.steps.indices.filter {
      routine.steps[$0].when != nil && routine.steps[$0].result?.isOptional == false
    }
    guard !maybe.isEmpty else { return facts }
    let logic = ConditionLogic(routine: soFar)
    let holds = logic.formula(condition)
    var spoken: [String] = []
    holds.collectAtoms(into: &spoken)
    // `a is present` says something of the condition of `a` too.
    for index in maybe.reversed() {
      guard case .atom(let atom) = logic.isPresent(index), spoken.contains(atom) else { continue }
      logic.when(index).collectAtoms(into: &spoken)
    }
    for index in maybe {
      let condition = logic.when(index)
      var own: [String] = []
      condition.collectAtoms(into: &own)
      // What speaks of other things is not implied.
      guard own.contains(where: spoken.contains), logic.example(of: [holds, .not(condition)]) == nil else {
        continue
      }
      guard let slot = routine.steps[index].resultSlot else { continue }
      facts = facts.and(Facts(AccessPath(root: .slot(slot)), present: true))
    }
    return facts
  }

  /// The routine as far as its steps are known, with the code of their keys.
  private var soFar: Routine {
    var routine = routine
    routine.program = builder.program
    return routine
  }

  // MARK: Each

  /// 'name' 'in' EXPRESSION ( ',' … )*: the items are seen in templates, not in the lists beside them.
  func resolveEach(_ draft: StepDraft, _ step: inout Routine.Step, _ around: inout StepSurroundings) {
    guard let clause = draft.keys["each"]?.node(.eachClause) else { return }
    let checker = checker(for: draft.index, around, key: "each")
    checker.when = draft.keys["when"]?.expressionNode
    checker.isInLockstep = clause.tokens(.name).count > 1
    let tokens = clause.tokens(.name)
    var items: [Routine.Each.Item] = []
    var first: (node: SyntaxNode, origin: String)?
    var taken: [String: SourceSpan] = [:]
    around.count = Limits(0, nil)
    for (token, node) in zip(tokens, clause.expressionNodes) {
      if let item = itemAfterList(token, node, checker) {
        around.locals.append(item)
        around.isListUnknown = true
        continue
      }
      let list = checker.check(node)
      let (element, count) = elements(of: list, checker)
      // That it may be absent has been told.
      if list.type.isOptional { around.facts = around.facts.and(Facts(list.path, present: true)) }
      let origin = ConditionText(routine: soFar).origin(of: list.id)
      if list.type.isUnknown || isResultOfUnknownList(list.path) { around.isListUnknown = true }
      if let first {
        if !around.isListUnknown { reportApart(first.node, first.origin, node, origin, list.type) }
      } else {
        first = (node, origin)
        around.origin = origin
        around.count = count
      }
      let name = token.identifier
      if let other = taken[name] ?? checker.visiblePlace(of: name) {
        reporter.report(
          .repeatedName(name: name), at: token.span, labels: [DiagnosticLabel(other, .firstHere)])
      }
      taken[name] = token.span
      let slot = frame.allocate(name)
      around.locals.append(
        TemplateChecker.Local(name: name, meaning: .value(slot: slot, type: element), span: token.span))
      items.append(
        Routine.Each.Item(
          name: name, slot: slot, list: Routine.Clause(list.id, builder.place(of: node.span))))
    }
    var each = Routine.Each(items: items)
    if let origin = around.origin {
      each.together = (0..<draft.index).filter {
        surroundings[$0].count != nil && surroundings[$0].origin == origin
      }
    }
    step.each = each
  }

  private func elements(
    of list: TemplateChecker.Typed, _ checker: TemplateChecker
  ) -> (type: Type, count: Limits<Int>) {
    switch list.type.core {
    case .list(let limits, let element):
      let present = checker.present(list)
      if case .list(let items)? = list.constant {
        return (element.adding(present.type.labels), Limits(items.count, items.count))
      }
      return (element.adding(present.type.labels), limits)
    case .unknown: return (.unknown, Limits(0, nil))
    default:
      reporter.report(.eachNotAList(type: "\(list.type)"), at: list.span)
      return (.unknown, Limits(0, nil))
    }
  }

  private func isResultOfUnknownList(_ path: AccessPath?) -> Bool {
    guard let path, case .slot(let slot) = path.root,
      let step = routine.steps.firstIndex(where: { $0.resultSlot == slot })
    else { return false }
    return surroundings[step].isListUnknown
  }

  private func reportApart(
    _ first: SyntaxNode, _ origin: String, _ second: SyntaxNode, _ other: String, _ type: Type
  ) {
    if type.isUnknown { return }
    if case .list(_, let element) = type.core, element.isUnknown { return }
    if origin == other { return }
    reporter.report(
      .listsApart(second: second.text, first: first.text), at: second.span,
      labels: [DiagnosticLabel(first.span, .otherList)])
  }

  /// The results so far, for the step's templates.
  func addEarlier(_ draft: StepDraft, _ step: inout Routine.Step, _ around: inout StepSurroundings) {
    guard let type = step.result, var each = step.each else { return }
    let name = "earlier"
    let key = draft.keySpan("each")
    if let other = names.place(of: name) ?? scope.place(of: name)
      ?? around.locals.first(where: { $0.name == name })?.span
    {
      reporter.report(.repeatedName(name: name), at: key, labels: [DiagnosticLabel(other, .firstHere)])
      return
    }
    let slot = frame.allocate(name)
    each.earlierSlot = slot
    step.each = each
    let high = around.count?.high.map { max(0, $0 - 1) }
    let list = Type(.list(Limits(0, high), type.asPresent), labels: type.labels)
    around.locals.append(
      TemplateChecker.Local(name: name, meaning: .value(slot: slot, type: list), span: key))
  }

  // MARK: What later steps see

  /// One result, a list of them, and perhaps none.
  func outcome(_ step: Routine.Step, _ around: StepSurroundings) -> Type? {
    guard var type = step.result else { return nil }
    if let count = around.count, !type.isUnknown {
      type = Type(.list(count, type.asPresent), labels: type.labels)
    }
    return step.when == nil ? type : type.asOptional
  }

  /// The result of an earlier step as this step sees it: with what `when` tells, and of the same item if both go through
  /// one list.
  func seen(_ earlier: Int, _ around: StepSurroundings) -> Type? {
    guard let type = outcomes[earlier] else { return nil }
    guard let slot = routine.steps[earlier].resultSlot else { return type }
    let refined = around.facts.refine(type, at: AccessPath(root: .slot(slot)))
    guard isTogether(earlier, around), case .list(_, let element) = refined.core else { return refined }
    return Type(
      element.core, labels: element.labels.union(refined.labels),
      isOptional: refined.isOptional || element.isOptional)
  }

  func isTogether(_ earlier: Int, _ around: StepSurroundings) -> Bool {
    guard let origin = around.origin, surroundings[earlier].count != nil else { return false }
    return surroundings[earlier].origin == origin
  }
}
