// Markdown to HTML by way of cmark-gfm's tree. Raw HTML is shown as text, pictures as their words, and links lead only
// to addresses that a page may open, so what an author wrote cannot act.

import CCMarkGFM

struct ManualMarkdown {
  /// What stands for the marked places while Markdown is read: a private-use scalar that the text does not hold, the
  /// number of the place, and the scalar again.
  struct Marks {
    let scalar: Unicode.Scalar
    var items: [PromptPart] = []

    init(absentFrom parts: [PromptPart]) {
      var used = Set<UInt32>()
      func collect(_ parts: [PromptPart]) {
        for part in parts {
          switch part {
          case .text(let text):
            for scalar in text.unicodeScalars where Self.range.contains(scalar.value) {
              used.insert(scalar.value)
            }
          case .hole: break
          case .branches(let group): for branch in group.branches { collect(branch.parts) }
          case .loop(let loop): collect(loop.parts)
          }
        }
      }
      collect(parts)
      // 137,000 different private-use characters in one text do not occur; if they do, its marks are shown plainly.
      let free = Self.range.first { !used.contains($0) && Unicode.Scalar($0) != nil }
      scalar = free.flatMap(Unicode.Scalar.init) ?? "\u{E000}"
    }

    private static let range: ClosedRange<UInt32> = 0xE000...0xF8FF

    mutating func mark(_ part: PromptPart) -> String {
      items.append(part)
      return "\(scalar)\(items.count - 1)\(scalar)"
    }
  }

  /// Writes an inline part that stood at a mark.
  typealias Place = (inout HTML, PromptPart) -> Void

  private let marks: Marks
  private let place: Place
  /// The level of a heading written `#`.
  private let headingLevel: Int

  static func write(
    _ text: String, marks: Marks = Marks(absentFrom: []), headingLevel: Int, into html: inout HTML,
    place: @escaping Place = { _, _ in }
  ) {
    parsed(text) { root in
      ManualMarkdown(marks: marks, place: place, headingLevel: headingLevel).children(of: root, &html)
    }
  }

  /// The first line in plain words, without a final full stop: a short name for a question.
  static func firstLine(_ text: String) -> String? {
    parsed(text) { root in
      var node = cmark_node_first_child(root)
      while let block = node, typeName(block) != "paragraph" { node = cmark_node_next(block) }
      guard let paragraph = node else { return nil }
      var line = ""
      plain(paragraph, into: &line)
      return line.isEmpty ? nil : line
    }
  }

  /// - Returns: false at the end of the line.
  @discardableResult
  private static func plain(_ node: OpaquePointer, into line: inout String) -> Bool {
    var child = cmark_node_first_child(node)
    while let each = child {
      switch typeName(each) {
      case "text", "code": line += literal(each)
      case "softbreak", "linebreak": return false
      default: if !plain(each, into: &line) { return false }
      }
      child = cmark_node_next(each)
    }
    return true
  }

  /// The library's own registration is not safe when several manuals are made at once; a lazy constant is.
  private static let extensionsAreRegistered: Bool = {
    cmark_gfm_core_extensions_ensure_registered()
    return true
  }()

  private static func parsed<Result>(_ text: String, _ body: (OpaquePointer) -> Result) -> Result {
    _ = extensionsAreRegistered
    let parser = cmark_parser_new(CMARK_OPT_DEFAULT)!
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "tasklist"] {
      if let known = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, known) }
    }
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
    }
    let root = cmark_parser_finish(parser)!
    defer { cmark_node_free(root) }
    return body(root)
  }

  private static func typeName(_ node: OpaquePointer) -> String {
    cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
  }

  private static func literal(_ node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }

  // MARK: Tree

  private func children(of node: OpaquePointer, _ html: inout HTML) {
    var child = cmark_node_first_child(node)
    while let each = child {
      element(each, &html)
      child = cmark_node_next(each)
    }
  }

  private func element(_ node: OpaquePointer, _ html: inout HTML) {
    let inner: (inout HTML) -> Void = { children(of: node, &$0) }
    switch Self.typeName(node) {
    case "paragraph":
      if isTight(node) { children(of: node, &html) } else { html.element("p", inner) }
    case "heading": heading(node, &html)
    case "block_quote": html.element("blockquote", inner)
    case "list": list(node, &html)
    case "item": html.element("li", inner)
    case "tasklist": task(node, &html)
    case "code_block":
      html.element("pre", ["class": "code"]) { html in
        html.element("code") { marked(trimmed(Self.literal(node)), &$0) }
      }
    case "thematic_break": html.open("hr")
    case "table": table(node, &html)
    case "text": marked(Self.literal(node), &html)
    case "html_block": html.element("p") { marked(Self.literal(node), &$0) }
    case "html_inline": marked(Self.literal(node), &html)
    case "softbreak": html.line()
    case "linebreak":
      html.open("br")
      html.line()
    case "code": html.element("code") { marked(Self.literal(node), &$0) }
    case "emph": html.element("em", inner)
    case "strong": html.element("strong", inner)
    case "strikethrough": html.element("del", inner)
    case "link": link(node, &html)
    default: children(of: node, &html)
    }
  }

  private func trimmed(_ code: String) -> Substring {
    code.utf8.last == 0x0A ? code.unicodeScalars.dropLast().asSubstring : code[...]
  }

  /// Paragraphs of a tight list are written without their tags.
  private func isTight(_ node: OpaquePointer) -> Bool {
    guard let list = cmark_node_parent(node).flatMap(cmark_node_parent), Self.typeName(list) == "list" else {
      return false
    }
    return cmark_node_get_list_tight(list) != 0
  }

  private func heading(_ node: OpaquePointer, _ html: inout HTML) {
    let inner: (inout HTML) -> Void = { children(of: node, &$0) }
    // All of an author's headings stand on one level below the page's own, so that none is skipped.
    switch headingLevel {
    case ...3: html.element("h3", inner)
    case 4: html.element("h4", inner)
    case 5: html.element("h5", inner)
    default: html.element("h6", inner)
    }
  }

  private func list(_ node: OpaquePointer, _ html: inout HTML) {
    let first = cmark_node_first_child(node)
    let isTasks = first.map { Self.typeName($0) == "tasklist" } ?? false
    if cmark_node_get_list_type(node) == CMARK_ORDERED_LIST {
      let start = cmark_node_get_list_start(node)
      html.element("ol", ["start": start == 1 ? nil : "\(start)"]) { children(of: node, &$0) }
    } else {
      html.element("ul", ["class": isTasks ? "tasks" : nil]) { children(of: node, &$0) }
    }
  }

  /// A box that can be ticked with a finger or a pencil, with the words beside it as its label.
  private func task(_ node: OpaquePointer, _ html: inout HTML) {
    let isDone = cmark_gfm_extensions_get_tasklist_item_checked(node)
    html.element("li") { html in
      var child = cmark_node_first_child(node)
      html.element("label") { html in
        html.open("input", ["type": "checkbox", "checked": isDone ? "checked" : nil])
        html.element("span") { html in
          if let first = child, Self.typeName(first) == "paragraph" {
            children(of: first, &html)
            child = cmark_node_next(first)
          }
        }
      }
      while let each = child {
        element(each, &html)
        child = cmark_node_next(each)
      }
    }
  }

  /// With a head of its own, which paper shows again where a table goes on.
  private func table(_ node: OpaquePointer, _ html: inout HTML) {
    html.element("div", ["class": "table"]) { html in
      html.element("table") { html in
        var row = cmark_node_first_child(node)
        if let head = row, Self.typeName(head) == "table_header" {
          html.element("thead") { self.row(head, &$0) }
          row = cmark_node_next(head)
        }
        guard row != nil else { return }
        html.element("tbody") { html in
          while let each = row {
            self.row(each, &html)
            row = cmark_node_next(each)
          }
        }
      }
    }
  }

  private func row(_ node: OpaquePointer, _ html: inout HTML) {
    let isHead = Self.typeName(node) == "table_header"
    html.element("tr") { html in
      var cell = cmark_node_first_child(node)
      while let content = cell {
        html.element(isHead ? "th" : "td", ["scope": isHead ? "col" : nil]) { children(of: content, &$0) }
        cell = cmark_node_next(content)
      }
    }
  }

  private func link(_ node: OpaquePointer, _ html: inout HTML) {
    let address = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
    // An address with a place in it is not one yet.
    guard ManualLink.isSafe(address), !address.unicodeScalars.contains(marks.scalar) else {
      return children(of: node, &html)
    }
    html.element("a", ["href": address, "rel": "noopener noreferrer"]) { children(of: node, &$0) }
  }

  /// Text with the marks in it replaced.
  private func marked(_ text: some StringProtocol, _ html: inout HTML) {
    if marks.items.isEmpty { return html.text(text) }
    let pieces = text.unicodeScalars.split(separator: marks.scalar, omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      let piece = String(String.UnicodeScalarView(piece))
      if index % 2 == 1, index < pieces.count - 1, let number = Int(piece),
        marks.items.indices.contains(number)
      {
        place(&html, marks.items[number])
      } else {
        html.text(piece)
      }
    }
  }
}

enum ManualLink {
  /// Addresses that a page may lead to: not `javascript:` or `data:`.
  static func isSafe(_ address: String) -> Bool {
    let lower = address.lowercased()
    return ["https://", "http://", "mailto:", "tel:"].contains { lower.hasPrefix($0) }
  }
}

extension Substring.UnicodeScalarView {
  fileprivate var asSubstring: Substring { Substring(self) }
}
