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
    let reader = ExpressionLabels(program: checker.routine.program, types: checker.builder.types, frame: frame)
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
    var seen: Set<Int> = []
    var waiting = sources.of(label).map { ($0.slot, [String]()) }
    while !waiting.isEmpty {
      let (slot, through) = waiting.removeFirst()
      guard seen.insert(slot).inserted else { continue }
      if slot < checker.routine.inputs.count {
        let name = checker.routine.inputs[slot].name
        result.append(
          Origin(name: name, isInput: true, span: checker.names.inputs[name]?.span, through: through))
        continue
      }
      guard let index = flow.step(of: slot) else { continue }
      let step = checker.routine.steps[index]
      let isResult = step.remarksSlot != slot
      let declared = isResult ? checker.outcomes[index]?.flowLabels ?? [] : []
      let inside = (isResult ? flow.sources(of: index) : flow.remarkSources(of: index)).of(label)
      // A routine that it calls may bring a label of its own.
      if !declared.isDisjoint(with: label.before) || inside.isEmpty {
        result.append(
          Origin(name: step.name, isInput: false, span: checker.drafts[index].span, through: through))
      }
      for source in inside { waiting.append((source.slot, through.last == step.name ? through : through + [step.name])) }
    }
    return result
  }
}

extension Labels {
  /// What is redacted was personal.
  var before: Labels { contains(.redacted) ? union(.personal) : self }
}
