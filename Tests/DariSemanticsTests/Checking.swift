// How the tests reach the checker and the renderer: texts in, problems and rendered texts out.

import DariBase
import DariRuntime
import Testing

@testable import DariSemantics

/// What the checker says of a project.
struct Checked {
  var compilation: Compilation

  var sources: SourceSet { compilation.sources }
  var diagnostics: [Diagnostic] { compilation.diagnostics }

  /// Code and marked text of every problem: `E0401 order.customer`.
  var problems: [String] { diagnostics.map { "\($0.code.text) \(sources.text($0.span))" } }

  /// The only routine, which has no errors.
  func routine(_ location: SourceLocation = #_sourceLocation) throws -> Routine {
    try #require(compilation.routines.first, "\(problems)", sourceLocation: location)
  }

  /// The source of the first file with the edits of the first mend of every problem made.
  var mended: String? {
    let edits = diagnostics.compactMap(\.mends.first?.edits)
    guard edits.count == diagnostics.count, edits.allSatisfy({ !$0.isEmpty }), let file = sources.files.first
    else { return nil }
    var bytes = file.bytes
    for edit in edits.joined().sorted(by: { $0.span > $1.span }) {
      bytes.replaceSubrange(edit.span.range, with: Array(edit.text.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Every test goes through this. A text that begins with `project:` is the manifest, one that begins with
/// `tools:` the catalogue, and the others are `1.dari`, `2.dari`, …
func check(_ source: String..., resources: [String: String] = [:]) -> Checked {
  check(source, resources: resources)
}

func check(_ source: [String], resources: [String: String] = [:]) -> Checked {
  var files: [(path: String, bytes: [UInt8])] = []
  for text in source {
    let path =
      if text.hasPrefix("project:") { "dari.yaml" } else if text.hasPrefix("tools:") { "tools.yaml" } else {
        "\(files.count + 1).dari"
      }
    files.append((path, Array(text.utf8)))
  }
  for (path, text) in resources.sorted(by: { $0.key < $1.key }) { files.append((path, Array(text.utf8))) }
  return Checked(compilation: Compiler.compile(ProjectSources(files: files)))
}

/// A routine of one step, whose text is the template.
func routine(_ declarations: String = "", template: String, uses: String = "[]") -> String {
  """
  ---
  routine: r
  uses: \(uses)
  ---
  \(declarations)

  @step only
  by: human(owner)
  @text
  \(template)
  """
}

/// What the template comes to: `problems` if there are any, else the rendered text, or the fault.
func rendered(
  _ declarations: String = "", template: String, with data: String = "{}", _ more: String...
) -> String {
  let checked = check([routine(declarations, template: template)] + more)
  guard let routine = checked.compilation.routines.first else {
    return checked.problems.joined(separator: ", ")
  }
  do {
    let inputs = DataNode(try JSONParser.parse(data))
    let result = try RoutineRenderer(routine: routine, data: RoutineData(inputs: inputs)).render()
    if let failure = result.failures.first { return "\(failure.error.fault)" }
    return result.steps.first?.text?.text ?? ""
  } catch {
    return "\(error)"
  }
}

/// SplitMix64: the same sequence on every machine.
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
  mutating func pick<Element>(_ all: [Element]) -> Element { all.randomElement(using: &self)! }
}
