// What a reader of a manual relies on: everything is there, nothing acts, and the same routine gives the same page.

import DariBase
import DariRuntime
import Testing

@testable import DariEmit

@Suite("Manual page") struct ManualPageTests {
  private static let look = ManualLook(author: "다리연구소", colour: "#2f6f4e", client: "하루커피")

  private func page(
    _ routine: Routine = ManualFixture.routine(), locale: String = "ko", look: ManualLook = look
  )
    -> String
  {
    String(decoding: ManualEmitter.html(routine, locale: locale, look: look), as: UTF8.self)
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
    for target in matches(/aria-labelledby="([^"]*)"/, in: page) {
      #expect(ids.contains(target), "\(target)")
    }
  }

  @Test("elements are closed in order")
  func balanced() {
    var open: [Substring] = []
    let void: Set<Substring> = ["meta", "input", "br", "hr"]
    for match in page().matches(of: /<(\/?)([a-z][a-z0-9]*)[^>]*>/) where !void.contains(match.output.2) {
      if match.output.1.isEmpty {
        open.append(match.output.2)
      } else {
        #expect(open.popLast() == match.output.2)
      }
    }
    #expect(open.isEmpty)
  }

  @Test("the policy allows this style sheet, and nothing else")
  func policy() throws {
    let page = page()
    let style = try #require(page.firstMatch(of: /<style>((?s).*?)<\/style>/)?.output.1)
    let hash = Base64.encode(SHA256.digest(of: style.utf8))
    #expect(
      page.contains(
        "content=\"default-src &#39;none&#39;; style-src &#39;sha256-\(hash)&#39;; "
          + "base-uri &#39;none&#39;; form-action &#39;none&#39;\""))
    #expect(!page.contains("<script"))
    #expect(!page.contains("<link"))
    #expect(!page.contains("<img"))
    #expect(!page.contains(" src="))
    #expect(!page.contains("url("))
    #expect(!page.contains("@import"))
    #expect(!page.contains(" style="))
    #expect(!page.contains("javascript:"))
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
    let page = page(routine, look: ManualLook(author: text, colour: text, client: text))
    let clean = self.page()
    #expect(!page.contains("<script"))
    #expect(!page.contains("<img"))
    #expect(!page.contains("<b>\u{301}"))
    #expect(!page.unicodeScalars.contains("\u{0}"))
    #expect(!page.unicodeScalars.contains("\u{1B}"))
    #expect(!page.contains("javascript:alert(1)\""))
    for tag in ["style", "title", "main", "h1"] {
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
    #expect(page.contains("‘답장 초안 쓰기’로 돌려보냅니다. 3번까지 다시 하고, 그래도 아니면 여기서 멈춥니다."))
  }
}

@Suite("Manual colours") struct ManualColourTests {
  @Test(
    "every colour is shaded until it can be read on every ground",
    arguments: [
      "#000", "#fff", "#ffff00", "#2f6f4e", "#ff0000", "#00ff00", "#0000ff", "#777777", "#123456", "#fdfcf9",
    ])
  func readable(text: String) throws {
    let colour = try #require(ManualColour(text))
    for grounds in [ManualStylesheet.lightGrounds, ManualStylesheet.darkGrounds] {
      let shade = colour.readable(on: grounds)
      for ground in grounds { #expect(shade.contrast(with: ground) >= 4.5) }
    }
  }

  @Test("a colour that can be read stays as it is")
  func kept() throws {
    let colour = try #require(ManualColour("#2f6f4e"))
    #expect(colour.readable(on: ManualStylesheet.lightGrounds) == colour)
  }

  // Judged by hand from the formula of WCAG 2.2.
  @Test(
    "contrast is WCAG's",
    arguments: [
      ("#000000", "#ffffff", 21.0), ("#767676", "#ffffff", 4.5423), ("#ff0000", "#ffffff", 3.9985),
      ("#0000ff", "#ffffff", 8.5925), ("#2f6f4e", "#fdfcf9", 5.8),
    ])
  func contrast(first: String, second: String, expected: Double) throws {
    let contrast = try #require(ManualColour(first)).contrast(with: try #require(ManualColour(second)))
    #expect(abs(contrast - expected) < (expected == 5.8 ? 0.2 : 0.001))
  }

  @Test(
    "what is not a colour is not read",
    arguments: ["", "#", "2f6f4e", "#2f6f4", "#ggg", "red", "#2f6f4e80", "#é12"])
  func malformed(text: String) { #expect(ManualColour(text) == nil) }
}
