// What a client's manual would leave out because nothing is written for it: one warning for each routine, so that a small
// project is not drowned (decision 61).

import DariBase
import DariRuntime

extension RoutineChecker {
  func warnOfManualGaps() {
    let manifest = project.manifest
    guard unit.kind == .routine, !unit.front.isBroken, manifest.client.name != nil, !manifest.isBroken,
      manifest.targets.contains("manual"), !routine.steps.isEmpty
    else { return }
    var parts: [Wording] = []
    func need(_ key: String, if isMissing: Bool) {
      if isMissing { parts.append(Wording(korean: "`\(key)`", english: "`\(key)`")) }
    }
    if routine.about.isEmpty {
      parts.append(Wording(korean: "머리말 아래의 글", english: "text below the front matter"))
    }
    need("avoid", if: routine.avoid == nil)
    need("help", if: routine.help == nil && manifest.client.contact == nil)
    need("reviewed", if: routine.reviewed == nil)
    need("minutes", if: !routine.steps.contains { $0.minutes != nil || $0.actor.kind == "routine" })
    need("owner", if: routine.steps.contains { !hasAccountable($0) })
    if parts.isEmpty { return }
    reporter.report(
      .manualHasGaps(
        parts: Wording(
          korean: parts.map(\.korean).joined(separator: ", "),
          english: parts.map(\.english).joined(separator: ", "))), at: unit.front.span)
  }

  /// Who does a step answers for it, if nobody else is named.
  private func hasAccountable(_ step: Routine.Step) -> Bool {
    if case .human = step.actor { return true }
    return step.owner != nil || routine.owner != nil
  }
}
