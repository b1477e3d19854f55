// Other programs: what they are given, what they say, and how they end.

import DariBase
import Testing

@testable import DariWorkspace

@Suite struct ChildProcessTests {
  private func shell(_ script: String, input: [UInt8] = []) throws -> ChildProcess.Outcome {
    try ChildProcess(program: "sh", arguments: ["-c", script]).run(input: input)
  }

  @Test func whatItSays() throws {
    let outcome = try shell("echo out; echo err >&2; exit 7")
    #expect(outcome.status == 7)
    #expect(outcome.output == Array("out\n".utf8) && outcome.errors == Array("err\n".utf8))
  }

  /// More than pipes hold, in all three at once.
  @Test func muchOfEverything() throws {
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let outcome = try shell("tee /dev/stderr", input: bytes)
    #expect(outcome.status == 0 && outcome.output == bytes && outcome.errors == bytes)
  }

  /// A program that does not want what it is given, and one that is killed.
  @Test func endsAsItLikes() throws {
    #expect(try shell("exit 3", input: Array(repeating: 65, count: 1_000_000)).status == 3)
    #expect(
      try shell("exec <&-; echo done", input: Array(repeating: 65, count: 1_000_000)).output
        == Array("done\n".utf8))
    #expect(try shell("kill -9 $$").status == 137)
    // A closed pipe ends it, as it would in a shell.
    #expect(try shell("yes | head -n 1").output == Array("y\n".utf8))
  }

  @Test func surroundings() throws {
    var process = ChildProcess(program: "sh", arguments: ["-c", "echo \"$ONE|${PATH:+path}|${HOME-none}\""])
    process.environment = [("ONE", "a b=c"), ("HOME", nil)]
    #expect(try process.run().output == Array("a b=c|path|none\n".utf8))
  }

  @Test func noSuchProgram() {
    #expect(throws: System.Failure.self) {
      try ChildProcess(program: "dari-no-such-program", arguments: []).run()
    }
  }

  /// One that goes on saying something, and one that says nothing.
  @Test(arguments: ["while true; do echo x; done", "sleep 60", "exec >&- 2>&-; sleep 60"])
  func isStoppedWhenItsTimeIsOver(_ script: String) throws {
    var process = ChildProcess(program: "sh", arguments: ["-c", script])
    process.timeLimit = 300
    let start = System.nanoseconds
    let outcome = try process.run()
    #expect(outcome.tookTooLong && outcome.status == 137)
    #expect(System.nanoseconds - start < 20_000_000_000)
  }
}
