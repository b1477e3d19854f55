// The fuzzer of data safety: templates and values at random, compiled and rendered in process, and read back by readers that
// share nothing with the product. `make attack COUNT=10000000 SEED=1`.
//
// Each template is rendered once with harmless words and then with attacks. Both have to have the same structure, and each
// value reads back as what cleaning leaves of it.

import DariBase
import DariRuntime
import DariSemantics
import DariSyntax

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What is handed in for one rendering.
struct Handed {
  var texts: [(name: String, value: String)] = []
  var items: [String] = []
  var url = ""
  var flags: [Bool] = []

  var data: RoutineData {
    var entries = texts.map { DataNode.Entry(key: $0.name, value: DataNode(.text($0.value))) }
    entries.append(.init(key: Inputs.url, value: DataNode(.text(url))))
    entries.append(.init(key: Inputs.list, value: DataNode(.list(items.map { DataNode(.text($0)) }))))
    for (name, flag) in zip(Inputs.flags, flags) {
      entries.append(.init(key: name, value: DataNode(.bool(flag))))
    }
    return RoutineData(inputs: DataNode(.object(entries)))
  }

  /// Words that nobody would take for anything else.
  static func harmless(items: Int, flags: [Bool]) -> Handed {
    var result = Handed(flags: flags)
    for name in [Inputs.json] + Inputs.texts + Inputs.lines + Inputs.parts {
      result.texts.append((name, "Q\(name)Q"))
    }
    result.items = (0..<items).map { "Qx\($0)Q" }
    result.url = "https://qurlq.example/"
    return result
  }

  static func attack(items: Int, flags: [Bool], _ dice: inout Dice) -> Handed {
    var result = Handed(flags: flags)
    for name in [Inputs.json] + Inputs.texts { result.texts.append((name, Values.text(&dice))) }
    for name in Inputs.lines + Inputs.parts { result.texts.append((name, Values.line(&dice))) }
    result.items = (0..<items).map { _ in Values.text(&dice) }
    result.url = dice.pick(Values.urls)
    return result
  }
}

/// What each harmless word has to become.
struct Substitution {
  private var values: [(word: [UInt8], value: String)] = []

  init(_ handed: Handed, cleaned: Bool) {
    // Data of a text has CR LF as LF.
    func clean(_ value: String) -> String { cleaned ? Cleaned.text(Self.withoutPairs(value)) : value }
    for (name, value) in handed.texts {
      let text = cleaned && name == Inputs.json ? Cleaned.json(Self.withoutPairs(value)) : clean(value)
      let isPart = Inputs.parts.contains(name)
      values.append(
        (
          Array("Q\(name)Q".utf8),
          isPart && cleaned ? Cleaned.percent(text, keeping: Cleaned.unreserved) : text
        ))
    }
    for (index, value) in handed.items.enumerated() {
      values.append((Array("Qx\(index)Q".utf8), clean(value)))
    }
    let url =
      cleaned ? Cleaned.percent(handed.url, keeping: Cleaned.unreserved + "_~!#$%&*+,/:;=?@[]") : handed.url
    values.append((Array("https://qurlq.example/".utf8), url))
  }

  private static func withoutPairs(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\n", result.last == "\r" { result.removeLast() }
      result.append(scalar)
    }
    return String(result)
  }

  func apply(_ text: some Collection<UInt8>) -> [UInt8] {
    let bytes = Array(text)
    var result: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == 0x51 || bytes[at] == 0x68,
        let found = values.first(where: { bytes[at...].starts(with: $0.word) })
      {
        result += found.value.utf8
        at += found.word.count
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return result
  }

  func apply(_ text: String) -> String { String(decoding: apply(text.utf8), as: UTF8.self) }
}

struct Finding {
  var what: String
  var expected: String
  var found: String
}

enum Judge {
  static func finding(harmless: [Event], attack: [Event], _ words: Substitution, spaces: Bool) -> Finding? {
    // A text that is empty with these values is none.
    let wanted = harmless.map { applied($0, words) }.filter { !isEmptyText($0) }
    let found = attack.filter { !isEmptyText($0) }
    for index in 0..<max(wanted.count, found.count) {
      guard index < wanted.count, index < found.count else {
        return Finding(
          what: "more or less than there was", expected: "\(wanted.dropFirst(index).prefix(3))",
          found: "\(found.dropFirst(index).prefix(3))")
      }
      if !isSame(wanted[index], found[index], spaces) {
        return Finding(what: "event \(index)", expected: "\(wanted[index])", found: "\(found[index])")
      }
    }
    return nil
  }

  private static func applied(_ event: Event, _ words: Substitution) -> Event {
    switch event {
    case .text(let text): .text(bare(words.apply(text)))
    case .attribute(let name, let text): .attribute(name, words.apply(text))
    case .fence(let info, let text): .fence(info, words.apply(text))
    case .code(let text): .code(words.apply(text))
    case .string(let text): .string(words.apply(text))
    case .open(let text): .open(words.apply(text))
    case .close, .sign, .broken: event
    }
  }

  private static func bare(_ text: String) -> String {
    String(decoding: text.utf8.filter { $0 != 0x20 && $0 != 0x0A && $0 != 0x09 }, as: UTF8.self)
  }

  private static func isEmptyText(_ event: Event) -> Bool {
    if case .text(let text) = event { bare(text).utf8.isEmpty } else { false }
  }

  /// - Parameter spaces: markers were broken up where pieces meet, so spaces do not count.
  private static func isSame(_ a: Event, _ b: Event, _ spaces: Bool) -> Bool {
    func equal(_ one: String, _ other: String) -> Bool {
      one.utf8.elementsEqual(other.utf8)
        || spaces && one.utf8.filter { $0 != 0x20 }.elementsEqual(other.utf8.filter { $0 != 0x20 })
    }
    switch (a, b) {
    case (.text(let one), .text(let other)): return equal(one, bare(other))
    case (.attribute(let name, let one), .attribute(let same, let other)):
      return name == same && equal(one, other)
    case (.fence(let info, let one), .fence(let same, let other)): return info == same && equal(one, other)
    case (.code(let one), .code(let other)):
      // What the author's lone backticks pair is read as it stands, elements and all.
      let plain = String(decoding: Reader.entities(Array(other.utf8)), as: UTF8.self)
      // Nothing cannot stand in inline code; one space does.
      return equal(one, other) || equal(one, plain) || one.utf8.isEmpty && other == " "
    case (.string(let one), .string(let other)): return equal(one, other)
    default: return a == b
    }
  }

  /// A marker of chats in the rendered bytes. No template has one.
  static func marker(_ bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
    for at in text.indices where text[at] == 0x3C || text[at] == 0x5B {
      if Cleaned.signs.contains(where: { text[at...].starts(with: $0) }) { return "a marker at \(at)" }
      if text[at] == 0x3C, Cleaned.isBarred(text, at, broken: true) { return "<|…|> at \(at)" }
    }
    return nil
  }
}

struct Attack {
  let routine: Routine
  let template: Template
  let items: Int
  let flags: [Bool]
  let base: [UInt8]
  let events: [Event]
  let plain: Set<Int>
  let markdown: [Event]

  /// Nil: the template is refused, or does not say the same with harmless words.
  init?(_ template: Template, _ dice: inout Dice) {
    self.template = template
    let compilation = Compiler.compile(
      ProjectSources(files: [
        (path: "dari.yaml", bytes: Self.manifest), (path: "r.dari", bytes: Array(template.source.utf8)),
      ]))
    guard let routine = compilation.routines.first else { return nil }
    self.routine = routine
    items = dice.roll(3)
    flags = [dice.chance(50), dice.chance(50)]
    guard let base = Self.render(routine, .harmless(items: items, flags: flags))?.bytes else { return nil }
    self.base = base
    (events, plain) = Reader.read(base)
    markdown = template.isMarkdown ? Markdown.read(base) : []
    if events.contains(where: { if case .broken = $0 { true } else { false } }) { return nil }
  }

  private static let manifest = Array(
    "project: attack\nversion: 1.0.0\nlocales: [en]\npeople: { owner: Owner }\nuse: { text: chatgpt }\n".utf8)

  static func render(_ routine: Routine, _ handed: Handed) -> RenderedText? {
    guard let renderer = try? RoutineRenderer(routine: routine, data: handed.data) else { return nil }
    return renderer.render().steps.first?.messages.last?.body
  }

  enum Outcome {
    /// The values are refused, as `..` in a path is.
    case refused
    case holds
    case finding(Finding, [UInt8])
  }

  func run(_ handed: Handed) -> Outcome {
    guard let rendered = Self.render(routine, handed) else { return .refused }
    if let finding = judge(
      rendered.bytes, Substitution(handed, cleaned: true), hasMarkers: !rendered.cleanings.isEmpty)
    {
      return .finding(finding, rendered.bytes)
    }
    return .holds
  }

  func judge(_ bytes: [UInt8], _ words: Substitution, hasMarkers: Bool) -> Finding? {
    if let finding = Judge.finding(
      harmless: events, attack: Reader.read(bytes, plain: plain), words, spaces: hasMarkers)
    {
      return finding
    }
    if template.isMarkdown,
      let finding = Judge.finding(
        harmless: markdown, attack: Markdown.read(bytes), words, spaces: hasMarkers)
    {
      return Finding(what: "Markdown, " + finding.what, expected: finding.expected, found: finding.found)
    }
    if let marker = Judge.marker(bytes) {
      return Finding(what: marker, expected: "none", found: String(decoding: bytes, as: UTF8.self))
    }
    return nil
  }

  /// Whether the readers notice it when nothing is escaped.
  func noticesRawValues(_ handed: Handed) -> Bool {
    let raw = Substitution(handed, cleaned: false).apply(base)
    return judge(raw, Substitution(handed, cleaned: true), hasMarkers: false) != nil
  }
}

@main struct Main {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    let count = arguments.first ?? 100_000
    let seed = arguments.dropFirst().first ?? 1
    var run = Run()
    var number = UInt64(seed) << 32
    while run.executions < count, run.findings < 20 {
      number += 1
      run.template(seed: number)
    }
    print(run.summary)
    if run.findings > 0 || !run.isUseful { exit(1) }
  }
}

struct Run {
  var executions = 0
  var findings = 0
  private var templates = 0
  private var refused = 0
  private var valuesRefused = 0
  private var raw = 0
  private var rawNoticed = 0
  private var told: Set<UInt64> = []

  mutating func template(seed: UInt64) {
    var dice = Dice(seed: seed)
    for _ in 0..<8 { _ = dice.next() }
    var writer = TemplateWriter(dice: dice)
    let template = writer.template()
    dice = writer.dice
    templates += 1
    guard let attack = Attack(template, &dice) else {
      refused += 1
      return
    }
    for index in 0..<300 {
      let handed = Handed.attack(items: attack.items, flags: attack.flags, &dice)
      executions += 1
      switch attack.run(handed) {
      case .refused: valuesRefused += 1
      case .holds: break
      case .finding(let finding, let bytes):
        findings += 1
        tell(finding, bytes, template, handed, seed)
        return
      }
      if index == 0 {
        raw += 1
        if attack.noticesRawValues(handed) { rawNoticed += 1 }
      }
    }
    if templates % 2000 == 0 {
      print(summary)
      fflush(nil)
    }
  }

  private func tell(
    _ finding: Finding, _ bytes: [UInt8], _ template: Template, _ handed: Handed, _ seed: UInt64
  ) {
    print(
      "==== seed \(seed): \(finding.what)\n  expected \(finding.expected.debugDescription)\n  found    \(finding.found.debugDescription)"
    )
    print(
      "-- template\n"
        + template.source.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n"))
    for (name, value) in handed.texts { print("\(name) = \(value.debugDescription)") }
    print("xs = \(handed.items.map(\.debugDescription)) \(handed.url) \(handed.flags)")
    print("-- rendered\n\(String(decoding: bytes, as: UTF8.self).debugDescription)\n")
  }

  /// Most templates compile, and readers that see nothing when nothing is escaped would not be worth anything.
  var isUseful: Bool { templates < 50 || refused * 10 < templates * 9 && rawNoticed * 2 > raw }

  var summary: String {
    "\(executions) executions, \(templates) templates (\(refused) refused), \(valuesRefused) values refused, \(rawNoticed) of \(raw) noticed with nothing escaped, \(findings) findings"
  }
}
