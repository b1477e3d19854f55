// The manifest, the catalogue of tools, front matter, and names across files.

import DariBase
import DariRuntime
import Testing

@testable import DariSemantics

@Suite struct ProjectTests {
  static let manifest = """
    project: shop
    version: 1.10
    locales: [en]
    people: { boss: 사장님, helper: 직원 }
    use: { text: chat }
    outputs: { out: made, targets: [bundle] }

    """
  static let tools = """
    tools:
      chat: { name: Chat, does: [text, translate], clears: [personal], asof: 2026-11-01 }
      other: { does: [text] }
      mail: { name: Mail, does: [sends] }

    """

  static func file(_ by: String, _ rest: String = "@user\n-") -> String {
    "---\nroutine: r\nowner: boss\n---\n@step s\nby: \(by)\n\n\(rest)\n"
  }

  @Test func whatTheManifestSays() throws {
    let checked = check(Self.manifest, Self.tools, Self.file("ai(text)"))
    let manifest = checked.compilation.manifest
    #expect(manifest.project == "shop")
    #expect(manifest.version == "1.10")
    #expect(manifest.out == "made")
    #expect(manifest.targets == ["bundle"])
    let routine = try checked.routine()
    #expect(routine.project == "shop")
    #expect(routine.version == "1.10")
    #expect(routine.locales == ["en"])
    #expect(routine.people == ["boss": "사장님"])
    #expect(routine.tools.map(\.id) == ["chat"])
    #expect(routine.sources.map(\.path) == ["3.dari"])
  }

  /// A tool of that name, else the one that the manifest puts for it, else every one that can.
  @Test(arguments: [
    ("ai(text)", true, ["chat"]), ("ai(text)", false, ["chat", "other"]), ("ai(other)", true, ["other"]),
    ("ai(translate)", true, ["chat"]),
  ])
  func toolsThatMayDoIt(_ by: String, _ hasUse: Bool, _ tools: [String]) throws {
    let manifest = hasUse ? Self.manifest : Self.manifest.replacing("use: { text: chat }\n", with: "")
    let routine = try check(manifest, Self.tools, Self.file(by)).routine()
    guard case .ai(_, let found) = routine.steps[0].actor else {
      Issue.record("\(routine.steps[0].actor)")
      return
    }
    #expect(found == tools)
    #expect(routine.tools.map(\.id) == tools)
  }

  @Test(arguments: [
    ("ai(txet)", "@user\n-", ["E0519 txet"]), ("tool(mial)", "@do\n-", ["E0519 mial"]),
    ("tool(mail)\npays: this", "@text\n-", ["E0520 mail"]),
    ("tool(mail)\nsends: this", "@text\n-", []), ("human(bos)", "@do\n-", ["E0518 bos"]),
    ("human(boss)\nowner: chat", "@do\n-", ["E0522 chat"]),
    ("human(helper)\nowner: boss", "@do\n-", []),
  ])
  func toolsAndRoles(_ by: String, _ sections: String, _ problems: [String]) {
    #expect(check(Self.manifest, Self.tools, Self.file(by, sections)).problems == problems)
  }

  /// Without a manifest nobody has declared roles, without a catalogue nobody tools.
  @Test func aFileAlone() {
    #expect(check(Self.file("ai(whatever)")).problems == [])
    #expect(check(Self.file("human(anybody)", "@do\n-")).problems == [])
  }

  @Test(arguments: [
    ("projct: a\n", ["E0216 projct"]), ("project: a\noutputs: { out: ../b }\n", ["E0220 ../b"]),
    ("project: a\noutputs: { out: /b }\n", ["E0220 /b"]),
    ("project: a\noutputs: { targets: [bundel] }\n", ["E0510 bundel"]),
    ("project: a\nauthor: { colour: green }\n", ["E0220 green"]),
    ("project: a\npeople: [a]\n", ["E0220 [a]"]), ("project: a\nlibrary: []\n", ["E0500 library"]),
    ("project: a\nduties: []\n", []), ("project: a\nduties: [kr]\n", ["E0802 kr"]),
    ("project: a\nduties: { on: 2026-12-01 }\n", ["E0217 "]),
    ("project: a\nduties: { packs: [] , on: soon }\n", ["E0220 soon"]),
    ("project: a\nproject: b\n", ["E0023 project"]),
  ])
  func manifestsThatAreWrong(_ text: String, _ problems: [String]) {
    // Taken for the manifest by its first key.
    let files = [
      (path: "dari.yaml", text: text), ("r.dari", "---\nroutine: r\n---\n@step s\nby: human(a)\n@do\n-\n"),
    ]
    let (sources, diagnostics) = Compiler.check(files: files)
    let found = diagnostics.filter { sources[$0.span.file].path == "dari.yaml" }
      .map { "\($0.code.text) \(sources.text($0.span))" }
    #expect(found.first == problems.first)
  }

  @Test func namesAcrossFiles() {
    let a =
      "---\nlibrary: a\n---\n@type T: x | y\n@value v: text\nA\n@snippet s()\na\n@value only_a: text\n1\n"
    let b = "---\nlibrary: b\n---\n@type T: x | z\n@value v: text\nB\n@snippet s()\nb\n"
    func problems(_ template: String, uses: String = "[a, b]") -> [String] {
      check(routine(template: template, uses: uses), a, b).problems
    }
    #expect(problems("{{ a::v }}{{ b::v }}{{ a::s() }}{{ b::s() }}{{ only_a }}") == [])
    #expect(problems("{{ v }}") == ["E0204 v"])
    #expect(problems("{{ s() }}") == ["E0204 s"])
    #expect(problems("{{ v }}", uses: "[a]") == [])
    #expect(problems("{{ b::v }}", uses: "[a]") == ["E0227 b"])
    #expect(problems("{{ c::v }}") == ["E0205 c"])
    #expect(problems("{{ a::w }}") == ["E0221 w"])
    #expect(problems("{{ only_a }}", uses: "[b]") == ["E0201 only_a"])
    #expect(check(routine("@value v: text\nC", template: "{{ v }}", uses: "[a]"), a).problems == ["E0202 v"])
  }

  /// Composed or not, a name is one name.
  @Test func decomposedNames() {
    let declarations = "@type 손님: { 이름: line }\n@input 고객: 손님"
    let decomposed = "\u{1100}\u{1169}\u{1100}\u{1162}\u{11A8}"
    #expect(
      rendered(declarations, template: "{{ \(decomposed).이름 }}", with: #"{"고객": {"이름": "민수"}}"#) == "민수")
    #expect(
      rendered(declarations, template: "{{ 고객.이름 }}", with: "{\"\(decomposed)\": {\"이름\": \"민수\"}}") == "민수")
  }

  /// The same files in another order give the same routines and the same problems, file by file.
  @Test func orderOfFiles() {
    var random = Generator(state: 7)
    for seed in 0..<40 {
      let project = RandomProject(seed: UInt64(seed))
      let files = [
        (path: "a.dari", text: project.routine), ("lib.dari", project.library), ("dari.yaml", Self.manifest),
        ("tools.yaml", Self.tools),
        ("z.dari", "---\nroutine: z\nuses: [lib]\n---\n@step s\nby: human(boss)\n@do\n-\n"),
      ]
      func told(_ files: [(path: String, text: String)]) -> [String] {
        let (sources, diagnostics) = Compiler.check(files: files)
        return diagnostics.map {
          "\(sources[$0.span.file].path) \($0.span.range) \($0.problem.message(.english))"
        }.sorted()
      }
      #expect(told(files) == told(files.shuffled(using: &random)), "seed \(seed)")
    }
  }
}
