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
}

/// Where something comes from that a person has to look at.
struct ApprovalSource: Hashable {
  enum Origin: Hashable {
    /// The step of this index, done by an AI or by a routine.
    case step(Int)
    case input(String)
  }
  var origin: Origin
  /// The steps it went through unchanged or as part of a text, the last one last: to approve one of them approves it.
  var through: [Int] = []

  /// The step that made it; -1 for an input.
  var start: Int { if case .step(let index) = origin { index } else { -1 } }
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
  let flows: [String: RoutineFlow]
  private let logic: ConditionLogic
  private let sources: [[ApprovalSource]]
  private let slotSources: [Int: [ApprovalSource]]
  /// Steps that go through a list that may be empty: then they are not done at all.
  private let maybeEmpty: Set<Int>

  init(routine: Routine, flows: [String: RoutineFlow], maybeEmpty: Set<Int>) {
    self.routine = routine
    self.flows = flows
    self.maybeEmpty = maybeEmpty
    logic = ConditionLogic(routine: routine)
    var bySlot: [Int: [ApprovalSource]] = [:]
    for (slot, input) in routine.inputs.enumerated() {
      bySlot[slot] = [ApprovalSource(origin: .input(input.name))]
    }
    var all: [[ApprovalSource]] = []
    for (index, step) in routine.steps.enumerated() {
      // An item is as much in need of approval as the list it is from.
      for item in step.each?.items ?? [] {
        bySlot[item.slot] = Self.read(routine.program.slotsRead(by: item.list.value), bySlot)
      }
      let own = Self.sources(of: step, index, bySlot, routine, flows)
      if let slot = step.resultSlot { bySlot[slot] = own }
      if let slot = step.each?.earlierSlot { bySlot[slot] = own }
      all.append(own)
    }
    sources = all
    slotSources = bySlot
  }

  private static func read(_ slots: Set<Int>, _ bySlot: [Int: [ApprovalSource]]) -> [ApprovalSource] {
    var result: [ApprovalSource] = []
    for slot in slots.sorted() {
      for source in bySlot[slot] ?? [] where !result.contains(source) { result.append(source) }
    }
    return result
  }

  private static func sources(
    of step: Routine.Step, _ index: Int, _ bySlot: [Int: [ApprovalSource]], _ routine: Routine,
    _ flows: [String: RoutineFlow]
  ) -> [ApprovalSource] {
    func through(_ blocks: [Program.Block]) -> [ApprovalSource] {
      let slots = blocks.reduce(into: Set<Int>()) { $0.formUnion(routine.program.slotsRead(by: $1)) }
      return read(slots, bySlot).map { ApprovalSource(origin: $0.origin, through: $0.through + [index]) }
    }
    switch step.actor {
    case .ai: return [ApprovalSource(origin: .step(index))]
    // What a person changed, chose or wrote is theirs; a text is what went into it.
    case .human: return through(step.text.map { [$0] } ?? [])
    case .tool: return through((step.text.map { [$0] } ?? []) + step.instructions)
    case .routine(let name):
      // What a circle or an error hides has been told.
      guard let flow = flows[name] else { return [] }
      var result: [ApprovalSource] = []
      if flow.resultIsUnapproved { result.append(ApprovalSource(origin: .step(index))) }
      for argument in step.with where flow.resulting.contains(argument.input) {
        for source in read(routine.program.slotsRead(by: argument.value.value), bySlot) {
          result.append(ApprovalSource(origin: source.origin, through: source.through + [index]))
        }
      }
      return result
    }
  }

  // MARK: Ways

  /// What an AI made, or was handed in, and can be in these steps' results or the own text of `index` when it is done,
  /// with a way on which nobody approved it.
  func unapproved(in steps: [Int], ownText: Bool, at index: Int) -> [UnapprovedPath] {
    var found: [ApprovalSource] = []
    for step in steps { for source in sources[step] where !found.contains(source) { found.append(source) } }
    if ownText, let text = routine.steps[index].text {
      for source in Self.read(routine.program.slotsRead(by: text), slotSources) where !found.contains(source)
      {
        found.append(source)
      }
    }
    // What is named has to be there.
    let known = [logic.when(index)] + steps.map(logic.isPresent)
    return found.compactMap { path(from: $0, to: index, known: known) }
  }

  /// The same for what a step hands to the routine it calls.
  func unapproved(in argument: Routine.Argument, at index: Int) -> [UnapprovedPath] {
    Self.read(routine.program.slotsRead(by: argument.value.value), slotSources)
      .compactMap { path(from: $0, to: index, known: [logic.when(index)]) }
  }

  /// What is in the routine's result and nobody approved.
  func unapprovedResult() -> [UnapprovedPath] {
    guard let result = routine.result else { return [] }
    return sources[result].compactMap {
      path(from: $0, to: routine.steps.count, known: [logic.isPresent(result)])
    }
  }

  /// A way on which an AI step is done and nobody accepts, refuses or changes what it made.
  func unapprovedRisk(of index: Int) -> UnapprovedPath? {
    path(
      from: ApprovalSource(origin: .step(index)), to: routine.steps.count, known: [logic.when(index)],
      editsCount: true)
  }

  /// - Parameter known: what holds if the place at the end is reached with something there.
  private func path(
    from source: ApprovalSource, to end: Int, known: [ConditionFormula], editsCount: Bool = false
  ) -> UnapprovedPath? {
    let carriers = (source.start >= 0 ? [source.start] : []) + source.through
    func looks(_ index: Int) -> Bool {
      let step = routine.steps[index]
      // What a step looks at has been made before it.
      if step.reviews.contains(where: carriers.contains) { return true }
      return editsCount && step.edits.map(carriers.contains) == true
    }
    // Who looks and hands on in one step looks first.
    let last = min(end, routine.steps.count - 1)
    let between = source.start < last ? Array(source.start + 1...last) : []
    let lookers = between.filter(looks)
    var formulas = known
    if source.start >= 0 { formulas.append(logic.when(source.start)) }
    for step in lookers {
      let done = logic.when(step)
      formulas.append(.not(mayFindNothing(step, carriers) ? .all([done, .atom("items(\(step))")]) : done))
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
    let looked = routine.steps[step].reviews + (routine.steps[step].edits.map { [$0] } ?? [])
    return !looked.filter(carriers.contains).allSatisfy(each.together.contains)
  }
}
