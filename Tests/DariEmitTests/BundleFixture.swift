// A routine put together by hand that uses every instruction, every expression, every kind of value and of type.

import DariBase
import DariRuntime

/// Puts a `Program` together from the inside out.
struct ProgramBuilder {
  var program = Program()
  private var line = 0

  init() { program.files = ["shop/letter.dari", "shop/brand.dari"] }

  mutating func place() -> Program.Place {
    line += 1
    return Program.Place(file: 0, line: line, column: 1 + line % 7)
  }

  mutating func literal(_ text: String) -> Program.Literal {
    let start = program.literals.count
    program.literals += Array(text.utf8)
    return Program.Literal(start: start, end: program.literals.count)
  }

  mutating func block(_ instructions: [Program.Instruction]) -> Program.Block {
    let start = program.instructions.count
    program.instructions += instructions
    return Program.Block(start: start, count: instructions.count)
  }

  mutating func add(_ expression: Program.Expression) -> Program.ExpressionID {
    program.expressions.append(expression)
    return Program.ExpressionID(program.expressions.count - 1)
  }

  mutating func constant(_ value: Value, name: String? = nil) -> Program.ExpressionID {
    program.constants.append(Program.Constant(value, name: name))
    return add(.constant(Int32(program.constants.count - 1)))
  }

  mutating func slot(_ slot: Int) -> Program.ExpressionID { add(.slot(Int32(slot))) }

  mutating func arguments(_ items: [Program.ExpressionID]) -> Program.Arguments {
    let start = program.lists.count
    program.lists += items
    return Program.Arguments(start: start, count: items.count)
  }

  mutating func filter(
    _ name: String, _ subject: Program.ExpressionID, _ values: [Value] = [], shape: Value = .absent
  ) -> Program.ExpressionID {
    let items = values.map { constant($0) }
    program.constants.append(Program.Constant(shape))
    let shape = Int32(program.constants.count - 1)
    return add(.filter(Int32(Filter.index(of: name)!), subject, arguments(items), shape: shape))
  }

  mutating func text(_ text: String) -> Program.Instruction { .text(literal(text), place()) }
  mutating func print(_ value: Program.ExpressionID) -> Program.Instruction {
    .print(value, escaping: -1, place())
  }

  mutating func binary(
    _ operation: Program.BinaryOperation, _ a: Program.ExpressionID, _ b: Program.ExpressionID
  ) -> Program.ExpressionID { add(.binary(operation, a, b)) }
}

enum BundleFixture {
  static let tone = Type(
    .enumeration(
      EnumType(
        name: "Tone", cases: [.init(word: "polite", label: "정중하게"), .init(word: "brief"), .init(word: "친근")]))
  )
  static let item = Type(
    .record(
      RecordType(
        name: "Item",
        fields: [
          .init(name: "name", type: .line, label: "상품 이름"),
          .init(name: "count", type: Type(.int(Limits(1, nil)))),
          .init(name: "price", type: Type(.money("KRW"))),
        ])))
  static let order = Type(
    .record(
      RecordType(
        name: "Order",
        fields: [
          .init(name: "number", type: Type(.line(Limits(nil, 40))), label: "주문 번호"),
          .init(name: "items", type: Type(.list(Limits(1, 20), item))),
          .init(name: "paid", type: .date), .init(name: "web", type: Type(.url, isOptional: true)),
        ])), labels: [.personal], isOptional: true)
  static let kind = Type(
    .record(
      RecordType(fields: [
        .init(
          name: "kind",
          type: Type(
            .enumeration(
              EnumType(name: "Kind", cases: [.init(word: "refund", label: "환불"), .init(word: "other")])))),
        .init(name: "urgent", type: .bool),
      ])), labels: [.untrusted])

  // Slots: inputs 0…6, results 7 classify, 8 letter, 9 draft, 10 approve, 11 remarks, 12… names in templates.
  static let slotNames = [
    "message", "order", "tone", "big", "ratio", "least", "photo", "classify", "letter", "draft", "approve",
    "approve.remarks", "item", "loop.index", "loop.length", "sum",
  ]

  static func routine() -> Routine {
    var routine = Routine(name: "letter")
    routine.title = "편지"
    routine.summary = "고객에게 답합니다."
    routine.audience = "작은 가게"
    routine.role = "marketing"
    routine.tags = ["고객", "letter"]
    routine.owner = "owner"
    routine.avoid = "다툼"
    routine.help = "점장"
    routine.reviewed = CalendarDate(year: 2026, month: 11, day: 1)
    routine.about = "긴 설명\n\n둘째 문단"
    routine.project = "haru-coffee"
    routine.version = "1.0.0"
    routine.locales = ["ko", "en"]
    routine.people = ["owner": "점장", "staff": "직원", "가": "나"]
    var tool = Routine.Tool(id: "chatgpt", name: "ChatGPT")
    tool.category = "text"
    tool.does = ["text"]
    tool.clears = ["personal"]
    tool.cost = "30 USD"
    tool.asof = "2026-11-01"
    tool.url = "https://chatgpt.com"
    tool.languages = ["ko", "en"]
    routine.tools = [tool, Routine.Tool(id: "gmail", name: "Gmail")]
    routine.sources = [.init(path: "shop/letter.dari", sha256: String(repeating: "0a", count: 32))]
    routine.inputs = inputs()
    routine.slotNames = slotNames
    routine.result = 3
    addSteps(to: &routine)
    return routine
  }

  private static func inputs() -> [Routine.Input] {
    [
      .init(
        name: "message", type: Type(.text(Limits(1, 4000)), labels: [.untrusted, .personal]),
        question: "메일을 붙여 넣으세요.",
        example: .text("안녕하세요\n\"원두\"")),
      .init(name: "order", type: order, question: "주문"),
      .init(name: "tone", type: tone, question: "말투", defaultValue: .symbol("polite")),
      .init(name: "big", type: .int, question: "", defaultValue: .int(9_007_199_254_740_993)),
      .init(
        name: "ratio", type: Type(.number(Limits(-0.5, 1e300))), question: "", defaultValue: .number(-0.0)),
      .init(name: "least", type: Type(.int(Limits(.min, .max))), question: "", defaultValue: .int(.min)),
      .init(name: "photo", type: Type(.media(.image), isOptional: true), question: "사진"),
    ]
  }

  private static func addSteps(to routine: inout Routine) {
    var b = ProgramBuilder()
    addSnippets(&b)
    var classify = Routine.Step(name: "classify", title: "나누기", actor: .ai("text", tools: ["chatgpt"]))
    classify.result = kind
    classify.resultSlot = 7
    classify.minutes = (5, 0.5)
    classify.messages = [
      .init(role: .system, body: b.block([b.text("당신은 담당자입니다.")])),
      .init(role: .user, body: everything(&b)),
      .init(role: .assistant, body: b.block([b.text(#"{"kind": "refund"}"#)])),
    ]
    classify.why = [b.block([b.text("까닭")])]
    var letter = Routine.Step(name: "letter", actor: .tool("gmail"))
    letter.result = .text
    letter.resultSlot = 8
    letter.text = b.block([b.text("편지: "), b.print(b.slot(0))])
    letter.effects = [.init(kind: .stores, steps: [0], ownText: true)]
    var draft = Routine.Step(name: "draft", actor: .ai("text", tools: ["chatgpt"]))
    draft.result = Type(.text(Limits(nil, 1200)))
    draft.resultSlot = 9
    draft.risk = .high
    draft.owner = "staff"
    draft.messages = [.init(role: .user, body: branching(&b))]
    draft.again = b.block([b.text("이렇게: "), b.print(b.slot(11))])
    var approve = Routine.Step(name: "approve", actor: .human("owner"))
    approve.result = draft.result
    approve.resultSlot = 10
    approve.remarksSlot = 11
    approve.reviews = [2]
    approve.edits = 2
    approve.redo = (2, 3)
    approve.instructions = [b.block([b.text("읽으세요 "), b.print(b.slot(9))])]
    approve.checks = [b.block([b.text("- [ ] 맞나요")])]
    approve.notes = [b.block([])]
    routine.steps = [classify, letter, draft, approve]
    routine.why = [b.block([b.text("전체의 까닭")])]
    routine.notes = [b.block([b.text("메모 "), b.print(b.constant(.text("하루커피"), name: "brand.name"))])]
    routine.program = b.program
  }

  private static func addSnippets(_ b: inout ProgramBuilder) {
    let inner = b.block([b.text("줄 하나\n줄 둘: "), b.print(b.slot(0))])
    b.program.snippets.append(.init(name: "inner", slotNames: ["x"], parameterCount: 1, body: inner))
    let indent = b.literal("  ")
    let call = Program.Instruction.call(snippet: 0, b.arguments([b.slot(0)]), indent: indent, b.place())
    let set = Program.Instruction.set(slot: 2, b.slot(1), b.place())
    let outer = b.block([b.text("바깥\n  "), call, b.text("\n"), set, b.print(b.slot(2))])
    b.program.snippets.append(
      .init(name: "outer", slotNames: ["x", "y", "z"], parameterCount: 2, body: outer))
  }

  /// Every expression that can be printed, one a line.
  private static func everything(_ b: inout ProgramBuilder) -> Program.Block {
    let two = b.constant(.int(2))
    let big = b.slot(3)
    let ratio = b.slot(4)
    let list = b.add(.list(b.arguments([b.constant(.text("원두")), b.constant(.text("컵"))])))
    let record = b.constant(
      .record([.int(1), .text("e\u{301}"), .money(Money(units: 4900, currency: "KRW"))]), name: "shop.item")
    let yes = b.constant(.bool(true))
    let equal = b.binary(.equal, b.slot(2), b.constant(.symbol("polite")))
    var values: [Program.ExpressionID] = [
      big, ratio, b.slot(2), b.slot(5),
      b.binary(.add, b.binary(.add, b.binary(.subtract, big, two), two), two),
      b.binary(.subtract, big, b.binary(.subtract, two, two)), b.binary(.multiply, two, two),
      b.binary(.divide, b.constant(.int(7)), two), b.binary(.floorDivide, b.constant(.int(-7)), two),
      b.binary(.remainder, b.constant(.int(-7)), two),
      b.binary(
        .concatenate, b.binary(.concatenate, b.slot(0), two),
        b.constant(.date(CalendarDate(iso: "2026-11-20")!))),
      equal, b.add(.not(equal)), b.add(.negate(two)), b.add(.negate(b.constant(.number(0)))),
      b.binary(.and, b.binary(.and, yes, equal), yes), b.binary(.or, b.add(.not(yes)), equal),
      b.binary(.contained, b.constant(.text("컵")), list),
      b.add(.conditional(condition: equal, then: two, otherwise: big)), b.add(.isPresent(b.slot(1))),
      b.add(.isEmpty(list)), b.add(.field(record, slot: 1, name: "name")),
      b.add(.field(record, slot: 2, name: "price")),
      b.filter("default", b.add(.item(list, b.constant(.int(-1)))), [.text("없음")]),
      b.filter("join", list, [.text(", ")]), b.filter("length", list),
      b.filter("upper", b.constant(.text("haru ß"))),
      b.filter("truncate", b.constant(.text("하루커피의 아주 긴 글입니다")), [.int(10)]),
      b.add(.field(b.slot(7), slot: 0, name: "kind")), b.constant(.number(1)), b.constant(.number(1e21)),
    ]
    for operation in [Program.BinaryOperation.notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual] {
      values.append(b.binary(operation, big, ratio))
    }
    var instructions: [Program.Instruction] = []
    for value in values { instructions += [b.print(value), b.text("\n")] }
    return b.block(instructions)
  }

  /// Every instruction.
  private static func branching(_ b: inout ProgramBuilder) -> Program.Block {
    let items = b.add(.field(b.slot(1), slot: 0, name: "items"))
    let item = b.slot(12)
    var body: [Program.Instruction] = []
    for property in Program.LoopProperty.allCases {
      body += [b.print(b.add(.loop(slot: 12, property))), b.text(" ")]
    }
    body += [b.print(b.add(.field(item, slot: 1, name: "name"))), b.text("\n")]
    let more = b.binary(.greater, b.add(.field(item, slot: 0, name: "count")), b.constant(.int(1)))
    let loop = Program.Instruction.loop(
      slot: 12, list: items, condition: more, body: b.block(body), otherwise: b.block([b.text("없음\n")]),
      b.place())
    let sum = Program.Instruction.set(slot: 15, b.constant(.int(3)), b.place())
    let third = Program.Instruction.branch(
      b.binary(.equal, b.slot(2), b.constant(.symbol("친근"))), then: b.block([b.text("셋\n")]),
      otherwise: b.block([b.text("넷\n")]), b.place())
    let second = Program.Instruction.branch(
      b.binary(.equal, b.slot(2), b.constant(.symbol("brief"))), then: b.block([b.text("둘\n")]),
      otherwise: b.block([third]), b.place())
    let first = Program.Instruction.branch(
      b.add(.isPresent(b.slot(1))), then: b.block([loop]), otherwise: b.block([second]), b.place())
    let start = Int32(b.program.branches.count)
    let branches: [Program.MatchBranch] = [
      .init(patterns: [.word("refund"), .absent], body: b.block([b.text("환불\n")])),
      .init(patterns: [.present], body: b.block([b.text("그 밖\n")])),
    ]
    b.program.branches += branches
    let match = Program.Instruction.match(
      b.add(.field(b.slot(7), slot: 0, name: "kind")), start: start, count: 2, otherwise: .empty, b.place())
    let call = Program.Instruction.call(
      snippet: 1, b.arguments([b.slot(0), b.slot(2)]), indent: Program.Literal(start: 0, end: 0), b.place())
    return b.block([
      first, match, sum, b.print(b.slot(15)), b.text("\n"), call, b.text("\n끝 "), b.print(b.slot(8)),
    ])
  }
}
