// The pieces of a page as a tree, for forms that are no HTML.

enum HTMLNode {
  case text(String)
  case element(HTMLElement)

  var element: HTMLElement? { if case .element(let element) = self { element } else { nil } }

  var isSpace: Bool {
    if case .text(let text) = self { text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x0A } } else { false }
  }
}

struct HTMLElement {
  var name: String
  var attributes: [String: String] = [:]
  var children: [HTMLNode] = []

  func has(_ name: String) -> Bool {
    attributes["class"]?.split(separator: " ").contains { $0 == name } ?? false
  }

  /// Those inside, without the space between them.
  var elements: [HTMLElement] { children.compactMap(\.element) }
}

extension HTML {
  /// Elements that have no end.
  private static let voids: Set<String> = ["br", "hr", "img", "input", "meta", "wbr"]

  /// What is written as markup is nothing but line breaks and what comes before a body: it is left out.
  var tree: [HTMLNode] {
    var open = [HTMLElement(name: "")]
    for piece in pieces {
      switch piece {
      case .markup(let literal):
        if "\(literal)" == "\n" { open[open.count - 1].children.append(.text("\n")) }
      case .style, .script, .theme: break
      case .text(let text): open[open.count - 1].children.append(.text(Self.withoutControls(text)))
      case .open(let name, let attributes):
        var element = HTMLElement(name: "\(name)")
        for case (let name, let value?) in attributes { element.attributes["\(name)"] = value }
        if Self.voids.contains(element.name) {
          open[open.count - 1].children.append(.element(element))
        } else {
          open.append(element)
        }
      case .close:
        guard open.count > 1, let element = open.popLast() else { continue }
        open[open.count - 1].children.append(.element(element))
      }
    }
    return open[0].children
  }

  /// As in the bytes.
  private static func withoutControls(_ text: String) -> String {
    guard text.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09 && $0 != 0x0A) || $0 == 0x7F }) else {
      return text
    }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl =
        (scalar.value < 0x20 && scalar.value != 0x09 && scalar.value != 0x0A) || scalar.value == 0x7F
      result.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(result)
  }
}
