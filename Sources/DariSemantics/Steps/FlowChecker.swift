// People in charge: what an AI made and nobody approved is reported where it leaves, with the way it takes.

import DariBase
import DariRuntime

extension RoutineChecker {
  /// Gives what callers need to know. Nothing is told while something else is wrong: a step whose name was misspelt
  /// would look as if nobody had looked at it.
  func checkFlow() -> RoutineFlow {
    guard !reporter.diagnostics.hasErrors else { return RoutineFlow() }
    var maybeEmpty: Set<Int> = []
    for (index, around) in surroundings.enumerated() where around.count.map({ ($0.low ?? 0) < 1 }) == true {
      maybeEmpty.insert(index)
    }
    let flow = ApprovalFlow(
      routine: routine, flows: project.signatures.mapValues(\.flow), maybeEmpty: maybeEmpty)
    var result = RoutineFlow()
    for index in routine.steps.indices {
      checkEffects(of: index, flow, &result)
      checkCall(of: index, flow, &result)
      checkRisk(of: index, flow)
      warnOfUnedited(by: index)
    }
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

  private func checkEffects(of index: Int, _ flow: ApprovalFlow, _ result: inout RoutineFlow) {
    for effect in routine.steps[index].effects {
      let key = effect.kind.rawValue
      for path in flow.unapproved(in: effect.steps, ownText: effect.ownText, at: index) {
        switch path.source.origin {
        case .input(let name): result.leaving.insert(name)
        case .step(let made):
          let token = drafts[index].names(key).first { token in
            let named = names.steps[token.identifier]?.index
            return named.map { path.source.through.last == $0 || made == $0 } ?? (token.text == "this")
          }
          report(path, made: made, at: token?.span ?? drafts[index].keySpan(key), index, .flowLeaves)
        }
      }
    }
  }

  /// What the called routine lets out leaves the house here.
  private func checkCall(of index: Int, _ flow: ApprovalFlow, _ result: inout RoutineFlow) {
    guard case .routine(let name) = routine.steps[index].actor,
      let leaving = project.signatures[name]?.flow.leaving, !leaving.isEmpty
    else { return }
    for argument in routine.steps[index].with where leaving.contains(argument.input) {
      for path in flow.unapproved(in: argument, at: index) {
        switch path.source.origin {
        case .input(let input): result.leaving.insert(input)
        case .step(let made):
          let clause = drafts[index].keys["with"]?.node(.withClause)
          let token = clause?.tokens(.name).first { $0.identifier == argument.input }
          report(
            path, made: made, at: token?.span ?? drafts[index].keySpan("with"), index,
            .flowLeavesThere(routine: name))
        }
      }
    }
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
    if let looker = path.skipped.first, let when = drafts[looker].keys["when"]?.expressionNode,
      routine.steps[index].when == nil
    {
      return [Mend(.sameCondition(condition: when.text))]
    }
    return [Mend(.addReview(step: routine.steps[made].name))]
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
    for use in names.uses.places where use.step == edited && use.current > index {
      reporter.report(
        .uneditedUsed(step: old, editor: name), at: use.span,
        labels: [DiagnosticLabel(drafts[index].keySpan("edits"), .editedHere)],
        mends: [Mend(.useEdited(name: name), [TextEdit(use.span, name)])])
    }
  }
}
