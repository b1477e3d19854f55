// A file with the words of another one in another language, after parsing (Documentation/Language.md, "Translations").

import DariBase
import DariSyntax
import DariYAML

final class TranslationFile {
  let name: TranslationName
  let file: SourceFile
  let tree: SyntaxTree
  let reporter = Reporter()
  /// What it says it translates.
  let identity: FrontMatter.Identity
  /// Texts of the front matter by key, with the places of the keys.
  let texts: [String: (text: String, key: SourceSpan)]
  let tags: [String]?
  let sections: [Unit.Section]
  /// Its front matter could not be read: what seems to be missing may be there.
  let isBroken: Bool

  /// Front matter that is words for people; those of `optionalKeys` may be left to the original.
  static let wordKeys = ["title", "summary", "audience", "avoid", "help"]
  static let optionalKeys = ["tags"]

  init(_ file: SourceFile, _ name: TranslationName) {
    self.name = name
    self.file = file
    tree = DariParser.parse(file)
    reporter.add(tree.diagnostics)
    sections = tree.root.nodes(.section).map(Unit.Section.init)
    let front = tree.root.node(.frontMatter)
    var root: YAMLNode?
    if let yaml = front?.token(.yamlText) {
      let result = YAML.parse(file, range: yaml.span.range)
      reporter.add(result.diagnostics)
      root = result.root
    }
    let span = front?.token(.frontMatterFence)?.span ?? front?.span ?? file.span(0..<0)
    let reader = FrontWordsReader(root, span: span, reporter: reporter)
    identity = reader.identity
    texts = reader.texts
    tags = reader.tags
    let end = front?.span.end ?? 0
    isBroken =
      front == nil || reporter.diagnostics.contains { $0.severity == .error && $0.span.start < end }
  }

  /// Something in the section could not be read.
  func isBroken(_ section: Unit.Section) -> Bool {
    let span = section.node.span
    return tree.diagnostics.contains {
      $0.severity == .error && span.start <= $0.span.start && $0.span.end <= span.end
    }
  }
}

/// The front matter of a translation.
private struct FrontWordsReader {
  private(set) var identity: FrontMatter.Identity
  private(set) var texts: [String: (text: String, key: SourceSpan)] = [:]
  private(set) var tags: [String]?

  init(_ node: YAMLNode?, span: SourceSpan, reporter: Reporter) {
    identity = FrontMatter.Identity(kind: nil, name: "", span: span)
    guard let node, node.isMapping else {
      if !reporter.diagnostics.hasErrors {
        reporter.report(.missingKey(place: .placeFrontMatter, key: "routine"), at: span)
      }
      return
    }
    let isLibrary = node["library"] != nil
    let key = isLibrary ? "library" : "routine"
    let known = isLibrary ? FrontMatter.libraryKeys : FrontMatter.routineKeys
    let reader = MappingReader(node, place: .placeFrontMatter, known: known, reporter: reporter)
    let words = TranslationFile.wordKeys + TranslationFile.optionalKeys
    for entry in node.entries where known.contains(entry.keyText) && entry.keyText != key {
      guard !words.contains(entry.keyText) else { continue }
      reporter.reportOnlyInOriginal(
        "\(entry.keyText):", at: entry.key.span, removing: entry.key.span.union(entry.value.span))
    }
    if let word = reader.spannedText(key) {
      identity = FrontMatter.Identity(
        kind: isLibrary ? .library : .routine, name: word.text, span: word.span)
    } else if node[key] == nil {
      reporter.report(.missingKey(place: .placeFrontMatter, key: "routine"), at: span)
    }
    for key in TranslationFile.wordKeys {
      guard let entry = node.entry(key), known.contains(key), let text = reader.text(key) else { continue }
      texts[key] = (text, entry.key.span)
    }
    if node["tags"] != nil { tags = reader.texts("tags").map(\.text) }
  }
}

extension Reporter {
  /// What a translation has no business to say, with its line or its part of a line to remove.
  func reportOnlyInOriginal(
    _ text: String, at span: SourceSpan, removing: SourceSpan?, original: SourceSpan? = nil
  ) {
    report(
      .onlyInOriginal(text: text), at: span,
      labels: original.map { [DiagnosticLabel($0, .originalHere)] } ?? [],
      mends: [Mend(.removeIt, removing.map { [TextEdit($0, "")] } ?? [])])
  }
}
