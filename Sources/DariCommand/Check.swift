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

  @Argument(help: "A folder with a dari.yaml, or one .dari file.", completion: .file(extensions: ["dari"]))
  var project = "."

  @Option(
    help: "How problems are written: text for people; json, sarif (2.1.0) and github (annotations) for programs.")
  var format = CheckFormat.text

  @OptionGroup var language: LanguageOption

  func run() throws {
    let console = Console(language: language)
    let project = try LoadedProject.load(project, console)
    try CheckReport(project: project, format: format, console: console).write()
    try project.refuseErrors()
  }
}
