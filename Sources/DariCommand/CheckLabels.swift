// dari check --labels ROUTINE

import DariBase
import DariEmit
import DariSemantics
import DariWorkspace

/// Which data goes where in one routine, once the project has no errors.
struct CheckLabels {
  var routine: String
  var report: CheckReport

  func run() throws {
    let console = report.console
    let project = report.project
    guard !project.diagnostics.hasErrors, project.failures.isEmpty else {
      try report.write()
      return try project.refuseErrors()
    }
    guard let labels = labels(of: project) else { throw try unknown(console) }
    if report.format == .json {
      guard case .object(var json) = report.json else { return }
      json["labels"] = labels.json
      try console.answer(PrettyJSON.bytes(of: .object(json)))
      return
    }
    try project.tellAll(console)
    let stream = OutputStream.standardOutput
    let text = LabelReportText(
      labels, language: console.language, colour: stream.showsColour, width: stream.columns)
    try console.answer(text.text)
  }

  private func labels(of project: LoadedProject) -> LabelReport? {
    let routines = project.usable.routines
    let found =
      routine.hasSuffix(".dari")
      ? routines.first { $0.file == project.location.onlyOriginal } : routines.first { $0.name == routine }
    return found.flatMap { Compiler.labelReport(of: $0.name, in: project.usableSources) }
  }

  private func unknown(_ console: Console) throws -> CommandFailure {
    let problem = Problem.unknownRoutine(name: routine)
    let names = report.project.usable.routines.map(\.name).sorted()
    var failure = console.wrongUse(problem, console.proposal(for: routine, among: names))
    if report.format == .json {
      var refused = report
      refused.refusal = problem
      try refused.write()
      failure.message = ""
    }
    return failure
  }
}
