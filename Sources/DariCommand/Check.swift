// dari check

import ArgumentParser
import DariBase
import DariWorkspace

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reports every problem of a project.",
    discussion: """
      Example: dari check my-project
               dari check marketing/email-reply.dari --format json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: "A folder with a dari.yaml, or one .dari file.", completion: .file(extensions: ["dari"]))
  var project = "."

  @Option(help: "How problems are written: text for people, json for programs (on standard output).")
  var format = Format.text

  @OptionGroup var language: LanguageOption

  func run() throws {
    let console = Console(language: language)
    let project = try LoadedProject.load(project, console)
    switch format {
    case .text:
      try project.tellProblems(console)
      if project.diagnostics.isEmpty {
        let only = project.location.onlyFile
        let count = project.compilation.routines.count { only == nil || $0.file == only }
        try console.tell(
          console.words("no problems · \(count) routine\(count == 1 ? "" : "s")", "문제 없음 · 루틴 \(count)개"))
      }
    case .json:
      let json = DiagnosticJSON(sources: project.compilation.sources, language: console.language)
      try console.answer(PrettyJSON.bytes(of: json.report(project.diagnostics)))
      for failure in project.failures { try console.tell(console.text(failure.problem(console.language))) }
      if !project.failures.isEmpty { throw CommandFailure(exit: .system, message: "") }
      if project.diagnostics.hasErrors { throw CommandFailure.told }
    }
  }
}
