// Cases that are rendered with each of several values.

import DariBase
import Testing

@testable import DariWorkspace

@Suite struct VariationsTests {
  private func cases(_ vary: String, files: [String: String] = [:]) throws -> [String] {
    let folder = try Folder()
    try CaseSample.fill(
      folder,
      cases: """
        routine: mail
        common:
          inputs: { notes: [one], tone: warm, order: { number: A-1, count: 3 } }
          given: { kind: { kind: ask, urgent: false } }
        cases:
          x:
            vary: \(vary)

        """)
    for (name, text) in files { try folder.file(name, text) }
    let run = try CaseRun(folder)
    #expect(run.problems == [] && run.failures == [])
    return run.missing.filter { $0.hasSuffix("/kind.md") }.map { String($0.dropFirst(5).dropLast(8)) }
  }

  /// Every way to take one of each, the last list turning fastest, and each named after its values.
  @Test func theProduct() throws {
    #expect(
      try cases(
        "{ tone: [warm, dry], order: [absent, { file: data/big.json }, { number: B, count: 1 }] }",
        files: ["data/big.json": "{\"number\": \"C\", \"count\": 9}"]) == [
          "x@tone=warm,order=absent", "x@tone=warm,order=big", "x@tone=warm,order=#3",
          "x@tone=dry,order=absent",
          "x@tone=dry,order=big", "x@tone=dry,order=#3",
        ])
  }

  @Test(arguments: [
    ("{ notes: [[a], [b]] }", ["x@notes=#1", "x@notes=#2"]),
    ("{ order: [{ file: data/a/o.json }, { file: data/b/o.json }] }", ["x@order=o", "x@order=#2"]),
    ("{ order: [{ number: \"absent\", count: 1 }, absent] }", ["x@order=#1", "x@order=absent"]),
  ])
  func names(_ vary: String, _ expected: [String]) throws {
    let order = "{\"number\": \"C\", \"count\": 9}"
    let files = ["data/a/o.json": order, "data/b/o.json": order]
    #expect(try cases(vary, files: files) == expected)
  }

  /// What is written as a text has its words for a name, as long as a folder can be called so.
  @Test func textsAsNames() throws {
    let folder = try Folder()
    let long = String(repeating: "긴 ", count: 30)
    try CaseSample.fill(
      folder,
      cases: """
        routine: post
        cases:
          x:
            vary: { topic: [2층을 엽니다., "a/b", "absent", "a, b", "e\\u0301", .x, \(long)끝] }

        """)
    try replace(folder, "post.dari", CaseSample.post.replacing("line(1..20)", with: "line(1..99)"))
    #expect(
      try CaseRun(folder).missing.map { String($0.dropFirst(5).dropLast(9)) } == [
        "x@topic=2층을 엽니다", "x@topic=#2", "x@topic=#3", "x@topic=#4", "x@topic=é", "x@topic=#6", "x@topic=#7",
      ])
  }

  /// The values are really those of the case: prompts differ by them.
  @Test func valuesArePut() throws {
    let folder = try Folder()
    try CaseSample.fill(
      folder, cases: "routine: post\ncases: { x: { vary: { topic: [tea, cake] } } }\n")
    let pages = try CaseRun(folder).comparison.missing.map { String(decoding: $0.prompt.page, as: UTF8.self) }
    #expect(pages == ["## user\n\nWrite about tea.\n", "## user\n\nWrite about cake.\n"])
  }

  @Test func tooMany() throws {
    let folder = try Folder()
    let many = (1...40).map(String.init).joined(separator: ", ")
    try CaseSample.fill(
      folder,
      cases:
        "routine: mail\ncases: { x: { inputs: { notes: [a] }, vary: { tone: [\(many)], order: [\(many)] } } }\n"
    )
    #expect(try CaseRun(folder).problems == ["tests/mail.yaml:2:45 E1003"])
  }

  /// Every case is in one shard, the same whatever other cases there are, and so is what is kept and nobody makes.
  @Test func shards() throws {
    let folder = try Folder()
    let names = (1...40).map { "t\($0)" }
    func text(_ names: [String]) -> String {
      "routine: post\ncases: { x: { vary: { topic: [\(names.joined(separator: ", "))] } } }\n"
    }
    try CaseSample.fill(folder, cases: text(names))
    let whole = try CaseRun(folder).missing
    let parts = try (1...3).map { try CaseRun(folder, shard: ($0, 3)).missing }
    #expect(parts.joined().sorted() == whole.sorted())
    #expect(parts.allSatisfy { $0.count > 5 })
    try CaseRun(folder).update()
    try replace(folder, "tests/mail.yaml", text(Array(names.dropFirst(20))))
    let orphans = try (1...3).map { try CaseRun(folder, shard: ($0, 3)).orphans }
    #expect(orphans.joined().sorted() == whole.prefix(20).sorted())
    for (part, orphans) in zip(parts, orphans) { #expect(Set(orphans).isSubset(of: part)) }
  }
}
