// dari test: what models answer, from recordings or, with --live, from the models themselves.

import ArgumentParser
import DariBase
import DariRuntime
import DariSemantics
import DariWorkspace

struct AnswerOptions: ParsableArguments {
  @Flag(
    help:
      "Ask the models, and keep their answers in tests/recorded. Without it, answers that are kept are judged again."
  )
  var live = false

  @Flag(help: "With --live: ask only what an earlier session did not get to, or what has no answer yet.")
  var resume = false

  @Option(
    help: ArgumentHelp(
      "Ask these models instead of those of the steps, and put them side by side.", valueName: "names"))
  var models: String?

  @Option(
    help: ArgumentHelp(
      "With --live: stop once so many tokens have been used (20000), or so much is spent (\"0.50 USD\").",
      valueName: "limit"))
  var budget: String?

  @Option(
    help: ArgumentHelp(
      "With --live: how many questions are asked at the same time; 4 if left out.", valueName: "count"))
  var parallel: Int?

  @Option(
    help: ArgumentHelp(
      "With --live: how often a question is asked that finds no answer; 5 if left out.", valueName: "count"))
  var attempts: Int?

  @Option(
    help: ArgumentHelp("With --live: how long an answer may take; 120 if left out.", valueName: "seconds"))
  var timeout: Int?

  @Option(
    help: ArgumentHelp("Write rates, answers and costs as a page for a browser.", valueName: "file.html"),
    completion: .file(extensions: ["html"]))
  var report: String?

  /// What `--models` names, each once.
  var modelNames: [String] {
    var names: [String] = []
    for piece in (models ?? "").split(separator: ",") {
      let name = String(piece).trimmed
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// What was asked for, or what is wrong with it.
  func settings(isCI: Bool, _ scope: SessionScope, _ console: Console) throws -> LiveSettings? {
    try console.refuseEmpty(report, .theFileName, after: "--report")
    try console.refuseEmpty(models, .theModelName, after: "--models")
    for (option, isThere) in [
      ("--resume", resume), ("--budget", budget != nil), ("--parallel", parallel != nil),
      ("--attempts", attempts != nil), ("--timeout", timeout != nil),
    ] where isThere && !live {
      throw console.wrongUse(.onlyLive(option: option))
    }
    guard live else { return nil }
    var settings = LiveSettings()
    settings.isResumed = resume
    settings.writes = !isCI
    settings.scope = scope
    func take(_ option: String, _ value: Int?, _ most: Int, _ place: inout Int) throws {
      guard let value else { return }
      guard (1...most).contains(value) else {
        throw console.wrongUse(.numberOutside(option: option, low: 1, high: most))
      }
      place = value
    }
    try take("--parallel", parallel, 64, &settings.parallel)
    try take("--attempts", attempts, 20, &settings.attempts)
    try take("--timeout", timeout, 3600, &settings.timeout)
    if let budget {
      guard let limit = AnswerBudget(budget) else { throw console.wrongUse(.wrongLimit(text: budget)) }
      settings.budget = limit
    }
    return settings
  }

  /// The settings that `--models` names, each once.
  func chosen(_ manifest: Manifest, _ console: Console) throws -> [ModelSetting] {
    try modelNames.map { name in
      guard let setting = manifest.models.first(where: { $0.name == name }) else {
        throw console.wrongUse(
          .unknownSetting(name: name), console.proposal(for: name, among: manifest.models.map(\.name)))
      }
      return setting
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

/// Runs the trials of a project and says what came of them.
struct AnswerRun {
  let tests: ProjectTests
  let options: AnswerOptions
  let isWhole: Bool
  let isUpdate: Bool
  let isCI: Bool
  let command: LiveCommand
  let console: Console

  /// Nil if no case asks for a model's answer.
  func run(_ meant: [(test: TestCase, renderer: RoutineRenderer)]) throws -> AnswerReport? {
    let live = try options.settings(isCI: isCI, command.scope, console)
    let models = try options.chosen(tests.manifest, console)
    // Before anything is paid.
    if let path = options.report { try refuseOther(path) }
    let hasAny = tests.asksModels
    if !hasAny, live != nil || !models.isEmpty || options.report != nil {
      try console.tell(
        console.words(
          "no case has `answers` or `run`, so there is no model to ask",
          "`answers`나 `run`이 있는 사례가 없어서 물을 것이 없습니다"))
    }
    guard hasAny || isWhole else { return nil }
    let progress = LiveTeller(console: console)
    var answers: ProjectAnswers
    do throws(LiveFailure) {
      answers = try ProjectAnswers(
        meant, root: tests.root, manifest: tests.manifest, models: models, isWhole: isWhole,
        language: console.language, live: hasAny ? live : nil, tell: progress.tell)
    } catch {
      progress.finish()
      throw refusal(error)
    }
    progress.finish()
    var failures: [SystemFailure] = []
    if !isCI {
      do throws(SystemFailure) {
        failures = try answers.remove(orphans: isUpdate)
      } catch {
        throw CommandFailure(error, console)
      }
    }
    if !hasAny, answers.orphans.isEmpty, answers.damaged.isEmpty, answers.surplus.isEmpty { return nil }
    let report = AnswerReport(
      tests: tests, answers: answers, models: models, live: live, isUpdate: isUpdate, isCI: isCI,
      command: command, console: console, failures: failures)
    if let path = options.report { try write(report.page(models), to: path) }
    return report
  }

  private func write(_ page: [UInt8], to path: String) throws {
    do throws(SystemFailure) {
      try AtomicFile.write(page, to: path)
    } catch {
      throw CommandFailure(error, console)
    }
  }

  /// A report takes the place of an earlier one and of nothing else.
  private func refuseOther(_ path: String) throws {
    let folder = ProjectLocation.parent(of: path)
    guard FileReading.kind(path) != .missing else {
      if FileReading.kind(folder) == .folder { return }
      throw CommandFailure(SystemFailure(.write, folder, .missing), console)
    }
    do throws(SystemFailure) {
      let bytes = try FileReading.read(path, limit: 256 << 20)
      if bytes.isEmpty || ComparisonPage.isOne(bytes) { return }
    } catch {
      throw CommandFailure(error, console)
    }
    throw console.wrongUse(.reportInTheWay(path: path), .anotherReport)
  }

  private func refusal(_ failure: LiveFailure) -> LiveRefusal {
    var problems: [(Problem, Note?)] = []
    var exit = CommandFailure.Exit.errors
    switch failure {
    case .programMissing(let path):
      exit = .system
      problems = [(.liveProgramMissing(path: path), .installLive)]
    case .system(let failure):
      exit = .system
      problems = [(failure.problem(console.language), nil)]
    case .problem(let problem, let note, let isSystem):
      if isSystem { exit = .system }
      problems = [(problem, note)]
    case .damaged(let files):
      problems = files.map { file in
        (
          .recordingDamaged(line: file.line, path: "\(Recordings.folder)/\(file.name)"),
          .mendRecording(command: command.text())
        )
      }
    case .unfinishedDamaged(let path, let line):
      problems = [
        (.unfinishedDamaged(line: line, path: path), .removeUnfinished(command: command.text()))
      ]
    }
    var message = problems.map { console.text($0.0, $0.1) }.joined()
    if case .damaged = failure {
      message += "    \(Note.damagedFirst.text(console.language))\n"
    }
    return LiveRefusal(exit: exit, problems: problems.map(\.0), message: message)
  }
}

/// What a session tells while it lasts: a line that changes on a terminal, and elsewhere only what did not go well.
final class LiveTeller {
  private let console: Console
  private let isTerminal = OutputStream.standardError.isTerminal
  private var hasLine = false

  init(console: Console) { self.console = console }

  func tell(_ progress: LiveProgress) {
    switch progress.event {
    case .answered: break
    case .failed(let step, let reason):
      // Elsewhere the report says so.
      guard isTerminal else { return }
      write(console.words("no answer for \(step): ", "\(step) 대답 없음: ") + reason.text(console.language))
    case .again(let step, let status, let reason, let wait):
      let seconds = "\(wait / 1000).\(wait % 1000 / 100)"
      let why =
        status.map(String.init)
        ?? (reason == "timeout"
          ? console.words("no answer in time", "시간 초과") : console.words("the connection broke", "연결 끊김"))
      write(
        console.words(
          "\(step): \(why), asked again in \(seconds) s", "\(step): \(why). \(seconds)초 뒤에 다시 묻습니다"))
    }
    guard isTerminal else { return }
    let tokens = progress.use.tokens
    put(
      "\r\u{1B}[K"
        + console.words(
          "\(progress.answered) of \(progress.known) answers · \(tokens) tokens",
          "대답 \(progress.answered)/\(progress.known) · 토큰 \(tokens)개"))
    hasLine = true
  }

  /// A line that stays.
  private func write(_ text: String) {
    put((hasLine ? "\r\u{1B}[K" : "") + VisibleText.visible(text) + "\n")
    hasLine = false
  }

  func finish() {
    if hasLine { put("\r\u{1B}[K") }
    hasLine = false
  }

  private func put(_ text: String) { try? OutputStream.standardError.write(text) }
}
