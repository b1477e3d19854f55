// Labels flow from step to step: what went into an AI's prompt is in what it answers, until a person has approved it.

import DariRuntime

/// The labels of what each step gives, besides those that its type declares.
final class LabelFlow {
  private let checker: RoutineChecker
  private let routine: Routine
  private var blocks: BlockLabels
  /// Of each step's result.
  private(set) var results: [Labels]
  /// Of all that a step shows to who does it: its prompts, texts and instructions, and what decides whether it is done.
  private(set) var shown: [Labels]
  /// Of what leaves the house in a step, in its effects and its own text.
  private(set) var leaving: [Labels]
  private var remarks: [Int: Labels] = [:]
  /// The first step that reviews a step, by the reviewed one.
  private var firstReviews: [Int: Int] = [:]
  /// Once the labels are settled.
  private var knownSources: [Int: [LabelSource]] = [:]

  init(_ checker: RoutineChecker) {
    self.checker = checker
    routine = checker.routine
    blocks = BlockLabels(program: checker.routine.program, types: checker.builder.types)
    results = Array(repeating: [], count: routine.steps.count)
    shown = results
    leaving = results
    for (index, step) in routine.steps.enumerated() {
      for reviewed in step.reviews where firstReviews[reviewed] == nil { firstReviews[reviewed] = index }
    }
  }

  /// Until nothing changes: who sends back sees what comes later. Labels only grow, so it ends.
  func run() {
    for _ in 0..<Self.rounds {
      let before = (results, remarks)
      for index in routine.steps.indices { take(index) }
      for (index, step) in routine.steps.enumerated() where step.remarksSlot != nil {
        remarks[index] = reviewed(step).throughConditions
      }
      if before.0 == results && before.1 == remarks { return }
    }
  }

  /// Each round but the last makes one of four labels of one step grow.
  private static let rounds = 10_000

  private func reviewed(_ step: Routine.Step) -> Labels {
    (step.reviews + [step.edits].compactMap { $0 }).reduce([]) { $0.union(results[$1]).union(declared($1)) }
  }

  /// What the type of a step's result says.
  func declared(_ index: Int) -> Labels { checker.outcomes[index]?.flowLabels ?? [] }

  // MARK: One step

  private func take(_ index: Int) {
    let step = routine.steps[index]
    let frame = frame(at: index)
    let reader = ExpressionLabels(program: routine.program, types: checker.builder.types, frame: frame)
    var labels = step.when.map { reader.labels($0.value).throughConditions } ?? []
    for item in step.each?.items ?? [] { labels.formUnion(reader.labels(item.list.value).throughConditions) }
    var text = Labels()
    for block in step.messages.map(\.body) + [step.again, step.text].compactMap({ $0 }) {
      text.formUnion(blocks.labels(of: block, in: frame))
    }
    var instructions = Labels()
    for block in step.instructions { instructions.formUnion(blocks.labels(of: block, in: frame)) }
    shown[index] = labels.union(text).union(instructions)
    leaving[index] = left(step, frame)
    switch step.actor {
    case .ai: results[index].formUnion(labels.union(text))
    case .tool: results[index].formUnion(shown[index])
    case .human:
      results[index].formUnion(labels.union(text))
      if let edited = step.edits {
        results[index].formUnion(seen(edited, at: index).subtracting([.untrusted, .redacted]))
      }
    case .routine(let name):
      results[index].formUnion(labels.union(checker.project.signatures[name]?.labels ?? []))
    }
  }

  private func left(_ step: Routine.Step, _ frame: LabelFrame) -> Labels {
    var result = Labels()
    for effect in step.effects {
      for named in effect.steps {
        guard let slot = routine.steps[named].resultSlot else { continue }
        result.formUnion(frame.entries[slot]?.labels ?? [])
        result.formUnion(frame.entries[slot]?.isWhole == true ? [] : declared(named))
      }
      if effect.ownText, let text = step.text { result.formUnion(blocks.labels(of: text, in: frame)) }
    }
    return result
  }

  /// A result as a later step sees it: what a person has approved on every way there is trusted.
  private func seen(_ earlier: Int, at index: Int) -> Labels {
    results[earlier].union(declared(earlier))
      .subtracting(isReviewed(earlier, before: index) ? [.untrusted, .redacted] : [])
  }

  /// Of the routine's result, for those who call it, besides what its type declares.
  func labels(ofResult index: Int) -> Labels {
    results[index].subtracting(isReviewed(index, before: routine.steps.count) ? [.untrusted, .redacted] : [])
  }

  /// A person has accepted or refused what a step gives, on every way to a later step.
  func isReviewed(_ step: Int, before index: Int) -> Bool {
    guard let first = firstReviews[step], first < index else { return false }
    return checker.approval?.isReviewed(step, before: index) ?? false
  }

  // MARK: Where they come from

  /// The inputs and results whose labels a step's result has.
  func sources(of index: Int) -> [LabelSource] {
    if let known = knownSources[index] { return known }
    let step = routine.steps[index]
    let frame = frame(at: index)
    let reader = ExpressionLabels(program: routine.program, types: checker.builder.types, frame: frame)
    var result: [LabelSource] = []
    func add(_ more: [LabelSource]) {
      for source in more where !result.contains(source) { result.append(source) }
    }
    func add(_ value: Program.ExpressionID, isCondition: Bool) {
      let labels = reader.labels(value)
      add(reader.sources(value).of(isCondition ? labels.throughConditions : labels))
    }
    for argument in step.with { add(argument.value.value, isCondition: false) }
    for item in step.each?.items ?? [] { add(item.list.value, isCondition: true) }
    if let when = step.when { add(when.value, isCondition: true) }
    // What a person is told to do is not in what the person makes.
    let instructions = step.actor.kind == "tool" ? step.instructions : []
    var reads = LabelledReads(program: routine.program, types: checker.builder.types)
    for block in step.messages.map(\.body) + [step.again, step.text].compactMap({ $0 }) + instructions {
      _ = reads.visit(block, in: frame) { read in
        add(read.sources)
        return true
      }
    }
    if let edited = step.edits, let slot = routine.steps[edited].resultSlot {
      add([LabelSource(slot: slot, labels: seen(edited, at: index))])
    }
    result.removeAll { $0.labels.isEmpty }
    knownSources[index] = result
    return result
  }

  /// What the person of a step looked at who sends something back.
  func remarkSources(of index: Int) -> [LabelSource] {
    let step = routine.steps[index]
    return (step.reviews + [step.edits].compactMap { $0 }).compactMap { looked in
      routine.steps[looked].resultSlot.map {
        LabelSource(slot: $0, labels: results[looked].union(declared(looked)).throughConditions)
      }
    }
  }

  /// The step whose result, results so far or remarks lie in a slot.
  func step(of slot: Int) -> Int? {
    routine.steps.firstIndex { [$0.resultSlot, $0.remarksSlot, $0.each?.earlierSlot].contains(slot) }
  }

  // MARK: What a step's templates see

  func frame(at index: Int) -> LabelFrame {
    var frame = LabelFrame()
    for (earlier, step) in routine.steps.enumerated() {
      if let slot = step.resultSlot {
        let isTrusted = earlier < index && isReviewed(earlier, before: index)
        var labels = results[earlier]
        if isTrusted { labels = labels.union(declared(earlier)).subtracting([.untrusted, .redacted]) }
        frame.entries[slot] = .init(labels: labels, isWhole: isTrusted)
      }
      if let slot = step.remarksSlot {
        frame.entries[slot] = .init(labels: remarks[earlier] ?? [], isWhole: true)
      }
    }
    guard let each = routine.steps[index].each else { return frame }
    let reader = ExpressionLabels(program: routine.program, types: checker.builder.types, frame: frame)
    for item in each.items {
      var entry = reader.itemEntry(item.list.value)
      // A list of results that was approved as a whole.
      if case .slot(let slot) = routine.program[item.list.value], frame.entries[Int(slot)]?.isWhole == true {
        entry.isWhole = true
      }
      frame.entries[item.slot] = entry
    }
    if let slot = each.earlierSlot { frame.entries[slot] = .init(labels: results[index]) }
    return frame
  }
}
