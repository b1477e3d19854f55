// From the PROJECT argument to a compilation.

import DariBase
import DariSemantics
import DariWorkspace

/// A project that has been read and compiled.
struct LoadedProject {
  var read: ReadProject
  /// Of the whole project.
  var compilation: Compilation
  /// Of what was named: the project, or one file with those that it needs. Other files of the project do not keep that
  /// one from being used, whatever is wrong with them.
  var usable: Compilation
  /// What that was compiled from.
  var usableSources: ProjectSources
  /// What is told: of the whole project, or of the one file that was named and of those that it needs.
  var diagnostics: [Diagnostic]

  var location: ProjectLocation { read.location }
  /// Files that could not be read.
  var failures: [SystemFailure] { read.failures }

  init(read: ReadProject, compilation: Compilation) {
    self.read = read
    self.compilation = compilation
    usable = compilation
    usableSources = read.sources
    diagnostics = Self.withoutConsequences(compilation.diagnostics, of: read.failures)
    guard let only = read.location.onlyFile, !diagnostics.isEmpty else { return }
    // Nil if it could not be read, which is told.
    let file = read.sources.dariFiles.first { read.sources.sources[$0].path == only }
    let needed = file.map { read.sources.filesNeeded(by: $0) } ?? []
    diagnostics = diagnostics.filter { Self.isShown($0, of: file, needed, in: read.sources) }
    if compilation.diagnostics.hasErrors, !diagnostics.hasErrors {
      usableSources = read.sources.with(onlyFiles: needed)
      usable = Compiler.compile(usableSources)
      // What they say of each other has been told above; should anything be left, it is not passed over.
      let left = Self.withoutConsequences(usable.diagnostics, of: read.failures)
      if left.hasErrors { diagnostics = left }
    }
  }

  static let none = LoadedProject(
    read: ReadProject(
      location: ProjectLocation(root: ".", hasManifest: false), sources: ProjectSources()),
    compilation: Compiler.compile(ProjectSources()))

  static func load(_ path: String, theme: String? = nil, _ console: Console) throws -> LoadedProject {
    do throws(ProjectFailure) {
      return try load(path, theme: theme)
    } catch {
      throw CommandFailure(error, console)
    }
  }

  static func load(_ path: String, theme: String? = nil) throws(ProjectFailure) -> LoadedProject {
    let read = try ProjectReader.read(try ProjectLocation.find(path), theme: theme)
    return LoadedProject(read: read, compilation: Compiler.compile(read.sources))
  }

  /// Of a named file its own problems, and those of the manifest; of the other files that it cannot do without, errors.
  private static func isShown(
    _ diagnostic: Diagnostic, of file: FileID?, _ needed: Set<FileID>, in project: ProjectSources
  ) -> Bool {
    let place = diagnostic.span.file
    if place == file || place == project.manifest { return true }
    return diagnostic.severity == .error
      && (needed.contains(place) || project.catalogues.contains(place)
        || project.packs.values.contains(place)
        || project.theme?.files.values.contains(place) == true)
  }

  /// A library, a routine, a law pack or a theme that seems to be missing may stand in a file that could not be read.
  private static func withoutConsequences(
    _ diagnostics: [Diagnostic], of failures: [SystemFailure]
  ) -> [Diagnostic] {
    if failures.isEmpty { return diagnostics }
    return diagnostics.filter { !["E0205", "E0531", "E0802", "E1134"].contains($0.code.text) }
  }

  var isClean: Bool { diagnostics.isEmpty && failures.isEmpty }

  /// Tells everything that is wrong.
  func tellAll(_ console: Console) throws {
    for failure in failures { try console.tell(console.text(failure.problem(console.language))) }
    try console.tell(diagnostics, in: compilation.sources)
  }

  /// Tells everything that is wrong. Throws if that is an error.
  func tellProblems(_ console: Console) throws {
    try tellAll(console)
    try refuseErrors()
  }

  /// Tells what of the author's theme does not fit the manuals, and ends the command if anything does not.
  func refuse(_ build: ProjectBuild, _ console: Console) throws {
    guard !build.diagnostics.isEmpty else { return }
    try console.tell(build.diagnostics, in: compilation.sources)
    throw CommandFailure.told
  }

  /// Ends the command, without another word, if something is an error.
  func refuseErrors() throws {
    if !failures.isEmpty { throw CommandFailure(exit: .system, message: "") }
    if diagnostics.hasErrors { throw CommandFailure.told }
  }
}
