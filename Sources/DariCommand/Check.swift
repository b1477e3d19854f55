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
               dari check my-project --fix
               dari check my-project --watch
      """)

  @Argument(help: "A folder with a dari.yaml, or one .dari file.", completion: .file(extensions: ["dari"]))
  var project = "."

  @Option(
    help:
      "How problems are written: text for people; json, sarif (2.1.0) and github (annotations) for programs.")
  var format = CheckFormat.text

  @Flag(help: "Apply the mends that need nobody to choose, then report what is left.")
  var fix = false

  @Flag(help: "Show what --fix would change, as a patch on standard output, and write nothing.")
  var diff = false

  @Flag(help: "Check again whenever a file changes, until Ctrl-C.")
  var watch = false

  @OptionGroup var language: LanguageOption

  func run() throws {
    let console = Console(language: language)
    try checkOptions(console)
    if watch { return try CheckWatch(path: project, format: format, console: console).run() }
    let loaded: LoadedProject
    do throws(ProjectFailure) {
      loaded = try LoadedProject.load(project)
    } catch {
      throw try refusal(error, console)
    }
    var report = CheckReport(project: loaded, format: format, console: console)
    if fix || diff {
      let mending = CheckFix(loaded, console)
      if diff { try mending.diff() }
      report.project = diff ? mending.remaining : try mending.write(project)
      try mending.tellFixed(isDone: !diff)
      report.fix = mending
    }
    try report.write()
    try report.project.refuseErrors()
  }

  /// What programs read is there also when there is no project.
  private func refusal(_ failure: ProjectFailure, _ console: Console) throws -> CommandFailure {
    var result = CommandFailure(failure, console)
    if format == .text { return result }
    var report = CheckReport(project: .none, format: format, console: console)
    report.refusal = failure.problem(console.language)
    try report.write()
    result.message = ""
    return result
  }

  private func checkOptions(_ console: Console) throws {
    try console.refuseEmpty(project, .theFolderName, after: "dari check", .thisFolder)
    let formatting = "--format \(format.rawValue)"
    if diff, format != .text {
      throw console.wrongUse(.optionsApart(option: "--diff", other: formatting), .diffIsAPatch)
    }
    if watch, fix || diff {
      let other = fix ? "--fix" : "--diff"
      throw console.wrongUse(
        .optionsApart(option: "--watch", other: other), .watchOnlyReports(other: "dari check \(other)"))
    }
    if watch, format == .sarif || format == .github {
      throw console.wrongUse(.optionsApart(option: "--watch", other: formatting), .watchFormats)
    }
  }
}
