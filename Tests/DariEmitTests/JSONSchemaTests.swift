// Types as JSON Schema.

import DariBase
import DariRuntime
import Testing

@testable import DariEmit

@Suite struct JSONSchemaTests {
  static let table: [(Type, String)] = [
    (.text, #"{"type":"string"}"#),
    (Type(.text(Limits(1, 4000))), #"{"maxLength":4000,"minLength":1,"type":"string"}"#),
    (
      Type(.line(Limits(nil, 40))),
      #"{"maxLength":40,"pattern":"^[^\\n\\u000B\\f\\r\\u001C-\\u001E\\u0085\\u2028\\u2029]*$","type":"string"}"#
    ),
    (
      .int,
      #"{"format":"int64","maximum":9223372036854776000,"minimum":-9223372036854776000,"type":"integer"}"#
    ),
    (Type(.int(Limits(1, 10))), #"{"format":"int64","maximum":10,"minimum":1,"type":"integer"}"#),
    (Type(.number(Limits(-0.5, nil))), #"{"minimum":-0.5,"type":"number"}"#),
    (.bool, #"{"type":"boolean"}"#),
    (.bool.asOptional, #"{"type":["boolean","null"]}"#),
    (
      .date,
      #"{"format":"date","pattern":"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$","type":"string"}"#
    ),
    (Type(.money("KRW")), #"{"pattern":"^-?(0|[1-9][0-9]*) KRW$","type":"string"}"#),
    (Type(.money("USD")), #"{"pattern":"^-?(0|[1-9][0-9]*)(\\.[0-9]{1,2})? USD$","type":"string"}"#),
    (Type(.email), #"{"format":"email","maxLength":254,"type":"string"}"#),
    (
      Type(.media(.image)),
      #"{"description":"the name of a file, an https:// address, or a data: URL","minLength":1,"type":"string","#
        + #""x-dari-media":"image"}"#
    ),
    (
      Type(.list(Limits(1, 5), .int), labels: [.personal]),
      #"{"items":{"format":"int64","maximum":9223372036854776000,"minimum":-9223372036854776000,"type":"integer"},"#
        + #""maxItems":5,"minItems":1,"type":"array","x-dari-labels":["personal"]}"#
    ),
    (
      BundleFixture.tone.asOptional,
      #"{"description":"polite: 정중하게","enum":["polite","brief","친근",null],"type":["string","null"]}"#
    ),
    (
      BundleFixture.kind,
      #"{"additionalProperties":false,"properties":{"kind":{"description":"refund: 환불","enum":["refund","other"],"#
        + #""type":"string"},"urgent":{"type":"boolean"}},"required":["kind","urgent"],"type":"object","#
        + #""x-dari-labels":["untrusted"]}"#
    ),
    (
      Type(.record(RecordType(fields: [.init(name: "a", type: .bool.asOptional, label: "말")]))),
      #"{"additionalProperties":false,"properties":{"a":{"description":"말","type":["boolean","null"]}},"#
        + #""required":[],"type":"object"}"#
    ),
  ]

  @Test(arguments: table) func schemaOfType(_ type: Type, _ expected: String) {
    #expect(CanonicalJSON.text(of: .object(JSONSchema.schema(of: type))) == expected)
  }

  @Test func inputsWithADefaultMayBeLeftOut() {
    guard case .object(let schema) = JSONSchema.inputs(of: BundleFixture.routine()),
      case .object(let properties)? = schema["properties"], case .object(let tone)? = properties["tone"],
      case .object(let big)? = properties["big"]
    else {
      Issue.record("no object")
      return
    }
    #expect(schema["required"] == ["message"])
    #expect(tone["default"] == "polite")
    #expect(tone["type"] == ["string", "null"])
    // Beyond 2^53 a default in digits would change in readers that know only doubles.
    #expect(big["default"] == nil)
  }

  @Test func boundsBeyondDoublesMoveOutwards() {
    let type = Type(.int(Limits(-9_007_199_254_740_993, 9_007_199_254_740_993)))
    #expect(
      CanonicalJSON.text(of: .object(JSONSchema.schema(of: type)))
        == #"{"format":"int64","maximum":9007199254740994,"minimum":-9007199254740994,"type":"integer"}"#)
  }
}
