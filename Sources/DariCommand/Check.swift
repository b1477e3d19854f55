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
               dari check --labels email-reply my-project
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

  @Option(
    help: """
      Show which data goes where in this routine: each value with its labels, where they come from, and who sees it. A \
      name, or a .dari file.
      """)
  var labels: String?

  @OptionGroup var language: LanguageOption

  func run() throws {
    let console = Console(language: language)
    try checkOptions(console)
    if watch { return try CheckWatch(path: project, format: format, console: console).run() }
    let loaded: LoadedProject
    do throws(ProjectFailure) {
      // A routine's file says which project it is in.
      loaded = try LoadedProject.load(labels.map { $0.hasSuffix(".dari") ? $0 : project } ?? project)
    } catch {
      throw try refusal(error, console)
    }
    var report = CheckReport(project: loaded, format: format, console: console)
    if let labels { return try CheckLabels(routine: labels, report: report).run() }
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
    try console.refuseEmpty(labels, .theRoutineName, after: "--labels")
    let formatting = "--format \(format.rawValue)"
    if diff, format != .text {
      throw console.wrongUse(.optionsApart(option: "--diff", other: formatting), .diffIsAPatch)
    }
    if watch, fix || diff {
      let other = fix ? "--fix" : "--diff"
      throw console.wrongUse(
        .optionsApart(option: "--watch", other: other), .watchOnlyReports(other: "dari check \(other)"))
    }
    if labels != nil {
      if format == .sarif || format == .github {
        throw console.wrongUse(.optionsApart(option: "--labels", other: formatting), .labelsFormats)
      }
      let others = [(fix, "--fix"), (diff, "--diff"), (watch, "--watch")]
      if let other = others.first(where: \.0)?.1 {
        throw console.wrongUse(.optionsApart(option: "--labels", other: other), .labelsOfWhatIsThere)
      }
    }
    if watch, format == .sarif || format == .github {
      throw console.wrongUse(.optionsApart(option: "--watch", other: formatting), .watchFormats)
    }
  }
}
