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
    /// The one step that it looks at, by name, if that is all it says of others.
    var reviewed: String?
    /// The step that a no leads back to, and where what was said lies.
    var redo: (step: Int, remarksSlot: Int)?
  }

  /// A name of a step's `each`, which only that step's texts and its `with` see.
  struct Item {
    var name: String
    var step: Int
    var span: SourceSpan
  }

  var inputs: [String: Input] = [:]
  var steps: [String: Step] = [:]
  /// Of all steps, in file order; several may have the same name.
  var items: [Item] = []
  /// Steps whose `each` could not be read: a name that means nothing in them may be one of its items.
  var stepsOfUnreadItems: Set<Int> = []
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
      /// What is known where it is used.
      var facts: Facts
    }
    var places: [Use] = []
  }

  func place(of name: String) -> SourceSpan? { inputs[name]?.span ?? steps[name]?.span }

  func isGiven(_ step: Step) -> Bool { step.index < current || (seesOwnResult && step.index == current) }

  /// Whose item a name is that means nothing here; this step's, if it is.
  func item(_ name: String) -> (step: String, span: SourceSpan)? {
    let found = items.filter { $0.name == name }
    guard let item = found.first(where: { $0.step == current }) ?? found.first else { return nil }
    return steps.first { $0.value.index == item.step }.map { ($0.key, item.span) }
  }

  /// Of a step without a result that is spoken of: the step that it looks at, whose result was meant.
  func whatItReviews(_ step: Step, at span: SourceSpan) -> [Mend] {
    guard let name = step.reviewed, let reviewed = steps[name], reviewed.index < step.index,
      reviewed.result != nil
    else { return [] }
    return [Mend(.whatItReviews(step: name), [TextEdit(span, name)])]
  }

  /// Names that mean something here, for did-you-mean.
  var visible: [String] {
    inputs.keys.sorted() + steps.filter { isGiven($0.value) && $0.value.result != nil }.keys.sorted()
  }
}
