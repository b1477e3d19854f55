// The command line's root: subcommands, version, exit codes.

import ArgumentParser
import DariWorkspace

struct Dari: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dari",
    abstract: "A compiler for prompt routines: who does what, with which words, and where a person looks.",
    discussion: """
      Example: dari check my-project

      Exit codes: 0 done · 1 errors, a failed test, a change that nobody allowed · 2 the command was used wrongly · 3 the system failed.
      """,
    version: "dari \(Product.version)",
    subcommands: [
      Init.self, Check.self, Build.self, Manual.self, Render.self, Test.self, Diff.self, Fmt.self,
      Explain.self,
    ])
}

enum Product {
  static let version = "0.1.0"
}

@main
enum Entry {
  static func main() {
    Surroundings.ignoreClosedPipes()
    do {
      var command = try Dari.parseAsRoot()
      try command.run()
    } catch let failure as CommandFailure {
      Dari.exit(withError: ExitCode(failure.finish()))
    } catch {
      // ArgumentParser's own code for wrong use is 64; ours is 2.
      let code = Dari.exitCode(for: error)
      if code == .validationFailure {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let text = WrongUse(error, arguments).text(Console(arguments: arguments))
        try? OutputStream.standardError.write(text)
        Dari.exit(withError: ExitCode(2))
      }
      Dari.exit(withError: error)
    }
  }
}
