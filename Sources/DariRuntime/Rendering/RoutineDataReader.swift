// The data of one rendering -> values of the types that the routine says, with everything that is wrong at
// once.

import DariBase

/// One thing that is wrong with what was handed in.
package struct RoutineDataProblem: Sendable {
  package enum Kind: Sendable {
    case data(DataProblem)
    /// A result or remarks for something that is no step; the steps that have one.
    case unknownStep(String, known: [String])
    case withoutResult(String)
    /// Remarks of a step that does not send anything back.
    case refusesNothing(String)
  }

  /// What was handed in: the inputs, or the result of the step of this name.
  package enum Source: Hashable, Sendable {
    case inputs
    case given(String)
  }

  package var kind: Kind
  package var source: Source
  /// The question that the input asks.
  package var question: String?
}

package struct RoutineDataError: Error, Sendable {
  package var problems: [RoutineDataProblem]
  /// How many more there were.
  package var omitted = 0
}

struct RoutineDataReader {
  let routine: Routine

  struct Read: Sendable {
    /// In the order of the routine's inputs.
    var inputs: [Value] = []
    var given = GivenData()
    var problems: [RoutineDataProblem] = []
    /// How many problems are not told.
    var omitted = 0
  }

  func read(_ data: RoutineData) -> Read {
    var read = Read()
    readInputs(data.inputs, into: &read)
    for (name, result) in data.given {
      guard let (found, path, _) = find(name, &read, where: { $0.resultSlot != nil }) else { continue }
      guard let type = found.routine.givenType(of: found.index) else {
        read.problems.append(RoutineDataProblem(kind: .withoutResult(name), source: .given(name)))
        continue
      }
      var decoder = DataDecoder()
      let step = found.routine.steps[found.index]
      let value = decoder.decode(step.answers(in: result), as: type, path: name)
      if let value { read.given.update(path) { $0.results[found.index] = value } }
      read.problems += decoder.problems.map { RoutineDataProblem(kind: .data($0), source: .given(name)) }
      read.omitted += decoder.omittedProblems
    }
    for (name, text) in data.remarks {
      guard let (found, path, item) = find(name, &read, ofItem: true, where: { $0.redo != nil }) else {
        continue
      }
      guard found.routine.steps[found.index].redo != nil else {
        read.problems.append(RoutineDataProblem(kind: .refusesNothing(name), source: .given(name)))
        continue
      }
      read.given.update(path) { given in
        if let item {
          given.itemRemarks[found.index, default: [:]][item] = text
        } else {
          given.remarks[found.index] = text
        }
      }
    }
    return read
  }

  /// The step that a name speaks of, and the calls that lead to it.
  private func find(
    _ name: String, _ read: inout Read, ofItem: Bool = false, where isKnown: (Routine.Step) -> Bool
  ) -> (found: (routine: Routine, index: Int), path: [GivenData.Call], item: Int?)? {
    guard let parsed = StepName(name), let found = routine.step(named: parsed, ofItem: ofItem) else {
      read.problems.append(
        RoutineDataProblem(
          kind: .unknownStep(name, known: routine.stepNames(where: isKnown)), source: .given(name)))
      return nil
    }
    var path: [GivenData.Call] = []
    for end in parsed.parts.indices.dropLast() {
      var prefix = parsed
      prefix.parts = Array(parsed.parts[...end])
      prefix.parts[end].item = nil
      guard let call = routine.step(named: prefix) else { return nil }
      path.append(.init(step: call.index, item: parsed.parts[end].item))
    }
    return (found, path, parsed.parts.last?.item)
  }

  private func readInputs(_ node: DataNode, into read: inout Read) {
    let record = routine.inputRecord
    var decoder = DataDecoder()
    let value = decoder.decode(node, as: Type(.record(record)), path: "")
    read.omitted += decoder.omittedProblems
    for problem in decoder.problems {
      let input = routine.inputs.first { problem.path.startsWithName($0.name) }
      read.problems.append(
        RoutineDataProblem(kind: .data(problem), source: .inputs, question: input?.question))
    }
    guard case .record(let values)? = value else { return }
    for input in routine.inputs {
      var value = record.slot(of: input.name).map { values[$0] } ?? .absent
      if case .absent = value, let fallback = input.defaultValue { value = fallback }
      read.inputs.append(value)
    }
  }
}

extension GivenData {
  /// Changes what the routine at the end of a path of calls gets.
  fileprivate mutating func update(_ path: [Call], _ change: (inout GivenData) -> Void) {
    guard let first = path.first else { return change(&self) }
    called[first, default: GivenData()].update(Array(path.dropFirst()), change)
  }
}

extension Routine.Step {
  /// What was handed in as the step's result, with each answer as a model gave it taken out of its wrapping: OpenAI's
  /// structured outputs are always objects, so what is no record is asked for, and answered, as `{"result": …}`.
  fileprivate func answers(in node: DataNode) -> DataNode {
    guard let result, result.isWrappedInAnswers else { return node }
    if case .record(let record) = result.core, record.field("result") != nil { return node }
    guard each != nil else { return node.unwrapped }
    guard case .list(let items) = node.content else { return node }
    return DataNode(.list(items.map(\.unwrapped)), range: node.range)
  }
}

extension DataNode {
  fileprivate var unwrapped: DataNode {
    guard case .object(let entries) = content, entries.count == 1, entries[0].key == "result" else {
      return self
    }
    return entries[0].value
  }
}

extension Routine {
  /// The inputs as one record whose fields they are; one with a default may be left out.
  package var inputRecord: RecordType {
    RecordType(
      fields: inputs.map { input in
        RecordType.Field(
          name: input.name, type: input.defaultValue == nil ? input.type : input.type.asOptional)
      })
  }
}

extension String {
  /// `order.items[0]` starts with the name `order`, and not with `ord`.
  fileprivate func startsWithName(_ name: String) -> Bool {
    let head = unicodeScalars.prefix { $0 != "." && $0 != "[" }
    return String(head) == name
  }
}
