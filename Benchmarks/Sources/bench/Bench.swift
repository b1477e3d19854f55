// `make bench`: how fast the release build is, as ratios to something measured in the same run. Absolute times
// depend on the machine and are shown for reading only; nothing is asserted.

import Foundation

@main
struct Bench {
  static func main() throws {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let folder = NSTemporaryDirectory() + "dari-bench-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // `DARI=path` measures a binary that is there already.
    let dari = try ProcessInfo.processInfo.environment["DARI"] ?? Command.build(in: repository)
    // Line by line, also into a file.
    setvbuf(stdout, nil, _IOLBF, 0)
    print("measured                                       min       median      against it        ratio")
    try measureStart(dari)
    try measureParsing(dari, folder)
    try measureChecking(dari, repository, folder)
    try measureRendering(dari, repository, folder)
    try measureManuals(dari, repository, folder)
    try measureEscaping(dari, folder)
    try measureSafetyShare(dari, repository, folder)
    try measureTests(dari, repository, folder)
  }

  /// `dari --version` against the smallest program there is.
  private static func measureStart(_ dari: String) throws {
    let nothing = try Timing.of(60) { try Command.run(["/bin/true"]) }
    let version = try Timing.of(60) { try Command.run([dari, "--version"]) }
    version.show("dari --version", against: "/bin/true", nothing)
  }

  /// One library of templates, lexed, parsed and checked, against one look at each of its bytes.
  private static func measureParsing(_ dari: String, _ folder: String) throws {
    let text = Sources.templates(bytes: 3_900_000)
    let path = folder + "/templates.dari"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let bytes = Array(text.utf8)
    let scan = Timing.of(20) {
      Sink.take(bytes.withUnsafeBufferPointer { $0.reduce(into: 0) { $0 &+= Int($1) } })
    }
    let start = try Timing.of(10) { try Command.run([dari, "--version"]) }
    let check = try Timing.of(8) { try Command.run([dari, "check", path]) }.without(start)
    check.show("parse and check 3.9 MB of templates", against: "a sum of the bytes", scan)
    print(String(format: "  %.0f MB/s", 3.9 / check.min))
  }

  /// 1,000 routines of a real one's size with 5 libraries, against reading their files.
  private static func measureChecking(_ dari: String, _ repository: String, _ folder: String) throws {
    let project = folder + "/project"
    let paths = try Sources.project(of: 1000, in: project, from: repository + "/Templates")
    let reading = try Timing.of(8) {
      for path in paths { Sink.take(try Data(contentsOf: URL(fileURLWithPath: path)).count) }
    }
    let check = try Timing.of(8) { try Command.run([dari, "check", project]) }
    check.show("check 1,000 routines", against: "reading their files", reading)
  }
}

enum Command {
  /// Makes the binary as it is installed and gives its path.
  static func build(in repository: String) throws -> String {
    let options = ["-c", "release", "--static-swift-stdlib", "--package-path", repository]
    try run(["/usr/bin/env", "swift", "build", "--product", "dari"] + options)
    let output = try output(of: ["/usr/bin/env", "swift", "build", "--show-bin-path"] + options)
    return output.split(separator: "\n").last.map { $0 + "/dari" } ?? ""
  }

  /// By the system's own call: `Process` looks for the end of its child only now and then.
  static func run(_ words: [String]) throws { _ = try peakMemory(words) }

  /// - Returns: the most memory that the process had, in KiB (on Linux).
  static func peakMemory(_ words: [String]) throws -> Int {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream: Int32 in [1, 2] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
    }
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    guard posix_spawn(&child, words[0], &actions, nil, &arguments, environ) == 0 else {
      throw Failure(words: words, status: -1)
    }
    var status: Int32 = 0
    var usage = rusage()
    wait4(child, &status, 0, &usage)
    if status != 0 { throw Failure(words: words, status: status) }
    return Int(usage.ru_maxrss)
  }

  static func output(of words: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(words: words, status: process.terminationStatus)
    }
    return String(decoding: data, as: UTF8.self)
  }

  struct Failure: Error {
    var words: [String]
    var status: Int32
  }
}
