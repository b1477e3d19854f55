// Models side by side: which cases each passed, what they took and cost.

import DariBase
import DariSemantics

package struct ModelComparison: Sendable {
  package struct Row: Sendable {
    /// `email-reply › refund-polite`
    package var name: String
    package var about: String?
    /// One for each model; nil if it was not asked.
    package var cells: [AnsweredCase?]
  }

  package struct Total: Sendable {
    package var passed = 0
    package var cases = 0
    package var use = AnswerUse()
    /// Milliseconds of an answer.
    package var medianTime: Int?
  }

  package private(set) var rows: [Row] = []
  package private(set) var totals: [Total] = []

  /// - Parameter models: the columns; none for one column, with the models of the steps.
  package init(_ cases: [AnsweredCase], _ models: [ModelSetting]) {
    let columns: [String?] = models.isEmpty ? [nil] : models.map(\.name)
    for item in cases {
      let name = "\(item.test.routine.name) › \(item.test.name)"
      guard !rows.contains(where: { $0.name == name }) else { continue }
      let cells = columns.map { column in
        cases.first { $0.test.folder == item.test.folder && $0.model == column }
      }
      rows.append(Row(name: name, about: item.test.about, cells: cells))
    }
    totals = columns.map { column in
      let own = cases.filter { $0.model == column }
      var total = Total(passed: own.count { $0.isPassed }, cases: own.count)
      for step in own.flatMap(\.trials).flatMap(\.steps) {
        if let answer = step.answer { total.use.add(answer, step.setting) }
      }
      let times = own.flatMap(\.times).sorted()
      if !times.isEmpty { total.medianTime = times[times.count / 2] }
      return total
    }
  }

  /// `0.8`
  package static func seconds(_ milliseconds: Int) -> String {
    "\(milliseconds / 1000).\(milliseconds % 1000 / 100)"
  }
}

extension TestResult {
  /// Of a case of which nothing is held against what is kept.
  package init(silent test: TestCase) {
    self.init(of: test)
    isWhole = false
  }

  /// Of a case that runs the whole routine: what is kept of it is the transcript of each sample, `run-1.md`.
  package init(_ answered: AnsweredCase, _ manifest: Manifest) {
    self.init(of: answered.test)
    var seen: Set<String> = []
    for trial in answered.trials {
      for failure in trial.failures where seen.insert("\(failure.parts)\(failure.failure.error)").inserted {
        failures.append(failure)
      }
      guard trial.transcript != nil else { continue }
      prompts = trial.prompts
      let before = unexpected.count
      for expectation in test.expectations { judge(expectation, manifest) }
      let new = unexpected[before...].filter { !unexpected[..<before].contains($0) }
      unexpected.replaceSubrange(before..., with: new)
    }
    prompts = answered.trials.compactMap { trial in
      guard let page = trial.transcript else { return nil }
      return TestPrompt(name: "run-\(trial.sample)", path: "run-\(trial.sample).md", page: page)
    }
    isWhole = answered.trials.allSatisfy { $0.transcript != nil }
  }
}
