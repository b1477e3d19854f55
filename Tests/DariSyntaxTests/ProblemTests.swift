// One mistake, one problem, at the right place, with the mend.

import DariBase
import Testing

@testable import DariSyntax

/// A source with one mistake; `mends` is off where no edit can be proposed.
struct Mistake: Sendable, CustomTestStringConvertible {
  var source: String
  var problem: String
  var mends = true

  init(_ source: String, _ problem: String, mends: Bool = true) {
    self.source = source
    self.problem = problem
    self.mends = mends
  }

  static func template(_ body: String, _ problem: String, mends: Bool = true) -> Mistake {
    Mistake(snippet(body), problem, mends: mends)
  }

  static func step(_ lines: String, _ problem: String, mends: Bool = true) -> Mistake {
    Mistake("---\nroutine: a\n---\n@step s: 제목\n\(lines)\n\n@do\n합니다.\n", problem, mends: mends)
  }

  static func library(_ text: String, _ problem: String, mends: Bool = true) -> Mistake {
    Mistake("---\nlibrary: a\n---\n\(text)\n", problem, mends: mends)
  }

  var testDescription: String { source.debugDescription }
}

@Suite struct ProblemTests {
  @Test(arguments: frame + budgets + metadata + holes + tags + blocks + expressions)
  func oneProblemAndItsMend(mistake: Mistake) {
    let tree = parse(mistake.source)
    #expect(problems(tree) == [mistake.problem])
    #expect(faults(tree, 0..<mistake.source.utf8.count) == [])
    let mended = mended(tree)
    #expect((mended != nil) == mistake.mends, "\(mended ?? "no mend")")
    if let mended {
      #expect(problems(parse(mended)) == [], "mended to: \(mended)")
      #expect(mended != mistake.source)
    }
  }

  /// Two times with something between them, or no mend.
  @Test(
    arguments: [
      ("10 - 2", "10 -> 2"), ("10 ~ 2", "10 -> 2"), ("10분 => 2분", "10 -> 2"), ("30분에서 5분", "30 -> 5"),
      ("1시간 30분 -> 5분", "90 -> 5"), ("2 hours to 15 min", "120 -> 15"), ("0.5시간, 2.5", "30 -> 2.5"),
      ("1시간 30분", nil), ("30초 -> 5초", nil), ("10 ~ 5 ~ 2", nil), ("약 10 -> 2", nil), ("-> 2", nil),
      ("10 ->", nil), ("99999999999999999999분 -> 2", nil), ("1.2.3 - 2", nil),
    ] as [(String, String?)])
  func minutesAsPeopleWriteThem(_ written: String, _ meant: String?) {
    func source(_ minutes: String) -> String {
      "---\nroutine: a\n---\n@step s: 제목\nminutes: \(minutes)\n\n@do\n합니다.\n"
    }
    let tree = parse(source(written))
    #expect(problems(tree).count == 1)
    #expect(problems(tree).first?.hasPrefix("E0129") == true)
    #expect(mended(tree) == meant.map(source))
  }

  static let budgets: [Mistake] = [
    .step("by: ai(text)\nbudget: 2,000 tokens", "E0129 2,000 tokens"),
    .step("by: ai(text)\nbudget: 2000", "E0129 2000"),
    .step("by: ai(text)\nbudget: 2000 token", "E0129 2000 token"),
    .step("by: ai(text)\nbudget: 2000토큰", "E0129 2000토큰"),
    .step("by: ai(text)\nbudget: 2천 토큰", "E0129 2천 토큰"),
    .step("by: ai(text)\nbudget: 2k tokens", "E0129 2k tokens"),
    .step("by: ai(text)\nbudget: 1만 토큰", "E0129 1만 토큰"),
    .step("by: ai(text)\nbudget: tokens: 2000", "E0129 tokens: 2000"),
    .step("by: ai(text)\nbudget: <= 2_000 tokens", "E0129 <= 2_000 tokens"),
    .step("by: ai(text)\nbudget: 2000 TOKENS", "E0129 2000 TOKENS"),
    .step("by: ai(text)\nbudget: 0 tokens", "E0129 0 tokens", mends: false),
    .step("by: ai(text)\nbudget: -5 tokens", "E0129 -5 tokens", mends: false),
    .step("by: ai(text)\nbudget: 1.5k tokens", "E0129 1.5k tokens", mends: false),
    .step("by: ai(text)\nbudget: 100-200 tokens", "E0129 100-200 tokens", mends: false),
    .step("by: ai(text)\nbudget: small", "E0129 small", mends: false),
    .step(
      "by: ai(text)\nbudget: 99999999999999999999 tokens", "E0129 99999999999999999999 tokens", mends: false),
  ]

  static let frame: [Mistake] = [
    Mistake("", "E0100 "),
    Mistake("@type A: a | b\n", "E0100 "),
    Mistake("안녕하세요.\n\n@user\n", "E0100 "),
    Mistake("routine: a\ntitle: b\n---\n설명\n", "E0101 "),
    Mistake("routine: a\ntitle: b\n\n@step s\n", "E0101 "),
    Mistake("routine: a\n\ntitle: b\n---\n설명\n", "E0101 "),
    Mistake("---\nroutine: a\ntitle: b\n\n설명\n@step s\n", "E0102 ---"),
    Mistake("---\nroutine: a\ntags:\n  - b\n@step s\n", "E0102 ---"),
    Mistake("---\nroutine: a\n설명입니다.\n\n@step s\n", "E0102 ---"),
    Mistake("---\nroutine: a\n@step s\n@user\n가\n---\n나\n", "E0102 ---"),
    Mistake("---\nroutine: a", "E0102 ---"),
    Mistake("\n\n---\nroutine: a\n---\n", "E0103 ---"),
    Mistake("--\nroutine: a\n---\n", "E0104 --"),
    Mistake("---\nroutine: a\n—\n\n@step s\n", "E0104 —"),
    .library("@Type A: a | b", "E0105 @Type"),
    .library("＠type A: a | b", "E0105 ＠type"),
    .template("가\n@uesr\n나", "E0105 @uesr"),
    .template("가\n@USER  \n나", "E0105 @USER"),
    .template("가\n＠do\n나", "E0105 ＠do"),
    Mistake("---\nroutine: a\n---\n@stpe draft: 제목\nby: ai(text)\n\n@user\n가\n", "E0105 @stpe"),
    Mistake("---\nroutine: a\n---\n@inputs x: text\n질문\n", "E0105 @inputs"),
    .template("가\n@user 안녕하세요 {{ x }}", "E0106 안녕하세요 {{ x }}"),
    .template("가\n@user: 안녕하세요", "E0106 안녕하세요"),
    .template("가\n@user:", "E0107 :"),
    .template("가\n@user：", "E0107 ："),
    .library("@type", "E0108 @type", mends: false),
    .library("@value : text", "E0108 @value", mends: false),
    .library("@value a-b: text", "E0109 a-b"),
    .library("@value 1st: text", "E0109 1st", mends: false),
    .library("@snippet if(x: text)\n가", "E0110 if", mends: false),
    .library("@value a： text\n가", "E0111 ："),
    .library("@snippet s（a： text，b： text）\n가", "E0111 （"),
    .library("@value a text\n가", "E0112 a"),
    .library("@type A = a | b", "E0112 ="),
    .library("@type A a | b", "E0112 A"),
    .library("@value a", "E0113 a", mends: false),
    .library("@value a:", "E0190 :", mends: false),
    .library("@snippet s\n가", "E0114 s"),
    .library("@snippet s(a)\n가", "E0115 a", mends: false),
    .library("@snippet s(a: text b: text)\n가", "E0172 b"),
    .library("@snippet s(a: text\n가", "E0171 ("),
    .library("@value v: text from v.txt", "E0116 from"),
    .template("```\n가\n\n@do\n나", "E0117 ```", mends: false),
    .template("~~~ text\n가", "E0117 ~~~ text", mends: false),
    Mistake(
      snippet("```\n가\n@snippet t()\n```\n나\n```\n@snippet u()\n```\n다\n```"), "E0117 ```", mends: false),
    Mistake(snippet("```\n가\n@snippet t()\n```text\n나\n```"), "E0117 ```", mends: false),
    .template("{# 가\n나", "E0118 {#"),
    .template("가 {# 나\n@do\n{# 다 #}", "E0118 {#"),
    .library("{# 가\n@type A: a | b\n@type B: a | b\n{# 나 #}", "E0118 {#"),
    .library("@type A\n{# 가\na: text", "E0118 {#"),
    .library("@type A", "E0119 @type A", mends: false),
    .library("@type A: a | b\n가", "E0120 가", mends: false),
    .library("@type A: {\n  a: text\n}", "E0171 {", mends: false),
    .library("@type A\n가", "E0121 가", mends: false),
    .library("@type A\n# 가\na: text", "E0122 #"),
    .library("@type A\na text", "E0112 a"),
    .library("@type A\na: list of text?\nb: text", "E0192 ?"),
  ]

  static let metadata: [Mistake] = [
    .step("by: human(owner)\n\n바닥을 씁니다.\n둘째 줄", "E0123 바닥을 씁니다."),
    .step("바닥을 씁니다.", "E0123 바닥을 씁니다."),
    .step("\nby: human(owner)\nrisk: low", "E0124 by"),
    .step("by: human(owner)\n\n\nrisk: low\nminutes: 5 -> 1", "E0124 risk"),
    Mistake("---\nroutine: a\n---\n@input x: text\n\nexample: 가\n\n질문\n", "E0124 example"),
    .step("by: human(owner)\nrsik: low", "E0125 rsik"),
    .step("By: human(owner)", "E0125 By"),
    .step("by: human(owner)\ncolour: red", "E0125 colour", mends: false),
    Mistake("---\nroutine: a\n---\n@input x: text\nexmaple: 가\n질문\n", "E0125 exmaple"),
    .step("by: human(owner)\nrisk: low\nby: ai(text)", "E0126 by"),
    .step("by:", "E0127 by:", mends: false),
    .step("  by: human(owner)", "E0128 by"),
    .step("by： human（owner）", "E0111 ："),
    .step("by: human", "E0129 human", mends: false),
    .step("by: human(", "E0129 human(", mends: false),
    .step("by: human(owner", "E0171 ("),
    .step("by: human(owner) x", "E0163 x"),
    .step("reviews: [a, b]", "E0129 [a, b]"),
    .step("reviews: a b", "E0172 b"),
    .step("reviews: a，b", "E0111 ，"),
    .step("redo: a", "E0129 a", mends: false),
    .step("redo: a up to 3", "E0172 up"),
    .step("minutes: 30", "E0129 30", mends: false),
    .step("minutes: 30 → 5", "E0170 →"),
    .step("each: items", "E0129 items", mends: false),
    .step("when: x = 1", "E0169 ="),
    .step("gives: list of text?", "E0192 ?"),
  ]

  static let holes: [Mistake] = [
    .template("가 {{ name 나\n다", "E0130 {{"),
    .template("가 {{ name\n나 {{ other }}", "E0130 {{"),
    .template("가 {{ name, 나", "E0130 {{"),
    .template("가 {{", "E0130 {{", mends: false),
    .template("{{ name }\n나", "E0132 }"),
    .template("{{ name %}\n나", "E0132 %}"),
    .template("{{ name ｝｝\n나", "E0132 ｝｝"),
    .template("{{ }}", "E0133 {{ }}"),
    .template("｛｛ name ｝｝", "W0101 ｛｛"),
  ]

  static let tags: [Mistake] = [
    .template("{% if a\n가\n{% endif %}", "E0131 {%"),
    .template("{% if a }\n가\n{% endif %}", "E0132 }"),
    .template("{% if a }}\n가\n{% endif %}", "E0132 }}"),
    .template("{% %}", "E0134 {% %}"),
    .template("{% name %}", "E0145 name", mends: false),
    .template("{% while a %}", "E0145 while", mends: false),
    .template("{% if a %}가{% else if b %}나{% endif %}", "E0146 else if"),
    .template("{% if a %}가{% elsif b %}나{% endif %}", "E0146 elsif"),
    .template("{% if a %}가{% elseif b %}나{% endif %}", "E0146 elseif"),
    .template("{% if a %}가{% end if %}", "E0146 end if"),
    .template("{% if a %}가{% endfi %}", "E0146 endfi"),
    .template("{% if a %}가{% end %}", "E0146 end"),
    .template("{% IF a %}가{% endif %}", "E0146 IF"),
    .template("{% foreach a in b %}가{% endfor %}", "E0146 foreach"),
    .template("{% macro m() %}가{% endmacro %}", "E0147 macro", mends: false),
    .template("{% include \"a\" %}", "E0147 include", mends: false),
    .template("{% block b %}가{% endblock %}", "E0147 block", mends: false),
    .template("{% do x %}", "E0147 do", mends: false),
    .template("{% for a, b in c %}가{% endfor %}", "E0149 ,", mends: false),
    .template("{% for a of b %}가{% endfor %}", "E0148 of"),
    .template("{% for a %}가{% endfor %}", "E0148 {% for a %}", mends: false),
    .template("{% set a == 1 %}", "E0150 =="),
    .template("{% set a %}가{% endset %}", "E0150 {% set a %}", mends: false),
    .template("{% match k %}{% case %}가{% endmatch %}", "E0151 {% case %}", mends: false),
    .template("{% match k %}{% case a | b %}가{% endmatch %}", "E0152 |"),
    .template("{% match k %}{% case \"a\" %}가{% endmatch %}", "E0153 \"a\""),
    .template("{% if %}가{% endif %}", "E0154 {% if %}", mends: false),
    .template("{% if a: %}가{% endif %}", "E0155 :"),
    .template("{% raw %}가 {{ x", "E0156 {% raw %}"),
    .template("{% if a %}가{% endif a %}", "E0163 a"),
    .template("{% if a b %}가{% endif %}", "E0163 b"),
  ]

  static let blocks: [Mistake] = [
    .template("{% if a %}\n가\n\n@do\n나", "E0135 {% if a %}"),
    .template("{% for a in b %}\n{% if c %}\n가\n{% endfor %}", "E0135 {% if c %}"),
    .template("{% if a %}{% for b in c %}가{% endif %}{% endfor %}", "E0135 {% for b in c %}"),
    .template(
      "{% match k %}\n{% case a %}\n{% if b %}\n가\n{% case c %}\n나\n{% endmatch %}", "E0135 {% if b %}"),
    .template("{% if a %}가{% endfor %}", "E0136 endfor"),
    .template("가{% endif %}", "E0137 {% endif %}"),
    .template("가{% else %}", "E0138 {% else %}"),
    .template("{% if a %}가{% else %}나{% else %}다{% endif %}", "E0139 {% else %}"),
    .template("{% if a %}가{% else %}나{% elif b %}다{% endif %}", "E0140 {% elif b %}", mends: false),
    .template("{% for a in b %}가{% elif c %}나{% endfor %}", "E0141 {% elif c %}", mends: false),
    .template("{% case a %}가", "E0142 {% case a %}", mends: false),
    .template("{% match k %}{% else %}가{% case a %}나{% endmatch %}", "E0143 {% case a %}", mends: false),
    .template("{% match k %}\n글\n{# 주석 #}\n{% case a %}가{% endmatch %}", "E0144 글"),
    .template("{% match k %}{{ x }}{% case a %}가{% endmatch %}", "E0144 {{ x }}"),
  ]

  static let expressions: [Mistake] = [
    .template("{{ a + }}", "E0161 +", mends: false),
    .template("{{ a and }}", "E0161 and", mends: false),
    .template("{{ * a }}", "E0162 *", mends: false),
    .template("{{ f(a=) }}", "E0160 )", mends: false),
    .template("{{ a b }}", "E0163 b"),
    .template("{{ 고객 이름 }}", "E0163 이름"),
    .template("{{ a \u{200B}}}", "E0186 \u{200B}"),
    .template("{{ a ~ \"b }} 글", "E0164 \""),
    .template("{{ a ~ \"b }} 글 \"인용\" {{ c }}", "E0164 \""),
    .template("{{ a ~ “b” }}", "E0165 “"),
    .template("{{ a ~ \"b” }}", "E0165 ”"),
    .template("{{ 'it\\s' }}", "E0166 \\s"),
    .template("{{ a < b < c }}", "E0167 <"),
    .template("{{ a if b }}", "E0168 if"),
    .template("{% if a = b %}가{% endif %}", "E0169 ="),
    .template("{% if a && b %}가{% endif %}", "E0170 &&"),
    .template("{% if a||b %}가{% endif %}", "E0170 ||"),
    .template("{% if !a %}가{% endif %}", "E0170 !"),
    .template("{% if a <> b %}가{% endif %}", "E0170 <>"),
    .template("{% if a === b %}가{% endif %}", "E0170 ==="),
    .template("{{ (a + b }}", "E0171 ("),
    .template("{{ f(a, b }}", "E0171 ("),
    .template("{{ f(a b) }}", "E0172 b"),
    .template("{{ [1 2] }}", "E0172 2"),
    .template("{{ 1_000 }}", "E0173 1_000"),
    .template("{{ .5 }}", "E0173 .5"),
    .template("{{ 12a }}", "E0173 12a", mends: false),
    .template("{{ 99999999999999999999 }}", "E0174 99999999999999999999", mends: false),
    .template("{{ a ** 2 }}", "E0175 **", mends: false),
    .template("{{ a ? b : c }}", "E0176 ?"),
    .template("{{ a == not b }}", "E0177 not"),
    .template("{{ a | }}", "E0178 |", mends: false),
    .template("{{ a | first.name }}", "E0179 ."),
    .template("{% if a is %}가{% endif %}", "E0180 is", mends: false),
    .template("{% if a is in b %}가{% endif %}", "E0180 in"),
    .template("{% if a is \"b\" %}가{% endif %}", "E0153 \"b\""),
    .template("{{ a. }}", "E0181 .", mends: false),
    .template("{{ a.0 }}", "E0182 0"),
    .template("{{ a[1:2] }}", "E0183 :", mends: false),
    .template("{{ (a, b) }}", "E0184 ,"),
    .template("{{ {\"a\": {\"b\": 1}} }}", "E0185 {", mends: false),
    .template("{{ a｜upper }}", "E0111 ｜"),
    .template("{{ # }}", "E0163 #", mends: false),
  ]
}
