// The tests of a project on disk: its files in `tests/`, the data that they name, and what is kept in `tests/golden`.

import DariBase
import DariRuntime
import DariSemantics

/// All cases of a project, read and held against its routines.
package struct ProjectTests {
  package let root: String
  /// The project's files and those of the tests.
  package private(set) var sources: SourceSet
  package private(set) var diagnostics: [Diagnostic] = []
  /// Files of data that are none, with what is wrong in them.
  package private(set) var unreadable: [(sources: SourceSet, diagnostics: [Diagnostic])] = []
  package private(set) var failures: [SystemFailure] = []
  /// In the order of their files.
  package private(set) var cases: [TestCase] = []
  /// Names of the files of tests.
  package private(set) var files: [String] = []
  private var renderers: [RoutineRenderer] = []
  package let manifest: Manifest

  package static let folder = "tests"
  package static let goldenFolder = "tests/golden"

  /// Reads everything. With any problem there are no results.
  package init(_ project: ReadProject, _ compilation: Compilation, language: MessageLanguage) {
    root = project.location.root
    sources = compilation.sources
    manifest = compilation.manifest
    let reporter = Reporter()
    let only = project.location.onlyFile
    readCases(compilation.routines, only: compilation.routines.first { $0.file == only }?.name, reporter)
    var loader = loader(reporter, language)
    let loaded = cases.map { $0.isBroken ? nil : loader.load($0) }
    sources = loader.sources
    failures += loader.failures
    unreadable = loader.unreadable
    diagnostics = reporter.diagnostics.inFileOrder().withoutRepeats()
    renderers = loaded.compactMap { $0 }
  }

  /// Nothing kept anybody from running them.
  package var isReadable: Bool { !diagnostics.hasErrors && failures.isEmpty && unreadable.isEmpty }

  /// Runs the cases that are meant.
  package func run(_ isMeant: (TestCase) -> Bool) -> [TestResult] {
    guard isReadable else { return [] }
    return cases(where: isMeant).filter { !$0.test.answers.isRun }.map {
      TestResult($0.test, $0.renderer, manifest)
    }
  }

  /// The cases that are meant, and what renders them.
  package func cases(where isMeant: (TestCase) -> Bool) -> [(test: TestCase, renderer: RoutineRenderer)] {
    isReadable ? zip(cases, renderers).filter { isMeant($0.0) }.map { ($0, $1) } : []
  }

  // MARK: Files of tests

  private mutating func readCases(_ routines: [Routine], only: String?, _ reporter: Reporter) {
    var first: [String: TestCase] = [:]
    for listed in list() {
      let name = "\(Self.folder)/\(listed.name)"
      files.append(name)
      do throws(SystemFailure) {
        let bytes = try FileReading.read(listed.path, limit: ProjectReader.fileLimit)
        let file = sources.add(path: name, bytes: bytes)
        let reader = TestFileReader(file: file, routines: routines, only: only, reporter: reporter)
        for test in reader.read() {
          let key = TestCase.folded(test.folder)
          if let other = first[key] {
            reporter.report(
              .caseTwice(routine: test.routine.name, name: test.name), at: test.nameSpan,
              labels: [DiagnosticLabel(other.nameSpan, .otherHere)])
            continue
          }
          first[key] = test
          cases.append(test)
        }
      } catch {
        failures.append(SystemFailure(error.operation, name, error.reason))
      }
    }
  }

  /// The YAML files that stand in the folder itself: what is below may be data.
  private mutating func list() -> [ListedFile] {
    let path = ProjectLocation.join(root, Self.folder)
    if FileReading.kind(path) == .missing { return [] }
    do throws(SystemFailure) {
      let listing = try FolderListing.files(below: path, leavingOut: ["golden"]) {
        !$0.utf8.contains(0x2F) && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml"))
      }
      failures += listing.failures.map {
        SystemFailure($0.operation, "\(Self.folder)/\($0.path)", $0.reason)
      }
      return listing.files
    } catch {
      failures.append(error)
      return []
    }
  }

  private func loader(_ reporter: Reporter, _ language: MessageLanguage) -> CaseLoader {
    let root = root
    func read(
      _ path: String, _ use: NamedFile, _ unread: inout [UnreadMedia]
    ) throws(DataFailure) -> DataNode {
      let path = ProjectLocation.join(root, path)
      switch use {
      case .result(let type): return try DataSource.result(path, of: type)
      case .input(let name, let type):
        // As `--set name=@FILE`.
        guard let setting = DataSetting("\(name)=@\(path)") else { return DataNode(.null) }
        let node = try setting.apply(to: DataNode(.object([])), as: type, &unread)
        guard case .object(let entries) = node.content, let value = entries.first?.value else {
          return DataNode(.null)
        }
        return value
      }
    }
    return CaseLoader(
      sources: sources, reporter: reporter, language: language, readFile: read,
      bytesOfFile: { try? FileReading.read(ProjectLocation.join(root, $0), limit: DataSource.limit) })
  }

  // MARK: Goldens

  /// What is kept of all cases.
  package func goldens() throws(SystemFailure) -> Goldens {
    var goldens = Goldens()
    let folder = ProjectLocation.join(root, Self.goldenFolder)
    if FileReading.kind(folder) == .missing { return goldens }
    let listing = try FolderListing.files(below: folder) {
      Goldens.isPage($0) && ($0.hasSuffix(Goldens.ending) || $0.hasSuffix(Goldens.newEnding))
    }
    if let failure = listing.failures.first { throw failure }
    goldens.folders = listing.folders
    for file in listing.files {
      let diskName = String(file.path.dropFirst(folder.count + 1))
      if file.name.hasSuffix(Goldens.newEnding) {
        goldens.new[file.name] = diskName
      } else {
        goldens.kept[file.name] = Goldens.Kept(
          bytes: try FileReading.read(file.path, limit: ProjectReader.fileLimit * 8), diskName: diskName)
      }
    }
    return goldens
  }

  /// Puts pages that were not there beside their places, for somebody to look at, and takes away those of earlier runs that
  /// are no new ones any more. What is kept is not touched.
  package func writeNew(_ comparison: GoldenComparison) throws(SystemFailure) -> [SystemFailure] {
    if comparison.missing.isEmpty, comparison.settled.isEmpty { return [] }
    var transaction = try OutputTransaction(root: ProjectLocation.join(root, Self.goldenFolder))
    for page in comparison.missing { try transaction.write(page.prompt.page, to: page.name + ".new") }
    transaction.replaces(formerOutputs: comparison.settled)
    return try transaction.commit().failures
  }

  /// Keeps what was rendered: all of it, or nothing changes.
  package func update(
    _ comparison: GoldenComparison, over goldens: Goldens
  ) throws(SystemFailure) -> [SystemFailure] {
    // What a run that was killed has left, also where nothing is to be written now.
    for folder in goldens.folders { StagedFile.removeAbandoned(in: folder) }
    if comparison.isClean, comparison.new.isEmpty { return [] }
    var transaction = try OutputTransaction(root: ProjectLocation.join(root, Self.goldenFolder))
    for page in comparison.changed + comparison.missing {
      try transaction.write(page.prompt.page, to: goldens.kept[page.name]?.diskName ?? page.name)
    }
    transaction.replaces(formerOutputs: comparison.orphans.map(\.diskName) + comparison.new)
    return try transaction.commit().failures
  }
}
