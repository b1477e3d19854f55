// Going through what is not as it was kept: what is accepted is written at once, so that whoever stops loses nothing.

import DariBase

package enum ReviewFailure: Error, Sendable {
  case system(SystemFailure)
  /// Somebody else has written what is kept since it was read. Below `tests/golden`.
  case changedMeanwhile(String)
}

package struct GoldenReview {
  /// What is decided at once.
  package enum Item: Sendable {
    /// Index of the causes' groups.
    case changed(Int)
    /// Indices of the comparison's `missing`: prompts of one step.
    case new([Int])
    /// All that is kept and that no case makes.
    case orphans
  }

  package enum Decision: Hashable, Sendable {
    case open, accepted, rejected
  }

  package let run: TestRun
  package let causes: ChangeCauses
  package let items: [Item]
  package private(set) var decisions: [Decision]
  /// What was kept and was removed, so that it can be put back.
  private var removed: [String: [UInt8]] = [:]
  /// What was kept of changed pages before anything was accepted, to the byte.
  private var originals: [String: [UInt8]] = [:]
  /// Changes of each changed page that are accepted.
  private var accepted: [Int: Set<Int>] = [:]

  package init(_ run: TestRun) {
    self.run = run
    causes = ChangeCauses(run.comparison.changed, of: run.tests)
    var items = causes.groups.indices.map(Item.changed)
    items += Self.steps(of: run.comparison.missing).map(Item.new)
    if !run.comparison.orphans.isEmpty { items.append(.orphans) }
    self.items = items
    decisions = Array(repeating: .open, count: items.count)
  }

  /// New prompts by their steps, in the order in which they come.
  private static func steps(of pages: [GoldenComparison.Page]) -> [[Int]] {
    var places: [String: Int] = [:]
    var steps: [[Int]] = []
    for (index, page) in pages.enumerated() {
      let key = ([page.test.routine.name] + page.prompt.steps.map(\.name)).joined(separator: " ")
      if let place = places[key] {
        steps[place].append(index)
      } else {
        places[key] = steps.count
        steps.append([index])
      }
    }
    return steps
  }

  /// Whether everything was accepted.
  package var isSettled: Bool { decisions.allSatisfy { $0 == .accepted } }

  /// Takes a decision, or another than before, and writes what follows from it: all of it, or nothing.
  package mutating func decide(_ index: Int, _ decision: Decision) throws(ReviewFailure) {
    let wasAccepted = decisions[index] == .accepted
    let isAccepted = decision == .accepted
    if wasAccepted != isAccepted {
      if case .changed(let group) = items[index] { try checkKept(causes.groups[group]) }
      do throws(SystemFailure) {
        switch items[index] {
        case .changed(let group): try keep(causes.groups[group], isAccepted)
        case .new(let pages): try keep(pages.map { run.comparison.missing[$0] }, isAccepted)
        case .orphans: try remove(isAccepted)
        }
      } catch {
        throw .system(error)
      }
    }
    decisions[index] = decision
  }

  // MARK: Writing

  private func transaction() throws(SystemFailure) -> OutputTransaction {
    try OutputTransaction(
      root: ProjectLocation.join(run.tests.root, ProjectTests.goldenFolder), outlastsPower: false)
  }

  /// A page of which some changes are accepted is what was kept with those made.
  private mutating func keep(_ group: ChangeGroup, _ isAccepted: Bool) throws(SystemFailure) {
    var next = accepted
    var transaction = try transaction()
    for part in group.parts {
      let page = run.comparison.changed[part.page]
      let before = accepted[part.page] ?? []
      let after = isAccepted ? before.union(part.changes) : before.subtracting(part.changes)
      next[part.page] = after
      let name = diskName(page.name)
      if originals[name] == nil { originals[name] = try run.tests.golden(name) }
      let bytes = after.isEmpty ? originals[name] : nil
      try transaction.write(bytes ?? causes.comparisons[part.page].applying(after), to: name)
    }
    _ = try transaction.commit()
    accepted = next
  }

  private func keep(_ pages: [GoldenComparison.Page], _ isAccepted: Bool) throws(SystemFailure) {
    var transaction = try transaction()
    for page in pages {
      try transaction.write(page.prompt.page, to: isAccepted ? page.name : page.name + ".new")
    }
    transaction.replaces(formerOutputs: pages.map { isAccepted ? $0.name + ".new" : $0.name })
    _ = try transaction.commit()
  }

  private mutating func remove(_ isAccepted: Bool) throws(SystemFailure) {
    let names = run.comparison.orphans.map(\.diskName)
    var transaction = try transaction()
    if isAccepted {
      for name in names { removed[name] = try run.tests.golden(name) }
      transaction.replaces(formerOutputs: names)
    } else {
      for name in names { if let bytes = removed[name] { try transaction.write(bytes, to: name) } }
    }
    if let failure = try transaction.commit().failures.first { throw failure }
  }

  /// - Throws: if what is kept is not what was read when the cases were run, or what was accepted since.
  private func checkKept(_ group: ChangeGroup) throws(ReviewFailure) {
    for part in group.parts {
      let page = run.comparison.changed[part.page]
      let expected = causes.comparisons[part.page].applying(accepted[part.page] ?? [])
      guard let bytes = try? run.tests.golden(diskName(page.name)),
        GoldenComparison.unified(bytes, as: page.prompt.page) == expected
      else { throw .changedMeanwhile(page.name) }
    }
  }

  private func diskName(_ name: String) -> String { run.goldens.diskName(name) }
}
