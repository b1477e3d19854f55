// Outputs that stand beside their inputs. A missing one is written and the test fails; in CI nothing is written.

import DariWorkspace
import Testing

enum Golden {
  private static var mayWrite: Bool { (Surroundings.environment("CI") ?? "").isEmpty }
  /// `DARI_UPDATE_GOLDENS=1 swift test` takes what comes out for what is meant. Read the difference before you commit it.
  private static var updates: Bool { mayWrite && Surroundings.environment("DARI_UPDATE_GOLDENS") == "1" }

  /// Holds `text` against the file at `path`, relative to the repository.
  static func expect(_ text: String, at path: String, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    let file = repository + "/" + path
    guard FileReading.kind(file) == .file else {
      if mayWrite {
        try AtomicFile.makeFolders(
          file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/"))
        try AtomicFile.write(Array(text.utf8), to: file)
      }
      Issue.record(
        "\(path) was missing\(mayWrite ? "; it has been written: read it" : "")",
        sourceLocation: sourceLocation)
      return
    }
    let expected = try readFixtureText(path)
    if updates, !text.utf8.elementsEqual(expected.utf8) { try AtomicFile.write(Array(text.utf8), to: file) }
    #expect(
      text.utf8.elementsEqual(expected.utf8), "\(path): \(firstDifference(expected, text))",
      sourceLocation: sourceLocation)
  }

  private static func firstDifference(_ expected: String, _ found: String) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = found.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, (a, b)) in zip(old, new).enumerated() where !a.utf8.elementsEqual(b.utf8) {
      return "line \(index + 1)\n  expected: \(a)\n  found:    \(b)"
    }
    return "\(old.count) lines expected, \(new.count) found"
  }
}
