// PDF for `dari build` and `dari manual`, and what is told where it can't be made.

import DariBase
import DariWorkspace

extension ProjectBuild {
  /// Nothing happens where nothing is to be printed, and WeasyPrint is not looked for.
  mutating func printPaper(_ console: Console) throws {
    guard hasPaper else { return }
    do throws(PaperFailure) {
      try print(with: WeasyPrint.find())
    } catch {
      throw CommandFailure(exit: .system, message: error.told(console))
    }
  }
}

extension PaperFailure {
  fileprivate func told(_ console: Console) -> String {
    switch self {
    case .missing(nil):
      return console.text(.paperProgramMissing, Self.installation)
    case .missing(let named?):
      return console.text(.paperProgramNotThere(program: named), Self.installation)
    case .notStarted(let program, let reason):
      return console.text(.paperProgramNotStarted(program: program, reason: reason.words(console.language)))
    case .tooOld(let program, let version):
      return console.text(.paperProgramTooOld(program: program, version: version), Self.installation)
    case .libraryMissing(let program, let words):
      return console.text(.paperLibraryMissing(program: program, reason: words), .installPango)
    case .failed(let program, let file, let words):
      let nothing =
        console.language == .korean ? "아무 말도 남기지 않고 끝났습니다" : "it ended without a word"
      let reason = words.isEmpty ? nothing : words
      return console.text(.paperProgramFailed(program: program, file: file, reason: reason))
    case .tookTooLong(let program, let file, let seconds):
      return console.text(.paperTookTooLong(program: program, file: file, seconds: seconds))
    }
  }

  /// One line that installs it for one person, with nothing but Python.
  private static var installation: Note {
    let folder = "~/.local/share/dari/weasyprint"
    return .installPaperProgram(
      command:
        "python3 -m venv \(folder) && \(folder)/bin/pip install weasyprint==\(WeasyPrint.version)")
  }
}
