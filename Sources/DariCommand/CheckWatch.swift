// dari check --watch

import DariBase
import DariSemantics
import DariWorkspace

/// Checks a project, and again whenever it changes, until Ctrl-C. How it is shown depends on who reads: a terminal has one
/// page that is drawn anew, anything else a log, and programs one JSON object a line.
struct CheckWatch {
  var path: String
  var format: CheckFormat
  var console: Console

  func run() throws { try console.watching(path, follow) }

  private func follow(_ watch: inout ProjectWatch) throws {
    let stream = OutputStream.standardError
    var page = WatchPage(console: console)
    let isPage = format == .text && stream.isTerminal
    var event = ProjectWatch.Event.changed
    while event != .ended {
      if event == .redraw {
        if isPage { try page.draw() }
      } else if let result = watch.read() {
        if watch.isGone { return try leave(page, gone: watch.location.root) }
        let state = WatchState(result, at: Surroundings.timeOfDay, console)
        if format == .json {
          // Who has stopped reading does not wait for the next one.
          guard try console.answer(CanonicalJSON.bytes(of: state.json(console)) + [0x0A]) else { return }
        } else if isPage {
          page.content = WatchPage.Content(time: state.time, summary: state.summary(console)) {
            state.blocks(console, colour: $0, columns: $1)
          }
          try page.draw()
        } else {
          guard try console.tell(state.log(console)) else { return }
        }
      } else if watch.isGone {
        return try leave(page, gone: watch.location.root)
      }
      event = watch.next()
    }
    if isPage { try page.leave() }
  }

  private func leave(_ page: WatchPage, gone root: String) throws {
    if page.content != nil { try page.leave() }
    throw CommandFailure(exit: .system, message: console.text(.projectGone(path: root)))
  }
}

/// What one check found.
struct WatchState {
  var time: String
  var sources = SourceSet()
  var diagnostics: [Diagnostic] = []
  /// What could not be read.
  var failures: [Problem] = []
  /// Said when there is nothing to report.
  var allIsWell = ""

  init(_ result: Result<ReadProject, ProjectFailure>, at time: String, _ console: Console) {
    self.time = time
    switch result {
    case .success(let read):
      let project = LoadedProject(read: read, compilation: Compiler.compile(read.sources))
      sources = project.compilation.sources
      diagnostics = project.diagnostics
      failures = project.failures.map { $0.problem(console.language) }
      allIsWell = CheckReport(project: project, format: .text, console: console).allIsWell
    case .failure(let failure): failures = [failure.problem(console.language)]
    }
  }

  var isClean: Bool { diagnostics.isEmpty && failures.isEmpty }

  func json(_ console: Console) -> JSONValue {
    DiagnosticJSON(sources: sources, language: console.language).report(diagnostics, failures: failures)
  }

  /// What could not be read first, then errors, then warnings.
  func blocks(_ console: Console, colour: Bool, columns: Int?) -> [String] {
    let renderer = renderer(console, colour: colour, columns: columns)
    let inOrder = diagnostics.filter { $0.severity == .error } + diagnostics.filter { $0.severity != .error }
    return failures.map(renderer.text) + inOrder.map(renderer.text)
  }

  /// `2 errors in 1 file`
  func summary(_ console: Console) -> String {
    if isClean { return allIsWell }
    var parts: [String] = []
    if !failures.isEmpty {
      parts.append(
        console.words("\(failures.count) unreadable", "읽지 못한 것 \(failures.count)개"))
    }
    let found = renderer(console, colour: false, columns: nil).summary(diagnostics)
    if !found.isEmpty { parts.append(found) }
    return parts.joined(separator: ", ")
  }

  /// A block of a log.
  func log(_ console: Console) -> String {
    let stream = OutputStream.standardError
    let blocks = self.blocks(console, colour: stream.showsColour, columns: stream.columns)
    return "──── \(time)\n" + blocks.map { $0 + "\n" }.joined() + summary(console) + "\n"
  }

  private func renderer(_ console: Console, colour: Bool, columns: Int?) -> DiagnosticRenderer {
    DiagnosticRenderer(sources: sources, language: console.language, colour: colour, width: columns)
  }
}
