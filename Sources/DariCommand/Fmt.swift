// dari fmt

import ArgumentParser
import DariBase
import DariWorkspace

struct Fmt: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Gives .dari files the one layout; what they say stays as it is.",
    discussion: """
      Example: dari fmt my-project
               dari fmt my-project --check
               dari fmt mail/reply.dari brand.dari
               dari fmt - < draft.dari

      Prints the names of the files that it changed. A file with errors of syntax is left as it is.
      """)

  @Argument(
    help: "Folders and .dari files, or - for standard input and output; the current folder if left out.",
    completion: .file(extensions: ["dari"]))
  var project: [String] = []

  @Flag(help: "Writes nothing; lists the files that are not in the layout, and exits 1 if there are any.")
  var check = false

  @OptionGroup var language: LanguageOption

  func run() throws {
    let console = Console(language: language)
    try checkOptions(console)
    if project == ["-"] { return try layOutStandardInput(console) }
    var files = LayoutFiles()
    var refused: [CommandFailure] = []
    // All are found before anything is written. One that is not there, as hooks name files that were deleted, leaves
    // the others alone.
    for path in project.isEmpty ? ["."] : project {
      do throws(ProjectFailure) {
        files.add(try LayoutFiles.find(path))
      } catch {
        refused.append(CommandFailure(error, console))
      }
    }
    for failure in refused { try console.tell(failure.message) }
    let outcome = files.layOut(writes: !check)
    for name in outcome.changed { try console.answer(name + "\n") }
    try tellProblems(outcome, console)
    for path in outcome.broken { try console.tell(console.text(.notLaidOut(path: path))) }
    if check, !outcome.changed.isEmpty { try tellCount(outcome.changed.count, console) }
    try finish(outcome, refused)
  }

  private func checkOptions(_ console: Console) throws {
    for path in project { try console.refuseEmpty(path, .theFileName, after: "dari fmt", .thisFolder) }
    guard project.count > 1, project.contains("-") else { return }
    let other = project.first { $0 != "-" } ?? "-"
    throw console.wrongUse(.optionsApart(option: "-", other: other), .standardInputAlone)
  }

  /// For editors: nothing is written to standard output unless all of it is the layout.
  private func layOutStandardInput(_ console: Console) throws {
    let bytes: [UInt8]
    do throws(SystemFailure) {
      // A little more than a file may have, so that it is told as what it is.
      bytes = try StandardInput.readAll(limit: 2 * EncodingCheck.largestFile)
    } catch {
      throw CommandFailure(error, console)
    }
    var outcome = LayoutOutcome()
    let laidOut = outcome.layOut(bytes, named: "stdin", shown: "-")
    try tellProblems(outcome, console)
    if check, laidOut != nil { try console.answer("-\n") }
    try finish(outcome)
    if !check { try console.answer(laidOut ?? bytes) }
  }

  /// Tells what kept files from being laid out.
  private func tellProblems(_ outcome: LayoutOutcome, _ console: Console) throws {
    for failure in outcome.failures { try console.tell(console.text(failure.problem(console.language))) }
    try console.tell(outcome.diagnostics, in: outcome.sources)
    for path in outcome.unfaithful {
      try console.tell(console.text(.layoutRefused(path: path), .reportTheFile))
    }
  }

  private func tellCount(_ count: Int, _ console: Console) throws {
    let english =
      count == 1
      ? "1 file is not in the layout; `dari fmt` lays it out"
      : "\(count) files are not in the layout; `dari fmt` lays them out"
    try console.tell(console.words(english, "형식에 맞지 않는 파일 \(count)개 · `dari fmt`로 맞출 수 있습니다"))
  }

  /// The gravest of what kept files from being laid out decides.
  private func finish(_ outcome: LayoutOutcome, _ refused: [CommandFailure] = []) throws {
    if !outcome.failures.isEmpty || !outcome.unfaithful.isEmpty
      || refused.contains(where: { $0.exit == .system })
    {
      throw CommandFailure(exit: .system, message: "")
    }
    if !refused.isEmpty { throw CommandFailure(exit: .wrongUse, message: "") }
    if !outcome.broken.isEmpty || (check && !outcome.changed.isEmpty) { throw CommandFailure.told }
  }
}
