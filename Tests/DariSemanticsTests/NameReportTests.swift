// Names of another kind than is asked for, and names that a mistake elsewhere hides: one problem, and what was meant.

import DariBase
import Testing

@testable import DariSemantics

@Suite struct NameReportTests {
  private static let manifest = "project: p\npeople: { owner: 점장 }\n"
  private static let tools = """
    tools:
      chatgpt: { name: ChatGPT, does: [text] }
      notion: { name: Notion, does: [text, stores] }
      gmail: { name: Gmail, does: [sends] }
    """
  private static let head = """
    ---
    routine: r
    owner: owner
    ---
    @type K: sale | none
    @input k: K
    @input m: text
    @input xs: list of line
    @step a
    by: ai(chatgpt)
    @user
    -

    """

  /// A routine that goes on with these steps: its problems, and what is left of its end when they are mended.
  private func expect(_ steps: String, _ problems: [String], _ mended: String? = nil) {
    let found = check([Self.head + steps, Self.manifest, Self.tools])
    #expect(found.problems == problems)
    if let mended { #expect(found.mended == Self.head + mended) }
  }

  private static func look(_ keys: String, _ rest: String = "@do\n-") -> String {
    "@step look\nby: human(owner)\n\(keys)\n\(rest)\n"
  }

  // MARK: Items

  @Test(arguments: [
    ("each: x of xs", "E0129 x of xs"), ("each: x", "E0129 x"), ("each: x, y", "E0129 x, y"),
    ("each: x in", "E0161 in"), ("each: y in xs\neach: x in xs", "E0126 each"), ("마다: x in xs", "E0125 마다"),
  ])
  func anUnreadEachIsToldOnce(_ each: String, _ problem: String) {
    expect(Self.look("\(each)\nreviews: a", "@do\n{{ x }} {{ z.t }}"), [problem])
  }

  @Test func theListBeforeTheItem() {
    expect(
      Self.look("each: xs in x\nreviews: a", "@do\n{{ x }}"), ["E0201 x"],
      Self.look("each: x in xs\nreviews: a", "@do\n{{ x }}"))
    // Both are there: another mistake.
    expect(Self.look("each: m in xs\nreviews: a"), ["E0202 m"])
  }

  @Test(arguments: [
    ("each: x", "E0129 x"), ("each: xs in x", "E0201 x"), ("each: x in zs", "E0201 zs"),
    ("each: x of xs", "E0129 x of xs"),
  ])
  func stepsThatGoWithItAreNotBlamed(_ each: String, _ problem: String) {
    let draft = "@step draft\nby: ai(chatgpt)\n\(each)\n@user\n{{ x }} {{ a }}\n"
    expect(draft + Self.look("each: x in xs, d in draft\nedits: draft", "@do\n{{ d }}"), [problem])
  }

  // MARK: Cases

  @Test(arguments: ["k is none", "k is not none", "k == none", "none != k", "k in [none, sale]"])
  func aCaseMayBeCalledNone(_ condition: String) {
    expect(Self.look("when: \(condition)\nreviews: a"), [])
  }

  @Test func withoutSuchACaseNoneIsAHabit() {
    expect(Self.look("when: m is none\nreviews: a"), ["E0219 none"])
  }

  @Test func aDefaultMayBeCalledNone() {
    expect("@input j: K = none\n@input i: K? = none\n" + Self.look("reviews: a"), [])
  }

  // MARK: Steps

  @Test(arguments: [
    ("sends: look", "", "E0504 look", "sends: a", ""),
    ("sends: this", "@text\n{{ look }}", "E0504 look", "sends: this", "@text\n{{ a }}"),
  ])
  func whatALookWasAt(_ key: String, _ text: String, _ problem: String, _ meant: String, _ meantText: String)
  {
    func steps(_ key: String, _ text: String) -> String {
      Self.look("reviews: a") + "@step s\nby: tool(gmail)\n\(key)\n\(text)\n"
    }
    expect(steps(key, text), [problem], steps(meant, meantText))
  }

  @Test func aStepWithTwoLooksHasNoMend() {
    let found = check([
      Self.head + "@step b\nby: ai(text)\n@user\n-\n" + Self.look("reviews: a, b")
        + "@step s\nby: tool(gmail)\nsends: look\n",
      Self.manifest, Self.tools,
    ])
    #expect(found.problems == ["E0504 look"])
    #expect(found.diagnostics.first?.mends.isEmpty == true)
  }

  @Test(arguments: [
    ("reviews: m", "E0540 m"), ("edits: m", "E0540 m"), ("reviews: a\nredo: m, up to 2", "E0540 m"),
    ("sends: m", "E0540 m"), ("each: x in xs\nsends: x", "E0540 x"), ("sends: n", "E0214 n"),
  ])
  func inputsAndItemsAreNoSteps(_ keys: String, _ problem: String) {
    expect(Self.look(keys), [problem])
  }

  @Test func anItemOfAStepIsThatStepsResultForIt() {
    let draft = "@step draft\nby: ai(chatgpt)\neach: x in xs\n@user\n{{ x }}\n"
    expect(
      draft + Self.look("each: d in draft\nreviews: d"), ["E0540 d"],
      draft + Self.look("each: d in draft\nreviews: draft"))
  }

  // MARK: Who

  @Test(arguments: [
    ("by: human(chatgpt)\n@user\n-", "E0541 chatgpt", "by: ai(chatgpt)\n@user\n-"),
    ("by: human(ChatGPT)\ngives: text", "E0541 ChatGPT", "by: ai(chatgpt)\ngives: text"),
    ("by: human(notion)\nstores: this\n@text\n-", "E0541 notion", "by: tool(notion)\nstores: this\n@text\n-"),
    ("by: human(gmail)\nsends: this\n@text\n-", "E0541 gmail", "by: tool(gmail)\nsends: this\n@text\n-"),
    // A look is never given to a tool.
    ("by: human(chatgpt)\nreviews: a", "E0541 chatgpt", nil),
    ("by: ai(owner)\ngives: text", "E0519 owner", "by: human(owner)\ngives: text"),
    ("by: tool(owner)\ngives: text", "E0519 owner", "by: human(owner)\ngives: text"),
    ("by: tool(chatgpt)\n@user\n-", "E0517 @user", "by: ai(chatgpt)\n@user\n-"),
    ("by: tool(gmail)\n@user\n-", "E0517 @user", nil),
    ("by: 사람(owner)\ngives: text", "E0505 사람", "by: human(owner)\ngives: text"),
    ("by: ia(chatgpt)\n@user\n-", "E0505 ia", "by: ai(chatgpt)\n@user\n-"),
    ("by: 도구(gmail)\nsends: this\n@text\n-", "E0505 도구", "by: tool(gmail)\nsends: this\n@text\n-"),
    ("by: 루틴(r)", "E0505 루틴", nil),
  ])
  func whoDoesIt(_ step: String, _ problem: String, _ meant: String?) {
    let found = check([Self.head + "@step s\n\(step)\n@note\n{{ a }}\n", Self.manifest, Self.tools])
    #expect(found.problems == [problem])
    if let meant { #expect(found.mended == Self.head + "@step s\n\(meant)\n@note\n{{ a }}\n") }
    if meant == nil, !step.contains("루틴") {
      #expect(found.diagnostics.first?.mends.allSatisfy(\.edits.isEmpty) == true)
    }
  }

  @Test func noRoleIsCalledLikeATool() {
    let found = check([
      Self.head + "@step b\nby: human(chatgpt)\nreviews: a\n",
      "project: p\npeople: { owner: 점장, chatgpt: 챗 }\n",
      Self.tools,
    ])
    #expect(found.problems == ["E0541 chatgpt"])
  }

  @Test func aRoutinesStepIsNotOfferedAText() {
    let found = check(
      "---\nroutine: r\n---\n@step call\nby: routine(s)\n@user\n-\n",
      "---\nroutine: s\n---\n@step t\nby: human(boss)\n@text\n-\n")
    #expect(found.problems == ["E0517 @user"])
    #expect(found.diagnostics.first?.mends.map { $0.title.text(.english).contains("@text") } == [false])
  }
}
