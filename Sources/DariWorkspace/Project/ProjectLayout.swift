// Giving the files of a project the one layout: which files, read, laid out, written.

import DariBase
import DariSyntax

/// The `.dari` files that a path names.
package struct LayoutFiles: Sendable {
  package struct File: Sendable {
    /// For opening.
    package var path: String
    /// For showing, as `dari build` shows what it wrote: from where we are.
    package var shown: String
    /// For diagnostics: relative to the project.
    package var name: String
  }

  package var files: [File]
  /// What could not be read on the way; the rest goes on.
  package var failures: [SystemFailure]

  /// The files that `dari check` would read. To lay out files no manifest is needed, so a folder without one is all
  /// the `.dari` files below it.
  package static func find(_ path: String) throws(ProjectFailure) -> LayoutFiles {
    do throws(ProjectFailure) {
      let location = try ProjectLocation.find(path)
      if let only = location.onlyFile {
        return LayoutFiles(files: [File(path: path, shown: path, name: only)], failures: [])
      }
      var failures: [SystemFailure] = []
      let listed = try ProjectReader.list(location, &failures)
      return LayoutFiles(listed, below: location.root, failures)
    } catch .noManifest {
      do throws(SystemFailure) {
        let listing = try FolderListing.files(below: path) { $0.hasSuffix(".dari") }
        return LayoutFiles(listing.files, below: path, listing.failures)
      } catch {
        throw .system(error)
      }
    }
  }

  package init() { self.init(files: [], failures: []) }

  /// A file that two paths name is laid out once.
  package mutating func add(_ other: LayoutFiles) {
    let known = Set(files.map { ExactText($0.path) })
    files += other.files.filter { !known.contains(ExactText($0.path)) }
    failures += other.failures
  }

  private init(files: [File], failures: [SystemFailure]) {
    self.files = files
    self.failures = failures
  }

  private init(_ listed: [ListedFile], below root: String, _ failures: [SystemFailure]) {
    files = listed.filter { $0.name.hasSuffix(".dari") }.map {
      File(path: $0.path, shown: ProjectLocation.join(root, $0.name), name: $0.name)
    }
    self.failures = failures
  }
}

/// What became of the files.
package struct LayoutOutcome: Sendable {
  /// Paths of the files that have been changed, or would be, in the order of the files.
  package var changed: [String] = []
  /// Files with errors of syntax, left as they are, and their problems.
  package var broken: [String] = []
  package var diagnostics: [Diagnostic] = []
  package var sources = SourceSet()
  /// Files whose layout would not say the same; see `Formatter.Outcome.unfaithful`.
  package var unfaithful: [String] = []
  package var failures: [SystemFailure] = []

  package init() {}
}

extension LayoutFiles {
  /// Lays out every file. One that can't be read, parsed or written leaves the others alone; one that is in the
  /// layout is not written. Without `writes` nothing is.
  package func layOut(writes: Bool) -> LayoutOutcome {
    var outcome = LayoutOutcome()
    outcome.failures = failures
    var folders = Set<ExactText>()
    for file in files {
      do throws(SystemFailure) {
        let bytes = try FileReading.read(file.path, limit: ProjectReader.fileLimit)
        guard let laidOut = outcome.layOut(bytes, named: file.name, shown: file.shown), writes else {
          continue
        }
        let folder = StagedFile.folder(of: file.path)
        if folders.insert(ExactText(folder)).inserted { StagedFile.removeAbandoned(in: folder) }
        try Self.write(laidOut, to: file)
      } catch {
        outcome.failures.append(SystemFailure(error.operation, file.shown, error.reason))
        outcome.changed.removeAll { $0.hasSameBytes(as: file.shown) }
      }
    }
    return outcome
  }

  /// A new file takes the place of the old one, for which its folder has to be writable and nothing is asked of the
  /// file itself. Who has protected a file against writing means it.
  private static func write(_ bytes: [UInt8], to file: File) throws(SystemFailure) {
    do throws(System.Failure) {
      let status = try System.status(file.path)
      guard status.mode & 0o222 != 0, System.mayWrite(file.path) else { throw System.Failure.notPermitted }
    } catch {
      throw SystemFailure(.write, file.shown, error)
    }
    try AtomicFile.write(bytes, to: file.path)
  }
}

extension LayoutOutcome {
  /// Takes in one file. The bytes of its layout if they are others.
  @discardableResult
  package mutating func layOut(_ bytes: [UInt8], named name: String, shown: String) -> [UInt8]? {
    let file = sources.add(path: name, bytes: bytes)
    switch Formatter.format(file) {
    case .edits(let edits):
      guard !edits.isEmpty, let laidOut = try? TextEdits.apply(edits, to: file) else { return nil }
      changed.append(shown)
      return laidOut
    case .broken(let diagnostics):
      broken.append(shown)
      self.diagnostics += diagnostics
    case .unfaithful: unfaithful.append(shown)
    }
    return nil
  }
}
