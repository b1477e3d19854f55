// From the PROJECT argument to a compilation.

import DariBase
import DariSemantics
import DariWorkspace

/// A project that has been read and compiled.
struct LoadedProject {
  var read: ReadProject
  var compilation: Compilation
  /// What is told: of the whole project, or of the one file that was named.
  var diagnostics: [Diagnostic]

  var location: ProjectLocation { read.location }
  /// Files that could not be read.
  var failures: [SystemFailure] { read.failures }

  init(read: ReadProject, compilation: Compilation) {
    self.read = read
    self.compilation = compilation
    diagnostics = Self.shown(compilation, read.location)
  }

  static func load(_ path: String, _ console: Console) throws -> LoadedProject {
    do throws(ProjectFailure) {
      return try load(path)
    } catch {
      throw CommandFailure(error, console)
    }
  }

  static func load(_ path: String) throws(ProjectFailure) -> LoadedProject {
    let read = try ProjectReader.read(try ProjectLocation.find(path))
    return LoadedProject(read: read, compilation: Compiler.compile(read.sources))
  }

  /// Of a named file its own problems; in a project also those of the manifest, which it cannot do without.
  private static func shown(_ compilation: Compilation, _ location: ProjectLocation) -> [Diagnostic] {
    guard let only = location.onlyFile else { return compilation.diagnostics }
    return compilation.diagnostics.filter { diagnostic in
      let path = compilation.sources[diagnostic.span.file].path
      return path == only || path == "dari.yaml"
    }
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

  /// Ends the command, without another word, if something is an error.
  func refuseErrors() throws {
    if !failures.isEmpty { throw CommandFailure(exit: .system, message: "") }
    if diagnostics.hasErrors { throw CommandFailure.told }
  }
}
