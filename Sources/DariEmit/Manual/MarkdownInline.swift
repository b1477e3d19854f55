// Lines of Markdown. What an author wrote stays words: whatever could be read as a mark there is escaped.

enum MarkdownInline {
  /// Between things that stand beside each other on the page.
  static let between = " · "

  static func paragraph(_ nodes: [HTMLNode]) -> MarkdownBlock? {
    let lines = self.lines(nodes)
    return lines.isEmpty ? nil : MarkdownBlock(lines, isParagraph: true)
  }

  /// Elements beside each other.
  static func items(_ nodes: [HTMLNode]) -> MarkdownBlock? {
    let line = itemLine(nodes)
    return line.isEmpty ? nil : MarkdownBlock([lineStartEscaped(line)], isParagraph: true)
  }

  static func itemLine(_ nodes: [HTMLNode]) -> String {
    joined(nodes.filter { !$0.isSpace }.map { line([$0]) }, by: between)
  }

  static func joined(_ parts: [String], by separator: String) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: separator)
  }

  /// Everything on one line, for headings and cells; marks at its start mean nothing there.
  static func line(_ nodes: [HTMLNode]) -> String {
    var writer = MarkdownInlineWriter()
    writer.write(nodes)
    return trimmed(writer.text(breaks: false).split(separator: "\n").map(trimmed).joined(separator: " "))
  }

  private static func lines(_ nodes: [HTMLNode]) -> [String] {
    var writer = MarkdownInlineWriter()
    writer.write(nodes)
    var lines = writer.text(breaks: true).split(separator: "\n").map(trimmed).filter {
      !$0.isEmpty && $0 != "\\"
    }
    // A break at the end of a paragraph would be a backslash.
    if let last = lines.last, last.hasSuffix("\\"), longestRun(of: "\\", atEndOf: last) % 2 == 1 {
      lines[lines.count - 1].removeLast()
    }
    return lines.map(lineStartEscaped)
  }

  /// A heading may end in signs that would be taken for its closing ones.
  static func closedHeading(_ line: String) -> String {
    line.hasSuffix("#") ? String(line.dropLast()) + "\\#" : line
  }

  /// The words alone.
  static func plain(_ nodes: [HTMLNode]) -> String {
    nodes.map { node in
      switch node {
      case .text(let text): return text
      case .element(let element):
        if element.name == "br" { return "\n" }
        let inner = plain(element.children)
        return element.has("choice") ? choice.open + inner + choice.close : inner
      }
    }.joined()
  }

  /// Around what depends on a condition in the middle of a line; the page draws a border there.
  static let choice = (open: "〔", close: "〕")

  static func longestRun(of scalar: Unicode.Scalar, in text: String) -> Int {
    var longest = 0
    var current = 0
    for each in text.unicodeScalars {
      current = each == scalar ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }

  private static func longestRun(of scalar: Unicode.Scalar, atEndOf text: String) -> Int {
    text.unicodeScalars.reversed().prefix { $0 == scalar }.count
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var view = Substring(text).unicodeScalars
    while let first = view.first, first == " " || first == "\t" { view.removeFirst() }
    while let last = view.last, last == " " || last == "\t" { view.removeLast() }
    return String(view)
  }

  /// A line that begins like a heading, a quote, a list, a table's rule or a fence.
  static func lineStartEscaped(_ line: String) -> String {
    let scalars = line.unicodeScalars
    guard let first = scalars.first else { return line }
    let isRule = scalars.allSatisfy { "-=+|: \t".unicodeScalars.contains($0) }
    let after = scalars.dropFirst().first
    switch first {
    case "#", ">": return "\\" + line
    case "-", "+": if isRule || after == nil || after == " " || after == "\t" { return "\\" + line }
    case "=", "|", ":": if isRule || first == "|" { return "\\" + line }
    case "0"..."9":
      let digits = scalars.prefix { ("0"..."9").contains($0) }
      let rest = scalars.dropFirst(digits.count)
      let next = rest.dropFirst().first
      if let mark = rest.first, mark == "." || mark == ")", next == nil || next == " " || next == "\t" {
        return String(digits) + "\\" + String(String.UnicodeScalarView(rest))
      }
    default: break
    }
    return line
  }
}
