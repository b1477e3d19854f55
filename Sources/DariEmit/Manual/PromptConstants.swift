// What of a template is known without data: values of libraries, and all that is made of them alone.

import DariRuntime

extension PromptReader {
  /// Nil if it depends on something that is handed in, or cannot be worked out.
  func value(_ id: Program.ExpressionID) -> Value? {
    switch program[id] {
    case .constant(let index): return program.constants[Int(index)].value
    case .slot(let slot):
      if case .known(let value) = frame.meanings[Int(slot)] { return value }
      return nil
    case .field(let base, let slot, _):
      guard case .record(let fields)? = value(base), fields.indices.contains(Int(slot)) else { return nil }
      return fields[Int(slot)]
    case .item(let base, let index):
      guard case .list(let items)? = value(base), case .int(let index)? = value(index) else { return nil }
      let position = index < 0 ? index + Int64(items.count) : index
      return position >= 0 && position < Int64(items.count) ? items[Int(position)] : .absent
    case .loop(let slot, let property): return loopValue(Int(slot), property)
    case .not(let operand):
      guard case .bool(let flag)? = value(operand) else { return nil }
      return .bool(!flag)
    case .negate(let operand): return value(operand).flatMap { try? Arithmetic.negated($0) }
    case .binary(let operation, let left, let right): return binary(operation, left, right)
    case .conditional(let condition, let then, let otherwise):
      guard case .bool(let holds)? = value(condition) else { return nil }
      return value(holds ? then : otherwise)
    case .isPresent(let operand):
      guard let value = value(operand) else { return nil }
      if case .absent = value { return .bool(false) }
      return .bool(true)
    case .isEmpty(let operand):
      switch value(operand) {
      case .text(let text)?: return .bool(text.utf8.isEmpty)
      case .list(let items)?: return .bool(items.isEmpty)
      default: return nil
      }
    case .list(let arguments): return values(arguments).map(Value.list)
    case .filter(let index, let subjectID, let arguments, let shape):
      guard var subject = value(subjectID), let arguments = values(arguments) else { return nil }
      if isForPeople, Filter.all[Int(index)].name == "table", let type = constantType(subjectID) {
        subject = inWords(subject, type)
      }
      return try? Filter.all[Int(index)].apply(
        FilterInput(subject: subject, arguments: arguments, shape: program.constants[Int(shape)].value))
    }
  }

  /// The type of what is known when compiling, as far as it comes from one constant.
  private func constantType(_ id: Program.ExpressionID) -> Type? {
    switch program[id] {
    case .constant(let index): return program.constants[Int(index)].type
    case .field(let base, let slot, _):
      guard case .record(let record)? = constantType(base)?.core, record.slots.indices.contains(Int(slot))
      else {
        return nil
      }
      return record.fields[record.slots[Int(slot)]].type
    case .filter(let index, let subject, _, _):
      return ["where", "sort", "reverse", "unique"].contains(Filter.all[Int(index)].name)
        ? constantType(subject) : nil
    default: return nil
    }
  }

  /// The same value with the words for people in the place of choices.
  private func inWords(_ value: Value, _ type: Type) -> Value {
    switch (value, type.core) {
    case (.symbol(let word), .enumeration(let type)): return .text(type.find(word)?.label ?? word)
    case (.list(let items), .list(_, let element)): return .list(items.map { inWords($0, element) })
    case (.record(let values), .record(let record)):
      return .record(
        values.enumerated().map { slot, value in
          record.slots.indices.contains(slot) ? inWords(value, record.fields[record.slots[slot]].type) : value
        })
    default: return value
    }
  }

  private func values(_ arguments: Program.Arguments) -> [Value]? {
    var values: [Value] = []
    for index in arguments.range {
      guard let value = value(program.lists[index]) else { return nil }
      values.append(value)
    }
    return values
  }

  private func loopValue(_ slot: Int, _ property: Program.LoopProperty) -> Value? {
    guard case .known(.int(let index)) = frame.meanings[slot + 1],
      case .known(.int(let length)) = frame.meanings[slot + 2]
    else { return nil }
    return switch property {
    case .index: .int(index + 1)
    case .index0: .int(index)
    case .first: .bool(index == 0)
    case .last: .bool(index + 1 == length)
    case .length: .int(length)
    }
  }

  private func binary(
    _ operation: Program.BinaryOperation, _ left: Program.ExpressionID, _ right: Program.ExpressionID
  ) -> Value? {
    let a = value(left)
    let b = value(right)
    // One side is enough where it decides.
    if operation == .and || operation == .or {
      let decisive = operation == .or
      for case .bool(let flag)? in [a, b] where flag == decisive { return .bool(decisive) }
      guard case .bool? = a, case .bool? = b else { return nil }
      return .bool(!decisive)
    }
    guard let a, let b else { return nil }
    return switch operation {
    case .add: try? Arithmetic.sum(a, b)
    case .subtract: try? Arithmetic.difference(a, b)
    case .multiply: try? Arithmetic.product(a, b)
    case .divide: try? Arithmetic.quotient(a, b)
    case .floorDivide: try? Arithmetic.floorQuotient(a, b)
    case .remainder: try? Arithmetic.remainder(a, b)
    case .concatenate: .text(a.printed + b.printed)
    case .equal: .bool(a.isEqual(to: b))
    case .notEqual: .bool(!a.isEqual(to: b))
    case .less: .bool(a.precedes(b))
    case .lessOrEqual: .bool(!b.precedes(a))
    case .greater: .bool(b.precedes(a))
    case .greaterOrEqual: .bool(!a.precedes(b))
    case .contained: .bool(b.contains(a))
    case .and, .or: nil
    }
  }
}
