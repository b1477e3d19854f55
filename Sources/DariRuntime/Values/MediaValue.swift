// Pictures, sounds and files as values: what they are, where their bytes are, and the mark that stands for them in text.

import DariBase

/// One picture, sound or file that was handed in.
package struct MediaValue: Hashable, Sendable {
  package enum Source: Hashable, Sendable {
    case bytes([UInt8])
    /// `https://…`: whoever receives the prompt fetches it.
    case url(String)
  }

  /// What the input asks for.
  package var kind: Type.Media
  /// `image/jpeg`: what the bytes say, or, of an address, what its ending says; nil if that says nothing.
  package var mediaType: String?
  package var source: Source
  /// The file's name without its folders; of an address, the last part of its path.
  package var name: String

  package init(kind: Type.Media, mediaType: String?, source: Source, name: String) {
    self.kind = kind
    self.mediaType = mediaType
    self.source = source
    self.name = name
  }

  /// Bytes that it brings along.
  package var size: Int {
    switch source {
    case .bytes(let bytes): bytes.count
    case .url: 0
    }
  }

  /// What stands for it where only text can be shown: `⟦image: cat.jpg, image/jpeg, 34 KB⟧`. For people; programs
  /// take the parts of the message.
  package var mark: String {
    switch source {
    case .bytes(let bytes):
      "⟦\(kind.rawValue): \(name), \(mediaType ?? MediaFormat.unknown), \(ByteCount.text(bytes.count))⟧"
    case .url(let url): "⟦\(kind.rawValue): \(url)⟧"
    }
  }
}

/// Sizes for people, in 1024s: `812 B`, `34 KB`, `2.1 MB`. Rounded up, so that what is over a limit shows that it is.
package enum ByteCount {
  package static func text(_ count: Int) -> String {
    if count < 1 << 10 { return "\(count) B" }
    if count <= 1023 << 10 { return "\((count + 1023) >> 10) KB" }
    let tenths = (count * 10 + (1 << 20) - 1) >> 20
    return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
  }
}
