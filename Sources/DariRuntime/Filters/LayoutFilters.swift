// Filters that lay values out as Markdown or JSON.

extension Filter {
  static let bullets = Filter(
    name: "bullets", parameters: [], subject: "list of text", result: "text",
    summary: (
      "Makes a Markdown list; further lines of an item are indented under it.",
      "마크다운 목록으로 만듭니다. 여러 줄인 항목은 들여 씁니다."
    ),
    example: (#"{{ ["원두", "컵"] | bullets }}"#, "- 원두\n- 컵"),
    typing: ofPrintableList { call in .type(marked(call, marker: 2)) },
    apply: { input throws(RenderFault) in try marked(input.items) { _ in "- " } })

  static let numbered = Filter(
    name: "numbered", parameters: [], subject: "list of text", result: "text",
    summary: (
      "Makes a numbered Markdown list; further lines of an item are indented under it.",
      "번호를 매긴 마크다운 목록으로 만듭니다. 여러 줄인 항목은 들여 씁니다."
    ),
    example: (#"{{ ["원두", "컵"] | numbered }}"#, "1. 원두\n2. 컵"),
    typing: ofPrintableList { call in
      .type(marked(call, marker: String(call.limits.high ?? 1).utf8.count + 2))
    },
    apply: { input throws(RenderFault) in try marked(input.items) { "\($0 + 1). " } })

  /// An item has a marker and a break; a text item may have a margin after each of its characters.
  private static func marked(_ call: ListCall, marker: Int) -> Type {
    let longest = call.element.core.longestPrinted
    let item = call.element.core.printsOneLine ? longest : Bound.product(longest, marker + 1)
    let high = Bound.product(call.limits.high, Bound.sum(item, marker + 1))
    return Type(.text(Limits(nil, high)), labels: call.labels.union(call.element.labels))
  }

  private static func marked(_ items: [Value], _ marker: (Int) -> String) throws(RenderFault) -> Value {
    var result = LimitedText()
    for (index, item) in items.enumerated() {
      let marker = marker(index)
      let margin = Array(repeating: UInt8(0x20), count: marker.utf8.count)
      if index > 0 { try result.append([0x0A]) }
      try result.append(marker.utf8)
      let bytes = Array(item.printed.utf8)
      for (number, line) in TextLines.lines(of: bytes).enumerated() {
        if number > 0, !line.line.isEmpty { try result.append(margin) }
        try result.append(bytes[line.line])
        try result.append(bytes[line.lineBreak])
      }
    }
    return result.value
  }

  static let table = Filter(
    name: "table", parameters: [], subject: "list of record", result: "text",
    summary: (
      "Makes a Markdown table of records; the headings are the fields' words for people, or their names.",
      "기록들을 마크다운 표로 만듭니다. 머리글에는 칸의 설명을, 설명이 없으면 칸의 이름을 씁니다."
    ),
    example: (
      "{{ items | table }}",
      "| 상품 | 수량 | 값 |\n| --- | --- | --- |\n| 원두 | 2 | 15000 KRW |\n| 컵 | 1 | 8000 KRW |"
    ),
    typing: ofList { call in
      if call.element.core.isUntyped { return .type(Type(.text(Limits()), labels: call.labels)) }
      guard case .record(let record) = call.element.core,
        record.fields.allSatisfy({ $0.type.core.isPrintable })
      else { return .wrong(.subject) }
      let columns = record.fields.map { field -> Value in
        .list([.text(field.label ?? field.name), .int(Int64(record.slot(of: field.name) ?? 0))])
      }
      let limits = Limits(1, longestTable(of: record, rows: call.limits.high))
      return .type(
        Type(.text(limits), labels: call.labels.union(call.element.allLabels)), shape: .list(columns))
    },
    apply: { input throws(RenderFault) in
      guard case .list(let columns) = input.shape else { return .text("") }
      var result = LimitedText()
      var slots: [Int] = []
      for case .list(let column) in columns {
        guard column.count == 2, case .int(let slot) = column[1] else { continue }
        slots.append(Int(slot))
        try result.append("| ".utf8)
        try appendCell(column[0].printed, to: &result)
        try result.append(" ".utf8)
      }
      try result.append("|\n|".utf8)
      for _ in slots { try result.append(" --- |".utf8) }
      for item in input.items {
        try result.append("\n".utf8)
        for slot in slots {
          try result.append("| ".utf8)
          try appendCell(item.field(slot).printed, to: &result)
          try result.append(" ".utf8)
        }
        try result.append("|".utf8)
      }
      return result.value
    })

  /// The head, its line, and each row with its line break.
  private static func longestTable(of record: RecordType, rows: Int?) -> Int? {
    var head = 3
    var row: Int? = 2
    for field in record.fields {
      head += 3 + 6 + 2 * (field.label ?? field.name).unicodeScalars.count
      let growth =
        switch field.type.core {
        case .text: 4
        case .line, .url, .enumeration: 2
        default: 1
        }
      row = Bound.sum(row, Bound.sum(Bound.product(field.type.core.longestPrinted, growth), 3))
    }
    return Bound.sum(Bound.product(rows, row), head)
  }

  /// A cell ends at `|` and at a line break: `\|` and `<br>`. Backslashes that stand before `|` are doubled,
  /// or the last of them would be taken for the one that escapes it.
  private static func appendCell(_ text: String, to result: inout LimitedText) throws(RenderFault) {
    let bytes = Array(text.utf8)
    let lines = TextLines.lines(of: bytes)
    for line in lines {
      var backslashes = 0
      for byte in bytes[line.line] {
        if byte == 0x7C { try result.append(Array(repeating: UInt8(0x5C), count: backslashes + 1)) }
        backslashes = byte == 0x5C ? backslashes + 1 : 0
        try result.append(CollectionOfOne(byte))
      }
      if !line.lineBreak.isEmpty, line.lineBreak.upperBound < bytes.count { try result.append("<br>".utf8) }
    }
  }

  static let json = Filter(
    name: "json", parameters: [Parameter("indent", .literal, default: .absent)], subject: "T",
    result: "line, text",
    summary: (
      "Writes a value as JSON, on one line or with `indent` spaces a level; an absent value is `null`.",
      "값을 JSON으로 씁니다. `indent`를 주면 그만큼 들여 쓰고, 없는 값은 `null`로 씁니다."
    ),
    example: (#"{{ ["원두", "컵"] | json }}"#, #"["원두", "컵"]"#),
    typing: { call in
      if call.subject.core.holdsMedia { return .wrong(.subject) }
      switch whole(call.arguments.first ?? nil, 0, in: 0...16, default: 0) {
      case .failure(let problem): return .wrong(problem)
      case .success:
        let isLine = (call.arguments.first ?? nil) == nil
        var indent: Int?
        if case .int(let number)? = call.arguments.first??.constant { indent = Int(number) }
        let limits = Limits(1, JSONText(indent: indent).longest(call.subject))
        return .type(
          Type(isLine ? .line(limits) : .text(limits), labels: call.subject.allLabels),
          shape: JSONText.shape(of: call.subject.core))
      }
    },
    apply: { input throws(RenderFault) in
      var result = LimitedText()
      try JSONText(indent: input.whole(0, in: 0...16)).write(input.subject, input.shape, into: &result)
      return result.value
    })
}

extension Type.Core {
  /// Media have no text of any kind.
  package var holdsMedia: Bool {
    switch self {
    case .media: true
    case .list(_, let element): element.core.holdsMedia
    case .record(let record): record.fields.contains { $0.type.core.holdsMedia }
    default: false
    }
  }
}
