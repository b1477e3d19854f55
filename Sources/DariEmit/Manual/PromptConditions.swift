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
    case .isEmpty(let operand):
      return negated ? say.notEmpty(datum(operand).noun) : say.empty(datum(operand).noun)
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

  /// Not (a and b) is not a or not b.
  private func compound(
    _ operation: Program.BinaryOperation, _ operands: [Program.ExpressionID], _ negated: Bool
  ) -> ManualWords.Clause {
    var flat: [Program.ExpressionID] = []
    flatten(operation, operands, into: &flat)
    // What is known already decides nothing here: a side that decides would have made the whole known.
    let clauses = flat.filter { value($0) == nil }.map { clause($0, negated: negated) }
    if clauses.count == 1 { return clauses[0] }
    let isAnd = (operation == .and) != negated
    return isAnd ? words.conditions.all(clauses) : words.conditions.any(clauses)
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
      return words.conditions.compare(subject.noun, comparison, datum(right).noun)
    }
    switch (known, comparison) {
    case (.symbol(let word), .equal): return words.conditions.isOne(subject.noun, [subject.label(of: word)])
    case (.symbol(let word), .notEqual):
      return words.conditions.isNone(subject.noun, [subject.label(of: word)])
    case (.bool(let flag), .equal), (.bool(let flag), .notEqual):
      let isYes = flag == (comparison == .equal)
      return isYes ? words.conditions.yes(subject.noun) : words.conditions.no(subject.noun)
    case (.text(let text), .equal) where text.utf8.isEmpty: return words.conditions.empty(subject.noun)
    case (.text(let text), .notEqual) where text.utf8.isEmpty: return words.conditions.notEmpty(subject.noun)
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
