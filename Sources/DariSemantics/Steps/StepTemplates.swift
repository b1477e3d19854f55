// The templates of a routine's steps, each with the names it sees.

import DariBase
import DariRuntime
import DariSyntax

extension SyntaxNode {
  /// Without the white space at both ends.
  fileprivate var trimmedSpan: SourceSpan {
    let bytes = tree.file.bytes
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    var range = span.range
    while let last = range.last, isSpace(bytes[last]) { range = range.lowerBound..<last }
    while let first = range.first, isSpace(bytes[first]) { range = first + 1..<range.upperBound }
    return tree.file.span(range)
  }
}

extension RoutineChecker {
  func lowerTemplates() {
    var firstStepStart = unit.file.bytes.count
    if let first = drafts.first { firstStepStart = Int(first.section.node.span.start) }
    for section in unit.sections where Int(section.node.span.start) < firstStepStart {
      guard section.word == "why" || section.word == "note" else { continue }
      let block = lower(section, step: 0, isOfRoutine: true)
      if section.word == "why" { routine.why.append(block) } else { routine.notes.append(block) }
    }
    for draft in drafts {
      for section in draft.parts { lowerPart(section, of: draft) }
    }
  }

  private func lowerPart(_ section: Unit.Section, of draft: StepDraft) {
    let index = draft.index
    switch section.word {
    case "system", "user", "assistant":
      let role = Routine.Role(rawValue: section.word)!
      let block = lower(section, step: index)
      if role == .assistant { checkExample(block, section, index) }
      routine.steps[index].messages.append(Routine.Message(role: role, body: block))
    case "again":
      if reportIfRepeated(section, draft) { return }
      routine.steps[index].again = lower(section, step: index) { $0.seesRemarks = true }
    case "text":
      if reportIfRepeated(section, draft) { return }
      routine.steps[index].text = lower(section, step: index)
    case "do": routine.steps[index].instructions.append(lower(section, step: index))
    case "check":
      routine.steps[index].checks.append(lower(section, step: index) { $0.seesOwnResult = true })
    case "why": routine.steps[index].why.append(lower(section, step: index))
    default: routine.steps[index].notes.append(lower(section, step: index))
    }
  }

  private func reportIfRepeated(_ section: Unit.Section, _ draft: StepDraft) -> Bool {
    guard let first = draft.part(section.word), first.node.index != section.node.index else { return false }
    reporter.report(
      .repeatedSection(step: draft.name, section: "@\(section.word)"), at: section.header.span,
      labels: [DiagnosticLabel(first.header.span, .firstHere)])
    return true
  }

  private func lower(
    _ section: Unit.Section, step: Int, isOfRoutine: Bool = false,
    _ adjust: (inout RoutineNames) -> Void = { _ in }
  ) -> Program.Block {
    guard let template = section.template else { return .empty }
    // What stands before the first step sees no step's names.
    let around = drafts.isEmpty || isOfRoutine ? StepSurroundings() : surroundings[step]
    let checker = checker(for: step, around)
    if var names = checker.routineNames {
      adjust(&names)
      checker.routineNames = names
    }
    checker.section = section.word
    return checker.lower(template)
  }

  /// An `@assistant` example without holes must be what the step gives.
  private func checkExample(_ block: Program.Block, _ section: Unit.Section, _ index: Int) {
    guard let type = routine.steps[index].result, !type.isUnknown else { return }
    var text = ""
    for position in block.range {
      guard case .text(let literal, _) = builder.program.instructions[position] else { return }
      text += builder.program.text(of: literal)
    }
    let span = section.template?.trimmedSpan ?? section.header.span
    var decoder = DataDecoder()
    switch type.core {
    case .text, .line, .url, .email:
      _ = decoder.decode(DataNode(.text(text)), as: type, path: "@assistant")
    default:
      guard let node = try? JSONParser.parse(text) else {
        reporter.report(.exampleNotJSON(type: "\(type)"), at: span)
        return
      }
      _ = decoder.decode(DataNode(node), as: type, path: "@assistant")
    }
    for problem in decoder.problems { reporter.report(problem.problem, at: span) }
  }
}
