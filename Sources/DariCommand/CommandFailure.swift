// How a command ends when it does not end well.

import DariBase
import DariSemantics
import DariWorkspace

/// What is told and with which code the process ends (Documentation/CommandLine.md).
struct CommandFailure: Error {
  enum Exit: Int32 {
    /// The project has errors, or data was refused.
    case errors = 1
    case wrongUse = 2
    case system = 3
  }

  var exit: Exit
  /// Written to standard error as it stands; empty if everything has been told.
  var message: String

  /// Tells what is to be told and gives the exit code.
  func finish() -> Int32 {
    if !message.isEmpty {
      try? OutputStream.standardError.write(message.hasSuffix("\n") ? message : message + "\n")
    }
    return exit.rawValue
  }

  static let told = CommandFailure(exit: .errors, message: "")
}

extension CommandFailure {
  init(_ failure: SystemFailure, _ console: Console) {
    self.init(exit: .system, message: console.text(failure.problem(console.language)))
  }

  init(_ failure: ProjectFailure, _ console: Console) {
    // What is not there is no project; what is there and can't be read is the system's.
    var exit = Exit.wrongUse
    if case .system(let failure) = failure, failure.reason != .missing { exit = .system }
    self.init(exit: exit, message: console.text(failure.problem(console.language)))
  }
}

extension ProjectFailure {
  func problem(_ language: MessageLanguage) -> Problem {
    switch self {
    case .noManifest(let path): .noManifest(path: path)
    case .notAProject(let path): .notAProject(path: path)
    case .system(let failure): failure.problem(language)
    }
  }
}
