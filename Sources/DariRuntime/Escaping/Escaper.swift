// The escapers, on bytes of UTF-8.

enum Escaper {
  /// The bytes as they are written in a place; nil if they stay as they are.
  static func escaped(_ bytes: UnsafeBufferPointer<UInt8>, _ step: Escaping.Step) -> [UInt8]? {
    guard let first = firstSpecial(bytes, from: 0, step) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8 + 16)
    var copied = 0
    var next: Int? = first
    while let index = next {
      result.append(contentsOf: bytes[copied..<index])
      copied = index + write(bytes, index, step, &result)
      next = firstSpecial(bytes, from: copied, step)
    }
    result.append(contentsOf: bytes[copied...])
    return result
  }

  // MARK: What needs escaping

  private static func firstSpecial(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ step: Escaping.Step
  ) -> Int? {
    switch step {
    case .element: ByteScan.first(in: bytes, from: start) { ByteScan.markup($0) }
    case .elementCode:
      ByteScan.first(in: bytes, from: start) {
        ByteScan.markup($0) | ByteScan.equal($0, 0x60) | ByteScan.equal($0, 0x7E)
      }
    case .attribute:
      ByteScan.first(in: bytes, from: start) {
        ByteScan.below($0, 0x20) | ByteScan.markup($0) | ByteScan.equal($0, 0x22) | ByteScan.equal($0, 0x27)
          | ByteScan.equal($0, 0x60)
      }
    case .jsonString:
      ByteScan.first(in: bytes, from: start) {
        ByteScan.below($0, 0x20) | ByteScan.equal($0, 0x22) | ByteScan.equal($0, 0x5C) | ByteScan.markup($0)
          | ByteScan.equal($0, 0x7F) | ByteScan.leadOfUnseen($0)
      }
    case .jsonValue:
      ByteScan.first(in: bytes, from: start) {
        ByteScan.markup($0) | ByteScan.equal($0, 0x7F) | ByteScan.leadOfUnseen($0)
      }
    case .urlPart, .urlPath: bytes[start...].firstIndex { !isUnreserved($0) }
    case .url: bytes[start...].firstIndex { !isURLByte($0) }
    }
  }

  /// Of RFC 3986's unreserved characters those that say nothing in Markdown.
  static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E: true
    default: false
    }
  }

  /// RFC 3986's characters but brackets and quotes, which end a destination in Markdown or an attribute.
  private static func isURLByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x23, 0x24, 0x25, 0x26, 0x2A, 0x2B, 0x2C, 0x2F, 0x3A, 0x3B, 0x3D, 0x3F, 0x40, 0x5B, 0x5D, 0x5F,
      0x7E:
      true
    default: isUnreserved(byte)
    }
  }

  // MARK: How it is written

  /// Writes what stands at `index`; gives how many bytes that was.
  private static func write(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ step: Escaping.Step, _ result: inout [UInt8]
  ) -> Int {
    let byte = bytes[index]
    switch step {
    case .element, .elementCode, .attribute: result += entity(byte)
    case .jsonString, .jsonValue: return writeJSON(bytes, index, &result)
    case .urlPart, .urlPath, .url: percent(byte, &result)
    }
    return 1
  }

  private static func entity(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case 0x26: Array("&amp;".utf8)
    case 0x3C: Array("&lt;".utf8)
    case 0x3E: Array("&gt;".utf8)
    case 0x22: Array("&quot;".utf8)
    case 0x27: Array("&#39;".utf8)
    default: Array("&#\(byte);".utf8)
    }
  }

  private static func percent(_ byte: UInt8, _ result: inout [UInt8]) {
    result.append(0x25)
    result.append(hexadecimal(byte >> 4, upper: true))
    result.append(hexadecimal(byte & 15, upper: true))
  }

  private static func hexadecimal(_ digit: UInt8, upper: Bool) -> UInt8 {
    digit < 10 ? 0x30 + digit : (upper ? 0x41 : 0x61) + digit - 10
  }

  private static func writeJSON(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ result: inout [UInt8]
  ) -> Int {
    switch bytes[index] {
    case 0x22: result += [0x5C, 0x22]
    case 0x5C: result += [0x5C, 0x5C]
    case 0x08: result += [0x5C, 0x62]
    case 0x09: result += [0x5C, 0x74]
    case 0x0A: result += [0x5C, 0x6E]
    case 0x0C: result += [0x5C, 0x66]
    case 0x0D: result += [0x5C, 0x72]
    case 0..<0x80: unit(UInt16(bytes[index]), &result)
    default:
      let (scalar, size) = UnseenScalars.decode(bytes, index)
      guard UnseenScalars.isHidden(scalar) else {
        result.append(contentsOf: bytes[index..<index + size])
        return size
      }
      if scalar > 0xFFFF {
        unit(UInt16(0xD800 + ((scalar - 0x10000) >> 10)), &result)
        unit(UInt16(0xDC00 + ((scalar - 0x10000) & 0x3FF)), &result)
      } else {
        unit(UInt16(scalar), &result)
      }
      return size
    }
    return 1
  }

  private static func unit(_ value: UInt16, _ result: inout [UInt8]) {
    result += [0x5C, 0x75]
    for shift in [12, 8, 4, 0] { result.append(hexadecimal(UInt8(value >> shift & 15), upper: false)) }
  }
}
