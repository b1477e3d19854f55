// One routine: inputs, steps, templates -> a `Routine`.

import DariBase
import DariRuntime
import DariSyntax

/// Checks the routine of one unit. Steps are in StepChecker.swift.
final class RoutineChecker {
  /// How often one step may send back.
  static let redoLimit = 100

  let unit: Unit
  let project: ProjectContext
  let reporter: Reporter
  let scope: FileScope
  let builder: ProgramBuilder
  let frame = FrameLayout()
  var names = RoutineNames()
  var routine: Routine
  var drafts: [StepDraft] = []
  /// Of the steps resolved so far, in their order: what their keys tell, and what later steps see of their results.
  var surroundings: [StepSurroundings] = []
  var outcomes: [Type?] = []
  /// Who has approved what, once that was checked.
  var approval: ApprovalFlow?
  /// What flows into the routine's result.
  var resultLabels: Labels = []

  init(unit: Unit, project: ProjectContext, reporter: Reporter) {
    self.unit = unit
    self.project = project
    self.reporter = reporter
    scope = project.scopes[unit.index]
    builder = ProgramBuilder(sources: project.sources)
    routine = Routine(name: unit.name)
  }

  /// Everything is checked whatever is wrong elsewhere in the file; the routine is of use only without errors.
  func check() -> RoutineSignature {
    describe()
    takeInputs()
    takeSteps()
    resolveSteps()
    lowerTemplates()
    checkOwner()
    chooseResult()
    checkSteps()
    warnOfRedo()
    checkBudgets()
    namePeople()
    routine.program = builder.program
    routine.slotNames = frame.names
    routine.sources = project.sourceList(of: unit, programFiles: builder.fileIDs)
    findRedoneItems()
    let flow = checkFlow()
    checkDuties()
    checkSafety()
    warnOfManualGaps()
    return RoutineSignature(
      routine: routine, result: routine.result.flatMap { outcomes[$0] }, flow: flow, labels: resultLabels)
  }

  private func describe() {
    let front = unit.front
    routine.file = unit.file.path
    routine.title = front.title
    routine.summary = front.summary
    routine.audience = front.audience
    routine.role = front.role
    routine.tags = front.tags
    routine.owner = front.owner?.text
    routine.avoid = front.avoid
    routine.help = front.help
    routine.reviewed = front.reviewed
    routine.about = ValueReader.text(of: unit.description)
    routine.project = project.manifest.project
    routine.version = project.manifest.version
    routine.locales = project.manifest.locales
    routine.locale = unit.locale ?? project.manifest.originalLocale
  }

  /// The manifest's words for the roles that the routine names.
  private func namePeople() {
    var roles = routine.steps.compactMap(\.owner) + [routine.owner].compactMap { $0 }
    for step in routine.steps {
      if case .human(let role) = step.actor { roles.append(role) }
    }
    for role in roles { routine.people[role] = project.manifest.people[role] }
  }

  // MARK: Inputs

  private func takeInputs() {
    for section in unit.sections where section.word == "input" && section.nameToken != nil {
      let type = section.header.typeNode.map { project.types.resolve($0, in: unit.index) } ?? .unknown
      let name = section.name
      if reportIfTaken(name, section.nameSpan) { continue }
      let slot = frame.allocate(name)
      names.inputs[name] = RoutineNames.Input(slot: slot, type: type, span: section.nameSpan)
      var input = Routine.Input(
        name: name, type: type,
        question: ValueReader.text(of: section.literal))
      if !MediaPlaces.reportConstants(of: section, type, reporter) {
        input.defaultValue = defaultValue(section, type)
        input.example = example(section, type)
      }
      routine.inputs.append(input)
    }
  }

  /// Inputs and steps never repeat a visible name.
  private func reportIfTaken(_ name: String, _ span: SourceSpan) -> Bool {
    guard let first = names.place(of: name) ?? scope.place(of: name) else { return false }
    reporter.report(.repeatedName(name: name), at: span, labels: [DiagnosticLabel(first, .firstHere)])
    return true
  }

  private func defaultValue(_ section: Unit.Section, _ type: Type) -> Value? {
    guard let node = section.wordsHeader.expressionNode ?? section.header.expressionNode else { return nil }
    if reportBareWord(node, section, type) { return nil }
    let checker = TemplateChecker(scope: scope, reporter: reporter, builder: builder, frame: FrameLayout())
    let value = checker.check(node, fitting: type.asPresent)
    if value.type.isUnknown || type.isUnknown { return nil }
    guard let constant = value.constant else {
      reporter.report(.notConstant, at: node.span)
      return nil
    }
    return constant
  }

  /// `text = 안녕하세요`, `bool = no`, `text? = none`: words that are no values as they stand.
  private func reportBareWord(_ node: SyntaxNode, _ section: Unit.Section, _ type: Type) -> Bool {
    guard node.kind == .nameExpression, node.tokens(.name).count == 1, scope.place(of: node.text) == nil
    else {
      return false
    }
    let word = node.text
    if case .enumeration(let choices) = type.core, choices.find(word) != nil { return false }
    if type.isOptional, JinjaHabits.isNone(word), let typeNode = section.header.typeNode {
      let rest = SourceSpan(file: node.span.file, start: Int(typeNode.span.end), end: Int(node.span.end))
      reporter.report(.notConstant, at: node.span, mends: [Mend(.removeIt, [TextEdit(rest, "")])])
      return true
    }
    var meant: String?
    switch type.core {
    case .text, .line: meant = JinjaHabits.name(word) == nil ? "\"\(word)\"" : nil
    case .bool:
      let words = ["no": "false", "yes": "true", "아니요": "false", "아니오": "false", "예": "true", "네": "true"]
      meant = words[word.lowercased()]
    default: break
    }
    guard let meant else { return false }
    reporter.report(
      .notConstant, at: node.span, mends: [Mend(.writeInstead(text: meant), [TextEdit(node.span, meant)])])
    return true
  }

  private func example(_ section: Unit.Section, _ type: Type) -> Value? {
    let isExample = { (node: SyntaxNode) in node.token(.metadataKey)?.text == "example" }
    guard
      let node = section.wordsMetadata.first(where: isExample) ?? section.metadata.first(where: isExample),
      let raw = node.token(.rawValue), !type.isUnknown
    else { return nil }
    return ValueReader(file: node.tree.file, reporter: reporter, resources: [:])
      .readInline(raw.span, as: type.asPresent, path: section.name)
  }

  // MARK: Steps

  private func takeSteps() {
    // What stands below a step without a name belongs to no other.
    var isNameless = false
    let errors = unit.tree.diagnostics.filter { $0.severity == .error }
    for section in unit.sections {
      if section.word == "step" { isNameless = section.nameToken == nil }
      if isNameless { continue }
      switch section.word {
      case "step":
        drafts.append(StepDraft(index: drafts.count, section: section, errors: errors))
      case "system", "user", "assistant", "again", "text", "do", "check":
        if drafts.isEmpty {
          reporter.report(.sectionOutsideStep(section: "@\(section.word)"), at: section.header.span)
        } else {
          drafts[drafts.count - 1].parts.append(section)
        }
      case "why", "note":
        if !drafts.isEmpty { drafts[drafts.count - 1].parts.append(section) }
      default: break
      }
    }
    names.stepsOfUnreadItems = Set(drafts.filter { $0.hasUnreadEach(errors) }.map(\.index))
    for draft in drafts where !reportIfTaken(draft.name, draft.span) {
      names.steps[draft.name] = RoutineNames.Step(
        index: draft.index, span: draft.span, reviewed: draft.reviewed)
    }
  }

  private func checkOwner() {
    let byAI = drafts.first { if case .ai = routine.steps[$0.index].actor { true } else { false } }
    guard unit.front.owner == nil, !unit.front.isBroken, let draft = byAI else { return }
    reporter.report(
      .missingOwner, at: unit.nameSpan,
      labels: [DiagnosticLabel(draft.keys["by"]?.span ?? draft.span, .aiDoesThis)],
      mends: [Mend(.addText(text: "owner: …"))])
  }

  private func chooseResult() {
    if let result = unit.front.result {
      guard let step = names.steps[result.text] else {
        reporter.reportUnknown(
          .unknownStep(name: result.text), result.text, at: result.span, among: drafts.map(\.name))
        return
      }
      if step.result == nil {
        reporter.report(
          .givesNothing(step: result.text), at: result.span, mends: names.whatItReviews(step, at: result.span)
        )
      }
      routine.result = step.index
    } else {
      routine.result = routine.steps.lastIndex { $0.result != nil }
    }
  }
}
