// Values in a bundle. JSON's own kinds stand for the most frequent ones; the others say what they are, so
// that reading gives back the same value and a reader that knows only doubles loses nothing.

import DariBase
import DariRuntime

enum ValueEncoding {
  static func encode(_ value: Value) -> JSONValue {
    switch value {
    case .absent: return .null
    case .text(let text): return .string(text)
    case .bool(let flag): return .bool(flag)
    case .int(let number): return encode(number)
    case .number(let number): return ["number": encode(number)]
    case .date(let date): return ["date": .string(date.description)]
    case .money(let money):
      return ["money": ["currency": .string(money.currency), "units": .string(String(money.units))]]
    case .symbol(let word): return ["case": .string(word)]
    case .list(let items): return .array(items.map(encode))
    case .record(let fields): return ["record": .array(fields.map(encode))]
    case .media, .placeholder:
      preconditionFailure("made when rendering, and never stands in a routine")
    }
  }

  static func encode(_ number: Int64) -> JSONValue {
    let safe = BundleFormat.safeInteger
    return (-safe...safe).contains(number) ? .integer(number) : ["int": .string(String(number))]
  }

  /// RFC 8785 writes -0 as 0.
  static func encode(_ number: Double) -> JSONValue {
    number == 0 && number.sign == .minus ? "-0" : .number(number)
  }
}
