// What went wrong while rendering, in the words of the catalogue.

import DariBase

extension StepFailure {
  package func problem(in routine: Routine) -> Problem {
    let name = routine.steps[step].name
    switch error.fault {
    case .overflow: return .calculationOverflow
    case .divisionByZero: return .divisionByZero
    case .notFinite: return .numberNotFinite
    case .needsResult(let path): return .resultNeeded(path: path, step: Self.step(of: path, in: routine))
    case .tooLarge: return .promptTooLarge
    case .dotSegment: return .dotSegment
    case .longRun: return .longRun
    case .unsafeOutput: return .unsafeOutput
    case .overBudget(let excess):
      return .promptOverBudget(
        step: name, count: excess.tokens.count, budget: excess.tokens.budget.tokens,
        estimator: excess.tokens.budget.estimator.name)
    case .needsTokenizer(let path): return .tokenizerNeeded(step: name, path: path)
    case .tokenizerTooSlow(let path): return .tokenizerTooSlow(path: path, step: name)
    case .damagedProgram: return .damagedProgram
    case .skippedStep: return .givenForSkipped(step: routine.steps[step].name)
    case .tooManyResults(let count, let items):
      return .tooManyResults(count: count, step: routine.steps[step].name, items: items)
    case .fewResults(let path, let count, let items):
      return .fewResults(
        path: path, count: count, items: items, step: Self.step(of: path, in: routine))
    case .noSuchItem(let item, let items): return .noSuchItem(step: name, item: item, items: items)
    }
  }

  /// The values it comes from, or what the person who renders can do about it.
  package func note(in routine: Routine) -> Note? {
    switch error.fault {
    case .overflow, .divisionByZero, .notFinite, .dotSegment:
      return error.paths.isEmpty ? nil : .madeOfValues(values: error.paths)
    case .needsResult(let path): return .handOver(step: Self.step(of: path, in: routine))
    case .overBudget(let excess):
      let parts = excess.largest.map { "`\($0.name)` \($0.tokens)" }
      return parts.isEmpty ? nil : .largestParts(parts: parts.joined(separator: ", "))
    case .needsTokenizer(let path): return .handTokenizer(path: path)
    case .tooLarge, .longRun, .unsafeOutput, .tokenizerTooSlow, .damagedProgram, .skippedStep,
      .tooManyResults,
      .fewResults,
      .noSuchItem:
      return nil
    }
  }

  /// `classify` of `classify.kind`.
  package static func step(of path: String, in routine: Routine) -> String {
    let head = String(path.unicodeScalars.prefix { $0 != "." && $0 != "[" })
    return routine.steps.first { $0.name == head }?.name ?? head
  }
}

extension ValueCleaning {
  /// One or two.
  package var problems: [Problem] {
    let path = paths.isEmpty ? "…" : paths.joined(separator: ", ")
    var problems: [Problem] = []
    if report.removals > 0 {
      problems.append(.valueCleaned(count: report.removals, path: path, what: report.removedNames))
    }
    if !report.markers.isEmpty { problems.append(.valueBrokenUp(path: path, what: report.markers)) }
    return problems
  }
}

extension CleaningReport {
  /// As `U+200B`.
  package var removedNames: [String] {
    removed.map { scalar in
      let digits = String(scalar, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
  }
}

extension RoutineDataProblem {
  package var problem: Problem {
    switch kind {
    case .data(let problem): problem.problem
    case .unknownStep(let step, _): .givenStepUnknown(step: step)
    case .withoutResult(let step): .givenWithoutResult(step: step)
    case .refusesNothing(let step): .remarksWithoutRedo(step: step)
    }
  }

  /// Where in the data: `order.items[0].count`; the step's name for a result.
  package var path: String {
    switch (kind, source) {
    case (.data(let problem), _): problem.path
    case (_, .given(let step)): step
    case (_, .inputs): ""
    }
  }
}
