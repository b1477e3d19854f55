// Conditions in people's words.

import DariBase
import DariRuntime

extension PromptReader {
  /// - Parameter negated: the words for when it does not hold.
  func clause(_ id: Program.ExpressionID, negated: Bool = false) -> ManualWords.Clause {
    let say = words.conditions
    switch program[id] {
    case .not(let operand): return clause(operand, negated: !negated)
    case .binary(.and, let left, let right): return compound(.and, [left, right], negated)
    case .binary(.or, let left, let right): return compound(.or, [left, right], negated)
    case .isPresent(let operand): return presence(of: datum(operand), isThere: !negated)
    case .isEmpty(let operand): return emptiness(of: datum(operand), isEmpty: !negated)
    case .conditional(let condition, let then, let otherwise):
      return chosen(condition, then, otherwise, negated) ?? fallback(id, negated)
    case .binary(.contained, let left, let right): return membership(left, right, negated)
    case .binary(let operation, let left, let right):
      guard let comparison = comparison(operation, negated) else { return fallback(id, negated) }
      return compared(left, comparison, right)
    case .loop(_, .first): return negated ? say.notFirstItem : say.firstItem
    case .loop(_, .last): return negated ? say.notLastItem : say.lastItem
    case .slot, .field, .item, .filter:
      let datum = datum(id)
      if case .bool? = datum.type?.core, datum.type?.isOptional == false {
        return negated ? say.no(datum.noun) : say.yes(datum.noun)
      }
      if datum.type?.isOptional == true { return presence(of: datum, isThere: !negated) }
      return negated ? say.no(datum.noun) : say.yes(datum.noun)
    default: return fallback(id, negated)
    }
  }

  /// `a if c else b`: c and a, or not c and b. Nil if its condition is such a choice itself, which would be told twice.
  private func chosen(
    _ condition: Program.ExpressionID, _ then: Program.ExpressionID, _ otherwise: Program.ExpressionID,
    _ negated: Bool
  ) -> ManualWords.Clause? {
    if case .bool(let holds)? = value(condition) { return clause(holds ? then : otherwise, negated: negated) }
    if isChosen(condition) { return nil }
    var ways: [ManualWords.Clause] = []
    for (branch, isThen) in [(then, true), (otherwise, false)] {
      let first = clause(condition, negated: !isThen)
      switch value(branch) {
      case .bool(let holds)?: if holds != negated { ways.append(first) }
      default: ways.append(join([first, clause(branch, negated: negated)], .all))
      }
    }
    return ways.isEmpty ? nil : join(ways, .any)
  }

  private func isChosen(_ id: Program.ExpressionID) -> Bool {
    switch program[id] {
    case .conditional: true
    case .not(let operand): isChosen(operand)
    case .binary(.and, let left, let right), .binary(.or, let left, let right):
      isChosen(left) || isChosen(right)
    default: false
    }
  }

  /// A list that nobody fills in is there or not: nobody speaks of an empty one.
  private func emptiness(of datum: Datum, isEmpty: Bool) -> ManualWords.Clause {
    let say = words.conditions
    if case .earlier = datum.origin, datum.noun == say.earlier {
      return isEmpty ? say.noEarlier : say.someEarlier
    }
    return isEmpty ? say.empty(datum.noun) : say.notEmpty(datum.noun)
  }

  private func fallback(_ id: Program.ExpressionID, _ negated: Bool) -> ManualWords.Clause {
    let path = datum(id).path
    return negated ? words.conditions.fails(path) : words.conditions.holds(path)
  }

  /// Inputs are filled in or left blank; other things are there or not.
  func presence(of datum: Datum, isThere: Bool) -> ManualWords.Clause {
    let say = words.conditions
    if case .input = datum.origin { return isThere ? say.filled(datum.noun) : say.blank(datum.noun) }
    return isThere ? say.there(datum.noun) : say.missing(datum.noun)
  }

  /// Whether the opposite is as short and clear as "otherwise".
  func hasPlainOpposite(_ id: Program.ExpressionID) -> Bool {
    switch program[id] {
    case .binary, .conditional, .list, .constant, .negate: false
    default: true
    }
  }

  /// Whether it is plain to see that two conditions can't both hold: the same thing is two words, or is there and is not.
  func excludes(_ a: Program.ExpressionID, _ b: Program.ExpressionID) -> Bool {
    if case .not(let operand) = program[a], clause(operand) == clause(b) { return true }
    if case .not(let operand) = program[b], clause(operand) == clause(a) { return true }
    guard case .binary(.equal, let left, let right) = program[a],
      case .binary(.equal, let other, let otherRight) = program[b],
      let first = value(right), let second = value(otherRight)
    else { return false }
    return !first.printed.hasSameBytes(as: second.printed) && value(left) == nil && value(other) == nil
      && datum(left).path == datum(other).path
  }

  /// Not (a and b) is not a or not b.
  private func compound(
    _ operation: Program.BinaryOperation, _ operands: [Program.ExpressionID], _ negated: Bool
  ) -> ManualWords.Clause {
    var flat: [Program.ExpressionID] = []
    flatten(operation, operands, into: &flat)
    // What is known already decides nothing here: a side that decides would have made the whole known.
    let clauses = flat.filter { value($0) == nil }.map { clause($0, negated: negated) }
    return join(clauses, (operation == .and) != negated ? .all : .any)
  }

  /// Of what is joined in the same way already, the parts are taken: they need no brackets.
  private func join(_ clauses: [ManualWords.Clause], _ joining: ManualWords.Clause.Joining)
    -> ManualWords.Clause
  {
    let parts = clauses.flatMap { $0.joining == joining ? $0.parts : [$0] }
    if parts.count == 1 { return parts[0] }
    var result = joining == .all ? words.conditions.all(parts) : words.conditions.any(parts)
    result.joining = joining
    result.parts = parts
    return result
  }

  private func flatten(
    _ operation: Program.BinaryOperation, _ operands: [Program.ExpressionID],
    into flat: inout [Program.ExpressionID]
  ) {
    for operand in operands {
      if case .binary(operation, let left, let right) = program[operand] {
        flatten(operation, [left, right], into: &flat)
      } else {
        flat.append(operand)
      }
    }
  }

  private func comparison(_ operation: Program.BinaryOperation, _ negated: Bool) -> ManualWords.Comparison? {
    switch operation {
    case .equal: negated ? .notEqual : .equal
    case .notEqual: negated ? .equal : .notEqual
    case .less: negated ? .greaterOrEqual : .less
    case .lessOrEqual: negated ? .greater : .lessOrEqual
    case .greater: negated ? .lessOrEqual : .greater
    case .greaterOrEqual: negated ? .less : .greaterOrEqual
    default: nil
    }
  }

  private func compared(
    _ left: Program.ExpressionID, _ comparison: ManualWords.Comparison, _ right: Program.ExpressionID
  ) -> ManualWords.Clause {
    // "3 < x" reads better as "x > 3".
    if value(left) != nil, value(right) == nil { return compared(right, comparison.flipped, left) }
    let subject = datum(left)
    guard let known = value(right) else {
      let other = datum(right).noun
      return switch comparison {
      case .equal: words.conditions.same(subject.noun, other)
      case .notEqual: words.conditions.different(subject.noun, other)
      default: words.conditions.compare(subject.noun, comparison, other)
      }
    }
    switch (known, comparison) {
    case (.symbol(let word), .equal): return words.conditions.isOne(subject.noun, [subject.label(of: word)])
    case (.symbol(let word), .notEqual):
      return words.conditions.isNone(subject.noun, [subject.label(of: word)])
    case (.bool(let flag), .equal), (.bool(let flag), .notEqual):
      let isYes = flag == (comparison == .equal)
      return isYes ? words.conditions.yes(subject.noun) : words.conditions.no(subject.noun)
    case (.text(let text), .equal) where text.utf8.isEmpty: return emptiness(of: subject, isEmpty: true)
    case (.text(let text), .notEqual) where text.utf8.isEmpty: return emptiness(of: subject, isEmpty: false)
    case (.text(let text), .equal): return words.conditions.isOne(subject.noun, [text])
    case (.text(let text), .notEqual): return words.conditions.isNone(subject.noun, [text])
    default:
      let text = words.text(known, subject.type?.asPresent)
      return words.conditions.compare(subject.noun, comparison, .init(text: text, sound: text))
    }
  }

  private func membership(
    _ left: Program.ExpressionID, _ right: Program.ExpressionID, _ negated: Bool
  ) -> ManualWords.Clause {
    let say = words.conditions
    if case .list(let items)? = value(right) {
      let subject = datum(left)
      let cases = items.map { words.text($0, subject.type?.asPresent) }
      return negated ? say.isNone(subject.noun, cases) : say.isOne(subject.noun, cases)
    }
    let piece = value(left).map { say.quoted(words.text($0, nil)) } ?? datum(left).noun.text
    let whole = value(right).map { ManualWords.Noun(text: words.text($0, nil), sound: words.text($0, nil)) }
    return negated
      ? say.lacks(whole ?? datum(right).noun, piece) : say.contains(whole ?? datum(right).noun, piece)
  }
}

extension ManualWords.Comparison {
  fileprivate var flipped: Self {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
