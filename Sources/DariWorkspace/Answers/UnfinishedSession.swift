// Which answers of a live session have come, kept on the disk as long as it is not finished, so that another can go on with it.

import DariBase

/// `tests/recorded/.unfinished`: a line for each answer, its address and the number of its sample.
struct UnfinishedSession {
  let path: String

  init(root: String) { path = ProjectLocation.join(root, "\(Recordings.folder)/.unfinished") }

  /// What had come when it broke off; nil if none did.
  func read() -> Set<AnswerKey>? {
    guard let bytes = try? FileReading.read(path, limit: Recordings.limit) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return Set(
      lines.compactMap { line in
        let parts = line.split(separator: " ")
        guard parts.count == 2, let sample = Int(parts[1]) else { return nil }
        return AnswerKey(hash: String(parts[0]), sample: sample)
      })
  }

  func begin() throws(SystemFailure) {
    try AtomicFile.makeFolders(ProjectLocation.parent(of: path))
    try AtomicFile.write([], to: path)
  }

  func note(_ key: AnswerKey) throws(SystemFailure) {
    do throws(System.Failure) {
      try System.append(Array("\(key.hash) \(key.sample)\n".utf8), to: path)
    } catch {
      throw SystemFailure(.write, path, error)
    }
  }

  func end() { try? System.removeFile(path) }
}
