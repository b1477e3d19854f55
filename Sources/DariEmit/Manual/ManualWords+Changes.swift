// The words of what is new since the version that the client has, in each language.

import DariBase

extension ManualWords {
  struct Changes: Sendable {
    let stepAdded: @Sendable (_ number: Int, _ title: String) -> String
    let stepRemoved: @Sendable (_ title: String) -> String
    let stepChanged: @Sendable (_ number: Int, _ title: String, _ parts: [String]) -> String
    /// Parts of a step.
    let title: @Sendable (_ old: String) -> String
    let who, accountable, condition, repetition, handOver, instructions, prompts, result, checks, looks,
      effects, notes, minutes: String
    let inputsAdded, inputsRemoved, inputsChanged, inputsAsked: @Sendable ([String]) -> String
    let toolsAdded, toolsRemoved, toolsCost, rewritten: @Sendable ([String]) -> String
    let owner: @Sendable (_ old: String?, _ new: String?) -> String
    let order, cautions, law, newPrompts, nothing: String
    let nothingSince: @Sendable (_ version: String) -> String
  }
}

extension ManualWords.Changes {
  static let korean = Self(
    stepAdded: { "새 단계가 생겼습니다: \($0)단계 ‘\($1)’" },
    stepRemoved: { "없어진 단계입니다: ‘\($0)’" },
    stepChanged: { "\($0)단계 ‘\($1)’에서 달라진 것: \($2.joined(separator: ", "))" },
    title: { "이름(전에는 ‘\($0)’)" },
    who: "하는 쪽", accountable: "책임자", condition: "언제 하는지", repetition: "몇 번 하는지", handOver: "넘겨줄 것",
    instructions: "할 일", prompts: "프롬프트", result: "나오는 것", checks: "확인할 것", looks: "사람이 확인하는 방법",
    effects: "밖으로 나가는 것", notes: "덧붙이는 말", minutes: "걸리는 시간",
    inputsAdded: { "새로 준비할 것: \(quoted($0))" },
    inputsRemoved: { "이제 준비하지 않아도 되는 것: \(quoted($0))" },
    inputsChanged: { "적는 법이 달라진 것: \(quoted($0))" },
    inputsAsked: { "묻는 말이 달라진 것: \(quoted($0))" },
    toolsAdded: { "새로 쓰는 도구: \($0.joined(separator: ", "))" },
    toolsRemoved: { "이제 쓰지 않는 도구: \($0.joined(separator: ", "))" },
    toolsCost: { "요금제나 비용이 달라진 도구: \($0.joined(separator: ", "))" },
    rewritten: { "고쳐 쓴 곳: \(quoted($0))" },
    owner: { old, new in
      switch (old, new) {
      case (let old?, let new?): "책임자가 바뀌었습니다: \(old) → \(new)"
      case (nil, let new?): "책임자를 정했습니다: \(new)"
      default: "이제 책임자가 따로 없습니다."
      }
    },
    order: "단계의 차례가 달라졌습니다.",
    cautions: "붙여 넣으면 안 되는 것이 달라졌습니다. 일하기 전에 다시 읽어 주세요.",
    law: "AI에 관해 알리고 지킬 것이 달라졌습니다.",
    newPrompts: "따로 적어 둔 예전 프롬프트가 있다면 지우고, 이 매뉴얼의 것을 쓰세요.",
    nothing: "하는 일은 그대로입니다.",
    nothingSince: { version in
      let with =
        KoreanParticle.isCertain("과/와", after: version)
        ? KoreanParticle.particle("과/와", after: version) : "에"
      return "버전 \(version)\(with) 견주어 달라진 것이 없습니다."
    })

  private static func quoted(_ titles: [String]) -> String {
    titles.map { "‘\($0)’" }.joined(separator: ", ")
  }

  static let english = Self(
    stepAdded: { "There is a new step: \($0), “\($1)”." },
    stepRemoved: { "A step is gone: “\($0)”." },
    stepChanged: { "Different in step \($0), “\($1)”: \($2.joined(separator: ", "))." },
    title: { "its name (it was “\($0)”)" },
    who: "who does it", accountable: "who answers for it", condition: "when it is done",
    repetition: "how often it is done", handOver: "what to hand over", instructions: "what to do",
    prompts: "the prompt", result: "what comes out", checks: "what to check",
    looks: "how a person looks at it",
    effects: "what leaves the house", notes: "the notes", minutes: "the time it takes",
    inputsAdded: { "New to prepare: \(inQuotes($0))." },
    inputsRemoved: { "No longer needed: \(inQuotes($0))." },
    inputsChanged: { "To be filled in differently: \(inQuotes($0))." },
    inputsAsked: { "Asked in other words: \(inQuotes($0))." },
    toolsAdded: { "New tools: \($0.joined(separator: ", "))." },
    toolsRemoved: { "Tools that are no longer used: \($0.joined(separator: ", "))." },
    toolsCost: { "The plan or the price is different: \($0.joined(separator: ", "))." },
    rewritten: { "Written anew: \(inQuotes($0))." },
    owner: { old, new in
      switch (old, new) {
      case (let old?, let new?): "Who answers for it has changed from \(old) to \(new)."
      case (nil, let new?): "\(new) now answers for it."
      default: "Nobody in particular answers for it any more."
      }
    },
    order: "The steps come in another order.",
    cautions: "What never to paste is different. Please read it again before you begin.",
    law: "What has to be told about AI, and kept to, is different.",
    newPrompts: "If you have kept the old prompts somewhere, throw them away and use those of this manual.",
    nothing: "What you do has not changed.",
    nothingSince: { "Nothing is different from version \($0)." })

  private static func inQuotes(_ titles: [String]) -> String {
    titles.map { "“\($0)”" }.joined(separator: ", ")
  }
}
