// Random routines held against each other, and small changes of them: what is called no change renders alike.

import DariBase
import Testing

@testable import DariRuntime
@testable import DariSemantics

@Suite struct RandomComparisonTests {
  private func changes(_ old: Routine, _ new: Routine) -> [RoutineChange] {
    ProjectComparison.changes(from: ComparedRoutines([old]), to: ComparedRoutines([new]))
  }

  @Test(arguments: 0..<8) func whatDiffersDiffersBothWays(_ batch: Int) {
    var last: Routine?
    for number in 0..<40 {
      let project = RandomProject(seed: UInt64(batch * 1000 + number))
      guard let routine = check(project.routine, project.library).compilation.routines.first else { continue }
      #expect(changes(routine, routine) == [])
      if let last {
        let there = changes(last, routine)
        #expect(there.isEmpty == changes(routine, last).isEmpty)
        #expect(there == there.worstFirst())
      }
      last = routine
    }
  }

  /// Of steps of which no change is told, where nothing that several share has changed either.
  @Test(arguments: 0..<4) func noChangeRendersAlike(_ batch: Int) {
    var compared = 0
    for number in 0..<400 {
      let seed = UInt64(batch * 100_000 + number)
      var random = Generator(state: seed ^ 0xD1FF)
      let project = RandomProject(seed: seed)
      let mutated = Mutation.words(project.routine, &random)
      guard mutated != project.routine,
        let old = check(project.routine, project.library).compilation.routines.first,
        let new = check(mutated, project.library).compilation.routines.first
      else { continue }
      let found = changes(old, new)
      let isShared = found.contains {
        $0.tier != .text || $0.kind == .snippetChanged || $0.kind == .valueChanged
      }
      if isShared { continue }
      let told = Set(found.compactMap(\.step))
      for trial in 0..<3 {
        let frames = seed ^ UInt64(trial)
        let (before, after) = (rendered(old, frames, told), rendered(new, frames, told))
        compared += before.count
        #expect(before == after, "seed \(seed)\n\(project.routine)\n----\n\(mutated)\n\(found)")
      }
    }
    #expect(compared > 40, "\(compared)")
  }

  /// All texts of the steps that are done once, with data at random, without the empty lines at their ends.
  private func rendered(_ routine: Routine, _ seed: UInt64, _ leftOut: Set<String>) -> [String] {
    var random = Generator(state: seed)
    var values = Array(repeating: Value.absent, count: routine.slotNames.count)
    func value(_ type: Type) -> Value {
      var decoder = DataDecoder()
      guard let node = try? JSONParser.parse(RandomData.json(type, &random)) else { return .absent }
      return decoder.decode(DataNode(node), as: type, path: "x") ?? .absent
    }
    for (slot, input) in routine.inputs.enumerated() { values[slot] = value(input.type) }
    for step in routine.steps {
      if let slot = step.resultSlot, let type = step.result {
        values[slot] = step.each == nil ? value(type) : .list([value(type), value(type)])
      }
      if let slot = step.remarksSlot { values[slot] = .text("고쳐 주세요.") }
    }
    var texts: [String] = []
    for step in routine.steps where step.each == nil && !leftOut.contains(step.name) {
      for block in step.messages.map(\.body) + [step.again, step.text].compactMap({ $0 }) + step.instructions
      {
        var renderer = Renderer(program: routine.program, slotNames: routine.slotNames, values: values)
        do throws(RenderError) {
          let text = String(decoding: try renderer.render(block).bytes, as: UTF8.self)
          texts.append(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        } catch {
          texts.append("\(error.fault)")
        }
      }
    }
    return texts
  }
}
