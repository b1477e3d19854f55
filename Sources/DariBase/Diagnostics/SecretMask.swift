// Keys and passwords that somebody wrote into a file of the project never come out in a message.

/// Covers them in the sources, since messages show lines of these, and in what messages say.
package struct SecretMask {
  /// The files with `*` over every secret; all places stay what they are.
  package private(set) var sources: SourceSet
  private var secrets: [[UInt8]] = []

  /// A shorter word may be part of others, and is no key.
  private static let shortestHidden = 6

  package init(_ sources: SourceSet) {
    self.sources = sources
    var masked = SourceSet()
    var isChanged = false
    for file in sources.files {
      let ranges = SecretScan.ranges(in: file.bytes, isSettings: Self.isSettings(file.path))
      for range in ranges { secrets += Self.parts(of: file.bytes[range]) }
      masked.add(path: file.path, bytes: Self.covered(file.bytes, ranges))
      isChanged = isChanged || !ranges.isEmpty
    }
    guard isChanged else { return }
    // The longest first: one may be a part of another.
    secrets.sort { $0.count > $1.count }
    self.sources = masked
  }

  /// The bytes of a file as they may be shown.
  package static func covered(_ bytes: [UInt8], path: String) -> [UInt8] {
    covered(bytes, SecretScan.ranges(in: bytes, isSettings: isSettings(path)))
  }

  /// A text that may speak of a secret: a message, a mend.
  package func hide(in text: String) -> String {
    if secrets.isEmpty { return text }
    var bytes = Array(text.utf8)
    for secret in secrets {
      var index = 0
      while index + secret.count <= bytes.count {
        if bytes[index] == secret[0], bytes[index..<index + secret.count].elementsEqual(secret) {
          bytes = Self.covered(bytes, [index..<index + secret.count])
          index += secret.count
        } else {
          index += 1
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The manifest and the catalogue, where values have names.
  private static func isSettings(_ path: String) -> Bool {
    // Of a revision the name stands behind its colon.
    ["dari.yaml", "tools.yaml"].contains {
      path == $0 || path.hasSuffix("/" + $0) || path.hasSuffix(":" + $0)
    }
  }

  /// YAML may take a part of it for something else, or its quotes and brackets away, and speak of that.
  private static func parts(of secret: ArraySlice<UInt8>) -> [[UInt8]] {
    let signs = Array(#""'[]{},|>@:/ "#.utf8)
    return ([secret] + secret.split(whereSeparator: { signs.contains($0) })).filter {
      $0.count >= shortestHidden
    }
    .map(Array.init)
  }

  /// A sign for each scalar that takes as many bytes, so that columns stay too.
  private static func covered(_ bytes: [UInt8], _ ranges: [Range<Int>]) -> [UInt8] {
    var bytes = bytes
    for range in ranges {
      var index = range.lowerBound
      while index < range.upperBound {
        let sign: [UInt8] =
          switch bytes[index] {
          case 0xC2...0xDF: Array("·".utf8)
          case 0xE0...0xEF: Array("＊".utf8)
          case 0xF0...0xF4: Array("𝄪".utf8)
          default: [UInt8(ascii: "*")]
          }
        if index + sign.count > range.upperBound {
          bytes[index] = UInt8(ascii: "*")
          index += 1
          continue
        }
        bytes.replaceSubrange(index..<index + sign.count, with: sign)
        index += sign.count
      }
    }
    return bytes
  }
}
