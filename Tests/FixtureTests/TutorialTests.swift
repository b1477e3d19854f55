// The tutorials, as far as a compiler sees them: every state that a reader's folder is in checks, or gives the error
// that the page speaks of. What is typed and shown is for `Tests/Judges/judge-tutorial.py`.

import DariBase
import Testing

/// A page of Documentation that is followed from an empty folder: ` ```dari NAME ` writes a file, with `add` it is
/// written on, `wrong CODE` says what is wrong then.
struct TutorialPage: CustomTestStringConvertible {
  struct State {
    /// Of the fence that led to it.
    var line: Int
    var files: [FixtureFile]
    var wrong: String?
  }

  var path: String
  var testDescription: String { path }

  static let all = ["Documentation/Tutorial.md", "Documentation/Tutorial.ko.md"].map(TutorialPage.init)

  func fences() throws -> [Fence] { Fence.all(in: try readFixtureText(path)) }

  func states() throws -> [State] {
    var files: [String: String] = [:]
    var states: [State] = []
    for fence in try fences() {
      let words = fence.info.split(separator: " ").map(String.init)
      guard words.count > 1, ["dari", "yaml"].contains(words[0]) else { continue }
      files[words[1]] = (words.contains("add") ? files[words[1]] ?? "" : "") + fence.text
      let wrong = words.firstIndex(of: "wrong").map { words[$0 + 1] }
      states.append(
        State(
          line: fence.line,
          files: files.sorted { $0.key < $1.key }.map { FixtureFile(path: $0.key, text: $0.value) },
          wrong: wrong))
    }
    return states
  }
}

@Suite struct TutorialTests {
  @Test(arguments: TutorialPage.all)
  func everyStateChecks(_ page: TutorialPage) throws {
    let states = try page.states()
    #expect(states.count == 8)
    for state in states {
      let result = check(state.files)
      #expect(
        result.diagnostics.map(\.code.text) == (state.wrong.map { [$0] } ?? []),
        "\(page.path):\(state.line)\n\(result.shown)")
    }
  }

  /// It begins with a mistake to learn from, and ends with a person who looks before anything goes out.
  @Test(arguments: TutorialPage.all)
  func whatItTeaches(_ page: TutorialPage) throws {
    let states = try page.states()
    #expect(states.compactMap(\.wrong) == ["E0201", "E0402"])
    let last = String(decoding: states.last?.files.last?.bytes ?? [], as: UTF8.self)
    for word in ["@type", "@input", "{% if ", "{% match ", "by: human(", "edits:", "sends:"] {
      #expect(last.contains(word), "\(page.path) does not show \(word)")
    }
    let typed = try page.fences().filter { $0.info == "console" }.map(\.text).joined()
    for command in ["dari check", "dari explain", "dari render", "dari build", "dari init"] {
      #expect(typed.contains("$ \(command)"), "\(page.path) does not use \(command)")
    }
  }

  /// Both languages go the same way.
  @Test func languagesAreInStep() throws {
    let all = try TutorialPage.all.map { try $0.fences().map(\.info) }
    #expect(all[0] == all[1])
  }
}
