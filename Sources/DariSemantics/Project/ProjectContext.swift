// What all routines of a project share once libraries have been read.

import DariBase
import DariRuntime
import DariSyntax

final class ProjectContext {
  let sources: SourceSet
  let manifest: Manifest
  /// False for a lone file: then nothing can be held against what a manifest declares.
  let hasManifest: Bool
  let catalogue: ToolCatalogue
  let law: LawPacks
  let units: [Unit]
  let types: TypeResolver
  /// By unit.
  let scopes: [FileScope]
  /// Units of the libraries that a unit uses, by unit.
  let uses: [Int: [(name: String, unit: Int)]]
  /// Names of all routines, whether they compile or not.
  let routineNames: Set<String>
  /// The routines that have been checked, by name: those that are called come before those that call them.
  var signatures: [String: RoutineSignature] = [:]
  /// Of the routines that duties have been asked of, by name.
  var knownOrigins: [String: AIOrigins] = [:]
  /// The routines whose labels are to be reported, and what was found of them.
  var reported: Set<String> = []
  var labelReports: [String: LabelReport.Part] = [:]
  /// What holes of messages stand in; noted only in a project with several languages.
  var holePlaces: [HoleKey: Escaping.Place] = [:]
  private(set) lazy var mask = SecretMask(sources)
  private let hashes: [FileID: String]

  init(
    sources: SourceSet, manifest: Manifest, hasManifest: Bool, catalogue: ToolCatalogue, law: LawPacks,
    units: [Unit], types: TypeResolver,
    scopes: [FileScope], uses: [Int: [(name: String, unit: Int)]]
  ) {
    self.sources = sources
    self.manifest = manifest
    self.hasManifest = hasManifest
    self.catalogue = catalogue
    self.law = law
    self.units = units
    self.types = types
    self.scopes = scopes
    self.uses = uses
    routineNames = Set(units.filter { $0.kind == .routine }.map(\.name))
    var hashes: [FileID: String] = [:]
    for unit in units {
      for file in [unit.file] + unit.translations.map(\.file) {
        hashes[file.id] = SHA256.hexDigest(of: file.bytes)
      }
    }
    self.hashes = hashes
  }

  /// Puts a snippet into a routine's program, and those that it calls. Its problems were told when its library was checked.
  /// - Parameter types: of what it is given: the labels of their parts go into its own types.
  func lower(_ symbol: SnippetSymbol, given types: [Type], into builder: ProgramBuilder) -> Int32 {
    var labelled = symbol
    for (index, type) in types.enumerated() {
      labelled.parameters[index].type = labelled.parameters[index].type.labelled(like: type)
    }
    let labels = labelled.parameters.map { $0.type.labelSignature }.joined(separator: ",")
    return builder.snippet(symbol, labels: labels) {
      let frame = FrameLayout()
      let checker = snippetChecker(labelled, builder: builder, frame: frame, reporter: Reporter(muted: true))
      checker.lowerSnippet = { self.lower($0, given: $1, into: builder) }
      let body = symbol.template.map(checker.lower) ?? .empty
      return Program.Snippet(
        name: symbol.name, slotNames: frame.names, parameterCount: symbol.parameters.count, body: body)
    }
  }

  /// A checker with the snippet's parameters as its names.
  func snippetChecker(
    _ symbol: SnippetSymbol, builder: ProgramBuilder, frame: FrameLayout, reporter: Reporter
  ) -> TemplateChecker {
    let checker = TemplateChecker(
      scope: scopes[symbol.unit], reporter: reporter, builder: builder, frame: frame)
    checker.hiddenNames = units[symbol.unit].routineNames
    for parameter in symbol.parameters {
      let slot = frame.allocate(parameter.name)
      checker.locals.append(
        TemplateChecker.Local(
          name: parameter.name, meaning: .value(slot: slot, type: parameter.type), span: parameter.span))
    }
    return checker
  }

  /// The routine's file and all libraries it reaches, in the order of their paths.
  func sourceList(of unit: Unit, programFiles: [FileID]) -> [Routine.Source] {
    var reached: Set<Int> = []
    var waiting = [unit.index]
    while let next = waiting.popLast() {
      guard reached.insert(next).inserted else { continue }
      waiting += (uses[next] ?? []).map(\.unit)
    }
    return reached.flatMap { [units[$0].file] + units[$0].translations.map(\.file) }
      .map { Routine.Source(path: $0.path, sha256: hashes[$0.id] ?? "") }
      .sorted { $0.path.unicodeScalars.lexicographicallyPrecedes($1.path.unicodeScalars) }
  }
}
