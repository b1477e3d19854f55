// The words of the report of labels. Who reads it answers for data, and has never seen the language.

import DariBase
import DariRuntime
import DariSemantics

struct LabelWords {
  let isKorean: Bool

  func pick(_ english: String, _ korean: String) -> String { isKorean ? korean : english }

  // MARK: Labels

  func name(_ label: Labels) -> String {
    switch label {
    case .untrusted: pick("from outside", "바깥에서 온 글")
    case .personal: pick("personal", "개인 정보")
    case .confidential: pick("confidential", "대외비")
    default: pick("redacted", "가린 개인 정보")
    }
  }

  func names(_ labels: Labels) -> String {
    Labels.words.map(\.label).filter(labels.contains).map(name).joined(separator: ", ")
  }

  func declared(_ declared: LabelReport.Declared) -> String {
    let name = name(declared.label)
    return declared.fields.isEmpty ? name : "\(name): \(declared.fields.joined(separator: ", "))"
  }

  func type(_ type: Type) -> String {
    let said = TypeInWords(type, words: ManualWords.of(isKorean ? "ko" : "en"))
    let fields = said.fields.map(\.words).joined(separator: ", ")
    return fields.isEmpty ? said.summary : "\(said.summary): \(fields)"
  }

  /// By the words of the catalogue.
  func names(_ words: [String]) -> String {
    names(Labels.words.filter { words.contains($0.word) }.reduce(Labels()) { $0.union($1.label) })
  }

  var legend: [(name: String, meaning: String)] {
    [
      (
        "\(name(.untrusted)) (`untrusted`)",
        pick(
          "Somebody outside wrote it. It may hold anything, also words that try to give orders to an AI.",
          "바깥사람이 쓴 글입니다. AI에게 몰래 일을 시키려는 말이 섞여 있을 수 있습니다.")
      ),
      (
        "\(name(.personal)) (`personal`)",
        pick(
          "It says something about a person. Only tools that are cleared for it may see it.",
          "어떤 사람에 관한 정보입니다. 넣어도 된다고 정해 둔 도구에만 넣습니다.")
      ),
      (
        "\(name(.confidential)) (`confidential`)",
        pick(
          "It is for nobody outside. Only tools that are cleared for it may see it.",
          "밖에 알리지 않는 정보입니다. 넣어도 된다고 정해 둔 도구에만 넣습니다.")
      ),
      (
        "\(name(.redacted)) (`redacted`)",
        pick(
          "Personal data with names and numbers covered.", "이름과 번호를 가린 개인 정보입니다.")
      ),
      (
        "a → b",
        pick(
          "It comes from `a` and went through the step `b` on its way.",
          "`a`에서 나와 `b` 단계를 거쳐 온 것입니다.")
      ),
      (
        pick("`name`", "`이름`"),
        pick(
          "What stands in backticks is written so in the file. file:12:3 is its line 12, column 3.",
          "이 기호 안에는 파일에 적힌 그대로를 옮겼습니다. 파일:12:3은 12번째 줄 3번째 글자라는 뜻입니다.")
      ),
    ]
  }

  // MARK: Who

  func actor(_ step: LabelReport.Step) -> String {
    switch step.actor {
    case .human(let role): step.person.map { "\($0) (\(role))" } ?? role
    case .ai(let name, _):
      step.tools.count > 1
        ? pick("an AI, one of \(step.tools.count) (\(name))", "AI, 다음 \(step.tools.count)개 가운데 하나 (\(name))")
        : pick("an AI", "AI")
    case .tool: pick("a tool", "도구")
    case .routine(let name): pick("another routine, `\(name)`", "다른 루틴, `\(name)`")
    }
  }

  func tool(_ tool: LabelReport.Tool) -> String {
    let name = tool.name + (tool.plan.map { " (\($0))" } ?? "")
    if tool.clears.isEmpty {
      return pick("\(name): may see no data with a label", "\(name): 이름표가 있는 데이터는 넣으면 안 됩니다")
    }
    let labels = names(tool.clears)
    return pick(
      "\(name): may see \(labels)",
      "\(name): \(labels)\(KoreanParticle.particle("을/를", after: labels)) 넣어도 됩니다")
  }

  func decision(_ kind: LabelReport.Decision.Kind) -> String {
    switch kind {
    case .when: pick("only if", "할 때")
    case .each: pick("once for each of", "항목마다")
    }
  }

  // MARK: Where

  func spot(_ spot: LabelReport.Spot?, _ kind: LabelReport.Read.Kind, _ section: String) -> String {
    guard let spot else {
      return kind == .list
        ? pick("decides how often something is written", "몇 번 쓸지 정합니다")
        : pick("decides what is written", "무엇을 쓸지 정합니다")
    }
    switch spot.kind {
    case .prose: return pick("among your own words", "직접 쓴 글 사이")
    case .element: return pick("in <\(spot.name)>…</\(spot.name)>", "<\(spot.name)>…</\(spot.name)> 안")
    case .attribute:
      let tag = "<\(spot.name) \(spot.attribute ?? "…")=\"…\">"
      return pick("in the quotes of \(tag)", "\(tag)의 따옴표 안")
    case .fence: return pick("between lines of \(spot.name)", "\(spot.name) 줄 사이")
    case .code: return pick("between backticks", "백틱 사이")
    case .jsonString: return pick("in quotes of a JSON text", "JSON 글의 따옴표 안")
    case .jsonValue: return pick("as a value of a JSON text", "JSON 글의 값")
    case .urlPart: return pick("in an address", "주소의 한 부분")
    case .url: return pick("as an address", "주소 전체")
    case .attached: return pick("attached as a file", "파일로 붙임")
    case .instructions:
      return pick("in what is to be done", "할 일을 적은 글")
    }
  }

  // MARK: What is done

  func treatment(_ all: [LabelReport.Treatment], _ spot: LabelReport.Spot?) -> [String] {
    guard let spot, spot.kind != .attached, spot.kind != .instructions else { return ["–"] }
    if all.isEmpty { return [pick("as it is", "그대로")] }
    return all.map { done($0, spot) }
  }

  private func done(_ treatment: LabelReport.Treatment, _ spot: LabelReport.Spot) -> String {
    switch treatment {
    case .element: pick("< > & become &lt; &gt; &amp;", "< > &를 &lt; &gt; &amp;로 바꿈")
    case .attribute: pick("quotes, < > & and line breaks become codes", "따옴표, < > &, 줄바꿈을 부호로 바꿈")
    case .jsonString, .jsonValue:
      pick("written as JSON, special signs as \\u…", "JSON으로 적고 특수 기호는 \\u…로 바꿈")
    case .urlPart, .urlPath: pick("special signs become %…", "특수 기호를 %…로 바꿈")
    case .url: pick("must be an address; special signs become %…", "주소만 받고, 특수 기호를 %…로 바꿈")
    case .lengthened:
      spot.kind == .code
        ? pick("backticks grow, so that it cannot end them", "값에 든 것보다 백틱을 길게 씀")
        : pick("the lines of signs grow, so that it cannot end them", "값에 든 것보다 기호 줄을 길게 씀")
    case .indented: pick("its lines are indented alike", "줄 앞을 똑같이 들여 씀")
    case .cleaned:
      pick(
        "unseen characters are taken out, AI markers broken up", "안 보이는 글자를 빼고 대화 경계 표시를 끊음")
    }
  }

  // MARK: Leaving, and looks

  func effect(_ kind: Routine.EffectKind) -> String {
    switch kind {
    case .stores: pick("is stored", "저장")
    case .sends: pick("is sent", "보냄")
    case .publishes: pick("is published", "공개")
    case .pays: pick("is paid", "결제")
    case .deletes: pick("is deleted", "삭제")
    }
  }

  func look(_ look: LabelReport.Look) -> String {
    switch look.kind {
    case .reviews: pick("\(look.person) looks at `\(look.of)`", "\(look.person): `\(look.of)` 확인")
    case .edits: pick("\(look.person) rewrites `\(look.of)`", "\(look.person): `\(look.of)` 고쳐 쓰기")
    }
  }

  func taken(_ look: LabelReport.Look) -> String {
    look.takes.isEmpty ? pick("nothing to take away", "없음") : names(look.takes)
  }

  func covers(_ look: LabelReport.Look) -> String {
    if look.kind == .edits { return pick("in what `\(look.step)` gives", "`\(look.step)`의 결과에서") }
    guard let covers = look.covers else { return pick("in all later steps", "그 뒤의 모든 단계에서") }
    if covers.isEmpty {
      return pick("nowhere: the look can be left out", "없음: 확인하지 않고 지나갈 수 있음")
    }
    let names = covers.map { "`\($0)`" }.joined(separator: ", ")
    return pick("only in \(names): elsewhere it can be left out", "\(names)에서만: 다른 곳은 확인하지 않고 갈 수 있음")
  }
}
