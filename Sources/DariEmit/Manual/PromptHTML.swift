// Texts with marked places as HTML: prompts as they are, instructions as Markdown.

import DariRuntime

enum PromptHTML {
  // MARK: As it is

  /// A prompt, its line breaks kept. What depends on a condition stands in a panel under it.
  static func prompt(_ parts: [PromptPart], words: ManualWords, into html: inout HTML) {
    var run: [PromptPart] = []
    func flush(_ html: inout HTML) {
      // Panels bring their own distance, so the empty lines around them are not shown.
      let lines = edgesTrimmed(run)
      run = []
      if lines.isEmpty { return }
      html.element("div", ["class": "run"]) { html in
        for part in lines { inline(part, words: words, into: &html) }
      }
    }
    for part in parts {
      if part.isBlock {
        flush(&html)
        panels(part, words: words, &html) { parts, html in prompt(parts, words: words, into: &html) }
      } else {
        run.append(part)
      }
    }
    flush(&html)
  }

  private static func trimmed(_ text: String, start: Bool, end: Bool) -> String {
    var view = text.unicodeScalars[...]
    if start { while view.first == "\n" { view.removeFirst() } }
    if end { while view.last == "\n" { view.removeLast() } }
    return String(String.UnicodeScalarView(view))
  }

  private static func edgesTrimmed(_ parts: [PromptPart]) -> [PromptPart] {
    var parts = parts
    if case .text(let text)? = parts.first { parts[0] = .text(trimmed(text, start: true, end: false)) }
    if case .text(let text)? = parts.last {
      parts[parts.count - 1] = .text(trimmed(text, start: false, end: true))
    }
    return parts.filter { $0 != .text("") }
  }

  static func inline(_ part: PromptPart, words: ManualWords, into html: inout HTML) {
    switch part {
    case .text(let text): html.text(text)
    case .hole(let hole): mark(hole, into: &html)
    case .branches(let group):
      for (index, branch) in group.branches.enumerated() {
        if index > 0 { html.text(" ") }
        html.element("span", ["class": "choice"]) { html in
          html.element("span", ["class": "when"]) { html in
            if index == 0, let lead = group.lead { html.text("\(lead): ") }
            html.text("\(branch.condition): ")
          }
          for part in edgesTrimmed(branch.parts) { inline(part, words: words, into: &html) }
        }
      }
      if group.branches.isEmpty, let lead = group.lead { html.element("span", ["class": "when"], lead) }
    case .loop(let loop):
      html.element("span", ["class": "choice"]) { html in
        let between = loop.separator.map { ", \(words.prompts.between(shown($0)))" } ?? ""
        html.element("span", ["class": "when"], "\(loop.lead)\(between): ")
        for part in loop.parts { inline(part, words: words, into: &html) }
      }
    }
  }

  /// `⟦order.number⟧`, with its meaning where a pointer rests.
  private static func mark(_ hole: PromptHole, into html: inout HTML) {
    let meaning = hole.note.map { "\(hole.words) (\($0))" } ?? hole.words
    html.element("span", ["class": "hole", "title": meaning], hole.shown)
  }

  private static func panels(
    _ part: PromptPart, words: ManualWords, _ html: inout HTML, body: ([PromptPart], inout HTML) -> Void
  ) {
    switch part {
    case .branches(let group):
      html.element("div", ["class": "branches"]) { html in
        if let lead = group.lead { html.element("p", ["class": "lead"], lead) }
        for branch in group.branches { panel(branch.condition, branch.parts, &html, body) }
      }
    case .loop(let loop):
      let between = loop.separator.map { ", \(words.prompts.between(shown($0)))" } ?? ""
      html.element("div", ["class": "branches"]) { html in
        panel("\(loop.lead)\(between)", loop.parts, &html, note: words.prompts.eachIs(loop.item), body)
      }
    case .text, .hole: break
    }
  }

  private static func panel(
    _ heading: String, _ parts: [PromptPart], _ html: inout HTML, note: String? = nil,
    _ body: ([PromptPart], inout HTML) -> Void
  ) {
    html.element("div", ["class": "panel"]) { html in
      html.element("p", ["class": "when"]) { html in
        html.text(heading)
        if let note { html.element("span", ["class": "each"], " \(note)") }
      }
      html.element("div", ["class": "body"]) { body(parts, &$0) }
    }
  }

  // MARK: As Markdown

  /// Instructions, checks, reasons. Branches and loops on lines of their own become panels between the Markdown before
  /// and after them, except within a fence or a table, which they would tear apart: there they are marked lines.
  static func markdown(_ parts: [PromptPart], headingLevel: Int, words: ManualWords, into html: inout HTML) {
    var chunk: [PromptPart] = []
    for part in parts {
      guard part.isBlock else {
        chunk.append(part)
        continue
      }
      if let frame = tornFrame(chunk, part) {
        chunk += flattened(part, in: frame)
        continue
      }
      write(chunk, headingLevel: headingLevel, words: words, into: &html)
      chunk = []
      panels(part, words: words, &html) { parts, html in
        markdown(parts, headingLevel: headingLevel, words: words, into: &html)
      }
    }
    write(chunk, headingLevel: headingLevel, words: words, into: &html)
  }

  private static func write(
    _ parts: [PromptPart], headingLevel: Int, words: ManualWords, into html: inout HTML
  ) {
    if parts.isEmpty { return }
    var marks = ManualMarkdown.Marks(absentFrom: parts)
    var text = ""
    for part in parts {
      if case .text(let literal) = part { text += literal } else { text += marks.mark(part) }
    }
    ManualMarkdown.write(text, marks: marks, headingLevel: headingLevel, into: &html) { html, part in
      inline(part, words: words, into: &html)
    }
  }

  /// A comma reads better without the space after it; a space alone stays.
  private static func shown(_ separator: String) -> String {
    let trimmed = separator.split(separator: " ").joined(separator: " ")
    return trimmed.isEmpty ? separator : trimmed
  }

  private enum Frame { case fence, table }

  /// The fence or table that a panel at this place would tear apart.
  private static func tornFrame(_ chunk: [PromptPart], _ part: PromptPart) -> Frame? {
    var fences = 0
    var lastLine = ""
    for case .text(let text) in chunk {
      for line in text.split(separator: "\n") {
        let start = line.drop { $0 == " " }
        if start.hasPrefix("```") || start.hasPrefix("~~~") { fences += 1 }
        lastLine = String(start)
      }
    }
    if fences % 2 == 1 { return .fence }
    return lastLine.hasSuffix("|") && part.firstText?.hasPrefix("|") == true ? .table : nil
  }

  private static func flattened(_ part: PromptPart, in frame: Frame) -> [PromptPart] {
    func lead(_ words: String) -> [PromptPart] {
      let label = PromptPart.branches(PromptBranches(lead: words, branches: []))
      return frame == .table ? [.text("| "), label, .text(" |\n")] : [label, .text("\n")]
    }
    func inner(_ parts: [PromptPart]) -> [PromptPart] {
      parts.flatMap { $0.isBlock ? flattened($0, in: frame) : [$0] }
    }
    switch part {
    case .branches(let group):
      return group.branches.flatMap { branch in
        lead(group.lead.map { "\($0): \(branch.condition)" } ?? branch.condition) + inner(branch.parts)
      }
    case .loop(let loop): return lead(loop.lead) + inner(loop.parts)
    case .text, .hole: return [part]
    }
  }
}

extension PromptPart {
  var isBlock: Bool {
    switch self {
    case .text, .hole: false
    case .branches(let group): group.isBlock
    case .loop(let loop): loop.isBlock
    }
  }

  fileprivate var firstText: String? {
    switch self {
    case .text(let text): text
    case .hole: nil
    case .branches(let group): group.branches.first?.parts.first?.firstText
    case .loop(let loop): loop.parts.first?.firstText
    }
  }
}
