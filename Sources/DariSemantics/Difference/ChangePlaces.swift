// Where a change stands in the source: a bundle knows the places of templates only.

import DariBase
import DariSyntax
import DariYAML

/// The lines of a project on which that begins what `dari diff` tells of.
package struct ChangePlaces: Sendable {
  private var files: [String: SectionLines] = [:]
  /// Paths of the files of routines and of libraries, by their names.
  private var routines: [String: String] = [:]
  private var libraries: [String: String] = [:]
  private var manifest: YAMLLines?
  private var catalogue: YAMLLines?
  private var packs: [String: YAMLLines] = [:]
  /// Packs that say something else than in the old version; what is told of the others is the routine's own doing.
  private var changedPacks = Set<String>()

  /// - Parameter files: the file of each routine, by its name.
  package init(_ sources: ProjectSources, files routines: [String: String]) {
    self.routines = routines
    for id in sources.dariFiles {
      let lines = SectionLines(sources.sources[id])
      files[lines.path] = lines
      if let name = lines.library, TranslationName(path: lines.path) == nil { libraries[name] = lines.path }
    }
    manifest = sources.manifest.map { YAMLLines(sources.sources[$0]) }
    catalogue = sources.catalogues.map { sources.sources[$0] }.first { !$0.isShipped }.map(YAMLLines.init)
    for (name, id) in sources.packs { packs[name] = YAMLLines(sources.sources[id]) }
  }

  /// Takes note of what the old version had.
  package mutating func hold(against old: ChangePlaces) {
    changedPacks = Set(
      packs.filter { name, lines in old.packs[name].map { $0.bytes != lines.bytes } ?? false }.keys)
  }

  /// The change with its place, where the templates do not say it.
  package func placed(_ change: RoutineChange) -> RoutineChange {
    var change = change
    if !files.isEmpty {
      change.place = place(of: change)
    } else if change.isDeclaredElsewhere {
      // Bundles have no source, and it is not the routine's file.
      change.place = exact(change)
    }
    return change
  }

  private func place(of change: RoutineChange) -> RoutineChange.Place? {
    switch change.declaration {
    case .type(let name)?:
      if let place = declared(change, { $0.types[name] }) { return place }
    case .model(let name)?:
      if let manifest { return manifest.place("models", name) }
    case nil: break
    }
    switch change.kind {
    case .clearanceAdded, .clearanceRemoved, .toolChanged:
      // Of the shipped catalogue nobody has the file.
      return catalogue.flatMap { $0.line("tools", change.part) == nil ? nil : $0.place("tools", change.part) }
    case .valueChanged, .valueRenamed, .valueAdded, .valueRemoved:
      return declared(change, { $0.values[change.part] }) ?? home(change)
    case .snippetChanged, .snippetRenamed, .snippetAdded, .snippetRemoved:
      return exact(change) ?? declared(change, { $0.snippets[change.part] }) ?? home(change)
    case .packAdded, .packRemoved, .packUpdated, .dutyAdded, .dutyRemoved, .dutyWeakened, .dutyStrengthened,
      .dutyChanged, .noticeAdded, .noticeRemoved:
      return placeOfLaw(change)
    case .translationAdded, .translationRemoved: return manifest?.place("locales") ?? home(change)
    default: return change.step == nil ? placeOfRoutine(change) : placeOfStep(change)
    }
  }

  /// What a template says of itself.
  private func exact(_ change: RoutineChange) -> RoutineChange.Place? {
    change.place?.line == nil ? nil : change.place
  }

  // MARK: In a routine

  private func home(_ change: RoutineChange) -> RoutineChange.Place? {
    lines(change).map { .init(file: $0.path) } ?? change.place
  }

  /// The file of the routine, in the language that the change is found in.
  private func lines(_ change: RoutineChange) -> SectionLines? {
    change.routines.first.flatMap { routines[$0] }.flatMap { lines($0, change.locale) }
  }

  private func lines(_ path: String, _ locale: String?) -> SectionLines? {
    let translation = locale.flatMap { locale in
      files.keys.first {
        TranslationName(path: $0).map { $0.original == path && $0.locale == locale } ?? false
      }
    }
    return translation.flatMap { files[$0] } ?? files[path]
  }

  private func placeOfRoutine(_ change: RoutineChange) -> RoutineChange.Place? {
    switch change.kind {
    case .wordsChanged where change.name == "project": return manifest?.place("project")
    case .wordsChanged where change.name == "people": return manifest?.place("people", change.part)
    case .manualChanged where change.name != "about": return exact(change) ?? home(change)
    default: break
    }
    guard let lines = lines(change) else { return change.place }
    let line: Int?
    switch change.kind {
    case .manualChanged: line = lines.about
    case .ownerAdded, .ownerChanged, .ownerRemoved: line = lines.front["owner"]
    case .routineAdded, .routineRenamed: line = lines.front["routine"]
    case .routineResultChanged: line = lines.front["result"]
    case .wordsChanged where change.part.isEmpty: line = lines.front[change.name]
    default: line = lines.inputs[String(change.part.prefix { $0 != "." && $0 != "[" })]
    }
    return .init(file: lines.path, line: line)
  }

  private func placeOfStep(_ change: RoutineChange) -> RoutineChange.Place? {
    switch change.kind {
    case .promptChanged, .manualChanged, .placeLost, .cleaningLost, .escapingWeakened, .checkAdded,
      .checkRemoved, .checkNarrowed, .checkWidened:
      if let place = exact(change) { return place }
    default: break
    }
    guard let step = change.step, let lines = lines(change) else { return change.place }
    let keys = lines.keys[step] ?? [:]
    let line = change.keys.lazy.compactMap { keys[$0] }.first ?? lines.steps[step]
    return .init(file: lines.path, line: line)
  }

  // MARK: Elsewhere

  /// In the file of the routine, in a library that it uses, or in any.
  private func declared(
    _ change: RoutineChange, _ line: (SectionLines) -> Int?
  ) -> RoutineChange.Place? {
    let own = change.routines.first.flatMap { routines[$0] }
    let used = (own.flatMap { files[$0] }?.uses ?? []).compactMap { libraries[$0] }
    for path in [own].compactMap({ $0 }) + used + libraries.values.sorted() {
      guard let lines = lines(path, change.locale), let line = line(lines) else { continue }
      return .init(file: lines.path, line: line)
    }
    return nil
  }

  private func placeOfLaw(_ change: RoutineChange) -> RoutineChange.Place? {
    let parts = change.part.split(separator: ".").map(String.init)
    let name = parts.first ?? ""
    switch change.kind {
    case .packAdded, .packRemoved: return manifest?.place("duties")
    default: break
    }
    // What a pack says is nobody else's doing, also where the old one is not known.
    let isOfThePack = [.packUpdated, .dutyChanged, .noticeAdded, .noticeRemoved].contains(change.kind)
    guard let pack = packs[name], !pack.isShipped, isOfThePack || changedPacks.contains(name) else {
      return change.kind == .packUpdated ? manifest?.place("duties") : home(change)
    }
    return parts.count > 1 ? pack.place("duties", parts[1]) : pack.place("version")
  }
}

extension RoutineChange {
  /// In a library, the manifest, the catalogue or a law pack, or perhaps.
  fileprivate var isDeclaredElsewhere: Bool {
    if declaration != nil { return true }
    switch kind {
    case .clearanceAdded, .clearanceRemoved, .toolChanged, .valueChanged, .valueRenamed, .valueAdded,
      .valueRemoved, .snippetChanged, .snippetRenamed, .snippetAdded, .snippetRemoved, .packAdded,
      .packRemoved, .packUpdated, .dutyAdded, .dutyRemoved, .dutyWeakened, .dutyStrengthened, .dutyChanged,
      .noticeAdded, .noticeRemoved, .translationAdded, .translationRemoved:
      return true
    case .wordsChanged: return name == "project" || name == "people"
    default: return false
    }
  }

  /// The keys of a step that it may be about, the most likely first.
  fileprivate var keys: [String] {
    switch kind {
    case .reviewerChanged, .actorChanged, .toolsChanged: ["by"]
    case .checkpointAdded, .checkpointRemoved, .reviewAdded, .reviewRemoved, .lookChanged:
      ["reviews", "edits"]
    case .effectAdded, .effectRemoved: [name]
    case .whenAdded, .whenRemoved, .whenChanged: ["when"]
    case .eachAdded, .eachRemoved, .eachChanged: ["each"]
    case .redoAdded, .redoRemoved, .redoChanged: ["redo"]
    case .withChanged: ["with"]
    case .modelChanged: ["model"]
    case .budgetAdded, .budgetLowered, .budgetCounted, .budgetRaised, .budgetRemoved: ["budget"]
    case .riskLowered, .riskRaised: ["risk"]
    case .ownerAdded, .ownerChanged, .ownerRemoved: ["owner"]
    case .minutesChanged: ["minutes"]
    case .wordsChanged where name == "title": []
    default: tier == .outputs || tier == .data || kind == .wordsChanged ? ["gives"] : []
    }
  }
}

/// The lines of one `.dari` file.
private struct SectionLines: Sendable {
  var path: String
  var library: String?
  var uses: [String] = []
  var about: Int?
  /// Keys of the front matter.
  var front: [String: Int] = [:]
  var inputs: [String: Int] = [:]
  var steps: [String: Int] = [:]
  /// Of steps, by their names.
  var keys: [String: [String: Int]] = [:]
  var types: [String: Int] = [:]
  var values: [String: Int] = [:]
  var snippets: [String: Int] = [:]

  init(_ file: SourceFile) {
    path = file.path
    let root = DariParser.parse(file).root
    if let yaml = root.node(.frontMatter)?.token(.yamlText),
      let front = YAML.parse(file, range: yaml.span.range).root
    {
      library = front["library"]?.scalarText
      uses =
        front["uses"].map { value in value.scalarText.map { [$0] } ?? value.items.compactMap(\.scalarText) }
        ?? []
      self.front = YAMLLines.lines(of: front, file)
    }
    about = root.node(.description).map { file.position(at: Int($0.span.start)).line }
    for section in root.nodes(.section) { read(section, file) }
  }

  private mutating func read(_ section: SyntaxNode, _ file: SourceFile) {
    guard let header = section.node(.sectionHeader), let token = header.token(.name) else { return }
    let line = file.position(at: Int(token.span.start)).line
    let name = token.identifier
    switch header.sectionWord {
    case .input: inputs[name] = line
    case .type: types[name] = line
    case .value: values[name] = line
    case .snippet: snippets[name] = line
    case .step:
      steps[name] = line
      for key in section.nodes(.metadata) {
        guard let word = key.stepKey?.rawValue else { continue }
        keys[name, default: [:]][word] = file.position(at: Int(key.span.start)).line
      }
    default: break
    }
  }
}

/// The lines of the keys of a YAML file, and of the keys in these.
private struct YAMLLines: Sendable {
  var path: String
  var bytes: [UInt8]
  var isShipped: Bool
  private var keys: [String: Int] = [:]
  private var inner: [String: [String: Int]] = [:]

  init(_ file: SourceFile) {
    path = file.path
    bytes = file.bytes
    isShipped = file.isShipped
    guard let root = YAML.parse(file).root else { return }
    keys = Self.lines(of: root, file)
    for entry in root.entries { inner[entry.keyText] = Self.lines(of: entry.value, file) }
  }

  static func lines(of node: YAMLNode, _ file: SourceFile) -> [String: Int] {
    Dictionary(
      node.entries.map { ($0.keyText, file.position(at: Int($0.key.span.start)).line) },
      uniquingKeysWith: { first, _ in first })
  }

  func line(_ key: String, _ name: String? = nil) -> Int? {
    name.map { inner[key]?[$0] } ?? keys[key]
  }

  /// Of what is gone, the key that it stood below.
  func place(_ key: String, _ name: String? = nil) -> RoutineChange.Place {
    .init(file: path, line: line(key, name) ?? keys[key])
  }
}
