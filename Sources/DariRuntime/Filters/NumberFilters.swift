// Filters that reckon: sums, extremes, rounding.

extension Filter {
  static let sum = Filter(
    name: "sum", parameters: [Parameter("field", .field, default: .absent)],
    subject: "list of int, number, money",
    result: "int, number, money",
    summary: (
      "Adds the items up, or a field of the records; an empty list gives zero.",
      "항목을 모두 더합니다. 기록은 칸을 하나 골라 더합니다. 빈 목록은 0입니다."
    ),
    example: (#"{{ items | sum(price) | money }}"#, "23,000원"),
    typing: ofList { call in
      switch key(call) {
      case .failure(let problem): return .wrong(problem)
      case .success(let key):
        let labels = call.labels.union(call.element.labels).union(key.labels)
        switch key.core {
        case .int, .nothing: return .type(Type(.int(Limits()), labels: labels), shape: .int(0))
        case .number: return .type(Type(.number(Limits()), labels: labels), shape: .int(0))
        case .money(let currency):
          return .type(Type(key.core, labels: labels), shape: .money(Money(units: 0, currency: currency)))
        case .unknown: return .type(Type(.unknown, labels: labels))
        default:
          let isField = (call.arguments.first ?? nil) != nil
          return .wrong(isField ? .fieldType(0, expected: "int, number, money") : .subject)
        }
      }
    },
    apply: { input throws(RenderFault) in try total(input) })

  /// Whole numbers and money are added with room to spare, so that only the sum itself has to fit.
  private static func total(_ input: FilterInput) throws(RenderFault) -> Value {
    let items = input.items.map { $0.field(input.whole(0)) }
    var sum: Int128 = 0
    // From the first number with a point on, as adding with `+` gives it: a list without one has a whole sum.
    var number: Double?
    for item in items {
      switch item {
      case .int(let whole):
        if let soFar = number { number = soFar + Double(whole) } else { sum += Int128(whole) }
      case .number(let value): number = (number ?? Double(sum)) + value
      case .money(let money): sum += Int128(money.units)
      default: continue
      }
    }
    if let number {
      if !number.isFinite { throw .notFinite }
      return .number(number)
    }
    guard let whole = Int64(exactly: sum) else { throw .overflow }
    if case .money(let zero) = input.shape { return .money(Money(units: whole, currency: zero.currency)) }
    return .int(whole)
  }

  static let min = Filter(
    name: "min", parameters: [], subject: "list of T", result: "T?",
    summary: (
      "Gives the least item, the first of equal ones; absent if the list is empty.",
      "가장 작은 항목입니다. 같은 것이 여럿이면 처음 것을 고르고, 목록이 비어 있으면 값이 없습니다."
    ),
    example: ("{{ [3, 1, 2] | min }}", "1"),
    typing: extreme,
    apply: { input throws(RenderFault) in extreme(input) { $0 < 0 } })

  static let max = Filter(
    name: "max", parameters: [], subject: "list of T", result: "T?",
    summary: (
      "Gives the greatest item, the first of equal ones; absent if the list is empty.",
      "가장 큰 항목입니다. 같은 것이 여럿이면 처음 것을 고르고, 목록이 비어 있으면 값이 없습니다."
    ),
    example: ("{{ [3, 1, 2] | max }}", "3"),
    typing: extreme,
    apply: { input throws(RenderFault) in extreme(input) { $0 > 0 } })

  private static let extreme: Rule = ofList { call in
    guard call.element.core.isOrdered else { return .wrong(.subject) }
    return .type(call.item, shape: call.element.core.orderShape)
  }

  private static func extreme(_ input: FilterInput, _ isBetter: (Int) -> Bool) -> Value {
    let order = Order(input)
    guard var best = input.items.first else { return .absent }
    for item in input.items.dropFirst() where isBetter(order.key(item).compare(order.key(best))) {
      best = item
    }
    return best
  }

  static let round = Filter(
    name: "round", parameters: [Parameter("n", .literal, default: .absent)], subject: "int, number",
    result: "int, number",
    summary: (
      "Rounds half to even, to a whole number or to `n` digits after the point (before it, if negative).",
      "반올림하되 꼭 절반이면 짝수 쪽을 고릅니다. `n`이 없으면 정수로, 있으면 소수점 아래 `n`자리까지(음수면 소수점 위) 맞춥니다."
    ),
    example: ("{{ 2.5 | round }} {{ 3.14159 | round(2) }}", "2 3.14"),
    typing: present { call in
      switch whole(call.arguments.first ?? nil, 0, in: -308...308, default: 0) {
      case .failure(let problem): return .wrong(problem)
      case .success(let places): return roundedType(call, places)
      }
    },
    apply: { input throws(RenderFault) in try rounded(input.subject, to: input.whole(0, in: -400...400)) })

  private static func roundedType(_ call: FilterCall, _ places: Int) -> FilterTyping {
    let labels = call.subject.labels
    switch call.subject.core {
    case .int(let limits):
      return .type(Type(.int(places < 0 ? Limits() : limits), labels: labels))
    case .number(let limits):
      guard call.arguments.first ?? nil == nil else {
        func end(_ value: Double?) -> Double? {
          guard let value, case .number(let number)? = try? rounded(.number(value), to: places) else {
            return nil
          }
          return number
        }
        return .type(Type(.number(Limits(end(limits.low), end(limits.high))), labels: labels))
      }
      let low = limits.low.flatMap { Int64(exactly: $0.rounded(.toNearestOrEven)) }
      let high = limits.high.flatMap { Int64(exactly: $0.rounded(.toNearestOrEven)) }
      return .type(Type(.int(Limits(low, high)), labels: labels))
    default: return .wrong(.subject)
    }
  }

  /// As Python's `round`, which looks at all digits of the number: 2.675 is a little less and gives 2.67.
  static func rounded(_ value: Value, to places: Int?) throws(RenderFault) -> Value {
    switch (value, places) {
    case (.number(let number), nil):
      guard let whole = Int64(exactly: number.rounded(.toNearestOrEven)) else { throw .overflow }
      return .int(whole)
    case (.number(let number), let places?):
      if !number.isFinite { throw .notFinite }
      let text = ExactDecimal(number).rounded(toPlaces: places).scientific
      guard let result = Double(text), result.isFinite else { throw .notFinite }
      return .number(result)
    case (.int(let whole), let places?) where places < 0:
      let rounded = ExactDecimal(whole).rounded(toPlaces: places)
      if rounded.digits.count - places > 19 && !rounded.digits.isEmpty { throw .overflow }
      var result: Int128 = 0
      for digit in rounded.digits { result = result * 10 + Int128(digit) }
      if !rounded.digits.isEmpty { for _ in 0..<(-places) { result *= 10 } }
      guard let exact = Int64(exactly: rounded.isNegative ? -result : result) else { throw .overflow }
      return .int(exact)
    default: return value
    }
  }
}
