// A file written under another name beside its place, ready to be moved there in one step.

import DariBase

/// The new bytes are on the disk, in the folder of the target, under a name that nobody reads. Moving them is one
/// `rename`: whoever opens the target sees the old bytes or the new, never a part.
struct StagedFile {
  /// The path to write, links followed: a link stays a link.
  let target: String
  let temporary: String
  /// As it is shown in messages.
  let shown: String

  static let prefix = ".dari-"

  /// - Parameter mark: what tells the temporary files of one process apart.
  init(
    _ bytes: [UInt8], for path: String, shown: String, mark: Int, isSynced: Bool = true
  ) throws(SystemFailure) {
    self.shown = shown
    let existing = try? System.status(path)
    switch existing?.kind {
    case .folder: throw SystemFailure(.write, shown, .isFolder)
    case .other, .link: throw SystemFailure(.write, shown, .notOrdinary)
    case .file, nil: break
    }
    target = existing == nil ? path : (try? System.resolved(path)) ?? path
    temporary = Self.name(beside: target, mark: mark, ending: "new")
    do throws(System.Failure) {
      try Self.write(bytes, to: temporary, mode: existing?.mode, isSynced: isSynced)
    } catch {
      // Whatever was refused about the temporary file is refused about its folder.
      throw SystemFailure(.write, shown, error)
    }
  }

  /// Moves the file to its place.
  func move() throws(SystemFailure) {
    do throws(System.Failure) {
      try System.move(temporary, to: target)
    } catch {
      throw SystemFailure(.write, shown, error)
    }
  }

  /// Takes the temporary file away.
  func discard() { try? System.removeFile(temporary) }

  static func write(
    _ bytes: [UInt8], to path: String, mode: UInt32?, isSynced: Bool = true
  ) throws(System.Failure) {
    let descriptor = try System.create(path)
    do throws(System.Failure) {
      defer { System.closeQuietly(descriptor) }
      try System.writeAll(bytes, to: descriptor)
      if let mode { try? System.setMode(descriptor, mode) }
      if isSynced { try System.sync(descriptor) }
    } catch {
      try? System.removeFile(path)
      throw error
    }
  }

  /// `.dari-<process>-<moment>-<mark>.new` in the folder of `target`. The process says whether the file is still
  /// somebody's; see `removeAbandoned`.
  static func name(beside target: String, mark: Int, ending: String) -> String {
    "\(folder(of: target))/\(prefix)\(System.processID)-\(System.nanoseconds)-\(mark).\(ending)"
  }

  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "." }
    return slash == path.startIndex ? "" : String(path[..<slash])
  }

  /// Waits until the names in a folder are on the disk. Some systems do not sync folders; then the names follow
  /// when the system writes them.
  static func syncFolder(_ folder: String) {
    guard let descriptor = try? System.openForReading(folder.isEmpty ? "/" : folder) else { return }
    defer { System.closeQuietly(descriptor) }
    try? System.sync(descriptor)
  }

  /// Removes what a process that was killed while it wrote has left in a folder.
  static func removeAbandoned(in folder: String) {
    for name in (try? System.names(in: folder.isEmpty ? "/" : folder)) ?? [] {
      guard name.starts(with: prefix.utf8), let text = String(validating: name, as: UTF8.self),
        text.hasSuffix(".new") || text.hasSuffix(".old"),
        let process = text.dropFirst(prefix.count).split(separator: "-").first.flatMap({ Int32($0) }),
        process > 0, !System.isRunning(process)
      else { continue }
      try? System.removeFile("\(folder)/\(text)")
    }
  }
}

/// One file, whole or not at all.
package enum AtomicFile {
  /// Writes a file in a folder that exists. A file that is there keeps its permissions; a link keeps pointing to it.
  package static func write(_ bytes: [UInt8], to path: String) throws(SystemFailure) {
    let staged = try StagedFile(bytes, for: path, shown: path, mark: 0)
    do throws(SystemFailure) {
      try staged.move()
    } catch {
      staged.discard()
      throw error
    }
    StagedFile.syncFolder(StagedFile.folder(of: staged.target))
  }

  /// Makes a folder and those that it lies in.
  package static func makeFolders(_ path: String) throws(SystemFailure) {
    _ = try makeFolders(path, shown: path)
  }

  /// The folders that were not there before, outermost first.
  static func makeFolders(_ path: String, shown: String) throws(SystemFailure) -> [String] {
    switch (try? System.status(path))?.kind {
    case .folder: return []
    // The one that is in the way, which may be a folder further up.
    case .file, .link, .other: throw SystemFailure(.write, path, .isFile)
    case nil:
      if (try? System.status(path, followsLinks: false))?.kind == .link {
        throw SystemFailure(.write, path, .linkToNothing)
      }
    }
    var made: [String] = []
    let parent = StagedFile.folder(of: path)
    if !parent.isEmpty, parent != path { made = try makeFolders(parent, shown: shown) }
    do throws(System.Failure) {
      try System.makeFolder(path)
      made.append(path)
    } catch {
      // Another process may have made it meanwhile. What is not a folder then is in the way.
      if error.isExisting, (try? System.status(path))?.kind == .folder { return made }
      removeFolders(made)
      throw SystemFailure(.write, shown, error.isExisting ? .isFile : error.reason)
    }
    return made
  }

  /// Removes folders, innermost first, as far as they are empty.
  static func removeFolders(_ made: [String]) {
    for folder in made.reversed() { try? System.removeFolder(folder) }
  }
}
