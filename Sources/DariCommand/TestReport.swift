// What `dari test` found: failures first, then one line that sums up.

import DariBase
import DariRuntime
import DariWorkspace

struct TestReport {
  let run: TestRun
  let isUpdate: Bool
  /// Whether new prompts were put beside their places.
  let writesNew: Bool
  let console: Console

  init(run: TestRun, isUpdate: Bool, writesNew: Bool, console: Console) {
    self.run = run
    self.isUpdate = isUpdate
    self.writesNew = writesNew
    self.console = console
  }

  /// What somebody has decided about each.
  var review: GoldenReview?
  /// What came of the cases that need answers of models.
  var answers: AnswerReport?
  /// What could not be removed.
  var failures: [SystemFailure] = []
  private var colour = OutputStream.standardOutput.showsColour
  private var width = OutputStream.standardOutput.columns

  var isPassed: Bool {
    (isUpdate || comparison.isClean || review?.isSettled == true) && run.failing.isEmpty
      && answers?.isPassed != false
  }

  private var comparison: GoldenComparison { run.comparison }

  var text: String {
    let text = (answers?.text ?? "") + body + (answers?.summary ?? "")
    guard let coverage = run.coverage, run.caseCount > 0 else { return text }
    return CoverageText(coverage, run.tests.sources, console).text(heading: heading) + "\n" + text
  }

  /// What is not as it should be, the most urgent first.
  func blocks(colour: Bool, width: Int?) -> [String] {
    var report = self
    (report.colour, report.width) = (colour, width)
    let failing = run.failing.map(report.broken) + report.unexpected
    return (failing + report.changed + [report.new, report.orphans]).filter { !$0.isEmpty }.map {
      $0.hasSuffix("\n\n") ? String($0.dropLast()) : $0
    }
  }

  private var body: String {
    if run.caseCount == 0, comparison.orphans.isEmpty { return nothingThere }
    var text = ""
    text += (run.failing.map(broken) + unexpected).joined()
    if let review {
      return text + rejected(review) + summary + decided(review)
    } else if isUpdate {
      text += updated
    } else {
      text += changed.joined() + new + orphans
    }
    text += summary
    if !isUpdate, !comparison.isClean { text += hint }
    return text
  }

  // MARK: Failures

  private var renderer: DiagnosticRenderer {
    DiagnosticRenderer(
      sources: run.tests.sources, language: console.language, colour: colour,
      width: width)
  }

  private func heading(_ test: TestCase, _ words: String) -> String {
    let about = test.about.map { VisibleText.visible($0) + "\n" } ?? ""
    return heading("\(test.routine.name) › \(test.name) · \(words)") + about
  }

  private func heading(_ words: String) -> String {
    let heading = VisibleText.visible("══ \(words)")
    return (colour ? "\u{1B}[1m\(heading)\u{1B}[0m" : heading) + "\n"
  }

  /// Steps that could not be rendered with what the case hands in.
  private func broken(_ result: TestResult) -> String {
    if result.isRendered { return "" }
    var text = heading(result.test, console.words("can't be rendered", "글을 만들지 못했습니다"))
    for item in result.failures {
      let place = item.failure.error.place
      let files = item.routine.program.files
      let file = files.indices.contains(Int(place.file)) ? files[Int(place.file)] : "?"
      var note = item.failure.note(in: item.routine)
      if case .needsResult(let path) = item.failure.error.fault {
        let calls = item.calls.isEmpty ? "" : item.calls + "."
        note = .handOverInTest(step: calls + StepFailure.step(of: path, in: item.routine))
      }
      text += "\(file):\(place.line):\(place.column): "
      text += renderer.text(item.failure.problem(in: item.routine))
      if let note { text += "    \(VisibleText.visible(note.text(console.language)))\n" }
    }
    return text + "\n"
  }

  /// What `expect` asks for, each once: a case that varies may fail it many times.
  private var unexpected: [String] {
    var order: [SourceSpan] = []
    var found: [SourceSpan: [(test: TestCase, diagnostic: Diagnostic)]] = [:]
    for result in run.failing {
      for diagnostic in result.unexpected {
        if found[diagnostic.span] == nil { order.append(diagnostic.span) }
        found[diagnostic.span, default: []].append((result.test, diagnostic))
      }
    }
    return order.map { span in
      let all = found[span] ?? []
      let words = console.words("not as expected", "기대와 다릅니다")
      var text = heading(all[0].test, words) + renderer.text(all[0].diagnostic)
      let more = Set(all.map(\.test.folder)).count - 1
      if more > 0 {
        text +=
          console.words("and in \(more) more case\(more == 1 ? "" : "s")", "다른 사례 \(more)개에서도 같습니다") + "\n"
      }
      return text + "\n"
    }
  }

  /// What moved the prompts, each cause once.
  private var changed: [String] {
    let causes = ChangeCauses(comparison.changed, of: run.tests)
    let changes = ChangeText(
      run, causes, console, colour: colour, width: width)
    return causes.groups.map { heading(changes.heading($0)) + changes.body($0) + "\n" }
  }

  private var new: String {
    if comparison.missing.isEmpty { return "" }
    let words = console.words("new, nothing was kept of them yet", "새 글입니다. 아직 저장해 둔 글이 없습니다")
    let ending = writesNew ? ".new" : ""
    return heading(words) + comparison.missing.map { path($0.name + ending) + "\n" }.joined() + "\n"
  }

  private var orphans: String {
    if comparison.orphans.isEmpty { return "" }
    let words = console.words("kept, but no case makes them any more", "저장되어 있지만 이제 어느 사례에서도 나오지 않는 글입니다")
    return heading(words) + comparison.orphans.map { path($0.name) + "\n" }.joined() + "\n"
  }

  private var updated: String {
    var text = ""
    for page in comparison.changed {
      text += console.words("changed: ", "바꿈: ") + path(page.name) + "\n"
    }
    for page in comparison.missing { text += console.words("new: ", "새로 저장: ") + path(page.name) + "\n" }
    for orphan in comparison.orphans {
      text += console.words("removed: ", "지움: ") + path(orphan.name) + "\n"
    }
    return text
  }

  private func path(_ name: String) -> String {
    VisibleText.visible(
      ProjectLocation.join(run.tests.root, "\(ProjectTests.goldenFolder)/\(name)"))
  }

  // MARK: The last lines

  /// `12 cases · 30 prompts · all as they were`
  var summary: String {
    let (cases, prompts) = (run.caseCount, run.promptCount)
    var parts = [
      console.words("\(cases) case\(cases == 1 ? "" : "s")", "사례 \(cases)개"),
      console.words("\(prompts) prompt\(prompts == 1 ? "" : "s")", "프롬프트 \(prompts)개"),
    ]
    var found: [String] = []
    func count(_ number: Int, _ english: String, _ korean: String) {
      if number > 0 { found.append(console.words("\(number) \(english)", "\(number)개 \(korean)")) }
    }
    let broken = run.failing.count { !$0.isRendered }
    if broken > 0 {
      found.append(
        console.words(
          "\(broken) case\(broken == 1 ? "" : "s") can't be rendered", "사례 \(broken)개는 글을 만들지 못함"))
    }
    count(run.failing.reduce(0) { $0 + $1.unexpected.count }, "not as expected", "기대와 다름")
    count(comparison.changed.count, "changed", "바뀜")
    count(comparison.missing.count, "new", "새로 생김")
    count(comparison.orphans.count, isUpdate ? "removed" : "without a case", isUpdate ? "지움" : "사례 없음")
    if found.isEmpty {
      parts.append(console.words("all as they were", "모두 전과 같습니다"))
    } else {
      parts.append(found.joined(separator: ", "))
    }
    let skipped = run.skippedCount
    if skipped > 0 {
      parts.append(
        console.words(
          "\(skipped) not rendered again", "\(skipped)개는 달라진 것이 없어 다시 만들지 않음"))
    }
    return parts.joined(separator: " · ") + "\n"
  }

  /// What has to be mended: lines of the project that wrote what nobody wanted.
  private func rejected(_ review: GoldenReview) -> String {
    let changes = ChangeText(
      run, review.causes, console, colour: colour, width: width)
    var text = ""
    for (item, decision) in zip(review.items, review.decisions) where decision == .rejected {
      switch item {
      case .changed(let group): text += "  " + changes.heading(review.causes.groups[group]) + "\n"
      case .new(let pages):
        text += pages.map { "  " + path(comparison.missing[$0].name + ".new") + "\n" }.joined()
      case .orphans: text += comparison.orphans.map { "  " + path($0.name) + "\n" }.joined()
      }
    }
    if text.isEmpty { return "" }
    return heading(console.words("rejected", "거절한 것")) + text + "\n"
  }

  /// `3 accepted, 1 rejected, 2 left open`
  private func decided(_ review: GoldenReview) -> String {
    func count(_ decision: GoldenReview.Decision) -> Int { review.decisions.count { $0 == decision } }
    let (accepted, rejected, open) = (count(.accepted), count(.rejected), count(.open))
    return console.words(
      "\(accepted) accepted, \(rejected) rejected, \(open) left open\n",
      "\(accepted)건 받아들임, \(rejected)건 거절, \(open)건 남음\n")
  }

  private var hint: String {
    console.words(
      "if this is what you meant, `dari test --update` keeps it; `dari test --review` asks about each\n",
      "일부러 바꾼 것이라면 `dari test --update`로 지금 글을 저장하세요. 하나씩 보며 정하려면 `dari test --review`를 쓰세요\n")
  }

  var nothingThere: String {
    if !run.tests.files.isEmpty {
      return console.words("no cases to run\n", "테스트할 사례가 없습니다\n")
    }
    return console.words(
      """
      no tests yet. A file in tests/ says with which inputs a routine is rendered, for example tests/first.yaml:

        routine: NAME
        cases:
          first:
            inputs: { name: value }

      `dari test --update` then keeps the prompts in tests/golden, and `dari test` tells when one changes.

      """,
      """
      아직 테스트가 없습니다. tests/ 폴더에 파일을 두고 루틴에 넣어 볼 입력을 적으세요. 보기: tests/first.yaml

        routine: 루틴-이름
        cases:
          첫-사례:
            inputs: { 이름: 값 }

      `dari test --update`를 치면 지금의 프롬프트를 tests/golden에 저장하고, 그 뒤로는 `dari test`가 바뀐 곳을 알려 줍니다.

      """)
  }
}

extension TestFailure {
  /// The calls that lead to the step's routine: `write[1]`.
  fileprivate var calls: String {
    parts.dropLast().map { $0.name + ($0.item.map { "[\($0)]" } ?? "") }.joined(separator: ".")
  }
}
