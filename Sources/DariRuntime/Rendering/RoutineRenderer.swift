// A routine and data -> the prompts and texts of its steps. What `dari render`, tests and apps call.

import DariBase

/// What is handed in to render a routine: data as its format read it, not yet of any type.
package struct RoutineData: Sendable {
  /// An object whose keys are inputs.
  package var inputs: DataNode
  /// Results of steps, by the step's name.
  package var given: [(step: String, result: DataNode)]
  /// What people said when they refused, by the name of the step that reviews.
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
  }

  /// Index of the step in the routine.
  package var step: Int
  package var messages: [Message] = []
  /// The step's `@text`.
  package var text: RenderedText?
  /// The step's `@again`, if remarks were handed in.
  package var again: RenderedText?
  /// Of a step that has a budget.
  package var tokens: TokenCount?
}

/// A step that could not be rendered with this data.
package struct StepFailure: Error, Sendable {
  package var step: Int
  package var error: RenderError
}

package struct RenderedRoutine: Sendable {
  /// In the routine's order; those that failed are left out.
  package var steps: [RenderedStep] = []
  package var failures: [StepFailure] = []
}

/// A routine whose inputs, results and remarks have their values.
package struct RoutineRenderer: Sendable {
  package let routine: Routine
  private let tracing: Bool
  /// The frame: inputs, results, remarks; results not handed in are placeholders.
  private var values: [Value]
  private let given: Set<Int>
  private let hasRemarks: Bool

  /// Checks all data before anything is rendered.
  /// - Throws: every problem of the data, not only the first.
  package init(
    routine: Routine, data: RoutineData, tracing: Bool = false
  ) throws(RoutineDataError) {
    self.routine = routine
    self.tracing = tracing
    let read = RoutineDataReader(routine: routine).read(data)
    if !read.problems.isEmpty { throw RoutineDataError(problems: read.problems, omitted: read.omitted) }
    var values = Array(repeating: Value.absent, count: routine.slotNames.count)
    for (slot, value) in read.inputs.enumerated() { values[slot] = value }
    for (index, step) in routine.steps.enumerated() {
      if let slot = step.resultSlot { values[slot] = read.results[index] ?? .placeholder(step.name) }
      if let slot = step.remarksSlot {
        values[slot] = read.remarks[index].map { .text($0) } ?? .placeholder("\(step.name).remarks")
      }
    }
    self.values = values
    given = Set(read.results.keys)
    hasRemarks = !read.remarks.isEmpty
  }

  /// Steps that have something to render.
  package static func isRendered(_ step: Routine.Step) -> Bool { !step.messages.isEmpty || step.text != nil }

  /// Renders every AI step and every `@text`, or only the steps wanted, in order. The text of a step is its
  /// result for the steps after it, unless another was handed in.
  /// - Parameter wanted: indices of steps; nil for all.
  package func render(_ wanted: Set<Int>? = nil) -> RenderedRoutine {
    var values = values
    var result = RenderedRoutine()
    for (index, step) in routine.steps.enumerated() where Self.isRendered(step) {
      let isWanted = wanted?.contains(index) ?? true
      let flowsOn = step.text != nil && step.resultSlot != nil && !given.contains(index)
      guard isWanted || flowsOn else { continue }
      do throws(RenderError) {
        let rendered = try render(step, index, values, textOnly: !isWanted)
        if flowsOn, let slot = step.resultSlot, let text = rendered.text { values[slot] = .text(text.text) }
        if isWanted { result.steps.append(rendered) }
      } catch {
        // A text that nobody asked for and that can't be made yet stays a placeholder for those who print it.
        if isWanted { result.failures.append(StepFailure(step: index, error: error)) }
      }
    }
    return result
  }

  private func render(
    _ step: Routine.Step, _ index: Int, _ values: [Value], textOnly: Bool
  ) throws(RenderError) -> RenderedStep {
    func render(_ block: Program.Block) throws(RenderError) -> RenderedText {
      var renderer = Renderer(
        program: routine.program, slotNames: routine.slotNames, values: values, tracing: tracing)
      return try renderer.render(block)
    }
    var result = RenderedStep(step: index)
    if let text = step.text { result.text = try render(text) }
    if textOnly { return result }
    for message in step.messages {
      result.messages.append(RenderedStep.Message(role: message.role, body: try render(message.body)))
    }
    if hasRemarks, let again = step.again { result.again = try render(again) }
    result.tokens = try BudgetCheck(routine: routine, values: values).count(result)
    return result
  }
}
