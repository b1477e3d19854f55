// Makes a manual from a routine. Sections without a source stay empty, so that no page has an empty heading.

import DariRuntime

package struct ManualBuilder {
  let routine: Routine
  let words: ManualWords
  /// What each slot speaks of before anything is rendered.
  let frame: PromptReader.Frame

  init(routine: Routine, words: ManualWords) {
    self.routine = routine
    self.words = words
    frame = Self.frame(of: routine, words)
  }

  package static func manual(of routine: Routine, words: ManualWords) -> Manual {
    ManualBuilder(routine: routine, words: words).manual
  }

  private var manual: Manual {
    var manual = Manual(
      name: routine.name, title: routine.title ?? routine.name, summary: routine.summary,
      audience: routine.audience, about: routine.about, avoid: routine.avoid, help: routine.help,
      owner: routine.owner.map(person), reviewed: routine.reviewed.map(words.types.day),
      version: routine.version,
      project: routine.project)
    manual.steps = routine.steps.indices.map(step)
    manual.swimlane = swimlane
    manual.prepare = routine.inputs.map(prepare)
    manual.responsibilities = responsibilities
    manual.cost = monthlyCost
    manual.tools = tools
    manual.cautions = cautions
    manual.checkpoints = checkpoints
    manual.departures = departures
    manual.time = time
    manual.why = routine.why.map { read($0) }
    manual.notes = routine.notes.map { read($0) }
    manual.laws = laws
    manual.notices = notices
    return manual
  }

  // MARK: Names

  func person(_ role: String) -> String { routine.people[role] ?? role }

  func toolName(_ id: String) -> String { routine.tools.first { $0.id == id }?.name ?? id }

  func title(_ index: Int) -> String { Self.title(of: routine.steps[index]) }

  static func title(of step: Routine.Step) -> String { step.title ?? step.name }

  func actor(_ actor: Routine.Actor) -> String {
    switch actor {
    case .human(let role): return person(role)
    case .tool(let id): return toolName(id)
    case .ai(let named, let tools):
      let names = tools.map(toolName)
      return names.isEmpty ? named : names.joined(separator: words.types.or)
    case .routine(let name): return routine.routines.first { $0.name == name }?.title ?? name
    }
  }

  func kind(of actor: Routine.Actor) -> ManualStep.ActorKind {
    switch actor {
    case .human: .human
    case .ai: .ai
    case .tool: .tool
    case .routine: .routine
    }
  }

  func toolIDs(_ actor: Routine.Actor) -> [String] {
    switch actor {
    case .human, .routine: []
    case .tool(let id): [id]
    case .ai(_, let tools): tools
    }
  }

  // MARK: Steps

  private func step(_ index: Int) -> ManualStep {
    let step = routine.steps[index]
    var result = ManualStep(
      number: index + 1, title: title(index), actorKind: kind(of: step.actor), actor: actor(step.actor),
      risk: step.risk)
    result.tools = toolIDs(step.actor).compactMap { id in routine.tools.firstIndex { $0.id == id } }
    // A person who does a step of their own needs no second mention.
    let owner = (step.owner ?? routine.owner).map(person)
    result.owner = owner == result.actor ? nil : owner
    result.minutes = minutes(index)
    result.prompts = prompts(step)
    result.instructions = step.instructions.map { read($0) }
    result.checks = step.checks.map { read($0) }
    result.why = step.why.map { read($0) }
    result.notes = step.notes.map { read($0) }
    // What a person accepts or edits is described where it was made.
    if step.edits == nil, step.text == nil, let type = step.result {
      result.result = TypeInWords(type, words: words)
    }
    result.isCheckpoint = isCheckpoint(step)
    describeFlow(of: step, in: &result)
    explainPlaces(of: &result)
    let inner = called(by: step)
    result.holdsCheckpoint = inner.contains { $0.routine.steps.contains(where: isCheckpoint) }
    for effect in step.effects + inner.flatMap({ $0.routine.steps.flatMap(\.effects) })
    where !result.effects.contains(effect.kind) {
      result.effects.append(effect.kind)
    }
    return result
  }

  private func prompts(_ step: Routine.Step) -> [ManualStep.Prompt] {
    var prompts = step.messages.map { message in
      let kind: ManualStep.Prompt.Kind =
        switch message.role {
        case .system: .system
        case .user: .user
        case .assistant: .assistant
        }
      return prompt(kind, message.body)
    }
    if let again = step.again { prompts.append(prompt(.again, again)) }
    if let text = step.text { prompts.append(prompt(.text, text)) }
    return prompts
  }

  private func prompt(_ kind: ManualStep.Prompt.Kind, _ block: Program.Block) -> ManualStep.Prompt {
    let parts = read(block, isForPeople: false)
    var holes: [PromptHole] = []
    var seen = Set<String>()
    collectHoles(parts, &holes, &seen)
    return ManualStep.Prompt(kind: kind, parts: parts, holes: holes)
  }

  private func collectHoles(_ parts: [PromptPart], _ holes: inout [PromptHole], _ seen: inout Set<String>) {
    for part in parts {
      switch part {
      case .text: break
      case .hole(let hole): if seen.insert(hole.path).inserted { holes.append(hole) }
      case .branches(let group): for branch in group.branches { collectHoles(branch.parts, &holes, &seen) }
      case .loop(let loop): collectHoles(loop.parts, &holes, &seen)
      }
    }
  }

  /// Legends for what is done and checked: each place once in a step, and none that is explained above.
  private func explainPlaces(of step: inout ManualStep) {
    let items = step.items.map(\.name)
    for index in step.prompts.indices {
      step.prompts[index].holes.removeAll { items.contains($0.path) && $0.note == nil && $0.attach == nil }
    }
    var seen = Set(step.prompts.flatMap(\.holes).map(\.path) + items)
    for part in step.instructions { collectHoles(part, &step.instructionHoles, &seen) }
    for part in step.checks { collectHoles(part, &step.checkHoles, &seen) }
  }

  /// - Parameter isForPeople: it is what somebody does or checks, and no text that is copied.
  func read(_ block: Program.Block, isForPeople: Bool = true) -> [PromptPart] {
    var reader = PromptReader(program: routine.program, words: words, frame: frame, isForPeople: isForPeople)
    return reader.read(block)
  }

  private static func frame(of routine: Routine, _ words: ManualWords) -> PromptReader.Frame {
    var meanings = routine.slotNames.map { PromptReader.Meaning.open(Datum(unnamed: $0, words: words)) }
    for (slot, input) in routine.inputs.enumerated() where slot < meanings.count {
      meanings[slot] = .open(
        Datum(
          path: input.name, noun: words.conditions.input(input.name),
          words: ManualMarkdown.firstLine(input.question) ?? input.name, type: input.type, origin: .input))
    }
    for (index, step) in routine.steps.enumerated() {
      let title = title(of: step)
      if let slot = step.resultSlot, slot < meanings.count {
        let says = step.edits == nil ? words.prompts.resultOf(title) : words.prompts.approvedResultOf(title)
        meanings[slot] = .open(
          Datum(
            path: step.name, noun: words.conditions.result(title, step.name), words: says,
            type: routine.givenType(of: index), origin: .result, source: words.conditions.quoted(title)))
      }
      if let slot = step.remarksSlot, slot < meanings.count {
        let path = "\(step.name).remarks"
        meanings[slot] = .open(
          Datum(
            path: path, noun: words.conditions.labelled(words.prompts.remarksOf(title), path),
            words: words.prompts.remarksOf(title), type: .text, origin: .remarks,
            source: words.conditions.quoted(title)))
      }
    }
    var frame = PromptReader.Frame(names: routine.slotNames, meanings: meanings)
    for step in routine.steps { nameItems(of: step, in: &frame, routine, words) }
    return frame
  }

  /// Items of `each`, after everything that their lists may come from.
  private static func nameItems(
    of step: Routine.Step, in frame: inout PromptReader.Frame, _ routine: Routine, _ words: ManualWords
  ) {
    guard let each = step.each else { return }
    for item in each.items where item.slot < frame.meanings.count {
      let reader = PromptReader(program: routine.program, words: words, frame: frame)
      let list = reader.list(item.list.value)
      frame.meanings[item.slot] = .open(Datum(itemOf: list, named: item.name, words: words))
    }
    if let slot = each.earlierSlot, slot < frame.meanings.count {
      frame.meanings[slot] = .open(
        Datum(
          path: words.prompts.earlier, noun: words.conditions.earlier, words: words.prompts.earlierOf,
          type: step.result.map { Type(.list(Limits(), $0.asPresent)) }, origin: .earlier,
          source: words.prompts.thisStep))
    }
  }

  // MARK: Preparing

  private func prepare(_ input: Routine.Input) -> Manual.Prepare {
    Manual.Prepare(
      name: input.name, question: input.question, type: TypeInWords(input.type, words: words),
      isOptional: input.type.isOptional,
      defaultValue: input.defaultValue.map { words.text($0, input.type) },
      example: input.example.map { words.text($0, input.type) }, labels: labelWords(labels(in: input.type)))
  }

  /// The labels of a type and of its parts.
  func labels(in type: Type) -> Labels {
    switch type.core {
    case .record(let record): record.fields.reduce(type.labels) { $0.union(labels(in: $1.type)) }
    case .list(_, let element): type.labels.union(labels(in: element))
    default: type.labels
    }
  }

  func labelWords(_ labels: Labels) -> [String] {
    Self.secrets.filter { labels.contains($0.label) }.map { words.labels[keyPath: $0.words] }
      + (labels.contains(.untrusted) ? [words.labels.untrusted] : [])
  }

  static var secrets: [(label: Labels, word: String, words: KeyPath<ManualWords.Labels, String>)] {
    [(.personal, "personal", \.personal), (.confidential, "confidential", \.confidential)]
  }
}
