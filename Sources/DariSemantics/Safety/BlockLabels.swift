// Labels of a whole template: of what it prints, and of what decides which of it is printed.

import DariRuntime

/// Walks a template with what is known of its names. Snippets are walked once for each set of labels they are given.
struct BlockLabels {
  let program: Program
  let types: [Type?]
  private var known: [Key: Labels] = [:]
  private var depth = 0

  private struct Key: Hashable {
    var snippet: Int32
    var labels: [Labels]
    var isWhole: [Bool]
  }

  init(program: Program, types: [Type?]) {
    self.program = program
    self.types = types
  }

  mutating func labels(of block: Program.Block, in frame: LabelFrame) -> Labels {
    var reader = ExpressionLabels(program: program, types: types, frame: frame)
    return walk(block, &reader)
  }

  private mutating func walk(_ block: Program.Block, _ reader: inout ExpressionLabels) -> Labels {
    var result = Labels()
    for instruction in program.instructions[block.range] {
      switch instruction {
      case .text, .opening, .closing: break
      case .print(let value, _, _): result.formUnion(reader.labels(value))
      case .set(let slot, let value, _): reader.frame.entries[Int(slot)] = reader.entry(value)
      case .call(let snippet, let arguments, _, _): result.formUnion(call(snippet, arguments, reader))
      case .branch(let condition, let then, let otherwise, _):
        result.formUnion(reader.labels(condition).throughConditions)
        result.formUnion(walk(then, &reader))
        result.formUnion(walk(otherwise, &reader))
      case .loop(let slot, let list, let condition, let body, let otherwise, _):
        reader.enter(slot: Int(slot), list: list)
        if let condition { result.formUnion(reader.labels(condition).throughConditions) }
        result.formUnion(reader.labels(list).throughConditions)
        result.formUnion(walk(body, &reader))
        result.formUnion(walk(otherwise, &reader))
      case .match(let subject, let start, let count, let otherwise, _):
        result.formUnion(reader.labels(subject).throughConditions)
        for branch in program.branches[Int(start)..<Int(start + count)] {
          result.formUnion(walk(branch.body, &reader))
        }
        result.formUnion(walk(otherwise, &reader))
      }
    }
    return result
  }

  private mutating func call(
    _ snippet: Int32, _ arguments: Program.Arguments, _ reader: ExpressionLabels
  ) -> Labels {
    let frame = reader.frame(of: arguments)
    let entries = (0..<Int(arguments.count)).map { frame.entries[$0]! }
    let key = Key(snippet: snippet, labels: entries.map(\.labels), isWhole: entries.map(\.isWhole))
    if let labels = known[key] { return labels }
    guard depth < PlaceScanner.callLimit else { return [.untrusted, .personal, .confidential] }
    depth += 1
    defer { depth -= 1 }
    var inner = ExpressionLabels(program: program, types: types, frame: frame)
    let labels = walk(program.snippets[Int(snippet)].body, &inner)
    known[key] = labels
    return labels
  }
}

extension ExpressionLabels {
  /// The names of a loop.
  mutating func enter(slot: Int, list: Program.ExpressionID) {
    frame.entries[slot] = itemEntry(list)
    let labels = labels(list).throughConditions
    let counted = LabelFrame.Entry(labels: labels, isWhole: true, sources: sources(list).of(labels))
    frame.entries[slot + 1] = counted
    frame.entries[slot + 2] = counted
  }

  /// The frame of a snippet that is given these.
  func frame(of arguments: Program.Arguments) -> LabelFrame {
    var frame = LabelFrame()
    for (slot, index) in arguments.range.enumerated() { frame.entries[slot] = entry(program.lists[index]) }
    return frame
  }
}
