// Keys and passwords that somebody wrote into the manifest never come out in a message.

/// Finds them in the text, not in what could be read of it: the manifest that is shown may be broken. Messages show
/// lines of the source, so the whole value is covered wherever it stands on them.
struct SecretMask {
  /// The files with `*` in place of every byte of a secret; all places stay what they are.
  private(set) var sources: SourceSet
  private var secrets: [String] = []

  private static let names: Set<String> = [
    "key", "api_key", "apikey", "api-key", "token", "secret", "password", "passwd", "auth", "authorization",
  ]
  /// A shorter word may be part of others, and is no key.
  private static let shortestHidden = 6

  init(_ sources: SourceSet) {
    self.sources = sources
    guard sources.files.contains(where: { Self.isManifest($0.path) }) else { return }
    var masked = SourceSet()
    for file in sources.files {
      var bytes = file.bytes
      if Self.isManifest(file.path) {
        for range in Self.secrets(in: bytes) {
          let text = file.text(range)
          // YAML may take a part of it for something else and speak of that.
          for part in [text] + text.split(separator: " ").map(String.init)
          where part.utf8.count >= Self.shortestHidden { secrets.append(part) }
          for index in range { bytes[index] = UInt8(ascii: "*") }
        }
      }
      masked.add(path: file.path, bytes: bytes)
    }
    // The longest first: one may be a part of another.
    secrets.sort { $0.utf8.count > $1.utf8.count }
    self.sources = masked
  }

  /// A text that may speak of a secret: a message, a mend.
  func hide(in text: String) -> String {
    if secrets.isEmpty { return text }
    let stars = UInt8(ascii: "*")
    var bytes = Array(text.utf8)
    for secret in secrets {
      let pattern = Array(secret.utf8)
      var index = 0
      while index + pattern.count <= bytes.count {
        if bytes[index..<index + pattern.count].elementsEqual(pattern) {
          for place in index..<index + pattern.count { bytes[place] = stars }
          index += pattern.count
        } else {
          index += 1
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isManifest(_ path: String) -> Bool {
    path == "dari.yaml" || path.hasSuffix("/dari.yaml")
  }

  /// The values of keys with such a name, but not those that name a variable, `$NAME`.
  private static func secrets(in bytes: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      guard isWord(bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, isWord(bytes[index]) { index += 1 }
      guard names.contains(String(decoding: bytes[start..<index], as: UTF8.self).lowercased()) else {
        continue
      }
      var position = index
      while position < bytes.count,
        bytes[position] == 0x22 || bytes[position] == 0x27 || isBlank(bytes[position])
      {
        position += 1
      }
      guard let value = afterColon(position, bytes) else { continue }
      let range = valueRange(from: value, bytes)
      if !range.isEmpty, bytes[range.lowerBound] != 0x24 { result.append(range) }
      index = max(index, range.upperBound)
    }
    return result
  }

  /// `:`, `：` or `=`, as people write it.
  private static func afterColon(_ position: Int, _ bytes: [UInt8]) -> Int? {
    guard position < bytes.count else { return nil }
    if bytes[position] == 0x3A || bytes[position] == 0x3D { return position + 1 }
    return bytes[position...].starts(with: [0xEF, 0xBC, 0x9A]) ? position + 3 : nil
  }

  /// Without quotes, up to what ends it; on the next line, if there is nothing on this one.
  private static func valueRange(from position: Int, _ bytes: [UInt8]) -> Range<Int> {
    var start = position
    while start < bytes.count, isBlank(bytes[start]) || bytes[start] == 0x0A { start += 1 }
    var end = start
    if start < bytes.count, bytes[start] == 0x22 || bytes[start] == 0x27 {
      let quote = bytes[start]
      start += 1
      end = start
      while end < bytes.count, bytes[end] != quote, bytes[end] != 0x0A { end += 1 }
      return start..<end
    }
    // Up to white space, a comma or a bracket; `# …` after it may be a part of the key that YAML takes away.
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x2C, bytes[end] != 0x7D { end += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    // `key: { … }` and `other: value` on the next line are no secrets.
    let text = bytes[start..<end]
    if text.first == 0x7B || (bytes[position..<start].contains(0x0A) && text.contains(0x3A)) {
      return start..<start
    }
    return start..<end
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte == 0x2D
  }
}
