// How many tokens a template can come to: at least, and at most.

import DariBase
import DariRuntime

/// What is known of a value that a hole can print.
private struct PrintedBound {
  /// Hundredths of a token at most; nil if nothing limits it.
  var weight: Int?
  /// Scalars at most, where there is a limit.
  var scalars = 0
  var breaksLines = false
}

/// A name of a frame: what it prints, what it is, and the inputs and steps that it comes from.
private struct SlotBound {
  var printed: PrintedBound
  var type: Type?
  var names: [String]
}

/// Runs over a program as the renderer would, with types in place of values.
struct PromptBounds {
  /// The most that a template can come to, in hundredths of a token.
  struct Most {
    var weight = 0
    /// By input or step, what of it comes from there.
    var parts: [String: Int] = [:]
    /// Inputs and steps whose length nothing limits, with how often each is printed.
    var unlimited: [String: Int] = [:]
  }

  /// The words that always stand there.
  struct Least {
    var weight = 0
    /// Nil once it is longer than anybody would write.
    var text: String? = ""
  }

  /// A program that takes more than this has snippets that call each other thousands of times.
  private static let workLimit = 50_000

  let program: Program
  let types: [Type?]
  let frameNames: [String]
  let meter: TokenMeter
  private var slots: [Int: SlotBound] = [:]
  /// Most items of the `for` with that slot, where there is a limit.
  private var loops: [Int: Int] = [:]
  private var indentWeight = 0
  private var callDepth = 0
  private var work = 0

  init(program: Program, types: [Type?], frameNames: [String], meter: TokenMeter) {
    self.program = program
    self.types = types
    self.frameNames = frameNames
    self.meter = meter
  }

  /// An item of `each` is made from what its list is made from, `earlier` from the results of the step.
  mutating func take(_ each: Routine.Each, of step: String, types known: [Int: Type]) {
    for item in each.items {
      slots[item.slot] = known[item.slot].map { slotBound($0, names(item.list.value)) }
    }
    guard let slot = each.earlierSlot else { return }
    slots[slot] = known[slot].map { slotBound($0, [step]) }
  }

  /// What a person says when sending back has no limit, and is not asked to have one.
  mutating func leaveOut(_ slot: Int) {
    slots[slot] = SlotBound(printed: PrintedBound(weight: 0), type: nil, names: [])
  }

  private func slotBound(_ type: Type, _ names: [String]) -> SlotBound {
    SlotBound(printed: bound(of: type), type: type, names: names)
  }

  /// Whether the program was too large to be looked through; then nothing is known.
  var gaveUp: Bool { work > Self.workLimit }

  private mutating func isTooMuch() -> Bool {
    work += 1
    return gaveUp || callDepth > 100
  }

  private func type(_ id: Program.ExpressionID) -> Type? { types[Int(id.index)] }

  private func weight(_ text: String) -> Int { (try? meter.weight(of: text)) ?? 0 }

  // MARK: At least

  /// The literal text on the way that has the least of it, with nothing in the holes but what is known.
  mutating func least(_ block: Program.Block) -> Least {
    var result = Least()
    for index in block.range {
      if isTooMuch() { return result }
      switch program.instructions[index] {
      case .text(let literal, _), .opening(let literal, _, _), .closing(let literal, _):
        result.append(weighed(program.text(of: literal)))
      case .print(let expression, _, _):
        if let value = constant(expression) { result.append(weighed(printed(value))) }
      case .call(let snippet, _, _, _):
        callDepth += 1
        result.append(least(program.snippets[Int(snippet)].body))
        callDepth -= 1
      case .branch(_, let then, let otherwise, _): result.append(lesser(least(then), least(otherwise)))
      case .loop(_, let list, let condition, let body, let otherwise, _):
        let count = condition == nil ? fewestItems(list) : 0
        // With one item or with none: either may be the shorter way.
        let once = least(body)
        let fewest = count == 0 ? lesser(once, least(otherwise)) : nil
        result.append(fewest ?? once, times: max(1, count))
      case .match(let subject, let start, let count, let otherwise, _):
        let branches = program.branches[Int(start)..<Int(start + count)]
        var ways = branches.map { $0.body }
        if otherwise.count > 0 || !isExhaustive(branches, type(subject)) { ways.append(otherwise) }
        var fewest: Least?
        for way in ways {
          let other = least(way)
          fewest = fewest.map { lesser($0, other) } ?? other
        }
        if let fewest { result.append(fewest) }
      case .set: break
      }
    }
    return result
  }

  private func weighed(_ text: String) -> Least { Least(weight: weight(text), text: text) }

  private func lesser(_ a: Least, _ b: Least) -> Least { b.weight < a.weight ? b : a }

  private func fewestItems(_ list: Program.ExpressionID) -> Int {
    if case .list(let items)? = constant(list) { return items.count }
    if case .list(let limits, _)? = type(list)?.core { return max(0, limits.low ?? 0) }
    return 0
  }

  private func isExhaustive(_ branches: ArraySlice<Program.MatchBranch>, _ type: Type?) -> Bool {
    guard let type else { return false }
    let patterns = branches.flatMap(\.patterns)
    if type.isOptional, !patterns.contains(.absent) { return false }
    if patterns.contains(.present) { return true }
    guard case .enumeration(let words) = type.core else { return false }
    return words.words.allSatisfy { patterns.contains(.word($0)) }
  }

  // MARK: At most

  mutating func most(_ block: Program.Block) -> Most {
    var result = Most()
    for index in block.range {
      if isTooMuch() { return result }
      switch program.instructions[index] {
      case .text(let literal, _), .opening(let literal, _, _), .closing(let literal, _):
        let text = program.text(of: literal)
        let breaks = text.utf8.count { $0 == 0x0A }
        result.weight = result.weight.plus(weight(text)).plus(breaks.times(indentWeight))
      case .print(let expression, _, _): result.add(bound(expression), from: names(expression), indentWeight)
      case .call(let snippet, let arguments, let indent, _):
        result.add(most(program.snippets[Int(snippet)], arguments, indent))
      case .branch(_, let then, let otherwise, _): result.add(most(then).orMore(most(otherwise)))
      case .loop(let slot, let list, _, let body, let otherwise, _):
        result.add(mostOfLoop(Int(slot), list, body).orMore(most(otherwise)))
      case .match(_, let start, let count, let otherwise, _):
        var largest = most(otherwise)
        for branch in program.branches[Int(start)..<Int(start + count)] {
          largest = largest.orMore(most(branch.body))
        }
        result.add(largest)
      case .set(let slot, let expression, _): slots[Int(slot)] = slotBound(expression)
      }
    }
    return result
  }

  private mutating func most(
    _ snippet: Program.Snippet, _ arguments: Program.Arguments, _ indent: Program.Literal
  ) -> Most {
    var parameters: [Int: SlotBound] = [:]
    for (slot, argument) in arguments.range.enumerated() {
      parameters[slot] = slotBound(program.lists[argument])
    }
    let saved = (slots, loops, indentWeight)
    slots = parameters
    loops = [:]
    indentWeight = indentWeight.plus(weight(program.text(of: indent)))
    callDepth += 1
    let result = most(snippet.body)
    callDepth -= 1
    (slots, loops, indentWeight) = saved
    return result
  }

  private mutating func mostOfLoop(
    _ slot: Int, _ list: Program.ExpressionID, _ body: Program.Block
  ) -> Most {
    let source = slotBound(list)
    var limit: Int?
    var item = SlotBound(printed: PrintedBound(weight: 0), type: nil, names: source.names)
    if case .list(let limits, let element)? = source.type?.core {
      limit = limits.high
      item.type = element
      item.printed = bound(of: element)
    }
    if case .list(let items)? = constant(list) {
      limit = items.count
      item.printed.weight = items.map { weight(printed($0)) }.max() ?? 0
    }
    slots[slot] = item
    loops[slot] = limit
    var result = most(body)
    if let limit {
      result.repeatIt(limit)
    } else if result.weight > 0 || !result.unlimited.isEmpty {
      for name in source.names { result.unlimited[name, default: 0] += 1 }
    }
    return result
  }

  // MARK: Values

  private func constant(_ id: Program.ExpressionID) -> Value? {
    switch program[id] {
    case .constant(let index): return program.constants[Int(index)].value
    case .field(let base, let slot, _):
      guard case .record(let fields)? = constant(base), fields.indices.contains(Int(slot)) else { return nil }
      return fields[Int(slot)]
    default: return nil
    }
  }

  private func printed(_ value: Value) -> String {
    switch value {
    case .list, .record, .absent: ""
    default: value.printed
    }
  }

  private func slotBound(_ id: Program.ExpressionID) -> SlotBound {
    var type = type(id)
    if case .slot(let slot) = program[id], let known = slots[Int(slot)]?.type { type = known }
    return SlotBound(printed: bound(id), type: type, names: names(id))
  }

  private func bound(_ id: Program.ExpressionID) -> PrintedBound {
    if let value = constant(id) {
      let text = printed(value)
      return PrintedBound(
        weight: weight(text), scalars: text.unicodeScalars.count, breaksLines: text.utf8.contains(0x0A))
    }
    switch program[id] {
    case .slot(let slot): if let known = slots[Int(slot)] { return known.printed }
    case .conditional(_, let then, let otherwise): return bound(then).orMore(bound(otherwise))
    case .loop(let slot, let property):
      if property == .first || property == .last { return bound(of: .bool) }
      let digits = loops[Int(slot)].map { String($0).utf8.count } ?? 19
      return PrintedBound(weight: digits.times(meter.mostPerASCII), scalars: digits)
    default: break
    }
    guard let type = type(id) else {
      // Conditions are the only expressions that print and are not typed.
      if case .filter = program[id] { return PrintedBound(weight: nil) }
      return bound(of: .bool)
    }
    return bound(of: type)
  }

  private func bound(of type: Type) -> PrintedBound {
    var result = PrintedBound(weight: 0)
    result.breaksLines = type.core.isPrintable && !type.core.printsOneLine
    switch type.core {
    case .enumeration(let words): result.weight = words.words.map { weight($0) }.max() ?? 0
    case .text, .line, .url, .email:
      result.weight = type.core.longestPrinted.map { max(0, $0).times(meter.mostPerScalar) }
    default: result.weight = (type.core.longestPrinted ?? 0).times(meter.mostPerASCII)
    }
    result.scalars = max(0, type.core.longestPrinted ?? 0)
    return result
  }

  /// The inputs and steps that a value is made from.
  private func names(_ id: Program.ExpressionID) -> [String] {
    func all(_ parts: [Program.ExpressionID]) -> [String] {
      var seen: Set<String> = []
      return parts.flatMap { names($0) }.filter { seen.insert($0).inserted }
    }
    switch program[id] {
    case .constant, .loop: return []
    case .slot(let slot):
      if let known = slots[Int(slot)] { return known.names }
      return frameNames.indices.contains(Int(slot)) ? [frameNames[Int(slot)]] : []
    case .field(let base, _, _), .item(let base, _): return names(base)
    case .not(let a), .negate(let a), .isPresent(let a), .isEmpty(let a): return names(a)
    case .binary(_, let a, let b), .conditional(_, let a, let b): return all([a, b])
    case .list(let arguments): return all(arguments.range.map { program.lists[$0] })
    case .filter(_, let subject, let arguments, _):
      return all([subject] + arguments.range.map { program.lists[$0] })
    }
  }
}

// MARK: Adding up

extension PromptBounds.Least {
  /// In bytes: longer than anybody writes.
  private static let longest = 1 << 20

  fileprivate mutating func append(_ other: PromptBounds.Least, times count: Int = 1) {
    weight = weight.plus(other.weight.times(count))
    guard let own = text, let more = other.text,
      own.utf8.count.plus(more.utf8.count.times(count)) <= Self.longest
    else {
      text = nil
      return
    }
    text = own + String(repeating: more, count: count)
  }
}

extension PromptBounds.Most {
  mutating func add(_ other: PromptBounds.Most) {
    weight = weight.plus(other.weight)
    parts.merge(other.parts) { $0.plus($1) }
    unlimited.merge(other.unlimited) { $0.plus($1) }
  }

  fileprivate mutating func add(_ value: PrintedBound, from names: [String], _ indentWeight: Int) {
    guard var more = value.weight else {
      for name in names { unlimited[name, default: 0] += 1 }
      return
    }
    // A line takes two characters at least, its break and one that the indent stands before.
    if value.breaksLines { more = more.plus((value.scalars / 2).times(indentWeight)) }
    weight = weight.plus(more)
    if let name = names.first { parts[name] = (parts[name] ?? 0).plus(more) }
  }

  fileprivate func orMore(_ other: PromptBounds.Most) -> PromptBounds.Most {
    var result = other.weight > weight ? other : self
    result.unlimited = unlimited.merging(other.unlimited) { max($0, $1) }
    return result
  }

  fileprivate mutating func repeatIt(_ count: Int) {
    weight = weight.times(count)
    parts = parts.mapValues { $0.times(count) }
    unlimited = count == 0 ? [:] : unlimited.mapValues { $0.times(count) }
  }
}

extension PrintedBound {
  fileprivate func orMore(_ other: PrintedBound) -> PrintedBound {
    guard let a = weight, let b = other.weight else { return PrintedBound(weight: nil) }
    return PrintedBound(
      weight: max(a, b), scalars: max(scalars, other.scalars), breaksLines: breaksLines || other.breaksLines)
  }
}

extension Int {
  /// The largest number is as good as any that is larger.
  fileprivate func plus(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  fileprivate func times(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
