// Korean words that authors write where the language has an English one: understood, to say which is meant.

extension SectionWord {
  init?(korean word: String) {
    switch word {
    case "타입", "형식", "유형": self = .type
    case "입력": self = .input
    case "값": self = .value
    case "조각", "스니펫": self = .snippet
    case "단계", "스텝": self = .step
    case "시스템": self = .system
    case "사용자", "유저": self = .user
    case "다시": self = .again
    case "할 일", "할일", "하기": self = .do
    case "확인", "점검": self = .check
    case "이유", "왜": self = .why
    case "메모", "노트", "참고": self = .note
    default: return nil
    }
  }
}

extension StepKey {
  init?(korean word: String) {
    switch word {
    case "담당", "담당자", "누가", "맡음": self = .by
    case "입력", "넘김": self = .with
    case "결과", "출력": self = .gives
    case "언제", "조건": self = .when
    case "마다", "각각", "반복", "항목마다": self = .each
    case "확인", "검토", "승인": self = .reviews
    case "수정", "고침", "편집": self = .edits
    case "다시", "재작업": self = .redo
    case "저장": self = .stores
    case "보냄", "발송", "전송": self = .sends
    case "게시", "공개", "발행": self = .publishes
    case "결제", "지불": self = .pays
    case "삭제", "지움": self = .deletes
    case "위험", "위험도": self = .risk
    case "책임", "책임자": self = .owner
    case "모델": self = .model
    case "예산": self = .budget
    case "시간", "소요", "소요시간", "걸리는시간", "분": self = .minutes
    default: return nil
    }
  }
}

/// Who does a step, by words that stand for it elsewhere.
package enum ActorWord {
  package static func meant(by word: String) -> String? {
    switch word.lowercased() {
    case "사람", "직원", "담당자", "person", "people", "user": "human"
    case "인공지능", "에이아이", "챗봇", "ia", "llm", "gpt", "model": "ai"
    case "도구", "툴", "앱", "app", "service": "tool"
    case "루틴", "workflow": "routine"
    default: nil
    }
  }
}
