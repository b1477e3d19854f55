// In which order routines are checked: those that are called before those that call them.

import DariBase
import DariRuntime
import DariSyntax

struct RoutineOrder {
  /// Indices of all units that are no libraries. Where routines call each other in a circle, the call that closes it is
  /// told and does not count.
  private(set) var calleesFirst: [Int] = []
  private let units: [Unit]
  private var finished: Set<Int> = []
  private var path: [Int] = []
  /// By unit: how many routines are within each other at most, itself included.
  private var depths: [Int: Int] = [:]

  init(units: [Unit], reporters: [Reporter]) {
    self.units = units
    var routines: [String: Int] = [:]
    for unit in units where unit.kind == .routine && routines[unit.name] == nil {
      routines[unit.name] = unit.index
    }
    for unit in units where unit.kind != .library && !finished.contains(unit.index) {
      visit(unit.index, routines, reporters)
    }
  }

  private mutating func visit(_ index: Int, _ routines: [String: Int], _ reporters: [Reporter]) {
    path.append(index)
    var depth = 1
    for token in units[index].calls {
      guard let called = routines[token.text] else { continue }
      if let start = path.firstIndex(of: called) {
        let circle = path[start...].map { units[$0].name } + [units[called].name]
        reporters[index].report(.routinesInCircle(path: circle.joined(separator: " → ")), at: token.span)
        continue
      }
      if !finished.contains(called) { visit(called, routines, reporters) }
      let within = (depths[called] ?? 1) + 1
      if within > BundleFormat.calledDepthLimit {
        // Told once, where it becomes too much; who calls this one is not to blame.
        reporters[index].report(
          .routinesTooDeep(routine: token.text, limit: BundleFormat.calledDepthLimit), at: token.span)
      } else {
        depth = max(depth, within)
      }
    }
    depths[index] = depth
    path.removeLast()
    finished.insert(index)
    calleesFirst.append(index)
  }
}

extension Unit {
  /// The names in `by: routine(…)`, in file order.
  var calls: [SyntaxNode] {
    sections.filter { $0.word == "step" }.flatMap(\.metadata).compactMap { node in
      let tokens = node.node(.actor)?.tokens(.name) ?? []
      return tokens.count == 2 && tokens[0].text == "routine" ? tokens[1] : nil
    }
  }
}
