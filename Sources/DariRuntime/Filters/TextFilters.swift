// Filters that give a text for a text: case, cutting, replacing, splitting.

import DariBase

extension Filter {
  static let upper = Filter(
    name: "upper", parameters: [], subject: "text", result: "text",
    summary: ("Puts all letters into upper case.", "글자를 모두 대문자로 바꿉니다."),
    example: (#"{{ "Haru cafe" | upper }}"#, "HARU CAFE"),
    typing: ofText { call in
      .type(call.type(Limits(call.limits.low, Bound.product(call.limits.high, 3))))  // ΐ is three
    },
    apply: { input throws(RenderFault) in .text(try CaseMapping.upper(input.text)) })

  static let lower = Filter(
    name: "lower", parameters: [], subject: "text", result: "text",
    summary: ("Puts all letters into lower case.", "글자를 모두 소문자로 바꿉니다."),
    example: (#"{{ "Haru CAFE" | lower }}"#, "haru cafe"),
    typing: ofText { call in
      .type(call.type(Limits(call.limits.low, Bound.product(call.limits.high, 2))))  // İ is two
    },
    apply: { input throws(RenderFault) in .text(try CaseMapping.lower(input.text.unicodeScalars)) })

  static let title = Filter(
    name: "title", parameters: [], subject: "text", result: "text",
    summary: (
      "Begins every word with a capital and puts the rest into lower case.",
      "낱말의 첫 글자는 대문자로, 나머지는 소문자로 바꿉니다."
    ),
    example: (#"{{ "haru coffee-SHOP" | title }}"#, "Haru Coffee-Shop"),
    typing: ofText { call in .type(call.type(Limits(call.limits.low, Bound.product(call.limits.high, 3)))) },
    apply: { input throws(RenderFault) in .text(try CaseMapping.title(input.text)) })

  static let trim = Filter(
    name: "trim", parameters: [], subject: "text", result: "text",
    summary: ("Takes white space away from both ends.", "앞뒤의 빈칸과 줄바꿈을 없앱니다."),
    example: (#"{{ "  하루커피 " | trim }}"#, "하루커피"),
    typing: ofText { call in .type(call.type(Limits(nil, call.limits.high))) },
    apply: { input throws(RenderFault) in
      let scalars = input.text.unicodeScalars
      guard let first = scalars.firstIndex(where: { !WhiteSpace.isSpace($0) }),
        let last = scalars.lastIndex(where: { !WhiteSpace.isSpace($0) })
      else { return .text("") }
      return .text(String(scalars[first...last]))
    })

  static let truncate = Filter(
    name: "truncate", parameters: [Parameter("n", .literal, default: .int(255))], subject: "text",
    result: "text",
    summary: (
      "Cuts a text of more than `n` characters at a space and adds `...`; the result has at most `n`.",
      "`n`자를 넘는 글은 빈칸에서 자르고 `...`을 붙입니다. 결과는 `n`자를 넘지 않습니다."
    ),
    example: (#"{{ "오늘 아침에 볶은 원두를 보내드립니다" | truncate(14) }}"#, "오늘 아침에 볶은..."),
    typing: ofText { call in
      switch whole(call.arguments.first ?? nil, 0, in: 3...Int64(Int32.max), default: 255) {
      case .failure(let problem): return .wrong(problem)
      case .success(let n):
        // A text that is not cut keeps its length; one that is cut has the three dots at least.
        let low = call.limits.low.map { Swift.min($0, 3) }
        return .type(call.type(Limits(low, Swift.min(call.limits.high ?? n, n))))
      }
    },
    apply: { input throws(RenderFault) in
      let length = input.whole(0) ?? 255
      let scalars = input.text.unicodeScalars
      guard let end = scalars.index(scalars.startIndex, offsetBy: length, limitedBy: scalars.endIndex),
        end != scalars.endIndex
      else { return .text(input.text) }
      let kept = scalars.prefix(Swift.max(0, length - 3))
      let whole = kept.lastIndex(of: " ").map { kept[..<$0] } ?? kept
      return .text(String(whole) + "...")
    })

  static let replace = Filter(
    name: "replace", parameters: [Parameter("a", .value), Parameter("b", .value)], subject: "text",
    result: "text",
    summary: ("Puts `b` wherever `a` stands.", "`a`가 나오는 곳마다 `b`로 바꿉니다."),
    example: (#"{{ "오전 9시" | replace("오전", "아침") }}"#, "아침 9시"),
    typing: ofText { call in
      for (index, argument) in call.arguments.enumerated() {
        guard let argument, !argument.type.isUnknown else { continue }
        if argument.type.isOptional || argument.type.core.textLimits == nil {
          return .wrong(.argument(index, expected: "text"))
        }
      }
      let isLine = call.isLine && call.arguments[1].map(\.isOneLine) ?? true
      return .type(call.type(replacedLimits(call), isLine: isLine))
    },
    apply: { input throws(RenderFault) in
      let old = Array((input.text(0) ?? "").utf8)
      let new = Array((input.text(1) ?? "").utf8)
      var result = LimitedText()
      if old.isEmpty {
        // As Python: before each character, and at the end.
        for scalar in input.text.unicodeScalars {
          try result.append(new)
          try result.append(UTF8.encode(scalar)!)
        }
        try result.append(new)
        return result.value
      }
      for (index, piece) in ByteSearch(for: old).pieces(of: input.bytes).enumerated() {
        if index > 0 { try result.append(new) }
        try result.append(piece)
      }
      return result.value
    })

  /// Each character can be the start of a match at most, and then `b` takes the place of `a`.
  private static func replacedLimits(_ call: TextCall) -> Limits<Int> {
    guard case .text(let old)? = call.arguments[0]?.constant, let high = call.limits.high,
      let newHigh = call.arguments[1]?.longestText
    else { return Limits() }
    let oldCount = old.unicodeScalars.count
    if oldCount == 0 { return Limits(nil, Bound.sum(high, Bound.product(Bound.sum(high, 1), newHigh))) }
    if newHigh <= oldCount { return Limits(nil, high) }
    return Limits(nil, Bound.sum(high, Bound.product(high / oldCount, newHigh - oldCount)))
  }

  static let split = Filter(
    name: "split", parameters: [Parameter("sep", .literal)], subject: "text", result: "list(1..) of text",
    summary: ("Cuts a text at every `sep` and gives the list of the pieces.", "`sep`가 나오는 곳마다 잘라 목록으로 만듭니다."),
    example: (#"{{ "원두, 컵, 필터" | split(", ") | join("/") }}"#, "원두/컵/필터"),
    typing: ofText { call in
      switch separator(call.arguments[0], 0) {
      case .failure(let problem): return .wrong(problem)
      case .success(let separator):
        let count = separator?.unicodeScalars.count ?? 1
        let piece = call.type(Limits(nil, call.limits.high))
        let limits = Limits(1, call.limits.high.flatMap { Bound.sum($0 / count, 1) })
        return .type(Type(.list(limits, piece), labels: call.labels))
      }
    },
    apply: { input throws(RenderFault) in
      guard let separator = input.text(0), !separator.utf8.isEmpty else { return .list([.text(input.text)]) }
      let pieces = ByteSearch(for: separator.utf8).pieces(of: input.bytes)
      if pieces.count > LimitedText.itemLimit { throw .tooLarge }
      return .list(pieces.map { .text(String(decoding: $0, as: UTF8.self)) })
    })

  static let lines = Filter(
    name: "lines", parameters: [], subject: "text", result: "list of line",
    summary: ("Gives the list of the lines of a text.", "글을 줄마다 나누어 목록으로 만듭니다."),
    example: (#"{{ "원두\n컵" | lines | bullets }}"#, "- 원두\n- 컵"),
    typing: ofText { call in
      let line = Type(.line(Limits(nil, call.limits.high)), labels: call.labels)
      let low = (call.limits.low ?? 0) > 0 ? 1 : nil
      let high = call.isLine ? 1 : call.limits.high
      return .type(Type(.list(Limits(low, high), line), labels: call.labels))
    },
    apply: { input throws(RenderFault) in
      let bytes = input.bytes
      let lines = TextLines.lines(of: bytes)
      if lines.count > LimitedText.itemLimit { throw .tooLarge }
      return .list(lines.map { .text(String(decoding: bytes[$0.line], as: UTF8.self)) })
    })

  static let indent = Filter(
    name: "indent", parameters: [Parameter("n", .literal, default: .int(4))], subject: "text", result: "text",
    summary: (
      "Puts `n` spaces before every line but the first; empty lines stay empty.",
      "첫 줄을 뺀 모든 줄 앞에 빈칸 `n`개를 넣습니다. 빈 줄은 그대로 둡니다."
    ),
    example: (#"{{ "원두\n컵" | indent(2) }}"#, "원두\n  컵"),
    typing: ofText { call in
      switch whole(call.arguments.first ?? nil, 0, in: 0...1000, default: 4) {
      case .failure(let problem): return .wrong(problem)
      case .success(let n):
        if call.isLine { return .type(call.type(call.limits)) }
        // A line that is indented takes a break and a character.
        let high = call.limits.high
        return .type(call.type(Limits(nil, Bound.sum(high, Bound.product(high.map { $0 / 2 }, n)))))
      }
    },
    apply: { input throws(RenderFault) in
      let margin = Array(repeating: UInt8(0x20), count: input.whole(0, in: 0...1000) ?? 4)
      // Jinja adds a break before it splits, so that a last empty line is one; every break comes out as LF.
      let bytes = input.bytes + [0x0A]
      var result = LimitedText()
      for (index, line) in TextLines.lines(of: bytes).enumerated() {
        if index > 0 {
          try result.append([0x0A])
          if !line.line.isEmpty { try result.append(margin) }
        }
        try result.append(bytes[line.line])
      }
      return result.value
    })

  static let quote = Filter(
    name: "quote", parameters: [], subject: "text", result: "text",
    summary: ("Puts `> ` before every line, as Markdown quotes.", "마크다운 인용처럼 줄마다 앞에 `> `를 붙입니다."),
    example: (#"{{ "안녕하세요.\n환불해 주세요." | quote }}"#, "> 안녕하세요.\n> 환불해 주세요."),
    typing: ofText { call in
      .type(
        call.type(
          Limits(
            call.limits.low, call.isLine ? Bound.sum(call.limits.high, 2) : Bound.product(call.limits.high, 3)
          )))
    },
    apply: { input throws(RenderFault) in
      let bytes = input.bytes
      var result = LimitedText()
      for line in TextLines.lines(of: bytes) {
        try result.append("> ".utf8)
        try result.append(bytes[line.line])
        try result.append(bytes[line.lineBreak])
      }
      return result.value
    })
}

extension FilterArgument {
  /// Never holds a line break, by its type or because it is known.
  var isOneLine: Bool {
    if case .text(let text)? = constant { return !TextLines.hasBreak(text) }
    return type.core.printsOneLine
  }

  /// Scalars it has at most.
  var longestText: Int? {
    if case .text(let text)? = constant { return text.unicodeScalars.count }
    return type.core.longestPrinted
  }
}
