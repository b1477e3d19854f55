// dari test

import ArgumentParser
import DariBase
import DariWorkspace

struct Test: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Renders the cases in tests/ and tells what has changed since they were kept.",
    discussion: """
      Example: dari test my-project
               dari test my-project --filter review-reply
               dari test my-project --update
               dari test my-project --live --budget 20000

      Each case renders its whole routine; the prompts are kept in tests/golden. A prompt that is another now fails, with \
      the words that changed, until --update keeps it. Where CI is set, nothing is written.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text }

  @Argument(help: "A folder with a dari.yaml, or one .dari file.", completion: .file(extensions: ["dari"]))
  var project = "."

  @Flag(help: "Keep the prompts as they are now, and remove those that no case makes any more.")
  var update = false

  @Option(help: "Only cases with this in their name, or in that of their routine or file.")
  var filter: String?

  @Option(help: "How results are written: text for people.")
  var format = Format.text

  @OptionGroup var answers: AnswerOptions

  @OptionGroup var language: LanguageOption

  func run() throws {
    let console = Console(language: language)
    try console.refuseEmpty(project, .theFolderName, after: "dari test", .thisFolder)
    try console.refuseEmpty(filter, .thePartOfAName, after: "--filter")
    let isCI = Self.isCI
    if update, isCI { throw console.wrongUse(.noUpdateInCI) }
    let loaded = try LoadedProject.load(project, console)
    try refuseErrors(of: loaded, console)
    let tests = ProjectTests(loaded.read, loaded.usable, language: console.language)
    try tellProblems(of: tests, console)
    let only = loaded.location.onlyFile
    func isMeant(_ test: TestCase) -> Bool {
      (only == nil || test.routine.file == only) && (filter.map(test.isMeant) ?? true)
    }
    let meant = tests.cases(where: isMeant)
    if meant.isEmpty, let filter, !tests.cases.isEmpty {
      throw console.wrongUse(.noSuchCase(text: filter), .thereAre(known: Self.some(tests.cases)))
    }
    let isWhole = only == nil && filter == nil
    let answers = try AnswerRun(
      tests: tests, options: answers, isWhole: isWhole, isUpdate: update, isCI: isCI, console: console
    ).run(meant)
    let results = tests.run(isMeant) + (answers?.results ?? [])
    let report = try compare(tests, results, isWhole: isWhole, isCI: isCI, console)
    try console.answer((answers?.text ?? "") + report.text + (answers?.summary ?? ""))
    let failures = report.failures + (answers?.failures ?? [])
    for failure in failures { try console.tell(console.text(failure.problem(console.language))) }
    if case .interrupted(let signal)? = answers?.answers.end { Surroundings.end(bySignal: signal) }
    if !failures.isEmpty || answers?.isSystemFailure == true {
      throw CommandFailure(exit: .system, message: "")
    }
    if !report.isPassed || answers?.isPassed == false { throw CommandFailure.told }
  }

  /// Holds the results against what is kept, and writes what is to be written.
  private func compare(
    _ tests: ProjectTests, _ results: [TestResult], isWhole: Bool, isCI: Bool, _ console: Console
  ) throws -> TestReport {
    do throws(SystemFailure) {
      let goldens = try tests.goldens()
      let comparison = GoldenComparison(results, goldens, isWhole: isWhole)
      var report = TestReport(
        tests: tests, results: results, comparison: comparison, isUpdate: update, writesNew: !isCI,
        console: console)
      if update {
        report.failures = try tests.update(comparison, over: goldens)
      } else if !isCI {
        report.failures = try tests.writeNew(comparison)
      }
      return report
    } catch {
      throw CommandFailure(error, console)
    }
  }

  /// As many names as are read at a glance.
  private static func some(_ cases: [TestCase]) -> [String] {
    let names = cases.map(\.name)
    return names.count > 12 ? names.prefix(12) + ["…"] : names
  }

  /// As on machines that test changes: `CI=true`.
  private static var isCI: Bool {
    let value = Surroundings.environment("CI") ?? ""
    return !value.isEmpty && value != "false" && value != "0"
  }

  /// What does not compile, or can't be read whole, is not tested.
  private func refuseErrors(of loaded: LoadedProject, _ console: Console) throws {
    for failure in loaded.failures { try console.tell(console.text(failure.problem(console.language))) }
    try console.tell(loaded.diagnostics.filter { $0.severity == .error }, in: loaded.compilation.sources)
    try loaded.refuseErrors()
  }

  private func tellProblems(of tests: ProjectTests, _ console: Console) throws {
    for failure in tests.failures { try console.tell(console.text(failure.problem(console.language))) }
    for (sources, diagnostics) in tests.unreadable { try console.tell(diagnostics, in: sources) }
    try console.tell(tests.diagnostics, in: tests.sources)
    if !tests.failures.isEmpty { throw CommandFailure(exit: .system, message: "") }
    if !tests.isReadable { throw CommandFailure.told }
  }
}
