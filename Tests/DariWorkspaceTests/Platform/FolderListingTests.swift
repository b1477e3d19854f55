// Listing: the same order on every disk, links without end or sense reported, the rest listed all the same.

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

@Suite struct FolderListingTests {
  private func names(_ folder: Folder, leavingOut: [String] = []) throws -> [String] {
    try FolderListing.files(below: folder.path, leavingOut: leavingOut).files.map(\.name)
  }

  @Test func orderIsThatOfTheBytes() throws {
    let folder = try Folder()
    for name in ["나.dari", "a/z", "B", "가.dari", "a-b/x", "a", "b"].shuffled() where name != "a" {
      try folder.file(name)
    }
    #expect(try names(folder) == ["B", "a-b/x", "a/z", "b", "가.dari", "나.dari"])
  }

  @Test func leavesOutWhatIsNotTheAuthors() throws {
    let folder = try Folder()
    for name in [
      "a.dari", "build/old.dari", "x/build/kept.dari", ".git/c", ".venv/lib/d", "x/node_modules/e",
      "x/.hidden",
      "out/글/f",
    ] { try folder.file(name) }
    #expect(
      try names(folder, leavingOut: ["build", "out/\u{1100}\u{1173}\u{11AF}"]) == [
        "a.dari", "x/build/kept.dari",
      ])
  }

  @Test func onlyWhatIsWanted() throws {
    let folder = try Folder()
    for name in ["a.dari", "b.txt", "c/d.dari"] { try folder.file(name) }
    try folder.link("e.txt", to: "nothing")
    let listing = try FolderListing.files(below: folder.path) { $0.hasSuffix(".dari") }
    #expect(listing.files.map(\.name) == ["a.dari", "c/d.dari"])
    #expect(listing.failures.isEmpty)
  }

  @Test func decomposedNames() throws {
    let folder = try Folder()
    let decomposed = "\u{1100}\u{1173}\u{11AF}"
    try folder.file(decomposed + "/" + decomposed + ".dari")
    let file = try #require(try FolderListing.files(below: folder.path).files.first)
    #expect(file.name.utf8.elementsEqual("글/글.dari".utf8))
    #expect(FileReading.kind(file.path) == .file)
  }

  @Test func namesThatLookTheSame() throws {
    let folder = try Folder()
    try folder.file("글.dari")
    do {
      try folder.file("\u{1100}\u{1173}\u{11AF}.dari")
    } catch is System.Failure {
      return  // The disk holds the two for one name; then there is nothing to tell apart.
    }
    let listing = try FolderListing.files(below: folder.path)
    #expect(listing.failures == [SystemFailure(.read, "글.dari", .sameNameTwice)])
    #expect(listing.files.count == 2)
  }

  #if os(Linux)
    @Test func nameThatIsNoText() throws {
      let folder = try Folder()
      try folder.file("d/a.dari")
      var path = Array(folder("d/").utf8) + [0xB1, 0xDB, 0]
      let descriptor = path.withUnsafeMutableBytes {
        open($0.bindMemory(to: CChar.self).baseAddress!, O_CREAT | O_WRONLY, 0o600)
      }
      try #require(descriptor >= 0)
      close(descriptor)
      let listing = try FolderListing.files(below: folder.path)
      #expect(listing.files.map(\.name) == ["d/a.dari"])
      #expect(listing.failures == [SystemFailure(.read, "d", .nameIsNotText)])
    }
  #endif

  // MARK: Links

  @Test func loopsEndAndAreReported() throws {
    let folder = try Folder()
    try folder.file("a/b/c.dari")
    try folder.link("a/b/up", to: "../..")
    try folder.link("a/self", to: ".")
    try folder.link("ping", to: "pong")
    try folder.link("pong", to: "ping")
    let listing = try FolderListing.files(below: folder.path)
    #expect(listing.files.map(\.name) == ["a/b/c.dari"])
    #expect(listing.failures.map(\.path) == ["a/b/up", "a/self", "ping", "pong"])
    // A link to itself is no folder, and matters only if it was to be a file of ours.
    #expect(listing.failures.map(\.reason) == [.loop, .loop, .linkToNothing, .linkToNothing])
    let ours = try FolderListing.files(below: folder.path) { $0.hasSuffix(".dari") }
    #expect(ours.failures.map(\.path) == ["a/b/up", "a/self"])
  }

  @Test func linkedFoldersAreReadOnceUnderTheirOwnName() throws {
    let folder = try Folder()
    let other = try Folder()
    try other.file("shared.dari")
    try folder.file("real/r.dari")
    try folder.link("a-link", to: "real")
    try folder.link("z-link", to: other.path)
    try folder.link("y-link", to: other.path)
    try folder.link("file.dari", to: other("shared.dari"))
    let listing = try FolderListing.files(below: folder.path)
    #expect(listing.files.map(\.name) == ["file.dari", "real/r.dari", "y-link/shared.dari"])
    #expect(listing.failures.isEmpty)
  }

  /// Two folders that link to each other have as many paths as one likes.
  @Test func linksBackAndForthEnd() throws {
    let folder = try Folder()
    for index in 0..<20 {
      for other in 0..<20 { try folder.link("\(index)/to\(other)", to: "../\(other)") }
      try folder.file("\(index)/f.dari")
    }
    #expect(try names(folder).count == 20)
  }

  @Test func linkToNothing() throws {
    let folder = try Folder()
    try folder.link("a.dari", to: "nothing")
    try folder.file("b.dari")
    let listing = try FolderListing.files(below: folder.path)
    #expect(listing.files.map(\.name) == ["b.dari"])
    #expect(listing.failures == [SystemFailure(.read, "a.dari", .linkToNothing)])
  }

  // MARK: Failures

  @Test func unreadableFolderHidesNothingElse() throws {
    let folder = try Folder()
    try folder.file("a/x.dari")
    try folder.file("b/y.dari")
    try #require(chmod(folder.path, 0o755) == 0)
    try #require(chmod(folder("a"), 0) == 0)
    let listing = try withoutPrivilege { try FolderListing.files(below: folder.path) }
    try #require(chmod(folder("a"), 0o755) == 0)
    #expect(listing.files.map(\.name) == ["b/y.dari"])
    #expect(listing.failures == [SystemFailure(.read, "a", .refused)])
  }

  @Test func rootThatIsNoFolder() throws {
    let folder = try Folder()
    try folder.file("f")
    #expect(failure { _ = try FolderListing.files(below: folder("f")) }?.reason == .isFile)
    #expect(failure { _ = try FolderListing.files(below: folder("none")) }?.reason == .missing)
  }

  @Test func deepFolders() throws {
    let folder = try Folder()
    let deep = (0..<70).map { _ in "d" }.joined(separator: "/")
    try folder.file(deep + "/lost.dari")
    try folder.file("d/d/found.dari")
    let listing = try FolderListing.files(below: folder.path)
    #expect(listing.files.map(\.name) == ["d/d/found.dari"])
    #expect(listing.failures.count == 1)
  }
}
