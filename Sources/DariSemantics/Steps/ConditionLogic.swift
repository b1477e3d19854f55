// Conditions of steps as formulas: which ones can fail while others hold.

import DariRuntime

/// A condition taken apart at `and`, `or` and `not`; what is left are atoms, of which nothing is known but that the
/// same words mean the same.
indirect enum ConditionFormula: Hashable {
  case constant(Bool)
  case atom(String)
  case not(ConditionFormula)
  case all([ConditionFormula])
  case any([ConditionFormula])

  func holds(_ isTrue: (String) -> Bool) -> Bool {
    switch self {
    case .constant(let value): value
    case .atom(let name): isTrue(name)
    case .not(let inner): !inner.holds(isTrue)
    case .all(let parts): parts.allSatisfy { $0.holds(isTrue) }
    case .any(let parts): parts.contains { $0.holds(isTrue) }
    }
  }

  func collectAtoms(into atoms: inout [String]) {
    switch self {
    case .constant: break
    case .atom(let name): if !atoms.contains(name) { atoms.append(name) }
    case .not(let inner): inner.collectAtoms(into: &atoms)
    case .all(let parts), .any(let parts): for part in parts { part.collectAtoms(into: &atoms) }
    }
  }
}

/// Reads the conditions of one routine's steps.
struct ConditionLogic {
  let routine: Routine

  /// Beyond this many atoms not every case is tried, and a step is taken to be skippable unless its `and`-parts occur in
  /// what is known: 2^12 cases take well under a millisecond.
  static let atomLimit = 12

  /// The condition of a step; true without `when`.
  func when(_ step: Int) -> ConditionFormula {
    routine.steps[step].when.map { formula($0.value) } ?? .constant(true)
  }

  func formula(_ id: Program.ExpressionID) -> ConditionFormula {
    switch routine.program[id] {
    case .not(let operand):
      if case .not(let inner) = formula(operand) { return inner }
      return .not(formula(operand))
    case .binary(.and, let left, let right): return .all(parts(left, .and) + parts(right, .and))
    case .binary(.or, let left, let right): return .any(parts(left, .or) + parts(right, .or))
    case .binary(.notEqual, let left, let right): return .not(.atom("(\(text(left)) == \(text(right)))"))
    case .constant(let index):
      if case .bool(let value) = routine.program.constants[Int(index)].value { return .constant(value) }
      return .atom(text(id))
    default: return .atom(text(id))
    }
  }

  private func parts(_ id: Program.ExpressionID, _ operation: Program.BinaryOperation) -> [ConditionFormula] {
    if case .binary(operation, let left, let right) = routine.program[id] {
      return parts(left, operation) + parts(right, operation)
    }
    return [formula(id)]
  }

  /// That a step has given its result.
  func isPresent(_ step: Int) -> ConditionFormula {
    routine.steps[step].resultSlot.map { .atom(Self.presence($0)) } ?? .constant(true)
  }

  private static func presence(_ slot: Int) -> String { "present(#\(slot))" }

  /// What holds whatever happens: a step has a result if it was done (and, unless its result may be absent anyway, only
  /// then); what is edited and there has been there before.
  var laws: [ConditionFormula] {
    var laws: [ConditionFormula] = []
    for (index, step) in routine.steps.enumerated() where step.resultSlot != nil {
      let present = isPresent(index)
      if step.when != nil { laws.append(.any([.not(present), when(index)])) }
      if step.result?.isOptional == false {
        laws.append(.any([.not(when(index)), present]))
      } else if let edited = step.edits {
        laws.append(.any([.not(present), isPresent(edited)]))
      }
    }
    return laws
  }

  /// A case in which all of these hold, as the atoms that are true; nil if there is none.
  func example(of formulas: [ConditionFormula]) -> Set<String>? {
    var atoms: [String] = []
    for formula in formulas { formula.collectAtoms(into: &atoms) }
    // Only laws that speak of nothing else bear on it; those they bring in may bring in more.
    let laws = laws
    var used: Set<Int> = []
    var grows = true
    while grows {
      grows = false
      for (index, law) in laws.enumerated() where !used.contains(index) {
        var own: [String] = []
        law.collectAtoms(into: &own)
        guard own.contains(where: atoms.contains) else { continue }
        used.insert(index)
        grows = true
        for atom in own where !atoms.contains(atom) { atoms.append(atom) }
      }
    }
    let all = formulas + used.sorted().map { laws[$0] }
    guard atoms.count <= Self.atomLimit else { return partwise(formulas) }
    let places = Dictionary(uniqueKeysWithValues: atoms.enumerated().map { ($1, $0) })
    // From the case in which everything is true downwards, so that what is skipped is skipped for a reason.
    for bits in stride(from: (1 << atoms.count) - 1, through: 0, by: -1) {
      func isTrue(_ atom: String) -> Bool { places[atom].map { bits >> $0 & 1 == 1 } ?? false }
      if all.allSatisfy({ $0.holds(isTrue) }) { return Set(atoms.filter(isTrue)) }
    }
    return nil
  }

  /// What does not hold although it occurs word for word among the parts of what does.
  private func partwise(_ formulas: [ConditionFormula]) -> Set<String>? {
    var known: Set<ConditionFormula> = []
    for formula in formulas {
      if case .all(let parts) = formula { known.formUnion(parts) } else { known.insert(formula) }
    }
    for case .not(let denied) in formulas {
      let parts: [ConditionFormula] = if case .all(let parts) = denied { parts } else { [denied] }
      if parts.allSatisfy(known.contains) { return nil }
    }
    return []
  }

  // MARK: Words

  /// An expression written so that equal texts mean equal values.
  private func text(_ id: Program.ExpressionID) -> String {
    switch routine.program[id] {
    case .constant(let index): exactText(routine.program.constants[Int(index)].value)
    case .slot(let slot): "#\(slot)"
    case .field(let base, let slot, _): "\(text(base)).\(slot)"
    case .item(let base, let index): "\(text(base))[\(text(index))]"
    case .loop(let slot, let property): "loop(\(slot), \(property))"
    case .not(let operand): "not(\(text(operand)))"
    case .negate(let operand): "-(\(text(operand)))"
    case .binary(let operation, let left, let right): "(\(text(left)) \(operation.rawValue) \(text(right)))"
    case .conditional(let condition, let then, let otherwise):
      "if(\(text(condition)), \(text(then)), \(text(otherwise)))"
    case .isPresent(let operand): "present(\(text(operand)))"
    case .isEmpty(let operand): "empty(\(text(operand)))"
    case .list(let items): "[\(texts(items))]"
    case .filter(let index, let subject, let arguments, let shape):
      "\(Filter.all[Int(index)].name)(\(text(subject)), \(texts(arguments)), \(exactText(routine.program.constants[Int(shape)].value)))"
    }
  }

  /// Values are compared by their bytes, and strings of Swift by what they look like: a composed 가 and one in letters
  /// would be one atom.
  private func exactText(_ value: Value) -> String {
    "\(value)".unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
  }

  private func texts(_ arguments: Program.Arguments) -> String {
    arguments.range.map { text(routine.program.lists[$0]) }.joined(separator: ", ")
  }
}
