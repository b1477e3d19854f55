// Messages at random: every place, one in the other, with branches, loops and snippets. What holes are called says how a reader
// finds their values again.

/// A message and what has to stand before it.
struct Template {
  var source: String
  /// No tags in it, so that a reader of Markdown has the last word.
  var isMarkdown: Bool
  var hasSnippets: Bool
}

/// Names of inputs: `t…` texts, `l…` lines, `q…` lines that stand in addresses, `u0` an address, `xs` a list of texts, `b…` conditions.
enum Inputs {
  static let texts = ["t0", "t1", "t2"]
  /// Stands as `| json` only.
  static let json = "j0"
  static let lines = ["l0", "l1", "l2"]
  static let parts = ["q0", "q1"]
  static let url = "u0"
  static let list = "xs"
  static let flags = ["b0", "b1"]

  static let source: String = {
    var result = ""
    for name in [json] + texts { result += "@input \(name): untrusted text\n\n" }
    for name in lines + parts { result += "@input \(name): untrusted line\n\n" }
    for name in flags { result += "@input \(name): bool\n\n" }
    return result + "@input u0: untrusted url\n\n@input xs: untrusted list of text\n\n"
  }()
}

struct TemplateWriter {
  var dice: Dice
  private let isMarkdown: Bool
  private var snippets: [String] = []
  /// Of names that stand for an item of a list or for what a snippet is given.
  private var locals: [String] = []
  private var budget = 14
  private var hasLoneRun = false

  init(dice: Dice) {
    self.dice = dice
    isMarkdown = self.dice.chance(40)
  }

  mutating func template() -> Template {
    let body = blocks(prefix: "", inElement: false, depth: 0)
    let source =
      "---\nroutine: r\nowner: owner\n---\n" + snippets.joined() + Inputs.source
      + "@step s: S\nby: ai(text)\n\n@user\n" + body.joined(separator: "\n") + "\n"
    return Template(source: source, isMarkdown: isMarkdown, hasSnippets: !snippets.isEmpty)
  }

  // MARK: Blocks, as lines

  private mutating func blocks(prefix: String, inElement: Bool, depth: Int) -> [String] {
    var lines: [String] = []
    for _ in 0...dice.roll(depth == 0 ? 4 : 2) {
      budget -= 1
      if budget < 0 { break }
      lines += block(prefix, inElement, depth)
      if dice.chance(70) { lines.append(bare(prefix)) }
    }
    return lines.isEmpty ? [prefix + "word"] : lines
  }

  private func bare(_ prefix: String) -> String {
    var prefix = Substring(prefix)
    while prefix.last == " " { prefix = prefix.dropLast() }
    return String(prefix)
  }

  private mutating func block(_ prefix: String, _ inElement: Bool, _ depth: Int) -> [String] {
    let isQuoted = prefix.contains(">")
    switch dice.roll(depth > 3 ? 4 : 11) {
    case 0, 1: return [prefix + inlines(inElement)]
    case 2: return fence(prefix, depth)
    case 3: return json(prefix)
    case 4, 5:
      guard !isMarkdown else { return fence(prefix, depth) }
      let name = dice.pick(["a", "doc", "메일", "b"])
      return [prefix + "<\(name)\(attributes())>"] + blocks(prefix: prefix, inElement: true, depth: depth + 1)
        + [prefix + "</\(name)>"]
    case 6:
      let inner = blocks(prefix: prefix + "  ", inElement: inElement, depth: depth + 1)
      return [prefix + "- item"] + inner + [bare(prefix)]
    case 7:
      return [bare(prefix)] + blocks(prefix: prefix + "> ", inElement: inElement, depth: depth + 1) + [
        bare(prefix)
      ]
    case 8 where !isQuoted:
      let flag = dice.pick(Inputs.flags)
      return [prefix + "{% if \(flag) %}"] + blocks(prefix: prefix, inElement: inElement, depth: depth + 1)
        + [prefix + "{% else %}"] + blocks(prefix: prefix, inElement: inElement, depth: depth + 1)
        + [prefix + "{% endif %}"]
    case 9 where !isQuoted:
      let name = "i\(locals.count)"
      locals.append(name)
      defer { locals.removeLast() }
      return [prefix + "{% for \(name) in xs %}"]
        + blocks(prefix: prefix, inElement: inElement, depth: depth + 1) + [prefix + "{% endfor %}"]
    case 10 where !isQuoted && locals.isEmpty && snippets.count < 3: return [prefix + call(inElement, depth)]
    default: return [prefix + inlines(inElement)]
    }
  }

  /// A snippet of its own, whose only name is what it is given.
  private mutating func call(_ inElement: Bool, _ depth: Int) -> String {
    let name = "s\(snippets.count)"
    snippets.append("")
    let own = snippets.count - 1
    let kept = locals
    locals = ["p"]
    isSnippet = true
    let body = blocks(prefix: "", inElement: inElement, depth: max(depth + 1, 2))
    isSnippet = false
    locals = kept
    snippets[own] = "@snippet \(name)(p: untrusted text)\n\(body.joined(separator: "\n"))\n\n"
    return "{{ \(name)(\(text())) }}"
  }
  private var isSnippet = false

  private mutating func fence(_ prefix: String, _ depth: Int) -> [String] {
    let sign = dice.pick(["```", "```", "~~~", "````"])
    let isXML = !isMarkdown && dice.chance(15)
    var lines = [prefix + sign + (isXML ? "xml" : dice.pick(["", "text", " text x"]))]
    for _ in 0...dice.roll(3) {
      if isXML {
        lines.append(prefix + "<z\(attributes())>{{ \(text()) }}</z>")
      } else {
        switch dice.roll(6) {
        case 0: lines.append(prefix + "word <x>")
        case 1: lines.append(prefix + "word {{ \(text()) }}")
        case 2: lines.append(prefix + "{{ \(text()) }}{{ \(text()) }}")
        case 3: lines.append(prefix + "[{{ \(text()) }}]: {{ \(text()) }}")
        case 4: lines.append(bare(prefix))
        default: lines.append(prefix + "{{ \(text()) }}")
        }
      }
    }
    return lines + [prefix + sign]
  }

  private mutating func json(_ prefix: String) -> [String] {
    var members: [String] = []
    for index in 0...dice.roll(3) {
      let value =
        switch dice.roll(5) {
        case 0: isSnippet ? "1" : "{{ j0 | json }}"
        case 1: "\"\(address())\""
        case 2: "[\"a\", \"{{ \(text()) }}-{{ \(text()) }}\", 1]"
        case 3: "\"<x>{{ \(text()) }}</x>\""
        default: "\"{{ \(text()) }}\""
        }
      members.append("\(prefix)  \"k\(index)\": \(value)")
    }
    return [prefix + "```json", prefix + "{"] + members.dropLast().map { $0 + "," } + [
      members.last!, prefix + "}", prefix + "```",
    ]
  }

  // MARK: In a line

  private mutating func text() -> String {
    if isSnippet { return dice.pick(locals) }
    return dice.pick(Inputs.texts + locals + locals + Inputs.lines)
  }

  private mutating func address() -> String {
    if isSnippet { return "https://h.example/x" }
    return switch dice.roll(4) {
    case 0: "https://h.example/{{ q0 }}/x"
    case 1: "https://h.example/a?b={{ q0 }}&c={{ q1 }}"
    case 2: "https://h.example/a#{{ q1 }}"
    default: "mailto:a@b.example?subject={{ q0 }}"
    }
  }

  private mutating func attributes() -> String {
    switch dice.roll(5) {
    case 0: " x=\"{{ \(text()) }}\""
    case 1: " x='-{{ \(text()) }}' y=\"{{ \(text()) }}\""
    case 2 where !isSnippet: " href=\"\(address())\""
    default: ""
    }
  }

  private mutating func inlines(_ inElement: Bool) -> String {
    var parts: [String] = []
    for _ in 0...dice.roll(4) {
      switch dice.roll(isSnippet ? 5 : 8) {
      case 0:
        let word = dice.pick(["word", "2 < 3", "*em*", "a_b", "1. x", "(x)", "말", "\\`", "# h"])
        // In code a backslash is none: behind a backtick of its own this one would pair with it.
        parts.append(word == "\\`" && hasLoneRun ? "word" : word)
      case 1 where inElement: parts.append("{{ \(text()) }}")
      case 2 where inElement: parts.append("{{ \(text()) }}{{ \(text()) }}")
      case 3 where !isMarkdown, 4 where !isMarkdown:
        let name = dice.pick(["a", "doc", "메일"])
        parts.append("<\(name)\(attributes())>{{ \(text()) }}</\(name)>")
      case 5: parts.append(dice.pick(["`{{ l0 }}`", "``x {{ l1 }}``", "`{{ l0 }}{{ l2 }}`", "`{{ l2 }} y`"]))
      case 6: parts.append(dice.pick(["[x](\(address()))", "[x]({{ u0 }})", "[x](<{{ u0 }}>)"]))
      case 7: parts.append("at \(address()) there")
      default: parts.append("word")
      }
    }
    // Backticks that pair with nothing, once: two of them would be the author's own code over several lines.
    if !inElement, !hasLoneRun, locals.isEmpty, !isSnippet, dice.chance(8) {
      hasLoneRun = true
      parts.append(dice.pick(["don`t", "``"]))
    }
    return "w " + parts.joined(separator: " ")
  }
}
