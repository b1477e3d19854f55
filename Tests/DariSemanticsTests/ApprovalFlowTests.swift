// People in charge: what an AI made leaves the house only with a person's approval, on every way.

import DariBase
import DariRuntime
import Testing

@testable import DariSemantics

@Suite struct ApprovalFlowTests {
  typealias Flow = StepFlowTests

  /// Codes with what is marked, and the way: the steps it comes to, a skipped one in brackets.
  static func problems(_ steps: String, _ more: String...) -> [String] {
    let checked = check([Flow.file(steps)] + more)
    return checked.diagnostics.map { diagnostic in
      let way = diagnostic.path.map { stop in
        let name = stop.step?.name ?? "end"
        return stop.kind == .skipped ? "(\(name))" : name
      }
      return ([diagnostic.code.text, checked.sources.text(diagnostic.span)] + way).joined(separator: " ")
    }
  }

  static let draft = Flow.ai("draft")
  static let look = Flow.human("look", "reviews: draft")
  static let send = Flow.tool("send", "sends: draft")

  @Test(arguments: [
    (draft + send, ["E0528 draft draft send"]), (draft + look + send, []),
    // A way around.
    (
      draft + Flow.human("look", "when: urgent\nreviews: draft") + send,
      ["E0528 draft draft (look) send"]
    ),
    (
      draft + Flow.human("look", "when: urgent\nreviews: draft")
        + Flow.tool("send", "when: urgent\nsends: draft"),
      []
    ),
    (
      draft + Flow.human("look", "when: urgent\nreviews: draft")
        + Flow.tool("send", "when: urgent and kind is present\nsends: draft"),
      []
    ),
    (
      draft + Flow.human("look", "when: urgent and kind is present\nreviews: draft")
        + Flow.tool("send", "when: urgent\nsends: draft"),
      ["E0528 draft draft (look) send"]
    ),
    (
      draft + Flow.human("look", "when: urgent\nreviews: draft")
        + Flow.tool("send", "when: not (not urgent)\nsends: draft"),
      []
    ),
    // One of two always looks.
    (
      draft + Flow.human("one", "when: urgent\nreviews: draft")
        + Flow.human("two", "when: not urgent\nreviews: draft") + send,
      []
    ),
    (
      draft + Flow.human("one", "when: urgent\nreviews: draft")
        + Flow.human("two", "when: kind is present\nreviews: draft") + send,
      ["E0528 draft draft (one) (two) send"]
    ),
    // What is there was made, so its condition held.
    (
      Flow.ai("draft", "when: urgent") + Flow.human("look", "when: urgent\nreviews: draft")
        + Flow.tool("send", "when: draft is present\nsends: draft"),
      []
    ),
    (
      Flow.ai("draft", "when: urgent") + Flow.human("look", "when: draft is present\nreviews: draft")
        + Flow.tool("send", "when: urgent and draft is present\nsends: draft"),
      []
    ),
    // The edited one is approved, the one before is not.
    (draft + Flow.human("edit", "edits: draft") + Flow.tool("send", "sends: edit"), []),
    (
      draft + Flow.human("edit", "edits: draft") + send,
      ["E0528 draft draft edit send"]
    ),
    // Texts carry what is in them, by a hole, a condition or a snippet.
    (draft + Flow.tool("send", "sends: this", "@text\n{{ draft }}"), ["E0528 this draft send"]),
    (draft + look + Flow.tool("send", "sends: this", "@text\n{{ draft }}"), []),
    (
      Flow.ai("sort", "gives: Kind")
        + Flow.tool("send", "sends: this", "@text\n{% if sort is refund %}\na\n{% endif %}"),
      ["E0528 this sort send"]
    ),
    (
      draft + Flow.human("put", "", "@text\n{{ draft }}") + Flow.human("look", "reviews: put")
        + Flow.tool("send", "sends: put"),
      []
    ),
    (
      draft + Flow.human("put", "", "@text\n{{ draft }}") + Flow.human("look", "reviews: put") + send,
      ["E0528 draft draft look send"]
    ),
    // What an AI makes of approved things is not approved.
    (
      draft + look + Flow.ai("again", "", "{{ draft }}") + Flow.tool("send", "sends: again"),
      ["E0528 again again send"]
    ),
    // What a person wrote, with the AI's words before them, is the person's.
    (draft + Flow.human("write", "gives: text", "@do\n{{ draft }}") + Flow.tool("send", "sends: write"), []),
    // Who looks and sends in one step looks first.
    (draft + Flow.human("send", "reviews: draft\nsends: draft"), []),
    // A list that may be empty is a way around, unless what is looked at is as long.
    (
      draft + Flow.human("look", "each: i in more\nreviews: draft") + send,
      ["E0528 draft draft (look) send"]
    ),
    (draft + Flow.human("look", "each: i in items\nreviews: draft") + send, []),
    (
      Flow.ai("draft", "each: i in more") + Flow.human("look", "each: d in draft\nreviews: draft") + send,
      []
    ),
    // Every kind of leaving counts.
    (draft + Flow.tool("keep", "stores: draft"), ["E0528 draft draft keep"]),
    // Where a lot is at stake somebody looks, also without anything leaving.
    (Flow.ai("draft", "risk: high"), ["E0529 risk draft end"]),
    (Flow.ai("draft", "risk: high") + look, []),
    (Flow.ai("draft", "risk: high") + Flow.human("e", "edits: draft"), []),
    (
      Flow.ai("draft", "risk: high") + Flow.human("look", "when: urgent\nreviews: draft"),
      ["E0529 risk draft (look) end"]
    ),
    (Flow.ai("draft", "when: urgent\nrisk: high") + Flow.human("look", "when: urgent\nreviews: draft"), []),
    // Afterwards the old one is hardly meant.
    (
      draft + Flow.human("edit", "edits: draft") + Flow.human("end", "", "@do\n{{ draft }}"),
      ["W0501 draft"]
    ),
    // In keys too, unless that is an error anyway; and where nobody may have changed it, there is only the old one.
    (
      Flow.human("a", "gives: text") + Flow.human("edit", "edits: a") + Flow.tool("send", "sends: a"),
      ["W0501 a"]
    ),
    (
      Flow.human("a", "gives: text") + Flow.human("edit", "edits: a") + Flow.human("again", "edits: a"),
      ["W0501 a"]
    ),
    (
      Flow.human("a", "gives: text") + Flow.human("edit", "when: urgent\nedits: a")
        + Flow.human("end", "", "@do\n{{ edit | default(a) }} {{ edit if edit is present else a }}"),
      []
    ),
    (
      Flow.human("a", "gives: text") + Flow.human("edit", "when: urgent\nedits: a")
        + Flow.human("end", "", "@do\n{{ a }}"),
      ["W0501 a"]
    ),
  ])
  func ways(_ steps: String, _ problems: [String]) {
    // The last AI's work is the routine's result, or used.
    let found = Self.problems(steps).filter { !$0.hasPrefix("E0521") }
    #expect(found == problems)
  }

  /// Values are compared by their bytes, so one syllable written in two ways makes two conditions.
  @Test func conditionsThatOnlyLookAlike() {
    let look = Flow.human("look", "when: word == \"\u{AC00}\"\nreviews: draft")
    func problems(_ word: String) -> [String] {
      let send = Flow.tool("send", "when: word == \"\(word)\"\nsends: draft")
      return check(Flow.file(Self.draft + look + send, inputs: "@input word: line")).problems
    }
    #expect(problems("\u{AC00}") == [])
    #expect(problems("\u{1100}\u{1161}") == ["E0528 draft"])
  }

  static let sort = Flow.ai("sort", "gives: bool")

  /// A text that tells whether something is there tells what decided it.
  @Test(arguments: [
    (
      sort + Flow.human("put", "when: sort", "@text\n-")
        + Flow.tool("send", "sends: this", "@text\n{{ put | default(\"x\") }}"), ["E0528 this sort send"]
    ),
    (
      sort + Flow.human("put", "when: sort", "@text\n-")
        + Flow.tool("send", "sends: this", "@text\n{% if put %}\na\n{% endif %}"), ["E0528 this sort send"]
    ),
    (
      sort + Flow.human("look", "reviews: sort") + Flow.human("put", "when: sort", "@text\n-")
        + Flow.tool("send", "sends: this", "@text\n{{ put | default(\"x\") }}"), []
    ),
    // Whether it leaves at all is not what leaves.
    (
      sort + Flow.human("put", "when: sort", "@text\n-")
        + Flow.tool("send", "when: put is present\nsends: put"), []
    ),
    (
      sort + Flow.human("put", "when: sort", "@text\n-")
        + Flow.tool("send", "when: sort and put is present\nsends: this", "@text\n{{ put }}"), []
    ),
    // Of a condition on a condition.
    (
      sort + Flow.human("put", "when: sort", "@text\n-")
        + Flow.human("other", "when: put is absent", "@text\n-")
        + Flow.tool("send", "sends: this", "@text\n{{ other | default(\"x\") }}"), ["E0528 this sort send"]
    ),
    // How many there are is the AI's, and a person who goes through them sees it.
    (
      Flow.ai("plan", "gives: list(1..9) of line") + Flow.human("put", "each: p in plan", "@text\n-")
        + Flow.tool("send", "sends: this", "@text\n{{ put | length }}"), ["E0528 this plan put send"]
    ),
    (
      Flow.ai("plan", "gives: list(1..9) of line") + Flow.human("put", "each: p in plan", "gives: text")
        + Flow.tool("send", "sends: this", "@text\n{{ put | length }}"), []
    ),
  ])
  func whatIsThere(_ steps: String, _ problems: [String]) {
    #expect(Self.problems(steps) == problems)
  }

  /// Who sends once for each item of an AI's list lets an AI decide how often, also with the same words each time.
  @Test(arguments: [
    (plan + Flow.tool("send", "each: p in plan\nsends: this", "@text\n-"), ["E0528 plan plan send"]),
    (
      plan + Flow.human("look", "reviews: plan")
        + Flow.tool("send", "each: p in plan\nsends: this", "@text\n-"), []
    ),
    // A person who goes through the list sees how long it is.
    (
      plan + Flow.human("put", "each: p in plan", "gives: text")
        + Flow.tool("send", "each: p in put\nsends: this", "@text\n-"), []
    ),
    // Told once, where the words are an AI's too.
    (
      plan + Flow.tool("send", "each: p in plan\nsends: this", "@text\n{{ p }}"), ["E0528 this plan send"]
    ),
    (Flow.tool("send", "each: i in items\nsends: this", "@text\n-"), []),
    // What a tool is told to do with it.
    (
      draft + Flow.tool("send", "sends: this", "@text\n-\n@do\n{{ draft }}"), ["E0528 @do draft send"]
    ),
    (
      draft + look + Flow.tool("send", "sends: this", "@text\n-\n@do\n{{ draft }}"), []
    ),
  ])
  func howOften(_ steps: String, _ problems: [String]) {
    #expect(Self.problems(steps) == problems)
  }

  static let plan = Flow.ai("plan", "gives: list(1..9) of line")

  @Test func howOftenARoutineIsCalled() {
    let caller = Self.plan + "@step call\nby: routine(letter)\neach: p in plan\nwith: to: \"a\"\n"
    let called = { (sends: String) in
      """
      ---
      routine: letter
      owner: boss
      ---
      @input to: line

      @step put
      by: human(boss)

      @text
      {{ to }}

      @step send
      by: tool(mail)
      \(sends)

      @do
      -
      """
    }
    #expect(Self.problems(caller, called("sends: put")) == ["E0528 plan plan call"])
    #expect(Self.problems(caller, called("")) == [])
  }

  /// One of several people looks whatever holds.
  @Test(arguments: [
    ("urgent", "not urgent", true), ("kind is refund", "kind is not refund", true),
    ("kind is refund", "kind is other", false), ("size > 3", "size <= 3", true),
    ("size > 3", "3 >= size", true), ("size > 3", "size < 3", false),
    ("must is refund", "must is other", true),
    ("more is empty", "more is not empty", true), ("size == 3", "size != 3", true),
  ])
  func twoWhoLook(_ one: String, _ other: String, _ isSafe: Bool) {
    let steps =
      Self.draft + Flow.human("one", "when: \(one)\nreviews: draft")
      + Flow.human("two", "when: \(other)\nreviews: draft") + Self.send
    let found = check(Flow.file(steps, inputs: "@input size: int\n@input must: Kind")).problems
    #expect(found == (isSafe ? [] : ["E0528 draft"]))
  }

  /// A list that may be empty, and what is known of it.
  @Test(arguments: [
    ("more", "", false), ("items", "", true), ("[1, 2]", "", true), ("more", "when: more is not empty", true),
    ("more", "each: m in more", true), ("more | where(count, 1)", "each: m in more", false),
    ("more | where(count, 1)", "each: m in more | where(count, 1)", true),
  ])
  func nobodyLooksAtNothing(_ list: String, _ keys: String, _ isSafe: Bool) {
    let steps =
      Self.draft + Flow.human("look", "each: m in \(list)\nreviews: draft")
      + Flow.tool("send", "\(keys)\(keys.isEmpty ? "" : "\n")sends: draft")
    #expect(Self.problems(steps).isEmpty == isSafe)
    if !isSafe { #expect(Self.problems(steps) == ["E0528 draft draft (look) send"]) }
  }

  /// Made, the mend is right; it does not name a step that is there already.
  @Test func mendsOfWaysAround() {
    func mends(_ steps: String) -> [String] {
      check(Flow.file(steps)).diagnostics.flatMap { $0.mends.map { $0.title.text(.english) } }
    }
    let one = Flow.human("one", "when: urgent\nreviews: draft")
    let two = Flow.human("two", "when: kind is refund\nreviews: draft")
    #expect(
      mends(Self.draft + one + two + Self.send)
        == ["do this step only when a person has looked: `when: urgent or kind is refund`"])
    #expect(
      mends(Self.draft + one + Flow.tool("send", "when: kind is present\nsends: draft"))
        == ["write `when: kind is present and urgent`"])
    #expect(
      mends(Self.draft + Flow.human("look", "each: m in more\nreviews: draft") + Self.send)
        == ["if there is always something in `more`, say so: `list(1..)`"])
  }

  /// Twenty texts, each of all before, are looked at in no time: a way with detours says nothing new.
  @Test func textsOfTexts() {
    var steps = Self.draft
    var names = ["draft"]
    for index in 0..<20 {
      let holes = names.map { "{{ \($0) }}" }.joined(separator: " ")
      steps += Flow.human("t\(index)", "", "@text\n\(holes)")
      names.append("t\(index)")
    }
    #expect(
      Self.problems(steps + Flow.tool("send", "sends: t19")) == ["E0528 t19 draft t19 send"])
    // Also if every one of them is looked at: the first of a pair or the second, at every layer.
    steps = Self.draft
    var last = ["draft"]
    for index in 0..<12 {
      let holes = last.map { "{{ \($0) }}" }.joined(separator: " ")
      last = ["a\(index)", "b\(index)"]
      for name in last { steps += Flow.human(name, "", "@text\n\(holes)") }
      steps += Flow.human("look\(index)", "reviews: a\(index), b\(index)")
    }
    #expect(Self.problems(steps + Flow.tool("send", "sends: a11")) == [])
  }

  // MARK: Items that are kept

  /// The steps that are done again only for the items refused.
  @Test(arguments: [
    // The list is the same, and so is all that goes in.
    (Flow.ai("draft", "each: i in items") + look("draft"), ["draft", "look"]),
    // The list is made anew.
    (
      Flow.ai("plan", "gives: list(1..9) of line") + Flow.ai("draft", "each: i in plan") + look("plan"), []
    ),
    // A plan on the way is made anew.
    (Flow.ai("plan") + Flow.ai("draft", "each: i in items", "{{ plan }}") + look("plan"), []),
    (
      Flow.ai("plan") + Flow.ai("draft", "each: i in items", "{{ plan }}") + look("draft"), ["draft", "look"]
    ),
    (
      Flow.ai("plan") + Flow.ai("draft", "each: i in items", "{{ i.name }}")
        + Flow.human("put", "each: d in draft", "@text\n{{ d }} {{ plan }}") + look("plan"),
      ["draft", "look"]
    ),
    // A condition that is asked anew.
    (
      Flow.human("ask", "gives: bool") + Flow.ai("draft", "when: ask\neach: i in items")
        + Flow.human("look", "when: draft is present\neach: i in items\nreviews: draft\nredo: ask, up to 2"),
      []
    ),
    // An AI may see what came before; a text holds it.
    (
      Flow.ai("draft", "each: i in items", "{{ earlier | bullets }}") + look("draft"), ["draft", "look"]
    ),
    (
      Flow.ai("draft", "each: i in items")
        + Flow.human("put", "each: d in draft", "@text\n{{ earlier | bullets }} {{ d }}") + look("draft"),
      ["draft", "look"]
    ),
    // Who looks at something whole looks at it anew for every item.
    (
      Flow.ai("plan") + Flow.ai("draft", "each: i in items")
        + Flow.human("look", "each: i in items\nreviews: draft, plan\nredo: plan, up to 2"), ["draft"]
    ),
  ])
  func keptItems(_ steps: String, _ kept: [String]) throws {
    let found = check(Flow.file(steps + Flow.human("end", "", "@do\n-"), front: "owner: boss\nresult: draft"))
    let routine = try #require(found.compilation.routines.first, "\(found.problems)")
    let look = try #require(routine.steps.first { $0.redo != nil })
    #expect(look.redoneByItem.map { routine.steps[$0].name } == kept)
  }

  private static func look(_ target: String) -> String {
    Flow.human("look", "each: i in items\nreviews: draft\nredo: \(target), up to 2")
      .replacing("i in items", with: target == "plan" ? "d in draft" : "i in items")
  }

  // MARK: Routines

  /// Fifty within each other is as much as a bundle holds.
  @Test func routinesWithinEachOther() {
    func chain(_ count: Int) -> [String] {
      (1...count).map { number in
        let by = number == 1 ? "human(boss)" : "routine(r\(number - 1))"
        return "---\nroutine: r\(number)\n---\n@step next\nby: \(by)\n"
      }
    }
    #expect(check(chain(50)).problems == [])
    let found = check(chain(60))
    #expect(found.problems == ["E0536 r50"])
    #expect(found.diagnostics.first.map { found.sources[$0.span.file].path } == "51.dari")
  }

  static let writer = """
    ---
    routine: write
    owner: boss
    ---
    @step text
    by: ai(text)

    @user
    -
    """
  static let approvedWriter = writer + "\n\n@step ok\nby: human(boss)\nedits: text\n"
  static let sender = """
    ---
    routine: mail
    ---
    @input letter: text

    @step go
    by: tool(mail)
    sends: this

    @text
    {{ letter }}
    """

  @Test func whatACalledRoutineMakes() {
    let call = "@step draft\nby: routine(write)\n"
    #expect(Self.problems(call + Self.send, Self.writer) == ["E0528 draft draft send"])
    #expect(Self.problems(call + Self.look + Self.send, Self.writer) == [])
    #expect(Self.problems(call + Self.send, Self.approvedWriter) == [])
  }

  @Test func whatACalledRoutineSends() {
    let call = "@step out\nby: routine(mail)\nwith: letter: draft\n"
    #expect(Self.problems(Self.draft + call, Self.sender) == ["E0528 letter draft out"])
    #expect(Self.problems(Self.draft + Self.look + call, Self.sender) == [])
    // Through a routine in between.
    let between =
      "---\nroutine: between\n---\n@input text: text\n@step pass\nby: routine(mail)\nwith: letter: text\n"
    let outer = "@step out\nby: routine(between)\nwith: text: draft\n"
    #expect(Self.problems(Self.draft + outer, between, Self.sender) == ["E0528 text draft out"])
    // A routine in which somebody looks before it sends.
    let careful = """
      ---
      routine: mail
      ---
      @input letter: text

      @step put
      by: human(boss)

      @text
      {{ letter }}

      @step look
      by: human(boss)
      reviews: put

      @step go
      by: tool(mail)
      sends: put
      """
    #expect(Self.problems(Self.draft + call, careful) == [])
  }

  /// The shown case is one in which the conditions on the way hold.
  @Test func manyConditions() {
    var inputs = ""
    var looks = ""
    for index in 0..<14 {
      inputs += "@input c\(index): bool\n"
      looks += Flow.human("look\(index)", "when: c\(index)\nreviews: draft")
    }
    let source = Flow.file(Self.draft + looks + Flow.tool("send", "when: c3\nsends: draft"), inputs: inputs)
    // Beyond what is tried case by case, an `and`-part that occurs is still seen.
    #expect(check(source).problems == [])
    #expect(check(source.replacing("when: c3\nsends", with: "sends")).problems == ["E0528 draft"])
  }
}
