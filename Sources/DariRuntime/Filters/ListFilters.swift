// Filters that pick, order and join the items of a list.

extension Filter {
  static let length = Filter(
    name: "length", parameters: [], subject: "text, list", result: "int(0..)",
    summary: (
      "Counts the characters of a text (Unicode scalars) or the items of a list.",
      "글의 글자 수(유니코드 스칼라)나 목록의 개수를 셉니다."
    ),
    example: (#"{{ "하루커피" | length }}"#, "4"),
    typing: present { call in
      let limits: Limits<Int>
      if let text = call.subject.core.textLimits {
        limits = text
      } else if case .list(let items, _) = call.subject.core {
        limits = items
      } else {
        return .wrong(.subject)
      }
      return .type(
        Type(.int(Limits(Int64(limits.low ?? 0), limits.high.map(Int64.init))), labels: call.subject.labels))
    },
    apply: { input throws(RenderFault) in
      if case .list(let items) = input.subject { return .int(Int64(items.count)) }
      return .int(Int64(input.text.unicodeScalars.count))
    })

  static let `default` = Filter(
    name: "default", parameters: [Parameter("v", .standIn)], subject: "T?", result: "T",
    summary: ("Gives `v` where the value is absent.", "값이 없으면 `v`를 씁니다."),
    example: (#"{{ items | where(count, 9) | map(name) | first | default("없음") }}"#, "없음"),
    typing: { call in
      guard call.subject.isOptional || call.subject.isUnknown else { return .wrong(.presentSubject) }
      guard let argument = call.arguments[0] else { return .type(call.subject.asPresent) }
      guard let joined = call.subject.asPresent.joined(with: argument.type) else {
        return .wrong(.argument(0, expected: call.subject.asPresent.description))
      }
      return .type(Type(joined.core, labels: call.subject.labels, isOptional: argument.type.isOptional))
    },
    apply: { input throws(RenderFault) in
      if case .absent = input.subject { return input.argument(0) }
      return input.subject
    })

  static let join = Filter(
    name: "join", parameters: [Parameter("sep", .literal, default: .text(""))], subject: "list of text",
    result: "text",
    summary: ("Prints all items, with `sep` between them.", "모든 항목을 이어 쓰고 사이사이에 `sep`를 넣습니다."),
    example: (#"{{ ["원두", "컵"] | join(", ") }}"#, "원두, 컵"),
    typing: ofPrintableList { call in
      switch separator(call.arguments.first ?? nil, 0) {
      case .failure(let problem): return .wrong(problem)
      case .success(let separator):
        let separator = separator ?? ""
        let width = separator.unicodeScalars.count
        let gaps = Bound.product(call.limits.high.map { Swift.max(0, $0 - 1) }, width)
        let high = Bound.sum(Bound.product(call.limits.high, call.element.core.longestPrinted), gaps)
        let low = Bound.product(call.limits.low, call.element.core.shortestPrinted)
        let limits = Limits(low == 0 ? nil : low, high)
        let isLine = call.element.core.printsOneLine && !TextLines.hasBreak(separator)
        return .type(
          Type(isLine ? .line(limits) : .text(limits), labels: call.labels.union(call.element.labels)))
      }
    },
    apply: { input throws(RenderFault) in
      let separator = Array((input.text(0) ?? "").utf8)
      var result = LimitedText()
      for (index, item) in input.items.enumerated() {
        if index > 0 { try result.append(separator) }
        try result.append(item)
      }
      return result.value
    })

  static let flatten = Filter(
    name: "flatten", parameters: [], subject: "list of list", result: "list",
    summary: ("Makes one list of a list of lists.", "목록들의 목록을 목록 하나로 폅니다."),
    example: (#"{{ [["원두"], ["컵", "필터"]] | flatten | join(" ") }}"#, "원두 컵 필터"),
    typing: ofList { call in
      switch call.element.core {
      case .list(let inner, let element):
        let limits = Limits(
          Bound.product(call.limits.low ?? 0, inner.low ?? 0), Bound.product(call.limits.high, inner.high))
        return .type(call.list(limits, of: element, adding: call.element.labels))
      case .nothing, .unknown: return .type(call.list(Limits(), of: call.element))
      default: return .wrong(.subject)
      }
    },
    apply: { input throws(RenderFault) in
      var result: [Value] = []
      for case .list(let items) in input.items { result += items }
      return .list(result)
    })

  static let first = Filter(
    name: "first", parameters: [], subject: "list of T", result: "T?",
    summary: (
      "Gives the first item; absent if the list is empty, unless its limits say that it never is.",
      "첫째 항목입니다. 비어 있을 수 있는 목록이면 없을 수도 있습니다."
    ),
    example: (#"{{ ["원두", "컵"] | first }}"#, "원두"),
    typing: ofList { call in .type(call.item) },
    apply: { input throws(RenderFault) in input.items.first ?? .absent })

  static let last = Filter(
    name: "last", parameters: [], subject: "list of T", result: "T?",
    summary: (
      "Gives the last item; absent if the list is empty, unless its limits say that it never is.",
      "마지막 항목입니다. 비어 있을 수 있는 목록이면 없을 수도 있습니다."
    ),
    example: (#"{{ ["원두", "컵"] | last }}"#, "컵"),
    typing: ofList { call in .type(call.item) },
    apply: { input throws(RenderFault) in input.items.last ?? .absent })

  static let sort = Filter(
    name: "sort", parameters: [Parameter("field", .field, default: .absent)], subject: "list of T",
    result: "list of T",
    summary: (
      """
      Orders the items, or records by a field: text by its characters, an enum as it is declared. Equal \
      items keep their order.
      """,
      "항목을 작은 것부터 늘어놓습니다. 기록은 칸을 하나 골라 그 값으로 늘어놓고, 열거형은 선언한 순서를 따릅니다. 같으면 원래 순서를 지킵니다."
    ),
    example: (#"{{ items | sort(price) | map(name) | join(", ") }}"#, "컵, 원두"),
    typing: ofList { call in
      switch key(call) {
      case .failure(let problem): return .wrong(problem)
      case .success(let key):
        guard key.core.isOrdered else { return .wrong(keyProblem(call)) }
        return .type(call.list(call.limits, of: call.element), shape: key.core.orderShape)
      }
    },
    apply: { input throws(RenderFault) in
      let order = Order(input)
      let keys = input.items.map { order.key($0.field(input.whole(0))) }
      let places = keys.indices.sorted { a, b in
        let comparison = keys[a].compare(keys[b])
        return comparison != 0 ? comparison < 0 : a < b
      }
      return .list(places.map { input.items[$0] })
    })

  static let reverse = Filter(
    name: "reverse", parameters: [], subject: "list of T, text", result: "list of T, text",
    summary: (
      "Turns a list, or the characters of a text, the other way round.",
      "목록이나 글자의 순서를 거꾸로 뒤집습니다."
    ),
    example: (#"{{ [1, 2, 3] | reverse | join(" ") }}"#, "3 2 1"),
    typing: present { call in
      if case .list = call.subject.core { return .type(call.subject) }
      return ofText { call in .type(call.type(call.limits)) }(call)
    },
    apply: { input throws(RenderFault) in
      if case .list(let items) = input.subject { return .list(items.reversed()) }
      return .text(String(String.UnicodeScalarView(input.text.unicodeScalars.reversed())))
    })

  static let unique = Filter(
    name: "unique", parameters: [], subject: "list of T", result: "list of T",
    summary: ("Leaves only the first of equal items.", "같은 항목은 처음 것만 남깁니다."),
    example: (#"{{ ["원두", "컵", "원두"] | unique | join(", ") }}"#, "원두, 컵"),
    typing: ofList { call in
      let low = call.mayBeEmpty ? nil : 1
      return .type(call.list(Limits(low, call.limits.high), of: call.element))
    },
    apply: { input throws(RenderFault) in
      var seen = Set<ValueKey>()
      return .list(input.items.filter { seen.insert(ValueKey($0)).inserted })
    })

  static let `where` = Filter(
    name: "where", parameters: [Parameter("field", .field), Parameter("value", .fieldValue)],
    subject: "list of record", result: "list of record",
    summary: ("Leaves the records whose field has this value.", "그 칸의 값이 `value`와 같은 기록만 남깁니다."),
    example: (#"{{ items | where(name, "컵") | length }}"#, "1"),
    typing: ofList { call in
      guard call.element.core.isRecord else { return .wrong(.subject) }
      guard let field = call.arguments[0]?.type, let value = call.arguments[1]?.type else {
        return .type(call.list(Limits(nil, call.limits.high), of: call.element))
      }
      if value.isOptional || field.asPresent.joined(with: value) == nil {
        return .wrong(.argument(1, expected: field.asPresent.withoutLabels.description))
      }
      // Which records are left tells something about the field: a condition.
      let told = field.labels.union(value.labels).intersection([.personal, .confidential])
      return .type(call.list(Limits(nil, call.limits.high), of: call.element, adding: told))
    },
    apply: { input throws(RenderFault) in
      let wanted = input.argument(1)
      return .list(input.items.filter { $0.field(input.whole(0)).isEqual(to: wanted) })
    })

  static let map = Filter(
    name: "map", parameters: [Parameter("field", .field)], subject: "list of record", result: "list",
    summary: ("Gives the list of one field of the records.", "기록마다 그 칸의 값만 뽑아 목록으로 만듭니다."),
    example: (#"{{ items | map(name) | join(", ") }}"#, "원두, 컵"),
    typing: ofList { call in
      guard call.element.core.isRecord else { return .wrong(.subject) }
      guard let field = call.arguments[0]?.type else { return .type(call.list(call.limits, of: .unknown)) }
      if field.isOptional { return .wrong(.optionalField(0)) }
      return .type(call.list(call.limits, of: field.adding(call.element.labels)))
    },
    apply: { input throws(RenderFault) in .list(input.items.map { $0.field(input.whole(0)) }) })

  // MARK: Keys

  /// What a list is ordered or summed by: the field if one is named, else the item itself.
  static func key(_ call: ListCall) -> Result<Type, FilterProblem> {
    guard let field = call.arguments.first ?? nil else {
      return call.element.core.isRecord ? .failure(.argument(0, expected: "field")) : .success(call.element)
    }
    guard call.element.core.isRecord else { return .failure(.subject) }
    return field.type.isOptional ? .failure(.optionalField(0)) : .success(field.type)
  }

  private static func keyProblem(_ call: ListCall) -> FilterProblem {
    (call.arguments.first ?? nil) == nil
      ? .subject : .fieldType(0, expected: "text, int, number, bool, date, money, enum")
  }
}

/// The order that a list is sorted by: an enum's words stand in its shape as they are declared.
struct Order {
  private let places: [String: Int]

  init(_ input: FilterInput) {
    var places: [String: Int] = [:]
    if case .list(let words) = input.shape {
      for case .symbol(let word) in words where places[word] == nil { places[word] = places.count }
    }
    self.places = places
  }

  func key(_ value: Value) -> Value {
    guard case .symbol(let word) = value, let place = places[word] else { return value }
    return .int(Int64(place))
  }
}

extension Type.Core {
  var isRecord: Bool {
    switch self {
    case .record, .nothing, .unknown: true
    default: false
    }
  }
}

extension Type {
  var withoutLabels: Type { Type(core, isOptional: isOptional) }
}
