// Mends applied on a real disk: what is written, what is left alone, and when nothing is.

import DariBase
import DariSemantics
import Testing

@testable import DariWorkspace

@Suite struct ProjectFixTests {
  private let manifest = "project: shop\nversion: 1.0\npeople: { boss: 사장님 }\n"

  private func routine(_ body: String, name: String = "t") -> String {
    """
    ---
    routine: \(name)
    title: T
    ---
    @input name: text

    @step s: S
    by: human(boss)

    @text
    \(body)

    """
  }

  private func fix(_ path: String) throws -> ProjectFix {
    let attempt = try Attempt(path)
    return ProjectFix(attempt.read, attempt.compilation, editable: attempt.read.editableFiles)
  }

  private func codes(_ fix: ProjectFix) -> [String: [String]] {
    Dictionary(
      uniqueKeysWithValues: fix.mended.map { (fix.project.sources.sources[$0].path, $1.map(\.text)) })
  }

  @Test func whatNeedsNobodyIsMendedAndTheRestIsLeft() throws {
    let folder = try Folder()
    try folder.file("dari.yaml", manifest)
    try folder.file("글/t.dari", routine("{{ name ＋ “님” }} {{ nmae }}\n{% if name %}\n안녕\n{% fi %}"))
    let fix = try fix(folder.path)
    #expect(codes(fix) == ["글/t.dari": ["E0111", "E0146", "E0165", "E0305", "E0330"]])
    #expect(fix.compilation.diagnostics.map(\.code.text) == ["E0201"])
    try fix.write()
    #expect(
      folder.text("글/t.dari")
        == routine("{{ name ~ \"님\" }} {{ nmae }}\n{% if name != \"\" %}\n안녕\n{% endif %}"))
    #expect(try folder.everything() == ["dari.yaml", "글/", "글/t.dari"])
  }

  @Test func byteOrderMarkAndLineBreaksStay() throws {
    let folder = try Folder()
    try folder.file("dari.yaml", manifest)
    func windows(_ text: String) -> String {
      "\u{FEFF}"
        + text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
          String(decoding: $0, as: UTF8.self)
        }.joined(separator: "\r\n")
    }
    let path = try folder.file(
      "t.dari", windows(routine("{{ name }}").replacing("title: T", with: "title：T")))
    try fix(folder.path).write()
    #expect(try FileReading.read(path, limit: 1 << 20) == Array(windows(routine("{{ name }}")).utf8))
  }

  @Test func aFileChangedMeanwhileIsNotOverwrittenAndNothingElseIsWritten() throws {
    let folder = try Folder()
    try folder.file("dari.yaml", manifest)
    try folder.file("a.dari", routine("{{ name ＋ name }}", name: "a"))
    try folder.file("b.dari", routine("{{ name ＋ name }}", name: "b"))
    let before = folder.text("a.dari")
    let fix = try fix(folder.path)
    try replace(folder, "b.dari", "mine")
    let problem = failure { try fix.write() }
    #expect(problem == SystemFailure(.write, "b.dari", .changedMeanwhile))
    #expect(folder.text("a.dari") == before && folder.text("b.dari") == "mine")
    #expect(try folder.everything() == ["a.dari", "b.dari", "dari.yaml"])
  }

  /// A hole in full-width braces is text and compiles; as a hole it names what is not there.
  @Test func whatWouldBreakWhatCompiledIsTakenBackAndTheOthersStay() throws {
    let folder = try Folder()
    try folder.file("dari.yaml", manifest)
    try folder.file("t.dari", routine("｛｛ nmae ｝｝\n｛｛ name ｝｝\n｛｛ 아무 말 ｝｝"))
    let fix = try fix(folder.path)
    #expect(codes(fix) == ["t.dari": ["W0101"]])
    #expect(!fix.compilation.diagnostics.hasErrors)
    try fix.write()
    #expect(folder.text("t.dari") == routine("｛｛ nmae ｝｝\n{{ name }}\n｛｛ 아무 말 ｝｝"))
  }

  @Test func onlyTheNamedFileIsChanged() throws {
    let folder = try Folder()
    try folder.file("dari.yaml", manifest.replacing("version: ", with: "version："))
    try folder.file("a.dari", routine("{{ name ＋ name }}", name: "a"))
    try folder.file("b.dari", routine("{{ name ＋ name }}", name: "b"))
    try fix(folder("a.dari")).write()
    #expect(folder.text("a.dari")?.contains("{{ name + name }}") == false)
    #expect(folder.text("a.dari")?.contains("~") == true)
    #expect(folder.text("b.dari")?.contains("＋") == true)
    #expect(folder.text("dari.yaml")?.contains("：") == true)
  }

  @Test func aLinkOutOfTheProjectIsSomebodyElses() throws {
    let folder = try Folder()
    try folder.file("ours/dari.yaml", manifest)
    try folder.file("theirs/t.dari", routine("{{ name ＋ name }}"))
    try folder.link("ours/t.dari", to: "../theirs/t.dari")
    try folder.file("ours/real/u.dari", routine("{{ name ＋ name }}", name: "u"))
    try folder.link("ours/a.dari", to: "real/v.dari")
    try folder.file("ours/real/v.dari", routine("{{ name }}", name: "v"))
    let fix = try fix(folder("ours"))
    #expect(codes(fix).keys.sorted() == ["real/u.dari"])
    try fix.write()
    #expect(folder.text("theirs/t.dari")?.contains("＋") == true)
  }

  /// Whether a quoted text is part of the value or a comment, somebody has to say.
  @Test func aChoiceIsLeftToThePerson() throws {
    let folder = try Folder()
    try folder.file("dari.yaml", manifest)
    try folder.file("t.dari", routine("{{ name }}").replacing("title: T", with: "title: 글 #1"))
    let fix = try fix(folder.path)
    #expect(fix.changes.isEmpty && fix.compilation.diagnostics.map(\.code.text) == ["E0012"])
    try fix.write()
    #expect(folder.text("t.dari")?.contains("title: 글 #1\n") == true)
  }
}
