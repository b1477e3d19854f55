// What is handed over for steps, held against the routine before a file is opened for it.

extension Routine {
  /// Names that are no steps, or steps that have no result or send nothing back.
  package func problems(ofGiven given: [String], remarks: [String]) -> [RoutineDataProblem] {
    var problems: [RoutineDataProblem] = []
    func find(_ name: String, where isKnown: (Step) -> Bool) -> Step? {
      if let found = StepName(name).flatMap(step(named:)) { return found.routine.steps[found.index] }
      let kind = RoutineDataProblem.Kind.unknownStep(name, known: stepNames(where: isKnown))
      problems.append(RoutineDataProblem(kind: kind, source: .given(name)))
      return nil
    }
    for name in given {
      guard let step = find(name, where: { $0.resultSlot != nil }), step.result == nil else { continue }
      problems.append(RoutineDataProblem(kind: .withoutResult(name), source: .given(name)))
    }
    for name in remarks {
      guard let step = find(name, where: { $0.redo != nil }), step.redo == nil else { continue }
      problems.append(RoutineDataProblem(kind: .refusesNothing(name), source: .given(name)))
    }
    return problems
  }
}
