// People in charge: what an AI made and nobody approved is reported where it leaves, with the way it takes.

import DariBase
import DariRuntime

extension RoutineChecker {
  /// Gives what callers need to know. Nothing is told while something else is wrong: a step whose name was misspelt
  /// would look as if nobody had looked at it.
  func checkFlow() -> RoutineFlow {
    guard !reporter.diagnostics.hasErrors else { return RoutineFlow() }
    let flow = approvalFlow()
    approval = flow
    var result = RoutineFlow()
    for index in routine.steps.indices {
      let told = checkEffects(of: index, flow, &result) + checkCall(of: index, flow, &result)
      checkCount(of: index, flow, told, &result)
      checkRisk(of: index, flow)
    }
    for index in routine.steps.indices { warnOfUnedited(by: index) }
    for path in flow.unapprovedResult() {
      switch path.source.origin {
      case .step: result.resultIsUnapproved = true
      case .input(let name): result.resulting.insert(name)
      }
    }
    for path in flow.unapprovedPresence() {
      switch path.source.origin {
      case .step: result.presenceIsUnapproved = true
      case .input(let name): result.choosing.insert(name)
      }
    }
    return result
  }

  func approvalFlow() -> ApprovalFlow {
    var maybeEmpty: Set<Int> = []
    for (index, around) in surroundings.enumerated() where around.count.map({ ($0.low ?? 0) < 1 }) == true {
      maybeEmpty.insert(index)
    }
    return ApprovalFlow(
      routine: routine, flows: project.signatures.mapValues(\.flow), maybeEmpty: maybeEmpty)
  }

  /// - Returns: the steps that were told to let something out.
  private func checkEffects(of index: Int, _ flow: ApprovalFlow, _ result: inout RoutineFlow) -> [Int] {
    var told: [Int] = []
    for effect in routine.steps[index].effects {
      let key = effect.kind.rawValue
      for path in flow.unapproved(in: effect, at: index) {
        switch path.source.origin {
        case .input(let name): result.leaving.insert(name)
        case .step(let made):
          told.append(made)
          let token = drafts[index].names(key).first { token in
            let named = names.steps[token.identifier]?.index
            return named.map { path.source.through.last == $0 || made == $0 } ?? (token.text == "this")
          }
          report(path, made: made, at: token?.span ?? drafts[index].keySpan(key), index, .flowLeaves)
        }
      }
    }
    guard !routine.steps[index].effects.isEmpty else { return told }
    for path in flow.unapprovedInstructions(at: index) {
      switch path.source.origin {
      case .input(let name): result.leaving.insert(name)
      case .step(let made):
        if told.contains(made) { continue }
        told.append(made)
        let section = drafts[index].part("do")
        report(path, made: made, at: section?.header.span ?? drafts[index].span, index, .flowLeaves)
      }
    }
    return told
  }

  /// Who decides how often something leaves decides what leaves, also if it is the same each time.
  private func checkCount(
    of index: Int, _ flow: ApprovalFlow, _ told: [Int], _ result: inout RoutineFlow
  ) {
    var lets = !routine.steps[index].effects.isEmpty
    if case .routine(let name) = routine.steps[index].actor {
      lets = lets || project.signatures[name]?.flow.lets == true
    }
    guard lets else { return }
    result.lets = true
    for path in flow.unapprovedGate(at: index) {
      switch path.source.origin {
      case .input(let name): result.leaving.insert(name)
      case .step(let made):
        if told.contains(made) { continue }
        let condition = drafts[index].keys["when"]?.expressionNode
        report(path, made: made, at: condition?.span ?? drafts[index].keySpan("when"), index, .flowWhether)
      }
    }
    for path in flow.unapprovedCount(at: index) {
      switch path.source.origin {
      case .input(let name): result.leaving.insert(name)
      case .step(let made):
        if told.contains(made) { continue }
        let list = drafts[index].keys["each"]?.node(.eachClause)?.expressionNodes.first
        report(path, made: made, at: list?.span ?? drafts[index].keySpan("each"), index, .flowHowOften)
      }
    }
  }

  /// What the called routine lets out leaves the house here.
  private func checkCall(of index: Int, _ flow: ApprovalFlow, _ result: inout RoutineFlow) -> [Int] {
    guard case .routine(let name) = routine.steps[index].actor,
      let leaving = project.signatures[name]?.flow.leaving, !leaving.isEmpty
    else { return [] }
    var told: [Int] = []
    for argument in routine.steps[index].with where leaving.contains(argument.input) {
      for path in flow.unapproved(in: argument, at: index) {
        switch path.source.origin {
        case .input(let input): result.leaving.insert(input)
        case .step(let made):
          told.append(made)
          let clause = drafts[index].keys["with"]?.node(.withClause)
          let token = clause?.tokens(.name).first { $0.identifier == argument.input }
          report(
            path, made: made, at: token?.span ?? drafts[index].keySpan("with"), index,
            .flowLeavesThere(routine: name))
        }
      }
    }
    return told
  }

  private func checkRisk(of index: Int, _ flow: ApprovalFlow) {
    let step = routine.steps[index]
    guard case .ai = step.actor, step.risk == .high, let path = flow.unapprovedRisk(of: index) else { return }
    reporter.report(
      .riskUnapproved(step: step.name), at: drafts[index].keySpan("risk"),
      mends: [Mend(.addReview(step: step.name))], path: stops(of: path) + [FlowStop(nil, .flowEnds, .ends)])
  }

  private func report(_ path: UnapprovedPath, made: Int, at span: SourceSpan, _ index: Int, _ leaves: Note) {
    let name = routine.steps[made].name
    reporter.report(
      .leavesUnapproved(step: name), at: span, mends: mends(for: path, made, at: span, index),
      path: stops(of: path) + [stop(index, leaves, .leaves)])
  }

  private func mends(
    for path: UnapprovedPath, _ made: Int, at span: SourceSpan, _ index: Int
  ) -> [Mend] {
    // Named is the result as it was before somebody changed it.
    let editor = routine.steps[..<index].lastIndex { $0.edits == made }
    if let editor, sources(at: span) == routine.steps[made].name {
      let name = routine.steps[editor].name
      return [Mend(.useEdited(name: name), [TextEdit(span, name)])]
    }
    let empty = path.events.compactMap { step, event in if case .empty = event { step } else { nil } }
    let list = empty.first.flatMap { drafts[$0].keys["each"]?.node(.eachClause)?.expressionNodes.first }
    if let list { return [Mend(.neverEmpty(list: list.text))] }
    // Where each of several people looks in some cases, one of them has looked in all of these.
    var conditions: [String] = []
    for node in path.skipped.compactMap({ drafts[$0].keys["when"]?.expressionNode })
    where !conditions.contains(node.text) {
      conditions.append(node.text)
    }
    guard !conditions.isEmpty else { return [Mend(.addReview(step: routine.steps[made].name))] }
    let either = conditions.joined(separator: " or ")
    guard let own = drafts[index].keys["when"]?.expressionNode else {
      return [Mend(.sameCondition(condition: either))]
    }
    return [own.mendToAlsoNeed(conditions.count > 1 || either.contains(" or ") ? "(\(either))" : either)]
  }

  private func sources(at span: SourceSpan) -> String { project.sources.text(span) }

  // MARK: The drawing

  private func stops(of path: UnapprovedPath) -> [FlowStop] {
    path.events.map { index, event in
      switch event {
      case .made:
        if case .routine(let name) = routine.steps[index].actor {
          return stop(index, .flowCalled(routine: name), .starts)
        }
        return stop(index, .flowMade, .starts)
      case .text: return stop(index, .flowText, .passes)
      case .passes: return stop(index, .flowPasses, .passes)
      case .skipped:
        let condition = drafts[index].keys["when"]?.expressionNode?.text ?? ""
        return stop(index, .flowSkipped(condition: condition), .skipped)
      case .empty:
        let list = drafts[index].keys["each"]?.node(.eachClause)?.expressionNodes.first?.text ?? ""
        return stop(index, .flowEmpty(list: list), .skipped)
      case .edited:
        let edited = routine.steps[index].edits.map { routine.steps[$0].name } ?? ""
        return stop(index, .flowEdited(editor: routine.steps[index].name, step: edited), .passes)
      }
    }
  }

  private func stop(_ index: Int, _ note: Note, _ kind: FlowStop.Kind) -> FlowStop {
    let step = routine.steps[index]
    return FlowStop(.init(span: drafts[index].span, name: step.name, title: step.title), note, kind)
  }

  // MARK: Unedited

  /// Once a person has changed a result, the one from before is hardly ever meant.
  private func warnOfUnedited(by index: Int) {
    guard let edited = routine.steps[index].edits else { return }
    let name = routine.steps[index].name
    let old = routine.steps[edited].name
    let slot = routine.steps[index].resultSlot.map { AccessPath(root: .slot($0)) }
    // Where the person was not asked, there is only the one from before.
    for use in names.uses.places
    where use.step == edited && use.current > index && !use.facts.isAbsent(slot) {
      warnOfUnedited(old, name, index, at: use.span, inText: true)
    }
    for draft in drafts[(index + 1)...] {
      for key in ["reviews", "edits"] + Routine.EffectKind.allCases.map(\.rawValue) {
        for token in draft.names(key)
        where names.steps[token.identifier]?.index == edited && !isTold(token.span) {
          warnOfUnedited(old, name, index, at: token.span, inText: false)
        }
      }
    }
  }

  private func isTold(_ span: SourceSpan) -> Bool { reporter.diagnostics.contains { $0.span == span } }

  private func warnOfUnedited(
    _ old: String, _ editor: String, _ index: Int, at span: SourceSpan, inText: Bool
  ) {
    // A person who may not be asked leaves nothing to write instead in a key, and something to stand in in a text.
    let isSure = routine.steps[index].when == nil
    let text = isSure ? editor : "\(editor) | default(\(old))"
    let mends = isSure || inText ? [Mend(.useEdited(name: text), [TextEdit(span, text)])] : []
    reporter.report(
      .uneditedUsed(step: old, editor: editor), at: span,
      labels: [DiagnosticLabel(drafts[index].keySpan("edits"), .editedHere)], mends: mends)
  }
}
