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
  package var page: [UInt8]
  /// All messages, joined by an empty line.
  package var text: String
  /// The texts that tokens are counted of.
  package var parts: [String]
  package var tokens: TokenCount?
  package var model: String?
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

  package init(_ test: TestCase, _ renderer: RoutineRenderer, _ manifest: Manifest) {
    self.test = test
    collect(renderer.render(), test.routine, [], "")
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
        prompts.append(TestPrompt(step, parts, path: file + ".md", model: routine.steps[step.step].model))
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
          .expectedStepNotDone(step: expectation.stepText, case: test.name), at: expectation.stepSpan))
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
  init(_ step: RenderedStep, _ parts: [StepName.Part], path: String, model: String?) {
    steps = parts
    name = parts.map { part in part.name + (part.item.map { "[\($0)]" } ?? "") }.joined(separator: ".")
    self.path = path
    self.model = model
    var bodies = step.messages.map { (title: $0.role.rawValue, body: $0.body) }
    if let text = step.text { bodies.append(("text", text)) }
    page = Self.page(bodies.map { ($0.title, $0.body.bytes) })
    text = bodies.map(\.body.text).joined(separator: "\n\n")
    self.parts = bodies.flatMap { $0.body.parts }.compactMap {
      if case .text(let text) = $0 { text } else { nil }
    }
    tokens = step.tokens
  }

  /// A heading for each role, and the words as they are. A line break is added to each, so that a text that ends with
  /// one is another page than one that does not.
  static func page(_ bodies: [(title: String, bytes: [UInt8])]) -> [UInt8] {
    var page: [UInt8] = []
    for (title, bytes) in bodies {
      if !page.isEmpty { page.append(0x0A) }
      page += Array("## \(title)\n\n".utf8) + bytes + [0x0A]
    }
    return page
  }
}
