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
               dari test my-project --review
               dari test my-project --update
               dari test my-project --live --budget 20000

      Each case renders its whole routine; the prompts are kept in tests/golden. A prompt that is another now fails, with \
      the words that changed, until --review or --update keeps it. Where CI is set, nothing is written.
      """)

  @Argument(help: "A folder with a dari.yaml, or one .dari file.", completion: .file(extensions: ["dari"]))
  var project = "."

  @Flag(help: "Keep the prompts as they are now, and remove those that no case makes any more.")
  var update = false

  @Flag(help: "Go through what has changed, and keep what you accept.")
  var review = false

  @Option(help: "Only cases with this in their name, or in that of their routine or file.")
  var filter: String?

  @Flag(help: "Also tell which branches, cases, snippets, steps and values of inputs no case has rendered.")
  var coverage = false

  @Flag(help: "Render every case, also where nothing has changed since it passed.")
  var noCache = false

  @Flag(help: "Test again whenever a file changes, until Ctrl-C. Nothing is written.")
  var watch = false

  @Option(help: "Only one part of all cases, as 2/5: each case is in one part, the same on every machine.")
  var shard: ShardArgument?

  @Option(
    help: "How results are written: text for people; junit, json and github (annotations) for programs.")
  var format = TestFormat.text

  @OptionGroup var answers: AnswerOptions

  @OptionGroup var language: LanguageOption

  func run() throws {
    let console = Console(language: language)
    try checkOptions(console)
    if watch { return try TestWatch(path: project, filter: filter, shard: shard, console: console).run() }
    let loaded = try LoadedProject.load(project, console)
    let output = TestOutput(format: format, location: loaded.location, console: console)
    do {
      if let resumed = try resumed(in: loaded.location, console) { return try resumed.run() }
    } catch let refusal as LiveRefusal {
      throw try output.refuse(refusal)
    }
    try output.refuseErrors(of: loaded)
    var run = try start(ProjectTests(loaded.read, loaded.usable, language: console.language), loaded, console)
    try output.refuseProblems(of: run.tests)
    if run.caseCount == 0, let filter, run.tests.caseCount > 0 {
      throw console.wrongUse(.noSuchCase(text: filter), .thereAre(known: Self.some(run.tests)))
    }
    let answers: AnswerReport?
    do {
      answers = try AnswerRun(
        tests: run.tests, options: self.answers, isWhole: choice(loaded).isEverything, isUpdate: update,
        isCI: Self.isCI, command: command(of: scope(loaded.location), loaded.location), console: console
      ).run(run.asking)
    } catch let refusal as LiveRefusal {
      throw try output.refuse(refusal)
    }
    let report = try settle(&run, answers, console)
    try output.write(report)
    let failures = report.failures + (answers?.failures ?? [])
    for failure in failures { try console.tell(console.text(failure.problem(console.language))) }
    if case .interrupted(let signal)? = answers?.answers.end { Surroundings.end(bySignal: signal) }
    if !failures.isEmpty || answers?.isSystemFailure == true {
      throw CommandFailure(exit: .system, message: "")
    }
    if !report.isPassed { throw CommandFailure.told }
  }

  private func choice(_ loaded: LoadedProject) -> TestChoice {
    TestChoice(filter: filter, shard: shard?.part, isOneFile: loaded.location.onlyFile != nil)
  }

  private func checkOptions(_ console: Console) throws {
    try console.refuseEmpty(project, .theFolderName, after: "dari test", .thisFolder)
    try console.refuseEmpty(filter, .thePartOfAName, after: "--filter")
    if update, Self.isCI { throw console.wrongUse(.noUpdateInCI) }
    if review, update { throw console.wrongUse(.optionsApart(option: "--review", other: "--update")) }
    if watch {
      let others = [
        (update, "--update"), (review, "--review"), (coverage, "--coverage"), (answers.live, "--live"),
        (answers.models != nil, "--models"), (answers.report != nil, "--report"),
      ]
      let other = others.first(where: \.0)?.1 ?? (format == .text ? nil : "--format \(format.rawValue)")
      if let other { throw console.wrongUse(.optionsApart(option: "--watch", other: other)) }
    }
    if coverage, format == .junit || format == .github {
      throw console.wrongUse(.optionsApart(option: "--coverage", other: "--format \(format.rawValue)"))
    }
    if review, format != .text {
      throw console.wrongUse(.optionsApart(option: "--review", other: "--format \(format.rawValue)"))
    }
    if review, Self.isCI || !RawTerminal.isPossible { throw console.wrongUse(.reviewNeedsTerminal) }
    if let shard, !shard.isWhole { throw console.wrongUse(.badShard(text: shard.text)) }
  }

  private func start(_ tests: ProjectTests, _ loaded: LoadedProject, _ console: Console) throws -> TestRun {
    let choice = choice(loaded)
    // A machine that tests changes looks at everything.
    var known = noCache || Self.isCI ? nil : VerdictCache(of: tests.root, version: Product.version)
    do throws(SystemFailure) {
      let options = TestRun.Options(listsCases: format == .junit, measuresCoverage: coverage)
      let run = try TestRun(tests, choice, options: options, cache: &known)
      if run.tests.isReadable { known?.save(isWhole: choice.isEverything) }
      return run
    } catch {
      throw CommandFailure(error, console)
    }
  }

  /// Holds the transcripts against what is kept, and writes what is to be written.
  private func settle(_ run: inout TestRun, _ answers: AnswerReport?, _ console: Console) throws -> TestReport
  {
    let isCI = Self.isCI
    var report: TestReport
    do throws(SystemFailure) {
      try run.finish(adding: answers?.results ?? [])
      report = TestReport(run: run, isUpdate: update, writesNew: !isCI, console: console)
      report.answers = answers
      if update {
        report.failures = try run.tests.update(run.comparison, over: run.goldens)
      }
    } catch {
      throw CommandFailure(error, console)
    }
    if !update, !isCI {
      // What was found is told all the same.
      do throws(SystemFailure) {
        report.failures = try run.tests.writeNew(run.comparison)
      } catch {
        report.failures = [error]
      }
    }
    if review, report.failures.isEmpty { report.review = try TestReview(console: console).ask(about: run) }
    return report
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
}
