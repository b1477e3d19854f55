// Which steps are done again only for the items that a person refused.

import DariRuntime

extension RoutineChecker {
  /// Steps that go through the person's list, and into which nothing else goes that is done again: what was accepted has
  /// been made of what still stands. Everything else is done again as a whole. Were a step kept that read something made
  /// anew, its accepted items would hold what went before, which conditions asked anew may leave unlooked at.
  func findRedoneItems() {
    for index in routine.steps.indices {
      guard let target = routine.steps[index].redo?.step, routine.steps[index].each != nil else { continue }
      routine.steps[index].redoneByItem = redoneItems(from: target, to: index)
    }
  }

  private func redoneItems(from target: Int, to last: Int) -> [Int] {
    guard target <= last, let together = routine.steps[last].each?.together else { return [] }
    var again: [Int: Int] = [:]
    for index in target...last {
      if let slot = routine.steps[index].resultSlot { again[slot] = index }
    }
    var kept: [Int] = []
    for index in target...last where index == last || together.contains(index) {
      let step = routine.steps[index]
      guard let each = step.each else { continue }
      var slots: Set<Int> = []
      for block in step.messages.map(\.body) + step.instructions + [step.text].compactMap({ $0 }) {
        slots.formUnion(routine.program.slotsRead(by: block))
      }
      for clause in step.with.map(\.value) + [step.when].compactMap({ $0 }) {
        slots.formUnion(routine.program.slotsRead(by: clause.value))
      }
      // What was written for an item is in the next ones' texts; an AI only sees it.
      if let slot = each.earlierSlot, step.actor.kind != "ai", slots.contains(slot) { continue }
      if slots.contains(where: { again[$0] != nil }) { continue }
      var sources = step.reviews + [step.edits].compactMap { $0 }
      for item in each.items {
        sources += routine.program.slotsRead(by: item.list.value).compactMap { again[$0] }
      }
      if sources.allSatisfy({ $0 < target || each.together.contains($0) && kept.contains($0) }) {
        kept.append(index)
      }
    }
    return kept
  }
}
