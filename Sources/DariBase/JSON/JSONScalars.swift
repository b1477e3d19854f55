// The parts of a JSON text without parts of their own: strings and numbers.

extension JSONParser {
  /// A string; the position is on its opening quote.
  mutating func string() throws(JSONError) -> String {
    let opening = position
    position += 1
    let start = position
    // Most strings have no escapes: they are taken over in one piece.
    while position < bytes.count, bytes[position] >= 0x20, bytes[position] != 0x22, bytes[position] != 0x5C {
      position += 1
    }
    if !isAtEnd, current == 0x22 {
      position += 1
      return text(start..<position - 1)
    }
    var content = Array(bytes[start..<position])
    while true {
      if isAtEnd { throw error(.unclosed(.string, opening: opening), opening..<position) }
      let byte = bytes[position]
      switch byte {
      case 0x22:
        position += 1
        return String(decoding: content, as: UTF8.self)
      case 0x5C: try escape(into: &content, opening: opening)
      case 0: throw error(.nulByte, position..<position + 1)
      case 0x01..<0x20: throw error(.controlCharacter(byte), position..<position + 1)
      default:
        content.append(byte)
        position += 1
      }
    }
  }

  private mutating func escape(into content: inout [UInt8], opening: Int) throws(JSONError) {
    let start = position
    position += 1
    if isAtEnd { throw error(.unclosed(.string, opening: opening), opening..<position) }
    let letter = bytes[position]
    position += 1
    switch letter {
    case 0x22, 0x5C, 0x2F: content.append(letter)
    case 0x62: content.append(0x08)
    case 0x66: content.append(0x0C)
    case 0x6E: content.append(0x0A)
    case 0x72: content.append(0x0D)
    case 0x74: content.append(0x09)
    case 0x75:
      let scalar = try unicodeEscape(start)
      content.append(contentsOf: Array(String(Character(scalar)).utf8))
    default:
      while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
      throw error(.unknownEscape(text(start..<position)), start..<position)
    }
  }

  /// After `\u`: one code unit, or a pair of surrogates.
  private mutating func unicodeEscape(_ start: Int) throws(JSONError) -> Unicode.Scalar {
    let first = try hexDigits(start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    if first < 0xDC00, position + 1 < bytes.count, bytes[position] == 0x5C, bytes[position + 1] == 0x75 {
      let secondStart = position
      position += 2
      let second = try hexDigits(secondStart)
      if (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
      {
        return scalar
      }
    }
    throw error(.loneSurrogate(text(start..<start + 6)), start..<start + 6)
  }

  private mutating func hexDigits(_ start: Int) throws(JSONError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      let byte = current
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46, 0x61...0x66: digit = (byte | 0x20) - 0x57
      default: throw error(.unknownEscape(text(start..<position)), start..<position)
      }
      value = value << 4 | UInt16(digit)
      position += 1
    }
    return value
  }

  /// A number; the position is on its first digit, sign or point.
  mutating func number() throws(JSONError) -> JSONNode {
    let start = position
    if current == 0x2B { throw error(.plusSign, start..<start + 1) }
    if current == 0x2D { position += 1 }
    let digits = position
    skipDigits()
    let integerEnd = position
    var isComplete = integerEnd > digits
    if current == 0x2E {
      position += 1
      let fraction = position
      skipDigits()
      isComplete = isComplete && position > fraction
    }
    if isComplete, current | 0x20 == 0x65 {
      position += 1
      if current == 0x2B || current == 0x2D { position += 1 }
      let exponent = position
      skipDigits()
      isComplete = position > exponent
    }
    let wordEnd = wordEnd()
    if !isComplete || wordEnd > position {
      let written = text(start..<wordEnd)
      let range = start..<max(wordEnd, position)
      if written == "-Infinity" || written == "-NaN" { throw error(.notFinite(written), range) }
      if wordEnd > position, isComplete { throw error(.unknownWord(written, meant: nil), range) }
      throw error(.incompleteNumber(text(range)), range)
    }
    let range = start..<position
    if bytes[digits] == 0x30, integerEnd > digits + 1 { throw error(.leadingZero(text(range)), range) }
    if position == integerEnd { return JSONNode(integer(range), range) }
    guard let value = Double(text(range)), value.isFinite else {
      throw error(.numberTooLarge(text(range)), range)
    }
    // From 2^53 on a Double may not be what was written.
    guard value.magnitude >= 0x1p53, case .value(let whole) = NumberText.readWhole(bytes[range]) else {
      return JSONNode(.number(value), range)
    }
    return JSONNode(.number(value), range, whole: whole)
  }

  private mutating func skipDigits() {
    while position < bytes.count, bytes[position] &- 0x30 < 10 { position += 1 }
  }

  private func integer(_ range: Range<Int>) -> JSONNode.Kind {
    let text = text(range)
    return Int64(text).map { .integer($0) } ?? .bigInteger(text)
  }
}
