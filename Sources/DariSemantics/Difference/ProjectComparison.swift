// Two versions of a project: which routines belong together, what changed in them, and whether the version says so.

import DariBase
import DariRuntime

/// What is compared: the routines of a project, or of bundles, and the version they carry.
package struct ComparedRoutines: Sendable {
  package var routines: [Routine]
  package var version: String

  package init(routines: [Routine], version: String) {
    self.routines = routines
    self.version = version
  }

  /// The version is the one that the routines carry; of several the highest.
  package init(_ routines: [Routine]) {
    let versions = routines.map(\.version).compactMap { text in ProjectVersion(text).map { (text, $0) } }
    let highest = versions.max { $0.1 < $1.1 }
    self.init(routines: routines, version: highest?.0 ?? routines.first?.version ?? "")
  }

  /// The routines themselves, and those that only stand in a bundle that calls them.
  fileprivate var all: [Routine] {
    var result: [Routine] = routines
    for routine in routines {
      for called in routine.routines where !result.contains(where: { $0.name == called.name }) {
        result.append(called)
      }
    }
    return result.sorted { ExactText($0.name) < ExactText($1.name) }
  }
}

package enum ProjectComparison {
  /// Everything that changed, the worst first, routine by routine.
  package static func changes(from old: ComparedRoutines, to new: ComparedRoutines) -> [RoutineChange] {
    let (before, after) = (old.all, new.all)
    let (same, renamed) = Pairing.pairs(before, after, name: \.name) { a, b in score(before[a], after[b]) }
    var changes: [RoutineChange] = []
    for (a, b) in renamed {
      changes.append(
        RoutineChange(
          .routineRenamed, .steps, breaks: true, routine: after[b].name, old: before[a].name,
          new: after[b].name, place: RoutineSide(after[b], renames: Renames()).home))
    }
    let (gone, come) = TypeComparison.unpaired(before.count, after.count, same + renamed)
    for index in gone {
      changes.append(
        RoutineChange(.routineRemoved, .steps, breaks: true, routine: before[index].name))
    }
    for index in come {
      changes.append(
        RoutineChange(
          .routineAdded, .steps, routine: after[index].name,
          place: RoutineSide(after[index], renames: Renames()).home))
    }
    let calls = Dictionary(uniqueKeysWithValues: renamed.map { (before[$0.old].name, after[$0.new].name) })
    var inputs: [String: [String: String]] = [:]
    for (a, b) in same + renamed {
      inputs[before[a].name] = RenameFinder.renamedInputs(before[a], after[b])
    }
    for (a, b) in (same + renamed).sorted(by: { $0.new < $1.new }) {
      changes += RoutineComparison(before[a].calling(calls, with: inputs), after[b]).changes
    }
    return changes.worstFirst()
  }

  /// Three at least: the words on it, what it asks and does.
  private static func score(_ a: Routine, _ b: Routine) -> Int {
    var score = 0
    let titles = Likeness.of(a.title ?? "", b.title ?? "")
    if titles == 100 { score += 2 } else if titles >= 60 { score += 1 }
    score += overlap(a.steps.map(\.name), b.steps.map(\.name))
    score += overlap(a.inputs.map(\.name), b.inputs.map(\.name))
    return score >= 3 ? score : 0
  }

  /// 2 if two lists of names are the same, 1 if they have half of them in common.
  private static func overlap(_ a: [String], _ b: [String]) -> Int {
    if a.isEmpty || b.isEmpty { return 0 }
    let shared = Set(a).intersection(b).count
    return shared == max(a.count, b.count) ? 2 : shared * 2 >= max(a.count, b.count) ? 1 : 0
  }
}

extension Routine {
  /// The same; steps that call a routine call it by its new name, and hand over what it takes under the new names.
  /// - Parameter inputs: old names -> new ones, by the old names of routines.
  fileprivate func calling(_ renamed: [String: String], with inputs: [String: [String: String]]) -> Routine {
    var routine = self
    for index in routine.steps.indices {
      guard case .routine(let name) = routine.steps[index].actor else { continue }
      if let new = renamed[name] { routine.steps[index].actor = .routine(new) }
      for place in routine.steps[index].with.indices {
        let input = routine.steps[index].with[place].input
        routine.steps[index].with[place].input = inputs[name]?[input] ?? input
      }
    }
    return routine
  }
}

/// What was found, what of it was approved, and what the version has to be.
package struct Difference: Sendable {
  package struct Judged: Hashable, Sendable {
    package var change: RoutineChange
    /// Why it may be; nil if nobody said so.
    package var approval: Approval?
  }

  package enum Approval: Hashable, Sendable {
    /// An entry of `allowed.yaml`, and its reason.
    case entry(reason: String)
    /// `--allow`.
    case option
  }

  package var changes: [Judged]
  package var oldVersion: String
  package var newVersion: String
  /// Entries of `allowed.yaml` that fit nothing.
  package var unused: [AllowedChanges.Entry] = []

  /// - Parameter placing: gives a change its place in the source, where it has none.
  package init(
    from old: ComparedRoutines, to new: ComparedRoutines, allowed: AllowedChanges = AllowedChanges(),
    allowing tiers: Set<RoutineChange.Tier> = [],
    placing: (RoutineChange) -> RoutineChange = { $0 }
  ) {
    let found = ProjectComparison.changes(from: old, to: new).map(placing)
    changes = Self.merged(
      found.map { change in
        if let entry = allowed.entries.first(where: { $0.fits(change) }) {
          return Judged(change: change, approval: .entry(reason: entry.reason))
        }
        return Judged(change: change, approval: tiers.contains(change.tier) ? .option : nil)
      })
    unused = allowed.entries.filter { entry in !found.contains(where: entry.fits) }
    oldVersion = old.version
    newVersion = new.version
  }

  /// A type, a snippet or a tool that several routines share changes in all of them, and is told once; but where one of them
  /// was approved and another was not.
  private static func merged(_ changes: [Judged]) -> [Judged] {
    var result: [Judged] = []
    var places: [Judged: Int] = [:]
    for judged in changes {
      var key = judged
      key.change.routines = []
      key.change.place = nil
      let isOfTheRoutine = [.routineAdded, .routineRemoved, .routineRenamed].contains(judged.change.kind)
      if !isOfTheRoutine, let place = places[key] {
        for name in judged.change.routines where !result[place].change.routines.contains(name) {
          result[place].change.routines.append(name)
        }
      } else {
        places[key] = result.count
        result.append(judged)
      }
    }
    return result
  }

  /// What was approved asks nothing of the version.
  package var needs: VersionBump {
    changes.filter { $0.approval == nil }.map(\.change.bump).max() ?? .none
  }

  /// Nil if one of the versions is not there, or is none.
  package var given: VersionBump? {
    guard let old = ProjectVersion(oldVersion), let new = ProjectVersion(newVersion) else { return nil }
    return old.bump(to: new)
  }

  /// Without versions nothing was promised but that what worked goes on working.
  package var passes: Bool {
    guard let given else { return needs < .major }
    return given >= needs
  }

  /// The least version that would do, but for one with a name behind `-`; nil if the old one is no version.
  package var neededVersion: String? { ProjectVersion(oldVersion)?.next(needs) }

  /// Any version after the old one will do, since that one is not yet what it names.
  package var isAnyLaterEnough: Bool { ProjectVersion(oldVersion)?.isEnough(for: needs) ?? false }

  /// The new version is not yet the one that is needed, and leads there: `2.0.0-rc.1`.
  package var isOnTheWay: Bool {
    guard passes, let needed = neededVersion.flatMap({ ProjectVersion($0) }) else { return false }
    return ProjectVersion(newVersion).map { $0 < needed } ?? false
  }

  /// Below 1.0.0 the numbers mean less.
  package var isBeforeFirst: Bool { ProjectVersion(oldVersion)?.numbers[0] == 0 }
}
