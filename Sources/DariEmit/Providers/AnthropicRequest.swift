// Anthropic, Messages: `POST /v1/messages`.

import DariBase
import DariRuntime

extension ProviderRequest {
  /// The system's words stand beside the messages, which go from the user to the user in turns.
  func anthropic(_ conversation: Conversation) throws(ProviderError) -> JSONObject {
    let (system, turns) = try conversation.alternating(self)
    var request = JSONObject()
    request["model"] = model.map { .string($0) }
    request["max_tokens"] = .integer(Int64(maxTokens ?? Self.defaultMaxTokens))
    if !system.isEmpty { request["system"] = .string(system.joined(separator: "\n\n")) }
    var messages: [JSONValue] = []
    for (turn, blocks) in try encode(turns, anthropic) {
      let content: JSONValue = turn.onlyText.map { .string($0) } ?? .array(blocks)
      messages.append(["role": .string(turn.role.rawValue), "content": content])
    }
    request["messages"] = .array(messages)
    if let form {
      request["output_config"] = [
        "format": [
          "type": "json_schema", "schema": .object(ProviderSchema(provider: .anthropic).document(of: form)),
        ]
      ]
    }
    return request
  }

  private static let pictures = ["image/jpeg", "image/png", "image/gif", "image/webp"]

  private func anthropic(_ part: RenderedText.Part) throws(ProviderError) -> JSONValue {
    switch part {
    case .text(let text): return ["type": "text", "text": .string(text)]
    case .media(let media):
      if media.kind == .audio || media.mediaType?.hasPrefix("audio/") == true {
        throw refused(media, .mediaNoSound)
      }
      if media.kind == .image || media.mediaType?.hasPrefix("image/") == true { return try picture(media) }
      return try document(media)
    }
  }

  private func picture(_ media: MediaValue) throws(ProviderError) -> JSONValue {
    switch media.source {
    case .url(let url):
      if media.mediaType != nil { _ = try mediaType(media, among: Self.pictures) }
      return ["type": "image", "source": ["type": "url", "url": .string(url)]]
    case .bytes(let bytes):
      let type = try mediaType(media, among: Self.pictures)
      return [
        "type": "image",
        "source": ["type": "base64", "media_type": .string(type), "data": .string(Base64.encode(bytes))],
      ]
    }
  }

  /// PDF as it is; every kind of text as plain text under its name.
  private func document(_ media: MediaValue) throws(ProviderError) -> JSONValue {
    let source: JSONValue
    switch media.source {
    case .url(let url):
      _ = try mediaType(media, among: ["application/pdf"])
      source = ["type": "url", "url": .string(url)]
    case .bytes(let bytes):
      let type = media.mediaType ?? MediaFormat.unknown
      if type == "application/pdf" {
        source = ["type": "base64", "media_type": .string(type), "data": .string(Base64.encode(bytes))]
      } else if MediaFormat.isText(type) {
        let text = String(decoding: bytes, as: UTF8.self)
        source = ["type": "text", "media_type": "text/plain", "data": .string(text)]
      } else {
        throw refused(media, .mediaFormats(found: type, known: ["application/pdf", "text/plain"]))
      }
    }
    return ["type": "document", "source": source, "title": .string(media.name)]
  }
}
