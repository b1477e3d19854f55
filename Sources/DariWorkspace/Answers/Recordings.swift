// What is kept in `tests/recorded`, by the address of the question.

import DariBase

package struct Recordings: Sendable {
  package struct File: Sendable {
    package var recording: Recording
    /// Below the folder, as it is on disk.
    package var diskName: String
  }

  package struct Damaged: Sendable {
    package var name: String
    package var line: Int
    /// Nil if not even that can be read.
    var hash: String?

    /// The name says it too, as far as Dari gave it.
    func holds(_ other: String) -> Bool {
      hash == other || hash == nil && name.hasSuffix(".\(other.prefix(16))\(Recording.ending)")
    }
  }

  /// A second file with answers to one request.
  package struct Surplus: Sendable {
    package var diskName: String
    /// The one that counts.
    package var other: String
    var hash: String
  }

  /// By address.
  package private(set) var files: [String: File] = [:]
  /// What is no whole recording, and in which line that is seen.
  package private(set) var damaged: [Damaged] = []
  package private(set) var surplus: [Surplus] = []
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
        take(try Recording(page: bytes), diskName)
      } catch {
        damaged.append(Damaged(name: file.name, line: error.line, hash: error.rest?.hash))
        if let rest = error.rest { take(rest, diskName) }
      }
    }
  }

  /// The same question twice comes of a merge: its answers are joined, the first ones stay.
  private mutating func take(_ recording: Recording, _ diskName: String) {
    guard var other = files[recording.hash] else {
      files[recording.hash] = File(recording: recording, diskName: diskName)
      return
    }
    other.recording.answers.merge(recording.answers) { first, _ in first }
    other.recording.askers += recording.askers.filter { !other.recording.askers.contains($0) }
    files[recording.hash] = other
    surplus.append(Surplus(diskName: diskName, other: other.diskName, hash: recording.hash))
  }

  package func answer(_ hash: String, sample: Int) -> RecordedAnswer? {
    files[hash]?.recording.answers[sample]
  }

  func isDamaged(_ hash: String) -> Bool { damaged.contains { $0.holds(hash) } }

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
    file.recording.details = question.details
    file.recording.answers[sample] = answer
    files[question.hash] = file
    guard writes else { return }
    let path = ProjectLocation.join(root, file.diskName)
    try AtomicFile.makeFolders(ProjectLocation.parent(of: path))
    try AtomicFile.write(file.recording.page, to: path)
  }

  /// Takes recordings away that nothing asks for, and samples of others, and joins files that belong together.
  package func remove(
    _ hashes: [String], samples: [(hash: String, samples: [Int])] = [], joins: Bool = false
  ) throws(SystemFailure) -> [SystemFailure] {
    var names = hashes.compactMap { files[$0]?.diskName }
    var changed: [String: Recording] = [:]
    for (hash, samples) in samples {
      guard var recording = files[hash]?.recording else { continue }
      for sample in samples { recording.answers[sample] = nil }
      changed[hash] = recording
    }
    // Of a file that is damaged not everything is known.
    for item in surplus where joins && !isDamaged(item.hash) {
      names.append(item.diskName)
      if !hashes.contains(item.hash) {
        changed[item.hash] = changed[item.hash] ?? files[item.hash]?.recording
      }
    }
    if names.isEmpty, changed.isEmpty { return [] }
    var transaction = try OutputTransaction(root: root)
    for (hash, recording) in changed.sorted(by: { $0.key < $1.key }) {
      if let name = files[hash]?.diskName { try transaction.write(recording.page, to: name) }
    }
    transaction.replaces(formerOutputs: names)
    return try transaction.commit().failures
  }

  /// What a process that was killed while it wrote has left lying.
  func removeAbandoned() {
    for folder in (try? FolderListing.files(below: root))?.folders ?? [] {
      StagedFile.removeAbandoned(in: folder)
    }
  }
}
