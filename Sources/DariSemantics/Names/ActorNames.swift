// Who does a step, where a person is named as a tool or a tool as a person: what was meant.

import DariBase
import DariRuntime
import DariSyntax

extension RoutineChecker {
  func isRole(_ name: String) -> Bool { declaredRoles?.contains(name) ?? false }

  /// `human(chatgpt)`. If the manifest has such a role, it is told there.
  func isToolAsPerson(_ draft: StepDraft) -> Bool {
    guard case .human(let role) = routine.steps[draft.index].actor, !role.isEmpty, !isRole(role),
      !project.catalogue.isBroken
    else { return false }
    return project.catalogue.tool(called: role) != nil
  }

  /// The step given to the tool; but a look is a person's.
  func mendsOfTool(_ draft: StepDraft) -> [Mend] {
    let looks = ["reviews", "edits", "redo"].contains { draft.keys[$0] != nil }
    if looks {
      let roles = declaredRoles ?? []
      return roles.isEmpty ? [] : [Mend(.rolesAre(roles: roles))]
    }
    guard let name = draft.actorName?.text, let tool = project.catalogue.tool(called: name) else { return [] }
    let leaves = Routine.EffectKind.allCases.contains { draft.keys[$0.rawValue] != nil }
    return mend(draft, by: (tool.isAI && !leaves ? "ai" : "tool") + "(\(tool.id))")
  }

  /// `ai(owner)`, where `owner` is a role.
  func mendOfRole(_ draft: StepDraft) -> [Mend] {
    guard let name = draft.actorName?.text, isRole(name) else { return [] }
    return mend(draft, by: "human(\(name))")
  }

  /// Words to an AI in a step that none does.
  func mendsOfMessages(_ draft: StepDraft) -> [Mend] {
    switch routine.steps[draft.index].actor {
    case .routine: return [Mend(.routineSpeaks)]
    case .tool(let name):
      guard let tool = project.catalogue.tools[name], tool.isAI else { return [Mend(.useTextOrDo)] }
      return mend(draft, by: "ai(\(name))") + [Mend(.useTextOrDo)]
    default: return [Mend(.useTextOrDo)]
    }
  }

  private func mend(_ draft: StepDraft, by actor: String) -> [Mend] {
    guard let node = draft.keys["by"]?.node(.actor) else { return [] }
    return [Mend(.writeInstead(text: actor), [TextEdit(node.span, actor)])]
  }
}

extension Routine.Tool {
  /// It makes something, and does not only carry things out of the house.
  fileprivate var isAI: Bool { does.contains { Routine.EffectKind(rawValue: $0) == nil } }
}
