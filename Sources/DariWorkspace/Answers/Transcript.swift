// A run as a page of Markdown that people read: step by step, who did it, the prompt, the answer, what the person decided.

import DariBase
import DariEmit
import DariRuntime

/// In English words, as the headings of goldens are: a page is the same on every machine.
struct Transcript {
  private(set) var text: String

  var page: [UInt8] { Array(text.utf8) }

  init(_ test: TestCase, _ events: [RunEvent], _ end: RunEnd) {
    text = "# \(test.routine.name) › \(test.name)\n"
    if let about = test.about { text += "\n\(about)\n" }
    for event in events { add(event) }
    switch end {
    case .finished(let value, let type?) where !value.isNothing:
      text += "\n## Result\n"
      add("", value, type)
    case .stopped: text += "\n## Stopped\n\nThere was no way back any more.\n"
    default: text += "\n## End\n"
    }
  }

  private mutating func add(_ event: RunEvent) {
    let step = event.place.step
    let title = step.title.map { " · \($0)" } ?? ""
    text += "\n## \(event.place.name)\(title) · \(Self.actor(event.place))"
    if event.place.before > 0 { text += " · again" }
    text += "\n"
    let type = step.result ?? .text
    switch event.kind {
    case .skipped: text += "\nNot done: its condition does not hold.\n"
    case .given(let value): add("Given by the case", value, type)
    case .asked(let messages, let value):
      for message in messages { add(message.role.rawValue, quoting: message.body.text) }
      add("Answer", value, type)
    case .text(let words): add("Text", quoting: words)
    case .accepted(let shown, let changed):
      look(shown)
      if let changed {
        add(step.edits == nil ? "Gave" : "Changed it to", changed, type)
      } else {
        text += "\nApproved.\n"
      }
    case .refused(let shown, let remarks):
      look(shown)
      add("Sent back", quoting: remarks)
    case .gave(let value): add("Gave", value, type)
    case .done: text += "\n\(Self.effects(event.place) ?? "Done.")\n"
    case .stopped: text += "\nSent back once more than is allowed.\n"
    }
  }

  private mutating func look(_ shown: [RunShown]) {
    if shown.isEmpty { return }
    text += "\nLooked at \(shown.map { "`\($0.step)`" }.joined(separator: ", ")).\n"
  }

  /// `Sends `pack`.`: what leaves the house.
  private static func effects(_ place: RunPlace) -> String? {
    let effects = place.step.effects.map { effect in
      let word = effect.kind.rawValue
      let names =
        effect.steps.map { "`\(place.routine.steps[$0].name)`" } + (effect.ownText ? ["its text"] : [])
      return word.prefix(1).uppercased() + word.dropFirst() + " \(names.joined(separator: ", "))."
    }
    return effects.isEmpty ? nil : effects.joined(separator: " ")
  }

  private static func actor(_ place: RunPlace) -> String {
    switch place.step.actor {
    case .human(let role): "human(\(role))"
    case .ai(let name, _): "ai(\(name))"
    case .tool(let name): "tool(\(name))"
    case .routine(let name): "routine(\(name))"
    }
  }

  private mutating func add(_ title: String, _ value: Value, _ type: Type) {
    if type.isAnsweredAsText {
      add(title, quoting: value.answerText(type))
    } else {
      let json = String(decoding: PrettyJSON.bytes(of: DataForm.encode(value, type)), as: UTF8.self)
      if !title.isEmpty { text += "\n**\(title)**\n" }
      text += "\n```json\n\(json.trimmedEnd)\n```\n"
    }
  }

  /// As a quotation, so that a heading in it is none of the page.
  private mutating func add(_ title: String, quoting words: String) {
    if !title.isEmpty { text += "\n**\(title)**\n" }
    text += "\n"
    for line in words.split(separator: "\n", omittingEmptySubsequences: false) {
      text += line.isEmpty ? ">\n" : "> \(line)\n"
    }
  }
}

extension Value {
  fileprivate var isNothing: Bool { if case .absent = self { true } else { false } }
}

extension String {
  fileprivate var trimmedEnd: String {
    utf8.last == 0x0A ? String(decoding: utf8.dropLast(), as: UTF8.self) : self
  }
}
