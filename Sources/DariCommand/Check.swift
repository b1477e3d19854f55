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

  func validate() throws {
    if diff, format != .text {
      throw ValidationError(
        "--diff writes a patch to standard output; it can't be used with --format \(format)")
    }
    if watch, fix || diff {
      throw ValidationError("--watch only reports; run `dari check --fix` by itself")
    }
    if watch, format == .sarif || format == .github {
      throw ValidationError("--watch writes text or json; --format \(format) is one report of one check")
    }
  }

  func run() throws {
    let console = Console(language: language)
    if watch { return try CheckWatch(path: project, format: format, console: console).run() }
    let loaded = try LoadedProject.load(project, console)
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
}
