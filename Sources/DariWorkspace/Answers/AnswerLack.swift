// Why a question has no answer that may be used.

import DariBase

package enum AnswerLack: Hashable, Sendable {
  /// Nothing is kept.
  case none
  /// What is kept answers another request of this step.
  case stale(StaleReason)
  /// The file that should hold it can't be read whole.
  case damaged
  /// A live session ended before it was asked.
  case notReached
  /// A live session asked, and no answer came.
  case failed(Note)
}

/// What is another now in a request.
package enum StaleReason: Hashable, Sendable {
  case prompt, form
  case model(was: String, now: String)
  case temperature(was: String?, now: String?)
  case longest(was: Int?, now: Int?)
  /// A judge was asked about another answer.
  case judged
  /// Something; the recording does not say enough to know what.
  case request
}

extension AnswerLack {
  /// As a heading above the steps that it is about.
  package func words(_ language: MessageLanguage) -> String {
    switch (self, language) {
    case (.none, .english): "no answer is kept"
    case (.none, .korean): "저장된 대답이 없습니다"
    case (.damaged, .english): "the file with the answer is damaged"
    case (.damaged, .korean): "대답이 든 파일이 망가졌습니다"
    case (.notReached, .english): "not asked, since the session ended before"
    case (.notReached, .korean): "묻기 전에 멈췄습니다"
    case (.failed(let reason), _): reason.text(language)
    case (.stale(let reason), _): reason.words(language)
    }
  }
}

extension StaleReason {
  package func words(_ language: MessageLanguage) -> String {
    func change(_ was: String?, _ now: String?) -> String { "\(was ?? "–") → \(now ?? "–")" }
    let isKorean = language == .korean
    switch self {
    case .prompt:
      return isKorean ? "대답을 저장한 뒤에 프롬프트가 바뀌었습니다" : "the prompt has changed since its answer was kept"
    case .form:
      return isKorean
        ? "대답을 저장한 뒤에 대답의 형식이 바뀌었습니다" : "the form of the answer has changed since it was kept"
    case .model(let was, let now):
      let change = change(was, now)
      return isKorean
        ? "대답을 저장한 뒤에 모델이 바뀌었습니다(\(change))" : "the model has changed since its answer was kept (\(change))"
    case .temperature(let was, let now):
      let change = change(was, now)
      return isKorean
        ? "대답을 저장한 뒤에 `temperature`가 바뀌었습니다(\(change))"
        : "`temperature` has changed since the answer was kept (\(change))"
    case .longest(let was, let now):
      let change = change(was.map(String.init), now.map(String.init))
      return isKorean
        ? "대답을 저장한 뒤에 `max_tokens`가 바뀌었습니다(\(change))"
        : "`max_tokens` has changed since the answer was kept (\(change))"
    case .judged:
      return isKorean
        ? "판정을 저장한 뒤에 판정할 대답이 바뀌었습니다" : "the answer to be judged has changed since its verdict was kept"
    case .request:
      return isKorean
        ? "대답을 저장한 뒤에 요청이 바뀌었습니다(프롬프트, 형식, 모델 설정 가운데 하나)"
        : "the request has changed since its answer was kept (prompt, form or model setting)"
    }
  }
}

extension AnswerDesk {
  /// - Parameter asker: `email-reply/refund-polite/draft`.
  func lack(of wanted: WantedAnswer) -> AnswerLack {
    let question = wanted.question
    if let failure = failures[wanted.key] { return .failed(failure) }
    if recordings.isDamaged(question.hash) { return .damaged }
    if hasEndedEarly { return .notReached }
    // The same request was asked, but not so often.
    if recordings.files[question.hash] != nil { return .none }
    let former = recordings.files.values.map(\.recording).filter { recording in
      !used.contains(recording.hash) && recording.askers.contains(wanted.asker)
        && (recording.model == question.setting.model || !models.contains(recording.model))
        && (question.details.criterion == nil || recording.details.criterion == nil
          || recording.details.criterion == question.details.criterion)
    }
    let reasons = former.map { reason($0, question) }
    // Of several the one that differs least says most.
    let order: [(StaleReason) -> Bool] = [
      { if case .temperature = $0 { true } else { false } },
      { if case .longest = $0 { true } else { false } },
      { if case .model = $0 { true } else { false } }, { $0 == .form }, { $0 == .judged },
      { $0 == .prompt }, { _ in true },
    ]
    for fits in order { if let reason = reasons.first(where: fits) { return .stale(reason) } }
    return .none
  }

  private func reason(_ recording: Recording, _ question: ModelQuestion) -> StaleReason {
    let (was, now) = (recording.details, question.details)
    if recording.model != question.setting.model {
      return .model(was: recording.model, now: question.setting.model)
    }
    guard was.prompt != nil else { return .request }
    if was.prompt != now.prompt { return now.criterion == nil ? .prompt : .judged }
    if was.form != now.form { return .form }
    if was.temperature != now.temperature { return .temperature(was: was.temperature, now: now.temperature) }
    if was.longest != now.longest { return .longest(was: was.longest, now: now.longest) }
    return .request
  }
}
