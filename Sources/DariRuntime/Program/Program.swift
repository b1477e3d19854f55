// The one small instruction set that templates are lowered to. Names are resolved to slots, filters to rows of the
// table, places in the source are kept. Documentation/Bundle.md describes the same set as it stands in a bundle.

/// All templates of one routine. Expressions, instructions and lists are flat arrays that refer to each other by
/// index; what an index refers to always stands before what refers to it, so a program has no circles.
package struct Program: Sendable {
  /// UTF-8 of all literal text.
  package var literals: [UInt8] = []
  package var constants: [Constant] = []
  package var expressions: [Expression] = []
  /// Arguments of calls, items of lists.
  package var lists: [ExpressionID] = []
  /// A block is a run of these.
  package var instructions: [Instruction] = []
  package var branches: [MatchBranch] = []
  package var snippets: [Snippet] = []
  /// How holes write their values; many share one.
  package var escapings: [Escaping] = []
  /// Paths of the source files that places refer to.
  package var files: [String] = []

  package init() {}

  package struct ExpressionID: Hashable, Sendable {
    package var index: Int32
    package init(_ index: Int) { self.index = Int32(index) }
  }

  /// A value that is known when compiling; with a name if it comes from a `@value`.
  package struct Constant: Sendable {
    package var value: Value
    package var name: String?
    /// For people, who read the labels of cases and the names of fields; no part of a bundle.
    package var type: Type?

    package init(_ value: Value, name: String? = nil, type: Type? = nil) {
      self.value = value
      self.name = name
      self.type = type
    }
  }

  /// Where an instruction comes from. Line and column count from 1.
  package struct Place: Hashable, Sendable {
    package var file: UInt32
    package var line: UInt32
    package var column: UInt32

    package init(file: Int, line: Int, column: Int) {
      self.file = UInt32(file)
      self.line = UInt32(line)
      self.column = UInt32(column)
    }
  }

  /// A run of `instructions`.
  package struct Block: Hashable, Sendable {
    package var start: Int32
    package var count: Int32

    package init(start: Int, count: Int) {
      self.start = Int32(start)
      self.count = Int32(count)
    }
    package static let empty = Block(start: 0, count: 0)
    package var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
  }

  /// A run of `lists`.
  package struct Arguments: Hashable, Sendable {
    package var start: Int32
    package var count: Int32

    package init(start: Int, count: Int) {
      self.start = Int32(start)
      self.count = Int32(count)
    }
    package var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
  }

  /// Half-open bytes of `literals`.
  package struct Literal: Hashable, Sendable {
    package var start: Int32
    package var end: Int32

    package init(start: Int, end: Int) {
      self.start = Int32(start)
      self.end = Int32(end)
    }
    package var range: Range<Int> { Int(start)..<Int(end) }
    package var isEmpty: Bool { start == end }
  }

  package enum Instruction: Sendable {
    case text(Literal, Place)
    /// A run of backticks or tildes that opens a fence or inline code with an untrusted value in it, and the one that
    /// closes it: both are written longer than any run between them.
    case opening(Literal, isCode: Bool, Place)
    case closing(Literal, Place)
    /// `escaping` is a row of `escapings`; -1 where the value is written as it is.
    case print(ExpressionID, escaping: Int32, Place)
    /// Renders a snippet with a frame of its own. Every line after the first that is not empty begins with `indent`.
    case call(snippet: Int32, Arguments, indent: Literal, Place)
    case branch(ExpressionID, then: Block, otherwise: Block, Place)
    /// The item lies in `slot`, the index from 0 in `slot + 1`, the length in `slot + 2`. Items for which
    /// `condition` is false do not count.
    case loop(slot: Int32, list: ExpressionID, condition: ExpressionID?, body: Block, otherwise: Block, Place)
    /// `branches` are tried in order; `otherwise` if none fits.
    case match(ExpressionID, start: Int32, count: Int32, otherwise: Block, Place)
    case set(slot: Int32, ExpressionID, Place)
  }

  package struct MatchBranch: Sendable {
    package var patterns: [Pattern]
    package var body: Block

    package init(patterns: [Pattern], body: Block) {
      self.patterns = patterns
      self.body = body
    }

    package enum Pattern: Hashable, Sendable {
      case word(String)
      case present
      case absent
    }
  }

  package enum Expression: Sendable {
    case constant(Int32)
    case slot(Int32)
    /// The field in `slot` of a record; the name is for paths.
    case field(ExpressionID, slot: Int32, name: String)
    /// An item of a list, counted from 0, from the end if negative; absent if there is none.
    case item(ExpressionID, ExpressionID)
    case loop(slot: Int32, LoopProperty)
    case not(ExpressionID)
    case negate(ExpressionID)
    case binary(BinaryOperation, ExpressionID, ExpressionID)
    case conditional(condition: ExpressionID, then: ExpressionID, otherwise: ExpressionID)
    case isPresent(ExpressionID)
    /// Of a text or a list.
    case isEmpty(ExpressionID)
    case list(Arguments)
    /// `filter` is a row of `Filter.all`; `shape` what the filter knows of the subject's type.
    case filter(Int32, ExpressionID, Arguments, shape: Int32)
  }

  package enum LoopProperty: String, CaseIterable, Sendable {
    case index, index0, first, last, length
  }

  package enum BinaryOperation: String, CaseIterable, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case remainder = "%"
    case concatenate = "~"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case and
    case or
    /// The left stands in the right: an item of a list, or a piece of a text.
    case contained = "in"
  }

  /// Arguments lie in the first slots of the frame.
  package struct Snippet: Sendable {
    package var name: String
    package var slotNames: [String]
    package var parameterCount: Int
    package var body: Block
    /// The snippet of which this is one for another place or other labels; no part of a bundle.
    package var origin: Int32?

    package init(
      name: String, slotNames: [String], parameterCount: Int, body: Block, origin: Int32? = nil
    ) {
      self.origin = origin
      self.name = name
      self.slotNames = slotNames
      self.parameterCount = parameterCount
      self.body = body
    }
  }
}

extension Program {
  package subscript(id: ExpressionID) -> Expression { expressions[Int(id.index)] }
  /// The same program with only those snippets that these blocks call, or that are called by these.
  package mutating func dropSnippets(notCalledFrom blocks: [Block]) {
    var wanted: Set<Int32> = []
    var waiting = blocks
    while let block = waiting.popLast() {
      for instruction in instructions[block.range] {
        switch instruction {
        case .text, .opening, .closing, .print, .set: break
        case .call(let snippet, _, _, _):
          if wanted.insert(snippet).inserted { waiting.append(snippets[Int(snippet)].body) }
        case .branch(_, let then, let otherwise, _): waiting += [then, otherwise]
        case .loop(_, _, _, let body, let otherwise, _): waiting += [body, otherwise]
        case .match(_, let start, let count, let otherwise, _):
          waiting += branches[Int(start)..<Int(start + count)].map(\.body) + [otherwise]
        }
      }
    }
    let order = wanted.sorted()
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, Int32($0)) })
    for index in instructions.indices {
      guard case .call(let snippet, let arguments, let indent, let place) = instructions[index] else {
        continue
      }
      // What nobody runs any more may name any.
      instructions[index] = .call(snippet: places[snippet] ?? 0, arguments, indent: indent, place)
    }
    snippets = order.map { snippets[Int($0)] }
  }

  package func escaping(_ index: Int32) -> Escaping? { index < 0 ? nil : escapings[Int(index)] }
  package func text(of literal: Literal) -> String {
    String(decoding: literals[literal.range], as: UTF8.self)
  }
}
