// dari test --watch

import DariBase
import DariSemantics
import DariWorkspace

/// Runs the tests, and again whenever the project, its tests or what is kept of them changes, until Ctrl-C. A terminal has one
/// page that is drawn anew, anything else a log.
struct TestWatch {
  let path: String
  let filter: String?
  let shard: ShardArgument?
  let console: Console

  func run() throws { try console.watching(path, follow) }

  private func follow(_ watch: inout ProjectWatch) throws {
    let stream = OutputStream.standardError
    var page = WatchPage(console: console)
    var last: String?
    var event = ProjectWatch.Event.changed
    while event != .ended {
      if event == .redraw {
        if stream.isTerminal { try page.draw() }
      } else {
        let result = watch.readAnyhow()
        if watch.isGone {
          if page.content != nil { try page.leave() }
          throw CommandFailure(exit: .system, message: console.text(.projectGone(path: watch.location.root)))
        }
        let found = found(result)
        // Much of what is written in a project's folders changes nothing.
        let text = (found.blocks(false, nil) + [found.summary]).joined()
        if text != last {
          last = text
          if stream.isTerminal {
            page.content = found
            try page.draw()
          } else {
            let blocks = found.blocks(stream.showsColour, stream.columns).map { $0 + "\n" }.joined()
            guard try console.tell("──── \(found.time)\n\(blocks)\(found.summary)\n") else { return }
          }
        }
      }
      event = watch.next()
    }
    if stream.isTerminal { try page.leave() }
  }

  private func found(_ result: Result<ReadProject, ProjectFailure>) -> WatchPage.Content {
    let time = Surroundings.timeOfDay
    switch result {
    case .failure(let failure): return content(time, failures: [failure.problem(console.language)])
    case .success(let read):
      let project = LoadedProject(read: read, compilation: Compiler.compile(read.sources))
      let errors = project.diagnostics.filter { $0.severity == .error }
      if !errors.isEmpty || !project.failures.isEmpty {
        return content(
          time, failures: project.failures.map { $0.problem(console.language) }, errors,
          project.compilation.sources)
      }
      return tested(project, time)
    }
  }

  private func tested(_ project: LoadedProject, _ time: String) -> WatchPage.Content {
    var run: TestRun
    var none: VerdictCache?
    do throws(SystemFailure) {
      run = try TestRun(
        ProjectTests(project.read, project.usable, language: console.language),
        TestChoice(filter: filter, shard: shard?.part, isOneFile: project.location.onlyFile != nil),
        cache: &none)
      try run.finishWithoutAnswers()
    } catch {
      return content(time, failures: [error.problem(console.language)])
    }
    if !run.tests.isReadable {
      let unreadable = run.tests.unreadable.flatMap { item in
        renderer(item.sources, colour: false, width: nil).blocks(item.diagnostics)
      }
      return content(
        time, failures: run.tests.failures.map { $0.problem(console.language) }, run.tests.diagnostics,
        run.tests.sources, more: unreadable)
    }
    let report = TestReport(run: run, isUpdate: false, writesNew: false, console: console)
    let summary = run.caseCount == 0 ? console.words("no cases to run", "테스트할 사례가 없습니다") : report.summary
    return WatchPage.Content(time: time, summary: summary.trimmedEnd) { colour, columns in
      report.blocks(colour: colour, width: columns)
    }
  }

  private func content(
    _ time: String, failures: [Problem], _ diagnostics: [Diagnostic] = [], _ sources: SourceSet = SourceSet(),
    more: [String] = []
  ) -> WatchPage.Content {
    let counted = renderer(sources, colour: false, width: nil).summary(diagnostics)
    let unread = failures.count + more.count
    let summary =
      (unread > 0 ? [console.words("\(unread) unreadable", "읽지 못한 것 \(unread)개")] : [])
      + (counted.isEmpty ? [] : [counted])
    return WatchPage.Content(time: time, summary: summary.joined(separator: ", ")) { colour, columns in
      let renderer = renderer(sources, colour: colour, width: columns)
      return failures.map(renderer.text) + more + renderer.blocks(diagnostics)
    }
  }

  private func renderer(_ sources: SourceSet, colour: Bool, width: Int?) -> DiagnosticRenderer {
    DiagnosticRenderer(sources: sources, language: console.language, colour: colour, width: width)
  }
}

extension DiagnosticRenderer {
  fileprivate func blocks(_ diagnostics: [Diagnostic]) -> [String] { diagnostics.map { text($0) } }
}

extension String {
  fileprivate var trimmedEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
