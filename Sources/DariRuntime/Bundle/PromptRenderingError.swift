// Why prompts could not be rendered, for apps.

import DariBase

/// Everything that was wrong with one rendering: with the data handed in, or with what the templates make of
/// it.
public struct PromptRenderingError: Error, Hashable, Sendable, CustomStringConvertible {
  public struct Problem: Hashable, Sendable {
    /// Of the diagnostic, as `dari explain` knows it: `E0983`.
    public let code: String
    /// Where in the data: `order.items[0].count`; the step's name where it is about a step or its result;
    /// empty for the inputs as a whole.
    public let path: String
    /// One sentence, without a full stop.
    public let english: String
    public let korean: String
    /// The question that the input asks, where the problem is about an input.
    public let question: String?
    /// Where in the routine's source, as `marketing/email-reply.dari:120:3`; nil where it is about the data.
    public let place: String?

    init(_ problem: DariBase.Problem, path: String, question: String? = nil, place: String? = nil) {
      code = problem.code.text
      self.path = path
      english = problem.message(.english)
      korean = problem.message(.korean)
      self.question = question
      self.place = place
    }
  }

  public let problems: [Problem]

  init(problems: [Problem]) { self.problems = problems }

  /// One line for each problem, in English.
  public var description: String {
    problems.map { problem in
      let place = problem.place ?? problem.path
      return place.isEmpty ? problem.english : "\(place): \(problem.english)"
    }.joined(separator: "\n")
  }
}

extension PromptRenderingError.Problem {
  init(_ error: JSONError, path: String) { self.init(error.problem, path: path) }

  init(_ problem: RoutineDataProblem) {
    self.init(problem.problem, path: problem.path, question: problem.question)
  }

  init(_ failure: StepFailure, in routine: Routine, prefix: String = "") {
    let place = failure.error.place
    let file =
      routine.program.files.indices.contains(Int(place.file)) ? routine.program.files[Int(place.file)] : ""
    self.init(
      failure.problem(in: routine), path: prefix + routine.steps[failure.step].name,
      place: "\(file):\(place.line):\(place.column)")
  }
}
