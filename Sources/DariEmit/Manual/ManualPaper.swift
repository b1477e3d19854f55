// The manual as it is printed: a document for WeasyPrint, made of the page's own sections, with a cover, contents that
// know their pages, and running heads. It needs no network, and links that lead to other files are words only.

import DariBase
import DariRuntime

struct ManualPaper {
  private let page: ManualPage
  private let locale: String

  static func html(_ manual: Manual, words: ManualWords, locale: String, look: ManualLook) -> [UInt8] {
    var page = ManualPage(manual: manual, words: words, look: look)
    page.form = .pdf
    var html = HTML()
    ManualPaper(page: page, locale: locale).write(into: &html)
    return KoreanWords.keptWhole(html).bytes
  }

  private func write(into html: inout HTML) {
    html.markup("<!DOCTYPE html>\n")
    html.element("html", ["lang": locale]) { html in
      html.line()
      html.element("head") { head(&$0) }
      html.line()
      html.element("body") { html in
        let sections = page.sections
        html.element("div", ["class": "front"]) { html in
          page.cover(&html)
          made(&html)
          contents(sections, &html)
        }
        html.line()
        html.element("main") { ManualPage.write(sections, into: &$0) }
      }
      html.line()
    }
    html.line()
  }

  /// What a reader of PDF shows as title, author and subject is made of these.
  private func head(_ html: inout HTML) {
    html.markup("\n<meta charset=\"utf-8\">\n")
    html.element("title", page.documentTitle)
    for (name, content) in [
      ("author", page.look.author), ("description", page.manual.summary), ("generator", "Dari"),
    ] {
      guard let content else { continue }
      html.line()
      html.open("meta", ["name": name, "content": content])
    }
    html.line()
    html.style(PaperStylesheet.css(colour: page.look.colour) + (page.look.theme?.paper.css ?? []))
  }

  /// Sections, and in the one of the steps the steps; the numbers of the pages come from the style sheet.
  private func contents(_ sections: [ManualPage.Section], _ html: inout HTML) {
    let phases = phases
    html.line()
    html.element("nav", ["class": "contents"]) { html in
      html.element("h2", ["class": "contents-title"], page.words.page.contents)
      html.element("ol") { html in
        for section in sections {
          html.line()
          html.element("li") { html in
            html.element("a", ["href": "#\(section.id)"], section.title)
            guard let steps = phases[section.id] else { return }
            html.element("ol") { html in
              for number in steps { html.element("li") { page.stepLink(number, &$0) } }
            }
          }
        }
      }
    }
  }

  /// By the ids of their sections.
  private var phases: [String: Manual.Phase] {
    var phases: [String: Manual.Phase] = [:]
    for (index, phase) in page.manual.phases.enumerated() {
      phases[ManualPage.phaseID(index)] = phase
    }
    return phases
  }

  private func made(_ html: inout HTML) {
    let parts = [
      page.look.author.map(page.words.sentences.madeBy),
      page.manual.version.isEmpty ? nil : "\(page.words.labels.version) \(page.manual.version)",
    ].compactMap(\.self)
    if !parts.isEmpty { html.element("p", ["class": "made"], parts.joined(separator: " · ")) }
  }
}

extension ManualPage {
  /// More than half a page: kept whole it would leave too much of the page before it empty.
  func isLongOnPaper(_ prompt: ManualStep.Prompt) -> Bool {
    form == .pdf && Self.lines(prompt.parts) > 22
  }

  /// About as many as there will be on A4, at 88 columns a line.
  private static func lines(_ parts: [PromptPart]) -> Int {
    parts.reduce(0) { lines, part in
      switch part {
      case .text(let text):
        lines
          + text.split(separator: "\n", omittingEmptySubsequences: false).reduce(-1) {
            $0 + 1 + DisplayWidth.width(of: String($1)) / 88
          }
      case .hole: lines
      case .branches(let group):
        lines + group.branches.reduce(0) { $0 + self.lines($1.parts) + (group.isBlock ? 1 : 0) }
      case .loop(let loop): lines + self.lines(loop.parts) + (loop.isBlock ? 1 : 0)
      }
    }
  }
}
