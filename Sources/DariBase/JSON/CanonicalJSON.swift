// JSON values -> bytes: one canonical form for machines, one layout for people.

/// RFC 8785 (JCS): no spaces, keys in the order of their UTF-16 code units, ECMAScript's numbers.
/// One extension: RFC 8785 speaks of I-JSON, whose numbers are doubles; an integer outside ±2^53 is
/// written here in its own digits, so that it is not changed. Within ±2^53 both are the same.
package enum CanonicalJSON {
  package static func bytes(of value: JSONValue) -> [UInt8] {
    var output: [UInt8] = []
    append(value, to: &output)
    return output
  }

  package static func text(of value: JSONValue) -> String {
    String(decoding: bytes(of: value), as: UTF8.self)
  }

  package static func append(_ value: JSONValue, to output: inout [UInt8]) {
    switch value {
    case .array(let items):
      output.append(0x5B)
      for (index, item) in items.enumerated() {
        if index > 0 { output.append(0x2C) }
        append(item, to: &output)
      }
      output.append(0x5D)
    case .object(let object):
      output.append(0x7B)
      for (index, member) in sorted(object.members).enumerated() {
        if index > 0 { output.append(0x2C) }
        appendString(member.key, to: &output)
        output.append(0x3A)
        append(member.value, to: &output)
      }
      output.append(0x7D)
    default: appendScalar(value, to: &output)
    }
  }

  /// By UTF-16 code units: U+1F600 (two surrogates) stands before U+FB33, the other way round than in UTF-8.
  private static func sorted(_ members: [JSONObject.Member]) -> [JSONObject.Member] {
    members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
  }

  /// A value that is neither array nor object.
  static func appendScalar(_ value: JSONValue, to output: inout [UInt8]) {
    switch value {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): output.append(contentsOf: String(value).utf8)
    case .bigInteger(let digits): output.append(contentsOf: digits.utf8)
    case .number(let value): output.append(contentsOf: NumberText.ecmaScript(value).utf8)
    case .string(let text): appendString(text, to: &output)
    case .array, .object: append(value, to: &output)
    }
  }

  /// In quotes; escaped is only what has to be, the short way where there is one.
  package static func appendString(_ text: String, to output: inout [UInt8]) {
    output.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C: output.append(contentsOf: [0x5C, byte])
      case 0x08: output.append(contentsOf: [0x5C, 0x62])
      case 0x09: output.append(contentsOf: [0x5C, 0x74])
      case 0x0A: output.append(contentsOf: [0x5C, 0x6E])
      case 0x0C: output.append(contentsOf: [0x5C, 0x66])
      case 0x0D: output.append(contentsOf: [0x5C, 0x72])
      case 0x00..<0x20:
        let hex: [UInt8] = Array("0123456789abcdef".utf8)
        output.append(contentsOf: [0x5C, 0x75, 0x30, 0x30, hex[Int(byte >> 4)], hex[Int(byte & 15)]])
      default: output.append(byte)
      }
    }
    output.append(0x22)
  }
}

/// JSON for people: two spaces a level, keys in the order they have, a line break at the end.
package enum PrettyJSON {
  package static func bytes(of value: JSONValue) -> [UInt8] {
    var output: [UInt8] = []
    append(value, level: 0, to: &output)
    output.append(0x0A)
    return output
  }

  package static func text(of value: JSONValue) -> String {
    String(decoding: bytes(of: value), as: UTF8.self)
  }

  private static func append(_ value: JSONValue, level: Int, to output: inout [UInt8]) {
    switch value {
    case .array(let items) where !items.isEmpty:
      output.append(0x5B)
      for (index, item) in items.enumerated() {
        startLine(level + 1, isFirst: index == 0, &output)
        append(item, level: level + 1, to: &output)
      }
      startLine(level, isFirst: true, &output)
      output.append(0x5D)
    case .object(let object) where !object.isEmpty:
      output.append(0x7B)
      for (index, member) in object.members.enumerated() {
        startLine(level + 1, isFirst: index == 0, &output)
        CanonicalJSON.appendString(member.key, to: &output)
        output.append(contentsOf: [0x3A, 0x20])
        append(member.value, level: level + 1, to: &output)
      }
      startLine(level, isFirst: true, &output)
      output.append(0x7D)
    default: CanonicalJSON.appendScalar(value, to: &output)
    }
  }

  private static func startLine(_ level: Int, isFirst: Bool, _ output: inout [UInt8]) {
    if !isFirst { output.append(0x2C) }
    output.append(0x0A)
    output.append(contentsOf: repeatElement(0x20, count: level * 2))
  }
}
