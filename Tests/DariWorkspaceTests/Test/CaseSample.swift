// A project with tests in a real temporary folder, and what running them gives.

import DariBase
import DariRuntime
import DariSemantics
import Testing

@testable import DariWorkspace

/// A routine with everything that prompts of tests come from: a list, a called routine, a condition, a text.
enum CaseSample {
  static let manifest = "project: t\npeople: { boss: Boss }\nuse: { text: chatgpt }\n"

  static let mail = """
    ---
    routine: mail
    owner: boss
    ---
    @input notes: list(1..3) of line

    @input order: { number: line, count: int(1..9) }?

    @input tone: warm | dry = dry

    @step kind: Sort
    by: ai(text)
    gives: { kind: ask | angry, urgent: bool }

    @user
    {% for note in notes %}
    - {{ note }}
    {% endfor %}
    {% if order %}
    Order {{ order.number }}
    {% endif %}

    @step draft: Write
    by: ai(text)
    each: note in notes
    gives: text(..100)

    @system
    Tone: {{ tone }}

    @user
    {% match kind.kind %}
    {% case ask %}
    Answer {{ note }}.
    {% case angry %}
    Apologise for {{ note }}.
    {% endmatch %}

    @again
    Change this: {{ look.remarks }}

    @step post: Post
    by: routine(post)
    when: kind.urgent
    with: topic: "things"

    @step look: Look
    by: human(boss)
    reviews: draft
    redo: draft, up to 2

    """

  static let post = """
    ---
    routine: post
    owner: boss
    result: write
    ---
    @input topic: line(1..20)

    @step write: Write
    by: ai(text)
    gives: text(1..300)

    @user
    Write about {{ topic }}.

    """

  static let cases = """
    routine: mail
    common:
      inputs: { notes: [one, two], order: { number: A-1, count: 3 } }
      given: { kind: { kind: ask, urgent: true } }
    cases:
      plain:
        about: the usual
        expect:
          draft: [ contains: Answer, not contains: Apologise, tokens: ..30, length: 10..200 ]
          "draft[1]": [ ends: Answer two., matches: "Answer t[a-z]+" ]
          post.write: { starts: Write, equals: Write about things. }
      화난 손님:
        inputs: { order: absent, tone: warm }
        given: { kind: { kind: angry, urgent: false } }

    """

  static func fill(_ folder: Folder, cases: String = CaseSample.cases) throws {
    try folder.file("dari.yaml", manifest)
    try folder.file("mail.dari", mail)
    try folder.file("post.dari", post)
    try folder.file("tests/mail.yaml", cases)
  }
}

/// One run of `dari test`, as the command makes it.
struct CaseRun {
  var run: TestRun

  init(
    _ folder: Folder, file: String? = nil, filter: String? = nil, shard: (index: Int, count: Int)? = nil
  ) throws {
    let attempt = try Attempt(file.map(folder.callAsFunction) ?? folder.path)
    #expect(attempt.problems == [])
    var cache: VerdictCache?
    run = try TestRun(
      ProjectTests(attempt.read, attempt.compilation, language: .english),
      TestChoice(
        filter: filter, shard: shard, isOneFile: attempt.read.location.onlyFile != nil),
      cache: &cache)
    try run.finishWithoutAnswers()
  }

  var tests: ProjectTests { run.tests }
  var comparison: GoldenComparison { run.comparison }

  /// `tests/mail.yaml:3:5 E0216`
  var problems: [String] {
    tests.diagnostics.map(shown) + tests.failures.map { "\($0.path) \($0.reason)" }
      + tests.unreadable.flatMap { $0.diagnostics.map(\.code.text) }
  }

  /// `10:7 E0946 draft[0]…`: places and messages of what is not as expected, and of steps that failed.
  var failures: [String] {
    run.failing.flatMap { result in
      result.failures.map { $0.failure.problem(in: $0.routine).code.text }
        + result.unexpected.map { "\(shown($0)) \($0.problem.message(.english))" }
    }
  }

  private func shown(_ diagnostic: Diagnostic) -> String {
    let file = tests.sources[diagnostic.span.file]
    let place = file.position(at: Int(diagnostic.span.start))
    return "\(file.path):\(place.line):\(place.column) \(diagnostic.code.text)"
  }

  var changed: [String] { comparison.changed.map(\.name) }
  var missing: [String] { comparison.missing.map(\.name) }
  var orphans: [String] { comparison.orphans.map(\.name) }

  func update() throws { #expect(try tests.update(comparison, over: run.goldens) == []) }
  func writeNew() throws { #expect(try tests.writeNew(comparison) == []) }
}
