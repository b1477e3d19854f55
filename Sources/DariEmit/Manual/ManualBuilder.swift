// Makes a manual from a routine. Sections without a source stay empty, so that no page has an empty heading.

import DariRuntime

package struct ManualBuilder {
  let routine: Routine
  let words: ManualWords

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
    manual.prepare = routine.inputs.map(prepare)
    manual.people = people
    manual.tools = routine.tools.map(tool)
    manual.cautions = cautions
    manual.checkpoints = routine.steps.indices.compactMap(checkpoint)
    manual.departures = routine.steps.indices.flatMap(departures)
    manual.time = time
    manual.why = routine.why.map { read($0) }
    manual.notes = routine.notes.map { read($0) }
    return manual
  }

  // MARK: Names

  private func person(_ role: String) -> String { routine.people[role] ?? role }

  private func toolName(_ id: String) -> String { routine.tools.first { $0.id == id }?.name ?? id }

  private func title(_ index: Int) -> String { routine.steps[index].title ?? routine.steps[index].name }

  private func actor(_ actor: Routine.Actor) -> String {
    switch actor {
    case .human(let role): return person(role)
    case .tool(let id): return toolName(id)
    case .ai(let named, let tools):
      let names = tools.map(toolName)
      return names.isEmpty ? named : names.joined(separator: words.types.or)
    case .routine(let name): return routine.routines.first { $0.name == name }?.title ?? name
    }
  }

  private func toolIDs(_ actor: Routine.Actor) -> [String] {
    switch actor {
    case .human, .routine: []
    case .tool(let id): [id]
    case .ai(_, let tools): tools
    }
  }

  // MARK: Steps

  private func step(_ index: Int) -> ManualStep {
    let step = routine.steps[index]
    let kind: ManualStep.ActorKind =
      switch step.actor {
      case .human: .human
      case .ai: .ai
      case .tool: .tool
      case .routine: .routine
      }
    var result = ManualStep(
      number: index + 1, title: title(index), actorKind: kind, actor: actor(step.actor), risk: step.risk)
    result.tools = toolIDs(step.actor).compactMap { id in routine.tools.firstIndex { $0.id == id } }
    // A person who does a step of their own needs no second mention.
    let owner = (step.owner ?? routine.owner).map(person)
    result.owner = owner == result.actor ? nil : owner
    result.minutes = step.minutes.map { .init(step: index + 1, before: $0.before, after: $0.after) }
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
    for effect in step.effects where !result.effects.contains(effect.kind) {
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
    let parts = read(block)
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

  private func read(_ block: Program.Block) -> [PromptPart] {
    var reader = PromptReader(program: routine.program, words: words, frame: frame)
    return reader.read(block)
  }

  /// What each slot speaks of before anything is rendered.
  private var frame: PromptReader.Frame {
    var meanings = routine.slotNames.map { PromptReader.Meaning.open(Datum(unnamed: $0, words: words)) }
    for (slot, input) in routine.inputs.enumerated() where slot < meanings.count {
      meanings[slot] = .open(
        Datum(
          path: input.name, noun: words.conditions.input(input.name),
          words: ManualMarkdown.firstLine(input.question) ?? input.name, type: input.type, origin: .input))
    }
    for (index, step) in routine.steps.enumerated() {
      let title = title(index)
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
            path: path, noun: words.conditions.field(path), words: words.prompts.remarksOf(title),
            type: .text,
            origin: .remarks, source: words.conditions.quoted(title)))
      }
    }
    var frame = PromptReader.Frame(names: routine.slotNames, meanings: meanings)
    for (index, step) in routine.steps.enumerated() { nameItems(of: step, index, in: &frame) }
    return frame
  }

  /// Items of `each`, after everything that their lists may come from.
  private func nameItems(of step: Routine.Step, _ index: Int, in frame: inout PromptReader.Frame) {
    guard let each = step.each else { return }
    for item in each.items where item.slot < frame.meanings.count {
      let reader = PromptReader(program: routine.program, words: words, frame: frame)
      let list = reader.datum(item.list.value)
      frame.meanings[item.slot] = .open(Datum(itemOf: list, named: item.name, words: words))
    }
    if let slot = each.earlierSlot, slot < frame.meanings.count {
      frame.meanings[slot] = .open(
        Datum(
          path: "earlier", noun: words.conditions.field("earlier"),
          words: words.prompts.earlierOf(title(index)),
          type: step.result.map { Type(.list(Limits(), $0.asPresent)) }, origin: .result,
          source: words.conditions.quoted(title(index))))
    }
  }

  // MARK: When, how often, by which routine

  private func describeFlow(of step: Routine.Step, in result: inout ManualStep) {
    let reader = PromptReader(program: routine.program, words: words, frame: frame)
    if let when = step.when { result.condition = words.sentences.onlyWhen(reader.clause(when.value)) }
    if let each = step.each {
      result.repetition = words.sentences.forEach(each.items.map { reader.datum($0.list.value).noun })
    }
    guard case .routine(let name) = step.actor else { return }
    let called = routine.routines.first { $0.name == name }
    let handOver = step.with.map { argument in
      let input = called?.inputs.first { $0.name == argument.input }
      return ManualStep.HandOver(
        question: input.flatMap { ManualMarkdown.firstLine($0.question) } ?? argument.input,
        value: reader.value(argument.value.value).map { words.text($0, input?.type) }
          ?? reader.datum(argument.value.value).words)
    }
    result.called = .init(routine: name, title: called?.title ?? name, handOver: handOver)
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
  private func labels(in type: Type) -> Labels {
    switch type.core {
    case .record(let record): record.fields.reduce(type.labels) { $0.union(labels(in: $1.type)) }
    case .list(_, let element): type.labels.union(labels(in: element))
    default: type.labels
    }
  }

  private func labelWords(_ labels: Labels) -> [String] {
    Self.secrets.filter { labels.contains($0.label) }.map { words.labels[keyPath: $0.words] }
      + (labels.contains(.untrusted) ? [words.labels.untrusted] : [])
  }

  private static var secrets: [(label: Labels, word: String, words: KeyPath<ManualWords.Labels, String>)] {
    [(.personal, "personal", \.personal), (.confidential, "confidential", \.confidential)]
  }

  private var cautions: Manual.Cautions? {
    var cautions = Manual.Cautions(labelled: [], tools: [], untrusted: [])
    for secret in Self.secrets {
      let inputs = routine.inputs.filter { labels(in: $0.type).contains(secret.label) }.map(\.name)
      if !inputs.isEmpty {
        cautions.labelled.append(.init(label: words.labels[keyPath: secret.words], inputs: inputs))
      }
    }
    cautions.untrusted = routine.inputs.filter { labels(in: $0.type).contains(.untrusted) }.map(\.name)
    for tool in routine.tools {
      var rule = Manual.Cautions.ToolRule(
        tool: tool.name, plan: tool.plan, never: [], redacted: [], allowed: [])
      for secret in Self.secrets {
        let label = words.labels[keyPath: secret.words]
        if tool.clears.contains(secret.word) {
          rule.allowed.append(label)
        } else if tool.clears.contains("redacted") {
          rule.redacted.append(label)
        } else {
          rule.never.append(label)
        }
      }
      cautions.tools.append(rule)
    }
    return cautions.tools.isEmpty && cautions.labelled.isEmpty && cautions.untrusted.isEmpty ? nil : cautions
  }

  // MARK: People and tools

  private var people: [Manual.Person] {
    var order: [String] = []
    var does: [String: [Int]] = [:]
    var answersFor: [String: [Int]] = [:]
    func note(_ role: String) { if !order.contains(role) { order.append(role) } }
    for (index, step) in routine.steps.enumerated() {
      if case .human(let role) = step.actor {
        note(role)
        does[role, default: []].append(index + 1)
      }
      if let owner = step.owner ?? routine.owner {
        note(owner)
        answersFor[owner, default: []].append(index + 1)
      }
    }
    return order.map {
      Manual.Person(name: person($0), does: does[$0] ?? [], answersFor: answersFor[$0] ?? [])
    }
  }

  private func tool(_ tool: Routine.Tool) -> Manual.Tool {
    Manual.Tool(
      name: tool.name, url: tool.url, plan: tool.plan, cost: tool.cost.map(words.sentences.money),
      asof: tool.asof.map { CalendarDate(iso: $0).map(words.types.day) ?? $0 }, start: tool.start,
      steps: routine.steps.indices.filter { toolIDs(routine.steps[$0].actor).contains(tool.id) }.map {
        $0 + 1
      })
  }

  // MARK: Looking and leaving

  private func isCheckpoint(_ step: Routine.Step) -> Bool {
    guard case .human = step.actor else { return false }
    return step.edits != nil || !step.reviews.isEmpty
  }

  private func checkpoint(_ index: Int) -> Manual.Checkpoint? {
    let step = routine.steps[index]
    guard isCheckpoint(step) else { return nil }
    var looksAt = step.reviews
    if let edits = step.edits, !looksAt.contains(edits) { looksAt.append(edits) }
    return Manual.Checkpoint(
      step: index + 1, person: actor(step.actor), looksAt: looksAt.map { $0 + 1 },
      mayEdit: step.edits.map { $0 + 1 },
      redo: step.redo.map { .init(step: $0.step + 1, limit: $0.limit) },
      minutes: step.minutes.map { words.sentences.minutes($0.after) })
  }

  private func departures(_ index: Int) -> [Manual.Departure] {
    let step = routine.steps[index]
    return step.effects.map {
      Manual.Departure(
        step: index + 1, kind: $0.kind, steps: $0.steps.map { $0 + 1 }, ownText: $0.ownText,
        by: actor(step.actor),
        isPerson: step.actor.kind == "human")
    }
  }

  private var time: Manual.TimeSaved? {
    let rows = routine.steps.enumerated().compactMap { index, step in
      step.minutes.map { Manual.TimeSaved.Row(step: index + 1, before: $0.before, after: $0.after) }
    }
    guard !rows.isEmpty else { return nil }
    return Manual.TimeSaved(
      rows: rows, before: rows.reduce(0) { $0 + $1.before }, after: rows.reduce(0) { $0 + $1.after })
  }
}
