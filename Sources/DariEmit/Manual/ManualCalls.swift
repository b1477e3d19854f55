// What happens in the routines that steps call. Who reads one manual must not have to open the others to know what leaves
// the house, where a person looks, and what must not be pasted where.

import DariRuntime

extension ManualBuilder {
  /// The routines that are reached from a step, each once however many ways lead there: first the called one, then those
  /// that it calls.
  func called(by step: Routine.Step) -> [ManualBuilder] {
    var names: [String] = []
    var reached: [ManualBuilder] = []
    func reach(_ step: Routine.Step) {
      guard case .routine(let name) = step.actor, !names.contains(name),
        let routine = routine.routines.first(where: { $0.name == name })
      else { return }
      names.append(name)
      reached.append(ManualBuilder(routine: routine, words: words))
      routine.steps.forEach(reach)
    }
    reach(step)
    return reached
  }

  /// All that any step reaches.
  var calledRoutines: [ManualBuilder] {
    var names = Set<String>()
    return routine.steps.flatMap(called).filter { names.insert($0.routine.name).inserted }
  }

  /// Each step of the routine, and after it those of the routines that it calls; with the routine that each belongs to.
  func everyStep(_ body: (Manual.Place, Routine.Step, ManualBuilder) -> Void) {
    for (index, step) in routine.steps.enumerated() {
      body(Manual.Place(step: index + 1), step, self)
      for inner in called(by: step) {
        for (number, innerStep) in inner.routine.steps.enumerated() {
          let inside = Manual.Inside(
            routine: inner.routine.name, title: inner.routine.title ?? inner.routine.name, number: number + 1,
            step: inner.title(number))
          body(Manual.Place(step: index + 1, inside: inside), innerStep, inner)
        }
      }
    }
  }

  // MARK: Tools

  /// The routine's own first: steps name them by their place in the list.
  var everyTool: [Routine.Tool] {
    var ids = Set<String>()
    return (routine.tools + calledRoutines.flatMap(\.routine.tools)).filter { ids.insert($0.id).inserted }
  }

  var tools: [Manual.Tool] {
    var places: [String: [Manual.Place]] = [:]
    everyStep { place, step, builder in
      for id in builder.toolIDs(step.actor) { places[id, default: []].append(place) }
    }
    return everyTool.map { tool in
      Manual.Tool(
        name: tool.name, url: tool.url, plan: tool.plan, cost: tool.cost.map(words.sentences.money),
        asof: tool.asof.map { CalendarDate(iso: $0).map(words.types.day) ?? $0 }, start: tool.start,
        places: places[tool.id] ?? [])
    }
  }

  // MARK: Time

  /// What the step says, else what the steps of the routine say that it calls.
  func minutes(_ index: Int) -> Manual.TimeSaved.Row? {
    var known: [String: Manual.TimeSaved.Row?] = [:]
    var row = minutes(of: routine.steps[index], &known)
    row?.step = index + 1
    return row
  }

  private func minutes(
    of step: Routine.Step, _ known: inout [String: Manual.TimeSaved.Row?]
  ) -> Manual.TimeSaved.Row? {
    if let own = step.minutes { return .init(step: 0, before: own.before, after: own.after) }
    guard case .routine(let name) = step.actor else { return nil }
    if known[name] == nil {
      let steps = routine.routines.first { $0.name == name }?.steps ?? []
      let rows = steps.compactMap { minutes(of: $0, &known) }
      let sum = Manual.TimeSaved.Row(
        step: 0, before: rows.reduce(0) { $0 + $1.before }, after: rows.reduce(0) { $0 + $1.after },
        countsOneItem: rows.contains(where: \.countsOneItem))
      known[name] = .some(rows.isEmpty ? nil : sum)
    }
    guard var row = known[name] ?? nil else { return nil }
    row.isForOneItem = step.each != nil
    row.countsOneItem = row.countsOneItem || row.isForOneItem
    return row
  }

  var time: Manual.TimeSaved? {
    let rows = routine.steps.indices.compactMap(minutes)
    guard !rows.isEmpty else { return nil }
    let isOfPart = routine.steps.indices.contains { index in
      let kind = kind(of: routine.steps[index].actor)
      return (kind == .human || kind == .ai) && minutes(index) == nil
    }
    return Manual.TimeSaved(
      rows: rows, before: rows.reduce(0) { $0 + $1.before }, after: rows.reduce(0) { $0 + $1.after },
      isOfPart: isOfPart)
  }
}
