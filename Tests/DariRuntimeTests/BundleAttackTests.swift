// Small bundles that ask for too much: depth, circles, sizes, time; and ones whose values have the wrong kind.

import DariBase
import Testing

@testable import DariRuntime

@Suite struct BundleAttackTests {
  static func snippet(_ name: String, parameters: Int = 0, slots: String = "[]", _ body: String) -> String {
    #"{"name":"\#(name)","parameters":\#(parameters),"slots":\#(slots),"body":\#(body)}"#
  }

  static func call(_ snippet: Int) -> String {
    #"{"op":"call","snippet":\#(snippet),"arguments":[],"at":[0,1,1]}"#
  }

  @Test func snippetsInACircle() {
    let snippets = "[\(Self.snippet("a", "[\(Self.call(1))]")),\(Self.snippet("b", "[\(Self.call(0))]"))]"
    let error = #expect(throws: PromptBundleError.self) {
      try SmallBundle.load(SmallBundle.json(body: "[\(Self.call(0))]", snippets: snippets))
    }
    #expect(error?.sentence == "snippets call each other in a circle")
  }

  @Test func aLongChainOfSnippets() {
    var snippets: [String] = [Self.snippet("s", "[]")]
    for index in 1..<2000 { snippets.append(Self.snippet("s", "[\(Self.call(index - 1))]")) }
    let error = #expect(throws: PromptBundleError.self) {
      try SmallBundle.load(SmallBundle.json(snippets: "[\(snippets.joined(separator: ","))]"))
    }
    #expect(error?.sentence.contains("nested more than 250 deep") == true)
  }

  /// Each snippet calls the one before it twice: 2^60 calls of a program of sixty lines.
  @Test func snippetsThatDouble() throws {
    var snippets: [String] = [Self.snippet("s", "[]")]
    for index in 1..<60 {
      snippets.append(Self.snippet("s", "[\(Self.call(index - 1)),\(Self.call(index - 1))]"))
    }
    let routine = try SmallBundle.load(
      SmallBundle.json(body: "[\(Self.call(59))]", snippets: "[\(snippets.joined(separator: ","))]"))
    var renderer = Renderer(
      program: routine.program, slotNames: routine.slotNames,
      values: Array(repeating: .absent, count: routine.slotNames.count))
    // The limit that holds is reached too late for a test.
    renderer.workLimit = 100_000
    let error = #expect(throws: RenderError.self) { try renderer.render(routine.steps[0].messages[0].body) }
    #expect(error?.fault == .tooLarge)
  }

  @Test func textsThatDouble() throws {
    let slots = (0..<60).map { #""s\#($0)""# }.joined(separator: ",")
    var body = [#"{"op":"set","slot":4,"value":["~",["constant",1],["constant",1]],"at":[0,1,1]}"#]
    for slot in 5..<60 {
      body.append(
        #"{"op":"set","slot":\#(slot),"value":["~",["slot",\#(slot - 1)],["slot",\#(slot - 1)]],"at":[0,1,1]}"#
      )
    }
    let json = SmallBundle.json(body: "[\(body.joined(separator: ","))]", slots: "[\(slots)]")
    #expect(try SmallBundle.fault(json) == .tooLarge)
  }

  @Test func listsInListsByNames() {
    let slots = (0..<2000).map { #""s\#($0)""# }.joined(separator: ",")
    var body = [#"{"op":"set","slot":4,"value":["list",["slot",0]],"at":[0,1,1]}"#]
    for slot in 5..<2000 {
      body.append(#"{"op":"set","slot":\#(slot),"value":["list",["slot",\#(slot - 1)]],"at":[0,1,1]}"#)
    }
    let error = #expect(throws: PromptBundleError.self) {
      try SmallBundle.load(SmallBundle.json(body: "[\(body.joined(separator: ","))]", slots: "[\(slots)]"))
    }
    #expect(error?.sentence.contains("nested more than 250 deep") == true)
  }

  static func nested(_ depth: Int, _ open: String, _ middle: String, _ close: String) -> String {
    String(repeating: open, count: depth) + middle + String(repeating: close, count: depth)
  }

  static let deep: [String] = [
    SmallBundle.print(nested(2000, #"["not","#, #"["slot",0]"#, "]")),
    SmallBundle.print(#"["+""# + String(repeating: #",["slot",0]"#, count: 2000) + "]"),
    #"[{"op":"if","branches":["#
      + (0..<2000).map { _ in #"{"when":["present",["slot",0]],"then":[],"at":[0,1,1]}"# }.joined(
        separator: ",")
      + "]}]",
    nested(
      1000, #"[{"op":"if","branches":[{"when":["present",["slot",0]],"at":[0,1,1],"then":"#, "[]", "}]}]"),
  ]

  @Test(arguments: deep.indices) func tooDeepIsRefused(_ index: Int) {
    #expect(throws: (any Error).self) { try SmallBundle.load(SmallBundle.json(body: Self.deep[index])) }
  }

  /// The deepest that is loaded does not overflow the stack of the thread that renders it.
  @Test func theDeepestThatIsAllowedRenders() throws {
    let negations = nestedNot(240)
    let elifs =
      #"[{"op":"if","branches":["#
      + (0..<240).map { _ in #"{"when":["not",["present",["slot",0]]],"then":[],"at":[0,1,1]}"# }.joined(
        separator: ",")
      + #"],"else":[{"op":"text","text":"x","at":[0,1,1]}]}]"#
    let blocks = Self.nested(
      110, #"[{"op":"if","branches":[{"when":["present",["slot",0]],"at":[0,1,1],"then":"#,
      #"[{"op":"text","text":"x","at":[0,1,1]}]"#, "}]}]")
    for body in [SmallBundle.print(negations), elifs, blocks] {
      #expect(try SmallBundle.fault(SmallBundle.json(body: body)) == nil)
    }
  }

  private func nestedNot(_ depth: Int) -> String {
    Self.nested(depth, #"["not","#, #"["present",["slot",0]]"#, "]")
  }

  /// Loads, and makes no sense: the renderer stops instead of trapping.
  static let senseless: [String] = [
    SmallBundle.print(#"["not",["slot",0]]"#), SmallBundle.print(#"["negate",["slot",0]]"#),
    SmallBundle.print(#"["+",["slot",0],["constant",0]]"#),
    SmallBundle.print(#"["*",["slot",0],["slot",0]]"#),
    SmallBundle.print(#"["/",["slot",0],["slot",1]]"#), SmallBundle.print(#"["field",["slot",0],0,"a"]"#),
    SmallBundle.print(#"["item",["slot",0],["constant",0]]"#),
    SmallBundle.print(#"["item",["slot",1],["slot",0]]"#),
    SmallBundle.print(#"["empty",["constant",0]]"#),
    SmallBundle.print(#"["if",["slot",1],["slot",0],["slot",0]]"#),
    SmallBundle.print(#"["and",["constant",0],["constant",0]]"#),
    #"[{"op":"for","slot":4,"in":["slot",0],"body":[],"at":[0,1,1]}]"#,
    #"[{"op":"for","slot":4,"in":["slot",1],"if":["slot",0],"body":[],"at":[0,1,1]}]"#,
    #"[{"op":"if","branches":[{"when":["slot",0],"then":[],"at":[0,1,1]}]}]"#,
  ]

  @Test(arguments: senseless) func wrongKindsOfValuesAreAFault(_ body: String) throws {
    #expect(try SmallBundle.fault(SmallBundle.json(body: body)) == .damagedProgram)
  }

  /// Every filter, on every kind of subject, with every constant as its arguments: an answer or a fault.
  @Test func filtersTakeAnything() throws {
    let values: [Value] = [
      .absent, .text("가 b\n"), .int(.min), .int(3), .number(1e308), .bool(true),
      .date(CalendarDate(iso: "9999-12-31")!),
      .money(Money(units: .max, currency: "USD")), .symbol("x"), .list([]),
      .list([.int(1), .text("a"), .absent]),
      .list([.record([.int(1)]), .record([])]), .record([]), .list([.list([.bool(false)])]),
    ]
    for filter in Filter.all {
      for subject in values {
        for value in values {
          for shape in values {
            let arguments = filter.parameters.map { parameter in
              // Literals are checked by the loader.
              parameter.kind == .literal ? parameter.defaultValue ?? .text("/") : value
            }
            _ = try? filter.apply(FilterInput(subject: subject, arguments: arguments, shape: shape))
          }
        }
      }
    }
  }
}
