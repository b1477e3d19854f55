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
    return ManualComparison.changes(from: old, to: new, words: words)
  }

  @Test("nothing is different") func nothing() {
    #expect(changes { _ in } == [])
    #expect(changes("en") { $0.version = "9.9.9" } == [])
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

  @Test("a new title is told once, and not of the prompts that quote it; a new name is not told")
  func titles() {
    #expect(changes { $0.steps[3].name = "mail" } == [])
    #expect(changes { $0.steps[0].name = "sort_out" } == [])
    #expect(
      changes { $0.steps[0].title = "유형 정하기" } == [
        "1단계 ‘유형 정하기’에서 달라진 것: 이름(전에는 ‘문의 유형 나누기’)"
      ])
    #expect(
      changes {
        $0.steps[0].title = "유형 정하기"
        $0.steps[0].name = "sort_out"
      } == ["1단계 ‘유형 정하기’에서 달라진 것: 이름(전에는 ‘문의 유형 나누기’)"])
  }

  @Test(
    "an input of another name with the same question is the same; other words of a question are told as such")
  func inputs() {
    #expect(changes { $0.inputs[0].name = "letter" } == [])
    #expect(
      changes { $0.inputs[1].question = "주문 번호를 적어 주세요." } == ["묻는 말이 달라진 것: ‘주문 번호를 적어 주세요.’"])
    #expect(
      changes("en") {
        $0.inputs[0].question = "Paste the letter."
      } == ["Asked in other words: “Paste the letter.”."])
  }

  @Test("cautions are told only if something else must not be pasted somewhere")
  func cautions() {
    let caution = "붙여 넣으면 안 되는 것이 달라졌습니다. 일하기 전에 다시 읽어 주세요."
    #expect(
      changes { $0.tools[0].plan = "Max" } == ["요금제나 비용이 달라진 도구: \(ManualFixture.routine().tools[0].name)"])
    #expect(!changes { $0.tools.reverse() }.contains(caution))
    #expect(changes { $0.tools[0].clears = ["personal", "confidential"] } == [caution])
    #expect(changes { $0.tools[0].clears = [] }.contains(caution))
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
    #expect(sentences.contains { $0.hasPrefix("묻는 말이 달라진 것: ‘") })
    #expect(changes { $0.inputs[1].defaultValue = .text("없음") }.contains { $0.hasPrefix("적는 법이 달라진 것: ‘") })
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
    #expect(page(old).contains("<p>버전 v0.9에 견주어 달라진 것이 없습니다.</p>"))
    old.tools[0].plan = "Max"
    #expect(page(old).contains("버전 v0.9에서 달라진 것입니다."))
    old.version = "0.8.1"
    #expect(page(old).contains("버전 0.8.1에서 달라진 것입니다."))
    #expect(
      !String(decoding: ManualEmitter.html(new, locale: "ko", look: ManualLook()), as: UTF8.self)
        .contains("id=\"changes\""))
  }
}
