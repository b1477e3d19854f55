// Building: the same bytes everywhere, and never half of it.

import DariBase
import DariEmit
import DariSemantics
import Testing

@testable import DariWorkspace

@Suite struct ProjectBuildTests {
  /// All files of an output folder with their bytes.
  private func contents(_ folder: Folder, _ below: String) throws -> [String: String] {
    var all: [String: String] = [:]
    for name in try folder.everything(below) where !name.hasSuffix("/") {
      all[String(name.dropFirst(below.count))] = folder.text(name)
    }
    return all
  }

  @Test func twiceAndInTwoFolders() throws {
    let one = try Folder()
    let other = try Folder()
    try Sample.fill(one)
    try other.folder("deep/er")
    for (name, text) in [
      ("deep/er/mail/b-post.dari", Sample.routine("b-post")), ("deep/er/lib/rules.txt", "받은 날부터 7일"),
      ("deep/er/mail/a-mail.dari", Sample.routine("a-mail")), ("deep/er/lib/brand.dari", Sample.brand),
      ("deep/er/dari.yaml", Sample.manifest),
    ] { try other.file(name, text) }
    try Attempt(one.path).build()
    let first = try contents(one, "made/")
    #expect(
      first.keys.sorted() == [
        ".dari-build", "bundle/a-mail.json", "bundle/b-post.json", "bundle/index.json", "manual/a-mail.html",
        "manual/b-post.html",
      ])
    let again = try Attempt(one.path).build()
    #expect(again.written == 0)
    #expect(try contents(one, "made/") == first)
    try Attempt(other("deep/er")).build()
    #expect(try contents(other, "deep/er/made/") == first)
  }

  /// The order in which files are handed to the compiler does not reach what is built.
  @Test func anyOrderOfFiles() throws {
    let libraries = (0..<4).map { index in
      (
        path: "l\(index).dari",
        bytes: Array(
          "---\nlibrary: l\(index)\nuses: [\(index > 0 ? "l\(index - 1)" : "")]\n---\n@type T\(index): a | b\n@value v\(index): text\n\(index)\n@snippet s\(index)(x: T\(index)?)\n{{ v\(index) }}\(index > 0 ? "{{ s\(index - 1)() }}" : "")\n"
            .utf8)
      )
    }
    let routines = (0..<3).map { index in
      (
        path: "z/r\(index).dari",
        bytes: Array(
          "---\nroutine: r\(index)\nowner: boss\nuses: [l3, l\(index), l0]\n---\n@input x: T3\n@step s\nby: ai(text)\n@user\n{{ s3(x) }}{{ v\(index) }}{{ s0() }}\n"
            .utf8)
      )
    }
    var files = [(path: "dari.yaml", bytes: Array(Sample.manifest.utf8))] + libraries + routines
    var first: [String: [UInt8]]?
    for turn in 0..<24 {
      // Every file comes to stand before and after every other.
      files = turn % 2 == 0 ? files.reversed() : [files[3]] + files[..<3] + files[4...]
      let compilation = Compiler.compile(ProjectSources(files: files))
      #expect(!compilation.diagnostics.hasErrors)
      let build = ProjectBuild(compilation, targets: ["bundle", "manual"])
      let outputs = Dictionary(build.outputs.map { ($0.name, $0.bytes) }, uniquingKeysWith: { $1 })
      #expect(outputs.count >= 6)
      if let first { #expect(outputs == first) }
      first = outputs
    }
  }

  /// Its manual leads to theirs, and a bundle holds the routines that it calls.
  @Test func oneFileIsBuiltWithTheManualsThatItLeadsTo() {
    func routine(_ name: String, _ by: String) -> (path: String, bytes: [UInt8]) {
      let text = "---\nroutine: \(name)\nowner: boss\n---\n@step s\nby: \(by)\n"
      return (path: "\(name).dari", bytes: Array(text.utf8))
    }
    let files = [
      (path: "dari.yaml", bytes: Array(Sample.manifest.utf8)), routine("a", "routine(b)"),
      routine("b", "routine(c)"), routine("c", "human(boss)"), routine("d", "human(boss)"),
    ]
    let compilation = Compiler.compile(ProjectSources(files: files))
    #expect(compilation.diagnostics.isEmpty)
    func names(_ targets: [String], _ file: String?) -> [String] {
      ProjectBuild(compilation, targets: targets, of: file.map { .file($0) } ?? .all).outputs.map(\.name)
    }
    #expect(names(["manual"], "a.dari") == ["a", "b", "c"].map { "manual/\($0).html" })
    #expect(names(["bundle"], "a.dari") == ["bundle/a.json", "bundle/index.json"])
    #expect(names(["manual"], "d.dari") == ["manual/d.html"])
    #expect(names(["manual"], nil) == ["a", "b", "c", "d"].map { "manual/\($0).html" })
    // Every form lies in a folder of its own.
    #expect(names(["md", "slides"], "c.dari") == ["md/c.md", "slides/c.slides.html"])
    let some = ProjectBuild(compilation, targets: ["md"], of: .routines(["b", "d"]))
    #expect(some.outputs.map(\.name) == ["b", "c", "d"].map { "md/\($0).md" })
    let alone = ProjectBuild(manualsOf: ["b"], as: .md, compilation, withCalled: false)
    #expect(alone.outputs.map(\.name) == ["b.md"])
  }

  @Test func everyFormIsATarget() {
    #expect(ManualForm.allCases.map(\.target).sorted() == Manifest.manualTargets.sorted())
  }

  @Test func aProjectWithErrorsIsNotBuilt() throws {
    let folder = try Folder()
    try Sample.fill(folder)
    try Attempt(folder.path).build()
    let before = try contents(folder, "made/")
    try replace(
      folder, "mail/b-post.dari",
      Sample.routine("b-post") + "\n@step x\nby: human(boss)\n@do\n{{ nothing }}\n")
    let broken = try Attempt(folder.path)
    #expect(broken.problems == ["mail/b-post.dari E0201"])
    #expect(broken.compilation.routines.isEmpty)
    #expect(try contents(folder, "made/") == before)
  }

  /// A folder stands where a file should: nothing at all is changed.
  @Test func aFailedBuildLeavesWhatWasThere() throws {
    let folder = try Folder()
    try Sample.fill(folder)
    try Attempt(folder.path).build()
    try System.removeFile(folder("made/manual/b-post.html"))
    try folder.folder("made/manual/b-post.html")
    try folder.file("made/manual/b-post.html/keep", "mine")
    let before = try contents(folder, "made/")
    for name in ["a-mail", "b-post"] {
      try replace(folder, "mail/\(name).dari", Sample.routine(name, words: "새 초안"))
    }
    let error = failure { try Attempt(folder.path).build() }
    #expect(error?.path.hasSuffix("made/manual/b-post.html") == true)
    #expect(try contents(folder, "made/") == before)
  }

  @Test func outputsOfRemovedRoutinesGo() throws {
    let folder = try Folder()
    try Sample.fill(folder)
    try Attempt(folder.path).build()
    try folder.file("made/bundle/notes.txt", "mine")
    try System.removeFile(folder("mail/b-post.dari"))
    let outcome = try Attempt(folder.path).build()
    #expect(outcome.removed == 2)
    let left = try contents(folder, "made/")
    #expect(
      left.keys.sorted() == [
        ".dari-build", "bundle/a-mail.json", "bundle/index.json", "bundle/notes.txt", "manual/a-mail.html",
      ])
    #expect(left["bundle/index.json"]?.contains("b-post") == false)
    #expect(left["bundle/notes.txt"] == "mine")
  }

  /// A bundle holds its routine in all languages; manuals have a folder for each but the first.
  @Test func languages() throws {
    let files = [
      (
        "dari.yaml",
        "project: p\nlocales: [ko, en]\npeople: { owner: { ko: 점장, en: Manager } }\nclient: { name: { ko: 하루, en: Haru } }\n"
      ),
      ("r.dari", "---\nroutine: r\ntitle: 인사\n---\n@step a: 하기\nby: human(owner)\n@text\n안녕하세요\n"),
      ("r.en.dari", "---\nroutine: r\ntitle: Greeting\n---\n@step a: Do it\n\n@text\nHello\n"),
    ]
    let compilation = Compiler.compile(ProjectSources(files: files.map { ($0.0, Array($0.1.utf8)) }))
    #expect(!compilation.diagnostics.hasErrors)
    let build = ProjectBuild(compilation, targets: ["bundle", "manual"])
    #expect(
      build.outputs.map(\.name) == [
        "bundle/r.json", "bundle/index.json", "manual/r.html", "manual/en/r.html",
      ])
    let texts = build.outputs.map { String(decoding: $0.bytes, as: UTF8.self) }
    #expect(texts[1].contains(#""locales":["ko","en"]"#) && texts[1].contains(#""titles":{"en":"Greeting"}"#))
    #expect(texts[2].contains(#"<html lang="ko">"#) && texts[2].contains("하루") && !texts[2].contains("Haru"))
    #expect(texts[3].contains(#"<html lang="en">"#) && texts[3].contains("Haru") && !texts[3].contains("하루"))
    #expect(texts[3].contains("Manager") && texts[3].contains("Hello"))
    // One file of either language makes both.
    for file in ["r.dari", "r.en.dari"] {
      #expect(ProjectBuild(compilation, targets: ["manual"], of: .file(file)).outputs.count == 2)
    }
  }

  /// A theme that loses a section of every manual is told once, and before anything is written.
  @Test func aThemeThatLosesASection() throws {
    let folder = try Folder()
    try Sample.fill(folder)
    try replace(folder, "dari.yaml", Sample.manifest.replacing("out: made", with: "theme: looks, out: made"))
    let page = "<main id=\"main\"><h1>x</h1>{{ parts.sections }}</main>"
    try folder.file("looks/page.html", page)
    try Attempt(folder.path).build()
    #expect(folder.text("made/manual/a-mail.html")?.contains("<h1>x</h1>") == true)
    try replace(
      folder, "looks/page.html",
      page.replacing("{{", with: "{% if manual.locale != \"ko\" %}{{").replacing(
        "}}", with: "}}{% endif %}"))
    let compilation = try Attempt(folder.path).compilation
    try #require(!compilation.diagnostics.hasErrors)
    let build = ProjectBuild(compilation, targets: ["bundle", "manual"])
    #expect(build.diagnostics.map(\.code.text) == ["E1139"])
    #expect(ProjectBuild(compilation, targets: ["bundle", "md"]).diagnostics.isEmpty)
  }
}
