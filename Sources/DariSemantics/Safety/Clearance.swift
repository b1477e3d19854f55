// Which data a tool may see: the catalogue says it, by plan and contract.

import DariBase
import DariRuntime
import DariSyntax

extension RoutineChecker {
  func checkClearance(_ flow: LabelFlow) {
    for draft in drafts {
      let step = routine.steps[draft.index]
      switch step.actor {
      case .ai(_, let tools): checkTools(tools, draft, flow, flow.shown[draft.index])
      case .tool(let name):
        let tools = project.catalogue.resolve(name, use: [:])
        checkTools(tools, draft, flow, flow.shown[draft.index].union(flow.leaving[draft.index]))
        checkMixed(draft, flow)
      case .routine(let name): checkHandedOver(draft, name, flow)
      case .human: break
      }
    }
  }

  // MARK: Tools

  private func checkTools(_ tools: [String], _ draft: StepDraft, _ flow: LabelFlow, _ labels: Labels) {
    for label in [Labels.personal, .confidential, .redacted] where labels.contains(label) {
      guard let id = tools.first(where: { !isCleared($0, for: label) }),
        let tool = project.catalogue.tools[id]
      else { continue }
      let use = LabelledUse.first(of: label, in: draft, checker: self, flow)
      let source = use.source
      var notes: [DiagnosticLabel] = []
      if let span = source.span { notes.append(DiagnosticLabel(span, .labelledHere(labels: label.note))) }
      if use.span != draft.span {
        notes.append(DiagnosticLabel(draft.actorName?.span ?? draft.span, .goesIn))
      }
      reporter.report(
        .toolNotCleared(labels: label.note, source: source.name, tool: tool.name), at: use.span,
        labels: notes, mends: mends(label, tool, use, tools))
    }
  }

  private func isCleared(_ tool: String, for label: Labels) -> Bool {
    guard let clears = project.catalogue.tools[tool]?.clears else { return true }
    // Who may see the data may see it with masks.
    return label.words.contains { clears.contains($0) } || label == .redacted && clears.contains("personal")
  }

  private func mends(_ label: Labels, _ tool: Routine.Tool, _ use: LabelledUse, _ tools: [String]) -> [Mend] {
    var mends: [Mend] = []
    if label == .personal, isCleared(tool.id, for: .redacted), let hole = use.hole, hole.isText {
      let written = "\(hole.subject) | redact"
      mends.append(
        Mend(.redactIt(text: "{{ \(written) }}"), hole.span.map { [TextEdit($0, written)] } ?? []))
    }
    let capabilities = tool.does
    let others = project.catalogue.tools.values.filter { other in
      other.id != tool.id && isCleared(other.id, for: label)
        && other.does.contains { capabilities.contains($0) }
    }.map(\.id).sorted()
    if !others.isEmpty { mends.append(Mend(.clearedTools(tools: others.joined(separator: ", ")))) }
    let words = (tool.clears + label.words).joined(separator: ", ")
    mends.append(
      Mend(
        .clearIt(
          name: tool.name + (tool.plan.map { " (\($0))" } ?? ""),
          text: "\(tool.id): { …, clears: [\(words)] }")))
    return mends
  }

  // MARK: Together

  /// What an outsider wrote leaves the house with personal or confidential data, and no person looks at it.
  private func checkMixed(_ draft: StepDraft, _ flow: LabelFlow) {
    guard let effect = routine.steps[draft.index].effects.first else { return }
    let labels = flow.leaving[draft.index].union(flow.shown[draft.index])
    guard labels.contains(.untrusted) else { return }
    for label in [Labels.personal, .confidential] where labels.contains(label) {
      reporter.report(.mixedLeaves(labels: label.note), at: draft.keySpan(effect.kind.rawValue))
    }
  }

  // MARK: Called routines

  /// A routine is checked by what its inputs declare: what it is given must not be more delicate.
  private func checkHandedOver(_ draft: StepDraft, _ name: String, _ flow: LabelFlow) {
    guard let signature = project.signatures[name] else { return }
    let frame = flow.frame(at: draft.index)
    let reader = ExpressionLabels(program: routine.program, types: builder.types, frame: frame)
    let clause = draft.keys["with"]?.node(.withClause)
    for (token, node) in zip(clause?.tokens(.name) ?? [], clause?.expressionNodes ?? []) {
      guard let argument = routine.steps[draft.index].with.first(where: { $0.input == token.identifier }),
        let input = signature.routine.inputs.first(where: { $0.name == token.identifier })
      else { continue }
      let missing = reader.labelsMissing(argument.value.value, in: input.type)
      for label in [Labels.untrusted, .personal, .confidential, .redacted] where missing.contains(label) {
        // With masks it still has to be looked after.
        let type = input.type.adding(label == .redacted ? .personal : label)
        reporter.report(
          .inputNotLabelled(
            value: node.text, labels: label.note, input: input.name, routine: name), at: node.span,
          mends: [Mend(.labelInput(text: "@input \(input.name): \(type)"))])
      }
    }
  }
}

extension Labels {
  /// How messages call it.
  var note: Note {
    if contains(.untrusted) { return .labelUntrusted }
    if contains(.personal) { return .labelPersonal }
    return contains(.confidential) ? .labelConfidential : .labelRedacted
  }
}
