// `by: routine(NAME)` and `with`: one routine as a step of another.

import DariBase
import DariRuntime
import DariSyntax

/// What callers need to know of a routine.
struct RoutineSignature {
  var routine: Routine
  /// What the routine gives; nil without a result.
  var result: Type?
  var flow = RoutineFlow()
  /// What flows into the result, besides what its type declares.
  var labels: Labels = []
}

extension RoutineChecker {
  /// The routine that a step calls, as far as it is known.
  func callee(_ draft: StepDraft) -> RoutineSignature? {
    guard case .routine(let name) = routine.steps[draft.index].actor else { return nil }
    return project.signatures[name]
  }

  /// The called routine's name, with a report if there is none.
  func calledRoutine(_ token: SyntaxNode) -> Routine.Actor {
    let name = token.text
    if project.routineNames.contains(name) {
      if let signature = project.signatures[name] { addRoutines(of: signature.routine) }
    } else {
      reporter.reportUnknown(
        .calledRoutineUnknown(name: name), name, at: token.span,
        among: project.routineNames.filter { $0 != unit.name }.sorted())
    }
    return .routine(name)
  }

  /// Each routine that is reached stands once in the list of the outermost.
  private func addRoutines(of called: Routine) {
    var bare = called
    bare.routines = []
    for other in called.routines + [bare] where !routine.routines.contains(where: { $0.name == other.name }) {
      routine.routines.append(other)
    }
  }

  func resolveWith(_ draft: StepDraft, _ step: inout Routine.Step, _ around: StepSurroundings) {
    let clause = draft.keys["with"]?.node(.withClause)
    guard case .routine(let name) = step.actor else {
      if draft.keys["with"] != nil, step.actor != .human("") {
        reporter.report(.keyOfOtherActor(key: "with", actor: step.actor.words), at: draft.keySpan("with"))
      }
      return
    }
    guard let signature = project.signatures[name] else { return }
    let checker = checker(for: draft.index, around, key: "with")
    checker.when = draft.keys["when"]?.expressionNode
    var given: [String: SourceSpan] = [:]
    var isMisspelt = false
    for (token, node) in zip(clause?.tokens(.name) ?? [], clause?.expressionNodes ?? []) {
      let inputName = token.identifier
      guard let input = signature.routine.inputs.first(where: { $0.name == inputName }) else {
        reporter.reportUnknown(
          .unknownRoutineInput(routine: name, input: inputName), inputName, at: token.span,
          among: signature.routine.inputs.map(\.name).filter { given[$0] == nil })
        _ = checker.check(node)
        isMisspelt = true
        continue
      }
      if let first = given[inputName] {
        reporter.report(
          .repeatedArgument(parameter: inputName), at: token.span,
          labels: [DiagnosticLabel(first, .firstHere)])
      }
      given[inputName] = token.span
      // What is absent leaves the default to stand in.
      let expected = input.defaultValue == nil ? input.type : input.type.asOptional
      let value = checker.check(node, fitting: expected)
      step.with.append(
        Routine.Argument(
          input: inputName, value: Routine.Clause(value.id, builder.place(of: node.span))))
    }
    // The name that was meant is one of those that seem to be missing.
    if !isMisspelt { reportMissingInputs(draft, signature, Set(given.keys)) }
  }

  private func reportMissingInputs(_ draft: StepDraft, _ signature: RoutineSignature, _ given: Set<String>) {
    let missing = signature.routine.inputs.filter {
      $0.defaultValue == nil && !$0.type.isOptional && !given.contains($0.name)
    }
    guard !missing.isEmpty, !draft.isBroken else { return }
    let written = missing.map { "\($0.name): …" }.joined(separator: ", ")
    let text = draft.keys["with"] == nil ? "with: \(written)" : ", \(written)"
    reporter.report(
      .missingRoutineInputs(routine: signature.routine.name, inputs: missing.map(\.name)),
      at: draft.keySpan(draft.keys["with"] == nil ? "by" : "with"), mends: [Mend(.addText(text: text))])
  }
}

extension Routine.Actor {
  /// How messages call who does it.
  var words: Note {
    switch self {
    case .human: .actorHuman
    case .ai: .actorAI
    case .tool: .actorTool
    case .routine: .actorRoutine
    }
  }
}
