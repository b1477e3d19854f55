// Which ways through templates were gone while rendering: for those who ask what no test has rendered.

/// Collects over many renderings.
package final class RenderCoverage {
  package enum Outcome: Hashable, Sendable {
    case holds, fails
    /// The branch of a `match`, from 0.
    case matches(Int)
    case otherwise
    /// Of a loop.
    case hasItems, isEmpty
  }

  /// A way that an instruction can go. Snippets that were made for several places are one in the source, and so here.
  package struct Way: Hashable, Sendable {
    package var path: String
    package var line: Int
    package var column: Int
    package var outcome: Outcome

    package init(_ place: Program.Place, _ outcome: Outcome, in program: Program) {
      path = program.files.indices.contains(Int(place.file)) ? program.files[Int(place.file)] : ""
      line = Int(place.line)
      column = Int(place.column)
      self.outcome = outcome
    }
  }

  /// A step that was done, or skipped because of its `when`.
  package struct StepWay: Hashable, Sendable {
    package var routine: String
    package var step: String
    package var isSkipped: Bool
    /// It was done again, with its `@again`.
    package var isAgain: Bool

    package init(routine: String, step: String, isSkipped: Bool, isAgain: Bool = false) {
      self.routine = routine
      self.step = step
      self.isSkipped = isSkipped
      self.isAgain = isAgain
    }
  }

  /// What kind of value an input had, or a part of one.
  package struct InputWay: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case absent, given
      case word(String)
      case bool(Bool)
    }

    package var routine: String
    /// `order.kind`; items of lists are not told apart: `notes[].mood`.
    package var path: String
    package var kind: Kind

    package init(routine: String, path: String, kind: Kind) {
      self.routine = routine
      self.path = path
      self.kind = kind
    }
  }

  package private(set) var ways: Set<Way> = []
  package private(set) var steps: Set<StepWay> = []
  package private(set) var inputs: Set<InputWay> = []
  /// Names of snippets.
  package internal(set) var called: Set<String> = []

  package init() {}

  func note(_ place: Program.Place, _ outcome: Outcome, in program: Program) {
    ways.insert(Way(place, outcome, in: program))
  }

  func note(_ step: Routine.Step, of routine: Routine, isSkipped: Bool, isAgain: Bool = false) {
    steps.insert(
      StepWay(routine: routine.name, step: step.name, isSkipped: isSkipped, isAgain: isAgain))
  }

  func note(_ values: [Value], of routine: Routine) {
    for (input, value) in zip(routine.inputs, values) { note(value, input.type, routine.name, input.name) }
  }

  private func note(_ value: Value, _ type: Type, _ routine: String, _ path: String) {
    func insert(_ kind: InputWay.Kind) {
      inputs.insert(InputWay(routine: routine, path: path, kind: kind))
    }
    if type.isOptional { insert(value.isAbsent ? .absent : .given) }
    switch (type.core, value) {
    case (.enumeration, .symbol(let word)): insert(.word(word))
    case (.bool, .bool(let holds)): insert(.bool(holds))
    case (.list(_, let item), .list(let values)):
      for value in values { note(value, item, routine, path + "[]") }
    case (.record(let record), .record(let values)):
      for (slot, value) in zip(record.slots, values) {
        let field = record.fields[slot]
        note(value, field.type, routine, "\(path).\(field.name)")
      }
    default: break
    }
  }
}
