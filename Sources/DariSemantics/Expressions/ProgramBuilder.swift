// Puts a program together while templates are checked.

import DariBase
import DariRuntime

/// The program of one routine as it grows. What is written is never changed again.
final class ProgramBuilder {
  typealias ExpressionID = Program.ExpressionID

  private(set) var program = Program()
  private let sources: SourceSet
  private var fileIndices: [FileID: Int] = [:]
  private var snippetIndices: [SnippetKey: Int] = [:]
  private var last: (file: FileID, offset: Int, position: LineColumn)?

  init(sources: SourceSet) { self.sources = sources }

  /// The types of expressions, with the labels that their parts are declared with; nil for conditions.
  private(set) var types: [Type?] = []
  /// The subjects of `match` whose cases leave nothing over.
  private(set) var exhausted: Set<ExpressionID> = []

  func expression(_ expression: Program.Expression, _ type: Type? = nil) -> ExpressionID {
    program.expressions.append(expression)
    types.append(type)
    return ExpressionID(program.expressions.count - 1)
  }

  func constantIndex(_ value: Value, name: String? = nil, type: Type? = nil) -> Int32 {
    program.constants.append(Program.Constant(value, name: name, type: type))
    return Int32(program.constants.count - 1)
  }

  func constant(_ value: Value, name: String? = nil, type: Type? = nil) -> ExpressionID {
    expression(.constant(constantIndex(value, name: name, type: type)), type)
  }

  func literal(_ bytes: some Collection<UInt8>) -> Program.Literal {
    let start = program.literals.count
    program.literals.append(contentsOf: bytes)
    return Program.Literal(start: start, end: program.literals.count)
  }

  func block(_ instructions: [Program.Instruction]) -> Program.Block {
    let start = program.instructions.count
    program.instructions += instructions
    return Program.Block(start: start, count: instructions.count)
  }

  /// No value is left over behind the cases of a `match` over this.
  func noteExhausted(_ subject: ExpressionID) { exhausted.insert(subject) }

  func arguments(_ expressions: [ExpressionID]) -> Program.Arguments {
    let start = program.lists.count
    program.lists += expressions
    return Program.Arguments(start: start, count: expressions.count)
  }

  func branches(_ branches: [Program.MatchBranch]) -> (start: Int32, count: Int32) {
    let start = program.branches.count
    program.branches += branches
    return (Int32(start), Int32(branches.count))
  }

  func place(of span: SourceSpan) -> Program.Place {
    let file = sources[span.file]
    let index: Int
    if let known = fileIndices[span.file] {
      index = known
    } else {
      index = program.files.count
      fileIndices[span.file] = index
      program.files.append(file.path)
    }
    let position = position(at: Int(span.start), in: file)
    return Program.Place(file: index, line: position.line, column: position.column)
  }

  /// Columns are counted on from the place before where that is on the same line, so that a file of one long line
  /// is not read once for each of its holes.
  private func position(at offset: Int, in file: SourceFile) -> LineColumn {
    var position: LineColumn
    if let last, last.file == file.id, last.offset <= offset,
      file.lineIndex(at: offset) == last.position.line - 1
    {
      position = last.position
      for byte in file.bytes[last.offset..<offset] where byte & 0xC0 != 0x80 { position.column += 1 }
    } else {
      position = file.position(at: offset)
    }
    last = (file.id, offset, position)
    return position
  }

  private struct SnippetKey: Hashable {
    var span: SourceSpan
    var labels: String
  }

  /// The file of a place.
  func fileID(of place: Program.Place) -> FileID? {
    fileIndices.first { $0.value == Int(place.file) }?.key
  }

  /// The files that have given a part of the program.
  var fileIDs: [FileID] { fileIndices.sorted { $0.value < $1.value }.map(\.key) }

  /// The index of a snippet; `lower` makes it when it is first called with parts that are labelled like this.
  func snippet(_ symbol: SnippetSymbol, labels: String, lower: () -> Program.Snippet) -> Int32 {
    let key = SnippetKey(span: symbol.span, labels: labels)
    if let index = snippetIndices[key] { return Int32(index) }
    // The place is taken first, so that a snippet that calls itself (an error elsewhere) does not lower for ever.
    let index = program.snippets.count
    snippetIndices[key] = index
    program.snippets.append(
      Program.Snippet(name: symbol.name, slotNames: [], parameterCount: 0, body: .empty))
    let snippet = lower()
    program.snippets[index] = snippet
    return Int32(index)
  }
}

/// Slots of one frame.
final class FrameLayout {
  private(set) var names: [String] = []

  func allocate(_ name: String) -> Int {
    names.append(name)
    return names.count - 1
  }
}
