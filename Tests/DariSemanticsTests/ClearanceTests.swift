// Which data a tool may see: E0630 with each of its mends, what is handed to called routines (E0632), and what leaves
// the house together (E0633).

import DariBase
import DariRuntime
import Testing

@testable import DariSemantics

@Suite struct ClearanceTests {
  static let tools = """
    tools:
      none: { name: None, does: [text, one], plan: Free }
      people: { name: People, does: [text], clears: [personal] }
      covered: { name: Covered, does: [cover], clears: [redacted] }
      secrets: { name: Secrets, does: [secret], clears: [confidential] }
      all: { name: All, does: [text, one, secret, cover, sends], clears: [personal, confidential, redacted] }
      post: { name: Post, does: [sends], clears: [personal, confidential] }
    """
  static let head = """
    ---
    routine: r
    owner: owner
    ---
    @input p: personal text
    p
    @input c: confidential text
    c
    @input u: untrusted text
    u
    @input up: untrusted personal text
    up
    @input t: text
    t
    @input k: personal bool
    k

    """

  static func checked(_ steps: String, _ more: String..., manifest: String? = nil) -> Checked {
    check([head + steps, tools] + more + (manifest.map { [$0] } ?? []))
  }

  static func codes(_ checked: Checked) -> [String] {
    checked.problems.filter { !$0.hasPrefix("W") }
  }

  static func ai(_ tool: String, _ template: String) -> String {
    "@step a: a\nby: ai(\(tool))\n@user\n\(template)\n"
  }

  @Test(arguments: [
    ("none", "{{ p }}", ["E0630 {{ p }}"]), ("people", "{{ p }}", []), ("all", "{{ p }}{{ c }}", []),
    ("people", "{{ c }}", ["E0630 {{ c }}"]), ("secrets", "{{ c }}", []),
    ("secrets", "{{ p }}", ["E0630 {{ p }}"]),
    ("none", "{{ p }}{{ c }}", ["E0630 {{ p }}", "E0630 {{ c }}"]),
    // With masks.
    ("none", "{{ p | redact }}", ["E0630 {{ p | redact }}"]), ("covered", "{{ p | redact }}", []),
    ("covered", "{{ p }}", ["E0630 {{ p }}"]), ("people", "{{ p | redact }}", []),
    ("covered", "{{ c | redact }}", ["E0630 {{ c | redact }}"]),
    ("covered", "{{ p | redact }}{{ p }}", ["E0630 {{ p }}"]),
    // What only decides goes in too.
    ("none", "{% if k %}\nx\n{% endif %}", ["E0630 {% if k %}"]),
    ("none", "{{ t if k else \"x\" }}", ["E0630 {{ t if k else \"x\" }}"]),
    // What an outsider wrote is no data that a contract speaks of.
    ("none", "<x>{{ u }}</x>", []),
    // Every tool that may do it has to be cleared, if none is chosen.
    ("text", "{{ p }}", ["E0630 {{ p }}"]), ("one", "{{ p }}", ["E0630 {{ p }}"]), ("secret", "{{ c }}", []),
  ])
  func tools(_ tool: String, _ template: String, _ problems: [String]) {
    #expect(Self.codes(Self.checked(Self.ai(tool, template))) == problems)
  }

  /// `use` chooses one of those that can.
  @Test(arguments: [("all", true), ("people", true), ("none", false)])
  func chosenTool(_ tool: String, _ isCleared: Bool) {
    let manifest = "project: p\nversion: 1.0.0\npeople: { owner: 점장 }\nuse: { text: \(tool) }\n"
    #expect(Self.codes(Self.checked(Self.ai("text", "{{ p }}"), manifest: manifest)).isEmpty == isCleared)
  }

  @Test func otherWaysIn() {
    #expect(
      Self.codes(Self.checked("@step a: a\nby: ai(none)\nwhen: k\n@user\nx\n")) == ["E0630 when: k"])
    #expect(
      Self.codes(Self.checked("@step a: a\nby: tool(post)\nsends: this\n@text\n{{ p }}\n")) == [])
    #expect(
      Self.codes(Self.checked("@step a: a\nby: tool(covered)\ngives: text\n@do\n{{ p }}\n")) == [
        "E0630 {{ p }}"
      ])
    // Through a result.
    #expect(
      Self.codes(
        Self.checked(
          "@step a: a\nby: ai(people)\n@user\n{{ p }}\n\n@step b: b\nby: ai(none)\n@user\n{{ a }}\n"))
        == ["E0630 {{ a }}"])
    // A person may see everything, and what a person wrote is the person's.
    #expect(
      Self.codes(
        Self.checked(
          "@step a: a\nby: human(owner)\ngives: text\n@do\n{{ p }}\n\n@step b: b\nby: ai(none)\n@user\n{{ a }}\n"
        )) == [])
    // A look makes nothing less personal.
    #expect(
      Self.codes(
        Self.checked(
          "@step a: a\nby: ai(people)\n@user\n{{ p }}\n\n@step l: l\nby: human(owner)\nreviews: a\n\n"
            + "@step b: b\nby: ai(none)\n@user\n{{ a }}\n")) == ["E0630 {{ a }}"])
  }

  /// Covered where the tool takes that, another tool, or what the contract says: as titles.
  @Test func mends() throws {
    func titles(_ tool: String, _ template: String) throws -> [String] {
      let checked = Self.checked(Self.ai(tool, template))
      return try #require(checked.diagnostics.first { $0.code.text == "E0630" }).mends.map {
        $0.title.text(.english)
      }
    }
    #expect(
      try titles("covered", "{{ p }}") == [
        "cover names and numbers: `{{ p | redact }}`", "these may see it: all",
        "if your contract with Covered allows it, say so in `tools.yaml`: `covered: { …, clears: [redacted, personal] }`",
      ])
    #expect(
      try titles("none", "{{ p }}") == [
        "these may see it: all, people",
        "if your contract with None (Free) allows it, say so in `tools.yaml`: `none: { …, clears: [personal] }`",
      ])
    // Confidential data is confidential with masks too.
    #expect(try titles("secrets", "{{ c }}{{ p }}").allSatisfy { !$0.contains("redact") })
    #expect(
      try titles("covered", "{{ c }}") == [
        "these may see it: all",
        "if your contract with Covered allows it, say so in `tools.yaml`: `covered: { …, clears: [redacted, confidential] }`",
      ])
  }

  /// The mend that covers really mends.
  @Test(arguments: ["{{ p }}", "{{ t ~ p }}", "{{ t if t == \"\" else p }}"])
  func redactMends(_ template: String) throws {
    let checked = Self.checked(Self.ai("covered", template))
    #expect(checked.problems == ["E0630 \(template)"])
    let mended = try #require(checked.mended)
    #expect(check([mended, Self.tools]).problems.isEmpty, "\(mended)")
  }

  /// The message names the input, however far away it is.
  @Test func theSourceIsNamed() throws {
    let checked = Self.checked(
      "@step a: a\nby: ai(people)\n@user\n{{ p }}\n\n@step b: b\nby: ai(people)\n@user\n{{ a }}\n\n"
        + "@step d: d\nby: ai(none)\n@user\n{{ b }}\n")
    let diagnostic = try #require(checked.diagnostics.first { $0.code.text == "E0630" })
    #expect(
      diagnostic.problem.message(.english)
        == "personal data from `p` reaches `None` here, which is not cleared for it")
    #expect(diagnostic.labels.first.map { checked.sources.text($0.span) } == "p")
  }

  // MARK: Called routines

  static func called(_ type: String) -> String {
    """
    ---
    routine: other
    owner: owner
    ---
    @input x: \(type)
    x
    @step a: a
    by: ai(all)
    @user
    <x>{{ x }}</x>
    """
  }

  @Test(arguments: [
    ("text", "p", ["E0632 p"]), ("personal text", "p", []), ("text", "u", ["E0632 u"]),
    ("untrusted text", "u", []),
    ("text", "up", ["E0632 up", "E0632 up"]), ("untrusted personal text", "up", []),
    ("personal text", "up", ["E0632 up"]),
    ("text", "c", ["E0632 c"]), ("personal confidential text", "c", []), ("untrusted personal text", "t", []),
    // What is masked may go where personal data may; its own label nobody writes.
    ("text", "p | redact", ["E0632 p | redact"]), ("personal text", "p | redact", []),
    // A choice among the author's words carries what decided.
    ("text", "t if k else \"x\"", ["E0632 t if k else \"x\""]), ("bool", "u == \"x\"", []),
    ("bool", "k", ["E0632 k"]),
  ])
  func handedOver(_ type: String, _ value: String, _ problems: [String]) {
    let body =
      type == "bool"
      ? Self.called(type).replacing("{{ x }}", with: "{{ \"a\" if x else \"b\" }}") : Self.called(type)
    #expect(
      Self.codes(Self.checked("@step s: s\nby: routine(other)\nwith: x: \(value)\n", body)) == problems)
  }

  /// Field by field: a label that another field declares does not help.
  @Test(arguments: [
    ("{ a: line, b: untrusted line }", "{ a: untrusted line, b: line }", ["E0632 m"]),
    ("{ a: untrusted line, b: line }", "{ a: untrusted line, b: line }", []),
    ("untrusted { a: line, b: line }", "{ a: untrusted line, b: line }", []),
    ("{ a: line, b: untrusted line }", "untrusted { a: line, b: line }", ["E0632 m"]),
    ("{ a: untrusted line, b: untrusted line }", "untrusted { a: line, b: line }", []),
    ("list of { a: line, b: personal line }", "personal (list of { a: line, b: line })", ["E0632 m"]),
    ("{ a: line, b: int }", "{ a: line, b: untrusted int }", []),
  ])
  func partsOfWhatIsHandedOver(_ declared: String, _ given: String, _ problems: [String]) {
    let callee = """
      ---
      routine: other
      owner: owner
      ---
      @input m: \(declared)
      m
      @step a: a
      by: ai(all)
      @user
      -
      """
    let caller = "@input m: \(given)\nm\n\n@step s: s\nby: routine(other)\nwith: m: m\n"
    #expect(Self.codes(Self.checked(caller, callee)) == problems)
  }

  @Test func handedOverMend() throws {
    let checked = Self.checked(
      "@step s: s\nby: routine(other)\nwith: x: up\n", Self.called("personal text(..90)"))
    let other = Self.checked("@step s: s\nby: routine(other)\nwith: x: up\n", Self.called("personal text"))
    #expect(!checked.diagnostics.isEmpty)
    let diagnostic = try #require(other.diagnostics.first { $0.code.text == "E0632" })
    #expect(
      diagnostic.mends.map { $0.title.text(.english) } == ["write there: `@input x: untrusted personal text`"]
    )
  }

  // MARK: Together

  @Test(arguments: [
    // Both leave, and nobody looks.
    ("@step s: s\nby: tool(post)\nsends: this\n@text\n<x>{{ up }}</x>\n", ["E0633 sends"]),
    ("@step s: s\nby: tool(post)\nsends: this\n@text\n<x>{{ u }}</x>{{ c }}\n", ["E0633 sends"]),
    // Each alone may.
    ("@step s: s\nby: tool(post)\nsends: this\n@text\n<x>{{ u }}</x>\n", []),
    ("@step s: s\nby: tool(post)\nsends: this\n@text\n{{ p }}\n", []),
    // Somebody looks first.
    (
      "@step n: n\nby: human(owner)\n@text\n<x>{{ up }}</x>\n\n@step l: l\nby: human(owner)\nreviews: n\n\n"
        + "@step s: s\nby: tool(post)\nsends: n\n", []
    ),
    (
      "@step n: n\nby: human(owner)\n@text\n<x>{{ up }}</x>\n\n@step l: l\nby: human(owner)\nedits: n\n\n"
        + "@step s: s\nby: tool(post)\nsends: l\n", []
    ),
    // On every way, or it is none.
    (
      "@step n: n\nby: human(owner)\n@text\n<x>{{ up }}</x>\n\n@step l: l\nby: human(owner)\nwhen: k\nreviews: n\n\n"
        + "@step s: s\nby: tool(post)\nsends: n\n", ["E0633 sends"]
    ),
    // A person who sends has it in hand.
    ("@step s: s\nby: human(owner)\nsends: this\n@text\n<x>{{ up }}</x>\n", []),
  ])
  func together(_ steps: String, _ problems: [String]) {
    #expect(Self.codes(Self.checked(steps)) == problems)
  }
}
