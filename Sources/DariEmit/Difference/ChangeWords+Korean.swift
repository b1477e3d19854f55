// Changes in Korean.

extension ChangeWords {
  var korean: String {
    switch change.tier {
    case .data: koreanData
    case .duties: koreanDuties
    case .steps: koreanSteps
    case .outputs, .inputs: koreanTypes
    case .text: koreanText
    }
  }

  private var koreanData: String {
    switch change.kind {
    case .labelRemoved: "\(name) 이름표가 없어졌습니다"
    case .labelAdded: "\(name) 이름표가 붙었습니다"
    case .cleaningLost: "이제 바깥에서 온 글로 다루지 않습니다"
    case .placeLost: "따로 정해 둔 자리(\(placeWords))에 있었는데 이제 지시문 사이에 들어갑니다"
    case .escapingWeakened: "자리를 벗어나지 못하게 바꿔 쓰던 것(\(placeWords))을 이제 하지 않습니다"
    case .clearanceAdded: "이제 이 도구에 \(name) 데이터를 넣어도 됩니다"
    case .clearanceRemoved: "이제 이 도구에 \(name) 데이터를 넣을 수 없습니다"
    default: ""
    }
  }

  private var koreanDuties: String {
    switch change.kind {
    case .checkpointRemoved: "사람이 확인하던 곳이 없어졌습니다\(titled)"
    case .checkpointAdded: "사람이 확인하는 곳이 생겼습니다\(titled)"
    case .reviewRemoved: "이제 사람이 확인하지 않습니다: \(name)"
    case .reviewAdded: "이제 사람이 이것도 확인합니다: \(name)"
    case .reviewerChanged: "확인하는 사람이 \(old)에서 \(new("으로/로")) 바뀌었습니다"
    case .checkRemoved: "확인할 것이 하나 줄었습니다: \(change.name)"
    case .checkNarrowed:
      change.old == nil
        ? "이제 언제나 확인하지는 않습니다: \(change.name) (\(tags(change.new)))"
        : "확인하는 때가 바뀌었습니다: \(change.name) (\(tags(change.old)) → \(tags(change.new)))"
    case .checkWidened:
      change.new == nil
        ? "어떤 때만 확인하던 것을 이제 언제나 확인합니다: \(change.name) (\(tags(change.old)))"
        : "이제 전보다 자주 확인합니다: \(change.name) (\(tags(change.new)))"
    case .checkAdded: "확인할 것이 하나 늘었습니다: \(change.name)"
    case .ownerRemoved: "책임지는 사람이 없어졌습니다. 전에는 \(old)"
    case .ownerChanged: "책임지는 사람이 \(old)에서 \(new("으로/로")) 바뀌었습니다"
    case .ownerAdded: "책임지는 사람이 생겼습니다: \(new)"
    case .riskLowered: "위험을 \(old)에서 \(new("으로/로")) 낮췄습니다"
    case .riskRaised: "위험을 \(old)에서 \(new("으로/로")) 높였습니다"
    case .packRemoved: "이제 이 법에 비추어 보지 않습니다"
    case .packAdded: "이제 이 법에 비추어 봅니다"
    case .packUpdated: "법 꾸러미가 바뀌었습니다: \(old) → \(new)"
    case .dutyRemoved: "이 의무가 이제 이 루틴에 걸리지 않습니다"
    case .dutyAdded: "이 의무가 이제 이 루틴에 걸립니다"
    case .dutyWeakened: "의무를 지키는지 전보다 덜 드러납니다: \(standing(change.old)) → \(standing(change.new))"
    case .dutyStrengthened: "의무를 지키는지 전보다 잘 드러납니다: \(standing(change.old)) → \(standing(change.new))"
    case .dutyChanged: "의무의 문구나 날짜가 바뀌었습니다"
    case .noticeRemoved: "이 의무로 알려야 할 말이 안내서에서 빠졌습니다"
    case .noticeAdded: "이 의무로 알려야 할 말이 안내서에 들어갔습니다"
    default: koreanSteps
    }
  }

  private func standing(_ word: String?) -> String {
    switch word {
    case "shown": "루틴에서 드러남"
    case "declared": "지킨다고 적음"
    default: "알 수 없음"
    }
  }

  private var koreanSteps: String {
    switch change.kind {
    case .routineRemoved: "루틴이 없어졌습니다"
    case .routineRenamed: "루틴 이름이 바뀌었습니다. 전에는 \(old)"
    case .routineAdded: "새 루틴입니다"
    case .stepRemoved: "단계가 없어졌습니다\(titled)"
    case .stepRenamed: "단계 이름이 바뀌었습니다. 전에는 \(old)"
    case .stepAdded: "새 단계입니다\(titled)"
    case .stepMoved: change.new.map { "이제 `\($0)` 다음에 합니다" } ?? "이제 맨 먼저 합니다"
    case .actorChanged: "하는 쪽이 바뀌었습니다: \(old) → \(new)"
    case .toolsChanged: "쓰는 도구가 바뀌었습니다: \(old) → \(new)"
    case .effectAdded: "이제 밖으로 나갑니다: \(new) (\(name))"
    case .effectRemoved: "이제 밖으로 나가지 않습니다: \(old) (\(name))"
    case .whenAdded: "이제 \(new)일 때만 합니다"
    case .whenRemoved: "\(old)일 때만 하던 것을 이제 언제나 합니다"
    case .whenChanged: "하는 조건이 바뀌었습니다: \(old) → \(new)"
    case .eachAdded: "이제 항목마다 한 번씩 합니다: \(new)"
    case .eachRemoved: "항목마다 하던 것을 이제 한 번만 합니다: \(old)"
    case .eachChanged: "항목마다 하는 목록이 바뀌었습니다: \(old) → \(new)"
    case .lookChanged:
      change.new == "edits" ? "이제 사람이 고칠 수 있습니다: \(name)" : "이제 사람이 고치지 못하고 받아들이거나 돌려보내기만 합니다: \(name)"
    case .redoAdded: "이제 돌려보내면 앞으로 돌아갑니다: \(new)"
    case .redoRemoved: "이제 돌려보내도 앞으로 돌아가지 않습니다. 전에는 \(old)"
    case .redoChanged: "돌려보낼 때 돌아가는 곳이 바뀌었습니다: \(old) → \(new)"
    case .withChanged: "넘겨주는 것이 바뀌었습니다: \(old) → \(new)"
    case .modelChanged: modelKorean
    case .budgetAdded: "이제 프롬프트가 \(new) 토큰을 넘을 수 없습니다"
    case .budgetLowered: "프롬프트 한도가 \(old) 토큰에서 \(new) 토큰으로 줄었습니다"
    case .budgetRaised: "프롬프트 한도가 \(old) 토큰에서 \(new) 토큰으로 늘었습니다"
    case .budgetRemoved: "프롬프트 한도가 없어졌습니다. 전에는 \(old) 토큰"
    case .budgetCounted: "토큰을 세는 방법이 바뀌었습니다: \(old) → \(new)"
    default: ""
    }
  }

  private var modelKorean: String {
    switch (change.old, change.new) {
    case (nil, _): "쓸 모델을 따로 정했습니다: \(new)"
    case (_, nil): "따로 정한 모델이 없어졌습니다. 전에는 \(old)"
    default: "모델이 바뀌었습니다: \(old) → \(new)"
    }
  }

  private var koreanTypes: String {
    switch change.kind {
    case .resultRemoved: "이제 결과를 내지 않습니다. 전에는 \(old)"
    case .resultAdded: "이제 결과를 냅니다: \(new)"
    case .routineResultChanged:
      switch (change.old, change.new) {
      case (nil, _): "이제 루틴의 결과는 \(new)의 결과입니다"
      case (_, nil): "이제 루틴에 결과가 없습니다. 전에는 \(old)의 결과"
      default: "루틴의 결과가 \(old)의 결과에서 \(new)의 결과로 바뀌었습니다"
      }
    case .inputRemoved: "입력이 없어졌습니다. 전에는 \(old)"
    case .inputRenamed: "입력 이름이 바뀌었습니다. 전에는 \(old)"
    case .inputAdded:
      change.isBreaking ? "꼭 넣어야 하는 새 입력입니다: \(new)" : "넣지 않아도 되는 새 입력입니다: \(new)"
    case .defaultRemoved: "기본값이 없어졌습니다. 전에는 \(old)"
    case .defaultAdded: "기본값이 생겼습니다: \(new)"
    case .defaultChanged: "기본값이 바뀌었습니다: \(old) → \(new)"
    case .typeChanged: "타입이 바뀌었습니다: \(old) → \(new)"
    case .limitsChanged: "한도가 바뀌었습니다: \(old) → \(new)"
    case .becameRequired: "이제 반드시 있어야 합니다. 전에는 없을 수도 있었습니다"
    case .becameOptional: "이제 없을 수도 있습니다"
    case .caseRemoved: "선택지가 없어졌습니다: \(name)"
    case .caseRenamed: "선택지 이름이 \(old)에서 \(new("으로/로")) 바뀌었습니다"
    case .caseAdded: "새 선택지입니다: \(name)"
    case .fieldRemoved: "\(name) 칸이 없어졌습니다. 전에는 \(old)"
    case .fieldRenamed: "칸 이름이 \(old)에서 \(new("으로/로")) 바뀌었습니다"
    case .fieldAdded: "새 칸이 생겼습니다: \(name) (\(new))"
    default: ""
    }
  }

  private var koreanText: String {
    switch change.kind {
    case .translationRemoved: "\(name) 번역이 없어졌습니다"
    case .translationAdded: "\(name) 번역이 생겼습니다"
    case .promptChanged: pageKorean
    case .snippetChanged: "조각이 바뀌었습니다"
    case .snippetAdded: "이제 이 조각을 읽습니다"
    case .snippetRemoved: "이제 이 조각을 읽지 않습니다"
    case .snippetRenamed: "조각 이름이 바뀌었습니다. 전에는 \(old)"
    case .valueChanged: "값이 바뀌었습니다"
    case .valueAdded: "이제 이 값을 읽습니다"
    case .valueRemoved: "이제 이 값을 읽지 않습니다"
    case .valueRenamed: "값 이름이 바뀌었습니다. 전에는 \(old)"
    case .manualChanged, .wordsChanged: "사람이 읽는 말이 바뀌었습니다(\(sectionKorean))"
    case .exampleChanged: change.new?.isEmpty == false ? "보기가 바뀌었습니다: \(new)" : "보기가 없어졌습니다"
    case .minutesChanged:
      "걸리는 시간(분)이 바뀌었습니다. 전에는 `\(shown(change.old))`, 이제는 `\(shown(change.new))`"
    case .toolChanged:
      "도구 정보(\(name))가 바뀌었습니다: \(shown(change.old)) → \(shown(change.new))"
    default: ""
    }
  }

  private var pageKorean: String {
    switch change.name {
    case "text": "글이 바뀌었습니다"
    case "text-to-prompt": "글이 AI에게 주는 프롬프트로 바뀌었습니다"
    case "prompt-to-text": "AI에게 주던 프롬프트가 글로 바뀌었습니다"
    default: "프롬프트의 글이 바뀌었습니다"
    }
  }

  private func shown(_ text: String?) -> String { text.flatMap { $0.isEmpty ? nil : $0 } ?? "없음" }

  private var sectionKorean: String {
    switch change.name {
    case "about": "설명"
    case "do": "할 일"
    case "check": "확인하는 법"
    case "why": "이유"
    case "note": "덧붙임"
    case "people": "역할"
    case "question": "질문"
    case "title": "제목"
    case "summary": "요약"
    case "audience": "대상"
    case "role": "갈래"
    case "tags": "꼬리표"
    case "avoid": "쓰지 말아야 할 때"
    case "help": "물어볼 사람"
    case "reviewed": "마지막으로 살펴본 날"
    case "project": "프로젝트 이름"
    case "": "부르는 말"
    default: change.name
    }
  }
}
