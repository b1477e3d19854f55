// A routine and data -> the prompts and texts of its steps. What `dari render`, tests and apps call.

import DariBase

/// What is handed in to render a routine: data as its format read it, not yet of any type.
package struct RoutineData: Sendable {
  /// An object whose keys are inputs.
  package var inputs: DataNode
  /// Results of steps, by the step's name; of a routine that a step calls as `write.draft`. Of a step with `each` a
  /// list: all its results, or those so far.
  package var given: [(step: String, result: DataNode)]
  /// What people said when they refused, by the name of the step that reviews: the steps that it sends back are done
  /// again, after the result handed in for them. Of one item, as `look[1]`, where the person goes through a list.
  package var remarks: [(step: String, text: String)]

  package init(
    inputs: DataNode = DataNode(.object([])), given: [(step: String, result: DataNode)] = [],
    remarks: [(step: String, text: String)] = []
  ) {
    self.inputs = inputs
    self.given = given
    self.remarks = remarks
  }
}

/// What one step's templates came to.
package struct RenderedStep: Sendable {
  package struct Message: Sendable {
    package var role: Routine.Role
    package var body: RenderedText

    package init(role: Routine.Role, body: RenderedText) {
      self.role = role
      self.body = body
    }
  }

  /// One of the times that a step with `each` is done.
  package struct Item: Hashable, Sendable {
    /// From 0.
    package var number: Int
    package var count: Int
  }

  /// What the routine came to that the step calls.
  package struct Call: Sendable {
    package var routine: Routine
    package var rendered: RenderedRoutine
  }

  /// Index of the step in the routine.
  package var step: Int
  package var item: Item?
  /// Its `when` does not hold, so it is not done.
  package var isSkipped = false
  /// When the step is done again, the refused answer and what was said to it are the last two.
  package var messages: [Message] = []
  /// The step's `@text`.
  package var text: RenderedText?
  /// The step's `@again`, if it is done again.
  package var again: RenderedText?
  /// Of a step that has a budget.
  package var tokens: TokenCount?
  package var call: Call?

  init(step: Int, isSkipped: Bool = false) {
    self.step = step
    self.isSkipped = isSkipped
  }
}

/// A step that could not be rendered with this data.
package struct StepFailure: Error, Sendable {
  package var step: Int
  package var error: RenderError
}

package struct RenderedRoutine: Sendable {
  /// In the routine's order, one with `each` once for every item; those that failed are left out.
  package var steps: [RenderedStep] = []
  package var failures: [StepFailure] = []

  /// Also in the routines that are called.
  package var hasFailures: Bool {
    !failures.isEmpty || steps.contains { $0.call?.rendered.hasFailures == true }
  }
}

/// A routine whose inputs, results and remarks have their values.
package struct RoutineRenderer: Sendable {
  package let routine: Routine
  private var tracing: Bool
  private let isParanoid: Bool
  private let read: RoutineDataReader.Read

  /// The inputs in the routine's order, and what was handed in for its steps.
  var data: (inputs: [Value], given: GivenData) { (read.inputs, read.given) }

  /// Checks all data before anything is rendered.
  /// - Parameter isParanoid: reads every message back as a whole (`SkeletonCheck`), and traces for that.
  /// - Throws: every problem of the data, not only the first.
  package init(
    routine: Routine, data: RoutineData, tracing: Bool = false, isParanoid: Bool = false
  ) throws(RoutineDataError) {
    self.isParanoid = isParanoid
    self.routine = routine
    self.tracing = tracing
    read = RoutineDataReader(routine: routine).read(data)
    if !read.problems.isEmpty { throw RoutineDataError(problems: read.problems, omitted: read.omitted) }
  }

  /// The same, telling where every byte of what it renders comes from.
  package var traced: RoutineRenderer {
    var traced = self
    traced.tracing = true
    return traced
  }

  /// The values of the inputs, in the routine's order.
  package var inputs: [Value] { read.inputs }

  /// Steps that have something to render.
  package static func isRendered(_ step: Routine.Step) -> Bool {
    if case .routine = step.actor { return true }
    return !step.messages.isEmpty || step.text != nil
  }

  /// Walks through the routine as far as what was handed in reaches, and renders every AI step, every `@text` and
  /// every routine that a step calls, or only the steps wanted, in order. What a text or a called routine comes to is
  /// the step's result for the steps after it, unless another was handed in.
  /// - Parameters:
  ///   - wanted: indices of steps; nil for all.
  ///   - coverage: takes in which branches were gone into.
  package func render(
    _ wanted: Set<Int>? = nil, coverage: RenderCoverage? = nil
  ) -> RenderedRoutine {
    var routines: [String: Routine] = [:]
    for called in routine.routines { routines[called.name] = called }
    var walk = RoutineWalk(
      routine, routines: routines, inputs: read.inputs, given: read.given, tracing: tracing || isParanoid,
      isParanoid: isParanoid, coverage: coverage)
    return walk.run(wanted)
  }
}
