// A program in a bundle: the flat arrays of `Program` as nested lists that a person can read and another
// language can run. Constants and snippets stay tables, addressed by their place.

import DariBase
import DariRuntime

struct ProgramEncoding {
  let program: Program

  func tables() -> JSONObject {
    [
      "files": .array(program.files.map { .string($0) }),
      "constants": .array(program.constants.map(encode)),
      "snippets": .array(program.snippets.map(encode)),
      "escapings": .array(program.escapings.map(encode)),
    ]
  }

  private func encode(_ constant: Program.Constant) -> JSONValue {
    var object: JSONObject = ["value": ValueEncoding.encode(constant.value)]
    object["name"] = constant.name.map { .string($0) }
    return .object(object)
  }

  private func encode(_ escaping: Escaping) -> JSONValue {
    var object: JSONObject = ["place": .string(escaping.place.rawValue)]
    if escaping.isUntrusted { object["untrusted"] = true }
    if !escaping.labels.isEmpty { object["labels"] = .array(escaping.labels.words.map { .string($0) }) }
    if !escaping.steps.isEmpty { object["escape"] = .array(escaping.steps.map { .string($0.rawValue) }) }
    if !escaping.prefix.isEmpty {
      object["prefix"] = .string(String(decoding: escaping.prefix, as: UTF8.self))
    }
    return .object(object)
  }

  private func encode(_ snippet: Program.Snippet) -> JSONValue {
    [
      "name": .string(snippet.name), "parameters": .integer(Int64(snippet.parameterCount)),
      "slots": .array(snippet.slotNames.map { .string($0) }), "body": encode(snippet.body),
    ]
  }

  // MARK: Instructions

  func encode(_ block: Program.Block) -> JSONValue {
    .array(program.instructions[block.range].map { .object(encode($0)) })
  }

  private func encode(_ instruction: Program.Instruction) -> JSONObject {
    switch instruction {
    case .text(let literal, let place):
      return ["op": "text", "text": .string(program.text(of: literal)), "at": encode(place)]
    case .opening(let run, let isCode, let place):
      var object: JSONObject = ["op": "open", "run": .string(program.text(of: run)), "at": encode(place)]
      if isCode { object["code"] = true }
      return object
    case .closing(let run, let place):
      return ["op": "close", "run": .string(program.text(of: run)), "at": encode(place)]
    case .print(let value, let escaping, let place):
      var object: JSONObject = ["op": "print", "value": encode(value), "at": encode(place)]
      if escaping >= 0 { object["escaping"] = .integer(Int64(escaping)) }
      return object
    case .call(let snippet, let arguments, let indent, let place):
      var object: JSONObject = [
        "op": "call", "snippet": .integer(Int64(snippet)), "arguments": .array(encode(arguments)),
        "at": encode(place),
      ]
      if !indent.isEmpty { object["indent"] = .string(program.text(of: indent)) }
      return object
    case .branch: return encodeBranches(instruction)
    case .loop(let slot, let list, let condition, let body, let otherwise, let place):
      var object: JSONObject = [
        "op": "for", "slot": .integer(Int64(slot)), "in": encode(list), "body": encode(body),
        "at": encode(place),
      ]
      object["if"] = condition.map(encode)
      object["else"] = unlessEmpty(otherwise)
      return object
    case .match(let subject, let start, let count, let otherwise, let place):
      let cases = program.branches[Int(start)..<Int(start) + Int(count)].map { branch -> JSONValue in
        ["patterns": .array(branch.patterns.map(encode)), "body": encode(branch.body)]
      }
      var object: JSONObject = [
        "op": "match", "value": encode(subject), "cases": .array(cases), "at": encode(place),
      ]
      object["else"] = unlessEmpty(otherwise)
      return object
    case .set(let slot, let value, let place):
      return ["op": "set", "slot": .integer(Int64(slot)), "value": encode(value), "at": encode(place)]
    }
  }

  /// An `else` that holds one `if` and nothing else is an `elif`: a row of branches, not a deep tree.
  private func encodeBranches(_ first: Program.Instruction) -> JSONObject {
    var branches: [JSONValue] = []
    var rest = first
    while case .branch(let condition, let then, let otherwise, let place) = rest {
      branches.append(["when": encode(condition), "then": encode(then), "at": encode(place)])
      if otherwise.count == 1, case .branch = program.instructions[Int(otherwise.start)] {
        rest = program.instructions[Int(otherwise.start)]
        continue
      }
      var object: JSONObject = ["op": "if", "branches": .array(branches)]
      object["else"] = unlessEmpty(otherwise)
      return object
    }
    preconditionFailure("called with a branch")
  }

  private func encode(_ pattern: Program.MatchBranch.Pattern) -> JSONValue {
    switch pattern {
    case .word(let word): .string(word)
    // No case of an enum may be called so.
    case .present: "present"
    case .absent: "absent"
    }
  }

  private func unlessEmpty(_ block: Program.Block) -> JSONValue? { block.count == 0 ? nil : encode(block) }

  func encode(_ place: Program.Place) -> JSONValue {
    .array([place.file, place.line, place.column].map { .integer(Int64($0)) })
  }

  // MARK: Expressions

  private func encode(_ arguments: Program.Arguments) -> [JSONValue] {
    program.lists[arguments.range].map(encode)
  }

  func encode(_ id: Program.ExpressionID) -> JSONValue {
    switch program[id] {
    case .constant(let index): return ["constant", .integer(Int64(index))]
    case .slot(let slot): return ["slot", .integer(Int64(slot))]
    case .field(let base, let slot, let name):
      return ["field", encode(base), .integer(Int64(slot)), .string(name)]
    case .item(let base, let index): return ["item", encode(base), encode(index)]
    case .loop(let slot, let property): return ["loop", .integer(Int64(slot)), .string(property.rawValue)]
    case .not(let operand): return ["not", encode(operand)]
    case .negate(let operand): return ["negate", encode(operand)]
    case .binary(let operation, _, _):
      return .array([.string(operation.rawValue)] + operands(of: id, operation).map(encode))
    case .conditional(let condition, let then, let otherwise):
      return ["if", encode(condition), encode(then), encode(otherwise)]
    case .isPresent(let operand): return ["present", encode(operand)]
    case .isEmpty(let operand): return ["empty", encode(operand)]
    case .list(let items): return .array(["list"] + encode(items))
    case .filter(let index, let subject, let arguments, let shape):
      return [
        "filter", .string(Filter.all[Int(index)].name), encode(subject), .array(encode(arguments)),
        .integer(Int64(shape)),
      ]
    }
  }

  /// `(a + b) + c` gives a, b, c.
  private func operands(of id: Program.ExpressionID, _ operation: Program.BinaryOperation) -> [Program
    .ExpressionID]
  {
    var right: [Program.ExpressionID] = []
    var rest = id
    while case .binary(operation, let left, let last) = program[rest] {
      right.append(last)
      rest = left
      if !operation.isChained { break }
    }
    return [rest] + right.reversed()
  }
}
