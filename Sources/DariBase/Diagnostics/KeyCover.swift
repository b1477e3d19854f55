// A key that a program was handed never comes out, should somebody say it again.

/// Covers a key, and long parts of it, in texts from outside. What is short or a mere word (`none`, `placeholder`) protects nothing, and
/// covering it would change answers that hold that word.
package struct KeyCover: Sendable {
  /// Bytes of the smallest part that is covered.
  package static let part = 8

  /// Every run of that many bytes of the key.
  private let parts: Set<UInt64>

  package init(_ key: String) {
    let bytes = Array(key.utf8)
    var parts: Set<UInt64> = []
    if bytes.count >= Self.part, bytes.contains(where: Self.isDigit) {
      for start in 0...bytes.count - Self.part {
        let run = bytes[start..<start + Self.part]
        // Parts without a digit, as `sk-proj-`, are in many keys; of a short key every part counts.
        if bytes.count < 3 * Self.part || run.contains(where: Self.isDigit) { parts.insert(Self.packed(run)) }
      }
    }
    self.parts = parts
  }

  package func covered(_ text: String) -> String {
    parts.isEmpty ? text : String(decoding: covered(Array(text.utf8)), as: UTF8.self)
  }

  /// Runs in linear time, whatever the text says.
  package func covered(_ bytes: [UInt8]) -> [UInt8] {
    if parts.isEmpty || bytes.count < Self.part { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var window = Self.packed(bytes[0..<Self.part])
    /// What has been written, or covered, reaches to here.
    var position = 0
    var start = 0
    while true {
      if parts.contains(window) {
        if position < start {
          result += bytes[position..<start]
          position = start
        }
        if position == start { result += Array("***".utf8) }
        position = start + Self.part
      }
      guard start + Self.part < bytes.count else { break }
      window = window << 8 | UInt64(bytes[start + Self.part])
      start += 1
    }
    return result + bytes[position...]
  }

  private static func packed(_ run: ArraySlice<UInt8>) -> UInt64 { run.reduce(0) { $0 << 8 | UInt64($1) } }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
