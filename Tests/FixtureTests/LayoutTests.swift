// The layout of whole files: Fixtures/Format, every .dari file of the repository, and the examples of its pages.

import DariBase
import DariSemantics
import DariSyntax
import DariWorkspace
import Testing

/// The bytes of a file's layout; nil if it can't be laid out.
private func laidOut(_ bytes: [UInt8]) throws -> [UInt8]? {
  let file = SourceFile(id: FileID(0), path: "example.dari", bytes: bytes)
  guard case .edits(let edits) = Formatter.format(file) else { return nil }
  return try TextEdits.apply(edits, to: file)
}

private func dariFiles(_ folder: String) throws -> [String] {
  let listing = try FolderListing.files(below: repository + "/" + folder) { $0.hasSuffix(".dari") }
  return listing.files.map { folder + "/" + $0.name }
}

@Suite struct LayoutTests {
  static let fixtures: [String] = ((try? dariFiles("Fixtures/Format")) ?? []).filter {
    !$0.hasSuffix(".expected.dari")
  }

  /// `NAME.dari` becomes `NAME.expected.dari`, which is in the layout and says the same.
  @Test(arguments: fixtures)
  func formatFixture(path: String) throws {
    let input = try readFixture(path)
    let output = try #require(try laidOut(input), "\(path) has errors")
    try Golden.expect(
      String(decoding: output, as: UTF8.self), at: path.replacing(".dari", with: ".expected.dari"))
    #expect(SourceProperties.faults(input) == [])
    #expect(SourceProperties.faults(output) == [])
    #expect(output != input, "the fixture shows nothing")
  }

  @Test func thereAreFixtures() throws {
    #expect(Self.fixtures.count > 2)
    for path in try dariFiles("Fixtures/Format") where path.hasSuffix(".expected.dari") {
      #expect(Self.fixtures.contains(path.replacing(".expected.dari", with: ".dari")), "\(path) stands alone")
    }
  }

  /// Every file that parses settles at once and says what it said; every other is not touched.
  @Test func everyFileOfTheRepository() throws {
    let paths = try dariFiles("Fixtures") + dariFiles("Templates")
    #expect(paths.count > 250)
    for path in paths {
      let faults = SourceProperties.faults(try readFixture(path))
      #expect(faults == [], "\(path)")
    }
  }

  /// What the fuzzer found once.
  @Test func fuzzFixtures() throws {
    let listing = try FolderListing.files(below: repository + "/Fixtures/Fuzz")
    #expect(!listing.files.isEmpty)
    for file in listing.files where file.name != "README.md" {
      let faults = SourceProperties.faults(try readFixture("Fixtures/Fuzz/" + file.name))
      #expect(faults == [], "Fixtures/Fuzz/\(file.name)")
    }
  }

  /// A project of several files compiles to the same bundles after its files have been laid out.
  @Test func fixturesCompileToTheSame() throws {
    let common = try fixtureFolder("Fixtures/Check/common")
    // A translation compiles with its original only.
    for path in try dariFiles("Fixtures/Check/ok") + dariFiles("Fixtures/Format")
    where TranslationName(path: path) == nil {
      let bytes = try readFixture(path)
      let output = try #require(try laidOut(bytes), "\(path)")
      let meanings = [bytes, output].map { bytes in
        let files = common + [FixtureFile(path: "r.dari", bytes: bytes)]
        return Compiler.compile(ProjectSources(files: files.map { ($0.path, $0.bytes) })).routines.map {
          SourceProperties.meaning(of: $0)
        }
      }
      #expect(meanings[0] == meanings[1], "\(path)")
    }
  }

  // MARK: What we show is in the layout

  @Test func templatesAreInTheLayout() throws {
    let outcome = try LayoutFiles.find(repository + "/Templates").layOut(writes: false)
    #expect(outcome.changed == [] && outcome.broken == [] && outcome.failures == [])
    #expect(outcome.sources.files.count >= 4)
  }

  /// A block of a page that is a file or sections: all of the page's that parse are in the layout.
  @Test func examplesAreInTheLayout() throws {
    let listing = try FolderListing.files(below: repository + "/Documentation") { $0.hasSuffix(".md") }
    var compared = 0
    for page in listing.files {
      for fence in Fence.all(in: try readFixtureText("Documentation/" + page.name)) {
        let words = fence.info.split(separator: " ").map(String.init)
        guard words.first == "dari", words.last != "before" else { continue }
        var text = fence.text
        let kind = words.count > 1 ? words[1] : ""
        if kind == "sections" || kind == "inputs" { text = "---\nroutine: r\n---\n" + text }
        if kind == "body" { text = "---\nlibrary: l\n---\n@snippet s()\n" + text }
        guard let output = try laidOut(Array(text.utf8)) else { continue }
        compared += 1
        #expect(
          output == Array(text.utf8),
          "Documentation/\(page.name):\(fence.line) is to be\n\(String(decoding: output, as: UTF8.self))")
      }
    }
    #expect(compared > 250)
  }

  /// Documentation/Formatting.md: ` ```dari before ` becomes the ` ```dari after ` that follows it.
  @Test func pageOfTheLayout() throws {
    let fences = Fence.all(in: try readFixtureText("Documentation/Formatting.md"))
    let befores = fences.indices.filter { fences[$0].info == "dari before" }
    #expect(befores.count > 1)
    for index in befores {
      let after = try #require(fences.indices.contains(index + 1) ? fences[index + 1] : nil)
      #expect(after.info == "dari after")
      let output = try #require(try laidOut(Array(fences[index].text.utf8)))
      #expect(
        output == Array(after.text.utf8),
        "Formatting.md:\(after.line) is to be\n\(String(decoding: output, as: UTF8.self))")
    }
  }
}
