// Fixtures/Check: each diagnostic is expected where it stands, and each expectation is met, no more and no less.

import DariBase
import DariWorkspace
import Testing

/// A file or a folder of Fixtures/Check, and the diagnostics that it expects.
struct CheckFixture: CustomTestStringConvertible {
  /// What is expected, or found, at a line.
  struct Finding: Hashable, Comparable, CustomStringConvertible {
    var file: String
    var line: Int
    var severity: String?
    /// A code, or the name of one.
    var code: String

    var description: String { "\(file) line \(line): \(severity.map { $0 + ": " } ?? "")\(code)" }

    static func < (a: Finding, b: Finding) -> Bool {
      (a.file, a.line, a.code, a.severity ?? "") < (b.file, b.line, b.code, b.severity ?? "")
    }
  }

  /// `err/unknown-field.dari`
  var name: String
  var testDescription: String { name }

  private static let root = "Fixtures/Check"
  private var isFolder: Bool { !name.utf8.contains(0x2E) }
  private var lastName: String { name.split(separator: "/").last.map(String.init) ?? name }

  /// The entries of `ok` or `err`.
  static func all(_ kind: String) -> [CheckFixture] {
    let listing = try? FolderListing.files(below: "\(repository)/\(root)/\(kind)")
    let entries = (listing?.files ?? []).compactMap { $0.name.split(separator: "/").first.map(String.init) }
    var seen = Set<String>()
    return entries.filter { seen.insert($0).inserted && !$0.hasSuffix(".expect") }.map {
      CheckFixture(name: "\(kind)/\($0)")
    }
  }

  /// A lone file is checked with the manifest and the catalogue of `common`; a folder brings its own.
  func files() throws -> [FixtureFile] {
    if isFolder { return try fixtureFolder("\(Self.root)/\(name)", except: ["expect"]) }
    return try fixtureFolder(Self.root + "/common")
      + [FixtureFile(path: lastName, bytes: try readFixture("\(Self.root)/\(name)"))]
  }

  func expectations(_ files: [FixtureFile]) throws -> [Finding] {
    var findings: [Finding] = []
    for file in files where file.path.hasSuffix(".dari") {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for (index, line) in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        for match in String(line).matches(of: /\{# *(error|warning): *(\S+) *#\}/) {
          findings.append(
            Finding(file: file.path, line: index + 1, severity: String(match.1), code: String(match.2)))
        }
      }
    }
    let list =
      isFolder ? "\(name)/expect" : name.split(separator: ".").dropLast().joined(separator: ".") + ".expect"
    guard FileReading.kind("\(repository)/\(Self.root)/\(list)") == .file else { return findings }
    for line in try readFixtureText("\(Self.root)/\(list)").split(separator: "\n") {
      let match = try #require(
        line.wholeMatch(of: /(?:(\S+) +)?line +(\d+): *(?:(error|warning): *)?(\S+) */),
        "\(list): can't read `\(line)`")
      findings.append(
        Finding(
          file: match.1.map(String.init) ?? lastName, line: Int(match.2) ?? 0,
          severity: match.3.map(String.init),
          code: String(match.4)))
    }
    return findings
  }
}

@Suite struct CheckFixtureTests {
  typealias Finding = CheckFixture.Finding

  @Test(arguments: CheckFixture.all("ok"))
  func compilesWithoutAWord(_ fixture: CheckFixture) throws {
    let files = try fixture.files()
    let result = check(files)
    #expect(result.diagnostics.isEmpty, "\n\(result.shown)")
    #expect(try fixture.expectations(files).isEmpty, "a fixture in ok expects a diagnostic")
  }

  @Test(arguments: CheckFixture.all("err"))
  func givesExactlyWhatItExpects(_ fixture: CheckFixture) throws {
    let files = try fixture.files()
    let expected = try fixture.expectations(files)
    try #require(!expected.isEmpty, "a fixture in err expects nothing")
    let result = check(files)
    var missing: [Finding] = []
    var found = result.diagnostics.map { diagnostic in
      let file = result.sources[diagnostic.span.file]
      return Finding(
        file: file.path, line: file.position(at: Int(diagnostic.span.start)).line,
        severity: diagnostic.severity.rawValue, code: diagnostic.code.text)
    }
    for finding in expected.map(resolve) {
      if let index = found.firstIndex(where: { meets($0, finding) }) {
        found.remove(at: index)
      } else {
        missing.append(finding)
      }
    }
    #expect(
      missing.isEmpty && found.isEmpty,
      """
      missing: \(missing.sorted().map(\.description))
      not expected: \(found.sorted().map(\.description))
      \(result.shown)
      """)
  }

  /// The mends of a mistake, applied, take it away and bring no other error.
  @Test(arguments: CheckFixture.all("err"))
  func mendsMend(_ fixture: CheckFixture) throws {
    var files = try fixture.files()
    let result = check(files)
    var plan = FixPlan(in: result.sources)
    for diagnostic in result.diagnostics {
      if let mend = diagnostic.mends.first(where: { !$0.edits.isEmpty }) { _ = plan.add(mend) }
    }
    guard !plan.edits.isEmpty else { return }
    for (file, bytes) in try plan.changedFiles() {
      let index = try #require(files.firstIndex { $0.path == file.path })
      files[index].bytes = bytes
    }
    let after = check(files)
    #expect(
      after.diagnostics.count < result.diagnostics.count,
      "\(result.shown)\nafter the mends:\n\(after.shown)")
  }

  @Test func everyExpectationHasItsFixture() throws {
    let listing = try FolderListing.files(below: repository + "/Fixtures/Check/err")
    let names = Set(listing.files.map(\.name))
    for name in names where name.hasSuffix(".expect") {
      #expect(names.contains(name.dropLast(".expect".count) + ".dari"), "\(name) stands alone")
    }
    #expect(!CheckFixture.all("ok").isEmpty && !CheckFixture.all("err").isEmpty)
  }

  /// A code by its number or by its name: `E0203`, `unknown-field`.
  private func resolve(_ finding: Finding) -> Finding {
    func plain(_ name: String) -> String { name.filter { $0 != "-" }.lowercased() }
    let severity = finding.severity == "warning" ? "W" : finding.severity == "error" ? "E" : ""
    let entry = diagnosticCatalogue.first {
      $0.code == finding.code || ($0.code.hasPrefix(severity) && plain($0.name) == plain(finding.code))
    }
    var resolved = finding
    resolved.code = entry?.code ?? "\(finding.code) (no page has this code or name)"
    return resolved
  }

  private func meets(_ found: Finding, _ expected: Finding) -> Bool {
    found.file == expected.file && found.line == expected.line && found.code == expected.code
      && (expected.severity ?? found.severity) == found.severity
  }
}
