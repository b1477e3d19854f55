// Gemini: `POST /v1beta/models/MODEL:generateContent`.

import DariBase
import DariRuntime

extension ProviderRequest {
  /// The system's words stand beside the contents, which go from the user to the user in turns.
  func gemini(_ conversation: Conversation) throws(ProviderError) -> JSONObject {
    let (system, turns) = try conversation.alternating(self)
    var request = JSONObject()
    if !system.isEmpty {
      request["systemInstruction"] = ["parts": .array(system.map { ["text": .string($0)] })]
    }
    var contents: [JSONValue] = []
    for (turn, parts) in try encode(turns, gemini) {
      contents.append(["role": turn.role == .assistant ? "model" : "user", "parts": .array(parts)])
    }
    request["contents"] = .array(contents)
    var settings = JSONObject()
    if let form {
      settings["responseMimeType"] = "application/json"
      settings["responseJsonSchema"] = .object(ProviderSchema(provider: .gemini).document(of: form))
    }
    settings["temperature"] = temperature.map { .number($0) }
    settings["maxOutputTokens"] = maxTokens.map { .integer(Int64($0)) }
    if !settings.isEmpty { request["generationConfig"] = .object(settings) }
    return request
  }

  private static let pictures = ["image/png", "image/jpeg", "image/webp", "image/heic", "image/heif"]
  private static let sounds = [
    "audio/wav", "audio/mpeg", "audio/aiff", "audio/aac", "audio/ogg", "audio/flac", "audio/mp4",
  ]

  private func gemini(_ part: RenderedText.Part) throws(ProviderError) -> JSONValue {
    switch part {
    case .text(let text): return ["text": .string(text)]
    case .media(let media):
      let type = try geminiType(media)
      switch media.source {
      case .bytes(let bytes):
        return ["inlineData": ["mimeType": .string(type), "data": .string(Base64.encode(bytes))]]
      case .url(let url): return ["fileData": ["fileUri": .string(url), "mimeType": .string(type)]]
      }
    }
  }

  /// Every kind of text is plain text to it but those that it reads as what they are.
  private func geminiType(_ media: MediaValue) throws(ProviderError) -> String {
    guard let found = media.mediaType else { throw refused(media, .mediaNoEnding) }
    if found.hasPrefix("image/") { return try mediaType(media, among: Self.pictures) }
    if found.hasPrefix("audio/") { return try mediaType(media, among: Self.sounds) }
    if MediaFormat.isText(found) { return "text/plain" }
    return try mediaType(media, among: ["application/pdf", "text/plain"])
  }
}
