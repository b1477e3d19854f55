// A key that a program was handed never comes out, should somebody say it again.

/// Covers a key, and long parts of it, in texts from outside. What is short or a mere word (`none`, `placeholder`) protects nothing, and
/// covering it would change answers that hold that word.
package struct KeyCover: Sendable {
  /// Bytes of the smallest part that is covered.
  package static let part = 8
  /// Bytes of a part that is covered whatever is in it: so long, it is no word that many keys begin with, as `sk-proj-`.
  package static let longPart = 12

  private struct LongPart: Hashable {
    var first: UInt64
    var last: UInt64
  }

  /// Runs of `part` bytes of the key that are no mere word.
  private let parts: Set<UInt64>
  /// All its runs of `longPart` bytes.
  private let longParts: Set<LongPart>

  package init(_ key: String) {
    let bytes = Array(key.utf8)
    var parts: Set<UInt64> = []
    var longParts: Set<LongPart> = []
    if bytes.count >= Self.part {
      // Of a short key with a digit every part counts.
      let isShort = bytes.count < 3 * Self.part && bytes.contains(where: Self.isDigit)
      for start in 0...bytes.count - Self.part {
        let run = bytes[start..<start + Self.part]
        if isShort || Self.isTelling(run) { parts.insert(Self.packed(run)) }
        if start + Self.longPart <= bytes.count {
          let end = start + Self.longPart
          longParts.insert(
            LongPart(first: Self.packed(run), last: Self.packed(bytes[end - Self.part..<end])))
        }
      }
    }
    self.parts = parts
    self.longParts = longParts
  }

  /// Words have no digits, and capital letters at their beginning only.
  private static func isTelling(_ run: ArraySlice<UInt8>) -> Bool {
    run.contains(where: isDigit) || zip(run, run.dropFirst()).contains { isSmall($0) && isCapital($1) }
  }

  package func covered(_ text: String) -> String {
    isEmpty ? text : String(decoding: covered(Array(text.utf8)), as: UTF8.self)
  }

  private var isEmpty: Bool { parts.isEmpty && longParts.isEmpty }

  /// Runs in linear time, whatever the text says. A key that is said again as a whole is covered as one.
  package func covered(_ bytes: [UInt8]) -> [UInt8] {
    if isEmpty || bytes.count < Self.part { return bytes }
    let lengths = lengths(in: bytes)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    /// What has been written, or covered, reaches to here.
    var position = 0
    for (start, length) in lengths.enumerated() where length > 0 {
      if position <= start { result += bytes[position..<start] + Array("***".utf8) }
      position = max(position, start + Int(length))
    }
    return result + bytes[position...]
  }

  /// How many bytes from each place on are a part of the key.
  private func lengths(in bytes: [UInt8]) -> [UInt8] {
    let step = Self.longPart - Self.part
    var lengths = [UInt8](repeating: 0, count: bytes.count - Self.part + 1)
    /// The windows of the last places.
    var former = [UInt64](repeating: 0, count: step)
    var window = Self.packed(bytes[0..<Self.part])
    for start in lengths.indices {
      if start > 0 { window = window << 8 | UInt64(bytes[start + Self.part - 1]) }
      if parts.contains(window) { lengths[start] = UInt8(Self.part) }
      if start >= step, longParts.contains(LongPart(first: former[start % step], last: window)) {
        lengths[start - step] = UInt8(Self.longPart)
      }
      former[start % step] = window
    }
    return lengths
  }

  private static func packed(_ run: ArraySlice<UInt8>) -> UInt64 { run.reduce(0) { $0 << 8 | UInt64($1) } }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isSmall(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
  private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
