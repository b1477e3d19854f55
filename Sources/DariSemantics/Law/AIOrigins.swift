// What an AI made in a routine, and where it leaves the house. Approval (ApprovalSources) asks what nobody looked at; this asks
// what an AI made at all: a text that a person changed was still written by an AI.

import DariBase
import DariRuntime

struct AIOrigins {
  enum Origin: Hashable {
    /// The step of this index, done by an AI or by a routine.
    case step(Int)
    case input(String)
  }

  struct Leaving {
    var step: Int
    var kind: Routine.EffectKind
    var origins: Set<Origin>
    /// Texts that leave with it whatever happens, folded.
    var certain: [String]
    /// The effect itself, to ask whether it was approved; nil if it is one of a called routine.
    var effect: Routine.Effect?

    /// The steps of the routine that made some of it.
    var made: Set<Int> {
      Set(origins.compactMap { if case .step(let index) = $0 { index } else { nil } })
    }
  }

  /// Everything that leaves and may hold something of an AI or of who calls.
  private(set) var leaving: [Leaving] = []
  /// Of these, what an AI of the routine itself made, or of one that it calls. What an input brings in is told where it
  /// comes from.
  var madeHere: [Leaving] { leaving.filter { !$0.made.isEmpty } }
  /// Of the routine's result.
  private(set) var result: Set<Origin> = []
  /// An AI does a step, here or in a called routine.
  private(set) var usesAI = false

  private let routine: Routine
  private let callees: (String) -> AIOrigins?
  private var ofResult: [Set<Origin>] = []
  private var bySlot: [Int: Set<Origin>] = [:]

  init(_ routine: Routine, callees: @escaping (String) -> AIOrigins?) {
    self.routine = routine
    self.callees = callees
    for (slot, input) in routine.inputs.enumerated() { bySlot[slot] = [.input(input.name)] }
    for index in routine.steps.indices { take(index) }
    result = routine.result.map { ofResult[$0] } ?? []
  }

  private mutating func take(_ index: Int) {
    let step = routine.steps[index]
    for item in step.each?.items ?? [] { bySlot[item.slot] = read(item.list.value) }
    let content = content(of: step, index)
    ofResult.append(content)
    if let slot = step.resultSlot { bySlot[slot] = content }
    if let slot = step.each?.earlierSlot { bySlot[slot] = content }
    for effect in step.effects {
      var origins = Set(effect.steps.flatMap { ofResult[$0] })
      var texts = effect.steps.compactMap { routine.steps[$0].text }
      if effect.ownText, let text = step.text {
        origins.formUnion(read(text))
        texts.append(text)
      }
      if origins.isEmpty { continue }
      let certain = texts.map { LawPack.folded(PrintedText(of: $0, in: routine.program).certain) }
      leaving.append(
        Leaving(step: index, kind: effect.kind, origins: origins, certain: certain, effect: effect))
    }
  }

  private mutating func content(of step: Routine.Step, _ index: Int) -> Set<Origin> {
    switch step.actor {
    case .ai:
      usesAI = true
      return [.step(index)]
    case .human: return step.text.map(read) ?? step.edits.map { ofResult[$0] } ?? []
    case .tool:
      return (([step.text].compactMap { $0 }) + step.instructions).reduce(into: []) { $0.formUnion(read($1)) }
    case .routine(let name):
      guard let callee = callees(name) else { return [] }
      usesAI = usesAI || callee.usesAI
      for way in callee.leaving {
        let origins = handed(way.origins, step)
        if origins.isEmpty { continue }
        leaving.append(Leaving(step: index, kind: way.kind, origins: origins, certain: way.certain))
      }
      var content = handed(callee.result, step)
      if callee.result.contains(where: { if case .step = $0 { true } else { false } }) {
        content.insert(.step(index))
      }
      return content
    }
  }

  /// What a step hands to some inputs of the routine it calls.
  private func handed(_ origins: Set<Origin>, _ step: Routine.Step) -> Set<Origin> {
    step.with.filter { origins.contains(.input($0.input)) }.reduce(into: []) {
      $0.formUnion(read($1.value.value))
    }
  }

  private func read(_ block: Program.Block) -> Set<Origin> {
    origins(of: PrintedText(of: block, in: routine.program).slots)
  }

  private func read(_ expression: Program.ExpressionID) -> Set<Origin> {
    origins(of: routine.program.slotsRead(by: expression))
  }

  private func origins(of slots: Set<Int>) -> Set<Origin> {
    slots.reduce(into: []) { $0.formUnion(bySlot[$1] ?? []) }
  }
}

/// What a template prints: the slots, and the text that is there on every way through it.
struct PrintedText {
  private(set) var slots: Set<Int> = []
  /// Literal text and texts of the project's own values; a break stands for anything else.
  private(set) var certain = ""

  private let program: Program
  private static let gap = "\u{0}"

  init(of block: Program.Block, in program: Program) {
    self.program = program
    read(block, isCertain: true)
  }

  private mutating func read(_ block: Program.Block, isCertain: Bool) {
    for instruction in program.instructions[block.range] {
      switch instruction {
      case .text(let literal, _), .opening(let literal, _, _), .closing(let literal, _):
        if isCertain { certain += program.text(of: literal) }
      case .print(let value, _, _):
        slots.formUnion(program.slotsRead(by: value))
        if isCertain { certain += constant(value).map(\.printed) ?? Self.gap }
      case .set(_, let value, _): slots.formUnion(program.slotsRead(by: value))
      case .call(let snippet, let arguments, _, _):
        for index in arguments.range { slots.formUnion(program.slotsRead(by: program.lists[index])) }
        // The body's slots are its arguments.
        if isCertain { certain += PrintedText(of: program.snippets[Int(snippet)].body, in: program).certain }
      case .branch(_, let then, let otherwise, _): readBranches([then, otherwise])
      case .loop(_, let list, _, let body, let otherwise, _):
        slots.formUnion(program.slotsRead(by: list))
        readBranches([body, otherwise])
      case .match(_, let start, let count, let otherwise, _):
        let branches = program.branches[Int(start)..<Int(start + count)].map(\.body)
        readBranches(branches + [otherwise])
      }
    }
  }

  private mutating func readBranches(_ blocks: [Program.Block]) {
    certain += Self.gap
    for block in blocks { read(block, isCertain: false) }
  }

  /// A value that the project itself holds, or a part of one.
  private func constant(_ id: Program.ExpressionID) -> Value? {
    switch program[id] {
    case .constant(let index): return program.constants[Int(index)].value
    case .field(let base, let slot, _):
      guard case .record(let values)? = constant(base), Int(slot) < values.count else { return nil }
      return values[Int(slot)]
    default: return nil
    }
  }
}
