// What `dari test` found, one thing at a time, as the formats for programs write it.

import DariBase
import DariRuntime
import DariWorkspace

struct TestFinding {
  enum Kind: String {
    /// A step could not be rendered.
    case error
    /// `expect` says otherwise.
    case unexpected
    /// A model's answer is not as asked, missing, or asked for by nobody.
    case answer
    /// A prompt is another than the one that is kept.
    case changed
    /// Nothing is kept of a prompt yet.
    case new
    /// Something is kept that no case makes.
    case orphan
    /// What its author should know; it fails nothing.
    case warning
  }

  struct Place {
    var file: String
    var line: Int
  }

  var kind: Kind
  /// The case's routine, name and file; nil for an orphan.
  var test: TestCase?
  /// The code of the message, if it has one.
  var code: String?
  var message: String
  /// Where to look first.
  var place: Place?
  /// Below the project's folder: what is kept, or would be.
  var golden: String?
  /// Of a changed prompt: indices of the groups that moved it.
  var groups: [Int] = []
  /// More lines for people.
  var details = ""
}

struct TestFindings {
  let run: TestRun
  let causes: ChangeCauses
  let console: Console
  private let changes: ChangeText
  private let answers: AnswerReport?

  init(_ run: TestRun, _ answers: AnswerReport?, _ console: Console) {
    self.run = run
    self.answers = answers
    self.console = console
    causes = ChangeCauses(run.comparison.changed, of: run.tests)
    changes = ChangeText(run, causes, console, colour: false, width: nil)
  }

  /// In the order in which people are shown them.
  var all: [TestFinding] { failing + changed + new + orphans }

  /// What remains where everything is kept as it is now.
  var failing: [TestFinding] { (answers?.findings ?? []) + run.failing.flatMap(failures) }

  private func failures(_ result: TestResult) -> [TestFinding] {
    result.failures.map { item in
      let problem = item.failure.problem(in: item.routine)
      let place = item.failure.error.place
      let files = item.routine.program.files
      return TestFinding(
        kind: .error, test: result.test, code: problem.code.text, message: problem.message(console.language),
        place: files.indices.contains(Int(place.file))
          ? .init(file: files[Int(place.file)], line: Int(place.line)) : nil)
    }
      + result.unexpected.map { diagnostic in
        TestFinding(
          kind: .unexpected, test: result.test, code: diagnostic.code.text,
          message: diagnostic.problem.message(console.language), place: place(of: diagnostic.span))
      }
  }

  private func place(of span: SourceSpan) -> TestFinding.Place {
    let file = run.tests.sources[span.file]
    return .init(file: file.path, line: file.position(at: Int(span.start)).line)
  }

  private var changed: [TestFinding] {
    var groupsOfPages: [Int: [Int]] = [:]
    for (index, group) in causes.groups.enumerated() {
      for part in group.parts { groupsOfPages[part.page, default: []].append(index) }
    }
    return run.comparison.changed.enumerated().map { index, page in
      let groups = groupsOfPages[index] ?? []
      let line = groups.first.flatMap { causes.groups[$0].places.first }
      return TestFinding(
        kind: .changed, test: page.test,
        message: console.words(
          "the prompt of \(page.prompt.name) has changed", "\(page.prompt.name) 프롬프트가 바뀌었습니다"),
        place: line.map { .init(file: $0.path, line: $0.line) }, golden: golden(page.name), groups: groups,
        details: causes.comparisons[index].text(
          colour: false, width: nil, language: console.language, mostRows: ComparisonText.mostRows))
    }
  }

  private var new: [TestFinding] {
    run.comparison.missing.map { page in
      TestFinding(
        kind: .new, test: page.test,
        message: console.words(
          "the prompt of \(page.prompt.name) is new: nothing is kept of it yet",
          "\(page.prompt.name) 프롬프트는 새 글이어서 저장해 둔 것이 없습니다"),
        place: place(of: page.test.nameSpan), golden: golden(page.name))
    }
  }

  private var orphans: [TestFinding] {
    run.comparison.orphans.map { orphan in
      TestFinding(
        kind: .orphan,
        message: console.words(
          "\(orphan.name) is kept, but no case makes it any more",
          "저장해 둔 글인데 이제 어느 사례에서도 나오지 않습니다: \(orphan.name)"),
        place: .init(file: golden(orphan.name), line: 1), golden: golden(orphan.name))
    }
  }

  private func golden(_ name: String) -> String { "\(ProjectTests.goldenFolder)/\(name)" }

  // MARK: JSON

  /// `Documentation/CommandLine.md` says what is what.
  func json(isPassed: Bool, isUpdate: Bool) -> JSONValue {
    var object: JSONObject = [
      "skipped": .integer(Int64(run.skippedCount)), "passed": .bool(isPassed),
      "cases": .integer(Int64(run.caseCount)),
      "prompts": .integer(Int64(run.promptCount)), "updated": .bool(isUpdate),
      "findings": .array(all.map(json)), "groups": .array(causes.groups.map(json)),
    ]
    object["coverage"] = run.coverage.map { CoverageText($0, run.tests.sources, console).json }
    return .object(object)
  }

  private func json(_ finding: TestFinding) -> JSONValue {
    var object: JSONObject = ["kind": .string(finding.kind.rawValue), "message": .string(finding.message)]
    if let test = finding.test {
      object["routine"] = .string(test.routine.name)
      object["case"] = .string(test.name)
      object["tests"] = .string(test.path)
    }
    object["code"] = finding.code.map { .string($0) }
    if let place = finding.place {
      object["place"] = ["file": .string(place.file), "line": .integer(Int64(place.line))]
    }
    object["golden"] = finding.golden.map { .string($0) }
    if finding.kind == .changed {
      object["groups"] = .array(finding.groups.map { .integer(Int64($0)) })
      object["diff"] = .string(finding.details)
    }
    return .object(object)
  }

  private func json(_ group: ChangeGroup) -> JSONValue {
    [
      "lines": Self.json(group.lines), "after": Self.json(group.after), "before": Self.json(group.before),
      "values": .array(group.values.map { .string($0) }), "data": .bool(group.isData),
      "goldens": .array(group.parts.map { .string(golden(run.comparison.changed[$0.page].name)) }),
    ]
  }

  private static func json(_ lines: [SourceLine]) -> JSONValue {
    .array(lines.map { ["file": .string($0.path), "line": .integer(Int64($0.line))] })
  }

  // MARK: GitHub

  /// Annotations: what changed stands at the line that did it, each cause once.
  func github(_ places: ReportedPlaces, isUpdate: Bool) -> String {
    var text = ""
    for finding in isUpdate ? failing : all where finding.kind != .changed {
      text += annotation(
        finding.place, finding.code ?? finding.kind.rawValue, finding.message, places,
        finding.kind == .warning ? .warning : .error)
    }
    for group in isUpdate ? [] : causes.groups {
      let line = group.places.first.map { TestFinding.Place(file: $0.path, line: $0.line) }
      let body = changes.body(group, mostRows: 20)
      let message = changes.heading(group) + "\n" + (body.hasSuffix("\n") ? String(body.dropLast()) : body)
      text += annotation(line, "changed", message, places)
    }
    return text
  }

  private func annotation(
    _ place: TestFinding.Place?, _ title: String, _ message: String, _ places: ReportedPlaces,
    _ level: DiagnosticGitHub.Level = .error
  ) -> String {
    var properties: [(String, String)] = []
    if let place { properties = [("file", places.path(of: place.file)), ("line", String(place.line))] }
    properties.append(("title", "dari test: \(title)"))
    // A log shows it as well: nothing in it steers a terminal.
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    return DiagnosticGitHub.command(
      level, properties, lines.map { VisibleText.visible(String($0)) }.joined(separator: "\n"))
  }
}
