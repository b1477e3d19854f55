// A routine as the script of its manual: the library's functions that it needs, its templates, its steps, the page.

import DariBase
import DariRuntime

/// Makes the script of a page. The same bytes for the same routine and language. What the script makes of values is what
/// `RoutineRenderer` makes of them, byte for byte.
struct ScriptEmitter {
  let routine: Routine
  let words: ManualWords
  private let keys: [String]
  private var templates: ScriptTemplates
  private var types: ScriptTypes
  private let uses: StepUses

  private init(_ routine: Routine, words: ManualWords) {
    self.routine = routine
    self.words = words
    keys = ScriptTemplates.keys(of: routine.slotNames)
    templates = ScriptTemplates(program: routine.program)
    types = ScriptTypes(words: words)
    uses = StepUses(routine)
  }

  /// - Parameter titles: of each step's messages, and of what is said when it is done again, in the page's words.
  static func script(_ routine: Routine, _ manual: Manual, words: ManualWords) -> [UInt8] {
    var emitter = ScriptEmitter(routine, words: words)
    return Array(emitter.script(manual).utf8)
  }

  private mutating func script(_ manual: Manual) -> String {
    let inputs = routine.inputs.enumerated().map { input($0.element, $0.offset) }
    let steps = routine.steps.indices.map { step($0, manual.steps[$0]) }
    let routineText = """
      const routine = {
        name: \(ScriptText.string(routine.name)),
        fingerprint: \(ScriptText.string(fingerprint(inputs + steps))),
        inputs: [
      \(inputs.joined())  ],
        steps: [
      \(steps.joined())  ],
      };
      """
    // What reads data and shows it is always needed; of the rest what the templates call.
    let needed = templates.uses.union(types.fieldMakers.values).union(types.readings.values).union(["start"])
    let library = ScriptLibrary.text(of: needed)
    return
      ([
        "\"use strict\";", "// Dari's library, minified; its source is Templates/manual/script.\n" + library,
        "// The routine.",
      ] + types.declarations + templates.declarations + [
        routineText, "const words = \(wordsText);", "const page = start(routine, words);",
      ]).joined(separator: "\n\n") + "\n"
  }

  /// What is kept on a device is of this form of the routine only.
  private func fingerprint(_ parts: [String]) -> String {
    String(SHA256.hexDigest(of: parts.joined()).prefix(16))
  }

  private var wordsText: String {
    func object(_ entries: [(key: String, words: String)], _ indent: String) -> String {
      entries.map { "\(indent)\($0.key): \(ScriptText.string($0.words)),\n" }.joined()
    }
    let script = words.script
    return """
      {
      \(object(script.entries(yes: words.types.yes, no: words.types.no), "  "))  problems: {
      \(object(script.problems.entries, "    "))  },
        faults: {
      \(object(script.faults.entries, "    "))  },
      }
      """
  }

  // MARK: Inputs

  private mutating func input(_ input: Routine.Input, _ slot: Int) -> String {
    var parts = [
      "name: \(ScriptText.string(input.name))", "slot: \(ScriptText.string(keys[slot]))",
      "label: \(ScriptText.string("⟦\(input.name)⟧"))", "type: \(types.type(input.type))",
    ]
    if let value = input.defaultValue { parts.append("standIn: \(ScriptText.value(value))") }
    if let value = input.defaultValue ?? input.example {
      parts.append("example: \(ScriptText.string(words.text(value, input.type)))")
    }
    if let example = input.example, let text = examples(example, input.type) {
      parts.append("examples: \(text)")
    }
    return "    { \(parts.joined(separator: ", ")) },\n"
  }

  /// The examples of the parts of a value, for the fields of the parts.
  private func examples(_ value: Value, _ type: Type) -> String? {
    switch (value, type.core) {
    case (.record(let values), .record(let record)):
      let fields = record.fields.compactMap { field -> String? in
        guard let slot = record.slot(of: field.name), slot < values.count else { return nil }
        let inner =
          examples(values[slot], field.type) ?? ScriptText.string(words.text(values[slot], field.type))
        return "\(ScriptText.string(field.name)): \(inner)"
      }
      return "{ \(fields.joined(separator: ", ")) }"
    case (.list(let items), .list(_, let element)):
      guard let first = items.first else { return nil }
      return "[\(examples(first, element) ?? ScriptText.string(words.text(first, element)))]"
    default: return nil
    }
  }

  // MARK: Steps

  private mutating func step(_ index: Int, _ shown: ManualStep) -> String {
    let step = routine.steps[index]
    var lines = [
      "name: \(ScriptText.string(step.name)), title: \(ScriptText.string(shown.title)), by: \"\(step.actor.kind)\"",
      "slot: \(slot(step.resultSlot)), remarks: \(slot(step.remarksSlot))",
    ]
    if let when = step.when { lines.append("when: \(templates.function(of: when.value, routine.slotNames))") }
    if let each = step.each { lines.append("each: \(self.each(each))") }
    lines.append("fills: [\(uses.fills[index].map { "\($0)" }.joined(separator: ", "))]")
    lines.append("reads: [\(uses.reads[index].map { ScriptText.string(keys[$0]) }.joined(separator: ", "))]")
    if let type = step.result { lines.append("gives: \(types.type(type))") }
    lines.append("reviews: [\(step.reviews.map { "\($0)" }.joined(separator: ", "))]")
    lines.append("edits: \(step.edits.map { "\($0)" } ?? "null")")
    if let redo = step.redo { lines.append("redo: { step: \(redo.step), limit: \(redo.limit) }") }
    let messages = step.messages.enumerated().map { number, message in
      let title = ScriptText.string(shown.promptTitle(number, words))
      return "      [\"\(message.role.rawValue)\", \(template(message.body)), \(title)],\n"
    }
    lines.append(messages.isEmpty ? "messages: []" : "messages: [\n\(messages.joined())      ]")
    if let again = step.again {
      lines.append("again: \(template(again))")
      lines.append("againTitle: \(ScriptText.string(words.prompts.again))")
    }
    if let text = step.text {
      lines.append("text: \(template(text))")
      lines.append("textTitle: \(ScriptText.string(words.prompts.text))")
    }
    if let form = answerForm(step) { lines.append("answerForm: \(ScriptText.string(form))") }
    return "    {\n" + lines.map { "      \($0),\n" }.joined() + "    },\n"
  }

  private func slot(_ slot: Int?) -> String { slot.map { ScriptText.string(keys[$0]) } ?? "null" }

  private mutating func template(_ block: Program.Block) -> String {
    templates.template(block, routine.slotNames, indent: "      ")
  }

  private mutating func each(_ each: Routine.Each) -> String {
    let items = each.items.map { item in
      "{ name: \(ScriptText.string(item.name)), slot: \(ScriptText.string(keys[item.slot])), "
        + "list: \(templates.function(of: item.list.value, routine.slotNames)) }"
    }
    let together = each.together.map { ScriptText.string(routine.steps[$0].name) }.joined(separator: ", ")
    return
      "{ items: [\(items.joined(separator: ", "))], earlier: \(slot(each.earlierSlot)), together: [\(together)] }"
  }

  /// What an AI is asked for besides, where its answer has a form that a person cannot see from the prompt.
  private func answerForm(_ step: Routine.Step) -> String? {
    guard case .ai = step.actor, let type = step.result, !type.isAnsweredAsText else { return nil }
    let schema = CanonicalJSON.text(of: JSONSchema.document(of: type))
    return "\(words.script.answerFormAsk)\n\n\(schema)"
  }
}

/// What each step looks at, and which inputs it asks for.
private struct StepUses {
  /// The slots of inputs and results that a step's texts, conditions and lists look at, in order; by step.
  var reads: [[Int]] = []
  /// The inputs that are asked for at a step: those that no step before looks at. Of one that nothing looks at the first
  /// step asks. By step.
  var fills: [[Int]] = []

  init(_ routine: Routine) {
    let known = Set(routine.inputs.indices).union(routine.steps.compactMap(\.resultSlot))
    fills = routine.steps.map { _ in [] }
    var waiting = Set(routine.inputs.indices)
    for (index, step) in routine.steps.enumerated() {
      let read = Self.slots(readBy: step, routine.program)
      reads.append(read.intersection(known).sorted())
      let told = Self.slots(of: step.instructions + step.checks, routine.program)
      fills[index] = waiting.intersection(read.union(told)).sorted()
      waiting.subtract(fills[index])
    }
    if !fills.isEmpty { fills[0] = (fills[0] + waiting).sorted() }
  }

  private static func slots(readBy step: Routine.Step, _ program: Program) -> Set<Int> {
    let blocks = step.messages.map(\.body) + [step.text].compactMap(\.self)
    let clauses =
      [step.when].compactMap(\.self) + (step.each?.items.map(\.list) ?? []) + step.with.map(\.value)
    return clauses.reduce(into: slots(of: blocks, program)) { $0.formUnion(program.slotsRead(by: $1.value)) }
  }

  private static func slots(of blocks: [Program.Block], _ program: Program) -> Set<Int> {
    blocks.reduce(into: []) { $0.formUnion(program.slotsRead(by: $1)) }
  }
}
