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

  func validate() throws {
    if project.count > 1, project.contains("-") {
      throw ValidationError("- is standard input, and stands alone")
    }
  }

  func run() throws {
    let console = Console(language: language)
    if project == ["-"] { return try layOutStandardInput(console) }
    var files = LayoutFiles()
    do throws(ProjectFailure) {
      // All are found before anything is written.
      for path in project.isEmpty ? ["."] : project { files.add(try LayoutFiles.find(path)) }
    } catch {
      throw CommandFailure(error, console)
    }
    let outcome = files.layOut(writes: !check)
    for name in outcome.changed { try console.answer(name + "\n") }
    try tellProblems(outcome, console)
    for path in outcome.broken { try console.tell(console.text(.notLaidOut(path: path))) }
    if check, !outcome.changed.isEmpty { try tellCount(outcome.changed.count, console) }
    try finish(outcome)
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

  private func finish(_ outcome: LayoutOutcome) throws {
    if !outcome.failures.isEmpty || !outcome.unfaithful.isEmpty {
      throw CommandFailure(exit: .system, message: "")
    }
    if !outcome.broken.isEmpty || (check && !outcome.changed.isEmpty) { throw CommandFailure.told }
  }
}
