// Names where a step or a list is asked for, and something else is written.

import DariBase
import DariRuntime
import DariSyntax

extension RoutineChecker {
  /// A key that speaks of steps names something that is none: an input, an item, or nothing at all.
  func reportNoStep(_ token: SyntaxNode, _ key: String, _ draft: StepDraft) {
    let name = token.identifier
    let isEffect = Routine.EffectKind(rawValue: key) != nil
    let throughText = isEffect ? [Mend(.putIntoText(text: "\(key): this"))] : []
    if let input = names.inputs[name] {
      reporter.report(
        .notAStep(name: name, kind: .kindInput, key: key), at: token.span,
        labels: [DiagnosticLabel(input.span, .definedHere)], mends: throughText)
    } else if let item = names.items.first(where: { $0.name == name && $0.step == draft.index }) {
      let step = stepGoneThrough(by: item, draft).map {
        Mend(.writeInstead(text: $0), [TextEdit(token.span, $0)])
      }
      reporter.report(
        .notAStep(name: name, kind: .kindItem, key: key), at: token.span,
        labels: [DiagnosticLabel(item.span, .definedHere)], mends: step.map { [$0] } ?? throughText)
    } else {
      reporter.reportUnknown(
        .unknownStep(name: name), name, at: token.span,
        among: drafts.filter { $0.index < draft.index }.map(\.name))
    }
  }

  /// `each: post in draft`, where `draft` is itself done once for each item: its name means the result for the item in hand.
  private func stepGoneThrough(by item: RoutineNames.Item, _ draft: StepDraft) -> String? {
    guard let clause = draft.keys["each"]?.node(.eachClause),
      let list = zip(clause.tokens(.name), clause.expressionNodes).first(where: { $0.0.span == item.span })?
        .1,
      list.kind == .nameExpression, let step = names.steps[list.text], step.index < draft.index,
      drafts[step.index].keys["each"] != nil
    else { return nil }
    return list.text
  }

  /// `each: items in item`, the wrong way round: the item that was meant, after a report.
  func itemAfterList(
    _ listToken: SyntaxNode, _ itemNode: SyntaxNode, _ checker: TemplateChecker
  ) -> TemplateChecker.Local? {
    guard itemNode.kind == .nameExpression, itemNode.tokens(.name).count == 1,
      let itemToken = itemNode.tokens(.name).first, !checker.isVisible(itemToken.identifier),
      let type = typeOfName(listToken.identifier), case .list(_, let element) = type.core
    else { return nil }
    let written = "\(itemToken.text) in \(listToken.text)"
    reporter.report(
      .unknownName(name: itemToken.identifier), at: itemNode.span,
      mends: [
        Mend(
          .itemFirst(text: written),
          [TextEdit(listToken.span, itemToken.text), TextEdit(itemNode.span, listToken.text)])
      ])
    let slot = frame.allocate(itemToken.identifier)
    return TemplateChecker.Local(
      name: itemToken.identifier, meaning: .value(slot: slot, type: element), span: itemToken.span)
  }

  private func typeOfName(_ name: String) -> Type? {
    if let type = names.inputs[name]?.type ?? names.steps[name]?.result?.type { return type }
    if case .found(let symbol) = scope.value(name, in: nil) { return symbol.type }
    return nil
  }
}
