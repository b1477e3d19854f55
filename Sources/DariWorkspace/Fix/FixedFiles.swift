// Mended files and the disk: which may be changed, and putting them in place.

import DariBase
import DariSemantics

extension ReadProject {
  /// The project's own files that lie in its folder, or the one that was named. A link that leads out of it belongs to
  /// somebody else.
  package var editableFiles: Set<FileID> {
    guard let root = FileReading.resolved(location.root) else { return [] }
    let prefix = root == "/" ? root : root + "/"
    return Set(
      paths.filter { id, path in
        guard let real = FileReading.resolved(path), real.hasPrefix(prefix) else { return false }
        return location.onlyFile.map { $0.hasSameBytes(as: sources.sources[id].path) } ?? true
      }.keys)
  }
}

extension ProjectFix {
  /// Puts all mended files in place, or none: a file that another program has changed since it was read is not
  /// overwritten, and what was checked together is written together.
  package func write() throws(SystemFailure) {
    let files = changes
    if files.isEmpty { return }
    var transaction = try OutputTransaction(root: project.location.root)
    for (before, after) in files {
      try transaction.write(after.bytes, to: nameOnDisk(before))
    }
    for (before, _) in files {
      let path = project.paths[before.id] ?? before.path
      let now = try FileReading.read(path, limit: ProjectReader.fileLimit)
      if now != before.bytes { throw SystemFailure(.write, before.path, .changedMeanwhile) }
    }
    _ = try transaction.commit()
  }

  /// The name below the project's folder, as it is on the disk.
  private func nameOnDisk(_ file: SourceFile) -> String {
    let root = project.location.root
    guard let path = project.paths[file.id] else { return file.path }
    let prefix = root.hasSuffix("/") ? root : root + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : file.path
  }
}
