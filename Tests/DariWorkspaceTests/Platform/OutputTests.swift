// Writing: all or nothing, whatever the disk does.

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

@Suite struct AtomicFileTests {
  private func write(_ text: String, _ path: String) -> SystemFailure? {
    failure { try AtomicFile.write(Array(text.utf8), to: path) }
  }

  @Test func newFilesAndOldOnes() throws {
    let folder = try Folder()
    #expect(write("one", folder("f")) == nil)
    #expect(write("둘", folder("f")) == nil)
    #expect(folder.text("f") == "둘")
    #expect(try folder.everything() == ["f"])
  }

  @Test func permissionsStay() throws {
    let folder = try Folder()
    try folder.file("f", "old")
    try #require(chmod(folder("f"), 0o640) == 0)
    #expect(write("new", folder("f")) == nil)
    #expect(try System.status(folder("f")).mode == 0o640)
  }

  @Test func linksStayLinks() throws {
    let folder = try Folder()
    try folder.file("real/f", "old")
    try folder.link("l", to: "real/f")
    #expect(write("new", folder("l")) == nil)
    #expect(try System.status(folder("l"), followsLinks: false).kind == .link)
    #expect(folder.text("real/f") == "new")
    #expect(try folder.everything() == ["l", "real/", "real/f"])
  }

  @Test func whatIsInTheWay() throws {
    let folder = try Folder()
    try folder.folder("d")
    try folder.file("f")
    #expect(write("x", folder("d"))?.reason == .isFolder)
    #expect(write("x", folder("none/f"))?.reason == .missing)
    #expect(write("x", folder("f/g"))?.reason == .isFile)
    #expect(write("x", "/dev/null")?.reason == .notOrdinary)
    #expect(try folder.everything() == ["d/", "f"])
  }

  @Test func folderWithoutPermission() throws {
    let folder = try Folder()
    try folder.file("d/f", "old")
    try #require(chmod(folder.path, 0o755) == 0)
    try #require(chmod(folder("d"), 0o555) == 0)
    #expect(withoutPrivilege { write("new", folder("d/f")) }?.reason == .refused)
    try #require(chmod(folder("d"), 0o755) == 0)
    #expect(folder.text("d/f") == "old")
    #expect(try folder.everything("d/") == ["d/f"])
  }

  @Test func foldersAreMadeOrNone() throws {
    let folder = try Folder()
    try AtomicFile.makeFolders(folder("a/b/c"))
    #expect(try folder.everything() == ["a/", "a/b/", "a/b/c/"])
    try folder.file("a/f")
    #expect(failure { try AtomicFile.makeFolders(folder("a/f")) }?.reason == .isFile)
    let long = String(repeating: "n", count: 300)
    #expect(failure { try AtomicFile.makeFolders(folder("x/y/\(long)")) }?.reason == .other(ENAMETOOLONG))
    #expect(try folder.everything() == ["a/", "a/b/", "a/b/c/", "a/f"])
  }
}

@Suite struct OutputTransactionTests {
  private func commit(
    _ folder: Folder, _ files: [(String, String)], former: [String] = [], root: String = "build"
  ) throws -> OutputTransaction.Outcome {
    var transaction = try OutputTransaction(root: folder(root))
    for (name, text) in files { try transaction.write(Array(text.utf8), to: name) }
    transaction.replaces(formerOutputs: former)
    return try transaction.commit()
  }

  @Test func writesAllAndSkipsWhatIsTheSame() throws {
    let folder = try Folder()
    #expect(try commit(folder, [("a", "1"), ("b/c", "2"), ("글/d", "3")]).written == 3)
    let before = try System.status(folder("build/a")).identity
    let outcome = try commit(folder, [("a", "1"), ("b/c", "new"), ("글/d", "3")])
    #expect(outcome == OutputTransaction.Outcome(written: 1, unchanged: 2))
    #expect(try System.status(folder("build/a")).identity == before)
    #expect(folder.text("build/b/c") == "new")
    #expect(try folder.everything("build/") == ["build/a", "build/b/", "build/b/c", "build/글/", "build/글/d"])
  }

  @Test func nothingIsSeenBeforeTheCommitAndADroppedOneLeavesNothing() throws {
    let folder = try Folder()
    _ = try commit(folder, [("a", "old")])
    do {
      var transaction = try OutputTransaction(root: folder("build"))
      try transaction.write(Array("new".utf8), to: "a")
      try transaction.write(Array("new".utf8), to: "x/y/b")
      #expect(folder.text("build/a") == "old")
      #expect(folder.text("build/x/y/b") == nil)
    }
    #expect(try folder.everything() == ["build/", "build/a"])
    do { _ = try OutputTransaction(root: folder("other/build")) }
    #expect(try folder.everything() == ["build/", "build/a"])
  }

  @Test func lastOfTwoWithOneNameCounts() throws {
    let folder = try Folder()
    #expect(try commit(folder, [("a", "1"), ("a", "2")]).written == 1)
    #expect(folder.text("build/a") == "2")
    #expect(try folder.everything() == ["build/", "build/a"])
  }

  @Test func formerOutputsGoAndNothingElse() throws {
    let folder = try Folder()
    _ = try commit(folder, [("bundle/a", "1"), ("bundle/b", "2"), ("manual/a", "3"), ("manual/deep/b", "4")])
    try folder.file("build/bundle/mine", "author's")
    try folder.file("outside", "author's")
    try folder.folder("elsewhere")
    try folder.file("elsewhere/b", "author's")
    try folder.link("build/link", to: "../elsewhere")
    let outcome = try commit(
      folder, [("bundle/a", "1")],
      former: [
        "bundle/a", "bundle/b", "manual/a", "manual/deep/b", "never", "../outside", "/etc/hostname", "link/b",
      ])
    #expect(outcome.removed == 3)
    #expect(outcome.failures.map(\.reason) == [.outsideTheFolder, .outsideTheFolder, .outsideTheFolder])
    #expect(
      try folder.everything() == [
        "build/", "build/bundle/", "build/bundle/a", "build/bundle/mine", "build/link", "elsewhere/",
        "elsewhere/b",
        "outside",
      ])
  }

  @Test(arguments: ["../x", "/x", "a/../../x", "a//x", "", ".", "a/.", "x\0y"])
  func namesOutsideAreRefused(_ name: String) throws {
    let folder = try Folder()
    #expect(failure { _ = try commit(folder, [(name, "x")]) }?.reason == .outsideTheFolder)
    #expect(try folder.everything() == [])
  }

  @Test func linksOutsideAreRefused() throws {
    let folder = try Folder()
    try folder.folder("elsewhere")
    try folder.link("build/out", to: "../elsewhere")
    #expect(failure { _ = try commit(folder, [("out/x", "x")]) }?.reason == .outsideTheFolder)
    #expect(try folder.everything() == ["build/", "build/out", "elsewhere/"])
    // The output folder itself may be a link.
    try folder.link("linked", to: "elsewhere")
    #expect(try commit(folder, [("a/x", "x")], root: "linked").written == 1)
    #expect(folder.text("elsewhere/a/x") == "x")
  }

  @Test func folderInTheWayStopsAll() throws {
    let folder = try Folder()
    try folder.file("build/a", "old")
    try folder.folder("build/b")
    let failure = failure { _ = try commit(folder, [("a", "new"), ("b", "new")]) }
    #expect(failure == SystemFailure(.write, folder("build/b"), .isFolder))
    #expect(folder.text("build/a") == "old")
    #expect(try folder.everything() == ["build/", "build/a", "build/b/"])
  }

  @Test func fileInPlaceOfTheFolder() throws {
    let folder = try Folder()
    try folder.file("build", "author's")
    #expect(failure { _ = try commit(folder, [("a", "new")]) }?.reason == .isFile)
    #expect(folder.text("build") == "author's")
  }

  /// What fails at the very move, after others were made: they are taken back.
  @Test func movesAreTakenBack() throws {
    let folder = try Folder()
    _ = try commit(folder, [("a", "old a"), ("b", "old b")])
    var transaction = try OutputTransaction(root: folder("build"))
    for name in ["a", "b", "fresh", "z"] { try transaction.write(Array("new".utf8), to: name) }
    // Somebody makes a folder there between writing and moving.
    try folder.file("build/z/full", "x")
    var reason: SystemFailure.Reason?
    do throws(SystemFailure) { _ = try transaction.commit() } catch { reason = error.reason }
    #expect(reason == .isFolder)
    #expect(folder.text("build/a") == "old a")
    #expect(folder.text("build/b") == "old b")
    #expect(try folder.everything("build/") == ["build/a", "build/b", "build/z/", "build/z/full"])
  }

  @Test func leavingsOfAKilledBuildGo() throws {
    let folder = try Folder()
    // Process numbers end below this one on every system that we know.
    try folder.file("build/.dari-999999999-1-0.new", "half")
    try folder.file("build/.dari-999999999-1-0.old", "old")
    try folder.file("build/.dari-\(System.processID)-1-0.new", "being written")
    try folder.file("build/.dari-notes", "author's")
    _ = try commit(folder, [("a", "x")])
    #expect(
      try folder.everything("build/") == [
        "build/.dari-\(System.processID)-1-0.new", "build/.dari-notes", "build/a",
      ])
  }

  @Test func manyFiles() throws {
    let folder = try Folder()
    let files = (0..<300).map { ("d\($0 % 7)/f\($0)", "text \($0)") }
    #expect(try commit(folder, files).written == 300)
    #expect(try commit(folder, files).unchanged == 300)
  }
}

#if os(Linux)
  /// Disks that are full or read-only, for real. Where mounting is not allowed these are reported as skipped;
  /// `fullDevice` below and the permission tests run everywhere.
  @Suite(.enabled(if: SmallDisk.isAllowed, "mounting a small disk is not allowed here"))
  struct SmallDiskTests {
    @Test func fullDiskLeavesThePreviousOutputWhole() throws {
      let folder = try Folder()
      let disk = try SmallDisk(in: folder, size: "64k")
      try folder.file("disk/build/a", "old a")
      let small = Array("new".utf8)
      let large = [UInt8](repeating: 0x61, count: 100_000)
      var failed: SystemFailure?
      do throws(SystemFailure) {
        var transaction = try OutputTransaction(root: disk.path + "/build")
        try transaction.write(small, to: "a")
        try transaction.write(large, to: "b/c")
        _ = try transaction.commit()
      } catch { failed = error }
      #expect(failed == SystemFailure(.write, disk.path + "/build/b/c", .diskFull))
      #expect(failed?.problem(.english).code.text == "E0061")
      #expect(folder.text("disk/build/a") == "old a")
      #expect(try folder.everything("disk/") == ["disk/build/", "disk/build/a"])
      #expect(failure { try AtomicFile.write(large, to: disk.path + "/build/a") }?.reason == .diskFull)
      #expect(folder.text("disk/build/a") == "old a")
    }

    @Test func readOnlyDisk() throws {
      let folder = try Folder()
      let disk = try SmallDisk(in: folder, size: "64k")
      try folder.file("disk/f", "old")
      try disk.makeReadOnly()
      #expect(failure { try AtomicFile.write([1], to: folder("disk/f")) }?.reason == .readOnly)
      #expect(failure { try AtomicFile.makeFolders(folder("disk/x/y")) }?.reason == .readOnly)
      #expect(
        failure { _ = try OutputTransaction(root: folder("disk/build")) }?.problem(.korean).code.text
          == "E0060")
      #expect(folder.text("disk/f") == "old")
    }
  }

  @Suite struct FullDeviceTests {
    @Test func fullDevice() throws {
      let descriptor = open("/dev/full", O_WRONLY)
      try #require(descriptor >= 0)
      defer { close(descriptor) }
      #expect(
        failure { try OutputStream(descriptor: descriptor, name: "out").write("x") }?.reason == .diskFull)
    }
  }
#endif
