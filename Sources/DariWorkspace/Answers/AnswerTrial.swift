// One sample of a case: its questions, the answers to them, and what is not as it was asked.

import DariBase
import DariEmit
import DariRuntime
import DariSemantics

/// What one answer came to.
package struct TrialStep: Sendable {
  package var parts: [StepName.Part]
  package var name: String
  package var key: AnswerKey
  package var setting: ModelSetting
  /// Nil if none is there.
  package var answer: RecordedAnswer?
  /// Why there is none.
  package var lack: AnswerLack?
  package var findings: [Diagnostic] = []
  /// A verdict on the answer of the step before it.
  package var isJudge = false

  /// What a live session was told instead of an answer.
  package var failure: Note? { if case .failed(let reason)? = lack { reason } else { nil } }
}

package struct AnswerTrial: Sendable {
  package var test: TestCase
  /// From 1.
  package var sample: Int
  package var steps: [TrialStep] = []
  /// What keeps it from being asked at all: no model, or a prompt that a provider can't take.
  package var problems: [Diagnostic] = []
  /// What its author should know, and what makes nothing fail.
  package var warnings: [Diagnostic] = []
  /// Answers that were sent back and are followed by others.
  package var sentBack = 0
  /// Steps that could not be rendered.
  package var failures: [TestFailure] = []
  /// Nothing kept it from being gone through to its end.
  var hasEnded = false
  /// Of a run: the prompts of the last time that each step was done, and the transcript.
  package var prompts: [TestPrompt] = []
  package var transcript: [UInt8]?

  package var isMissing: Bool { steps.contains { $0.answer == nil } }
  package var findings: [Diagnostic] { steps.flatMap(\.findings) }
  package var isPassed: Bool {
    !isMissing && problems.isEmpty && failures.isEmpty && steps.allSatisfy { $0.findings.isEmpty }
  }
}

/// Makes trials. Pure but for the desk: the same answers give the same trials.
struct TrialMaker {
  let manifest: Manifest
  let picker: ModelPicker
  let desk: AnswerDesk
  let language: MessageLanguage

  func trial(_ test: TestCase, _ renderer: RoutineRenderer, sample: Int) -> AnswerTrial {
    var trial = AnswerTrial(test: test, sample: sample)
    if test.answers.isRun {
      run(renderer, &trial)
    } else {
      ask(renderer.render(), test.routine, [], &trial)
      trial.hasEnded = trial.problems.isEmpty && trial.failures.isEmpty
    }
    judge(&trial)
    return trial
  }

  // MARK: Single steps

  private func ask(
    _ rendered: RenderedRoutine, _ routine: Routine, _ calls: [StepName.Part], _ trial: inout AnswerTrial
  ) {
    for step in rendered.steps {
      let definition = routine.steps[step.step]
      let parts = calls + [StepName.Part(name: definition.name, item: step.item?.number)]
      if let call = step.call {
        ask(call.rendered, call.routine, parts, &trial)
        continue
      }
      guard !step.isSkipped, !step.messages.isEmpty,
        trial.test.answers.asked.contains(where: { $0.isAbout(parts) })
      else { continue }
      _ = answer(definition, parts, step.messages, &trial)
    }
  }

  /// The answer to one prompt, held against what the step gives; nil if there is none, or none of use.
  func answer(
    _ step: Routine.Step, _ parts: [StepName.Part], _ messages: [RenderedStep.Message],
    _ trial: inout AnswerTrial
  ) -> Value? {
    let name = StepName.text(parts)
    let type = step.result ?? .text
    guard let setting = picker.setting(for: step) else {
      tell(.noModelForStep(step: name), about: parts, [Mend(.nameModel(name: Self.capability(step)))], &trial)
      return nil
    }
    do throws(ProviderError) {
      let question = try ModelQuestion(
        step: name, schemaName: step.name, messages: messages, result: type, setting: setting)
      var asked = trialStep(question, parts, name, trial)
      var value: Value?
      if let answer = asked.answer { value = read(answer, type, &asked, trial.test) }
      // Of a step that is done again, the last answer counts.
      trial.sentBack += trial.steps.count { $0.parts == parts && $0.answer != nil }
      trial.steps.removeAll { $0.parts == parts }
      trial.steps.append(asked)
      return value
    } catch {
      for problem in error.problems { tell(problem, about: parts, [], &trial) }
      return nil
    }
  }

  private static func capability(_ step: Routine.Step) -> String {
    if case .ai(let name, _) = step.actor { name } else { step.name }
  }

  private func trialStep(
    _ question: ModelQuestion, _ parts: [StepName.Part], _ name: String, _ trial: AnswerTrial
  ) -> TrialStep {
    let wanted = WantedAnswer(
      question: question, sample: trial.sample, asker: "\(trial.test.folder)/\(name)",
      routine: trial.test.routine.name)
    var asked = TrialStep(parts: parts, name: name, key: wanted.key, setting: question.setting)
    asked.answer = desk.answer(to: wanted)
    if asked.answer == nil { asked.lack = desk.lack(of: wanted) }
    return asked
  }

  /// That an answer is whole and of the type that the step gives is asked of every one.
  private func read(_ answer: RecordedAnswer, _ type: Type, _ asked: inout TrialStep, _ test: TestCase)
    -> Value?
  {
    if answer.end == .refused {
      let words = JudgedAnswer.short(answer.text)
      find(words.isEmpty ? .answerRefusedSilently : .answerRefused(text: words), &asked, test)
      return nil
    }
    if answer.end == .cutOff {
      find(asked.setting.maxTokens == nil ? .answerCutByServer : .answerCutOff, &asked, test)
    }
    do throws(AnswerReading.Fault) {
      return try AnswerReading.value(answer.text, type, name: asked.name)
    } catch {
      switch error {
      case .notJSON(let error): find(.answerNotJSON(reason: error.note), &asked, test)
      case .notOfType(let problems):
        for problem in problems.prefix(5) {
          find(.answerNotOfType(problem: problem.problem.message(language)), &asked, test)
        }
      }
      return nil
    }
  }

  /// - Parameter step: whose answer it is, if not that of `asked`.
  private func find(
    _ finding: Note, _ asked: inout TrialStep, _ test: TestCase, of step: String? = nil,
    at span: SourceSpan? = nil
  ) {
    let place = span ?? test.answers.asked.first { $0.isAbout(asked.parts) }?.span ?? test.nameSpan
    asked.findings.append(
      Diagnostic(
        .answerNotAsExpected(case: test.name, step: step ?? asked.name, finding: finding), at: place))
  }

  private func tell(
    _ problem: Problem, about parts: [StepName.Part], _ mends: [Mend], _ trial: inout AnswerTrial
  ) {
    let span = trial.test.answers.asked.first { $0.isAbout(parts) }?.span ?? trial.test.nameSpan
    let diagnostic = Diagnostic(problem, at: span, mends: mends)
    if !trial.problems.contains(diagnostic) { trial.problems.append(diagnostic) }
  }

  // MARK: What is asked of answers

  private func judge(_ trial: inout AnswerTrial) {
    // Of a run that something stopped nobody knows what it would have come to.
    let isThrough = trial.hasEnded && !trial.isMissing && trial.steps.allSatisfy { $0.findings.isEmpty }
    for entry in trial.test.answers.asked {
      let meant = trial.steps.indices.filter { entry.isAbout(trial.steps[$0].parts) }
      if meant.isEmpty, isThrough {
        trial.problems.append(
          Diagnostic(
            .expectedStepNotDone(key: "answers", step: entry.text, case: trial.test.name), at: entry.span))
      }
      for index in meant { judge(index, entry, &trial) }
    }
  }

  private func judge(_ index: Int, _ entry: AnswerPlan.Asked, _ trial: inout AnswerTrial) {
    var asked = trial.steps[index]
    guard let answer = asked.answer, answer.end != .refused else { return }
    let type = type(of: asked.parts, in: trial.test.routine)
    let judged = JudgedAnswer(text: answer.text, type: type, model: asked.setting.name)
    let isRead = asked.findings.isEmpty
    for (assertion, span) in entry.assertions {
      if case .judge(let criterion) = assertion {
        // What can't be read is not worth a judge's time.
        if isRead { verdict(answer.text, criterion, span, &asked, &trial) }
      } else if let finding = judged.finding(assertion, meter: manifest.meter(for: asked.setting.name)) {
        find(finding, &asked, trial.test, at: span)
      }
    }
    trial.steps[index] = asked
  }

  private func type(of parts: [StepName.Part], in routine: Routine) -> Type {
    var name = StepName(parts: parts)
    name.parts[parts.count - 1].item = nil
    guard let found = routine.step(named: name) else { return .text }
    return found.routine.steps[found.index].result ?? .text
  }

  /// The judge's answers are kept like any other.
  private func verdict(
    _ answer: String, _ criterion: String, _ span: SourceSpan, _ asked: inout TrialStep,
    _ trial: inout AnswerTrial
  ) {
    let setting = picker.judge(of: asked.setting)
    guard
      let question = try? ModelQuestion(judging: answer, by: criterion, step: asked.name, setting: setting)
    else { return }
    var judging = trialStep(question, asked.parts, "\(asked.name) judge", trial)
    if let said = judging.answer, let value = read(said, ModelQuestion.verdict, &judging, trial.test),
      case .record(let fields) = value, case .bool(let holds) = fields[0], case .text(let reason) = fields[1],
      !holds
    {
      find(
        .judgedNot(criterion: criterion, reason: JudgedAnswer.short(reason, 200)), &judging, trial.test,
        of: asked.name, at: span)
    }
    // Beside the step's own, so that what is missing is told; `parts` would take it for the step itself.
    judging.parts = []
    judging.isJudge = true
    trial.steps.append(judging)
  }
}
