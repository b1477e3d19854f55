// Fixtures/Diff: two versions beside what is told of them, in both languages and for programs.

import DariBase
import DariEmit
import DariRuntime
import DariSemantics
import DariWorkspace
import Testing

/// Two versions of one project.
struct DiffFixture: CustomTestStringConvertible {
  var name: String
  var folder: String { "Fixtures/Diff/\(name)" }
  var testDescription: String { name }

  static let all: [DiffFixture] = {
    let listing = try? FolderListing.files(below: repository + "/Fixtures/Diff")
    let names = Set(
      (listing?.files ?? []).compactMap { $0.name.split(separator: "/").first.map(String.init) })
    return names.subtracting(["common", "README.md"]).sorted().map { DiffFixture(name: $0) }
  }()

  struct Side {
    var compared: ComparedRoutines
    var allowed = AllowedChanges()
    var places = ChangePlaces(ProjectSources(), files: [:])
  }

  /// The files of a side, over those that all fixtures share; or one bundle, `old.json`.
  func side(_ word: String) throws -> Side {
    if FileReading.kind("\(repository)/\(folder)/\(word).json") == .file {
      return Side(
        compared: ComparedRoutines([try BundleLoader.load(try readFixture("\(folder)/\(word).json"))]))
    }
    var files = try fixtureFolder("\(folder)/\(word)")
    let own = files.map(\.path)
    files += try fixtureFolder("Fixtures/Diff/common").filter { !own.contains($0.path) }
    var allowed = AllowedChanges()
    if let file = files.first(where: { $0.path == AllowedChanges.fileName }) {
      var sources = SourceSet()
      let read = AllowedChanges.read(sources.add(path: file.path, bytes: file.bytes))
      try #require(read.diagnostics.isEmpty)
      allowed = read.allowed
    }
    files = files.filter { $0.path != AllowedChanges.fileName }
    let compilation = compile(files)
    try #require(!compilation.diagnostics.hasErrors, "\(name)/\(word)\n\(check(files).shown)")
    return Side(
      compared: ComparedRoutines(
        routines: compilation.routines.map(\.asInBundle), version: compilation.manifest.version),
      allowed: allowed,
      places: ChangePlaces(
        ProjectSources(files: files.map { ($0.path, $0.bytes) }),
        files: Dictionary(uniqueKeysWithValues: compilation.routines.map { ($0.name, $0.file ?? "") })))
  }

  func difference() throws -> Difference {
    let old = try side("old")
    var new = try side("new")
    new.places.hold(against: old.places)
    return Difference(
      from: old.compared, to: new.compared, allowed: new.allowed, placing: new.places.placed)
  }
}

@Suite struct DiffFixtureTests {
  @Test(arguments: DiffFixture.all) func isToldAsExpected(_ fixture: DiffFixture) throws {
    let difference = try fixture.difference()
    #expect(difference.unused.isEmpty)
    for language in [MessageLanguage.english, .korean] {
      let text = DifferenceText(difference, language: language, colour: false, width: nil).text
      try Golden.expect(text, at: "\(fixture.folder)/expected.\(language.rawValue).txt")
    }
    try Golden.expect(
      PrettyJSON.text(of: difference.json(.english)), at: "\(fixture.folder)/expected.json")
  }

  /// A row of the table: a kind, the tier in which it is told, and whether it breaks.
  struct Row: Hashable, Comparable, CustomStringConvertible {
    var kind: String
    var tier: String
    var breaks: String
    var description: String { "| `\(kind)` | \(tier) | \(breaks) |" }
    static func < (a: Row, b: Row) -> Bool { a.description < b.description }
  }

  /// What the page promises of each kind has a fixture, and no fixture shows anything else.
  @Test func theTableIsWhatTheFixturesShow() throws {
    var shown = Set<Row>()
    for fixture in DiffFixture.all {
      for judged in try fixture.difference().changes {
        let change = judged.change
        shown.insert(
          Row(
            kind: change.kind.rawValue, tier: change.tier.rawValue, breaks: change.isBreaking ? "yes" : "no"))
      }
    }
    var promised = Set<Row>()
    let page = try readFixtureText("Documentation/Diff.md")
    for line in page.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.trimming(" ") }
      guard cells.count >= 4, RoutineChange.Kind(rawValue: cells[0].trimming("`")) != nil else { continue }
      for breaks in cells[2].split(separator: ",") {
        for tier in cells[1].split(separator: ",") {
          promised.insert(
            Row(
              kind: cells[0].trimming("`"), tier: String(tier).trimming(" "),
              breaks: String(breaks.split(separator: " ").first ?? "")))
        }
      }
    }
    #expect(promised.subtracting(shown).sorted() == [], "promised, and in no fixture")
    #expect(shown.subtracting(promised).sorted() == [], "in a fixture, and not in Documentation/Diff.md")
    #expect(Set(shown.map(\.kind)) == Set(RoutineChange.Kind.allCases.map(\.rawValue)))
  }

  /// And what differs one way differs the other way round.
  @Test(arguments: DiffFixture.all) func aVersionIsNoChangeOfItself(_ fixture: DiffFixture) throws {
    for word in ["old", "new"] {
      let side = try fixture.side(word)
      #expect(ProjectComparison.changes(from: side.compared, to: side.compared) == [])
    }
    let (old, new) = (try fixture.side("old").compared, try fixture.side("new").compared)
    let (there, back) = (
      ProjectComparison.changes(from: old, to: new), ProjectComparison.changes(from: new, to: old)
    )
    // A place that a newer Dari looks after better is no change of what the author wrote.
    if fixture.name != "escaping-weakened" { #expect(there.isEmpty == back.isEmpty) }
  }
}

extension StringProtocol {
  fileprivate func trimming(_ sign: Character) -> String {
    var rest = self[...]
    while rest.first == sign { rest = rest.dropFirst() }
    while rest.last == sign { rest = rest.dropLast() }
    return String(rest)
  }
}
