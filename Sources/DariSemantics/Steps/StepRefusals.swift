// What a step must not be: words where they are not said, roles and tools that nobody declared, work that nobody uses.

import DariBase
import DariRuntime

extension RoutineChecker {
  func checkSteps() {
    for draft in drafts {
      checkMessages(draft)
      checkRoles(draft)
      checkTools(draft)
    }
    if let owner = unit.front.owner { checkRole(owner.text, at: owner.span, isOwner: true) }
    // A misspelt name somewhere may be the use that is missed.
    if !reporter.diagnostics.hasErrors { for draft in drafts { checkUse(draft) } }
  }

  // MARK: Messages

  private func checkMessages(_ draft: StepDraft) {
    let messages = draft.parts.filter { ["system", "user", "assistant", "again"].contains($0.word) }
    if case .ai(let name, _) = routine.steps[draft.index].actor {
      if !messages.contains(where: { $0.word == "user" || $0.word == "system" }), !isRole(name) {
        reporter.report(
          .missingMessage(step: draft.name), at: draft.span, mends: [Mend(.addText(text: "@user"))])
      }
      return
    }
    // Without `by` nobody knows whose words these are; that has been told.
    guard routine.steps[draft.index].actor != .human(""), let first = messages.first,
      !isToolAsPerson(draft)
    else { return }
    reporter.report(
      .messageElsewhere(section: "@\(first.word)", step: draft.name), at: first.header.span,
      mends: mendsOfMessages(draft))
  }

  // MARK: People

  /// Without a manifest nobody has declared any roles, and none can be missing.
  var declaredRoles: [String]? {
    project.hasManifest && !project.manifest.isBroken ? project.manifest.people.keys.sorted() : nil
  }

  private func checkRoles(_ draft: StepDraft) {
    if case .human(let role) = routine.steps[draft.index].actor, !role.isEmpty,
      let token = draft.actorName
    {
      if isToolAsPerson(draft) {
        reporter.report(.toolAsPerson(name: role), at: token.span, mends: mendsOfTool(draft))
      } else {
        checkRole(role, at: token.span, isOwner: false)
      }
    }
    if let token = draft.names("owner").first { checkRole(token.identifier, at: token.span, isOwner: true) }
  }

  private func checkRole(_ role: String, at span: SourceSpan, isOwner: Bool) {
    guard let known = declaredRoles, !known.contains(role) else { return }
    if isOwner, project.catalogue.tools[role] != nil {
      reporter.report(.toolAsOwner(name: role), at: span)
      return
    }
    reporter.reportUnknown(
      .undeclaredRole(role: role), role, at: span, among: known,
      otherwise: [Mend(.declareRole(role: role))])
  }

  // MARK: Tools

  private func checkTools(_ draft: StepDraft) {
    let catalogue = project.catalogue
    guard !catalogue.tools.isEmpty, !catalogue.isBroken, !project.manifest.isBroken,
      let token = draft.actorName
    else { return }
    let name = token.text
    switch routine.steps[draft.index].actor {
    case .human, .routine: return
    case .ai(_, let tools):
      if tools.isEmpty {
        reporter.reportUnknown(
          .unknownTool(name: name), name, at: token.span,
          among: isRole(name) ? [] : catalogue.tools.keys.sorted() + catalogue.capabilities,
          otherwise: mendOfRole(draft))
        return
      }
      // Whether the tool that the manifest chose can do it has been checked with the manifest.
      return
    case .tool:
      guard let tool = catalogue.tools[name] else {
        reporter.reportUnknown(
          .unknownTool(name: name), name, at: token.span,
          among: isRole(name) ? [] : catalogue.tools.keys.sorted(), otherwise: mendOfRole(draft))
        return
      }
      for effect in routine.steps[draft.index].effects where !tool.does.contains(effect.kind.rawValue) {
        let able = catalogue.tools.values.filter { $0.does.contains(effect.kind.rawValue) }.map(\.id).sorted()
        reporter.report(
          .toolCannot(tool: name, capability: effect.kind.rawValue), at: token.span,
          labels: [DiagnosticLabel(draft.keySpan(effect.kind.rawValue), .neededHere)],
          mends: able.map { Mend(.writeInstead(text: $0), [TextEdit(token.span, $0)]) })
      }
    }
  }

  // MARK: Use

  /// An AI's work that nobody reads is a mistake; the routine's result is read by who runs it.
  private func checkUse(_ draft: StepDraft) {
    guard case .ai = routine.steps[draft.index].actor, routine.result != draft.index else { return }
    let isNamed = routine.steps.contains { step in
      step.reviews.contains(draft.index) || step.edits == draft.index
        || step.effects.contains { $0.steps.contains(draft.index) }
    }
    if !isNamed, !names.uses.places.contains(where: { $0.step == draft.index }) {
      reporter.report(.resultNotUsed(step: draft.name), at: draft.span)
    }
  }
}
