// What a person ticks off: the items of task lists, and when each of them is there at all.

import DariBase
import DariRuntime

struct TaskList {
  struct Item {
    var words: String
    /// The tags that it stands in, from the outermost: `if order is present`, `for item in items`.
    var tags: [String]
    /// The same, different for tags that do not say the same.
    var exactTags: [String]
    var place: Program.Place?

    /// It is there whenever the other one is: it stands in no tag that the other does not stand in too.
    func isAsWide(as other: Item) -> Bool {
      var rest = other.exactTags[...]
      for tag in exactTags {
        guard let index = rest.firstIndex(of: tag) else { return false }
        rest = rest[(index + 1)...]
      }
      return true
    }
  }

  private(set) var tasks: [Item] = []

  init(_ side: RoutineSide, _ blocks: [Program.Block]) {
    for block in blocks {
      let shown = TaggedLines(side, block, .shown).tasks
      let exact = TaggedLines(side, block, .exact).tasks
      for (index, task) in shown.enumerated() {
        // One that is a task in the one form and none in the other is there always, as far as is known.
        let tags = exact.count == shown.count ? exact[index].tags : task.tags
        tasks.append(Item(words: task.words, tags: task.tags, exactTags: tags, place: task.place))
      }
    }
  }
}

/// A template that was written out, line by line, with the tags that are open.
private struct TaggedLines {
  private(set) var tasks: [(words: String, tags: [String], place: Program.Place?)] = []
  /// What is open, from the outermost; of `if` and `match` all branches so far, since a branch is taken where those before it were not.
  private var open: [[String]] = []
  private let form: TemplateText.Form

  init(_ side: RoutineSide, _ block: Program.Block, _ form: TemplateText.Form) {
    let marked = side.marked([block], form)
    self.form = form
    var start = 0
    for line in marked.text.split(separator: "\n", omittingEmptySubsequences: false) {
      read(line, marked, start)
      start += line.utf8.count + 1
    }
  }

  private mutating func read(_ line: Substring, _ text: MarkedText, _ start: Int) {
    var rest = line
    // Tags before the words count for them, those behind for the next line.
    while let (tag, behind) = Self.tag(atStartOf: rest) {
      take(tag)
      rest = behind
    }
    if var words = Self.task(rest) {
      var tags = open
      while let (tag, behind) = Self.tag(atStartOf: words), Self.isOpening(tag) {
        tags.append([String(tag)])
        words = behind
      }
      let place = text.place(at: start + line.utf8.count)
      tasks.append((Self.withoutEnds(words), tags.map(shown), place))
    }
    while let next = rest.firstIndex(of: "{") {
      rest = rest[next...]
      if let (tag, behind) = Self.tag(atStartOf: rest) {
        take(tag)
        rest = behind
      } else {
        rest = rest.dropFirst()
      }
    }
  }

  /// For people the branch that is taken is enough; what does not say the same differs in one of those before it.
  private func shown(_ tags: [String]) -> String {
    (form == .exact || tags.count < 3 ? tags : [tags[0], tags[tags.count - 1]]).joined(separator: ", ")
  }

  private static func isOpening(_ tag: Substring) -> Bool {
    ["if", "for", "match"].contains(tag.prefix { $0 != " " })
  }

  /// Without the ends of tags that began before them.
  private static func withoutEnds(_ words: Substring) -> String {
    guard let end = words.firstRange(of: "{% end")?.lowerBound else { return String(words) }
    let before = words[..<end]
    let opens = ["{% if ", "{% for ", "{% match "].contains { !before.ranges(of: $0).isEmpty }
    return String(opens ? words : before)
  }

  private mutating func take(_ tag: Substring) {
    switch tag.prefix(while: { $0 != " " }) {
    case "if", "for", "match": open.append([String(tag)])
    case "elif", "else", "case": if !open.isEmpty { open[open.count - 1].append(String(tag)) }
    case "endif", "endfor", "endmatch": _ = open.popLast()
    default: break
    }
  }

  private static func tag(atStartOf text: Substring) -> (tag: Substring, behind: Substring)? {
    let bytes = text.utf8.drop { $0 == 0x20 }
    guard bytes.starts(with: "{% ".utf8) else { return nil }
    let start = bytes.index(bytes.startIndex, offsetBy: 3)
    var isQuoted = false
    var last: UInt8 = 0x20
    for index in bytes[start...].indices {
      let sign = bytes[index]
      if sign == UInt8(ascii: "\""), last != UInt8(ascii: "\\") { isQuoted.toggle() }
      if !isQuoted, sign == UInt8(ascii: "}"), last == UInt8(ascii: "%") {
        return (text[start..<bytes.index(index, offsetBy: -2)], text[bytes.index(after: index)...])
      }
      last = sign
    }
    return nil
  }

  /// The words of an item of a task list, `- [ ] …`.
  private static func task(_ line: Substring) -> Substring? {
    let start = line.drop { $0 == " " }
    guard let sign = start.first, "-*+".contains(sign) else { return nil }
    let rest = start.dropFirst().drop { $0 == " " }
    guard rest.hasPrefix("[ ] ") || rest.hasPrefix("[x] ") else { return nil }
    return rest.dropFirst(4)
  }
}
