// A second look at every untrusted value once it is written: it reads back as what went in, and does not hold the end of
// what it stands in. The readers here share nothing with the escapers.

enum PostCheck {
  static func holds(_ written: RewrittenText, _ meant: RewrittenText, _ steps: [Escaping.Step]) -> Bool {
    var text = written
    for step in steps.reversed() {
      // Most values hold no sign that an element knows, which is seen at the speed of memory.
      if step == .element || step == .elementCode, text.read(isPlain) { continue }
      guard text.apply({ read($0, step) }) else { return false }
    }
    return text.matches(meant)
  }

  /// What a reader of the place makes of the bytes; nil if they end the place.
  private static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ step: Escaping.Step) -> [UInt8]? {
    switch step {
    case .element: entities(bytes, refused: [0x3C, 0x3E])
    case .elementCode: entities(bytes, refused: [0x3C, 0x3E, 0x60, 0x7E])
    case .attribute:
      bytes.contains(0x0A) ? nil : entities(bytes, refused: [0x3C, 0x3E, 0x22, 0x27, 0x60, 0x0D, 0x09])
    case .jsonString: json(bytes, inString: true)
    case .jsonValue: json(bytes, inString: false)
    case .urlPart, .urlPath: percents(bytes) { Escaper.isUnreserved($0) }
    case .url:
      percents(bytes, keepsSigns: true) {
        $0 > 0x20 && $0 < 0x7F && ![0x22, 0x27, 0x28, 0x29, 0x3C, 0x3E].contains($0)
      }
    }
  }

  private static func entities(_ bytes: UnsafeBufferPointer<UInt8>, refused: [UInt8]) -> [UInt8]? {
    let named: [(name: String, byte: UInt8)] = [("amp", 0x26), ("lt", 0x3C), ("gt", 0x3E), ("quot", 0x22)]
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if refused.contains(byte) { return nil }
      guard byte == 0x26 else {
        result.append(byte)
        index += 1
        continue
      }
      guard let end = bytes[index...].prefix(8).firstIndex(of: 0x3B) else { return nil }
      let name = String(decoding: bytes[index + 1..<end], as: UTF8.self)
      if let known = named.first(where: { $0.name == name }) {
        result.append(known.byte)
      } else if name.hasPrefix("#"), let number = UInt8(name.dropFirst()) {
        result.append(number)
      } else {
        return nil
      }
      index = end + 1
    }
    return result
  }

  /// No sign that any entity stands for.
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    ByteScan.first(in: bytes, from: 0) { byte in
      ByteScan.below(byte, 0x20) & ~ByteScan.equal(byte, 0x0A) | ByteScan.equal(byte, 0x22)
        | ByteScan.equal(byte, 0x26) | ByteScan.equal(byte, 0x27) | ByteScan.equal(byte, 0x3C)
        | ByteScan.equal(byte, 0x3E) | ByteScan.equal(byte, 0x60) | ByteScan.equal(byte, 0x7E)
    } == nil
  }

  private static func percents(
    _ bytes: UnsafeBufferPointer<UInt8>, keepsSigns: Bool = false, _ isPlain: (UInt8) -> Bool
  ) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x25, index + 2 < bytes.count,
        let value = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
      {
        // Of a whole URL the percents that were there stay: only what it may not hold was written so.
        if keepsSigns, isPlain(value) {
          result += bytes[index...index + 2]
        } else {
          result.append(value)
        }
        index += 3
        continue
      }
      guard isPlain(byte) else { return nil }
      result.append(byte)
      index += 1
    }
    return result
  }

  /// - Parameter inString: between the quotes of one string; else a whole text, whose quotes have to pair.
  private static func json(_ bytes: UnsafeBufferPointer<UInt8>, inString: Bool) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x3C || byte == 0x3E || byte == 0x26 { return nil }
      if inString, byte == 0x22 || byte < 0x20 { return nil }
      guard byte == 0x5C else {
        result.append(byte)
        index += 1
        continue
      }
      guard index + 1 < bytes.count else { return nil }
      guard let (text, size) = escape(bytes, index, inString) else { return nil }
      result += text
      index += size
    }
    return result
  }

  private static func escape(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ inString: Bool) -> (
    text: [UInt8], size: Int
  )? {
    func unit(_ at: Int) -> UInt32? {
      guard at + 6 <= bytes.count, bytes[at] == 0x5C, bytes[at + 1] == 0x75 else { return nil }
      return UInt32(String(decoding: bytes[at + 2..<at + 6], as: UTF8.self), radix: 16)
    }
    guard let first = unit(index) else {
      // In a JSON text the escapes that it came with stay.
      if !inString { return (Array(bytes[index...index + 1]), 2) }
      let plain: [UInt8: UInt8] = [
        0x22: 0x22, 0x5C: 0x5C, 0x62: 0x08, 0x74: 0x09, 0x6E: 0x0A, 0x66: 0x0C, 0x72: 0x0D,
      ]
      return plain[bytes[index + 1]].map { ([$0], 2) }
    }
    var scalar = first
    var size = 6
    if (0xD800..<0xDC00).contains(first), let second = unit(index + 6), (0xDC00..<0xE000).contains(second) {
      scalar = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      size = 12
    }
    // The filter `json` writes separators of lines so by itself.
    let isOurs =
      UnseenScalars.isHidden(scalar) && scalar >= 0xA0 && scalar != 0x2028 && scalar != 0x2029
      || [0x26, 0x3C, 0x3E, 0x7F].contains(scalar)
    if !inString, !isOurs { return (Array(bytes[index..<index + size]), size) }
    return Unicode.Scalar(scalar).map { (Array(UTF8.encode($0)!), size) }
  }
}
