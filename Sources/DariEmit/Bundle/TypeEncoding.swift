// Types in a bundle, exactly: labels, limits, words for people and the order of fields are kept, which a JSON
// Schema does not hold.

import DariBase
import DariRuntime

enum TypeEncoding {
  static func encode(_ type: Type) -> JSONValue {
    var object = encode(type.core)
    if !type.labels.isEmpty { object["labels"] = .array(type.labels.words.map { .string($0) }) }
    if type.isOptional { object["optional"] = true }
    return .object(object)
  }

  private static func encode(_ core: Type.Core) -> JSONObject {
    switch core {
    case .text(let limits): return limited("text", limits) { .integer(Int64($0)) }
    case .line(let limits): return limited("line", limits) { .integer(Int64($0)) }
    case .int(let limits): return limited("int", limits, ValueEncoding.encode)
    case .number(let limits): return limited("number", limits, ValueEncoding.encode)
    case .bool: return ["kind": "bool"]
    case .date: return ["kind": "date"]
    case .money(let currency): return ["kind": "money", "currency": .string(currency)]
    case .url: return ["kind": "url"]
    case .email: return ["kind": "email"]
    case .media(let media): return ["kind": .string(media.rawValue)]
    case .list(let limits, let element):
      var object = limited("list", limits) { .integer(Int64($0)) }
      object["of"] = encode(element)
      return object
    case .enumeration(let type): return encode(type)
    case .record(let type): return encode(type)
    case .nothing: return ["kind": "nothing"]
    case .unknown: preconditionFailure("a routine that compiles has no type that could not be found")
    }
  }

  private static func limited<Bound>(
    _ kind: String, _ limits: Limits<Bound>, _ encode: (Bound) -> JSONValue
  ) -> JSONObject {
    var object: JSONObject = ["kind": .string(kind)]
    object["min"] = limits.low.map(encode)
    object["max"] = limits.high.map(encode)
    return object
  }

  private static func encode(_ type: EnumType) -> JSONObject {
    var object: JSONObject = ["kind": "enum"]
    object["name"] = type.name.map { .string($0) }
    object["cases"] = .array(
      type.cases.map { item in
        var entry: JSONObject = ["word": .string(item.word)]
        entry["label"] = item.label.map { .string($0) }
        return .object(entry)
      })
    return object
  }

  private static func encode(_ type: RecordType) -> JSONObject {
    var object: JSONObject = ["kind": "record"]
    object["name"] = type.name.map { .string($0) }
    object["fields"] = .array(
      type.fields.map { field in
        var entry: JSONObject = ["name": .string(field.name), "type": encode(field.type)]
        entry["label"] = field.label.map { .string($0) }
        return .object(entry)
      })
    return object
  }
}
