// Filters that print for people: words of enums, dates, numbers, money, Korean particles, masks.

import DariBase

extension Filter {
  static let label = Filter(
    name: "label", parameters: [], subject: "enum, list of enum", result: "line, list of line",
    summary: (
      "Gives the words for people of an enum's case, or its word if it has none.",
      "열거형 값의 사람용 말을 씁니다. 없으면 값의 이름을 그대로 씁니다."
    ),
    example: ("{{ kind | label }}", "환불"),
    typing: present { call in
      var core = call.subject.core
      var list: (limits: Limits<Int>, labels: Labels)?
      if case .list(let limits, let element) = core {
        list = (limits, element.labels)
        core = element.core
      }
      guard case .enumeration(let type) = core else {
        guard let list, core.isUntyped else { return .wrong(.subject) }
        return .type(Type(.list(list.limits, .line), labels: call.subject.labels))
      }
      let words = type.cases.map { $0.label ?? $0.word }
      let counts = words.map(\.unicodeScalars.count)
      let line = Type.Core.line(Limits(counts.min(), counts.max()))
      let shape = Value.list(type.cases.map { .list([.symbol($0.word), .text($0.label ?? $0.word)]) })
      guard let list else { return .type(Type(line, labels: call.subject.labels), shape: shape) }
      return .type(
        Type(.list(list.limits, Type(line, labels: list.labels)), labels: call.subject.labels), shape: shape)
    },
    apply: { input throws(RenderFault) in
      var words: [String: Value] = [:]
      if case .list(let cases) = input.shape {
        for case .list(let pair) in cases where pair.count == 2 { words[pair[0].printed] = pair[1] }
      }
      func word(_ value: Value) -> Value { words[value.printed] ?? .text(value.printed) }
      if case .list(let items) = input.subject { return .list(items.map(word)) }
      return word(input.subject)
    })

  static let date = Filter(
    name: "date", parameters: [Parameter("format", .literal)], subject: "date", result: "line",
    summary: (
      "Prints a date by a pattern of `y`, `M`, `d` and `E` (the day of the week).",
      "날짜를 `y`(해), `M`(달), `d`(날), `E`(요일)로 된 꼴에 맞추어 씁니다."
    ),
    example: (#"{{ paid | date("yyyy년 M월 d일 EEEE") }}"#, "2026년 11월 20일 금요일"),
    typing: present { call in
      guard case .date = call.subject.core else { return .wrong(.subject) }
      return pattern(
        call, expected: #""yyyy년 M월 d일 EEEE""#,
        longest: { DateFormat($0)?.longest }
      ) {
        DateFormat($0) != nil && !TextLines.hasBreak($0)
      }
    },
    apply: { input throws(RenderFault) in
      guard case .date(let date) = input.subject, let format = input.text(0).flatMap(DateFormat.init) else {
        return .text(input.text)
      }
      return .text(format.text(of: date))
    })

  static let number = Filter(
    name: "number", parameters: [Parameter("format", .literal)], subject: "int, number", result: "line",
    summary: (
      "Prints a number by a pattern of `#`, `0`, `,` and `.`; with `%` at the end as a percentage.",
      "수를 `#`, `0`, `,`, `.`로 된 꼴에 맞추어 씁니다. 끝에 `%`를 쓰면 백분율로 씁니다."
    ),
    example: (##"{{ 1234.5 | number("#,##0.00") }}"##, "1,234.50"),
    typing: present { call in
      switch call.subject.core {
      case .int(let limits):
        pattern(
          call, expected: ##""#,##0.00""##,
          longest: {
            NumberFormat($0)?.longest(
              ExactDecimal(limits.low ?? .min), ExactDecimal(limits.high ?? .max))
          }
        ) { NumberFormat($0) != nil }
      case .number(let limits):
        pattern(
          call, expected: ##""#,##0.00""##,
          longest: {
            NumberFormat($0)?.longest(
              ExactDecimal(limits.low ?? -.greatestFiniteMagnitude),
              ExactDecimal(limits.high ?? .greatestFiniteMagnitude))
          }
        ) { NumberFormat($0) != nil }
      default: .wrong(.subject)
      }
    },
    apply: { input throws(RenderFault) in
      guard let format = input.text(0).flatMap(NumberFormat.init) else { return .text(input.text) }
      switch input.subject {
      case .int(let whole): return .text(format.text(of: ExactDecimal(whole)))
      case .number(let number) where number.isFinite: return .text(format.text(of: ExactDecimal(number)))
      default: return .text(input.text)
      }
    })

  private static func pattern(
    _ call: FilterCall, expected: String, longest: (String) -> Int?, where isValid: (String) -> Bool
  ) -> FilterTyping {
    switch literalText(call.arguments[0], 0, expected: expected, where: isValid) {
    case .failure(let problem): .wrong(problem)
    case .success(let text): .type(Type(.line(Limits(1, text.flatMap(longest))), labels: call.subject.labels))
    }
  }

  static let money = Filter(
    name: "money", parameters: [], subject: "money", result: "line",
    summary: (
      "Prints an amount as it is written in Korea: `49,000원`, `12.50달러`; other currencies by their code.",
      "금액을 `49,000원`, `12.50달러`처럼 씁니다. 다른 통화는 통화 코드를 붙입니다."
    ),
    example: ("{{ total | money }}", "38,000원"),
    typing: present { call in
      guard case .money = call.subject.core else { return .wrong(.subject) }
      return .type(Type(.line(Limits(2, 32)), labels: call.subject.labels))
    },
    apply: { input throws(RenderFault) in
      guard case .money(let money) = input.subject else { return .text(input.text) }
      let amount = money.amount(separator: ",")
      switch money.currency {
      case "KRW": return .text(amount + "원")
      case "USD": return .text(amount + "달러")
      default: return .text("\(amount) \(money.currency)")
      }
    })

  /// `"을/를", "이/가", …`: what `josa` can be asked for.
  private static let pairNames = KoreanParticle.pairs.map { "\"\($0.text)\"" }.joined(separator: ", ")

  static let josa = Filter(
    name: "josa", parameters: [Parameter("pair", .literal), Parameter("reading", .value, default: .absent)],
    subject: "text, int, number, date, money, enum", result: "text",
    summary: (
      """
      Prints the value and the Korean particle for its last sound, or both forms if the sound is not known; \
      `reading` says how the value is read.
      """,
      "값 뒤에 마지막 소리에 맞는 조사를 붙입니다. 소리를 알 수 없으면 둘 다 쓰고, 읽는 법은 `reading`으로 알려 줄 수 있습니다."
    ),
    example: (#"{{ "하루커피" | josa("은/는") }}"#, "하루커피는"),
    typing: present { call in
      guard call.subject.core.isPrintable else { return .wrong(.subject) }
      if case .bool = call.subject.core { return .wrong(.subject) }
      switch literalText(call.arguments[0], 0, expected: pairNames, where: KoreanParticle.isPair) {
      case .failure(let problem): return .wrong(problem)
      case .success: break
      }
      if let reading = call.arguments[1], !reading.type.isUnknown,
        reading.type.isOptional || reading.type.core.textLimits == nil
      {
        return .wrong(.argument(1, expected: "text"))
      }
      let core = call.subject.core
      let limits = Limits(Bound.sum(core.shortestPrinted, 1), Bound.sum(core.longestPrinted, 8))  // 이라는(라는)
      return .type(Type(core.printsOneLine ? .line(limits) : .text(limits), labels: call.subject.labels))
    },
    apply: { input throws(RenderFault) in
      let word = input.text
      let particle = KoreanParticle.particle(input.text(0) ?? "", after: word, reading: input.text(1))
      return .text(word + particle)
    })

  static let redact = Filter(
    name: "redact",
    parameters: (1...Redaction.nameParameters).map { Parameter("name\($0)", .value, default: .absent) },
    subject: "text", result: "text",
    summary: (
      """
      Puts visible masks over the names it is given (texts or lists of texts, which may be absent), over phone, \
      resident, business and card numbers and e-mail addresses.
      """,
      "넘겨받은 이름(글이나 글의 목록, 없어도 됩니다)과 전화번호, 주민등록번호, 사업자등록번호, 카드번호, 이메일 주소를 눈에 보이게 가립니다."
    ),
    example: (
      #"{{ "홍길동님, 010-1234-5678로 연락드릴게요." | redact("홍길동") }}"#, "⟦이름⟧님, ⟦전화번호⟧로 연락드릴게요."
    ),
    typing: ofText { call in
      for (index, argument) in call.arguments.enumerated() {
        guard let argument, !argument.type.isUnknown else { continue }
        if !argument.type.core.isTexts { return .wrong(.argument(index, expected: "text, list of text")) }
      }
      let hasNames = call.arguments.contains { $0 != nil }
      return .type(call.type(Limits(nil, Redaction.longest(call.limits.high, withNames: hasNames))))
    },
    apply: { input throws(RenderFault) in
      let text = Redaction.masked(input.text, names: input.arguments.flatMap(\.texts))
      if text.utf8.count > LimitedText.limit { throw .tooLarge }
      return .text(text)
    })
}

extension Value {
  /// A text, or the texts of a list.
  fileprivate var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let items): items.compactMap { if case .text(let text) = $0 { text } else { nil } }
    default: []
    }
  }
}

extension Type.Core {
  var isUntyped: Bool {
    switch self {
    case .nothing, .unknown: true
    default: false
    }
  }

  /// A text or a list of texts.
  fileprivate var isTexts: Bool {
    if case .list(_, let item) = self { return item.core.isUntyped || item.core.textLimits != nil }
    return isUntyped || textLimits != nil
  }
}
