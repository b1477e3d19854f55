// The manual as slides for the closing talk: one HTML file that needs no network. It scrolls from slide to slide where no
// script runs; with it, keys and taps do.

import DariBase
import DariRuntime
import DariSemantics

struct ManualSlides {
  private let page: ManualPage
  private var manual: Manual { page.manual }
  private var words: ManualWords { page.words }

  static func html(_ manual: Manual, words: ManualWords, locale: String, look: ManualLook) -> [UInt8] {
    var page = ManualPage(manual: manual, words: words, look: look)
    page.form = .slides
    var html = HTML()
    ManualSlides(page: page).write(locale, into: &html)
    return html.bytes
  }

  /// A name for links, the heading, and what stands below it. The title has a heading of its own.
  private struct Slide {
    var id: String
    var title: String?
    var name: StaticString
    var body: (inout HTML) -> Void
  }

  private func write(_ locale: String, into html: inout HTML) {
    let theme = page.look.theme?.slides ?? ThemeStyle()
    let css = SlidesStylesheet.css(colour: page.look.colour) + theme.css
    let style = Base64.encode(SHA256.digest(of: css))
    let script = Base64.encode(SHA256.digest(of: SlidesScript.bytes))
    html.markup("<!DOCTYPE html>\n")
    html.element("html", ["lang": locale]) { html in
      html.line()
      html.element("head") { html in
        html.markup("\n<meta charset=\"utf-8\">\n")
        html.open(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content":
              "default-src 'none'; style-src 'sha256-\(style)'; script-src 'sha256-\(script)'; "
              + (page.look.logo == nil && !theme.holdsData ? "" : "img-src data:; ")
              + (theme.holdsData ? "font-src data:; " : "") + "base-uri 'none'; form-action 'none'",
          ])
        html.markup("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        html.markup("<meta name=\"referrer\" content=\"no-referrer\">\n")
        html.element("title", page.documentTitle)
        html.line()
        html.style(css)
      }
      html.line()
      html.element("body") { html in
        html.element("main") { html in
          let slides = slides
          for (index, slide) in slides.enumerated() { write(slide, index + 1, of: slides.count, &html) }
        }
        html.script(SlidesScript.bytes)
      }
      html.line()
    }
    html.line()
  }

  private func write(_ slide: Slide, _ number: Int, of count: Int, _ html: inout HTML) {
    html.line()
    html.element(
      "section",
      [
        "class": "slide \(slide.name)", "id": slide.id, "aria-labelledby": "\(slide.id)-title",
        "tabindex": "-1",
      ]
    ) { html in
      html.element("div", ["class": "inside"]) { html in
        if let title = slide.title { html.element("h2", ["id": "\(slide.id)-title"], title) }
        html.element("div", ["class": "body"], slide.body)
      }
      html.element("p", ["class": "foot"]) { html in
        html.element("span", number == 1 ? "" : manual.title)
        html.element("span", "\(number) / \(count)")
      }
    }
  }

  // MARK: Slides

  private var slides: [Slide] {
    var slides = [Slide(id: "title", title: nil, name: "title", body: title)]
    if manual.swimlane.steps.count > 1 {
      slides.append(Slide(id: "glance", title: words.page.glance, name: "glance", body: page.swimlane))
    }
    // More than fit are on slides of their own.
    for (part, steps) in parts(of: manual.steps, atMost: 8) {
      slides.append(
        Slide(id: "steps\(part.suffix)", title: words.page.steps + part.words, name: "steps") { html in
          page.overview(of: steps, &html)
        })
    }
    for step in manual.steps {
      slides.append(
        Slide(id: "step-\(step.number)", title: "\(step.number). \(step.title)", name: "step") { html in
          self.step(step, &html)
        })
    }
    for (part, points) in parts(of: manual.checkpoints, atMost: 3) {
      slides.append(
        Slide(id: "checkpoints\(part.suffix)", title: words.page.checkpoints + part.words, name: "list") {
          self.checkpoints(points, &$0)
        })
    }
    if let time = manual.time {
      for (part, rows) in parts(of: time.rows, atMost: 6) {
        slides.append(
          Slide(id: "time\(part.suffix)", title: words.page.time + part.words, name: "time") { html in
            self.time(time, rows, &html)
          })
      }
    }
    for (part, tools) in parts(of: manual.tools, atMost: 6) {
      slides.append(
        Slide(id: "tools\(part.suffix)", title: words.page.tools + part.words, name: "tools") {
          self.tools(tools, &$0)
        })
    }
    for notice in manual.notices.enumerated() {
      slides.append(
        Slide(id: "notice-\(notice.offset + 1)", title: words.law.notice, name: "notice") {
          $0.element("p", ["class": "big"], notice.element)
        })
    }
    slides.append(Slide(id: "next", title: words.slides.next, name: "next", body: next))
    return slides
  }

  private typealias Part = (suffix: String, words: String)

  private func parts<Item>(of items: [Item], atMost limit: Int) -> [(Part, [Item])] {
    let count = (items.count + limit - 1) / limit
    if count < 2 { return items.isEmpty ? [] : [(("", ""), items)] }
    // Evenly: nine in two parts are five and four, not eight and one.
    let size = (items.count + count - 1) / count
    return (0..<count).map { part in
      let slice = items[(part * size)..<min(items.count, (part + 1) * size)]
      return ((part == 0 ? "" : "-\(part + 1)", " (\(part + 1)/\(count))"), Array(slice))
    }
  }

  private func title(_ html: inout HTML) {
    page.logo(&html)
    html.element("p", ["class": "kind"]) { html in
      if let client = page.look.client {
        html.element("b", client)
        html.text(" ")
      }
      html.text(words.page.kind)
    }
    html.element("h1", ["id": "title-title"], manual.title)
    if let summary = manual.summary { html.element("p", ["class": "summary"], summary) }
    page.figures(&html)
    let author = page.look.author.map(words.sentences.madeBy)
    if let author { html.element("p", ["class": "made"], author) }
    html.element("p", ["class": "keys"], words.slides.keys)
  }

  private func step(_ step: ManualStep, _ html: inout HTML) {
    html.element("p", ["class": "meta"]) { html in
      page.actorBadge(step.actorKind, &html)
      html.element("span", step.actor)
      page.flowBadges(step, &html)
    }
    let time = step.minutes.map {
      page.forOneItem(words.sentences.fromTo($0.before, $0.after), $0)
    }
    page.facts(
      [
        (words.labels.condition, step.condition), (words.labels.repetition, step.repetition),
        (words.labels.calledManual, step.called?.title), (words.labels.result, step.result.map(inShort)),
        (words.labels.minutes, time), (words.labels.owner, step.owner),
      ], "facts", &html)
    for point in manual.checkpoints where point.place.step == step.number && point.place.inside == nil {
      html.element("p", ["class": "look"], words.sentences.looks(point.person, point.looksAt))
    }
  }

  private func inShort(_ type: TypeInWords) -> String {
    type.fields.isEmpty ? type.summary : type.fields.map(\.words).joined(separator: ", ")
  }

  private func checkpoints(_ points: [Manual.Checkpoint], _ html: inout HTML) {
    html.element("ul", ["class": "points"]) { html in
      for point in points {
        html.element("li") { html in
          html.element("h3") { page.placeLink(point.place, &$0) }
          html.element("p", words.sentences.looks(point.person, point.looksAt))
          let no = point.redo.map(words.sentences.redo)
          page.facts([(words.labels.onNo, no ?? words.sentences.stops)], "facts", &html)
        }
      }
    }
  }

  private func time(_ time: Manual.TimeSaved, _ rows: [Manual.TimeSaved.Row], _ html: inout HTML) {
    html.element("p", ["class": "big"], page.headline(time))
    bars(time, &html)
    page.timeTable(time, rows, &html)
    if time.rows.contains(where: \.countsOneItem) {
      html.element("p", ["class": "quiet"], words.sentences.itemsCountOnce)
    }
  }

  /// Before and after as lengths. The table below says the same in words, so nobody has to hear them.
  private func bars(_ time: Manual.TimeSaved, _ html: inout HTML) {
    let most = max(time.before, time.after)
    guard most > 0 else { return }
    html.element("svg", ["class": "bars", "viewBox": "0 0 1000 64", "aria-hidden": "true"]) { html in
      for (index, minutes) in [time.before, time.after].enumerated() {
        let width = max(4, Int((minutes / most * 1000).rounded()))
        html.element(
          "rect",
          [
            "class": index == 0 ? "before" : "after", "x": "0", "y": "\(index * 36)", "width": "\(width)",
            "height": "28", "rx": "4",
          ], "")
      }
    }
  }

  private func tools(_ tools: [Manual.Tool], _ html: inout HTML) {
    html.element("table") { html in
      html.element("thead") {
        $0.element("tr") { html in
          for title in [words.labels.tool, words.labels.plan, words.labels.cost] {
            html.element("th", ["scope": "col"], title)
          }
        }
      }
      html.element("tbody") { html in
        for tool in tools {
          html.element("tr") { html in
            html.element("th", ["scope": "row"], tool.name)
            html.element("td", tool.plan ?? "–")
            html.element("td", tool.cost.map { words.sentences.cost($0, tool.asof) } ?? "–")
          }
        }
      }
    }
    html.element("p", ["class": "quiet"], words.sentences.costIntro)
  }

  /// What the client does after the talk, from what the routine knows: tools to set up, things to have, whom to ask.
  private func next(_ html: inout HTML) {
    html.element("ol", ["class": "next"]) { html in
      for tool in manual.tools {
        guard let start = tool.start else { continue }
        html.element("li") { html in
          html.element("b", tool.name)
          html.text(": \(start)")
        }
      }
      if !manual.prepare.isEmpty {
        let names = manual.prepare.map { ManualMarkdown.firstLine($0.question) ?? $0.name }
        html.element("li") { html in
          html.element("b", words.page.prepare)
          html.element("ul") { html in for name in names.prefix(6) { html.element("li", name) } }
        }
      }
      html.element("li", words.slides.tryOnce(manual.owner))
      if let help = manual.help {
        html.element("li") { html in
          html.element("b", words.page.help)
          html.text(": \(help)")
        }
      }
    }
  }
}
