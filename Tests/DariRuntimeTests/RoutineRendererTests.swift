// Data in, prompts out: defaults, results handed in, placeholders.

import DariBase
import Testing

@testable import DariRuntime

/// How results flow from step to step.
@Suite struct RoutineRendererTests {
  /// `letter` puts a text together, `ask` prints it, `approve` edits `ask`, `send` prints what was approved.
  static func routine() -> Routine {
    var routine = Routine(name: "r")
    var program = Program()
    program.files = ["r.dari"]
    let place = Program.Place(file: 0, line: 1, column: 1)
    func print(_ slots: Int...) -> Program.Block {
      let start = program.instructions.count
      for slot in slots {
        program.expressions.append(.slot(Int32(slot)))
        program.instructions.append(
          .print(Program.ExpressionID(program.expressions.count - 1), escaping: -1, place))
      }
      return Program.Block(start: start, count: slots.count)
    }
    routine.inputs = [
      .init(name: "n", type: .int, question: "몇 개?", defaultValue: .int(3)),
      .init(name: "o", type: .line.asOptional, question: ""),
    ]
    routine.slotNames = ["n", "o", "letter", "ask", "approve", "approve.remarks"]
    var letter = Routine.Step(name: "letter", actor: .tool("t"))
    (letter.result, letter.resultSlot, letter.text) = (.text, 2, print(0))
    var ask = Routine.Step(name: "ask", actor: .ai("text", tools: []))
    (ask.result, ask.resultSlot, ask.again) = (.text, 3, print(5))
    ask.messages = [.init(role: .system, body: print(2)), .init(role: .user, body: print(0, 2))]
    var approve = Routine.Step(name: "approve", actor: .human("owner"))
    (approve.result, approve.resultSlot, approve.remarksSlot, approve.edits) = (.text, 4, 5, 1)
    approve.redo = (1, 2)
    var send = Routine.Step(name: "send", actor: .tool("t"))
    send.text = print(3, 4)
    routine.steps = [letter, ask, approve, send]
    routine.program = program
    return routine
  }

  static func render(
    _ inputs: String = "{}", given: [(String, DataNode)] = [], remarks: [(String, String)] = [],
    only: Set<Int>? = nil,
    tracing: Bool = false
  ) throws -> RenderedRoutine {
    let data = RoutineData(
      inputs: DataNode(try JSONParser.parse(inputs)), given: given.map { (step: $0.0, result: $0.1) },
      remarks: remarks.map { (step: $0.0, text: $0.1) })
    return try RoutineRenderer(routine: routine(), data: data, tracing: tracing).render(only)
  }

  @Test func textsFlowOnAndMissingResultsShowTheirNames() throws {
    let steps = try Self.render().steps
    #expect(steps.map(\.step) == [0, 1, 3])
    #expect(steps[0].text?.text == "3")
    #expect(steps[1].messages.map(\.body.text) == ["3", "33"])
    #expect(steps[1].messages.map(\.role) == [.system, .user])
    #expect(steps[1].again == nil)
    #expect(steps[2].text?.text == "⟦ask⟧⟦approve⟧")
  }

  @Test func givenResultsTakeTheirPlace() throws {
    let steps = try Self.render(
      #"{"n": 5, "o": null}"#, given: [("letter", DataNode(.text("L"))), ("approve", DataNode(.text("네")))],
      remarks: [("approve", "더 짧게")]
    ).steps
    #expect(steps[0].text?.text == "5")
    #expect(steps[1].messages.map(\.body.text) == ["L", "5L", "⟦ask⟧", "더 짧게"])
    #expect(steps[1].messages.map(\.role) == [.system, .user, .assistant, .user])
    #expect(steps[1].again?.text == "더 짧게")
    #expect(steps[2].text?.text == "⟦ask⟧네")
  }

  /// A text that is not asked for is still made for the step that is.
  @Test func oneStepAlone() throws {
    let rendered = try Self.render(only: [1])
    #expect(rendered.steps.map(\.step) == [1])
    #expect(rendered.steps[0].messages[0].body.text == "3")
  }

  @Test func segmentsKnowTheirPaths() throws {
    let message = try Self.render(tracing: true).steps[1].messages[1].body
    #expect(message.segments.map(\.range) == [0..<1, 1..<2])
    guard case .value(let paths) = message.segments[1].origin else {
      Issue.record("not a value")
      return
    }
    #expect(paths == ["letter"])
  }

  @Test func dataIsCheckedBeforeAnythingIsRendered() throws {
    let error = #expect(throws: RoutineDataError.self) {
      try Self.render(
        #"{"n": "five", "m": 1}"#, given: [("send", DataNode(.text("x"))), ("ask", DataNode(.bool(true)))])
    }
    #expect(error?.problems.map(\.path) == ["m", "n", "send", "ask"])
    #expect(error?.problems[1].question == "몇 개?")
  }
}
