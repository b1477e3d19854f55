// The files that fixture tests read, and the one call by which they reach the checker.

import DariBase
import DariSemantics
import DariWorkspace
import Testing

/// The root of the repository.
let repository: String = {
  let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
  return parts.dropLast(3).joined(separator: "/")
}()

/// A file of a project in memory.
struct FixtureFile {
  var path: String
  var bytes: [UInt8]

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}

func readFixture(_ path: String) throws -> [UInt8] {
  try FileReading.read(repository + "/" + path, limit: 16 << 20)
}

func readFixtureText(_ path: String) throws -> String {
  String(decoding: try readFixture(path), as: UTF8.self)
}

/// The files below a folder of the repository, by paths relative to it.
func fixtureFolder(_ path: String, except leftOut: Set<String> = []) throws -> [FixtureFile] {
  let listing = try FolderListing.files(below: repository + "/" + path)
  #expect(listing.failures.isEmpty)
  return try listing.files.filter { !leftOut.contains($0.name) }.map {
    FixtureFile(path: $0.name, bytes: try FileReading.read($0.path, limit: 16 << 20))
  }
}

/// What the checker says of a project, and how a person would see it.
struct CheckedFixture {
  var sources: SourceSet
  var diagnostics: [Diagnostic]

  var shown: String {
    let renderer = DiagnosticRenderer(sources: sources, language: .english, colour: false, width: 110)
    return diagnostics.map(renderer.text).joined(separator: "\n")
  }
}

/// Every fixture test goes through this.
func check(_ files: [FixtureFile]) -> CheckedFixture {
  let compilation = compile(files)
  return CheckedFixture(sources: compilation.sources, diagnostics: compilation.diagnostics)
}

/// A project in memory, with the law packs that ship with the command.
func compile(_ files: [FixtureFile]) -> Compilation {
  var sources = ProjectSources(files: files.map { (path: $0.path, bytes: $0.bytes) })
  sources.addShippedPacks()
  return Compiler.compile(sources)
}
