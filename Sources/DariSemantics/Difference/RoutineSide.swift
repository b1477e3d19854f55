// One of two versions of a routine, as a comparison asks it: what its templates, conditions and lists say.

import DariBase
import DariRuntime

struct RoutineSide {
  let routine: Routine
  /// Of the old version; none of the new one.
  let renames: Renames
  private let frame: TemplateText.Frame

  init(_ routine: Routine, renames: Renames) {
    self.routine = routine
    self.renames = renames
    var names = routine.slotNames
    var frame = TemplateText.Frame(names: [], types: names.map { _ in nil }, own: [])
    for (slot, input) in routine.inputs.enumerated() {
      names[slot] = renames.inputs[input.name] ?? input.name
      frame.types[slot] = input.type
    }
    for step in routine.steps {
      let name = renames.steps[step.name] ?? step.name
      if let slot = step.resultSlot {
        names[slot] = name
        frame.types[slot] = step.each == nil ? step.result : step.result.map { Type(.list(Limits(), $0)) }
      }
      if let slot = step.remarksSlot { names[slot] = "\(name).remarks" }
    }
    frame.names = names
    for step in routine.steps {
      for item in step.each?.items ?? [] {
        let text = TemplateText(program: routine.program, frame: frame, renames: renames, form: .exact)
        frame.types[item.slot] = text.itemType(of: item.list.value)
        frame.own.append(item.slot)
      }
    }
    self.frame = frame
  }

  func name(ofStep index: Int) -> String {
    let name = routine.steps[index].name
    return renames.steps[name] ?? name
  }

  // MARK: Texts

  func writer(_ form: TemplateText.Form) -> TemplateText {
    TemplateText(program: routine.program, frame: frame, renames: renames, form: form)
  }

  func text(_ block: Program.Block, _ form: TemplateText.Form) -> String {
    var writer = writer(form)
    return writer.text(of: block)
  }

  func text(_ blocks: [Program.Block], _ form: TemplateText.Form) -> String { marked(blocks, form).text }

  func marked(_ blocks: [Program.Block], _ form: TemplateText.Form) -> MarkedText {
    var result = MarkedText()
    for (index, block) in blocks.enumerated() {
      if index > 0 { result.append("\n\n") }
      var writer = writer(form)
      let text = writer.text(of: block)
      result.append(text, writer.marks)
    }
    return result
  }

  func text(_ clause: Routine.Clause, _ form: TemplateText.Form) -> String {
    writer(form).text(of: clause.value)
  }

  /// The messages of a step on one page, as `dari test` keeps prompts.
  func page(of step: Routine.Step, _ form: TemplateText.Form) -> String { markedPage(of: step, form).text }

  func markedPage(of step: Routine.Step, _ form: TemplateText.Form) -> MarkedText {
    var parts = step.messages.map { (word: $0.role.rawValue, block: $0.body) }
    if let again = step.again { parts.append(("again", again)) }
    if let text = step.text { parts.append(("text", text)) }
    var page = MarkedText()
    for (index, part) in parts.enumerated() {
      var writer = writer(form)
      let text = writer.text(of: part.block)
      page.append("\(index > 0 ? "\n" : "")## \(part.word)\n\n")
      page.append(text, writer.marks)
      page.append("\n")
    }
    return page
  }

  /// All that a step says, to AIs and to people, as it is compared.
  func words(of step: Routine.Step) -> String {
    page(of: step, .exact) + text(step.instructions + step.checks + step.why + step.notes, .exact)
  }

  func list(of each: Routine.Each, _ form: TemplateText.Form) -> String {
    each.items.map { item in
      let list = text(item.list, form)
      return form == .shown ? "\(item.name) in \(list)" : list
    }.joined(separator: ", ")
  }

  func arguments(of step: Routine.Step, _ form: TemplateText.Form) -> String {
    step.with.map { "\($0.input): \(text($0.value, form))" }.joined(separator: ", ")
  }

  // MARK: What templates lead to

  /// All blocks and clauses, and what those of the snippets that they call hold.
  struct Reached {
    /// Values with a name, by it.
    var values: [String: Value] = [:]
    /// Of those that are records, or lists of them: the names of fields that templates read, by their slots.
    var fields: [String: [Int32: String]] = [:]
    /// Bodies of snippets by their names; several where one stands in several places. The first is the one that is called first.
    var snippets: [Snippet] = []

    struct Snippet {
      var name: String
      /// The names of what it is given.
      var given: [String]
      var shown: MarkedText
      var detailed: MarkedText
      var exact: String

      /// As it is called.
      var call: String { "{{ \(name)(\(given.joined(separator: ", "))) }}\n" }
    }
  }

  func reached() -> Reached {
    var result = Reached()
    var shown = writer(.shown)
    var waiting: [Int32] = []
    var seen = Set<Int32>()
    func look(_ block: Program.Block) {
      let program = routine.program
      let lists = program.loopLists(in: block)
      for id in program.expressions(in: block) {
        note(id)
        program.visitFields(of: id) { base, slot, name in
          guard let constant = program.namedConstant(of: base, lists) else { return }
          result.fields[renames.values[constant] ?? constant, default: [:]][slot] =
            renames.fields[name] ?? name
        }
      }
      for snippet in routine.program.snippetsCalled(in: block) where seen.insert(snippet).inserted {
        waiting.append(snippet)
      }
    }
    func note(_ id: Program.ExpressionID) {
      routine.program.visitConstants(of: id) { constant in
        if let name = constant.name { result.values[renames.values[name] ?? name] = constant.value }
      }
    }
    for block in routine.blocks {
      _ = shown.text(of: block)
      look(block)
    }
    for step in routine.steps {
      for clause in [step.when].compactMap({ $0 }) + step.with.map(\.value)
        + (step.each?.items ?? []).map(\.list)
      {
        note(clause.value)
      }
    }
    var given = shown.given
    while let index = waiting.first {
      waiting.removeFirst()
      let snippet = routine.program.snippets[Int(index)]
      look(snippet.body)
      var texts: [MarkedText] = []
      for form in [TemplateText.Form.shown, .detailed, .exact] {
        var types: [Type?] = given[index] ?? []
        types += Array(repeating: nil, count: max(0, snippet.slotNames.count - types.count))
        var writer = TemplateText(
          program: routine.program,
          frame: .init(names: snippet.slotNames, types: types, own: Array(0..<snippet.parameterCount)),
          renames: renames, form: form)
        let text = writer.text(of: snippet.body)
        var marked = MarkedText()
        marked.append(text, writer.marks)
        texts.append(marked)
        given.merge(writer.given) { first, _ in first }
      }
      let name = renames.snippets[snippet.name] ?? snippet.name
      if !result.snippets.contains(where: { $0.name == name && $0.exact.hasSameBytes(as: texts[2].text) }) {
        result.snippets.append(
          .init(
            name: name, given: Array(snippet.slotNames.prefix(snippet.parameterCount)), shown: texts[0],
            detailed: texts[1], exact: texts[2].text))
      }
    }
    return result
  }

  // MARK: Places

  func place(_ place: Program.Place) -> RoutineChange.Place? {
    let files = routine.program.files
    guard files.indices.contains(Int(place.file)) else { return nil }
    return .init(file: files[Int(place.file)], line: Int(place.line))
  }

  func place(of block: Program.Block?) -> RoutineChange.Place? {
    guard let block, block.count > 0 else { return nil }
    return place(routine.program.instructions[block.range.lowerBound].place)
  }

  /// Where the step's own words begin, as far as it has some.
  func place(of step: Routine.Step) -> RoutineChange.Place? {
    if let when = step.when { return place(when.place) }
    let blocks = step.messages.map(\.body) + [step.text].compactMap { $0 } + step.instructions + step.checks
    return place(of: blocks.first)
  }

  /// The file of the routine itself.
  var home: RoutineChange.Place? {
    if let file = routine.file { return .init(file: file) }
    return routine.steps.lazy.compactMap { self.place(of: $0) }.first.map { .init(file: $0.file) }
  }
}

extension Program.Instruction {
  var place: Program.Place {
    switch self {
    case .text(_, let place), .opening(_, _, let place), .closing(_, let place), .print(_, _, let place),
      .call(_, _, _, let place), .branch(_, _, _, let place), .loop(_, _, _, _, _, let place),
      .match(_, _, _, _, let place), .set(_, _, let place):
      place
    }
  }
}

extension Program {
  /// Blocks inside of a block, itself first.
  func blocks(in block: Block) -> [Block] {
    var result = [block]
    var index = 0
    while index < result.count {
      for instruction in instructions[result[index].range] {
        switch instruction {
        case .branch(_, let then, let otherwise, _): result += [then, otherwise]
        case .loop(_, _, _, let body, let otherwise, _): result += [body, otherwise]
        case .match(_, let start, let count, let otherwise, _):
          result += branches[Int(start)..<Int(start) + Int(count)].map(\.body) + [otherwise]
        case .text, .opening, .closing, .print, .call, .set: break
        }
      }
      index += 1
    }
    return result
  }

  func expressions(in block: Block) -> [ExpressionID] {
    blocks(in: block).flatMap { block in
      instructions[block.range].flatMap { instruction -> [ExpressionID] in
        switch instruction {
        case .text, .opening, .closing: []
        case .print(let value, _, _), .set(_, let value, _): [value]
        case .call(_, let arguments, _, _): Array(lists[arguments.range])
        case .branch(let condition, _, _, _): [condition]
        case .loop(_, let list, let condition, _, _, _): [list] + [condition].compactMap { $0 }
        case .match(let subject, _, _, _, _): [subject]
        }
      }
    }
  }

  func snippetsCalled(in block: Block) -> [Int32] {
    blocks(in: block).flatMap { block in
      instructions[block.range].compactMap { instruction in
        if case .call(let snippet, _, _, _) = instruction { snippet } else { nil }
      }
    }
  }

  /// The lists that the loops of a block go through, by the slots of their items.
  func loopLists(in block: Block) -> [Int32: ExpressionID] {
    var lists: [Int32: ExpressionID] = [:]
    for block in blocks(in: block) {
      for case .loop(let slot, let list, _, _, _, _) in instructions[block.range] { lists[slot] = list }
    }
    return lists
  }

  /// The name of the value that a record comes from: itself, an item of it, or one through which a loop goes.
  func namedConstant(of id: ExpressionID, _ lists: [Int32: ExpressionID]) -> String? {
    switch self[id] {
    case .constant(let index): return constants[Int(index)].name
    case .item(let base, _), .filter(_, let base, _, _): return namedConstant(of: base, lists)
    case .slot(let slot): return lists[slot].flatMap { namedConstant(of: $0, [:]) }
    default: return nil
    }
  }

  func visitFields(of id: ExpressionID, _ visit: (ExpressionID, Int32, String) -> Void) {
    switch self[id] {
    case .constant, .slot, .loop: break
    case .field(let base, let slot, let name):
      visit(base, slot, name)
      visitFields(of: base, visit)
    case .not(let base), .negate(let base), .isPresent(let base), .isEmpty(let base):
      visitFields(of: base, visit)
    case .item(let a, let b), .binary(_, let a, let b):
      visitFields(of: a, visit)
      visitFields(of: b, visit)
    case .conditional(let condition, let then, let otherwise):
      for part in [condition, then, otherwise] { visitFields(of: part, visit) }
    case .list(let items): for index in items.range { visitFields(of: lists[index], visit) }
    case .filter(_, let subject, let arguments, _):
      visitFields(of: subject, visit)
      for index in arguments.range { visitFields(of: lists[index], visit) }
    }
  }

  func visitConstants(of id: ExpressionID, _ visit: (Constant) -> Void) {
    switch self[id] {
    case .constant(let index): visit(constants[Int(index)])
    case .slot, .loop: break
    case .field(let base, _, _), .not(let base), .negate(let base), .isPresent(let base), .isEmpty(let base):
      visitConstants(of: base, visit)
    case .item(let a, let b), .binary(_, let a, let b):
      visitConstants(of: a, visit)
      visitConstants(of: b, visit)
    case .conditional(let condition, let then, let otherwise):
      for part in [condition, then, otherwise] { visitConstants(of: part, visit) }
    case .list(let items): for index in items.range { visitConstants(of: lists[index], visit) }
    case .filter(_, let subject, let arguments, _):
      visitConstants(of: subject, visit)
      for index in arguments.range { visitConstants(of: lists[index], visit) }
    }
  }
}
