// Types -> JSON Schema 2020-12, for programs that collect inputs and for providers that make models answer in
// a form.

import DariBase
import DariRuntime

/// Schemas of data as it is handed in and of results as models give them. Kept to what providers' structured
/// output understands: plain `enum`, `type` lists with `null`, `additionalProperties: false`, no references.
/// What JSON Schema has no word for stands under `x-dari-…`.
package enum JSONSchema {
  static let dialect: JSONValue = "https://json-schema.org/draft/2020-12/schema"

  /// A schema that stands alone.
  package static func document(of type: Type) -> JSONValue {
    var object = schema(of: type)
    object["$schema"] = dialect
    return .object(object)
  }

  /// One object whose properties are the inputs. An input may be left out if it is optional or has a default.
  package static func inputs(of routine: Routine) -> JSONValue {
    var properties = JSONObject()
    var required: [JSONValue] = []
    for input in routine.inputs {
      var property = schema(of: input.type)
      if !input.question.isEmpty { property["description"] = joined(input.question, property["description"]) }
      if let value = exactData(input.defaultValue, input.type) { property["default"] = value }
      if let value = exactData(input.example, input.type) { property["examples"] = [value] }
      if input.defaultValue != nil { allowNull(&property) }
      properties[input.name] = .object(property)
      if !input.type.isOptional && input.defaultValue == nil { required.append(.string(input.name)) }
    }
    return [
      "$schema": dialect, "type": "object", "properties": .object(properties), "required": .array(required),
      "additionalProperties": false,
    ]
  }

  static func schema(of type: Type) -> JSONObject {
    var object = schema(of: type.core)
    if type.isOptional { allowNull(&object) }
    if !type.labels.isEmpty { object["x-dari-labels"] = .array(type.labels.words.map { .string($0) }) }
    return object
  }

  private static func schema(of core: Type.Core) -> JSONObject {
    switch core {
    case .text(let limits): return text(limits)
    case .line(let limits):
      var object = text(limits)
      object["pattern"] = .string(noLineBreak)
      return object
    case .int(let limits):
      return [
        "type": "integer", "format": "int64", "minimum": bound(limits.low ?? .min),
        "maximum": bound(limits.high ?? .max),
      ]
    case .number(let limits):
      var object: JSONObject = ["type": "number"]
      object["minimum"] = limits.low.map { .number($0) }
      object["maximum"] = limits.high.map { .number($0) }
      return object
    case .bool: return ["type": "boolean"]
    case .date:
      let pattern: JSONValue = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
      return ["type": "string", "format": "date", "pattern": pattern]
    case .money(let currency): return ["type": "string", "pattern": .string(moneyPattern(currency))]
    case .url:
      return [
        "type": "string", "format": "uri", "pattern": "^([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)",
      ]
    case .email: return ["type": "string", "format": "email", "maxLength": 254]
    case .media(let media):
      return [
        "type": "string", "minLength": 1, "x-dari-media": .string(media.rawValue),
        "description": "the name of a file, an https:// address, or a data: URL",
      ]
    case .list(let limits, let element): return list(limits, element)
    case .enumeration(let type): return enumeration(type)
    case .record(let type): return record(type)
    case .nothing: return ["not": [:]]
    case .unknown: preconditionFailure("a routine that compiles has no type that could not be found")
    }
  }

  // MARK: Kinds

  /// JSON Schema counts code points, as Dari counts Unicode scalars.
  private static func text(_ limits: Limits<Int>) -> JSONObject {
    var object: JSONObject = ["type": "string"]
    object["minLength"] = limits.low.map { .integer(Int64(max(0, $0))) }
    object["maxLength"] = limits.high.map { .integer(Int64(max(0, $0))) }
    return object
  }

  /// The breaks of `LineBreaks`, in the regular expressions of ECMA-262 that JSON Schema uses.
  static let noLineBreak = #"^[^\n\u000B\f\r\u001C-\u001E\u0085\u2028\u2029]*$"#

  private static func moneyPattern(_ currency: String) -> String {
    let places = Currency.named(currency)?.minorUnits ?? 0
    let fraction = places == 0 ? "" : #"(\.[0-9]{1,"# + "\(places)})?"
    return "^-?(0|[1-9][0-9]*)\(fraction) \(currency)$"
  }

  /// A bound that is no exact double is moved outwards to the next one: the schema accepts a little more
  /// there, and Dari's own reader still refuses it.
  private static func bound(_ number: Int64) -> JSONValue {
    let safe = BundleFormat.safeInteger
    if (-safe...safe).contains(number) { return .integer(number) }
    let near = Double(number)
    if number > 0 { return .number(near >= 0x1p63 || Int64(near) >= number ? near : near.nextUp) }
    return .number(Int64(near) <= number ? near : near.nextDown)
  }

  private static func list(_ limits: Limits<Int>, _ element: Type) -> JSONObject {
    var object: JSONObject = ["type": "array"]
    if case .nothing = element.core {
      object["maxItems"] = 0
      return object
    }
    object["items"] = .object(schema(of: element))
    object["minItems"] = limits.low.map { .integer(Int64(max(0, $0))) }
    object["maxItems"] = limits.high.map { .integer(Int64(max(0, $0))) }
    return object
  }

  /// Providers understand `enum`, not `oneOf` with titles, so the words for people go into the description.
  private static func enumeration(_ type: EnumType) -> JSONObject {
    var object: JSONObject = ["type": "string", "enum": .array(type.cases.map { .string($0.word) })]
    object["description"] = labels(of: type).map { .string($0) }
    return object
  }

  /// `refund: 환불; delivery: 배송`; nil if no case has words for people.
  static func labels(of type: EnumType) -> String? {
    let labelled = type.cases.compactMap { item in item.label.map { "\(item.word): \($0)" } }
    return labelled.isEmpty ? nil : labelled.joined(separator: "; ")
  }

  private static func record(_ type: RecordType) -> JSONObject {
    var properties = JSONObject()
    var required: [JSONValue] = []
    for field in type.fields {
      var property = schema(of: field.type)
      if let label = field.label { property["description"] = joined(label, property["description"]) }
      properties[field.name] = .object(property)
      if !field.type.isOptional { required.append(.string(field.name)) }
    }
    return [
      "type": "object", "properties": .object(properties), "required": .array(required),
      "additionalProperties": false,
    ]
  }

  // MARK: Parts

  /// Data that every reader of JSON reads alike: nil with a whole number beyond 2^53 in it.
  private static func exactData(_ value: Value?, _ type: Type) -> JSONValue? {
    guard let data = value.map({ DataForm.encode($0, type) }) else { return nil }
    func isExact(_ value: JSONValue) -> Bool {
      switch value {
      case .integer(let number): number.magnitude <= BundleFormat.safeInteger.magnitude
      case .array(let items): items.allSatisfy(isExact)
      case .object(let object): object.members.allSatisfy { isExact($0.value) }
      default: true
      }
    }
    return isExact(data) ? data : nil
  }

  /// Absent is a missing key or `null`.
  private static func allowNull(_ object: inout JSONObject) {
    guard case .string(let type)? = object["type"] else { return }
    object["type"] = [.string(type), "null"]
    if case .array(let cases)? = object["enum"] { object["enum"] = .array(cases + [.null]) }
  }

  private static func joined(_ words: String, _ more: JSONValue?) -> JSONValue {
    guard case .string(let more)? = more else { return .string(words) }
    return .string("\(words) (\(more))")
  }
}
