// Which types may stand for which: through the parameter of a snippet, as an author meets it.

import Testing

@Suite struct TypeFittingTests {
  static let types = """
    @type Kind: refund | delivery | other
    @type Part: refund | delivery
    @type Twin: other | delivery | refund
    @type Pair: { name: line(..10), count: int }
    @type Swapped: { count: int, name: line(..10) }
    @type Wide: { name: text, count: number }
    @type More: { name: line(..10), count: int, extra: bool? }
    """

  static func problems(_ from: String, _ to: String) -> [String] {
    let declarations = types + "\n@input x: \(from)\n@snippet s(p: \(to))\n-"
    return check(routine(declarations, template: "{{ s(x) }}")).problems
  }

  /// The left fits the right, and not the other way round.
  @Test(arguments: [
    ("line", "text"), ("url", "text"), ("email", "text"), ("url", "line"), ("email", "line"),
    ("int", "number"), ("int(1..5)", "number(0..5)"),
    ("text(1..)", "text"), ("text(..5)", "text(..6)"), ("text(2..5)", "text(1..5)"),
    ("line(..5)", "text(..5)"),
    ("int(0..)", "int"), ("int(2..3)", "int(1..4)"), ("number(0.5..1)", "number(0..1)"),
    ("list(1..) of text", "list of text"), ("list of line", "list of text"),
    ("list(2..3) of int", "list(..3) of number"),
    ("list of list(1..) of line", "list of list of line"),
    ("text", "text?"), ("int", "number?"), ("list of line", "(list of text)?"), ("Pair", "Pair?"),
    ("Part", "Kind"), ("Part", "Kind?"), ("refund | other", "Kind"), ("list of Part", "list of Kind"),
    ("Pair", "Wide"), ("list of Pair", "list of Wide"), ("{ a: int }", "{ a: int? }"),
    ("{ a: Part }", "{ a: Kind }"),
  ])
  func fitsOneWay(_ narrow: String, _ wide: String) {
    #expect(Self.problems(narrow, wide) == [])
    let back = Self.problems(wide, narrow)
    #expect(back == ["E0301 x"] || back == ["E0401 x"])
  }

  @Test(arguments: [
    ("Kind", "Twin"), ("Kind", "other | refund | delivery"), ("Pair", "Swapped"),
    ("Pair", "{ name: line(..10), count: int }"), ("text(0..)", "text"), ("list(0..) of int", "list of int"),
    ("text?", "text?"), ("personal text", "text"), ("untrusted line", "line"), ("money(KRW)", "money(KRW)"),
  ])
  func fitsBothWays(_ one: String, _ other: String) {
    #expect(Self.problems(one, other) == [])
    #expect(Self.problems(other, one) == [])
  }

  @Test(arguments: [
    ("text", "int"), ("text", "Kind"), ("int", "bool"), ("date", "text"), ("money(KRW)", "text"),
    ("money(KRW)", "money(USD)"), ("money(KRW)", "int"), ("url", "email"), ("bool", "text"), ("Kind", "text"),
    ("Pair", "More"), ("Pair", "text"), ("list of text", "text"), ("list of text", "list of int"),
    ("text(..5)", "text(6..)"), ("int(..5)", "int(6..)"), ("email", "text(..300)"),
    ("refund | praise", "Kind"),
    ("{ a: int }", "{ b: int }"), ("date", "number"),
  ])
  func fitsNeitherWay(_ one: String, _ other: String) {
    #expect(Self.problems(one, other) == ["E0301 x"])
    #expect(Self.problems(other, one) == ["E0301 x"])
  }

  /// The type of either of two, as `if … else`, a list and `default` make it.
  @Test(arguments: [
    ("line(..3)", "text(..5)", "text(..5)"), ("int(1..2)", "number(4..5)", "number(1..5)"),
    ("url", "email", "line"),
    ("Part", "Kind", "Kind"), ("line", "line?", "line?"),
    ("list of int", "list(1..) of number", "list of number"),
  ])
  func eitherOfTwo(_ one: String, _ other: String, _ joined: String) {
    let declarations =
      Self.types + "\n@input x: \(one)\n@input y: \(other)\n@input yes: bool\n@snippet s(p: \(joined))\n-"
    #expect(
      check(routine(declarations, template: "{{ s(x if yes else y) }}{{ s(y if yes else x) }}")).problems
        == [])
    guard !other.hasSuffix("?") else { return }
    let list =
      Self.types + "\n@input x: \(one)\n@input y: \(other)\n@snippet s(p: list(2..2) of \(joined))\n-"
    #expect(check(routine(list, template: "{{ s([x, y]) }}{{ s([y, x]) }}")).problems == [])
  }

  @Test(arguments: [
    (#"{{ ["a", 1] | join }}"#, ["E0324 1"]), (#"{{ 1 if true else "a" }}"#, [#"E0327 1 if true else "a""#]),
    ("{{ [] }}", ["E0303 []"]), ("{% set x = [] %}", ["E0331 []"]),
    (#"{{ 1 == "a" }}"#, [#"E0317 1 == "a""#]),
    (#"{{ "a" + "b" }}"#, ["E0330 +"]), (#"{{ -"a" }}"#, [#"E0334 -"a""#]),
    (#"{{ 1 < "a" }}"#, [#"E0304 1 < "a""#]),
    (#"{{ 1 in "a" }}"#, [#"E0304 1 in "a""#]), (#"{{ 1 | upper }}"#, ["E0307 upper"]),
    (#"{{ "a".b }}"#, ["E0321 b"]),
    (#"{{ "a"[0] }}"#, [#"E0322 "a""#]), ("{% for c in \"abc\" %}{% endfor %}", ["E0306 \"abc\""]),
    (#"{% if "a" %}{% endif %}"#, [#"E0305 "a""#]), (#"{{ "a" is red }}"#, ["E0215 red"]),
    (#"{% match "a" %}{% case b %}{% endmatch %}"#, [#"E0318 "a""#]),
  ])
  func kindsThatDoNotMix(_ template: String, _ problems: [String]) {
    #expect(check(routine(template: template)).problems == problems)
  }
}
