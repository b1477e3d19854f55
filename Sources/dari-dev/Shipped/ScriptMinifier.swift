// JavaScript as short as it goes, by a program that is not ours (Documentation/Decisions/0068-scripts-are-minified.md).

import Foundation

/// The minifier that the generated file was made with is not the one of this machine.
struct OtherMinifier: Error, CustomStringConvertible {
  var found: String?

  var description: String {
    found.map { "esbuild \($0) is installed, not \(ScriptMinifier.version)" }
      ?? "esbuild is not installed: `scripts/setup.sh generate`"
  }
}

struct ScriptMinifier {
  /// Another version would give other bytes.
  static let version = "0.17.0"

  /// Each piece by itself. Names at its top level stay.
  func minified(_ pieces: [String]) throws -> [String] {
    let found = try? run(["--version"]).trimmingCharacters(in: .whitespacesAndNewlines)
    guard found == Self.version else { throw OtherMinifier(found: found) }
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent("dari-dev-\(UUID().uuidString)")
    defer { try? files.removeItem(at: folder) }
    let names = pieces.indices.map { "\($0).js" }
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, piece) in zip(names, pieces) {
      try Data(piece.utf8).write(to: folder.appendingPathComponent(name))
    }
    _ = try run(
      ["--minify", "--charset=utf8", "--target=es2022", "--log-level=warning", "--outdir=\(folder.path)/out"]
        + names.map { "\(folder.path)/\($0)" })
    return try names.map { name in
      try String(contentsOf: folder.appendingPathComponent("out/\(name)"), encoding: .utf8)
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  private func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["esbuild"] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw GeneratorError("esbuild has failed") }
    return String(decoding: text, as: UTF8.self)
  }
}
