// The product's promise: a routine that compiles renders with all data that its types allow.

import DariBase
import Testing

@testable import DariRuntime
@testable import DariSemantics

@Suite struct WhatCompilesRendersTests {
  static let projectsPerBatch = 100

  @Test(arguments: 0..<16)
  func randomRoutines(batch: Int) {
    var compiled = 0
    for number in 0..<Self.projectsPerBatch {
      let seed = UInt64(batch * 100_000 + number)
      let project = RandomProject(seed: seed)
      let checked = check(project.routine, project.library)
      guard let routine = checked.compilation.routines.first else { continue }
      compiled += 1
      var random = Generator(state: seed ^ 0xDA71)
      for _ in 0..<3 {
        let faults = RenderTrial(routine, &random).faults
        #expect(faults == [], "seed \(seed)\n\(project.library)\n\(project.routine)")
        if !faults.isEmpty { return }
      }
    }
    // Were fewer to compile, the test would say little.
    #expect(compiled > Self.projectsPerBatch / 3, "only \(compiled) of \(Self.projectsPerBatch) compile")
  }

  /// Small changes give templates that nobody would write; most do not compile, and those that do must render.
  @Test(arguments: 0..<8)
  func mutatedRoutines(batch: Int) {
    for number in 0..<100 {
      let seed = UInt64(batch * 100_000 + number)
      var random = Generator(state: seed ^ 0x517E)
      let project = RandomProject(seed: seed)
      let mutated = Mutation.words(project.routine, &random)
      let checked = check(mutated, project.library)
      guard let routine = checked.compilation.routines.first else { continue }
      let faults = RenderTrial(routine, &random).faults
      #expect(faults == [], "seed \(seed)\n\(project.library)\n\(mutated)")
      if !faults.isEmpty { return }
    }
  }
}

/// One rendering of every block of a routine with random data.
struct RenderTrial {
  private(set) var faults: [String] = []

  init(_ routine: Routine, _ random: inout Generator) {
    var values = Array(repeating: Value.absent, count: routine.slotNames.count)
    for (slot, input) in routine.inputs.enumerated() { values[slot] = value(input.type, input.name, &random) }
    for step in routine.steps {
      if let slot = step.remarksSlot { values[slot] = .text("고쳐 주세요.") }
    }
    guard faults.isEmpty else { return }
    var strict = routine
    strict.program = StrictProgram(routine.program).program
    for step in routine.steps { run(step, routine, strict, &values, &random) }
    renderWithoutResults(routine, values)
  }

  /// Does a step as an engine would: if its condition holds, and for each of its items.
  private mutating func run(
    _ step: Routine.Step, _ routine: Routine, _ strict: Routine, _ values: inout [Value],
    _ random: inout Generator
  ) {
    var renderer = Renderer(program: strict.program, slotNames: routine.slotNames, values: values)
    do throws(RenderError) {
      if let when = step.when, !(try renderer.holds(when)) {
        if let slot = step.resultSlot { values[slot] = .absent }
        return
      }
      guard let each = step.each else {
        if let slot = step.resultSlot, let type = step.result, type.isOptional == false || step.edits == nil {
          values[slot] = value(type, step.name, &random)
        }
        return tryAll(step, routine, strict, values)
      }
      var lists: [[Value]] = []
      for item in each.items { lists.append(try renderer.items(of: item.list)) }
      if Set(lists.map(\.count)).count > 1 { faults.append("\(step.name): lists of different lengths") }
      var results: [Value] = []
      for number in lists[0].indices {
        var frame = values
        for (item, list) in zip(each.items, lists) where number < list.count {
          frame[item.slot] = list[number]
        }
        if let slot = each.earlierSlot { frame[slot] = .list(results) }
        results.append(step.result.map { value($0, step.name, &random) } ?? .absent)
        // What looks at the result looks at all of them.
        if let slot = step.resultSlot {
          frame[slot] = .list(Array(repeating: results[0], count: lists[0].count))
        }
        tryAll(step, routine, strict, frame)
      }
      if let slot = step.resultSlot { values[slot] = .list(results) }
    } catch {
      switch error.fault {
      case .overflow, .divisionByZero, .notFinite, .tooLarge, .dotSegment, .longRun: break
      default: faults.append("\(step.name): its keys: \(error.fault)")
      }
    }
  }

  private mutating func tryAll(
    _ step: Routine.Step, _ routine: Routine, _ strict: Routine, _ values: [Value]
  ) {
    for block in blocks(of: step) {
      let plain = render(routine, block, values, step.name)
      if plain == nil { continue }
      compare(plain, render(routine, block, values, step.name, tracing: true), "tracing", step.name)
      compare(plain, render(strict, block, values, step.name), "strict", step.name)
    }
  }

  private func blocks(of step: Routine.Step) -> [Program.Block] {
    step.messages.map(\.body) + [step.again, step.text].compactMap { $0 } + step.instructions + step.checks
      + step.why + step.notes
  }

  private mutating func value(_ type: Type, _ name: String, _ random: inout Generator) -> Value {
    let json = RandomData.json(type, &random)
    var decoder = DataDecoder()
    guard let node = try? JSONParser.parse(json),
      let value = decoder.decode(DataNode(node), as: type, path: name)
    else {
      faults.append("data \(json) is not \(type): \(decoder.problems)")
      return .absent
    }
    return value
  }

  private mutating func render(
    _ routine: Routine, _ block: Program.Block, _ values: [Value], _ step: String, tracing: Bool = false
  ) -> RenderedText? {
    var renderer = Renderer(
      program: routine.program, slotNames: routine.slotNames, values: values, tracing: tracing)
    do {
      let text = try renderer.render(block)
      if ValidUTF8.firstInvalid(text.bytes) != nil { faults.append("\(step): not UTF-8") }
      guard tracing else { return text }
      var end = 0
      for segment in text.segments {
        if segment.range.lowerBound != end { faults.append("\(step): a gap in the segments at \(end)") }
        end = segment.range.upperBound
      }
      if end != text.bytes.count { faults.append("\(step): segments end at \(end), not \(text.bytes.count)") }
      return text
    } catch {
      switch error.fault {
      case .overflow, .divisionByZero, .notFinite, .tooLarge, .dotSegment, .longRun: break
      case .needsResult, .damagedProgram, .skippedStep, .tooManyResults, .fewResults, .noSuchItem,
        .overBudget, .needsTokenizer, .unsafeOutput,
        .tokenizerTooSlow:
        faults.append("\(step) line \(error.place.line): \(error.fault)")
      }
      return nil
    }
  }

  private mutating func compare(_ a: RenderedText?, _ b: RenderedText?, _ what: String, _ step: String) {
    if a?.bytes != b?.bytes {
      faults.append("\(step): \(what) gives \(b?.text ?? "nothing"), not \(a?.text ?? "")")
    }
  }

  /// Without what steps give, a text shows placeholders or says which step is needed.
  private mutating func renderWithoutResults(_ routine: Routine, _ values: [Value]) {
    let inputs = Array(values.prefix(routine.inputs.count))
    var walk = RoutineWalk(routine, routines: [:], inputs: inputs, given: .none, tracing: false)
    for failure in walk.run(nil).failures {
      switch failure.error.fault {
      case .needsResult, .overflow, .divisionByZero, .notFinite, .tooLarge: break
      default:
        let name = routine.steps[failure.step].name
        faults.append("\(name) line \(failure.error.place.line): without results: \(failure.error.fault)")
      }
    }
  }
}
