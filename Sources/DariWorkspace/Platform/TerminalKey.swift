// The bytes that a terminal sends for keys -> keys.

package enum TerminalKey: Hashable, Sendable {
  case character(Unicode.Scalar)
  case up, down, left, right, pageUp, pageDown, home, end
  case enter
  case interrupt, suspend
  /// One that means nothing here.
  case other

  /// How long the rest of a key's bytes may take, in milliseconds.
  static let patience = 50

  /// Takes the first key from the bytes; nil if there is none, or not all of it.
  static func next(in bytes: inout [UInt8]) -> TerminalKey? {
    guard let first = bytes.first else { return nil }
    if first == 0x1B { return escape(&bytes) }
    let size = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard bytes.count >= size else { return nil }
    let text = String(decoding: bytes.prefix(size), as: UTF8.self)
    bytes.removeFirst(size)
    switch first {
    case 0x03: return .interrupt
    case 0x1A: return .suspend
    case 0x0D, 0x0A: return .enter
    case 0..<0x20, 0x7F: return .other
    default: return text.unicodeScalars.first.map(letter) ?? .other
    }
  }

  /// `ESC [ A`, `ESC O A`, `ESC [ 5 ~`, and with what was held down `ESC [ 1 ; 5 A` (xterm).
  private static func escape(_ bytes: inout [UInt8]) -> TerminalKey? {
    guard bytes.count >= 3 else {
      // The escape key and another one after it.
      guard bytes.count == 2, bytes[1] != 0x5B, bytes[1] != 0x4F else { return nil }
      bytes.removeFirst(2)
      return .other
    }
    guard bytes[1] == 0x5B || bytes[1] == 0x4F else {
      bytes.removeFirst(2)
      return .other
    }
    guard let end = bytes.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      if bytes.count > 32 { bytes = [] }
      return nil
    }
    let number = String(decoding: bytes[2..<end].prefix { $0 != 0x3B }, as: UTF8.self)
    let letter = bytes[end]
    bytes.removeFirst(end + 1)
    switch (letter, number) {
    case (0x41, _): return .up
    case (0x42, _): return .down
    case (0x43, _): return .right
    case (0x44, _): return .left
    case (0x48, _), (0x7E, "1"), (0x7E, "7"): return .home
    case (0x46, _), (0x7E, "4"), (0x7E, "8"): return .end
    case (0x7E, "5"): return .pageUp
    case (0x7E, "6"): return .pageDown
    default: return .other
    }
  }

  /// Capital letters are small ones, and where a Korean keyboard is on, the letters of its keys (KS X 5002) are the Latin ones.
  private static func letter(_ scalar: Unicode.Scalar) -> TerminalKey {
    if let place = korean.unicodeScalars.firstIndex(of: scalar) {
      let offset = korean.unicodeScalars.distance(from: korean.unicodeScalars.startIndex, to: place)
      return .character(Unicode.Scalar(0x61 + UInt8(offset)))
    }
    return .character(scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar)
  }

  /// What the keys a to z write.
  private static let korean = "ㅁㅠㅊㅇㄷㄹㅎㅗㅑㅓㅏㅣㅡㅜㅐㅔㅂㄱㄴㅅㅕㅍㅈㅌㅛㅋ"
}
