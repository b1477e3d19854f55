// Every mistake that YAML would take silently, or report where nobody made it: one problem each, at its place,
// with a mend after which the text is read without a problem.

import DariBase
import DariYAML
import Testing

struct Trap: CustomTestStringConvertible, Sendable {
  var text: String
  var code: String
  /// The exact text at the span.
  var at: String
  /// The text after the first mend that has edits; nil where there is only advice.
  var mended: String?
  var testDescription: String { "\(code) \(text.debugDescription)" }

  init(_ text: String, _ code: String, at: String, _ mended: String? = nil) {
    self.text = text
    self.code = code
    self.at = at
    self.mended = mended
  }
}

@Suite struct TrapTests {
  @Test(arguments: indentationTraps + colonTraps + quoteTraps + hashTraps)
  func onLines(_ trap: Trap) throws { try check(trap) }

  @Test(arguments: bracketTraps + structureTraps + foreignTraps + characterTraps)
  func inStructure(_ trap: Trap) throws { try check(trap) }

  private func check(_ trap: Trap) throws {
    let file = source(trap.text)
    let result = YAML.parse(file)
    let found = result.diagnostics.map { "\($0.code.text) \(file.text($0.span).debugDescription)" }
    #expect(found == ["\(trap.code) \(trap.at.debugDescription)"])
    guard let diagnostic = result.diagnostics.first else { return }
    let mend = diagnostic.mends.first { !$0.edits.isEmpty }
    guard let mend else {
      #expect(trap.mended == nil, "no mend has edits")
      return
    }
    let mended = try TextEdits.apply(mend.edits, to: file)
    #expect(String(decoding: mended, as: UTF8.self).debugDescription == (trap.mended ?? "").debugDescription)
    for mend in diagnostic.mends where !mend.edits.isEmpty {
      let again = SourceFile(
        id: FileID(0), path: "dari.yaml", bytes: try TextEdits.apply(mend.edits, to: file))
      let rest = YAML.parse(again).diagnostics.map { "\($0.code.text) \(again.text($0.span))" }
      #expect(rest == [], "after: \(mend.title.text(.english))\n\(again.text(0..<again.bytes.count))")
    }
  }
}

let indentationTraps = [
  Trap("people:\n\towner: 점장\n\tstaff: 직원\n", "E0005", at: "\t", "people:\n  owner: 점장\n  staff: 직원\n"),
  Trap(
    "a:\n    b: c\nd:\n\te: f\n\tg:\n\t\th: i\n", "E0005", at: "\t",
    "a:\n    b: c\nd:\n    e: f\n    g:\n        h: i\n"),
  Trap("a:\n\tb: c\nd: e\nf:\n\tg: h\n", "E0005", at: "\t", "a:\n  b: c\nd: e\nf:\n  g: h\n"),
  Trap("\ttitle: 환불\n", "E0005", at: "\t", "  title: 환불\n"),
  Trap("\ttitle: 환불\na: b\n", "E0005", at: "\t", "title: 환불\na: b\n"),
  Trap("　title: 환불\na: b\n", "E0006", at: "　", "title: 환불\na: b\n"),
  Trap("a: |\n\t줄 하나\n\t줄 둘\n", "E0005", at: "\t", "a: |\n  줄 하나\n  줄 둘\n"),
  Trap("a: 글이\n\t이어진다\n", "E0005", at: "\t", "a: 글이\n  이어진다\n"),
  Trap("a:\n\t- b\n\t- c\n", "E0005", at: "\t", "a:\n  - b\n  - c\n"),
  Trap("people:\n　owner: 점장\n　staff: 직원\n", "E0006", at: "　", "people:\n  owner: 점장\n  staff: 직원\n"),
  Trap(
    "people:\n\u{A0}\u{A0}owner: 점장\n", "E0006", at: "\u{A0}\u{A0}", "people:\n  owner: 점장\n"),
  Trap("a:\n    b: c\n   d: e\n", "E0030", at: "d: e", "a:\n    b: c\n    d: e\n"),
  Trap("a:\n  b: c\n    d: e\n", "E0030", at: "d: e", "a:\n  b: c\n  d: e\n"),
  Trap("a: b\n  c: d\n  e: f\ng: h\n", "E0030", at: "c: d", "a: b\nc: d\ne: f\ng: h\n"),
  Trap("  a: b\nc: d\n", "E0030", at: "a: b", "a: b\nc: d\n"),
  Trap("a: \"b\"\n  c: d\n", "E0030", at: "c: d", "a: \"b\"\nc: d\n"),
  Trap("a:\n  b:\n      c: d\n    e: f\n", "E0030", at: "e: f", "a:\n  b:\n      c: d\n      e: f\n"),
  Trap("a:\n  b: c\n e: f\n  g: h\n", "E0030", at: "e: f", "a:\n  b: c\n  e: f\n  g: h\n"),
  Trap("a:\n  b: c\n e:\n  g: h\n", "E0030", at: "e:", "a:\n  b: c\n  e:\n   g: h\n"),
  Trap("a: b\n  c:\n    d: e\n  f: g\n", "E0030", at: "c:", "a: b\nc:\n    d: e\nf: g\n"),
  Trap("a:\n  - b\n - c\n", "E0030", at: "- c", "a:\n  - b\n  - c\n"),
  Trap("a: |\n    하나\n  둘\nb: c\n", "E0030", at: "둘", "a: |\n    하나\n    둘\nb: c\n"),
]

let colonTraps = [
  Trap("name:하루커피\nvoice: 다정\n", "E0010", at: ":", "name: 하루커피\nvoice: 다정\n"),
  Trap("library:brand\n", "E0010", at: ":", "library: brand\n"),
  Trap("title:　환불\n", "E0010", at: ":", "title: 환불\n"),
  Trap("title:\u{A0}환불\n", "E0010", at: ":", "title: 환불\n"),
  Trap("colour:#fff\na: b\n", "E0010", at: ":", "colour: \"#fff\"\na: b\n"),
  Trap("uses:[brand, tone]\na: b\n", "E0010", at: ":", "uses: [brand, tone]\na: b\n"),
  Trap("\"a\":b\nc: d\n", "E0010", at: ":", "\"a\": b\nc: d\n"),
  Trap("client: {name:하루, a: b}\n", "E0010", at: ":", "client: {name: 하루, a: b}\n"),
  Trap("client: {name:[a]}\n", "E0010", at: ":", "client: {name: [a]}\n"),
  Trap("title: 안내: 환불\n", "E0011", at: ":", "title: \"안내: 환불\"\n"),
  Trap("title: 안내:\n", "E0011", at: ":", "title: \"안내:\"\n"),
  Trap("a:\n  - b\n  - c: d: e\n", "E0011", at: ":", "a:\n  - b\n  - c: \"d: e\"\n"),
  Trap("title: 그는 \"안내: 환불\"이라 했다\n", "E0011", at: ":", "title: '그는 \"안내: 환불\"이라 했다'\n"),
  Trap("title: 고객 문의\n  두 번째: 줄\n", "E0011", at: ":", "title: \"고객 문의\n  두 번째: 줄\"\n"),
  Trap("a: { title: 안내: 환불, b: c }\n", "E0011", at: ":", "a: { title: \"안내: 환불\", b: c }\n"),
  Trap("a: \"b\": c\n", "E0011", at: ":", "a: '\"b\": c'\n"),
  Trap("title： 환불\na: b\n", "E0015", at: "：", "title: 환불\na: b\n"),
  Trap("title：환불\n", "E0015", at: "：", "title: 환불\n"),
  Trap("title： 안내: 환불\n", "E0015", at: "：", "title: \"안내: 환불\"\n"),
  Trap("a：\n  b: c\nd: e\n", "E0015", at: "：", "a:\n  b: c\nd: e\n"),
  Trap("a: { name： 하루, b: c }\n", "E0015", at: "：", "a: { name: 하루, b: c }\n"),
  Trap("a: { name：하루，b： c }\n", "E0015", at: "：", "a: { name: 하루, b: c }\n"),
  Trap("a: [b， c， d]\n", "E0015", at: "，", "a: [b, c, d]\n"),
  Trap("a: { b: c， d }\n", "E0015", at: "，", "a: { b: \"c， d\" }\n"),
  Trap("a: { b: c， d: e， f: g }\n", "E0015", at: "，", "a: { b: c, d: e, f: g }\n"),
  Trap("a: ｛ b： c， d： e ｝\n", "E0015", at: "｛", "a: { b: c, d: e }\n"),
  Trap("a: ［b，c］\n", "E0015", at: "［", "a: [b, c]\n"),
  Trap("a: ｛이름｝\n", "E0015", at: "｛", "a: \"｛이름｝\"\n"),
  Trap("a: { b: c ｝\nd: e\n", "E0015", at: "｝", "a: { b: c }\nd: e\n"),
]

let quoteTraps = [
  Trap("a: \"b\nc: d\n", "E0019", at: "\"", "a: \"b\"\nc: d\n"),
  Trap("a: 'b\nc: d\n", "E0019", at: "'", "a: 'b'\nc: d\n"),
  Trap("a: '90s 음악  # 목록\nc: d\n", "E0019", at: "'", "a: '90s 음악'  # 목록\nc: d\n"),
  Trap("a: { b: \"c, d: e }\nf: g\n", "E0019", at: "\"", "a: { b: \"c\", d: e }\nf: g\n"),
  Trap("a: [\"b, c]\nd: [\"e\", f]\n", "E0019", at: "\"", "a: [\"b\", c]\nd: [\"e\", f]\n"),
  Trap("a: \"b\" 이라고\n", "E0018", at: "이라고", "a: '\"b\" 이라고'\n"),
  Trap("a: \"그는 \"네\" 했다\"\n", "E0018", at: "네\" 했다\"", "a: '그는 \"네\" 했다'\n"),
  Trap("a: \"b\" \"c\"\n", "E0018", at: "\"c\"", "a: '\"b\" \"c\"'\n"),
  Trap("a: 'It's fine'\n", "E0018", at: "s fine'", "a: \"It's fine\"\n"),
  Trap("a: [공지] 환불 안내\n", "E0018", at: "환불 안내", "a: \"[공지] 환불 안내\"\n"),
  Trap("a: {이름}님 안내\nb: c\n", "E0018", at: "님 안내", "a: \"{이름}님 안내\"\nb: c\n"),
  Trap("a: [\"b\" c, d]\n", "E0018", at: "c", "a: ['\"b\" c', d]\n"),
  Trap("a: [공지] [중요] 안내\n", "E0018", at: "[중요] 안내", "a: \"[공지] [중요] 안내\"\n"),
  Trap("a: \"C:\\dari\\work\"\n", "E0034", at: "\\d", "a: \"C:\\\\dari\\\\work\"\n"),
  Trap("a: \"\\u12\"\n", "E0034", at: "\\u", "a: \"\\\\u12\"\n"),
  Trap("a: { b: \"\\한\", c: d }\n", "E0034", at: "\\한", "a: { b: \"\\\\한\", c: d }\n"),
  Trap("a: @handle\n", "E0016", at: "@", "a: \"@handle\"\n"),
  Trap("a: `code`\n", "E0016", at: "`", "a: \"`code`\"\n"),
  Trap("a: %\n", "E0016", at: "%", "a: \"%\"\n"),
  Trap("a: *굵게*\n", "E0016", at: "*", "a: \"*굵게*\"\n"),
  Trap("a: **굵게** 쓰기\n", "E0016", at: "*", "a: \"**굵게** 쓰기\"\n"),
  Trap("a: & 그리고\n", "E0016", at: "&", "a: \"& 그리고\"\n"),
  Trap("a: !important\n", "E0016", at: "!", "a: \"!important\"\n"),
  Trap("a: - 항목\n", "E0016", at: "-", "a: \"- 항목\"\n"),
  Trap("a: ? 왜\n", "E0016", at: "?", "a: \"? 왜\"\n"),
  Trap("a: ] b\n", "E0016", at: "]", "a: \"] b\"\n"),
  Trap("@a: b\nc: d\n", "E0016", at: "@", "\"@a\": b\nc: d\n"),
  Trap("a: [@b, c]\n", "E0016", at: "@", "a: [\"@b\", c]\n"),
  Trap("a: { b: *굵게*, c: d }\n", "E0016", at: "*", "a: { b: \"*굵게*\", c: d }\n"),
  Trap("a: [|, b]\n", "E0016", at: "|", "a: [\"|\", b]\n"),
  Trap("a:\n  - @b\n  - c\n", "E0016", at: "@", "a:\n  - \"@b\"\n  - c\n"),
  Trap("a: {{ name }}님\n", "E0017", at: "{{", "a: \"{{ name }}님\"\n"),
  Trap("a: {{ name }}\nb: c\n", "E0017", at: "{{", "a: \"{{ name }}\"\nb: c\n"),
  Trap("a: { b: {{ name }}님, c: d }\n", "E0017", at: "{{", "a: { b: \"{{ name }}님\", c: d }\n"),
  Trap("a: [{{ b }}, c]\n", "E0017", at: "{{", "a: [\"{{ b }}\", c]\n"),
  Trap("a: | 환불\n", "E0033", at: "|", "a: \"| 환불\"\n"),
  Trap("a: > 인용\nb: c\n", "E0033", at: ">", "a: \"> 인용\"\nb: c\n"),
  Trap("a: >인용\n  이어짐\n", "E0033", at: ">", "a: \">인용\n  이어짐\"\n"),
]

let hashTraps = [
  Trap("a: 환불 #3 안내\n", "E0012", at: "#3 안내", "a: \"환불 #3 안내\"\n"),
  Trap("a: 환불 # 메모\nb: c\n", "E0012", at: "# 메모", "a: \"환불 # 메모\"\nb: c\n"),
  Trap("a: #2f6f4e\n", "E0012", at: "#2f6f4e", "a: \"#2f6f4e\"\n"),
  Trap("a: b #c  # 주석\n", "E0012", at: "#c", "a: \"b #c\"  # 주석\n"),
  Trap("- #환불\n- b\n", "E0012", at: "#환불", "- \"#환불\"\n- b\n"),
  Trap("a: [환불 #3, b]\n", "E0012", at: "#3", "a: [\"환불 #3\", b]\n"),
  Trap("a: { b: #fff, c: d }\n", "E0012", at: "#fff", "a: { b: \"#fff\", c: d }\n"),
  Trap("a: 글\n  이어짐 #3\n", "E0012", at: "#3", "a: \"글\n  이어짐 #3\"\n"),
  Trap("a: 글  # 주석\n  이어짐\n", "E0039", at: "# 주석", "a: 글  \n  이어짐\n"),
  Trap("a: 글\n  # 주석\n  이어짐\n", "E0039", at: "# 주석", "a: 글\n  이어짐\n"),
]

let bracketTraps = [
  Trap("a: [b, c\nd: e\n", "E0020", at: "[", "a: [b, c]\nd: e\n"),
  Trap("a: { b: c\nd: e\n", "E0020", at: "{", "a: { b: c}\nd: e\n"),
  Trap("a: { b: [c, d }\ne: f\n", "E0020", at: "[", "a: { b: [c, d] }\ne: f\n"),
  Trap("a: { b: [c, d\ne: f\n", "E0020", at: "[", "a: { b: [c, d]}\ne: f\n"),
  Trap("a: [b,\n  c\nd: e\n", "E0020", at: "[", "a: [b,\n  c]\nd: e\n"),
  Trap("a: [b  # 주석\nd: e\n", "E0020", at: "[", "a: [b]  # 주석\nd: e\n"),
  Trap("a: [b, c}\nd: e\n", "E0021", at: "}", "a: [b, c]\nd: e\n"),
  Trap("a: { b: c, 커피 }\n", "E0014", at: "커피", "a: { b: \"c, 커피\" }\n"),
  Trap("a: { name: 하루, 커피, 차, b: c }\n", "E0014", at: "커피", "a: { name: \"하루, 커피, 차\", b: c }\n"),
  Trap("a: { limit: 1,000 }\n", "E0014", at: "000", "a: { limit: \"1,000\" }\n"),
  Trap("a: { b, c }\n", "E0014", at: "b", "a: [ b, c ]\n"),
  Trap("a: { b, c: d }\n", "E0014", at: "b"),
  Trap("a: [b,, c]\n", "E0022", at: ",", "a: [b, c]\n"),
  Trap("a: [, b]\n", "E0022", at: ",", "a: [ b]\n"),
  Trap("a: [b[1], c]\n", "E0038", at: "[", "a: [\"b[1]\", c]\n"),
  Trap("a: { b: c {d}, e: f }\n", "E0038", at: "{", "a: { b: \"c {d}\", e: f }\n"),
  Trap("a: {\n  b: \"c\"\n  d: \"e\"\n}\n", "E0041", at: "d: \"e\"", "a: {\n  b: \"c\",\n  d: \"e\"\n}\n"),
  Trap("a: {\n  b: c\n  d: e\n}\n", "E0041", at: "d: e", "a: {\n  b: c,\n  d: e\n}\n"),
  Trap("a: [\n  b  # 주석\n  c\n]\n", "E0041", at: "c", "a: [\n  b,  # 주석\n  c\n]\n"),
  Trap("a: [\n  b: c\n  d: e\n]\n", "E0041", at: "d: e", "a: [\n  b: c,\n  d: e\n]\n"),
  Trap("a: [b, :c]\n", "E0016", at: ":", "a: [b, \":c\"]\n"),
  Trap("\"a\\d\": b\nc: d\n", "E0034", at: "\\d", "\"a\\\\d\": b\nc: d\n"),
  Trap("a: { [b]: c }\n", "E0024", at: "[b]"),
  Trap("a: { b: }\n", "E0013", at: "b"),
  Trap("a: {b:, c: d}\n", "E0013", at: "b"),
  Trap("[b]: c\nd: e\n", "E0024", at: "[b]: c"),
  Trap("a: b\n? c\n: d\n", "E0024", at: "? c"),
  Trap("a: [b]]\n", "E0018", at: "]", "a: \"[b]]\"\n"),
  Trap(
    "a: " + String(repeating: "[", count: 101) + String(repeating: "]", count: 101) + "\n", "E0035", at: "["),
]

let structureTraps = [
  Trap("a:\nb: c\n", "E0013", at: "a"),
  Trap("b: c\na:\n", "E0013", at: "a"),
  Trap("a:  # 나중에\nb: c\n", "E0013", at: "a"),
  Trap("a:\n  - b: c\n    d:\n  - b: e\n", "E0013", at: "d"),
  Trap("a:\n  - b\n  -\n  - c\n", "E0022", at: "-", "a:\n  - b\n  - c\n"),
  Trap("a: b\na: c\n", "E0023", at: "a"),
  Trap("a: b\nc: d\na: b\n", "E0023", at: "a", "a: b\nc: d\n"),
  Trap("a: { b: c, b: d }\n", "E0023", at: "b"),
  Trap("a: b\nc\nd: e\n", "E0031", at: "c", "a: b\n  c\nd: e\n"),
  Trap("a:\n고객 메일에 답합니다.\n둘째 줄\nb: c\n", "E0031", at: "고객 메일에 답합니다.", "a:\n  고객 메일에 답합니다.\n  둘째 줄\nb: c\n"),
  Trap("a: |\n고객 메일\n", "E0031", at: "고객 메일", "a: |\n  고객 메일\n"),
  Trap("그냥 글\na: b\n", "E0031", at: "그냥 글"),
  Trap("title 환불\na: b\n", "E0031", at: "title 환불"),
  Trap("a:\n  -b\n  -c\n", "E0032", at: "-", "a:\n  - b\n  - c\n"),
  Trap("a:\n-b\n-c\n", "E0032", at: "-", "a:\n- b\n- c\n"),
  Trap("a:\n  - b\n  -c\n", "E0032", at: "-", "a:\n  - b\n  - c\n"),
  Trap("a:\n  * b\n  * c\n", "E0032", at: "* ", "a:\n  - b\n  - c\n"),
  Trap("a:\n  • b\n  • c\n", "E0032", at: "• ", "a:\n  - b\n  - c\n"),
  Trap("a:\n  -　b\n  -　c\n", "E0032", at: "-　", "a:\n  - b\n  - c\n"),
  Trap("a:\n  -b: c\n   d: e\n", "E0032", at: "-", "a:\n  - b: c\n    d: e\n"),
  Trap("a: b\n- c\n", "E0037", at: "- c"),
  Trap("a: b\n  - c\n  - d\n", "E0037", at: "- c", "a:\n  - b\n  - c\n  - d\n"),
  Trap("a:\n  - b\n  c\n", "E0040", at: "c", "a:\n  - b\n  - c\n"),
  Trap("- a\nb: c\n", "E0040", at: "b: c", "- a\n- b: c\n"),
]

let foreignTraps = [
  Trap("a: &b c\nd: *b\ne: [*b]\n", "E0025", at: "&b", "a: c\nd: c\ne: [c]\n"),
  Trap("a: &b\n  c: d\n", "E0025", at: "&b", "a: \n  c: d\n"),
  Trap("a: &b\n  c: d\ne: *b\n", "E0025", at: "&b"),
  Trap("a: { b: &c d, e: *c }\n", "E0025", at: "&c", "a: { b: d, e: d }\n"),
  Trap("a: !!str b\n", "E0026", at: "!!str", "a: b\n"),
  Trap("a: [!!int 3]\n", "E0026", at: "!!int", "a: [3]\n"),
  Trap("a: b\n<<: *c\n", "E0027", at: "<<"),
  Trap("%YAML 1.2\n---\na: b\n", "E0028", at: "%YAML 1.2", "---\na: b\n"),
  Trap("a: b\n---\nc: d\n", "E0029", at: "---", "a: b\nc: d\n"),
  Trap("a: b\n...\n", "E0029", at: "...", "a: b\n"),
]

let characterTraps = [
  Trap("a: b\u{2028}c\n", "E0007", at: "\u{2028}", "a: b c\n"),
  Trap("a: b\u{85}\nc: d\u{85}\n", "E0007", at: "\u{85}", "a: b\nc: d\n"),
  Trap("a: b\rc\n", "E0007", at: "\r", "a: b c\n"),
  Trap("a: b\u{7}c\n", "E0008", at: "\u{7}", "a: bc\n"),
  Trap("a: b\n\u{FEFF}c: d\n", "E0008", at: "\u{FEFF}", "a: b\nc: d\n"),
  Trap("\u{200B}a: b\n", "E0008", at: "\u{200B}", "a: b\n"),
]
