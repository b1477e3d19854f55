// A program that fails where the renderer would quietly go on: with what is absent, or with a case that no branch
// is for. A checked program never gets there.

import DariRuntime

struct StrictProgram {
  private(set) var program: Program
  private let failure: Program.ExpressionID

  init(_ original: Program) {
    program = original
    program.constants.append(Program.Constant(.text("")))
    program.expressions.append(.constant(Int32(program.constants.count - 1)))
    // Negating a text is what no checked template does.
    program.expressions.append(.negate(Program.ExpressionID(program.expressions.count - 1)))
    failure = Program.ExpressionID(program.expressions.count - 1)
    for index in original.expressions.indices {
      program.expressions[index] = strict(original.expressions[index])
    }
    for index in original.instructions.indices {
      program.instructions[index] = strict(original.instructions[index])
    }
  }

  /// The expression, which must be there.
  private mutating func present(_ id: Program.ExpressionID) -> Program.ExpressionID {
    if case .constant(let index) = program[id] {
      if case .absent = program.constants[Int(index)].value { return failure }
      return id
    }
    program.expressions.append(.isPresent(id))
    let test = Program.ExpressionID(program.expressions.count - 1)
    program.expressions.append(.conditional(condition: test, then: id, otherwise: failure))
    return Program.ExpressionID(program.expressions.count - 1)
  }

  private func isCase(_ id: Program.ExpressionID) -> Bool {
    guard case .constant(let index) = program[id], case .symbol = program.constants[Int(index)].value else {
      return false
    }
    return true
  }

  private mutating func strict(_ expression: Program.Expression) -> Program.Expression {
    switch expression {
    // `x is refund` asks it of what may be absent too.
    case .binary(.equal, _, let b) where isCase(b): return expression
    case .binary(let operation, let a, let b): return .binary(operation, present(a), present(b))
    case .negate(let operand): return .negate(present(operand))
    case .isEmpty(let operand): return .isEmpty(present(operand))
    case .item(let base, let index): return .item(present(base), present(index))
    case .list(let items):
      let start = program.lists.count
      for index in items.range { program.lists.append(present(program.lists[index])) }
      return .list(Program.Arguments(start: start, count: Int(items.count)))
    case .filter(let row, let subject, let arguments, let shape):
      let name = Filter.all[Int(row)].name
      if name == "default" || name == "json" { return expression }
      return .filter(row, present(subject), arguments, shape: shape)
    default: return expression
    }
  }

  private mutating func strict(_ instruction: Program.Instruction) -> Program.Instruction {
    switch instruction {
    case .print(let value, let escaping, let place):
      return .print(present(value), escaping: escaping, place)
    case .loop(let slot, let list, let condition, let body, let otherwise, let place):
      return .loop(
        slot: slot, list: present(list), condition: condition, body: body, otherwise: otherwise, place)
    case .match(let subject, let start, let count, let otherwise, let place) where otherwise == .empty:
      program.instructions.append(.print(failure, escaping: -1, place))
      let block = Program.Block(start: program.instructions.count - 1, count: 1)
      return .match(subject, start: start, count: count, otherwise: block, place)
    default: return instruction
    }
  }
}
