// The AI steps of a rendered routine as requests: what `dari render --format openai|anthropic|gemini` prints.

import DariBase
import DariRuntime

package struct ProviderRequests: Sendable {
  let routine: Routine
  let provider: Provider
  let model: String?
  /// Those that have messages.
  package let steps: [RenderedStep]

  package init(routine: Routine, rendered: RenderedRoutine, provider: Provider, model: String?) {
    self.routine = routine
    self.provider = provider
    self.model = model
    steps = rendered.steps.filter { !$0.messages.isEmpty }
  }

  /// Steps that can't be said to the provider are told, each with its problem, and the others are there.
  /// - Parameter isBare: the request of the first step, with nothing around it.
  package func answer(isBare: Bool) -> (json: JSONValue?, problems: [Problem]) {
    var problems: [Problem] = []
    var requests: [JSONValue] = []
    var bare: JSONValue?
    for step in steps {
      let name = routine.steps[step.step].name
      do throws(ProviderError) {
        let request = try request(step).encoded()
        if bare == nil { bare = request }
        requests.append(["step": .string(name), "request": request])
      } catch {
        // What is wrong with all of them is told once.
        problems += error.problems.filter { !problems.contains($0) }
      }
    }
    if isBare { return (bare, problems) }
    if requests.isEmpty { return (nil, problems) }
    return (["routine": .string(routine.name), "steps": .array(requests)], problems)
  }

  private func request(_ step: RenderedStep) -> ProviderRequest {
    ProviderRequest(
      provider: provider, step: routine.steps[step.step].name, messages: step.messages,
      result: routine.steps[step.step].result, model: model)
  }
}
