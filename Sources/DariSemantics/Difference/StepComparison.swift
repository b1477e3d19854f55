// The steps of two versions of a routine: order, who does them, when, how often, what leaves the house, and who looks.

import DariBase
import DariRuntime

extension RoutineComparison {
  mutating func compareSteps() {
    let pairs = (stepPairs.same + stepPairs.renamed).sorted { $0.new < $1.new }
    let (before, after) = (old.routine.steps, new.routine.steps)
    for (a, b) in stepPairs.renamed {
      add(
        .stepRenamed, .steps, breaks: true, step: after[b].name, old: before[a].name, new: after[b].name,
        place: new.place(of: after[b]))
    }
    let (gone, come) = TypeComparison.unpaired(before.count, after.count, pairs)
    for index in gone {
      let isLook = before[index].isLook
      add(
        isLook ? .checkpointRemoved : .stepRemoved, isLook ? .duties : .steps, breaks: true,
        step: before[index].name, name: before[index].title ?? "")
    }
    for index in come {
      let isLook = after[index].isLook
      add(
        isLook ? .checkpointAdded : .stepAdded, isLook ? .duties : .steps, step: after[index].name,
        name: after[index].title ?? "", place: new.place(of: after[index]))
      // What leaves the house is told of a new step as of an old one.
      compareEffects(Routine.Step(name: "", actor: after[index].actor), after[index])
    }
    compareOrder(pairs)
    for (a, b) in pairs { compare(before[a], after[b], pairs) }
  }

  /// The steps that stand still are the longest row that kept its order; the others have moved.
  private mutating func compareOrder(_ pairs: [(old: Int, new: Int)]) {
    let still = Self.longestRising(pairs.map(\.old))
    for (place, pair) in pairs.enumerated() where !still.contains(place) {
      let step = new.routine.steps[pair.new]
      let before = pair.new > 0 ? new.routine.steps[pair.new - 1].name : nil
      add(.stepMoved, .steps, step: step.name, new: before, place: new.place(of: step))
    }
  }

  private static func longestRising(_ numbers: [Int]) -> Set<Int> {
    var best: [(length: Int, before: Int?)] = []
    for (index, number) in numbers.enumerated() {
      var own: (length: Int, before: Int?) = (1, nil)
      for earlier in 0..<index where numbers[earlier] < number && best[earlier].length + 1 > own.length {
        own = (best[earlier].length + 1, earlier)
      }
      best.append(own)
    }
    var row = Set<Int>()
    var next = best.indices.max { best[$0].length < best[$1].length }
    while let index = next {
      row.insert(index)
      next = best[index].before
    }
    return row
  }

  private mutating func compare(
    _ a: Routine.Step, _ b: Routine.Step, _ pairs: [(old: Int, new: Int)]
  ) {
    compareActor(a, b)
    compareEffects(a, b)
    compareWhen(a, b)
    compareEach(a, b)
    compareLooks(a, b)
    compareRedo(a, b)
    compareModel(a, b)
    compareBudget(a, b)
    compareRisk(a, b)
    compareStepOwner(a, b)
    compareStepResult(a, b)
    compareTemplates(a, b)
    comparePlaces(a, b)
    let with = (old.arguments(of: a, .exact), new.arguments(of: b, .exact))
    if !with.0.hasSameBytes(as: with.1) {
      add(
        .withChanged, .steps, step: b.name, old: old.arguments(of: a, .shown),
        new: new.arguments(of: b, .shown))
    }
  }

  // MARK: Who, when, how often

  private mutating func compareActor(_ a: Routine.Step, _ b: Routine.Step) {
    if a.actor == b.actor { return }
    let place = new.place(of: b)
    if case .ai(let need, let tools) = a.actor, case .ai(need, let others) = b.actor {
      add(
        .toolsChanged, .steps, step: b.name, old: tools.joined(separator: ", "),
        new: others.joined(separator: ", "), place: place)
    } else if case .human(let role) = a.actor, case .human(let other) = b.actor, a.isLook {
      add(.reviewerChanged, .duties, breaks: true, step: b.name, old: role, new: other, place: place)
    } else {
      add(
        .actorChanged, .steps, breaks: a.actor.kind != b.actor.kind || a.actor.kind == "routine",
        step: b.name, old: a.actor.source, new: b.actor.source, place: place)
    }
  }

  private mutating func compareEffects(_ a: Routine.Step, _ b: Routine.Step) {
    let before = old.leaving(a)
    let after = new.leaving(b)
    for effect in after where !before.contains(effect) {
      add(
        .effectAdded, .steps, breaks: true, step: b.name, name: effect.kind, new: effect.what,
        place: new.place(of: b))
    }
    for effect in before where !after.contains(effect) {
      add(.effectRemoved, .steps, breaks: true, step: b.name, name: effect.kind, old: effect.what)
    }
  }

  private mutating func compareWhen(_ a: Routine.Step, _ b: Routine.Step) {
    let shown = (a.when.map { old.text($0, .shown) }, b.when.map { new.text($0, .shown) })
    // A person who looks only sometimes is a weaker look.
    let isLook = a.isLook && b.isLook
    let tier = isLook ? RoutineChange.Tier.duties : .steps
    switch (a.when, b.when) {
    case (nil, nil): break
    // Its result may be absent now, for who takes it.
    case (nil, let clause?):
      add(
        .whenAdded, tier, breaks: isLook || b.result != nil, step: b.name, new: shown.1,
        place: new.place(clause.place))
    case (_?, nil): add(.whenRemoved, tier, step: b.name, old: shown.0)
    case (let before?, let after?):
      if !old.text(before, .exact).hasSameBytes(as: new.text(after, .exact)) {
        add(
          .whenChanged, tier, breaks: isLook, step: b.name, old: shown.0, new: shown.1,
          place: new.place(after.place))
      }
    }
  }

  private mutating func compareEach(_ a: Routine.Step, _ b: Routine.Step) {
    let shown = (a.each.map { old.list(of: $0, .shown) }, b.each.map { new.list(of: $0, .shown) })
    switch (a.each, b.each) {
    case (nil, nil): break
    case (nil, _?): add(.eachAdded, .steps, breaks: true, step: b.name, new: shown.1)
    case (_?, nil): add(.eachRemoved, .steps, breaks: true, step: b.name, old: shown.0)
    case (let before?, let after?):
      if !old.list(of: before, .exact).hasSameBytes(as: new.list(of: after, .exact)) {
        add(.eachChanged, .steps, step: b.name, old: shown.0, new: shown.1)
      }
    }
  }

  // MARK: Who looks

  private mutating func compareLooks(_ a: Routine.Step, _ b: Routine.Step) {
    let before = Set(a.looksAt.map(old.name(ofStep:)))
    let after = Set(b.looksAt.map(new.name(ofStep:)))
    if !before.isEmpty, after.isEmpty {
      add(.checkpointRemoved, .duties, breaks: true, step: b.name, name: b.title ?? "")
    } else if before.isEmpty, !after.isEmpty {
      add(.checkpointAdded, .duties, step: b.name, name: b.title ?? "")
    } else {
      for name in before.subtracting(after).sorted() {
        add(.reviewRemoved, .duties, breaks: true, step: b.name, name: name)
      }
      for name in after.subtracting(before).sorted() { add(.reviewAdded, .duties, step: b.name, name: name) }
    }
    let edits = (a.edits.map(old.name(ofStep:)), b.edits.map(new.name(ofStep:)))
    if edits.0 != edits.1, before == after {
      add(
        .lookChanged, .steps, step: b.name, name: edits.1 ?? edits.0 ?? "",
        old: edits.0 == nil ? "reviews" : "edits", new: edits.1 == nil ? "reviews" : "edits")
    }
    compareChecks(a, b)
  }

  /// Tasks to tick off: one that is gone is looked at no more. Other words for one are a change of text.
  private mutating func compareChecks(_ a: Routine.Step, _ b: Routine.Step) {
    let before = TaskList(old, a.instructions + a.checks).tasks
    let after = TaskList(new, b.instructions + b.checks).tasks
    let (same, renamed) = Pairing.pairs(
      before, after, name: \.words,
      score: { x, y in
        let likeness = Likeness.of(before[x].words, after[y].words)
        return likeness >= 40 ? likeness : x == y && before.count == after.count ? 1 : 0
      })
    let (gone, come) = TypeComparison.unpaired(before.count, after.count, same + renamed)
    for index in gone {
      add(
        .checkRemoved, .duties, breaks: true, step: b.name, name: before[index].words,
        place: new.place(of: (b.instructions + b.checks).first))
    }
    for index in come {
      add(.checkAdded, .duties, step: b.name, name: after[index].words, place: place(of: after[index]))
    }
    for (x, y) in same + renamed {
      let (was, now) = (before[x], after[y])
      if was.exactTags == now.exactTags { continue }
      let isWider = now.isAsWide(as: was)
      add(
        isWider ? .checkWidened : .checkNarrowed, .duties, breaks: !isWider, step: b.name, name: now.words,
        old: was.tags.isEmpty ? nil : was.tags.joined(separator: ", "),
        new: now.tags.isEmpty ? nil : now.tags.joined(separator: ", "), place: place(of: now))
    }
  }

  private func place(of task: TaskList.Item) -> RoutineChange.Place? { task.place.flatMap(new.place) }

  private mutating func compareRedo(_ a: Routine.Step, _ b: Routine.Step) {
    let before = a.redo.map { "\(old.name(ofStep: $0.step)), up to \($0.limit)" }
    let after = b.redo.map { "\(new.name(ofStep: $0.step)), up to \($0.limit)" }
    switch (before, after) {
    case (nil, nil): break
    case (nil, _?): add(.redoAdded, .steps, step: b.name, new: after)
    case (_?, nil): add(.redoRemoved, .steps, step: b.name, old: before)
    case (_?, _?): if before != after { add(.redoChanged, .steps, step: b.name, old: before, new: after) }
    }
  }

  private mutating func compareRisk(_ a: Routine.Step, _ b: Routine.Step) {
    let ranks = (Routine.Risk.allCases.firstIndex(of: a.risk)!, Routine.Risk.allCases.firstIndex(of: b.risk)!)
    if ranks.0 == ranks.1 { return }
    let isLower = ranks.1 < ranks.0
    add(
      isLower ? .riskLowered : .riskRaised, .duties, breaks: isLower, step: b.name, old: a.risk.rawValue,
      new: b.risk.rawValue)
  }

  /// Without a word of its own, a step has the routine's owner: that one is told with the routine.
  private mutating func compareStepOwner(_ a: Routine.Step, _ b: Routine.Step) {
    let answers = (a.owner ?? old.routine.owner, b.owner ?? new.routine.owner)
    guard answers.0 != answers.1, a.owner != nil || b.owner != nil else { return }
    switch answers {
    case (let before?, nil): add(.ownerRemoved, .duties, breaks: true, step: b.name, old: before)
    case (nil, let after?): add(.ownerAdded, .duties, step: b.name, new: after)
    default: add(.ownerChanged, .duties, step: b.name, old: answers.0, new: answers.1)
    }
  }

  // MARK: With what

  private mutating func compareModel(_ a: Routine.Step, _ b: Routine.Step) {
    let before = old.routine.models.first { $0.name == a.model }?.words
    let after = new.routine.models.first { $0.name == b.model }?.words
    if before == after { return }
    add(.modelChanged, .steps, step: b.name, old: before, new: after)
    // With the same name its setting has changed.
    if let model = b.model, model == a.model { changes[changes.count - 1].declaration = .model(model) }
  }

  /// A prompt over its budget is not rendered, so data that were right may be refused by a smaller one.
  private mutating func compareBudget(_ a: Routine.Step, _ b: Routine.Step) {
    switch (a.budget, b.budget) {
    case (nil, nil): break
    case (nil, let budget?):
      add(.budgetAdded, .steps, breaks: true, step: b.name, new: String(budget.tokens))
    case (let budget?, nil): add(.budgetRemoved, .steps, step: b.name, old: String(budget.tokens))
    case (let before?, let after?):
      if !before.estimator.counts(like: after.estimator) {
        add(
          .budgetCounted, .steps, breaks: true, step: b.name, old: before.estimator.name,
          new: after.estimator.name)
      }
      if before.tokens != after.tokens {
        let isLower = after.tokens < before.tokens
        add(
          isLower ? .budgetLowered : .budgetRaised, .steps, breaks: isLower, step: b.name,
          old: String(before.tokens), new: String(after.tokens))
      }
    }
  }

  // MARK: What it gives

  private mutating func compareStepResult(_ a: Routine.Step, _ b: Routine.Step) {
    switch (a.result, b.result) {
    case (nil, nil): break
    case (let type?, nil): add(.resultRemoved, .outputs, breaks: true, step: b.name, old: type.description)
    case (nil, let type?): add(.resultAdded, .outputs, step: b.name, new: type.description)
    case (let before?, let after?):
      var types = TypeComparison(.output)
      types.compare(before, after, at: "")
      add(types, step: b.name)
    }
  }

  // MARK: Its words

  private mutating func compareTemplates(_ a: Routine.Step, _ b: Routine.Step) {
    let side = (old, new)
    if let texts = Self.different({ side.0.markedPage(of: a, $0) }, { side.1.markedPage(of: b, $0) }) {
      let (was, now) = (Self.pageWord(a), Self.pageWord(b))
      compareText(
        .promptChanged, texts.old.text, texts.new.text, step: b.name,
        name: was == now || was.isEmpty ? now : now.isEmpty ? was : "\(was)-to-\(now)",
        place: place(of: texts))
    }
    compareText(.wordsChanged, a.title ?? "", b.title ?? "", step: b.name, name: "title")
    compareBlocks(a.instructions, b.instructions, step: b.name, name: "do")
    compareBlocks(a.checks, b.checks, step: b.name, name: "check")
    compareBlocks(a.why, b.why, step: b.name, name: "why")
    compareBlocks(a.notes, b.notes, step: b.name, name: "note")
    let minutes = (a.minutes.map(Self.words), b.minutes.map(Self.words))
    if minutes.0 != minutes.1 { add(.minutesChanged, .text, step: b.name, old: minutes.0, new: minutes.1) }
  }

  /// What its own words are for: an AI, a person, or nobody.
  private static func pageWord(_ step: Routine.Step) -> String {
    step.messages.isEmpty ? step.text == nil ? "" : "text" : "prompt"
  }

  private static func words(_ minutes: (before: Double, after: Double)) -> String {
    func text(_ number: Double) -> String { Int64(exactly: number).map { "\($0)" } ?? "\(number)" }
    return "\(text(minutes.before)) -> \(text(minutes.after))"
  }

  /// What an outsider may have written, in the prompts of a step.
  private mutating func comparePlaces(_ a: Routine.Step, _ b: Routine.Step) {
    guard !a.messages.isEmpty, !b.messages.isEmpty else { return }
    let untrusted = Labels.untrusted.words.first ?? ""
    let told = Set(
      changes.filter { $0.kind == .labelRemoved && $0.name == untrusted }.map { change in
        change.step ?? String(change.part.prefix { $0 != "." && $0 != "[" })
      })
    let looked = new.looked(before: b.name)
    let alreadyLooked = old.looked(before: a.name)
    let findings = PlaceComparison.findings(PrintedValues(old, a), PrintedValues(new, b)) { base in
      told.contains(base) || looked.contains(base) && !alreadyLooked.contains(base)
    }
    for finding in findings {
      add(
        finding.kind, .data, breaks: true, step: b.name, part: finding.value, old: finding.old,
        new: finding.new, place: new.place(finding.place))
    }
  }
}

extension Routine.Step {
  /// A person who accepts or refuses what others made.
  var isLook: Bool { isPersons && !looksAt.isEmpty }
  var isPersons: Bool { actor.kind == "human" }
  var looksAt: [Int] { reviews + [edits].compactMap { $0 } }
}

extension RoutineSide {
  struct Leaving: Hashable {
    var kind: String
    /// The steps whose results it is, `this` for its own text.
    var what: String
  }

  func leaving(_ step: Routine.Step) -> [Leaving] {
    step.effects.flatMap { effect in
      (effect.steps.map(name(ofStep:)) + (effect.ownText ? ["this"] : [])).map {
        Leaving(kind: effect.kind.rawValue, what: $0)
      }
    }
  }

  /// The steps at whose results a person has looked when a step begins.
  func looked(before name: String) -> Set<String> {
    var names = Set<String>()
    for step in routine.steps.prefix(while: { $0.name != name }) where step.isLook {
      names.formUnion(step.looksAt.map(self.name(ofStep:)))
    }
    return names
  }
}

extension Routine.Actor {
  /// As it is written behind `by`.
  package var source: String {
    switch self {
    case .human(let role): "human(\(role))"
    case .ai(let need, _): "ai(\(need))"
    case .tool(let tool): "tool(\(tool))"
    case .routine(let name): "routine(\(name))"
    }
  }
}

extension TokenEstimator {
  /// Wherever its file lies.
  fileprivate func counts(like other: TokenEstimator) -> Bool {
    if case .file(_, let hash) = self, case .file(_, hash) = other { return true }
    return self == other
  }
}

extension Routine.ModelSetting {
  fileprivate var words: String {
    var words = ["\(api) \(model)"]
    if let temperature {
      words.append("temperature \(Int64(exactly: temperature).map { "\($0)" } ?? "\(temperature)")")
    }
    if let maxTokens { words.append("max_tokens \(maxTokens)") }
    return words.joined(separator: ", ")
  }
}
