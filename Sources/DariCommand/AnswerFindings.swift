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
      let isTold = !item.isPassed || item.test.answers.samples == 1
      for step in item.trials.flatMap(\.steps) {
        if isTold { for diagnostic in step.findings { add(finding(diagnostic, item)) } }
        if step.answer == nil { add(lacking(step, item)) }
      }
    }
    if isUpdate { return all }
    return all
      + answers.orphans.map { orphan in
        let path = "\(Recordings.folder)/\(orphan.name)"
        return TestFinding(
          kind: .answer,
          message: console.words(
            "no case asks for this answer any more: \(path)", "이제 아무 사례도 묻지 않는 대답입니다: \(path)"),
          place: .init(file: path, line: 1))
      }
  }

  private func finding(_ diagnostic: Diagnostic, _ item: AnsweredCase) -> TestFinding {
    let file = tests.sources[diagnostic.span.file]
    return TestFinding(
      kind: .answer, test: item.test, code: diagnostic.code.text,
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
    let message =
      step.isStale
      ? console.words(
        "the prompt of \(step.name) has changed since its answer was kept",
        "대답을 저장한 뒤에 \(step.name) 프롬프트가 바뀌었습니다")
      : console.words("no answer of \(step.name) is kept", "\(step.name)의 대답이 저장되어 있지 않습니다")
    return TestFinding(kind: .answer, test: item.test, message: message, place: place)
  }
}
