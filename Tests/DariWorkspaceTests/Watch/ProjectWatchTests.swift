// A project that is watched: what counts as a change, and what is still followed after it.

import DariBase
import DariSemantics
import Testing

@testable import DariWorkspace

/// One after the other: the signals of the process are theirs.
@Suite(.serialized) struct ProjectWatchTests {
  /// The next project that differs. Waits as long as it takes; a watch that misses a change hangs, and the run says where.
  private func next(_ watch: inout ProjectWatch) -> ReadProject? {
    while true {
      let event = watch.next()
      #expect(event == .changed)
      if case .success(let project)? = watch.read() { return project }
    }
  }

  private func names(_ project: ReadProject?) -> [String] {
    project?.sources.sources.files.filter { !$0.isShipped }.map(\.path) ?? []
  }

  @Test(arguments: [false, true])
  func filesAndFoldersAreFollowed(_ polling: Bool) throws {
    let folder = try Folder()
    try Sample.fill(folder, routines: ["a"])
    var watch = try ProjectWatch(try ProjectLocation.find(folder.path), polling: polling)
    guard case .success(let first)? = watch.read() else {
      Issue.record("not read")
      return
    }
    #expect(names(first) == ["dari.yaml", "lib/brand.dari", "mail/a.dari"])
    let again = watch.read()
    if again != nil { Issue.record("nothing has changed") }

    // A folder in a folder that was not there when the watch began.
    try folder.file("new/deep/b.dari", Sample.routine("b"))
    #expect(names(next(&watch)).contains("new/deep/b.dari"))
    // What an editor does: another file, moved over the old one.
    try AtomicFile.write(Array(Sample.routine("b", words: "새 글").utf8), to: folder("new/deep/b.dari"))
    let saved = next(&watch)
    #expect(
      saved?.sources.sources.files.contains { String(decoding: $0.bytes, as: UTF8.self).contains("새 글") }
        == true)
    // A folder under another name, and a change in it after that.
    try System.move(folder("new"), to: folder("old"))
    #expect(names(next(&watch)).contains("old/deep/b.dari"))
    try System.removeFile(folder("old/deep/b.dari"))
    #expect(names(next(&watch)) == ["dari.yaml", "lib/brand.dari", "mail/a.dari"])
    // A file that a value names with `from`.
    try replace(folder, "lib/rules.txt", "8일")
    var rules: [UInt8]?
    repeat { rules = next(&watch)?.sources.resources["lib/rules.txt"] } while rules == nil
    #expect(rules == Array("8일".utf8))
    // A theme that comes, and one in a folder that is none of the project's own.
    try replace(folder, "dari.yaml", Sample.manifest.replacing("out: made", with: "theme: .looks, out: made"))
    _ = next(&watch)
    try folder.file(".looks/style.css", "a{}")
    var style: [UInt8]?
    repeat {
      let read = next(&watch)
      style = read?.sources.theme?.files["style.css"].map { read!.sources.sources[$0].bytes }
    } while style == nil
    try replace(folder, ".looks/style.css", "b{}")
    repeat {
      let read = next(&watch)
      style = read?.sources.theme?.files["style.css"].map { read!.sources.sources[$0].bytes }
    } while style != Array("b{}".utf8)
    try replace(folder, "dari.yaml", Sample.manifest)
    while next(&watch)?.sources.theme != nil {}
    // The manifest goes and comes.
    try System.move(folder("dari.yaml"), to: folder("kept"))
    #expect(next(&watch)?.failures == [SystemFailure(.read, "dari.yaml", .missing)])
    try System.move(folder("kept"), to: folder("dari.yaml"))
    #expect(next(&watch)?.failures == [])
    let isGone = watch.isGone
    #expect(!isGone)
  }

  @Test func aProjectThatIsRemovedIsGone() throws {
    let folder = try Folder()
    try Sample.fill(folder, routines: ["a"])
    try folder.folder("other")
    var watch = try ProjectWatch(try ProjectLocation.find(folder.path))
    _ = watch.read()
    Folder.removeAll(folder.path)
    while !watch.isGone {
      let event = watch.next()
      #expect(event == .changed)
    }
  }

  @Test func aNamedFileThatIsMovedAwayIsMissingAndMayComeBack() throws {
    let folder = try Folder()
    try folder.file("a.dari", Sample.routine("a"))
    var watch = try ProjectWatch(try ProjectLocation.find(folder("a.dari")))
    _ = watch.read()
    try System.move(folder("a.dari"), to: folder("b.dari"))
    #expect(next(&watch)?.failures == [SystemFailure(.read, "a.dari", .missing)])
    try System.move(folder("b.dari"), to: folder("a.dari"))
    #expect(next(&watch)?.failures == [])
  }
}
