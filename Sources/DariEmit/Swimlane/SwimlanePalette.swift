// Colours within the picture itself, for programs that do not read the page's style sheet: those that make PDF, and viewers of
// a file of its own. On a page the style sheet overrules them.

/// What each class looks like on white.
struct SwimlanePalette {
  let accent: String

  private static let ground = "#ffffff", raised = "#f5f2eb", edge = "#ddd8cc", ink = "#25231e",
    soft = "#5f5a4f"
  private static let warn = "#8c2f16"

  /// - Parameter colour: the author's, as in the manifest.
  init(colour: String?) { accent = ManualStylesheet.accent(colour) }

  struct Shape {
    var fill = "none"
    var stroke: String?
    var width: String?
    var dash: String?
  }

  func shape(_ names: String) -> Shape {
    let names = names.split(separator: " ")
    let isOut = names.contains("out")
    switch names.first {
    case "lane": return Shape(fill: Self.ground, stroke: Self.edge)
    case "head": return Shape(fill: Self.raised, stroke: Self.edge)
    case "box":
      let stroke = isOut ? Self.warn : names.contains("human") ? accent : Self.soft
      return Shape(
        fill: names.contains("ai") ? Self.raised : Self.ground, stroke: stroke,
        width: isOut || names.contains("human") ? "2" : "1.5", dash: names.contains("some") ? "5 3" : nil)
    case "again": return Shape(stroke: isOut ? Self.warn : Self.soft)
    case "gate": return Shape(fill: accent, stroke: accent)
    case "way":
      let dash = names.contains("back") ? "2 3" : names.contains("around") ? "6 3" : nil
      return Shape(stroke: names.contains("back") ? accent : Self.soft, width: "2", dash: dash)
    case "tip": return Shape(fill: names.contains("back") ? accent : Self.soft)
    default: return Shape()
    }
  }

  struct Lettering {
    var fill: String
    var size: String
    var weight: String?
  }

  func lettering(_ name: String) -> Lettering {
    switch name {
    case "title": Lettering(fill: Self.ink, size: "13", weight: "600")
    case "name": Lettering(fill: Self.ink, size: "13", weight: "700")
    case "leaves": Lettering(fill: Self.warn, size: "12", weight: "600")
    default: Lettering(fill: Self.soft, size: "12")
    }
  }
}

extension ManualEmitter {
  /// The swimlane of a manual as a file of its own, as it stands on a page of A4; nil if there is nothing to see.
  package static func swimlane(_ manual: Manual, words: ManualWords, look: ManualLook) -> [UInt8]? {
    guard manual.swimlane.steps.count > 1 else { return nil }
    var html = HTML()
    let page = ManualPage(manual: manual, words: words, look: look, isLive: false)
    page.svg(SwimlanePictures(of: manual.swimlane).page, "on-page", SwimlanePalette(colour: look.colour))
      .write(into: &html)
    html.line()
    return html.bytes
  }
}
