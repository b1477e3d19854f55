// Laying out the files of a project on disk: which are found, which are written, and what is left alone.

import DariBase
import Testing

@testable import DariWorkspace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct ProjectLayoutTests {
  static let loose = "---\nlibrary: a\n---\n@type A:a|b\n"
  static let settled = "---\nlibrary: a\n---\n@type A: a | b\n"
  static let broken = "---\nlibrary: a\n---\n@tpye A: a | b\n"

  private func layOut(_ path: String, writes: Bool = true) throws -> LayoutOutcome {
    try LayoutFiles.find(path).layOut(writes: writes)
  }

  @Test func projectIsLaidOut() throws {
    let folder = try Folder()
    try folder.file("dari.yaml", "project:   p\n")
    try folder.file("b.dari", Self.loose)
    try folder.file("sub/a.dari", Self.loose)
    try folder.file("settled.dari", Self.settled)
    try folder.file("build/out.dari", Self.loose)
    try folder.file("other/dari.yaml", "project: q\n")
    try folder.file("other/c.dari", Self.loose)
    try folder.file(".hidden/d.dari", Self.loose)
    let changed = [folder("b.dari"), folder("sub/a.dari")]
    #expect(try layOut(folder.path, writes: false).changed == changed)
    #expect(folder.text("b.dari") == Self.loose)
    let before = try folder.everything()
    #expect(try layOut(folder.path).changed == changed)
    #expect(folder.text("b.dari") == Self.settled && folder.text("sub/a.dari") == Self.settled)
    for name in ["build/out.dari", "other/c.dari", ".hidden/d.dari"] {
      #expect(folder.text(name) == Self.loose)
    }
    #expect(folder.text("dari.yaml") == "project:   p\n")
    #expect(try folder.everything() == before)
    #expect(try layOut(folder.path).changed == [])
  }

  /// A file in the layout is not written, not even with the same bytes.
  @Test func settledFilesStayTheSameFile() throws {
    let folder = try Folder()
    let path = try folder.file("a.dari", Self.settled)
    let before = try System.status(path).identity
    #expect(try layOut(folder.path).changed == [])
    #expect(try System.status(path).identity == before)
  }

  @Test func oneFileAndFoldersWithoutManifest() throws {
    let folder = try Folder()
    try folder.file("a.dari", Self.loose)
    try folder.file("p/dari.yaml", "project: p\n")
    try folder.file("p/b.dari", Self.loose)
    #expect(try layOut(folder("a.dari")).changed == [folder("a.dari")])
    #expect(folder.text("p/b.dari") == Self.loose)
    #expect(try layOut(folder.path).changed == [folder("p/b.dari")])
    // A file of a project alone.
    try replace(folder, "p/b.dari", Self.loose)
    try folder.file("p/c.dari", Self.loose)
    #expect(try layOut(folder("p/c.dari")).changed == [folder("p/c.dari")])
    #expect(folder.text("p/b.dari") == Self.loose)
    #expect(throws: ProjectFailure.self) { try LayoutFiles.find(folder("missing.dari")) }
    try folder.file("note.txt", "x")
    #expect(throws: ProjectFailure.self) { try LayoutFiles.find(folder("note.txt")) }
  }

  @Test func brokenFilesAreLeftAndTheOthersGoOn() throws {
    let folder = try Folder()
    try folder.file("a.dari", Self.broken)
    try folder.file("b.dari", Self.loose)
    try folder.file("c.dari", "---\nlibrary: a\n---\n\u{0}\n")
    let outcome = try layOut(folder.path)
    #expect(outcome.changed == [folder("b.dari")])
    #expect(outcome.broken == [folder("a.dari"), folder("c.dari")])
    #expect(outcome.diagnostics.map(\.code.text) == ["E0105", "E0002"])
    #expect(outcome.diagnostics.map { outcome.sources[$0.span.file].path } == ["a.dari", "c.dari"])
    #expect(folder.text("a.dari") == Self.broken)
  }

  @Test func permissionsAndLinksStay() throws {
    let folder = try Folder()
    let path = try folder.file("real/a.dari", Self.loose)
    try #require(chmod(path, 0o640) == 0)
    try folder.link("p/a.dari", to: path)
    #expect(try layOut(folder("p")).changed == [folder("p/a.dari")])
    #expect(folder.text("real/a.dari") == Self.settled)
    #expect(try System.status(path).mode == 0o640)
    #expect(try System.status(folder("p/a.dari"), followsLinks: false).kind == .link)
  }

  /// A file that nobody may write is not replaced, although its folder would allow it.
  @Test func protectedFiles() throws {
    let folder = try Folder()
    try #require(chmod(try folder.file("a.dari", Self.loose), 0o444) == 0)
    try folder.file("b.dari", Self.loose)
    let outcome = try layOut(folder.path)
    #expect(outcome.changed == [folder("b.dari")])
    #expect(outcome.failures == [SystemFailure(.write, folder("a.dari"), .refused)])
    #expect(folder.text("a.dari") == Self.loose)
    // Only to look needs no permission.
    #expect(try layOut(folder.path, writes: false).changed == [folder("a.dari")])
  }

  @Test func foldersThatRefuse() throws {
    let folder = try Folder()
    try folder.file("a/a.dari", Self.loose)
    try folder.file("b/b.dari", Self.loose)
    try #require(chmod(folder.path, 0o755) == 0)
    try #require(chmod(folder("a"), 0o555) == 0)
    try #require(chmod(folder("b"), 0) == 0)
    defer { for name in ["a", "b"] { _ = chmod(folder(name), 0o755) } }
    let outcome = try withoutPrivilege { try layOut(folder.path) }
    #expect(outcome.changed == [])
    #expect(
      Set(outcome.failures) == [
        SystemFailure(.write, folder("a/a.dari"), .refused), SystemFailure(.read, "b", .refused),
      ])
    #expect(try folder.everything("a/") == ["a/a.dari"])
  }

  /// What a process that was killed has left behind goes with the next run.
  @Test func abandonedFilesGo() throws {
    let folder = try Folder()
    try folder.file("a.dari", Self.loose)
    try folder.file(".dari-999999999-1-0.new", "half")
    #expect(try layOut(folder.path).changed.count == 1)
    #expect(try folder.everything() == ["a.dari"])
  }
}
