// Whether what an AI made can leave the house, or come to the end, without a person having approved it.
//
// Steps are done in file order. `when` adds a way around a step, `redo` a way back. A way back never helps a result past
// the person who looks at it: who comes back to a place before that person passes it again, and who comes back to a
// place after it has been past it. So a way on which nobody looks is one on which every step that looks is skipped,
// and whether there is one is a question about conditions alone (ConditionLogic). What conditions read does not change
// between the last time two of them are asked: only a way back before both changes it.

import DariRuntime

/// What a routine does with what callers hand it, and whether its own result is approved.
struct RoutineFlow {
  /// Inputs that leave the house in the routine without approval there, by name.
  var leaving: Set<String> = []
  /// Inputs that are in the result, and that nobody has approved.
  var resulting: Set<String> = []
  /// An AI made some of the result, and nobody in the routine has approved it.
  var resultIsUnapproved = false
  /// Inputs that decide whether there is a result.
  var choosing: Set<String> = []
  /// An AI decides whether there is a result, and nobody in the routine has approved that.
  var presenceIsUnapproved = false
  /// Something leaves the house in the routine, or in one that it calls.
  var lets = false
}

/// A way from a source to a place, and what happens on it.
struct UnapprovedPath {
  enum Event {
    case made, text, skipped, empty, passes
    case edited(copy: Int)
  }
  var source: ApprovalSource
  var events: [(step: Int, event: Event)]
  /// Steps that would approve it and are skipped on this way.
  var skipped: [Int]
}

struct ApprovalFlow {
  let routine: Routine
  private let logic: ConditionLogic
  private let sources: ApprovalSources
  /// Steps that go through a list that may be empty: then they are not done at all.
  private let maybeEmpty: Set<Int>

  init(routine: Routine, flows: [String: RoutineFlow], maybeEmpty: Set<Int>) {
    self.routine = routine
    self.maybeEmpty = maybeEmpty
    logic = ConditionLogic(routine: routine)
    sources = ApprovalSources(routine: routine, flows: flows, logic: logic)
  }

  // MARK: Ways

  /// Whether a person has accepted or refused a result, on every way to a later step; to the end, if `index` is no step's.
  func isReviewed(_ step: Int, before index: Int) -> Bool {
    let known = routine.steps.indices.contains(index) ? [done(index)] : [logic.isPresent(step)]
    return path(from: ApprovalSource(origin: .step(step)), to: index, known: known) == nil
  }

  /// What an AI made, or was handed in, and leaves the house in a step, when it is done: in other steps' results, or in its
  /// own text. With a way on which nobody approved it.
  func unapproved(in effect: Routine.Effect, at index: Int) -> [UnapprovedPath] {
    var found: [ApprovalSource] = []
    for named in effect.steps {
      for source in sources.ofResult[named] where !found.contains(source) { found.append(source) }
    }
    if effect.ownText, let text = routine.steps[index].text {
      for source in sources.read(text, knowing: done(index)) where !found.contains(source) {
        found.append(source)
      }
    }
    // What is named has to be there.
    let known = [done(index)] + effect.steps.map(logic.isPresent)
    return found.compactMap { path(from: $0, to: index, known: known) }
  }

  /// The same in what a tool is told to do: nobody else decides what it does with it.
  func unapprovedInstructions(at index: Int) -> [UnapprovedPath] {
    guard routine.steps[index].actor.kind == "tool" else { return [] }
    return routine.steps[index].instructions.flatMap { sources.read($0, knowing: done(index)) }
      .compactMap { path(from: $0, to: index, known: [done(index)]) }
  }

  /// What decides how often something leaves the house in a step, or in the routine that it calls.
  func unapprovedCount(at index: Int) -> [UnapprovedPath] {
    sources.ofCount[index].compactMap { path(from: $0, to: index, known: [done(index)]) }
  }

  /// What decides whether something leaves the house in a step. A person who has looked at what leaves, or made a part of
  /// it, stands between, as much as one who has looked at what decides.
  func unapprovedGate(at index: Int) -> [UnapprovedPath] {
    var looked: Set<Int> = []
    let step = routine.steps[index]
    var read = Set(
      ([step.text].compactMap { $0 } + step.instructions).flatMap(routine.program.slotsRead(by:)))
    for item in step.each?.items ?? [] where read.contains(item.slot) {
      read.formUnion(routine.program.slotsRead(by: item.list.value))
    }
    if step.actor.kind == "human", step.effects.contains(where: \.ownText) { looked.insert(index) }
    let printed = routine.steps.indices.filter { routine.steps[$0].resultSlot.map(read.contains) ?? false }
    for named in step.effects.flatMap(\.steps) + printed {
      looked.insert(named)
      for source in sources.ofResult[named] { looked.formUnion(source.through + [source.start]) }
    }
    return sources.ofGate[index].compactMap {
      path(from: $0, to: index, known: [done(index)], editsCount: true, others: looked)
    }
  }

  /// A step is done if its condition holds and there is something to go through.
  private func done(_ index: Int) -> ConditionFormula {
    routine.steps[index].each == nil ? logic.when(index) : .all([logic.when(index), logic.hasItems(index)])
  }

  /// The same for what a step hands to the routine it calls.
  func unapproved(in argument: Routine.Argument, at index: Int) -> [UnapprovedPath] {
    sources.read(argument.value.value, knowing: done(index))
      .compactMap { path(from: $0, to: index, known: [done(index)]) }
  }

  /// What is in the routine's result and nobody approved.
  func unapprovedResult() -> [UnapprovedPath] {
    guard let result = routine.result else { return [] }
    return sources.ofResult[result].compactMap {
      path(from: $0, to: routine.steps.count, known: [logic.isPresent(result)])
    }
  }

  /// What decides whether the routine has a result, and nobody approved.
  func unapprovedPresence() -> [UnapprovedPath] {
    guard let result = routine.result else { return [] }
    return sources.ofPresence[result].compactMap { path(from: $0, to: routine.steps.count, known: []) }
  }

  /// A way on which an AI step is done and nobody accepts, refuses or changes what it made. A look at a text made of it is
  /// none: the text may hold no more than its length.
  func unapprovedRisk(of index: Int) -> UnapprovedPath? {
    path(
      from: ApprovalSource(origin: .step(index)), to: routine.steps.count, known: [done(index)],
      editsCount: true)
  }

  /// - Parameters:
  ///   - known: what holds if the place at the end is reached with something there.
  ///   - editsCount: who changes it has looked at it.
  ///   - others: results that are as good to look at.
  private func path(
    from source: ApprovalSource, to end: Int, known: [ConditionFormula], editsCount: Bool = false,
    others: Set<Int> = []
  ) -> UnapprovedPath? {
    let carriers = (source.start >= 0 ? [source.start] : []) + source.through
    func looks(_ index: Int) -> Bool {
      let step = routine.steps[index]
      // What a step looks at has been made before it.
      if others.contains(index), step.actor.kind == "human" { return true }
      if step.reviews.contains(where: { carriers.contains($0) || others.contains($0) }) { return true }
      return editsCount && step.edits.map { carriers.contains($0) || others.contains($0) } == true
    }
    // Who looks and hands on in one step looks first.
    let last = min(end, routine.steps.count - 1)
    let between = source.start < last ? Array(source.start + 1...last) : []
    let lookers = between.filter(looks)
    var formulas = known
    // What it is made in and goes through is done.
    formulas += carriers.map(logic.when)
    for step in lookers {
      formulas.append(.not(mayFindNothing(step, carriers) ? done(step) : logic.when(step)))
    }
    guard let isTrue = logic.example(of: formulas) else { return nil }
    var events: [(step: Int, event: UnapprovedPath.Event)] = []
    if source.start >= 0 { events.append((source.start, .made)) }
    for index in between where index < end || lookers.contains(index) {
      let step = routine.steps[index]
      if lookers.contains(index) {
        events.append((index, logic.when(index).holds(isTrue.contains) ? .empty : .skipped))
      } else if source.through.contains(index) {
        events.append((index, .text))
      } else if let edits = step.edits, carriers.contains(edits) {
        events.append((index, .edited(copy: index)))
      } else if step.actor.kind == "human", !step.reviews.isEmpty || step.edits != nil {
        events.append((index, .passes))
      }
    }
    return UnapprovedPath(source: source, events: events, skipped: lookers)
  }

  /// Goes through a list of its own: what it looks at may be there and the list empty.
  private func mayFindNothing(_ step: Int, _ carriers: [Int]) -> Bool {
    guard maybeEmpty.contains(step), let each = routine.steps[step].each else { return false }
    let looked = (routine.steps[step].reviews + (routine.steps[step].edits.map { [$0] } ?? []))
      .filter(carriers.contains)
    // Who is there for another reason than to look at one of them is not there if there is nothing to go through.
    return looked.isEmpty || !looked.allSatisfy(each.together.contains)
  }
}
