// A prompt over its budget is not rendered.

import DariBase
import DariRuntime
import Testing

@testable import DariSemantics

@Suite struct BudgetRenderingTests {
  static func render(
    _ checked: Checked, _ inputs: String, remarks: [(step: String, text: String)] = []
  ) throws -> RenderedRoutine {
    let data = RoutineData(inputs: DataNode(try JSONParser.parse(inputs)), remarks: remarks)
    return try RoutineRenderer(routine: try checked.routine(), data: data).render()
  }

  @Test func theCountIsThatOfAllMessages() throws {
    let checked = BudgetTests.checked(
      keys: "budget: 100 tokens", user: "{{ message }}", more: "\n@system\n가나다")
    let step = try #require(try Self.render(checked, #"{"message": "가가"}"#).steps.first)
    #expect(step.tokens?.count == 4)
    #expect(step.tokens?.budget.tokens == 100)
  }

  @Test func overTheBudgetIsRefusedWithTheLargestValues() throws {
    let checked = BudgetTests.checked(
      "@input a: text(..500)\n\n@input b: { c: text(..500) }\n\n@input d: text(..5)\n",
      keys: "budget: 80 tokens",
      user: "{{ a }} {{ b.c }} {{ d }}")
    let long = String(repeating: "가", count: 100)
    let inputs = #"{"a": "짧은 글", "b": {"c": "\#(long)"}, "d": "x"}"#
    let rendered = try Self.render(checked, inputs)
    #expect(rendered.steps.isEmpty)
    let failure = try #require(rendered.failures.first)
    let routine = try checked.routine()
    #expect(failure.problem(in: routine).code.text == "E0715")
    #expect(failure.problem(in: routine).message(.english).contains("is 83 tokens"))
    let note = try #require(failure.note(in: routine))
    #expect(note.text(.english) == "the largest parts: `b` 80, `a` 3, `d` 1")
    #expect(failure.problem(in: routine).message(.korean).contains("80토큰"))
  }

  @Test func exactlyTheBudgetIsRendered() throws {
    let checked = BudgetTests.checked(keys: "budget: 8 tokens")
    #expect(try Self.render(checked, #"{"message": "가가가가가가가가가가"}"#).failures.isEmpty)
    #expect(try Self.render(checked, #"{"message": "가가가가가가가가가가a"}"#).failures.count == 1)
  }

  @Test func whatIsSaidAgainCounts() throws {
    let source = """
      ---
      routine: r
      owner: owner
      ---
      @step draft: 초안
      by: ai(text)
      budget: 10 tokens

      @user
      쓰세요.

      @again
      {{ approve.remarks }}

      @step approve: 확인
      by: human(owner)
      reviews: draft
      redo: draft, up to 3
      """
    let checked = check(source)
    #expect(try Self.render(checked, "{}").failures.isEmpty)
    #expect(try Self.render(checked, "{}", remarks: [("approve", "다시")]).failures.isEmpty)
    let long = String(repeating: "가", count: 20)
    #expect(try Self.render(checked, "{}", remarks: [("approve", long)]).failures.count == 1)
  }

  /// The mark that stands for a picture when people look at a prompt is not sent, and does not count.
  @Test func picturesDoNotCount() throws {
    let checked = BudgetTests.checked(
      "@input photo: image\n", keys: "budget: 2 tokens", user: "가{{ photo }}나")
    #expect(checked.problems == [])
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
    let photo = DataNode(.file(name: "a-rather-long-name.png", bytes: png))
    let data = RoutineData(inputs: DataNode(.object([.init(key: "photo", value: photo)])))
    let rendered = try RoutineRenderer(routine: try checked.routine(), data: data).render()
    let step = try #require(rendered.steps.first)
    #expect(step.messages[0].body.text.contains("a-rather-long-name.png"))
    #expect(step.tokens?.count == 2)
  }

  @Test func aTokenizerOfTheProjectCounts() throws {
    var file =
      "{\"pre_tokenizer\":{\"type\":\"ByteLevel\",\"add_prefix_space\":false},\"model\":{\"type\":\"BPE\",\"vocab\":{"
    var next = 0x100
    for byte in 0..<256 {
      var scalar = byte
      if !(0x21...0x7E).contains(byte), !(0xA1...0xAC).contains(byte), !(0xAE...0xFF).contains(byte) {
        scalar = next
        next += 1
      }
      let key = CanonicalJSON.text(of: .string(String(Character(Unicode.Scalar(UInt32(scalar))!))))
      file += "\(key):\(byte),"
    }
    file += "\"ab\":256},\"merges\":[\"a b\"]}}"
    let checked = BudgetTests.checked(
      keys: "budget: 400 tokens", manifest: BudgetTests.manifest + "tokenizer: t/own.json\n",
      resources: ["t/own.json": file])
    #expect(checked.problems == [])
    let step = try #require(try Self.render(checked, #"{"message": "ababc가"}"#).steps.first)
    #expect(step.tokens?.count == 6)
    #expect(step.tokens?.budget.estimator.name == "t/own.json")
    // A budget of bytes: the worst is four a character.
    let tight = BudgetTests.checked(
      keys: "budget: 399 tokens", manifest: BudgetTests.manifest + "tokenizer: t/own.json\n",
      resources: ["t/own.json": file])
    #expect(tight.problems == ["W0701 399 tokens"])
    // A routine without its tokenizer refuses, and says which it is.
    var routine = try checked.routine()
    routine.tokenizers = [:]
    #expect(routine.missingTokenizers == ["t/own.json"])
    let data = RoutineData(inputs: DataNode(try JSONParser.parse(#"{"message": "a"}"#)))
    let failure = try #require(try RoutineRenderer(routine: routine, data: data).render().failures.first)
    #expect(failure.problem(in: routine).code.text == "E0716")
    #expect(throws: PromptTokenizerError.self) {
      try routine.add(tokenizer: Array("{}".utf8), named: "x.json")
    }
    try routine.add(tokenizer: Array(file.utf8), named: "x.json")
    #expect(try RoutineRenderer(routine: routine, data: data).render().steps.first?.tokens?.count == 1)
  }
}
