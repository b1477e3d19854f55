// When steps are done and how often: `when`, `each`, `earlier`, `with`; and what may leave the house.

import DariBase
import DariRuntime
import Testing

@testable import DariSemantics

@Suite struct StepFlowTests {
  static func file(_ steps: String, inputs: String = "", name: String = "r", front: String = "owner: boss")
    -> String
  {
    """
    ---
    routine: \(name)
    \(front)
    ---
    @type Kind: refund | other
    @type Item: { name: line, count: int }
    @input urgent: bool
    @input kind: Kind?
    @input items: list(1..9) of Item
    @input more: list of Item
    \(inputs)

    \(steps)
    """
  }

  static func ai(_ name: String, _ keys: String = "", _ user: String = "-") -> String {
    "@step \(name)\nby: ai(text)\n\(keys)\n@user\n\(user)\n"
  }
  static func human(_ name: String, _ keys: String, _ rest: String = "@do\n-") -> String {
    "@step \(name)\nby: human(boss)\n\(keys)\n\(rest)\n"
  }
  static func tool(_ name: String, _ keys: String, _ rest: String = "") -> String {
    "@step \(name)\nby: tool(mail)\n\(keys)\n\(rest)\n"
  }

  // MARK: Types

  /// What a later step sees of the result of a step with these keys.
  @Test(arguments: [
    ("gives: text", "text"), ("when: urgent\ngives: text", "text?"),
    ("each: i in items\ngives: text", "list of text"),
    ("each: i in more\ngives: int", "list of int"),
    ("when: urgent\neach: i in items\ngives: Kind", "(list of Kind)?"),
    ("each: i in items, n in items\ngives: text", "list of text"),
  ])
  func outcomes(_ keys: String, _ type: String) throws {
    // A snippet that takes nothing of the sort makes the checker say the type.
    let steps = Self.human("a", keys) + Self.human("b", "", "@do\n{{ take(a) }}")
    let found = check(Self.file(steps, inputs: "@snippet take(x: date)\n-"))
    let message = found.diagnostics.map { $0.problem.message(.english) }.joined()
    #expect(message.contains("`\(type)`"), "\(message)")
  }

  @Test(arguments: [
    // A condition narrows the step's own templates and keys.
    (human("a", "when: kind is refund", "@do\n{{ kind }}"), []),
    (human("a", "when: kind", "@do\n{{ kind }}"), []),
    (human("a", "when: urgent", "@do\n{{ kind }}"), ["E0401 kind"]),
    (human("a", "when: items", "@do\n-"), ["E0305 items"]),
    (human("a", "when: a", "gives: bool"), ["E0524 a"]),
    (human("a", "when: b", "gives: bool") + human("b", "gives: bool"), ["E0501 b"]),
    (
      human("a", "when: urgent\ngives: text") + human("b", "when: a is present", "@do\n{{ a }}"),
      []
    ),
    (human("a", "when: urgent\ngives: text") + human("b", "", "@do\n{{ a }}"), ["E0401 a"]),
    // `each` names items for the templates, not for the lists beside them, and not for `when`.
    (human("a", "each: i in items", "@do\n{{ i.name }} {{ i.count + 1 }}"), []),
    (human("a", "each: i in items, j in i", "@do\n-"), ["E0538 i"]),
    (human("a", "each: i in items\nwhen: i.count > 1", "@do\n-"), ["E0538 i"]),
    (human("a", "each: i in kind", "@do\n-"), ["E0535 kind"]),
    (human("a", "each: items in items", "@do\n-"), ["E0202 items"]),
    (human("a", "each: i in items, i in items", "@do\n-"), ["E0202 i"]),
    (human("a", "each: i in items", "@do\n-") + human("b", "", "@do\n{{ i.name }}"), ["E0538 i"]),
    (human("a", "each: i in items\ngives: text?"), ["E0332 text?"]),
    // There are as many results as items.
    (human("a", "each: i in items\ngives: text") + human("b", "", "@do\n{{ a[0] | upper }}"), []),
    (
      human("a", "each: i in more\ngives: text") + human("b", "", "@do\n{{ a[0] | upper }}"),
      ["E0401 a[0]"]
    ),
    // Lockstep.
    (human("a", "each: i in items, j in more", "@do\n-"), ["E0526 more"]),
    (
      human("a", "each: i in items\ngives: int")
        + human("b", "each: i in items, n in a", "@do\n{{ n + i.count }}"), []
    ),
    (
      human("a", "each: i in items\ngives: int") + human("b", "each: n in a\ngives: int")
        + human("c", "each: m in b, i in items", "@do\n{{ m + i.count }}"),
      []
    ),
    (
      human("a", "each: i in more\ngives: int") + human("b", "each: i in items, n in a", "@do\n-"),
      ["E0526 a"]
    ),
    (
      human("a", "when: urgent\neach: i in items\ngives: int")
        + human("b", "each: i in items, n in a", "@do\n-"),
      ["E0401 a"]
    ),
    (
      human("a", "when: urgent\neach: i in items\ngives: int")
        + human("b", "when: a is present\neach: i in items, n in a", "@do\n{{ n }}"),
      []
    ),
    // The results so far.
    (human("a", "each: i in items\ngives: text", "@do\n{{ earlier | join(\", \") }}"), []),
    (human("a", "gives: text", "@do\n{{ earlier | join(\", \") }}"), ["E0537 earlier"]),
    (human("a", "each: i in items", "@do\n{{ earlier | length }}"), ["E0537 earlier"]),
    // What is edited under `each` is the one for the item.
    (
      human("a", "each: i in items\ngives: text")
        + human("b", "each: i in items, t in a\nedits: a")
        + human("c", "each: t in b", "@do\n{{ t | upper }}"),
      []
    ),
    (human("a", "gives: text") + human("b", "each: i in items\nedits: a"), ["E0534 a"]),
    (
      human("a", "when: urgent\neach: i in items\ngives: text") + human("b", "each: i in items\nedits: a"),
      ["E0527 a"]
    ),
    // Lists that are made in place: of one origin if they are written alike.
    (
      human("a", "each: i in items | where(count, 1)\ngives: text") + human("b", "each: t in a\nedits: a"), []
    ),
    (
      human("a", "each: i in items | where(count, 1)\ngives: text")
        + human("b", "each: i in items | where(count, 1), t in a\nedits: a"), []
    ),
    (
      human("a", "each: i in items | where(count, 1)\ngives: text")
        + human("b", "each: i in items | where(count, 2), t in a\nedits: a"), ["E0526 a", "E0534 a"]
    ),
    // A condition that implies another's: then its result is there.
    (human("a", "when: urgent\ngives: text") + human("b", "when: urgent", "@do\n{{ a }}"), []),
    (
      human("a", "when: urgent\ngives: text")
        + human("b", "when: kind is present and urgent", "@do\n{{ a | upper }}"), []
    ),
    (
      human("a", "when: urgent\ngives: text") + human("b", "when: kind is present or urgent", "@do\n{{ a }}"),
      ["E0401 a"]
    ),
    (human("a", "when: urgent\ngives: text") + human("b", "when: not urgent", "@do\n{{ a }}"), ["E0401 a"]),
    (
      human("a", "when: urgent\neach: i in items\ngives: text")
        + human("b", "when: urgent\neach: i in items, t in a\nedits: a")
        + tool("c", "when: urgent\nsends: b"), []
    ),
    (human("a", "gives: text\nwith: x: 1"), ["E0506 with"]),
    (human("a", "gives: text") + human("b", "edits: a", "@text\n-"), ["E0507 @text"]),
    (tool("a", "when: urgent\nsends: this", "@text\n-"), []),
    (human("a", "when: urgent\ngives: text") + tool("b", "sends: a"), ["E0527 a"]),
    (human("a", "when: urgent\ngives: text") + tool("b", "when: a is present\nsends: a"), []),
  ])
  func keys(_ steps: String, _ problems: [String]) {
    #expect(check(Self.file(steps)).problems == problems)
  }

  /// Ways back that change nothing, and words that nobody's no leads to.
  @Test(arguments: [
    (ai("a") + human("b", "gives: text") + human("c", "reviews: a\nredo: b, up to 2"), ["W0502 b"]),
    (ai("a") + human("b", "gives: text") + human("c", "reviews: a, b\nredo: b, up to 2"), []),
    (ai("a") + human("c", "edits: a\nredo: a, up to 2"), []),
    (ai("a", "", "-\n@again\n-") + human("c", "reviews: a"), ["W0503 @again"]),
    (ai("a", "", "-\n@again\n-") + human("c", "reviews: a\nredo: a, up to 1"), []),
    (ai("a") + ai("b", "", "-\n@again\n-") + human("c", "reviews: a, b\nredo: a, up to 1"), []),
  ])
  func waysBack(_ steps: String, _ problems: [String]) {
    let found = check(Self.file(steps))
    #expect(found.problems == problems)
    if problems == ["W0502 b"] { #expect(found.mended?.contains("redo: a, up to 2") == true) }
  }

  /// A hundred steps with conditions are compared in no time; each of one way sees the one before.
  @Test func manyStepsWithConditions() {
    let conditions = ["urgent", "not urgent", "kind is refund", "urgent and more is empty"]
    var steps = Self.human("s0", "when: urgent\ngives: text")
    for index in 1..<100 {
      let condition = conditions[index % 4]
      let text = condition == "urgent" ? "@do\n{{ s\(index - 4 < 0 ? 0 : index - 4) }}" : "@do\n-"
      steps += Self.human("s\(index)", "when: \(condition)\ngives: text", text)
    }
    #expect(check(Self.file(steps)).problems == [])
  }

  /// What a mend adds to a condition joins it.
  @Test func mendsOfConditions() {
    func mended(_ steps: String) -> String? { check(Self.file(steps)).mended }
    let step = Self.human("a", "when: urgent\ngives: text")
    #expect(
      mended(step + Self.tool("b", "when: kind is present\nsends: a"))?
        .contains("when: kind is present and a is present\nsends: a") == true)
    #expect(
      mended(step + Self.tool("b", "when: kind is present or more is empty\nsends: a"))?
        .contains("when: (kind is present or more is empty) and a is present\n") == true)
    let list = Self.human("a", "when: urgent\neach: i in items\ngives: text")
    #expect(
      mended(list + Self.human("b", "when: kind is present\neach: t in a"))?
        .contains("when: kind is present and a is present\neach: t in a") == true)
    // What stands in for a list would be of another length than the one beside it.
    let pair = check(Self.file(list + Self.human("b", "each: i in items, t in a")))
    #expect(pair.problems == ["E0401 a"])
    #expect(
      pair.diagnostics[0].mends.map { $0.title.text(.english) } == [
        "do this step only if it is there: `when: a is present`"
      ])
  }

  @Test func earlierIsTakenOnlyWhereThereIsEach() {
    let step = Self.human("a", "each: i in items\ngives: text")
    #expect(check(Self.file(step, inputs: "@input earlier: text")).problems == ["E0202 each"])
    #expect(check(Self.file(Self.human("a", ""), inputs: "@input earlier: text")).problems == [])
  }

  // MARK: Routines

  static let callee = """
    ---
    routine: write
    ---
    @input topic: line
    @input length: int = 300
    @input note: text?

    @step text: 글 쓰기
    by: human(boss)
    gives: line(..80)

    @do
    {{ topic }}
    """

  @Test(arguments: [
    ("with: topic: \"x\"", "{{ a | upper }}", []), ("with: topic: items[0].name", "{{ a }}", []),
    ("with: topic: \"x\", length: 3, note: \"y\"", "-", []),
    ("with: topic: \"x\", note: kind", "-", ["E0301 kind"]),
    ("with: length: 3", "-", ["E0533 with"]), ("", "-", ["E0533 by"]),
    ("with: topic: \"x\", topick: 3", "-", ["E0532 topick"]),
    ("with: topic: \"x\", topic: \"y\"", "-", ["E0228 topic"]),
    ("with: topic: more[0].name", "-", ["E0401 more[0]"]),
    ("with: topic: \"x\"\ngives: text", "-", ["E0507 gives: text"]),
    ("with: topic: \"x\"\nsends: this", "-", ["E0506 sends"]),
    ("each: i in items\nwith: topic: i.name", "{{ a | join(\",\") }}", []),
    ("when: urgent\nwith: topic: \"x\"", "{{ a }}", ["E0401 a"]),
  ])
  func calls(_ keys: String, _ use: String, _ problems: [String]) {
    let steps = "@step a\nby: routine(write)\n\(keys)\n" + Self.human("b", "", "@do\n\(use)")
    #expect(check(Self.file(steps), Self.callee).problems == problems)
    #expect(check(Self.callee, Self.file(steps)).problems == problems)
  }

  @Test func calledRoutinesAreInTheRoutine() throws {
    let middle = "---\nroutine: middle\n---\n@step m\nby: routine(write)\nwith: topic: \"x\"\n"
    let outer =
      "---\nroutine: outer\n---\n@step o\nby: routine(middle)\n@step p\nby: routine(write)\nwith: topic: \"y\"\n"
    let checked = check(outer, middle, Self.callee)
    #expect(checked.problems == [])
    #expect(checked.compilation.routines.map(\.name) == ["outer", "middle", "write"])
    let routine = try checked.routine()
    #expect(routine.routines.map(\.name) == ["write", "middle"])
    #expect(routine.routines.allSatisfy { $0.routines.isEmpty })
    #expect(routine.steps.map { "\($0.result!)" } == ["line(..80)", "line(..80)"])
  }

  @Test func circlesAreToldOnce() {
    let a = "---\nroutine: a\n---\n@step s\nby: routine(b)\n"
    let b = "---\nroutine: b\n---\n@step s\nby: routine(a)\n"
    #expect(check(a, b).problems == ["E0530 a"])
    #expect(check("---\nroutine: a\n---\n@step s\nby: routine(a)\n").problems == ["E0530 a"])
    #expect(check("---\nroutine: a\n---\n@step s\nby: routine(c)\n", b).problems.contains("E0531 c"))
  }
}
