// What `dari test` writes, in the format that was asked for; also where the project or its tests have problems.

import ArgumentParser
import DariBase
import DariWorkspace

enum TestFormat: String, ExpressibleByArgument, CaseIterable {
  case text, junit, json, github
}

/// `2/5`: the second of five parts.
struct ShardArgument: ExpressibleByArgument {
  var text: String
  private(set) var part: (index: Int, count: Int) = (1, 1)
  private(set) var isWhole = false

  init?(argument: String) {
    text = argument
    let numbers = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard numbers.count == 2,
      numbers.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let index = Int(numbers[0]), let count = Int(numbers[1]), index >= 1, index <= count
    else { return }
    part = (index, count)
    isWhole = true
  }
}

struct TestOutput {
  let format: TestFormat
  let location: ProjectLocation
  let console: Console

  func write(_ report: TestReport) throws {
    switch format {
    case .text: try console.answer(report.text)
    case .json:
      let findings = TestFindings(report.run, report.answers, console)
      try console.answer(
        PrettyJSON.bytes(of: findings.json(isPassed: report.isPassed, isUpdate: report.isUpdate)))
    case .junit:
      let all =
        report.isUpdate
        ? TestFindings(report.run, report.answers, console).failing
        : TestFindings(report.run, report.answers, console).all
      // JUnit knows what failed and nothing milder.
      let findings = all.filter { $0.kind != .warning }
      try console.answer(TestJUnit(run: report.run, findings: findings).text)
    case .github:
      try console.answer(
        TestFindings(report.run, report.answers, console).github(places, isUpdate: report.isUpdate))
    }
  }

  private var places: ReportedPlaces { ReportedPlaces(folder: location.wayFromHere) }

  // MARK: Problems

  /// No model could be asked.
  func refuse(_ refusal: LiveRefusal) throws -> CommandFailure {
    if format == .text { return CommandFailure(exit: refusal.exit, message: refusal.message) }
    try tell([], in: SourceSet(), refusal.problems)
    return CommandFailure(exit: refusal.exit, message: "")
  }

  /// What does not compile, or can't be read whole, is not tested.
  func refuseErrors(of loaded: LoadedProject) throws {
    let errors = loaded.diagnostics.filter { $0.severity == .error }
    if !errors.isEmpty || !loaded.failures.isEmpty {
      try tell(errors, in: loaded.compilation.sources, problems(loaded.failures))
    }
    try loaded.refuseErrors()
  }

  func refuseProblems(of tests: ProjectTests) throws {
    for (sources, diagnostics) in tests.unreadable { try tell(diagnostics, in: sources, []) }
    if !tests.diagnostics.isEmpty || !tests.failures.isEmpty {
      try tell(tests.diagnostics, in: tests.sources, problems(tests.failures))
    }
    if !tests.failures.isEmpty { throw CommandFailure(exit: .system, message: "") }
    if !tests.isReadable { throw CommandFailure.told }
  }

  private func problems(_ failures: [SystemFailure]) -> [Problem] {
    failures.map { $0.problem(console.language) }
  }

  private func tell(_ diagnostics: [Diagnostic], in sources: SourceSet, _ problems: [Problem]) throws {
    switch format {
    case .text:
      for problem in problems { try console.tell(console.text(problem)) }
      try console.tell(diagnostics, in: sources)
    case .json:
      let json = DiagnosticJSON(sources: sources, language: console.language)
      try console.answer(PrettyJSON.bytes(of: json.report(diagnostics, failures: problems)))
    case .github:
      let github = DiagnosticGitHub(sources: sources, language: console.language, places: places)
      try console.answer(github.text(diagnostics, failures: problems))
    case .junit:
      let errors = diagnostics.filter { $0.severity == .error }.map { diagnostic -> TestJUnit.Problem in
        let file = sources[diagnostic.span.file]
        let line = file.position(at: Int(diagnostic.span.start)).line
        return .init(
          code: diagnostic.code.text, message: diagnostic.problem.message(console.language),
          place: "\(file.path):\(line)")
      }
      let unread = problems.map {
        TestJUnit.Problem(code: $0.code.text, message: $0.message(console.language), place: nil)
      }
      if !(errors + unread).isEmpty { try console.answer(TestJUnit.text(of: errors + unread)) }
    }
  }
}
