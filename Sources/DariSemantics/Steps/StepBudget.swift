// `model` and `budget` of a step: what they name, and whether the prompt can keep to it.

import DariBase
import DariRuntime
import DariSyntax

extension RoutineChecker {
  // MARK: Model

  /// Without `model` the setting that is named like what the step needs, `text` for `by: ai(text)`.
  func takeModel(_ step: inout Routine.Step, _ draft: StepDraft) {
    guard case .ai(let need, _) = step.actor else {
      reportForeignKey("model", step, draft)
      return
    }
    let manifest = project.manifest
    guard let token = draft.names("model").first else {
      if draft.keys["model"] == nil, let setting = manifest.setting(named: need) { use(setting, &step) }
      return
    }
    let name = token.identifier
    if let setting = manifest.setting(named: name) {
      use(setting, &step)
    } else if project.hasManifest, !manifest.isBroken {
      reporter.reportUnknown(
        .unknownModel(name: name), name, at: token.span, among: manifest.models.map(\.name),
        otherwise: [Mend(.declareModel(name: name))])
    }
  }

  private func use(_ setting: ModelSetting, _ step: inout Routine.Step) {
    step.model = setting.name
    if !routine.models.contains(where: { $0.name == setting.name }) { routine.models.append(setting.carried) }
  }

  /// Only an AI has a model and a prompt.
  private func reportForeignKey(_ key: String, _ step: Routine.Step, _ draft: StepDraft) {
    guard draft.keys[key] != nil, step.actor != .human("") else { return }
    reporter.report(
      .keyOfOtherActor(key: key, actor: step.actor.kind == "human" ? .actorHuman : .actorTool),
      at: draft.keySpan(key))
  }

  // MARK: Budget

  func takeBudget(_ step: inout Routine.Step, _ draft: StepDraft) {
    guard case .ai = step.actor else {
      reportForeignKey("budget", step, draft)
      return
    }
    guard let token = draft.keys["budget"]?.node(.budgetClause)?.token(.integer), let count = Int(token.text)
    else { return }
    guard count <= Routine.Budget.most else {
      reporter.report(
        .badKeyValue(key: "budget", form: "budget: 2000 tokens"), at: token.span)
      return
    }
    guard let estimator = project.manifest.estimator(for: step.model) else { return }
    step.budget = Routine.Budget(tokens: count, estimator: estimator)
    if case .file(let path, let sha256) = estimator {
      routine.tokenizers[sha256] = project.manifest.tokenizers[path]?.tokenizer
    }
  }

  /// Once all templates are there, and nothing in them is wrong.
  func checkBudgets() {
    guard !reporter.diagnostics.hasErrors else { return }
    for draft in drafts {
      guard let budget = routine.steps[draft.index].budget,
        let meter = TokenMeter(budget.estimator, tokenizers: routine.tokenizers)
      else { continue }
      checkBudget(draft, budget, meter)
    }
  }

  private func checkBudget(_ draft: StepDraft, _ budget: Routine.Budget, _ meter: TokenMeter) {
    let step = routine.steps[draft.index]
    let span = draft.keys["budget"]?.node(.budgetClause)?.span ?? draft.span
    var least = 0
    var most = PromptBounds.Most()
    for (block, isAlwaysThere) in step.messages.map({ ($0.body, true) })
      + [step.again].compactMap({ $0 }).map({ ($0, false) })
    {
      var bounds = bounds(draft, meter)
      if isAlwaysThere {
        let shortest = bounds.least(block)
        // As one text where that can be: a tokenizer joins what stands side by side.
        least += shortest.text.flatMap { try? meter.weight(of: $0) } ?? shortest.weight
      }
      most.add(bounds.most(block))
      if bounds.gaveUp { return }
    }
    if TokenMeter.tokens(least) > budget.tokens {
      reporter.report(
        .literalOverBudget(
          step: step.name, count: TokenMeter.tokens(least), budget: budget.tokens,
          estimator: budget.estimator.name),
        at: span)
    } else if !most.unlimited.isEmpty {
      reportUnlimited(most, draft, budget, meter, span)
    } else if TokenMeter.tokens(most.weight) > budget.tokens {
      reportExcess(most, draft, budget, meter, span)
    }
  }

  private func bounds(_ draft: StepDraft, _ meter: TokenMeter) -> PromptBounds {
    var bounds = PromptBounds(
      program: builder.program, types: builder.types, frameNames: frame.names, meter: meter)
    for other in routine.steps { if let slot = other.remarksSlot { bounds.leaveOut(slot) } }
    guard let each = routine.steps[draft.index].each else { return bounds }
    var types: [Int: Type] = [:]
    for local in surroundings[draft.index].locals {
      if case .value(let slot, let type) = local.meaning { types[slot] = type }
    }
    bounds.take(each, of: draft.name, types: types)
    return bounds
  }

  private func reportExcess(
    _ most: PromptBounds.Most, _ draft: StepDraft, _ budget: Routine.Budget, _ meter: TokenMeter,
    _ span: SourceSpan
  ) {
    var labels: [DiagnosticLabel] = []
    var mends: [Mend] = []
    if let largest = most.parts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
      if let place = names.place(of: largest.key) {
        labels.append(DiagnosticLabel(place, .takesMost(count: TokenMeter.tokens(largest.value))))
      }
      let left = budget.tokens * 100 - (most.weight - largest.value)
      if left > 0, let mend = limitMend(largest.key, largest.value, left, meter) { mends.append(mend) }
    }
    let count = TokenMeter.tokens(most.weight)
    if count <= Routine.Budget.most {
      mends.append(Mend(.raiseBudget(text: "budget: \(count) tokens"), [TextEdit(span, "\(count) tokens")]))
    }
    reporter.report(
      .mayExceedBudget(
        step: draft.name, count: count, budget: budget.tokens, estimator: budget.estimator.name),
      at: span, labels: labels, mends: mends)
  }

  /// The type of an input or a result, if it is a text: of each item, if it is a list.
  private func textType(_ name: String) -> (word: String, limits: Limits<Int>)? {
    guard var type = names.inputs[name]?.type ?? names.steps[name]?.result?.type else { return nil }
    if case .list(_, let element) = type.core { type = element }
    switch type.core {
    case .text(let limits): return ("text", limits)
    case .line(let limits): return ("line", limits)
    default: return nil
    }
  }

  /// `text(..1200)` that takes `weight` made so short that it takes what is left.
  private func limitMend(_ name: String, _ weight: Int, _ left: Int, _ meter: TokenMeter) -> Mend? {
    guard let type = textType(name), let high = type.limits.high else { return nil }
    let (product, overflow) = high.multipliedReportingOverflow(by: left)
    // What a filter cuts off is not a matter of the input's limit.
    guard !overflow, weight > 0, weight / meter.mostPerScalar >= high else { return nil }
    return limitMend(name, type, "..\(high)", .rounded(product / weight))
  }

  /// The type as it is written, with another limit.
  private func limitMend(
    _ name: String, _ type: (word: String, limits: Limits<Int>), _ old: String?, _ limit: Int
  ) -> Mend? {
    let word = type.word
    guard limit > 0, limit >= type.limits.low ?? 0 else { return nil }
    let text = "\(word)(\(type.limits.low.map { "\($0)" } ?? "")..\(limit))"
    let node =
      unit.sections.first { $0.word == "input" && $0.name == name }?.header.typeNode
      ?? drafts.first { $0.name == name }?.keys["gives"]?.typeNode
    guard let node else { return Mend(.limitIt(text: "gives: \(text)")) }
    // Only where it is written out once; a type of another file is not changed from here.
    let pieces = node.text.split(separator: old ?? word, omittingEmptySubsequences: false)
    guard pieces.count == 2 else { return Mend(.limitIt(text: text)) }
    if old == nil {
      // The word itself, not one that ends or begins with it.
      let neighbours = [pieces[0].unicodeScalars.last, pieces[1].unicodeScalars.first]
      guard !neighbours.contains(where: { $0.map { Identifier.isValid(String($0)) } ?? false }),
        !pieces[1].hasPrefix("(")
      else { return Mend(.limitIt(text: text)) }
    }
    let written = old == nil ? text : "..\(limit)"
    return Mend(.limitIt(text: text), [TextEdit(node.span, "\(pieces[0])\(written)\(pieces[1])")])
  }

  private func reportUnlimited(
    _ most: PromptBounds.Most, _ draft: StepDraft, _ budget: Routine.Budget, _ meter: TokenMeter,
    _ span: SourceSpan
  ) {
    let unlimited = most.unlimited.keys.sorted {
      (names.place(of: $0)?.start ?? 0, $0) < (names.place(of: $1)?.start ?? 0, $1)
    }
    var mends: [Mend] = []
    if unlimited.count == 1, let name = unlimited.first, let times = most.unlimited[name],
      let type = textType(name), type.limits.high == nil
    {
      let left = budget.tokens * 100 - most.weight
      let limit = Int.rounded(left / meter.mostPerScalar / max(1, times))
      if let mend = limitMend(name, type, nil, limit) { mends.append(mend) }
    }
    reporter.report(
      .noLimitForBudget(values: unlimited, step: draft.name), at: span,
      labels: unlimited.compactMap { name in names.place(of: name).map { DiagnosticLabel($0, .definedHere) }
      },
      mends: mends)
  }
}

extension Int {
  /// Down to a number that one would write: 387 -> 380, 5_231 -> 5_200.
  fileprivate static func rounded(_ number: Int) -> Int {
    number >= 1000 ? number / 100 * 100 : number >= 100 ? number / 10 * 10 : number
  }
}
