// When two values are equal, and which comes first.

import DariBase

extension Value {
  /// Text is equal if its bytes are, never by canonical equivalence; a whole number and a number are compared
  /// exactly; words of enums are names, and compare as names do.
  package func isEqual(to other: Value) -> Bool {
    switch (self, other) {
    case (.text(let a), .text(let b)): a.hasSameBytes(as: b)
    case (.symbol(let a), .symbol(let b)): a == b
    case (.list(let a), .list(let b)), (.record(let a), .record(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.isEqual(to: $1) }
    case (.placeholder(let a), .placeholder(let b)): a.hasSameBytes(as: b)
    case (.media(let a), .media(let b)): a == b
    default: rank == other.rank && compare(other) == 0
    }
  }

  package func precedes(_ other: Value) -> Bool { compare(other) < 0 }

  /// Below, at or above zero. Text goes by Unicode scalars, false before true, money of one currency by its
  /// amount, lists item by item. A total order over all values, so that sorting is safe whatever it is given.
  package func compare(_ other: Value) -> Int {
    switch (self, other) {
    case (.text(let a), .text(let b)): return Value.compareBytes(a, b)
    case (.symbol(let a), .symbol(let b)): return a == b ? 0 : Value.compareBytes(a, b)
    case (.placeholder(let a), .placeholder(let b)): return Value.compareBytes(a, b)
    case (.int(let a), .int(let b)): return Value.order(a, b)
    case (.number(let a), .number(let b)): return Value.order(a, b)
    case (.int(let a), .number(let b)): return Value.compareExactly(a, b)
    case (.number(let a), .int(let b)): return -Value.compareExactly(b, a)
    case (.bool(let a), .bool(let b)): return Value.order(a ? 1 : 0, b ? 1 : 0)
    case (.date(let a), .date(let b)): return Value.order(a, b)
    case (.money(let a), .money(let b)):
      return a.currency == b.currency
        ? Value.order(a.units, b.units) : Value.compareBytes(a.currency, b.currency)
    case (.media(let a), .media(let b)): return a == b ? 0 : Value.compareBytes(a.mark, b.mark)
    case (.list(let a), .list(let b)), (.record(let a), .record(let b)):
      for (x, y) in zip(a, b) {
        let order = x.compare(y)
        if order != 0 { return order }
      }
      return Value.order(a.count, b.count)
    default: return Value.order(rank, other.rank)
    }
  }

  /// `needle in self`: an item of a list, or a piece of a text.
  package func contains(_ needle: Value) -> Bool {
    switch (self, needle) {
    case (.list(let items), _): items.contains { $0.isEqual(to: needle) }
    case (.text(let text), .text(let piece)): ByteSearch(for: piece.utf8).isFound(in: Array(text.utf8))
    default: false
    }
  }

  private var rank: Int {
    switch self {
    case .absent: 0
    case .bool: 1
    case .int, .number: 2
    case .money: 3
    case .date: 4
    case .text: 5
    case .symbol: 6
    case .list: 7
    case .record: 8
    case .media: 9
    case .placeholder: 10
    }
  }

  private static func order<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : a > b ? 1 : 0 }

  /// The order of UTF-8 bytes is the order of scalars.
  private static func compareBytes(_ a: String, _ b: String) -> Int {
    if a.hasSameBytes(as: b) { return 0 }
    return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
  }

  /// A conversion to binary64 would hold 9007199254740993 and 9007199254740992.0 for equal.
  private static func compareExactly(_ whole: Int64, _ number: Double) -> Int {
    if number.isNaN || number >= 0x1p63 { return -1 }
    if number < -0x1p63 { return 1 }
    let towardZero = number.rounded(.towardZero)
    let order = order(whole, Int64(towardZero))
    return order != 0 ? order : Value.order(towardZero, number)
  }
}

/// A value as the key of a set: equal and hashed as `isEqual` has it.
struct ValueKey: Hashable {
  let value: Value
  init(_ value: Value) { self.value = value }

  static func == (a: ValueKey, b: ValueKey) -> Bool { a.value.isEqual(to: b.value) }

  func hash(into hasher: inout Hasher) {
    switch value {
    case .absent: hasher.combine(0)
    case .text(let text), .placeholder(let text): hasher.combine(ExactText(text))
    case .symbol(let word): hasher.combine(word)
    case .int(let number): hasher.combine(number)
    case .number(let number):
      // Equal to a whole number means hashed as that whole number.
      if let whole = Int64(exactly: number) { hasher.combine(whole) } else { hasher.combine(number) }
    case .bool(let flag): hasher.combine(flag)
    case .date(let date): hasher.combine(date)
    case .money(let money): hasher.combine(money)
    case .media(let media): hasher.combine(media)
    case .list(let items), .record(let items):
      hasher.combine(items.count)
      for item in items { ValueKey(item).hash(into: &hasher) }
    }
  }
}
