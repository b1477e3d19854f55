// What limits promise, and what is worked out when compiling.

import Testing

@Suite struct LimitTests {
  /// `first`, `[i]`, `min` of a list that is never empty are there.
  @Test(arguments: [
    ("list(1..) of line", "{{ xs | first }}", [String]()),
    ("list(1..) of line", "{{ xs[0] }}{{ xs[-1] }}", []),
    ("list(1..) of line", "{{ xs[1] }}", ["E0401 xs[1]"]),
    ("list(1..) of line", "{{ xs[-2] }}", ["E0401 xs[-2]"]),
    ("list(3..) of line", "{{ xs[2] }}{{ xs[-3] }}", []),
    ("list(3..) of line", "{{ xs[3] }}", ["E0401 xs[3]"]),
    ("list of line", "{{ xs | last }}", ["E0401 xs | last"]),
    ("list(..3) of line", "{{ xs | min }}", ["E0401 xs | min"]),
    ("list(1..) of line", "{{ xs | sort | reverse | unique | first }}", []),
    ("list(2..) of line", "{{ xs | unique | last }}", []),
    ("list(2..) of line", "{{ (xs | unique)[1] }}", ["E0401 (xs | unique)[1]"]),
    ("list(2..) of list(1..) of line", "{{ xs | flatten | first }}", []),
    ("list(2..) of list of line", "{{ xs | flatten | first }}", ["E0401 xs | flatten | first"]),
    ("list(1..) of text", #"{{ xs[0] | split(",") | first }}"#, []),
    ("list(1..) of text", "{{ xs[0] | lines | first }}", ["E0401 xs[0] | lines | first"]),
    ("list(1..) of text(1..)", "{{ xs[0] | lines | first }}", []),
    ("list(1..) of { a: line }", "{{ xs | map(a) | first }}", []),
    (
      "list(1..) of { a: line }", #"{{ (xs | where(a, "b") | first).a }}"#,
      [#"E0401 (xs | where(a, "b") | first)"#]
    ),
    ("list(2..2) of int", "{% for x in xs %}{{ xs[loop.index0] }}{% endfor %}", ["E0401 xs[loop.index0]"]),
  ])
  func neverEmpty(_ type: String, _ template: String, _ problems: [String]) {
    #expect(check(routine("@input xs: \(type)", template: template)).problems == problems)
  }

  /// What is put together from limited parts is limited too.
  @Test(arguments: [
    ("text(..3)", #"x ~ "ab""#, "text(..5)", true), ("text(..3)", #"x ~ "ab""#, "text(..4)", false),
    ("text(2..)", "x ~ x", "text(4..)", true), ("int(1..3)", "x + 2", "int(3..5)", true),
    ("int(1..3)", "x * x", "int(1..9)", true), ("int(1..3)", "x - x", "int(-2..2)", true),
    ("int(1..3)", "-x", "int(-3..-1)", true), ("int(1..3)", "x * 2", "int(..5)", false),
    ("int(9223372036854775807..)", "x + 1", "int(0..)", false),
    ("list(..4) of int", "x | length", "int(0..4)", true),
    ("text(..9)", "x | length", "int(..9)", true), ("text", "x | truncate(10)", "text(..10)", true),
    ("text(..3)", "x | upper", "text(..9)", true), ("text(..3)", "x | upper", "text(..3)", false),
    ("list(..3) of line(..2)", #"x | join(", ")"#, "line(..10)", true), ("line", "x | trim", "line", true),
    ("line", #"x | replace("a", "\n")"#, "line", false), ("text", "x | json", "line", true),
    ("number(0..1)", "x | round", "int(0..1)", true), ("int", "x / 2", "int", false),
    ("int", "x / 2", "number", true),
  ])
  func limitsOfResults(_ type: String, _ expression: String, _ parameter: String, _ fits: Bool) {
    let source = routine(
      "@input x: \(type)\n@snippet s(p: \(parameter))\n-", template: "{{ s(\(expression)) }}")
    #expect(check(source).problems == (fits ? [] : ["E0301 \(expression)"]))
  }

  @Test(arguments: [
    ("{{ 2 + 3 * 4 }}", "14"), ("{{ 7 // -2 }} {{ 7 % -2 }} {{ 7 / 2 }}", "-4 -1 3.5"),
    ("{{ 1 + 0.5 }}", "1.5"),
    ("{{ 3.0 }} {{ 2.0 * 2 }}", "3.0 4.0"), ("{{ 0.1 + 0.2 }}", "0.30000000000000004"),
    (#"{{ "a" ~ 1 ~ true }}"#, "a1true"), (#"{{ "b" in "abc" and not ("x" in "abc") }}"#, "true"),
    (#"{{ [3, 1, 2] | sort | join(" ") }}"#, "1 2 3"), (#"{{ "a,b" | split(",") | last }}"#, "b"),
    ("{{ 2.5 | round }} {{ 3.5 | round }}", "2 4"), ("{{ -7 // 2 }}", "-4"),
    ("{{ - 3 | length }}", "E0307 length"),
    ("{{ 1 / 0 }}", "E0314 0"), ("{{ 1 % (2 - 2) }}", "E0314 (2 - 2)"),
    ("{{ 9223372036854775807 + 1 }}", "E0315 9223372036854775807 + 1"),
    ("{{ 9223372036854775808 }}", "E0174 9223372036854775808"),
    (#"{{ "a" | default("b") }}"#, "W0404 default"),
  ])
  func constants(_ template: String, _ expected: String) {
    let checked = check(routine(template: template))
    #expect((checked.problems.first ?? rendered(template: template)) == expected)
  }

  @Test(arguments: [
    ("text(5..1)", "E0316 (5..1)"), ("int(2..1)", "E0316 (2..1)"), ("money(WON)", "E0323 WON"),
    ("list of text?", "E0192 ?"), ("bool(1..2)", "E0196 ("), ("red | red", "E0319 red"),
    ("{ a: int, a: text }", "E0320 a"), ("Nothing", "E0209 Nothing"), ("list of Maybe", "E0332 Maybe"),
    ("image(..2)", "E0196 ("), ("int(..99999999999999999999)", "E0174 99999999999999999999"),
  ])
  func typesThatCannotBe(_ type: String, _ problem: String) {
    let source = routine("@type Maybe: text?\n@input x: \(type)", template: "-")
    #expect(check(source).problems == [problem])
  }
}
