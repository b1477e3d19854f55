// Many output files written as one step: all of them, or the previous ones stay.

import DariBase

/// Collects the files of a build and puts them in place together.
///
/// Everything that usually fails (no room, no permission, a folder in the way) fails in `write`, before anything
/// that was there is touched. `commit` then only moves files. If a move fails all the same, those made before are
/// taken back. If the process dies between two moves, every file is whole, some of them new. The next transaction
/// removes what was left lying. A transaction that is dropped leaves nothing.
package struct OutputTransaction: ~Copyable {
  /// What a commit did, for the report.
  package struct Outcome: Hashable, Sendable {
    package var written = 0
    /// Files that were there with the same bytes. They are not written again, so that their times stay.
    package var unchanged = 0
    package var removed = 0
    /// Former outputs that could not be removed. The new ones are in place.
    package var failures: [SystemFailure] = []
  }

  private let root: String
  private let outlastsPower: Bool
  private var staged: [StagedFile] = []
  private var unchanged = 0
  private var former: [String] = []
  private var current = Set<ExactText>()
  private var madeFolders: [String] = []
  private var knownFolders = Set<ExactText>()
  private var resolvedRoot: String

  /// Makes the folder if it is not there.
  /// - Parameter outlastsPower: every file is on the disk before it is moved. Without that a process may still be killed at any
  ///   time, but a machine that loses its power may leave files empty: for thousands of files that version control holds too.
  package init(root: String, outlastsPower: Bool = true) throws(SystemFailure) {
    self.root = root
    self.outlastsPower = outlastsPower
    resolvedRoot = root
    madeFolders = try AtomicFile.makeFolders(root, shown: root)
    resolvedRoot = (try? System.resolved(root)) ?? root
  }

  deinit { Self.undo(staged, madeFolders) }

  /// Writes a file beside its place; `name` is relative to the root. The last of two with one name counts.
  package mutating func write(_ bytes: [UInt8], to name: String) throws(SystemFailure) {
    let path = try prepare(name)
    // Looked for only if it is there: a project may have thousands.
    let isRepeated = !current.insert(ExactText(name)).inserted
    if isRepeated, let index = staged.firstIndex(where: { $0.shown.hasSameBytes(as: shown(name)) }) {
      staged.remove(at: index).discard()
    }
    if isUnchanged(path, bytes) {
      unchanged += 1
      return
    }
    staged.append(
      try StagedFile(
        bytes, for: path, shown: shown(name), mark: staged.count, isSynced: outlastsPower))
  }

  /// Names that a former build wrote, from its own index. Those that this one does not write are removed by
  /// `commit`, and the folders that are empty then. What the index does not name is never touched.
  package mutating func replaces(formerOutputs names: [String]) { former = names }

  /// Puts everything in place.
  package consuming func commit() throws(SystemFailure) -> Outcome {
    var outcome = Outcome(written: staged.count, unchanged: unchanged)
    try moveAll()
    for name in former where !current.contains(ExactText(name)) {
      do throws(SystemFailure) {
        if try remove(name) { outcome.removed += 1 }
      } catch {
        outcome.failures.append(error)
      }
    }
    for folder in Set((outlastsPower ? staged : []).map { ExactText(StagedFile.folder(of: $0.target)) }) {
      StagedFile.syncFolder(folder.text)
    }
    staged = []
    madeFolders = []
    return outcome
  }

  // MARK: Moving

  private enum Previous {
    case none
    /// A second name for the bytes that were there.
    case kept(String)
    /// The bytes themselves, on disks where a file has one name only.
    case copied([UInt8], mode: UInt32)
  }

  private mutating func moveAll() throws(SystemFailure) {
    var moved: [(file: StagedFile, previous: Previous)] = []
    do throws(SystemFailure) {
      for (index, file) in staged.enumerated() {
        let previous = try keepPrevious(file, mark: index)
        // Noted before the move: the second name has to go in either case.
        moved.append((file, previous))
        try file.move()
      }
    } catch {
      // The last one was not moved; putting its previous bytes back changes nothing.
      for (file, previous) in moved.reversed() { Self.restore(file, previous) }
      throw error
    }
    for case (_, .kept(let name)) in moved { try? System.removeFile(name) }
  }

  private func keepPrevious(_ file: StagedFile, mark: Int) throws(SystemFailure) -> Previous {
    guard let status = try? System.status(file.target, followsLinks: false) else { return .none }
    let name = StagedFile.name(beside: file.target, mark: mark, ending: "old")
    if (try? System.addName(name, for: file.target)) != nil { return .kept(name) }
    let limit = Int.max - 1
    let bytes: [UInt8]
    do throws(SystemFailure) {
      bytes = try FileReading.read(file.target, limit: limit)
    } catch {
      throw SystemFailure(.write, file.shown, error.reason)
    }
    return .copied(bytes, mode: status.mode)
  }

  private static func restore(_ file: StagedFile, _ previous: Previous) {
    switch previous {
    case .none: try? System.removeFile(file.target)
    case .kept(let name):
      // Renaming one of two names of a file to the other does nothing, and leaves both.
      try? System.move(name, to: file.target)
      try? System.removeFile(name)
    case .copied(let bytes, let mode):
      let name = StagedFile.name(beside: file.target, mark: 0, ending: "old")
      if (try? StagedFile.write(bytes, to: name, mode: mode)) != nil {
        try? System.move(name, to: file.target)
      }
    }
  }

  private static func undo(_ staged: [StagedFile], _ madeFolders: [String]) {
    for file in staged { file.discard() }
    AtomicFile.removeFolders(madeFolders)
  }

  // MARK: Places

  private func shown(_ name: String) -> String { root == "." ? name : root + "/" + name }

  /// The path of a name, its folder made and known to lie below the root.
  private mutating func prepare(_ name: String) throws(SystemFailure) -> String {
    guard Self.isInside(name) else { throw SystemFailure(.write, name, .outsideTheFolder) }
    let path = root + "/" + name
    let folder = StagedFile.folder(of: path)
    if !knownFolders.insert(ExactText(folder)).inserted { return path }
    do throws(SystemFailure) {
      madeFolders += try AtomicFile.makeFolders(folder, shown: folder)
      guard liesInRoot(folder) else { throw SystemFailure(.write, shown(name), .outsideTheFolder) }
    } catch {
      knownFolders.remove(ExactText(folder))
      throw error
    }
    StagedFile.removeAbandoned(in: folder)
    return path
  }

  /// No way out by the name itself: not absolute, no `..`, no empty part.
  private static func isInside(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
    return !name.utf8.contains(0)
      && parts.allSatisfy { part in
        !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
      }
  }

  /// No way out through a link.
  private func liesInRoot(_ folder: String) -> Bool {
    guard let resolved = try? System.resolved(folder) else { return false }
    return resolved.hasSameBytes(as: resolvedRoot)
      || resolved.utf8.starts(with: (resolvedRoot == "/" ? "/" : resolvedRoot + "/").utf8)
  }

  private func isUnchanged(_ path: String, _ bytes: [UInt8]) -> Bool {
    guard let status = try? System.status(path), status.kind == .file, status.size == bytes.count,
      let current = try? FileReading.read(path, limit: bytes.count)
    else { return false }
    return current == bytes
  }

  /// Whether the file was there.
  private func remove(_ name: String) throws(SystemFailure) -> Bool {
    guard Self.isInside(name) else { throw SystemFailure(.remove, name, .outsideTheFolder) }
    let path = root + "/" + name
    var folder = StagedFile.folder(of: path)
    guard (try? System.status(path, followsLinks: false)) != nil else { return false }
    guard liesInRoot(folder) else { throw SystemFailure(.remove, shown(name), .outsideTheFolder) }
    do throws(System.Failure) {
      try System.removeFile(path)
    } catch {
      if error.reason == .missing { return false }
      throw SystemFailure(.remove, shown(name), error)
    }
    while folder != root, (try? System.removeFolder(folder)) != nil { folder = StagedFile.folder(of: folder) }
    return true
  }
}
