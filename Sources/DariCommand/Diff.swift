// dari diff

import ArgumentParser
import DariBase
import DariEmit
import DariSemantics
import DariWorkspace

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Tells what changed in meaning between two versions, worst first, and whether the version number says so.",
    discussion: """
      Example: dari diff main
               dari diff v1.0.0 v1.1.0 my-project
               dari diff released/bundle build/bundle
               dari diff v1.0.0 . --allow INPUTS

      A version is a bundle, a folder (a project, or bundles), or a revision of the project: a branch, a tag or a commit, \
      which is read through git without touching your files. A path that is there goes before a revision of that name.

      Changes are told by tier: DATA, DUTIES, STEPS, OUTPUTS, INPUTS, TEXT. A breaking change needs a new major version, \
      other changes a minor one, and words a patch; exit code 1 if the version of NEW grew by less. What is meant \
      nevertheless stands in allowed.yaml beside dari.yaml, with a reason, or behind --allow.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, github }

  @Argument(
    help: "The old version: a bundle, a folder, or a revision such as main or v1.0.0.", completion: .file())
  var old: String

  @Argument(help: "The new version; the project as it is now if left out.", completion: .file())
  var new: String?

  @Argument(
    help: "Whose revisions are meant; if left out, the project that is named as a version, or the one here.",
    completion: .directory)
  var project: String?

  @Option(
    help: "A tier whose changes are meant, once or more: DATA, DUTIES, STEPS, OUTPUTS, INPUTS, TEXT.",
    completion: .list(RoutineChange.Tier.allCases.map(\.rawValue)))
  var allow: [String] = []

  @Option(help: "How changes are written: text for people, json, github for annotations of GitHub Actions.")
  var format = Format.text

  @OptionGroup var language: LanguageOption

  func run() throws {
    let console = Console(language: language)
    try console.refuseEmpty(old, .theVersion, after: "dari diff")
    try console.refuseEmpty(new, .theVersion, after: "dari diff \(old)")
    try console.refuseEmpty(project, .theFolderName, after: "dari diff \(old) \(new ?? "")", .thisFolder)
    try refuseMissingProject(console)
    let tiers = try tiers(console)
    let reader = VersionReader(anchor: anchor, console: console, format: format)
    let newName = new ?? project ?? "."
    // What is there goes first: if it is nothing to compare, it is not the revision's fault.
    let early = FileReading.kind(newName) == .missing ? nil : try reader.read(newName)
    var before = try reader.read(old)
    var after = try early ?? reader.read(newName)
    try Self.narrow(&before, &after, console)
    after.places.hold(against: before.places)
    let allowed = try allowed(after, console)
    let difference = Difference(
      from: ComparedRoutines(routines: before.routines, version: before.version),
      to: ComparedRoutines(routines: after.routines, version: after.version), allowed: allowed.changes,
      allowing: tiers, placing: after.places.placed)
    let unused = difference.unused.map { Diagnostic(.allowedForNothing, at: $0.span) }
    // The one object of JSON is the answer; what warns of something else is read beside it.
    try tell(unused, in: allowed.sources, format == .json ? .text : format, after, console)
    try answer(difference, after, console)
    if !difference.passes { throw CommandFailure.told }
  }

  /// What is named as a project is one, also where its revisions turn out not to be needed.
  private func refuseMissingProject(_ console: Console) throws {
    guard let project else { return }
    do throws(ProjectFailure) {
      _ = try ProjectLocation.find(project)
    } catch {
      // A project of an older revision may have no manifest now.
      if case .noManifest = error, GitRepository.isAt(project) { return }
      throw CommandFailure(error, console)
    }
  }

  /// The folder or file whose revisions are meant.
  private var anchor: String {
    if let project { return project }
    for name in [new, old].compactMap({ $0 }) {
      let isPath = FileReading.kind(name) != .missing
      if isPath, case .some = try? ProjectLocation.find(name) { return name }
    }
    return "."
  }

  private func tiers(_ console: Console) throws -> Set<RoutineChange.Tier> {
    let known = RoutineChange.Tier.allCases.map(\.rawValue)
    var tiers = Set<RoutineChange.Tier>()
    for word in allow {
      guard let tier = RoutineChange.Tier(word: word) else {
        // The sentence lists them already.
        throw console.wrongUse(
          .unknownWord(word: word, known: known),
          Suggestion.nearest(to: word.uppercased(), among: known).map { .didYouMean(name: $0) })
      }
      tiers.insert(tier)
    }
    return tiers
  }

  /// Beside one bundle, or one file of a project, only that routine counts.
  private static func narrow(
    _ before: inout ReadVersion, _ after: inout ReadVersion, _ console: Console
  ) throws {
    if before.only != nil, after.only != nil { return }
    if let name = before.only { try after.keep(name, console) }
    if let name = after.only { try before.keep(name, console) }
  }

  /// `allowed.yaml` of the new version; for bundles, which have none, that of the project that was named.
  private func allowed(
    _ after: ReadVersion, _ console: Console
  ) throws -> (changes: AllowedChanges, sources: SourceSet) {
    var sources = SourceSet()
    var bytes = after.allowed
    if bytes == nil, after.isBundle, let project {
      bytes = try VersionReader(anchor: project, console: console).allowed(in: project)
    }
    guard let bytes else { return (AllowedChanges(), sources) }
    let file = sources.add(path: AllowedChanges.fileName, bytes: bytes)
    let (changes, diagnostics) = AllowedChanges.read(file)
    try tell(
      diagnostics, in: sources, diagnostics.hasErrors || format == .github ? format : .text, after, console)
    if diagnostics.hasErrors { throw CommandFailure.told }
    return (changes, sources)
  }

  /// What is to be said of `allowed.yaml`.
  private func tell(
    _ diagnostics: [Diagnostic], in sources: SourceSet, _ format: Format, _ version: ReadVersion,
    _ console: Console
  ) throws {
    if diagnostics.isEmpty { return }
    let revision = version.revision
    let problems = VersionProblems(
      diagnostics: diagnostics, sources: revision.map { sources.at(revision: $0) } ?? sources,
      revision: revision)
    try problems.tell(console, format, version.location?.placesForHost ?? ReportedPlaces())
  }

  private func answer(_ difference: Difference, _ after: ReadVersion, _ console: Console) throws {
    let stream = OutputStream.standardOutput
    switch format {
    case .text:
      try console.answer(
        DifferenceText(
          difference, language: console.language, colour: stream.showsColour, width: stream.columns
        ).text)
    case .json: try console.answer(PrettyJSON.bytes(of: difference.json(console.language)))
    case .github:
      try console.answer(
        difference.github(console.language, places: after.location?.placesForHost ?? ReportedPlaces()))
    }
  }
}
