// Values from outside: whether each still stands in a place that it cannot leave, and is written so that it cannot.

import DariBase
import DariRuntime

/// How the prompts of one step write each value, in all their snippets.
struct PrintedValues {
  struct Print: Hashable {
    var escaping: Escaping?
    var place: Program.Place
  }

  /// By the value as it is written in the step's own words.
  private(set) var prints: [String: [Print]] = [:]
  /// The names that a value begins with.
  private(set) var bases: [String: String] = [:]
  private let side: RoutineSide
  private var calls = 0
  /// Snippets that call each other twice double with every level.
  private static let callLimit = 2000

  init(_ side: RoutineSide, _ step: Routine.Step) {
    self.side = side
    let blocks = step.messages.map(\.body) + [step.again].compactMap { $0 }
    for block in blocks { visit(block, [:], 0) }
  }

  /// - Parameter given: what a snippet's slots stand for, in words of the step; empty in the step itself.
  private mutating func visit(_ block: Program.Block, _ given: [Int32: String], _ depth: Int) {
    let program = side.routine.program
    for block in program.blocks(in: block) {
      for instruction in program.instructions[block.range] {
        switch instruction {
        case .print(let value, let escaping, let place):
          let name = name(of: value, given, depth)
          prints[name, default: []].append(Print(escaping: program.escaping(escaping), place: place))
        case .call(let snippet, let arguments, _, _):
          calls += 1
          guard calls < Self.callLimit else { continue }
          var inner: [Int32: String] = [:]
          for (slot, index) in arguments.range.enumerated() {
            inner[Int32(slot)] = name(of: program.lists[index], given, depth)
          }
          visit(program.snippets[Int(snippet)].body, inner, depth + 1)
        default: break
        }
      }
    }
  }

  private mutating func name(of id: Program.ExpressionID, _ given: [Int32: String], _ depth: Int) -> String {
    let program = side.routine.program
    let name: String
    if depth == 0 {
      name = side.writer(.shown).text(of: id)
    } else {
      switch program[id] {
      case .slot(let slot): name = given[slot] ?? "#\(slot)"
      case .field(let base, _, let field): name = "\(self.name(of: base, given, depth)).\(field)"
      default: name = "#"
      }
    }
    bases[name] = String(name.prefix { $0 != "." && $0 != " " && $0 != "[" })
    return name
  }
}

enum PlaceComparison {
  struct Finding {
    var kind: RoutineChange.Kind
    var value: String
    var old: String?
    var new: String?
    var place: Program.Place
  }

  /// - Parameter isSettled: whether a value that begins with a name has been taken care of: a label of it was removed, which is
  ///   told by itself, or a person looks at it now.
  static func findings(
    _ old: PrintedValues, _ new: PrintedValues, isSettled: (String) -> Bool
  ) -> [Finding] {
    var findings: [Finding] = []
    for (value, before) in old.prints.sorted(by: { ExactText($0.key) < ExactText($1.key) }) {
      guard let after = new.prints[value], !value.hasPrefix("#"), !isSettled(old.bases[value] ?? value) else {
        continue
      }
      if let finding = finding(value, before, after) { findings.append(finding) }
    }
    return findings
  }

  private static func finding(
    _ value: String, _ before: [PrintedValues.Print], _ after: [PrintedValues.Print]
  ) -> Finding? {
    let old = before.compactMap(\.escaping)
    guard old.count == before.count else { return nil }
    if old.allSatisfy(\.isUntrusted), let bare = after.first(where: { $0.escaping?.isUntrusted != true }) {
      return Finding(kind: .cleaningLost, value: value, place: bare.place)
    }
    let isKept = old.allSatisfy { $0.place != .prose && (!$0.labels.isEmpty || $0.isUntrusted) }
    if isKept, let bare = after.first(where: { ($0.escaping?.place ?? .prose) == .prose }) {
      return Finding(kind: .placeLost, value: value, old: old[0].place.rawValue, place: bare.place)
    }
    for print in after {
      guard let escaping = print.escaping,
        let twin = old.first(where: { $0.place == escaping.place && $0.isUntrusted })
      else { continue }
      // Of the ways to write a value, one may have become another, as the text around it has; none is not enough.
      if !twin.steps.isEmpty, escaping.steps.isEmpty {
        return Finding(
          kind: .escapingWeakened, value: value, old: twin.steps.map(\.rawValue).joined(separator: ", "),
          place: print.place)
      }
    }
    return nil
  }
}
