// Expressions as texts: equal texts mean equal values.

import DariRuntime

/// The names of atoms, and what is known of the values they speak of.
struct ConditionText {
  let routine: Routine

  static func presence(_ slot: Int) -> String { "present(#\(slot))" }

  func equal(_ left: Program.ExpressionID, _ right: Program.ExpressionID) -> String {
    equal(of(left), of(right))
  }

  private func equal(_ left: String, _ right: String) -> String { "(\(left) == \(right))" }

  func less(_ left: Program.ExpressionID, _ right: Program.ExpressionID) -> String {
    "(\(of(left)) < \(of(right)))"
  }

  func empty(_ list: Program.ExpressionID) -> String { "empty(\(origin(of: list)))" }

  /// The list that an expression is, or that its results were made by going through: as many items as there.
  func origin(of list: Program.ExpressionID) -> String {
    if case .slot(let slot) = routine.program[list],
      let step = routine.steps.first(where: { $0.resultSlot == Int(slot) }),
      let first = step.each?.items.first
    {
      return origin(of: first.list.value)
    }
    return of(list)
  }

  func of(_ id: Program.ExpressionID) -> String {
    switch routine.program[id] {
    case .constant(let index): exactText(routine.program.constants[Int(index)].value)
    case .slot(let slot): "#\(slot)"
    case .field(let base, let slot, _): "\(of(base)).\(slot)"
    case .item(let base, let index): "\(of(base))[\(of(index))]"
    case .loop(let slot, let property): "loop(\(slot), \(property))"
    case .not(let operand): "not(\(of(operand)))"
    case .negate(let operand): "-(\(of(operand)))"
    case .binary(let operation, let left, let right): "(\(of(left)) \(operation.rawValue) \(of(right)))"
    case .conditional(let condition, let then, let otherwise):
      "if(\(of(condition)), \(of(then)), \(of(otherwise)))"
    case .isPresent(let operand): "present(\(of(operand)))"
    case .isEmpty(let operand): empty(operand)
    case .list(let items): "[\(texts(items))]"
    case .filter(let index, let subject, let arguments, let shape):
      "\(Filter.all[Int(index)].name)(\(of(subject)), \(texts(arguments)), \(exactText(routine.program.constants[Int(shape)].value)))"
    }
  }

  /// Values are compared by their bytes, and strings of Swift by what they look like: a composed 가 and one in letters
  /// would be one atom.
  private func exactText(_ value: Value) -> String {
    "\(value)".unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
  }

  private func texts(_ arguments: Program.Arguments) -> String {
    arguments.range.map { of(routine.program.lists[$0]) }.joined(separator: ", ")
  }

  // MARK: Choices

  /// What is compared with the word of a choice, by its text.
  func collectCompared(_ id: Program.ExpressionID, into found: inout [String: Program.ExpressionID]) {
    switch routine.program[id] {
    case .not(let operand): collectCompared(operand, into: &found)
    case .binary(.and, let left, let right), .binary(.or, let left, let right):
      collectCompared(left, into: &found)
      collectCompared(right, into: &found)
    case .binary(.equal, let left, let right), .binary(.notEqual, let left, let right):
      if case .constant(let index) = routine.program[right],
        case .symbol = routine.program.constants[Int(index)].value
      {
        found[of(left)] = left
      }
    default: break
    }
  }

  /// The words of a choice, as the atoms that say which one it is.
  struct Choice {
    var words: [String]
    /// That there is one at all, if it may be absent.
    var presence: String?

    /// No two words at once, and one of them if it is there: as far as these atoms speak of it. What they do not speak of
    /// can be whatever is left.
    func laws(among atoms: [String]) -> [ConditionFormula] {
      let spoken = words.filter(atoms.contains)
      var laws: [ConditionFormula] = []
      for (index, word) in spoken.enumerated() {
        for other in spoken[(index + 1)...] { laws.append(.not(.all([.atom(word), .atom(other)]))) }
      }
      if spoken.count == words.count, presence.map(atoms.contains) ?? true {
        laws.append(.any(words.map { .atom($0) } + (presence.map { [.not(.atom($0))] } ?? [])))
      }
      return laws
    }
  }

  func choice(of subject: Program.ExpressionID) -> Choice? {
    guard let type = type(of: subject), case .enumeration(let choice) = type.core else { return nil }
    let name = of(subject)
    return Choice(
      words: choice.words.map { equal(name, exactText(.symbol($0))) },
      presence: type.isOptional ? "present(\(name))" : nil)
  }

  /// Of a name and fields from it. What may be absent on the way makes the whole optional.
  private func type(of id: Program.ExpressionID) -> Type? {
    switch routine.program[id] {
    case .slot(let slot):
      if routine.inputs.indices.contains(Int(slot)) { return routine.inputs[Int(slot)].type }
      guard let step = routine.steps.first(where: { $0.resultSlot == Int(slot) }), step.each == nil else {
        return nil
      }
      return step.when == nil ? step.result : step.result?.asOptional
    case .field(let base, let slot, _):
      guard let outer = type(of: base), case .record(let record) = outer.core,
        record.fields.indices.contains(Int(slot))
      else { return nil }
      let inner = record.fields[Int(slot)].type
      return outer.isOptional ? inner.asOptional : inner
    default: return nil
    }
  }
}
