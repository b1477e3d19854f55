// `dari test` on a real folder: what is rendered, kept, told, and never written.

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

@Suite struct ProjectTestsTests {
  static let pages = [
    "mail/plain/draft.1.md", "mail/plain/draft.2.md", "mail/plain/kind.md", "mail/plain/post/write.md",
    "mail/화난 손님/draft.1.md", "mail/화난 손님/draft.2.md", "mail/화난 손님/kind.md",
  ]

  private func files(_ folder: Folder) throws -> [String] {
    try folder.everything("tests/").filter { !$0.hasSuffix("/") }.map { String($0.dropFirst(6)) }
  }

  /// A project whose prompts have been kept.
  private func kept() throws -> Folder {
    let folder = try Folder()
    try CaseSample.fill(folder)
    try CaseRun(folder).update()
    return folder
  }

  @Test func allIsKeptAndThenAsItWas() throws {
    let folder = try kept()
    #expect(try files(folder) == Self.pages.map { "golden/" + $0 } + ["mail.yaml"])
    let again = try CaseRun(folder)
    #expect(again.problems == [] && again.failures == [] && again.comparison.isClean)
    #expect(
      folder.text("tests/golden/mail/화난 손님/draft.2.md") == """
        ## system

        Tone: warm

        ## user

        Apologise for two.


        """)
  }

  @Test func whatIsNewStandsBesideItsPlace() throws {
    let folder = try Folder()
    try CaseSample.fill(folder)
    let first = try CaseRun(folder)
    #expect(first.missing.sorted() == Self.pages.sorted() && first.changed == [] && first.orphans == [])
    try first.writeNew()
    #expect(try files(folder) == Self.pages.map { "golden/\($0).new" } + ["mail.yaml"])
    // It is still new, and is none of the orphans; keeping it takes the other away.
    let second = try CaseRun(folder)
    #expect(second.missing.count == Self.pages.count && second.orphans == [])
    try second.update()
    #expect(try files(folder) == Self.pages.map { "golden/" + $0 } + ["mail.yaml"])
  }

  @Test func newOnesOfEarlierRunsGo() throws {
    let folder = try Folder()
    try CaseSample.fill(folder)
    try CaseRun(folder).writeNew()
    try replace(
      folder, "tests/mail.yaml", CaseSample.cases.replacing("화난 손님", with: "other"))
    try CaseRun(folder).writeNew()
    #expect(try files(folder).contains { $0.contains("화난 손님") } == false)
    #expect(try files(folder).contains("golden/mail/other/kind.md.new"))
  }

  @Test func aChangedWordIsAChange() throws {
    let folder = try kept()
    try replace(folder, "mail.dari", CaseSample.mail.replacing("Apologise for", with: "Regret"))
    let run = try CaseRun(folder)
    #expect(run.changed == ["mail/화난 손님/draft.1.md", "mail/화난 손님/draft.2.md"])
    #expect(run.missing == [] && run.orphans == [])
    try run.writeNew()
    #expect(try files(folder).count == Self.pages.count + 1)
    try run.update()
    #expect(try CaseRun(folder).comparison.isClean)
    #expect(folder.text("tests/golden/mail/화난 손님/draft.1.md")?.contains("Regret one") == true)
  }

  /// A step that is not done any more leaves its prompt without a case.
  @Test func orphans() throws {
    let folder = try kept()
    try folder.file("tests/golden/README.md", "mine")
    try folder.file("tests/golden/mail/README.md", "mine")
    try folder.file("tests/golden/mail/plain/notes.txt", "mine")
    try replace(
      folder, "tests/mail.yaml",
      CaseSample.cases.replacing("urgent: true", with: "urgent: false")
        .replacing("      post.write: { starts: Write, equals: Write about things. }\n", with: ""))
    let run = try CaseRun(folder)
    #expect(run.orphans == ["mail/plain/post/write.md"] && run.changed == [])
    try run.writeNew()
    #expect(folder.text("tests/golden/mail/plain/post/write.md") != nil)
    try run.update()
    #expect(try CaseRun(folder).comparison.isClean)
    #expect(try !folder.everything("tests/golden/mail/plain/").contains { $0.hasSuffix("post/") })
    #expect(folder.text("tests/golden/README.md") == "mine")
    #expect(folder.text("tests/golden/mail/README.md") == "mine")
    #expect(folder.text("tests/golden/mail/plain/notes.txt") == "mine")
  }

  @Test func aCaseThatIsGoneLeavesItsFolder() throws {
    let folder = try kept()
    try System.removeFile(folder("tests/mail.yaml"))
    let run = try CaseRun(folder)
    #expect(run.tests.files == [] && run.orphans.count == Self.pages.count)
    try run.update()
    #expect(try files(folder) == [])
  }

  @Test func aFilterSaysNothingOfTheOthers() throws {
    let folder = try kept()
    try replace(folder, "mail.dari", CaseSample.mail.replacing("Tone:", with: "Voice:"))
    let run = try CaseRun(folder, filter: "화난")
    #expect(run.run.caseCount == 1)
    #expect(run.changed == ["mail/화난 손님/draft.1.md", "mail/화난 손님/draft.2.md"] && run.orphans == [])
    try run.update()
    #expect(try CaseRun(folder).changed == ["mail/plain/draft.1.md", "mail/plain/draft.2.md"])
    for filter in ["MAIL", "mail.yaml", "tests/m"] {
      #expect(try CaseRun(folder, filter: filter).run.caseCount == 2)
    }
    #expect(try CaseRun(folder, filter: "nothing").run.caseCount == 0)
  }

  /// What can't be rendered is told, and what is kept of it is left alone.
  @Test func aCaseThatCannotBeRendered() throws {
    let folder = try kept()
    try replace(
      folder, "tests/mail.yaml",
      CaseSample.cases.replacing(
        "    given: { kind: { kind: angry, urgent: false } }", with: "    given: { kind: absent }"))
    let run = try CaseRun(folder)
    #expect(run.failures == ["E0983", "E0983"])
    #expect(run.orphans == [] && run.missing == [])
    try run.update()
    #expect(try files(folder).count == Self.pages.count + 1)
  }

  @Test func remarksAreTheConversation() throws {
    let folder = try Folder()
    try CaseSample.fill(
      folder,
      cases: CaseSample.cases + """
          again:
            given: { draft: [first try, second try] }
            remarks: { look: shorter }
            expect: { draft: [contains: "Change this: shorter"] }

        """)
    let run = try CaseRun(folder)
    #expect(run.problems == [] && run.failures == [])
    try run.update()
    #expect(
      folder.text("tests/golden/mail/again/draft.1.md")?.hasSuffix(
        "## assistant\n\nfirst try\n\n## user\n\nChange this: shorter\n") == true)
  }

  // MARK: What is kept

  /// Version control on other systems writes other line breaks; every other byte counts.
  @Test func bytesCount() throws {
    let folder = try kept()
    let name = "tests/golden/mail/plain/kind.md"
    let text = try #require(folder.text(name))
    try replace(folder, name, text.replacing("\n", with: "\r\n"))
    #expect(try CaseRun(folder).comparison.isClean)
    for other in [text + "\n", String(text.dropLast()), text.replacing("A-1", with: "A-1 "), ""] {
      try replace(folder, name, other)
      #expect(try CaseRun(folder).changed == ["mail/plain/kind.md"], "\(other)")
    }
  }

  @Test func aTextThatEndsWithALineBreakIsAnotherPage() {
    let texts = ["a", "a\n", "a\n\n", "", "\n"]
    let pages = texts.map { text in
      var page: [UInt8] = []
      _ = TestPrompt.append("user", Array(text.utf8), to: &page)
      return page
    }
    #expect(Set(pages).count == texts.count)
  }

  /// A disk that is full in the middle leaves what was kept as it was.
  #if os(Linux)
    @Test(.enabled(if: SmallDisk.isAllowed))
    func allOrNothing() throws {
      let folder = try Folder()
      let disk = try SmallDisk(in: folder, size: "96k")
      let project = try Folder()
      try CaseSample.fill(project)
      try CaseRun(project).update()
      // The goldens lie on a disk that has no room for more.
      let place = disk.path + "/golden"
      try AtomicFile.makeFolders(place + "/mail/plain")
      for page in ["kind.md", "draft.1.md", "draft.2.md"] {
        let bytes = try FileReading.read(project("tests/golden/mail/plain/" + page), limit: 1 << 20)
        try AtomicFile.write(bytes, to: place + "/mail/plain/" + page)
      }
      Folder.removeAll(project("tests/golden"))
      try project.link("tests/golden", to: place)
      let before = try folder.everything("disk/")
      let long = String(repeating: "A long line of words. ", count: 2_500)
      try replace(project, "mail.dari", CaseSample.mail.replacing("Tone:", with: long))
      let run = try CaseRun(project)
      #expect(run.changed.count == 2)
      #expect(failure { try run.update() }?.reason == .diskFull)
      #expect(try folder.everything("disk/") == before)
    }
  #endif

  @Test func noWayOutOfTheFolder() throws {
    let folder = try Folder()
    let elsewhere = try Folder()
    try CaseSample.fill(folder)
    try folder.folder("tests/golden")
    try folder.link("tests/golden/mail", to: elsewhere.path)
    let run = try CaseRun(folder)
    #expect(failure { try run.update() }?.reason == .outsideTheFolder)
    #expect(try elsewhere.everything() == [])
  }
}
