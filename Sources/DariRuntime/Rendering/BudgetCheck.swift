// A rendered prompt against its step's budget.

import DariBase

/// A prompt that is too long, and what makes it so.
package struct BudgetExcess: Error, Hashable, Sendable {
  package struct Part: Hashable, Sendable {
    /// An input, or a step whose result it is: `message`, `classify`.
    package var name: String
    package var tokens: Int
  }

  package var tokens: TokenCount
  /// The values with the largest parts, the largest first.
  package var largest: [Part]
}

struct BudgetCheck {
  let routine: Routine
  /// The frame that the step was rendered with.
  let values: [Value]

  private static let partsTold = 3

  /// What counts are the texts of all messages, and of `@again` if it was rendered: not pictures, sounds and files,
  /// whose tokens only the model's maker knows, nor what its service puts around messages.
  /// - Returns: nil for a step without a budget.
  func count(_ rendered: RenderedStep) throws(RenderError) -> TokenCount? {
    let step = routine.steps[rendered.step]
    guard let budget = step.budget else { return nil }
    let first = step.messages.first?.body ?? .empty
    let place =
      first.count > 0
      ? routine.program.instructions[Int(first.start)].place : Program.Place(file: 0, line: 1, column: 1)
    guard let meter = TokenMeter(budget.estimator, tokenizers: routine.tokenizers) else {
      throw RenderError(fault: .needsTokenizer(budget.estimator.name), place: place, paths: [])
    }
    let tokens: TokenCount
    var excess: BudgetExcess?
    do throws(TokenizerFailure) {
      var weight = 0
      // Behind the step's own messages stand the refused answer and `@again`, if it is done again.
      for text in rendered.messages.prefix(step.messages.count).map(\.body)
        + [rendered.again].compactMap({ $0 })
      {
        for case .text(let part) in text.parts { weight += try meter.weight(of: part) }
      }
      tokens = TokenCount(count: TokenMeter.tokens(weight), budget: budget)
      if tokens.count > budget.tokens {
        excess = BudgetExcess(tokens: tokens, largest: try largest(step, meter))
      }
    } catch {
      throw RenderError(fault: .tokenizerTooSlow(budget.estimator.name), place: place, paths: [])
    }
    if let excess { throw RenderError(fault: .overBudget(excess), place: place, paths: []) }
    return tokens
  }

  /// Rendered once more, with the origin of each part. Each counts by itself, so together they may come to a
  /// little more or less than the whole.
  private func largest(_ step: Routine.Step, _ meter: TokenMeter) throws(TokenizerFailure) -> [BudgetExcess
    .Part]
  {
    var weights: [String: Int] = [:]
    for message in step.messages {
      var renderer = Renderer(
        program: routine.program, slotNames: routine.slotNames, values: values, tracing: true)
      guard let text = try? renderer.render(message.body) else { continue }
      for segment in text.segments {
        guard case .value(let paths) = segment.origin, let path = paths.first else { continue }
        let name = String(path.unicodeScalars.prefix { $0 != "." && $0 != "[" })
        weights[name, default: 0] += try meter.weight(
          of: String(decoding: text.bytes[segment.range], as: UTF8.self))
      }
    }
    let sorted = weights.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return sorted.prefix(Self.partsTold).map {
      BudgetExcess.Part(name: $0.key, tokens: TokenMeter.tokens($0.value))
    }
  }
}
