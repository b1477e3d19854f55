// The swimlane within the page: its pictures, of which one is seen, and what the signs mean.

extension ManualPage {
  func swimlane(_ html: inout HTML) {
    let flow = manual.swimlane
    // Of a single step there is nothing to see, and Markdown has no pictures of its own.
    guard flow.steps.count > 1, form != .md else { return }
    let pictures = SwimlanePictures(of: flow)
    html.element("figure", ["class": "swim"]) { html in
      switch form {
      case .html, .md: self.pictures(pictures, &html)
      case .pdf:
        // What makes PDF does not look up the page's style sheet for a picture.
        html.element("div", ["class": "lanes"]) {
          svg(pictures.page, "on-page", SwimlanePalette(colour: look.colour)).write(into: &$0)
        }
      case .slides:
        picture(pictures.wide ?? pictures.page, "on-deck", &html)
        picture(pictures.phone, "on-phone", &html)
      }
      keys(flow, &html)
    }
  }

  private func pictures(_ pictures: SwimlanePictures, _ html: inout HTML) {
    if let wide = pictures.wide { picture(wide, "on-wide", &html) }
    picture(pictures.page, pictures.wide == nil ? "on-page" : "on-page narrow", &html)
    picture(pictures.phone, "on-phone", &html)
  }

  private func picture(_ drawn: SwimlanePictures.Drawn, _ name: String, _ html: inout HTML) {
    html.line()
    html.element("div", ["class": "lanes \(name)"]) { svg(drawn, name, nil).write(into: &$0) }
  }

  func svg(_ drawn: SwimlanePictures.Drawn, _ name: String, _ palette: SwimlanePalette?) -> SwimlaneSVG {
    SwimlaneSVG(
      flow: drawn.flow, picture: drawn.picture, id: "swim-\(name.split(separator: " ")[0])",
      title: words.swimlane.title(manual.title),
      description: words.swimlane.description(drawn.picture.style.goesRight), palette: palette,
      kinds: { kind in
        switch kind {
        case .human: words.labels.human
        case .ai: words.labels.ai
        case .tool: words.labels.tool
        case .routine: words.labels.routine
        }
      })
  }

  /// Only the signs that stand in the picture.
  private func keys(_ flow: SwimlaneFlow, _ html: inout HTML) {
    let words = words.swimlane
    let kinds = Set(flow.edges.map(\.kind))
    let signs: [(String, String, Bool)] = [
      ("gate", words.keyLook, flow.steps.contains(where: \.isCheckpoint)),
      ("back", words.keyBack, kinds.contains(.back)),
      ("some", words.keySometimes, flow.steps.contains(where: \.isConditional)),
      ("around", words.keyAround, kinds.contains(.around)),
      ("again", words.keyEach, flow.steps.contains(where: \.isRepeated)),
      ("out", words.keyLeaves, flow.steps.contains { $0.marks.contains(where: \.leaves) }),
    ]
    guard signs.contains(where: \.2) else { return }
    html.line()
    html.element("figcaption", ["class": "keys"]) { html in
      html.element("ul", ["aria-label": words.keys]) { html in
        for sign in signs where sign.2 {
          html.element("li") { html in
            html.element("span", ["class": "key \(sign.0)", "aria-hidden": "true"], "")
            html.text(sign.1)
          }
        }
      }
    }
  }
}
