// One AI step as the request that a provider takes (Documentation/CommandLine.md, "Requests for a provider").

import DariBase
import DariRuntime

package enum Provider: String, CaseIterable, Sendable {
  /// Chat Completions.
  case openai
  /// Messages.
  case anthropic
  /// `generateContent`.
  case gemini

  /// As it is called.
  package var name: String {
    switch self {
    case .openai: "OpenAI"
    case .anthropic: "Anthropic"
    case .gemini: "Gemini"
    }
  }

  /// Whether a request names its model. Gemini has it in the address.
  package var namesModel: Bool { self != .gemini }
}

/// Why a step can't be said to a provider: each reason.
package struct ProviderError: Error, Sendable {
  package var problems: [Problem]

  init(_ problem: Problem) { problems = [problem] }
}

/// What a request is made of.
package struct ProviderRequest: Sendable {
  /// The longest answer to ask for where a provider must be told (Anthropic): some ten pages of text.
  package static let defaultMaxTokens = 8192

  package var provider: Provider
  /// For messages, and as the name of the answer's schema.
  package var step: String
  /// What was rendered, in order. When a step is done again, the refused answers and what was said about them follow
  /// as `assistant` and `user`: a conversation is messages like any others.
  package var messages: [RenderedStep.Message]
  /// What the step gives: texts are answered as they are, everything else in a form.
  package var result: Type?
  package var model: String?
  package var maxTokens: Int?
  /// OpenAI and Gemini take one.
  package var temperature: Double?

  package init(
    provider: Provider, step: String, messages: [RenderedStep.Message], result: Type?, model: String? = nil,
    maxTokens: Int? = nil
  ) {
    self.provider = provider
    self.step = step
    self.messages = messages
    self.result = result
    self.model = model
    self.maxTokens = maxTokens
  }

  /// The body of the request.
  /// - Throws: what the provider can't take. Nothing is left out in silence but white space.
  package func encoded() throws(ProviderError) -> JSONValue {
    if provider.namesModel, model == nil {
      throw ProviderError(.modelMissing(provider: provider.name))
    }
    let conversation = try Conversation(self)
    switch provider {
    case .openai: return .object(try openAI(conversation))
    case .anthropic: return .object(try anthropic(conversation))
    case .gemini: return .object(try gemini(conversation))
    }
  }

  /// The type to answer in; nil if the answer is a text.
  var form: Type? { result.flatMap { $0.isAnsweredAsText ? nil : $0 } }

  /// The parts of each turn as the provider has them, or all of those that it can't take.
  func encode(
    _ turns: [Conversation.Turn], _ encode: (RenderedText.Part) throws(ProviderError) -> JSONValue
  ) throws(ProviderError) -> [(turn: Conversation.Turn, parts: [JSONValue])] {
    var problems: [Problem] = []
    var result: [(turn: Conversation.Turn, parts: [JSONValue])] = []
    for turn in turns {
      var parts: [JSONValue] = []
      for part in turn.parts {
        do throws(ProviderError) {
          parts.append(try encode(part))
        } catch {
          problems += error.problems.filter { !problems.contains($0) }
        }
      }
      result.append((turn, parts))
    }
    if let first = problems.first {
      var error = ProviderError(first)
      error.problems = problems
      throw error
    }
    return result
  }

  func refusedOrder(_ reason: Note) -> ProviderError {
    ProviderError(.providerOrder(provider: provider.name, step: step, reason: reason))
  }

  func refused(_ media: MediaValue, _ reason: Note) -> ProviderError {
    ProviderError(.providerMedia(provider: provider.name, name: media.name, step: step, reason: reason))
  }

  /// Its media type, if it is one of these.
  func mediaType(_ media: MediaValue, among known: [String]) throws(ProviderError) -> String {
    guard let found = media.mediaType else { throw refused(media, .mediaNoEnding) }
    guard known.contains(found) else { throw refused(media, .mediaFormats(found: found, known: known)) }
    return found
  }
}
