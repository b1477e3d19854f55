// All trials of a project: each case with each model as often as it says, and what is kept of their answers.

import DariBase
import DariRuntime
import DariSemantics

/// One case with one model.
package struct AnsweredCase: Sendable {
  package var test: TestCase
  /// The model setting of `--models`; nil for those of the steps.
  package var model: String?
  package var trials: [AnswerTrial]

  package var passed: Int { trials.count { $0.isPassed } }
  package var isMissing: Bool { trials.contains { $0.isMissing } }
  package var isPassed: Bool {
    !isMissing && passed >= test.answers.needed
      && trials.allSatisfy { $0.problems.isEmpty && $0.failures.isEmpty }
  }

  /// What was used for the answers that are there.
  package var use: AnswerUse {
    var use = AnswerUse()
    for step in trials.flatMap(\.steps) {
      if let answer = step.answer { use.add(answer, step.setting) }
    }
    return use
  }

  /// Milliseconds of each answer.
  package var times: [Int] { trials.flatMap(\.steps).compactMap { $0.answer?.milliseconds } }
}

package struct ProjectAnswers {
  package private(set) var cases: [AnsweredCase] = []
  package private(set) var end: LiveEnd?
  package private(set) var use = AnswerUse()
  /// Recordings that no question of these trials has, though all cases were looked at.
  package private(set) var orphans: [(hash: String, name: String)] = []
  /// Answers of samples that no case asks for any more, in recordings that are used.
  package private(set) var extras: [(hash: String, name: String, samples: [Int])] = []
  /// The same, where a session has just asked as often as the cases want.
  private var outnumbered: [(hash: String, samples: [Int])] = []
  /// Recordings that a session has replaced by new ones.
  package private(set) var replaced: [String] = []
  package var damaged: [Recordings.Damaged] { desk.recordings.damaged }
  package var surplus: [Recordings.Surplus] { desk.recordings.surplus }

  private let desk: AnswerDesk
  private let root: String

  /// Replays what is kept, or asks.
  /// - Parameters:
  ///   - models: settings that stand for those of all steps, one after the other; empty for those of the steps.
  ///   - isWhole: whether all cases are looked at, so that what none of them uses is used by nobody.
  package init(
    _ tests: [(test: TestCase, renderer: RoutineRenderer)], root: String, manifest: Manifest,
    models: [ModelSetting],
    isWhole: Bool, language: MessageLanguage, live: LiveSettings?,
    tell: @escaping (LiveProgress) -> Void = { _ in }
  ) throws(LiveFailure) {
    self.root = root
    // Before anything is read that another session may be about to write.
    var lock: FileLock?
    if let live { lock = try LiveSession.lock(root, live) }
    do throws(SystemFailure) {
      desk = AnswerDesk(try Recordings(root: root), models: Set(manifest.models.map(\.model)))
    } catch {
      throw .system(error)
    }
    let jobs = Self.jobs(tests, manifest, models, desk, language)
    var trials = [AnswerTrial?](repeating: nil, count: jobs.count)
    if let live {
      try Self.check(jobs, live)
      // An answer that comes would be written over those that can still be mended.
      if live.writes, !desk.recordings.damaged.isEmpty { throw .damaged(desk.recordings.damaged) }
      var session = LiveSession(
        try LiveSession.start(), lock.take(), desk, root: root, manifest: manifest, live, tell: tell)
      var waiting: [AnswerKey: [Int]] = [:]
      end = try session.run { changed in
        let indices =
          changed.map { Set($0.flatMap { waiting[$0] ?? [] }).sorted() } ?? Array(jobs.indices)
        for index in indices {
          let trial = jobs[index].make()
          trials[index] = trial
          for step in trial.steps where step.answer == nil && !(waiting[step.key]?.contains(index) ?? false) {
            waiting[step.key, default: []].append(index)
          }
        }
      }
      use = session.use
      desk.hasEndedEarly = end != .finished
    }
    for index in jobs.indices where trials[index] == nil || live != nil { trials[index] = jobs[index].make() }
    gather(jobs, trials.compactMap { $0 })
    if isWhole { findOrphans(Set(manifest.models.map(\.model))) }
  }

  private struct Job {
    var test: TestCase
    var renderer: RoutineRenderer
    var model: String?
    var sample: Int
    var maker: TrialMaker

    func make() -> AnswerTrial { maker.trial(test, renderer, sample: sample) }
  }

  private static func jobs(
    _ tests: [(test: TestCase, renderer: RoutineRenderer)], _ manifest: Manifest, _ models: [ModelSetting],
    _ desk: AnswerDesk, _ language: MessageLanguage
  ) -> [Job] {
    let columns: [ModelSetting?] = models.isEmpty ? [nil] : models
    return tests.filter(\.test.answers.asksModels).flatMap { test, renderer in
      columns.flatMap { model in
        (1...test.answers.samples).map { sample in
          Job(
            test: test, renderer: renderer, model: model?.name, sample: sample,
            maker: TrialMaker(
              manifest: manifest, picker: ModelPicker(manifest, named: model), desk: desk, language: language)
          )
        }
      }
    }
  }

  /// What can be known before anybody is asked.
  private static func check(_ jobs: [Job], _ live: LiveSettings) throws(LiveFailure) {
    var told: Set<String> = []
    for job in jobs {
      let picker = job.maker.picker
      var settings: [ModelSetting] = []
      for step in job.test.routine.steps + job.test.routine.routines.flatMap(\.steps)
      where !step.messages.isEmpty {
        if let setting = picker.setting(for: step) { settings.append(setting) }
      }
      if job.test.answers.asked.flatMap(\.assertions).contains(where: {
        if case .judge = $0.assertion { true } else { false }
      }) {
        settings += settings.map { picker.judge(of: $0) }
      }
      for setting in settings where told.insert(setting.name).inserted {
        do throws(ModelEndpoint.Refusal) {
          _ = try ModelEndpoint(setting, environment: System.environment)
        } catch {
          throw .problem(error.problem, nil, isSystem: error.isOfMachine)
        }
        if case .money(_, let currency)? = live.budget, setting.price?.currency != currency {
          throw .problem(
            .noPrice(name: setting.name, currency: currency), .addPrice(currency: currency), isSystem: false)
        }
      }
    }
  }

  private mutating func gather(_ jobs: [Job], _ trials: [AnswerTrial]) {
    for (job, trial) in zip(jobs, trials) {
      if let last = cases.last, last.test.folder == job.test.folder, last.model == job.model {
        cases[cases.count - 1].trials.append(trial)
      } else {
        cases.append(AnsweredCase(test: job.test, model: job.model, trials: [trial]))
      }
    }
  }

  // MARK: Nobody's

  /// - Parameter models: those of all settings.
  private mutating func findOrphans(_ models: Set<String>) {
    let all = cases.flatMap(\.trials)
    // What a run did not get to is not nobody's.
    let unfinished = Set(
      all.filter { !$0.isPassed && ($0.test.answers.isRun || $0.isMissing) }.map(\.test.folder))
    let asked = Set(all.flatMap(\.steps).map(\.setting.model))
    func isUnfinished(_ recording: Recording) -> Bool {
      recording.askers.contains { asker in unfinished.contains { asker.hasPrefix($0 + "/") } }
        || desk.recordings.isDamaged(recording.hash)
    }
    for (hash, file) in desk.recordings.files where !desk.used.contains(hash) {
      let askers = file.recording.askers
      if isUnfinished(file.recording) { continue }
      // Of a model that was not asked now nothing is known, if it and its case are there.
      let folders = Set(cases.map(\.test.folder))
      let isOfCase = askers.contains { asker in folders.contains { asker.hasPrefix($0 + "/") } }
      if isOfCase, !asked.contains(file.recording.model), models.contains(file.recording.model) {
        continue
      }
      if isOfCase, end == .finished {
        replaced.append(hash)
      } else {
        orphans.append((hash, file.diskName))
      }
    }
    orphans.sort { ExactText($0.name) < ExactText($1.name) }
    for (hash, samples) in desk.usedSamples {
      guard let file = desk.recordings.files[hash], !isUnfinished(file.recording) else { continue }
      let more = file.recording.answers.keys.filter { !samples.contains($0) }.sorted()
      if more.isEmpty { continue }
      if end == .finished {
        outnumbered.append((hash, more))
      } else {
        extras.append((hash, file.diskName, more))
      }
    }
    extras.sort { ExactText($0.name) < ExactText($1.name) }
  }

  /// Takes away what a finished session has replaced, and, if so wanted, what is nobody's.
  package func remove(orphans isWanted: Bool) throws(SystemFailure) -> [SystemFailure] {
    try desk.recordings.remove(
      replaced + (isWanted ? orphans.map(\.hash) : []),
      samples: outnumbered + (isWanted ? extras.map { ($0.hash, $0.samples) } : []), joins: isWanted)
  }

  package var isPassed: Bool {
    cases.allSatisfy(\.isPassed) && damaged.isEmpty && (end ?? .finished) == .finished
  }
}
