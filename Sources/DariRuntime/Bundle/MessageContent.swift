// What a message holds, for apps: texts, and the pictures, sounds and files that go along.

extension RenderedPrompts {
  /// A piece of a message, in the order in which the model is to read them.
  public enum Part: Hashable, Sendable {
    /// Never empty.
    case text(String)
    case media(Media)
  }

  /// A picture, a sound or a file that goes along with a message.
  public struct Media: Hashable, Sendable {
    /// What the routine asks for.
    public enum Kind: String, Hashable, Sendable { case image, audio, file }

    public enum Source: Hashable, Sendable {
      case bytes([UInt8])
      /// Begins with `https://`; whoever receives the prompt fetches it.
      case url(String)
    }

    public let kind: Kind
    /// Of the file, without folders; of an address, the last part of its path.
    public let name: String
    /// RFC 6838, as `image/jpeg`: what the bytes are, whatever the name says, and `application/octet-stream` if they are
    /// in no format that is known. Of an address, what its ending says; nil if it says nothing.
    public let mediaType: String?
    public let source: Source
  }
}

extension RenderedPrompts.Part {
  init(_ part: RenderedText.Part) {
    switch part {
    case .text(let text): self = .text(text)
    case .media(let media): self = .media(.init(media))
    }
  }
}

extension RenderedPrompts.Media {
  init(_ media: MediaValue) {
    kind =
      switch media.kind {
      case .image: .image
      case .audio: .audio
      case .file: .file
      }
    name = media.name
    mediaType = media.mediaType
    source =
      switch media.source {
      case .bytes(let bytes): .bytes(bytes)
      case .url(let url): .url(url)
      }
  }
}
