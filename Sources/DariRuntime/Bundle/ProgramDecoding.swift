// The instruction list of a bundle -> `Program`. What comes out of here can be handed to the renderer
// whatever the bundle holds: every number of a slot, constant, snippet or filter exists, a slot is read only
// where it has been filled, snippets do not go in circles, and nothing nests deeper than the renderer's stack
// reaches. Types are not checked again; where a value has the wrong kind, the renderer stops with
// `RenderFault.damagedProgram`.

import DariBase

struct ProgramDecoding {
  /// Blocks in blocks, expressions in expressions and snippets in snippets, added up. Measured without
  /// optimisation, where frames are largest: reading and rendering 490 levels takes between 2 and 4 MiB of
  /// stack.
  static let heightLimit = 250

  var program = Program()
  private let slotCounts: [Int]
  private let parameterCounts: [Int]
  var template = Template()
  /// Of each snippet, by its number.
  private var templates: [Template] = []

  /// What is known of the template that is being read.
  struct Template {
    /// How deep the lists in a slot's value may be nested beyond what data may be; nil if nothing is in the
    /// slot.
    var slots: [Int?] = []
    /// Slots of the loops around, once their index is filled.
    var loops: [Int] = []
    var height = 0
    var calls: [(snippet: Int, height: Int, node: BundleNode)] = []
  }

  struct Expression {
    var id: Program.ExpressionID
    var height: Int
    /// Lists in lists that this expression adds.
    var growth: Int
  }

  /// Reads the tables; bodies of steps are read by `block`.
  init(tables node: BundleNode) throws(PromptBundleError) {
    let tables = try node.object(["files", "constants", "snippets", "escapings"])
    program.files = try tables["files"].texts()
    program.constants = try tables["constants"].map { (node) throws(PromptBundleError) in
      let constant = try node.object(["value"], optional: ["name"])
      return Program.Constant(try ValueDecoding.value(constant["value"]), name: try constant.text("name"))
    }
    program.escapings = try tables["escapings"].map { (node) throws(PromptBundleError) in
      try Self.escaping(node)
    }
    let snippets = try tables["snippets"].map { (node) throws(PromptBundleError) in
      try node.object(["name", "parameters", "slots", "body"])
    }
    var slotNames: [[String]] = []
    var parameterCounts: [Int] = []
    for snippet in snippets {
      slotNames.append(try snippet["slots"].texts())
      parameterCounts.append(try snippet["parameters"].integer(in: 0...(slotNames.last?.count ?? 0)))
    }
    slotCounts = slotNames.map(\.count)
    self.parameterCounts = parameterCounts
    for (index, snippet) in snippets.enumerated() {
      template = Template(slots: Array(repeating: nil, count: slotCounts[index]))
      for slot in 0..<parameterCounts[index] { template.slots[slot] = 0 }
      let body = try block(snippet["body"], depth: 1)
      program.snippets.append(
        Program.Snippet(
          name: try snippet["name"].text(), slotNames: slotNames[index],
          parameterCount: parameterCounts[index],
          body: body))
      templates.append(template)
    }
    try checkSnippetHeights(tables["snippets"])
  }

  /// The templates of steps come after this; `filled` slots hold inputs, results and remarks.
  mutating func enterRoutine(slotCount: Int, filled: [Int]) {
    template = Template(slots: Array(repeating: nil, count: slotCount))
    for slot in filled { template.slots[slot] = 0 }
  }

  /// The body of a message, a text or a remark of the routine.
  mutating func body(_ node: BundleNode) throws(PromptBundleError) -> Program.Block {
    template.calls = []
    let result = try block(node, depth: 1)
    for call in template.calls where call.height + templates[call.snippet].height > Self.heightLimit {
      throw Self.tooDeep(call.node)
    }
    return result
  }

  /// An expression of a step's key.
  mutating func clause(_ node: BundleNode) throws(PromptBundleError) -> Routine.Clause {
    let object = try node.object(["value", "at"])
    return Routine.Clause(try expression(object["value"], at: 1).id, try place(object["at"]))
  }

  /// Slots that have a value only in one step's templates.
  mutating func fill(_ slots: [Int]) { for slot in slots { template.slots[slot] = 0 } }
  mutating func clear(_ slots: [Int]) { for slot in slots { template.slots[slot] = nil } }

  static func tooDeep(_ node: BundleNode) -> PromptBundleError {
    node.damaged("blocks, expressions and snippets are nested more than \(heightLimit) deep")
  }

  /// Adds the callees' heights, callees first (Kahn's order, so that a circle leaves snippets over).
  private mutating func checkSnippetHeights(_ node: BundleNode) throws(PromptBundleError) {
    var callers: [[Int]] = Array(repeating: [], count: templates.count)
    var open = templates.map(\.calls.count)
    for (caller, template) in templates.enumerated() {
      for call in template.calls { callers[call.snippet].append(caller) }
    }
    var ready = open.indices.filter { open[$0] == 0 }
    var done = 0
    while let snippet = ready.popLast() {
      done += 1
      for call in templates[snippet].calls {
        let height = call.height + templates[call.snippet].height
        if height > Self.heightLimit { throw Self.tooDeep(call.node) }
        templates[snippet].height = max(templates[snippet].height, height)
      }
      for caller in callers[snippet] {
        open[caller] -= 1
        if open[caller] == 0 { ready.append(caller) }
      }
    }
    if done < templates.count {
      throw node.damaged("snippets call each other in a circle")
    }
  }

  mutating func reach(_ height: Int, _ node: BundleNode) throws(PromptBundleError) {
    if height > Self.heightLimit { throw Self.tooDeep(node) }
    template.height = max(template.height, height)
  }
}

// MARK: Instructions

extension ProgramDecoding {
  private mutating func block(_ node: BundleNode, depth: Int) throws(PromptBundleError) -> Program.Block {
    try reach(depth, node)
    var filled: [Int] = []
    var instructions: [Program.Instruction] = []
    for item in try node.array() {
      instructions.append(try instruction(item, depth, &filled))
    }
    for slot in filled { template.slots[slot] = nil }
    return try append(instructions, node)
  }

  private mutating func append(
    _ instructions: [Program.Instruction], _ node: BundleNode
  ) throws(PromptBundleError) -> Program.Block {
    let start = program.instructions.count
    guard start + instructions.count <= Int32.max else {
      throw node.damaged("there are too many instructions")
    }
    program.instructions += instructions
    return Program.Block(start: start, count: instructions.count)
  }

  private mutating func instruction(
    _ node: BundleNode, _ depth: Int, _ filled: inout [Int]
  ) throws(PromptBundleError) -> Program.Instruction {
    switch try node.tag("op") {
    case "text":
      let object = try node.object(["op", "text", "at"])
      return .text(try literal(object["text"]), try place(object["at"]))
    case "open":
      let object = try node.object(["op", "run", "at"], optional: ["code"])
      let isCode = try object.optional("code").map { (node) throws(PromptBundleError) in try node.bool() }
      return .opening(try run(object["run"]), isCode: isCode ?? false, try place(object["at"]))
    case "close":
      let object = try node.object(["op", "run", "at"])
      return .closing(try run(object["run"]), try place(object["at"]))
    case "print":
      let object = try node.object(["op", "value", "at"], optional: ["escaping"])
      let escaping = try object.optional("escaping").map { (node) throws(PromptBundleError) in
        try node.index(of: "escaping", count: program.escapings.count)
      }
      return .print(
        try expression(object["value"], at: depth).id, escaping: Int32(escaping ?? -1),
        try place(object["at"]))
    case "call": return try call(node, depth)
    case "if": return try branches(node, depth)
    case "for": return try loop(node, depth)
    case "match": return try match(node, depth)
    case "set":
      let object = try node.object(["op", "slot", "value", "at"])
      let value = try expression(object["value"], at: depth)
      let slot = try freshSlot(object["slot"], count: 1)
      template.slots[slot] = value.growth
      filled.append(slot)
      return .set(slot: Int32(slot), value.id, try place(object["at"]))
    case let op: throw node.damaged("`\(op)` is no instruction of `\(BundleFormat.current)`")
    }
  }

  private mutating func call(_ node: BundleNode, _ depth: Int) throws(PromptBundleError)
    -> Program.Instruction
  {
    let object = try node.object(["op", "snippet", "arguments", "at"], optional: ["indent"])
    let snippet = try object["snippet"].index(of: "snippet", count: parameterCounts.count)
    let arguments = try expressions(object["arguments"], at: depth)
    guard arguments.count == parameterCounts[snippet] else {
      throw object["arguments"].damaged(
        "the snippet takes \(parameterCounts[snippet]) arguments, and \(arguments.count) are given")
    }
    let growth = arguments.map(\.growth).max() ?? 0
    template.calls.append((snippet, depth + growth, node))
    let indent = try object.optional("indent").map { (node) throws(PromptBundleError) in try literal(node) }
    return .call(
      snippet: Int32(snippet), append(arguments), indent: indent ?? Program.Literal(start: 0, end: 0),
      try place(object["at"]))
  }

  /// A row of branches becomes a chain of `branch`, each the `otherwise` of the one before; the last is made
  /// first.
  private mutating func branches(_ node: BundleNode, _ depth: Int) throws(PromptBundleError)
    -> Program.Instruction
  {
    let object = try node.object(["op", "branches"], optional: ["else"])
    let items = try object["branches"].array()
    if items.isEmpty { throw object["branches"].damaged("there are no branches") }
    var read: [(condition: Program.ExpressionID, then: Program.Block, place: Program.Place)] = []
    for (index, item) in items.enumerated() {
      let branch = try item.object(["when", "then", "at"])
      let condition = try expression(branch["when"], at: depth + index).id
      let then = try block(branch["then"], depth: depth + index + 1)
      read.append((condition, then, try place(branch["at"])))
    }
    var otherwise = Program.Block.empty
    if let node = object.optional("else") { otherwise = try block(node, depth: depth + items.count) }
    while read.count > 1, let last = read.popLast() {
      let instruction = Program.Instruction.branch(
        last.condition, then: last.then, otherwise: otherwise, last.place)
      otherwise = try append([instruction], node)
    }
    return .branch(read[0].condition, then: read[0].then, otherwise: otherwise, read[0].place)
  }

  private mutating func loop(_ node: BundleNode, _ depth: Int) throws(PromptBundleError)
    -> Program.Instruction
  {
    let object = try node.object(["op", "slot", "in", "body", "at"], optional: ["if", "else"])
    let list = try expression(object["in"], at: depth)
    let slot = try freshSlot(object["slot"], count: 3)
    template.slots[slot] = list.growth
    var condition: Program.ExpressionID?
    if let node = object.optional("if") { condition = try expression(node, at: depth).id }
    template.slots[slot + 1] = 0
    template.slots[slot + 2] = 0
    template.loops.append(slot)
    let body = try block(object["body"], depth: depth + 1)
    template.loops.removeLast()
    for filled in slot..<slot + 3 { template.slots[filled] = nil }
    var otherwise = Program.Block.empty
    if let node = object.optional("else") { otherwise = try block(node, depth: depth + 1) }
    return .loop(
      slot: Int32(slot), list: list.id, condition: condition, body: body, otherwise: otherwise,
      try place(object["at"]))
  }

  private mutating func match(_ node: BundleNode, _ depth: Int) throws(PromptBundleError)
    -> Program.Instruction
  {
    let object = try node.object(["op", "value", "cases", "at"], optional: ["else"])
    let subject = try expression(object["value"], at: depth).id
    var branches: [Program.MatchBranch] = []
    for item in try object["cases"].array() {
      let branch = try item.object(["patterns", "body"])
      let patterns = try branch["patterns"].texts().map { word -> Program.MatchBranch.Pattern in
        switch word {
        case "present": .present
        case "absent": .absent
        default: .word(word)
        }
      }
      branches.append(.init(patterns: patterns, body: try block(branch["body"], depth: depth + 1)))
    }
    var otherwise = Program.Block.empty
    if let node = object.optional("else") { otherwise = try block(node, depth: depth + 1) }
    let start = program.branches.count
    program.branches += branches
    return .match(
      subject, start: Int32(start), count: Int32(branches.count), otherwise: otherwise,
      try place(object["at"]))
  }

  /// A slot that nothing is in yet, and the ones after it: a name is never given a second value, so that what
  /// a program makes is as large as what it says.
  private func freshSlot(_ node: BundleNode, count: Int) throws(PromptBundleError) -> Int {
    let slot = try node.index(of: "slot", count: template.slots.count)
    guard slot + count <= template.slots.count else {
      throw node.damaged("there is no slot \(slot + count - 1)")
    }
    for index in slot..<slot + count where template.slots[index] != nil {
      throw node.damaged("slot \(index) already has a value here")
    }
    return slot
  }

  private static func escaping(_ node: BundleNode) throws(PromptBundleError) -> Escaping {
    let object = try node.object(["place"], optional: ["untrusted", "labels", "escape", "prefix"])
    var escaping = Escaping(place: try object["place"].word(Escaping.Place.self))
    if let flag = object.optional("untrusted") { escaping.isUntrusted = try flag.bool() }
    if let labels = object.optional("labels") { escaping.labels = try TypeDecoding.labels(labels) }
    if let steps = object.optional("escape") {
      escaping.steps = try steps.map { (node) throws(PromptBundleError) in try node.word(Escaping.Step.self) }
      // Each takes at most six times the room of the one before.
      if escaping.steps.count > stepLimit {
        throw steps.damaged("there are more than \(stepLimit) ways to escape")
      }
    }
    escaping.prefix = Array((try object.text("prefix") ?? "").utf8)
    if escaping.prefix.contains(0x0A) || escaping.prefix.count > 1024 {
      throw node.damaged("what lines begin with has no line break and at most 1024 bytes")
    }
    return escaping
  }

  private static let stepLimit = 8

  /// The signs that open or close a fence or inline code.
  private mutating func run(_ node: BundleNode) throws(PromptBundleError) -> Program.Literal {
    let text = try node.text()
    guard let first = text.utf8.first, first == 0x60 || first == 0x7E, text.utf8.allSatisfy({ $0 == first })
    else { throw node.damaged("backticks or tildes have to stand here") }
    return try literal(node)
  }

  private mutating func literal(_ node: BundleNode) throws(PromptBundleError) -> Program.Literal {
    let start = program.literals.count
    program.literals += Array(try node.text().utf8)
    guard program.literals.count <= Int32.max else { throw node.damaged("there is too much text") }
    return Program.Literal(start: start, end: program.literals.count)
  }

  func place(_ node: BundleNode) throws(PromptBundleError) -> Program.Place {
    let numbers = try node.array()
    guard numbers.count == 3 else { throw node.damaged("a place is a file, a line and a column") }
    return Program.Place(
      file: try numbers[0].index(of: "file", count: program.files.count),
      line: try numbers[1].integer(in: 1...Int(Int32.max)),
      column: try numbers[2].integer(in: 1...Int(Int32.max)))
  }
}
