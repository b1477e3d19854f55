// `tools.yaml`: what tools can do and what data they may see (Documentation/Manifest.md).

import DariBase
import DariRuntime
import DariYAML

package struct ToolCatalogue: Sendable {
  package var tools: [String: Routine.Tool] = [:]
  /// Words for people in all languages, by the tool's id.
  private var words: [String: Words] = [:]
  /// Something in it could not be read.
  var isBroken = false

  package init() {}

  private struct Words: Sendable {
    var name: LocaleText?
    var plan: LocaleText?
    var start: LocaleText?
  }

  /// The same catalogue with its words for people in the first of these languages that has them.
  package func inLocales(_ chain: [String]) -> ToolCatalogue {
    var catalogue = self
    for (id, words) in words {
      guard var tool = tools[id] else { continue }
      if let name = words.name { tool.name = name.text(in: chain) }
      tool.plan = words.plan?.text(in: chain)
      tool.start = words.start?.text(in: chain)
      catalogue.tools[id] = tool
    }
    return catalogue
  }

  static let keys = [
    "name", "category", "does", "clears", "plan", "cost", "asof", "url", "start", "languages",
  ]

  /// Entries override those that are there.
  mutating func read(_ file: SourceFile, reporter: Reporter) {
    let result = YAML.parse(file)
    reporter.add(result.diagnostics)
    guard let root = result.root, root.isMapping else { return }
    ProjectSecrets(file: "tools.yaml", reporter: reporter).check(root)
    let reader = MappingReader(root, place: .placeCatalogue, known: ["tools"], reporter: reporter)
    for entry in reader.mapping("tools") {
      guard entry.value.isMapping else {
        reader.wrong(entry.keyText, entry.value, .expectEntries)
        continue
      }
      tools[entry.keyText] = tool(entry, reporter: reporter)
    }
  }

  private mutating func tool(_ entry: YAMLEntry, reporter: Reporter) -> Routine.Tool {
    let reader = MappingReader(
      entry.value, place: .placeTool(name: entry.keyText), known: Self.keys, reporter: reporter)
    let words = Words(
      name: reader.localeText("name"), plan: reader.localeText("plan"), start: reader.localeText("start"))
    self.words[entry.keyText] = words
    var tool = Routine.Tool(id: entry.keyText, name: words.name?.plain ?? entry.keyText)
    tool.category = reader.text("category")
    tool.does = reader.texts("does").map(\.text)
    for word in reader.texts("clears") {
      let known = ["personal", "confidential", "redacted"]
      if !known.contains(word.text) {
        reporter.reportUnknown(
          .unknownWord(word: word.text, known: known), word.text, at: word.span, among: known)
      }
      tool.clears.append(word.text)
    }
    tool.cost = reader.text("cost")
    tool.url = reader.text("url")
    tool.languages = reader.texts("languages").map(\.text)
    if let asof = reader.spannedText("asof") {
      tool.asof = asof.text
      if CalendarDate(iso: asof.text) == nil {
        reporter.report(.wrongEntry(key: "asof", expected: .expectDate), at: asof.span)
      }
    }
    return tool
  }

  /// The tool that an author means who writes its id or its name, in whatever case.
  func tool(called name: String) -> Routine.Tool? {
    let folded = name.lowercased()
    return tools[name] ?? tools[folded]
      ?? tools.values.filter { $0.name.lowercased() == folded || $0.id.lowercased() == folded }
      .min { $0.id < $1.id }
  }

  /// Everything that some tool does.
  var capabilities: [String] { Set(tools.values.flatMap(\.does)).sorted() }

  /// The tools that may do what `by: ai(name)` or `by: tool(name)` says: the tool of that name, the one the manifest
  /// puts for the capability, or every tool that has it. In the order of their ids.
  func resolve(_ name: String, use: [String: String]) -> [String] {
    if tools[name] != nil { return [name] }
    if let chosen = use[name] { return [chosen] }
    return tools.values.filter { $0.does.contains(name) }.map(\.id).sorted()
  }
}
