// The e-mail reply of the language's own example, as the compiler would hand it over.

import DariRuntime

enum ManualFixture {
  static let kind = Type(
    .enumeration(
      EnumType(
        name: "Kind",
        cases: [
          .init(word: "refund", label: "환불"), .init(word: "delivery", label: "배송"),
          .init(word: "product", label: "상품"), .init(word: "other", label: "기타"),
        ])))

  static let tone = Type(
    .enumeration(
      EnumType(
        name: "Tone",
        cases: [
          .init(word: "polite", label: "정중하게"), .init(word: "friendly", label: "친근하게"),
          .init(word: "brief", label: "짧게"),
        ])))

  static let item = RecordType(
    name: "Item",
    fields: [
      .init(name: "name", type: .line, label: "상품 이름"),
      .init(name: "count", type: Type(.int(Limits(1, nil))), label: "수량"),
    ])

  static let order = RecordType(
    name: "Order",
    fields: [
      .init(name: "number", type: Type(.line(Limits(nil, 40))), label: "주문 번호"),
      .init(name: "items", type: Type(.list(Limits(1, nil), Type(.record(item)))), label: "산 것"),
      .init(name: "paid", type: .date, label: "결제일"),
      .init(name: "total", type: Type(.money("KRW")), label: "결제 금액"),
    ])

  static let sorted = RecordType(
    fields: [.init(name: "kind", type: kind, label: "유형"), .init(name: "urgent", type: .bool, label: "급한지")])

  static let names = [
    "message", "order", "tone", "classify", "draft", "approve", "send", "approve.remarks", "item", "", "",
  ]

  static let message = 0, orderSlot = 1, toneSlot = 2, classify = 3, draft = 4, approve = 5, remarks = 7
  static let itemSlot = 8

  static func routine(title: String = "고객 문의 메일 답장", policy: String = "받은 날부터 7일 안에 돌려드립니다.")
    -> Routine
  {
    var routine = Routine(name: "email-reply")
    var writer = ProgramWriter()
    routine.title = title
    routine.summary = "고객 메일에 30분 안에 정확하고 따뜻하게 답합니다."
    routine.audience = "하루에 스무 통쯤 메일을 받는 작은 가게"
    routine.role = "marketing"
    routine.owner = "owner"
    routine.avoid = "법적인 다툼을 말하는 메일은 사장님이 바로 전화로 답합니다."
    routine.help = "규정에 없는 일이 생기면 사장님에게 먼저 물어보세요."
    routine.reviewed = CalendarDate(year: 2026, month: 11, day: 1)
    routine.about = "하루에 스무 통씩 오는 메일을 **한 사람이** 감당하기 위한 루틴입니다."
    routine.inputs = inputs
    routine.people = ["owner": "사장님"]
    routine.tools = tools
    routine.slotNames = names
    routine.version = "0.1.0"
    routine.steps = [
      classifyStep(&writer), draftStep(&writer, policy: policy), approveStep(&writer), sendStep(&writer),
    ]
    routine.result = 2
    routine.why = [writer.block("나누는 일과 쓰는 일을 **따로** 했습니다.\n")]
    routine.program = writer.program
    return routine
  }

  private static var inputs: [Routine.Input] {
    [
      .init(
        name: "message", type: Type(.text(Limits(nil, 4000)), labels: [.untrusted, .personal]),
        question: "고객이 보낸 메일을 그대로 붙여 넣으세요.\n", example: .text("원두가 아직 안 왔어요.")),
      .init(
        name: "order", type: Type(.record(order), isOptional: true), question: "주문 정보가 있으면 적으세요."),
      .init(name: "tone", type: tone, question: "답장의 말투입니다.", defaultValue: .symbol("polite")),
    ]
  }

  private static var tools: [Routine.Tool] {
    var chat = Routine.Tool(id: "chatgpt", name: "ChatGPT")
    chat.clears = ["personal"]
    chat.plan = "Team"
    chat.cost = "30 USD"
    chat.asof = "2026-11-01"
    chat.url = "https://chatgpt.com"
    var mail = Routine.Tool(id: "gmail", name: "Gmail")
    mail.clears = ["redacted"]
    mail.cost = "14000 KRW"
    return [chat, mail]
  }

  private static func classifyStep(_ writer: inout ProgramWriter) -> Routine.Step {
    var step = Routine.Step(name: "classify", title: "문의 유형 나누기", actor: .ai("text", tools: ["chatgpt"]))
    step.result = Type(.record(sorted))
    step.resultSlot = classify
    step.minutes = (5, 1)
    let message = writer.slot(message)
    let body = [
      writer.text("아래 메일의 유형을 고르세요.\n\n<mail>\n"), writer.print(message), writer.text("\n</mail>"),
    ]
    step.messages = [.init(role: .user, body: writer.block(body))]
    step.why = [writer.block("유형을 먼저 나누면 답장이 엉뚱해지지 않습니다.\n")]
    return step
  }

  private static func draftStep(_ writer: inout ProgramWriter, policy: String) -> Routine.Step {
    var step = Routine.Step(name: "draft", title: "답장 초안 쓰기", actor: .ai("text", tools: ["chatgpt"]))
    step.result = Type(.text(Limits(nil, 1200)))
    step.resultSlot = draft
    step.risk = .medium
    step.minutes = (20, 2)
    step.messages = [
      .init(role: .system, body: system(&writer)), .init(role: .user, body: user(&writer, policy: policy)),
    ]
    let remarks = writer.slot(remarks)
    let again = [writer.text("앞의 초안을 이렇게 고쳐 달라고 했습니다: "), writer.print(remarks)]
    step.again = writer.block(again)
    return step
  }

  private static func system(_ writer: inout ProgramWriter) -> Program.Block {
    let parameter = writer.slot(0)
    let cases: [([Program.MatchBranch.Pattern], [Program.Instruction])] = [
      ([.word("polite")], [writer.text("\"-습니다\"로 끝맺으세요.\n")]),
      ([.word("friendly")], [writer.text("\"-해요\"로 끝맺으세요.\n")]),
      ([.word("brief")], [writer.text("세 문장을 넘기지 마세요.\n")]),
    ]
    let match = writer.match(parameter, cases)
    let voice = writer.snippet("voice", ["tone"], [writer.text("말투는 다정한 말투입니다.\n"), match])
    let brand = writer.constant(.record([.text("하루커피")]), name: "brand")
    let name = writer.field(brand, "name")
    let josa = writer.filter("josa", name, [.text("이/가"), .absent])
    let tone = writer.slot(toneSlot)
    let call = writer.call(voice, [tone])
    let body = [
      writer.text("당신은 "), writer.print(name), writer.text("의 고객 응대 담당자입니다. "), writer.print(josa),
      writer.text(" 쓰는 글입니다.\n"), call,
    ]
    return writer.block(body)
  }

  private static func user(_ writer: inout ProgramWriter, policy: String) -> Program.Block {
    let classify = writer.slot(classify)
    let kind = writer.field(classify, "kind")
    let order = writer.slot(orderSlot)
    let number = writer.field(order, "number", slot: 1)
    let paid = writer.filter("date", writer.field(order, "paid", slot: 2), [.text("M월 d일")])
    let items = writer.field(order, "items")
    let item = writer.slot(itemSlot)
    let itemName = writer.field(item, "name", slot: 1)
    let isLast = writer.not(writer.loop(itemSlot, .last))
    let comma = writer.branch(isLast, [writer.text(", ")])
    let loop = writer.loop(itemSlot, items, [writer.print(itemName), comma])
    let policy = writer.constant(.text(policy), name: "refund_policy")
    let refund = [writer.text("환불 규정:\n"), writer.print(policy), writer.text("\n")]
    let known = [
      writer.text("주문 "), writer.print(number), writer.text(", "), writer.print(paid), writer.text(" 결제, "),
      loop,
      writer.text("\n"),
    ]
    let delivery = writer.branch(order, known, else: [writer.text("주문 번호를 정중하게 물어보세요.\n")])
    let match = writer.match(
      kind,
      [
        ([.word("refund")], refund), ([.word("delivery")], [delivery]),
        ([.word("product"), .word("other")], [writer.text("모르는 것은 모른다고 쓰세요.\n")]),
      ])
    let urgent = writer.field(classify, "urgent", slot: 1)
    let hurry = writer.conditional(
      urgent, writer.constant(.text("오늘 보낼 답장입니다.")), writer.constant(.text("급하지 않습니다.")))
    let message = writer.slot(message)
    let body = [
      writer.print(hurry), writer.text("\n\n"), match, writer.text("\n<mail>\n"), writer.print(message),
      writer.text("\n</mail>"),
    ]
    return writer.block(body)
  }

  private static func approveStep(_ writer: inout ProgramWriter) -> Routine.Step {
    var step = Routine.Step(name: "approve", title: "사장님 확인", actor: .human("owner"))
    step.edits = 1
    step.redo = (step: 1, limit: 3)
    step.result = Type(.text(Limits(nil, 1200)))
    step.resultSlot = approve
    step.remarksSlot = remarks
    step.minutes = (5, 4)
    let order = writer.slot(orderSlot)
    let number = writer.field(order, "number", slot: 1)
    let look = [writer.text("- [ ] 주문 "), writer.print(number), writer.text("의 화면을 엽니다.\n")]
    let branch = writer.branch(order, look)
    let body = [
      writer.text("- [ ] 금액과 날짜가 맞는지 봅니다.\n"), branch,
      writer.text("- [ ] 약속할 수 없는 말이 있으면 **고칩니다**.\n"),
    ]
    step.instructions = [writer.block(body)]
    step.checks = [writer.block("- [ ] 손님 이름을 바르게 썼습니다.\n")]
    return step
  }

  private static func sendStep(_ writer: inout ProgramWriter) -> Routine.Step {
    var step = Routine.Step(name: "send", title: "답장 보내기", actor: .tool("gmail"))
    step.effects = [.init(kind: .sends, steps: [2], ownText: false)]
    step.minutes = (3, 1)
    step.instructions = [writer.block("- [ ] 받는 사람이 맞는지 봅니다.\n- [ ] 붙여 넣고 보냅니다.\n")]
    return step
  }
}
