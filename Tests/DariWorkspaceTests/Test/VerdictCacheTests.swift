// What passed and has not changed is not rendered again, and nothing else.

import DariBase
import Testing

@testable import DariWorkspace

@Suite struct VerdictCacheTests {
  /// A project with two routines that are tested, and its cache.
  private struct Sample {
    let folder: Folder
    let caches: Folder

    init() throws {
      folder = try Folder()
      caches = try Folder()
      try CaseSample.fill(
        folder,
        cases: CaseSample.cases + """
            big:
              inputs: { order: { file: data/big.json } }

          """)
      try folder.file("data/big.json", "{\"number\": \"C\", \"count\": 9}")
      try folder.file("tests/post.yaml", "routine: post\ncases: { a: { inputs: { topic: things } } }\n")
      try CaseRun(folder).update()
      _ = try run()
    }

    /// How many cases were not rendered, after a run that says what is changed.
    func run(program: String = "1", filter: String? = nil) throws -> (skipped: Int, changed: [String]) {
      let attempt = try Attempt(folder.path)
      var cache: VerdictCache? = VerdictCache(in: caches.path, of: folder.path, program: program)
      let choice = TestChoice(filter: filter)
      var run = try TestRun(
        ProjectTests(attempt.read, attempt.compilation, language: .english), choice, cache: &cache)
      try run.finishWithoutAnswers()
      #expect(run.tests.isReadable)
      if run.tests.isReadable { cache?.save(isWhole: choice.isEverything) }
      return (run.skippedCount, run.comparison.changed.map(\.name))
    }

    func edit(_ name: String, _ old: String, _ new: String) throws {
      let text = try #require(folder.text(name))
      #expect(text.contains(old))
      try replace(folder, name, text.replacing(old, with: new))
    }
  }

  @Test func nothingChanged() throws {
    let sample = try Sample()
    #expect(try sample.run() == (4, []))
    #expect(try sample.run(program: "2").skipped == 0, "another program may render otherwise")
    #expect(try sample.run(program: "2").skipped == 4)
  }

  /// Each edit: how many cases are still not rendered, of four.
  @Test(arguments: [
    ("mail.dari", "Tone:", "Voice:", 1), ("mail.dari", "title", "title", 4),
    ("post.dari", "Write about", "Tell of", 0),
    ("tests/mail.yaml", "about: the usual", "about: as usual", 3),
    ("tests/mail.yaml", "count: 3", "count: 4", 1),
    ("data/big.json", "9", "8", 3), ("dari.yaml", "Boss", "Chief", 0),
  ])
  func whatDependsIsRendered(_ name: String, _ old: String, _ new: String, _ skipped: Int) throws {
    let sample = try Sample()
    if old != new { try sample.edit(name, old, new) }
    #expect(try sample.run().skipped == skipped, "\(name)")
  }

  /// A verdict is one about what is kept, too.
  @Test func whatIsKept() throws {
    let sample = try Sample()
    let golden = "tests/golden/mail/plain/kind.md"
    try replace(sample.folder, golden, try #require(sample.folder.text(golden)) + "x")
    #expect(try sample.run() == (3, ["mail/plain/kind.md"]))
    #expect(try sample.run() == (3, ["mail/plain/kind.md"]), "what fails is never taken for known")
  }

  /// What changed and came back is known again only once it has been rendered.
  @Test func partsOfTheCases() throws {
    let sample = try Sample()
    #expect(try sample.run(filter: "post").skipped == 1)
    #expect(try sample.run().skipped == 4, "a run of some forgets nothing of the others")
    try sample.edit("mail.dari", "Tone:", "Voice:")
    _ = try sample.run()
    try sample.edit("mail.dari", "Voice:", "Tone:")
    #expect(try sample.run().skipped == 1)
    #expect(try sample.run().skipped == 4)
  }

  // MARK: The file

  private static let verdicts: [String: VerdictCache.Verdict] = [
    "a/b@x=1": .init(
      key: "0a", pages: [.init(path: "draft.1.md", digest: "ff"), .init(path: "w/é.md", digest: "01")]),
    "a/c": .init(key: "0b", pages: []),
  ]

  @Test func thereAndBack() {
    let bytes = VerdictCache.bytes(Self.verdicts, "p 1")
    #expect(VerdictCache.read(bytes, "p 1") == Self.verdicts)
    #expect(VerdictCache.read(bytes, "p 2") == nil)
    #expect(VerdictCache.read(VerdictCache.bytes([:], "p"), "p") == [:])
  }

  /// A file that is not whole says nothing.
  @Test func damage() {
    let bytes = VerdictCache.bytes(Self.verdicts, "p 1")
    for index in bytes.indices {
      for bit in [UInt8(1), 8, 128] {
        var damaged = bytes
        damaged[index] ^= bit
        #expect(VerdictCache.read(damaged, "p 1") == nil, "\(index) \(bit)")
      }
      #expect(VerdictCache.read(Array(bytes[..<index]), "p 1") == nil)
    }
    #expect(VerdictCache.read(bytes + [0x0A], "p 1") == nil)
  }

  @Test func damagedOnDisk() throws {
    let sample = try Sample()
    let name = try #require(
      try System.names(in: sample.caches.path).map { String(decoding: $0, as: UTF8.self) }.first {
        $0.hasPrefix("tests-")
      })
    try replace(sample.caches, name, "dari tests 1\n1\nmail/plain\tzz")
    #expect(try sample.run() == (0, []))
    #expect(try sample.run() == (4, []))
  }

  @Test func places() {
    func folder(_ set: [String: String]) -> String? { Surroundings.cacheFolder { set[$0] } }
    #expect(folder(["XDG_CACHE_HOME": "/x", "HOME": "/h"]) == "/x/dari")
    #expect(folder(["XDG_CACHE_HOME": "x"]) == nil && folder([:]) == nil)
    #expect(folder(["XDG_CACHE_HOME": "", "HOME": "/h"])?.hasPrefix("/h/") == true)
  }
}
