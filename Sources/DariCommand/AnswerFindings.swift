// What is not as it should be in models' answers, one thing at a time, as the formats for programs write it.

import DariBase
import DariWorkspace

extension AnswerReport {
  /// In the order in which people are shown them.
  var findings: [TestFinding] {
    var all: [TestFinding] = []
    for item in answers.cases {
      var told: Set<String> = []
      func add(_ finding: TestFinding) {
        if told.insert(finding.message).inserted { all.append(finding) }
      }
      for problem in item.trials.flatMap(\.problems) { add(finding(problem, item)) }
      for warning in item.trials.flatMap(\.warnings) { add(finding(warning, item, .warning)) }
      let isTold = !item.isPassed || item.test.answers.samples == 1
      for step in item.trials.flatMap(\.steps) {
        if isTold { for diagnostic in step.findings { add(finding(diagnostic, item)) } }
        if step.answer == nil { add(lacking(step, item)) }
      }
    }
    all += answers.damaged.map { file in
      finding(.recordingDamaged(line: file.line, path: path(file.name)), path(file.name), file.line, .answer)
    }
    if isUpdate { return all }
    all += answers.surplus.map { item in
      finding(
        .recordingTwice(path: path(item.diskName), other: path(item.other)), path(item.diskName), 1, .warning)
    }
    return all
      + nobodys.map { name, shown in
        TestFinding(
          kind: .answer,
          message: console.words(
            "no case asks for this answer any more: \(shown)", "이제 아무 사례도 묻지 않는 대답입니다: \(shown)"),
          place: .init(file: path(name), line: 1))
      }
  }

  private func finding(
    _ problem: Problem, _ path: String, _ line: Int, _ kind: TestFinding.Kind
  ) -> TestFinding {
    TestFinding(
      kind: kind, code: problem.code.text, message: problem.message(console.language),
      place: .init(file: path, line: line))
  }

  private func finding(
    _ diagnostic: Diagnostic, _ item: AnsweredCase, _ kind: TestFinding.Kind = .answer
  ) -> TestFinding {
    let file = tests.sources[diagnostic.span.file]
    return TestFinding(
      kind: kind, test: item.test, code: diagnostic.code.text,
      message: diagnostic.problem.message(console.language),
      place: .init(file: file.path, line: file.position(at: Int(diagnostic.span.start)).line))
  }

  private func lacking(_ step: TrialStep, _ item: AnsweredCase) -> TestFinding {
    let file = tests.sources[item.test.nameSpan.file]
    let place = TestFinding.Place(
      file: file.path, line: file.position(at: Int(item.test.nameSpan.start)).line)
    if let failure = step.failure {
      let problem = Problem.noAnswer(step: step.name, case: item.test.name, reason: failure)
      return TestFinding(
        kind: .answer, test: item.test, code: problem.code.text, message: problem.message(console.language),
        place: place)
    }
    let message = "\(step.name): \((step.lack ?? .none).words(console.language))"
    return TestFinding(kind: .answer, test: item.test, message: message, place: place)
  }
}
