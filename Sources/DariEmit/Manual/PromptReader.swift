// Reads a compiled template without data: what is known when compiling is text, what a person fills in is a marked
// place, and what depends on it is shown under its condition.

import DariBase
import DariRuntime

/// One reader per template: names that a template sets are visible to the rest of it alone.
struct PromptReader {
  let program: Program
  let words: ManualWords
  private(set) var frame: Frame
  /// The text is for people: a table of constants has the words of choices, where a model gets the choices themselves.
  let isForPeople: Bool
  /// What the lines of a snippet are indented with.
  private var indent = ""
  private var isAtLineStart = false
  /// Of the loop being read.
  private var separator: String?
  /// Loops over constants are written out only as long as a page stays readable.
  private var unrolled = 0
  private static let unrollLimit = 400
  /// Snippets that call each other twice double with every level; from here on only their names are shown.
  private var calls = 0
  private static let callLimit = 2000

  struct Frame {
    var names: [String]
    var meanings: [Meaning]
  }

  /// What stands in a slot.
  enum Meaning {
    case known(Value)
    case open(Datum)
  }

  init(program: Program, words: ManualWords, frame: Frame, isForPeople: Bool = false) {
    self.program = program
    self.isForPeople = isForPeople
    self.words = words
    self.frame = frame
  }

  /// The parts of a template, with what stands on lines of its own told apart from what stands within a line.
  mutating func read(_ block: Program.Block) -> [PromptPart] {
    PromptLayout.laidOut(parts(of: block))
  }

  private mutating func parts(of block: Program.Block) -> [PromptPart] {
    var parts: [PromptPart] = []
    for index in block.range { read(program.instructions[index], into: &parts) }
    return parts
  }

  private mutating func read(_ instruction: Program.Instruction, into parts: inout [PromptPart]) {
    switch instruction {
    case .text(let literal, _), .opening(let literal, _, _), .closing(let literal, _):
      add(program.text(of: literal), to: &parts)
    case .print(let expression, _, _): print(expression, into: &parts)
    case .call(let snippet, let arguments, let indent, _):
      call(program.snippets[Int(snippet)], arguments, program.text(of: indent), into: &parts)
    case .branch(let condition, let then, let otherwise, _):
      branch(condition, then, otherwise, into: &parts)
    case .loop(let slot, let list, let condition, let body, let otherwise, _):
      loop(Int(slot), list, condition, body, otherwise, into: &parts)
    case .match(let subject, let start, let count, let otherwise, _):
      match(subject, program.branches[Int(start)..<Int(start + count)], otherwise, into: &parts)
    case .set(let slot, let expression, _):
      frame.meanings[Int(slot)] =
        value(expression).map(Meaning.known)
        ?? .open(datum(expression).named(frame.names[Int(slot)], words: words))
    }
  }

  // MARK: Text

  private mutating func add(_ text: String, to parts: inout [PromptPart]) {
    var text = text
    if text.utf8.isEmpty { return }
    if !indent.isEmpty {
      var indented = ""
      for scalar in text.unicodeScalars {
        if scalar == "\n" {
          isAtLineStart = true
        } else if isAtLineStart {
          indented += indent
          isAtLineStart = false
        }
        indented.unicodeScalars.append(scalar)
      }
      text = indented
    }
    join(.text(text), to: &parts)
  }

  private mutating func add(_ hole: PromptHole, to parts: inout [PromptPart]) {
    if isAtLineStart, !indent.isEmpty {
      isAtLineStart = false
      join(.text(indent), to: &parts)
    }
    parts.append(.hole(hole))
  }

  private mutating func call(
    _ snippet: Program.Snippet, _ arguments: Program.Arguments, _ indent: String,
    into parts: inout [PromptPart]
  ) {
    calls += 1
    if calls > Self.callLimit {
      return add(PromptHole(path: snippet.name, words: snippet.name), to: &parts)
    }
    var callee = Frame(
      names: snippet.slotNames,
      meanings: snippet.slotNames.map { .open(Datum(unnamed: $0, words: words)) })
    for (slot, argument) in arguments.range.enumerated() {
      let expression = program.lists[argument]
      callee.meanings[slot] = value(expression).map(Meaning.known) ?? .open(datum(expression))
    }
    let saved = self.indent
    self.indent += indent
    swap(&frame, &callee)
    for part in self.parts(of: snippet.body) { join(part, to: &parts) }
    swap(&frame, &callee)
    self.indent = saved
    if saved.isEmpty { isAtLineStart = false }
  }

  private func join(_ part: PromptPart, to parts: inout [PromptPart]) {
    if case .text(let more) = part, case .text(let last)? = parts.last {
      parts[parts.count - 1] = .text(last + more)
    } else {
      parts.append(part)
    }
  }

  // MARK: Places

  private mutating func print(_ expression: Program.ExpressionID, into parts: inout [PromptPart]) {
    if let value = value(expression) { return add(value.printed, to: &parts) }
    switch program[expression] {
    case .conditional(let condition, let then, let otherwise):
      if case .bool(let holds)? = value(condition) { return print(holds ? then : otherwise, into: &parts) }
      var group = PromptBranches(branches: [])
      for (isThen, branch) in [(true, then), (false, otherwise)] {
        var inner: [PromptPart] = []
        print(branch, into: &inner)
        if inner.isEmpty { continue }
        let words =
          isThen
          ? clause(condition).when
          : group.branches.isEmpty ? clause(condition, negated: true).when : words.prompts.otherwise
        group.branches.append(.init(condition: words, parts: inner))
      }
      if !group.branches.isEmpty { parts.append(.branches(group)) }
    case .binary(.concatenate, let left, let right):
      print(left, into: &parts)
      print(right, into: &parts)
    case .filter(let index, let subject, let arguments, _) where Filter.all[Int(index)].name == "josa":
      print(subject, into: &parts)
      add(particle(arguments), to: &parts)
    default:
      let datum = datum(expression)
      var hole = PromptHole(path: datum.path, words: datum.words, note: datum.note)
      if case .media(let kind)? = datum.type?.core {
        hole.attach = words.prompts.attachHere
        hole.note = words.prompts.attach(kind)
      }
      add(hole, to: &parts)
    }
  }

  /// Both forms, unless the author has said how the word is read.
  private func particle(_ arguments: Program.Arguments) -> String {
    let given = arguments.range.map { value(program.lists[$0]) }
    guard case .text(let pair)?? = given.first else { return "" }
    if given.count > 1, case .text(let reading)? = given[1] {
      return KoreanParticle.particle(pair, after: "", reading: reading)
    }
    return KoreanParticle.particle(pair, after: "")
  }

  // MARK: Control

  private mutating func branch(
    _ condition: Program.ExpressionID, _ then: Program.Block, _ otherwise: Program.Block,
    into parts: inout [PromptPart]
  ) {
    if case .bool(let holds)? = value(condition) {
      for part in self.parts(of: holds ? then : otherwise) { join(part, to: &parts) }
      return
    }
    if otherwise.count == 0, let between = betweenItems(condition, then) {
      separator = between
      return
    }
    var group = PromptBranches(branches: [])
    var rest = otherwise
    appendBranch(clause(condition).when, then, to: &group)
    // `elif` is a branch alone in the other branch.
    var before = [condition]
    while rest.count == 1,
      case .branch(let next, let then, let otherwise, _) = program.instructions[Int(rest.start)],
      value(next) == nil
    {
      let when = clause(next).when
      let isApart = group.branches.isEmpty || before.allSatisfy { excludes($0, next) }
      appendBranch(isApart ? when : words.prompts.otherwiseIf(when), then, to: &group)
      before.append(next)
      rest = otherwise
    }
    if rest.count > 0 {
      let isOnlyOther = rest == otherwise && group.branches.count <= 1
      appendBranch(
        isOnlyOther && hasPlainOpposite(condition)
          ? clause(condition, negated: true).when : words.prompts.otherwise, rest, to: &group)
    }
    if !group.branches.isEmpty { parts.append(.branches(group)) }
  }

  /// `{% if not loop.last %}, {% endif %}`: a comma, and no condition that a person should have to read.
  private func betweenItems(_ condition: Program.ExpressionID, _ then: Program.Block) -> String? {
    guard case .not(let operand) = program[condition], case .loop(_, let property) = program[operand],
      property == .last || property == .first, then.count == 1,
      case .text(let literal, _) = program.instructions[Int(then.start)]
    else { return nil }
    let text = program.text(of: literal)
    let isOnlySigns = text.unicodeScalars.allSatisfy { !$0.properties.isAlphabetic && $0 != "\n" }
    return isOnlySigns ? text : nil
  }

  private mutating func appendBranch(
    _ condition: String, _ block: Program.Block, to group: inout PromptBranches
  ) {
    let wasAtLineStart = isAtLineStart
    let parts = parts(of: block)
    isAtLineStart = wasAtLineStart
    if !parts.isEmpty { group.branches.append(.init(condition: condition, parts: parts)) }
  }

  private mutating func match(
    _ subject: Program.ExpressionID, _ branches: ArraySlice<Program.MatchBranch>, _ otherwise: Program.Block,
    into parts: inout [PromptPart]
  ) {
    if let value = value(subject) {
      let chosen = branches.first { $0.patterns.contains { $0.fits(value) } }?.body ?? otherwise
      for part in self.parts(of: chosen) { join(part, to: &parts) }
      return
    }
    let datum = datum(subject)
    let allWords = branches.allSatisfy { branch in
      branch.patterns.allSatisfy { if case .word = $0 { true } else { false } }
    }
    var group = PromptBranches(lead: allWords ? words.conditions.lead(datum.noun) : nil, branches: [])
    for branch in branches {
      appendBranch(condition(of: branch.patterns, datum, isShort: allWords), branch.body, to: &group)
    }
    if otherwise.count > 0 { appendBranch(words.prompts.otherwise, otherwise, to: &group) }
    if !group.branches.isEmpty { parts.append(.branches(group)) }
  }

  private func condition(of patterns: [Program.MatchBranch.Pattern], _ datum: Datum, isShort: Bool) -> String
  {
    var cases: [String] = []
    var clauses: [ManualWords.Clause] = []
    for pattern in patterns {
      switch pattern {
      case .word(let word): cases.append(datum.label(of: word))
      case .present: clauses.append(presence(of: datum, isThere: true))
      case .absent: clauses.append(presence(of: datum, isThere: false))
      }
    }
    if isShort { return words.conditions.cases(cases) }
    if !cases.isEmpty { clauses.insert(words.conditions.isOne(datum.noun, cases), at: 0) }
    return clauses.count == 1 ? clauses[0].when : words.conditions.any(clauses).when
  }

  private mutating func loop(
    _ slot: Int, _ list: Program.ExpressionID, _ condition: Program.ExpressionID?, _ body: Program.Block,
    _ otherwise: Program.Block, into parts: inout [PromptPart]
  ) {
    if case .list(let items)? = value(list), unrolled + items.count <= Self.unrollLimit,
      let kept = kept(items, condition, slot)
    {
      unrolled += kept.count
      if kept.isEmpty {
        for part in self.parts(of: otherwise) { join(part, to: &parts) }
      }
      for (index, item) in kept.enumerated() {
        frame.meanings[slot] = .known(item)
        frame.meanings[slot + 1] = .known(.int(Int64(index)))
        frame.meanings[slot + 2] = .known(.int(Int64(kept.count)))
        for part in self.parts(of: body) { join(part, to: &parts) }
      }
      return
    }
    let datum = self.list(list)
    frame.meanings[slot] = .open(Datum(itemOf: datum, named: frame.names[slot], words: words))
    let position = Datum(
      path: "loop.index", noun: words.conditions.field("loop.index"), words: words.prompts.loopNumber,
      type: .int,
      origin: .computed)
    frame.meanings[slot + 1] = .open(position)
    frame.meanings[slot + 2] = .open(position)
    var lead = words.prompts.loop(datum.noun)
    if let condition { lead += ", \(clause(condition).when)" }
    let outerSeparator = separator
    separator = nil
    let repeated = self.parts(of: body)
    if !repeated.isEmpty {
      parts.append(
        .loop(PromptLoop(lead: lead, item: frame.names[slot], separator: separator, parts: repeated)))
    }
    separator = outerSeparator
    if otherwise.count > 0 {
      var group = PromptBranches(branches: [])
      appendBranch(words.prompts.nothingToRepeat, otherwise, to: &group)
      if !group.branches.isEmpty { parts.append(.branches(group)) }
    }
  }

  /// The items that a loop keeps; nil if that is not known.
  private mutating func kept(_ items: [Value], _ condition: Program.ExpressionID?, _ slot: Int) -> [Value]? {
    guard let condition else { return items }
    var kept: [Value] = []
    for item in items {
      frame.meanings[slot] = .known(item)
      guard case .bool(let holds)? = value(condition) else { return nil }
      if holds { kept.append(item) }
    }
    return kept
  }
}

extension Program.MatchBranch.Pattern {
  fileprivate func fits(_ value: Value) -> Bool {
    switch (self, value) {
    case (.absent, .absent): true
    case (.present, .absent): false
    case (.present, _): true
    case (.word(let word), .symbol(let symbol)): word == symbol
    default: false
    }
  }
}
