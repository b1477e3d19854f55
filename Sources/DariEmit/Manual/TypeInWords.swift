// Types and values as somebody would say them: "200자 이내의 글", "다음 중 하나: 정중하게, 친근하게".

import DariRuntime

extension TypeInWords {
  init(_ type: Type, words: ManualWords) {
    let say = words.types
    switch type.core {
    case .text(let limits): self.init(summary: say.characters(say.text, limits))
    case .line(let limits): self.init(summary: say.characters(say.line, limits))
    case .int(let limits):
      self.init(
        summary: limits.isUnlimited
          ? say.int
          : say.range(limits.low.map { Self.digits("\($0)") }, limits.high.map { Self.digits("\($0)") }))
    case .number(let limits):
      self.init(
        summary: limits.isUnlimited
          ? say.number
          : say.range(
            limits.low.map { Self.digits(ManualNumber.short($0)) },
            limits.high.map { Self.digits(ManualNumber.short($0)) }))
    case .bool: self.init(summary: say.yesOrNo)
    case .date: self.init(summary: say.date)
    case .money(let currency): self.init(summary: say.money(currency))
    case .url: self.init(summary: say.url)
    case .email: self.init(summary: say.email)
    case .media(.image): self.init(summary: say.image)
    case .media(.audio): self.init(summary: say.audio)
    case .media(.file): self.init(summary: say.file)
    case .list(let limits, let element):
      if case .enumeration(let type) = element.core {
        self.init(summary: say.someOf(type.cases.map { $0.label ?? $0.word }, limits))
        return
      }
      if case .line(let characters) = element.core, let summary = say.lines(characters, limits) {
        self.init(summary: summary)
        return
      }
      let inner = TypeInWords(element, words: words)
      if inner.fields.isEmpty {
        self.init(summary: say.items(inner.summary, limits))
      } else {
        self.init(summary: say.records(limits), fields: inner.fields)
      }
    case .enumeration(let type): self.init(summary: say.oneOf(type.cases.map { $0.label ?? $0.word }))
    case .record(let type):
      self.init(
        summary: say.record,
        fields: type.fields.map {
          Field(
            words: $0.label ?? $0.name, type: TypeInWords($0.type, words: words),
            isOptional: $0.type.isOptional)
        })
    case .nothing, .unknown: self.init(summary: say.text)
    }
  }

  private static func digits(_ text: String) -> String { ManualNumber.grouped(text) }
}

extension ManualWords {
  /// A value for people: labels of cases, dates and amounts the way they are written.
  func text(_ value: Value, _ type: Type?) -> String {
    switch (value, type?.core) {
    case (.symbol(let word), .enumeration(let type)): type.find(word)?.label ?? word
    case (.bool(let value), _): value ? types.yes : types.no
    case (.date(let date), _): types.day(date)
    case (.money(let money), _): types.amount(money)
    case (.list(let items), .list(_, let element)):
      items.map { text($0, element) }.joined(separator: holdsRecords(element) ? "; " : ", ")
    case (.record(let values), .record(let type)): fields(values, type)
    case (.absent, _), (.list, _), (.record, _): ""
    default: value.printed
    }
  }

  private func holdsRecords(_ type: Type) -> Bool { if case .record = type.core { true } else { false } }

  private func fields(_ values: [Value], _ type: RecordType) -> String {
    type.fields.indices.compactMap { index -> String? in
      guard let slot = type.slots.firstIndex(of: index), slot < values.count else { return nil }
      if case .absent = values[slot] { return nil }
      let field = type.fields[index]
      return "\(field.label ?? field.name): \(text(values[slot], field.type))"
    }.joined(separator: ", ")
  }
}
