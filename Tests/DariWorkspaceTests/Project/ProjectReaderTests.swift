// Which files belong to a project, and where a project is.

import DariBase
import DariSemantics
import Testing

@testable import DariWorkspace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct ProjectReaderTests {
  @Test func filesInTheOrderOfTheirNames() throws {
    let folder = try Folder()
    try Sample.fill(folder)
    try folder.file("mail/.hidden.dari", "?")
    try folder.file("node_modules/x/y.dari", "?")
    try folder.file("mail/readme.md", "?")
    try folder.file("mail/tools.yaml", "?")
    let attempt = try Attempt(folder.path)
    #expect(attempt.paths == ["dari.yaml", "lib/brand.dari", "mail/a-mail.dari", "mail/b-post.dari"])
    #expect(attempt.problems == [])
    #expect(attempt.failures == [])
    #expect(attempt.read.sources.resources.keys.sorted() == ["lib/rules.txt"])
  }

  /// What is built is not source, even where its names are those of sources.
  @Test(arguments: ["made", "./made", "made/", "out/made"])
  func theOutputFolderIsNotRead(out: String) throws {
    let folder = try Folder()
    try Sample.fill(folder)
    try replace(folder, "dari.yaml", Sample.manifest.replacing("out: made", with: "out: \(out)"))
    try folder.file("\(out)/a-mail.dari", Sample.routine("a-mail"))
    try folder.file("\(out)/deep/broken.dari", "?")
    #expect(try Attempt(folder.path).problems == [])
    try folder.file("made2/a-mail.dari", Sample.routine("a-mail"))
    #expect(try Attempt(folder.path).problems == ["mail/a-mail.dari E0213"])
  }

  @Test func aProjectInAProject() throws {
    let folder = try Folder()
    try Sample.fill(folder)
    try folder.file("clients/one/dari.yaml", "project: one\n")
    try folder.file("clients/one/a.dari", "---\nroutine: a-mail\n---\n@step s\nby: human(x)\n@do\n-\n")
    try folder.file("clients/one/deep/b.dari", "?")
    try folder.file("clients/c.dari", "---\nroutine: c\n---\n@step s\nby: human(boss)\n@do\n-\n")
    let outer = try Attempt(folder.path)
    #expect(outer.problems == [])
    #expect(
      outer.paths == [
        "clients/c.dari", "dari.yaml", "lib/brand.dari", "mail/a-mail.dari", "mail/b-post.dari",
      ])
    #expect(try Attempt(folder("clients/one")).paths == ["a.dari", "dari.yaml", "deep/b.dari"])
    #expect(try ProjectLocation.find(folder("clients/one/deep/b.dari")).onlyFile == "deep/b.dari")
    #expect(try ProjectLocation.find(folder("clients/c.dari")).onlyFile == "clients/c.dari")
  }

  @Test func whereAProjectIs() throws {
    let folder = try Folder()
    try Sample.fill(folder)
    for path in [folder.path, folder.path + "/", folder("mail"), folder("lib/../mail")] {
      let location = try ProjectLocation.find(path)
      #expect(FileReading.resolved(location.root) == folder.path)
      #expect(location.hasManifest)
      #expect(location.onlyFile == nil)
    }
    try folder.link("elsewhere", to: folder("mail"))
    #expect(FileReading.resolved(try ProjectLocation.find(folder("elsewhere")).root) == folder.path)
    let lone = try Folder()
    try lone.file("x.dari", "?")
    try lone.file("lib.dari", "---\nlibrary: lib\n---\n")
    try lone.file("below/y.dari", "?")
    let location = try ProjectLocation.find(lone("x.dari"))
    #expect(location.root == lone.path)
    #expect(!location.hasManifest)
    #expect(location.onlyFile == "x.dari")
    #expect(try Attempt(lone("x.dari")).paths == ["lib.dari", "x.dari"])
    func why(_ path: String) -> String {
      do throws(ProjectFailure) {
        _ = try ProjectLocation.find(path)
        return "found"
      } catch {
        switch error {
        case .noManifest: return "no manifest"
        case .notAProject: return "not a project"
        case .system(let failure): return "\(failure.reason)"
        }
      }
    }
    #expect(why(lone.path) == "no manifest")
    #expect(why(folder("lib/rules.txt")) == "not a project")
    #expect(why(lone("none")) == "missing")
  }

  @Test func unreadableFiles() throws {
    let folder = try Folder()
    try Sample.fill(folder)
    try System.removeFile(folder("mail/b-post.dari"))
    try folder.folder("mail/b-post.dari")
    try folder.link("mail/lost.dari", to: folder("nowhere"))
    try folder.link("mail/loop", to: folder("mail"))
    let attempt = try Attempt(folder.path)
    #expect(attempt.failures.contains("mail/lost.dari linkToNothing"))
    #expect(attempt.paths.contains("mail/a-mail.dari"))
    #expect(attempt.compilation.routines.map(\.name) == ["a-mail"])
    try #require(chmod(folder.path, 0o755) == 0)
    try #require(chmod(folder("lib/brand.dari"), 0) == 0)
    let refused = try withoutPrivilege { try Attempt(folder.path) }
    #expect(refused.failures.contains("lib/brand.dari refused"))
    #expect(refused.paths.contains("mail/a-mail.dari"))
  }

  /// A disk that decomposes names gives the same paths as one that does not.
  @Test func decomposedHangul() throws {
    let folder = try Folder()
    try Sample.fill(folder, routines: [])
    let composed = "\u{BA54}\u{C77C}"
    let decomposed = "\u{1106}\u{1166}\u{110B}\u{1175}\u{11AF}"
    try folder.file("\(decomposed)/\(decomposed).dari", Sample.routine("메일"))
    let attempt = try Attempt(folder.path)
    #expect(attempt.problems == [])
    #expect(attempt.paths.map { Array($0.utf8) }.contains(Array("\(composed)/\(composed).dari".utf8)))
    let other = try Folder()
    try Sample.fill(other, routines: [])
    try other.file("\(composed)/\(composed).dari", Sample.routine("메일"))
    #expect(try Attempt(other.path).outputs == attempt.outputs)
    #expect(attempt.outputs.count == 3)
  }

  @Test func resourcesThatAreNotThere() throws {
    let folder = try Folder()
    try Sample.fill(folder)
    try System.removeFile(folder("lib/rules.txt"))
    #expect(try Attempt(folder.path).problems.first == "lib/brand.dari E0224")
    try folder.folder("lib/rules.txt")
    #expect(try Attempt(folder.path).failures == ["lib/rules.txt isFolder"])
  }

  /// Those that ship and those of the project; nothing else in `law` is one.
  @Test func lawPacks() throws {
    let folder = try Folder()
    try Sample.fill(folder)
    func packs() throws -> [String: String] {
      let sources = try Attempt(folder.path).read.sources
      return sources.packs.mapValues { sources.sources[$0].path }
    }
    let shipped = [
      "kr-ai-basic": "(shipped)/law/kr-ai-basic.yaml", "eu-ai-act": "(shipped)/law/eu-ai-act.yaml",
    ]
    #expect(try packs() == shipped)
    try folder.file("law/deep/other.yaml", "?")
    try folder.file("law/.hidden.yaml", "?")
    try folder.file("mail/law/other.yaml", "?")
    try folder.file("law/kr-ai-basic.yaml", "law: kr-ai-basic\n")
    try folder.file("law/우리.yaml", "law: 우리\n")
    let own = ["kr-ai-basic": "law/kr-ai-basic.yaml", "우리": "law/우리.yaml"]
    #expect(try packs() == shipped.merging(own) { $1 })
    // What nobody names is not read.
    #expect(try Attempt(folder.path).problems == [])
    try replace(folder, "dari.yaml", Sample.manifest + "duties: [우리]\n")
    let problems = try Attempt(folder.path).problems
    #expect(!problems.isEmpty && problems.allSatisfy { $0 == "law/우리.yaml E0217" })
    try replace(folder, "dari.yaml", Sample.manifest + "duties: [kr-ai-basik]\n")
    #expect(try Attempt(folder.path).problems == ["dari.yaml E0802"])
  }

  @Test func sourcesThatAreNotText() throws {
    let folder = try Folder()
    try Sample.fill(folder)
    try folder.file("mail/nul.dari", "---\nroutine: n\0\n---\n")
    try folder.file("mail/large.dari", String(repeating: "a", count: 5 << 20))
    #expect(try Attempt(folder.path).problems.sorted() == ["mail/large.dari E0003", "mail/nul.dari E0002"])
  }

  /// What a file needs is known of files with errors too, and circles end.
  @Test func filesThatAFileNeeds() throws {
    let folder = try Folder()
    try Sample.fill(folder)
    try folder.file(
      "all.dari", "---\nroutine: all\nowner: boss\n---\n@step x\nby: routine(a-mail)\nwith: wrong wrong\n")
    try folder.file("one.dari", "---\nroutine: one\nuses: lone\n---\n@step x\nby: routine(one)\n")
    try folder.file("lone.dari", "---\nlibrary: lone\nuses: [lone, none]\n---\n{{\n")
    try folder.file("nul.dari", "---\nroutine: n\0\n---\n")
    let project = try Attempt(folder.path).read.sources
    func needed(_ name: String) throws -> [String] {
      let file = try #require(project.dariFiles.first { project.sources[$0].path == name })
      return project.filesNeeded(by: file).sorted().map { project.sources[$0].path }
    }
    #expect(try needed("all.dari") == ["all.dari", "lib/brand.dari", "mail/a-mail.dari"])
    #expect(try needed("one.dari") == ["lone.dari", "one.dari"])
    #expect(try needed("lib/brand.dari") == ["lib/brand.dari"])
    #expect(try needed("nul.dari") == ["nul.dari"])
    let all = try #require(project.dariFiles.first { project.sources[$0].path == "mail/a-mail.dari" })
    let own = Compiler.compile(project.with(onlyFiles: project.filesNeeded(by: all)))
    #expect(own.routines.map(\.name) == ["a-mail"])
  }

  @Test func theFilesOfAThemeAreRead() throws {
    let folder = try Folder()
    try Sample.fill(folder)
    try replace(folder, "dari.yaml", Sample.manifest.replacing("out: made", with: "theme: looks, out: made"))
    #expect(try Attempt(folder.path).problems == ["dari.yaml E1133"])
    try folder.file("looks/other.css", "a{}")
    #expect(try Attempt(folder.path).problems == ["dari.yaml E1134"])
    try folder.file("looks/style.css", "@import 'a'")
    try folder.file("looks/page.html", "{{ nix }}")
    try folder.file("other/style.css", "a{}")
    let attempt = try Attempt(folder.path)
    #expect(attempt.problems == ["looks/page.html E0201", "looks/style.css E1136"])
    #expect(
      attempt.read.editableFiles.count { attempt.compilation.sources[$0].path.hasPrefix("looks/") } == 2)
    // Another one stands for it, and is not the project's own.
    let other = try ProjectReader.read(try ProjectLocation.find(folder.path), theme: folder("other"))
    #expect(Compiler.compile(other.sources).diagnostics.isEmpty)
    #expect(other.sources.theme?.files.keys.sorted() == ["style.css"])
    #expect(other.editableFiles.allSatisfy { !other.sources.sources[$0].path.contains("other/") })
    // What can't be read is told, and not that the folder has nothing.
    try folder.folder("broken/page.html")
    try folder.link("broken/style.css", to: "nowhere")
    try replace(folder, "dari.yaml", Sample.manifest.replacing("out: made", with: "theme: broken, out: made"))
    #expect(
      try Attempt(folder.path).failures == ["broken/page.html isFolder", "broken/style.css linkToNothing"])
  }
}
