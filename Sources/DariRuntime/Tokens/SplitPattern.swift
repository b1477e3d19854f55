// The regular expressions by which tokenizers cut a text into words, compiled for a small backtracking matcher.

/// What tokenizers of the GPT, Llama, Qwen and DeepSeek families are written with: sets of characters with
/// `? * + {m,n}` and their possessive forms, groups, alternatives, and looking ahead. A group repeats at most
/// once (`?`), so that no text makes the matcher take exponential time. Anything else is refused by its name.
struct SplitPattern: Sendable {
  enum Instruction: Hashable, Sendable {
    /// From `least` to `most` scalars of the set, as many as there are; gives them back one by one unless
    /// possessive.
    case run(set: Int, least: Int, most: Int, isPossessive: Bool)
    /// Goes on, and if that fails, there.
    case split(otherwise: Int)
    case jump(Int)
    /// What stands between here and `end` must match (or must not), and takes nothing.
    case look(isNegated: Bool, end: Int)
    case accept
  }

  /// What of a pattern is not understood.
  struct Unsupported: Error, Hashable, Sendable {
    var piece: String
  }

  private(set) var sets: [ScalarSet] = []
  private(set) var instructions: [Instruction] = []

  /// GPT-2's, which `ByteLevel` cuts with.
  static let byteLevel: SplitPattern = {
    let text = #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#
    guard let pattern = try? SplitPattern(text) else { preconditionFailure("this pattern is understood") }
    return pattern
  }()

  init(_ text: String) throws(Unsupported) {
    var parser = SplitPatternParser(text)
    let node = try parser.whole()
    // A match of nothing would cut between all characters; no tokenizer means that.
    if node.least == 0 { throw Unsupported(piece: text) }
    emit(node)
    instructions.append(.accept)
  }

  /// A piece of text as it is written.
  init(literal text: String) {
    for scalar in text.unicodeScalars {
      emit(.run(ScalarSet([.range(scalar.value, scalar.value)]), 1, 1, false))
    }
    instructions.append(.accept)
  }

  /// One character of a set.
  init(set items: [ScalarSet.Item]) {
    emit(.run(ScalarSet(items), 1, 1, false))
    instructions.append(.accept)
  }

  // MARK: Compiling

  indirect enum Node {
    case run(ScalarSet, Int, Int, Bool)
    case sequence([Node])
    case choice([Node])
    case optional(Node)
    case look(Node, isNegated: Bool)

    /// Scalars that a match has at least.
    var least: Int {
      switch self {
      case .run(_, let least, _, _): least
      case .sequence(let parts): parts.reduce(0) { $0 + $1.least }
      case .choice(let parts): parts.map(\.least).min() ?? 0
      case .optional, .look: 0
      }
    }
  }

  private mutating func emit(_ node: Node) {
    switch node {
    case .run(let set, let least, let most, let isPossessive):
      let index = sets.firstIndex(of: set) ?? sets.count
      if index == sets.count { sets.append(set) }
      instructions.append(.run(set: index, least: least, most: most, isPossessive: isPossessive))
    case .sequence(let parts): for part in parts { emit(part) }
    case .choice(let parts):
      var jumps: [Int] = []
      for (index, part) in parts.enumerated() {
        if index == parts.count - 1 {
          emit(part)
          break
        }
        let split = reserve()
        emit(part)
        jumps.append(reserve())
        instructions[split] = .split(otherwise: instructions.count)
      }
      for jump in jumps { instructions[jump] = .jump(instructions.count) }
    case .optional(let part):
      let split = reserve()
      emit(part)
      instructions[split] = .split(otherwise: instructions.count)
    case .look(let part, let isNegated):
      let look = reserve()
      emit(part)
      instructions.append(.accept)
      instructions[look] = .look(isNegated: isNegated, end: instructions.count)
    }
  }

  private mutating func reserve() -> Int {
    instructions.append(.accept)
    return instructions.count - 1
  }
}
