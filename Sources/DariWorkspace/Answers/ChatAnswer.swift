// What an OpenAI-compatible server said -> an answer, or why there is none, and what it was charged with.

import DariBase
import DariSemantics

struct ChatAnswer {
  enum Kind {
    case answer(RecordedAnswer)
    case failure(Note)
    /// Nothing else will be answered either: the key is refused, the address leads nowhere.
    case end(Note)
  }

  var kind: Kind
  /// What the server says it counted, also where it sent no answer.
  var use: TokenUse

  /// - Parameter hide: covers the key, should the server say it.
  init(status: Int, type: String, body: String, milliseconds: Int, hide: (String) -> String) {
    let node: JSONNode
    do throws(JSONError) {
      node = try JSONParser.parse(body)
    } catch {
      use = TokenUse()
      kind = Self.unreadable(status, type, body, error, hide)
      return
    }
    use = Self.use(in: node)
    guard (200...299).contains(status) else {
      kind = Self.rejection(status, node.value, body, hide)
      return
    }
    guard case .array(let choices)? = node.member("choices")?.node.kind, let choice = choices.first,
      let message = choice.member("message")?.node
    else {
      kind = .failure(
        Self.reason(node.value).map { .liveErrorInside(words: Self.short(hide($0))) } ?? .liveNoChoice)
      return
    }
    kind = Self.kind(of: message, choice.text("finish_reason"), hide)
    guard case .answer(var answer) = kind else { return }
    answer.milliseconds = milliseconds
    (answer.tokensIn, answer.tokensOut) = (use.input, use.output)
    kind = .answer(answer)
  }

  /// What a server says it counted for something that is asked again.
  static func use(in body: String) -> TokenUse {
    (try? JSONParser.parse(body)).map(use) ?? TokenUse()
  }

  private static func use(in node: JSONNode) -> TokenUse {
    let usage = node.member("usage")?.node
    return TokenUse(input: usage?.count("prompt_tokens"), output: usage?.count("completion_tokens"))
  }

  private static func kind(of message: JSONNode, _ end: String?, _ hide: (String) -> String) -> Kind {
    if let words = message.text("refusal"), !words.isEmpty {
      var answer = RecordedAnswer(text: hide(words))
      answer.end = .refused
      return .answer(answer)
    }
    guard let words = message.text("content") else {
      switch message.member("content")?.node.kind {
      case .null?, nil: break
      default: return .failure(.liveNoChoice)
      }
      if case .array(let calls)? = message.member("tool_calls")?.node.kind, !calls.isEmpty {
        return .failure(.liveToolCall)
      }
      return .failure(.liveNoText)
    }
    var answer = RecordedAnswer(text: hide(words))
    switch end {
    case "length": answer.end = .cutOff
    case "content_filter": answer.end = .refused
    default: break
    }
    return .answer(answer)
  }

  // MARK: What is no answer

  private static func unreadable(
    _ status: Int, _ type: String, _ body: String, _ error: JSONError, _ hide: (String) -> String
  ) -> Kind {
    guard (200...299).contains(status) else { return rejection(status, nil, body, hide) }
    if body.utf8.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
      return .failure(.liveEmpty(status: status))
    }
    // A page of HTML is best told by what it calls itself; what calls itself JSON, by what is wrong in it.
    let essence = type.prefix { $0 != ";" }.lowercased()
    if essence.isEmpty || essence.contains("json") { return .failure(.liveBadJSON(reason: error.note)) }
    return .failure(.liveNotJSON(type: short(hide(type))))
  }

  private static func rejection(
    _ status: Int, _ value: JSONValue?, _ body: String, _ hide: (String) -> String
  ) -> Kind {
    // What a server says of a key it refuses may hold part of it.
    if status == 401 || status == 403 { return .end(.liveKeyRefused(status: status)) }
    let words = short(hide(value.flatMap(reason) ?? body))
    let note: Note =
      words.isEmpty ? .liveRejectedSilently(status: status) : .liveRejected(status: status, words: words)
    return status == 404 ? .end(note) : .failure(note)
  }

  /// In the places where servers put it.
  private static func reason(_ value: JSONValue) -> String? {
    guard case .object(let object) = value else { return nil }
    switch object["error"] {
    case .object(let error)?: if case .string(let message)? = error["message"] { return message }
    case .string(let message)?: return message
    default: if case .string(let message)? = object["message"] ?? object["detail"] { return message }
    }
    return nil
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
    switch member(key)?.node.kind {
    case .integer(let count)? where count >= 0: return Int(count)
    // Absurd, and yet no way round a budget.
    case .bigInteger(let digits)? where !digits.hasPrefix("-"): return .max
    case .number(let count)? where count >= 0: return count < 9e18 ? Int(count.rounded(.up)) : .max
    default: return nil
    }
  }
}
