// The steps of a bundle, with their templates.

import DariBase

struct StepDecoding {
  private(set) var program: ProgramDecoding
  private let node: BundleNode
  private let steps: [BundleObject]
  private let results: [(type: Type, slot: Int)?]
  private let remarks: [Int?]
  /// Places of the steps by name.
  private let places: [String: Int]

  private static let required = [
    "name", "actor", "risk", "reviews", "effects", "messages", "instructions", "checks", "why", "notes",
  ]
  private static let optional = [
    "title", "result", "edits", "redo", "owner", "minutes", "again", "text", "remarksSlot", "when", "each",
    "with", "model", "budget",
  ]

  /// Names and slots come first: templates refer to results of any step.
  init(
    program: ProgramDecoding, steps node: BundleNode, inputCount: Int, slotCount: Int
  ) throws(PromptBundleError) {
    self.program = program
    self.node = node
    steps = try node.map { (node) throws(PromptBundleError) in
      try node.object(Self.required, optional: Self.optional)
    }
    var places: [String: Int] = [:]
    var filled = Set(0..<inputCount)
    func take(_ node: BundleNode) throws(PromptBundleError) -> Int {
      let slot = try node.index(of: "slot", count: slotCount)
      guard filled.insert(slot).inserted else { throw node.damaged("slot \(slot) already has a value") }
      return slot
    }
    var results: [(type: Type, slot: Int)?] = []
    var remarks: [Int?] = []
    for (index, step) in steps.enumerated() {
      let name = try step["name"].text()
      guard places.updateValue(index, forKey: name) == nil else {
        throw step["name"].damaged("the step `\(name)` is there twice")
      }
      var result: (type: Type, slot: Int)?
      if let node = step.optional("result") {
        let object = try node.object(["type", "schema", "slot"])
        guard case .object = object["schema"].value else {
          throw object["schema"].damaged("an object has to stand here")
        }
        result = (try TypeDecoding.type(object["type"]), try take(object["slot"]))
      }
      results.append(result)
      var remark: Int?
      if let node = step.optional("remarksSlot") { remark = try take(node) }
      remarks.append(remark)
    }
    self.places = places
    self.results = results
    self.remarks = remarks
    self.program.enterRoutine(slotCount: slotCount, filled: filled.sorted())
  }

  mutating func decode() throws(PromptBundleError) -> [Routine.Step] {
    var result: [Routine.Step] = []
    for index in steps.indices { result.append(try step(index)) }
    return result
  }

  /// The step that a name in the bundle means.
  func step(_ node: BundleNode) throws(PromptBundleError) -> Int {
    let name = try node.text()
    guard let index = places[name] else { throw node.damaged("there is no step `\(name)`") }
    return index
  }

  mutating func blocks(_ node: BundleNode) throws(PromptBundleError) -> [Program.Block] {
    var blocks: [Program.Block] = []
    for item in try node.array() { blocks.append(try program.body(item)) }
    return blocks
  }

  // MARK: One step

  private mutating func step(_ index: Int) throws(PromptBundleError) -> Routine.Step {
    let object = steps[index]
    var step = Routine.Step(
      name: try object["name"].text(), title: try object.text("title"), actor: try actor(object["actor"]))
    step.result = results[index]?.type
    step.resultSlot = results[index]?.slot
    step.remarksSlot = remarks[index]
    if let node = object.optional("when") { step.when = try program.clause(node) }
    var ownSlots: [Int] = []
    if let node = object.optional("each") { step.each = try each(node, index, &ownSlots) }
    program.fill(ownSlots)
    defer { program.clear(ownSlots) }
    if let node = object.optional("with") { step.with = try arguments(node, step.actor) }
    step.owner = try object.text("owner")
    step.model = try object.text("model")
    step.budget = try object.optional("budget").map(BudgetDecoding.budget)
    step.risk = try object["risk"].word(Routine.Risk.self)
    step.reviews = try results(object["reviews"].array(), before: index)
    if let edits = object.optional("edits") { step.edits = try results([edits], before: index).first }
    if let node = object.optional("redo") {
      let redo = try node.object(["step", "limit"], optional: ["byItem"])
      let target = try self.step(redo["step"])
      guard target < index, !step.reviews.isEmpty || step.edits != nil else {
        throw node.damaged("who looks at something sends back to an earlier step")
      }
      step.redo = (target, try redo["limit"].integer(in: 1...Int(Int32.max)))
      if let node = redo.optional("byItem") {
        guard step.each != nil else { throw node.damaged("only a step with `each` sends back items") }
        step.redoneByItem = try indices(node)
        guard step.redoneByItem.allSatisfy((target...index).contains) else {
          throw node.damaged("only steps that are done again are done again by item")
        }
        try BundleLoader.checkUnique(step.redoneByItem.map { String($0) }, "step", node)
      }
    }
    if let node = object.optional("minutes") {
      let minutes = try node.object(["before", "after"])
      step.minutes = (try ValueDecoding.number(minutes["before"]), try ValueDecoding.number(minutes["after"]))
    }
    var effects: [Routine.Effect] = []
    for node in try object["effects"].array() { effects.append(try effect(node, index)) }
    step.effects = effects
    try readTemplates(object, into: &step)
    if step.text == nil, effects.contains(where: \.ownText) {
      throw object["effects"].damaged("a step without a text has none that leaves")
    }
    guard step.messages.isEmpty == (step.actor.kind != "ai") else {
      throw object["messages"].damaged("an AI is told something, and nobody else is")
    }
    return step
  }

  /// Steps that give a result before this one is done.
  private func results(_ nodes: [BundleNode], before index: Int) throws(PromptBundleError) -> [Int] {
    var found: [Int] = []
    for node in nodes {
      let step = try step(node)
      guard step < index, results[step] != nil else {
        throw node.damaged("`\(try node.text())` is no earlier step with a result")
      }
      found.append(step)
    }
    return found
  }

  /// Items and earlier results have slots of their own, which nothing else fills.
  private mutating func each(
    _ node: BundleNode, _ index: Int, _ slots: inout [Int]
  ) throws(PromptBundleError) -> Routine.Each {
    let object = try node.object(["items", "together"], optional: ["earlierSlot"])
    var items: [Routine.Each.Item] = []
    for node in try object["items"].array() {
      let item = try node.object(["name", "slot", "list"])
      items.append(
        Routine.Each.Item(
          name: try item["name"].text(), slot: try own(item["slot"], &slots),
          list: try program.clause(item["list"])))
    }
    if items.isEmpty { throw object["items"].damaged("a step goes through at least one list") }
    var each = Routine.Each(items: items, together: try indices(object["together"]))
    if each.together.contains(where: { $0 >= index || steps[$0].optional("each") == nil }) {
      throw object["together"].damaged("only earlier steps with `each` go together with this one")
    }
    if let node = object.optional("earlierSlot") {
      guard results[index] != nil else { throw node.damaged("without a result there are no earlier ones") }
      each.earlierSlot = try own(node, &slots)
    }
    return each
  }

  private func own(_ node: BundleNode, _ slots: inout [Int]) throws(PromptBundleError) -> Int {
    let slot = try node.index(of: "slot", count: program.template.slots.count)
    guard program.template.slots[slot] == nil, !slots.contains(slot) else {
      throw node.damaged("slot \(slot) already has a value")
    }
    slots.append(slot)
    return slot
  }

  private mutating func arguments(
    _ node: BundleNode, _ actor: Routine.Actor
  ) throws(PromptBundleError) -> [Routine.Argument] {
    guard case .routine = actor else { throw node.damaged("only a step that calls a routine has `with`") }
    var arguments: [Routine.Argument] = []
    for node in try node.array() {
      let object = try node.object(["input", "value"])
      arguments.append(
        Routine.Argument(input: try object["input"].text(), value: try program.clause(object["value"])))
    }
    try BundleLoader.checkUnique(arguments.map(\.input), "input", node)
    return arguments
  }

  private mutating func readTemplates(
    _ object: BundleObject, into step: inout Routine.Step
  ) throws(PromptBundleError) {
    for node in try object["messages"].array() {
      let message = try node.object(["role", "body"])
      let role = try message["role"].word(Routine.Role.self)
      step.messages.append(Routine.Message(role: role, body: try program.body(message["body"])))
    }
    if let node = object.optional("again") { step.again = try program.body(node) }
    if let node = object.optional("text") { step.text = try program.body(node) }
    step.instructions = try blocks(object["instructions"])
    step.checks = try blocks(object["checks"])
    step.why = try blocks(object["why"])
    step.notes = try blocks(object["notes"])
  }

  private func indices(_ node: BundleNode) throws(PromptBundleError) -> [Int] {
    var result: [Int] = []
    for item in try node.array() { result.append(try step(item)) }
    return result
  }

  private func actor(_ node: BundleNode) throws(PromptBundleError) -> Routine.Actor {
    switch try node.tag("kind") {
    case "human": return .human(try node.object(["kind", "role"])["role"].text())
    case "ai":
      let object = try node.object(["kind", "need", "tools"])
      return .ai(try object["need"].text(), tools: try object["tools"].texts())
    case "tool": return .tool(try node.object(["kind", "tool"])["tool"].text())
    case "routine": return .routine(try node.object(["kind", "routine"])["routine"].text())
    case let kind: throw node.damaged("`\(kind)` is none of `human`, `ai`, `tool`, `routine`")
    }
  }

  private func effect(_ node: BundleNode, _ index: Int) throws(PromptBundleError) -> Routine.Effect {
    let object = try node.object(["kind", "steps", "ownText"])
    return Routine.Effect(
      kind: try object["kind"].word(Routine.EffectKind.self),
      steps: try results(object["steps"].array(), before: index),
      ownText: try object["ownText"].bool())
  }
}
