// The types that arithmetic gives, with limits where they are cheap to know.

import DariRuntime

enum ArithmeticTypes {
  /// Nil: the operator is not for these types.
  static func result(
    _ operation: Program.BinaryOperation, _ left: Type.Core, _ right: Type.Core
  ) -> Type.Core? {
    switch (left, right) {
    case (.int(let a), .int(let b)):
      switch operation {
      case .add: return .int(Interval.sum(a, b))
      case .subtract: return .int(Interval.sum(a, Interval.negated(b)))
      case .multiply: return .int(Interval.product(a, b))
      case .divide: return .number(Limits())
      case .floorDivide: return .int(Limits())
      case .remainder: return .int(Limits())
      default: return nil
      }
    case (.int, .number), (.number, .int), (.number, .number):
      return .number(Limits())
    case (.money(let a), .money(let b)) where a == b && (operation == .add || operation == .subtract):
      return .money(a)
    case (.money(let a), .int) where operation == .multiply,
      (.int, .money(let a)) where operation == .multiply:
      return .money(a)
    default: return nil
    }
  }
}

/// Arithmetic on the limits of whole numbers. An end that overflows is no limit.
enum Interval {
  static func negated(_ a: Limits<Int64>) -> Limits<Int64> {
    func negate(_ x: Int64) -> Int64? { x == .min ? nil : -x }
    return Limits(a.high.flatMap(negate), a.low.flatMap(negate))
  }

  static func sum(_ a: Limits<Int64>, _ b: Limits<Int64>) -> Limits<Int64> {
    Limits(sum(a.low, b.low), sum(a.high, b.high))
  }

  /// One end of a sum.
  static func sum<Whole: FixedWidthInteger>(_ x: Whole?, _ y: Whole?) -> Whole? {
    guard let x, let y else { return nil }
    let (sum, overflow) = x.addingReportingOverflow(y)
    return overflow ? nil : sum
  }

  static func product(_ a: Limits<Int64>, _ b: Limits<Int64>) -> Limits<Int64> {
    guard let al = a.low, let ah = a.high, let bl = b.low, let bh = b.high else { return Limits() }
    var ends: [Int64] = []
    for (x, y) in [(al, bl), (al, bh), (ah, bl), (ah, bh)] {
      let (product, overflow) = x.multipliedReportingOverflow(by: y)
      if overflow { return Limits() }
      ends.append(product)
    }
    return Limits(ends.min(), ends.max())
  }
}

extension Value {
  var isZero: Bool {
    switch self {
    case .int(let number): number == 0
    case .number(let number): number == 0
    default: false
    }
  }
}

extension Type {
  var isTextLike: Bool {
    switch core {
    case .text, .line, .url, .email, .unknown: true
    default: false
    }
  }

  /// Its printed form has no line break.
  var isLineLike: Bool { if case .text = core { false } else { true } }

  /// Of the printed form, as far as it is known.
  var lengthLimits: Limits<Int> {
    switch core {
    case .text(let limits), .line(let limits): Limits(limits.low ?? 0, limits.high)
    case .enumeration(let type):
      Limits(
        type.words.map(\.unicodeScalars.count).min(), type.words.map(\.unicodeScalars.count).max())
    case .bool: Limits(4, 5)
    case .date: Limits(10, 10)
    default: Limits(1, nil)
    }
  }
}
