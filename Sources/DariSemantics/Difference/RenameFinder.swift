// What of two versions of a routine is the same thing under another name.

import DariBase
import DariRuntime

/// One after the other, since each list is told apart by the names of those before it: inputs, fields and choices of their
/// types, values, snippets, steps.
package struct RenameFinder {
  private(set) var renames = Renames()
  package private(set) var inputs: (same: [(old: Int, new: Int)], renamed: [(old: Int, new: Int)])
  package private(set) var steps: (same: [(old: Int, new: Int)], renamed: [(old: Int, new: Int)]) = ([], [])
  private(set) var renamedSnippets: [(old: String, new: String)] = []
  private(set) var renamedValues: [(old: String, new: String)] = []

  package init(_ old: Routine, _ new: Routine) {
    inputs = Self.inputs(old, new)
    renames.inputs = Self.renamedInputs(old, new)
    find(old, new)
    // The results of steps that were called otherwise may have parts that were.
    if !steps.renamed.isEmpty {
      (renames.values, renames.snippets) = ([:], [:])
      (renamedValues, renamedSnippets) = ([], [])
      find(old, new)
    }
  }

  private mutating func find(_ old: Routine, _ new: Routine) {
    findParts(old, new)
    findValues(old, new)
    findSnippets(old, new)
    findSteps(old, new)
  }

  /// The inputs of two versions that belong together.
  private static func inputs(
    _ old: Routine, _ new: Routine
  ) -> (same: [(old: Int, new: Int)], renamed: [(old: Int, new: Int)]) {
    Pairing.pairs(old.inputs, new.inputs, name: \.name) { a, b in
      score(old.inputs[a], new.inputs[b], isInPlace: a == b)
    }
  }

  /// Old names of inputs -> new ones.
  static func renamedInputs(_ old: Routine, _ new: Routine) -> [String: String] {
    Dictionary(
      inputs(old, new).renamed.map { (old.inputs[$0.old].name, new.inputs[$0.new].name) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Two at least: what it asks, or what kind of thing it is at which place.
  private static func score(_ a: Routine.Input, _ b: Routine.Input, isInPlace: Bool) -> Int {
    guard a.type.dataFits(b.type), b.type.dataFits(a.type) else { return 0 }
    var score = isInPlace ? 1 : 0
    let likeness = Likeness.of(a.question, b.question)
    if likeness == 100 { score += 3 } else if likeness >= 60 { score += 2 }
    if a.question.isEmpty, b.question.isEmpty { score += 1 }
    if Likeness.of(a.name, b.name) > 0 { score += 1 }
    return score >= 2 ? score : 0
  }

  // MARK: Fields and choices

  private mutating func findParts(_ old: Routine, _ new: Routine) {
    var types = TypeComparison(.input)
    for (a, b) in inputs.same + inputs.renamed {
      types.compare(old.inputs[a].type, new.inputs[b].type, at: "")
    }
    for step in old.steps {
      let name = renames.steps[step.name] ?? step.name
      guard let before = step.result, let after = new.steps.first(where: { $0.name == name })?.result
      else { continue }
      types.compare(before, after, at: "")
    }
    // A name that is still one elsewhere may be meant by a template.
    var left = NamesInTypes()
    for type in new.inputs.map(\.type) + new.steps.compactMap(\.result) { left.add(type) }
    renames.fields = types.fields.filter { !left.fields.contains($0.key) }
    renames.words = types.words.filter { !left.words.contains($0.key) }
  }

  private struct NamesInTypes {
    var fields = Set<String>()
    var words = Set<String>()

    mutating func add(_ type: Type) {
      switch type.core {
      case .list(_, let element): add(element)
      case .enumeration(let type): words.formUnion(type.words)
      case .record(let type):
        for field in type.fields {
          fields.insert(field.name)
          add(field.type)
        }
      default: break
      }
    }
  }

  // MARK: Values, snippets

  private mutating func findValues(_ old: Routine, _ new: Routine) {
    let before = RoutineSide(old, renames: renames).reached().values
    let after = RoutineSide(new, renames: Renames()).reached().values
    let gone = before.filter { after[$0.key] == nil }.sorted { ExactText($0.key) < ExactText($1.key) }
    var come = after.filter { before[$0.key] == nil }.sorted { ExactText($0.key) < ExactText($1.key) }
    for isSure in [true, false] {
      for (name, value) in gone where renames.values[name] == nil {
        let text = ValueSource.text(of: value, words: [:])
        let index = come.firstIndex { twin in
          let other = ValueSource.text(of: twin.value, words: [:])
          if isSure || other.hasSameBytes(as: text) { return other.hasSameBytes(as: text) }
          return Likeness.of(text, other) >= Self.likeEnough
            || gone.count * come.count <= Self.mostTried
              && standsInItsPlace(old, new) { $0.values[name] = twin.key }
        }
        guard let index else { continue }
        renames.values[name] = come[index].key
        renamedValues.append((name, come[index].key))
        come.remove(at: index)
      }
    }
  }

  /// Pairs that are tried: each of them writes all the words of the routine anew.
  private static let mostTried = 100

  /// In hundredths. What has become another text is told as gone and new.
  private static let likeEnough = 60

  /// What was given another name may say something else as well: it is the same thing if with its name the words around it are what
  /// they were.
  private func standsInItsPlace(
    _ old: Routine, _ new: Routine, _ rename: (inout Renames) -> Void
  ) -> Bool {
    var renamed = renames
    rename(&renamed)
    let sides = (
      RoutineSide(old, renames: renames), RoutineSide(old, renames: renamed),
      RoutineSide(new, renames: Renames())
    )
    let isInStep = old.steps.contains { step in
      let name = renames.steps[step.name] ?? step.name
      guard let twin = new.steps.first(where: { $0.name == name }) else { return false }
      let now = sides.2.words(of: twin)
      return sides.1.words(of: step).hasSameBytes(as: now) && !sides.0.words(of: step).hasSameBytes(as: now)
    }
    if isInStep { return true }
    let (before, after, now) = (
      sides.0.reached().snippets, sides.1.reached().snippets, sides.2.reached().snippets
    )
    return zip(before, after).contains { was, renamed in
      guard let twin = now.first(where: { $0.name == renamed.name }) else { return false }
      return renamed.exact.hasSameBytes(as: twin.exact) && !was.exact.hasSameBytes(as: twin.exact)
    }
  }

  /// The ones that call others come after those in the list, so it is gone through until nothing more is found.
  private mutating func findSnippets(_ old: Routine, _ new: Routine) {
    let after = RoutineSide(new, renames: Renames()).reached().snippets
    var isFound = true
    while isFound {
      isFound = false
      let before = RoutineSide(old, renames: renames).reached().snippets
      for snippet in before where !after.contains(where: { $0.name == snippet.name }) {
        let come = after.filter { twin in !before.contains { $0.name == twin.name } }
        guard
          let twin = come.first(where: { Self.isAlike(snippet, $0) })
            ?? come.first(where: { twin in
              before.count * come.count <= Self.mostTried
                && standsInItsPlace(old, new) { $0.snippets[snippet.name] = twin.name }
            })
        else { continue }
        renames.snippets[snippet.name] = twin.name
        renamedSnippets.append((snippet.name, twin.name))
        isFound = true
        break
      }
    }
  }

  private static func isAlike(
    _ a: RoutineSide.Reached.Snippet, _ b: RoutineSide.Reached.Snippet
  ) -> Bool {
    !a.exact.isEmpty
      && (a.exact.hasSameBytes(as: b.exact) || Likeness.of(a.shown.text, b.shown.text) >= likeEnough)
  }

  // MARK: Steps

  private mutating func findSteps(_ old: Routine, _ new: Routine) {
    let before = RoutineSide(old, renames: renames)
    let after = RoutineSide(new, renames: Renames())
    let pages = (
      old.steps.map { before.page(of: $0, .shown) }, new.steps.map { after.page(of: $0, .shown) }
    )
    steps = Pairing.pairs(old.steps, new.steps, name: \.name) { a, b in
      Self.score(old.steps[a], new.steps[b], pages.0[a], pages.1[b], isInPlace: a == b)
    }
    for pair in steps.renamed { renames.steps[old.steps[pair.old].name] = new.steps[pair.new].name }
  }

  /// Three at least: words, or a title, and what goes with them.
  private static func score(
    _ a: Routine.Step, _ b: Routine.Step, _ before: String, _ after: String, isInPlace: Bool
  ) -> Int {
    guard a.actor.kind == b.actor.kind else { return 0 }
    var score = isInPlace ? 1 : 0
    let words = Likeness.of(before, after)
    if words == 100 { score += 3 } else if words >= 60 { score += 2 }
    let titles = Likeness.of(a.title ?? "", b.title ?? "")
    if titles == 100 { score += 3 } else if titles >= 60 { score += 1 }
    switch (a.result, b.result) {
    case (let x?, let y?): if x.dataFits(y), y.dataFits(x) { score += 1 }
    case (nil, nil): if Set(a.effects.map(\.kind)) == Set(b.effects.map(\.kind)) { score += 1 }
    default: return 0
    }
    return score >= 3 ? score : 0
  }
}
