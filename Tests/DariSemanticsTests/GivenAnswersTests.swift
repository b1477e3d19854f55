// Answers of models as they come, handed in as results.

import DariBase
import DariRuntime
import Testing

@testable import DariSemantics

@Suite struct GivenAnswersTests {
  static func printed(_ gives: String, _ print: String, each: Bool = false, _ answer: String) throws -> String
  {
    let source = """
      ---
      routine: r
      owner: owner
      ---
      @step ask: 묻기
      by: ai(text)
      gives: \(gives)\(each ? "\neach: n in [1, 2]" : "")

      @user
      물음

      @step told: 적기
      by: human(owner)

      @text
      \(print)
      """
    let data = RoutineData(
      inputs: DataNode(.object([])), given: [("ask", DataNode(try JSONParser.parse(answer)))])
    let rendered = try RoutineRenderer(routine: try check(source).routine(), data: data).render()
    return rendered.steps.last?.text?.text ?? ""
  }

  /// OpenAI's structured outputs have to be objects, so what is none is asked for in one.
  @Test(arguments: [
    ("int", "{{ ask }}", "7", "7"), ("(가 | 나)", "{{ ask }}", "\"나\"", "나"),
    ("list of text", "{{ ask | join(\"·\") }}", "[\"하나\", \"둘\"]", "하나·둘"),
    ("{ n: int }?", "{% if ask is present %}{{ ask.n }}{% else %}-{% endif %}", "{\"n\": 3}", "3"),
    ("{ n: int }?", "{% if ask is present %}{{ ask.n }}{% else %}-{% endif %}", "null", "-"),
  ])
  func wrappedOrNotItIsTheSame(_ gives: String, _ print: String, _ answer: String, _ expected: String) throws
  {
    #expect(try Self.printed(gives, print, "{\"result\": \(answer)}") == expected)
    #expect(try Self.printed(gives, print, answer) == expected)
  }

  @Test func underEachEveryAnswerIsItsOwn() throws {
    let print = "{% for a in ask %}{{ a }} {% endfor %}"
    #expect(try Self.printed("int", print, each: true, #"[{"result": 1}, 2]"#) == "1 2 ")
    #expect(throws: RoutineDataError.self) {
      try Self.printed("int", print, each: true, #"{"result": [1, 2]}"#)
    }
  }

  /// A record is what it says; its field `result` is no wrapping. A text is the text.
  @Test func whatIsNotWrappedIsNotTakenApart() throws {
    #expect(try Self.printed("{ result: int }", "{{ ask.result }}", #"{"result": 3}"#) == "3")
    let print = "{% if ask is present %}{{ ask.result }}{% endif %}"
    #expect(try Self.printed("{ result: int }?", print, #"{"result": 3}"#) == "3")
    for wrong in [#"{"result": 3, "more": 1}"#, #"{"results": 3}"#, #"{"result": {"result": 3}}"#] {
      #expect(throws: RoutineDataError.self) { try Self.printed("int", "{{ ask }}", wrong) }
    }
    #expect(throws: RoutineDataError.self) { try Self.printed("text", "{{ ask }}", #"{"result": "가"}"#) }
  }
}
