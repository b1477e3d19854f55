// OpenAI, Chat Completions: `POST /v1/chat/completions`.

import DariBase
import DariRuntime

extension ProviderRequest {
  /// Takes the messages in any order, the system's among the others.
  func openAI(_ conversation: Conversation) throws(ProviderError) -> JSONObject {
    var request = JSONObject()
    request["model"] = model.map { .string($0) }
    var messages: [JSONValue] = []
    for (turn, parts) in try encode(conversation.turns, openAI) {
      let content: JSONValue = turn.onlyText.map { .string($0) } ?? .array(parts)
      messages.append(["role": .string(turn.role.rawValue), "content": content])
    }
    request["messages"] = .array(messages)
    if let form {
      request["response_format"] = [
        "type": "json_schema",
        "json_schema": [
          "name": .string(schemaName), "strict": true,
          "schema": .object(ProviderSchema(provider: .openai).document(of: form)),
        ],
      ]
    }
    request["temperature"] = temperature.map { .number($0) }
    request["max_completion_tokens"] = maxTokens.map { .integer(Int64($0)) }
    return request
  }

  /// Letters and digits of ASCII, `_` and `-`, at most 64.
  private var schemaName: String {
    let fits = step.utf8.allSatisfy { byte in
      byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte == 0x5F
        || byte == 0x2D
    }
    return fits && (1...64).contains(step.utf8.count) ? step : "result"
  }

  private static let pictures = ["image/png", "image/jpeg", "image/webp", "image/gif"]

  private func openAI(_ part: RenderedText.Part) throws(ProviderError) -> JSONValue {
    switch part {
    case .text(let text): return ["type": "text", "text": .string(text)]
    case .media(let media): return try openAI(media)
    }
  }

  private func openAI(_ media: MediaValue) throws(ProviderError) -> JSONValue {
    let isPicture = media.kind == .image || media.mediaType?.hasPrefix("image/") == true
    switch media.source {
    case .url(let url):
      // The service fetches pictures only.
      guard isPicture else { throw refused(media, .mediaNoAddress) }
      if media.mediaType != nil { _ = try mediaType(media, among: Self.pictures) }
      return ["type": "image_url", "image_url": ["url": .string(url)]]
    case .bytes(let bytes):
      let data = Base64.encode(bytes)
      if isPicture {
        let type = try mediaType(media, among: Self.pictures)
        return ["type": "image_url", "image_url": ["url": .string("data:\(type);base64,\(data)")]]
      }
      if media.mediaType?.hasPrefix("audio/") == true {
        let type = try mediaType(media, among: ["audio/wav", "audio/mpeg"])
        let format: JSONValue = type == "audio/wav" ? "wav" : "mp3"
        return ["type": "input_audio", "input_audio": ["data": .string(data), "format": format]]
      }
      let type = media.mediaType ?? MediaFormat.unknown
      if type == MediaFormat.unknown || type.hasPrefix("video/") {
        throw refused(media, .mediaFormats(found: type, known: ["application/pdf", "text/plain"]))
      }
      return [
        "type": "file",
        "file": ["filename": .string(media.name), "file_data": .string("data:\(type);base64,\(data)")],
      ]
    }
  }
}
