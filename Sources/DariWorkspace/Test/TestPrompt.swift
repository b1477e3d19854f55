// What one case renders: its prompts as pages of Markdown, and what is not as it was expected.

import DariBase
import DariRuntime
import DariSemantics

/// The words of one step, or of one of the times it is done.
package struct TestPrompt: Sendable {
  /// With the calls that lead to it; items from 0.
  package var steps: [StepName.Part]
  /// `write[1].draft`.
  package var name: String
  /// Below the folder of the case, `write.2/draft.md`: numbers from 1, as people count.
  package var path: String
  package var page: [UInt8] = []
  private var bodies: [RenderedText] = []
  package var tokens: TokenCount?
  package var model: String?
  /// Where the bytes of the page come from, in order. Without tracing, of pictures, sounds and files alone.
  package var sources: [PageSource] = []
}

/// A run of a page's bytes, and the line of the project's that wrote it.
package struct PageSource: Hashable, Sendable {
  package var range: Range<Int>
  /// A file of the project, and its line from 1: of a literal text, the line that the run's first byte stands in.
  package var path: String
  package var line: Int
  /// What a value was made from, as `order.number`; nil for the author's own words.
  package var values: [String]?
}

/// A step of a case, or of a routine that it calls, that could not be rendered.
package struct TestFailure: Sendable {
  package var failure: StepFailure
  package var routine: Routine
  package var parts: [StepName.Part]
}

package struct TestResult: Sendable {
  package var test: TestCase
  package var prompts: [TestPrompt] = []
  package var failures: [TestFailure] = []
  /// What `expect` says and is not so.
  package var unexpected: [Diagnostic] = []

  package var isRendered: Bool { failures.isEmpty }
  /// Nothing of what it makes is missing, so what is kept of it can be held against it.
  package var isWhole = true

  init(of test: TestCase) { self.test = test }

  package init(
    _ test: TestCase, _ renderer: RoutineRenderer, _ manifest: Manifest, coverage: RenderCoverage? = nil
  ) {
    self.test = test
    collect(renderer.render(coverage: coverage), test.routine, [], "")
    for expectation in test.expectations { judge(expectation, manifest) }
  }

  private mutating func collect(
    _ rendered: RenderedRoutine, _ routine: Routine, _ calls: [StepName.Part], _ folder: String
  ) {
    for failure in rendered.failures {
      let part = StepName.Part(name: routine.steps[failure.step].name)
      failures.append(TestFailure(failure: failure, routine: routine, parts: calls + [part]))
    }
    for step in rendered.steps {
      let name = routine.steps[step.step].name
      let parts = calls + [StepName.Part(name: name, item: step.item?.number)]
      let file = folder + NFC.normalized(name) + (step.item.map { ".\($0.number + 1)" } ?? "")
      if let call = step.call {
        collect(call.rendered, call.routine, parts, file + "/")
      } else if !step.isSkipped {
        prompts.append(TestPrompt(step, parts, path: file + ".md", of: routine))
      }
    }
  }

  mutating func judge(_ expectation: Expectation, _ manifest: Manifest) {
    let meant = prompts.filter { expectation.isAbout($0.steps) }
    if meant.isEmpty {
      // A step that failed, or the routine around it, has been told.
      let hasFailed = failures.contains { failure in
        zip(failure.parts, expectation.step.parts).allSatisfy { $0.name == $1.name }
      }
      guard !hasFailed else { return }
      unexpected.append(
        Diagnostic(
          .expectedStepNotDone(key: "expect", step: expectation.stepText, case: test.name),
          at: expectation.stepSpan))
    }
    for prompt in meant {
      guard let finding = expectation.assertion.finding(in: prompt, meter: manifest.meter(for: prompt.model))
      else { continue }
      unexpected.append(
        Diagnostic(
          .promptNotAsExpected(case: test.name, step: prompt.name, finding: finding), at: expectation.span))
    }
  }
}

extension TestPrompt {
  /// What was not rendered by a step of the case itself.
  init(
    steps: [StepName.Part] = [], name: String = "", path: String = "", page: [UInt8] = [],
    bodies: [RenderedText] = [], model: String? = nil
  ) {
    self.steps = steps
    self.name = name
    self.path = path
    self.page = page
    self.bodies = bodies
    self.model = model
  }

  init(_ step: RenderedStep, _ parts: [StepName.Part], path: String, of routine: Routine) {
    steps = parts
    name = parts.map { part in part.name + (part.item.map { "[\($0)]" } ?? "") }.joined(separator: ".")
    self.path = path
    model = routine.steps[step.step].model
    var bodies = step.messages.map { (title: $0.role.rawValue, body: $0.body) }
    if let text = step.text { bodies.append(("text", text)) }
    self.bodies = bodies.map(\.body)
    for (title, body) in bodies {
      let start = Self.append(title, body.bytes, to: &page)
      sources += body.segments.map { PageSource($0, from: start, of: routine.program) }
    }
    tokens = step.tokens
  }

  /// All messages, joined by an empty line.
  package var text: String { bodies.map(\.text).joined(separator: "\n\n") }

  /// The texts that tokens are counted of.
  package var parts: [String] {
    bodies.flatMap(\.parts).compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  /// A heading for each role, and the words as they are. A line break is added to each, so that a text that ends with
  /// one is another page than one that does not.
  /// - Returns: where the words begin.
  static func append(_ title: String, _ bytes: [UInt8], to page: inout [UInt8]) -> Int {
    if !page.isEmpty { page.append(0x0A) }
    page += Array("## \(title)\n\n".utf8)
    let start = page.count
    page += bytes
    page.append(0x0A)
    return start
  }
}

extension PageSource {
  fileprivate init(_ segment: Segment, from start: Int, of program: Program) {
    range = segment.range.lowerBound + start..<segment.range.upperBound + start
    let file = Int(segment.place.file)
    path = program.files.indices.contains(file) ? program.files[file] : "?"
    line = Int(segment.place.line)
    switch segment.origin {
    case .literal: values = nil
    case .value(let paths), .media(_, let paths): values = paths
    }
  }
}
