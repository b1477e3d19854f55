// How templates read without data: holes, conditions, loops and constants in people's words.

import DariRuntime
import Testing

@testable import DariEmit

@Suite("Manual prompts") struct ManualPromptTests {
  typealias ID = Program.ExpressionID

  private func reader(_ writer: ProgramWriter, _ words: ManualWords = .korean) -> PromptReader {
    let say = words.conditions
    func open(_ path: String, _ type: Type) -> PromptReader.Meaning {
      .open(Datum(path: path, noun: say.input(path), words: path, type: type, origin: .input))
    }
    let kind = Type(ManualFixture.kind.core, isOptional: true)
    let lines = Type(.list(Limits(), .line))
    return PromptReader(
      program: writer.program, words: words,
      frame: .init(
        names: ["order", "kind", "count", "done", "names", "note", "x", "", "", "sorted"],
        meanings: [
          open("order", Type(.record(ManualFixture.order), isOptional: true)), open("kind", kind),
          open("count", .int), open("done", .bool), open("names", lines), open("note", .text),
          open("x", .line), open("x", .int), open("x", .int),
          .open(
            Datum(
              path: "sorted", noun: say.result("나누기", "sorted"), words: "sorted",
              type: Type(.record(ManualFixture.sorted)), origin: .result, source: "‘나누기’")),
        ]))
  }

  private static let order = 0, kind = 1, count = 2, done = 3, names = 4, note = 5, item = 6, sorted = 9

  private func clause(_ build: (inout ProgramWriter) -> ID) -> String {
    var writer = ProgramWriter()
    let id = build(&writer)
    return reader(writer).clause(id).when
  }

  private func parts(_ build: (inout ProgramWriter) -> [Program.Instruction]) -> [PromptPart] {
    var writer = ProgramWriter()
    let instructions = build(&writer)
    let block = writer.block(instructions)
    var reader = reader(writer)
    return reader.read(block)
  }

  @Test("conditions are said the way people say them")
  func conditions() {
    #expect(clause { $0.slot(Self.order) } == "⟦order⟧ 칸을 채웠을 때")
    #expect(clause { w in w.not(w.slot(Self.order)) } == "⟦order⟧ 칸을 비웠을 때")
    #expect(clause { w in w.not(w.isPresent(w.slot(Self.order))) } == "⟦order⟧ 칸을 비웠을 때")
    #expect(clause { $0.slot(Self.done) } == "⟦done⟧ 칸이 ‘예’일 때")
    #expect(clause { w in w.field(w.slot(Self.sorted), "urgent") } == "급한지(⟦sorted.urgent⟧)가 ‘예’일 때")
    #expect(
      clause { w in w.binary(.equal, w.field(w.slot(Self.sorted), "kind"), w.constant(.symbol("refund"))) }
        == "유형(⟦sorted.kind⟧)이 ‘환불’일 때")
    #expect(
      clause { w in w.binary(.less, w.slot(Self.count), w.constant(.int(3))) } == "⟦count⟧ 칸이 3보다 작을 때")
    #expect(
      clause { w in w.not(w.binary(.less, w.slot(Self.count), w.constant(.int(3)))) } == "⟦count⟧ 칸이 3 이상일 때")
    #expect(clause { w in w.isEmpty(w.slot(Self.names)) } == "⟦names⟧ 칸이 비어 있을 때")
    #expect(clause { w in w.not(w.isEmpty(w.slot(Self.names))) } == "⟦names⟧ 칸이 비어 있지 않을 때")
    #expect(
      clause { w in w.binary(.equal, w.slot(Self.note), w.constant(.text(""))) } == "⟦note⟧ 칸이 비어 있을 때")
    #expect(
      clause { w in
        w.binary(
          .contained, w.slot(Self.kind),
          w.list([w.constant(.symbol("refund")), w.constant(.symbol("other"))]))
      } == "⟦kind⟧ 칸이 ‘환불’ 또는 ‘기타’일 때")
    #expect(
      clause { w in w.binary(.contained, w.constant(.text("급")), w.slot(Self.note)) }
        == "⟦note⟧ 칸에 ‘급’이 들어 있을 때")
  }

  @Test("a name that may be read in more than one way takes no particle itself")
  func latinNames() {
    let say = ManualWords.korean.conditions
    #expect(say.labelled("급한지", "a.b").text == "급한지(⟦a.b⟧)")
    #expect(say.yes(say.labelled("theme", "a.theme")).when == "theme(⟦a.theme⟧) 값이 ‘예’일 때")
    #expect(say.same(say.input("p"), say.input("q")).and == "⟦p⟧ 칸과 ⟦q⟧ 칸이 같고")
    #expect(say.different(say.input("p"), say.input("q")).when == "⟦p⟧ 칸과 ⟦q⟧ 칸이 다를 때")
  }

  @Test("conditions are joined, and negated by their parts")
  func compounds() {
    #expect(
      clause { w in w.binary(.and, w.slot(Self.order), w.slot(Self.done)) }
        == "⟦order⟧ 칸을 채웠고 ⟦done⟧ 칸이 ‘예’일 때")
    #expect(
      clause { w in w.binary(.or, w.slot(Self.order), w.slot(Self.done)) }
        == "⟦order⟧ 칸을 채웠거나 ⟦done⟧ 칸이 ‘예’일 때")
    #expect(
      clause { w in w.not(w.binary(.and, w.slot(Self.order), w.slot(Self.done))) }
        == "⟦order⟧ 칸을 비웠거나 ⟦done⟧ 칸이 ‘아니요’일 때")
    // What is known drops out.
    #expect(
      clause { w in w.binary(.and, w.constant(.bool(true)), w.slot(Self.done)) } == "⟦done⟧ 칸이 ‘예’일 때")
  }

  @Test("English has the same conditions")
  func english() {
    var writer = ProgramWriter()
    let both = writer.binary(.and, writer.slot(Self.order), writer.not(writer.slot(Self.done)))
    #expect(reader(writer, .english).clause(both).when == "when ⟦order⟧ is filled in and ⟦done⟧ is “no”")
  }

  @Test("constants are printed, and decide")
  func constants() {
    let parts = parts { w in
      let record = w.constant(.record([.text("하루커피")]), name: "brand")
      let yes = w.constant(.bool(true))
      let menu = w.constant(.list([.text("라테"), .text("콜드브루")]), name: "menu")
      let item = w.slot(Self.item)
      return [
        w.print(w.filter("josa", w.field(record, "name"), [.text("이/가"), .absent])), w.text(" "),
        w.branch(yes, [w.text("참")], else: [w.text("거짓")]), w.text("\n"),
        w.loop(Self.item, menu, [w.text("- "), w.print(item), w.text("\n")]),
        w.match(w.constant(.symbol("a")), [([.word("b")], [w.text("b")]), ([.word("a")], [w.text("a")])]),
        w.print(w.binary(.multiply, w.constant(.int(6)), w.constant(.int(7)))),
      ]
    }
    #expect(parts == [.text("하루커피가 참\n- 라테\n- 콜드브루\na42")])
  }

  @Test("a particle after a place has both forms")
  func particles() {
    #expect(
      parts { w in [w.print(w.filter("josa", w.slot(Self.note), [.text("을/를"), .absent]))] }
        == [.hole(PromptHole(path: "note", words: "note")), .text("을(를)")])
    #expect(
      parts { w in [w.print(w.filter("josa", w.slot(Self.note), [.text("으로/로"), .text("서울")]))] }
        == [.hole(PromptHole(path: "note", words: "note")), .text("로")])
  }

  @Test("a filter leaves the path, and says what to do by hand")
  func filters() throws {
    let hole = try #require(
      parts { w in [w.print(w.filter("bullets", w.slot(Self.names)))] }.first)
    #expect(hole == .hole(PromptHole(path: "names", words: "names", note: "한 줄에 하나씩, 앞에 ‘-’를 붙여 넣습니다")))
  }

  @Test("what a template picks, adds up or names is called what it is")
  func derived() throws {
    let items = Type(.list(Limits(), Type(.record(ManualFixture.item))))
    var writer = ProgramWriter()
    let (base, count) = (writer.slot(0), Value.int(Int64(ManualFixture.item.slot(of: "count")!)))
    let name = Value.int(Int64(ManualFixture.item.slot(of: "name")!))
    let two = writer.filter("where", base, [count, .int(2)])
    let picked = writer.slot(1)
    let instructions = [
      writer.print(writer.filter("sum", base, [count])), writer.print(writer.filter("length", base)),
      writer.set(1, two),
      writer.print(writer.filter("join", writer.filter("map", picked, [name]), [.text(", ")])),
      writer.print(writer.filter("table", writer.filter("sort", base, [name]))),
    ]
    let block = writer.block(instructions)
    var reader = PromptReader(
      program: writer.program, words: .korean,
      frame: .init(
        names: ["items", "pairs"],
        meanings: [
          .open(
            Datum(
              path: "items", noun: ManualWords.korean.conditions.input("items"), words: "산 것", type: items,
              origin: .input)),
          .open(Datum(unnamed: "pairs", words: .korean)),
        ]))
    let holes = reader.read(block).compactMap { if case .hole(let hole) = $0 { hole } else { nil } }
    #expect(holes.map(\.path) == ["items.count 합", "items 개수", "pairs.name", "items"])
    #expect(holes[0].words == "⟦items⟧ 칸의 ‘수량’을 모두 더한 값")
    #expect(holes[2].words == "⟦items⟧ 칸에 적은 항목 가운데 ‘수량’이 ‘2’인 것에서 나온 상품 이름")
    #expect(holes[3].note == "‘상품 이름’ 순서로 놓습니다, 표로 넣습니다")
  }

  @Test("lines of their own become panels, words within a line do not")
  func layout() {
    let parts = parts { w in
      let done = w.slot(Self.done)
      return [
        w.text("하나\n"), w.branch(done, [w.text("둘\n")], else: [w.text("셋\n")]), w.text("넷 "),
        w.branch(done, [w.text("다섯")]), w.text("\n"), w.branch(done, [w.text("여섯")]), w.text("\n일곱"),
      ]
    }
    let groups = parts.compactMap { if case .branches(let group) = $0 { group } else { nil } }
    #expect(groups.map(\.isBlock) == [true, false, true])
    #expect(groups[0].branches.map(\.condition) == ["⟦done⟧ 칸이 ‘예’일 때", "⟦done⟧ 칸이 ‘아니요’일 때"])
  }

  @Test("elif is one group with an otherwise")
  func elif() throws {
    let parts = parts { w in
      let (done, order) = (w.slot(Self.done), w.slot(Self.order))
      let inner = w.branch(order, [w.text("둘\n")], else: [w.text("셋\n")])
      return [w.branch(done, [w.text("하나\n")], else: [inner])]
    }
    guard case .branches(let group)? = parts.first else { throw Missing() }
    #expect(
      group.branches.map(\.condition) == [
        "⟦done⟧ 칸이 ‘예’일 때", "그렇지 않고 ⟦order⟧ 칸을 채웠을 때", "그 밖에는",
      ])
  }

  @Test("a loop shows its body once; a comma between items is not a condition")
  func loops() throws {
    let parts = parts { w in
      let (item, names) = (w.slot(Self.item), w.slot(Self.names))
      let comma = w.branch(w.not(w.loop(Self.item, .last)), [w.text(", ")])
      return [w.text("모두: "), w.loop(Self.item, names, [w.print(item), comma], else: [w.text("없음")])]
    }
    guard parts.count == 3, case .loop(let loop) = parts[1], case .branches(let none) = parts[2] else {
      throw Missing()
    }
    #expect(loop.lead == "⟦names⟧ 칸의 항목마다")
    #expect(loop.separator == ", ")
    #expect(loop.parts.count == 1)
    #expect(none.branches.map(\.condition) == ["하나도 없을 때"])
  }

  @Test("a snippet is written out, its parameters by what is handed in, its lines indented")
  func snippets() {
    let parts = parts { w in
      let parameter = w.slot(0)
      let snippet = w.snippet("s", ["p"], [w.text("하나\n"), w.print(parameter), w.text("\n\n둘\n")])
      return [w.text("  "), w.call(snippet, [w.slot(Self.note)], indent: "  ")]
    }
    #expect(
      parts == [
        .text("  하나\n  "), .hole(PromptHole(path: "note", words: "note")), .text("\n\n  둘\n"),
      ])
  }

  @Test("snippets that double with every level, and long sums, are read in time", .timeLimit(.minutes(1)))
  func growth() {
    let parts = parts { w in
      var last = w.snippet("s0", [], [w.text("x")])
      for level in 1...60 {
        let calls = [w.call(last, []), w.call(last, [])]
        last = w.snippet("s\(level)", [], calls)
      }
      var sum = w.slot(Self.count)
      for _ in 0..<60 { sum = w.binary(.add, sum, w.slot(Self.count)) }
      return [w.call(last, []), w.print(sum)]
    }
    #expect(parts.count < 10_000)
    guard case .hole(let hole)? = parts.last else {
      Issue.record("no place")
      return
    }
    #expect(hole.words == "count")
  }

  @Test("places in Markdown survive emphasis, code, tables and an author's own private-use characters")
  func markdown() {
    let hole = PromptPart.hole(PromptHole(path: "a.b", words: "뜻"))
    let parts: [PromptPart] = [
      .text("\u{E000}0\u{E000} **"), hole, .text("은** `x "), hole, .text("`\n\n| 가 | 나 |\n| - | - |\n| "),
      hole,
      .text(" | ~~z~~ |\n"),
    ]
    var html = HTML()
    PromptHTML.markdown(parts, headingLevel: 4, words: .korean, into: &html)
    let text = String(decoding: html.bytes, as: UTF8.self)
    let span = "<span class=\"hole\" title=\"뜻\">⟦a.b⟧</span>"
    #expect(text.contains("<strong>\(span)은</strong>"))
    #expect(text.contains("<code>x \(span)</code>"))
    #expect(text.contains("<td>\(span)</td><td><del>z</del></td>"))
    #expect(text.contains("\u{E000}0\u{E000}"))
  }

  @Test("a loop within a table stays within it")
  func tableLoop() {
    let loop = PromptLoop(lead: "항목마다", item: "x", parts: [.text("| a | b |\n")], isBlock: true)
    var html = HTML()
    PromptHTML.markdown(
      [.text("| 가 | 나 |\n| - | - |\n"), .loop(loop)], headingLevel: 4, words: .korean, into: &html)
    let text = String(decoding: html.bytes, as: UTF8.self)
    #expect(text.contains("<td>a</td><td>b</td></tr></tbody></table>"))
    #expect(text.contains("항목마다"))
  }

  private struct Missing: Error {}
}

@Suite("Manual types") struct ManualTypeTests {
  @Test(
    "types in words",
    arguments: [
      (Type(.text(Limits(nil, 200))), "200자 이내의 글"), (Type(.text(Limits(10, 2200))), "10자에서 2,200자까지의 글"),
      (Type(.text(Limits(1, 4000))), "4,000자 이내의 글"), (.text, "글"),
      (Type(.line(Limits(nil, 40))), "40자 이내의 한 줄"),
      (ManualFixture.tone, "다음 중 하나: 정중하게, 친근하게, 짧게"), (.date, "날짜"), (Type(.money("KRW")), "원 단위 금액"),
      (Type(.money("USD")), "달러(USD) 금액"), (Type(.int(Limits(1, 99))), "1에서 99까지의 숫자"),
      (Type(.int(Limits(1, nil))), "1 이상의 숫자"), (.bool, "예 또는 아니요"),
      (Type(.list(Limits(1, 20), Type(.line(Limits(nil, 30))))), "한 줄에 30자까지, 1개에서 20개까지"),
      (Type(.list(Limits(), .date)), "날짜를 몇 개든"), (Type(.number(Limits(0.5, nil))), "0.5 이상의 숫자"),
    ])
  func types(type: Type, expected: String) {
    #expect(TypeInWords(type, words: .korean).summary == expected)
  }

  @Test("values for people")
  func values() {
    let words = ManualWords.korean
    #expect(words.text(.symbol("polite"), ManualFixture.tone) == "정중하게")
    #expect(words.text(.money(Money(units: 1_234_000, currency: "KRW")), nil) == "1,234,000원")
    #expect(words.text(.money(Money(units: 1250, currency: "USD")), nil) == "12.50달러")
    #expect(words.text(.bool(false), .bool) == "아니요")
    #expect(words.text(.date(CalendarDate(year: 2026, month: 1, day: 5)!), nil) == "2026년 1월 5일")
    let items = Value.list([.record([.int(2), .text("원두")])])
    #expect(words.text(items, Type(.list(Limits(), Type(.record(ManualFixture.item))))) == "상품 이름: 원두, 수량: 2")
  }

  @Test("minutes of any size", arguments: [(45.0, "45분"), (90, "1시간 30분"), (120, "2시간"), (6e30, "1e+29시간")])
  func minutes(value: Double, expected: String) {
    #expect(ManualWords.korean.sentences.minutes(value) == expected)
  }

  @Test(
    "numbers",
    arguments: [(0.0, "0"), (1.5, "1.5"), (2.25, "2.25"), (-0.5, "-0.5"), (3.0, "3"), (0.05, "0.05")])
  func numbers(value: Double, expected: String) { #expect(ManualNumber.short(value) == expected) }

  @Test(
    "grouping",
    arguments: [
      ("0", "0"), ("999", "999"), ("1000", "1,000"), ("-1234567", "-1,234,567"), ("14000.50", "14,000.50"),
      ("한글", "한글"), ("12x", "12x"),
    ])
  func grouping(text: String, expected: String) { #expect(ManualNumber.grouped(text) == expected) }
}
