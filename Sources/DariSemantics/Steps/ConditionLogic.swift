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

/// A formula whose atoms are numbers of bits.
private indirect enum BitFormula {
  case constant(Bool)
  case bit(Int)
  case not(BitFormula)
  case all([BitFormula])
  case any([BitFormula])

  init(_ formula: ConditionFormula, _ places: [String: Int]) {
    switch formula {
    case .constant(let value): self = .constant(value)
    case .atom(let name): self = places[name].map { .bit($0) } ?? .constant(false)
    case .not(let inner): self = .not(BitFormula(inner, places))
    case .all(let parts): self = .all(parts.map { BitFormula($0, places) })
    case .any(let parts): self = .any(parts.map { BitFormula($0, places) })
    }
  }

  func holds(_ bits: Int) -> Bool {
    switch self {
    case .constant(let value): value
    case .bit(let place): bits >> place & 1 == 1
    case .not(let inner): !inner.holds(bits)
    case .all(let parts): parts.allSatisfy { $0.holds(bits) }
    case .any(let parts): parts.contains { $0.holds(bits) }
    }
  }
}

/// Reads the conditions of one routine's steps.
final class ConditionLogic {
  let routine: Routine
  private let text: ConditionText
  private var conditions: [Int: ConditionFormula] = [:]
  /// Steps by the atom that says that their result is there.
  private lazy var present: [String: Int] = {
    var found: [String: Int] = [:]
    for (index, step) in routine.steps.enumerated() {
      if let slot = step.resultSlot { found[ConditionText.presence(slot)] = index }
    }
    return found
  }()
  private lazy var choices: [ConditionText.Choice] = {
    var subjects: [String: Program.ExpressionID] = [:]
    for step in routine.steps {
      if let when = step.when { text.collectCompared(when.value, into: &subjects) }
    }
    return subjects.sorted { $0.key < $1.key }.compactMap { text.choice(of: $0.value) }
  }()

  init(routine: Routine) {
    self.routine = routine
    text = ConditionText(routine: routine)
  }

  /// Beyond this many atoms not every case is tried, and a step is taken to be skippable unless its `and`-parts occur in
  /// what is known: 2^12 cases take well under a millisecond.
  static let atomLimit = 12

  /// The condition of a step; true without `when`.
  func when(_ step: Int) -> ConditionFormula {
    guard let clause = routine.steps[step].when else { return .constant(true) }
    if let known = conditions[step] { return known }
    let formula = formula(clause.value)
    conditions[step] = formula
    return formula
  }

  func formula(_ id: Program.ExpressionID) -> ConditionFormula {
    switch routine.program[id] {
    case .not(let operand):
      if case .not(let inner) = formula(operand) { return inner }
      return .not(formula(operand))
    case .binary(.and, let left, let right): return .all(parts(left, .and) + parts(right, .and))
    case .binary(.or, let left, let right): return .any(parts(left, .or) + parts(right, .or))
    case .binary(.notEqual, let left, let right): return .not(.atom(text.equal(left, right)))
    case .binary(.equal, let left, let right): return .atom(text.equal(left, right))
    case .binary(.less, let left, let right): return .atom(text.less(left, right))
    case .binary(.greater, let left, let right): return .atom(text.less(right, left))
    case .binary(.lessOrEqual, let left, let right): return .not(.atom(text.less(right, left)))
    case .binary(.greaterOrEqual, let left, let right): return .not(.atom(text.less(left, right)))
    case .constant(let index):
      if case .bool(let value) = routine.program.constants[Int(index)].value { return .constant(value) }
      return .atom(text.of(id))
    default: return .atom(text.of(id))
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
    routine.steps[step].resultSlot.map { .atom(ConditionText.presence($0)) } ?? .constant(true)
  }

  /// That a step's `each` has something to go through; true without `each`.
  func hasItems(_ step: Int) -> ConditionFormula {
    guard let list = routine.steps[step].each?.items.first?.list.value else { return .constant(true) }
    return .not(.atom(text.empty(list)))
  }

  /// What holds whatever happens: a step has a result if it was done (and, unless its result may be absent anyway, only
  /// then); what is edited and there has been there before.
  private func laws(of index: Int) -> [ConditionFormula] {
    let step = routine.steps[index]
    let present = isPresent(index)
    var laws: [ConditionFormula] = []
    if step.when != nil { laws.append(.any([.not(present), when(index)])) }
    if step.result?.isOptional == false {
      laws.append(.any([.not(when(index)), present]))
    } else if let edited = step.edits {
      laws.append(.any([.not(present), isPresent(edited)]))
    }
    return laws
  }

  /// A case in which all of these hold, as the atoms that are true; nil if there is none.
  func example(of formulas: [ConditionFormula]) -> Set<String>? {
    var atoms: [String] = []
    for formula in formulas { formula.collectAtoms(into: &atoms) }
    var all = formulas
    // Laws about results bear where those are spoken of, also in other laws; of any other result it can be said whatever
    // its law asks for.
    var next = 0
    while next < atoms.count {
      if atoms.count > Self.atomLimit { return partwise(formulas) }
      if let step = present[atoms[next]] {
        for law in laws(of: step) {
          law.collectAtoms(into: &atoms)
          all.append(law)
        }
      }
      next += 1
    }
    if atoms.count > Self.atomLimit { return partwise(formulas) }
    all += choices.flatMap { $0.laws(among: atoms) }
    let places = Dictionary(uniqueKeysWithValues: atoms.enumerated().map { ($1, $0) })
    let compiled = all.map { BitFormula($0, places) }
    // From the case in which everything is true downwards, so that what is skipped is skipped for a reason.
    for bits in stride(from: (1 << atoms.count) - 1, through: 0, by: -1)
    where compiled.allSatisfy({ $0.holds(bits) }) {
      return Set(atoms.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element))
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
}
