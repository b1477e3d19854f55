// The routines inside a bundle: that every call has its routine, gets what that asks for, and comes to an end.

import DariBase

struct CalledRoutines {
  let outermost: Routine

  func check(_ node: BundleNode) throws(PromptBundleError) {
    let all = [outermost] + outermost.routines
    try BundleLoader.checkUnique(all.map(\.name), "routine", node)
    let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
    var depths: [String: Int] = [:]
    // Those that call nothing come first, then those that call only them: a circle is left over.
    var waiting = all
    while !waiting.isEmpty {
      var left: [Routine] = []
      for routine in waiting {
        let calls = try checkedCalls(of: routine, byName, node)
        let known = calls.compactMap { depths[$0] }
        if known.count < calls.count {
          left.append(routine)
        } else {
          depths[routine.name] = (known.max() ?? 0) + 1
        }
      }
      guard left.count < waiting.count else { throw node.damaged("routines call each other in a circle") }
      waiting = left
    }
    guard (depths.values.max() ?? 0) <= BundleFormat.calledDepthLimit else {
      throw node.damaged("routines call each other more than \(BundleFormat.calledDepthLimit) deep")
    }
  }

  private func checkedCalls(
    of routine: Routine, _ byName: [String: Routine], _ node: BundleNode
  ) throws(PromptBundleError) -> [String] {
    var calls: [String] = []
    for step in routine.steps {
      guard case .routine(let name) = step.actor else { continue }
      guard let called = byName[name] else {
        throw node.damaged("the step `\(step.name)` calls `\(name)`, which is not in the bundle")
      }
      let given = Set(step.with.map(\.input))
      if let unknown = given.subtracting(called.inputs.map(\.name)).min() {
        throw node.damaged("`\(name)` has no input `\(unknown)`")
      }
      for input in called.inputs
      where !input.type.isOptional && input.defaultValue == nil && !given.contains(input.name) {
        throw node.damaged("the step `\(step.name)` does not say what `\(name)` gets for `\(input.name)`")
      }
      calls.append(name)
    }
    return calls
  }
}
