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
    var reads = LabelledReads(program: checker.builder.program, types: checker.builder.types)
    for block in step.messages.map(\.body) + [step.again, step.text].compactMap({ $0 }) + step.instructions {
      var found: LabelledReads.Read?
      _ = reads.visit(block, in: frame) { read in
        if read.labels.contains(label) { found = read }
        return found == nil
      }
      guard let found else { continue }
      return of(found, origins.first(of: label, in: found.sources), checker)
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

  private static func of(
    _ read: LabelledReads.Read, _ source: (name: String, span: SourceSpan?), _ checker: RoutineChecker
  ) -> LabelledUse {
    let hole = ProgramPlaces(checker: checker).hole(at: read.calls.first ?? read.instruction)
    guard read.kind == .value, read.calls.isEmpty else { return LabelledUse(span: hole.span, source: source) }
    let isText =
      switch checker.builder.types[Int(read.value.index)]?.core {
      case .text, .line, .url, .email: true
      default: false
      }
    return LabelledUse(
      span: hole.span, source: source,
      hole: Hole(span: hole.expression, subject: hole.subject, isText: isText))
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
    var isInput: Bool
    var span: SourceSpan?
    /// The steps it went through on the way, the last first.
    var through: [String]
  }

  /// Each input or step that declares the label, with the shortest way from it.
  func all(of label: Labels, in sources: [LabelSource]) -> [Origin] {
    var result: [Origin] = []
    var seen: Set<Stop> = []
    var waiting = sources.of(label).map { (stop($0, label), [String]()) }
    while !waiting.isEmpty {
      let (stop, through) = waiting.removeFirst()
      guard seen.insert(stop).inserted else { continue }
      func add(_ name: String, isInput: Bool, _ span: SourceSpan?) {
        if result.contains(where: { $0.name == name && $0.isInput == isInput && $0.through == through }) {
          return
        }
        result.append(Origin(name: name, isInput: isInput, span: span, through: through))
      }
      if stop.slot < checker.routine.inputs.count {
        let name = checker.routine.inputs[stop.slot].name
        add(name, isInput: true, checker.names.inputs[name]?.span)
        continue
      }
      guard let index = flow.step(of: stop.slot) else { continue }
      let step = checker.routine.steps[index]
      let isResult = step.remarksSlot != stop.slot
      let declared = isResult ? flow.declared(index) : []
      let inside = (isResult ? flow.sources(of: index) : flow.remarkSources(of: index)).of(stop.labels)
      // A routine that it calls may bring a label of its own.
      if !declared.isDisjoint(with: stop.labels) || inside.isEmpty {
        add(step.name, isInput: false, checker.drafts[index].span)
      }
      for source in inside {
        waiting.append(
          (self.stop(source, stop.labels), through.last == step.name ? through : through + [step.name]))
      }
    }
    return result
  }

  private struct Stop: Hashable {
    var slot: Int
    /// What is asked of it.
    var labels: Labels
  }

  private func stop(_ source: LabelSource, _ labels: Labels) -> Stop {
    var wanted = source.labels.intersection(labels)
    if source.isMasked, wanted.contains(.redacted) { wanted.insert(.personal) }
    return Stop(slot: source.slot, labels: wanted)
  }
}
