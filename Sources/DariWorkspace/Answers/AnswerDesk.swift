// Where trials get their answers: from what is kept, and, in a live session, from what has come in it. Notes what is missing.

import DariBase

/// One answer: which question, which sample of it.
package struct AnswerKey: Hashable, Sendable {
  package var hash: String
  package var sample: Int
}

/// A question that somebody needs an answer to.
package struct WantedAnswer: Sendable {
  package var question: ModelQuestion
  package var sample: Int
  /// `email-reply/refund-polite/draft`.
  package var asker: String
  package var routine: String

  var key: AnswerKey { AnswerKey(hash: question.hash, sample: sample) }
}

/// Shared by all trials of a run: a question that two of them ask is asked once.
final class AnswerDesk {
  var recordings: Recordings
  /// In a live session, the answers of it; nil if all that is kept may be used.
  var fresh: Set<AnswerKey>?
  /// Questions that got no answer, and why.
  private(set) var failures: [AnswerKey: Note] = [:]
  /// Addresses of all questions that were asked.
  private(set) var used: Set<String> = []
  /// Which samples of them.
  private(set) var usedSamples: [String: Set<Int>] = [:]
  /// Names of all models of the manifest.
  let models: Set<String>
  /// A live session did not get to everything.
  var hasEndedEarly = false
  private(set) var wanted: [WantedAnswer] = []
  /// Who asks a question, by its address.
  private(set) var askers: [String: Set<String>] = [:]
  /// What `wanted` has been told already.
  private var known: Set<AnswerKey> = []

  init(_ recordings: Recordings, models: Set<String>) {
    self.recordings = recordings
    self.models = models
  }

  func answer(to wanted: WantedAnswer) -> RecordedAnswer? {
    let (question, sample) = (wanted.question, wanted.sample)
    used.insert(question.hash)
    usedSamples[question.hash, default: []].insert(sample)
    askers[question.hash, default: []].insert(wanted.asker)
    if fresh?.contains(wanted.key) ?? true,
      let answer = recordings.answer(question.hash, sample: sample)
    {
      return answer
    }
    if known.insert(wanted.key).inserted { self.wanted.append(wanted) }
    return nil
  }

  /// What is wanted since the last time.
  func takeWanted() -> [WantedAnswer] {
    defer { wanted = [] }
    return wanted
  }

  func fail(_ key: AnswerKey, _ reason: Note) { failures[key] = reason }
}
