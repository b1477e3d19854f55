// The public way to load a bundle and render its prompts.

import DariBase
import DariRuntime
import Testing

// Without @testable: what an app sees.
@Suite struct PromptBundleTests {
  static func bundle(_ body: String) throws -> PromptBundle {
    try PromptBundle(json: SmallBundle.bytes(SmallBundle.json(body: body)))
  }

  static func print(_ expression: String) -> String {
    #"{"op":"print","value":\#(expression),"at":[0,12,3]}"#
  }
  static let text = #"{"op":"text","text":"메일: ","at":[0,1,1]}"#
  static let kind = #"["field",["slot",2],0,"kind"]"#

  @Test func aBundleSaysWhatItAsksFor() throws {
    let bundle = try Self.bundle("[]")
    #expect(bundle.name == "small")
    #expect(bundle.inputs.map(\.name) == ["message", "items"])
    #expect(bundle.inputs.map(\.isRequired) == [true, false])
    #expect(bundle.inputs[0].question == "메일은요?")
    #expect(bundle.inputs[0].type == "untrusted text(..10)")
    #expect(bundle.steps.map(\.name) == ["classify", "approve"])
    #expect(bundle.steps.map(\.isRendered) == [true, false])
    #expect(bundle.steps.map(\.actor) == [.ai, .human])
    #expect(bundle.steps[0].resultSchema == "{}")
    #expect(bundle.steps[1].resultSchema == nil)
    #expect(bundle.sha256.count == 64)
  }

  @Test func promptsAreRendered() throws {
    let bundle = try Self.bundle("[\(Self.text),\(Self.print(#"["slot",0]"#))]")
    let prompts = try bundle.render(inputs: #"{"message": "안녕\r\n하세요"}"#)
    #expect(prompts.steps.map(\.name) == ["classify"])
    #expect(prompts.steps[0].messages.map(\.role) == [.user])
    #expect(prompts.steps[0].messages.map(\.text) == ["메일: 안녕\n하세요"])
  }

  @Test func aResultNotGivenShowsItsPath() throws {
    let bundle = try Self.bundle("[\(Self.print(Self.kind))]")
    #expect(try bundle.render(inputs: #"{"message":"m"}"#).steps[0].messages[0].text == "⟦classify.kind⟧")
    let given = try bundle.render(inputs: #"{"message":"m"}"#, given: ["classify": #"{"kind":"환불"}"#])
    #expect(given.steps[0].messages[0].text == "환불")
  }

  @Test func aResultThatDecidesIsNeeded() throws {
    let bundle = try Self.bundle(
      "[\(Self.print(#"["if",["==",\#(Self.kind),["constant",1]],["slot",0],["slot",0]]"#))]")
    let error = #expect(throws: PromptRenderingError.self) { try bundle.render(inputs: #"{"message":"m"}"#) }
    #expect(error?.problems.count == 1)
    #expect(error?.problems.first?.place == "a.dari:12:3")
    #expect(error?.problems.first?.english.contains("`classify.kind`") == true)
    #expect(error?.problems.first?.path == "classify")
  }

  /// Everything that is wrong comes at once, in the author's terms, in both languages, with the input's question.
  @Test func allProblemsOfTheDataAreTold() throws {
    let error = #expect(throws: PromptRenderingError.self) {
      try Self.bundle("[]").render(
        inputs: #"{"message": "열 글자가 넘는 아주 긴 글", "items": [1, "x"], "extra": 1}"#,
        given: ["classify": #"{"kind": 1}"#, "nobody": "1", "approve": "1"], steps: ["approve"])
    }
    let problems = try #require(error?.problems)
    #expect(
      problems.map(\.path).sorted() == [
        "approve", "approve", "classify.kind", "extra", "items[1]", "message", "nobody",
      ])
    let message = try #require(problems.first { $0.path == "message" })
    #expect(message.question == "메일은요?")
    #expect(message.english.contains("..10") && message.korean.contains("..10"), "\(message)")
    #expect(problems.allSatisfy { $0.code.hasPrefix("E09") && !$0.english.isEmpty && !$0.korean.isEmpty })
  }

  @Test func thousandsOfProblemsAreCounted() throws {
    let items = Array(repeating: #""x""#, count: 1000).joined(separator: ",")
    let error = #expect(throws: PromptRenderingError.self) {
      try Self.bundle("[]").render(inputs: #"{"message": "m", "items": [\#(items)]}"#)
    }
    #expect(error?.problems.count == 101)
    #expect(error?.problems.last?.english.contains("900") == true, "\(error?.problems.last?.english ?? "")")
  }

  @Test func inputsThatAreNoJSONAreToldOnce() throws {
    let error = #expect(throws: PromptRenderingError.self) {
      try Self.bundle("[]").render(inputs: "{'message': 1}")
    }
    #expect(error?.problems.count == 1)
    #expect(error?.description.contains("double quotes") == true)
    #expect(throws: PromptRenderingError.self) { try Self.bundle("[]").render(inputs: "[1]") }
    #expect(throws: PromptRenderingError.self) {
      try Self.bundle("[]").render(inputs: #"{"message":"a","message":"b"}"#)
    }
  }

  /// The example in the documentation of `PromptBundle`.
  @Test func theDocumentedExample() throws {
    let bytes = try SmallBundle.bytes(SmallBundle.json(body: "[\(Self.text),\(Self.print(#"["slot",0]"#))]"))
    let bundle = try PromptBundle(json: bytes)
    let prompts = try bundle.render(
      inputs: #"{"message": "환불이요"}"#, given: ["classify": #"{"kind": "refund"}"#], steps: ["classify"])
    var lines: [String] = []
    for message in prompts.steps[0].messages { lines.append("\(message.role.rawValue) \(message.text)") }
    #expect(lines == ["user 메일: 환불이요"])
  }
}
