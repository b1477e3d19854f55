// What the swimlane of a manual shows: which step needs what of which, where a step may be left out, and where a no leads.
//
// Names give the flow of data, and a look of a person stands in its way: what is read after it was looked at comes through
// the look, and nothing behind a look that is always done comes before it (decision 60).

import DariRuntime

extension ManualBuilder {
  var swimlane: SwimlaneFlow {
    var flow = SwimlaneFlow()
    for (index, step) in routine.steps.enumerated() {
      let lane = SwimlaneFlow.Lane(name: actor(step.actor), kind: SwimlaneFlow.Kind(step.actor))
      let place = flow.lanes.firstIndex(of: lane) ?? flow.lanes.count
      if place == flow.lanes.count { flow.lanes.append(lane) }
      var shown = SwimlaneFlow.Step(lane: place, title: title(index))
      shown.isCheckpoint = isCheckpoint(step)
      shown.isConditional = condition(step) != nil
      shown.isRepeated = step.each != nil
      shown.marks = marks(of: step)
      flow.steps.append(shown)
    }
    let needs = SwimlaneNeeds(routine: routine, isCheckpoint: routine.steps.map(isCheckpoint))
    flow.edges = needs.edges
    return flow
  }

  private func condition(_ step: Routine.Step) -> Routine.Clause? {
    SwimlaneNeeds.condition(of: step, in: routine.program)
  }

  private func marks(of step: Routine.Step) -> [SwimlaneFlow.Mark] {
    var marks: [SwimlaneFlow.Mark] = []
    if condition(step) != nil { marks.append(.init(text: words.swimlane.sometimes)) }
    if step.each != nil { marks.append(.init(text: words.swimlane.each)) }
    let inner = called(by: step)
    if isCheckpoint(step) {
      marks.append(
        .init(text: step.redo.map { words.swimlane.backTo($0.step + 1) } ?? words.swimlane.elseStop))
    } else if inner.contains(where: { $0.routine.steps.contains(where: isCheckpoint) }) {
      marks.append(.init(text: words.labels.checkpointInside))
    }
    var kinds: [Routine.EffectKind] = []
    for effect in step.effects + inner.flatMap({ $0.routine.steps.flatMap(\.effects) })
    where !kinds.contains(effect.kind) {
      kinds.append(effect.kind)
      marks.append(.init(text: words.labels.effects(effect.kind), leaves: true))
    }
    return marks
  }
}

extension SwimlaneFlow.Kind {
  fileprivate init(_ actor: Routine.Actor) {
    switch actor {
    case .human: self = .human
    case .ai: self = .ai
    case .tool: self = .tool
    case .routine: self = .routine
    }
  }
}

/// The edges of a routine's swimlane.
struct SwimlaneNeeds {
  private let routine: Routine
  private let isCheckpoint: [Bool]
  /// What a step is done on; nil if always.
  private let conditions: [Condition?]
  /// Of each step, those right before it.
  private var needs: [Set<Int>]

  /// A condition as far as two can be compared: what is asked, and the answer that is wanted.
  private struct Condition: Hashable {
    var question: String
    var answer: Bool
    var opposite: Condition { Condition(question: question, answer: !answer) }
  }

  init(routine: Routine, isCheckpoint: [Bool]) {
    self.routine = routine
    self.isCheckpoint = isCheckpoint
    conditions = routine.steps.map { step in
      Self.condition(of: step, in: routine.program).map { Self.condition($0.value, routine.program) }
    }
    needs = Array(repeating: [], count: routine.steps.count)
    for index in routine.steps.indices { needs[index] = sources(of: index) }
  }

  /// A condition that is always true is none.
  static func condition(of step: Routine.Step, in program: Program) -> Routine.Clause? {
    guard let when = step.when else { return nil }
    if case .constant(let index) = program[when.value], case .bool(true) = program.constants[Int(index)].value
    {
      return nil
    }
    return when
  }

  var edges: [SwimlaneFlow.Edge] {
    var edges: [SwimlaneFlow.Edge] = []
    for step in routine.steps.indices {
      let direct = needs[step].filter { !isRedundant($0, step) }.sorted()
      edges += direct.map { SwimlaneFlow.Edge($0, step, leadsPast($0, step) ? .around : .flow) }
      if let start = wayAround(to: step, direct) { edges.append(SwimlaneFlow.Edge(start, step, .around)) }
    }
    for (index, step) in routine.steps.enumerated() {
      if let redo = step.redo, redo.step < index { edges.append(SwimlaneFlow.Edge(index, redo.step, .back)) }
    }
    return edges
  }

  // MARK: What a step needs

  private func sources(of index: Int) -> Set<Int> {
    var sources = Set<Int>()
    for read in reads(of: index) {
      let looks = ((read + 1)..<max(read + 1, index)).filter { isCheckpoint[$0] && looksAt($0, read) }
      let base = looks.last { conditions[$0] == nil } ?? read
      // Of two that are never both done, neither comes through the other.
      let sometimes = looks.filter { look in
        guard look > base, let condition = conditions[look] else { return false }
        return condition.opposite != conditions[index]
      }
      sources.formUnion(sometimes)
      if !areAllWays(sometimes) { sources.insert(base) }
    }
    for look in 0..<index where isCheckpoint[look] && conditions[look] == nil { sources.insert(look) }
    if sources.isEmpty, index > 0 { sources.insert(index - 1) }
    return sources
  }

  private func looksAt(_ step: Int, _ result: Int) -> Bool {
    routine.steps[step].edits == result || routine.steps[step].reviews.contains(result)
  }

  /// One of them is done whatever comes.
  private func areAllWays(_ steps: [Int]) -> Bool {
    let known = Set(steps.compactMap { conditions[$0] })
    return known.contains { known.contains($0.opposite) }
  }

  // MARK: Ways

  /// Everything that is surely done between the two, if the later one is.
  private func isSure(_ between: Int, for step: Int) -> Bool {
    conditions[between] == nil || conditions[between] == conditions[step]
  }

  private func reaches(_ start: Int, _ step: Int, _ passes: (Int) -> Bool) -> Bool {
    var seen = Set<Int>()
    var waiting = [step]
    while let next = waiting.popLast() {
      if needs[next].contains(start) { return true }
      waiting += needs[next].filter { $0 > start && passes($0) && seen.insert($0).inserted }
    }
    return false
  }

  /// Something else already leads from the one to the other.
  private func isRedundant(_ start: Int, _ step: Int) -> Bool {
    let sure = { self.isSure($0, for: step) }
    let others = needs[step].filter { $0 > start && reaches(start, $0, sure) }
    return others.contains(where: sure) || areAllWays(Array(others))
  }

  /// The way goes by a step that is not always done.
  private func leadsPast(_ start: Int, _ step: Int) -> Bool {
    needs[step].contains { $0 > start && reaches(start, $0) { _ in true } }
  }

  /// Where the way begins that leads to a step if nothing right before it is done.
  private func wayAround(to step: Int, _ direct: [Int]) -> Int? {
    guard conditions[step] == nil, !direct.isEmpty, direct.allSatisfy({ conditions[$0] != nil }),
      !areAllWays(direct)
    else { return nil }
    var seen = Set(direct)
    var waiting = direct
    var found: Int?
    while let next = waiting.popLast() {
      for before in needs[next] where seen.insert(before).inserted {
        if conditions[before] == nil { found = max(found ?? before, before) } else { waiting.append(before) }
      }
    }
    return found
  }

  // MARK: What a step reads

  private func reads(of index: Int) -> Set<Int> {
    let step = routine.steps[index]
    var slots = SlotReads(program: routine.program)
    var blocks = step.messages.map(\.body) + step.instructions + step.checks
    blocks += [step.text, step.again].compactMap(\.self)
    for block in blocks { slots.read(block) }
    if let when = step.when { slots.read(when.value) }
    for item in step.each?.items ?? [] { slots.read(item.list.value) }
    for argument in step.with { slots.read(argument.value.value) }
    var reads = Set(step.reviews + [step.edits].compactMap(\.self) + step.effects.flatMap(\.steps))
    for (other, earlier) in routine.steps[..<index].enumerated() {
      if let slot = earlier.resultSlot, slots.slots.contains(slot) { reads.insert(other) }
    }
    return reads.filter { $0 < index }
  }

  private static func condition(_ id: Program.ExpressionID, _ program: Program) -> Condition {
    switch program[id] {
    case .not(let inner): return condition(inner, program).opposite
    case .binary(.notEqual, let left, let right):
      return Condition(question: "\(text(left, program)) = \(text(right, program))", answer: false)
    case .binary(.equal, let left, let right):
      return Condition(question: "\(text(left, program)) = \(text(right, program))", answer: true)
    default: return Condition(question: text(id, program), answer: true)
    }
  }

  /// The same for the same expression. Indices differ from place to place.
  private static func text(_ id: Program.ExpressionID, _ program: Program) -> String {
    func all(_ arguments: Program.Arguments) -> String {
      program.lists[arguments.range].map { text($0, program) }.joined(separator: ", ")
    }
    switch program[id] {
    case .constant(let index): return "\(program.constants[Int(index)].value)"
    case .slot(let slot): return "#\(slot)"
    case .field(let value, let slot, _): return "\(text(value, program)).\(slot)"
    case .item(let value, let index): return "\(text(value, program))[\(text(index, program))]"
    case .loop(let slot, let property): return "loop#\(slot).\(property)"
    case .not(let value): return "not(\(text(value, program)))"
    case .negate(let value): return "-(\(text(value, program)))"
    case .binary(let operation, let left, let right):
      return "(\(text(left, program)) \(operation.rawValue) \(text(right, program)))"
    case .conditional(let condition, let then, let otherwise):
      return "(\(text(condition, program)) ? \(text(then, program)) : \(text(otherwise, program)))"
    case .isPresent(let value): return "present(\(text(value, program)))"
    case .isEmpty(let value): return "empty(\(text(value, program)))"
    case .list(let items): return "[\(all(items))]"
    case .filter(let row, let value, let arguments, _):
      return "f\(row)(\(text(value, program)); \(all(arguments)))"
    }
  }
}

/// The slots of the frame that blocks and expressions read.
private struct SlotReads {
  let program: Program
  var slots = Set<Int>()

  mutating func read(_ block: Program.Block) {
    for instruction in program.instructions[block.range] {
      switch instruction {
      case .text, .opening, .closing: break
      case .print(let value, _, _): read(value)
      case .call(_, let arguments, _, _): for value in program.lists[arguments.range] { read(value) }
      case .branch(let condition, let then, let otherwise, _):
        read(condition)
        read(then)
        read(otherwise)
      case .loop(_, let list, let condition, let body, let otherwise, _):
        read(list)
        if let condition { read(condition) }
        read(body)
        read(otherwise)
      case .match(let subject, let start, let count, let otherwise, _):
        read(subject)
        for branch in program.branches[Int(start)..<Int(start + count)] { read(branch.body) }
        read(otherwise)
      case .set(_, let value, _): read(value)
      }
    }
  }

  mutating func read(_ id: Program.ExpressionID) {
    switch program[id] {
    case .constant, .loop: break
    case .slot(let slot): slots.insert(Int(slot))
    case .field(let value, _, _), .not(let value), .negate(let value), .isPresent(let value),
      .isEmpty(let value):
      read(value)
    case .item(let left, let right), .binary(_, let left, let right):
      read(left)
      read(right)
    case .conditional(let condition, let then, let otherwise):
      read(condition)
      read(then)
      read(otherwise)
    case .list(let items): for item in program.lists[items.range] { read(item) }
    case .filter(_, let subject, let arguments, _):
      read(subject)
      for argument in program.lists[arguments.range] { read(argument) }
    }
  }
}
