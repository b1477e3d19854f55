// What an expression speaks of when there are no data: a path to show between brackets, and words for people.

import DariRuntime

struct Datum {
  enum Origin { case input, result, item, remarks, earlier, field, computed }

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
      path: name, noun: words.conditions.item(name), words: words.prompts.itemOf(list.noun), type: element,
      origin: .item, source: list.source)
  }

  func field(_ name: String, words: ManualWords) -> Datum {
    let path = "\(self.path).\(name)"
    guard case .record(let record)? = type?.core, let field = record.field(name) else {
      return Datum(
        path: path, noun: words.conditions.field(path), words: name, origin: .field, source: source)
    }
    let label = field.label ?? name
    let said =
      source.map { words.prompts.fieldOf(label, $0) } ?? field.label ?? words.prompts.partOf(name, noun)
    // A field without a label is not a word that somebody knows: the step that it comes out of says more.
    let shown =
      field.label != nil || source != nil
      ? words.conditions.labelled(field.label ?? said, path) : words.conditions.field(path)
    return Datum(path: path, noun: shown, words: said, type: field.type, origin: .field, source: source)
  }

  func item(_ index: String, words: ManualWords) -> Datum {
    var result = Datum(itemOf: self, named: "\(path)[\(index)]", words: words)
    // The two that are spoken of most, as the filters of that name are told.
    let name = index == "0" ? "first" : index == "-1" ? "last" : ""
    if let noun = words.prompts.derived(name, noun, nil, nil),
      let path = words.prompts.derivedPath(name, path)
    {
      result.noun = noun
      result.words = noun.text
      result.path = path
    }
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
      var result = literal(constant.name ?? words.text(constant.value, constant.type))
      result.type = constant.type
      return result
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
    case .conditional(let condition, let then, let otherwise):
      return conditional(condition, then, otherwise)
    case .list(let arguments):
      return computed(arguments.range.map { program.lists[$0] }) { $0.joined(separator: ", ") }
    case .not, .isPresent, .isEmpty:
      let text = clause(id).when
      return Datum(
        path: text, noun: .init(text: text, sound: text), words: text, type: .bool, origin: .computed)
    }
  }

  /// A list, for who goes through it: one that the project itself holds has no place to be filled in.
  func list(_ id: Program.ExpressionID) -> Datum {
    var result = datum(id)
    guard case .list? = value(id) else { return result }
    var name: String?
    if case .constant(let index) = program[id] { name = program.constants[Int(index)].name }
    result.noun = words.prompts.fixedList(name)
    return result
  }

  /// Which of the two is a part of what it is.
  private func conditional(
    _ condition: Program.ExpressionID, _ then: Program.ExpressionID, _ otherwise: Program.ExpressionID
  ) -> Datum {
    if case .bool(let holds)? = value(condition) { return datum(holds ? then : otherwise) }
    var paths: [String] = []
    var nouns: [String] = []
    var type: Type?
    for operand in [then, otherwise] {
      if let value = value(operand) {
        let text = words.text(value, type)
        paths.append(text)
        nouns.append(words.conditions.quoted(text))
      } else {
        let datum = datum(operand)
        paths.append(datum.path)
        nouns.append(datum.noun.text)
        type = datum.type
      }
    }
    let noun = words.conditions.either(clause(condition).when, nouns[0], nouns[1])
    return Datum(
      path: paths.joined(separator: words.types.or), noun: noun, words: noun.text, origin: .computed)
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
    if name == "length", subject.type?.core.isWritten == true {
      result.noun = words.prompts.characterCount(subject.noun)
      result.path = words.prompts.characterCountPath(subject.path)
      result.words = result.noun.text
      result.origin = .computed
      result.source = result.noun.text
    } else if let noun = words.prompts.derived(name, subject.noun, by.map { $0.label ?? $0.name }, chosen) {
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
        let text = words.text(value, subject.type?.asPresent)
        result.note = text.utf8.isEmpty ? words.prompts.defaultNothing : words.prompts.defaultNote(text)
      }
      result.type = subject.type?.asPresent
    case "map":
      if case .list(let limits, _)? = subject.type?.core, let field = by {
        result.type = Type(.list(limits, field.type.asPresent))
        result.path = "\(subject.path).\(field.name)"
        let label = field.label ?? field.name
        result.words = subject.source.map { words.prompts.fieldOf(label, $0) } ?? label
        result.noun = field.label.map { words.conditions.labelled($0, result.path) } ?? result.noun
        if case .earlier = subject.origin {
          result.path = words.prompts.earlierField(label)
          result.words = words.prompts.earlierFieldOf(label)
          result.noun = .init(text: result.words, sound: label)
        }
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

extension Type.Core {
  /// What has a length in characters.
  fileprivate var isWritten: Bool {
    switch self {
    case .text, .line, .url, .email: true
    default: false
    }
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
