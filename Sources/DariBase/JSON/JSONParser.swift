// JSON texts -> nodes (RFC 8259). Strict; what people write by mistake is recognised to say so.

/// Reads one JSON value from bytes. A byte order mark at the start is dropped. Duplicate keys, invalid
/// UTF-8, numbers that a Double cannot hold and deep nesting are errors.
package struct JSONParser {
  package static let depthLimit = 200

  package static func parse(
    _ bytes: [UInt8], depthLimit: Int = JSONParser.depthLimit
  ) throws(JSONError) -> JSONNode {
    if let invalid = ValidUTF8.firstInvalid(bytes) {
      throw JSONError(.invalidUTF8(bytes[invalid]), invalid..<invalid + 1, in: bytes)
    }
    var parser = JSONParser(bytes, depthLimit: depthLimit)
    return try parser.document()
  }

  package static func parse(_ text: String) throws(JSONError) -> JSONNode { try parse(Array(text.utf8)) }

  let bytes: [UInt8]
  var position = 0
  private var depth = 0
  private let depthLimit: Int

  private init(_ bytes: [UInt8], depthLimit: Int) {
    self.bytes = bytes
    self.depthLimit = depthLimit
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The byte at the position; 0 at the end (a NUL byte in the text is told apart by `position`).
  var current: UInt8 { position < bytes.count ? bytes[position] : 0 }
  var isAtEnd: Bool { position >= bytes.count }

  func error(_ kind: JSONError.Kind, _ range: Range<Int>) -> JSONError { JSONError(kind, range, in: bytes) }

  private mutating func document() throws(JSONError) -> JSONNode {
    try skipSpace()
    if isAtEnd { throw error(.empty, position..<position) }
    let node = try value()
    try skipSpace()
    if !isAtEnd {
      if current == 0x5D || current == 0x7D { throw error(.wrongBracket(nil), position..<position + 1) }
      if current == 0 { throw unexpected() }
      throw error(.textAfterValue, position..<bytes.count)
    }
    return node
  }

  private mutating func skipSpace() throws(JSONError) {
    while true {
      switch current {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case 0x2F
      where position + 1 < bytes.count && (bytes[position + 1] == 0x2F || bytes[position + 1] == 0x2A):
        throw error(.comment, position..<position + 2)
      case 0x23: throw error(.comment, position..<position + 1)
      default: return
      }
    }
  }

  private mutating func value() throws(JSONError) -> JSONNode {
    let start = position
    switch current {
    case 0x7B, 0x5B:
      depth += 1
      if depth > depthLimit { throw error(.tooDeep(limit: depthLimit), start..<start + 1) }
      let node = current == 0x7B ? try object() : try array()
      depth -= 1
      return node
    case 0x22:
      let text = try string()
      return JSONNode(.string(text), start..<position)
    case 0x2B, 0x2D, 0x2E, 0x30...0x39: return try number()
    case 0x27: throw error(.singleQuotes, start..<start + 1)
    case 0x2C, 0x3A: throw error(.missingValue, start..<start)
    case 0x5D, 0x7D: throw error(.wrongBracket(nil), start..<start + 1)
    default: return try word()
    }
  }

  private mutating func array() throws(JSONError) -> JSONNode {
    let start = position
    position += 1
    var items: [JSONNode] = []
    try skipSpace()
    if current == 0x5D {
      position += 1
      return JSONNode(.array([]), start..<position)
    }
    while true {
      if isAtEnd { throw error(.unclosed(.array, opening: start), position..<position) }
      if current == 0x7D { throw error(.wrongBracket(.array), position..<position + 1) }
      items.append(try value())
      try skipSpace()
      if try !separator(of: .array, opening: start, close: 0x5D) { break }
    }
    return JSONNode(.array(items), start..<position)
  }

  private mutating func object() throws(JSONError) -> JSONNode {
    let start = position
    position += 1
    var members: [JSONNode.Member] = []
    var places: [ExactText: Int] = [:]
    try skipSpace()
    if current == 0x7D {
      position += 1
      return JSONNode(.object([]), start..<position)
    }
    while true {
      if isAtEnd { throw error(.unclosed(.object, opening: start), position..<position) }
      let member = try member(opening: start)
      if let first = places.updateValue(members.count, forKey: ExactText(member.key)) {
        throw error(.duplicateKey(member.key, first: members[first].keyRange), member.keyRange)
      }
      members.append(member)
      try skipSpace()
      if try !separator(of: .object, opening: start, close: 0x7D) { break }
    }
    return JSONNode(.object(members), start..<position)
  }

  private mutating func member(opening: Int) throws(JSONError) -> JSONNode.Member {
    let start = position
    switch current {
    case 0x22: break
    case 0x27: throw error(.singleQuotes, start..<start + 1)
    case 0x5D: throw error(.wrongBracket(.object), start..<start + 1)
    case 0x2C, 0x3A, 0x5B, 0x7B, 0x2B, 0x2D, 0x2E, 0x30...0x39: throw error(.keyIsNotText, start..<start + 1)
    default:
      let end = wordEnd()
      if end == start { throw unexpected() }
      throw error(.unquotedKey(text(start..<end)), start..<end)
    }
    let key = try string()
    let keyRange = start..<position
    try skipSpace()
    if isAtEnd { throw error(.unclosed(.object, opening: opening), position..<position) }
    if current != 0x3A { throw error(.missingColon(key: key), position..<position) }
    position += 1
    try skipSpace()
    if isAtEnd { throw error(.unclosed(.object, opening: opening), position..<position) }
    if current == 0x7D { throw error(.missingValue, position..<position) }
    return JSONNode.Member(key: key, keyRange: keyRange, node: try value())
  }

  /// After an item: true if a comma and another item come, false if the bracket closed.
  private mutating func separator(
    of construct: JSONError.Construct, opening: Int, close: UInt8
  ) throws(JSONError) -> Bool {
    if isAtEnd { throw error(.unclosed(construct, opening: opening), position..<position) }
    if current == close {
      position += 1
      return false
    }
    if current == 0x5D || current == 0x7D {
      throw error(.wrongBracket(construct), position..<position + 1)
    }
    if current != 0x2C {
      if current == 0 { throw unexpected() }
      throw error(.missingComma(construct), position..<position)
    }
    let comma = position
    position += 1
    try skipSpace()
    if current == close { throw error(.trailingComma, comma..<comma + 1) }
    return true
  }

  /// `true`, `false`, `null`, or what somebody wrote instead.
  private mutating func word() throws(JSONError) -> JSONNode {
    let start = position
    let end = wordEnd()
    if end == start { throw unexpected() }
    let word = text(start..<end)
    position = end
    switch word {
    case "true": return JSONNode(.bool(true), start..<end)
    case "false": return JSONNode(.bool(false), start..<end)
    case "null": return JSONNode(.null, start..<end)
    case "NaN", "nan", "Infinity", "inf": throw error(.notFinite(word), start..<end)
    default:
      let meant: [String: String] = [
        "none": "null", "nil": "null", "undefined": "null", "yes": "true", "no": "false",
      ]
      let lower = word.lowercased()
      let literal = ["true", "false", "null"].contains(lower) ? lower : meant[lower]
      throw error(.unknownWord(word, meant: literal), start..<end)
    }
  }

  /// Letters of any script, digits, `_` and `$` from here on.
  func wordEnd() -> Int {
    var end = position
    while end < bytes.count {
      let byte = bytes[end]
      let letter = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
      guard letter || byte == 0x5F || byte == 0x24 || byte >= 0x80 else { break }
      end += 1
    }
    return end
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func unexpected() -> JSONError {
    if isAtEnd { return error(.empty, position..<position) }
    if current == 0 { return error(.nulByte, position..<position + 1) }
    var end = position + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let scalar = text(position..<end).unicodeScalars.first ?? "\u{FFFD}"
    return error(.unexpectedCharacter(scalar), position..<end)
  }
}
