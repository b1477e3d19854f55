// Labels of expressions: what is declared for the parts of inputs, and what flows into results and names.

import DariRuntime

extension Labels {
  /// What a condition hands on: that it held tells something of personal and confidential data, but nobody can write an
  /// instruction with it.
  var throughConditions: Labels { subtracting(.untrusted) }

  /// What is left behind `redact`.
  var masked: Labels { contains(.personal) ? subtracting(.personal).union(.redacted) : self }
}

/// What lies in the slots of a frame, besides what its types say.
struct LabelFrame {
  struct Entry {
    var labels: Labels
    /// The labels are all there are: what the type says was counted.
    var isWhole = false
    /// Where they come from; empty for what has a name of its own, an input or a step.
    var sources: [LabelSource] = []
  }
  var entries: [Int: Entry] = [:]
}

/// An input or a step's result that labels come from.
struct LabelSource: Hashable {
  /// Of the routine's frame.
  var slot: Int
  var labels: Labels
  /// It was masked on the way: what is redacted here is personal there.
  var isMasked = false
}

extension LabelSource {
  /// The same behind `redact`.
  var masked: LabelSource {
    LabelSource(slot: slot, labels: labels.masked, isMasked: isMasked || labels.contains(.personal))
  }
}

extension [LabelSource] {
  /// Those that give one of these labels, with those only.
  func of(_ labels: Labels) -> [LabelSource] {
    compactMap { source in
      var part = source
      part.labels.formIntersection(labels)
      return part.labels.isEmpty ? nil : part
    }
  }
}

struct ExpressionLabels {
  let program: Program
  /// By expression.
  let types: [Type?]
  var frame: LabelFrame

  /// Of a value that is printed or handed on.
  func labels(_ id: Program.ExpressionID) -> Labels {
    let labels = unrefined(id)
    return type(id)?.isClosed ?? isCondition(id) ? labels.throughConditions : labels
  }

  private func type(_ id: Program.ExpressionID) -> Type? { types[Int(id.index)] }

  private func isCondition(_ id: Program.ExpressionID) -> Bool {
    switch program[id] {
    case .not, .isPresent, .isEmpty, .loop: true
    case .binary(let operation, _, _): operation != .concatenate
    default: false
    }
  }

  private func unrefined(_ id: Program.ExpressionID) -> Labels {
    switch program[id] {
    case .constant: return []
    case .slot(let slot):
      guard let entry = frame.entries[Int(slot)] else { return type(id)?.flowLabels ?? [] }
      return entry.isWhole ? entry.labels : entry.labels.union(type(id)?.flowLabels ?? [])
    case .field(let base, _, _): return flow(base).union(isWhole(base) ? [] : type(id)?.flowLabels ?? [])
    case .item(let base, let index):
      return flow(base).union(isWhole(base) ? [] : type(id)?.flowLabels ?? [])
        .union(labels(index).throughConditions)
    case .loop(let slot, _): return frame.entries[Int(slot) + 1]?.labels ?? []
    case .not(let operand), .negate(let operand), .isPresent(let operand), .isEmpty(let operand):
      return labels(operand)
    case .binary(_, let left, let right): return labels(left).union(labels(right))
    case .conditional(let condition, let then, let otherwise):
      return labels(then).union(labels(otherwise)).union(labels(condition).throughConditions)
    case .list(let items): return items.range.reduce([]) { $0.union(labels(program.lists[$1])) }
    case .filter(let row, let subject, let arguments, _):
      return filtered(Filter.all[Int(row)].name, id, subject, arguments)
    }
  }

  /// Labels that a value may have somewhere and a type does not declare there.
  func labelsMissing(_ id: Program.ExpressionID, in declared: Type) -> Labels {
    guard let type = type(id), !type.isPlain, !isWhole(id) else {
      return Type(declared.core).labelsMissing(in: declared, adding: labels(id))
    }
    return type.labelsMissing(in: declared, adding: flow(id))
  }

  /// A part of something whose labels are all known.
  private func isWhole(_ id: Program.ExpressionID) -> Bool {
    switch program[id] {
    case .slot(let slot): frame.entries[Int(slot)]?.isWhole ?? false
    case .field(let base, _, _), .item(let base, _): isWhole(base)
    default: false
    }
  }

  private func filtered(
    _ name: String, _ id: Program.ExpressionID, _ subject: Program.ExpressionID,
    _ arguments: Program.Arguments
  ) -> Labels {
    let others = arguments.range.reduce(Labels()) { $0.union(labels(program.lists[$1])) }
    // Of what takes parts out of a list, the type knows which.
    if type(subject)?.isPlain == false, Self.selecting.contains(name) {
      return flow(subject).union(type(id)?.flowLabels ?? []).union(others)
    }
    // What is given to it is what it masks.
    if name == "redact" { return labels(subject).masked }
    return labels(subject).union(others)
  }

  private static let selecting: Set<String> = [
    "first", "last", "map", "where", "sort", "reverse", "unique", "sum", "min", "max", "flatten", "default",
  ]

  /// What has flown into the names that a value is a part of, without what types say of the part.
  func flow(_ id: Program.ExpressionID) -> Labels {
    switch program[id] {
    case .constant: return []
    case .slot(let slot): return frame.entries[Int(slot)]?.labels ?? []
    case .field(let base, _, _): return flow(base)
    case .filter(let row, let subject, let arguments, _):
      let others = arguments.range.reduce(Labels()) { $0.union(labels(program.lists[$1])) }
      if type(subject)?.isPlain != false { return labels(id) }
      if Filter.all[Int(row)].name == "redact" { return flow(subject).masked }
      return flow(subject).union(others)
    case .conditional(let condition, let then, let otherwise):
      return flow(then).union(flow(otherwise)).union(labels(condition).throughConditions)
    case .item(let base, let index): return flow(base).union(labels(index).throughConditions)
    default: return labels(id)
    }
  }

  // MARK: Names

  /// What a name stands for that is set to this.
  func entry(_ id: Program.ExpressionID) -> LabelFrame.Entry {
    let isPlain = type(id)?.isPlain ?? true
    return .init(labels: isPlain ? labels(id) : flow(id), isWhole: isPlain, sources: sources(id))
  }

  /// What an item of a list stands for; its type says what is declared.
  func itemEntry(_ list: Program.ExpressionID) -> LabelFrame.Entry {
    .init(labels: flow(list), isWhole: false, sources: sources(list))
  }

  /// The inputs and results with labels that a value is made from, each once.
  func sources(_ id: Program.ExpressionID) -> [LabelSource] {
    var result: [LabelSource] = []
    collect(id, &result)
    return result
  }

  private func collect(_ id: Program.ExpressionID, _ result: inout [LabelSource]) {
    switch program[id] {
    case .constant: break
    case .loop(let slot, _):
      for source in frame.entries[Int(slot) + 1]?.sources ?? [] where !result.contains(source) {
        result.append(source)
      }
    case .slot(let slot):
      let entry = frame.entries[Int(slot)]
      let labels = unrefined(id)
      let own = entry?.sources ?? []
      let found = own.isEmpty ? [LabelSource(slot: Int(slot), labels: labels)] : own
      for source in found where !source.labels.isEmpty && !result.contains(source) { result.append(source) }
    case .field(let base, _, _), .item(let base, _):
      // Of the part, not of the whole that it is in.
      var inner: [LabelSource] = []
      collect(base, &inner)
      let labels = unrefined(id)
      for source in inner {
        var part = source
        part.labels.formIntersection(labels)
        if !part.labels.isEmpty, !result.contains(part) { result.append(part) }
      }
    case .not(let operand), .negate(let operand), .isPresent(let operand), .isEmpty(let operand):
      collect(operand, &result)
    case .binary(_, let left, let right):
      collect(left, &result)
      collect(right, &result)
    case .conditional(let condition, let then, let otherwise):
      var deciding: [LabelSource] = []
      collect(condition, &deciding)
      for source in deciding.of(labels(condition).throughConditions) where !result.contains(source) {
        result.append(source)
      }
      for part in [then, otherwise] { collect(part, &result) }
    case .list(let items): for index in items.range { collect(program.lists[index], &result) }
    case .filter(let row, let subject, let arguments, _):
      if Filter.all[Int(row)].name == "redact" {
        var masked: [LabelSource] = []
        collect(subject, &masked)
        for source in masked.map(\.masked) where !result.contains(source) { result.append(source) }
      } else {
        collect(subject, &result)
      }
      for index in arguments.range { collect(program.lists[index], &result) }
    }
  }
}
