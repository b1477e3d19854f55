// What a manual says of its former version.

import DariRuntime
import Testing

@testable import DariEmit

@Suite("What changed in a manual") struct ManualChangesTests {
  /// The section's items, as the page of a routine has them.
  private func changes(
    _ locale: String = "ko", from old: Routine = ManualFixture.routine(), _ change: (inout Routine) -> Void
  ) -> [String] {
    var new = ManualFixture.routine()
    change(&new)
    let words = ManualWords.of(locale)
    return ManualComparison.changes(
      from: ManualBuilder.manual(of: old, words: words), old.steps.map(\.name),
      to: ManualBuilder.manual(of: new, words: words), new.steps.map(\.name), words: words)
  }

  @Test("nothing is different") func nothing() {
    #expect(changes { _ in } == ["하는 일은 그대로입니다."])
    #expect(changes("en") { $0.version = "9.9.9" } == ["What you do has not changed."])
  }

  @Test("the parts of a step that are different stand in one sentence, and old prompts are to be thrown away")
  func parts() {
    var old = ManualFixture.routine(policy: "받은 날부터 3일 안에 돌려드립니다.")
    old.steps[1].minutes = nil
    #expect(
      changes(from: old) { _ in } == [
        "2단계 ‘답장 초안 쓰기’에서 달라진 것: 프롬프트, 걸리는 시간",
        "따로 적어 둔 예전 프롬프트가 있다면 지우고, 이 매뉴얼의 것을 쓰세요.",
      ])
    #expect(
      changes("en", from: old) { _ in }.first
        == "Different in step 2, “답장 초안 쓰기”: the prompt, the time it takes.")
  }

  @Test("a step is the same by its name, else by its title")
  func titles() {
    #expect(changes { $0.steps[3].name = "mail" } == ["하는 일은 그대로입니다."])
    let sentences = changes { $0.steps[0].title = "유형 정하기" }
    #expect(sentences.first?.hasPrefix("1단계 ‘유형 정하기’에서 달라진 것: 이름(전에는 ‘문의 유형 나누기’)") == true)
  }

  @Test("steps that are new, gone, or elsewhere")
  func steps() {
    var shorter = ManualFixture.routine()
    let last = shorter.steps.removeLast()
    let title = last.title ?? last.name
    #expect(changes(from: shorter) { _ in }.contains("새 단계가 생겼습니다: 4단계 ‘\(title)’"))
    #expect(changes { $0.steps.removeLast() }.contains("없어진 단계입니다: ‘\(title)’"))
    var turned = ManualFixture.routine()
    turned.steps.swapAt(2, 3)
    #expect(changes(from: turned) { _ in }.contains("단계의 차례가 달라졌습니다."))
  }

  @Test("what to prepare, tools and who answers for it")
  func things() {
    var old = ManualFixture.routine()
    old.inputs[1].question = "주문 번호를 적어 주세요."
    old.tools[0].cost = "99달러"
    let owner = old.owner.flatMap { old.people[$0] } ?? ""
    old.people["owner"] = "부점장"
    let sentences = changes(from: old) { _ in }
    #expect(sentences.contains { $0.hasPrefix("적는 법이 달라진 것: ‘") })
    #expect(sentences.contains("요금제나 비용이 달라진 도구: \(old.tools[0].name)"))
    #expect(sentences.contains("책임자가 바뀌었습니다: 부점장 → \(owner)"))
  }

  @Test("the page says since when; of the same number, what the version was called")
  func since() {
    var old = ManualFixture.routine()
    let new = ManualFixture.routine()
    func page(_ old: Routine) -> String {
      String(
        decoding: ManualEmitter.bytes(
          new, as: .html, locale: "ko", look: ManualLook(), since: FormerRoutine(old, name: "v0.9")),
        as: UTF8.self)
    }
    #expect(page(old).contains("버전 v0.9에서 달라진 것입니다."))
    old.version = "0.8.1"
    #expect(page(old).contains("버전 0.8.1에서 달라진 것입니다."))
    #expect(
      !String(decoding: ManualEmitter.html(new, locale: "ko", look: ManualLook()), as: UTF8.self)
        .contains("id=\"changes\""))
  }
}
