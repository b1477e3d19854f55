// Goes through the steps of a routine in order, as far as what is known reaches: which are done, how often, and what their
// templates come to.

import DariBase

struct RoutineWalk {
  let routine: Routine
  /// The routines that may be called, by name.
  let routines: [String: Routine]
  let given: GivenData
  let tracing: Bool
  /// Every message is read back as a whole.
  let isParanoid: Bool
  let coverage: RenderCoverage?
  /// The frame: inputs, results so far; what is not known is a placeholder.
  private(set) var values: [Value]
  /// Steps of which some results are not known, with how many were handed in.
  private var partial: [Int: (count: Int, items: Int)] = [:]
  /// Steps for which something was handed in that can't be.
  private var rejected: Set<Int> = []
  /// Where the items in hand came from.
  private var itemPaths: [Int: [String]] = [:]

  /// - Parameter inputs: in the routine's order.
  init(
    _ routine: Routine, routines: [String: Routine], inputs: [Value], given: GivenData, tracing: Bool,
    isParanoid: Bool = false, coverage: RenderCoverage? = nil
  ) {
    self.isParanoid = isParanoid
    self.coverage = coverage
    self.routine = routine
    self.routines = routines
    self.given = given
    self.tracing = tracing
    values = Array(repeating: .absent, count: routine.slotNames.count)
    for (slot, value) in inputs.enumerated() { values[slot] = value }
    coverage?.note(inputs, of: routine)
    for (index, step) in routine.steps.enumerated() {
      if let slot = step.resultSlot {
        // A list may be only the first results: how many there are is known when the step is reached.
        let handed = step.each == nil ? given.results[index] : nil
        values[slot] = handed ?? .placeholder(step.name)
      }
      if let slot = step.remarksSlot {
        // Who has not refused has said nothing; before anybody has, it is not known what will be said.
        let nobodyHas = given.remarks.isEmpty && given.itemRemarks.isEmpty
        let unknown = nobodyHas ? Value.placeholder("\(step.name).remarks") : .text("")
        values[slot] = given.remarks[index].map { .text($0) } ?? unknown
      }
    }
  }

  /// The routine's result, as far as it is known.
  var result: Value {
    guard let index = routine.result, let slot = routine.steps[index].resultSlot else { return .absent }
    return values[slot]
  }

  /// - Parameter wanted: steps whose texts are asked for; nil for all.
  mutating func run(_ wanted: Set<Int>?) -> RenderedRoutine {
    var result = RenderedRoutine()
    for index in routine.steps.indices {
      let isWanted = wanted?.contains(index) ?? true
      do throws(RenderError) {
        try run(index, isWanted, &result)
      } catch {
        let error = explained(error)
        switch error.fault {
        case .skippedStep: settle(index, .absent)
        case .tooManyResults, .noSuchItem: rejected.insert(index)
        // That has been told where it was handed in.
        case .needsResult where step(needed: error).map(rejected.contains) == true: continue
        default:
          // A step that nobody asked for and that can't be done yet leaves a placeholder for those who print it.
          if isWanted, RoutineRenderer.isRendered(routine.steps[index]) { break }
          settle(index, given.results[index])
          continue
        }
        result.failures.append(StepFailure(step: index, error: error))
      }
    }
    return result
  }

  /// A result that is needed and is not there may be one of which a part is.
  private func explained(_ error: RenderError) -> RenderError {
    guard case .needsResult(let path) = error.fault, let step = step(needed: error),
      let (count, items) = partial[step]
    else { return error }
    return RenderError(
      fault: .fewResults(path: path, count, of: items), place: error.place, paths: error.paths)
  }

  private func step(needed error: RenderError) -> Int? {
    guard case .needsResult(let path) = error.fault else { return nil }
    let name = StepFailure.step(of: path, in: routine)
    return routine.steps.firstIndex { $0.name == name }
  }

  private mutating func run(
    _ index: Int, _ isWanted: Bool, _ result: inout RenderedRoutine
  ) throws(RenderError) {
    let step = routine.steps[index]
    let isRendered = RoutineRenderer.isRendered(step)
    guard try isDone(step) else {
      coverage?.note(step, of: routine, isSkipped: true)
      let isHanded = given.results[index].map { !$0.isAbsent } ?? false
      let isSaid = given.remarks[index] != nil || given.itemRemarks[index] != nil
      if isHanded || isSaid, let when = step.when {
        throw RenderError(fault: .skippedStep, place: when.place, paths: [step.name])
      }
      settle(index, .absent)
      if isWanted, isRendered { result.steps.append(RenderedStep(step: index, isSkipped: true)) }
      return
    }
    guard let each = step.each else {
      let runs = try render(index, values, item: nil, isWanted)
      settle(index, given.results[index] ?? runs.outcome)
      if isWanted, isRendered { result.steps.append(runs.step) }
      return
    }
    try run(each, of: index, isWanted, &result)
  }

  private mutating func run(
    _ each: Routine.Each, of index: Int, _ isWanted: Bool, _ result: inout RenderedRoutine
  ) throws(RenderError) {
    let step = routine.steps[index]
    let lists = try lists(of: each)
    let count = lists[0].count
    var handed: [Value]?
    if case .list(let results)? = given.results[index] { handed = results }
    if let handed, handed.count > count {
      throw RenderError(
        fault: .tooManyResults(handed.count, of: count), place: each.items[0].list.place, paths: [step.name])
    }
    if let item = given.items(of: index).sorted().first(where: { $0 >= count }) {
      throw RenderError(
        fault: .noSuchItem(item, of: count), place: each.items[0].list.place, paths: [step.name])
    }
    var outcomes: [Value] = []
    let listPaths = paths(of: each)
    defer { itemPaths = [:] }
    for number in 0..<count {
      var frame = values
      for (item, list) in zip(each.items, lists) { frame[item.slot] = list[number] }
      itemPaths = listPaths.mapValues { $0.map { "\($0)[\(number)]" } }
      if let slot = each.earlierSlot { itemPaths[slot] = [step.name] }
      if let slot = each.earlierSlot {
        let known = handed.map { $0.count >= number ? Array($0[..<number]) : nil }
        let earlier = known ?? (outcomes.count == number ? outcomes : nil)
        frame[slot] = earlier.map { .list($0) } ?? .placeholder(step.name)
      }
      let run = try render(index, frame, item: .init(number: number, count: count), isWanted)
      if let handed, number < handed.count {
        outcomes.append(handed[number])
      } else if let outcome = run.outcome {
        outcomes.append(outcome)
      }
      if isWanted, RoutineRenderer.isRendered(step) { result.steps.append(run.step) }
    }
    if let handed, outcomes.count < count { partial[index] = (handed.count, count) }
    settle(index, outcomes.count == count ? .list(outcomes) : nil)
  }

  /// Nil: not known.
  private mutating func settle(_ index: Int, _ outcome: Value?) {
    if let slot = routine.steps[index].resultSlot, let outcome { values[slot] = outcome }
  }

  // MARK: Whether and how often

  private func isDone(_ step: Routine.Step) throws(RenderError) -> Bool {
    guard let when = step.when else { return true }
    var renderer = renderer(values)
    return try renderer.holds(when)
  }

  /// Lists in lockstep are equally long: what is not known of one yet is placeholders, as many as another has items.
  private func lists(of each: Routine.Each) throws(RenderError) -> [[Value]] {
    var known: [[Value]?] = []
    var unknown: RenderError?
    for item in each.items {
      var renderer = renderer(values)
      do throws(RenderError) {
        known.append(try renderer.items(of: item.list))
      } catch {
        guard case .needsResult = error.fault else { throw error }
        unknown = unknown ?? error
        known.append(nil)
      }
    }
    guard let count = known.compactMap({ $0?.count }).first else {
      throw unknown ?? RenderError(fault: .damagedProgram, place: each.items[0].list.place, paths: [])
    }
    var lists: [[Value]] = []
    for (list, item) in zip(known, each.items) {
      // The checker allows only lists that are always as long as each other.
      if let list, list.count != count {
        throw RenderError(fault: .damagedProgram, place: item.list.place, paths: [item.name])
      }
      lists.append(list ?? (0..<count).map { .placeholder("\(item.name)[\($0)]") })
    }
    return lists
  }

  private func renderer(_ frame: [Value]) -> Renderer {
    Renderer(
      program: routine.program, slotNames: routine.slotNames, values: frame, tracing: tracing,
      paths: itemPaths, coverage: coverage)
  }

  /// By the slot of the item, if anybody wants to know.
  private func paths(of each: Routine.Each) -> [Int: [String]] {
    guard tracing else { return [:] }
    var renderer = renderer(values)
    return Dictionary(uniqueKeysWithValues: each.items.map { ($0.slot, renderer.paths(of: $0.list)) })
  }

  // MARK: One run of a step

  private func render(
    _ index: Int, _ frame: [Value], item: RenderedStep.Item?, _ isWanted: Bool
  ) throws(RenderError) -> (step: RenderedStep, outcome: Value?) {
    let step = routine.steps[index]
    func render(_ block: Program.Block) throws(RenderError) -> RenderedText {
      var renderer = renderer(frame)
      return try checked(try renderer.render(block), block)
    }
    var result = RenderedStep(step: index)
    result.item = item
    if case .routine(let name) = step.actor, let called = routines[name] {
      var walk = try walk(into: called, step, frame, given.called[.init(step: index, item: item?.number)])
      let rendered = walk.run(isWanted ? nil : [])
      if isWanted { coverage?.note(step, of: routine, isSkipped: false) }
      result.call = RenderedStep.Call(routine: called, rendered: rendered)
      let outcome = walk.result
      if case .placeholder = outcome { return (result, nil) }
      return (result, outcome)
    }
    if let text = step.text { result.text = try render(text) }
    let outcome = result.text.map { Value.text($0.text) }
    guard isWanted else { return (result, outcome) }
    coverage?.note(step, of: routine, isSkipped: false)
    for message in step.messages {
      result.messages.append(RenderedStep.Message(role: message.role, body: try render(message.body)))
    }
    if let again = step.again, isRefused(index, item?.number) {
      coverage?.note(step, of: routine, isSkipped: false, isAgain: true)
      result.messages.append(
        RenderedStep.Message(role: .assistant, body: refusedAnswer(index, item, step.messages.last?.body)))
      var said = frame
      for (reviewer, other) in routine.steps.enumerated() {
        if let slot = other.remarksSlot {
          said[slot] = .text(remarks(of: reviewer, to: index, item?.number) ?? "")
        }
      }
      var renderer = renderer(said)
      let body = try checked(try renderer.render(again), again)
      result.again = body
      result.messages.append(RenderedStep.Message(role: .user, body: body))
    }
    result.tokens = try BudgetCheck(routine: routine, values: frame).count(result)
    return (result, outcome)
  }

  private func walk(
    into called: Routine, _ step: Routine.Step, _ frame: [Value], _ given: GivenData?
  ) throws(RenderError) -> RoutineWalk {
    var inputs: [Value] = []
    for input in called.inputs {
      var value = Value.absent
      if let argument = step.with.first(where: { $0.input == input.name }) {
        var renderer = renderer(frame)
        value = try renderer.value(of: argument.value)
      }
      if value.isAbsent, let fallback = input.defaultValue { value = fallback }
      guard value.isOfKind(input.type) else {
        throw RenderError(
          fault: .damagedProgram, place: step.with.first?.value.place ?? .init(file: 0, line: 1, column: 1),
          paths: [input.name])
      }
      inputs.append(value)
    }
    var called = called
    // A bundle's tokenizers are handed over once, for all that is in it.
    called.tokenizers.merge(routine.tokenizers) { own, _ in own }
    return RoutineWalk(
      called, routines: routines, inputs: inputs, given: given ?? .none, tracing: tracing,
      isParanoid: isParanoid, coverage: coverage)
  }

  /// - Throws: `unsafeOutput` if an untrusted value has changed what the message is made of.
  private func checked(_ text: RenderedText, _ block: Program.Block) throws(RenderError) -> RenderedText {
    guard isParanoid, !SkeletonCheck.holds(text, escapings: routine.program.escapings) else { return text }
    let place = block.range.first.map { routine.program.instructions[$0].place }
    throw RenderError(
      fault: .unsafeOutput, place: place ?? Program.Place(file: 0, line: 1, column: 1), paths: [])
  }

  // MARK: Done again

  /// Somebody who sends back to this step or to one before it has refused.
  private func isRefused(_ index: Int, _ item: Int?) -> Bool {
    routine.steps.indices.contains { reviewer in
      guard let redo = routine.steps[reviewer].redo, redo.step <= index, index < reviewer else {
        return false
      }
      return remarks(of: reviewer, to: index, item) != nil
    }
  }

  /// What a person said when refusing, as far as it is about what this step is done for: steps of the person's list are
  /// told of their item, others everything, each thing once and in a line of its own.
  private func remarks(of reviewer: Int, to index: Int, _ item: Int?) -> String? {
    if let said = given.remarks[reviewer] { return said }
    guard let said = given.itemRemarks[reviewer] else { return nil }
    if let item, routine.steps[reviewer].each?.together.contains(index) == true { return said[item] }
    var lines: [String] = []
    for (_, text) in said.sorted(by: { $0.key < $1.key }) where !lines.contains(text) { lines.append(text) }
    return lines.joined(separator: "\n")
  }

  /// What the AI had answered, as it would have written it.
  private func refusedAnswer(
    _ index: Int, _ item: RenderedStep.Item?, _ body: Program.Block?
  ) -> RenderedText {
    let step = routine.steps[index]
    var answer = given.results[index]
    if let item {
      if case .list(let all)? = answer, item.number < all.count {
        answer = all[item.number]
      } else {
        answer = nil
      }
    }
    let path = item.map { "\(step.name)[\($0.number)]" } ?? step.name
    let text = (answer ?? .placeholder(path)).answerText(step.result ?? .text)
    let place =
      step.again.flatMap { block in block.range.first.map { routine.program.instructions[$0].place } }
      ?? Program.Place(file: 0, line: 1, column: 1)
    return RenderedText(answer: text, path: path, place: place)
  }
}

extension RenderedText {
  /// What an AI had answered. An outsider's words may be in it: nothing around it has to be told apart, but a message must not
  /// seem to end.
  init(answer text: String, path: String, place: Program.Place) {
    var bytes = Array(text.utf8)
    var report = CleaningReport()
    let cleaned = bytes.withUnsafeBufferPointer { bytes in
      var text = RewrittenText(bytes)
      Cleaning.clean(&text, &report)
      return text.changed
    }
    if let cleaned { bytes = cleaned }
    guard !bytes.isEmpty else {
      self.init(bytes: [], segments: [])
      return
    }
    self.init(
      bytes: bytes,
      segments: [Segment(range: 0..<bytes.count, origin: .value(paths: [path]), place: place)],
      cleanings: report.isEmpty ? [] : [ValueCleaning(report: report, paths: [path], place: place)])
  }
}

extension Value {
  package var isAbsent: Bool { if case .absent = self { true } else { false } }

  /// As a model answers: a text as it is, everything else as JSON.
  package func answerText(_ type: Type) -> String {
    switch type.core {
    case .text, .line, .url, .email: return printed
    default: break
    }
    if case .placeholder = self { return printed }
    var text = LimitedText()
    // More than fits is no answer of a model.
    guard (try? JSONText(indent: nil).write(self, JSONText.shape(of: type.core), into: &text)) != nil else {
      return ""
    }
    return text.text
  }
}
