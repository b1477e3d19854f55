// Files of revisions, out of a real repository. `Tests/Judges/judge-revisions.sh` goes on where this ends: the command itself.

import DariBase
import Testing

@testable import DariWorkspace

@Suite struct GitRepositoryTests {
  /// A repository with a commit, and its name.
  private func repository() throws -> (folder: Folder, commit: String) {
    let folder = try Folder()
    try folder.file("a/글.txt", "하나\n")
    try folder.file("a/b/empty", "")
    try folder.file("a/line\nbreak", "x")
    try folder.file("top.bin", "\u{0}\n\u{0}")
    try folder.link("a/link", to: "글.txt")
    let script = """
      cd "$1" && export HOME="$1" GIT_CONFIG_NOSYSTEM=1 && unset GIT_DIR GIT_WORK_TREE && git init -q . \
      && git add -A && git -c user.name=T -c user.email=t@example.com commit -q -m one && git tag v1 && git rev-parse HEAD
      """
    let outcome = try ChildProcess(program: "sh", arguments: ["-c", script, "sh", folder.path]).run()
    try #require(outcome.status == 0, "\(String(decoding: outcome.errors, as: UTF8.self))")
    return (folder, String(decoding: outcome.output.dropLast(), as: UTF8.self))
  }

  @Test func files() throws {
    let (folder, commit) = try repository()
    let top = try GitRepository(at: folder.path)
    #expect(top.prefix == "")
    #expect(try top.commit("v1") == commit && top.commit("HEAD") == commit)
    let files = try top.files(at: commit)
    #expect(
      files.map { NFC.normalized($0.name) }.sorted()
        == ["a/b/empty", "a/line\nbreak", "a/link", "a/글.txt", "top.bin"].sorted())
    #expect(files.filter(\.isLink).map(\.name) == ["a/link"])
    let below = try GitRepository(at: folder("a"))
    #expect(below.prefix == "a")
    let inside = try below.files(at: commit)
    #expect(Set(inside.map { NFC.normalized($0.name) }) == ["b/empty", "line\nbreak", "link", "글.txt"])
    let contents = try below.contents(of: files.map(\.hash))
    for (name, bytes) in [
      ("top.bin", Array("\u{0}\n\u{0}".utf8)), ("a/b/empty", []), ("a/line\nbreak", Array("x".utf8)),
    ] {
      let hash = try #require(files.first { $0.name == name }?.hash)
      #expect(contents[hash] == bytes, "\(name)")
    }
  }

  @Test func whatIsNotThere() throws {
    let (folder, commit) = try repository()
    let repository = try GitRepository(at: folder.path)
    for name in ["v2", "", "-h", "--all", "main:top.bin", "a/글.txt", "HEAD~5"] {
      #expect(throws: GitFailure.self) { _ = try repository.commit(name) }
    }
    try folder.folder("later")
    #expect(try GitRepository(at: folder("later")).files(at: commit).isEmpty)
    #expect(throws: GitFailure.self) {
      _ = try repository.contents(of: ["0000000000000000000000000000000000000000"])
    }
  }
}
