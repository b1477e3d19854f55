// The conditions of law packs, one by one, and what a finding is made of.

import DariBase
import DariRuntime
import Testing

@testable import DariSemantics

/// A pack with one duty, and a project that is held against it.
private struct OneDuty {
  var scope = "routine"
  var when = "{}"
  var kept: String?
  var severity = "warning"
  var from = "2026-01-01"
  var until: String?
  var on: String?
  var targets = "[bundle, manual]"

  private var pack: String {
    """
    law: test
    version: 1
    jurisdiction: 하루시
    title: { ko: 조례, en: Ordinance }
    source: { name: 조례, number: 1, url: "https://haru.example" }
    checked: 2026-11-26
    fields:
      hiring: { ko: 채용, en: hiring people }
      none: 해당 없음
    labels: [AI가 쓴, written by AI]
    duties:
      one:
        article: { ko: 제1조, en: art. 1 }
        binds: { ko: 시청, en: the city }
        asks: { ko: 봅니다., en: Look. }
        from: \(from)
    \(until.map { "    until: \($0)\n" } ?? "")    at: \(scope)
        when: \(when)
    \(kept.map { "    kept: \($0)\n" } ?? "")    severity: \(severity)
        finding: { ko: 보지 않습니다, en: nobody looks }
        do: { ko: 보세요, en: look }
        notice: { ko: 알립니다., en: Note. }

    """
  }

  func check(_ routines: String...) -> Checked {
    let duties = on.map { "{ packs: [test], on: \($0) }" } ?? "[test]"
    let manifest = """
      project: p
      people: { owner: 점장 }
      outputs: { targets: \(targets) }
      duties: \(duties)

      """
    return DariSemanticsTests.check([manifest] + routines, resources: ["law/test.yaml": pack])
  }
}

/// A routine of these sections; before them may stand keys of the front matter.
private func source(_ parts: String..., name: String = "r") -> String {
  let front = parts.count > 1 ? parts[0] : ""
  return "---\nroutine: \(name)\nowner: owner\n\(front)---\n\(parts.last ?? "")"
}

private let aiStep = "@step a\nby: ai(text)\n@user\n쓰세요.\n\n"
private let edited = aiStep + "@step b\nby: human(owner)\nedits: a\n\n"
private let published = edited + "@step c\nby: human(owner)\npublishes: this\n@text\n{{ b }}\n"
private let labelled = published + "AI가 쓴 글입니다.\n"
private let sent = edited + "@step c\nby: human(owner)\nsends: b\n"
private let ownHand = "@step a\nby: human(owner)\npublishes: this\n@text\n안녕하세요\n"

@Suite struct LawConditionTests {
  /// A condition, and whether it holds of routines: a finding says that it does, since nothing shows that the duty is kept.
  struct Case: CustomTestStringConvertible {
    var scope: String
    var condition: String
    var front = ""
    var sections: String
    var holds: Bool
    var testDescription: String { "\(scope) \(condition) \(front)" }
  }

  static let cases: [Case] = [
    Case(scope: "routine", condition: "{}", sections: ownHand, holds: true),
    Case(scope: "routine", condition: "{ ai: yes }", sections: aiStep, holds: true),
    Case(scope: "routine", condition: "{ ai: no }", sections: aiStep, holds: false),
    Case(scope: "routine", condition: "{ ai: yes }", sections: ownHand, holds: false),
    Case(scope: "routine", condition: "{ ai: no }", sections: ownHand, holds: true),
    Case(
      scope: "routine", condition: "{ field: [hiring] }", front: "field: 채용\n", sections: ownHand, holds: true
    ),
    Case(
      scope: "routine", condition: "{ field: [hiring] }", front: "field: Hiring People\n", sections: ownHand,
      holds: true),
    Case(
      scope: "routine", condition: "{ field: [hiring] }", front: "field: [none, hiring]\n", sections: ownHand,
      holds: true),
    Case(
      scope: "routine", condition: "{ field: [hiring] }", front: "field: none\n", sections: ownHand,
      holds: false),
    Case(scope: "routine", condition: "{ field: [hiring] }", sections: ownHand, holds: false),
    Case(scope: "routine", condition: "{ role: hr }", front: "role: HR\n", sections: ownHand, holds: true),
    Case(scope: "routine", condition: "{ role: hr }", front: "role: shop\n", sections: ownHand, holds: false),
    Case(
      scope: "routine", condition: "{ tags: [채용, cv] }", front: "tags: [글, CV]\n", sections: ownHand,
      holds: true),
    Case(
      scope: "routine", condition: "{ tags: [채용, cv] }", front: "tags: [글]\n", sections: ownHand, holds: false
    ),
    Case(scope: "routine", condition: "{ risk: [medium, high] }", sections: aiStep, holds: false),
    Case(
      scope: "routine", condition: "{ risk: [medium, high] }",
      sections: edited.replacing("by: ai(text)", with: "by: ai(text)\nrisk: high"), holds: true),
    Case(
      scope: "ai-step", condition: "{ risk: high }",
      sections: edited.replacing("by: ai(text)", with: "by: ai(text)\nrisk: high"), holds: true),
    Case(scope: "ai-step", condition: "{ risk: high }", sections: edited, holds: false),
    Case(scope: "ai-step", condition: "{}", sections: ownHand, holds: false),
    Case(
      scope: "leaving", condition: "{ risk: high }",
      sections: sent.replacing("by: ai(text)", with: "by: ai(text)\nrisk: high"), holds: true),
    Case(scope: "leaving", condition: "{ risk: high }", sections: sent, holds: false),
    Case(scope: "leaving", condition: "{}", sections: ownHand, holds: false),
    Case(scope: "leaving", condition: "{ leaves: [sends] }", sections: sent, holds: true),
    Case(scope: "leaving", condition: "{ leaves: [sends] }", sections: published, holds: false),
    Case(scope: "ai-step", condition: "{ leaves: [sends, publishes] }", sections: published, holds: true),
    Case(scope: "ai-step", condition: "{ leaves: publishes }", sections: aiStep, holds: false),
    Case(scope: "routine", condition: "{ leaves: publishes }", sections: published, holds: true),
    Case(scope: "routine", condition: "{ leaves: publishes }", sections: ownHand, holds: false),
    Case(scope: "ai-step", condition: "{ reviewed: yes }", sections: edited, holds: true),
    Case(scope: "ai-step", condition: "{ reviewed: no }", sections: aiStep, holds: true),
    Case(scope: "routine", condition: "{ reviewed: yes }", sections: aiStep, holds: false),
    Case(scope: "routine", condition: "{ reviewed: yes }", sections: edited, holds: true),
    Case(
      scope: "ai-step", condition: "{ reviewed: yes }",
      sections: "@input x: bool\n있나요?\n\n" + aiStep + "@step b\nby: human(owner)\nreviews: a\nwhen: x\n",
      holds: false),
    Case(scope: "leaving", condition: "{ reviewed: yes }", sections: sent, holds: true),
    Case(scope: "leaving", condition: "{ labelled: yes }", sections: labelled, holds: true),
    Case(scope: "leaving", condition: "{ labelled: no }", sections: published, holds: true),
    Case(scope: "leaving", condition: "{ labelled: no }", sections: sent, holds: true),
    Case(scope: "routine", condition: "{ labelled: yes }", sections: labelled, holds: true),
    Case(scope: "ai-step", condition: "{ labelled: yes }", sections: published, holds: false),
    Case(scope: "routine", condition: "{ notice: yes }", sections: ownHand, holds: true),
    Case(
      scope: "routine", condition: "{ any: [{ ai: yes }, { role: hr }] }", front: "role: hr\n",
      sections: ownHand, holds: true),
    Case(
      scope: "routine", condition: "{ any: [{ ai: yes }, { role: hr }] }", sections: ownHand, holds: false),
    Case(scope: "routine", condition: "{ any: [] }", sections: ownHand, holds: false),
    Case(
      scope: "routine", condition: "{ all: [{ ai: no }, { role: hr }] }", front: "role: hr\n",
      sections: ownHand, holds: true),
    Case(scope: "routine", condition: "{ ai: no, role: hr }", sections: ownHand, holds: false),
    Case(scope: "routine", condition: "{ not: { ai: yes } }", sections: ownHand, holds: true),
    Case(scope: "routine", condition: "{ not: { ai: no, leaves: pays } }", sections: ownHand, holds: true),
  ]

  @Test(arguments: cases) func holdsOrNot(_ item: Case) {
    let duty = OneDuty(scope: item.scope, when: item.condition)
    let codes = duty.check(source(item.front, item.sections)).diagnostics.map(\.code.text)
    #expect(codes == (item.holds ? ["W0801"] : []))
  }

  @Test func everyConditionHasACase() {
    for key in LawCondition.keys {
      #expect(Self.cases.contains { $0.condition.contains(" \(key):") }, "\(key)")
    }
  }

  @Test func withoutManualsThereIsNoNotice() {
    let duty = OneDuty(when: "{ notice: no }", targets: "[bundle]")
    #expect(duty.check(source(ownHand)).problems == ["W0801 r"])
  }

  // MARK: Findings

  @Test func aFindingStandsWhereItIsAbout() {
    let field = "field: 채용\n"
    #expect(OneDuty().check(source(field, ownHand)).problems == ["W0801 채용"])
    #expect(OneDuty(scope: "ai-step").check(source(field, edited)).problems == ["W0801 by"])
    #expect(OneDuty(scope: "leaving").check(source(field, published)).problems == ["W0801 publishes"])
    #expect(OneDuty(severity: "error").check(source(ownHand)).problems == ["E0801 r"])
  }

  @Test func aFindingHasArticleDayAndWhomItBinds() throws {
    let checked = OneDuty(until: "2027-01-01").check(source(ownHand))
    let diagnostic = try #require(checked.diagnostics.first)
    #expect(
      diagnostic.problem.message(.korean) == "보지 않습니다 (조례 제1조, 2026-01-01–2027-01-01 시행, 법률 자문은 아닙니다)")
    #expect(
      diagnostic.problem.message(.english)
        == "nobody looks (Ordinance, art. 1, in force 2026-01-01–2027-01-01; no legal advice)")
    #expect(diagnostic.labels.map { $0.note.text(.english) } == ["this law pack is on; it binds the city"])
    #expect(diagnostic.labels.map { checked.sources.text($0.span) } == ["test"])
    #expect(diagnostic.mends.map { $0.title.text(.korean) }.first == "보세요")
    #expect(diagnostic.mends.last?.title.text(.english).contains("`keeps: [test/one]`") == true)
  }

  @Test func aDayLeavesOutWhatIsNotInForce() {
    func codes(_ on: String?, until: String? = nil) -> [String] {
      OneDuty(from: "2026-06-01", until: until, on: on).check(source(ownHand)).diagnostics.map(\.code.text)
    }
    #expect(codes(nil) == ["W0801"])
    #expect(codes("2026-05-31") == [])
    #expect(codes("2026-06-01") == ["W0801"])
    #expect(codes("2026-12-31", until: "2026-12-31") == ["W0801"])
    #expect(codes("2027-01-01", until: "2026-12-31") == [])
    // Without a day also what is over.
    #expect(codes(nil, until: "2026-12-31") == ["W0801"])
  }

  @Test func whatIsKeptIsNoFinding() {
    let duty = OneDuty(scope: "leaving", kept: "{ labelled: yes }")
    #expect(duty.check(source(labelled)).problems == [])
    #expect(duty.check(source(published)).problems == ["W0801 publishes"])
    #expect(duty.check(source("keeps: test/one\n", published)).problems == [])
    let error = OneDuty(scope: "leaving", kept: "{ labelled: yes }", severity: "error")
    #expect(error.check(source("keeps: test/one\n", published)).problems == ["E0805 test/one"])
  }

  /// What hides a look hides a duty that is kept.
  @Test func nothingIsToldWhileSomethingElseIsWrong() {
    #expect(OneDuty().check(source(ownHand + "{{ x }}\n")).problems == ["E0201 x"])
  }

  // MARK: What routines carry

  @Test func routinesCarryWhatConcernsThem() throws {
    func duties(_ duty: OneDuty, _ text: String) throws -> [Routine.PackDuties] {
      try duty.check(text).routine().duties
    }
    let kept = OneDuty(scope: "leaving", kept: "{ labelled: yes }")
    // A pack that wants nothing of the routine is there, so that it is seen when it goes.
    let idle = try duties(kept, source(ownHand))
    #expect(idle.map(\.pack) == ["test"] && idle.map(\.duties) == [[]])
    let pack = try #require(try duties(kept, source(labelled)).first)
    #expect(pack.pack == "test" && pack.law.korean == "조례" && pack.checked.description == "2026-11-26")
    #expect(pack.duties.map(\.standing) == [.shown] && pack.duties.first?.notice?.english == "Note.")
    #expect(try duties(kept, source(published)).first?.duties.map(\.standing) == [.open])
    #expect(
      try duties(kept, source("keeps: test/one\n", published)).first?.duties.map(\.standing) == [.declared])
    // What begins later is carried and not told; what is over is neither.
    let later = OneDuty(from: "2027-01-01", on: "2026-01-01")
    #expect(later.check(source(ownHand)).problems == [])
    #expect(try duties(later, source(ownHand)).first?.duties.count == 1)
    let over = try duties(OneDuty(until: "2026-01-31", on: "2026-02-01"), source(ownHand))
    #expect(over.map(\.duties) == [[]])
  }

  // MARK: What an AI made

  @Test func whatAnAIMadeIsFollowedToWhereItLeaves() {
    let duty = OneDuty(scope: "leaving")
    func found(_ sections: String) -> [String] { duty.check(source(sections)).problems }
    // Through texts, lists, and a person's changes; not where it only decides.
    let text = "@step c\nby: human(owner)\n@text\n{{ b }}\n\n@step d\nby: human(owner)\nsends: c\n"
    #expect(found(edited + text) == ["W0801 sends"])
    let decides =
      "@step c\nby: human(owner)\nsends: this\n@text\n{% if b == \"x\" %}네{% else %}아니요{% endif %}\n"
    #expect(found(edited + decides) == [])
    let listed = "@step c\nby: human(owner)\npublishes: this\n@text\n{% for x in [b] %}{{ x }}{% endfor %}\n"
    #expect(found(edited + listed) == ["W0801 publishes"])
    let named = "@step c\nby: human(owner)\npublishes: this\n@text\n{% set x = b | upper %}{{ x }}\n"
    #expect(found(edited + named) == ["W0801 publishes"])
    // What a person writes is theirs.
    let rewritten =
      "@step c\nby: human(owner)\ngives: text\n@do\n{{ b }}\n\n@step d\nby: human(owner)\nsends: c\n"
    #expect(found(edited + rewritten) == [])
  }

  @Test func calledRoutinesCount() {
    let duty = OneDuty(scope: "leaving")
    let mail = source(
      "@input words: text\n글\n\n@step s\nby: human(owner)\nsends: this\n@text\n{{ words }}\n", name: "mail")
    let caller = source(edited + "@step c\nby: routine(mail)\nwith: words: b\n")
    #expect(duty.check(caller, mail).problems == ["W0801 with"])
    let labelling = mail.replacing("{{ words }}", with: "{{ words }} written by AI")
    let kept = OneDuty(scope: "leaving", kept: "{ labelled: yes }")
    #expect(kept.check(caller, labelling).problems == [])
    // A result of a called routine that an AI made.
    let writer = source(edited, name: "writer")
    let user = source("@step w\nby: routine(writer)\n\n@step c\nby: human(owner)\nsends: w\n")
    #expect(duty.check(user, writer).problems == ["W0801 sends"])
    #expect(OneDuty(when: "{ ai: yes, leaves: sends }").check(user, writer).problems == ["W0801 r"])
  }

  @Test func aLabelIsThereOnEveryWay() {
    let duty = OneDuty(scope: "leaving", kept: "{ labelled: yes }")
    func found(_ text: String, _ declarations: String = "") -> [String] {
      duty.check(
        source(declarations + edited + "@step c\nby: human(owner)\nsends: this\n@text\n{{ b }}\n" + text)
      )
      .problems
    }
    #expect(found("Written  by\nAI.\n") == [])
    #expect(found("ai가쓴 글\n") == [])
    #expect(found("AI가 {{ b }}쓴 글\n") == ["W0801 sends"])
    #expect(found("{% if b == \"\" %}AI가 쓴 글{% else %}AI가 쓴 글{% endif %}\n") == ["W0801 sends"])
    #expect(found("{% for x in [b] %}AI가 쓴 글{% endfor %}\n") == ["W0801 sends"])
    let value = "@type Foot: { label: line }\n\n@value foot: Foot\nlabel: AI가 쓴 글\n\n"
    #expect(found("{{ foot.label }}\n", value) == [])
    let snippet = "@snippet foot(x: text)\n{{ x }} AI가 쓴 글\n\n"
    #expect(found("{{ foot(b) }}\n", snippet) == [])
  }
}
