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
  let isCI: Bool
  let command: LiveCommand
  let console: Console
  let failures: [SystemFailure]

  var isPassed: Bool { answers.isPassed && (isUpdate || nobodys.isEmpty) }

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
    answers.cases.map(problems).joined() + missing + damaged + warnings + rates + table + orphans
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
        if let answer = step.answer, !answer.text.isEmpty, !step.parts.isEmpty { text += shown(answer.text) }
        text += "\n"
      }
    }
    if text.isEmpty { return "" }
    let about = item.test.about.map { VisibleText.visible($0) + "\n" } ?? ""
    return heading(names(item), console.words("answers not as asked", "AI의 대답이 기대와 다릅니다")) + about + text
  }

  private static let linesShown = 12
  /// Of one line.
  private static let signsShown = 400

  /// The first lines of an answer.
  private func shown(_ answer: String) -> String {
    let lines = answer.split(separator: "\n", omittingEmptySubsequences: false)
    var text = ""
    for line in lines.prefix(Self.linesShown) {
      let signs = line.unicodeScalars
      let start = String(String.UnicodeScalarView(signs.prefix(Self.signsShown)))
      text += "    │ \(VisibleText.visible(start))"
      let more = signs.count - Self.signsShown
      if more > 0 {
        text += console.words(" … \(more) more sign\(more == 1 ? "" : "s")", " … \(more)자 더 있습니다")
      }
      text += "\n"
    }
    let more = lines.count - Self.linesShown
    if more > 0 {
      text +=
        "    │ " + console.words("… \(more) more line\(more == 1 ? "" : "s")\n", "… \(more)줄 더 있습니다\n")
    }
    return text
  }

  /// Answers that are not there, each step once, by why they are not.
  private var missing: String {
    var order: [AnswerLack] = []
    var steps: [AnswerLack: [String]] = [:]
    var text = ""
    for item in answers.cases {
      for step in item.trials.flatMap(\.steps) where step.answer == nil {
        if let failure = step.failure {
          let problem = Problem.noAnswer(step: step.name, case: item.test.name, reason: failure)
          let line = renderer.text(problem)
          if !text.contains(line) { text += line }
          continue
        }
        let lack = step.lack ?? .none
        let name = VisibleText.visible((names(item) + [step.name]).joined(separator: " › "))
        if steps[lack] == nil { order.append(lack) }
        if steps[lack]?.contains(name) != true { steps[lack, default: []].append(name) }
      }
    }
    if !text.isEmpty { text += "\n" }
    for lack in order {
      text += "══ \(VisibleText.visible(lack.words(console.language)))\n"
      text += (steps[lack] ?? []).map { $0 + "\n" }.joined() + "\n"
    }
    return text
  }

  private var damaged: String {
    answers.damaged.map { file in
      renderer.text(.recordingDamaged(line: file.line, path: path(file.name)))
        + "    \(VisibleText.visible(Note.mendRecording(command: command.text()).text(console.language)))\n\n"
    }.joined()
  }

  /// What fails nothing.
  private var warnings: String {
    var text = ""
    var told: Set<Diagnostic> = []
    for warning in answers.cases.flatMap(\.trials).flatMap(\.warnings) where told.insert(warning).inserted {
      text += renderer.text(warning) + "\n"
    }
    for item in answers.surplus where !isUpdate {
      text += renderer.text(.recordingTwice(path: path(item.diskName), other: path(item.other)))
      text += "    \(Note.removeTwice.text(console.language))\n\n"
    }
    return text
  }

  func path(_ name: String) -> String { "\(Recordings.folder)/\(name)" }

  /// Files that nothing asks for, and samples; how they are told.
  var nobodys: [(name: String, shown: String)] {
    answers.orphans.map { ($0.name, path($0.name)) }
      + answers.extras.map { item in
        let numbers = item.samples.map(String.init).joined(separator: ", ")
        return (
          item.name,
          console.words("\(path(item.name)), answer \(numbers)", "\(path(item.name))의 \(numbers)번 대답")
        )
      }
  }

  private var orphans: String {
    let shown = nobodys.map { VisibleText.visible($0.shown) }
    if isUpdate {
      let joined = answers.surplus.map { VisibleText.visible(path($0.diskName)) }
      return (shown + joined).map { console.words("removed: ", "지움: ") + $0 + "\n" }.joined()
    }
    if shown.isEmpty { return "" }
    let words = console.words("answers that nothing asks for any more", "이제 아무 사례도 묻지 않는 대답입니다")
    return "══ \(words)\n" + shown.map { $0 + "\n" }.joined() + "\n"
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
    parts.append(total.use.tokensShown(console.language))
    parts += money(total.use)
    if let time = total.medianTime {
      parts.append(console.words("\(ModelComparison.seconds(time)) s", "\(ModelComparison.seconds(time))초"))
    }
    // A number and its unit stay on one line.
    return parts.map { $0.replacing(" ", with: "\u{A0}") }.joined(separator: " · ")
  }

  private func money(_ use: AnswerUse) -> [String] {
    let isExact = use.estimated == 0 && use.uncounted == 0
    return use.money.sorted { $0.key < $1.key }.map { currency, amount in
      (isExact ? "" : console.words("about ", "약 ")) + AnswerUse.shown(amount, currency)
    }
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
    var parts = [there]
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
    if !nobodys.isEmpty, !isUpdate {
      parts.append(
        console.words("\(nobodys.count) that nothing asks for", "아무도 묻지 않는 대답 \(nobodys.count)개"))
    }
    if bad == 0, missing == 0 { parts.append(console.words("all as asked", "모두 기대대로입니다")) }
    if live != nil { parts += new }
    return parts.joined(separator: " · ") + "\n" + ending
  }

  /// Verdicts of judges and answers that were sent back are counted among those that are asked for, so they are here.
  private var there: String {
    let trials = answers.cases.flatMap(\.trials)
    let steps = trials.flatMap(\.steps).filter { $0.answer != nil }
    let (verdicts, back) = (steps.count(where: \.isJudge), trials.reduce(0) { $0 + $1.sentBack })
    let count = steps.count + back
    var among: [String] = []
    if verdicts > 0 {
      among.append(console.words("\(verdicts) of a judge", "판정 \(verdicts)개"))
    }
    if back > 0 { among.append(console.words("\(back) sent back", "돌려보낸 것 \(back)개")) }
    let list = among.joined(separator: ", ")
    return console.words(
      "\(count) answer\(count == 1 ? "" : "s")" + (list.isEmpty ? "" : " (\(list))"),
      "대답 \(count)개" + (list.isEmpty ? "" : "(\(list) 포함)"))
  }

  /// What this session has used.
  private var new: [String] {
    let use = answers.use
    var parts: [String] = []
    if use.tokens == 0, use.answers == 0 {
      parts.append(console.words("0 new", "새 대답 0개"))
    } else if use.tokens == 0, use.uncounted > 0 {
      parts.append(
        console.words(
          "\(use.answers) new, for tokens that the server does not count",
          "새 대답 \(use.answers)개, 토큰 수는 서버가 알려 주지 않음"))
    } else {
      let about = use.estimated > 0 || use.uncounted > 0
      parts.append(
        console.words(
          "\(use.answers) new, for \(about ? "about " : "")\(use.tokensIn) + \(use.tokensOut) tokens",
          "새 대답 \(use.answers)개, 토큰 \(about ? "약 " : "")\(use.tokensIn) + \(use.tokensOut)개"))
    }
    if use.estimated > 0 {
      parts.append(
        console.words("tokens of \(use.estimated) estimated", "\(use.estimated)개의 토큰 수는 어림"))
    }
    if use.unanswered > 0 {
      parts.append(
        console.words("\(use.unanswered) charged without an answer", "대답 없이 값만 치른 것 \(use.unanswered)개"))
    }
    return parts + money(use)
  }

  /// What to do next. Where nothing is kept there is nothing to go on with.
  private var ending: String {
    let again = "`\(VisibleText.visible(command.text()))`"
    let goesOn = console.words("\(again) goes on", "이어서 물으려면 \(again) 명령을 치세요")
    let nothingKept = console.words("where CI is set no answer is kept", "CI가 켜진 곳에서는 대답을 저장하지 않습니다")
    func sentence(_ english: String, _ korean: String) -> String {
      console.words(
        "\(english); \(isCI ? nothingKept : goesOn)\n", "\(korean). \(isCI ? nothingKept : goesOn)\n")
    }
    switch answers.end {
    case .budgetSpent:
      let limit = live?.budget?.shown ?? ""
      return sentence(
        "the budget of \(limit) is spent, so nothing more was asked", "정해 둔 한도(\(limit))를 다 써서 더 묻지 않았습니다")
    case .interrupted:
      if isCI { return sentence("interrupted", "중단했습니다") }
      return sentence("interrupted; what was answered is kept", "중단했습니다. 받은 대답은 저장했습니다")
    case .refused:
      return sentence(
        "nothing more was asked, since it would have failed alike", "더 물어도 똑같이 실패할 것이라 멈췄습니다")
    case .finished:
      if isCI || !isSystemFailure { return "" }
      return console.words(
        "\(again) asks again what got no answer\n", "대답이 오지 않은 것만 다시 물으려면 \(again) 명령을 치세요\n")
    case nil:
      guard answers.cases.contains(where: \.isMissing), answers.damaged.isEmpty else { return "" }
      if isCI {
        return console.words(
          "\(again) asks what is missing; \(nothingKept)\n", "없는 대답만 물으려면 \(again) 명령을 치세요. \(nothingKept)\n")
      }
      return console.words("\(again) asks what is missing\n", "없는 대답만 물으려면 \(again) 명령을 치세요\n")
    }
  }
}
