// The form of an answer as a provider's structured output takes it: a small part of JSON Schema, another for each.

import DariBase
import DariRuntime

/// What a provider has no keyword for stands in the description, in words, so that the model still reads it. Dari holds
/// the answer against the type itself when it is handed in.
struct ProviderSchema {
  let provider: Provider

  /// The schema of the whole answer. OpenAI's has to be an object, so what is none is asked for as `{"result": …}`.
  func document(of type: Type) -> JSONObject {
    if provider == .openai, type.isWrappedInAnswers {
      return object([RecordType.Field(name: "result", type: type)])
    }
    return schema(of: type)
  }

  // MARK: Types

  /// - Parameter words: for people, of the field.
  private func schema(of type: Type, words: String? = nil) -> JSONObject {
    var schema = JSONObject()
    var hints: [String] = words.map { [$0] } ?? []
    describe(type.core, &schema, &hints)
    if type.isOptional { schema = ["anyOf": [.object(schema), ["type": "null"]]] }
    if !hints.isEmpty { schema["description"] = .string(hints.joined(separator: "; ")) }
    return schema
  }

  private func describe(_ core: Type.Core, _ schema: inout JSONObject, _ hints: inout [String]) {
    switch core {
    case .text(let limits), .line(let limits):
      schema["type"] = "string"
      if case .line = core { hints.append("one line") }
      if let range = words(limits.low, limits.high) { hints.append("\(range) characters") }
    case .int(let limits): number("integer", limits, { .integer($0) }, &schema, &hints)
    case .number(let limits): number("number", limits, { .number($0) }, &schema, &hints)
    case .bool: schema["type"] = "boolean"
    case .date:
      schema["type"] = "string"
      schema["format"] = "date"
      hints.append("a day, as 2026-11-20")
    case .money(let currency):
      schema["type"] = "string"
      let amount = Money(units: 4900, currency: currency)
      hints.append("an amount, as \(amount.description)")
    case .url:
      schema["type"] = "string"
      if provider == .anthropic { schema["format"] = "uri" }
      hints.append("an address, as https://example.com")
    case .email:
      schema["type"] = "string"
      if provider != .gemini { schema["format"] = "email" }
      hints.append("an e-mail address")
    case .enumeration(let type): enumeration(type, &schema, &hints)
    case .list(let limits, let element): list(limits, element, &schema, &hints)
    case .record(let type): schema = object(type.fields)
    // A routine that compiles gives nothing of these; a bundle that somebody else made may.
    case .media, .nothing, .unknown: schema["type"] = "string"
    }
  }

  private func number<Bound>(
    _ type: String, _ limits: Limits<Bound>, _ value: (Bound) -> JSONValue, _ schema: inout JSONObject,
    _ hints: inout [String]
  ) {
    schema["type"] = .string(type)
    guard provider != .anthropic else {
      if let range = words(limits.low.map(value), limits.high.map(value)) { hints.append(range) }
      return
    }
    schema["minimum"] = limits.low.map(value)
    schema["maximum"] = limits.high.map(value)
  }

  private func enumeration(_ type: EnumType, _ schema: inout JSONObject, _ hints: inout [String]) {
    if provider != .anthropic { schema["type"] = "string" }
    schema["enum"] = .array(type.cases.map { .string($0.word) })
    if let labels = JSONSchema.labels(of: type) { hints.append(labels) }
  }

  private func list(
    _ limits: Limits<Int>, _ element: Type, _ schema: inout JSONObject, _ hints: inout [String]
  ) {
    schema["type"] = "array"
    schema["items"] = .object(self.schema(of: element))
    let low = limits.low.flatMap { $0 > 0 ? $0 : nil }
    guard provider == .anthropic else {
      schema["minItems"] = low.map { .integer(Int64($0)) }
      schema["maxItems"] = limits.high.map { .integer(Int64($0)) }
      return
    }
    // Zero and one are the only least numbers that it takes.
    if low == 1 { schema["minItems"] = 1 }
    if let range = words(low == 1 ? nil : low, limits.high) { hints.append("\(range) items") }
  }

  /// All fields in the order in which they were declared, which is the order in which they are written. OpenAI wants all
  /// of them there; one that may be absent is then null, and null is absent.
  private func object(_ fields: [RecordType.Field]) -> JSONObject {
    var properties = JSONObject()
    for field in fields { properties[field.name] = .object(schema(of: field.type, words: field.label)) }
    let required = fields.filter { provider == .openai || !$0.type.isOptional }
    var schema: JSONObject = ["type": "object", "properties": .object(properties)]
    schema["additionalProperties"] = false
    schema["required"] = .array(required.map { .string($0.name) })
    if provider == .gemini { schema["propertyOrdering"] = .array(fields.map { .string($0.name) }) }
    return schema
  }

  // MARK: Words

  private func words(_ low: Int?, _ high: Int?) -> String? {
    words(low.flatMap { $0 > 0 ? .integer(Int64($0)) : nil }, high.map { .integer(Int64($0)) })
  }

  /// `1 to 40`, `at most 40`, `at least 1`.
  private func words(_ low: JSONValue?, _ high: JSONValue?) -> String? {
    switch (low.map(CanonicalJSON.text), high.map(CanonicalJSON.text)) {
    case (let low?, let high?): low == high ? "exactly \(low)" : "\(low) to \(high)"
    case (nil, let high?): "at most \(high)"
    case (let low?, nil): "at least \(low)"
    case (nil, nil): nil
    }
  }
}
