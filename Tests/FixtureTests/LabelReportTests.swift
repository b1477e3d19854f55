// Fixtures/Labels: reports of labels as people and programs read them.

import DariBase
import DariEmit
import DariSemantics
import Testing

@Suite struct LabelReportTests {
  static func report(_ routine: String, in folder: String) throws -> LabelReport {
    let files = try fixtureFolder("Fixtures/Labels/\(folder)")
      .filter { $0.path.hasSuffix(".dari") || $0.path.hasSuffix(".yaml") }
    let checked = check(files)
    try #require(checked.diagnostics.isEmpty, "\n\(checked.shown)")
    let sources = ProjectSources(files: files.map { (path: $0.path, bytes: $0.bytes) })
    return try #require(Compiler.labelReport(of: routine, in: sources))
  }

  @Test(arguments: [MessageLanguage.korean, .english]) func text(_ language: MessageLanguage) throws {
    let report = try Self.report("answer", in: "shop")
    let text = LabelReportText(report, language: language, colour: false, width: nil).text
    try Golden.expect(text, at: "Fixtures/Labels/shop/answer.\(language.rawValue).txt")
  }

  @Test func json() throws {
    let report = try Self.report("answer", in: "shop")
    try Golden.expect(PrettyJSON.text(of: report.json), at: "Fixtures/Labels/shop/answer.json")
  }

  /// On a wide terminal a cell has one line for each thing it says; nowhere is a line wider than the terminal.
  @Test(arguments: [40, 60, 80, 120, 400]) func fits(_ width: Int) throws {
    let report = try Self.report("answer", in: "shop")
    for language in [MessageLanguage.korean, .english] {
      let text = LabelReportText(report, language: language, colour: false, width: width).text
      for line in text.split(separator: "\n") {
        #expect(DisplayWidth.width(of: String(line)) <= width, "\(line)")
        #expect(line.utf8.last != 0x20)
      }
    }
  }

  /// Colours change nothing else.
  @Test func colours() throws {
    let report = try Self.report("answer", in: "shop")
    let plain = LabelReportText(report, language: .korean, colour: false, width: 100).text
    let coloured = LabelReportText(report, language: .korean, colour: true, width: 100).text
    #expect(coloured != plain)
    #expect(coloured.replacing(/\u{1B}\[\d*m/, with: "") == plain)
  }

  /// Nothing is reported of what does not compile, and of what is not there.
  @Test func nothingOfWhatIsWrong() throws {
    var files = try fixtureFolder("Fixtures/Labels/shop").map { (path: $0.path, bytes: $0.bytes) }
    #expect(Compiler.labelReport(of: "nobody", in: ProjectSources(files: files))?.parts.count == nil)
    files.append(
      ("wrong.dari", Array("---\nroutine: wrong\n---\n@step a: a\nby: ai(writer)\n@user\n{{ b }}\n".utf8)))
    #expect(Compiler.labelReport(of: "answer", in: ProjectSources(files: files))?.parts.count == nil)
  }
}
