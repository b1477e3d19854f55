// Where the content of each step's result comes from: what an AI made, and what callers hand in, with the steps it went
// through on the way.

import DariRuntime

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

/// What is printed or decides comes from somewhere; so does whether an optional result is there, and how many results an
/// `each` gives, for those who can see the difference.
struct ApprovalSources {
  private let routine: Routine
  private let flows: [String: RoutineFlow]
  private let logic: ConditionLogic
  /// Of a step's result.
  private(set) var ofResult: [[ApprovalSource]] = []
  /// Of whether a step's result is there at all.
  private(set) var ofPresence: [[ApprovalSource]] = []
  /// Of how many results an `each` step gives, or how often it does something.
  private(set) var ofCount: [[ApprovalSource]] = []
  /// Of whether a step is done.
  private(set) var ofGate: [[ApprovalSource]] = []
  private var bySlot: [Int: [ApprovalSource]] = [:]
  private var stepOfSlot: [Int: Int] = [:]
  /// Steps that make a difference on the way: somebody looks at them, or they may be skipped.
  private let telling: Set<Int>

  init(routine: Routine, flows: [String: RoutineFlow], logic: ConditionLogic) {
    self.routine = routine
    self.flows = flows
    self.logic = logic
    telling = Set(routine.steps.flatMap(\.reviews)).union(
      routine.steps.indices.filter { routine.steps[$0].when != nil })
    for (slot, input) in routine.inputs.enumerated() {
      bySlot[slot] = [ApprovalSource(origin: .input(input.name))]
    }
    for index in routine.steps.indices { take(index) }
  }

  private mutating func take(_ index: Int) {
    let step = routine.steps[index]
    // An item is as much in need of approval as the list it is from.
    for item in step.each?.items ?? [] {
      bySlot[item.slot] = read(item.list.value, knowing: logic.when(index))
    }
    ofCount.append(count(of: step, index))
    ofGate.append(step.when.map { gate($0.value) } ?? [])
    ofPresence.append(presence(of: step, index))
    let result = content(of: step, index)
    if let slot = step.resultSlot {
      bySlot[slot] = result
      stepOfSlot[slot] = index
    }
    if let slot = step.each?.earlierSlot { bySlot[slot] = result }
    ofResult.append(result)
  }

  // MARK: What is read

  func read(_ block: Program.Block, knowing known: ConditionFormula) -> [ApprovalSource] {
    read(slots: routine.program.slotsRead(by: block), knowing: known)
  }

  func read(_ expression: Program.ExpressionID, knowing known: ConditionFormula) -> [ApprovalSource] {
    read(slots: routine.program.slotsRead(by: expression), knowing: known)
  }

  /// Who reads a result that may be absent sees whether it is, unless what is known leaves no doubt.
  private func read(slots: Set<Int>, knowing known: ConditionFormula) -> [ApprovalSource] {
    var result: [ApprovalSource] = []
    for slot in slots.sorted() {
      for source in bySlot[slot] ?? [] { add(source, to: &result) }
      guard let step = stepOfSlot[slot], !ofPresence[step].isEmpty,
        logic.example(of: [known, .not(logic.isPresent(step))]) != nil
      else { continue }
      for source in ofPresence[step] { add(source, to: &result) }
    }
    return result
  }

  /// What a condition is made of. Of a result that it only asks whether it is there, that is what decides.
  private func gate(_ condition: Program.ExpressionID) -> [ApprovalSource] {
    switch routine.program[condition] {
    case .isPresent(let operand):
      if case .slot(let slot) = routine.program[operand], let step = stepOfSlot[Int(slot)] {
        return ofPresence[step]
      }
      return read(operand, knowing: .constant(true))
    case .not(let operand): return gate(operand)
    case .binary(.and, let left, let right), .binary(.or, let left, let right):
      return joined(gate(left), gate(right))
    default: return read(condition, knowing: .constant(true))
    }
  }

  // MARK: Steps

  private func content(of step: Routine.Step, _ index: Int) -> [ApprovalSource] {
    var blocks = step.text.map { [$0] } ?? []
    switch step.actor {
    case .ai: return [ApprovalSource(origin: .step(index))]
    // What a person changed, chose or wrote is theirs; a text is what went into it.
    case .human: break
    case .tool: blocks += step.instructions
    case .routine(let name):
      // What a circle or an error hides has been told.
      guard let flow = flows[name] else { return [] }
      let own = flow.resultIsUnapproved ? [ApprovalSource(origin: .step(index))] : []
      return joined(own, handed(flow.resulting, step, index), ofCount[index])
    }
    if blocks.isEmpty { return [] }
    let read = blocks.flatMap { self.read($0, knowing: logic.when(index)) }
    return joined(passed(read, through: index), ofCount[index])
  }

  private func presence(of step: Routine.Step, _ index: Int) -> [ApprovalSource] {
    let when = step.when.map { read($0.value, knowing: .constant(true)) } ?? []
    var more = step.edits.map { step.result?.isOptional == true ? ofPresence[$0] : [] } ?? []
    if case .routine(let name) = step.actor, let flow = flows[name] {
      more += handed(flow.choosing, step, index)
      if flow.presenceIsUnapproved { more.append(ApprovalSource(origin: .step(index))) }
    }
    return joined(when, more)
  }

  /// Lists in lockstep are equally long: it is enough that one of them needs no approval. A person who goes through a
  /// list sees how long it is.
  private func count(of step: Routine.Step, _ index: Int) -> [ApprovalSource] {
    guard let each = step.each, step.actor.kind != "human" || step.text != nil else { return [] }
    let lists = each.items.map { item in
      if case .slot(let slot) = routine.program[item.list.value], let made = stepOfSlot[Int(slot)],
        routine.steps[made].each != nil
      {
        return ofCount[made]
      }
      return read(item.list.value, knowing: logic.when(index))
    }
    return passed(lists.min { $0.count < $1.count } ?? [], through: index)
  }

  /// What a step hands to some inputs of the routine it calls.
  private func handed(_ inputs: Set<String>, _ step: Routine.Step, _ index: Int) -> [ApprovalSource] {
    let arguments = step.with.filter { inputs.contains($0.input) }
    return passed(arguments.flatMap { read($0.value.value, knowing: logic.when(index)) }, through: index)
  }

  private func passed(_ sources: [ApprovalSource], through index: Int) -> [ApprovalSource] {
    sources.map { ApprovalSource(origin: $0.origin, through: $0.through + [index]) }
  }

  // MARK: Few instead of all

  /// More are hardly ever needed, and texts of texts of texts would give as many as there are ways through them.
  private static let limit = 40

  private func joined(_ lists: [ApprovalSource]...) -> [ApprovalSource] {
    var result: [ApprovalSource] = []
    for source in lists.joined() { add(source, to: &result) }
    guard result.count > Self.limit else { return result }
    // As if nobody had looked at what is in between: refuses perhaps too much, never too little.
    var few: [ApprovalSource] = []
    for source in result {
      let short = ApprovalSource(origin: source.origin, through: source.through.last.map { [$0] } ?? [])
      if !few.contains(short) { few.append(short) }
    }
    return few
  }

  /// Who passes fewer steps passes fewer people: a way that makes detours says nothing new.
  private func add(_ source: ApprovalSource, to list: inout [ApprovalSource]) {
    let own = telling.intersection(source.through)
    func others(_ other: ApprovalSource) -> Set<Int>? {
      other.origin == source.origin ? telling.intersection(other.through) : nil
    }
    if list.contains(where: { others($0)?.isSubset(of: own) == true }) { return }
    list.removeAll { others($0)?.isSuperset(of: own) == true }
    list.append(source)
  }
}
