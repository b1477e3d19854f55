// Where labelled data goes into a step, and the input or result it comes from: for messages and reports.

import DariBase
import DariRuntime
import DariSyntax

/// The first place of a step at which something with a label goes in.
struct LabelledUse {
  struct Hole {
    var span: SourceSpan?
    /// What is printed, in brackets where a filter would not take all of it.
    var subject: String
    /// It is a text, which `redact` takes.
    var isText: Bool
  }

  var span: SourceSpan
  var source: (name: String, span: SourceSpan?)
  /// The hole that prints it; nil where a condition or an effect lets it in.
  var hole: Hole?

  static func first(
    of label: Labels, in draft: StepDraft, checker: RoutineChecker, _ flow: LabelFlow
  ) -> LabelledUse {
    let step = checker.routine.steps[draft.index]
    let frame = flow.frame(at: draft.index)
    let reader = ExpressionLabels(
      program: checker.routine.program, types: checker.builder.types, frame: frame)
    let origins = LabelOrigins(checker: checker, flow: flow)
    if let when = step.when, reader.labels(when.value).contains(label) {
      let source = origins.first(of: label, in: reader.sources(when.value))
      return LabelledUse(span: draft.keys["when"]?.span ?? draft.span, source: source)
    }
    for item in step.each?.items ?? [] where reader.labels(item.list.value).contains(label) {
      let source = origins.first(of: label, in: reader.sources(item.list.value))
      return LabelledUse(span: draft.keys["each"]?.span ?? draft.span, source: source)
    }
    var finder = HoleFinder(program: checker.builder.program, types: checker.builder.types, label: label)
    for block in step.messages.map(\.body) + [step.again, step.text].compactMap({ $0 }) + step.instructions {
      guard let found = finder.find(in: block, frame) else { continue }
      let hole = ProgramPlaces(checker: checker).hole(at: found.instruction)
      let type = found.value.flatMap { checker.builder.types[Int($0.index)]?.core }
      var isText = false
      switch type {
      case .text, .line, .url, .email: isText = true
      default: break
      }
      return LabelledUse(
        span: hole.span, source: origins.first(of: label, in: found.sources),
        hole: found.value == nil ? nil : Hole(span: hole.expression, subject: hole.subject, isText: isText))
    }
    for effect in step.effects {
      for (token, named) in zip(draft.names(effect.kind.rawValue), effect.steps) {
        guard let slot = checker.routine.steps[named].resultSlot else { continue }
        let source = LabelSource(slot: slot, labels: label)
        return LabelledUse(span: token.span, source: origins.first(of: label, in: [source]))
      }
    }
    return LabelledUse(span: draft.span, source: (draft.name, nil))
  }
}

/// Goes back from results to the inputs whose labels they carry.
struct LabelOrigins {
  let checker: RoutineChecker
  let flow: LabelFlow

  /// The name of the input or step that declares the label, and where.
  func first(of label: Labels, in sources: [LabelSource]) -> (name: String, span: SourceSpan?) {
    all(of: label, in: sources).first.map { ($0.name, $0.span) } ?? ("", nil)
  }

  struct Origin {
    var name: String
    var span: SourceSpan?
    /// The steps it went through on the way, the last first.
    var through: [String]
  }

  /// Each input or step that declares the label, with the shortest way from it.
  func all(of label: Labels, in sources: [LabelSource]) -> [Origin] {
    var result: [Origin] = []
    var seen: Set<Int> = []
    var waiting = sources.filter { !$0.labels.isDisjoint(with: before(label)) }.map { ($0.slot, [String]()) }
    while !waiting.isEmpty {
      let (slot, through) = waiting.removeFirst()
      guard seen.insert(slot).inserted else { continue }
      if slot < checker.routine.inputs.count {
        let name = checker.routine.inputs[slot].name
        result.append(Origin(name: name, span: checker.names.inputs[name]?.span, through: through))
        continue
      }
      guard let index = checker.routine.steps.firstIndex(where: { $0.resultSlot == slot }) else { continue }
      let step = checker.routine.steps[index]
      if !(checker.outcomes[index]?.flowLabels.isDisjoint(with: before(label)) ?? true) {
        result.append(Origin(name: step.name, span: checker.drafts[index].span, through: through))
      }
      for source in flow.sources(of: index) where !source.labels.isDisjoint(with: before(label)) {
        waiting.append((source.slot, through + [step.name]))
      }
    }
    return result
  }

  /// What is redacted was personal.
  private func before(_ label: Labels) -> Labels {
    label.contains(.redacted) ? label.union(.personal) : label
  }
}

/// The first hole or condition of a template with a label.
private struct HoleFinder {
  let program: Program
  let types: [Type?]
  let label: Labels
  private var depth = 0
  private var work = 0

  struct Found {
    var instruction: Int
    /// What is printed; nil for a condition or a call.
    var value: Program.ExpressionID?
    var sources: [LabelSource]
  }

  init(program: Program, types: [Type?], label: Labels) {
    self.program = program
    self.types = types
    self.label = label
  }

  mutating func find(in block: Program.Block, _ frame: LabelFrame) -> Found? {
    var reader = ExpressionLabels(program: program, types: types, frame: frame)
    return walk(block, &reader)
  }

  private mutating func walk(_ block: Program.Block, _ reader: inout ExpressionLabels) -> Found? {
    for index in block.range {
      work += 1
      if work > PlaceScanner.workLimit { return nil }
      switch program.instructions[index] {
      case .text, .opening, .closing: break
      case .print(let value, _, _):
        if let found = found(value, index, reader, isPrinted: true) { return found }
      case .set(let slot, let value, _): reader.frame.entries[Int(slot)] = reader.entry(value)
      case .call(let snippet, let arguments, _, _):
        guard depth < PlaceScanner.callLimit else { return nil }
        depth += 1
        defer { depth -= 1 }
        var inner = ExpressionLabels(program: program, types: types, frame: reader.frame(of: arguments))
        if let found = walk(program.snippets[Int(snippet)].body, &inner) {
          return Found(instruction: index, value: nil, sources: found.sources)
        }
      case .branch(let condition, let then, let otherwise, _):
        if let found = found(condition, index, reader) { return found }
        if let found = walk(then, &reader) ?? walk(otherwise, &reader) { return found }
      case .loop(let slot, let list, _, let body, let otherwise, _):
        reader.enter(slot: Int(slot), list: list)
        if let found = walk(body, &reader) ?? walk(otherwise, &reader) { return found }
        if let found = found(list, index, reader) { return found }
      case .match(let subject, let start, let count, let otherwise, _):
        if let found = found(subject, index, reader) { return found }
        for branch in program.branches[Int(start)..<Int(start + count)] {
          if let found = walk(branch.body, &reader) { return found }
        }
        if let found = walk(otherwise, &reader) { return found }
      }
    }
    return nil
  }

  private func found(
    _ value: Program.ExpressionID, _ index: Int, _ reader: ExpressionLabels, isPrinted: Bool = false
  ) -> Found? {
    guard reader.labels(value).contains(label) else { return nil }
    return Found(instruction: index, value: isPrinted ? value : nil, sources: reader.sources(value))
  }
}
