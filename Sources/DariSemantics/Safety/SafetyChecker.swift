// What may go where: labels flow through the steps of a routine, and every hole gets its place and its escaping.

import DariBase
import DariRuntime

extension RoutineChecker {
  /// Nothing is told while something else is wrong: what could not be read has neither place nor label.
  @inline(never)
  func checkSafety() {
    guard !reporter.diagnostics.hasErrors else { return }
    let flow = LabelFlow(self)
    flow.run()
    // Before messages are written anew: what is told of them speaks of instructions as they were made.
    checkClearance(flow)
    if project.reported.contains(unit.name) {
      project.labelReports[unit.name] = LabelReporter(checker: self, flow: flow).part()
    }
    writeEscapings(flow)
    resultLabels = routine.result.map { flow.labels(ofResult: $0) } ?? []
  }

  // MARK: Escapings

  private func writeEscapings(_ flow: LabelFlow) {
    var pass = MessagePass(checker: self, program: routine.program)
    for index in routine.steps.indices {
      let frame = flow.frame(at: index)
      for number in routine.steps[index].messages.indices {
        let message = routine.steps[index].messages[number]
        routine.steps[index].messages[number].body = pass.write(
          message.body, frame, message.role == .user ? .inDataPlaces : .nowhere, message.role.rawValue)
      }
      if let again = routine.steps[index].again {
        routine.steps[index].again = pass.write(again, frame, .inDataPlaces, "again")
      }
      if let text = routine.steps[index].text {
        routine.steps[index].text = pass.write(text, frame, .anywhere, "text")
      }
    }
    routine.program = pass.program
    routine.program.dropSnippets(notCalledFrom: routine.blocks)
  }
}

/// Writes one message after the other into the same program.
private struct MessagePass {
  let checker: RoutineChecker
  var program: Program
  private var rows: [Escaping: Int32] = [:]
  private let closable: Set<String>

  init(checker: RoutineChecker, program: Program) {
    self.checker = checker
    self.program = program
    closable = PlaceScanner.closedNames(program.literals)
  }

  mutating func write(
    _ block: Program.Block, _ frame: LabelFrame, _ rule: EscapingWriter.Rule, _ section: String
  ) -> Program.Block {
    let builder = checker.builder
    let types = builder.types
    let form = { (id: Program.ExpressionID) in ValueForm(of: id, types, builder.program) }
    var scanner = PlaceScanner(
      program: builder.program, form: form, isExhaustive: { builder.exhausted.contains($0) },
      closable: closable)
    scanner.scan(block)
    if checker.project.manifest.locales.count > 1 { notePlaces(scanner, form) }
    let reports = PlaceReports(checker: checker, scanner: scanner)
    let problems = scanner.problems.filter { !isHarmless($0, block, frame) }
    for problem in problems { reports.report(problem) }
    if scanner.isTooMuch { reports.reportTooMuch(block) }
    // Where the structure is not certain, no place is.
    if scanner.isTooMuch || !problems.isEmpty { return block }
    var writer = EscapingWriter(
      program: program, types: types, scanner: scanner, rule: rule, rows: rows, form: form)
    // Or the writer would copy it.
    program = Program()
    let written = writer.written(block, in: frame)
    for hole in writer.refused { reports.report(hole, section: "@\(section)") }
    program = writer.program
    rows = writer.escapingRows
    return written
  }

  /// Of the message's own holes, for those of its translations.
  private func notePlaces(_ scanner: PlaceScanner, _ form: (Program.ExpressionID) -> ValueForm) {
    let program = checker.builder.program
    for (index, hole) in scanner.templates.first?.holes ?? [:] {
      guard case .print(let value, _, let place) = program.instructions[index] else { continue }
      let key = ProjectContext.HoleKey(
        file: program.files[Int(place.file)], line: Int(place.line), column: Int(place.column))
      checker.project.holePlaces[key] = scanner.place(of: hole, form(value)).place
    }
  }

  /// Whether signs open lines of code or not, no outsider's words stand in the message.
  private func isHarmless(_ problem: PlaceProblem, _ block: Program.Block, _ frame: LabelFrame) -> Bool {
    guard problem.kind == .unsureFence else { return false }
    var labels = BlockLabels(program: checker.builder.program, types: checker.builder.types)
    return !labels.labels(of: block, in: frame).contains(.untrusted)
  }
}

extension ValueForm {
  init(of id: Program.ExpressionID, _ types: [Type?], _ program: Program) {
    var isConstant = false
    var isJSON = false
    switch program[id] {
    case .constant: isConstant = true
    case .filter(let row, _, _, _): isJSON = Filter.all[Int(row)].name == "json"
    default: break
    }
    let kind: Kind =
      switch types[Int(id.index)]?.core {
      case .text: .text
      case .line: .line
      case .url: .url
      case .email: .email
      case .int, .number, .bool: .number
      case .media: .media
      case nil: .number
      default: .other
      }
    self.init(kind, isConstant: isConstant, isJSON: isJSON)
  }
}
