// Steps: who does them, what comes of them, which other steps they see and speak of.

import DariBase
import DariRuntime
import Testing

@Suite struct StepTests {
  static func file(_ steps: String, front: String = "owner: boss") -> String {
    "---\nroutine: r\n\(front)\n---\n@type Kind: refund | other\n@input message: text\n\n\(steps)\n"
  }

  static let ask = """
    @step sort: 나누기
    by: ai(text)
    gives: { kind: Kind, why: text }

    @user
    {{ message }}

    @step look: 보기
    by: human(boss)
    edits: sort
    redo: sort, up to 2

    @do
    {{ sort.kind }}

    """

  @Test func resultsAndIndices() throws {
    let steps =
      Self.ask + """
        @step reply
        by: ai(chat)
        risk: high
        owner: helper
        minutes: 10 -> 2.5

        @system
        {{ look.why }}

        @user
        {{ look.kind }}

        @again
        {{ approve.remarks }}

        @check
        {{ reply }}

        @step approve: 승인
        by: human(boss)
        reviews: reply, look
        redo: sort, up to 1

        @step send
        by: tool(mail)
        sends: this, reply
        stores: look

        @text
        {{ reply }}
        """
    let checked = check(Self.file(steps, front: "owner: boss\nresult: reply"))
    let routine = try checked.routine()
    #expect(routine.steps.map(\.name) == ["sort", "look", "reply", "approve", "send"])
    #expect(routine.steps.map(\.title) == ["나누기", "보기", nil, "승인", nil])
    #expect(routine.steps.map(\.actor.kind) == ["ai", "human", "ai", "human", "tool"])
    #expect(
      routine.steps.map { $0.result.map { "\($0)" } ?? "-" } == [
        "{ kind: Kind, why: text }", "{ kind: Kind, why: text }", "text", "-", "text",
      ])
    #expect(routine.steps[1].edits == 0)
    #expect(routine.steps[1].redo.map { [$0.step, $0.limit] } == [0, 2])
    #expect(routine.steps[3].reviews == [2, 1])
    #expect(routine.steps[3].redo.map { [$0.step, $0.limit] } == [0, 1])
    let effects = routine.steps[4].effects
    #expect(effects.contains(Routine.Effect(kind: .sends, steps: [2], ownText: true)))
    #expect(effects.contains(Routine.Effect(kind: .stores, steps: [1], ownText: false)))
    #expect(effects.count == 2)
    #expect(routine.steps[2].risk == .high)
    #expect(routine.steps[2].owner == "helper")
    #expect(routine.steps[2].minutes.map { [$0.before, $0.after] } == [10, 2.5])
    #expect(routine.result == 2)
    #expect(routine.steps[2].messages.map(\.role) == [.system, .user])
    #expect(routine.steps[2].again != nil)
    #expect(routine.slotNames.first == "message")
    for step in routine.steps {
      #expect(step.resultSlot.map { routine.slotNames[$0] } == (step.result == nil ? nil : step.name))
    }
  }

  @Test func theResultIsTheLastOneThereIs() throws {
    #expect(try check(Self.file(Self.ask)).routine().result == 1)
    #expect(try check(Self.file(Self.ask + "@step end\nby: human(boss)\n@do\n-\n")).routine().result == 1)
  }

  /// What a template of a step may name.
  @Test(arguments: [
    ("@step a\nby: ai(text)\n@user\n{{ a }}", ["E0524 a"]),
    ("@step a\nby: ai(text)\n@user\n{{ b }}\n@step b\nby: human(boss)\n@text\n{{ a }}", ["E0501 b"]),
    ("@step a\nby: ai(text)\n@user\n-\n@check\n{{ a | length }}", []),
    ("@step a\nby: ai(text)\n@user\n-\n@why\n{{ a }}", ["E0524 a"]),
    ("@step a\nby: human(boss)\n@do\n-\n@step b\nby: human(boss)\n@do\n{{ a }}", ["E0504 a"]),
    (
      "@step a\nby: ai(text)\n@user\n{{ c.remarks }}\n@step c\nby: human(boss)\nreviews: a\nredo: a, up to 1",
      ["E0509 c.remarks"]
    ),
    (
      "@step a\nby: ai(text)\n@user\n-\n@again\n{{ c.remarks | upper }}\n@step c\nby: human(boss)\nreviews: a\nredo: a, up to 1",
      []
    ),
    (
      "@step a\nby: ai(text)\n@user\n-\n@again\n{{ c.remarks }}\n@step c\nby: human(boss)\nreviews: a",
      ["E0509 c.remarks"]
    ),
    ("@why\n{{ message }}\n@step a\nby: human(boss)\n@text\n-", []),
    ("@why\n{{ a }}\n@step a\nby: human(boss)\n@text\n-", ["E0524 a"]),
  ])
  func visibility(_ steps: String, _ problems: [String]) {
    #expect(check(Self.file(steps)).problems == problems)
  }

  @Test(arguments: [
    ("by: ai(text)", "", ["E0516 x"]), ("by: ai(text)\nedits: sort", "@user\n-", ["E0506 edits"]),
    ("by: tool(mail)\nreviews: sort", "@do\n-", ["E0506 reviews"]),
    ("by: ai(text)\nsends: sort", "@user\n-", ["E0506 sends"]),
    ("by: human(boss)\nreviews: look2", "", ["E0214 look2"]),
    ("by: human(boss)\nreviews: x", "", ["E0508 x"]),
    ("by: human(boss)\nreviews: later", "", ["E0508 later"]),
    ("by: human(boss)\nredo: sort, up to 1", "@do\n-", ["E0514 redo"]),
    ("by: human(boss)\nedits: sort\ngives: int", "", ["E0507 gives: int"]),
    ("by: human(boss)\ngives: int", "@text\n-", ["E0507 gives: int"]),
    ("by: human(boss)\nsends: this", "", ["E0513 this"]),
    ("by: human(boss)\nedits: sort, look", "", ["E0523 look"]),
    ("by: robot(a)", "@do\n-", ["E0505 robot"]), ("", "@do\n-", ["E0502 x"]),
    ("by: human(boss)\nrisk: huge", "@do\n-", ["E0510 huge"]),
    ("by: human(boss)\ngives: { remarks: text }", "@do\n-", ["E0326 remarks"]),
    ("by: human(boss)", "@user\n-", ["E0517 @user"]),
    ("by: human(boss)", "@text\n-\n@text\n-", ["E0512 @text"]),
    ("by: ai(text)\ngives: Kind", "@user\n-\n@assistant\nrefund\n@user\n{{ message }}", ["E0515 refund"]),
    ("by: ai(text)\ngives: Kind", "@user\n-\n@assistant\n\"refund\"\n@user\n{{ message }}", []),
    ("by: ai(text)\ngives: Kind", "@user\n-\n@assistant\n\"refnd\"\n@user\n-", ["E0907 \"refnd\""]),
  ])
  func refuses(_ keys: String, _ sections: String, _ problems: [String]) {
    let steps = Self.ask + "@step x\n\(keys)\n\n\(sections)\n\n@step later\nby: human(boss)\n@text\n-\n"
    let found = check(Self.file(steps, front: "owner: boss\nresult: x")).problems
    // The routine's result is another matter.
    #expect(found.filter { $0 != "E0504 x" } == problems)
  }

  @Test func whatAnAIMakesIsUsed() {
    let unused = "@step a\nby: ai(text)\n@user\n-\n@step b\nby: human(boss)\n@text\n-\n"
    #expect(check(Self.file(unused)).problems == ["E0521 a"])
    let two = "@step c\nby: ai(text)\n@user\n-\n" + unused
    #expect(check(Self.file(two)).problems == ["E0521 c", "E0521 a"])
    #expect(check(Self.file(unused, front: "owner: boss\nresult: a")).problems == [])
    #expect(check(Self.file(unused.replacing("@text\n-", with: "@text\n{{ a }}"))).problems == [])
    #expect(
      check(Self.file(unused.replacing("by: human(boss)", with: "by: human(boss)\nreviews: a"))).problems
        == [])
    #expect(check(Self.file(unused, front: "title: t\nresult: a")).problems == ["E0503 r"])
  }

  /// What a step edits has the type of what it edits.
  @Test func editsKeepTheType() {
    #expect(
      check(
        Self.file(Self.ask + "@step s\nby: human(boss)\n@do\n{{ look.kind | label }}{{ look.why | upper }}")
      ).problems == [])
    #expect(
      check(Self.file(Self.ask + "@step s\nby: human(boss)\n@do\n{{ look.what }}")).problems == ["E0203 what"]
    )
  }
}
