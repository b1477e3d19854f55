// Writes programs by hand, for routines that tests make without a compiler.

import DariRuntime

struct ProgramWriter {
  typealias ID = Program.ExpressionID
  var program = Program()
  private let place = Program.Place(file: 0, line: 1, column: 1)

  // MARK: Expressions

  private mutating func add(_ expression: Program.Expression) -> ID {
    program.expressions.append(expression)
    return ID(program.expressions.count - 1)
  }

  mutating func constant(_ value: Value, name: String? = nil) -> ID {
    program.constants.append(.init(value, name: name))
    return add(.constant(Int32(program.constants.count - 1)))
  }

  mutating func slot(_ slot: Int) -> ID { add(.slot(Int32(slot))) }
  mutating func field(_ base: ID, _ name: String, slot: Int = 0) -> ID {
    add(.field(base, slot: Int32(slot), name: name))
  }
  mutating func binary(_ operation: Program.BinaryOperation, _ a: ID, _ b: ID) -> ID {
    add(.binary(operation, a, b))
  }
  mutating func not(_ operand: ID) -> ID { add(.not(operand)) }
  mutating func isEmpty(_ operand: ID) -> ID { add(.isEmpty(operand)) }
  mutating func isPresent(_ operand: ID) -> ID { add(.isPresent(operand)) }
  mutating func loop(_ slot: Int, _ property: Program.LoopProperty) -> ID {
    add(.loop(slot: Int32(slot), property))
  }
  mutating func conditional(_ condition: ID, _ then: ID, _ otherwise: ID) -> ID {
    add(.conditional(condition: condition, then: then, otherwise: otherwise))
  }

  mutating func arguments(_ ids: [ID]) -> Program.Arguments {
    program.lists += ids
    return .init(start: program.lists.count - ids.count, count: ids.count)
  }

  mutating func list(_ ids: [ID]) -> ID {
    let arguments = arguments(ids)
    return add(.list(arguments))
  }

  mutating func filter(_ name: String, _ subject: ID, _ given: [Value] = [], shape: Value = .absent) -> ID {
    let ids = given.map { constant($0) }
    let arguments = arguments(ids)
    program.constants.append(.init(shape))
    return add(
      .filter(Int32(Filter.index(of: name)!), subject, arguments, shape: Int32(program.constants.count - 1)))
  }

  // MARK: Instructions

  mutating func literal(_ text: String) -> Program.Literal {
    let start = program.literals.count
    program.literals += text.utf8
    return .init(start: start, end: program.literals.count)
  }

  mutating func text(_ text: String) -> Program.Instruction { .text(literal(text), place) }
  func print(_ id: ID) -> Program.Instruction { .print(id, escaping: -1, place) }
  func set(_ slot: Int, _ id: ID) -> Program.Instruction { .set(slot: Int32(slot), id, place) }

  mutating func branch(
    _ condition: ID, _ then: [Program.Instruction], else otherwise: [Program.Instruction] = []
  ) -> Program.Instruction {
    let then = block(then)
    let otherwise = block(otherwise)
    return .branch(condition, then: then, otherwise: otherwise, place)
  }

  mutating func loop(
    _ slot: Int, _ list: ID, if condition: ID? = nil, _ body: [Program.Instruction],
    else otherwise: [Program.Instruction] = []
  ) -> Program.Instruction {
    let body = block(body)
    let otherwise = block(otherwise)
    return .loop(slot: Int32(slot), list: list, condition: condition, body: body, otherwise: otherwise, place)
  }

  mutating func match(
    _ subject: ID, _ cases: [([Program.MatchBranch.Pattern], [Program.Instruction])],
    else otherwise: [Program.Instruction] = []
  ) -> Program.Instruction {
    let branches = cases.map { Program.MatchBranch(patterns: $0.0, body: block($0.1)) }
    let otherwise = block(otherwise)
    program.branches += branches
    return .match(
      subject, start: Int32(program.branches.count - branches.count), count: Int32(branches.count),
      otherwise: otherwise, place)
  }

  mutating func call(_ snippet: Int, _ given: [ID], indent: String = "") -> Program.Instruction {
    let arguments = arguments(given)
    let indent = literal(indent)
    return .call(snippet: Int32(snippet), arguments, indent: indent, place)
  }

  mutating func block(_ instructions: [Program.Instruction]) -> Program.Block {
    if instructions.isEmpty { return .empty }
    program.instructions += instructions
    return .init(start: program.instructions.count - instructions.count, count: instructions.count)
  }

  mutating func block(_ text: String) -> Program.Block {
    let instruction = self.text(text)
    return block([instruction])
  }

  mutating func snippet(
    _ name: String, _ parameters: [String], names: [String] = [], _ body: [Program.Instruction]
  ) -> Int {
    let body = block(body)
    program.snippets.append(
      .init(name: name, slotNames: parameters + names, parameterCount: parameters.count, body: body))
    return program.snippets.count - 1
  }
}
