// What a session notes so that another can go on with it, and that two do not run at once.

import DariBase
import Testing

@testable import DariWorkspace

@Suite struct UnfinishedSessionTests {
  private let folder: Folder
  private let whole = SessionScope()
  private let few: SessionScope
  private let second: SessionScope

  init() throws {
    folder = try Folder()
    try AtomicFile.makeFolders("\(folder.path)/\(Recordings.folder)")
    var few = SessionScope()
    few.filter = "few \"손님\"\n"
    self.few = few
    var second = SessionScope()
    (second.models, second.shard, second.file) = (["a", "b"], "2/5", "mail.dari")
    self.second = second
  }

  private func session(_ scope: SessionScope) -> UnfinishedSession {
    UnfinishedSession(root: folder.path, scope: scope)
  }

  private func key(_ sample: Int) -> AnswerKey {
    AnswerKey(hash: String(repeating: "0af3", count: 16), sample: sample)
  }

  /// Where it is damaged: `path:line`.
  private func fault(_ scope: SessionScope) -> String? {
    do throws(UnfinishedSession.Fault) {
      _ = try session(scope).answers()
      return nil
    } catch {
      if case .damaged(let path, let line) = error { return "\(path):\(line)" }
      return "system"
    }
  }

  @Test func eachScopeHasItsOwn() throws {
    for (index, scope) in [whole, few, second].enumerated() {
      #expect(try session(scope).answers() == nil)
      try session(scope).begin(with: [key(1)])
      try session(scope).note(key(index + 2))
    }
    for (index, scope) in [whole, few, second].enumerated() {
      #expect(try session(scope).answers() == [key(1), key(index + 2)])
    }
    let all = try UnfinishedSession.all(root: folder.path).map(\.scope)
    #expect(Set(all) == [whole, few, second] && all.count == 3)
    // A finished one of everything holds what was left of a part, but not of other models.
    session(whole).end(root: folder.path)
    #expect(try UnfinishedSession.all(root: folder.path).map(\.scope) == [second])
  }

  /// The last line may have been cut by the end of the process; anything else is no work of ours.
  @Test func whatCannotBeRead() throws {
    try session(whole).begin(with: [key(1)])
    let path = session(whole).path
    let bytes = try FileReading.read(path, limit: 1 << 20)
    for count in 1..<40 {
      try AtomicFile.write(bytes + Array("\(key(2).hash) 2\n".utf8.prefix(count)), to: path)
      #expect(try session(whole).answers() == [key(1)])
    }
    for text in ["garbage\n", "", "\n", "{}\n", "\(key(1).hash) 1\n"] {
      try AtomicFile.write(Array(text.utf8), to: path)
      #expect(fault(whole) == "tests/recorded/.unfinished:1", "\(text)")
    }
    for line in ["x", "\(key(1).hash)", "\(key(1).hash) 0", "\(key(1).hash) 1 2", ""] {
      try AtomicFile.write(bytes + Array("\(line)\n".utf8), to: path)
      #expect(fault(whole) == "tests/recorded/.unfinished:3", "\(line)")
    }
  }

  @Test func oneAtATime() throws {
    let path = "\(folder.path)/lock"
    func holder() -> String? {
      do throws(FileLock.Refusal) {
        _ = try FileLock(path)
        return nil
      } catch {
        if case .held(let process) = error { return process }
        return "?"
      }
    }
    do {
      let lock = try FileLock(path)
      #expect(holder() == "\(System.processID)")
      _ = consume lock
    }
    #expect(FileReading.kind(path) == .missing)
    // What a process that is gone has left keeps nobody out.
    try AtomicFile.write(Array("1\n".utf8), to: path)
    #expect(holder() == nil && FileReading.kind(path) == .missing)
  }
}
