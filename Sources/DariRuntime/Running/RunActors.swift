// Who does the steps of a run: what they are asked, and what happened.

import DariBase

/// One time that a step of a run is done.
package struct RunPlace: Sendable {
  /// The routine that the step is in.
  package var routine: Routine
  /// Index of the step.
  package var index: Int
  /// With the calls that lead to it; items from 0.
  package var parts: [StepName.Part]
  /// How many times it, or this item of it, has been done before in this run.
  package var before: Int

  package var step: Routine.Step { routine.steps[index] }
  /// `write[0].draft`.
  package var name: String { StepName.text(parts) }
}

extension StepName {
  package static func text(_ parts: [Part]) -> String {
    parts.map { $0.name + ($0.item.map { "[\($0)]" } ?? "") }.joined(separator: ".")
  }
}

/// Something that a person looks at: the result of an earlier step.
package struct RunShown: Sendable {
  package var step: String
  package var value: Value
  package var type: Type
}

package enum RunVerdict: Sendable {
  case yes
  /// What the person said.
  case no(String)
}

package protocol RunActors {
  /// What a model answers, of the step's type; nil if it is not known (yet), or of no use.
  mutating func answer(_ place: RunPlace, _ messages: [RenderedStep.Message]) -> Value?
  /// Whether a person who looks is content.
  mutating func verdict(_ place: RunPlace, _ shown: [RunShown]) -> RunVerdict
}

/// What happened, for the transcript.
package struct RunEvent: Sendable {
  package enum Kind: Sendable {
    case skipped
    /// Handed in, and so nobody was asked.
    case given(Value)
    case asked([RenderedStep.Message], Value)
    /// Put together by the routine itself.
    case text(String)
    /// A person looked; what they gave, or made of what they looked at, if anything.
    case accepted([RunShown], changed: Value?)
    case refused([RunShown], remarks: String)
    /// What a person or a tool gave.
    case gave(Value)
    /// Done, with nothing to tell.
    case done
    /// There is no way back any more.
    case stopped
  }

  package var place: RunPlace
  package var kind: Kind
}

/// How a run ended.
package enum RunEnd: Sendable {
  case finished(Value, Type?)
  /// A person said no, and there is no way back any more.
  case stopped
  /// An answer is not known.
  case waiting
  /// The case has to say what this step gives.
  case lacks(RunPlace)
  case failed(StepFailure, RunPlace)
}
