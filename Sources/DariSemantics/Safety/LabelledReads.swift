// What a template reads, one after the other: the values that it prints, and what decides which of it is printed.

import DariRuntime

/// Walks a template with what is known of its names, and the snippets that it calls, once for each call.
struct LabelledReads {
  struct Read {
    enum Kind { case value, condition, list }
    var kind: Kind
    var instruction: Int
    var value: Program.ExpressionID
    var labels: Labels
    var sources: [LabelSource]
    /// Of the scanner.
    var template: Int
    /// The calls that lead to it, the outermost first.
    var calls: [Int]
  }

  let program: Program
  let types: [Type?]
  /// The scanner's templates of the snippets that are called.
  var scanner: PlaceScanner?
  /// A list before what is done with its items, as it is written; behind it, where a hole is what is looked for.
  var listsFirst = false
  private var calls: [Int] = []
  private var work = 0

  init(program: Program, types: [Type?], scanner: PlaceScanner? = nil, listsFirst: Bool = false) {
    self.program = program
    self.types = types
    self.scanner = scanner
    self.listsFirst = listsFirst
  }

  /// - Parameter take: says whether to go on.
  /// - Returns: whether everything was read.
  mutating func visit(
    _ block: Program.Block, in frame: LabelFrame, _ take: (Read) -> Bool
  ) -> Bool {
    var reader = ExpressionLabels(program: program, types: types, frame: frame)
    return walk(block, 0, &reader, take)
  }

  private mutating func walk(
    _ block: Program.Block, _ template: Int, _ reader: inout ExpressionLabels, _ take: (Read) -> Bool
  ) -> Bool {
    for index in block.range {
      work += 1
      if work > PlaceScanner.workLimit { return false }
      func told(_ kind: Read.Kind, _ value: Program.ExpressionID) -> Bool {
        take(read(kind, value, index, template, reader))
      }
      switch program.instructions[index] {
      case .text, .opening, .closing: break
      case .print(let value, _, _): guard told(.value, value) else { return false }
      case .set(let slot, let value, _): reader.frame.entries[Int(slot)] = reader.entry(value)
      case .call(let snippet, let arguments, _, _):
        guard calls.count < PlaceScanner.callLimit else { return false }
        calls.append(index)
        defer { calls.removeLast() }
        var inner = ExpressionLabels(program: program, types: types, frame: reader.frame(of: arguments))
        let own = scanner?.templates[template].calls[index] ?? 0
        guard walk(program.snippets[Int(snippet)].body, own, &inner, take) else { return false }
      case .branch(let condition, let then, let otherwise, _):
        guard told(.condition, condition), walk(then, template, &reader, take),
          walk(otherwise, template, &reader, take)
        else { return false }
      case .loop(let slot, let list, let condition, let body, let otherwise, _):
        if listsFirst { guard told(.list, list) else { return false } }
        reader.enter(slot: Int(slot), list: list)
        if let condition { guard told(.condition, condition) else { return false } }
        guard walk(body, template, &reader, take), walk(otherwise, template, &reader, take) else {
          return false
        }
        if !listsFirst { guard told(.list, list) else { return false } }
      case .match(let subject, let start, let count, let otherwise, _):
        guard told(.condition, subject) else { return false }
        for branch in program.branches[Int(start)..<Int(start + count)] {
          guard walk(branch.body, template, &reader, take) else { return false }
        }
        guard walk(otherwise, template, &reader, take) else { return false }
      }
    }
    return true
  }

  private func read(
    _ kind: Read.Kind, _ value: Program.ExpressionID, _ index: Int, _ template: Int,
    _ reader: ExpressionLabels
  ) -> Read {
    var labels = reader.labels(value)
    if kind != .value { labels = labels.throughConditions }
    return Read(
      kind: kind, instruction: index, value: value, labels: labels,
      sources: reader.sources(value).of(labels), template: template, calls: calls)
  }
}
