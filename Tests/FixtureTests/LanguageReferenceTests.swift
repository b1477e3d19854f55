// The reference is true: its examples compile or give the code they name; its tables are those of the code.

import DariBase
import Testing

@testable import DariRuntime
@testable import DariSemantics
@testable import DariSyntax

/// A fenced block of a page in Documentation whose info string says how it is compiled:
///
/// - ` ```dari `: a whole file. ` ```dari brand.dari `, ` ```yaml dari.yaml `: a file of a project; blocks
///   that follow each other and name different files are one project.
/// - ` ```dari sections `: sections of a routine, whose front matter the test adds.
/// - ` ```dari inputs `: sections that the bodies after it see, up to the next such block.
/// - ` ```dari body `: a template; ` ```text output ` right after it is what it renders.
///
/// With `wrong E0203` at the end the block gives that code and no other, without it nothing.
struct PageExample: CustomTestStringConvertible {
  var place: String
  var files: [FixtureFile]
  var wrong: String?
  var output: String?
  var testDescription: String { place }

  static let pages = ["Language", "Manifest", "Law"]

  static let all: [PageExample] = pages.flatMap { page in
    let path = "Documentation/\(page).md"
    return examples(of: (try? readFixtureText(path)) ?? "", at: path)
  }

  static func examples(of text: String, at path: String) -> [PageExample] {
    var examples: [PageExample] = []
    var inputs = ""
    /// The last block was a file with a name, or a body.
    var joins = false
    for fence in Fence.all(in: text) {
      var words = fence.info.split(separator: " ").map(String.init)
      let language = words.isEmpty ? "" : words.removeFirst()
      if language == "text", words == ["output"], joins, !examples.isEmpty {
        examples[examples.count - 1].output = fence.text
        continue
      }
      guard language == "dari" || (language == "yaml" && !words.isEmpty) else {
        joins = false
        continue
      }
      var wrong: String?
      if let index = words.firstIndex(of: "wrong") {
        wrong = words[(index + 1)...].first
        words.removeSubrange(index...)
      }
      var example = PageExample(place: "\(path):\(fence.line)", files: [], wrong: wrong, output: nil)
      switch words.first {
      case nil: example.files = [FixtureFile(path: "example.dari", text: fence.text)]
      case "sections": example.files = [routine(fence.text)]
      case "inputs":
        inputs = fence.text
        example.files = [routine(inputs)]
      case "body":
        example.files = [routine(inputs + "\n@step example\nby: human(owner)\n\n@text\n" + fence.text)]
      case let name?:
        let file = FixtureFile(path: name, text: fence.text)
        if joins, let last = examples.last, last.wrong == wrong,
          !last.files.contains(where: { $0.path == name })
        {
          examples[examples.count - 1].files.append(file)
          continue
        }
        example.files = [file]
      }
      joins = words.first == "body" || words.first?.utf8.contains(0x2E) == true
      examples.append(example)
    }
    return examples
  }

  private static func routine(_ sections: String) -> FixtureFile {
    FixtureFile(path: "example.dari", text: "---\nroutine: example\nowner: owner\n---\n" + sections)
  }
}

/// The part of the reference that is made from the table of filters.
enum FilterReference {
  static let opening = "<!-- filters -->\n"
  static let closing = "<!-- /filters -->\n"

  static let text: String = {
    var text = "| Filter | Of | Gives | What it does | Example | Prints |\n"
    text += "| --- | --- | --- | --- | --- | --- |\n"
    for filter in Filter.all {
      let cells = [
        code(signature(filter)), filter.subject, filter.result, filter.summary.english,
        code(filter.example.template),
        filter.example.output.split(separator: "\n").map(code).joined(separator: "<br>"),
      ]
      text += "| " + cells.map(escaped).joined(separator: " | ") + " |\n"
    }
    return text + "\nThe examples see this library:\n\n```dari\n" + trimmed(Filter.exampleLibrary) + "```\n"
  }()

  /// `truncate(n = 255)`; `sort(field?)` where leaving it out means something of its own.
  private static func signature(_ filter: Filter) -> String {
    if let first = filter.parameters.first, let last = filter.parameters.last, first.name == "name1" {
      return "\(filter.name)(\(first.name)?, …, \(last.name)?)"
    }
    let parameters = filter.parameters.map { parameter in
      switch parameter.defaultValue {
      case nil: parameter.name
      case .absent?: parameter.name + "?"
      case .text(let text)?: "\(parameter.name) = \"\(text)\""
      case .int(let number)?: "\(parameter.name) = \(number)"
      case let other?: "\(parameter.name) = \(other)"
      }
    }
    return parameters.isEmpty ? filter.name : "\(filter.name)(\(parameters.joined(separator: ", ")))"
  }

  private static func code(_ text: some StringProtocol) -> String {
    text.utf8.contains(0x60) ? "`` \(text) ``" : "`\(text)`"
  }

  /// A cell ends at a bar, also inside of a code span.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.hasSuffix("\n") { text.unicodeScalars.removeLast() }
    return text + "\n"
  }
}

/// The tables of words and limits.
enum WordTables {
  /// Between `<!-- keys -->` and `<!-- /keys -->`, and so on.
  static let all: [(name: String, text: String)] = [
    ("keys", table(["Key", "Value", "Meaning"], WordReference.keys)),
    ("step sections", table(["Section", "Of", "Holds"], WordReference.sections)),
    ("limits", limits),
  ]

  private static func table(_ head: [String], _ rows: [WordReference.Row]) -> String {
    row(head) + "| --- | --- | --- |\n"
      + rows.map { row([$0.words.map { "`\($0)`" }.joined(separator: " "), $0.form, $0.meaning]) }.joined()
  }

  /// A cell without words is one space wide.
  private static func row(_ cells: [String]) -> String {
    "|" + cells.map { $0.isEmpty ? " |" : " \($0) |" }.joined() + "\n"
  }

  private static let limits: String = {
    func mebibytes(_ bytes: Int) -> String { "\(bytes >> 20) MiB" }
    let rows: [(String, String)] = [
      ("a `.dari` or YAML file", mebibytes(EncodingCheck.largestFile)),
      ("brackets in brackets, tags in tags", "\(Parser.maximumDepth) deep"),
      ("`redo: …, up to N`", "\(RoutineChecker.redoLimit)"),
      ("`budget: N tokens`", "\(Routine.Budget.most)"),
      ("routines that call routines", "\(BundleFormat.calledDepthLimit) deep"),
      ("a picture, a sound or a file", mebibytes(MediaData.limit)),
      ("what a rendered step may grow to", mebibytes(OutputBuffer.limit)),
      ("a single text while rendering", mebibytes(LimitedText.limit)),
      ("problems of data that are told at once", "\(DataDecoder.limit)"),
      ("conditions that are tried case by case", "\(ConditionLogic.atomLimit)"),
    ]
    return row(["What", "At most"]) + "| --- | --- |\n" + rows.map { row([$0.0, $0.1]) }.joined()
  }()
}

@Suite struct LanguageReferenceTests {
  @Test(arguments: PageExample.all)
  func examplesAreWhatTheySayTheyAre(_ example: PageExample) throws {
    // A word after the language that means nothing would be taken for a file that nobody reads.
    #expect(example.files.allSatisfy { $0.path.contains(".") }, "\(example.place): what is it an example of?")
    let result = check(example.files)
    let codes = Set(result.diagnostics.map(\.code.text))
    #expect(
      codes == (example.wrong.map { [$0] } ?? []),
      """
      \(example.place): the example gives \(codes.isEmpty ? "nothing" : codes.sorted().joined(separator: ", "))
      \(result.shown)
      """)
    guard let output = example.output, codes.isEmpty else { return }
    let compilation = Compiler.compile(ProjectSources(files: example.files.map { ($0.path, $0.bytes) }))
    let routine = try #require(compilation.routines.first)
    let rendered = try RoutineRenderer(routine: routine, data: RoutineData()).render()
    let text = try #require(rendered.steps.first?.text?.text, "\(example.place) renders nothing")
    let isRendered = output.hasSameBytes(as: text + "\n")
    #expect(isRendered, "\(example.place): it renders\n\(text)")
  }

  @Test func examplesAreRead() {
    let page = """
      ```dari a.dari
      a
      ```
      ```yaml dari.yaml
      b
      ```
      ```text
      no example
      ```
      ````dari inputs
      ```
      ````
      ```dari body
      c
      ```
      ```text output
      d
      ```
      ```dari body wrong E0201
      e
      ```
      ```json
      {}
      ```
      """
    let examples = PageExample.examples(of: page, at: "page")
    #expect(
      examples.map { $0.files.map(\.path) } == [
        ["a.dari", "dari.yaml"], ["example.dari"], ["example.dari"], ["example.dari"],
      ])
    #expect(examples.map(\.wrong) == [nil, nil, nil, "E0201"])
    #expect(examples.map(\.output) == [nil, nil, "d\n", nil])
    #expect(examples.map(\.place) == ["page:1", "page:10", "page:13", "page:19"])
    for text in ["```\n", "c\n"] {
      #expect(String(decoding: examples[2].files[0].bytes, as: UTF8.self).contains(text))
    }
  }

  @Test func everyPageHasExamples() {
    for page in PageExample.pages {
      let examples = PageExample.all.filter { $0.place.hasPrefix("Documentation/\(page).md") }
      #expect(examples.contains { $0.wrong == nil }, "\(page).md")
    }
    #expect(PageExample.all.contains { $0.wrong != nil })
    #expect(PageExample.all.contains { $0.output != nil })
  }

  @Test func filterTableIsThatOfTheCode() throws {
    let page = try readFixtureText("Documentation/Language.md")
    let parts = page.split(separator: FilterReference.opening, maxSplits: 1)
    let rest = try #require(parts.count == 2 ? parts[1] : nil, "there is no \(FilterReference.opening)")
    let written = rest.split(separator: FilterReference.closing, maxSplits: 1).first.map(String.init) ?? ""
    let expected = "\n" + FilterReference.text + "\n"
    let isTheSame = written.hasSameBytes(as: expected)
    #expect(
      isTheSame,
      """
      Documentation/Language.md: between the marks of the filters has to stand:
      \(FilterReference.opening)\(expected)\(FilterReference.closing)
      """)
  }

  @Test func wordTablesAreThoseOfTheCode() throws {
    let page = try readFixtureText("Documentation/Language.md")
    for (name, text) in WordTables.all {
      let parts = page.split(separator: "<!-- \(name) -->\n", maxSplits: 1)
      let rest = parts.count == 2 ? parts[1] : ""
      let written = rest.split(separator: "<!-- /\(name) -->\n", maxSplits: 1).first.map(String.init) ?? ""
      let isTheSame = written.hasSameBytes(as: "\n" + text + "\n")
      #expect(
        isTheSame, "Documentation/Language.md: between <!-- \(name) --> and its end has to stand:\n\n\(text)")
    }
    // Every key of a step has its row.
    #expect(Set(WordReference.keys.flatMap(\.words)) == Set(StepKey.allCases.map(\.rawValue)))
    let named = SectionWord.allCases.filter(\.isNamed).map(\.header)
    #expect(
      Set(WordReference.sections.flatMap(\.words) + named) == Set(SectionWord.allCases.map(\.header)))
  }

  /// Every word that opens a section and every key is in the reference.
  @Test func everyWordIsInTheReference() throws {
    let language = try readFixtureText("Documentation/Language.md")
    let manifest = try readFixtureText("Documentation/Manifest.md")
    let words =
      SectionWord.allCases.map(\.header) + StepKey.allCases.map(\.rawValue) + FrontMatter.routineKeys
      + FrontMatter.libraryKeys
    for word in words {
      #expect(language.contains("`\(word)"), "Documentation/Language.md does not speak of `\(word)`")
    }
    let law = try readFixtureText("Documentation/Law.md")
    for key in LawPack.keys + LawPack.sourceKeys + LawPack.dutyKeys + LawCondition.keys
      + LawPack.Scope.allCases.map(\.rawValue)
    {
      #expect(law.contains("`\(key)`"), "Documentation/Law.md does not speak of `\(key)`")
    }
    for key in Manifest.keys + ChosenPacks.keys + ToolCatalogue.keys + Manifest.allTargets {
      #expect(manifest.contains("`\(key)"), "Documentation/Manifest.md does not speak of `\(key)`")
    }
  }
}
