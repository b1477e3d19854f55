// A compiled template as text again: near to what the author wrote, and equal for two templates that say the same.
//
// A bundle holds templates as instructions, and no source. For people the text is shown; to decide whether a template
// changed, an exact form is compared, in which the names of loops and of `set` do not count.

import DariBase
import DariRuntime

struct TemplateText {
  enum Form {
    /// With line breaks around tags, as authors set them.
    case shown
    /// The same, with what filters know of types that nothing else tells: for texts that are shown alike and differ.
    case detailed
    /// Different for templates that do not say the same.
    case exact
  }

  /// What is known of the names of a frame, by slot.
  struct Frame {
    var names: [String]
    var types: [Type?]
    /// Slots whose names are the author's own affair: items of `each`, what a snippet is given.
    var own: [Int]
  }

  let program: Program
  let renames: Renames
  let form: Form
  private var frame: Frame
  /// Numbers of the names that do not count, in the order in which they come.
  private var locals: [Int: Int] = [:]
  /// Types of what snippets are given, as far as a call has told them.
  private(set) var given: [Int32: [Type?]] = [:]
  /// Where the instructions that wrote the text begin in it, in UTF-8, and in the source.
  private(set) var marks: [Mark] = []

  struct Mark {
    var offset: Int
    var place: Program.Place
  }

  init(program: Program, frame: Frame, renames: Renames, form: Form) {
    self.program = program
    self.frame = frame
    self.renames = renames
    self.form = form
    for slot in frame.own { locals[slot] = locals.count }
  }

  /// Without the empty lines at its ends, which a comment there leaves behind.
  mutating func text(of block: Program.Block) -> String {
    var text = ""
    marks = []
    write(block, into: &text)
    let scalars = text.unicodeScalars
    guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    let start = scalars.firstIndex { $0 != "\n" } ?? scalars.startIndex
    let cut = text.utf8.distance(from: text.startIndex, to: start)
    for index in marks.indices { marks[index].cut(cut) }
    return String(scalars[start...last])
  }

  func text(of id: Program.ExpressionID) -> String { expression(id) }

  /// Of the items of a list; nil if it is not known.
  func itemType(of list: Program.ExpressionID) -> Type? { itemOf(type(of: list)) }

  // MARK: Instructions

  private mutating func write(_ block: Program.Block, into text: inout String) {
    for index in block.range { write(program.instructions[index], into: &text) }
  }

  private mutating func write(_ instruction: Program.Instruction, into text: inout String) {
    marks.append(Mark(offset: text.utf8.count, place: instruction.place))
    switch instruction {
    case .text(let literal, _), .opening(let literal, _, _), .closing(let literal, _):
      text += Self.literal(program.text(of: literal))
    case .print(let value, _, _): text += "{{ \(expression(value)) }}"
    case .call(let snippet, let arguments, let indent, _): write(snippet, arguments, indent, into: &text)
    case .branch: writeBranches(instruction, into: &text)
    case .loop(let slot, let list, let condition, let body, let otherwise, _):
      let items = expression(list)
      enter(Int(slot), itemOf(type(of: list)))
      let filter = condition.map { " if \(expression($0))" } ?? ""
      let head = "for \(name(Int(slot))) in \(items)\(filter)"
      writeTags([(head, body)] + rest(otherwise, "else"), end: "endfor", into: &text)
    case .match(let subject, let start, let count, let otherwise, _):
      var parts: [(String, Program.Block)] = [("match \(expression(subject))", .empty)]
      for branch in program.branches[Int(start)..<Int(start) + Int(count)] {
        parts.append(("case \(branch.patterns.map(pattern).joined(separator: ", "))", branch.body))
      }
      writeTags(parts + rest(otherwise, "else"), end: "endmatch", into: &text)
    case .set(let slot, let value, _):
      let shown = expression(value)
      enter(Int(slot), type(of: value))
      writeTags([("set \(name(Int(slot))) = \(shown)", .empty)], end: nil, into: &text)
    }
  }

  private func rest(_ block: Program.Block, _ word: String) -> [(String, Program.Block)] {
    block.count == 0 ? [] : [(word, block)]
  }

  /// What a template prints as it stands, though it looks like a tag.
  private static func literal(_ text: String) -> String {
    guard text.utf8.contains(0x7B) else { return text }
    var result = ""
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if last == "{", scalar == "{" || scalar == "%" || scalar == "#" {
        result.unicodeScalars.removeLast()
        result += "{{ \"{\(scalar)\" }}"
        last = " "
        continue
      }
      result.unicodeScalars.append(scalar)
      last = scalar
    }
    return result
  }

  private mutating func write(
    _ snippet: Int32, _ arguments: Program.Arguments, _ indent: Program.Literal, into text: inout String
  ) {
    if given[snippet] == nil { given[snippet] = arguments.range.map { type(of: program.lists[$0]) } }
    let name = program.snippets[Int(snippet)].name
    text += "{{ \(renames.snippets[name] ?? name)(\(written(arguments)))"
    let margin = program.text(of: indent)
    if form == .exact, !margin.isEmpty { text += " | indent(\(Self.quoted(margin)))" }
    text += " }}"
  }

  /// An `else` with one `if` in it and nothing else is an `elif`.
  private mutating func writeBranches(_ first: Program.Instruction, into text: inout String) {
    var parts: [(String, Program.Block)] = []
    var next = first
    while case .branch(let condition, let then, let otherwise, _) = next {
      parts.append(((parts.isEmpty ? "if " : "elif ") + expression(condition), then))
      if otherwise.count == 1, case .branch = program.instructions[Int(otherwise.start)] {
        next = program.instructions[Int(otherwise.start)]
        continue
      }
      parts += rest(otherwise, "else")
      break
    }
    writeTags(parts, end: "endif", into: &text)
  }

  private mutating func writeTags(
    _ parts: [(tag: String, body: Program.Block)], end: String?, into text: inout String
  ) {
    var bodies: [String] = []
    var inner: [[Mark]] = []
    let outer = marks
    for part in parts {
      var body = ""
      marks = []
      write(part.body, into: &body)
      bodies.append(body)
      inner.append(marks)
    }
    marks = outer
    let isOnOwnLines =
      form != .exact && (text.isEmpty || text.utf8.last == 0x0A)
      && bodies.allSatisfy { $0.isEmpty || $0.utf8.last == 0x0A }
    let lineBreak = isOnOwnLines ? "\n" : ""
    for (index, part) in parts.enumerated() {
      text += "{% \(part.tag) %}\(lineBreak)"
      let start = text.utf8.count
      marks += inner[index].map { Mark(offset: start + $0.offset, place: $0.place) }
      text += bodies[index]
    }
    if let end { text += "{% \(end) %}\(lineBreak)" }
  }

  private func pattern(_ pattern: Program.MatchBranch.Pattern) -> String {
    switch pattern {
    case .word(let word): renames.words[word] ?? word
    case .present: "present"
    case .absent: "absent"
    }
  }

  // MARK: Names

  private mutating func enter(_ slot: Int, _ type: Type?) {
    if locals[slot] == nil { locals[slot] = locals.count }
    if frame.types.indices.contains(slot) { frame.types[slot] = type }
  }

  private func name(_ slot: Int) -> String {
    if form == .exact, let number = locals[slot] { return "#\(number)" }
    return frame.names.indices.contains(slot) ? frame.names[slot] : "#\(slot)"
  }

  private func itemOf(_ type: Type?) -> Type? {
    guard case .list(_, let element)? = type?.core else { return nil }
    return element
  }

  /// Of a name, a field, an item, and of a list through what only picks from it.
  private func type(of id: Program.ExpressionID) -> Type? {
    switch program[id] {
    case .slot(let slot):
      return frame.types.indices.contains(Int(slot)) ? frame.types[Int(slot)] : nil
    case .field(let base, _, let name):
      guard case .record(let record)? = type(of: base)?.core else { return nil }
      return record.field(name)?.type
    case .item(let base, _): return itemOf(type(of: base))
    case .filter(let index, let subject, _, _):
      switch Filter.all[Int(index)].name {
      case "where", "sort", "reverse", "unique", "default": return type(of: subject)
      case "first", "last": return itemOf(type(of: subject))
      default: return nil
      }
    default: return nil
    }
  }

  // MARK: Expressions

  private func expression(_ id: Program.ExpressionID, within: Program.BinaryOperation? = nil) -> String {
    switch program[id] {
    case .constant(let index):
      let constant = program.constants[Int(index)]
      if let name = constant.name { return renames.values[name] ?? name }
      return ValueSource.text(of: constant.value, words: renames.words)
    case .slot(let slot): return name(Int(slot))
    case .field(let base, _, let name): return "\(operand(base)).\(renames.fields[name] ?? name)"
    case .item(let base, let index): return "\(operand(base))[\(expression(index))]"
    case .loop(let slot, let property):
      return form == .exact ? "loop(\(name(Int(slot)))).\(property.rawValue)" : "loop.\(property.rawValue)"
    case .not(let inner):
      switch program[inner] {
      case .isPresent(let subject): return "\(operand(subject)) is absent"
      case .isEmpty(let subject): return "\(operand(subject)) is not empty"
      default: return "not \(operand(inner))"
      }
    case .negate(let inner): return "-\(operand(inner))"
    case .binary(let operation, let left, let right):
      let text = "\(expression(left, within: operation)) \(operation.rawValue) \(operand(right))"
      return within == nil || within == operation ? text : "(\(text))"
    case .conditional(let condition, let then, let otherwise):
      let text = "\(operand(then)) if \(operand(condition)) else \(operand(otherwise))"
      return within == nil ? text : "(\(text))"
    case .isPresent(let inner): return "\(operand(inner)) is present"
    case .isEmpty(let inner): return "\(operand(inner)) is empty"
    case .list(let items): return "[\(list(items))]"
    case .filter(let index, let subject, let arguments, let shape):
      return filter(Filter.all[Int(index)], subject, arguments, program.constants[Int(shape)].value)
    }
  }

  /// In brackets where it would be read otherwise without.
  private func operand(_ id: Program.ExpressionID) -> String {
    switch program[id] {
    case .binary, .conditional, .isPresent, .isEmpty, .not, .negate: "(\(expression(id)))"
    default: expression(id)
    }
  }

  /// What a snippet is given, without the places at the end that an author leaves empty.
  private func written(_ arguments: Program.Arguments) -> String {
    if form == .exact { return list(arguments) }
    var given = arguments
    while given.count > 0, case .constant(let index) = program[program.lists[given.range.upperBound - 1]],
      case .absent = program.constants[Int(index)].value
    {
      given.count -= 1
    }
    return list(given)
  }

  private func list(_ arguments: Program.Arguments) -> String {
    arguments.range.map { expression(program.lists[$0]) }.joined(separator: ", ")
  }

  private func filter(
    _ filter: Filter, _ subject: Program.ExpressionID, _ arguments: Program.Arguments, _ shape: Value
  ) -> String {
    var given: [String] = []
    for (position, index) in arguments.range.enumerated() {
      let argument = program.lists[index]
      let parameter = filter.parameters.indices.contains(position) ? filter.parameters[position] : nil
      if parameter?.kind == .field, let field = field(argument, of: subject) {
        given.append(field)
      } else {
        given.append(expression(argument))
      }
    }
    if form != .exact {
      // What nobody wrote: the values that stand where nothing is said.
      while let last = given.indices.last, filter.parameters.indices.contains(last),
        let value = filter.parameters[last].defaultValue,
        given[last] == ValueSource.text(of: value, words: [:])
      {
        given.removeLast()
      }
    }
    let text =
      "\(operand(subject)) | \(filter.name)" + (given.isEmpty ? "" : "(\(given.joined(separator: ", ")))")
    // The words of a choice that is an input's or a result's are told with it.
    let isTold = filter.name == "label" && type(of: subject) != nil
    let known = form == .shown || isTold ? "" : ValueSource.shape(shape, renames)
    return text + (known.isEmpty ? "" : " ⟨\(known)⟩")
  }

  /// The name of a field that a filter knows by its place, which moves when other fields come and go.
  private func field(_ argument: Program.ExpressionID, of subject: Program.ExpressionID) -> String? {
    guard case .constant(let index) = program[argument],
      case .int(let slot) = program.constants[Int(index)].value,
      case .record(let record)? = itemOf(type(of: subject))?.core,
      record.slots.indices.contains(Int(slot))
    else { return nil }
    let name = record.fields[record.slots[Int(slot)]].name
    return renames.fields[name] ?? name
  }

  static func quoted(_ text: String) -> String { ValueSource.quoted(text) }
}

extension TemplateText.Mark {
  /// The text has lost this much at its start, line breaks all of it.
  fileprivate mutating func cut(_ length: Int) {
    if offset < length { place.line += UInt32(length - offset) }
    offset = max(0, offset - length)
  }
}

/// A text that was written out, with where its parts stand in the source.
struct MarkedText {
  private(set) var text = ""
  private(set) var marks: [TemplateText.Mark] = []

  mutating func append(_ words: String) { text += words }

  mutating func append(_ words: String, _ marks: [TemplateText.Mark]) {
    let start = text.utf8.count
    self.marks += marks.map { .init(offset: start + $0.offset, place: $0.place) }
    text += words
  }

  /// The place of the first line that is not as it was; nil if nothing of the text stands anywhere.
  func place(ofChangeFrom old: String) -> Program.Place? {
    let (before, after) = (Array(old.utf8), Array(text.utf8))
    var same = 0
    while same < min(before.count, after.count), before[same] == after[same] { same += 1 }
    // A line more begins behind the break that ended the text before.
    if same == before.count, same < after.count, after[same] == 0x0A { same += 1 }
    return place(at: same)
  }

  /// Of what stands at an offset in UTF-8.
  func place(at offset: Int) -> Program.Place? {
    guard let mark = marks.last(where: { $0.offset <= offset }) else { return marks.first?.place }
    var place = mark.place
    for byte in text.utf8.dropFirst(mark.offset).prefix(offset - mark.offset) where byte == 0x0A {
      place.line += 1
    }
    return place
  }
}

/// Values as an author writes them.
enum ValueSource {
  static func text(of value: Value, words: [String: String]) -> String {
    switch value {
    case .text(let text): quoted(text)
    case .symbol(let word): words[word] ?? word
    case .list(let items): "[\(items.map { text(of: $0, words: words) }.joined(separator: ", "))]"
    case .record(let fields): "{ \(fields.map { text(of: $0, words: words) }.joined(separator: ", ")) }"
    case .date, .money: quoted(value.printed)
    case .absent: "absent"
    case .int, .number, .bool, .media, .placeholder: value.printed
    }
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// What a filter knows of a type, without the places of fields.
  static func shape(_ value: Value, _ renames: Renames) -> String {
    switch value {
    case .absent, .int, .number: ""
    case .list(let items), .record(let items):
      items.map { shape($0, renames) }.filter { !$0.isEmpty }.joined(separator: ",")
    case .symbol(let word): renames.words[word] ?? word
    case .text(let text): renames.fields[text] ?? text
    default: value.printed
    }
  }
}
