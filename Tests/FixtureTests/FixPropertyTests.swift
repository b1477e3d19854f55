// `dari check --fix` on every fixture, every page of errors, and sources with slips made at random.

import DariBase
import DariRuntime
import DariSemantics
import DariWorkspace
import Testing

@Suite struct FixPropertyTests {
  /// A project in memory; all of its own files may be changed.
  private func project(_ files: [FixtureFile]) -> (ReadProject, Set<FileID>) {
    let sources = ProjectSources(files: files.map { (path: $0.path, bytes: $0.bytes) })
    let ids = sources.sources.files.map(\.id)
    let location = ProjectLocation(root: "no folder", hasManifest: true)
    return (ReadProject(location: location, sources: sources), Set(ids))
  }

  private func fix(_ project: ReadProject, _ editable: Set<FileID>) -> ProjectFix {
    ProjectFix(project, Compiler.compile(project.sources), editable: editable)
  }

  /// Twice is the same as once; no more errors than before, and none in a file that had none. Gives what was mended.
  @discardableResult
  private func expectSound(_ files: [FixtureFile], _ name: String) -> ProjectFix {
    let (before, editable) = project(files)
    let compiled = Compiler.compile(before.sources)
    let once = ProjectFix(before, compiled, editable: editable)
    let twice = fix(once.project, editable)
    #expect(twice.changes.isEmpty, "\(name): a second run changes something")
    let (had, has) = (errors(compiled), errors(once.compilation))
    #expect(has.values.reduce(0, +) <= had.values.reduce(0, +), "\(name): more errors than before")
    #expect(Set(has.keys).isSubset(of: had.keys), "\(name): errors in a file that had none")
    // What is told is true of the files that are given.
    #expect(Compiler.compile(once.project.sources).diagnostics == once.compilation.diagnostics, "\(name)")
    return once
  }

  private func errors(_ compilation: Compilation) -> [String: Int] {
    var counts: [String: Int] = [:]
    for diagnostic in compilation.diagnostics where diagnostic.severity == .error {
      counts[compilation.sources[diagnostic.span.file].path, default: 0] += 1
    }
    return counts
  }

  @Test(arguments: CheckFixture.all("err"))
  func fixturesAreSound(_ fixture: CheckFixture) throws {
    expectSound(try fixture.files(), fixture.name)
  }

  /// A code says on its page that it is fixed automatically: then what has such a mend is mended.
  @Test(arguments: ErrorPage.all)
  func pagesKeepTheirWord(_ page: ErrorPage) {
    for example in page.examples where example.verdict == .wrong {
      let hasMend = check(example.files).diagnostics.contains { $0.automaticMend != nil }
      let fixed = expectSound(example.files, page.code)
      #expect(hasMend == !fixed.mended.isEmpty)
      #expect(
        !hasMend || !fixed.compilation.diagnostics.contains { $0.code.text == page.code },
        "\(page.code).md:\(example.line): the mended example still has the problem")
    }
  }

  /// `fix: automatic` on a page is a promise; a page or a fixture shows that it is kept.
  @Test func everyAutomaticCodeIsFixedSomewhere() throws {
    var fixed: Set<String> = []
    let examples = ErrorPage.all.flatMap(\.examples).filter { $0.verdict == .wrong }.map(\.files)
    for files in try examples + CheckFixture.all("err").map({ try $0.files() }) {
      for diagnostic in check(files).diagnostics where diagnostic.automaticMend != nil {
        fixed.insert(diagnostic.code.text)
      }
    }
    let promised = diagnosticCatalogue.filter(\.isFixedAutomatically).map(\.code)
    #expect(promised.filter { !fixed.contains($0) } == [])
    #expect(promised.count > 40)
  }

  /// Files that compile stay as they are; of those with warnings, what is not mended renders as before.
  @Test(arguments: CheckFixture.all("ok"))
  func whatIsRightStays(_ fixture: CheckFixture) throws {
    #expect(expectSound(try fixture.files(), fixture.name).changes.isEmpty)
  }

  /// Slips of the keyboard in files that compile: wherever the mends lead, the properties hold.
  @Test(arguments: 0..<12)
  func slipsAreSound(_ seed: Int) throws {
    let slips: [(String, String)] = [
      (":", "："), ("{{", "｛｛"), ("}}", "｝｝"), ("\"", "“"), ("endif", "fi"), ("elif", "else if"),
      (" == ", " = "), ("(", "（"), (",", "，"), ("@", "＠"), ("\n\n", "\n\n\n"), (" | ", " ｜ "),
      ("by: ", "by "), ("%}", "}"), ("~", "+"), ("..", "…"), ("is present", "is defined"),
    ]
    var chance = Chance(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    let fixtures = CheckFixture.all("ok")
    for _ in 0..<6 {
      let fixture = fixtures[chance.below(fixtures.count)]
      var files = try fixture.files()
      let own = files.indices.filter { files[$0].path.hasSuffix(".dari") }
      for _ in 0..<1 + chance.below(4) {
        let index = own[chance.below(own.count)]
        let (right, wrong) = slips[chance.below(slips.count)]
        files[index].bytes = slipped(files[index].bytes, right, wrong, &chance)
      }
      expectSound(files, "\(fixture.name), seed \(seed)")
    }
  }

  /// One place where `right` stands, written `wrong`.
  private func slipped(_ bytes: [UInt8], _ right: String, _ wrong: String, _ chance: inout Chance) -> [UInt8]
  {
    let pattern = Array(right.utf8)
    let places = bytes.indices.filter { bytes[$0...].starts(with: pattern) }
    if places.isEmpty { return bytes }
    let place = places[chance.below(places.count)]
    return Array(bytes[..<place]) + wrong.utf8 + bytes[(place + pattern.count)...]
  }
}

/// The same numbers on every machine.
private struct Chance {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(limit))
  }
}
