// The state machine over the literal text of a message: which place each hole stands in. README.md has its table.

import DariBase

/// What the scanner has to know of a value that a hole prints.
package struct ValueForm: Hashable, Sendable {
  package enum Kind: Hashable, Sendable { case text, line, url, email, number, media, other }
  package var kind: Kind
  /// Known when compiling.
  package var isConstant: Bool
  /// What `| json` gives.
  package var isJSON: Bool

  package init(_ kind: Kind, isConstant: Bool = false, isJSON: Bool = false) {
    self.kind = kind
    self.isConstant = isConstant
    self.isJSON = isJSON
  }

  /// It may hold a line break.
  package var mayBreak: Bool { kind == .text }
}

/// A hole, and where it stands: the innermost frame and what was read of URL, JSON and tag.
package struct PlacedHole: Sendable {
  package var frame: Int
  var url: URLState
  var json: JSONState
  var tag: TagState
  var isInfo: Bool
  /// Backticks stand right before and right behind it, outside of inline code: without a value they would be one run.
  var isBetweenRuns: Bool
  /// What every line is indented with here by calls of snippets.
  var base: [UInt8]
}

/// A run of backticks or tildes that opens or closes something whose length follows what is in it.
package struct PlacedRun: Sendable {
  package var offset: Int
  package var length: Int
  package var isOpening: Bool
  package var frame: Int
}

/// What was found in one template: a message, or a snippet called from one place.
package struct PlacedTemplate: Sendable {
  package var holes: [Int: PlacedHole] = [:]
  package var runs: [Int: [PlacedRun]] = [:]
  /// The templates of the snippets it calls, by the instruction of the call.
  package var calls: [Int: Int] = [:]
}

package struct PlaceScanner {
  /// More instructions than a message of people has; snippets that double each other's calls end here.
  package static let workLimit = 2_000_000
  package static let callLimit = 250

  let program: Program
  let form: (Program.ExpressionID) -> ValueForm
  let isExhaustive: (Program.ExpressionID) -> Bool
  package internal(set) var frames = [PlaceFrame(.root, in: 0, at: PlacePoint(-1))]
  package internal(set) var templates: [PlacedTemplate] = []
  package internal(set) var problems: [PlaceProblem] = []
  /// The message was more than can be looked through.
  package private(set) var isTooMuch = false
  var base: [UInt8] = []
  /// The hole that ends where the scanner stands.
  var lastHole: PlacePoint?
  /// Instructions with the text of values: it may close what is open, and opens nothing.
  var values: Set<Int> = []
  /// Names of elements that literal text of the program closes somewhere: no other tag opens one.
  let closable: Set<String>
  var missing: Set<MissingSign> = []
  /// Elements with fences or inline code in them, which a value beside those could open or close.
  private(set) var holdsRuns: Set<Int> = []
  /// Backticks somewhere that pair with none on their line: one in a value could.
  var hasLoneRuns = false
  private var work = 0
  private var depth = 0
  private var known: [InstanceKey: Instance] = [:]

  private struct InstanceKey: Hashable {
    var snippet: Int32
    var state: PlaceState
    var base: [UInt8]
  }
  private struct Instance {
    var template: Int
    var state: PlaceState
  }

  /// - Parameters:
  ///   - form: of a value that a hole prints.
  ///   - isExhaustive: whether the cases of a `match` over this leave nothing over.
  ///   - closable: `closedNames` of the program's literal text, if they are known.
  package init(
    program: Program, form: @escaping (Program.ExpressionID) -> ValueForm,
    isExhaustive: @escaping (Program.ExpressionID) -> Bool, closable: Set<String>? = nil
  ) {
    self.program = program
    self.form = form
    self.isExhaustive = isExhaustive
    self.closable = closable ?? Self.closedNames(program.literals)
  }

  package static func closedNames(_ literals: [UInt8]) -> Set<String> {
    literals.withUnsafeBufferPointer { bytes in
      var names: Set<String> = []
      let tags = TagScan(bytes: bytes, end: bytes.count)
      var from = 0
      while let found = ByteSearch.first([0x3C, 0x2F], in: bytes, from: from, to: bytes.count) {
        from = found + 2
        if let end = tags.nameEnd(from: from) {
          names.insert(String(decoding: bytes[from..<end], as: UTF8.self))
        }
      }
      return names
    }
  }

  /// Scans a message by itself. The first of `templates` is the message's.
  package mutating func scan(_ message: Program.Block) {
    templates = [PlacedTemplate()]
    var state = PlaceState()
    let literals = program.literals
    literals.withUnsafeBufferPointer { bytes in
      run(message, &state, 0, bytes)
      if frames[state.frame].isFence {
        report(.unclosedFence, at: frames[state.frame].opener)
      }
    }
    noteRuns()
  }

  private mutating func noteRuns() {
    for frame in frames.indices {
      switch frames[frame].kind {
      case .code, .fence: break
      case .root, .tag, .element, .markup: continue
      }
      var next = frames[frame].parent
      while next != 0, holdsRuns.insert(canonical(next)).inserted { next = frames[next].parent }
    }
  }

  mutating func report(_ kind: PlaceProblem.Kind, at point: PlacePoint, other: PlacePoint? = nil) {
    let problem = PlaceProblem(kind, at: point, other: other)
    if !problems.contains(problem) { problems.append(problem) }
  }

  // MARK: Instructions

  typealias Bytes = UnsafeBufferPointer<UInt8>

  mutating func run(
    _ block: Program.Block, _ state: inout PlaceState, _ template: Int, _ bytes: Bytes
  ) {
    for index in block.range {
      work += 1
      if work > Self.workLimit {
        isTooMuch = true
        return
      }
      switch program.instructions[index] {
      case .text(let literal, _):
        let text = LiteralScan(literal: literal, index: index, block: block, template: template, bytes: bytes)
        scan(text, &state)
      // A program that is scanned has not been marked yet.
      case .opening, .closing: break
      case .print(let expression, _, _): hole(index, form(expression), &state, template, block)
      case .call(let snippet, _, let indent, _):
        call(index, snippet, program.literals[indent.range], &state, template, bytes)
      case .branch(_, let then, let otherwise, _):
        let ends = [then, otherwise].map { end(of: $0, from: state, template, bytes) }
        state = meet(ends, from: state, at: [PlacePoint(index), PlacePoint(index)])
      case .loop(_, _, _, let body, let otherwise, _):
        loop(index, body, otherwise, &state, template, bytes)
      case .match(let subject, let start, let count, let otherwise, _):
        var ways = program.branches[Int(start)..<Int(start + count)].map(\.body)
        if otherwise.count > 0 || !isExhaustive(subject) { ways.append(otherwise) }
        let ends = ways.map { end(of: $0, from: state, template, bytes) }
        state = meet(ends, from: state, at: ways.map { _ in PlacePoint(index) })
      case .set: break
      }
    }
  }

  private mutating func end(
    of block: Program.Block, from state: PlaceState, _ template: Int, _ bytes: Bytes
  ) -> PlaceState {
    var state = state
    lastHole = nil
    run(block, &state, template, bytes)
    lastHole = nil
    return state
  }

  /// The second time a body is done, it begins where it ended: what it is read with holds for both.
  private mutating func loop(
    _ index: Int, _ body: Program.Block, _ otherwise: Program.Block, _ state: inout PlaceState,
    _ template: Int, _ bytes: Bytes
  ) {
    let before = state
    var start = state
    var after = end(of: body, from: start, template, bytes)
    for _ in 0..<4 {
      let next = meet([start, after], from: start, at: [PlacePoint(index), PlacePoint(index)], inLoop: true)
      if next == start { break }
      start = next
      after = end(of: body, from: start, template, bytes)
    }
    let other = end(of: otherwise, from: before, template, bytes)
    state = meet([after, other], from: before, at: [PlacePoint(index), PlacePoint(index)], inLoop: true)
  }

  // MARK: Snippets

  private mutating func call(
    _ index: Int, _ snippet: Int32, _ indent: ArraySlice<UInt8>, _ state: inout PlaceState, _ template: Int,
    _ bytes: Bytes
  ) {
    lastHole = nil
    if case .name = state.tag { state.tag = .none }
    let savedBase = base
    base += indent
    defer { base = savedBase }
    if case .start(let prefix) = state.line, !indent.isEmpty, prefix != base { state.line = .unsure }
    if case .closed = state.line {
      report(.textAfterFence, at: PlacePoint(index))
      state.line = .middle
    }
    let key = InstanceKey(snippet: snippet, state: state, base: base)
    if let instance = known[key] {
      templates[template].calls[index] = instance.template
      state = instance.state
      return
    }
    guard depth < Self.callLimit else {
      isTooMuch = true
      return
    }
    depth += 1
    defer { depth -= 1 }
    let own = templates.count
    templates.append(PlacedTemplate())
    templates[template].calls[index] = own
    run(program.snippets[Int(snippet)].body, &state, own, bytes)
    lastHole = nil
    // The break before a last tag is dropped, or stays.
    if case .start = state.line, program.snippets[Int(snippet)].body.count > 0 { state.line = .unsure }
    known[key] = Instance(template: own, state: state)
  }

  // MARK: Holes

  private mutating func hole(
    _ index: Int, _ form: ValueForm, _ state: inout PlaceState, _ template: Int, _ block: Program.Block
  ) {
    if case .closed = state.line {
      report(.textAfterFence, at: PlacePoint(index))
      state.line = .middle
    }
    if case .start(let prefix) = state.line { noteLooseLine(prefix, PlacePoint(index), state.frame) }
    let isInfo = state.line == .info
    templates[template].holes[index] = PlacedHole(
      frame: state.frame, url: state.url, json: state.json, tag: state.tag, isInfo: isInfo,
      isBetweenRuns: isBetweenRuns(index, block, state), base: base)
    lastHole = PlacePoint(index)
    if state.tag == .name { state.tag = .none }
    if form.kind == .media { return }
    switch state.line {
    case .start: state.line = .unsure
    case .middle: if form.mayBreak { state.line = .unsure }
    case .unsure, .info, .closed: break
    }
    state.json.isEscaped = false
    if state.json.awaitsValue, !state.json.isInString { state.json.awaitsValue = false }
    switch state.url {
    case .none, .afterWhole: state.url = form.kind == .url ? .afterWhole : .none
    case .whole: state.url = form.kind == .url ? .afterWhole : .host
    case .word: state.url = .host
    case .mixed: state.url = .none
    case .host, .path, .query, .fragment, .address, .script: break
    }
  }
}

extension PlaceScanner {
  private func isBetweenRuns(_ index: Int, _ block: Program.Block, _ state: PlaceState) -> Bool {
    if case .code = frames[state.frame].kind { return false }
    func literal(_ step: Int) -> ArraySlice<UInt8>? {
      var next = index + step
      while block.range.contains(next) {
        switch program.instructions[next] {
        case .print: next += step
        case .text(let literal, _): return program.literals[literal.range]
        default: return nil
        }
      }
      return nil
    }
    return literal(-1)?.last == 0x60 && literal(1)?.first == 0x60
  }
}

/// The text of one instruction, with the block it is in, for a look at what follows.
struct LiteralScan {
  var literal: Program.Literal
  var index: Int
  var block: Program.Block
  var template: Int
  var bytes: UnsafeBufferPointer<UInt8>

  var start: Int { Int(literal.start) }
  var end: Int { Int(literal.end) }

  func point(_ position: Int) -> PlacePoint { PlacePoint(index, position - start) }
}
