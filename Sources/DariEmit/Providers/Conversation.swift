// Rendered messages as a conversation in the order that a provider asks for.

import DariBase
import DariRuntime

/// The messages of a step without those that say nothing.
struct Conversation {
  struct Turn {
    var role: Routine.Role
    /// Texts with something in them, and media; never none.
    var parts: [RenderedText.Part]

    /// The whole turn, if it is one text.
    var onlyText: String? {
      if parts.count == 1, case .text(let text) = parts[0] { text } else { nil }
    }
  }

  /// In the order of the messages.
  private(set) var turns: [Turn]

  /// A text that is only white space is left out: Anthropic refuses it, and no model reads anything in it.
  init(_ request: ProviderRequest) throws(ProviderError) {
    turns = []
    for message in request.messages {
      let parts = message.body.parts.filter { part in
        if case .text(let text) = part {
          !text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        } else {
          true
        }
      }
      if parts.isEmpty { continue }
      let hasMedia = parts.contains { if case .media = $0 { true } else { false } }
      // No routine that compiles does so; a bundle that somebody else made may.
      if hasMedia, message.role != .user { throw request.refusedOrder(.orderMediaElsewhere) }
      turns.append(Turn(role: message.role, parts: parts))
    }
    if turns.isEmpty { throw request.refusedOrder(.orderNothing) }
  }

  /// What the system is told apart, and the rest in turns from the user to the user: Anthropic and Gemini. All that is
  /// said to the system comes first, wherever it stood. A step that is nothing but that has it said by the user, since
  /// somebody has to ask.
  func alternating(
    _ request: ProviderRequest
  ) throws(ProviderError) -> (system: [String], turns: [Turn]) {
    let system = turns.filter { $0.role == .system }.compactMap(\.onlyText)
    var joined: [Turn] = []
    for turn in turns where turn.role != .system {
      if joined.last?.role == turn.role {
        joined[joined.count - 1].parts += turn.parts
      } else {
        joined.append(turn)
      }
    }
    if joined.isEmpty { return ([], [Turn(role: .user, parts: system.map { .text($0) })]) }
    if joined.first?.role != .user { throw request.refusedOrder(.orderStartsWithAnswer) }
    if joined.last?.role != .user { throw request.refusedOrder(.orderEndsWithAnswer) }
    return (system, joined)
  }
}
