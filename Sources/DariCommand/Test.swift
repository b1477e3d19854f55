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

  @OptionGroup var language: LanguageOption

  func run() throws {
    let console = Console(language: language)
    try console.refuseEmpty(project, .theFolderName, after: "dari test", .thisFolder)
    try console.refuseEmpty(filter, .thePartOfAName, after: "--filter")
    let isCI = Self.isCI
    if update, isCI { throw console.wrongUse(.noUpdateInCI) }
    let loaded = try LoadedProject.load(project, console)
    try refuseErrors(of: loaded, console)
    let run = try start(ProjectTests(loaded.read, loaded.usable, language: console.language), loaded, console)
    let report = try settle(run, isCI: isCI, console)
    try console.answer(report.text)
    for failure in report.failures { try console.tell(console.text(failure.problem(console.language))) }
    if !report.failures.isEmpty { throw CommandFailure(exit: .system, message: "") }
    if !report.isPassed { throw CommandFailure.told }
  }

  private func start(_ tests: ProjectTests, _ loaded: LoadedProject, _ console: Console) throws -> TestRun {
    let run: TestRun
    do throws(SystemFailure) {
      run = try TestRun(
        tests, TestChoice(filter: filter, isOneFile: loaded.location.onlyFile != nil))
    } catch {
      throw CommandFailure(error, console)
    }
    try tellProblems(of: run.tests, console)
    if run.caseCount == 0, let filter, run.tests.caseCount > 0 {
      throw console.wrongUse(.noSuchCase(text: filter), .thereAre(known: Self.some(run.tests)))
    }
    return run
  }

  /// Writes what is to be written.
  private func settle(_ run: TestRun, isCI: Bool, _ console: Console) throws -> TestReport {
    do throws(SystemFailure) {
      var report = TestReport(run: run, isUpdate: update, writesNew: !isCI, console: console)
      if update {
        report.failures = try run.tests.update(run.comparison, over: run.goldens)
      } else if !isCI {
        report.failures = try run.tests.writeNew(run.comparison)
      }
      return report
    } catch {
      throw CommandFailure(error, console)
    }
  }

  /// As many names as are read at a glance.
  private static func some(_ tests: ProjectTests) -> [String] {
    tests.caseCount > tests.firstNames.count ? tests.firstNames + ["…"] : tests.firstNames
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
