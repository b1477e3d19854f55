// What a case says of models' answers: which steps are asked, what their answers must be like, how often, and whether the
// whole routine is run.

import DariBase
import DariRuntime
import DariSemantics
import DariYAML

package struct AnswerPlan: Sendable {
  /// A step below `answers`, and what is asked of its answer.
  package struct Asked: Sendable {
    package var step: StepName
    /// As it was written.
    package var text: String
    package var span: SourceSpan
    package var assertions: [(assertion: AnswerAssertion, span: SourceSpan)] = []

    /// Without a number, every item.
    func isAbout(_ parts: [StepName.Part]) -> Bool {
      parts.count == step.parts.count
        && zip(parts, step.parts).allSatisfy {
          $0.name == $1.name && ($1.item == nil || $0.item == $1.item)
        }
    }
  }

  /// What a person says each time when sending back; afterwards they are content.
  package struct Refusals: Sendable {
    package var step: StepName
    /// As it was written.
    package var text: String
    package var span: SourceSpan
    package var texts: [String]
  }

  /// The whole routine, answers flowing from step to step.
  package var isRun = false
  package var samples = 1
  /// How many samples must be as asked; nil for all.
  package var pass: Int?
  package var asked: [Asked] = []
  package var refusals: [Refusals] = []

  package init() {}

  /// Whether anything of it needs a model's answer.
  package var asksModels: Bool { isRun || !asked.isEmpty }
  package var needed: Int { pass ?? samples }

  package static let keys = ["answers", "run", "samples", "pass"]
  static let mostSamples = 1000
}

/// Reads those keys of one case.
struct AnswerPlanReader {
  let routine: Routine
  let reader: MappingReader

  func read() -> AnswerPlan {
    var plan = AnswerPlan()
    if let value = reader.value("run") {
      switch value.scalarText {
      case "true", "yes": plan.isRun = true
      case "false", "no": break
      default: reader.wrong("run", value, .expectYesOrNo)
      }
    }
    readCounts(&plan)
    plan.asked = reader.mapping("answers").compactMap(asked)
    if plan.isRun { plan.refusals = reader.mapping("remarks").compactMap(refusals) }
    return plan
  }

  private func readCounts(_ plan: inout AnswerPlan) {
    var isRead = true
    if let value = reader.value("samples") {
      let samples = number("samples", value, AnswerPlan.mostSamples, .expectSamples)
      (plan.samples, isRead) = (samples ?? 1, samples != nil)
    }
    if isRead, let value = reader.value("pass") {
      plan.pass = number("pass", value, plan.samples, .expectPass)
      isRead = plan.pass != nil
    }
    // Nothing would be asked so often.
    if isRead, reader.value("answers") == nil, reader.value("run") == nil,
      let entry = reader.node.entries.first(where: { ["samples", "pass"].contains($0.keyText) })
    {
      reader.reporter.report(.missingKey(place: reader.place, key: "answers"), at: entry.key.span)
    }
  }

  private func number(_ key: String, _ value: YAMLNode, _ most: Int, _ expected: Note) -> Int? {
    if let number = value.integer.flatMap({ Int(exactly: $0) }), (1...most).contains(number) { return number }
    reader.wrong(key, value, expected)
    return nil
  }

  // MARK: Answers

  private func asked(_ entry: YAMLEntry) -> AnswerPlan.Asked? {
    guard let name = StepName(entry.keyText), let found = step(name) else {
      reader.reporter.reportUnknown(
        .noSuchStep(routine: routine.name, step: entry.keyText), entry.keyText, at: entry.key.span,
        among: routine.stepNames(where: Self.isAI))
      return nil
    }
    guard Self.isAI(found) else {
      reader.reporter.report(
        .notAsked(step: entry.keyText), at: entry.key.span,
        mends: [Mend(.thereAre(known: routine.stepNames(where: Self.isAI)))])
      return nil
    }
    var asked = AnswerPlan.Asked(step: name, text: entry.keyText, span: entry.key.span)
    let items = entry.value.isMapping ? [entry.value] : entry.value.items
    let isEmptyList = entry.value.isSequence && items.isEmpty
    guard isEmptyList || !items.isEmpty && items.allSatisfy({ $0.isMapping || $0.isError }) else {
      reader.wrong(
        entry.keyText, items.first { !$0.isMapping && !$0.isError } ?? entry.value, .expectAssertions)
      return nil
    }
    asked.assertions = items.flatMap(\.entries).compactMap { item in
      assertion(item).map { ($0, item.key.span.union(item.value.span)) }
    }
    return asked
  }

  private func assertion(_ item: YAMLEntry) -> AnswerAssertion? {
    if item.value.isError { return nil }
    do throws(Problem) {
      return try AnswerAssertion(item.keyText, item.value)
    } catch {
      if AnswerAssertion.words.contains(item.keyText) {
        reader.reporter.report(error, at: item.value.span)
      } else {
        reader.reporter.reportUnknown(
          error, item.keyText, at: item.key.span, among: AnswerAssertion.words,
          otherwise: [Mend(.thereAre(known: AnswerAssertion.words))])
      }
      return nil
    }
  }

  private static func isAI(_ step: Routine.Step) -> Bool {
    if case .ai = step.actor { !step.messages.isEmpty } else { false }
  }

  /// The step, also in a routine that is called; an item only of a step that has items.
  private func step(_ name: StepName) -> Routine.Step? {
    var routine = routine
    for (index, part) in name.parts.enumerated() {
      guard let step = routine.steps.first(where: { $0.name == part.name }),
        part.item == nil || step.each != nil
      else { return nil }
      if index == name.parts.count - 1 { return step }
      guard case .routine(let called) = step.actor,
        var next = routine.routines.first(where: { $0.name == called })
      else { return nil }
      next.routines = routine.routines
      routine = next
    }
    return nil
  }

  // MARK: People

  private func refusals(_ entry: YAMLEntry) -> AnswerPlan.Refusals? {
    func looks(_ step: Routine.Step) -> Bool {
      if case .human = step.actor { !step.reviews.isEmpty || step.edits != nil } else { false }
    }
    guard let name = StepName(entry.keyText), let found = step(name) else {
      reader.reporter.reportUnknown(
        .noSuchStep(routine: routine.name, step: entry.keyText), entry.keyText, at: entry.key.span,
        among: routine.stepNames(where: looks))
      return nil
    }
    guard looks(found) else {
      reader.reporter.report(.looksAtNothing(step: entry.keyText), at: entry.key.span)
      return nil
    }
    func refusals(_ texts: [String]) -> AnswerPlan.Refusals {
      AnswerPlan.Refusals(step: name, text: entry.keyText, span: entry.key.span, texts: texts)
    }
    if let text = entry.value.scalarText { return refusals([text]) }
    let texts = entry.value.items.compactMap(\.scalarText)
    guard !texts.isEmpty, texts.count == entry.value.items.count else {
      reader.wrong(entry.keyText, entry.value, .expectRemarks)
      return nil
    }
    return refusals(texts)
  }
}
