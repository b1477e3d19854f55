// Ways back that lead nowhere, and words for ways back that there are not.

import DariBase
import DariRuntime

extension RoutineChecker {
  /// Nothing is told while something else is wrong: a name that was misspelt may be the step that is meant.
  func warnOfRedo() {
    guard !reporter.diagnostics.hasErrors else { return }
    for draft in drafts {
      warnOfUselessWay(draft)
      warnOfIdleAgain(draft)
    }
  }

  /// What was refused stands before the step that is gone back to: it would be shown again as it is.
  private func warnOfUselessWay(_ draft: StepDraft) {
    let step = routine.steps[draft.index]
    let refused = step.reviews + [step.edits].compactMap { $0 }
    guard let redo = step.redo, let first = refused.min(), refused.allSatisfy({ $0 < redo.step }),
      let token = draft.keys["redo"]?.node(.redoClause)?.token(.name)
    else { return }
    let name = routine.steps[first].name
    reporter.report(
      .redoChangesNothing(target: routine.steps[redo.step].name, step: name), at: token.span,
      labels: [DiagnosticLabel(drafts[first].span, .definedHere)],
      mends: [Mend(.goBackTo(text: "redo: \(name), up to \(redo.limit)"), [TextEdit(token.span, name)])])
  }

  private func warnOfIdleAgain(_ draft: StepDraft) {
    guard let section = draft.part("again"), routine.steps[draft.index].again != nil else { return }
    let isSentBack = routine.steps.enumerated().contains { index, step in
      step.redo.map { $0.step <= draft.index && draft.index < index } ?? false
    }
    if isSentBack { return }
    reporter.report(
      .againNeverSaid(step: draft.name), at: section.header.span,
      mends: [Mend(.sendBack(text: "redo: \(draft.name), up to 2"))])
  }
}
