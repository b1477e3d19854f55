// The manual as Markdown, for Notion, wikis and repositories: all sections of the page, made from its tree, so that a
// section that the page gets is in both.

import DariRuntime

/// GitHub-flavoured Markdown without raw HTML (https://github.github.com/gfm/).
struct MarkdownPage {
  static func bytes(of manual: Manual, words: ManualWords, look: ManualLook) -> [UInt8] {
    var html = HTML()
    var page = ManualPage(manual: manual, words: words, look: look)
    page.form = .md
    page.write(into: &html)
    let blocks = MarkdownPage().blocks(html.tree)
    return Array((joined(blocks).joined(separator: "\n") + "\n").utf8)
  }

  /// Lines without what stands before them on the page: marks of lists and quotes come from outside.
  typealias Block = MarkdownBlock

  private static func joined(_ blocks: [Block]) -> [String] { Block.joined(blocks) }

  // MARK: Blocks

  /// Elements that stand on lines of their own; all others are parts of a line.
  private static let blockNames: Set<String> = [
    "p", "div", "section", "article", "header", "footer", "main", "nav", "ul", "ol", "dl", "table", "pre",
    "blockquote", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "details", "summary", "form", "svg",
    "button", "textarea", "select", "script", "template", "dialog", "fieldset", "output",
  ]

  /// What only a page on a screen has: contents of links, pictures, and things to press.
  private static let leftOut: Set<String> = [
    "nav", "svg", "form", "button", "textarea", "select", "script", "template", "dialog", "output",
  ]

  private func blocks(_ nodes: [HTMLNode]) -> [Block] {
    var blocks: [Block] = []
    var run: [HTMLNode] = []
    func flush() {
      if let paragraph = MarkdownInline.paragraph(run) { blocks.append(paragraph) }
      run = []
    }
    for node in nodes {
      guard let element = node.element, Self.blockNames.contains(element.name) else {
        run.append(node)
        continue
      }
      flush()
      add(self.block(element), to: &blocks)
    }
    flush()
    return blocks
  }

  /// Two lists that follow each other would be read as one: the second has other marks.
  private func add(_ more: [Block], to blocks: inout [Block]) {
    for var block in more {
      if let last = blocks.last?.list, last == block.list { block.changeMarks() }
      blocks.append(block)
    }
  }

  private func block(_ element: HTMLElement) -> [Block] {
    if Self.leftOut.contains(element.name) { return [] }
    switch element.name {
    case "p":
      return [paragraph(element)].compactMap { $0 }
    case "h1", "h2", "h3", "h4", "h5", "h6": return [heading(element)]
    case "ul", "ol": return list(element)
    case "dl": return facts(element)
    case "table": return MarkdownTable.block(element).map { [$0] } ?? []
    case "pre": return [fence(element.children)]
    case "blockquote": return quoted(blocks(element.children))
    case "hr": return [Block(["---"])]
    case "footer": return [Block(["---"])] + blocks(element.children)
    case "header": return cover(element)
    default:
      if element.has("run") { return [fence(element.children)] }
      if element.has("branches") { return branches(element) }
      if element.has("callout") { return quoted(blocks(element.children.map(Self.headingAsWords))) }
      if element.has("who") {
        return [MarkdownInline.items(element.children)].compactMap { $0 }
      }
      return blocks(element.children)
    }
  }

  /// The title comes first: that is what a page of a wiki is called by.
  private func cover(_ element: HTMLElement) -> [Block] {
    let isTitle = { (node: HTMLNode) in node.element?.name == "h1" }
    return blocks(element.children.filter(isTitle)) + blocks(element.children.filter { !isTitle($0) })
  }

  private func paragraph(_ element: HTMLElement) -> Block? {
    if element.has("meta") || element.has("thing") { return MarkdownInline.items(element.children) }
    if element.has("when") || element.has("lead") {
      return MarkdownInline.paragraph([Self.strong(element.children)])
    }
    return MarkdownInline.paragraph(element.children)
  }

  private func heading(_ element: HTMLElement) -> Block {
    let level = Int(element.name.dropFirst()) ?? 1
    let isOfSpans = element.elements.allSatisfy { $0.name == "span" } && element.children.count > 1
    let words = isOfSpans ? Self.spaced(element.elements.map(HTMLNode.element)) : element.children
    let line = MarkdownInline.line(words)
    return Block([String(repeating: "#", count: level) + " " + MarkdownInline.closedHeading(line)])
  }

  private static func spaced(_ nodes: [HTMLNode]) -> [HTMLNode] {
    Array(nodes.map { [$0] }.joined(separator: [.text(" ")]))
  }

  private static func headingAsWords(_ node: HTMLNode) -> HTMLNode {
    guard let element = node.element, element.name.first == "h", element.name.count == 2 else { return node }
    return .element(HTMLElement(name: "p", children: [strong(element.children)]))
  }

  private static func strong(_ children: [HTMLNode]) -> HTMLNode {
    .element(HTMLElement(name: "strong", children: children))
  }

  private func quoted(_ blocks: [Block]) -> [Block] {
    if blocks.isEmpty { return [] }
    return [Block(Self.joined(blocks).map { $0.isEmpty ? ">" : "> \($0)" })]
  }

  /// As it is, between lines of more backticks than it holds in a row.
  private func fence(_ nodes: [HTMLNode]) -> Block {
    let text = MarkdownInline.plain(nodes)
    let marks = String(repeating: "`", count: max(3, MarkdownInline.longestRun(of: "`", in: text) + 1))
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return Block([marks + "text"] + lines + [marks])
  }

  // MARK: Lists

  /// An item for each condition, with what is done then below it. No quotes: cmark-gfm knows no boxes in them, and Notion no
  /// code.
  private func branches(_ element: HTMLElement) -> [Block] {
    let panels = element.elements.filter { $0.has("panel") }
    let lead = blocks(element.elements.filter { !$0.has("panel") }.map(HTMLNode.element))
    let items = panels.map { Block.item("- ", "", blocks($0.children), isLoose: true) }
    let lines = Array(items.joined(separator: [""]))
    return lead + (lines.isEmpty ? [] : [Block(lines, list: .bullets)])
  }

  private func list(_ element: HTMLElement) -> [Block] {
    let items = element.elements.filter { $0.name == "li" }
    // Things with a name of their own are sections rather than items.
    if items.allSatisfy({ $0.elements.first?.name == "h3" }) { return items.flatMap { blocks($0.children) } }
    let start = element.attributes["start"].flatMap { Int($0) } ?? 1
    let contents = items.map { item in
      element.has("tasks") ? task(item) : (mark: "", blocks: self.item(item))
    }
    let isLoose = contents.contains { content in
      content.blocks.dropFirst().contains { $0.list == nil } || content.blocks.count > 2
    }
    var lines: [String] = []
    for (index, content) in contents.enumerated() {
      if isLoose, index > 0 { lines.append("") }
      let mark = element.name == "ol" ? "\(start + index). " : "- "
      lines += Block.item(mark, content.mark, content.blocks, isLoose: isLoose)
    }
    if lines.isEmpty { return [] }
    return [Block(lines, list: element.name == "ol" ? .ordered : .bullets)]
  }

  private func item(_ item: HTMLElement) -> [Block] {
    if item.has("asis") { return asIs(item.children) }
    // The title of a step and who does it are one line.
    guard let who = item.elements.first(where: { $0.has("who") }) else { return blocks(item.children) }
    let rest = item.children.filter { !($0.element?.has("who") ?? false) && !$0.isSpace }
    let names = rest.filter { $0.element.map { !Self.blockNames.contains($0.name) } ?? true }
    let others = rest.filter { $0.element.map { Self.blockNames.contains($0.name) } ?? false }
    let line = MarkdownInline.joined(
      [MarkdownInline.line([Self.strong(names)]), MarkdownInline.itemLine(who.children)], by: " · ")
    return [Block([line])] + blocks(others)
  }

  /// A value that somebody may copy keeps its lines.
  private func asIs(_ nodes: [HTMLNode]) -> [Block] {
    MarkdownInline.plain(nodes).utf8.contains(0x0A) ? [fence(nodes)] : blocks(nodes)
  }

  private func task(_ item: HTMLElement) -> (mark: String, blocks: [Block]) {
    let label = item.elements.first { $0.name == "label" }
    let box = label?.elements.first { $0.name == "input" }
    let words = label?.elements.first { $0.name == "span" }?.children ?? []
    let rest = item.children.filter { $0.element?.name != "label" }
    let mark = box?.attributes["checked"] == nil ? "[ ] " : "[x] "
    return (mark, blocks(words + rest))
  }

  /// A list of facts, each with its name before it.
  private func facts(_ element: HTMLElement) -> [Block] {
    var groups: [(name: [HTMLNode], values: [HTMLElement])] = []
    for each in element.elements {
      if each.name == "dt" {
        groups.append((each.children, []))
      } else if each.name == "dd", !groups.isEmpty {
        groups[groups.count - 1].values.append(each)
      }
    }
    let contents = groups.map { group -> [Block] in
      let isPlace = group.name.compactMap(\.element).contains { $0.has("hole") }
      let name = MarkdownInline.line(isPlace ? group.name : [Self.strong(group.name)])
      var blocks = group.values.first.map(value) ?? []
      if let first = blocks.first, first.isParagraph {
        blocks[0].prepend("\(name): ")
      } else {
        blocks.insert(Block(["\(name):"]), at: 0)
      }
      let more = group.values.dropFirst().map { Block.item("- ", "", value($0), isLoose: false) }
      if !more.isEmpty { add([Block(more.flatMap { $0 }, list: .bullets)], to: &blocks) }
      return blocks
    }
    let isLoose = contents.contains { $0.dropFirst().contains { $0.list == nil } }
    var lines: [String] = []
    for (index, blocks) in contents.enumerated() {
      if isLoose, index > 0 { lines.append("") }
      lines += Block.item("- ", "", blocks, isLoose: isLoose)
    }
    return lines.isEmpty ? [] : [Block(lines, list: .bullets)]
  }

  private func value(_ element: HTMLElement) -> [Block] {
    element.has("asis") ? asIs(element.children) : blocks(element.children)
  }
}
