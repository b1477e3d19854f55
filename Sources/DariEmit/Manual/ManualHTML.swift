// The page of a manual: one HTML file that needs no network. With a script it is the tool; without one it says all there is.

import DariBase
import DariRuntime
import DariSemantics

/// Whose manual it is.
package struct ManualLook: Sendable {
  package var author: String?
  /// As in the manifest: `#2f6f4e`.
  package var colour: String?
  package var client: String?
  /// Whom to ask.
  package var contact: String?
  package var logo: Logo?
  package var glossary: [Term] = []
  package var theme: Theme?

  package struct Term: Hashable, Sendable {
    package var word: String
    package var meaning: String

    package init(word: String, meaning: String) {
      self.word = word
      self.meaning = meaning
    }
  }

  package init(author: String? = nil, colour: String? = nil, client: String? = nil) {
    self.author = author
    self.colour = colour
    self.client = client
  }

  package init(_ manifest: Manifest) {
    author = manifest.author.name
    colour = manifest.author.colour
    client = manifest.client.name
    contact = manifest.client.contact
    logo = manifest.author.logo
    glossary = manifest.glossary.map { Term(word: $0.term, meaning: $0.meaning) }
    theme = manifest.theme
  }
}

package enum ManualEmitter {
  /// What comes of a manual; the bytes are none where a theme does not fit it.
  package struct Result: Sendable {
    package var bytes: [UInt8]
    /// Errors in the author's theme.
    package var diagnostics: [Diagnostic] = []
  }

  /// The same bytes for the same routines, form, language and look. Of the form `pdf`, what is printed.
  /// - Parameter former: what the manual that the client has was made of, in the same language; nil to leave out what changed.
  package static func result(
    _ routine: Routine, as form: ManualForm, locale: String, look: ManualLook,
    since former: FormerRoutine? = nil
  ) -> Result {
    let words = ManualWords.of(locale)
    var manual = ManualBuilder.manual(of: routine, words: words)
    if let former { manual.changes = changes(from: former, to: routine, words) }
    switch form {
    case .html:
      let script = ScriptEmitter.script(routine, manual, words: words)
      return page(manual, of: routine.name, script: script, words: words, locale: locale, look: look)
    case .pdf: return Result(bytes: ManualPaper.html(manual, words: words, locale: locale, look: look))
    case .slides: return Result(bytes: ManualSlides.html(manual, words: words, locale: locale, look: look))
    case .md: return Result(bytes: MarkdownPage.bytes(of: manual, words: words, look: look))
    }
  }

  package static func bytes(
    _ routine: Routine, as form: ManualForm, locale: String, look: ManualLook,
    since former: FormerRoutine? = nil
  ) -> [UInt8] {
    result(routine, as: form, locale: locale, look: look, since: former).bytes
  }

  private static func changes(
    from former: FormerRoutine, to routine: Routine, _ words: ManualWords
  ) -> Manual.Changes {
    let version = former.routine.version
    return Manual.Changes(
      since: version.isEmpty || version == routine.version ? former.name : version,
      sentences: ManualComparison.changes(from: former.routine, to: routine, words: words))
  }

  package static func html(_ routine: Routine, locale: String, look: ManualLook) -> [UInt8] {
    bytes(routine, as: .html, locale: locale, look: look)
  }

  package static func html(
    _ manual: Manual, script: [UInt8]? = nil, words: ManualWords, locale: String, look: ManualLook
  ) -> [UInt8] {
    page(manual, of: "", script: script, words: words, locale: locale, look: look).bytes
  }

  /// - Parameter script: nil for a page to read only.
  private static func page(
    _ manual: Manual, of routine: String, script: [UInt8]?, words: ManualWords, locale: String,
    look: ManualLook
  ) -> Result {
    let page = ManualPage(manual: manual, words: words, look: look, isLive: script != nil)
    let themed = look.theme?.page.map { ThemedPage($0, page, routine: routine, locale: locale) }
    if let themed, !themed.diagnostics.isEmpty { return Result(bytes: [], diagnostics: themed.diagnostics) }
    let css = ManualStylesheet.css(colour: look.colour) + (look.theme?.style.css ?? [])
    let policy = policy(css, script, look, hasPictures: themed?.holdsData == true)
    var html = HTML()
    html.markup("<!DOCTYPE html>\n")
    html.element("html", ["lang": locale]) { html in
      html.line()
      html.element("head") { html in
        html.markup("\n<meta charset=\"utf-8\">\n")
        html.open("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
        html.markup("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        html.markup("<meta name=\"referrer\" content=\"no-referrer\">\n")
        html.element("title", page.documentTitle)
        html.line()
        if let summary = manual.summary { html.open("meta", ["name": "description", "content": summary]) }
        html.style(css)
      }
      html.line()
      html.element("body") { html in
        html.element("a", ["class": "skip", "href": "#main"], words.page.skip)
        if let themed {
          html.append(themed.body)
        } else {
          html.element("div", ["class": "page"]) { page.write(into: &$0) }
        }
        if let script { html.script(script) }
      }
      html.line()
    }
    html.line()
    return Result(bytes: html.bytes)
  }

  /// Nothing but what stands in the page itself.
  private static func policy(
    _ css: [UInt8], _ script: [UInt8]?, _ look: ManualLook, hasPictures: Bool
  ) -> String {
    let styleHoldsData = look.theme?.style.holdsData == true
    var policy = ["default-src 'none'", "style-src 'sha256-\(Base64.encode(SHA256.digest(of: css)))'"]
    if let script { policy.append("script-src 'sha256-\(Base64.encode(SHA256.digest(of: script)))'") }
    if look.logo != nil || hasPictures || styleHoldsData { policy.append("img-src data:") }
    if styleHoldsData { policy.append("font-src data:") }
    return (policy + ["base-uri 'none'", "form-action 'none'"]).joined(separator: "; ")
  }
}

/// The page's frame: cover, contents, sections, footer.
struct ManualPage {
  let manual: Manual
  let words: ManualWords
  let look: ManualLook
  /// A script makes fields of it.
  var isLive = false
  var form = ManualForm.html

  typealias Section = (id: String, title: String, body: HTML)

  func write(into html: inout HTML) {
    cover(&html)
    html.line()
    let sections = sections
    contents(sections, &html)
    html.line()
    html.element("main", ["id": "main"]) { Self.write(sections, into: &$0) }
    html.line()
    footer(&html)
  }

  /// The sections alone, for the forms that have a frame of their own.
  static func write(_ sections: [Section], into html: inout HTML) {
    for section in sections {
      html.line()
      html.element("section", ["id": section.id, "aria-labelledby": "\(section.id)-title"]) { html in
        html.element("h2", ["id": "\(section.id)-title"], section.title)
        html.line()
        html.append(section.body)
      }
    }
  }

  static func phaseID(_ index: Int) -> String { index == 0 ? "steps" : "steps-\(index + 1)" }

  var documentTitle: String { [look.client, manual.title].compactMap(\.self).joined(separator: " · ") }

  func cover(_ html: inout HTML) {
    html.element("header", ["class": "cover"]) { html in
      logo(&html)
      html.element("p", ["class": "kind"]) { html in
        if let client = look.client {
          html.element("b", client)
          html.text(" ")
        }
        html.text(words.page.kind)
      }
      html.element("h1", manual.title)
      if let summary = manual.summary { html.element("p", ["class": "summary"], summary) }
      figures(&html)
      facts(
        [
          (words.labels.audience, manual.audience), (words.labels.owner, manual.owner),
          (words.labels.reviewed, manual.reviewed),
        ], "facts", &html)
    }
  }

  func logo(_ html: inout HTML) {
    guard let logo = look.logo else { return }
    html.element("p", ["class": "logo"]) {
      $0.open(
        "img",
        [
          "src": "data:\(logo.kind.rawValue);base64,\(Base64.encode(logo.bytes))", "alt": look.author ?? "",
        ])
    }
  }

  func figures(_ html: inout HTML) {
    html.element("ul", ["class": "figures"]) { html in
      if let time = manual.time { html.element("li", headline(time)) }
      if !manual.steps.isEmpty { html.element("li", words.sentences.steps(manual.steps.count)) }
      if !manual.checkpoints.isEmpty {
        html.element("li", words.sentences.checkpoints(manual.checkpoints.count))
      }
    }
  }

  /// A list of facts; those that are not known are left out.
  func facts(_ rows: [(String, String?)], _ name: String, _ html: inout HTML) {
    guard rows.contains(where: { $0.1 != nil }) else { return }
    html.element("dl", ["class": name]) { html in
      for case (let label, let value?) in rows {
        html.element("dt", label)
        html.element("dd", value)
      }
    }
  }

  func contents(_ sections: [Section], _ html: inout HTML) {
    html.element("nav", ["class": "contents", "aria-labelledby": "contents-title"]) { html in
      html.element("h2", ["id": "contents-title"], words.page.contents)
      html.element("ol") { html in
        for section in sections {
          html.element("li") { $0.element("a", ["href": "#\(section.id)"], section.title) }
        }
      }
    }
  }

  private func footer(_ html: inout HTML) {
    html.element("footer") { html in
      let parts = [
        look.author.map(words.sentences.madeBy), manual.title, manual.version.isEmpty ? nil : manual.version,
      ]
      html.element("p", parts.compactMap(\.self).joined(separator: " · "))
    }
  }

  var sections: [Section] {
    var sections: [Section] = []
    func add(_ id: String, _ title: String, if isThere: Bool, _ body: (inout HTML) -> Void) {
      guard isThere else { return }
      var html = HTML()
      body(&html)
      sections.append((id, title, html))
    }
    let page = words.page
    add("purpose", page.purpose, if: !manual.about.isEmpty || manual.avoid != nil, purpose)
    add("glance", page.glance, if: !manual.steps.isEmpty, glance)
    add("roles", page.roles, if: !manual.responsibilities.isEmpty, roles)
    add("tools", page.tools, if: !manual.tools.isEmpty, tools)
    add("prepare", page.prepare, if: !manual.prepare.isEmpty, prepare)
    add("cautions", page.cautions, if: manual.cautions != nil, cautions)
    let phases = manual.phases
    for (index, phase) in phases.enumerated() {
      let end = words.page.phase(manual.steps[phase.upperBound - 1].title, phase)
      add(
        Self.phaseID(index), phases.count == 1 ? page.steps : "\(page.steps): \(end)",
        if: true
      ) { steps(phase, &$0) }
    }
    add("checkpoints", page.checkpoints, if: !manual.checkpoints.isEmpty, checkpoints)
    add("departures", page.departures, if: !manual.departures.isEmpty, departures)
    add("help", page.help, if: manual.help != nil || look.contact != nil, help)
    add("time", page.time, if: manual.time != nil, time)
    add("law", words.law.title, if: !manual.laws.isEmpty, law)
    let reasons = !manual.why.isEmpty || manual.steps.contains { !$0.why.isEmpty }
    add("notes", page.notes, if: !manual.notes.isEmpty, notes)
    // Words that this manual does not use would only make its reader look for them.
    let terms = look.glossary.filter { term in sections.contains { $0.body.holds(term.word) } }
    add("glossary", page.glossary, if: !terms.isEmpty) { glossary(terms, &$0) }
    add("changes", page.changes, if: manual.changes != nil, changes)
    add("design", page.design, if: reasons, design)
    add("about", page.about, if: true, about)
    return sections
  }
}
