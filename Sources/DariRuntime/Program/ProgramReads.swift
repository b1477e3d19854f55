// What a template looks at: the slots that its holes, conditions and loops read.

extension Program {
  /// The slots of the frame that a block reads, whether it prints them or lets them decide. Names that the block itself
  /// sets stand for what they were made of. Each instruction is looked at once.
  package func slotsRead(by block: Block) -> Set<Int> {
    var reader = SlotReader(program: self)
    reader.read(block)
    return reader.slots
  }

  package func slotsRead(by expression: ExpressionID) -> Set<Int> {
    var reader = SlotReader(program: self)
    reader.read(expression)
    return reader.slots
  }
}

private struct SlotReader {
  let program: Program
  var slots: Set<Int> = []

  /// What a name is made of is read where it is set, so its own slot may count too: nothing else lies there. The body
  /// of a snippet sees nothing but its arguments.
  mutating func read(_ block: Program.Block) {
    for instruction in program.instructions[block.range] {
      switch instruction {
      case .text, .opening, .closing: break
      case .print(let value, _, _), .set(_, let value, _): read(value)
      case .call(_, let arguments, _, _): for index in arguments.range { read(program.lists[index]) }
      case .branch(let condition, let then, let otherwise, _):
        read(condition)
        read(then)
        read(otherwise)
      case .loop(_, let list, let condition, let body, let otherwise, _):
        read(list)
        if let condition { read(condition) }
        read(body)
        read(otherwise)
      case .match(let subject, let start, let count, let otherwise, _):
        read(subject)
        for branch in program.branches[Int(start)..<Int(start + count)] { read(branch.body) }
        read(otherwise)
      }
    }
  }

  mutating func read(_ id: Program.ExpressionID) {
    switch program[id] {
    case .constant, .loop: break
    case .slot(let slot): slots.insert(Int(slot))
    case .field(let base, _, _), .not(let base), .negate(let base), .isPresent(let base), .isEmpty(let base):
      read(base)
    case .item(let base, let index), .binary(_, let base, let index):
      read(base)
      read(index)
    case .conditional(let condition, let then, let otherwise):
      read(condition)
      read(then)
      read(otherwise)
    case .list(let items): for index in items.range { read(program.lists[index]) }
    case .filter(_, let subject, let arguments, _):
      read(subject)
      for index in arguments.range { read(program.lists[index]) }
    }
  }
}
