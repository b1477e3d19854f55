// What `dari test` found of models' answers: failures first, then rates, then one line that sums up.

import DariBase
import DariRuntime
import DariSemantics
import DariWorkspace

struct AnswerReport {
  let tests: ProjectTests
  let answers: ProjectAnswers
  let models: [ModelSetting]
  let live: LiveSettings?
  let isUpdate: Bool
  let console: Console
  let failures: [SystemFailure]

  var isPassed: Bool { answers.isPassed && (isUpdate || answers.orphans.isEmpty) }

  /// A server, a key or the net kept an answer from coming.
  var isSystemFailure: Bool {
    answers.end == .refused
      || answers.cases.contains { $0.trials.contains { $0.steps.contains { $0.failure != nil } } }
  }

  /// Whole runs as results: what is kept of them is their transcripts. With other models than the steps name, nothing is said of those.
  var results: [TestResult] {
    let runs = answers.cases.filter { $0.test.answers.isRun }
    if models.isEmpty { return runs.map { TestResult($0, tests.manifest) } }
    return runs.filter { $0.model == models[0].name }.map { TestResult(silent: $0.test) }
  }

  /// What goes before the prompts that changed.
  var text: String {
    answers.cases.map(problems).joined() + missing + rates + table + orphans
  }

  private var colour: Bool { OutputStream.standardOutput.showsColour }

  private var renderer: DiagnosticRenderer {
    DiagnosticRenderer(
      sources: tests.sources, language: console.language, colour: colour,
      width: OutputStream.standardOutput.columns)
  }

  private func heading(_ names: [String], _ words: String) -> String {
    let heading = VisibleText.visible("══ \(names.joined(separator: " › ")) · \(words)")
    return (colour ? "\u{1B}[1m\(heading)\u{1B}[0m" : heading) + "\n"
  }

  private func names(_ item: AnsweredCase) -> [String] {
    [item.test.routine.name, item.test.name] + (item.model.map { [$0] } ?? [])
  }

  // MARK: Failures

  /// What is not as asked, sample by sample, of a case that has not passed; the answer stands below.
  private func problems(_ item: AnsweredCase) -> String {
    var text = ""
    var told: Set<Diagnostic> = []
    for problem in item.trials.flatMap(\.problems) where told.insert(problem).inserted {
      text += renderer.text(problem) + "\n"
    }
    let isTold = !item.isPassed || item.test.answers.samples == 1
    for trial in item.trials where isTold {
      for step in trial.steps where !step.findings.isEmpty {
        if item.trials.count > 1 {
          text += console.words(
            "sample \(trial.sample) of \(item.trials.count)\n",
            "표본 \(item.trials.count)개 중 \(trial.sample)번째\n")
        }
        for finding in step.findings { text += renderer.text(finding) }
        if let answer = step.answer, !step.parts.isEmpty { text += shown(answer.text) }
        text += "\n"
      }
    }
    if text.isEmpty { return "" }
    let about = item.test.about.map { VisibleText.visible($0) + "\n" } ?? ""
    return heading(names(item), console.words("answers not as asked", "AI의 대답이 기대와 다릅니다")) + about + text
  }

  private static let linesShown = 12

  /// The first lines of an answer.
  private func shown(_ answer: String) -> String {
    let lines = answer.split(separator: "\n", omittingEmptySubsequences: false)
    var text = ""
    for line in lines.prefix(Self.linesShown) { text += "    │ \(VisibleText.visible(String(line)))\n" }
    let more = lines.count - Self.linesShown
    if more > 0 { text += "    │ " + console.words("… \(more) more lines\n", "… \(more)줄 더 있습니다\n") }
    return text
  }

  /// Answers that are not there, each step once.
  private var missing: String {
    var none: [String] = []
    var stale: [String] = []
    var text = ""
    for item in answers.cases {
      for step in item.trials.flatMap(\.steps) where step.answer == nil {
        let name = VisibleText.visible((names(item) + [step.name]).joined(separator: " › "))
        if let failure = step.failure {
          let problem = Problem.noAnswer(step: step.name, case: item.test.name, reason: failure)
          let line = renderer.text(problem)
          if !text.contains(line) { text += line }
        } else if step.isStale {
          if !stale.contains(name) { stale.append(name) }
        } else if !none.contains(name) {
          none.append(name)
        }
      }
    }
    if !text.isEmpty { text += "\n" }
    if !stale.isEmpty {
      let words = console.words(
        "the prompt has changed since its answer was kept", "대답을 저장한 뒤에 프롬프트가 바뀌었습니다")
      text += "══ \(words)\n" + stale.map { $0 + "\n" }.joined() + "\n"
    }
    if !none.isEmpty {
      text +=
        "══ \(console.words("no answer is kept", "저장된 대답이 없습니다"))\n" + none.map { $0 + "\n" }.joined() + "\n"
    }
    for damage in answers.damaged {
      text +=
        renderer.text(.recordingDamaged(line: damage.line, path: "\(Recordings.folder)/\(damage.name)"))
        + "\n"
    }
    return text
  }

  private var orphans: String {
    if answers.orphans.isEmpty { return "" }
    let paths = answers.orphans.map { VisibleText.visible("\(Recordings.folder)/\($0.name)") }
    if isUpdate {
      return paths.map { console.words("removed: ", "지움: ") + $0 + "\n" }.joined()
    }
    let words = console.words("answers that nothing asks for any more", "이제 아무 사례도 묻지 않는 대답입니다")
    return "══ \(words)\n" + paths.map { $0 + "\n" }.joined() + "\n"
  }

  // MARK: Rates

  /// Cases that are asked several times, if there is one model for each.
  private var rates: String {
    guard models.isEmpty else { return "" }
    let several = answers.cases.filter { $0.test.answers.samples > 1 && !$0.isMissing }
    if several.isEmpty { return "" }
    let lines = several.map { item in
      let mark = item.isPassed ? "✓" : "✗"
      let wanted = console.words("\(item.test.answers.needed) needed", "\(item.test.answers.needed)개 필요")
      return VisibleText.visible("\(mark) \(names(item).joined(separator: " › ")): \(rate(item)), \(wanted)")
    }
    return lines.joined(separator: "\n") + "\n\n"
  }

  /// `9 of 10 (90%, 95% interval 60–98%)`
  func rate(_ item: AnsweredCase) -> String {
    let count = item.trials.count
    let interval = WilsonInterval(passed: item.passed, of: count)
    let percent = Self.percent(Double(item.passed) / Double(count))
    let range = "\(Self.percent(interval.low, sign: false))–\(Self.percent(interval.high))"
    return console.words(
      "\(item.passed) of \(count) (\(percent), 95% interval \(range))",
      "\(count)개 중 \(item.passed)개 통과 (\(percent), 95% 신뢰 구간 \(range))")
  }

  static func percent(_ share: Double, sign: Bool = true) -> String {
    "\(Int((share * 100).rounded()))" + (sign ? "%" : "")
  }

  /// Models side by side.
  private var table: String {
    if models.isEmpty { return "" }
    let compared = ModelComparison(answers.cases, models)
    var table = TextTable([console.words("case", "사례")] + models.map { "\($0.name) (\($0.model))" })
    for row in compared.rows {
      table.rows.append(
        TextTable.Row([[VisibleText.visible(row.name)]] + row.cells.map { [$0.map(cell) ?? "–"] }))
    }
    table.rows.append(TextTable.Row([[console.words("all", "모두")]] + compared.totals.map { [total($0)] }))
    let lines = table.lines(width: OutputStream.standardOutput.columns ?? 100) { part, text in
      colour && part == .heading ? "\u{1B}[1m\(text)\u{1B}[0m" : text
    }
    return lines.joined(separator: "\n") + "\n\n"
  }

  private func cell(_ item: AnsweredCase) -> String {
    if item.isMissing { return console.words("no answer", "대답 없음") }
    let mark = item.isPassed ? "✓" : "✗"
    let count = item.trials.count
    if count == 1 { return mark }
    let interval = WilsonInterval(passed: item.passed, of: count)
    return
      "\(mark) \(item.passed)/\(count) (\(Self.percent(interval.low, sign: false))–\(Self.percent(interval.high)))"
  }

  private func total(_ total: ModelComparison.Total) -> String {
    var parts = [console.words("\(total.passed) of \(total.cases)", "\(total.cases)개 중 \(total.passed)개")]
    parts.append(
      console.words(
        "\(total.use.tokensIn + total.use.tokensOut) tokens",
        "토큰 \(total.use.tokensIn + total.use.tokensOut)개"))
    for (currency, amount) in total.use.money.sorted(by: { $0.key < $1.key }) {
      parts.append(AnswerUse.shown(amount, currency))
    }
    if let time = total.medianTime {
      parts.append(console.words("\(ModelComparison.seconds(time)) s", "\(ModelComparison.seconds(time))초"))
    }
    return parts.joined(separator: " · ")
  }

  func page(_ models: [ModelSetting]) -> [UInt8] {
    ComparisonPage(
      answers.cases, models, project: tests.manifest.project, sources: tests.sources,
      language: console.language
    ).bytes
  }

  // MARK: The last line

  var summary: String {
    if answers.cases.isEmpty { return "" }
    let steps = answers.cases.flatMap(\.trials).flatMap(\.steps)
    let there = steps.count { $0.answer != nil }
    var parts = [console.words("\(there) answer\(there == 1 ? "" : "s")", "대답 \(there)개")]
    let bad = answers.cases.count { !$0.isPassed && !$0.isMissing }
    let missing = answers.cases.count { $0.isMissing }
    if bad > 0 {
      parts.append(console.words("\(bad) case\(bad == 1 ? "" : "s") not as asked", "사례 \(bad)개가 기대와 다름"))
    }
    if missing > 0 {
      parts.append(
        console.words(
          "\(missing) case\(missing == 1 ? "" : "s") without all answers", "사례 \(missing)개는 대답이 모자람"))
    }
    if !answers.orphans.isEmpty, !isUpdate {
      parts.append(
        console.words(
          "\(answers.orphans.count) that nothing asks for", "아무도 묻지 않는 대답 \(answers.orphans.count)개"))
    }
    if bad == 0, missing == 0 { parts.append(console.words("all as asked", "모두 기대대로입니다")) }
    if live != nil {
      let use = answers.use
      parts.append(
        console.words(
          "\(use.answers) new, for \(use.tokensIn) + \(use.tokensOut) tokens",
          "새 대답 \(use.answers)개, 토큰 \(use.tokensIn) + \(use.tokensOut)개"))
      for (currency, amount) in use.money.sorted(by: { $0.key < $1.key }) {
        parts.append(AnswerUse.shown(amount, currency))
      }
    }
    return parts.joined(separator: " · ") + "\n" + ending
  }

  /// What to do next.
  private var ending: String {
    let again = "`dari test --live --resume`"
    switch answers.end {
    case .budgetSpent:
      return console.words(
        "the budget of \(live?.budget?.shown ?? "") is spent, so nothing more was asked; \(again) goes on\n",
        "정해 둔 한도(\(live?.budget?.shown ?? ""))를 다 써서 더 묻지 않았습니다. \(again)으로 이어서 물을 수 있습니다\n")
    case .interrupted:
      return console.words(
        "interrupted; what was answered is kept, and \(again) goes on\n",
        "중단했습니다. 받은 대답은 저장했으니 \(again)으로 이어서 물을 수 있습니다\n")
    case .refused:
      return console.words(
        "nothing more was asked, since it would have failed alike; \(again) goes on\n",
        "더 물어도 똑같이 실패할 것이라 멈췄습니다. 고친 뒤 \(again)으로 이어서 물을 수 있습니다\n")
    case .finished: return ""
    case nil:
      return answers.cases.contains { $0.isMissing }
        ? console.words("\(again) asks what is missing\n", "\(again)으로 없는 대답만 물을 수 있습니다\n") : ""
    }
  }
}
