// Results and remarks that are handed over for steps which are skipped, go through lists, or have fewer items.

import DariBase
import DariRuntime
import Testing

@testable import DariSemantics

@Suite struct HandedOverTests {
  static let source = """
    ---
    routine: r
    owner: owner
    ---
    @input sale: bool

    @input xs: list of line

    @step price: 값 정하기
    by: human(owner)
    when: sale
    gives: line

    @step offer: 알리기
    by: ai(text)
    when: sale

    @user
    {{ price }}

    @step draft: 쓰기
    by: ai(text)
    each: x in xs

    @user
    {{ x }}

    @again
    {{ look.remarks }}

    @step look: 보기
    by: human(owner)
    each: x in xs, one in draft
    edits: draft
    redo: draft, up to 2

    @do
    {{ x }}: {{ one }}

    @step pack: 묶기
    by: ai(text)

    @user
    {% for one in look %}
    {{ one }}
    {% endfor %}
    {{ offer | default("-") }}
    """

  static func rendered(
    _ inputs: String, _ given: [(String, String)] = [], remarks: [(String, String)] = [],
    only: Set<Int>? = nil
  ) throws -> (routine: Routine, rendered: RenderedRoutine) {
    let routine = try check(source).routine()
    let data = RoutineData(
      inputs: DataNode(try JSONParser.parse(inputs)),
      given: try given.map { (step: $0.0, result: DataNode(try JSONParser.parse($0.1))) },
      remarks: remarks.map { (step: $0.0, text: $0.1) })
    return (routine, try RoutineRenderer(routine: routine, data: data).render(only))
  }

  /// Codes of the failures, and the last text of the step `pack`.
  static func outcome(
    _ given: [(String, String)], sale: Bool = false, only: Set<Int>? = nil
  ) throws -> (codes: [String], pack: String?) {
    let (routine, rendered) = try rendered(#"{"sale": \#(sale), "xs": ["가", "나"]}"#, given, only: only)
    let codes = rendered.failures.map { $0.problem(in: routine).code.text }
    let pack = rendered.steps.first { routine.steps[$0.step].name == "pack" }
    return (codes, pack?.messages.first?.body.text)
  }

  /// A step that is skipped has no result, whoever does it.
  @Test func nothingOfSkippedSteps() throws {
    for (step, result) in [("price", #""만 원""#), ("offer", #""알림""#)] {
      let (codes, pack) = try Self.outcome([(step, result), ("look", #"["다", "라"]"#)])
      #expect(codes == ["E0990"])
      #expect(pack == "다\n라\n-")
    }
    #expect(try Self.outcome([("price", "null"), ("look", #"["다", "라"]"#)]).codes == [])
    #expect(try Self.outcome([("offer", #""알림""#), ("look", #"["다", "라"]"#)], sale: true).pack == "다\n라\n알림")
  }

  /// As many results as items, also of a person's step and where only another step is asked for.
  @Test func asManyAsItems() throws {
    for only in [nil, [4]] as [Set<Int>?] {
      #expect(try Self.outcome([("look", #"["다", "라"]"#)], only: only).codes == [])
      // What comes of one that was refused is not told on top.
      #expect(try Self.outcome([("look", #"["다", "라", "마"]"#)], only: only).codes == ["E0991"])
      let few = try Self.outcome([("look", #"["다"]"#)], only: only)
      #expect(few.codes == ["E0972"])
      #expect(few.pack == nil)
      #expect(
        try Self.outcome([("look", #"["다"]"#), ("draft", #"["다", "라"]"#)], only: only).codes == ["E0972"])
      #expect(try Self.outcome([], only: only).codes == ["E0983"])
    }
  }

  /// What was said of one item is about that item.
  @Test func remarksOfItems() throws {
    func again(_ remarks: [(String, String)]) throws -> [String?] {
      let (routine, rendered) = try Self.rendered(
        #"{"sale": false, "xs": ["가", "나", "다"]}"#, [("draft", #"["1", "2", "3"]"#)], remarks: remarks,
        only: [2])
      #expect(rendered.failures.map { $0.problem(in: routine).code.text } == [])
      return rendered.steps.map { $0.again?.text }
    }
    #expect(try again([("look[1]", "짧게")]) == [nil, "짧게", nil])
    #expect(try again([("look[0]", "길게"), ("look[2]", "짧게")]) == ["길게", nil, "짧게"])
    #expect(try again([("look", "모두")]) == ["모두", "모두", "모두"])
    let (routine, rendered) = try Self.rendered(
      #"{"sale": false, "xs": ["가"]}"#, remarks: [("look[1]", "짧게")])
    #expect(rendered.failures.map { $0.problem(in: routine).code.text }.contains("E0973"))
    #expect(throws: RoutineDataError.self) {
      try Self.rendered(#"{"sale": false, "xs": []}"#, remarks: [("price[0]", "짧게")])
    }
  }

  /// An item is traced to the list that it is of.
  @Test func itemsKnowTheirLists() throws {
    let routine = try check(Self.source).routine()
    let data = RoutineData(inputs: DataNode(try JSONParser.parse(#"{"sale": false, "xs": ["가", "나"]}"#)))
    let rendered = try RoutineRenderer(routine: routine, data: data, tracing: true).render([2])
    let paths = rendered.steps.flatMap { $0.messages[0].body.segments }.compactMap { segment in
      if case .value(let paths) = segment.origin { paths } else { nil }
    }
    #expect(paths == [["xs[0]"], ["xs[1]"]])
  }

  @Test func aPieceIsKeptOnlyWhenTracing() throws {
    let (_, rendered) = try Self.rendered(#"{"sale": false, "xs": ["가", "나"]}"#, only: [2])
    #expect(rendered.steps.map { $0.messages[0].body.text } == ["가", "나"])
    #expect(rendered.steps.allSatisfy { $0.messages[0].body.segments.isEmpty })
  }
}
