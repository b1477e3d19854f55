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
               dari fmt - < draft.dari

      Prints the names of the files that it changed. A file with errors of syntax is left as it is.
      """)

  @Argument(
    help: "A folder, one .dari file, or - for standard input and output.",
    completion: .file(extensions: ["dari"]))
  var project = "."

  @Flag(help: "Writes nothing; lists the files that are not in the layout, and exits 1 if there are any.")
  var check = false

  @OptionGroup var language: LanguageOption

  func run() throws {
    let console = Console(language: language)
    if project == "-" { return try layOutStandardInput(console) }
    let files: LayoutFiles
    do throws(ProjectFailure) {
      files = try LayoutFiles.find(project)
    } catch {
      throw CommandFailure(error, console)
    }
    let outcome = files.layOut(writes: !check)
    for name in outcome.changed { try console.answer(name + "\n") }
    try tellProblems(outcome, console)
    if check, !outcome.changed.isEmpty {
      let count = outcome.changed.count
      try console.tell(
        console.words(
          "\(count) file\(count == 1 ? " is" : "s are") not in the layout; `dari fmt` lays \(count == 1 ? "it" : "them") out",
          "형식에 맞지 않는 파일 \(count)개 · `dari fmt`로 맞출 수 있습니다"))
      throw CommandFailure.told
    }
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
    if !check { return try console.answer(laidOut ?? bytes) }
    if laidOut != nil {
      try console.answer("-\n")
      throw CommandFailure.told
    }
  }

  /// Tells what kept files from being laid out. Throws if there is anything.
  private func tellProblems(_ outcome: LayoutOutcome, _ console: Console) throws {
    for failure in outcome.failures { try console.tell(console.text(failure.problem(console.language))) }
    try console.tell(outcome.diagnostics, in: outcome.sources)
    for path in outcome.broken { try console.tell(console.text(.notLaidOut(path: path))) }
    for path in outcome.unfaithful {
      try console.tell(console.text(.layoutRefused(path: path), .reportTheFile))
    }
    if !outcome.failures.isEmpty || !outcome.unfaithful.isEmpty {
      throw CommandFailure(exit: .system, message: "")
    }
    if !outcome.broken.isEmpty { throw CommandFailure.told }
  }
}
