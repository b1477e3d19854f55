// Models side by side as a page for a browser: one file, without scripts and without anything from elsewhere.

import DariBase
import DariSemantics

package struct ComparisonPage {
  private var html = ""
  private let cases: [AnsweredCase]
  private let models: [ModelSetting]
  private let language: MessageLanguage
  private let sources: SourceSet

  package var bytes: [UInt8] { Array(html.utf8) }

  /// - Parameter models: the columns; none for one column, with the models of the steps.
  package init(
    _ cases: [AnsweredCase], _ models: [ModelSetting], project: String, sources: SourceSet,
    language: MessageLanguage
  ) {
    self.cases = cases
    self.models = models
    self.language = language
    self.sources = sources
    let compared = ModelComparison(cases, models)
    let title = words("Answers of models", "AI 대답 견주기") + (project.isEmpty ? "" : " · \(project)")
    head(title)
    table(compared)
    for row in compared.rows { details(row) }
    html += "<footer>\(escaped(Self.note(language)))</footer>\n</main>\n</body>\n</html>\n"
  }

  private func words(_ english: String, _ korean: String) -> String { language == .korean ? korean : english }

  private static func note(_ language: MessageLanguage) -> String {
    language == .korean
      ? "비율 아래의 범위는 95% 신뢰 구간(윌슨)입니다. 표본이 적을수록 범위가 넓습니다."
      : "The range below a rate is its 95% interval (Wilson). With few samples it is wide."
  }

  // MARK: Page

  /// In the head of every page, so that one can be told from what somebody else wrote.
  private static let mark = "<meta name=\"generator\" content=\"Dari\">"

  /// Whether these bytes are a page as it is written here.
  package static func isOne(_ bytes: [UInt8]) -> Bool {
    let start = String(decoding: bytes.prefix(512), as: UTF8.self)
    return start.hasPrefix("<!doctype html>\n<html lang=\"") && start.contains(mark)
  }

  private mutating func head(_ title: String) {
    html += """
      <!doctype html>
      <html lang="\(language == .korean ? "ko" : "en")">
      <head>
      <meta charset="utf-8">
      \(Self.mark)
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(escaped(title))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <main>
      <h1>\(escaped(title))</h1>

      """
  }

  private static let style = """
    :root { color-scheme: light dark; --line: #8884; --good: #1a7f4b; --bad: #c0362c; --soft: #8881; }
    @media (prefers-color-scheme: dark) { :root { --good: #5bd396; --bad: #ff8a80; } }
    * { box-sizing: border-box; }
    body { margin: 0; font: 16px/1.6 system-ui, "Apple SD Gothic Neo", "Noto Sans KR", "Malgun Gothic", sans-serif; word-break: keep-all; overflow-wrap: anywhere; }
    main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
    h1 { font-size: 1.5rem; line-height: 1.3; } h2 { font-size: 1.1rem; margin: 2rem 0 .25rem; } p { margin: .25rem 0; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
    thead th small, td small { display: block; font-weight: normal; opacity: .75; }
    tfoot th, tfoot td { border-bottom: 0; font-weight: 600; } tfoot small { font-weight: normal; }
    .good { color: var(--good); font-weight: 600; } .bad { color: var(--bad); font-weight: 600; }
    details { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; margin: .5rem 0; }
    summary { cursor: pointer; min-height: 1.75rem; }
    pre { white-space: pre-wrap; background: var(--soft); padding: .75rem; border-radius: .25rem; font: .9rem/1.5 ui-monospace, "D2Coding", "Noto Sans Mono CJK KR", monospace; }
    ul { padding-left: 1.25rem; margin: .25rem 0; }
    footer { margin: 2rem 0; opacity: .75; font-size: .9rem; }
    @media (max-width: 40rem) {
      thead { display: none; } table, tbody, tfoot, tr, th, td { display: block; border: 0; padding: 0; }
      tr { border-bottom: 1px solid var(--line); padding: .6rem 0; }
      td { display: flex; gap: .5rem; justify-content: space-between; } td::before { content: attr(data-model); opacity: .75; }
    }
    """

  // MARK: Table

  private var names: [String] { models.isEmpty ? [words("result", "결과")] : models.map(\.name) }

  private mutating func table(_ compared: ModelComparison) {
    html += "<div class=\"scroll\"><table>\n<thead><tr><th>\(words("case", "사례"))</th>"
    for (index, name) in names.enumerated() {
      let model = models.isEmpty ? "" : "<small>\(escaped(models[index].model))</small>"
      html += "<th>\(escaped(name))\(model)</th>"
    }
    html += "</tr></thead>\n<tbody>\n"
    for row in compared.rows {
      html += "<tr><th>\(escaped(row.name))</th>"
      for (name, cell) in zip(names, row.cells) {
        html += "<td data-model=\"\(escaped(name))\"><span>\(cell.map(rate) ?? "–")</span></td>"
      }
      html += "</tr>\n"
    }
    html += "</tbody>\n<tfoot><tr><th>\(words("all", "모두"))</th>"
    for (name, total) in zip(names, compared.totals) {
      html += "<td data-model=\"\(escaped(name))\"><span>\(self.total(total))</span></td>"
    }
    html += "</tr></tfoot>\n</table></div>\n"
  }

  private func rate(_ item: AnsweredCase) -> String {
    if item.isMissing { return "<span class=\"bad\">\(words("no answer", "대답 없음"))</span>" }
    let mark = "<span class=\"\(item.isPassed ? "good" : "bad")\">\(item.isPassed ? "✓" : "✗")"
    let count = item.trials.count
    if count == 1 {
      return mark + " \(item.isPassed ? words("passed", "통과") : words("failed", "실패"))</span>"
    }
    let interval = WilsonInterval(passed: item.passed, of: count)
    return mark
      + " \(item.passed)/\(count)</span><small>\(percent(interval.low))–\(percent(interval.high))%</small>"
  }

  private func percent(_ share: Double) -> String { String(Int((share * 100).rounded())) }

  private func total(_ total: ModelComparison.Total) -> String {
    var lines = [
      words(
        total.use.tokensShown(.english), total.use.tokensShown(.korean))
    ]
    for (currency, amount) in total.use.money.sorted(by: { $0.key < $1.key }) {
      lines.append(AnswerUse.shown(amount, currency))
    }
    if let time = total.medianTime {
      lines.append(
        words("\(ModelComparison.seconds(time)) s in the middle", "중앙값 \(ModelComparison.seconds(time))초"))
    }
    let passed = words("\(total.passed) of \(total.cases)", "\(total.cases)개 중 \(total.passed)개")
    return passed + "<small>\(escaped(lines.joined(separator: " · ")))</small>"
  }

  // MARK: Cases

  private mutating func details(_ row: ModelComparison.Row) {
    html += "<h2>\(escaped(row.name))</h2>\n"
    if let about = row.about { html += "<p>\(escaped(about))</p>\n" }
    for (name, cell) in zip(names, row.cells) {
      guard let cell else { continue }
      for trial in cell.trials {
        let mark = trial.isPassed ? "good" : "bad"
        let sample = cell.trials.count > 1 ? " · \(trial.sample)" : ""
        html +=
          "<details\(trial.isPassed ? "" : " open")><summary><span class=\"\(mark)\">\(trial.isPassed ? "✓" : "✗")</span> "
        html += "\(escaped(name))\(sample)</summary>\n"
        for step in trial.steps where !step.parts.isEmpty || step.answer == nil || !step.findings.isEmpty {
          details(step)
        }
        html += "</details>\n"
      }
    }
  }

  private mutating func details(_ step: TrialStep) {
    html += "<p><strong>\(escaped(step.name))</strong></p>\n"
    let findings = step.findings.map { finding -> String in
      // The sentence names the case and the step, which stand above.
      guard case .note(let note)? = finding.problem.arguments.last else {
        return finding.problem.message(language)
      }
      // At the name of the step or the case stands what is asked of every answer.
      let asked = sources.text(finding.span)
      return asked.contains(":") ? "\(asked) → \(note.text(language))" : note.text(language)
    }
    if !findings.isEmpty {
      html += "<ul>" + findings.map { "<li class=\"bad\">\(escaped($0))</li>" }.joined() + "</ul>\n"
    }
    if let answer = step.answer {
      html += "<pre>\(escaped(answer.text))</pre>\n"
    } else {
      html += "<p class=\"bad\">\(escaped(step.lack?.words(language) ?? words("no answer", "대답 없음")))</p>\n"
    }
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // No page may hold these.
      case _ where scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t":
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
