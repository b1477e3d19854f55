// Gives every hole of a message its escaping: the same instructions, once for each set of places and labels that a snippet
// is called with.

import DariRuntime

/// A hole that may not stand where it does. Told at the outermost call, since it depends on what is given there.
struct RefusedHole: Hashable {
  /// The hole.
  var instruction: Int
  /// The calls that lead to it, the outermost first; empty in the message itself.
  var calls: [Int]
  var labels: Labels
  var place: Reason
  /// Of the message that it is in.
  var container: Int?

  enum Reason: Hashable {
    case refused(HolePlace.Refusal)
    /// An untrusted value in nothing; the tag before it that is never closed.
    case prose(unclosed: Int?)
    /// An untrusted value in what is said to the AI as its rules.
    case role
  }
}

struct EscapingWriter {
  private(set) var program: Program
  let types: [Type?]
  let scanner: PlaceScanner
  /// Where an untrusted value may stand, and in what only.
  let rule: Rule
  private(set) var refused: [RefusedHole] = []
  private var rows: [Escaping: Int32]
  private var instances: [Key: Instance] = [:]
  private let form: (Program.ExpressionID) -> ValueForm
  /// Frames with an untrusted value in them.
  private var lengthened: Set<Int> = []

  enum Rule {
    /// A message of the user: in places for data.
    case inDataPlaces
    /// `@system` and `@assistant`: nowhere.
    case nowhere
    /// `@text`: wherever it is put; containers hold all the same.
    case anywhere
  }

  private struct Key: Hashable {
    var template: Int
    var labels: [Labels]
    var isWhole: [Bool]
  }
  private struct Instance {
    var snippet: Int32
    var refused: [RefusedHole]
  }

  init(
    program: Program, types: [Type?], scanner: PlaceScanner, rule: Rule, rows: [Escaping: Int32],
    form: @escaping (Program.ExpressionID) -> ValueForm
  ) {
    self.program = program
    self.types = types
    self.scanner = scanner
    self.rule = rule
    self.rows = rows
    self.form = form
  }

  var escapingRows: [Escaping: Int32] { rows }

  /// The message with its escapings. In two passes: how long a fence is depends on all that stands in it.
  mutating func written(_ block: Program.Block, in frame: LabelFrame) -> Program.Block {
    var reader = ExpressionLabels(program: program, types: types, frame: frame)
    findLengthened(block, 0, &reader)
    instances = [:]
    reader.frame = frame
    var found: [RefusedHole] = []
    let result = write(block, 0, &reader, &found)
    refused = found
    return result
  }

  // MARK: First pass

  private struct Seen: Hashable {
    var template: Int
    var labels: [Labels]
  }
  private var seen: Set<Seen> = []

  private mutating func findLengthened(
    _ block: Program.Block, _ template: Int, _ reader: inout ExpressionLabels
  ) {
    for index in block.range {
      switch program.instructions[index] {
      case .text, .opening, .closing: break
      case .print(let value, _, _):
        guard let hole = scanner.templates[template].holes[index], reader.labels(value).contains(.untrusted)
        else { continue }
        for frame in scanner.place(of: hole, form(value)).lengthened {
          lengthened.insert(scanner.canonical(frame))
        }
      case .set(let slot, let value, _): reader.frame.entries[Int(slot)] = reader.entry(value)
      case .call(let snippet, let arguments, _, _):
        guard let inner = scanner.templates[template].calls[index] else { continue }
        var callee = reader
        callee.frame = reader.frame(of: arguments)
        let labels = (0..<Int(arguments.count)).map { callee.frame.entries[$0]!.labels }
        guard seen.insert(Seen(template: inner, labels: labels)).inserted else { continue }
        findLengthened(program.snippets[Int(snippet)].body, inner, &callee)
      case .branch(_, let then, let otherwise, _):
        findLengthened(then, template, &reader)
        findLengthened(otherwise, template, &reader)
      case .loop(let slot, let list, _, let body, let otherwise, _):
        reader.enter(slot: Int(slot), list: list)
        findLengthened(body, template, &reader)
        findLengthened(otherwise, template, &reader)
      case .match(_, let start, let count, let otherwise, _):
        for branch in program.branches[Int(start)..<Int(start + count)] {
          findLengthened(branch.body, template, &reader)
        }
        findLengthened(otherwise, template, &reader)
      }
    }
  }

  // MARK: Second pass

  private mutating func write(
    _ block: Program.Block, _ template: Int, _ reader: inout ExpressionLabels,
    _ refused: inout [RefusedHole]
  ) -> Program.Block {
    var result: [Program.Instruction] = []
    for index in block.range {
      switch program.instructions[index] {
      case .text(let literal, let place): result += pieces(literal, place, index, template)
      case .opening, .closing: result.append(program.instructions[index])
      case .print(let value, _, let place):
        let row = escaping(of: value, at: index, template, reader, &refused)
        result.append(.print(value, escaping: row, place))
      case .set(let slot, let value, _):
        reader.frame.entries[Int(slot)] = reader.entry(value)
        result.append(program.instructions[index])
      case .call(let snippet, let arguments, let indent, let place):
        let instance = call(snippet, arguments, index, template, reader, &refused)
        result.append(.call(snippet: instance, arguments, indent: indent, place))
      case .branch(let condition, let then, let otherwise, let place):
        let first = write(then, template, &reader, &refused)
        let second = write(otherwise, template, &reader, &refused)
        result.append(.branch(condition, then: first, otherwise: second, place))
      case .loop(let slot, let list, let condition, let body, let otherwise, let place):
        reader.enter(slot: Int(slot), list: list)
        let written = write(body, template, &reader, &refused)
        let other = write(otherwise, template, &reader, &refused)
        result.append(
          .loop(slot: slot, list: list, condition: condition, body: written, otherwise: other, place))
      case .match(let subject, let start, let count, let otherwise, let place):
        var branches: [Program.MatchBranch] = []
        for branch in program.branches[Int(start)..<Int(start + count)] {
          branches.append(
            .init(patterns: branch.patterns, body: write(branch.body, template, &reader, &refused)))
        }
        let other = write(otherwise, template, &reader, &refused)
        let first = Int32(program.branches.count)
        program.branches += branches
        result.append(.match(subject, start: first, count: count, otherwise: other, place))
      }
    }
    let start = program.instructions.count
    program.instructions += result
    return Program.Block(start: start, count: result.count)
  }

  /// The text, cut where runs of backticks and tildes get a length of their own.
  private func pieces(
    _ literal: Program.Literal, _ place: Program.Place, _ index: Int, _ template: Int
  ) -> [Program.Instruction] {
    let runs = (scanner.templates[template].runs[index] ?? [])
      .filter { lengthened.contains(scanner.canonical($0.frame)) }.sorted { $0.offset < $1.offset }
    if runs.isEmpty { return [.text(literal, place)] }
    var result: [Program.Instruction] = []
    var start = Int(literal.start)
    var place = place
    func advance(to end: Int) {
      for byte in program.literals[start..<end] {
        if byte == 0x0A {
          place.line += 1
          place.column = 1
        } else if byte & 0xC0 != 0x80 {
          place.column += 1
        }
      }
      start = end
    }
    for run in runs {
      let first = Int(literal.start) + run.offset
      if start < first { result.append(.text(.init(start: start, end: first), place)) }
      advance(to: first)
      let signs = Program.Literal(start: first, end: first + run.length)
      if run.isOpening {
        var isCode = false
        if case .code = scanner.frames[run.frame].kind { isCode = true }
        result.append(.opening(signs, isCode: isCode, place))
      } else {
        result.append(.closing(signs, place))
      }
      advance(to: first + run.length)
    }
    if start < Int(literal.end) { result.append(.text(.init(start: start, end: Int(literal.end)), place)) }
    return result
  }

  private mutating func call(
    _ snippet: Int32, _ arguments: Program.Arguments, _ index: Int, _ template: Int,
    _ reader: ExpressionLabels, _ refused: inout [RefusedHole]
  ) -> Int32 {
    guard let inner = scanner.templates[template].calls[index] else { return snippet }
    let frame = reader.frame(of: arguments)
    let entries = (0..<Int(arguments.count)).map { frame.entries[$0]! }
    let key = Key(template: inner, labels: entries.map(\.labels), isWhole: entries.map(\.isWhole))
    let instance: Instance
    if let known = instances[key] {
      instance = known
    } else {
      var callee = reader
      callee.frame = frame
      var own: [RefusedHole] = []
      let body = write(program.snippets[Int(snippet)].body, inner, &callee, &own)
      instance = Instance(snippet: specialised(snippet, body), refused: own)
      instances[key] = instance
    }
    for var hole in instance.refused {
      hole.calls.insert(index, at: 0)
      refused.append(hole)
    }
    return instance.snippet
  }

  /// The snippet with another body; one that is there already with the same is not made again.
  private mutating func specialised(_ index: Int32, _ body: Program.Block) -> Int32 {
    let original = program.snippets[Int(index)]
    for (other, snippet) in program.snippets.enumerated()
    where snippet.origin == index && isSame(snippet.body, body) {
      return Int32(other)
    }
    program.snippets.append(
      Program.Snippet(
        name: original.name, slotNames: original.slotNames, parameterCount: original.parameterCount,
        body: body,
        origin: index))
    return Int32(program.snippets.count - 1)
  }

  private func isSame(_ a: Program.Block, _ b: Program.Block) -> Bool {
    guard a.count == b.count else { return false }
    return zip(a.range, b.range).allSatisfy { isSame(program.instructions[$0], program.instructions[$1]) }
  }

  /// Of two instructions that were written of the same one.
  private func isSame(_ a: Program.Instruction, _ b: Program.Instruction) -> Bool {
    switch (a, b) {
    case (.text(let one, _), .text(let other, _)): one == other
    case (.opening(let one, _, _), .opening(let other, _, _)), (.closing(let one, _), .closing(let other, _)):
      one == other
    case (.print(let value, let one, _), .print(let sameValue, let other, _)):
      value == sameValue && one == other
    case (.set, .set): true
    case (.call(let one, let arguments, _, _), .call(let other, let sameArguments, _, _)):
      one == other && arguments == sameArguments
    case (.branch(_, let then, let otherwise, _), .branch(_, let sameThen, let sameOtherwise, _)):
      isSame(then, sameThen) && isSame(otherwise, sameOtherwise)
    case (.loop(_, _, _, let body, let otherwise, _), .loop(_, _, _, let sameBody, let sameOtherwise, _)):
      isSame(body, sameBody) && isSame(otherwise, sameOtherwise)
    case (.match(_, let first, let count, let otherwise, _), .match(_, let other, _, let sameOtherwise, _)):
      isSame(otherwise, sameOtherwise)
        && (0..<count).allSatisfy {
          isSame(program.branches[Int(first + $0)].body, program.branches[Int(other + $0)].body)
        }
    default: false
    }
  }

  // MARK: Holes

  private mutating func escaping(
    of value: Program.ExpressionID, at index: Int, _ template: Int, _ reader: ExpressionLabels,
    _ refused: inout [RefusedHole]
  ) -> Int32 {
    guard let hole = scanner.templates[template].holes[index] else { return -1 }
    let form = form(value)
    let labels = reader.labels(value)
    let place = scanner.place(of: hole, form)
    let isUntrusted = labels.contains(.untrusted) && form.kind != .media
    if let reason = reason(place, isUntrusted: isUntrusted, form) {
      refused.append(
        RefusedHole(instruction: index, calls: [], labels: labels, place: reason, container: place.container))
    }
    if form.kind == .media { return -1 }
    return row(
      Escaping(
        place: place.place, labels: labels, isUntrusted: isUntrusted,
        steps: isUntrusted ? place.untrustedSteps : place.steps, prefix: isUntrusted ? place.prefix : []))
  }

  private func reason(
    _ place: HolePlace, isUntrusted: Bool, _ form: ValueForm
  ) -> RefusedHole.Reason? {
    if let refusal = place.refusal, refusal.isForAll || isUntrusted { return .refused(refusal) }
    guard isUntrusted else { return nil }
    switch rule {
    case .anywhere: return nil
    case .nowhere: return .role
    case .inDataPlaces: return place.isDataPlace ? nil : .prose(unclosed: place.unclosed)
    }
  }

  private mutating func row(_ escaping: Escaping) -> Int32 {
    if let known = rows[escaping] { return known }
    let row = Int32(program.escapings.count)
    program.escapings.append(escaping)
    rows[escaping] = row
    return row
  }
}
