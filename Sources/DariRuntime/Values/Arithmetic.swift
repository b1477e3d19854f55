// Arithmetic on values: exact where whole numbers and money are, as Python where numbers are.

/// The operators of the language on values that have passed the checker. A result that does not fit is a
/// fault and never wraps around.
package enum Arithmetic {
  /// `+`: numbers, money of one currency.
  package static func sum(_ a: Value, _ b: Value) throws(RenderFault) -> Value {
    switch (a, b) {
    case (.int(let a), .int(let b)): return .int(try whole(a.addingReportingOverflow(b)))
    case (.money(let a), .money(let b)): return try money(a, b, a.units.addingReportingOverflow(b.units))
    default:
      let (a, b) = try numbers(a, b)
      return try finite(a + b)
    }
  }

  /// `-`: numbers, money of one currency.
  package static func difference(_ a: Value, _ b: Value) throws(RenderFault) -> Value {
    switch (a, b) {
    case (.int(let a), .int(let b)): return .int(try whole(a.subtractingReportingOverflow(b)))
    case (.money(let a), .money(let b)): return try money(a, b, a.units.subtractingReportingOverflow(b.units))
    default:
      let (a, b) = try numbers(a, b)
      return try finite(a - b)
    }
  }

  /// `*`: numbers, and money times a whole number.
  package static func product(_ a: Value, _ b: Value) throws(RenderFault) -> Value {
    switch (a, b) {
    case (.int(let a), .int(let b)): return .int(try whole(a.multipliedReportingOverflow(by: b)))
    case (.money(let money), .int(let times)), (.int(let times), .money(let money)):
      let units = try whole(money.units.multipliedReportingOverflow(by: times))
      return .money(Money(units: units, currency: money.currency))
    default:
      let (a, b) = try numbers(a, b)
      return try finite(a * b)
    }
  }

  /// `/`: always a number, the one nearest to the true quotient.
  package static func quotient(_ a: Value, _ b: Value) throws(RenderFault) -> Value {
    if case (.int(let a), .int(let b)) = (a, b) {
      if b == 0 { throw .divisionByZero }
      return .number(nearestQuotient(a, b))
    }
    let (a, b) = try numbers(a, b)
    if b == 0 { throw .divisionByZero }
    return try finite(a / b)
  }

  /// `//`: rounded down.
  package static func floorQuotient(_ a: Value, _ b: Value) throws(RenderFault) -> Value {
    if case (.int(let a), .int(let b)) = (a, b) {
      if b == 0 { throw .divisionByZero }
      let quotient = try whole(a.dividedReportingOverflow(by: b))
      // `quotient` was cut towards zero. It can't be the least number there is when it has to go one lower.
      let isInexact = b != -1 && a % b != 0
      return .int(isInexact && (a < 0) != (b < 0) ? quotient - 1 : quotient)
    }
    let (a, b) = try numbers(a, b)
    if b == 0 { throw .divisionByZero }
    return try finite(floorDivide(a, b).quotient)
  }

  /// `%`: has the divisor's sign.
  package static func remainder(_ a: Value, _ b: Value) throws(RenderFault) -> Value {
    if case (.int(let a), .int(let b)) = (a, b) {
      if b == 0 { throw .divisionByZero }
      if b == -1 { return .int(0) }  // the processor traps on the least number divided by -1
      let rest = a % b
      return .int(rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest)
    }
    let (a, b) = try numbers(a, b)
    if b == 0 { throw .divisionByZero }
    return try finite(floorDivide(a, b).remainder)
  }

  /// Unary `-`.
  package static func negated(_ a: Value) throws(RenderFault) -> Value {
    switch a {
    case .int(let a): return .int(try whole(Int64(0).subtractingReportingOverflow(a)))
    case .money(let a):
      return .money(
        Money(units: try whole(Int64(0).subtractingReportingOverflow(a.units)), currency: a.currency))
    default: return .number(-(try number(a)))
    }
  }

  // MARK: Parts

  private static func whole(_ result: (partialValue: Int64, overflow: Bool)) throws(RenderFault) -> Int64 {
    if result.overflow { throw .overflow }
    return result.partialValue
  }

  private static func money(
    _ a: Money, _ b: Money, _ units: (partialValue: Int64, overflow: Bool)
  ) throws(RenderFault) -> Value {
    if a.currency != b.currency { throw .damagedProgram }
    return .money(Money(units: try whole(units), currency: a.currency))
  }

  private static func finite(_ number: Double) throws(RenderFault) -> Value {
    if !number.isFinite { throw .notFinite }
    return .number(number)
  }

  private static func numbers(_ a: Value, _ b: Value) throws(RenderFault) -> (Double, Double) {
    (try number(a), try number(b))
  }

  private static func number(_ value: Value) throws(RenderFault) -> Double {
    switch value {
    case .int(let whole): Double(whole)
    case .number(let number): number
    default: throw .damagedProgram
    }
  }

  /// As CPython's `float.__divmod__`: the remainder is exact, the quotient the whole number that goes with
  /// it.
  private static func floorDivide(_ a: Double, _ b: Double) -> (quotient: Double, remainder: Double) {
    var rest = a.truncatingRemainder(dividingBy: b)
    var quotient = (a - rest) / b
    if rest != 0 {
      if (b < 0) != (rest < 0) {
        rest += b
        quotient -= 1
      }
    } else {
      rest = Double(signOf: b, magnitudeOf: 0)
    }
    if quotient == 0 { return (Double(signOf: a / b, magnitudeOf: 0), rest) }
    let floor = quotient.rounded(.down)
    return (quotient - floor > 0.5 ? floor + 1 : floor, rest)
  }

  /// Whole numbers beyond 2^53 are no exact binary64, so dividing the converted ones would round twice.
  private static func nearestQuotient(_ a: Int64, _ b: Int64) -> Double {
    let exact: UInt64 = 1 << 53
    if a.magnitude <= exact && b.magnitude <= exact { return Double(a) / Double(b) }
    if a == 0 { return b < 0 ? -0.0 : 0.0 }
    // The dividend is moved up so that the quotient has at least 64 bits; what is cut off stays as a last
    // bit.
    let shift = UInt128(a.magnitude).leadingZeroBitCount
    let (quotient, rest) = (UInt128(a.magnitude) << UInt128(shift)).quotientAndRemainder(
      dividingBy: UInt128(b.magnitude))
    let excess = 64 - quotient.leadingZeroBitCount
    let kept = excess > 0 ? quotient >> UInt128(excess) : quotient
    let isCut = rest != 0 || (excess > 0 && kept << UInt128(excess) != quotient)
    let bits = UInt64(kept) | (isCut ? 1 : 0)
    let size = Double(sign: .plus, exponent: max(0, excess) - shift, significand: Double(bits))
    return (a < 0) != (b < 0) ? -size : size
  }
}
