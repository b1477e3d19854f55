// Labels travel with values: through every kind of expression, snippets, conditions, and from step to step.

import DariBase
import DariRuntime
import Testing

@testable import DariSemantics

@Suite struct LabelFlowTests {
  static let tools = """
    tools:
      t: { name: T, does: [text], clears: [personal, confidential] }
      out: { name: Out, does: [sends], clears: [personal, confidential] }
    """
  static let head = """
    ---
    routine: r
    owner: owner
    ---
    @type Row
    name: personal line
    note: untrusted line
    cost: confidential int
    plain: line

    @type Kind: a | b

    @input u: untrusted text
    u
    @input p: personal line
    p
    @input c: confidential text
    c
    @input t: text
    t
    @input n: personal int
    n
    @input k: untrusted Kind
    k
    @input m: untrusted int
    m
    @input flag: confidential bool
    flag
    @input row: Row
    row
    @input rows: list of Row
    rows
    @input texts: untrusted personal list of line
    texts
    @input opt: personal line?
    opt

    """

  static func report(_ source: String, _ more: String..., location: SourceLocation = #_sourceLocation) throws
    -> LabelReport
  {
    var files: [(path: String, bytes: [UInt8])] = [("tools.yaml", Array(tools.utf8))]
    for (index, text) in ([source] + more).enumerated() { files.append(("\(index).dari", Array(text.utf8))) }
    let project = ProjectSources(files: files)
    let result = Compiler.compile(project)
    let problems = result.diagnostics.filter { $0.severity == .error }
      .map { "\($0.code.text) \(result.sources.text($0.span))" }
    let report = Compiler.labelReport(of: "r", in: project)
    let isThere = report != nil
    try #require(isThere, "\(problems)", sourceLocation: location)
    return report!
  }

  /// `untrusted(u)`: a label and what it comes from.
  static func text(_ labels: [LabelReport.Label]) -> String {
    labels.map { label in
      let ways = label.sources.map { ([$0.name] + $0.through).joined(separator: ">") }
      return "\(label.label.words.joined())(\(ways.joined(separator: " ")))"
    }.joined(separator: " ")
  }

  static func reads(_ step: LabelReport.Step) -> [String] {
    step.reads.map { read in
      let kind = read.kind == .value ? "" : "\(read.kind.rawValue) "
      return "\(kind)\(read.value.text): \(text(read.value.labels))"
    }
  }

  static func step(_ template: String, _ declarations: String = "") -> String {
    "\(head)\n\(declarations)\n@step only: only\nby: ai(t)\n@user\n\(template)\n"
  }

  // MARK: Expressions

  @Test(arguments: [
    // Names, fields, items.
    ("u", "untrusted(u)"), ("p", "personal(p)"), ("t", ""), ("row.name", "personal(row)"),
    ("row.note", "untrusted(row)"), ("row.plain", ""), ("row.cost", "confidential(row)"),
    ("rows | map(name) | first | default(\"-\")", "personal(rows)"),
    ("texts[0] | default(\"-\")", "untrusted(texts) personal(texts)"),
    // Nobody writes an instruction in what is closed.
    ("k", ""), ("m", ""), ("n", "personal(n)"), ("m + n", "personal(n)"), ("-n", "personal(n)"),
    // Joined.
    ("u ~ p", "untrusted(u) personal(p)"), ("t ~ t", ""), ("t ~ row.note", "untrusted(row)"),
    // A choice has the labels of both, and those of its condition that pass.
    ("u if flag else t", "untrusted(u) confidential(flag)"),
    ("t if flag else p", "personal(p) confidential(flag)"),
    ("t if u == \"x\" else t", ""), ("t if p == \"x\" else t", "personal(p)"),
    ("t if opt is present else t", "personal(opt)"), ("t if row.cost > 3 else t", "confidential(row)"),
    ("t if k is a else t", ""), ("t if \"x\" in texts else t", "personal(texts)"),
    ("t if not flag else t", "confidential(flag)"), ("t if t == \"\" or flag else t", "confidential(flag)"),
    // Filters.
    ("u | upper", "untrusted(u)"), ("p | upper | lower", "personal(p)"),
    ("texts | join(\", \")", "untrusted(texts) personal(texts)"),
    ("t | replace(\"a\", u)", "untrusted(u)"),
    ("u | length", ""), ("p | length", "personal(p)"), ("texts | length", "personal(texts)"),
    ("opt | default(u)", "untrusted(u) personal(opt)"), ("opt | default(\"-\")", "personal(opt)"),
    // What is taken out of a list of records has the labels of the part.
    ("rows | map(plain) | join(\", \")", ""), ("rows | map(name) | join(\", \")", "personal(rows)"),
    ("rows | map(note) | join(\", \")", "untrusted(rows)"), ("rows | map(cost) | sum", "confidential(rows)"),
    // What chooses or orders them tells something.
    ("rows | where(name, \"x\") | map(plain) | join(\", \")", "personal(rows)"),
    ("rows | where(plain, p) | map(plain) | join(\", \")", "personal(rows p)"),
    ("rows | where(plain, \"x\") | map(plain) | join(\", \")", ""),
    ("rows | sort(cost) | map(plain) | join(\", \")", "confidential(rows)"),
    ("rows | reverse | map(plain) | join(\", \")", ""),
    ("texts | unique | sort | first | default(\"-\")", "untrusted(texts) personal(texts)"),
    // Masks.
    ("p | redact", "redacted(p)"), ("u | redact", "untrusted(u)"),
    ("(u ~ p) | redact", "untrusted(u) redacted(p)"),
    ("(p | redact) ~ p", "personal(p) redacted(p)"), ("c | redact", "confidential(c)"),
    ("(p | redact) ~ c", "confidential(c) redacted(p)"), ("[p, t] | join(\", \")", "personal(p)"),
  ])
  func expressions(_ expression: String, _ labels: String) throws {
    let report = try Self.report(Self.step("<x>{{ \(expression) }}</x>"))
    #expect(Self.reads(report.parts[0].steps[0]) == ["\(expression): \(labels)"])
  }

  /// Names that templates make.
  @Test(arguments: [
    ("{% set x = u ~ p %}\n<x>{{ x }}</x>", ["x: untrusted(u) personal(p)"]),
    ("{% set x = row %}\n<x>{{ x.name }} {{ x.plain }}</x>", ["x.name: personal(row)", "x.plain: "]),
    ("{% set x = p | redact %}\n<x>{{ x }}</x>", ["x: redacted(p)"]),
    (
      "{% for r in rows %}\n<x>{{ r.name }} {{ r.plain }} {{ loop.index }}</x>\n{% endfor %}",
      [
        "list rows: personal(rows) confidential(rows)", "r.name: personal(rows)", "r.plain: ",
        "loop.index: personal(rows) confidential(rows)",
      ]
    ),
    (
      "{% for x in texts %}\n<x>{{ x }} {{ loop.index }} {{ loop.length }}</x>\n{% endfor %}",
      [
        "list texts: personal(texts)", "x: untrusted(texts) personal(texts)", "loop.index: personal(texts)",
        "loop.length: personal(texts)",
      ]
    ),
    ("{% if flag %}\na\n{% elif u == \"x\" %}\nb\n{% endif %}", ["condition flag: confidential(flag)"]),
    ("{% match k %}\n{% case a %}\na\n{% case b %}\nb\n{% endmatch %}", []),
    (
      "{% match opt %}\n{% case absent %}\na\n{% case present %}\nb\n{% endmatch %}",
      ["condition opt: personal(opt)"]
    ),
  ])
  func names(_ template: String, _ reads: [String]) throws {
    let report = try Self.report(Self.step(template))
    #expect(Self.reads(report.parts[0].steps[0]) == reads)
  }

  /// What a snippet is given keeps its labels, field by field, and each call its own.
  @Test func snippets() throws {
    let snippets = """
      @snippet one(x: text)
      <x>{{ x }}</x>

      @snippet whole(r: Row)
      {{ r.plain }} {{ r.name }} {{ one(r.note) }}

      @snippet all(rs: list of Row)
      {% for r in rs %}
      {{ r.plain }} {{ r.cost }}
      {% endfor %}

      """
    let report = try Self.report(
      Self.step(
        "{{ one(u) }} {{ one(t) }} {{ one(p | redact) }}\n{{ whole(row) }}\n{{ all(rows) }}", snippets))
    #expect(
      Self.reads(report.parts[0].steps[0]) == [
        "x: untrusted(u)", "x: ", "x: redacted(p)", "r.plain: ", "r.name: personal(row)", "x: untrusted(row)",
        "list rs: personal(rows) confidential(rows)", "r.plain: ", "r.cost: confidential(rows)",
      ])
    let calls = report.parts[0].steps[0].reads.map { $0.snippets.map(\.snippet).joined(separator: " ") }
    #expect(calls == ["one", "one", "one", "whole", "whole", "whole one", "all", "all", "all"])
  }

  // MARK: Steps

  static func gives(_ steps: String, _ more: String...) throws -> [String] {
    var files = more
    files.insert("\(head)\n\(steps)", at: 0)
    let report = try files.count == 1 ? self.report(files[0]) : self.report(files[0], files[1])
    return report.parts[0].steps.compactMap { step in
      step.result.map { "\(step.name): \(text($0.labels))" }
    }
  }

  @Test(arguments: [
    // All that an AI read is in what it says, also what only decided.
    ("@step a: a\nby: ai(t)\n@user\n<x>{{ u }}{{ p }}</x>\n", ["a: untrusted(u>a) personal(p>a)"]),
    ("@step a: a\nby: ai(t)\nwhen: flag\n@user\nx\n", ["a: confidential(flag>a)"]),
    ("@step a: a\nby: ai(t)\nwhen: u == \"x\"\n@user\nx\n", ["a: "]),
    ("@step a: a\nby: ai(t)\neach: x in texts\n@user\nx\n", ["a: personal(texts>a)"]),
    (
      "@step a: a\nby: ai(t)\neach: x in texts\n@user\n<x>{{ x }}</x>\n",
      ["a: untrusted(texts>a) personal(texts>a)"]
    ),
    (
      "@step a: a\nby: ai(t)\neach: r in rows\n@user\n{{ r.plain }}\n",
      ["a: personal(rows>a) confidential(rows>a)"]
    ),
    ("@step a: a\nby: ai(t)\n@user\n{% if flag %}\nx\n{% endif %}\n", ["a: confidential(flag>a)"]),
    // Words of a choice stay words of a choice, and hand on what else went in.
    (
      "@step a: a\nby: ai(t)\ngives: Kind\n@user\n<x>{{ u }}{{ p }}</x>\n\n@step b: b\nby: ai(t)\n@user\n{{ a }}\n",
      ["a: untrusted(u>a) personal(p>a)", "b: personal(p>a>b)"]
    ),
    // Only what is read counts.
    (
      "@step a: a\nby: ai(t)\n@user\n{{ row.name }}\n\n@step b: b\nby: ai(t)\n@user\n<x>{{ row.note }} {{ a }}</x>\n",
      ["a: personal(row>a)", "b: untrusted(row>b) personal(row>a>b)"]
    ),
    // A type may say more.
    ("@step a: a\nby: ai(t)\ngives: confidential text\n@user\nx\n", ["a: confidential(a)"]),
    // `@text` is a value like any other.
    (
      "@step a: a\nby: human(owner)\n@text\n<x>{{ u }}</x>\n\n@step b: b\nby: ai(t)\n@user\n<y>{{ a }}</y>\n",
      ["a: untrusted(u>a)", "b: untrusted(u>a>b)"]
    ),
    // What a person writes is the person's.
    ("@step a: a\nby: human(owner)\ngives: text\n@do\n{{ u }}\n", ["a: "]),
    // The words of a refusal tell of what was looked at.
    (
      """
      @step a: a
      by: ai(t)
      @user
      <x>{{ u }}{{ p }}</x>
      @again
      {{ look.remarks }}

      @step look: look
      by: human(owner)
      reviews: a
      redo: a, up to 2

      @step b: b
      by: ai(t)
      @user
      {{ a }}

      """, ["a: untrusted(u>a) personal(p>a)", "b: personal(p>a>b)"]
    ),
    // Not on every way.
    (
      """
      @step a: a
      by: ai(t)
      @user
      <x>{{ u }}</x>

      @step look: look
      by: human(owner)
      when: flag
      reviews: a

      @step b: b
      by: ai(t)
      @user
      <x>{{ a }}</x>

      @step d: d
      by: ai(t)
      when: flag
      @user
      {{ a }} <x>{{ b }}</x>

      """, ["a: untrusted(u>a)", "b: untrusted(u>a>b)", "d: untrusted(u>a>b>d) confidential(flag>d)"]
    ),
    (
      """
      @step a: a
      by: ai(t)
      @user
      <x>{{ u }}{{ p | redact }}</x>

      @step edit: edit
      by: human(owner)
      edits: a

      @step b: b
      by: ai(t)
      @user
      {{ edit }}

      """, ["a: untrusted(u>a) redacted(p>a)", "edit: ", "b: "]
    ),
    // What the person reads beside it is no way.
    (
      "@step a: a\nby: ai(t)\n@user\n<x>{{ u }}{{ p }}</x>\n\n@step e: e\nby: human(owner)\nedits: a\n@do\n{{ p }}\n",
      ["a: untrusted(u>a) personal(p>a)", "e: personal(p>a>e)"]
    ),
    // The results so far.
    (
      "@step a: a\nby: ai(t)\neach: x in texts\n@user\n<x>{{ earlier | join(\", \") }}{{ p }}</x>\n",
      ["a: personal(texts>a p>a)"]
    ),
  ])
  func steps(_ steps: String, _ gives: [String]) throws {
    #expect(try Self.gives(steps) == gives)
  }

  /// A tool's instructions go in; what it hands back has their labels.
  @Test func toolsAndCalledRoutines() throws {
    #expect(
      try Self.gives("@step a: a\nby: tool(t)\ngives: text\n@do\n{{ p }}\n") == ["a: personal(p>a)"])
    let called = """
      ---
      routine: other
      owner: owner
      ---
      @input x: untrusted personal text
      x
      @step a: a
      by: ai(t)
      @user
      <x>{{ x }}</x>
      """
    let gives = try Self.gives("@step call: c\nby: routine(other)\nwith: x: u\n", called)
    // What is handed over has no personal data, and the routine could give some all the same.
    #expect(gives == ["call: untrusted(u>call) personal(call)"])
  }

  /// Each call stands behind the routine that makes it, with what it is given.
  @Test func callsStandInOrder() throws {
    let other = """
      ---
      routine: other
      owner: owner
      ---
      @input x: personal text
      x
      @step a: a
      by: ai(t)
      @user
      {{ x }}
      """
    let report = try Self.report(
      Self.head
        + "@step one: c\nby: routine(other)\nwith: x: p\n\n@step two: c\nby: routine(other)\nwith: x: t\n",
      other)
    #expect(report.parts.map(\.calls) == [[], ["one"], ["two"]])
    #expect(
      report.parts.dropFirst().map { $0.inputs[0].given.map { Self.text($0.labels) } } == ["personal(p)", ""])
    #expect(Self.reads(report.parts[2].steps[0]) == ["x: personal(x)"])
  }

  @Test func looksSayWhereTheyHold() throws {
    let report = try Self.report(
      Self.head + """
        @step a: a
        by: ai(t)
        @user
        <x>{{ u }}</x>

        @step look: look
        by: human(owner)
        when: flag
        reviews: a

        @step b: b
        by: ai(t)
        @user
        x

        @step d: d
        by: tool(out)
        when: flag
        sends: a

        """)
    let look = try #require(report.parts[0].looks.first)
    #expect(look.covers == ["d"])
    #expect(look.takes == .untrusted)
    let effect = try #require(report.parts[0].steps[3].effects.first)
    #expect(Self.text(effect.labels) == "")
  }
}
