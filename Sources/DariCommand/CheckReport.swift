// What `dari check` found, in the format that was asked for.

import ArgumentParser
import DariBase
import DariWorkspace

enum CheckFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, sarif, github
}

/// The problems of one check, ready to be written. Text goes to standard error as everywhere; what programs read goes
/// to standard output, also when there is nothing to report.
struct CheckReport {
  var project: LoadedProject
  var format: CheckFormat
  var console: Console
  /// What `--fix` did before.
  var fix: CheckFix?
  /// Why there is no project to report of.
  var refusal: Problem?

  func write() throws {
    switch format {
    case .text:
      try project.tellAll(console)
      if project.isClean { try console.tell(allIsWell) }
    case .json:
      try console.answer(PrettyJSON.bytes(of: json))
    case .sarif:
      let sarif = DiagnosticSARIF(
        sources: project.compilation.sources, language: console.language, version: Product.version,
        places: places)
      try console.answer(PrettyJSON.bytes(of: sarif.log(project.diagnostics, failures: failures)))
    case .github:
      let github = DiagnosticGitHub(
        sources: project.compilation.sources, language: console.language, places: places)
      try console.answer(github.text(project.diagnostics, failures: failures))
    }
  }

  var json: JSONValue {
    let json = DiagnosticJSON(sources: project.compilation.sources, language: console.language)
    let all = json.report(project.diagnostics, failures: failures)
    guard let fix, case .object(var report) = all else { return all }
    report["fixed"] = fix.json
    return .object(report)
  }

  var allIsWell: String {
    let only = project.location.onlyOriginal
    let count = project.usable.routines.count { only == nil || $0.file == only }
    return console.words("no problems · \(count) routine\(count == 1 ? "" : "s")", "문제 없음 · 루틴 \(count)개")
  }

  private var places: ReportedPlaces { ReportedPlaces(folder: project.location.wayFromHere) }

  private var failures: [Problem] {
    (refusal.map { [$0] } ?? []) + project.failures.map { $0.problem(console.language) }
  }
}
