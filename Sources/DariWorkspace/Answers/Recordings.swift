// What is kept in `tests/recorded`, by the address of the question.

import DariBase

package struct Recordings: Sendable {
  package struct File: Sendable {
    package var recording: Recording
    /// Below the folder, as it is on disk.
    package var diskName: String
  }

  /// By address.
  package private(set) var files: [String: File] = [:]
  /// What is no recording, and in which line that is seen.
  package private(set) var damaged: [(name: String, line: Int)] = []
  let root: String

  package static let folder = "tests/recorded"
  static let limit = 64 << 20

  package init(root: String) throws(SystemFailure) {
    self.root = ProjectLocation.join(root, Self.folder)
    if FileReading.kind(self.root) == .missing { return }
    let listing = try FolderListing.files(below: self.root) {
      $0.hasSuffix(Recording.ending) && $0.utf8.contains(0x2F)
    }
    if let failure = listing.failures.first { throw failure }
    for file in listing.files {
      let diskName = String(file.path.dropFirst(self.root.count + 1))
      let bytes = try FileReading.read(file.path, limit: Self.limit)
      do throws(Recording.Damage) {
        let recording = try Recording(page: bytes)
        // The same question twice comes of a merge: its answers are joined, the first ones stay.
        if var other = files[recording.hash] {
          other.recording.answers.merge(recording.answers) { first, _ in first }
          other.recording.askers += recording.askers.filter { !other.recording.askers.contains($0) }
          files[recording.hash] = other
        } else {
          files[recording.hash] = File(recording: recording, diskName: diskName)
        }
      } catch {
        damaged.append((file.name, error.line))
      }
    }
  }

  package func answer(_ hash: String, sample: Int) -> RecordedAnswer? {
    files[hash]?.recording.answers[sample]
  }

  /// Keeps an answer, in memory and, if so wanted, on the disk at once: whatever happens next, it has been paid for.
  mutating func keep(
    _ answer: RecordedAnswer, to question: ModelQuestion, sample: Int, askers: Set<String>, routine: String,
    writes: Bool
  ) throws(SystemFailure) {
    let name = "\(NFC.normalized(routine))/\(Recording.name(step: question.step, hash: question.hash))"
    var file =
      files[question.hash]
      ?? File(recording: Recording(hash: question.hash, model: question.setting.model), diskName: name)
    file.recording.askers = askers.union(file.recording.askers).sorted { ExactText($0) < ExactText($1) }
    file.recording.answers[sample] = answer
    files[question.hash] = file
    guard writes else { return }
    let path = ProjectLocation.join(root, file.diskName)
    try AtomicFile.makeFolders(ProjectLocation.parent(of: path))
    try AtomicFile.write(file.recording.page, to: path)
  }

  /// Takes recordings away that nothing asks for.
  package func remove(_ hashes: [String]) throws(SystemFailure) -> [SystemFailure] {
    let names = hashes.compactMap { files[$0]?.diskName }
    if names.isEmpty { return [] }
    var transaction = try OutputTransaction(root: root)
    transaction.replaces(formerOutputs: names)
    return try transaction.commit().failures
  }
}
