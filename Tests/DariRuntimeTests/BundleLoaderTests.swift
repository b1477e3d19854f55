// Bundles that load and bundles that are refused.

import DariBase
import Testing

@testable import DariRuntime

/// A small bundle, written out by hand as Documentation/Bundle.md describes it.
enum SmallBundle {
  static func json(
    body: String = "[]",
    constants: String = #"[{"value":2},{"value":"가"},{"value":null},{"value":-5},{"value":""}]"#,
    snippets: String = "[]",
    slots: String = #"["message","items","classify","approve.remarks","a","b","c","d","e"]"#,
    result: String =
      #"{"type":{"kind":"record","fields":[{"name":"kind","type":{"kind":"text"}}]},"schema":{},"slot":2}"#,
    inputs: String =
      #"[{"name":"message","type":{"kind":"text","max":10,"labels":["untrusted"]},"question":"메일은요?"},"#
      + #"{"name":"items","type":{"kind":"list","of":{"kind":"int"}},"question":"","default":[1,2]}]"#
  ) -> String {
    let step = #""risk":"low","reviews":[],"effects":[],"instructions":[],"checks":[],"why":[],"notes":[]"#
    return """
      {"format":"dari-bundle/1","routine":"small","project":"p","version":"1","locales":["ko"],"tags":[],"about":"",
      "people":{},"tools":[],"routines":[],"sources":[],"inputs":\(inputs),"inputSchema":{},"why":[],"notes":[],"slots":\(slots),
      "program":{"files":["a.dari"],"escapings":[],"constants":\(constants),"snippets":\(snippets)},
      "steps":[{"name":"classify","actor":{"kind":"ai","need":"text","tools":[]},"result":\(result),
      "messages":[{"role":"user","body":\(body)}],\(step)},
      {"name":"approve","actor":{"kind":"human","role":"owner"},"messages":[],"remarksSlot":3,\(step)}]}
      """
  }

  /// With its hash.
  static func bytes(_ json: String) throws -> [UInt8] {
    guard
      case .object(var object)? = try? JSONParser.parse(Array(json.utf8), depthLimit: BundleFormat.depthLimit)
        .value
    else { return Array(json.utf8) }
    object["sha256"] = .string(BundleFormat.hash(of: object))
    return CanonicalJSON.bytes(of: .object(object))
  }

  static func load(_ json: String) throws -> Routine { try BundleLoader.load(bytes(json)) }

  static func print(_ expression: String) -> String {
    #"[{"op":"print","value":\#(expression),"at":[0,1,1]}]"#
  }

  static func fault(_ json: String, inputs: String = #"{"message":"m"}"#) throws -> RenderFault? {
    let data = RoutineData(inputs: DataNode(try JSONParser.parse(inputs)))
    return try RoutineRenderer(routine: load(json), data: data).render().failures.first?.error.fault
  }
}

@Suite struct BundleLoaderTests {
  @Test func aBundleIsLoaded() throws {
    let routine = try SmallBundle.load(SmallBundle.json(body: SmallBundle.print(#"["slot",0]"#)))
    #expect(routine.name == "small")
    #expect(routine.inputs.map(\.type.description) == ["untrusted text(..10)", "list of int"])
    #expect(routine.steps.map(\.name) == ["classify", "approve"])
  }

  static let notBundles: [(String, PromptBundleError.Reason, String)] = [
    ("", .notJSON, "this is no JSON"),
    ("{\"format\":", .notJSON, "this is no JSON"),
    ("[]", .notABundle, "no bundle of Dari"),
    ("{}", .notABundle, "no bundle of Dari"),
    (
      #"{"format":"dari-bundle/2"}"#, .unknownFormat,
      "`dari-bundle/2`, and this version of Dari reads `dari-bundle/1`"
    ),
    (#"{"format":"dari-bundle/1"}"#, .damaged, "`sha256` is missing"),
    (#"{"format":"dari-bundle/1","sha256":"00"}"#, .changed, "changed after it was built"),
  ]

  @Test(arguments: notBundles)
  func whatIsNoBundleIsRefused(_ text: String, _ reason: PromptBundleError.Reason, _ words: String) {
    let error = #expect(throws: PromptBundleError.self) { try BundleLoader.load(Array(text.utf8)) }
    #expect(error?.reason == reason)
    #expect(error?.sentence.contains(words) == true, "\(error?.sentence ?? "")")
  }

  @Test func anEditedBundleIsRefused() throws {
    let text = String(decoding: try SmallBundle.bytes(SmallBundle.json()), as: UTF8.self)
    let edited = text.replacing("메일은요?", with: "메일은요")
    let error = #expect(throws: PromptBundleError.self) { try BundleLoader.load(Array(edited.utf8)) }
    #expect(error?.reason == .changed)
  }

  /// Layout is no content: a bundle that an editor has laid out anew is the same bundle.
  @Test func layoutDoesNotCount() throws {
    let value = try JSONParser.parse(try SmallBundle.bytes(SmallBundle.json())).value
    #expect(throws: Never.self) { try BundleLoader.load(PrettyJSON.bytes(of: value)) }
  }

  /// Expressions that a bundle of this format can't hold, and a piece of the sentence that says so.
  static let expressions: [(String, String)] = [
    (#"["slot",9]"#, "there is no slot 9"), (#"["slot",-1]"#, "there is no slot -1"),
    (#"["slot",9223372036854775807]"#, "there is no slot"), (#"["slot",4]"#, "slot 4 has no value here"),
    (#"["slot"]"#, "takes 1 parts, and 0"), (#"["constant",5]"#, "there is no constant 5"),
    (#"[]"#, "begins with"),
    (#"["jump",1]"#, "`jump` is no expression"), (#"{"slot":1}"#, "a list has to stand here"),
    (#"["loop",0,"index"]"#, "slot 0 is no loop's"), (#"["loop",1,"index"]"#, "no loop's"),
    (#"["==",["slot",0],["slot",0],["slot",0]]"#, "takes two parts"),
    (#"["+",["slot",0]]"#, "takes two parts"),
    (#"["filter","nope",["slot",0],[],2]"#, "`nope` is no filter"),
    (#"["filter","upper",["slot",0],[["slot",0]],2]"#, "takes 0 arguments, and 1"),
    (#"["filter","truncate",["slot",0],[["constant",3]],2]"#, "`n` of `truncate` has to be"),
    (#"["filter","truncate",["slot",0],[["slot",0]],2]"#, "has to be a constant"),
    (#"["filter","split",["slot",0],[["constant",4]],2]"#, "`sep` of `split` has to be"),
    (#"["filter","upper",["slot",0],[],9]"#, "there is no constant 9"),
    (#"["field",["slot",2],-1,"kind"]"#, "is not between"),
  ]

  @Test(arguments: expressions) func wrongExpressionsAreRefused(_ expression: String, _ words: String) {
    let error = #expect(throws: PromptBundleError.self) {
      try SmallBundle.load(SmallBundle.json(body: SmallBundle.print(expression)))
    }
    #expect(error?.reason == .damaged)
    #expect(error?.sentence.contains(words) == true, "\(error?.sentence ?? "")")
    #expect(error?.path.hasPrefix("$.steps[0].messages[0].body[0].value") == true, "\(error?.path ?? "")")
  }

  static let at = #""at":[0,1,1]"#
  static let bodies: [(String, String)] = [
    (#"[{"op":"goto","at":[0,1,1]}]"#, "`goto` is no instruction of `dari-bundle/1`"),
    (#"[{"op":"text","text":"a"}]"#, "the field `at` is missing"),
    (#"[{"op":"text","text":"a","at":[1,1,1]}]"#, "there is no file 1"),
    (#"[{"op":"text","text":"a","at":[0,0,1]}]"#, "is not between"),
    (#"[{"op":"text","text":"a","at":[0,1]}]"#, "a file, a line and a column"),
    (#"[{"op":"text","text":"a","extra":1,"at":[0,1,1]}]"#, "the field `extra` is not known here"),
    (#"[{"op":"set","slot":0,"value":["slot",0],"at":[0,1,1]}]"#, "slot 0 already has a value here"),
    (#"[{"op":"set","slot":4,"value":["slot",4],"at":[0,1,1]}]"#, "slot 4 has no value here"),
    (#"[{"op":"for","slot":7,"in":["slot",1],"body":[],"at":[0,1,1]}]"#, "there is no slot 9"),
    (#"[{"op":"for","slot":4,"in":["slot",4],"body":[],"at":[0,1,1]}]"#, "slot 4 has no value here"),
    (#"[{"op":"for","slot":4,"in":["slot",1],"if":["loop",4,"first"],"body":[],"at":[0,1,1]}]"#, "no loop's"),
    (#"[{"op":"call","snippet":0,"arguments":[],"at":[0,1,1]}]"#, "there is no snippet 0"),
    (#"[{"op":"if","branches":[]}]"#, "there are no branches"),
    (
      #"[{"op":"match","value":["slot",0],"cases":[{"patterns":[1],"body":[]}],"at":[0,1,1]}]"#,
      "a text has to stand"
    ),
    (#"[["text","a"]]"#, "an object with the text `op`"),
  ]

  @Test(arguments: bodies) func wrongInstructionsAreRefused(_ body: String, _ words: String) {
    let error = #expect(throws: PromptBundleError.self) { try SmallBundle.load(SmallBundle.json(body: body)) }
    #expect(error?.sentence.contains(words) == true, "\(error?.sentence ?? "")")
  }

  /// A name lives to the end of its block and may be used again after it.
  @Test func slotsAreFreeAgainAfterTheirBlock() throws {
    let set = #"{"op":"set","slot":4,"value":["slot",0],"at":[0,1,1]}"#
    let branch =
      #"{"op":"if","branches":[{"when":["present",["slot",0]],"then":[\#(set)],"at":[0,1,1]}],"else":[\#(set)]}"#
    #expect(throws: Never.self) { try SmallBundle.load(SmallBundle.json(body: "[\(branch),\(set)]")) }
    #expect(throws: PromptBundleError.self) {
      try SmallBundle.load(SmallBundle.json(body: "[\(set),\(branch)]"))
    }
  }

  static let values: [(String, String)] = [
    ("9007199254740993", "stands as `{\"int\": \"…\"}`"), ("1.5", "stands as `{\"number\": …}`"),
    (#"{"int":"5"}"#, "stands in its digits"),
    (#"{"int":"+9007199254740993"}"#, "no whole number of 64 bits"),
    (#"{"int":"9223372036854775808"}"#, "no whole number of 64 bits"),
    (#"{"date":"2026-02-29"}"#, "is no day"),
    (#"{"money":{"currency":"KRW","units":5}}"#, "a text has to stand here"),
    (#"{"money":{"currency":"ZZZ","units":"5"}}"#, "is no currency"),
    (#"{"thing":1}"#, "is no kind of value"),
    (#"{"number":"NaN"}"#, "a number has to stand here"), (#"{}"#, "has one field"),
    (#"{"case":"a","date":"2026-11-20"}"#, "has one field"),
  ]

  @Test(arguments: values) func wrongValuesAreRefused(_ value: String, _ words: String) {
    let error = #expect(throws: PromptBundleError.self) {
      try SmallBundle.load(SmallBundle.json(constants: #"[{"value":\#(value)}]"#))
    }
    #expect(error?.sentence.contains(words) == true, "\(error?.sentence ?? "")")
  }

  @Test func aDefaultIsOfTheInputsType() {
    let input = #"[{"name":"n","type":{"kind":"int"},"question":"","default":"five"}]"#
    let error = #expect(throws: PromptBundleError.self) {
      try SmallBundle.load(SmallBundle.json(inputs: input))
    }
    #expect(error?.path == "$.inputs[0].default")
  }
}
