// Values, defaults and examples, which are held against their types when compiling.

import DariRuntime
import Testing

@Suite struct ValueTests {
  static let types = """
    @type Kind: refund | other
    @type Item
    name: line(..10)
    count: int(1..)
    kind: Kind?
    price: money(KRW)?
    """

  /// The value's type and body, and how it prints.
  @Test(arguments: [
    ("text", "두 줄\n  {{ 그대로 }}", "{{ v }}", "두 줄\n  {{ 그대로 }}"), ("line", "no", "{{ v }}", "no"),
    ("int", "007", "{{ v }}", nil),
    ("int", "7", "{{ v + 1 }}", "8"), ("number", "7", "{{ v }}", "7.0"), ("number", "1.10", "{{ v }}", "1.1"),
    ("bool", "yes", "{{ v }}", "true"),
    ("date", "2026-11-20", #"{{ v | date("M월 d일") }}"#, "11월 20일"),
    ("money(KRW)", "49000 KRW", "{{ v | money }}", "49,000원"),
    ("Kind", "refund", "{{ v }}", "refund"), ("url", "https://a.kr", "{{ v }}", "https://a.kr"),
    ("list of line", "- no\n- 10:30\n- \"a: b\"", #"{{ v | join("|") }}"#, "no|10:30|a: b"),
    ("list of int", "[1, 2]", "{{ v | sum }}", "3"),
    (
      "list(1..) of Item", "- { name: 원두, count: 2 }\n- name: 컵\n  count: 1\n  kind: other",
      "{{ v | map(name) | join }}{{ v[0].count }}", "원두컵2"
    ),
    ("Item", "name: 원두\ncount: 2", #"{{ v.name }}{{ v.kind | default(other) }}"#, "원두other"),
  ])
  func values(_ type: String, _ body: String, _ template: String, _ expected: String?) {
    let result = rendered(Self.types + "\n@value v: \(type)\n\(body)\n", template: template)
    if let expected { #expect(result == expected) } else { #expect(result.hasPrefix("E09")) }
  }

  @Test(arguments: [
    ("int", "a", ["E0903 a"]), ("line(..2)", "abc", ["E0904 abc"]), ("line", "a\nb", ["E0908 a\nb"]),
    ("Kind", "refnd", ["E0907 refnd"]),
    ("Item", "name: a", ["E0901 name: a"]),
    ("Item", "name: a\ncount: 0\nsize: 3", ["E0906 0", "E0902 size"]),
    ("Item", "name: a\ncount: 1\nprice: 3 USD", ["E0911 3 USD"]), ("list(2..) of int", "- 1", ["E0905 - 1"]),
    ("date", "2026-02-30", ["E0909 2026-02-30"]), ("bool", "ja", ["E0903 ja"]), ("email", "a", ["E0913 a"]),
  ])
  func valuesThatDoNotFit(_ type: String, _ body: String, _ problems: [String]) {
    let source = routine(Self.types + "\n@value v: \(type)\n\(body)\n", template: "-")
    let found = check(source).problems.map { problem in
      problem.hasSuffix("\n") ? String(problem.reversed().drop { $0 == "\n" }.reversed()) : problem
    }
    #expect(found.sorted() == problems.sorted())
  }

  /// A part of a value that may be left out: it can be asked for whether it is there or not.
  @Test(arguments: ["phone: 02-1\n", ""])
  func partsThatMayBeLeftOut(phone: String) {
    let declarations =
      "@type Shop: { name: line, phone: line?, kind: (a | b)? }\n@value shop: Shop\nname: 하루\n\(phone)\n"
    for template in [
      "{% if shop.phone %}{{ shop.phone }}{% else %}-{% endif %}", #"{{ shop.phone | default("-") }}"#,
      #"{{ shop.phone if shop.phone else "-" }}"#, "{{ shop.phone if shop.phone is present else '-' }}",
      "{% match shop.phone %}{% case present %}{{ shop.phone }}{% case absent %}-{% endmatch %}",
      "{% if shop.phone is absent %}-{% else %}{{ shop.phone }}{% endif %}",
    ] {
      #expect(rendered(declarations, template: template) == (phone.isEmpty ? "-" : "02-1"), "\(template)")
    }
    let bare = rendered(declarations, template: "{{ shop.phone }}")
    #expect(bare == (phone.isEmpty ? "E0401 shop.phone" : "02-1"))
  }

  /// Words may stand in for an address; a literal that is one stays one.
  @Test(arguments: [
    (#"{{ a | default("없음") }}"#, [String]()), (#"{{ a if a else "" }}"#, []),
    (#"{{ s(a | default("b@c.kr")) }}"#, []),
    (#"{{ s(a | default("b")) }}"#, [#"E0301 a | default("b")"#]), (#"{{ s(a if a else "b@c.kr") }}"#, []),
  ])
  func wordsForAnAddress(_ template: String, _ problems: [String]) {
    let source = routine("@input a: email?\n@snippet s(e: email)\n{{ e }}", template: template)
    #expect(check(source).problems == problems)
  }

  @Test(arguments: [
    ("int = 3", "{}", "{{ x }}", "3"), ("int = 1 + 2 * 3", "{}", "{{ x }}", "7"),
    ("Kind = other", "{}", "{{ x }}", "other"),
    ("Kind = other", #"{"x": "refund"}"#, "{{ x }}", "refund"),
    (#"date = "2026-01-02""#, "{}", "{{ x }}", "2026-01-02"),
    (#"list of line = ["a", "b"]"#, "{}", "{{ x | join }}", "ab"),
    ("list of int = []", "{}", "{{ x | length }}", "0"),
    ("text = v", "{}", "{{ x }}", "기본"), (#"text? = "a""#, "{}", #"{{ x | default("-") }}"#, "a"),
    (#"text? = "a""#, #"{"x": null}"#, #"{{ x | default("-") }}"#, "a"),
    ("bool = true", #"{"x": false}"#, "{{ x }}", "false"),
  ])
  func defaults(_ input: String, _ data: String, _ template: String, _ expected: String) {
    let declarations = Self.types + "\n@value v: text\n기본\n@input x: \(input)"
    #expect(rendered(declarations, template: template, with: data) == expected)
  }

  /// A default of whole digits for a number is the same number as in the data.
  @Test func wholeDefaultOfANumber() {
    #expect(rendered("@input x: number = 1", template: "{{ x }}") == "1.0")
    #expect(rendered("@input x: number = 1", template: "{{ x }}", with: #"{"x": 1}"#) == "1.0")
    #expect(rendered("@input x: list of number = [1, 2.5]", template: "{{ x | join(\" \") }}") == "1.0 2.5")
  }

  @Test(arguments: [
    ("int = \"a\"", "E0301 \"a\""), ("int(..2) = 3", "E0301 3"), ("Kind = refnd", "E0405 refnd"),
    ("text = y", "E0325 y"), (#"text = "a" if true else "b""#, #"E0325 "a" if true else "b""#),
    ("int = z", "E0201 z"),
    ("date = \"2026-13-01\"", "E0909 \"2026-13-01\""), ("int = 1 // 0", "E0314 0"),
  ])
  func defaultsThatDoNotFit(_ input: String, _ problem: String) {
    let source = routine(Self.types + "\n@input y: text\n@input x: \(input)", template: "-")
    #expect(check(source).problems == [problem])
  }

  @Test func examples() throws {
    let source = routine(
      "@input x: list of int\nexample: [1, 2]\n여기에 적으세요.\n@input y: text?\n# 안 보입니다\nexample: 글\n\n물음",
      template: "-")
    let inputs = try check(source).routine().inputs
    #expect(inputs.map(\.question) == ["여기에 적으세요.", "물음"])
    #expect(inputs[0].example?.isEqual(to: .list([.int(1), .int(2)])) == true)
    #expect(inputs[1].example?.isEqual(to: .text("글")) == true)
    #expect(check(routine("@input x: int\nexample: two\n\n?", template: "-")).problems == ["E0903 two"])
  }

  @Test func valuesFromFiles() {
    func problems(_ header: String, _ files: [String: String]) -> [String] {
      check(routine("@value v: \(header)", template: "{{ v | json }}"), resources: files).problems
    }
    #expect(problems(#"text from "a.txt""#, ["a.txt": "글"]) == [])
    #expect(problems(#"list of { a: int } from "a.csv""#, ["a.csv": "a\n1\n2\n"]) == [])
    #expect(problems(#"{ a: int } from "d/a.json""#, ["d/a.json": #"{"a": 1}"#]) == [])
    #expect(problems(#"{ a: int } from "a.yaml""#, ["a.yaml": "a: 1\n"]) == [])
    #expect(problems(#"text from "b.txt""#, ["a.txt": "글"]) == [#"E0224 "b.txt""#])
    #expect(problems(#"text from "../a.txt""#, ["a.txt": "글"]) == [#"E0224 "../a.txt""#])
    #expect(problems(#"{ a: int } from "a.json""#, ["a.json": #"{"a": "x"}"#]) == [#"E0903 "a.json""#])
  }
}
