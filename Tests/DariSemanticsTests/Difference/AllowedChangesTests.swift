// `allowed.yaml`: what it allows, and what is told of its mistakes.

import DariBase
import DariRuntime
import Testing

@testable import DariSemantics

@Suite struct AllowedChangesTests {
  private func read(_ text: String) -> (entries: [AllowedChanges.Entry], problems: [String]) {
    var sources = SourceSet()
    let file = sources.add(path: "allowed.yaml", bytes: Array(text.utf8))
    let (allowed, diagnostics) = AllowedChanges.read(file)
    return (allowed.entries, diagnostics.map { "\($0.code.text) \(sources.text($0.span))" })
  }

  private let change = RoutineChange(
    .labelRemoved, .data, breaks: true, routine: "reply", part: "message.text", name: "untrusted")

  @Test(arguments: [
    "change: label-removed", "tier: DATA", "tier: data", "change: label-removed, routine: reply",
    "tier: DATA, at: message.text", "change: label-removed, tier: DATA, routine: reply, at: message.text",
  ])
  func fits(_ entry: String) throws {
    let (entries, problems) = read("allowed:\n  - { \(entry), reason: meant }\n")
    #expect(problems == [])
    #expect(try #require(entries.first).fits(change))
  }

  @Test(arguments: [
    "change: label-added", "tier: INPUTS", "change: label-removed, routine: other",
    "tier: DATA, at: message", "change: label-removed, tier: INPUTS",
  ])
  func fitsNot(_ entry: String) throws {
    let (entries, problems) = read("allowed:\n  - { \(entry), reason: meant }\n")
    #expect(problems == [])
    #expect(try !#require(entries.first).fits(change))
  }

  /// With a mistake anywhere nothing is allowed, and every mistake is told.
  @Test func mistakes() {
    #expect(read("").problems == ["E0217 "])
    #expect(read("allowed: []\n").problems == [])
    #expect(read("allow: []\n").problems == ["E0216 allow"])
    #expect(read("allowed: { change: label-removed }\n").problems == ["E0220 { change: label-removed }"])
    #expect(read("allowed: [label-removed]\n").problems == ["E0220 label-removed"])
    let (entries, problems) = read(
      """
      allowed:
        - { change: label-removed, reason: meant }
        - { change: lable-removed, reason: meant }
        - { tier: SAFETY, reason: meant }
        - { routine: reply, reason: meant }
        - { tier: DATA }
        - { tier: DATA, reason: "  " }
        - { tier: DATA, reason: meant, untli: 2.0 }

      """)
    #expect(entries.isEmpty)
    #expect(problems.map { $0.prefix(5) } == ["E1028", "E0510", "E0217", "E0217", "E0217", "E0216"])
  }

  /// What was approved asks nothing of the version; what was not still does.
  @Test func approval() throws {
    let old = try check(
      "---\nroutine: r\n---\n@input a: text(..9)\n\n@input b: line\n\n@step s: S\nby: human(x)\n\n@text\n{{ a }}{{ b }}\n"
    ).routine()
    let new = try check(
      "---\nroutine: r\n---\n@input a: text(..5)\n\n@input b: line(..3)\n\n@step s: S\nby: human(x)\n\n@text\n{{ a }}{{ b }}\n"
    ).routine()
    func difference(_ allowed: String, _ tiers: Set<RoutineChange.Tier> = []) -> Difference {
      var sources = SourceSet()
      let file = sources.add(path: "allowed.yaml", bytes: Array(allowed.utf8))
      return Difference(
        from: ComparedRoutines(routines: [old], version: "1.0.0"),
        to: ComparedRoutines(routines: [new], version: "1.0.0"), allowed: AllowedChanges.read(file).allowed,
        allowing: tiers)
    }
    #expect(difference("allowed: []\n").needs == .major)
    let one = difference("allowed:\n  - { change: limits-changed, at: a, reason: meant }\n")
    #expect(one.needs == .major && !one.passes && one.unused.isEmpty)
    let both = difference(
      "allowed:\n  - { change: limits-changed, reason: meant }\n  - { tier: TEXT, reason: meant }\n")
    #expect(both.needs == .none && both.passes && both.unused.map(\.tier) == [.text])
    #expect(both.changes.map(\.approval) == [.entry(reason: "meant"), .entry(reason: "meant")])
    #expect(difference("allowed: []\n", [.inputs]).passes)
    #expect(!difference("allowed: []\n", [.outputs]).passes)
  }

  /// The same change in two routines is told once, unless only one of them was approved.
  @Test func oneOfTwo() throws {
    func routine(_ name: String, _ type: String) throws -> Routine {
      try check(
        "---\nroutine: \(name)\n---\n@input a: \(type)\n\n@step s: S\nby: human(x)\n\n@text\n{{ a }}\n"
      ).routine()
    }
    let old = [try routine("one", "text(..9)"), try routine("two", "text(..9)")]
    let new = [try routine("one", "text(..5)"), try routine("two", "text(..5)")]
    func difference(_ allowed: String) -> Difference {
      var sources = SourceSet()
      let file = sources.add(path: "allowed.yaml", bytes: Array(allowed.utf8))
      return Difference(
        from: ComparedRoutines(routines: old, version: "1.0.0"),
        to: ComparedRoutines(routines: new, version: "1.0.0"), allowed: AllowedChanges.read(file).allowed)
    }
    #expect(difference("allowed: []\n").changes.map(\.change.routines) == [["one", "two"]])
    let one = difference("allowed:\n  - { change: limits-changed, routine: two, reason: meant }\n")
    #expect(one.changes.map(\.change.routines) == [["one"], ["two"]])
    #expect(one.changes.map(\.approval) == [nil, .entry(reason: "meant")])
    #expect(one.needs == .major)
    let both = difference("allowed:\n  - { change: limits-changed, reason: meant }\n")
    #expect(both.changes.map(\.change.routines) == [["one", "two"]] && both.passes)
  }
}
