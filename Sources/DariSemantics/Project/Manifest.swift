// `dari.yaml` (Documentation/Manifest.md).

import DariBase
import DariRuntime
import DariYAML

/// What the manifest says. Everything has a default, so that a single file without a manifest can be compiled.
package struct Manifest: Sendable {
  package struct Client: Sendable {
    package var name: String?
    package var contact: String?
  }

  package struct Author: Sendable {
    package var name: String?
    /// The logo's file, as written.
    package var logoPath: String?
    var logoPlace: SourceSpan?
    /// Once its file is read.
    package var logo: Logo?
    package var colour: String?
  }

  package var project = ""
  package var version = ""
  /// The first is the default.
  package var locales = ["ko"]
  var localesPlace: SourceSpan?
  /// Which language stands in for what is not translated.
  package var fallback: [String: String] = [:]
  package var client = Client()
  package var author = Author()
  /// Roles and the words for them.
  package var people: [String: String] = [:]
  /// Words for people in all languages: of roles, the client and the author.
  var peopleWords: [String: LocaleText] = [:]
  var clientName: LocaleText?
  var authorName: LocaleText?
  var peoplePlaces: [String: SourceSpan] = [:]
  /// Which tool stands for a capability.
  package var use: [String: String] = [:]
  var usePlaces: [String: SourceSpan] = [:]
  /// Folder for what is built, relative to the project.
  package var out = "build"
  package var targets = Manifest.defaultTargets
  /// The theme's folder, as written.
  var themePath: String?
  var themePlace: SourceSpan?
  /// Once its files are read.
  package var theme: Theme?
  package var glossary: [(term: String, meaning: String)] = []
  package var models: [ModelSetting] = []
  /// Law packs.
  var duties = ChosenPacks()
  /// What budgets are counted with, where a model setting does not say.
  var tokenizer: TokenizerChoice?
  /// The tokenizer files that could be read, by their paths.
  var tokenizers: [String: (sha256: String, tokenizer: ByteLevelTokenizer)] = [:]
  /// Something in it could not be read: nothing can be held against what it declares.
  var isBroken = false

  package init() {}

  package static let defaultTargets = ["bundle", "manual"]
  /// The manual, and its forms for paper, wikis and the closing talk.
  package static let manualTargets = ["manual", "pdf", "md", "slides"]
  package static let allTargets = ["bundle"] + manualTargets
  static let keys = [
    "project", "version", "locales", "fallback", "client", "author", "people", "library", "use", "outputs",
    "models", "tokenizer", "duties", "glossary",
  ]
  /// Keys that a later version acts on. To take them and do nothing would be a silent loss.
  static let keysToCome = ["library"]
}

extension Manifest {
  /// What the manifest says as far as it can be read: for those who need it before the project is checked, which
  /// is when its problems are told.
  package static func glance(at file: SourceFile) -> Manifest {
    EncodingCheck.check(file).isEmpty ? read(file, reporter: Reporter(muted: true)) : Manifest()
  }

  static func read(_ file: SourceFile, reporter: Reporter) -> Manifest {
    var manifest = Manifest()
    let result = YAML.parse(file)
    reporter.add(result.diagnostics)
    guard let root = result.root, root.isMapping else {
      if !result.diagnostics.hasErrors {
        reporter.report(.missingKey(place: .placeManifest, key: "project"), at: file.span(0..<0))
      }
      return manifest
    }
    ProjectSecrets(file: "dari.yaml", reporter: reporter).check(root)
    let reader = MappingReader(root, place: .placeManifest, known: keys, reporter: reporter)
    for entry in root.entries where keysToCome.contains(entry.keyText) {
      reporter.report(.notBuiltYet(key: entry.keyText), at: entry.key.span)
    }
    if let project = reader.text("project") {
      manifest.project = project
    } else if root["project"] == nil, !reporter.diagnostics.hasErrors {
      reporter.report(.missingKey(place: .placeManifest, key: "project"), at: root.span.atStart)
    }
    manifest.version = reader.text("version") ?? ""
    manifest.readLocales(reader)
    if let client = reader.nested("client", place: .placeKey(key: "client"), known: ["name", "contact"]) {
      manifest.clientName = client.localeText("name")
      manifest.client = Client(contact: client.text("contact"))
    }
    if let author = reader.nested(
      "author", place: .placeKey(key: "author"), known: ["name", "logo", "colour"])
    {
      let logo = author.spannedText("logo")
      manifest.authorName = author.localeText("name")
      manifest.author = Author(logoPath: logo?.text, logoPlace: logo?.span, colour: readColour(author))
    }
    for pair in reader.localePairs("people") {
      manifest.peopleWords[pair.key] = pair.text
      manifest.peoplePlaces[pair.key] = pair.keySpan
    }
    for pair in reader.pairs("use") {
      manifest.use[pair.key] = pair.text
      manifest.usePlaces[pair.key] = pair.span
    }
    if let outputs = reader.nested(
      "outputs", place: .placeKey(key: "outputs"), known: ["out", "targets", "theme"])
    {
      manifest.readOutputs(outputs)
    }
    manifest.checkWords(reader)
    manifest.readModels(reader)
    manifest.duties = ChosenPacks.read(reader)
    manifest.glossary = reader.pairs("glossary").map { ($0.key, $0.text) }
    return manifest.inLocale(manifest.originalLocale)
  }

  private static func readColour(_ author: MappingReader) -> String? {
    guard let colour = author.spannedText("colour") else { return nil }
    let digits = colour.text.utf8.dropFirst()
    let isHexadecimal = digits.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0)
    }
    guard colour.text.utf8.first == 0x23, digits.count == 6, isHexadecimal else {
      author.reporter.report(
        .wrongEntry(key: "colour", expected: .expectColour), at: colour.span)
      return nil
    }
    checkContrast(of: colour.text, at: colour.span, author.reporter)
    return colour.text
  }

  private mutating func readOutputs(_ reader: MappingReader) {
    if let out = reader.spannedText("out") {
      let parts = out.text.split(separator: "/", omittingEmptySubsequences: false)
      if out.text.isEmpty || out.text.hasPrefix("/") || parts.contains("..") {
        reader.reporter.report(
          .wrongEntry(key: "out", expected: .expectFolder), at: out.span)
      } else {
        self.out = out.text
      }
    }
    if let theme = reader.spannedText("theme") {
      if ResourcePath.resolve(theme.text, from: "dari.yaml").map(\.isEmpty) != false {
        reader.reporter.report(.wrongEntry(key: "theme", expected: .expectFolder), at: theme.span)
      } else {
        (themePath, themePlace) = (theme.text, theme.span)
      }
    }
    let words = reader.texts("targets")
    if !words.isEmpty { targets = [] }
    for word in words {
      if Manifest.allTargets.contains(word.text) {
        targets.append(word.text)
      } else {
        reader.reporter.reportUnknown(
          .unknownWord(word: word.text, known: Manifest.allTargets), word.text, at: word.span,
          among: Manifest.allTargets)
      }
    }
  }
}
