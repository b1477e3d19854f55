// The expressions of a bundle -> those of `Program`: the inner half of `ProgramDecoding`.

import DariBase

extension ProgramDecoding {
  mutating func append(_ expressions: [Expression]) -> Program.Arguments {
    let start = program.lists.count
    program.lists += expressions.map(\.id)
    return Program.Arguments(start: start, count: expressions.count)
  }

  /// An expression of an instruction that stands `depth` deep.
  mutating func expression(_ node: BundleNode, at depth: Int) throws(PromptBundleError) -> Expression {
    let result = try expression(node)
    try reach(depth + result.height + result.growth, node)
    return result
  }

  mutating func expressions(_ node: BundleNode, at depth: Int) throws(PromptBundleError) -> [Expression] {
    var result: [Expression] = []
    for item in try node.array() { result.append(try expression(item, at: depth)) }
    return result
  }

  private mutating func add(
    _ expression: Program.Expression, over parts: [Expression] = [], growth: Int = 0, _ node: BundleNode
  ) throws(PromptBundleError) -> Expression {
    let height = 1 + (parts.map(\.height).max() ?? 0)
    if height > Self.heightLimit { throw Self.tooDeep(node) }
    program.expressions.append(expression)
    return Expression(id: Program.ExpressionID(program.expressions.count - 1), height: height, growth: growth)
  }

  /// Each part of an expression's list after the first.
  private struct Parts {
    let node: BundleNode
    let op: String
    let rest: [BundleNode]

    func check(_ count: Int) throws(PromptBundleError) {
      if rest.count != count {
        throw node.damaged("`\(op)` takes \(count) parts, and \(rest.count) are there")
      }
    }
  }

  private mutating func expression(_ node: BundleNode) throws(PromptBundleError) -> Expression {
    let items = try node.array()
    guard let head = items.first else { throw node.damaged("an expression begins with what it does") }
    let parts = Parts(node: node, op: try head.text(), rest: Array(items.dropFirst()))
    switch parts.op {
    case "constant", "slot", "field", "item", "loop": return try fetching(parts)
    case "not", "negate", "present", "empty": return try unary(parts)
    case "if":
      try parts.check(3)
      let all = try parts.rest.map { (part) throws(PromptBundleError) in try expression(part) }
      return try add(
        .conditional(condition: all[0].id, then: all[1].id, otherwise: all[2].id), over: all,
        growth: max(all[1].growth, all[2].growth), node)
    case "list":
      let all = try parts.rest.map { (part) throws(PromptBundleError) in try expression(part) }
      return try add(.list(append(all)), over: all, growth: 1 + (all.map(\.growth).max() ?? 0), node)
    case "filter":
      try parts.check(4)
      return try filter(node, parts.rest)
    default: return try binary(node, parts.op, parts.rest)
    }
  }

  /// What gets a value from where it is.
  private mutating func fetching(_ parts: Parts) throws(PromptBundleError) -> Expression {
    let (node, rest) = (parts.node, parts.rest)
    switch parts.op {
    case "constant":
      try parts.check(1)
      return try add(
        .constant(Int32(try rest[0].index(of: "constant", count: program.constants.count))), node)
    case "slot":
      try parts.check(1)
      let slot = try filledSlot(rest[0])
      return try add(.slot(Int32(slot)), growth: template.slots[slot] ?? 0, node)
    case "field":
      try parts.check(3)
      let base = try expression(rest[0])
      let slot = try rest[1].integer(in: 0...Int(Int16.max))
      return try add(
        .field(base.id, slot: Int32(slot), name: try rest[2].text()), over: [base], growth: base.growth, node)
    case "item":
      try parts.check(2)
      let (base, index) = (try expression(rest[0]), try expression(rest[1]))
      return try add(.item(base.id, index.id), over: [base, index], growth: base.growth, node)
    default:
      try parts.check(2)
      let slot = try filledSlot(rest[0])
      guard template.loops.contains(slot) else { throw rest[0].damaged("slot \(slot) is no loop's") }
      return try add(.loop(slot: Int32(slot), try rest[1].word(Program.LoopProperty.self)), node)
    }
  }

  private mutating func unary(_ parts: Parts) throws(PromptBundleError) -> Expression {
    try parts.check(1)
    let operand = try expression(parts.rest[0])
    let made: Program.Expression =
      switch parts.op {
      case "not": .not(operand.id)
      case "negate": .negate(operand.id)
      case "present": .isPresent(operand.id)
      default: .isEmpty(operand.id)
      }
    return try add(made, over: [operand], parts.node)
  }

  private func filledSlot(_ node: BundleNode) throws(PromptBundleError) -> Int {
    let slot = try node.index(of: "slot", count: template.slots.count)
    guard template.slots[slot] != nil else { throw node.damaged("slot \(slot) has no value here") }
    return slot
  }

  private mutating func binary(
    _ node: BundleNode, _ op: String, _ parts: [BundleNode]
  ) throws(PromptBundleError) -> Expression {
    guard let operation = Program.BinaryOperation(rawValue: op) else {
      throw node.damaged("`\(op)` is no expression of `\(BundleFormat.current)`")
    }
    guard parts.count == 2 || (parts.count > 2 && operation.isChained) else {
      throw node.damaged("`\(op)` takes two parts, and \(parts.count) are there")
    }
    var left = try expression(parts[0])
    for part in parts.dropFirst() {
      let right = try expression(part)
      left = try add(
        .binary(operation, left.id, right.id), over: [left, right], growth: max(left.growth, right.growth),
        node)
    }
    return left
  }

  private mutating func filter(_ node: BundleNode, _ parts: [BundleNode]) throws(PromptBundleError)
    -> Expression
  {
    let name = try parts[0].text()
    guard let row = Filter.index(of: name) else {
      throw parts[0].damaged("`\(name)` is no filter of `\(BundleFormat.current)`")
    }
    let filter = Filter.all[row]
    let subject = try expression(parts[1])
    var arguments: [Expression] = []
    for item in try parts[2].array() { arguments.append(try expression(item)) }
    guard arguments.count == filter.parameters.count else {
      throw parts[2].damaged(
        "`\(name)` takes \(filter.parameters.count) arguments, and \(arguments.count) are given")
    }
    let shape = try parts[3].index(of: "constant", count: program.constants.count)
    try check(arguments, of: filter, parts[2])
    let all = [subject] + arguments
    return try add(
      .filter(Int32(row), subject.id, append(arguments), shape: Int32(shape)), over: all,
      growth: 1 + (all.map(\.growth).max() ?? 0), node)
  }

  /// Fields and literals are constants, and literals have values that the filter's type rule allows: a
  /// negative length or an empty separator is refused here, so that no filter meets one.
  private func check(_ arguments: [Expression], of filter: Filter, _ node: BundleNode)
    throws(PromptBundleError)
  {
    var typed: [FilterArgument?] = []
    for (argument, parameter) in zip(arguments, filter.parameters) {
      var constant: Value?
      if case .constant(let index) = program[argument.id] { constant = program.constants[Int(index)].value }
      switch (parameter.kind, constant) {
      case (.field, .int(let slot)?) where slot >= 0:
        typed.append(FilterArgument(type: .text, field: "field"))
      case (.field, .absent?): typed.append(nil)
      // A rule need not accept the default that stands for an argument left out.
      case (.literal, let constant?) where constant.isEqual(to: parameter.defaultValue ?? .absent):
        typed.append(nil)
      case (.literal, let constant?):
        typed.append(FilterArgument(type: constant.plainType, constant: constant))
      case (.literal, nil), (.field, _):
        throw node.damaged("`\(parameter.name)` of `\(filter.name)` has to be a constant of its kind")
      case (.value, _), (.standIn, _), (.fieldValue, _): typed.append(FilterArgument(type: .unknown))
      }
    }
    var refusal: String?
    for subject in Type.samples {
      switch filter.typing(FilterCall(subject: subject, arguments: typed)) {
      case .type: return
      case .wrong(.literal(let index, let expected)), .wrong(.argument(let index, let expected)):
        refusal = "`\(filter.parameters[index].name)` of `\(filter.name)` has to be `\(expected)`"
      case .wrong: continue
      }
    }
    if let refusal { throw node.damaged(refusal) }
  }
}

extension Type {
  /// One type of each kind that a filter may take, to ask its rule about literals.
  static let samples: [Type] = [
    .text, .line, .int, .number, .bool, .date, Type(.money("KRW")), Type(.url), Type(.email),
    Type(.enumeration(EnumType(cases: [.init(word: "a")]))), record, Type.text.asOptional, list(.text),
    list(.int),
    list(.number), list(.bool), list(.date), list(Type(.money("KRW"))), list(list(.text)), list(record),
  ]
  private static let record = Type(.record(RecordType(fields: [.init(name: "field", type: .text)])))
  private static func list(_ element: Type) -> Type { Type(.list(Limits(), element)) }
}

extension Value {
  /// The type that a literal has, as far as filters ask.
  fileprivate var plainType: Type {
    switch self {
    case .text: .text
    case .int: .int
    case .number: .number
    case .bool: .bool
    default: .unknown
    }
  }
}
