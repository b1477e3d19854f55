// Runs a program: blocks into an output buffer. The only renderer there is.

import DariBase

/// Where and why rendering stopped.
package struct RenderError: Error, Sendable {
  package var fault: RenderFault
  package var place: Program.Place
  /// Paths of the values in play, as `order.items[0].count`.
  package var paths: [String]
}

/// An untrusted value that did not go into the prompt as it was handed in.
package struct ValueCleaning: Hashable, Sendable {
  package var report: CleaningReport
  /// Of what was printed.
  package var paths: [String]
  /// Of the hole.
  package var place: Program.Place
}

/// A rendered message body: UTF-8 bytes and their origins, in order and without gaps.
package struct RenderedText: Sendable {
  package var bytes: [UInt8]
  package var segments: [Segment]
  /// Untrusted values of which something was taken out.
  package var cleanings: [ValueCleaning] = []
  package var text: String { String(decoding: bytes, as: UTF8.self) }
}

package struct Renderer {
  let program: Program
  private let tracing: Bool
  private var frame: Frame
  private var output: OutputBuffer
  private var cleanings: [ValueCleaning] = []
  /// Takes in which branches are gone into, if anybody wants to know.
  private let coverage: RenderCoverage?
  /// Instructions run, items looped over and bytes put into names. A small program can ask for more of them
  /// than there is time and memory: loops in loops, snippets that call two others, texts that double.
  private var work = 0
  var workLimit = 1 << 29

  /// The values of one call: slots, and, when tracing, the path each came from.
  struct Frame {
    var names: [String]
    var values: [Value]
    var paths: [[String]]
  }

  /// - Parameters:
  ///   - values: one for each slot; those that nothing has been put into yet are `.absent`.
  ///   - paths: of slots whose names say nothing to those outside, where their values came from.
  package init(
    program: Program, slotNames: [String], values: [Value], tracing: Bool = false,
    paths: [Int: [String]] = [:], coverage: RenderCoverage? = nil
  ) {
    self.program = program
    self.coverage = coverage
    self.tracing = tracing
    output = OutputBuffer(tracing: tracing)
    frame = Frame(names: slotNames, values: values, paths: tracing ? slotNames.map { [$0] } : [])
    if tracing { for (slot, own) in paths { frame.paths[slot] = own } }
  }

  package mutating func render(_ block: Program.Block) throws(RenderError) -> RenderedText {
    output = OutputBuffer(tracing: tracing)
    cleanings = []
    try run(block)
    for (marker, place) in output.joinedMarkers {
      var report = CleaningReport()
      report.breakUp(marker)
      cleanings.append(ValueCleaning(report: report, paths: [], place: place))
    }
    return RenderedText(bytes: output.bytes, segments: output.segments, cleanings: cleanings)
  }

  // MARK: Keys of steps

  /// - Throws: also where a result that is not known yet decides.
  mutating func holds(_ clause: Routine.Clause) throws(RenderError) -> Bool {
    try at(clause.place, clause.value) { (me) throws(RenderFault) in try me.truth(clause.value) }
  }

  /// Where the values came from that a key's expression reads.
  mutating func paths(of clause: Routine.Clause) -> [String] { tracing ? paths(clause.value) : [] }

  mutating func value(of clause: Routine.Clause) throws(RenderError) -> Value {
    try at(clause.place, clause.value) { (me) throws(RenderFault) in try me.evaluate(clause.value) }
  }

  mutating func items(of clause: Routine.Clause) throws(RenderError) -> [Value] {
    let value = try at(clause.place, clause.value) { (me) throws(RenderFault) in
      try me.decided(clause.value)
    }
    guard case .list(let items) = value else {
      throw RenderError(fault: .damagedProgram, place: clause.place, paths: [])
    }
    return items
  }

  // MARK: Instructions

  private mutating func run(_ block: Program.Block) throws(RenderError) {
    for index in block.range {
      work += 1
      if work > workLimit {
        throw RenderError(fault: .tooLarge, place: program.instructions[index].place, paths: [])
      }
      switch program.instructions[index] {
      case .text(let literal, let place):
        try at(place, nil) { (me) throws(RenderFault) in
          try me.output.append(me.program.literals[literal.range], origin: .literal, place: place)
        }
      case .opening(let run, let isCode, let place):
        try at(place, nil) { (me) throws(RenderFault) in
          try me.output.open(me.program.literals[run.range], isCode: isCode, place: place)
        }
      case .closing(let run, let place):
        try at(place, nil) { (me) throws(RenderFault) in
          try me.output.close(me.program.literals[run.range], place: place)
        }
      case .print(let expression, let escaping, let place): try print(expression, escaping, place)
      case .call(let snippet, let arguments, let indent, let place):
        try call(snippet, arguments, indent, place)
      case .branch(let condition, let then, let otherwise, let place):
        let holds = try at(place, condition) { (me) throws(RenderFault) in try me.truth(condition) }
        coverage?.note(place, holds ? .holds : .fails, in: program)
        try run(holds ? then : otherwise)
      case .loop(let slot, let list, let condition, let body, let otherwise, let place):
        try loop(Int(slot), list, condition, body, otherwise, place)
      case .match(let subject, let start, let count, let otherwise, let place):
        let value = try at(place, subject) { (me) throws(RenderFault) in try me.decided(subject) }
        let branch = branch(for: value, Int(start)..<Int(start + count))
        coverage?.note(place, branch.map { .matches($0 - Int(start)) } ?? .otherwise, in: program)
        try run(branch.map { program.branches[$0].body } ?? otherwise)
      case .set(let slot, let expression, let place):
        let value = try at(place, expression) { (me) throws(RenderFault) in try me.evaluate(expression) }
        charge(value, expression)
        frame.values[Int(slot)] = value
        if tracing { frame.paths[Int(slot)] = paths(expression) }
      }
    }
  }

  /// A value that was made here and is kept takes memory of its own; one that was only fetched does not.
  private mutating func charge(_ value: Value, _ expression: Program.ExpressionID) {
    switch program[expression] {
    case .binary, .filter, .list, .conditional: work += value.roughSize
    default: break
    }
  }

  /// Adds the place and the paths to a fault.
  private mutating func at<Result>(
    _ place: Program.Place, _ expression: Program.ExpressionID?,
    _ body: (inout Renderer) throws(RenderFault) -> Result
  ) throws(RenderError) -> Result {
    do {
      return try body(&self)
    } catch {
      var paths: [String] = []
      if let expression {
        if !tracing { frame.paths = frame.names.map { [$0] } }
        paths = self.paths(expression)
      }
      throw RenderError(fault: error, place: place, paths: paths)
    }
  }

  private mutating func print(
    _ expression: Program.ExpressionID, _ escaping: Int32, _ place: Program.Place
  ) throws(RenderError) {
    let value = try at(place, expression) { (me) throws(RenderFault) in try me.evaluate(expression) }
    let paths = tracing ? paths(expression) : []
    try at(place, expression) { (me) throws(RenderFault) in
      switch value {
      case .media(let media): try me.output.append(media, paths: paths, place: place)
      // No compiled program prints what has no words.
      case .list, .record, .absent: throw .damagedProgram
      case .text(var text):
        // Without a copy, if nothing in it changes.
        var fault: RenderFault?
        text.withUTF8 { buffer in
          do throws(RenderFault) {
            try me.write(buffer, escaping, expression, paths, place)
          } catch {
            fault = error
          }
        }
        if let fault { throw fault }
      default:
        var bytes: [UInt8] = []
        value.printed(into: &bytes)
        if case .placeholder = value {
          return try me.output.append(bytes, origin: .value(paths: paths), place: place)
        }
        try bytes.withUnsafeBufferPointer { (buffer) throws(RenderFault) in
          try me.write(buffer, escaping, expression, paths, place)
        }
      }
    }
  }

  /// A value as its place asks for it.
  private mutating func write(
    _ value: UnsafeBufferPointer<UInt8>, _ escaping: Int32, _ expression: Program.ExpressionID,
    _ paths: [String], _ place: Program.Place
  ) throws(RenderFault) {
    guard let how = program.escaping(escaping), !how.changesNothing else {
      return try output.append(value, origin: .value(paths: paths), place: place, escaping: escaping)
    }
    let written = try how.written(value, after: output.bytes)
    if let report = written.cleaning {
      if !tracing { frame.paths = frame.names.map { [$0] } }
      cleanings.append(
        ValueCleaning(report: report, paths: tracing ? paths : self.paths(expression), place: place))
    }
    guard let bytes = written.bytes else {
      return try output.append(
        value, origin: .value(paths: paths), place: place, escaping: escaping, isUntrusted: how.isUntrusted)
    }
    work += bytes.count - value.count
    try output.append(
      bytes, origin: .value(paths: paths), place: place, escaping: escaping, isUntrusted: how.isUntrusted)
  }

  private mutating func call(
    _ index: Int32, _ arguments: Program.Arguments, _ indent: Program.Literal, _ place: Program.Place
  ) throws(RenderError) {
    let snippet = program.snippets[Int(index)]
    var callee = Frame(
      names: snippet.slotNames, values: Array(repeating: .absent, count: snippet.slotNames.count),
      paths: tracing ? snippet.slotNames.map { [$0] } : [])
    for (slot, argument) in arguments.range.enumerated() {
      let expression = program.lists[argument]
      let value = try at(place, expression) { (me) throws(RenderFault) in try me.evaluate(expression) }
      charge(value, expression)
      callee.values[slot] = value
      if tracing { callee.paths[slot] = paths(expression) }
    }
    coverage?.called.insert(snippet.name)
    let saved = output.push(indent: program.literals[indent.range])
    let before = output.pieces
    swap(&frame, &callee)
    try run(snippet.body)
    swap(&frame, &callee)
    output.dropLineBreak(ofLiteralAfter: before)
    output.pop(saved)
  }

  private mutating func loop(
    _ slot: Int, _ list: Program.ExpressionID, _ condition: Program.ExpressionID?, _ body: Program.Block,
    _ otherwise: Program.Block, _ place: Program.Place
  ) throws(RenderError) {
    let value = try at(place, list) { (me) throws(RenderFault) in try me.decided(list) }
    guard case .list(let items) = value else {
      throw RenderError(fault: .damagedProgram, place: place, paths: [])
    }
    work += items.count
    let listPaths = tracing ? paths(list) : []
    func itemPaths(_ index: Int) -> [String] { listPaths.map { "\($0)[\(index)]" } }
    var kept: [Int] = []
    for (index, item) in items.enumerated() {
      guard let condition else {
        kept = Array(items.indices)
        break
      }
      frame.values[slot] = item
      if tracing { frame.paths[slot] = itemPaths(index) }
      if try at(place, condition, { (me) throws(RenderFault) in try me.truth(condition) }) {
        kept.append(index)
      }
    }
    coverage?.note(place, kept.isEmpty ? .isEmpty : .hasItems, in: program)
    if kept.isEmpty { return try run(otherwise) }
    for (position, index) in kept.enumerated() {
      frame.values[slot] = items[index]
      if tracing { frame.paths[slot] = itemPaths(index) }
      frame.values[slot + 1] = .int(Int64(position))
      frame.values[slot + 2] = .int(Int64(kept.count))
      try run(body)
    }
  }

  /// The row of the first branch that fits.
  private func branch(for value: Value, _ range: Range<Int>) -> Int? {
    range.first { row in
      program.branches[row].patterns.contains { pattern in
        switch (pattern, value) {
        case (.absent, .absent): true
        case (.present, .absent): false
        case (.present, _): true
        case (.word(let word), .symbol(let symbol)): word == symbol
        default: false
        }
      }
    }
  }
}

// MARK: Expressions

extension Renderer {
  /// A value that decides what is rendered: it must not be a placeholder.
  private func decided(_ id: Program.ExpressionID) throws(RenderFault) -> Value {
    let value = try evaluate(id)
    if case .placeholder(let path) = value { throw .needsResult(path) }
    return value
  }

  private func truth(_ id: Program.ExpressionID) throws(RenderFault) -> Bool {
    guard case .bool(let holds) = try decided(id) else { throw .damagedProgram }
    return holds
  }

  package func evaluate(_ id: Program.ExpressionID) throws(RenderFault) -> Value {
    switch program[id] {
    case .constant(let index): return program.constants[Int(index)].value
    case .slot(let slot): return frame.values[Int(slot)]
    case .field(let base, let slot, let name):
      switch try evaluate(base) {
      case .record(let fields) where fields.indices.contains(Int(slot)): return fields[Int(slot)]
      case .placeholder(let path): return .placeholder("\(path).\(name)")
      default: throw .damagedProgram
      }
    case .item(let base, let index): return try item(of: try evaluate(base), at: try evaluate(index))
    case .loop(let slot, let property): return try loopValue(Int(slot), property)
    case .not(let operand): return .bool(try !truth(operand))
    case .negate(let operand):
      let value = try evaluate(operand)
      if case .placeholder = value { return value }
      return try Arithmetic.negated(value)
    case .binary(let operation, let left, let right): return try binary(operation, left, right)
    case .conditional(let condition, let then, let otherwise):
      return try truth(condition) ? try evaluate(then) : try evaluate(otherwise)
    case .isPresent(let operand):
      if case .absent = try decided(operand) { return .bool(false) }
      return .bool(true)
    case .isEmpty(let operand):
      switch try decided(operand) {
      case .text(let text): return .bool(text.utf8.isEmpty)
      case .list(let items): return .bool(items.isEmpty)
      default: throw .damagedProgram
      }
    case .list(let arguments):
      var items: [Value] = []
      for index in arguments.range {
        let value = try evaluate(program.lists[index])
        if case .placeholder = value { return value }
        items.append(value)
      }
      return .list(items)
    case .filter(let index, let subject, let arguments, let shape):
      return try filtered(Int(index), subject, arguments, shape)
    }
  }

  private func item(of base: Value, at index: Value) throws(RenderFault) -> Value {
    switch (base, index) {
    case (.placeholder(let path), .int(let index)): return .placeholder("\(path)[\(index)]")
    case (.placeholder, _): return base
    case (_, .placeholder): return index
    case (.list(let items), .int(let index)):
      let position = index < 0 ? index + Int64(items.count) : index
      return position >= 0 && position < Int64(items.count) ? items[Int(position)] : .absent
    default: throw .damagedProgram
    }
  }

  private func loopValue(_ slot: Int, _ property: Program.LoopProperty) throws(RenderFault) -> Value {
    guard case .int(let index) = frame.values[slot + 1], case .int(let length) = frame.values[slot + 2] else {
      throw .damagedProgram
    }
    switch property {
    case .index: return .int(index + 1)
    case .index0: return .int(index)
    case .first: return .bool(index == 0)
    case .last: return .bool(index + 1 == length)
    case .length: return .int(length)
    }
  }

  private func binary(
    _ operation: Program.BinaryOperation, _ left: Program.ExpressionID, _ right: Program.ExpressionID
  ) throws(RenderFault) -> Value {
    switch operation {
    // Not `&&` and `||`, whose right side cannot throw a type of its own.
    case .and: return .bool(try truth(left) ? try truth(right) : false)
    case .or: return .bool(try truth(left) ? true : try truth(right))
    default: break
    }
    let a = try evaluate(left)
    let b = try evaluate(right)
    if operation == .concatenate { return try concatenated(a, b) }
    if case .placeholder = a { return a }
    if case .placeholder = b { return b }
    switch operation {
    case .add: return try Arithmetic.sum(a, b)
    case .subtract: return try Arithmetic.difference(a, b)
    case .multiply: return try Arithmetic.product(a, b)
    case .divide: return try Arithmetic.quotient(a, b)
    case .floorDivide: return try Arithmetic.floorQuotient(a, b)
    case .remainder: return try Arithmetic.remainder(a, b)
    case .equal: return .bool(a.isEqual(to: b))
    case .notEqual: return .bool(!a.isEqual(to: b))
    case .less: return .bool(a.precedes(b))
    case .lessOrEqual: return .bool(!b.precedes(a))
    case .greater: return .bool(b.precedes(a))
    case .greaterOrEqual: return .bool(!a.precedes(b))
    case .contained: return .bool(b.contains(a))
    case .and, .or, .concatenate: preconditionFailure("handled above")
    }
  }

  private func concatenated(_ a: Value, _ b: Value) throws(RenderFault) -> Value {
    let (a, b) = (a.printed, b.printed)
    if a.utf8.count + b.utf8.count > LimitedText.limit { throw .tooLarge }
    return .text(a + b)
  }

  private func filtered(
    _ index: Int, _ subject: Program.ExpressionID, _ arguments: Program.Arguments, _ shape: Int32
  ) throws(RenderFault) -> Value {
    let value = try evaluate(subject)
    if case .placeholder = value { return value }
    var values: [Value] = []
    for argument in arguments.range {
      let argumentValue = try evaluate(program.lists[argument])
      if case .placeholder = argumentValue { return argumentValue }
      values.append(argumentValue)
    }
    return try Filter.all[index].apply(
      FilterInput(subject: value, arguments: values, shape: program.constants[Int(shape)].value))
  }

  /// The paths of the values that an expression is made from, each once, in order.
  private func paths(_ id: Program.ExpressionID) -> [String] {
    switch program[id] {
    case .constant(let index): return program.constants[Int(index)].name.map { [$0] } ?? []
    case .slot(let slot): return frame.paths[Int(slot)]
    case .field(let base, _, let name): return paths(base).map { "\($0).\(name)" }
    case .item(let base, let index):
      guard case .constant(let constant) = program[index],
        case .int(let number) = program.constants[Int(constant)].value
      else { return paths(base) + paths(index) }
      return paths(base).map { "\($0)[\(number)]" }
    case .loop: return ["loop"]
    case .not(let operand), .negate(let operand), .isPresent(let operand), .isEmpty(let operand):
      return paths(operand)
    case .binary(_, let a, let b): return unique(paths(a) + paths(b))
    case .conditional(let condition, let then, let otherwise):
      guard let holds = try? truth(condition) else { return unique(paths(condition)) }
      return paths(holds ? then : otherwise)
    case .list(let arguments): return unique(arguments.range.flatMap { paths(program.lists[$0]) })
    case .filter(_, let subject, let arguments, _):
      return unique(paths(subject) + arguments.range.flatMap { paths(program.lists[$0]) })
    }
  }

  private func unique(_ paths: [String]) -> [String] {
    var seen = Set<String>()
    return paths.filter { seen.insert($0).inserted }
  }
}

extension Value {
  /// Bytes that a text or a list takes by itself, a little more than less.
  fileprivate var roughSize: Int {
    switch self {
    case .text(let text): text.utf8.count
    case .list(let items): items.count * 64
    default: 0
    }
  }
}

extension Program.Instruction {
  /// Where it stands in the source.
  package var place: Program.Place {
    switch self {
    case .text(_, let place), .opening(_, _, let place), .closing(_, let place), .print(_, _, let place),
      .call(_, _, _, let place), .branch(_, _, _, let place),
      .loop(_, _, _, _, _, let place), .match(_, _, _, _, let place), .set(_, _, let place):
      place
    }
  }
}
