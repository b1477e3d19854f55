// Gathers what `LabelReport` says of one routine while it is checked; only if somebody asked for it.

import DariBase
import DariRuntime
import DariSyntax

struct LabelReporter {
  let checker: RoutineChecker
  let flow: LabelFlow
  private let origins: LabelOrigins
  private let closable: Set<String>

  /// More than anybody reads.
  private static let readLimit = 2_000

  init(checker: RoutineChecker, flow: LabelFlow) {
    self.checker = checker
    self.flow = flow
    origins = LabelOrigins(checker: checker, flow: flow)
    closable = PlaceScanner.closedNames(checker.builder.program.literals)
  }

  private var routine: Routine { checker.routine }
  private var program: Program { checker.builder.program }
  private var places: ProgramPlaces { ProgramPlaces(checker: checker) }

  func part() -> LabelReport.Part {
    LabelReport.Part(
      name: routine.name, title: routine.title, file: checker.unit.file.path,
      inputs: routine.inputs.map { input in
        LabelReport.Input(
          name: input.name, type: input.type.withoutLabels(.all),
          place: place(of: checker.names.inputs[input.name]?.span), labels: declared(input.type))
      },
      steps: checker.drafts.map(step), looks: routine.steps.indices.flatMap(looks))
  }

  /// Each label of a type, with the fields that carry it.
  private func declared(_ type: Type) -> [LabelReport.Declared] {
    var fields: [Labels: [String]] = [:]
    func walk(_ type: Type, _ path: String) {
      for (label, _) in Labels.words
      where type.labels.contains(label) && !(label == .untrusted && type.isClosed) {
        fields[label, default: []].append(path)
      }
      switch type.core {
      case .list(_, let element): walk(element, path)
      case .record(let record):
        for field in record.fields { walk(field.type, path.isEmpty ? field.name : "\(path).\(field.name)") }
      default: break
      }
    }
    walk(type, "")
    return Labels.words.compactMap { label, _ in
      fields[label].map { LabelReport.Declared(label: label, fields: $0.contains("") ? [] : $0) }
    }
  }

  // MARK: Steps

  private func step(_ draft: StepDraft) -> LabelReport.Step {
    let index = draft.index
    let step = routine.steps[index]
    let frame = flow.frame(at: index)
    let reader = ExpressionLabels(program: program, types: checker.builder.types, frame: frame)
    var result = LabelReport.Step(
      name: step.name, title: step.title, place: place(of: draft.span), actor: step.actor)
    switch step.actor {
    case .human(let role): result.person = checker.project.manifest.people[role]
    case .ai(_, let tools): result.tools = tools.compactMap(tool)
    case .tool(let name): result.tools = checker.project.catalogue.resolve(name, use: [:]).compactMap(tool)
    case .routine: result.given = given(draft, step, reader)
    }
    result.decisions = decisions(draft, step, reader)
    addReads(step, frame, to: &result)
    result.effects = step.effects.map { effect($0, step, frame) }
    if let type = checker.outcomes[index], let slot = step.resultSlot {
      let labels = flow.results[index].union(flow.declared(index))
      result.result = LabelReport.Result(
        type: type.withoutLabels(.all),
        labels: labelled(labels, [LabelSource(slot: slot, labels: labels)]))
    }
    return result
  }

  private func tool(_ id: String) -> LabelReport.Tool? {
    checker.project.catalogue.tools[id].map {
      LabelReport.Tool(id: id, name: $0.name, plan: $0.plan, clears: $0.clears)
    }
  }

  private func given(
    _ draft: StepDraft, _ step: Routine.Step, _ reader: ExpressionLabels
  ) -> [(input: String, value: LabelReport.Written)] {
    let clause = draft.keys["with"]?.node(.withClause)
    return zip(clause?.tokens(.name) ?? [], clause?.expressionNodes ?? []).compactMap { token, node in
      guard let argument = step.with.first(where: { $0.input == token.identifier }) else { return nil }
      return (token.identifier, written(node, argument.value.value, reader))
    }
  }

  private func decisions(
    _ draft: StepDraft, _ step: Routine.Step, _ reader: ExpressionLabels
  ) -> [LabelReport.Decision] {
    var result: [LabelReport.Decision] = []
    if let when = step.when, let node = draft.keys["when"]?.expressionNode {
      result.append(.init(kind: .when, value: written(node, when.value, reader, isCondition: true)))
    }
    let lists = draft.keys["each"]?.node(.eachClause)?.expressionNodes ?? []
    for (item, node) in zip(step.each?.items ?? [], lists) {
      result.append(.init(kind: .each, value: written(node, item.list.value, reader, isCondition: true)))
    }
    return result
  }

  private func effect(
    _ effect: Routine.Effect, _ step: Routine.Step, _ frame: LabelFrame
  ) -> LabelReport.Effect {
    var sources: [LabelSource] = []
    for named in effect.steps {
      guard let slot = routine.steps[named].resultSlot, let entry = frame.entries[slot] else { continue }
      let labels = entry.labels.union(entry.isWhole ? [] : flow.declared(named))
      sources.append(LabelSource(slot: slot, labels: labels))
    }
    var labels = sources.reduce(Labels()) { $0.union($1.labels) }
    if effect.ownText, let text = step.text {
      var reads = LabelledReads(program: program, types: checker.builder.types)
      _ = reads.visit(text, in: frame) { read in
        labels.formUnion(read.labels)
        sources += read.sources
        return true
      }
    }
    return LabelReport.Effect(
      kind: effect.kind, steps: effect.steps.map { routine.steps[$0].name }, ownText: effect.ownText,
      labels: labelled(labels, sources))
  }

  // MARK: Looks

  private func looks(at index: Int) -> [LabelReport.Look] {
    let step = routine.steps[index]
    guard case .human(let role) = step.actor else { return [] }
    let person = checker.project.manifest.people[role] ?? role
    func look(_ kind: LabelReport.Look.Kind, _ of: Int, _ covers: [String]?) -> LabelReport.Look {
      LabelReport.Look(
        kind: kind, step: step.name, of: routine.steps[of].name, person: person,
        takes: flow.results[of].union(flow.declared(of)).intersection([.untrusted, .redacted]), covers: covers
      )
    }
    let later = routine.steps.indices.dropFirst(index + 1)
    let reviews = step.reviews.map { of in
      let covered = later.filter { flow.isReviewed(of, before: $0) }
      return look(.reviews, of, covered.count == later.count ? nil : covered.map { routine.steps[$0].name })
    }
    return reviews + [step.edits].compactMap { $0 }.map { look(.edits, $0, nil) }
  }

  // MARK: Holes

  private func addReads(_ step: Routine.Step, _ frame: LabelFrame, to result: inout LabelReport.Step) {
    for message in step.messages { add(message.body, message.role.rawValue, frame, to: &result) }
    if let again = step.again { add(again, "again", frame, to: &result) }
    if let text = step.text { add(text, "text", frame, to: &result) }
    for block in step.instructions { add(block, "do", frame, to: &result) }
  }

  private func add(
    _ block: Program.Block, _ section: String, _ frame: LabelFrame, to result: inout LabelReport.Step
  ) {
    let builder = checker.builder
    var scanner: PlaceScanner?
    if section != "do" {
      var own = PlaceScanner(
        program: builder.program, form: { ValueForm(of: $0, builder.types, builder.program) },
        isExhaustive: { builder.exhausted.contains($0) }, closable: closable)
      own.scan(block)
      scanner = own
    }
    var reads = LabelledReads(
      program: builder.program, types: builder.types, scanner: scanner, listsFirst: true)
    var found: [LabelReport.Read] = []
    let isWhole = reads.visit(block, in: frame) { read in
      if read.kind != .value, read.labels.isEmpty { return true }
      found.append(self.read(read, section, scanner))
      return found.count < Self.readLimit
    }
    result.reads += found
    if !isWhole { result.isCut = true }
  }

  private func read(
    _ read: LabelledReads.Read, _ section: String, _ scanner: PlaceScanner?
  ) -> LabelReport.Read {
    let hole = places.hole(at: read.instruction)
    var text = hole.path
    // The list stands first in the tag of a loop.
    if read.kind == .condition, case .loop = program.instructions[read.instruction] { text = hole.text }
    let snippets = read.calls.compactMap { index -> LabelReport.Call? in
      guard case .call(let snippet, _, _, _) = program.instructions[index] else { return nil }
      return LabelReport.Call(
        snippet: program.snippets[Int(snippet)].name, place: place(of: places.hole(at: index).span))
    }
    var result = LabelReport.Read(
      kind: .value, section: section, snippets: snippets,
      value: LabelReport.Written(
        text: shown(text), place: place(of: hole.span), labels: labelled(read.labels, read.sources)))
    switch read.kind {
    case .value: addSpot(read, scanner, to: &result)
    case .condition: result.kind = .condition
    case .list: result.kind = .list
    }
    return result
  }

  private func addSpot(
    _ read: LabelledReads.Read, _ scanner: PlaceScanner?, to result: inout LabelReport.Read
  ) {
    guard let scanner, let hole = scanner.templates[read.template].holes[read.instruction] else {
      result.spot = LabelReport.Spot(kind: .instructions)
      return
    }
    let form = ValueForm(of: read.value, checker.builder.types, program)
    if form.kind == .media {
      result.spot = LabelReport.Spot(kind: .attached)
      return
    }
    let place = scanner.place(of: hole, form)
    var spot = LabelReport.Spot(kind: LabelReport.Spot.Kind(rawValue: place.place.rawValue)!)
    if let container = place.container {
      let frame = scanner.frames[scanner.canonical(container)]
      switch frame.kind {
      case .element, .tag: spot.name = frame.name
      case .code, .fence: spot.name = scanner.sign(of: container)
      case .root, .markup: break
      }
    }
    spot.attribute = place.place == .attribute ? place.attribute : nil
    result.spot = spot
    let isUntrusted = read.labels.contains(.untrusted)
    result.treatment = (isUntrusted ? place.untrustedSteps : place.steps).map(LabelReport.Treatment.init)
    guard isUntrusted else { return }
    if !place.lengthened.isEmpty { result.treatment.append(.lengthened) }
    if !place.prefix.isEmpty, form.mayBreak { result.treatment.append(.indented) }
    result.treatment.append(.cleaned)
  }

  // MARK: What is written

  private func written(
    _ node: SyntaxNode, _ value: Program.ExpressionID, _ reader: ExpressionLabels, isCondition: Bool = false
  ) -> LabelReport.Written {
    let labels = isCondition ? reader.labels(value).throughConditions : reader.labels(value)
    return LabelReport.Written(
      text: shown(node.text), place: place(of: node.span),
      labels: labelled(labels, reader.sources(value).of(labels)))
  }

  /// As it is written, without keys that somebody wrote into it.
  private func shown(_ text: String) -> String { checker.project.mask.hide(in: text) }

  private func labelled(_ labels: Labels, _ sources: [LabelSource]) -> [LabelReport.Label] {
    Labels.words.map(\.label).filter(labels.contains).map { label in
      LabelReport.Label(
        label: label,
        sources: origins.all(of: label, in: sources).map {
          LabelReport.Source(kind: $0.isInput ? .input : .step, name: $0.name, through: $0.through.reversed())
        })
    }
  }

  private func place(of span: SourceSpan?) -> LabelReport.Place {
    let span = span ?? checker.unit.nameSpan
    let file = checker.project.sources[span.file]
    let position = file.position(at: Int(span.start))
    return LabelReport.Place(file: file.path, line: position.line, column: position.column)
  }
}
