// Models and budgets: what is refused, what is warned of, and that a warning is right.

import DariBase
import DariRuntime
import Testing

@testable import DariSemantics

@Suite struct BudgetTests {
  static let manifest = "project: p\npeople: { owner: 점장 }\n"

  static func source(
    _ inputs: String = "@input message: text(..100)\n", keys: String, user: String = "{{ message }}",
    more: String = ""
  ) -> String {
    """
    ---
    routine: r
    owner: owner
    ---
    \(inputs)
    @step draft: 초안
    by: ai(text)
    \(keys)

    @user
    \(user)
    \(more)
    """
  }

  static func checked(
    _ inputs: String = "@input message: text(..100)\n", keys: String, user: String = "{{ message }}",
    more: String = "", manifest: String = BudgetTests.manifest, resources: [String: String] = [:]
  ) -> Checked {
    check(source(inputs, keys: keys, user: user, more: more), manifest, resources: resources)
  }

  /// The count in the warning, or nil if there is none.
  static func worst(
    _ inputs: String, _ user: String, more: String = "", manifest: String = BudgetTests.manifest
  ) -> Int? {
    let checked = checked(inputs, keys: "budget: 1 tokens", user: user, more: more, manifest: manifest)
    for diagnostic in checked.diagnostics where diagnostic.code.text == "W0701" {
      if case .number(let count) = diagnostic.problem.arguments[1] { return count }
    }
    return nil
  }

  // MARK: Budgets

  @Test func whatFitsIsSilent() throws {
    let checked = Self.checked(keys: "budget: 200 tokens")
    #expect(checked.problems == [])
    let step = try checked.routine().steps[0]
    #expect(step.budget == Routine.Budget(tokens: 200, estimator: .approximate1))
  }

  @Test func theWorstCaseOfEachKind() {
    // approx-1: 2 tokens a character of a text, 0.7 of one of ASCII.
    #expect(Self.worst("@input a: text(..100)\n", "{{ a }}") == 200)
    #expect(Self.worst("@input a: line(..10)\n", "{{ a }}{{ a }}") == 40)
    #expect(Self.worst("@input a: int(0..999)\n", "{{ a }}") == 3)
    #expect(Self.worst("@input a: bool\n", "{{ a }}") == 4)
    #expect(Self.worst("@input a: date\n", "{{ a }}") == 7)
    #expect(Self.worst("@input a: (환불 | b)\n", "{{ a }}") == 2)
    #expect(Self.worst("@input a: text(..10)?\n", "{{ a | default(\"가가가\") }}") == 20)
    #expect(Self.worst("@input a: { b: text(..10) }\n", "{{ a.b }}") == 20)
    #expect(Self.worst("@input a: list(..5) of line(..10)\n", "{{ a | join(\",\") }}") == 108)
    #expect(Self.worst("@input a: text(..10)\n", "{{ a if a != \"\" else \"-\" }}") == 20)
    #expect(Self.worst("@input a: text\n", "{{ a | truncate(10) }}") == 20)
    // `2026년 12월 20일 일요일`, `100`, `100.0%`, and escapes of JSON and of tables.
    #expect(Self.worst("@input a: date\n", "{{ a | date(\"yyyy년 M월 d일 EEEE\") }}") == 34)
    #expect(Self.worst("@input a: int(1..100)\n", "{{ a | number(\"#,##0\") }}") == 10)
    #expect(Self.worst("@input a: bool\n", "{{ a | json }}") == 10)
    #expect(Self.worst("@input a: line(..3)\n", "{{ a | json }}") == 40)
    #expect(Self.worst("@input a: list(..2) of { b: line(..3) }\n", "{{ a | table }}") != nil)
  }

  @Test func theWorstCaseOfEachBlock() {
    let a = "@input a: text(..10)\n\n@input b: text(..20)\n\n@input c: bool\n\n@input k: (x | y)\n\n"
    #expect(Self.worst(a, "{% if c %}{{ a }}{% else %}{{ b }}{% endif %}") == 40)
    #expect(Self.worst(a, "{% match k %}{% case x %}{{ a }}{% case y %}{{ b }}{% endmatch %}") == 40)
    let list = "@input xs: list(..5) of text(..10)\n\n"
    #expect(Self.worst(list, "{% for x in xs %}{{ x }}{% endfor %}") == 100)
    #expect(Self.worst(list, "{% for x in xs %}{{ loop.index }}{% endfor %}") == 4)
    #expect(Self.worst(list, "{% for x in [\"가\", \"나나\"] %}{{ x }}{% endfor %}") == 4)
    #expect(Self.worst(a, "{% set d = a %}{{ d }}") == 20)
    let snippet = "@snippet twice(t: text)\n{{ t }}{{ t }}\n\n"
    #expect(Self.worst(snippet + a, "{{ twice(a) }}") == 40)
    // A parameter without a limit has that of what is handed over; indented, half the characters may be breaks.
    #expect(Self.worst(snippet + a, "  {{ twice(a) }}") == 43)
  }

  /// Under `each` a prompt holds one item, and what `earlier` holds is one result less than there are items.
  @Test func theWorstCaseUnderEach() throws {
    let inputs = "@input xs: list(..4) of text(..10)\n\n"
    func checked(_ user: String, gives: String = "text(..5)") -> Checked {
      Self.checked(inputs, keys: "each: x in xs\ngives: \(gives)\nbudget: 1 tokens", user: user)
    }
    #expect(checked("{{ x }}").problems == ["W0701 1 tokens"])
    func worst(_ user: String) -> String? { checked(user).diagnostics.first?.problem.message(.english) }
    #expect(worst("{{ x }}")?.contains(" 20 ") == true)
    #expect(worst("{% for e in earlier %}{{ e }}{% endfor %}")?.contains(" 30 ") == true)
    // The list or the step is named, not the item.
    let item = checked("{{ x }}")
    #expect(item.sources.text(try #require(item.diagnostics.first?.labels.first).span) == "xs")
    let earlier = checked("{% for e in earlier %}{{ e }}{% endfor %}", gives: "text")
    #expect(earlier.problems == ["W0702 1 tokens"])
    #expect(earlier.sources.text(try #require(earlier.diagnostics.first?.labels.first).span) == "draft")
  }

  /// `@again` comes on top; what a person says when refusing has no limit, and is not asked to have one.
  @Test func theWorstCaseWhenDoneAgain() {
    func problems(_ again: String, budget: Int) -> [String] {
      Self.checked(
        keys: "budget: \(budget) tokens",
        more: """

          @again
          \(again)

          @step look: 확인
          by: human(owner)
          reviews: draft
          redo: draft, up to 2
          """
      ).problems
    }
    #expect(problems("{{ look.remarks }}", budget: 200) == [])
    #expect(problems("{{ look.remarks }} {{ message }}", budget: 400) == ["W0701 400 tokens"])
    #expect(problems("{{ look.remarks }} {{ message }}", budget: 401) == [])
    #expect(problems("{{ look.remarks | truncate(10) }}", budget: 219) == ["W0701 219 tokens"])
  }

  /// The mend that limits the input, made, takes the warning away.
  @Test func aProposedLimitFits() throws {
    for (inputs, user) in [
      ("@input message: text(..1000)\n", "메일:\n{{ message }}"),
      (
        "@input message: untrusted personal line(1..1000)?\n",
        "{% if message %}<m>{{ message }}</m>{% endif %}"
      ),
      ("@input message: text(..1000)\n\n@input other: text(..50)\n", "{{ message }}{{ other }}{{ message }}"),
      ("@input all: list(..3) of line(..300)\n", "{% for one in all %}{{ one }}{% endfor %}"),
      ("@input message: untrusted text\n", "<m>{{ message }}</m>"),
      ("@input all: list(..3) of line\n", "{% for one in all %}{{ one }}{% endfor %}"),
    ] {
      let checked = Self.checked(inputs, keys: "budget: 500 tokens", user: user)
      let isLimited = inputs.contains("..1000") || inputs.contains("..300")
      #expect(checked.problems == [isLimited ? "W0701 500 tokens" : "W0702 500 tokens"])
      let mends = try #require(checked.diagnostics.first?.mends)
      #expect(mends.count == (isLimited ? 2 : 1))
      for mend in mends {
        var bytes = checked.sources.files[0].bytes
        for edit in mend.edits { bytes.replaceSubrange(edit.span.range, with: Array(edit.text.utf8)) }
        let again = check(String(decoding: bytes, as: UTF8.self), Self.manifest)
        #expect(again.problems == [], "\(String(decoding: bytes, as: UTF8.self))")
      }
    }
  }

  /// No limit is proposed that would not do: below the least length, or for what a filter cuts off anyway.
  @Test func limitsThatWouldNotDo() throws {
    for (inputs, user) in [
      ("@input message: text(300..4000)\n", "{{ message }}"),
      ("@input message: text(..4000)\n", "{{ message | truncate(300) }}"),
    ] {
      let checked = Self.checked(inputs, keys: "budget: 500 tokens", user: user)
      #expect(checked.problems == ["W0701 500 tokens"])
      #expect(checked.diagnostics[0].mends.count == 1)
    }
    let kept = Self.checked("@input message: text(10..4000)\n", keys: "budget: 500 tokens")
    #expect(kept.mended?.contains("@input message: text(10..250)\n") == true)
  }

  @Test func theWarningPointsAtTheLargestInput() throws {
    let checked = Self.checked(
      "@input small: text(..10)\n\n@input large: text(..1000)\n", keys: "budget: 500 tokens",
      user: "{{ small }}{{ large }}")
    let label = try #require(checked.diagnostics.first?.labels.first)
    #expect(checked.sources.text(label.span) == "large")
    #expect(label.note.text(.english).contains("2000"))
  }

  @Test func whatHasNoLimitIsToldOnce() throws {
    let checked = Self.checked(
      "@input message: text\n\n@input items: list of text(..10)\n", keys: "budget: 500 tokens",
      user: "{{ message }}{{ message }}{% for i in items %}{{ i }}{% endfor %}")
    #expect(checked.problems == ["W0702 500 tokens"])
    #expect(checked.diagnostics[0].problem.message(.english).contains("`message`, `items`"))
    // A list that is only counted, or looped over without printing anything, is no matter.
    #expect(
      Self.checked(
        "@input items: list of text\n", keys: "budget: 500 tokens", user: "{{ items | length }}"
      ).problems == [])
    let result = Self.checked(
      keys: "", more: "@step next: 다음\nby: ai(text)\nbudget: 100 tokens\n\n@user\n{{ draft }}")
    #expect(result.problems == ["W0702 100 tokens"])
  }

  @Test func literalTextAloneIsAnError() {
    let long = String(repeating: "가", count: 100)
    #expect(Self.checked(keys: "budget: 79 tokens", user: long).problems.first == "E0701 79 tokens")
    #expect(Self.checked(keys: "budget: 80 tokens", user: long).problems == [])
    // The shortest way counts.
    let inputs =
      "@input c: bool\n\n@input k: (x | y)\n\n@input xs: list of text\n\n@input ys: list(3..) of text\n\n"
    func problems(_ user: String) -> [String] {
      Self.checked(inputs, keys: "budget: 79 tokens", user: user).problems.filter { $0.hasPrefix("E") }
    }
    #expect(problems("{% if c %}\(long){% endif %}") == [])
    #expect(problems("{% if c %}\(long){% else %}\(long){% endif %}") == ["E0701 79 tokens"])
    #expect(
      problems("{% match k %}{% case x %}\(long){% case y %}\(long){% endmatch %}") == ["E0701 79 tokens"])
    #expect(problems("{% match k %}{% case x %}\(long){% case y %}{% endmatch %}") == [])
    #expect(problems("{% for x in xs %}\(long){% endfor %}") == [])
    #expect(problems("{% for y in ys %}\(long.prefix(40)){% endfor %}") == ["E0701 79 tokens"])
    // With one item or with none, whichever is less.
    #expect(problems("{% for x in xs %}-{% else %}\(long){% endfor %}") == [])
    #expect(problems("{% for x in xs %}\(long){% else %}\(long){% endfor %}") == ["E0701 79 tokens"])
    #expect(problems("{% for y in ys if y != \"\" %}\(long){% endfor %}") == [])
    #expect(problems("{{ \"\(long)\" }}") == ["E0701 79 tokens"])
  }

  /// Snippets that call each other twice, thirty deep: a billion calls, and an answer all the same.
  @Test func manyCallsEnd() {
    var snippets = "@snippet s0(t: text)\n{{ t }}\n\n"
    for index in 1...30 {
      snippets += "@snippet s\(index)(t: text)\n{{ s\(index - 1)(t) }}{{ s\(index - 1)(t) }}\n\n"
    }
    let checked = Self.checked(
      snippets + "@input message: text(..10)\n", keys: "budget: 50 tokens", user: "{{ s30(message) }}")
    #expect(checked.diagnostics.hasErrors == false)
  }

  @Test func onlyAnAIHasThem() {
    for (by, place) in [("human(owner)", "@do\n- [ ] 봅니다."), ("tool(gmail)", "@do\n- [ ] 봅니다.")] {
      let source =
        "---\nroutine: r\nowner: owner\n---\n@step s\nby: \(by)\nmodel: text\nbudget: 10 tokens\n\n\(place)\n"
      let checked = check(source, Self.manifest + "models:\n  text: { api: openai, model: m }\n")
      #expect(checked.problems.filter { $0.hasPrefix("E0506") } == ["E0506 model", "E0506 budget"])
    }
  }

  // MARK: Models

  static let models =
    manifest
    + "models:\n  text: { api: openai, model: small }\n  careful: { api: anthropic, model: large, temperature: 0, max_tokens: 800, key: $KEY, tokenizer: bytes }\n"

  @Test func stepsNameTheirModel() throws {
    let named = try Self.checked(keys: "model: careful\nbudget: 400 tokens", manifest: Self.models).routine()
    #expect(named.steps[0].model == "careful")
    #expect(named.models.map(\.model) == ["large"])
    #expect(named.models[0].temperature == 0)
    #expect(named.models[0].maxTokens == 800)
    #expect(named.steps[0].budget?.estimator == .bytes)
    // Without `model`, the one named like the capability.
    let implied = try Self.checked(keys: "budget: 400 tokens", manifest: Self.models).routine()
    #expect(implied.steps[0].model == "text")
    #expect(implied.steps[0].budget?.estimator == .approximate1)
    let none = try Self.checked(keys: "").routine()
    #expect(none.steps[0].model == nil)
    #expect(none.models.isEmpty)
  }

  @Test func modelsThatAreNotThere() {
    let checked = Self.checked(keys: "model: carefull", manifest: Self.models)
    #expect(checked.problems == ["E0708 carefull"])
    #expect(checked.mended?.contains("model: careful\n") == true)
    #expect(Self.checked(keys: "model: careful", manifest: Self.manifest).problems == ["E0708 careful"])
    // A file without a manifest: nothing was declared, and nothing is missed.
    #expect(check(Self.source(keys: "model: careful")).problems == [])
    #expect(Self.checked(keys: "model: a, b", manifest: Self.models).diagnostics.hasErrors)
  }

  @Test(arguments: [
    ("models:\n  text: small\n", "E0220 small"),
    ("models: [text]\n", "E0220 [text]"),
    ("models:\n  text: { model: m }\n", "E0219 text"),
    ("models:\n  text: { api: opena, model: m }\n", "E0510 opena"),
    ("models:\n  text: { api: openai, model: m, temperature: hot }\n", "E0220 hot"),
    ("models:\n  text: { api: openai, model: m, temperature: 2.5 }\n", "E0220 2.5"),
    ("models:\n  text: { api: openai, model: m, max_tokens: 0 }\n", "E0220 0"),
    ("models:\n  text: { api: openai, model: m, price: 3 }\n", "E0220 3"),
    (
      "models:\n  text: { api: openai, model: m, price: { input: 1, output: 2 } }\n",
      "E0220 { input: 1, output: 2 }"
    ),
    (
      "models:\n  text: { api: openai, model: m, price: { input: -1, output: 2, currency: USD } }\n",
      "E0220 { input: -1, output: 2, currency: USD }"
    ),
    (
      "models:\n  text: { api: openai, model: m, price: { input: 1, output: 2, currency: USDT } }\n",
      "E0220 { input: 1, output: 2, currency: USDT }"
    ),
    ("models:\n  text: { api: openai, model: m, max_tokens: 1.5 }\n", "E0220 1.5"),
    ("models:\n  text: { api: openai, model: m, max_token: 1 }\n", "E0218 max_token"),
    ("models:\n  text: { api: openai, model: m, key: abc }\n", "E0709 abc"),
    ("models:\n  text: { api: openai, model: m, key: \"$1\" }\n", "E0709 \"$1\""),
    ("models:\n  text: { api: openai, model: m, key: $ }\n", "E0709 $"),
    ("tokenizer: aprox-1\n", "E0702 aprox-1"),
    ("tokenizer: [bytes]\n", "E0220 [bytes]"),
    ("tokenizer: none.json\n", "E0703 none.json"),
    ("tokenizer: ../up.json\n", "E0703 ../up.json"),
    ("tokenizer: bad.json\n", "E0704 bad.json"),
    ("models:\n  text: { api: openai, model: m, tokenizer: bad.json }\n", "E0704 bad.json"),
  ])
  func wrongManifests(lines: String, problem: String) {
    let found = Self.checked(keys: "", manifest: Self.manifest + lines, resources: ["bad.json": "{"]).problems
    #expect(found.count == 1)
    #expect(found.first?.dropFirst(6) == problem.dropFirst(6), "\(found)")
    if !problem.hasPrefix("E021") { #expect(found == [problem]) }
  }

  // MARK: Keys

  /// Whatever is wrong around it, and in whatever form the message comes.
  @Test(arguments: [
    "models:\n  text: { api: opena, model: m, key: sk-verysecret123, x: 1 }\n",
    "models:\n  text:\n    api: openai\n    model: m\n    key: sk-verysecret123\n",
    "models:\n  text: { api: openai, model: m, key: \"sk-verysecret123\" }\n",
    "models:\n  text: { api: openai, model: m, api_key: sk-verysecret123 }\n",
    "models:\n  text: { api: openai, model: m, key: x #sk-verysecret123 }\n",
    "models:\n  text: { api: openai, model: m, key： sk-verysecret123 }\n",
    "models:\n  text:\n    key:\n      sk-verysecret123\n",
    "key: sk-verysecret123\n",
  ])
  func aKeyIsNeverShown(lines: String) {
    let checked = Self.checked(keys: "", manifest: Self.manifest + lines)
    #expect(checked.diagnostics.hasErrors)
    for language in MessageLanguage.allCases {
      let renderer = DiagnosticRenderer(
        sources: checked.sources, language: language, colour: true, width: 60)
      for diagnostic in checked.diagnostics {
        #expect(!renderer.text(diagnostic).contains("verysecret"), "\(renderer.text(diagnostic))")
      }
      let json = DiagnosticJSON(sources: checked.sources, language: language).report(checked.diagnostics)
      #expect(!CanonicalJSON.text(of: json).contains("verysecret"))
    }
  }
}
