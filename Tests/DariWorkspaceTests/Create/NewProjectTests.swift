// What `dari init` makes: a project without a problem, all of it or nothing, and never over what is there.

import DariBase
import DariRuntime
import Testing

@testable import DariWorkspace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct NewProjectTests {
  static let all = [
    ".gitignore", "README.md", "dari.yaml", "data/", "data/review.yaml", "review-reply.dari", "shop.dari",
    "tests/", "tests/golden/", "tests/golden/review-reply/", "tests/golden/review-reply/happy-customer/",
    "tests/golden/review-reply/happy-customer/draft.md", "tests/golden/review-reply/upset-customer/",
    "tests/golden/review-reply/upset-customer/draft.md", "tests/review-reply.yaml",
  ]

  private func make(
    _ folder: String, name: String? = nil, _ language: MessageLanguage = .korean
  ) throws -> NewProject {
    let project = try NewProject(folder: folder, name: name, language: language)
    try project.write()
    return project
  }

  private func refusal(_ folder: String, name: String? = nil) -> NewProject.Refusal? {
    do throws(NewProject.Refusal) {
      try NewProject(folder: folder, name: name, language: .english).write()
      return nil
    } catch {
      return error
    }
  }

  /// No problem and no warning; it builds, and its data renders. What `dari init` promises.
  @Test(arguments: MessageLanguage.allCases)
  func checksBuildsAndRenders(_ language: MessageLanguage) throws {
    let folder = try Folder()
    _ = try make(folder("shop"), language)
    #expect(try folder.everything("shop/") == Self.all.map { "shop/" + $0 })
    let attempt = try Attempt(folder("shop"))
    #expect(attempt.problems == [] && attempt.failures == [])
    #expect(attempt.compilation.manifest.project == "shop")
    try attempt.build()
    let built = try folder.everything("shop/build/")
    for name in ["bundle/review-reply.json", "bundle/index.json", "manual/review-reply.html"] {
      #expect(built.contains("shop/build/" + name))
    }
    let routine = try #require(attempt.compilation.routines.first)
    let data = RoutineData(inputs: try DataSource.read(folder("shop/data/review.yaml")), given: [])
    let rendered = try RoutineRenderer(routine: routine, data: data, tracing: false).render(nil)
    #expect(rendered.failures.isEmpty)
    let prompt = rendered.steps.flatMap(\.messages).map(\.body.text).joined(separator: "\n")
    #expect(prompt.contains(language == .korean ? "라테가 참 고소했어요" : "Lovely latte"))
    #expect(!prompt.contains("⟦") && !prompt.contains("{{"))
    let checkpoint = routine.steps.first { $0.name == "check" }
    #expect(checkpoint != nil, "a person looks before anything goes out")
  }

  /// The tests that come with it pass, show a word that changes in the shop, and take it for the new one.
  @Test(arguments: MessageLanguage.allCases)
  func tests(_ language: MessageLanguage) throws {
    let folder = try Folder()
    _ = try make(folder.path, language)
    let run = try CaseRun(folder)
    #expect(run.problems == [] && run.failures == [] && run.comparison.isClean)
    #expect(run.run.caseCount == 2)
    let shop = try #require(folder.text("shop.dari"))
    let (old, new) = language == .korean ? ("하루커피", "미소커피") : ("Haru Coffee", "Miso Coffee")
    try replace(folder, "shop.dari", shop.replacing(old, with: new))
    let changed = try CaseRun(folder)
    #expect(changed.changed.count == 2 && changed.failures == [])
    let page = try #require(changed.comparison.changed.first)
    let shown = ComparisonText(from: page.old ?? [], to: page.prompt.page).text(
      colour: false, width: nil, language: language)
    #expect(shown.contains(old) && shown.contains(new) && shown.contains("+++"))
    try changed.update()
    #expect(try CaseRun(folder).comparison.isClean)
  }

  /// The language of the words is that of the messages.
  @Test func languages() throws {
    let korean = NewProject.files(named: "a", .korean)
    let english = NewProject.files(named: "a", .english)
    #expect(korean.map(\.path) == english.map(\.path))
    for file in english {
      let hangul = String(decoding: file.bytes, as: UTF8.self).unicodeScalars.count {
        SearchText.isHangul($0)
      }
      #expect(hangul == 0, "\(file.path)")
    }
  }

  @Test func nameStandsEverywhere() throws {
    let folder = try Folder()
    #expect(try make(folder("내 가게 (새로)")).name == "내-가게-새로")
    #expect(try make(folder("b"), name: "하루커피-2").name == "하루커피-2")
    #expect(folder.text("b/dari.yaml")?.contains("project: 하루커피-2\n") == true)
    #expect(folder.text("b/README.md")?.hasPrefix("# 하루커피-2\n") == true)
    for file in try folder.everything("b/") where !file.hasSuffix("/") {
      #expect(folder.text(file)?.contains(NewProject.placeholder) == false, "\(file)")
    }
  }

  @Test(arguments: [
    ("my-project", "my-project"), ("My Project!", "My-Project"), ("--a--b--", "a-b"), ("가게 ☕ 1호점", "가게-1호점"),
    ("...", "my-project"), ("", "my-project"), ("null", "my-project"), ("Null", "my-project"),
    ("2026", "2026"),
    ("ｗｉｄｅ", "my-project"), ("a\u{200B}b", "a-b"), ("카페", "카페"), ("한글", "한글"),
    (String(repeating: "가", count: 90), String(repeating: "가", count: 60)),
  ])
  func folderNamesMadeFit(_ folder: String, _ name: String) {
    #expect(NewProject.fitting(folder) == name)
    #expect(NewProject.isName(NewProject.fitting(folder)))
  }

  @Test(arguments: [
    "", " ", "a b", "a/b", "-a", "a-", "a.b", "a_b", "null", "🙂", "a\nb", "{{ x }}", "#a", "a: b", "ａ",
    String(repeating: "a", count: 61),
  ])
  func badNames(_ name: String) throws {
    let folder = try Folder()
    guard case .badName(name, let proposal) = refusal(folder("new"), name: name) else {
      Issue.record("`\(name)` was taken")
      return
    }
    #expect(NewProject.isName(proposal))
    #expect(try folder.everything() == [])
  }

  /// Every name that is taken makes a project that checks.
  @Test(arguments: ["true", "no", "2026", "1e3", "0x10", "하루커피", "é", "a--b", "한국어-English-1"])
  func oddNamesAreStillNames(_ name: String) throws {
    let folder = try Folder()
    _ = try make(folder("new"), name: name)
    let attempt = try Attempt(folder("new"))
    #expect(attempt.problems == [])
    #expect(attempt.compilation.manifest.project == name)
  }

  // MARK: What is there

  @Test func neverOverAProject() throws {
    let folder = try Folder()
    try folder.file("dari.yaml", "project: mine\n")
    #expect(refusal(folder.path) == .projectAlreadyThere(folder.path))
    #expect(try folder.everything() == ["dari.yaml"])
    #expect(folder.text("dari.yaml") == "project: mine\n")
    try folder.folder("odd/dari.yaml")
    #expect(refusal(folder("odd")) == .projectAlreadyThere(folder("odd")))
  }

  @Test func neverOverAFile() throws {
    let folder = try Folder()
    try folder.file("shop.dari", "mine")
    try folder.folder("review-reply.dari")
    #expect(refusal(folder.path) == .inTheWay(["review-reply.dari", "shop.dari"]))
    #expect(folder.text("shop.dari") == "mine")
    #expect(try folder.everything() == ["review-reply.dari/", "shop.dari"])
  }

  /// Renaming onto a link would replace it.
  @Test func neverOverALinkThatLeadsNowhere() throws {
    let folder = try Folder()
    try folder.link("new/dari.yaml", to: "elsewhere.yaml")
    #expect(refusal(folder("new")) == .projectAlreadyThere(folder("new")))
    #expect(try folder.everything() == ["new/", "new/dari.yaml"])
  }

  @Test func otherFilesStay() throws {
    let folder = try Folder()
    try folder.file("README.md", "my notes")
    try folder.file(".gitignore", "*.log\n")
    try folder.file(".git/HEAD", "ref")
    try folder.file("data/old.csv", "a,b\n")
    let project = try make(folder.path)
    #expect(project.kept == [".gitignore", "README.md"])
    #expect(folder.text("README.md") == "my notes" && folder.text(".gitignore") == "*.log\n")
    #expect(folder.text("data/old.csv") == "a,b\n")
    #expect(try Attempt(folder.path).problems == [])
  }

  @Test func aFileWhereAFolderIsNeeded() throws {
    let folder = try Folder()
    try folder.file("data", "mine")
    guard case .system(let failure) = refusal(folder.path) else {
      Issue.record("it was made")
      return
    }
    #expect(failure.reason == .isFile)
    #expect(try folder.everything() == ["data"])
    guard case .system? = refusal(folder("data")) else {
      Issue.record("a file is no folder")
      return
    }
  }

  // MARK: All or nothing

  @Test func foldersAreMadeAndUnmade() throws {
    let folder = try Folder()
    _ = try make(folder("a/b/c"))
    #expect(try Attempt(folder("a/b/c")).problems == [])
    try folder.folder("closed")
    try #require(chmod(folder.path, 0o755) == 0 && chmod(folder("closed"), 0o555) == 0)
    withoutPrivilege {
      guard case .system(let failure) = refusal(folder("closed/x/y")) else {
        Issue.record("it was made")
        return
      }
      #expect(failure.reason == .refused)
    }
    #expect(try folder.everything("closed/") == [])
  }

  #if os(Linux)
    /// A disk that fills up in the middle leaves nothing of the project.
    @Test(.enabled(if: SmallDisk.isAllowed))
    func fullDisk() throws {
      let folder = try Folder()
      let disk = try SmallDisk(in: folder, size: "16k")
      guard case .system(let failure) = refusal(disk.path + "/shop") else {
        Issue.record("it fitted")
        return
      }
      #expect(failure.reason == .diskFull)
      #expect(try folder.everything("disk/") == [])
    }
  #endif
}
