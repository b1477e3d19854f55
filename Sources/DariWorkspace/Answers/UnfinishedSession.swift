// What a live session is about and which answers of it have come, kept on the disk as long as it is not finished, so that another
// can go on with it.

import DariBase

/// Which cases are meant, and which models: what the arguments say.
package struct SessionScope: Hashable, Sendable {
  package var filter: String?
  /// Names of settings that stand for those of the steps.
  package var models: [String] = []
  /// `2/5`
  package var shard: String?
  /// The routine's file, where one was named.
  package var file: String?

  package init() {}

  package var isWhole: Bool { self == SessionScope() }

  /// Whether a session of this scope asks everything that one of the other asks.
  func holds(_ other: SessionScope) -> Bool {
    self == other || filter == nil && shard == nil && file == nil && models == other.models
  }

  fileprivate var json: JSONValue {
    var object: JSONObject = ["models": .array(models.map { .string($0) })]
    object["filter"] = filter.map { .string($0) }
    object["shard"] = shard.map { .string($0) }
    object["file"] = file.map { .string($0) }
    return .object(object)
  }

  fileprivate init?(_ line: String) {
    guard let node = try? JSONParser.parse(line), case .object(let object) = node.value,
      case .array(let models)? = object["models"]
    else { return nil }
    func text(_ key: String) -> String? { if case .string(let text)? = object[key] { text } else { nil } }
    (filter, shard, file) = (text("filter"), text("shard"), text("file"))
    for case .string(let name) in models { self.models.append(name) }
  }

  /// Its own for each scope, so that sessions of several can be gone on with.
  fileprivate var fileName: String {
    isWhole
      ? UnfinishedSession.prefix
      : "\(UnfinishedSession.prefix)-\(SHA256.hexDigest(of: CanonicalJSON.bytes(of: json)).prefix(8))"
  }
}

/// `tests/recorded/.unfinished`: a line that says what it is about, and one for each answer, its address and the number of its
/// sample.
package struct UnfinishedSession: Sendable {
  package let scope: SessionScope
  let path: String

  static let prefix = ".unfinished"

  package enum Fault: Error {
    /// Below the project's folder.
    case damaged(path: String, line: Int)
    case system(SystemFailure)
  }

  init(root: String, scope: SessionScope) {
    self.scope = scope
    path = ProjectLocation.join(root, "\(Recordings.folder)/\(scope.fileName)")
  }

  /// All that have broken off.
  package static func all(root: String) throws(Fault) -> [UnfinishedSession] {
    let folder = ProjectLocation.join(root, Recordings.folder)
    let names = ((try? System.names(in: folder)) ?? []).map { String(decoding: $0, as: UTF8.self) }
    var sessions: [UnfinishedSession] = []
    for name in names.sorted() where name == prefix || name.hasPrefix(prefix + "-") {
      let path = "\(Recordings.folder)/\(name)"
      guard let (scope, _) = try read(ProjectLocation.join(root, path), shown: path) else { continue }
      sessions.append(UnfinishedSession(root: root, scope: scope))
    }
    return sessions
  }

  /// What had come when it broke off; nil if none did.
  func answers() throws(Fault) -> Set<AnswerKey>? {
    guard let (scope, answers) = try Self.read(path, shown: "\(Recordings.folder)/\(scope.fileName)") else {
      return nil
    }
    // Under this name only somebody else's hand writes another one.
    if scope != self.scope { throw .damaged(path: "\(Recordings.folder)/\(self.scope.fileName)", line: 1) }
    return answers
  }

  private static func read(
    _ path: String, shown: String
  ) throws(Fault) -> (scope: SessionScope, answers: Set<AnswerKey>)? {
    if FileReading.kind(path) == .missing { return nil }
    let bytes: [UInt8]
    do throws(SystemFailure) {
      bytes = try FileReading.read(path, limit: Recordings.limit)
    } catch {
      throw .system(error)
    }
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    // What stands behind the last line break was being written when the process ended.
    lines.removeLast()
    guard let first = lines.first, let scope = SessionScope(String(decoding: first, as: UTF8.self)) else {
      throw .damaged(path: shown, line: 1)
    }
    var answers: Set<AnswerKey> = []
    for (index, line) in lines.enumerated().dropFirst() {
      let parts = String(decoding: line, as: UTF8.self).split(
        separator: " ", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].utf8.count == 64, let sample = Int(parts[1]), sample > 0 else {
        throw .damaged(path: shown, line: index + 1)
      }
      answers.insert(AnswerKey(hash: String(parts[0]), sample: sample))
    }
    return (scope, answers)
  }

  /// - Parameter answers: those that had come before.
  func begin(with answers: Set<AnswerKey>) throws(SystemFailure) {
    let lines = answers.map { "\($0.hash) \($0.sample)\n" }.sorted().joined()
    try AtomicFile.write(CanonicalJSON.bytes(of: scope.json) + Array("\n\(lines)".utf8), to: path)
  }

  func note(_ key: AnswerKey) throws(SystemFailure) {
    do throws(System.Failure) {
      try System.append(Array("\(key.hash) \(key.sample)\n".utf8), to: path)
    } catch {
      throw SystemFailure(.write, path, error)
    }
  }

  /// Also those of which everything has been asked now.
  func end(root: String) {
    try? System.removeFile(path)
    for other in (try? Self.all(root: root)) ?? [] where scope.holds(other.scope) {
      try? System.removeFile(other.path)
    }
  }
}
