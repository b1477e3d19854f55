// The checker's front door: a project's files in, routines and diagnostics out.

import DariBase
import DariRuntime
import DariSyntax
import DariYAML

/// The files of a project, read.
package struct ProjectSources: Sendable {
  /// In the order in which problems are shown.
  package var sources = SourceSet()
  package var manifest: FileID?
  /// Later ones override earlier ones, entry by entry.
  package var catalogues: [FileID] = []
  package var dariFiles: [FileID] = []
  /// Law packs by their names; those of the project replace shipped ones. Only those that the manifest names are read.
  package var packs: [String: FileID] = [:]
  /// Files that values name with `from`, by path from the project's folder.
  package var resources: [String: [UInt8]] = [:]
  /// Of the theme that the manifest names, or of another one in its stead; nil if there is no such folder.
  package var theme: ThemeFiles?

  package init() {}
}

/// What a compilation gives.
package struct Compilation: Sendable {
  package var sources: SourceSet
  package var manifest: Manifest
  /// In file order. Without errors only.
  package var routines: [Routine]
  /// In file order.
  package var diagnostics: [Diagnostic]
}

package enum Compiler {
  /// Checks everything and reports every problem of every file. Pure: the same sources give the same result.
  package static func compile(_ project: ProjectSources) -> Compilation {
    ProjectCompiler(project).compile().compilation
  }

  /// Which data goes where in a routine and in those that it calls; nil if there is none of that name, or anything in the
  /// project is an error.
  package static func labelReport(of routine: String, in project: ProjectSources) -> LabelReport? {
    let (compilation, parts) = ProjectCompiler(project).compile(reporting: routine)
    guard compilation.routines.contains(where: { $0.name == routine }) else { return nil }
    return LabelReport(of: routine, from: parts)
  }

  /// Files as texts, for tests: `dari.yaml` and `tools.yaml` are taken as what they are.
  package static func check(files: [(path: String, text: String)]) -> (SourceSet, [Diagnostic]) {
    check(files: files.map { ($0.path, Array($0.text.utf8)) })
  }

  package static func check(files: [(path: String, bytes: [UInt8])]) -> (SourceSet, [Diagnostic]) {
    let result = compile(ProjectSources(files: files))
    return (result.sources, result.diagnostics)
  }
}

extension ProjectSources {
  package init(files: [(path: String, bytes: [UInt8])]) {
    for (path, bytes) in files {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      if path == "dari.yaml" {
        manifest = sources.add(path: path, bytes: bytes).id
      } else if name == "tools.yaml" {
        catalogues.append(sources.add(path: path, bytes: bytes).id)
      } else if let pack = Self.packName(of: path) {
        packs[pack] = sources.add(path: path, bytes: bytes).id
      } else if name.hasSuffix(".dari") {
        dariFiles.append(sources.add(path: path, bytes: bytes).id)
      } else {
        resources[path] = bytes
      }
    }
    guard let folder = manifest.flatMap({ Manifest.glance(at: sources[$0]).themeFolder }) else { return }
    for name in ThemeFiles.names {
      if let bytes = resources["\(folder)/\(name)"] { addTheme(name, bytes, in: folder) }
    }
  }

  /// - Parameter folder: as it is shown.
  package mutating func addTheme(_ name: String, _ bytes: [UInt8], in folder: String) {
    var theme = theme ?? ThemeFiles(folder: folder)
    theme.files[name] =
      sources.add(path: folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)", bytes: bytes).id
    self.theme = theme
  }
}

final class ProjectCompiler {
  let project: ProjectSources
  let general = Reporter()
  var manifest = Manifest()
  var catalogue = ToolCatalogue()
  var law = LawPacks()
  var units: [Unit] = []
  var reporters: [Reporter] = []
  var libraries: [String: Int] = [:]
  var uses: [Int: [(name: String, unit: Int)]] = [:]
  var translations: [TranslationFile] = []
  /// Found when routines were checked in other languages.
  var localized: [Diagnostic] = []
  /// Words for people of the language that is checked, where they are not those of the files themselves.
  private let words: [SourceSpan: String]

  init(_ project: ProjectSources) {
    self.project = project
    words = [:]
  }

  /// The same project with the words of another language. Its files are known to be free of errors.
  init(_ original: ProjectCompiler, in locale: String, _ words: [UnitWords]) {
    project = original.project
    manifest = original.manifest.inLocale(locale)
    catalogue = original.catalogue.inLocales(original.manifest.chain(from: locale))
    law = original.law
    units = original.units.map { $0.translated(words[$0.index]) }
    reporters = units.map { _ in Reporter() }
    libraries = original.libraries
    uses = original.uses
    self.words = words.reduce(into: [:]) { $0.merge($1.words) { $1 } }
  }

  /// - Parameter reported: the routine whose labels are reported, with those that it calls.
  func compile(
    reporting reported: String? = nil
  ) -> (compilation: Compilation, labels: [String: LabelReport.Part]) {
    readProjectFiles()
    for id in project.dariFiles {
      let file = project.sources[id]
      if let name = TranslationName(path: file.path) { readTranslation(file, name) } else { readUnit(file) }
    }
    guessLocales()
    nameUnits()
    resolveUses()
    reportLibraryCircles()
    var (checked, context) = checkRoutines(reported: reported.map(calledRoutines) ?? [])
    for unit in units { reporters[unit.index].dropConsequences(of: unit.tree) }
    checked = translate(checked, context)
    let diagnostics =
      (general.diagnostics + reporters.flatMap(\.diagnostics) + translations.flatMap(\.reporter.diagnostics)
      + localized).inFileOrder().withoutRepeats()
    let routines = units.compactMap { checked[$0.index] }
    let compilation = Compilation(
      sources: project.sources, manifest: manifest, routines: diagnostics.hasErrors ? [] : routines,
      diagnostics: diagnostics)
    return (compilation, context.labelReports)
  }

  /// All that is declared, and then the routines, those that are called before those that call them.
  func checkRoutines(reported: Set<String>) -> (routines: [Int: Routine], context: ProjectContext) {
    let context = declare()
    context.reported = reported
    checkSnippets(context)
    var checked: [Int: Routine] = [:]
    for index in RoutineOrder(units: units, reporters: reporters).calleesFirst {
      let unit = units[index]
      let signature = RoutineChecker(unit: unit, project: context, reporter: reporters[index]).check()
      if unit.kind == .routine {
        checked[index] = signature.routine
        if context.signatures[unit.name] == nil { context.signatures[unit.name] = signature }
      }
    }
    return (checked, context)
  }

  /// A routine, and all that it leads to.
  private func calledRoutines(from name: String) -> Set<String> {
    var result: Set<String> = []
    var waiting = [name]
    while let next = waiting.popLast() {
      guard result.insert(next).inserted else { continue }
      for unit in units where unit.kind == .routine && unit.name == next { waiting += unit.calls.map(\.text) }
    }
    return result
  }

  private func readProjectFiles() {
    if let id = project.manifest {
      if isReadable(project.sources[id]) {
        manifest = Manifest.read(project.sources[id], reporter: general)
        manifest.loadTokenizers(from: project.resources, reporter: general)
        manifest.loadLogo(from: project.resources, reporter: general)
      }
      manifest.isBroken = general.diagnostics.hasErrors
    }
    manifest.loadTheme(project.theme, project.sources, reporter: general)
    law = LawPacks.load(
      manifest.duties, from: project.packs, sources: project.sources, reporter: general,
      isReadable: isReadable)
    let before = general.diagnostics.count
    for id in project.catalogues where isReadable(project.sources[id]) {
      catalogue.read(project.sources[id], reporter: general)
    }
    catalogue = catalogue.inLocales([manifest.originalLocale])
    catalogue.isBroken = general.diagnostics[before...].contains { $0.severity == .error }
    if !catalogue.isBroken {
      checkPeople()
      checkChosenTools()
    }
  }

  /// A tool that is called a person could approve what it made.
  private func checkPeople() {
    for (role, place) in manifest.peoplePlaces.sorted(by: { $0.key < $1.key }) {
      if catalogue.tool(called: role) != nil { general.report(.toolAsPerson(name: role), at: place) }
    }
  }

  /// `use: { text: chatgpt }`: told here, once, and not at every step that asks for the capability.
  private func checkChosenTools() {
    guard !catalogue.tools.isEmpty else { return }
    for (capability, tool) in manifest.use.sorted(by: { $0.key < $1.key }) {
      guard let place = manifest.usePlaces[capability] else { continue }
      if catalogue.tools[tool] == nil {
        general.reportUnknown(
          .unknownTool(name: tool), tool, at: place, among: catalogue.tools.keys.sorted())
      } else if catalogue.tools[tool]?.does.contains(capability) == false {
        general.report(.toolCannot(tool: tool, capability: capability), at: place)
      }
    }
  }

  func isReadable(_ file: SourceFile) -> Bool {
    let problems = EncodingCheck.check(file)
    general.add(problems)
    return problems.isEmpty
  }

  // MARK: Units

  private func readUnit(_ file: SourceFile) {
    guard isReadable(file) else { return }
    let reporter = Reporter()
    let tree = DariParser.parse(file)
    reporter.add(tree.diagnostics)
    let front = tree.root.node(.frontMatter)
    let yaml = front?.token(.yamlText)
    var root: YAMLNode?
    if let yaml {
      let result = YAML.parse(file, range: yaml.span.range)
      reporter.add(result.diagnostics)
      root = result.root
    }
    let span = front?.token(.frontMatterFence)?.span ?? front?.span ?? file.span(0..<0)
    var (words, identity) = FrontMatter.read(root, span: span, reporter: reporter)
    words.isBroken =
      front == nil
      || reporter.diagnostics.contains { span in
        span.severity == .error && span.span.start < (front?.span.end ?? 0)
      }
    if root == nil, front != nil, !reporter.diagnostics.hasErrors {
      reporter.report(.missingKey(place: .placeFrontMatter, key: "routine"), at: span)
    }
    units.append(
      Unit(
        index: units.count, file: file, tree: tree, kind: identity.kind, name: identity.name,
        nameSpan: identity.span, front: words, sections: tree.root.nodes(.section).map(Unit.Section.init)))
    reporters.append(reporter)
  }

  private func nameUnits() {
    var first: [String: Int] = [:]
    for unit in units where unit.kind != nil && !unit.name.isEmpty {
      if let other = first[unit.name] {
        reporters[unit.index].report(
          .repeatedFileName(name: unit.name), at: unit.nameSpan,
          labels: [DiagnosticLabel(units[other].nameSpan, .otherHere)])
        continue
      }
      first[unit.name] = unit.index
      if unit.kind == .library { libraries[unit.name] = unit.index }
    }
  }

  private func resolveUses() {
    for unit in units {
      var used: [(name: String, unit: Int)] = []
      for word in unit.front.uses {
        guard let index = libraries[word.text] else {
          units[unit.index].front.isBroken = true
          reporters[unit.index].reportUnknown(
            .unknownLibrary(name: word.text), word.text, at: word.span, among: libraries.keys.sorted())
          continue
        }
        if !used.contains(where: { $0.unit == index }) { used.append((word.text, index)) }
      }
      uses[unit.index] = used
    }
  }

  /// Each circle is told once, in the file that comes first, and the use that closes it is dropped.
  private func reportLibraryCircles() {
    var finished: Set<Int> = []
    var path: [Int] = []
    func visit(_ index: Int) {
      path.append(index)
      for used in uses[index] ?? [] {
        if let start = path.firstIndex(of: used.unit) {
          let circle = path[start...].map { units[$0].name } + [used.name]
          let first = units[path[start]]
          let word = first.front.uses.first { $0.text == circle[1] }
          reporters[first.index].report(
            .librariesInCircle(path: circle.joined(separator: " → ")), at: word?.span ?? first.nameSpan)
          uses[index]?.removeAll { $0.unit == used.unit }
        } else if !finished.contains(used.unit) {
          visit(used.unit)
        }
      }
      path.removeLast()
      finished.insert(index)
    }
    for unit in units where unit.kind == .library && !finished.contains(unit.index) { visit(unit.index) }
  }

  // MARK: Declarations

  private func declare() -> ProjectContext {
    var pending: [TypeResolver.Pending] = []
    for unit in units {
      var seen: [String: SourceSpan] = [:]
      for section in unit.sections where section.word == "type" && section.nameToken != nil {
        if let first = seen[section.name] {
          reporters[unit.index].report(
            .repeatedName(name: section.name), at: section.nameSpan,
            labels: [DiagnosticLabel(first, .firstHere)])
          continue
        }
        seen[section.name] = section.nameSpan
        pending.append(
          .init(name: section.name, span: section.nameSpan, section: section, unit: unit.index))
      }
    }
    let types = TypeResolver(
      pending: pending, uses: uses, libraries: libraries, reporters: reporters,
      broken: Set(units.filter(\.front.isBroken).map(\.index)), words: words)
    let declarations = units.map { self.declarations(of: $0, types) }
    let scopes = units.map { unit in
      FileScope(
        own: declarations[unit.index],
        libraries: (uses[unit.index] ?? []).map {
          FileScope.UsedLibrary(name: $0.name, declarations: declarations[$0.unit])
        },
        unused: unusedLibraries(of: unit).map {
          FileScope.UsedLibrary(name: $0.key, declarations: declarations[$0.value])
        },
        isBroken: unit.front.isBroken)
    }
    for unit in units { reportHidden(unit, scopes[unit.index]) }
    return ProjectContext(
      sources: project.sources, manifest: manifest, hasManifest: project.manifest != nil,
      catalogue: catalogue, law: law, units: units, types: types,
      scopes: scopes, uses: uses)
  }

  private func unusedLibraries(of unit: Unit) -> [(key: String, value: Int)] {
    let used = (uses[unit.index] ?? []).map(\.unit)
    return libraries.filter { $0.value != unit.index && !used.contains($0.value) }.sorted { $0.key < $1.key }
  }

  private func declarations(of unit: Unit, _ types: TypeResolver) -> Declarations {
    var result = Declarations()
    result.types = types.resolveAll(of: unit.index)
    let reporter = reporters[unit.index]
    let reader = ValueReader(file: unit.file, reporter: reporter, resources: project.resources)
    var stepBefore = false
    var toldWords: Set<String> = []
    for section in unit.sections {
      if unit.kind == .library, !["type", "value", "snippet"].contains(section.word) {
        // What belongs to a step is told with the step.
        if section.word != "step", stepBefore { continue }
        stepBefore = section.word == "step"
        // Once for each word: a routine that was named a library has many.
        guard toldWords.insert(section.word).inserted else { continue }
        reporter.report(
          .notInLibrary(section: "@\(section.word)"),
          at: section.header.token(.sectionWord)?.span ?? section.header.span)
        continue
      }
      stepBefore = false
      guard section.word == "value" || section.word == "snippet", section.nameToken != nil else { continue }
      if let first = result.place(of: section.name) {
        reporter.report(
          .repeatedName(name: section.name), at: section.nameSpan,
          labels: [DiagnosticLabel(first, .firstHere)])
        continue
      }
      if section.word == "value" {
        let type =
          section.header.typeNode.map {
            MediaPlaces.refused(types.resolve($0, in: unit.index), .placeValue, at: $0.span, reporter)
          } ?? .unknown
        result.values[section.name] = ValueSymbol(
          name: section.name, span: section.nameSpan, type: type,
          value: section.translatedValue ?? reader.read(section, as: type))
      } else {
        result.snippets[section.name] = snippet(section, unit, types)
      }
    }
    return result
  }

  private func snippet(_ section: Unit.Section, _ unit: Unit, _ types: TypeResolver) -> SnippetSymbol {
    var parameters: [SnippetSymbol.Parameter] = []
    for node in section.header.nodes(.parameter) {
      guard let token = node.token(.name) else { continue }
      let name = token.identifier
      if let first = parameters.first(where: { $0.name == name }) {
        reporters[unit.index].report(
          .repeatedName(name: name), at: token.span, labels: [DiagnosticLabel(first.span, .firstHere)])
        continue
      }
      let type =
        node.typeNode.map {
          MediaPlaces.refused(
            types.resolve($0, in: unit.index), .placeParameter, at: $0.span, reporters[unit.index],
            mends: [Mend(.attachInUser(text: "{{ \(name) }}"))])
        } ?? .unknown
      parameters.append(.init(name: name, type: type, span: token.span))
    }
    return SnippetSymbol(
      name: section.name, span: section.nameSpan, parameters: parameters, template: section.template,
      unit: unit.index)
  }

  /// A file's own declarations never repeat a name that its libraries give.
  private func reportHidden(_ unit: Unit, _ scope: FileScope) {
    func report(_ name: String, _ span: SourceSpan, _ other: SourceSpan) {
      reporters[unit.index].report(
        .repeatedName(name: name), at: span, labels: [DiagnosticLabel(other, .firstHere)])
    }
    let types = scope.own.types.sorted { $0.key < $1.key }
    let valueNames = scope.own.valueNames.sorted()
    for library in scope.libraries {
      for (name, symbol) in types {
        if let other = library.declarations.types[name] { report(name, symbol.span, other.span) }
      }
      for name in valueNames {
        if let own = scope.own.place(of: name), let other = library.declarations.place(of: name) {
          report(name, own, other)
        }
      }
    }
  }

  // MARK: Snippets

  /// Bodies are checked once, where they stand; a circle of calls is told at the call that closes it.
  private func checkSnippets(_ context: ProjectContext) {
    var calls: [SourceSpan: [(symbol: SnippetSymbol, span: SourceSpan)]] = [:]
    var all: [SnippetSymbol] = []
    for unit in units {
      let snippets = context.scopes[unit.index].own.snippets.values.sorted { (a: SnippetSymbol, b) in
        a.span < b.span
      }
      for symbol in snippets {
        let builder = ProgramBuilder(sources: project.sources)
        let checker = context.snippetChecker(
          symbol, builder: builder, frame: FrameLayout(), reporter: reporters[unit.index])
        if let template = symbol.template { _ = checker.lower(template) }
        calls[symbol.span] = checker.calls
        all.append(symbol)
      }
    }
    var finished: Set<SourceSpan> = []
    var path: [SnippetSymbol] = []
    func visit(_ symbol: SnippetSymbol) {
      path.append(symbol)
      for call in calls[symbol.span] ?? [] {
        if let start = path.firstIndex(where: { $0.span == call.symbol.span }) {
          let circle = path[start...].map(\.name) + [call.symbol.name]
          reporters[symbol.unit].report(
            .snippetsInCircle(path: circle.joined(separator: " → ")), at: call.span)
        } else if !finished.contains(call.symbol.span) {
          visit(call.symbol)
        }
      }
      path.removeLast()
      finished.insert(symbol.span)
    }
    for symbol in all where !finished.contains(symbol.span) { visit(symbol) }
  }
}

extension Array where Element == Diagnostic {
  /// The same problem at the same place is told once.
  package func withoutRepeats() -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }
  }
}
