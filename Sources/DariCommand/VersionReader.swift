// From what `dari diff` was given to the routines that are compared.

import DariBase
import DariEmit
import DariRuntime
import DariSemantics
import DariWorkspace

/// One of the two sides.
struct ReadVersion {
  var routines: [Routine]
  var version: String
  /// As it was typed.
  var name: String
  /// The one routine that was named, by a bundle or a file.
  var only: String?
  var isBundle = false
  /// Nil of bundles.
  var compilation: Compilation?
  var allowed: [UInt8]?
  var places = ChangePlaces(ProjectSources(), files: [:])
  /// Of the project; nil of bundles.
  var location: ProjectLocation?
  /// Whose files are not those that lie there now.
  var revision: String?

  mutating func keep(_ routine: String, _ console: Console) throws {
    let found = routines.filter { $0.name == routine }
    guard !found.isEmpty else {
      throw console.wrongUse(
        .unknownRoutine(name: routine), console.proposal(for: routine, among: routines.map(\.name).sorted()))
    }
    routines = found
  }
}

struct VersionReader {
  /// The folder or file whose revisions are meant.
  var anchor: String
  var console: Console
  /// What is wrong with a version is written in it.
  var format = Diff.Format.text

  func read(_ name: String) throws -> ReadVersion {
    switch FileReading.kind(name) {
    case .missing: return try revision(name)
    case .file where DataSource.has(name, ending: ".json"): return try bundles([name], name, isOne: true)
    case .folder where FileReading.kind(ProjectLocation.join(name, "dari.yaml")) == .missing:
      let files = try bundleFiles(in: name)
      if !files.isEmpty { return try bundles(files, name, isOne: false) }
      // A folder below a project's stands for the project, as it does everywhere; but a word may be meant for a branch.
      let isBelowProject = (try? ProjectLocation.find(name)) != nil
      guard !Self.isWord(name), isBelowProject else { throw nothing(name, isBelowProject: isBelowProject) }
      return try project(name)
    case .file where !name.hasSuffix(".dari"): throw nothing(name)
    default: return try project(name)
    }
  }

  /// With a hint at what is there under that name.
  private func nothing(_ name: String, isBelowProject: Bool = false) -> CommandFailure {
    let root = (try? ProjectLocation.find(anchor).root) ?? "."
    let isRevision = Self.isWord(name) && (try? GitRepository(at: root))?.knows(name) == true
    let note: Note? =
      switch (isRevision, isBelowProject) {
      case (true, true): .orRevisionOrFolder(name: name)
      case (true, false): .orRevision(name: name)
      case (false, true): .orFolder(name: name)
      case (false, false): nil
      }
    return console.wrongUse(.nothingToCompare(path: name), note)
  }

  /// It could be a branch or a tag as well.
  private static func isWord(_ name: String) -> Bool { !name.utf8.contains(0x2F) && !name.hasPrefix(".") }

  // MARK: Bundles

  private func bundleFiles(in folder: String) throws -> [String] {
    do throws(SystemFailure) {
      return try ComparableBundles.files(in: folder)
    } catch {
      throw CommandFailure(error, console)
    }
  }

  private func bundles(_ files: [String], _ name: String, isOne: Bool) throws -> ReadVersion {
    let routines = try files.map { try RoutineSource(name: $0, project: ".").load(console) }
    return ReadVersion(
      routines: routines, version: ComparedRoutines(routines).version, name: name,
      only: isOne ? routines.first?.name : nil, isBundle: true)
  }

  // MARK: Projects

  private func project(_ name: String) throws -> ReadVersion {
    let loaded = try LoadedProject.load(name, console)
    var version = try version(of: loaded, name)
    version.allowed = try allowed(in: name)
    return version
  }

  /// `allowed.yaml` of the project that a path belongs to; nil if it has none.
  func allowed(in name: String) throws -> [UInt8]? {
    guard let root = try? ProjectLocation.find(name).root else { return nil }
    let path = ProjectLocation.join(root, AllowedChanges.fileName)
    if FileReading.kind(path) == .missing { return nil }
    do throws(SystemFailure) {
      return try FileReading.read(path, limit: EncodingCheck.largestFile)
    } catch {
      throw CommandFailure(error, console)
    }
  }

  /// - Parameter isRevision: its files are those of the revision that was named, and not those that lie there now.
  private func version(
    of loaded: LoadedProject, _ name: String, isRevision: Bool = false
  ) throws -> ReadVersion {
    if loaded.diagnostics.hasErrors || !loaded.failures.isEmpty {
      let sources = loaded.compilation.sources
      let problems = VersionProblems(
        diagnostics: loaded.diagnostics.filter { $0.severity == .error }, failures: loaded.failures,
        sources: isRevision ? sources.at(revision: name) : sources, revision: isRevision ? name : nil)
      try problems.tell(console, format, loaded.location.placesForHost)
      throw CommandFailure(
        exit: loaded.failures.isEmpty ? .errors : .system,
        message: console.text(.versionIsBroken(name: name)))
    }
    let compilation = loaded.usable
    let files = Dictionary(
      compilation.routines.compactMap { routine in routine.file.map { (routine.name, $0) } },
      uniquingKeysWith: { first, _ in first })
    var version = ReadVersion(
      routines: compilation.routines.map(\.asInBundle), version: compilation.manifest.version, name: name)
    version.compilation = compilation
    version.places = ChangePlaces(loaded.read.sources, files: files)
    version.location = loaded.location
    if let only = loaded.location.onlyOriginal {
      let found = version.routines.filter { $0.file == only }
      // At a revision the file may not have been there yet; then its routine is looked for by its name.
      if !found.isEmpty {
        version.routines = found
        version.only = found[0].name
      } else if FileReading.kind(name) != .missing {
        throw nothing(name)
      }
    }
    return version
  }

  // MARK: Revisions

  private func revision(_ name: String) throws -> ReadVersion {
    let location = try revisedProject(name)
    let revision: ProjectRevision?
    var place = "."
    do throws(GitFailure) {
      let repository = try GitRepository(at: location.root)
      if !repository.prefix.isEmpty { place = repository.prefix }
      revision = try ProjectRevision.read(name, of: location, in: repository)
    } catch {
      throw told(error, name, location)
    }
    guard let revision else {
      throw console.wrongUse(
        .noProjectInRevision(revision: name, path: place), location.hasManifest ? nil : .orNamedProject)
    }
    let loaded = LoadedProject(read: revision.read, compilation: Compiler.compile(revision.read.sources))
    var version = try version(of: loaded, name, isRevision: true)
    version.allowed = revision.allowed
    version.revision = name
    return version
  }

  /// The project that is meant. A folder of a repository may have been one only at a revision.
  private func revisedProject(_ name: String) throws -> ProjectLocation {
    do throws(ProjectFailure) {
      return try ProjectLocation.find(anchor)
    } catch {
      guard case .noManifest = error else { throw CommandFailure(error, console) }
      if GitRepository.isAt(anchor) { return ProjectLocation(root: anchor, hasManifest: false) }
      // Neither a path nor a project it could be a revision of: that is what the person has to know.
      throw console.wrongUse(.unknownVersion(name: name), .orNamedProject)
    }
  }

  private func told(_ failure: GitFailure, _ name: String, _ location: ProjectLocation) -> CommandFailure {
    switch failure {
    case .missing: CommandFailure(exit: .system, message: console.text(.gitMissing))
    case .noRepository: console.wrongUse(.noRepository(name: name, path: location.root))
    case .unknownRevision:
      console.wrongUse(
        .unknownVersion(name: name),
        (try? GitRepository(at: location.root))?.isShallow == true
          ? .inShallowCopy : location.hasManifest ? nil : .orNamedProject)
    case .notACommit: console.wrongUse(.notACommit(name: name), .nameACommit)
    case .refused(let reason):
      CommandFailure(exit: .system, message: console.text(.gitFailed(name: name, reason: reason)))
    }
  }
}

extension ProjectLocation {
  /// Files as a code host names them: from the top of the repository, if the command runs in one; else from here. A workflow may
  /// run in the folder of a project that is one of several.
  var placesForHost: ReportedPlaces {
    let way = wayFromHere
    guard let here = try? GitRepository(at: ".") else { return ReportedPlaces(folder: way) }
    // A project below may lie in a repository of its own, which the host takes for a folder of this one.
    if !way.isEmpty {
      return ReportedPlaces(folder: here.prefix.isEmpty ? way : here.prefix + "/" + way)
    }
    return ReportedPlaces(folder: (try? GitRepository(at: root).prefix) ?? "")
  }
}
