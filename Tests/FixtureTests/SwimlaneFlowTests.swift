// Which arrows the swimlane of a routine has: what a step reads, what a look stands in the way of, and ways around.

import DariBase
import DariEmit
import DariRuntime
import DariSemantics
import Testing

@Suite struct SwimlaneFlowTests {
  private static let manifest = "project: p\npeople: { owner: 점장, staff: 직원 }\n"
  private static let tools =
    "tools:\n  chat: { name: Chat, does: [text], clears: [personal] }\n"
    + "  notes: { name: Notes, does: [stores], clears: [personal] }\n"

  /// `1→2 2⇢3 3↩1`: on, around, back.
  private static func edges(
    _ body: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let head = "---\nroutine: r\nowner: owner\n---\n@input topic: text\n무엇?\n\n@input quick: bool\n급한가요?\n\n"
    let compilation = Compiler.compile(
      ProjectSources(files: [
        ("dari.yaml", Array(manifest.utf8)), ("tools.yaml", Array(tools.utf8)),
        ("r.dari", Array((head + body).utf8)),
      ]))
    let problems = compilation.diagnostics.map(\.code.text).joined(separator: " ")
    let routine = try #require(compilation.routines.first, "\(problems)", sourceLocation: sourceLocation)
    return ManualBuilder.manual(of: routine, words: .of("ko")).swimlane.edges.map { edge in
      let sign =
        switch edge.kind {
        case .flow: "→"
        case .around: "⇢"
        case .back: "↩"
        }
      return "\(edge.from + 1)\(sign)\(edge.to + 1)"
    }.joined(separator: " ")
  }

  private static func ai(_ name: String, _ text: String, _ keys: String = "") -> String {
    "@step \(name): \(name)\nby: ai(chat)\n\(keys)\n@user\n\(text)\n\n"
  }

  private static func human(_ name: String, _ keys: String, _ text: String = "합니다.") -> String {
    "@step \(name): \(name)\nby: human(owner)\n\(keys)\n@do\n\(text)\n\n"
  }

  private static func note(_ name: String, _ text: String, _ keys: String = "") -> String {
    "@step \(name): \(name)\nby: tool(notes)\nstores: this\n\(keys)\n@text\n\(text)\n\n"
  }

  @Test func whatIsReadAfterALookComesThroughIt() throws {
    // The note reads what the first step made, and what the look approved.
    let edges = try Self.edges(
      Self.ai("a", "{{ topic }}") + Self.ai("b", "<a>{{ a }}</a>")
        + Self.human("c", "reviews: a, b\nredo: a, up to 2\n")
        + Self.note("d", "{{ a }}{{ b }}") + Self.note("e", "그대로"))
    #expect(edges == "1→2 2→3 3→4 3→5 3↩1")
  }

  @Test func whoReadsNothingFollowsTheStepBefore() throws {
    #expect(try Self.edges(Self.human("a", "") + Self.human("b", "") + Self.note("c", "글")) == "1→2 2→3")
  }

  @Test func aStepThatMayBeLeftOutHasAWayAround() throws {
    let edges = try Self.edges(
      Self.ai("a", "{{ topic }}") + Self.ai("b", "<a>{{ a }}</a>", "when: quick\n")
        + Self.human("c", "reviews: a\n", "{% if b %}{{ b }}{% endif %}{{ a }}"))
    #expect(edges == "1→2 1⇢3 2→3")
  }

  @Test func aRowOfThemHasOne() throws {
    let edges = try Self.edges(
      Self.human("a", "") + Self.human("b", "when: quick\n") + Self.human("c", "when: topic != \"\"\n")
        + Self.human("d", ""))
    #expect(edges == "1→2 2→3 3→4 1⇢4")
  }

  @Test func ofTwoWaysOneIsTaken() throws {
    let edges = try Self.edges(
      Self.ai("a", "{{ topic }}") + Self.human("b", "reviews: a\nwhen: quick\n")
        + Self.human("c", "reviews: a\nwhen: not quick\n") + Self.note("d", "{{ a }}"))
    #expect(edges == "1→2 1→3 2→4 3→4")
  }
}
