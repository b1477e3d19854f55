// What an expression speaks of when there are no data: a path to show between brackets, and words for people.

import DariRuntime

struct Datum {
  enum Origin { case input, result, item, remarks, field, computed }

  /// As between the brackets: `order.number`.
  var path: String
  /// For sentences about it.
  var noun: ManualWords.Noun
  /// For the legend.
  var words: String
  /// How to put it there.
  var note: String?
  var type: Type?
  var origin: Origin
  /// What it comes out of, in words: the title of a step.
  var source: String?

  init(
    path: String, noun: ManualWords.Noun, words: String, note: String? = nil, type: Type? = nil,
    origin: Origin,
    source: String? = nil
  ) {
    self.path = path
    self.noun = noun
    self.words = words
    self.note = note
    self.type = type
    self.origin = origin
    self.source = source
  }

  /// A slot that nothing has been put into.
  init(unnamed name: String, words: ManualWords) {
    self.init(path: name, noun: words.conditions.field(name), words: name, origin: .computed)
  }

  init(itemOf list: Datum, named name: String, words: ManualWords) {
    var element: Type?
    if case .list(_, let type)? = list.type?.core { element = type }
    self.init(
      path: name, noun: words.conditions.item(name), words: words.prompts.itemOf(list.path), type: element,
      origin: .item, source: list.source)
  }

  func field(_ name: String, words: ManualWords) -> Datum {
    let path = "\(self.path).\(name)"
    guard case .record(let record)? = type?.core, let field = record.field(name) else {
      return Datum(
        path: path, noun: words.conditions.field(path), words: name, origin: .field, source: source)
    }
    let noun = field.label.map { words.conditions.labelled($0, path) } ?? words.conditions.field(path)
    let label = field.label ?? name
    return Datum(
      path: path, noun: noun, words: source.map { words.prompts.fieldOf(label, $0) } ?? label,
      type: field.type,
      origin: .field, source: source)
  }

  func item(_ index: String, words: ManualWords) -> Datum {
    var result = Datum(itemOf: self, named: "\(path)[\(index)]", words: words)
    result.origin = .computed
    return result
  }

  /// A template's own name for what it made; another name for the same thing stays what it is.
  func named(_ name: String, words: ManualWords) -> Datum {
    guard case .computed = origin else { return self }
    var result = self
    result.path = name
    result.words = self.words.isEmpty ? noun.text : self.words
    result.noun = words.conditions.labelled(noun.text, name)
    result.source = result.words
    return result
  }

  /// The words for people of an enum's case.
  func label(of word: String) -> String {
    guard case .enumeration(let type)? = type?.core else { return word }
    return type.find(word)?.label ?? word
  }
}

// MARK: From expressions

extension PromptReader {
  /// What an expression that is not known speaks of.
  func datum(_ id: Program.ExpressionID) -> Datum {
    switch program[id] {
    case .constant(let index):
      let constant = program.constants[Int(index)]
      return literal(constant.name ?? words.text(constant.value, nil))
    case .slot(let slot):
      switch frame.meanings[Int(slot)] {
      case .known(let value): return literal(words.text(value, nil))
      case .open(let datum): return datum
      }
    case .field(let base, _, let name): return datum(base).field(name, words: words)
    case .item(let base, let index):
      if case .int(let number)? = value(index) { return datum(base).item("\(number)", words: words) }
      return datum(base).item(datum(index).path, words: words)
    case .loop(let slot, let property): return loopDatum(Int(slot), property)
    case .filter(let index, let subject, let arguments, _):
      return filtered(Filter.all[Int(index)].name, datum(subject), arguments)
    case .negate(let operand): return computed([operand]) { "−\($0[0])" }
    case .binary(let operation, let left, let right):
      return computed([left, right]) { "\($0[0]) \(operation.sign) \($0[1])" }
    case .conditional(_, let then, let otherwise):
      return computed([then, otherwise]) { $0.joined(separator: words.types.or) }
    case .list(let arguments):
      return computed(arguments.range.map { program.lists[$0] }) { $0.joined(separator: ", ") }
    case .not, .isPresent, .isEmpty:
      let text = clause(id).when
      return Datum(
        path: text, noun: .init(text: text, sound: text), words: text, type: .bool, origin: .computed)
    }
  }

  private func literal(_ text: String) -> Datum {
    Datum(path: text, noun: .init(text: text, sound: text), words: text, origin: .computed)
  }

  /// Something made of several. Each operand is read once: reading it once for its path and once for its words would
  /// double the work with every level.
  private func computed(_ operands: [Program.ExpressionID], path: ([String]) -> String) -> Datum {
    var shown: [String] = []
    var sources: [String] = []
    for operand in operands {
      if let value = value(operand) {
        shown.append(words.text(value, nil))
      } else {
        let datum = datum(operand)
        shown.append(datum.path)
        if !sources.contains(datum.words) { sources.append(datum.words) }
      }
    }
    let path = path(shown)
    return Datum(
      path: path, noun: words.conditions.field(path), words: sources.joined(separator: ", "),
      origin: .computed)
  }

  private func loopDatum(_ slot: Int, _ property: Program.LoopProperty) -> Datum {
    let path = "loop.\(property.rawValue)"
    let meaning = property == .length ? words.prompts.loopLength : words.prompts.loopNumber
    return Datum(
      path: path, noun: words.conditions.labelled(meaning, path), words: meaning, type: .int,
      origin: .computed)
  }

  /// A filter keeps the path: people are shown what to put there, not code.
  private func filtered(_ name: String, _ subject: Datum, _ arguments: Program.Arguments) -> Datum {
    var result = subject
    let given = arguments.range.map { value(program.lists[$0]) }
    if let note = words.prompts.note(name) {
      result.note = result.note.map { "\($0), \(note)" } ?? note
    }
    let by = fieldOfElement(subject, given.first ?? nil)
    let chosen = given.count > 1 ? given[1].map { words.text($0, by?.type.asPresent) } : nil
    if let noun = words.prompts.derived(name, subject.noun, by.map { $0.label ?? $0.name }, chosen) {
      result.noun = noun
      // Whatever a filter leaves whole is still what was asked for.
      if let path = words.prompts.derivedPath(name, path(subject.path, name, by)) {
        result.path = path
        result.words = noun.text
        result.origin = .computed
        result.source = noun.text
      } else if name == "where" {
        result.words = noun.text
        result.origin = .computed
        result.source = noun.text
      } else {
        let note =
          name == "sort" ? words.prompts.sortNote(by.map { $0.label ?? $0.name }) : words.prompts.reverseNote
        result.note = result.note.map { "\($0), \(note)" } ?? note
      }
    }
    switch name {
    case "default":
      if let value = given.first ?? nil {
        result.note = words.prompts.defaultNote(words.text(value, subject.type?.asPresent))
      }
      result.type = subject.type?.asPresent
    case "map":
      if case .list(let limits, _)? = subject.type?.core, let field = by {
        result.type = Type(.list(limits, field.type.asPresent))
        result.path = "\(subject.path).\(field.name)"
        let label = field.label ?? field.name
        result.words = subject.source.map { words.prompts.fieldOf(label, $0) } ?? label
        result.noun = field.label.map { words.conditions.labelled($0, result.path) } ?? result.noun
      }
    case "first", "last":
      if case .list(_, let element)? = subject.type?.core { result.type = element } else { result.type = nil }
    case "where", "sort", "reverse", "unique", "trim", "redact", "upper", "lower": break
    default: result.type = nil
    }
    return result
  }
}

extension PromptReader {
  /// The field that a filter's first argument names by its slot.
  private func fieldOfElement(_ list: Datum, _ argument: Value?) -> RecordType.Field? {
    guard case .list(_, let element)? = list.type?.core, case .record(let record) = element.core,
      case .int(let slot)? = argument, record.slots.indices.contains(Int(slot))
    else { return nil }
    return record.fields[record.slots[Int(slot)]]
  }

  private func path(_ path: String, _ filter: String, _ field: RecordType.Field?) -> String {
    guard filter == "sum", let field else { return path }
    return "\(path).\(field.name)"
  }
}

extension Program.BinaryOperation {
  fileprivate var sign: String {
    switch self {
    case .multiply: "×"
    case .divide, .floorDivide: "÷"
    case .subtract: "−"
    default: rawValue
    }
  }
}
