// Manuals as Markdown, on paper and as slides: what each form has that the page has not.

import DariBase
import DariRuntime
import Testing

@testable import DariEmit

@Suite("Markdown of manuals") struct MarkdownInlineTests {
  private func line(_ write: (inout HTML) -> Void) -> String {
    var html = HTML()
    write(&html)
    return MarkdownInline.paragraph(html.tree)?.lines.joined(separator: "⏎") ?? ""
  }

  static let words: [(String, String)] = [
    ("보통 글입니다.", "보통 글입니다."), ("a*b* [c] `d` <e> f~g \\", "a\\*b\\* \\[c\\] \\`d\\` \\<e> f\\~g \\\\"),
    ("snake_case _x_ a_ 한_글", "snake_case \\_x\\_ a\\_ 한_글"),
    ("A & B &amp; &#3; &", "A & B \\&amp; \\&#3; &"),
    ("# 제목", "\\# 제목"), ("> 인용", "\\> 인용"), ("- 목록", "\\- 목록"), ("-5도", "-5도"), ("+ 더", "\\+ 더"),
    ("---", "\\---"),
    ("===", "\\==="), ("| a | b |", "\\| a | b |"), ("1986. 해", "1986\\. 해"), ("2) 둘", "2\\) 둘"),
    ("3.5배", "3.5배"),
    ("둘째 줄에\n# 제목\n    네 칸", "둘째 줄에⏎\\# 제목⏎네 칸"), ("```\n~~~", "\\`\\`\\`⏎\\~\\~\\~"),
  ]

  @Test(arguments: words) func wordsStayWords(_ text: String, _ expected: String) {
    #expect(line { $0.text(text) } == expected)
  }

  /// Where a mark would show as asterisks the words stand without it.
  @Test func emphasisBesideLettersAndSigns() {
    func strong(_ inside: String, _ after: String, before: String = "") -> String {
      line { html in
        html.text(before)
        html.element("strong", inside)
        html.text(after)
      }
    }
    #expect(strong("굵은", "이") == "**굵은**이")
    #expect(strong("‘환불’", " 메일") == "**‘환불’** 메일")
    #expect(strong("‘환불’", "이라고") == "‘환불’이라고")
    #expect(strong("⟦kind⟧", "가") == "⟦kind⟧가")
    #expect(strong("⟦kind⟧", ".") == "**⟦kind⟧**.")
    #expect(strong("(가)", "", before: "나") == "나(가)")
    #expect(strong(" 빈칸", "") == "빈칸")
    #expect(strong("", "글") == "글")
  }

  @Test func emphasisThatTouches() {
    let touching = line { html in
      html.element("strong", "하나")
      html.element("strong", "둘")
    }
    #expect(touching == "**하나둘**")
    let inside = line { html in
      html.element("em") { html in
        html.text("기울인 ")
        html.element("strong", "굵은")
      }
    }
    #expect(inside == "*기울인 **굵은***")
  }

  @Test func codeAndLinks() {
    #expect(line { $0.element("code", "a ` b") } == "``a ` b``")
    #expect(line { $0.element("code", "`") } == "`` ` ``")
    #expect(line { $0.element("code", "*a*\nb") } == "`*a* b`")
    #expect(line { $0.element("a", ["href": "https://a.com/b_c"], "[글]") } == "[\\[글\\]](https://a.com/b_c)")
    #expect(
      line { $0.element("a", ["href": "https://a.com/(b)?c&d"], "글") } == "[글](<https://a.com/(b)?c&amp;d>)")
    // A place on the same page has no address elsewhere.
    #expect(line { $0.element("a", ["href": "#step-1"], "1. 글") } == "1\\. 글")
  }
}

@Suite("Forms of manuals") struct ManualFormTests {
  private static let look = ManualLook(author: "다리연구소", colour: "#2f6f4e", client: "하루커피")

  private func text(
    _ form: ManualForm, _ routine: Routine = ManualFixture.routine(), locale: String = "ko",
    look: ManualLook = look
  ) -> String {
    String(decoding: ManualEmitter.bytes(routine, as: form, locale: locale, look: look), as: UTF8.self)
  }

  private func matches(_ pattern: Regex<(Substring, Substring)>, in text: String) -> [String] {
    text.matches(of: pattern).map { String($0.output.1) }
  }

  @Test("the same routine gives the same bytes", arguments: ManualForm.allCases)
  func same(form: ManualForm) { #expect(text(form) == text(form)) }

  @Test("no author's word becomes markup", arguments: [ManualForm.pdf, .slides])
  func escaped(form: ManualForm) {
    let page = text(form, ManualFixture.routine(title: "<img src=x onerror=alert(1)>&amp;\u{7}"))
    #expect(!page.contains("<img"))
    #expect(page.contains("&lt;img src=x onerror=alert(1)&gt;&amp;amp;\u{FFFD}"))
  }

  @Test("a prompt stands between more backticks than it holds")
  func fences() {
    let markdown = text(.md, ManualFixture.routine(policy: "```\n코드\n````\n"))
    #expect(markdown.contains("`````text\n"))
    #expect(!markdown.contains("\n```\n코드\n````\n`````text"))
  }

  @Test("the title is the first line of Markdown, and the sections follow")
  func markdownSections() {
    let markdown = text(.md)
    #expect(markdown.hasPrefix("# 고객 문의 메일 답장\n\n**하루커피** 업무 매뉴얼\n"))
    let headings = matches(/(?m)^## (.*)$/, in: markdown)
    #expect(headings == matches(/<h2 id="[a-z]*-title">([^<]*)</, in: text(.html)).filter { $0 != "차례" })
    #expect(!markdown.contains("\n\n\n") && markdown.hasSuffix("\n"))
  }

  @Test("paper needs nothing from elsewhere and leads to its own pages only")
  func paper() {
    let paper = text(.pdf)
    let ids = matches(/\sid="([^"]*)"/, in: paper)
    #expect(Set(ids).count == ids.count)
    for target in matches(/href="#([^"]*)"/, in: paper) { #expect(ids.contains(target), "\(target)") }
    #expect(!paper.contains("url(") && !paper.contains("<script") && !paper.contains("@import"))
    for address in matches(/href="([^#"][^"]*)"/, in: paper) {
      #expect(address.hasPrefix("http"), "\(address)")
    }
    #expect(paper.contains("<meta name=\"author\" content=\"다리연구소\">"))
  }

  @Test("slides run the script that their policy names and nothing else")
  func policy() throws {
    let slides = text(.slides)
    let script = try #require(matches(/(?s)<script>(.*?)<\/script>/, in: slides).first)
    let style = try #require(matches(/(?s)<style>(.*?)<\/style>/, in: slides).first)
    for (part, name) in [(script, "script-src"), (style, "style-src")] {
      let hash = Base64.encode(SHA256.digest(of: Array(part.utf8)))
      #expect(slides.contains("\(name) &#39;sha256-\(hash)&#39;"))
      #expect(!part.contains("</") && !part.contains("<!--"))
    }
    #expect(slides.contains("default-src &#39;none&#39;"))
    #expect(!slides.contains("style=\""))
  }

  @Test("lists that are longer than a slide go on over the next, evenly", arguments: [1, 8, 9, 17])
  func parts(count: Int) {
    var routine = ManualFixture.routine()
    let step = routine.steps[0]
    routine.steps = (0..<count).map { index in
      var each = step
      each.name = "s\(index)"
      each.title = "단계 \(index)"
      return each
    }
    let slides = text(.slides, routine)
    let lists = matches(/(?s)<ol class="flow">(.*?)<\/ol>/, in: slides).map { $0.matches(of: /<li/).count }
    #expect(lists.reduce(0, +) == count)
    #expect(lists.allSatisfy { $0 <= 8 } && (lists.max()! - lists.min()!) <= 1)
    #expect(matches(/<section class="slide step" id="(step-\d+)"/, in: slides).count == count)
    // Each says where it is.
    let total = slides.matches(of: /<section class="slide/).count
    #expect(slides.contains("<span>\(total) / \(total)</span>"))
  }
}

@Suite("Korean words on paper") struct KoreanWordsTests {
  private func kept(_ write: (inout HTML) -> Void) -> String {
    var html = HTML()
    html.element("body") { write(&$0) }
    let text = String(decoding: KoreanWords.keptWhole(html).bytes, as: UTF8.self)
    return text.replacing("<span class=\"w\">", with: "[").replacing("</span>", with: "]")
      .replacing("<body>", with: "").replacing("</body>", with: "").replacing("\u{2060}", with: "+")
  }

  @Test func wordsWithHangulAreKept() {
    #expect(kept { $0.text("답장은 (나가지)\n않습니다. No 3번") } == "[답장은] [(나가지)]\n[않습니다.] No [3번]")
    #expect(kept { $0.text("https://example.com/가나다/라마바사아") } == "https://example.com/가나다/라마바사아")
    #expect(kept { $0.text(" ") } == " ")
  }

  @Test func aParticleStaysBehindWhatItGoesWith() {
    let place = kept { html in
      html.element("span", ["class": "hole"], "⟦mail⟧")
      html.text("을 봅니다")
    }
    #expect(place.hasSuffix("⟦mail⟧][+을] [봅니다]"))
    #expect(
      kept { html in
        html.element("strong", "굵은")
        html.text("이, 다음")
      }.contains("[+이,]"))
    // Spans that stand beside each other are words of their own.
    #expect(
      !kept { html in
        html.element("span", ["class": "badge"], "AI")
        html.element("span", "점장")
      }.contains("+"))
    #expect(
      !kept { html in
        html.element("p", "하나")
        html.element("p", "둘")
      }.contains("+"))
  }
}
