// What was handed in besides the inputs: results of steps, what people said, and the same for routines that are called.

/// What one routine gets. Indices are those of its steps.
struct GivenData: Sendable {
  /// Of a step with `each` a list: all its results, or those so far.
  var results: [Int: Value] = [:]
  /// What the person of a reviewing step said when refusing.
  var remarks: [Int: String] = [:]
  /// The same of one that goes through a list, by the number of the item, from 0.
  var itemRemarks: [Int: [Int: String]] = [:]
  /// For the steps that call a routine; of one with `each` by the number of the item, from 0.
  var called: [Call: GivenData] = [:]

  struct Call: Hashable, Sendable {
    var step: Int
    var item: Int?
  }

  static let none = GivenData()

  /// Numbers of items of a step that something is for.
  func items(of step: Int) -> [Int] {
    called.keys.filter { $0.step == step }.compactMap(\.item)
      + (itemRemarks[step].map { Array($0.keys) } ?? [])
  }
}

/// `classify`, `write.draft`, `write[2].draft`: a step, also of a routine that a step calls.
package struct StepName: Sendable {
  package struct Part: Hashable, Sendable {
    package var name: String
    package var item: Int?

    package init(name: String, item: Int? = nil) {
      self.name = name
      self.item = item
    }
  }

  package var parts: [Part]

  package init(parts: [Part]) { self.parts = parts }

  /// Nil if it is not written so.
  package init?(_ text: String) {
    parts = []
    for piece in text.split(separator: ".", omittingEmptySubsequences: false) {
      guard let bracket = piece.utf8.firstIndex(of: 0x5B) else {
        if piece.isEmpty { return nil }
        parts.append(Part(name: String(piece)))
        continue
      }
      let digits = piece[piece.utf8.index(after: bracket)...].dropLast()
      guard piece.utf8.last == 0x5D, bracket > piece.startIndex, digits.utf8.count < 10,
        digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let item = Int(digits)
      else { return nil }
      parts.append(Part(name: String(piece[..<bracket]), item: item))
    }
  }
}

extension Routine {
  /// The step that a name speaks of, and the routine it is in.
  package func step(named name: StepName) -> (routine: Routine, index: Int)? {
    step(named: name, ofItem: false)
  }

  /// - Parameter ofItem: whether it may speak of one item, as `look[1]`, if the step goes through a list.
  package func step(named name: StepName, ofItem: Bool) -> (routine: Routine, index: Int)? {
    var routine = self
    for part in name.parts.dropLast() {
      guard let step = routine.steps.first(where: { $0.name == part.name }),
        case .routine(let called) = step.actor, let next = routines.first(where: { $0.name == called }),
        (part.item == nil) == (step.each == nil)
      else { return nil }
      routine = next
    }
    guard let last = name.parts.last, let index = routine.steps.firstIndex(where: { $0.name == last.name }),
      last.item == nil || ofItem && routine.steps[index].each != nil
    else { return nil }
    return (routine, index)
  }

  /// The type of what `--given` hands in for a step: how many results there are of a step with `each` is judged when
  /// its list is known.
  package func givenType(of index: Int) -> Type? {
    guard let type = steps[index].result else { return nil }
    let whole = steps[index].each == nil ? type : Type(.list(Limits(), type.asPresent), labels: type.labels)
    return steps[index].when == nil ? whole : whole.asOptional
  }

  /// Names of all steps for which `isWanted`, those of called routines with the step that calls them.
  package func stepNames(where isWanted: (Step) -> Bool) -> [String] {
    steps.flatMap { step -> [String] in
      var names = isWanted(step) ? [step.name] : []
      if case .routine(let name) = step.actor, let called = routines.first(where: { $0.name == name }) {
        var inner = called
        inner.routines = routines
        let prefix = step.each == nil ? step.name : "\(step.name)[0]"
        names += inner.stepNames(where: isWanted).map { "\(prefix).\($0)" }
      }
      return names
    }
  }
}
