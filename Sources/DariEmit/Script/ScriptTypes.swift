// Types as objects that the page reads answers by and makes fields of.

import DariBase
import DariRuntime

struct ScriptTypes {
  let words: ManualWords
  /// What the page makes fields of and reads, by kind.
  private(set) var fieldMakers: [String: String] = [
    "text": "textField"
  ]
  private(set) var readings: [String: String] = ["text": "readWords"]

  init(words: ManualWords) { self.words = words }

  mutating func type(_ type: Type) -> String {
    note(type.core)
    var parts = core(type.core)
    if type.isOptional { parts.append("optional: true") }
    return "{ \(parts.joined(separator: ", ")) }"
  }

  private mutating func note(_ core: Type.Core) {
    let (kind, maker, reading): (String, String, String?) =
      switch core {
      case .text, .nothing, .unknown: ("text", "textField", "readWords")
      case .line: ("line", "textField", "readWords")
      case .int: ("int", "textField", nil)
      case .number: ("number", "textField", nil)
      case .bool: ("bool", "choiceField", nil)
      case .date: ("date", "textField", "readDate")
      case .money: ("money", "textField", "readMoney")
      case .url: ("url", "textField", "readURL")
      case .email: ("email", "textField", "readEmail")
      case .media(let kind): (kind.rawValue, "mediaField", nil)
      case .enumeration: ("enum", "choiceField", "readCase")
      case .record: ("record", "recordField", nil)
      case .list(_, let element):
        if case .enumeration = element.core {
          ("choices", "choicesField", nil)
        } else {
          ("list", "listField", nil)
        }
      }
    fieldMakers[kind] = maker
    if let reading { readings[kind] = reading }
  }

  /// The tables that the page looks up kinds in.
  var declarations: [String] {
    func table(_ name: String, _ entries: [String: String]) -> String {
      let rows = entries.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
      return "const \(name) = { \(rows) };"
    }
    return [table("fieldMakers", fieldMakers), table("readings", readings)]
  }

  private mutating func core(_ core: Type.Core) -> [String] {
    switch core {
    case .text(let limits): return ["kind: \"text\""] + bounds(limits.low, limits.high) { "\($0)" }
    case .line(let limits): return ["kind: \"line\""] + bounds(limits.low, limits.high) { "\($0)" }
    case .int(let limits): return ["kind: \"int\""] + bounds(limits.low, limits.high) { "\($0)n" }
    case .number(let limits):
      return ["kind: \"number\""] + bounds(limits.low, limits.high, ScriptText.number)
    case .bool: return ["kind: \"bool\""]
    case .date: return ["kind: \"date\""]
    case .money(let currency):
      let places = Currency.named(currency)?.minorUnits ?? 0
      return [
        "kind: \"money\"", "currency: \(ScriptText.string(currency))", "places: \(places)",
        "unit: \(ScriptText.string(words.types.currency(currency)))",
      ]
    case .url: return ["kind: \"url\""]
    case .email: return ["kind: \"email\""]
    case .media(let kind): return ["kind: \"\(kind.rawValue)\""]
    case .list(let limits, let element):
      return ["kind: \"list\""] + bounds(limits.low, limits.high) { "\($0)" } + ["of: \(type(element))"]
    case .enumeration(let type):
      let cases = type.cases.map {
        "[\(ScriptText.string($0.word)), \(ScriptText.string($0.label ?? $0.word))]"
      }
      return ["kind: \"enum\"", "cases: [\(cases.joined(separator: ", "))]"]
    case .record(let record):
      let fields = record.fields.map { field in
        "{ name: \(ScriptText.string(field.name)), label: \(ScriptText.string(field.label ?? field.name)), "
          + "slot: \(record.slot(of: field.name) ?? 0), type: \(type(field.type)) }"
      }
      return ["kind: \"record\"", "fields: [\(fields.joined(separator: ", "))]"]
    case .nothing, .unknown: return ["kind: \"text\""]
    }
  }

  private func bounds<Bound>(_ low: Bound?, _ high: Bound?, _ write: (Bound) -> String) -> [String] {
    [low.map { "low: \(write($0))" }, high.map { "high: \(write($0))" }].compactMap(\.self)
  }
}
