// Templates as functions: the blocks, snippets and expressions of a program, one for one.

import DariBase
import DariRuntime

/// Writes functions that take an output and a frame `v` of named values. What they call stands in the script library.
struct ScriptTemplates {
  let program: Program
  /// Names of the library's functions that the code uses.
  private(set) var uses: Set<String> = ["Output"]
  /// Declarations that stand before what uses them.
  private(set) var declarations: [String] = []
  private var constants: [Int32: String] = [:]
  private var snippetNames: [Int32: String] = [:]
  private var taken: Set<String> = []
  private var escapings: Set<Int32> = []
  /// Of the frame that is written for: a key for each slot.
  private var keys: [String] = []
  private var locals = 0

  init(program: Program) { self.program = program }

  /// One key a slot: its name, with a number where two have the same.
  static func keys(of slotNames: [String]) -> [String] {
    var seen: Set<String> = []
    return slotNames.enumerated().map { slot, name in
      let name = name.isEmpty ? "_\(slot)" : name
      return seen.insert(name).inserted ? name : "\(name)_\(slot)"
    }
  }

  // MARK: Functions

  /// `(out, v) => { … }`.
  mutating func template(_ block: Program.Block, _ slotNames: [String], indent: String) -> String {
    within(slotNames) { me in
      "(out, v) => {\n\(me.statements(block, indent: indent + "  "))\(indent)}"
    }
  }

  /// `(v) => …`.
  mutating func function(of expression: Program.ExpressionID, _ slotNames: [String]) -> String {
    within(slotNames) { me in "(v) => \(me.expression(expression))" }
  }

  private mutating func within(_ slotNames: [String], _ body: (inout ScriptTemplates) -> String) -> String {
    let saved = (keys, locals)
    keys = Self.keys(of: slotNames)
    locals = 0
    let text = body(&self)
    (keys, locals) = saved
    return text
  }

  private mutating func snippet(_ index: Int32) -> String {
    if let name = snippetNames[index] { return name }
    let snippet = program.snippets[Int(index)]
    let name = unique("snippet_\(ScriptText.identifier(snippet.name))")
    snippetNames[index] = name
    let text = within(snippet.slotNames) { me in
      let parameters = (0..<snippet.parameterCount).map { "p\($0)" }
      let frame = zip(me.keys, parameters).map { "\(ScriptText.key($0)): \($1)" }.joined(separator: ", ")
      return """
        function \(name)(\((["out"] + parameters).joined(separator: ", "))) {
          const v = {\(frame.isEmpty ? "" : " \(frame) ")};
        \(me.statements(snippet.body, indent: "  "))}
        """
    }
    declarations.append(text)
    return name
  }

  private mutating func unique(_ name: String) -> String {
    var number = 2
    var result = name
    while !taken.insert(result).inserted {
      result = "\(name)_\(number)"
      number += 1
    }
    return result
  }

  // MARK: Statements

  private mutating func statements(_ block: Program.Block, indent: String) -> String {
    var text = ""
    for index in block.range { text += statement(program.instructions[index], indent) }
    return text
  }

  private mutating func statement(_ instruction: Program.Instruction, _ indent: String) -> String {
    switch instruction {
    case .text(let literal, _):
      return "\(indent)out.text(\(ScriptText.lines(program.text(of: literal))));\n"
    case .opening(let run, let isCode, _):
      return "\(indent)out.opening(\(ScriptText.string(program.text(of: run))), \(isCode));\n"
    case .closing(let run, _): return "\(indent)out.closing(\(ScriptText.string(program.text(of: run))));\n"
    case .print(let value, let escaping, _):
      let how = self.escaping(escaping).map { ", \($0)" } ?? ""
      return "\(indent)out.print(\(expression(value))\(how));\n"
    case .call(let snippet, let arguments, let margin, _):
      let values = arguments.range.map { expression(program.lists[$0]) }
      let all = [ScriptText.string(program.text(of: margin)), self.snippet(snippet)] + values
      return "\(indent)out.call(\(all.joined(separator: ", ")));\n"
    case .set(let slot, let value, _):
      return "\(indent)\(frame(slot)) = \(expression(value));\n"
    case .branch(let condition, let then, let otherwise, _):
      return branch(condition, then, otherwise, indent)
    case .match(let subject, let start, let count, let otherwise, _):
      return match(subject, Int(start)..<Int(start + count), otherwise, indent)
    case .loop(let slot, let list, let condition, let body, let otherwise, _):
      return loop(slot, list, condition, body, otherwise, indent)
    }
  }

  private mutating func branch(
    _ condition: Program.ExpressionID, _ then: Program.Block, _ otherwise: Program.Block, _ indent: String
  ) -> String {
    var text = "\(indent)if (\(truth(condition))) {\n\(statements(then, indent: indent + "  "))\(indent)}"
    if otherwise.count > 0 {
      text += " else {\n\(statements(otherwise, indent: indent + "  "))\(indent)}"
    }
    return text + "\n"
  }

  private mutating func match(
    _ subject: Program.ExpressionID, _ branches: Range<Int>, _ otherwise: Program.Block, _ indent: String
  ) -> String {
    uses.insert("decided")
    let name = local("m")
    var text = "\(indent)const \(name) = decided(\(expression(subject)));\n\(indent)"
    for (number, row) in branches.enumerated() {
      if number > 0 { text += " else " }
      let branch = program.branches[row]
      let tests = branch.patterns.map { pattern -> String in
        switch pattern {
        case .absent: return "\(name) === null"
        case .present: return "\(name) !== null"
        case .word(let word):
          uses.insert("isWord")
          return "isWord(\(name), \(ScriptText.string(word)))"
        }
      }
      text += "if (\(tests.joined(separator: " || "))) {\n"
      text += "\(statements(branch.body, indent: indent + "  "))\(indent)}"
    }
    if otherwise.count == 0 { return text + "\n" }
    return text + " else {\n\(statements(otherwise, indent: indent + "  "))\(indent)}\n"
  }

  private mutating func loop(
    _ slot: Int32, _ list: Program.ExpressionID, _ condition: Program.ExpressionID?, _ body: Program.Block,
    _ otherwise: Program.Block, _ indent: String
  ) -> String {
    let name = local("items")
    let inner = indent + "  "
    let item = frame(slot)
    var text: String
    if let condition {
      uses.insert("kept")
      text = "\(indent)const \(name) = kept(\(expression(list)), (each) => {\n"
      text += "\(inner)\(item) = each;\n\(inner)return \(truth(condition));\n\(indent)});\n"
    } else {
      uses.insert("decided")
      text = "\(indent)const \(name) = decided(\(expression(list)));\n"
    }
    let lines = statements(body, indent: inner)
    // Counters only where something looks at them.
    let (index, length) = (frame(slot + 1), frame(slot + 2))
    let isCounted = lines.contains(index)
    text += "\(indent)for (const \(isCounted ? "[index, each]" : "each") of \(name)"
    text += "\(isCounted ? ".entries()" : "")) {\n\(inner)\(item) = each;\n"
    if isCounted { text += "\(inner)\(index) = BigInt(index);\n" }
    if lines.contains(length) { text += "\(inner)\(length) = BigInt(\(name).length);\n" }
    text += "\(lines)\(indent)}\n"
    if otherwise.count > 0 {
      text += "\(indent)if (\(name).length === 0) {\n\(statements(otherwise, indent: inner))\(indent)}\n"
    }
    return text
  }

  private mutating func local(_ name: String) -> String {
    locals += 1
    return "\(name)\(locals)"
  }

  private func frame(_ slot: Int32) -> String { "v" + ScriptText.property(keys[Int(slot)]) }

  // MARK: Escapings

  private mutating func escaping(_ index: Int32) -> String? {
    guard let escaping = program.escaping(index), !escaping.changesNothing else { return nil }
    let name = "place\(index)"
    if escapings.insert(index).inserted {
      uses.insert("escaped")
      let steps = escaping.steps.map { ScriptText.string($0.rawValue) }.joined(separator: ", ")
      let prefix = ScriptText.string(String(decoding: escaping.prefix, as: UTF8.self))
      declarations.append(
        "const \(name) = { untrusted: \(escaping.isUntrusted), steps: [\(steps)], prefix: \(prefix) };")
    }
    return name
  }

  // MARK: Expressions

  private mutating func truth(_ id: Program.ExpressionID) -> String {
    let text = expression(id)
    if isCondition(id) { return text }
    uses.insert("truth")
    return "truth(\(text))"
  }

  /// Its code gives true or false, and nothing open.
  private func isCondition(_ id: Program.ExpressionID) -> Bool {
    switch program[id] {
    case .not, .isPresent, .isEmpty, .binary(.and, _, _), .binary(.or, _, _): true
    case .loop(_, let property): property == .first || property == .last
    default: false
    }
  }

  private mutating func call(_ function: String, _ arguments: [String]) -> String {
    uses.insert(function)
    return "\(function)(\(arguments.joined(separator: ", ")))"
  }

  private mutating func expression(_ id: Program.ExpressionID) -> String {
    switch program[id] {
    case .constant(let index): return constant(index)
    case .slot(let slot): return frame(slot)
    case .field(let base, let slot, let name):
      return call("field", [expression(base), "\(slot)", ScriptText.string(name)])
    case .item(let base, let index): return call("item", [expression(base), expression(index)])
    case .loop(let slot, let property): return loopValue(slot, property)
    case .not(let operand): return "!\(truth(operand))"
    case .negate(let operand): return call("negated", [expression(operand)])
    case .binary(let operation, let left, let right): return binary(operation, left, right)
    case .conditional(let condition, let then, let otherwise):
      return "(\(truth(condition)) ? \(expression(then)) : \(expression(otherwise)))"
    case .isPresent(let operand): return call("isPresent", [expression(operand)])
    case .isEmpty(let operand): return call("isEmpty", [expression(operand)])
    case .list(let items): return call("listOf", items.range.map { expression(program.lists[$0]) })
    case .filter(let row, let subject, let arguments, let shape):
      return filter(Filter.all[Int(row)].name, subject, arguments, program.constants[Int(shape)].value)
    }
  }

  private func loopValue(_ slot: Int32, _ property: Program.LoopProperty) -> String {
    let index = frame(slot + 1)
    let length = frame(slot + 2)
    return switch property {
    case .index: "(\(index) + 1n)"
    case .index0: index
    case .first: "(\(index) === 0n)"
    case .last: "(\(index) + 1n === \(length))"
    case .length: length
    }
  }

  private mutating func binary(
    _ operation: Program.BinaryOperation, _ left: Program.ExpressionID, _ right: Program.ExpressionID
  ) -> String {
    switch operation {
    case .and: return "(\(truth(left)) && \(truth(right)))"
    case .or: return "(\(truth(left)) || \(truth(right)))"
    case .concatenate:
      uses.insert("printed")
      return "(printed(\(expression(left))) + printed(\(expression(right))))"
    default: break
    }
    let function =
      switch operation {
      case .add: "sum"
      case .subtract: "difference"
      case .multiply: "product"
      case .divide: "quotient"
      case .floorDivide: "floorQuotient"
      case .remainder: "remainder"
      case .equal: "isEqual"
      case .notEqual: "isNotEqual"
      case .less: "isLess"
      case .lessOrEqual: "isLessOrEqual"
      case .greater: "isGreater"
      case .greaterOrEqual: "isGreaterOrEqual"
      case .contained: "isContained"
      case .and, .or, .concatenate: preconditionFailure("handled above")
      }
    return call(function, [expression(left), expression(right)])
  }

  /// Short values stand where they are used, lists once before.
  private mutating func constant(_ index: Int32) -> String {
    let constant = program.constants[Int(index)]
    switch constant.value {
    case .list(let items), .record(let items):
      if items.isEmpty { break }
      if let name = constants[index] { return name }
      let name = unique("value_\(constant.name.map(ScriptText.identifier) ?? "\(index)")")
      constants[index] = name
      note(constant.value)
      declarations.append("const \(name) = \(ScriptText.value(constant.value));")
      return name
    default: break
    }
    note(constant.value)
    return ScriptText.value(constant.value)
  }

  private mutating func note(_ value: Value) {
    switch value {
    case .date: uses.insert("Day")
    case .money: uses.insert("Money")
    case .symbol: uses.insert("Word")
    case .media: uses.insert("Media")
    case .list(let items), .record(let items): for item in items { note(item) }
    default: break
    }
  }

  /// The library's function for each filter, and whether it needs the shape.
  static let filters: [String: (function: String, needsShape: Bool)] = [
    "upper": ("upperCased", false), "lower": ("lowerCased", false), "title": ("titleCased", false),
    "trim": ("trimmed", false), "truncate": ("truncated", false), "replace": ("replaced", false),
    "split": ("splitAt", false), "lines": ("textLines", false), "indent": ("indented", false),
    "length": ("countOf", false), "default": ("orElse", false), "join": ("joinedBy", false),
    "flatten": ("flattened", false), "first": ("firstOf", false), "last": ("lastOf", false),
    "sort": ("sortedBy", true), "reverse": ("reversed", false), "unique": ("uniqueItems", false),
    "where": ("having", false), "map": ("fieldsOf", false), "sum": ("totalOf", true),
    "min": ("least", true), "max": ("greatest", true), "round": ("rounded", false),
    "bullets": ("bulleted", false), "numbered": ("numbered", false), "table": ("tableOf", true),
    "json": ("jsonOf", true), "label": ("labelOf", true), "quote": ("quoted", false),
    "date": ("dateAs", false), "number": ("numberAs", false), "money": ("moneyAs", false),
    "josa": ("withParticle", false), "redact": ("redacted", false),
  ]

  private mutating func filter(
    _ name: String, _ subject: Program.ExpressionID, _ arguments: Program.Arguments, _ shape: Value
  ) -> String {
    guard let known = Self.filters[name] else { preconditionFailure("no function for the filter \(name)") }
    uses.insert(known.function)
    var all = [known.function, expression(subject)]
    all += arguments.range.map { expression(program.lists[$0]) }
    if known.needsShape {
      note(shape)
      all.append(name == "json" ? ScriptText.jsonShape(shape) : ScriptText.value(shape))
    }
    return call("filtered", all)
  }
}
