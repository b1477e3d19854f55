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

  /// Tells what is to be told and gives the exit code. A closed pipe ends a command without a word.
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
    self.init(
      exit: failure.reason == .closedPipe ? .errors : .system,
      message: failure.reason == .closedPipe ? "" : console.text(failure.problem(console.language)))
  }

  init(_ failure: ProjectFailure, _ console: Console) {
    switch failure {
    case .noManifest(let path):
      self.init(exit: .wrongUse, message: console.text(.noManifest(path: path)))
    case .notAProject(let path):
      self.init(exit: .wrongUse, message: console.text(.notAProject(path: path)))
    case .system(let failure): self.init(failure, console)
    }
  }
}
