// The tests of a project on disk: its files in `tests/`, the data that they name, and what is kept in `tests/golden`.

import DariBase
import DariRuntime
import DariSemantics

/// The cases of a project, one file of tests after the other: no more than a file's cases are in memory at once.
package struct ProjectTests {
  package let root: String
  /// The project's files and those of the tests.
  package private(set) var sources: SourceSet
  package private(set) var diagnostics: [Diagnostic] = []
  /// Files of data that are none, with what is wrong in them.
  package private(set) var unreadable: [(sources: SourceSet, diagnostics: [Diagnostic])] = []
  package private(set) var failures: [SystemFailure] = []
  /// Names of the files of tests.
  package private(set) var files: [String] = []
  /// How many cases there are, each way to vary one by itself, whether they are meant or not.
  package private(set) var caseCount = 0
  /// Names of the first of them, for messages.
  package private(set) var firstNames: [String] = []
  /// Some of them need answers of models, whether they are meant or not.
  package private(set) var asksModels = false
  package let manifest: Manifest
  private let routines: [Routine]
  let project: ProjectSources
  /// The routine that is tested, where a file of the project was named.
  private let only: String?
  private let onlyFile: String?
  private let language: MessageLanguage

  package static let folder = "tests"
  package static let goldenFolder = "tests/golden"

  package init(_ project: ReadProject, _ compilation: Compilation, language: MessageLanguage) {
    root = project.location.root
    sources = compilation.sources
    self.project = project.sources
    manifest = compilation.manifest
    routines = compilation.routines
    onlyFile = project.location.onlyOriginal
    only = compilation.routines.first { [onlyFile] in $0.file == onlyFile }?.name
    self.language = language
  }

  /// The routines whose cases are meant: all, or the one of the file that was named.
  var tested: [Routine] { routines.filter { onlyFile == nil || $0.file == onlyFile } }

  /// Nothing kept anybody from running them.
  package var isReadable: Bool { !diagnostics.hasErrors && failures.isEmpty && unreadable.isEmpty }

  /// Reads every case and holds it against its routine, and gives those that are meant to `take`, in the order of their files.
  /// With any problem, which is told afterwards, what was taken is worth nothing.
  /// - Parameter take: asks for the case's data with `load`, which gives nil if something is wrong with them; a case whose data
  ///   are not asked for is known to be right. Says whether something of the case is kept, which speaks of its file.
  package mutating func forEach(
    where isMeant: (TestCase) -> Bool,
    _ take: (_ test: TestCase, _ load: () -> RoutineRenderer?) throws(SystemFailure) -> Bool
  ) throws(SystemFailure) {
    let reporter = Reporter()
    var names = CaseNames()
    var loader = loader(reporter)
    for listed in list() {
      let name = "\(Self.folder)/\(listed.name)"
      files.append(name)
      let bytes: [UInt8]
      do throws(SystemFailure) {
        bytes = try FileReading.read(listed.path, limit: ProjectReader.fileLimit)
      } catch {
        failures.append(SystemFailure(error.operation, name, error.reason))
        continue
      }
      let before = loader.mark
      let file = loader.add(path: name, bytes: bytes)
      var isKept = false
      let reader = TestFileReader(file: file, routines: routines, only: only, reporter: reporter)
      for test in reader.read() {
        guard names.insert(test, &loader, root, reporter) else { continue }
        caseCount += 1
        if test.answers.asksModels { asksModels = true }
        if firstNames.count < Self.mostNames { firstNames.append(test.name) }
        if test.isBroken { continue }
        let isTested = onlyFile == nil || test.routine.file == onlyFile
        if isTested, isMeant(test) {
          if try take(test, { loader.load(test) }) { isKept = true }
        } else {
          _ = loader.load(test)
        }
      }
      // A project may have thousands of cases, and what is said is said of few.
      if !isKept, reporter.diagnostics.isEmpty { loader.forget(since: before) }
    }
    sources = loader.sources
    failures += loader.failures
    unreadable = loader.unreadable
    diagnostics = reporter.diagnostics.inFileOrder().withoutRepeats()
  }

  /// As many names as are read at a glance.
  private static let mostNames = 12

  // MARK: Files of tests

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

  private func loader(_ reporter: Reporter) -> CaseLoader {
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

  /// The names of what is kept of all cases.
  package func goldens() throws(SystemFailure) -> GoldenFolder {
    var goldens = GoldenFolder()
    let folder = ProjectLocation.join(root, Self.goldenFolder)
    if FileReading.kind(folder) == .missing { return goldens }
    let listing = try FolderListing.files(below: folder) {
      GoldenFolder.isPage($0) && ($0.hasSuffix(GoldenFolder.ending) || $0.hasSuffix(GoldenFolder.newEnding))
    }
    if let failure = listing.failures.first { throw failure }
    for file in listing.files {
      let diskName = String(file.path.dropFirst(folder.count + 1))
      if file.name.hasSuffix(GoldenFolder.newEnding) {
        goldens.new.insert(file.name)
      } else {
        goldens.kept.insert(file.name)
      }
      if !diskName.hasSameBytes(as: file.name) { goldens.otherNames[file.name] = diskName }
    }
    return goldens
  }

  /// What is kept under a name on disk.
  package func golden(_ diskName: String) throws(SystemFailure) -> [UInt8] {
    try FileReading.read(
      ProjectLocation.join(root, "\(Self.goldenFolder)/\(diskName)"), limit: ProjectReader.fileLimit * 8)
  }

  /// Puts pages that were not there beside their places, for somebody to look at, and takes away those of earlier runs that
  /// are no new ones any more. What is kept is not touched.
  package func writeNew(_ comparison: GoldenComparison) throws(SystemFailure) -> [SystemFailure] {
    if comparison.missing.isEmpty, comparison.settled.isEmpty { return [] }
    var transaction = try OutputTransaction(
      root: ProjectLocation.join(root, Self.goldenFolder), outlastsPower: false)
    for page in comparison.missing { try transaction.write(page.prompt.page, to: page.name + ".new") }
    transaction.replaces(formerOutputs: comparison.settled)
    return try transaction.commit().failures
  }

  /// Keeps what was rendered: all of it, or nothing changes.
  package func update(
    _ comparison: GoldenComparison, over goldens: GoldenFolder
  ) throws(SystemFailure) -> [SystemFailure] {
    // What a run that was killed has left, also where nothing is to be written now.
    let root = ProjectLocation.join(root, Self.goldenFolder)
    let folders = FileReading.kind(root) == .missing ? [] : try FolderListing.files(below: root).folders
    for folder in folders { StagedFile.removeAbandoned(in: folder) }
    if comparison.isClean, comparison.new.isEmpty { return [] }
    var transaction = try OutputTransaction(root: root, outlastsPower: false)
    for page in comparison.changed + comparison.missing {
      try transaction.write(page.prompt.page, to: goldens.diskName(page.name))
    }
    transaction.replaces(formerOutputs: comparison.orphans.map(\.diskName) + comparison.new)
    return try transaction.commit().failures
  }
}

/// Which names a routine's cases have: what they render is kept in folders called so.
private struct CaseNames {
  private var first: [String: (path: String, range: Range<Int>)] = [:]

  /// False if another case has the name, which is told.
  mutating func insert(
    _ test: TestCase, _ loader: inout CaseLoader, _ root: String, _ reporter: Reporter
  ) -> Bool {
    let key = TestCase.folded(test.folder)
    guard let other = first[key] else {
      first[key] = (test.path, test.nameSpan.range)
      return true
    }
    // Its file may have been forgotten.
    let bytes = try? FileReading.read(ProjectLocation.join(root, other.path), limit: ProjectReader.fileLimit)
    let label = bytes.flatMap { bytes -> DiagnosticLabel? in
      guard other.range.upperBound <= bytes.count else { return nil }
      let file = other.path == test.path ? test.nameSpan.file : loader.add(path: other.path, bytes: bytes).id
      let span = SourceSpan(file: file, start: other.range.lowerBound, end: other.range.upperBound)
      return DiagnosticLabel(span, .otherHere)
    }
    reporter.report(
      .caseTwice(routine: test.routine.name, name: test.name), at: test.nameSpan,
      labels: label.map { [$0] } ?? [])
    return false
  }
}
