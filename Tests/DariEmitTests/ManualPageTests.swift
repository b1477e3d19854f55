// What a reader of a manual relies on: everything is there, nothing acts, and the same routine gives the same page.

import DariBase
import DariRuntime
import DariSemantics
import Testing

@testable import DariEmit

@Suite("Manual page") struct ManualPageTests {
  private static let look = ManualLook(author: "다리연구소", colour: "#2f6f4e", client: "하루커피")

  private func wholePage(
    _ routine: Routine = ManualFixture.routine(), locale: String = "ko", look: ManualLook = look
  )
    -> String
  {
    String(decoding: ManualEmitter.html(routine, locale: locale, look: look), as: UTF8.self)
  }

  /// Without what the script says, which no browser reads as markup.
  private func page(
    _ routine: Routine = ManualFixture.routine(), locale: String = "ko", look: ManualLook = look
  ) -> String {
    withoutScript(wholePage(routine, locale: locale, look: look))
  }

  private func matches(_ pattern: Regex<(Substring, Substring)>, in text: String) -> [String] {
    text.matches(of: pattern).map { String($0.output.1) }
  }

  @Test("every step, input and checkpoint is there", arguments: ["ko", "en", "ja-JP"])
  func complete(locale: String) {
    let routine = ManualFixture.routine()
    let page = page(routine, locale: locale)
    #expect(page.contains("<html lang=\"\(locale)\">"))
    for (index, step) in routine.steps.enumerated() {
      #expect(page.contains("id=\"step-\(index + 1)\""))
      #expect(page.contains(step.title!))
    }
    for input in routine.inputs { #expect(page.contains("⟦\(input.name)⟧")) }
    #expect(matches(/<li class="(look)">/, in: page).count == 1)
    #expect(page.contains("id=\"checkpoints\""))
  }

  @Test("headings go down one level at a time, below one h1")
  func headings() {
    let levels = matches(/<h([1-6])[ >]/, in: page()).compactMap { Int($0) }
    #expect(levels.first == 1)
    #expect(levels.filter { $0 == 1 }.count == 1)
    for (before, after) in zip(levels, levels.dropFirst()) { #expect(after <= before + 1) }
  }

  @Test("ids are unique and every inner link leads to one")
  func links() {
    let page = page()
    let ids = matches(/\sid="([^"]*)"/, in: page)
    #expect(Set(ids).count == ids.count)
    for target in matches(/href="#([^"]*)"/, in: page) { #expect(ids.contains(target), "\(target)") }
    for targets in matches(/aria-labelledby="([^"]*)"/, in: page) {
      for target in targets.split(separator: " ") { #expect(ids.contains(String(target)), "\(target)") }
    }
  }

  /// What browsers read as markup: between the tags of a script nothing is.
  private func withoutScript(_ page: String) -> String {
    guard let (before, _, after) = aroundScript(page) else { return page }
    return "\(before)\(after)"
  }

  private func count(of text: String, in page: String) -> Int {
    let (piece, bytes) = (Array(text.utf8), Array(page.utf8))
    return bytes.indices.count { bytes[$0] == piece[0] && bytes[$0...].starts(with: piece) }
  }

  /// A search on bytes: regular expressions take seconds for a page.
  private func aroundScript(_ page: String) -> (before: Substring, script: Substring, after: Substring)? {
    let bytes = Array(page.utf8)
    func place(of text: String, from start: Int) -> Int? {
      let piece = Array(text.utf8)
      return (start..<max(start, bytes.count - piece.count + 1)).first { index in
        bytes[index] == piece[0] && bytes[index..<index + piece.count].elementsEqual(piece)
      }
    }
    guard let open = place(of: "<script>", from: 0), let close = place(of: "</script>", from: open) else {
      return nil
    }
    func part(_ range: Range<Int>) -> Substring { Substring(decoding: bytes[range], as: UTF8.self) }
    return (part(0..<open + 8), part(open + 8..<close), part(close..<bytes.count))
  }

  @Test("elements are closed in order")
  func balanced() {
    var open: [Substring] = []
    let void: Set<Substring> = ["meta", "input", "br", "hr"]
    for match in page().matches(of: /<(\/?)([a-z][a-z0-9]*)[^>]*>/)
    where !void.contains(match.output.2) {
      if match.output.1.isEmpty {
        open.append(match.output.2)
      } else {
        #expect(open.popLast() == match.output.2)
      }
    }
    #expect(open.isEmpty)
  }

  @Test("the policy allows this style sheet and this script, and nothing else")
  func policy() throws {
    let page = wholePage()
    let style = try #require(page.firstMatch(of: /<style>((?s).*?)<\/style>/)?.output.1)
    let script = try #require(aroundScript(page)).script
    #expect(
      page.contains(
        "content=\"default-src &#39;none&#39;; style-src &#39;sha256-\(Base64.encode(SHA256.digest(of: style.utf8)))&#39;; "
          + "script-src &#39;sha256-\(Base64.encode(SHA256.digest(of: script.utf8)))&#39;; "
          + "base-uri &#39;none&#39;; form-action &#39;none&#39;\""))
    let markup = withoutScript(page)
    #expect(matches(/<(script)/, in: markup).count == 1)
    #expect(!markup.contains("<link"))
    #expect(!markup.contains("<img"))
    #expect(!markup.contains(" src="))
    #expect(!page.contains("url("))
    #expect(!page.contains("@import"))
    #expect(!markup.contains(" style="))
    #expect(!page.contains("javascript:"))
  }

  /// Nothing in it makes code of a text, or markup, or asks for anything.
  @Test("the script neither evaluates nor fetches")
  func script() throws {
    let script = try #require(aroundScript(wholePage())).script
    for word in [
      "eval(", "Function(", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "fetch(",
      "XMLHttpRequest",
      "import(", "WebSocket", "sendBeacon", "http://", "https://www",
    ] {
      #expect(!script.contains(word), "\(word)")
    }
  }

  @Test("a page to read has no script, and nowhere to fill anything in")
  func readOnly() {
    let words = ManualWords.of("ko")
    let manual = ManualBuilder.manual(of: ManualFixture.routine(), words: words)
    let page = String(
      decoding: ManualEmitter.html(manual, words: words, locale: "ko", look: Self.look), as: UTF8.self)
    #expect(!page.contains("<script") && !page.contains("script-src"))
    #expect(!page.contains("class=\"work\"") && !page.contains("id=\"desk\""))
  }

  @Test(
    "what an author wrote never becomes markup",
    arguments: [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</style></title><b>",
      "' onmouseover='x",
      "&lt;b&gt; & < > \" '", "<b>\u{301}", "</p\u{0000}>\u{1B}[31m", "\u{E000}0\u{E000}\u{E001}",
    ])
  func hostile(text: String) {
    var routine = ManualFixture.routine(title: text, policy: text)
    routine.summary = text
    routine.audience = text
    routine.avoid = text
    routine.help = text
    routine.about =
      "\(text)\n\n[가기](javascript:alert(1)) ![그림](https://evil.example/x.png)\n\n<script>x</script>"
    routine.version = text
    routine.people = ["owner": text]
    for index in routine.tools.indices {
      routine.tools[index].name = text
      routine.tools[index].url = "javascript:\(text)"
      routine.tools[index].plan = text
      routine.tools[index].cost = text
      routine.tools[index].asof = text
      routine.tools[index].start = text
    }
    for index in routine.steps.indices { routine.steps[index].title = text }
    for index in routine.inputs.indices {
      routine.inputs[index].question = text
      routine.inputs[index].example = .text(text)
    }
    let whole = wholePage(routine, look: ManualLook(author: text, colour: text, client: text))
    let page = withoutScript(whole)
    let clean = self.page()
    #expect(count(of: "<script", in: whole) == 1 && count(of: "</script", in: whole) == 1)
    #expect(!page.contains("<img"))
    #expect(!page.contains("<b>\u{301}"))
    #expect(!whole.unicodeScalars.contains("\u{0}"))
    #expect(!whole.unicodeScalars.contains("\u{1B}"))
    #expect(!page.contains("javascript:alert(1)\""))
    // A picture's title has an id.
    #expect(matches(/<(title)>/, in: page).count == 1)
    for tag in ["style", "main", "h1"] {
      #expect(matches(/<([a-z0-9]+)[ >]/, in: page).filter { $0 == tag }.count == 1)
    }
    #expect(clean.contains("⟦message⟧") && page.contains("⟦message⟧"))
  }

  @Test("the same routine gives the same bytes")
  func deterministic() {
    let first = ManualEmitter.html(ManualFixture.routine(), locale: "ko", look: Self.look)
    for _ in 0..<5 {
      #expect(ManualEmitter.html(ManualFixture.routine(), locale: "ko", look: Self.look) == first)
    }
  }

  @Test("a section without a source is left out")
  func emptySections() {
    let page = page(Routine(name: "leer"), look: ManualLook())
    for id in [
      "purpose", "glance", "prepare", "cautions", "steps", "checkpoints", "time", "tools", "help", "design",
    ] {
      #expect(!page.contains("id=\"\(id)\""))
    }
    #expect(page.contains("<h1>leer</h1>"))
  }

  @Test("time is added up")
  func time() {
    let page = page()
    #expect(page.contains("전에는 5 + 20 + 5 + 3 = 33분, 이제는 1 + 2 + 4 + 1 = 8분. 한 번에 25분이 줄어듭니다."))
  }

  @Test("what never to paste comes from labels and the tools' entries")
  func cautions() throws {
    let manual = ManualBuilder.manual(of: ManualFixture.routine(), words: .korean)
    let cautions = try #require(manual.cautions)
    #expect(cautions.labelled == [.init(label: "개인 정보", inputs: ["message"])])
    #expect(cautions.untrusted == ["message"])
    #expect(cautions.tools[0].allowed == ["개인 정보"])
    #expect(cautions.tools[0].never == ["대외비"])
    #expect(cautions.tools[1].redacted == ["개인 정보", "대외비"])
  }

  @Test("a checkpoint says who looks, and what happens on no")
  func checkpoint() {
    let page = page()
    #expect(page.contains("사장님이 ‘답장 초안 쓰기’에서 나온 것을 봅니다."))
    #expect(page.contains("‘답장 초안 쓰기’로 돌려보냅니다. 최대 3번 다시 해 보고, 그래도 마음에 들지 않으면 여기서 멈춥니다."))
  }
}

@Suite("Sections of a manual") struct ManualSectionTests {
  private func page(_ manual: Manual, look: ManualLook = ManualLook(), locale: String = "ko") -> String {
    String(
      decoding: ManualEmitter.html(manual, script: nil, words: .of(locale), locale: locale, look: look),
      as: UTF8.self)
  }

  private func manual(of routine: Routine = ManualFixture.routine(), locale: String = "ko") -> Manual {
    ManualBuilder.manual(of: routine, words: .of(locale))
  }

  @Test("exactly one person answers for each step")
  func roles() {
    let rows = manual().responsibilities
    #expect(rows.map(\.accountable) == Array(repeating: "사장님", count: 4))
    #expect(rows[1].looks == ["사장님"])
    // Who does a step looks at it in any case.
    #expect(rows[2].looks.isEmpty)
    var nobody = ManualFixture.routine()
    nobody.owner = nil
    for index in nobody.steps.indices { nobody.steps[index].owner = nil }
    #expect(manual(of: nobody).responsibilities.isEmpty)
    #expect(!page(manual(of: nobody)).contains("id=\"roles\""))
  }

  @Test("costs are added up for each currency, and what is not known is told")
  func cost() {
    #expect(page(manual()).contains("ChatGPT: 한 사람당 한 달에 30달러"))
    var routine = ManualFixture.routine()
    var notion = Routine.Tool(id: "notion", name: "Notion")
    notion.cost = "10.50 USD"
    notion.asof = "2026-10-01"
    var free = Routine.Tool(id: "notes", name: "메모장")
    free.cost = "0 KRW"
    let unknown = Routine.Tool(id: "fax", name: "팩스")
    var odd = Routine.Tool(id: "odd", name: "뽑기")
    odd.cost = "한 판에 500원"
    routine.tools += [notion, free, unknown, odd]
    for id in ["notion", "notes", "fax", "odd"] {
      routine.steps.append(Routine.Step(name: id, actor: .tool(id)))
    }
    let shown = page(manual(of: routine))
    #expect(shown.contains("ChatGPT 30달러 + Notion 10.50달러 = 한 사람당 한 달에 40.50달러"))
    #expect(shown.contains("Gmail: 한 사람당 한 달에 14,000원"))
    #expect(shown.contains("무료로 쓰는 도구: 메모장"))
    #expect(shown.contains("가격을 적어 두지 않아 셈에 넣지 않은 도구: 팩스, 뽑기"))
    #expect(shown.contains("2026년 10월 1일부터 2026년 11월 1일 사이에 확인한 가격입니다."))
    #expect(shown.contains("통화가 다른 금액은 더하지 않았습니다."))
    #expect(
      page(manual(of: routine, locale: "en"), locale: "en")
        .contains("ChatGPT 30 USD + Notion 10.50 USD = 40.50 USD a person a month"))
  }

  @Test("of tools to choose from none is in the sum, unless it is needed anyway")
  func choices() throws {
    var routine = ManualFixture.routine()
    var claude = Routine.Tool(id: "claude", name: "Claude")
    claude.cost = "30 USD"
    routine.tools.append(claude)
    for index in 0...1 { routine.steps[index].actor = .ai("text", tools: ["chatgpt", "claude"]) }
    let cost = try #require(manual(of: routine).cost)
    #expect(cost.sums.map(\.tools) == [["Gmail"]])
    #expect(cost.choices == [["ChatGPT", "Claude"]])
    routine.steps[1].actor = .ai("text", tools: ["claude"])
    let second = try #require(manual(of: routine).cost)
    #expect(
      second.sums.map(\.tools) == [["Gmail"], ["Claude"]]
        || second.sums.map(\.tools) == [["Claude"], ["Gmail"]])
    #expect(second.choices.isEmpty)
  }

  @Test("a glossary explains the words that the manual uses, and a contact says whom to ask")
  func glossary() {
    var look = ManualLook()
    look.glossary = [.init(word: "환불", meaning: "돈을 돌려주는 일"), .init(word: "로스팅", meaning: "볶는 일")]
    look.contact = "02-000-0000"
    let shown = page(manual(), look: look)
    #expect(shown.contains("<dt>환불</dt><dd>돈을 돌려주는 일</dd>"))
    #expect(!shown.contains("로스팅"))
    #expect(shown.contains("<dt>물어볼 곳</dt><dd>02-000-0000</dd>"))
    #expect(!page(manual()).contains("id=\"glossary\""))
  }

  @Test("a logo is carried within the page, and only then the policy allows pictures")
  func logo() {
    var look = ManualLook(author: "다리 & 연구소")
    look.logo = Logo(kind: .svg, bytes: Array("<svg/>".utf8))
    let shown = page(manual(), look: look)
    #expect(shown.contains("<img src=\"data:image/svg+xml;base64,PHN2Zy8+\" alt=\"다리 &amp; 연구소\">"))
    #expect(shown.contains("img-src data:; "))
    #expect(!page(manual()).contains("img-src"))
  }

  @Test("what has changed is shown if somebody knows it")
  func changes() {
    var manual = manual()
    #expect(!page(manual).contains("id=\"changes\""))
    manual.changes = Manual.Changes(since: "1.0.0", sentences: ["점장이 한 번 더 확인합니다."])
    let shown = page(manual)
    #expect(shown.contains("버전 1.0.0에서 달라진 것입니다."))
    #expect(shown.contains("<li>점장이 한 번 더 확인합니다.</li>"))
  }

  @Test(
    "a long manual is cut at checkpoints, into parts of at most seven steps",
    arguments: [
      (7, [], [1...7]), (8, [], [1...4, 5...8]), (8, [6], [1...6, 7...8]), (12, [5], [1...5, 6...12]),
      (12, [3, 6, 9], [1...6, 7...12]), (15, [], [1...5, 6...10, 11...15]), (14, [3], [1...7, 8...14]),
    ] as [(Int, [Int], [ClosedRange<Int>])])
  func phases(_ count: Int, _ looks: [Int], _ expected: [ClosedRange<Int>]) {
    var manual = Manual(name: "x", title: "x", about: "", version: "", project: "")
    manual.steps = (1...count).map { number in
      var step = ManualStep(number: number, title: "\(number)", actorKind: .human, actor: "a", risk: .low)
      step.isCheckpoint = looks.contains(number)
      return step
    }
    #expect(manual.phases == expected)
  }
}

@Suite("Manual colours") struct ManualColourTests {
  @Test(
    "every colour is shaded until it can be read on every ground",
    arguments: [
      "#000", "#fff", "#ffff00", "#2f6f4e", "#ff0000", "#00ff00", "#0000ff", "#777777", "#123456", "#fdfcf9",
    ])
  func readable(text: String) throws {
    let colour = try #require(Colour(text))
    for grounds in [ManualGrounds.light, ManualGrounds.dark] {
      let shade = colour.readable(on: grounds)
      for ground in grounds { #expect(shade.contrast(with: ground) >= 4.5) }
    }
  }

  @Test("a colour that can be read stays as it is")
  func kept() throws {
    let colour = try #require(Colour("#2f6f4e"))
    #expect(colour.readable(on: ManualGrounds.light) == colour)
  }

  // Judged by hand from the formula of WCAG 2.2.
  @Test(
    "contrast is WCAG's",
    arguments: [
      ("#000000", "#ffffff", 21.0), ("#767676", "#ffffff", 4.5423), ("#ff0000", "#ffffff", 3.9985),
      ("#0000ff", "#ffffff", 8.5925), ("#2f6f4e", "#fdfcf9", 5.8),
    ])
  func contrast(first: String, second: String, expected: Double) throws {
    let contrast = try #require(Colour(first)).contrast(with: try #require(Colour(second)))
    #expect(abs(contrast - expected) < (expected == 5.8 ? 0.2 : 0.001))
  }

  @Test(
    "what is not a colour is not read",
    arguments: ["", "#", "2f6f4e", "#2f6f4", "#ggg", "red", "#2f6f4e80", "#é12"])
  func malformed(text: String) { #expect(Colour(text) == nil) }
}
