// What holds of `dari diff` for every project there is: no change of itself, laid out anew, or with comments.

import DariBase
import DariEmit
import DariRuntime
import DariSemantics
import DariSyntax
import Testing

/// A project of the repository that compiles.
struct ComparableProject: CustomTestStringConvertible {
  var path: String
  /// Files that a lone `.dari` stands with.
  var common: String?
  var testDescription: String { path }

  func files() throws -> [FixtureFile] {
    if path.hasSuffix(".dari") {
      let name = String(path.split(separator: "/").last ?? "")
      let beside = try common.map { try fixtureFolder($0) } ?? []
      return beside + [FixtureFile(path: name, bytes: try readFixture(path))]
    }
    let files = try fixtureFolder(path)
    // What lies in a project inside belongs to that one.
    let inner = files.filter { $0.path.hasSuffix("/dari.yaml") }.map { $0.path.dropLast(9) }
    let own = files.filter { file in !inner.contains { file.path.hasPrefix($0) } }
    let names = own.map(\.path)
    let beside = try common.map { try fixtureFolder($0) } ?? []
    return beside.filter { !names.contains($0.path) } + own
  }

  static let all: [ComparableProject] = {
    func entries(_ folder: String) -> [String] {
      let files = (try? fixtureFolder(folder)) ?? []
      return Set(files.compactMap { $0.path.split(separator: "/").first.map { "\(folder)/\($0)" } }).sorted()
    }
    var projects = [
      "Templates", "Fixtures/Bundle", "Fixtures/Labels/shop", "Fixtures/Media", "Fixtures/Manual",
    ]
    .map { ComparableProject(path: $0) }
    projects += entries("Templates/init").map { ComparableProject(path: $0) }
    projects += entries("Fixtures/Render").map {
      ComparableProject(path: $0, common: "Fixtures/Check/common")
    }
    projects += entries("Fixtures/Check/ok").map {
      ComparableProject(path: $0, common: "Fixtures/Check/common")
    }
    for fixture in DiffFixture.all where (try? fixtureFolder("\(fixture.folder)/new")) != nil {
      projects.append(ComparableProject(path: "\(fixture.folder)/new", common: "Fixtures/Diff/common"))
    }
    return projects
  }()
}

@Suite struct DiffPropertyTests {
  /// Nil if the project gives no routine: a library alone, or files that are no project.
  private func compared(_ files: [FixtureFile]) throws -> ComparedRoutines? {
    let compilation = compile(files)
    if compilation.routines.isEmpty { return nil }
    return ComparedRoutines(
      routines: compilation.routines.map(\.asInBundle), version: compilation.manifest.version)
  }

  @Test func thereAreProjectsToCompare() throws {
    let usable = try ComparableProject.all.filter { try compared($0.files()) != nil }
    #expect(usable.count > 150, "\(usable.count)")
  }

  @Test(arguments: ComparableProject.all) func nothingChangesByItself(_ project: ComparableProject) throws {
    let files = try project.files()
    guard let first = try compared(files), let again = try compared(files) else { return }
    #expect(ProjectComparison.changes(from: first, to: again) == [])
    // As compiled and as read back from bundles.
    let compiled = ComparedRoutines(routines: compile(files).routines, version: first.version)
    #expect(ProjectComparison.changes(from: compiled, to: first) == [])
    #expect(ProjectComparison.changes(from: first, to: compiled) == [])
  }

  @Test(arguments: ComparableProject.all) func layoutIsNoChange(_ project: ComparableProject) throws {
    let files = try project.files()
    guard let before = try compared(files) else { return }
    for change in [Self.laidOut, Self.looselyLaidOut, Self.commented] {
      let changed = files.map { file in
        file.path.hasSuffix(".dari") ? FixtureFile(path: file.path, bytes: change(file.bytes)) : file
      }
      let checked = check(changed)
      guard let after = try compared(changed) else {
        Issue.record("\(project.path) does not compile any more\n\(checked.shown)")
        continue
      }
      let changes = ProjectComparison.changes(from: before, to: after)
      #expect(changes == [])
    }
  }

  /// As `dari fmt` leaves it.
  private static func laidOut(_ bytes: [UInt8]) -> [UInt8] {
    var sources = SourceSet()
    let file = sources.add(path: "a.dari", bytes: bytes)
    guard case .edits(let edits) = Formatter.format(file) else { return bytes }
    return (try? TextEdits.apply(edits, to: file)) ?? bytes
  }

  /// With empty lines before each section, and lines broken as elsewhere.
  private static func looselyLaidOut(_ bytes: [UInt8]) -> [UInt8] {
    edited(bytes) { line, isInFence in
      isInFence || !isSection(line) ? line : "\n\n\n" + line
    }
  }

  /// Comments before steps and inputs, and in the templates of prompts.
  private static func commented(_ bytes: [UInt8]) -> [UInt8] {
    edited(bytes) { line, isInFence in
      if isInFence { return line }
      if line.hasPrefix("@step ") || line.hasPrefix("@input ") { return "{# who reads this? #}\n\(line)" }
      if line == "@user" || line == "@system" { return line + "\n{# not for the model #}" }
      return line
    }
  }

  private static func isSection(_ line: String) -> Bool {
    let words = ["@step", "@input", "@user", "@system", "@do", "@check", "@type", "@value", "@snippet"]
    return words.contains { line == $0 || line.hasPrefix($0 + " ") }
  }

  /// Line by line; lines in fences and in comments that span sections are left alone.
  private static func edited(_ bytes: [UInt8], _ edit: (String, Bool) -> String) -> [UInt8] {
    guard !bytes.contains(0x0D) else { return bytes }
    var fence: Substring?
    var isComment = false
    var lines: [String] = []
    for line in String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      let run = line.prefix { $0 == line.first && ($0 == "`" || $0 == "~") }
      let isInside = fence != nil || isComment
      lines.append(edit(String(line), isInside || run.count >= 3))
      if let open = fence {
        if run.count >= open.count, run.first == open.first, run.count == line.count { fence = nil }
      } else if run.count >= 3 {
        fence = run
      }
      if line.contains("{#") != line.contains("#}") { isComment.toggle() }
    }
    return Array(lines.joined(separator: "\n").utf8)
  }
}
