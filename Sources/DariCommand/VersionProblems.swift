// What keeps a version from being compared, in the format that was asked for.

import DariBase
import DariWorkspace

struct VersionProblems {
  var diagnostics: [Diagnostic]
  var failures: [SystemFailure] = []
  /// With the names that are shown.
  var sources: SourceSet
  /// Nil for files as they are now.
  var revision: String?

  /// Text goes to standard error; what programs read to standard output, as `dari check` writes it.
  func tell(_ console: Console, _ format: Diff.Format, _ places: ReportedPlaces) throws {
    let failures = failures.map { failure in
      var failure = failure
      if let revision { failure.path = "\(revision):\(failure.path)" }
      return failure.problem(console.language)
    }
    switch format {
    case .text:
      for failure in failures { try console.tell(console.text(failure)) }
      try console.tell(diagnostics, in: sources)
    case .json:
      let json = DiagnosticJSON(sources: sources, language: console.language)
      try console.answer(PrettyJSON.bytes(of: json.report(diagnostics, failures: failures)))
    case .github:
      try console.answer(
        revision == nil
          ? DiagnosticGitHub(sources: sources, language: console.language, places: places)
            .text(diagnostics, failures: failures)
          : DiagnosticGitHub(sources: sources, language: console.language, places: places)
            .textWithoutPlaces(diagnostics, failures: failures))
    }
  }
}
