// Runs a routine: its steps in order, what each gives flows on, and a person's no leads back (Documentation/Bundle.md, "Running a
// routine").

import DariBase

package struct RoutineRun<Actors: RunActors> {
  let routine: Routine
  private let routines: [String: Routine]
  private let given: GivenData
  /// The calls that lead here.
  private let calls: [StepName.Part]
  private(set) package var actors: Actors
  private(set) package var events: [RunEvent] = []
  private var frame: [Value]
  private var results: [Int: Value] = [:]
  /// Of a step with `each`: what each item came to the last time, nil for a refused one.
  private var byItem: [Int: [Value?]] = [:]
  private var refusals: [Int: [Refusal]] = [:]
  private var refused: [Int: Int] = [:]
  private var done: [StepName.Part: Int] = [:]

  init(
    _ routine: Routine, routines: [String: Routine], inputs: [Value], given: GivenData,
    calls: [StepName.Part], actors: Actors
  ) {
    self.routine = routine
    self.routines = routines
    self.given = given
    self.calls = calls
    self.actors = actors
    frame = Array(repeating: .absent, count: routine.slotNames.count)
    for (slot, value) in inputs.enumerated() { frame[slot] = value }
    for slot in routine.steps.compactMap(\.remarksSlot) { frame[slot] = .text("") }
  }

  package mutating func run() -> RunEnd {
    do throws(Halt) {
      return .finished(try through(), routine.result.flatMap { routine.givenType(of: $0) })
    } catch {
      switch error {
      case .waiting: return .waiting
      case .stopped: return .stopped
      case .lacks(let place): return .lacks(place)
      case .failed(let error, let place): return .failed(StepFailure(step: place.index, error: error), place)
      }
    }
  }

  private mutating func through() throws(Halt) -> Value {
    var position = 0
    var back: Return?
    while position < routine.steps.count {
      if let (target, way) = try run(position, back) {
        (position, back) = (target, way)
        continue
      }
      if let way = back, position >= way.reviewer { back = nil }
      position += 1
    }
    guard let index = routine.result, let slot = routine.steps[index].resultSlot else { return .absent }
    return frame[slot]
  }

  // MARK: One step

  /// Where to go on, if it is not the next step.
  private mutating func run(_ index: Int, _ back: Return?) throws(Halt) -> (Int, Return)? {
    let step = routine.steps[index]
    let place = place(index, nil)
    if let when = step.when {
      let holds = try rendering(place) { renderer throws(RenderError) in try renderer.holds(when) }
      guard holds else {
        results[index] = nil
        byItem[index] = nil
        settle(index, .absent)
        events.append(RunEvent(place: place, kind: .skipped))
        return nil
      }
    }
    guard let each = step.each else {
      switch try perform(index, nil, frame) {
      case .refused(let remarks): return try goBack(index, remarks, nil)
      case .value(let value): keep(index, value)
      }
      return nil
    }
    return try run(each, of: index, back)
  }

  private mutating func run(
    _ each: Routine.Each, of index: Int, _ back: Return?
  ) throws(Halt) -> (Int, Return)? {
    var lists: [[Value]] = []
    for item in each.items {
      lists.append(
        try rendering(place(index, nil)) { renderer throws(RenderError) in try renderer.items(of: item.list) }
      )
    }
    let old = byItem[index]
    let only = back.flatMap { back in old != nil && back.byItem.contains(index) ? back.items : nil }
    var outcomes: [Value?] = []
    var said: [(item: Int, remarks: String)] = []
    var isWaiting = false
    for number in 0..<(lists.first?.count ?? 0) {
      if let only, only[number] == nil, let old, number < old.count {
        outcomes.append(old[number])
        continue
      }
      var itemFrame = frame
      for (item, list) in zip(each.items, lists) where number < list.count {
        itemFrame[item.slot] = list[number]
      }
      if let slot = each.earlierSlot { itemFrame[slot] = .list(outcomes.map { $0 ?? .absent }) }
      do throws(Halt) {
        switch try perform(index, number, itemFrame) {
        case .value(let value): outcomes.append(value)
        case .refused(let remarks):
          said.append((number, remarks))
          outcomes.append(nil)
        }
      } catch {
        // The answers for the other items can be asked for meanwhile, if they do not hang on this one.
        guard case .waiting = error, each.earlierSlot == nil else { throw error }
        isWaiting = true
        outcomes.append(nil)
      }
    }
    if isWaiting { throw .waiting }
    byItem[index] = outcomes
    if !said.isEmpty {
      var lines: [String] = []
      for (_, text) in said where !lines.contains(text) { lines.append(text) }
      let items = Dictionary(said.map { ($0.item, $0.remarks) }, uniquingKeysWith: { first, _ in first })
      return try goBack(index, lines.joined(separator: "\n"), items)
    }
    keep(index, .list(outcomes.map { $0 ?? .absent }))
    return nil
  }

  private mutating func keep(_ index: Int, _ value: Value?) {
    guard routine.steps[index].resultSlot != nil, let value else { return }
    results[index] = value
    settle(index, value)
  }

  private mutating func settle(_ index: Int, _ value: Value) {
    if let slot = routine.steps[index].resultSlot { frame[slot] = value }
  }

  private func place(_ index: Int, _ item: Int?) -> RunPlace {
    let part = StepName.Part(name: routine.steps[index].name, item: item)
    return RunPlace(routine: routine, index: index, parts: calls + [part], before: done[part] ?? 0)
  }

  // MARK: Once

  private mutating func perform(_ index: Int, _ item: Int?, _ frame: [Value]) throws(Halt) -> Outcome {
    let step = routine.steps[index]
    let place = place(index, item)
    done[StepName.Part(name: step.name, item: item), default: 0] += 1
    let handed = handed(index, item)
    if case .routine(let name) = step.actor, let called = routines[name] {
      return .value(try call(called, place, item, frame, handed))
    }
    if let text = step.text { return try put(text, together: place, item, frame, handed) }
    switch step.actor {
    case .ai: return .value(try ask(place, item, frame, handed))
    case .human where !step.reviews.isEmpty || step.edits != nil: return try look(place, item, handed)
    case .human, .tool, .routine:
      guard step.result != nil else {
        events.append(RunEvent(place: place, kind: .done))
        return .value(nil)
      }
      guard let handed else { throw .lacks(place) }
      events.append(RunEvent(place: place, kind: .gave(handed)))
      return .value(handed)
    }
  }

  /// What the case says that the step gives.
  private func handed(_ index: Int, _ item: Int?) -> Value? {
    guard let value = given.results[index], !value.isAbsent else { return nil }
    guard let item else { return value }
    guard case .list(let items) = value, item < items.count else { return nil }
    return items[item]
  }

  private mutating func ask(
    _ place: RunPlace, _ item: Int?, _ frame: [Value], _ handed: Value?
  ) throws(Halt) -> Value {
    if let handed {
      events.append(RunEvent(place: place, kind: .given(handed)))
      return handed
    }
    let messages = try conversation(place, item, frame)
    guard let value = actors.answer(place, messages) else { throw .waiting }
    events.append(RunEvent(place: place, kind: .asked(messages, value)))
    return value
  }

  private mutating func put(
    _ block: Program.Block, together place: RunPlace, _ item: Int?, _ frame: [Value], _ handed: Value?
  ) throws(Halt) -> Outcome {
    let text = try rendering(place, frame) { renderer throws(RenderError) in try renderer.render(block).text }
    events.append(RunEvent(place: place, kind: .text(text)))
    let step = place.step
    if case .human = step.actor, !step.reviews.isEmpty {
      if case .refused(let remarks) = try look(place, item, handed) { return .refused(remarks) }
    }
    return .value(handed ?? .text(text))
  }

  private mutating func look(_ place: RunPlace, _ item: Int?, _ handed: Value?) throws(Halt) -> Outcome {
    let step = place.step
    let shown = shown(place, item)
    switch actors.verdict(place, shown) {
    case .no(let remarks):
      events.append(RunEvent(place: place, kind: .refused(shown, remarks: remarks)))
      return .refused(remarks)
    case .yes:
      let isGiving = step.result != nil && step.edits == nil && step.text == nil
      if isGiving, handed == nil { throw .lacks(place) }
      events.append(RunEvent(place: place, kind: .accepted(shown, changed: handed)))
      if let handed { return .value(handed) }
      guard let edits = step.edits else { return .value(nil) }
      return .value(shown.first { $0.step == routine.steps[edits].name }?.value)
    }
  }

  /// Of a step that is done for the same items, the result for this one.
  private func shown(_ place: RunPlace, _ item: Int?) -> [RunShown] {
    let step = place.step
    let together = step.each?.together ?? []
    return (step.reviews + [step.edits].compactMap { $0 }).compactMap { index in
      guard let result = results[index], let type = routine.givenType(of: index) else { return nil }
      let name = routine.steps[index].name
      guard let item, together.contains(index), case .list(let items) = result, item < items.count,
        let own = routine.steps[index].result
      else { return RunShown(step: name, value: result, type: type) }
      return RunShown(step: name, value: items[item], type: own)
    }
  }

  private mutating func call(
    _ called: Routine, _ place: RunPlace, _ item: Int?, _ frame: [Value], _ handed: Value?
  ) throws(Halt) -> Value? {
    if let handed {
      events.append(RunEvent(place: place, kind: .given(handed)))
      return handed
    }
    var inputs: [Value] = []
    for input in called.inputs {
      var value = Value.absent
      if let argument = place.step.with.first(where: { $0.input == input.name }) {
        value = try rendering(place, frame) { renderer throws(RenderError) in
          try renderer.value(of: argument.value)
        }
      }
      if value.isAbsent, let fallback = input.defaultValue { value = fallback }
      inputs.append(value)
    }
    var called = called
    called.tokenizers.merge(routine.tokenizers) { own, _ in own }
    var inner = RoutineRun(
      called, routines: routines, inputs: inputs,
      given: given.called[.init(step: place.index, item: item)] ?? .none, calls: place.parts, actors: actors)
    defer {
      actors = inner.actors
      events += inner.events
    }
    return try inner.through()
  }

  // MARK: Words

  private func rendering<Result>(
    _ place: RunPlace, _ values: [Value]? = nil, _ work: (inout Renderer) throws(RenderError) -> Result
  ) throws(Halt) -> Result {
    var renderer = Renderer(
      program: routine.program, slotNames: routine.slotNames, values: values ?? frame)
    do throws(RenderError) {
      return try work(&renderer)
    } catch {
      throw .failed(error, place)
    }
  }

  /// The step's messages, and for each time that it was refused what it had answered and what was said.
  private func conversation(
    _ place: RunPlace, _ item: Int?, _ frame: [Value]
  ) throws(Halt) -> [RenderedStep.Message] {
    let step = place.step
    var rendered = RenderedStep(step: place.index)
    for message in step.messages {
      let body = try rendering(place, frame) { renderer throws(RenderError) in
        try renderer.render(message.body)
      }
      rendered.messages.append(RenderedStep.Message(role: message.role, body: body))
    }
    for refusal in refusals[place.index] ?? [] {
      guard let again = step.again, let remarks = refusal.said(of: item) else { continue }
      var said = frame
      for (index, other) in routine.steps.enumerated() {
        if let slot = other.remarksSlot { said[slot] = .text(index == refusal.reviewer ? remarks : "") }
      }
      var answer = refusal.answers
      if let item, case .list(let items) = answer, item < items.count { answer = items[item] }
      let path = StepName.text([.init(name: step.name, item: item)])
      let at = again.range.first.map { routine.program.instructions[$0].place }
      let body = try rendering(place, said) { renderer throws(RenderError) in try renderer.render(again) }
      rendered.messages.append(
        .init(
          role: .assistant,
          body: RenderedText(
            answer: answer.answerText(step.result ?? .text), path: path,
            place: at ?? .init(file: 0, line: 1, column: 1))))
      rendered.again = body
      rendered.messages.append(.init(role: .user, body: body))
    }
    do throws(RenderError) {
      _ = try BudgetCheck(routine: routine, values: frame).count(rendered)
    } catch {
      throw .failed(error, place)
    }
    return rendered.messages
  }

  // MARK: Going back

  private mutating func goBack(
    _ index: Int, _ remarks: String, _ items: [Int: String]?
  ) throws(Halt) -> (Int, Return) {
    let step = routine.steps[index]
    refused[index, default: 0] += 1
    guard let redo = step.redo, refused[index] ?? 0 <= redo.limit else {
      for item in items.map({ $0.keys.sorted().map(Optional.some) }) ?? [nil] {
        events.append(RunEvent(place: place(index, item), kind: .stopped))
      }
      throw .stopped
    }
    var together = Set(step.each?.together ?? [])
    if step.each != nil { together.insert(index) }
    for other in redo.step..<index {
      guard let answers = results[other] else { continue }
      refusals[other, default: []].append(
        Refusal(
          answers: answers, reviewer: index, remarks: remarks,
          items: together.contains(other) ? items : nil))
    }
    return (redo.step, Return(reviewer: index, byItem: step.redoneByItem, items: items))
  }
}

extension RoutineRenderer {
  /// Goes through the whole routine. Results that were handed in are what those steps give; remarks are the actors' affair.
  package func run<Actors: RunActors>(
    _ actors: Actors
  ) -> (end: RunEnd, events: [RunEvent], actors: Actors) {
    var routines: [String: Routine] = [:]
    for called in routine.routines { routines[called.name] = called }
    var run = RoutineRun(
      routine, routines: routines, inputs: data.inputs, given: data.given, calls: [], actors: actors)
    let end = run.run()
    return (end, run.events, run.actors)
  }
}

// Beside the run and not in it: as parts of a generic type they stop the optimizer of Swift 6.3.1, which is the error of a function there.

/// One refusal of what a step had given.
private struct Refusal {
  var answers: Value
  var reviewer: Int
  var remarks: String
  /// What was said of the items it is about; nil for all.
  var items: [Int: String]?

  /// Nil if it is not about this item.
  func said(of item: Int?) -> String? {
    guard let items else { return remarks }
    return item.flatMap { items[$0] }
  }
}

/// On a way back: the step at its end, and the items that were refused.
private struct Return {
  var reviewer: Int
  var byItem: [Int]
  var items: [Int: String]?
}

private enum Outcome {
  case value(Value?)
  case refused(String)
}

private enum Halt: Error {
  case waiting, stopped
  case lacks(RunPlace)
  case failed(RenderError, RunPlace)
}
