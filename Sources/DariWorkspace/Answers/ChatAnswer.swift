// What an OpenAI-compatible server said -> an answer, or why there is none.

import DariBase
import DariSemantics

enum ChatAnswer {
  case answer(RecordedAnswer)
  case failure(Note)
  /// Nothing else will be answered either: the key is refused, the address leads nowhere.
  case end(Note)

  /// - Parameter hide: covers the key, should the server say it.
  init(status: Int, type: String, body: String, milliseconds: Int, hide: (String) -> String) {
    let node = try? JSONParser.parse(body)
    guard (200...299).contains(status) else {
      self = Self.rejection(status, node?.value, body, hide)
      return
    }
    guard let node else {
      self = .failure(.liveNotJSON(type: hide(Self.short(type.isEmpty ? "?" : type))))
      return
    }
    guard case .array(let choices)? = node.member("choices")?.node.kind, let choice = choices.first,
      let message = choice.member("message")?.node
    else {
      self = .failure(.liveNoChoice)
      return
    }
    var answer = RecordedAnswer(text: "")
    answer.milliseconds = milliseconds
    let usage = node.member("usage")?.node
    answer.tokensIn = usage?.count("prompt_tokens")
    answer.tokensOut = usage?.count("completion_tokens")
    if let words = message.text("refusal"), !words.isEmpty {
      answer.text = hide(words)
      answer.end = .refused
    } else if let words = message.text("content") {
      answer.text = hide(words)
      switch choice.text("finish_reason") {
      case "length": answer.end = .cutOff
      case "content_filter": answer.end = .refused
      default: break
      }
    } else {
      self = .failure(.liveNoChoice)
      return
    }
    self = .answer(answer)
  }

  private static func rejection(
    _ status: Int, _ value: JSONValue?, _ body: String, _ hide: (String) -> String
  ) -> ChatAnswer {
    // What a server says of a key it refuses may hold part of it.
    if status == 401 || status == 403 { return .end(.liveKeyRefused(status: status)) }
    var words = body
    if case .object(let object)? = value {
      switch object["error"] {
      case .object(let error)?: if case .string(let message)? = error["message"] { words = message }
      case .string(let message)?: words = message
      default: if case .string(let message)? = object["message"] ?? object["detail"] { words = message }
      }
    }
    let note = Note.liveRejected(status: status, words: hide(short(words)))
    return status == 404 ? .end(note) : .failure(note)
  }

  /// On one line.
  static func short(_ text: String) -> String {
    JudgedAnswer.short(text.split { $0.isWhitespace }.joined(separator: " "), 200)
  }
}

extension JSONNode {
  fileprivate func text(_ key: String) -> String? {
    if case .string(let text)? = member(key)?.node.kind { text } else { nil }
  }

  fileprivate func count(_ key: String) -> Int? {
    if case .integer(let count)? = member(key)?.node.kind, count >= 0 { Int(count) } else { nil }
  }
}
