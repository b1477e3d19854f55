// What authors write for sections, keys and their values in other words: one problem, and the mend that is meant.

import DariBase
import Testing

@testable import DariSyntax

@Suite struct MeantTests {
  /// A step with these lines, after a step `a`.
  private static func step(_ lines: String) -> String {
    "---\nroutine: r\n---\n@step a\nby: ai(text)\n\n@user\n쓰세요.\n\n@step b\n\(lines)\n\n@do\n합니다.\n"
  }

  /// The prompt of the step `a` ends with these lines.
  private static func prompt(_ lines: String) -> String {
    "---\nroutine: r\n---\n@step a\nby: ai(text)\n\n@user\n쓰세요.\n\n\(lines)\n"
  }

  private func expect(_ source: (String) -> String, _ written: String, _ problem: String, _ meant: String?) {
    let tree = parse(source(written))
    #expect(problems(tree) == [problem])
    #expect(mended(tree) == meant.map(source))
    if let meant { #expect(problems(parse(source(meant))) == []) }
  }

  // MARK: Sections

  @Test(arguments: [
    ("@단계 b: 사장님 확인\nby: human(owner)", "@단계", "@step b: 사장님 확인\nby: human(owner)"),
    ("@단계 b", "@단계", "@step b"),
    ("＠단계 b: 확인", "＠단계", "@step b: 확인"),
    ("@ 스텝 b", "@ 스텝", "@step b"),
    ("@입력 글감: text", "@입력", "@input 글감: text"),
    ("@값 가격: money(KRW)\n3000 KRW", "@값", "@value 가격: money(KRW)\n3000 KRW"),
    ("@타입 Kind: a | b", "@타입", "@type Kind: a | b"),
    ("@조각 인사(말투: line)", "@조각", "@snippet 인사(말투: line)"),
    ("@시스템\n당신은", "@시스템", "@system\n당신은"), ("@사용자\n쓰세요", "@사용자", "@user\n쓰세요"),
    ("@할 일\n- [ ] 봅니다", "@할 일", "@do\n- [ ] 봅니다"), ("@할일", "@할일", "@do"),
    ("@확인  ", "@확인", "@check  "), ("@이유", "@이유", "@why"), ("@메모", "@메모", "@note"),
    ("@다시", "@다시", "@again"),
    // Whatever the word, if a step's keys stand below.
    (
      "@stage look: the boss looks\nby: human(owner)", "@stage",
      "@step look: the boss looks\nby: human(owner)"
    ),
    ("@look: 보기\nby: human(owner)", "@look", "@step look: 보기\nby: human(owner)"),
    ("@look\nby: human(owner)", "@look", "@step look\nby: human(owner)"),
    ("@task b\nrisk: high\nreviews: a", "@task", "@step b\nrisk: high\nreviews: a"),
    ("@task b\neach: x in xs", "@task", "@step b\neach: x in xs"),
  ])
  func sections(_ written: String, _ marked: String, _ meant: String) {
    expect(Self.prompt, written, "E0105 \(marked)", meant)
  }

  @Test(arguments: [
    "@하루커피", "@하루커피 계정으로 올립니다.", "@사용자 이름을 부르세요", "@확인 해 주세요", "@단계별로 설명하세요.",
    "@입력 내용을 줄이세요", "@owner@example.com", "@사장님: 확인해 주세요\nby 사장님", "@공지 회의\nwhen: 내일 10시\nowner: 민수",
    "@team 회의록\n\nby: human(owner)", "\\@단계 b", "\\@stage b\nby: human(owner)",
    "```\n@단계 b\n```", "{#\n@step b\nby: human(owner)\n@할 일\n#}",
  ])
  func staysText(_ lines: String) { #expect(problems(parse(Self.prompt(lines))) == []) }

  // MARK: Keys

  @Test(arguments: [
    ("담당: ai(text)", "by: ai(text)"), ("누가：human(owner)", nil), ("결과: text", "gives: text"),
    ("언제: x is present", "when: x is present"), ("마다: x in xs", "each: x in xs"),
    ("검토: a", "reviews: a"), ("확인: a", "reviews: a"), ("수정: a", "edits: a"),
    ("다시: a, up to 2", "redo: a, up to 2"), ("발송: a", "sends: a"), ("위험: high", "risk: high"),
    ("책임: owner", "owner: owner"), ("모델: careful", "model: careful"),
    ("예산: 2000 tokens", "budget: 2000 tokens"), ("시간: 30 -> 5", "minutes: 30 -> 5"),
    // What is wrong in the value is told once the key is right.
    ("결과: list of text?", nil),
  ])
  func keys(_ written: String, _ meant: String?) {
    let tree = parse(Self.step(written))
    let key = written.prefix { $0 != ":" && $0 != "：" }
    #expect(problems(tree).first == "E0125 \(key)")
    guard let meant else { return }
    expect(Self.step, written, "E0125 \(key)", meant)
  }

  @Test(arguments: ["확인: 금액이 맞는지 봅니다.", "비고: 없음"])
  func noKeys(_ line: String) { #expect(problems(parse(Self.step(line))) == ["E0123 \(line)"]) }

  @Test(arguments: [
    ("each: x of xs", "E0129 x of xs", "each: x in xs"), ("each: x: xs", "E0129 x: xs", "each: x in xs"),
    ("each: x:xs", "E0129 x:xs", "each: x in xs"), ("each: x = xs", "E0129 x = xs", "each: x in xs"),
    ("each: for x in xs", "E0129 for x in xs", "each: x in xs"),
    ("each: x in {{ xs }}", "E0129 {{ xs }}", "each: x in xs"),
    ("each: x in xs, y of ys", "E0129 y of ys", "each: x in xs, y in ys"),
    ("when: {{ k }}", "E0129 {{ k }}", "when: k"), ("when: if k", "E0129 if k", "when: k"),
    ("when: {{ k }} and j", "E0129 {{ k }}", "when: k and j"),
    ("when: k, j", "E0189 ,", "when: k and j"), ("when: k > 1, j, l", "E0189 ,", "when: k > 1 and j and l"),
    ("when: k or l, j", "E0189 ,", nil), ("when: k，j", "E0189 ，", "when: k and j"),
    ("when: k,j", "E0189 ,", "when: k and j"), ("with: topic = \"x\"", "E0112 =", "with: topic: \"x\""),
    ("with: a: {{ x }}, b: y", "E0129 {{ x }}", "with: a: x, b: y"),
    ("sends: a and b", "E0129 a and b", "sends: a, b"), ("sends: a、b", "E0129 a、b", "sends: a, b"),
    ("reviews: a & b", "E0129 a & b", "reviews: a, b"), ("reviews: a 및 b", "E0129 a 및 b", "reviews: a, b"),
    ("reviews: a, b and c", "E0129 a, b and c", "reviews: a, b, c"),
    ("sends: {{ a }}", "E0129 {{ a }}", "sends: a"), ("reviews: a.t", "E0188 a.t", "reviews: a"),
    ("reviews: a[0].t, b", "E0188 a[0].t", "reviews: a, b"), ("sends: a.t", "E0188 a.t", "sends: a"),
    ("redo: a", "E0129 a", nil), ("when: {{ k", "E0129 {{ k", nil), ("when: {{ k }", "E0129 {{ k }", nil),
    ("sends: {{ a", "E0129 {{ a", "sends: a"),
    ("sends: {{ a }}, {{ b }}", "E0129 {{ a }}, {{ b }}", "sends: a, b"),
    ("with: a: {{ x, b: y", "E0129 {{ x, b: y", nil),
  ])
  func values(_ written: String, _ problem: String, _ meant: String?) {
    expect(Self.step, written, problem, meant)
  }
}
