// A case that runs the whole routine: answers flow from step to step, and people say what the case says.

import DariBase
import DariRuntime
import DariSemantics

extension TrialMaker {
  func run(_ renderer: RoutineRenderer, _ trial: inout AnswerTrial) {
    let (end, events, actors) = renderer.run(CaseActors(maker: self, trial: trial))
    trial = actors.trial
    let test = trial.test
    switch end {
    case .waiting: return
    case .lacks(let place):
      trial.problems.append(
        Diagnostic(
          .runLacks(case: test.name, step: place.name), at: test.nameSpan,
          mends: [Mend(.giveStep(step: Self.givenName(place)))]))
      return
    case .failed(let failure, let place):
      trial.failures.append(TestFailure(failure: failure, routine: place.routine, parts: place.parts))
      return
    case .finished, .stopped: trial.hasEnded = trial.problems.isEmpty
    }
    // What somebody was to say and nobody came to say: the case means another way through the routine.
    for refusals in test.answers.refusals
    where !events.contains(where: { refusals.isAbout($0.place.parts) && $0.isLook }) {
      if case .finished = end {
        trial.problems.append(
          Diagnostic(
            .expectedStepNotDone(key: "remarks", step: refusals.text, case: test.name), at: refusals.span))
      }
    }
    // A text that is never said tries nothing, and its author thinks that it does.
    for refusals in test.answers.refusals {
      let looks = events.filter { refusals.isAbout($0.place.parts) && $0.isLook }
      let said =
        Dictionary(grouping: looks.filter(\.isRefusal), by: \.place.name).values.map(\.count).max() ?? 0
      if !looks.isEmpty, said < refusals.texts.count {
        trial.warnings.append(
          Diagnostic(
            .remarkUnsaid(count: refusals.texts.count, step: refusals.text, case: test.name, said: said),
            at: refusals.span))
      }
    }
    trial.transcript = Transcript(test, events, end).page
    trial.prompts = events.compactMap { event in
      guard case .asked(let messages, _) = event.kind else { return nil }
      return TestPrompt(messages, event.place)
    }
  }

  /// As `given` names it: the list of all items.
  private static func givenName(_ place: RunPlace) -> String {
    var parts = place.parts
    parts[parts.count - 1].item = nil
    let name = StepName.text(parts)
    return name.utf8.contains(0x5B) ? "\"\(name)\"" : name
  }
}

/// Models answer what is on the desk; people send back what the case says that they do, and then are content.
private struct CaseActors: RunActors {
  let maker: TrialMaker
  var trial: AnswerTrial
  /// How often each place has been sent back.
  private var said: [String: Int] = [:]

  init(maker: TrialMaker, trial: AnswerTrial) {
    self.maker = maker
    self.trial = trial
  }

  mutating func answer(_ place: RunPlace, _ messages: [RenderedStep.Message]) -> Value? {
    maker.answer(place.step, place.parts, messages, &trial)
  }

  mutating func verdict(_ place: RunPlace, _ shown: [RunShown]) -> RunVerdict {
    let texts = trial.test.answers.refusals.first { $0.isAbout(place.parts) }?.texts ?? []
    let count = said[place.name, default: 0]
    guard count < texts.count else { return .yes }
    said[place.name] = count + 1
    return .no(texts[count])
  }
}

extension AnswerPlan.Refusals {
  /// Without a number, every item.
  fileprivate func isAbout(_ parts: [StepName.Part]) -> Bool {
    parts.count == step.parts.count
      && zip(parts, step.parts).allSatisfy { $0.name == $1.name && ($1.item == nil || $0.item == $1.item) }
  }
}

extension RunEvent {
  fileprivate var isRefusal: Bool { if case .refused = kind { true } else { false } }

  fileprivate var isLook: Bool {
    switch kind {
    case .accepted, .refused: true
    default: false
    }
  }
}

extension TestPrompt {
  fileprivate init(_ messages: [RenderedStep.Message], _ place: RunPlace) {
    self.init(steps: place.parts, name: place.name, bodies: messages.map(\.body), model: place.step.model)
  }
}
