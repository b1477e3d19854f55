// The names that a routine's templates see besides those of its file and libraries.

import DariBase
import DariRuntime

/// Inputs and steps, and where among the steps we stand.
struct RoutineNames {
  struct Input {
    var slot: Int
    var type: Type
    var span: SourceSpan
  }

  struct Step {
    var index: Int
    var span: SourceSpan
    /// Nil: the step has no result.
    var result: (slot: Int, type: Type)?
    /// The step that a no leads back to, and where what was said lies.
    var redo: (step: Int, remarksSlot: Int)?
  }

  var inputs: [String: Input] = [:]
  var steps: [String: Step] = [:]
  /// Index of the step whose templates are checked; results of earlier steps are visible.
  var current = 0
  /// `@check` looks at the step's own result.
  var seesOwnResult = false
  /// `@again` sees what was said by who sent the step back.
  var seesRemarks = false
  /// Steps whose results later templates use; shared by all copies.
  let uses = UseLog()

  final class UseLog {
    struct Use {
      /// The step whose result is used, and the one that uses it.
      var step: Int
      var current: Int
      var span: SourceSpan
    }
    var places: [Use] = []
  }

  func place(of name: String) -> SourceSpan? { inputs[name]?.span ?? steps[name]?.span }

  func isGiven(_ step: Step) -> Bool { step.index < current || (seesOwnResult && step.index == current) }

  /// Names that mean something here, for did-you-mean.
  var visible: [String] {
    inputs.keys.sorted() + steps.filter { isGiven($0.value) && $0.value.result != nil }.keys.sorted()
  }
}
