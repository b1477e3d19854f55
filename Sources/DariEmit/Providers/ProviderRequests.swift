// The AI steps of a rendered routine as requests: what `dari render --format openai|anthropic|gemini` prints.

import DariBase
import DariRuntime

package struct ProviderRequests: Sendable {
  /// An AI step, also of a routine that a step calls.
  private struct Entry: Sendable {
    /// `draft`, `write.draft`, `write[2].draft`.
    var name: String
    var step: RenderedStep
    var definition: Routine.Step
    /// The model setting that the step goes by.
    var setting: Routine.ModelSetting?
  }

  let routine: Routine
  let provider: Provider
  /// Goes before the manifest's.
  let model: String?
  private let entries: [Entry]

  /// - Parameter model: the model's name; nil for those of the routine's settings.
  package init(routine: Routine, rendered: RenderedRoutine, provider: Provider, model: String?) {
    self.routine = routine
    self.provider = provider
    self.model = model
    entries = Self.entries(of: rendered, in: routine, prefix: "")
  }

  package var isEmpty: Bool { entries.isEmpty }

  private static func entries(of rendered: RenderedRoutine, in routine: Routine, prefix: String) -> [Entry] {
    rendered.steps.flatMap { step -> [Entry] in
      let definition = routine.steps[step.step]
      let name = prefix + definition.name
      if let call = step.call {
        let place = step.item.map { "[\($0.number)]" } ?? ""
        return entries(of: call.rendered, in: call.routine, prefix: "\(name)\(place).")
      }
      if step.messages.isEmpty { return [] }
      let setting = routine.models.first { $0.name == definition.model }
      return [Entry(name: name, step: step, definition: definition, setting: setting)]
    }
  }

  /// Steps that can't be said to the provider are told, each with its problem, and the others are there.
  /// - Parameter isBare: if there is one request, with nothing around it.
  package func answer(isBare: Bool) -> (json: JSONValue?, problems: [Problem]) {
    var problems: [Problem] = []
    var requests: [JSONValue] = []
    for entry in entries {
      do throws(ProviderError) {
        let request = try request(entry).encoded()
        if isBare, entries.count == 1 { return (request, []) }
        var object: JSONObject = ["step": .string(entry.name)]
        if let item = entry.step.item { object["item"] = .integer(Int64(item.number)) }
        object["request"] = request
        requests.append(.object(object))
      } catch {
        // What is wrong with all of them is told once.
        problems += error.problems.filter { !problems.contains($0) }
      }
    }
    if requests.isEmpty { return (nil, problems) }
    return (["routine": .string(routine.name), "steps": .array(requests)], problems)
  }

  private func request(_ entry: Entry) -> ProviderRequest {
    var request = ProviderRequest(
      provider: provider, step: entry.definition.name, messages: entry.step.messages,
      result: entry.definition.result, model: model)
    // A setting for another provider says nothing about this one.
    if let setting = entry.setting, setting.api == provider.rawValue {
      if request.model == nil, provider.namesModel { request.model = setting.model }
      request.maxTokens = setting.maxTokens
      request.temperature = setting.temperature
    }
    return request
  }
}
