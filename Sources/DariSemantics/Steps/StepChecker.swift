// What a step says of itself: who, what comes of it, and which other steps it speaks of.

import DariBase
import DariRuntime
import DariSyntax

extension RoutineChecker {
  /// Actors and results first, in file order; then what refers to them.
  func resolveSteps() {
    names.items = drafts.flatMap { draft in
      draft.section.items.map { .init(name: $0.identifier, step: draft.index, span: $0.span) }
    }
    for draft in drafts {
      var step = Routine.Step(
        name: draft.name, title: draft.section.wordsHeader.token(.titleText)?.text, actor: actor(draft))
      var around = StepSurroundings()
      resolveWhen(draft, &step, &around)
      resolveEach(draft, &step, &around)
      step.edits = earlierStep(draft, "edits").first
      step.result = resultType(draft, step, around)
      if step.result != nil { step.resultSlot = frame.allocate(draft.name) }
      let outcome = outcome(step, around)
      if let slot = step.resultSlot, let outcome { names.steps[draft.name]?.result = (slot, outcome) }
      addEarlier(draft, &step, &around)
      resolveWith(draft, &step, around)
      describe(&step, draft)
      routine.steps.append(step)
      outcomes.append(outcome)
      surroundings.append(around)
    }
    for draft in drafts { link(draft) }
  }

  private func actor(_ draft: StepDraft) -> Routine.Actor {
    guard let key = draft.keys["by"] else {
      if draft.isBroken { return .human("") }
      reporter.report(
        .missingActor(step: draft.name), at: draft.span, mends: [Mend(.addText(text: "by: human(…)"))])
      return .human("")
    }
    guard let node = key.node(.actor) else { return .human("") }
    let tokens = node.tokens(.name)
    let kind = tokens.first?.text ?? ""
    let name = tokens.dropFirst().first?.text ?? ""
    switch kind {
    case "human": return .human(name)
    case "ai":
      let tools = project.catalogue.resolve(name, use: project.manifest.use)
      addTools(tools)
      return .ai(name, tools: tools)
    case "tool":
      addTools(project.catalogue.resolve(name, use: [:]))
      return .tool(name)
    case "routine":
      if let token = tokens.dropFirst().first { return calledRoutine(token) }
    default:
      let span = tokens.first?.span ?? node.span
      reporter.reportUnknown(
        .unknownActor(actor: kind), kind, at: span, among: ["human", "ai", "tool", "routine"],
        otherwise: ActorWord.meant(by: kind).map { [Mend(.didYouMean(name: $0), [TextEdit(span, $0)])] } ?? []
      )
    }
    return .human("")
  }

  private func addTools(_ ids: [String]) {
    for id in ids {
      guard let tool = project.catalogue.tools[id], !routine.tools.contains(where: { $0.id == id }) else {
        continue
      }
      routine.tools.append(tool)
    }
  }

  // MARK: Results

  private func resultType(_ draft: StepDraft, _ step: Routine.Step, _ around: StepSurroundings) -> Type? {
    let gives = draft.keys["gives"]
    let text = draft.part("text")
    var isAI = false
    if case .ai = step.actor { isAI = true }
    if isAI || step.actor.kind == "routine", let text {
      reporter.report(.keyOfOtherActor(key: "@text", actor: step.actor.words), at: text.header.span)
    }
    if case .routine(let name) = step.actor {
      if let gives {
        reporter.report(
          .twoResults(step: draft.name, first: "by: routine(\(name))", second: "gives"), at: gives.span,
          labels: [DiagnosticLabel(draft.keySpan("by"), .andHere)])
      }
      guard let signature = project.signatures[name] else { return .unknown }
      return repeatable(signature.result, draft, around, at: draft.keySpan("by"))
    }
    if let edits = draft.keys["edits"] {
      if let gives {
        reporter.report(
          .twoResults(step: draft.name, first: "edits", second: "gives"), at: gives.span,
          labels: [DiagnosticLabel(edits.span, .andHere)])
      }
      if let text, !isAI {
        reporter.report(
          .twoResults(step: draft.name, first: "edits", second: "@text"), at: text.header.span,
          labels: [DiagnosticLabel(edits.span, .andHere)])
      }
      guard let edited = step.edits else { return .unknown }
      return editedType(edited, draft, around)
    }
    if let text, !isAI {
      if let gives {
        reporter.report(
          .twoResults(step: draft.name, first: "@text", second: "gives"), at: gives.span,
          labels: [DiagnosticLabel(text.header.span, .andHere)])
      }
      return .text
    }
    guard let gives else { return draft.isBroken ? .unknown : isAI ? .text : nil }
    guard let node = gives.typeNode else { return .unknown }
    let type = MediaPlaces.refused(
      project.types.resolve(node, in: unit.index), .placeResult, at: node.span, reporter)
    if case .record(let record) = type.core, record.field("remarks") != nil {
      let field = node.nodes(.typeField).first { $0.token(.name)?.identifier == "remarks" }
      reporter.report(.remarksField, at: field?.token(.name)?.span ?? node.span)
    }
    return repeatable(type, draft, around, at: node.span)
  }

  /// What is given once for each item must be there: it becomes the item of a list.
  private func repeatable(
    _ type: Type?, _ draft: StepDraft, _ around: StepSurroundings, at span: SourceSpan
  ) -> Type? {
    guard let type, around.count != nil, type.isOptional else { return type }
    reporter.report(.optionalItems, at: span, labels: [DiagnosticLabel(draft.keySpan("each"), .onceForEach)])
    return type.asPresent
  }

  private func editedType(_ edited: Int, _ draft: StepDraft, _ around: StepSurroundings) -> Type? {
    // What a person has changed is trusted.
    editedAnyType(edited, draft, around)?.withoutLabels(.untrusted)
  }

  private func editedAnyType(_ edited: Int, _ draft: StepDraft, _ around: StepSurroundings) -> Type? {
    guard around.count != nil else { return seen(edited, around) }
    let span = draft.names("edits").first?.span ?? draft.keySpan("edits")
    guard isTogether(edited, around) else {
      if outcomes[edited]?.isUnknown == false, !around.isListUnknown, !surroundings[edited].isListUnknown {
        reporter.report(
          .editsOtherList(step: routine.steps[edited].name), at: span,
          labels: [DiagnosticLabel(draft.keySpan("each"), .onceForEach)],
          mends: routine.steps[edited].each == nil ? [Mend(.changeAsWhole)] : [])
      }
      return .unknown
    }
    guard let type = seen(edited, around) else { return nil }
    reportSkippable(edited, "edits", at: span, in: draft.index, around)
    return type.asPresent
  }

  /// A step that may have been skipped where its result has to be there.
  func reportSkippable(
    _ step: Int, _ key: String, at span: SourceSpan, in draft: Int, _ around: StepSurroundings
  ) {
    guard let type = seen(step, around), type.isOptional, !type.isUnknown else { return }
    let name = routine.steps[step].name
    var labels: [DiagnosticLabel] = []
    if let when = drafts[step].keys["when"] { labels.append(DiagnosticLabel(when.span, .skippedUnless)) }
    let condition = "\(name) is present"
    let mend =
      drafts[draft].keys["when"]?.expressionNode?.mendToAlsoNeed(condition)
      ?? Mend(.addText(text: "when: \(condition)"))
    reporter.report(.maybeSkipped(step: name, key: key), at: span, labels: labels, mends: [mend])
  }

  // MARK: Plain keys

  private func describe(_ step: inout Routine.Step, _ draft: StepDraft) {
    if let token = draft.names("risk").first {
      if let risk = Routine.Risk(rawValue: token.text) {
        step.risk = risk
      } else {
        let known = Routine.Risk.allCases.map(\.rawValue)
        reporter.reportUnknown(
          .unknownWord(word: token.text, known: known), token.text, at: token.span, among: known)
      }
    }
    step.owner = draft.names("owner").first?.text
    takeModel(&step, draft)
    takeBudget(&step, draft)
    if let clause = draft.keys["minutes"]?.node(.minutesClause) {
      let numbers = clause.allChildren.filter { $0.kind == .integer || $0.kind == .decimal }
        .compactMap { WrittenNumber.double($0.text) }
      if numbers.count == 2 { step.minutes = (numbers[0], numbers[1]) }
    }
  }

  // MARK: Other steps

  /// Steps that a key names: there, earlier and with a result. What is not is reported.
  private func earlierStep(_ draft: StepDraft, _ key: String) -> [Int] {
    draft.names(key).compactMap { token in
      let name = token.identifier
      if name == "this", Routine.EffectKind(rawValue: key) != nil { return nil }
      guard let step = names.steps[name] else {
        reportNoStep(token, key, draft)
        return nil
      }
      guard step.index < draft.index else {
        reporter.report(
          .notEarlier(key: key, step: name), at: token.span,
          labels: [DiagnosticLabel(step.span, .definedHere)])
        return nil
      }
      guard step.result != nil else {
        reporter.report(
          .givesNothing(step: name), at: token.span, labels: [DiagnosticLabel(step.span, .definedHere)],
          mends: names.whatItReviews(step, at: token.span))
        return nil
      }
      return step.index
    }
  }

  /// Keys that name one thing.
  private func reportSecondNames(_ draft: StepDraft) {
    for key in ["edits", "risk", "owner", "model"] {
      let names = draft.names(key)
      if names.count > 1 { reporter.report(.oneNameOnly(key: key), at: names[1].span) }
    }
  }

  private func link(_ draft: StepDraft) {
    reportSecondNames(draft)
    let index = draft.index
    let actor = routine.steps[index].actor
    var isHuman = false
    if case .human = actor { isHuman = true }
    for key in ["reviews", "edits", "redo"] where draft.keys[key] != nil && !isHuman {
      reporter.report(.keyOfOtherActor(key: key, actor: actor.words), at: draft.keySpan(key))
    }
    routine.steps[index].reviews = earlierStep(draft, "reviews")
    linkRedo(draft)
    for kind in Routine.EffectKind.allCases where draft.keys[kind.rawValue] != nil {
      linkEffect(kind, draft)
    }
  }

  private func linkRedo(_ draft: StepDraft) {
    guard let clause = draft.keys["redo"]?.node(.redoClause), let token = clause.token(.name) else { return }
    var isHuman = false
    if case .human = routine.steps[draft.index].actor { isHuman = true }
    if isHuman, !draft.isBroken, draft.keys["reviews"] == nil, draft.keys["edits"] == nil {
      reporter.report(.nothingToRefuse, at: draft.keySpan("redo"))
    }
    let name = token.identifier
    guard let target = names.steps[name] else { return reportNoStep(token, "redo", draft) }
    guard target.index < draft.index else {
      reporter.report(
        .notEarlier(key: "redo", step: name), at: token.span,
        labels: [DiagnosticLabel(target.span, .definedHere)])
      return
    }
    let written = clause.token(.integer)
    let limit = written.map { Int($0.text) ?? 0 } ?? 1
    if let written, !(1...Self.redoLimit).contains(limit) {
      reporter.report(.redoLimit(limit: written.text), at: written.span)
    }
    let slot = frame.allocate("\(draft.name).remarks")
    routine.steps[draft.index].redo = (target.index, limit)
    routine.steps[draft.index].remarksSlot = slot
    names.steps[draft.name]?.redo = (target.index, slot)
  }

  private func linkEffect(_ kind: Routine.EffectKind, _ draft: StepDraft) {
    switch routine.steps[draft.index].actor {
    case .ai, .routine:
      let actor = routine.steps[draft.index].actor.words
      reporter.report(.keyOfOtherActor(key: kind.rawValue, actor: actor), at: draft.keySpan(kind.rawValue))
      return
    case .human, .tool: break
    }
    for token in draft.names(kind.rawValue) {
      guard let step = names.steps[token.identifier], step.index < draft.index else { continue }
      reportSkippable(
        step.index, kind.rawValue, at: token.span, in: draft.index, surroundings[draft.index])
    }
    let own = draft.names(kind.rawValue).first { $0.text == "this" }
    if let own, draft.part("text") == nil { reporter.report(.noThis, at: own.span) }
    routine.steps[draft.index].effects.append(
      Routine.Effect(kind: kind, steps: earlierStep(draft, kind.rawValue), ownText: own != nil))
  }
}

extension SyntaxNode {
  /// Of the condition after a `when`: the same, and one more.
  func mendToAlsoNeed(_ condition: String) -> Mend {
    let isLoose = kind == .conditionalExpression || binaryOperator == .or
    let written = "\(isLoose ? "(\(text))" : text) and \(condition)"
    return Mend(.writeInstead(text: "when: \(written)"), [TextEdit(span, written)])
  }
}
