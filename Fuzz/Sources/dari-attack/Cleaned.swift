// What has to be left of an untrusted value, from the words of Documentation/Bundle.md and on scalars: none of the product's code.

enum Cleaned {
  /// - Parameter isJSON: it is a JSON text, in which nothing of a terminal's is looked for.
  static func text(_ value: String, isJSON: Bool = false) -> String {
    var scalars = value.unicodeScalars.map(\.value)
    while true {
      let next = pass(scalars, isJSON)
      if next == scalars { break }
      scalars = next
    }
    return broken(scalars)
  }

  static func isIgnorable(_ scalar: UInt32) -> Bool {
    if scalar >= 0xE0000 { return scalar <= 0xE0FFF }
    let spans: [ClosedRange<UInt32>] = [
      0xAD...0xAD, 0x34F...0x34F, 0x61C...0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F,
      0x200B...0x200F,
      0x202A...0x202E, 0x2060...0x206F, 0x3164...0x3164, 0xFE00...0xFE0F, 0xFEFF...0xFEFF, 0xFFA0...0xFFA0,
      0xFFF0...0xFFF8,
      0x1BCA0...0x1BCA3, 0x1D173...0x1D17A,
    ]
    return spans.contains { $0.contains(scalar) }
  }

  private static func joins(_ scalar: UInt32) -> Bool {
    let spans: [ClosedRange<UInt32>] = [
      0x620...0x8FF, 0x900...0xDFF, 0xF00...0x109F, 0x1780...0x17D3, 0x1807...0x1807, 0x1820...0x18AA,
      0x1900...0x1AAF,
      0x1B00...0x1C4F, 0xA840...0xA877, 0xA8E0...0xA8FF, 0xA980...0xAADF, 0xABC0...0xABFF, 0xFB50...0xFDCF,
      0xFDF0...0xFDFF,
      0xFE70...0xFEFC, 0x10D00...0x10D3F, 0x11000...0x11FFF,
    ]
    return spans.contains { $0.contains(scalar) }
  }

  private static func isPicture(_ scalar: UInt32) -> Bool {
    scalar > 0x7F && (Unicode.Scalar(scalar)?.properties.isEmoji ?? false)
  }

  private static func isNoncharacter(_ scalar: UInt32) -> Bool {
    (0xFDD0...0xFDEF).contains(scalar) || scalar % 0x10000 >= 0xFFFE
  }

  private static func pass(_ text: [UInt32], _ isJSON: Bool) -> [UInt32] {
    var result: [UInt32] = []
    var at = 0
    while at < text.count {
      let scalar = text[at]
      var gone = 0
      switch scalar {
      case 0x0D, 0x85:
        result.append(0x0A)
        at += scalar == 0x0D && at + 1 < text.count && text[at + 1] == 0x0A ? 2 : 1
        continue
      case 0x1B where !isJSON: gone = escape(text, at)
      case 0x9B where !isJSON: gone = sequenceEnd(text, at + 1) - at
      case 0x09, 0x0A: break
      case 0..<0x20, 0x7F..<0xA0: gone = 1
      default:
        if isNoncharacter(scalar) || isIgnorable(scalar) && !isNeeded(text, at) { gone = 1 }
      }
      if gone == 0 { result.append(scalar) }
      at += max(gone, 1)
    }
    return result
  }

  private static func sequenceEnd(_ text: [UInt32], _ start: Int) -> Int {
    var end = start
    while end < text.count, end < start + 64, 0x20...0x3F ~= text[end] { end += 1 }
    return end < text.count && 0x40...0x7E ~= text[end] ? end + 1 : start
  }

  private static func escape(_ text: [UInt32], _ at: Int) -> Int {
    guard at + 1 < text.count else { return 1 }
    switch text[at + 1] {
    case 0x5B: return sequenceEnd(text, at + 2) - at
    case 0x5D, 0x50, 0x58, 0x5E, 0x5F:
      // Values here are shorter than the limit of such a sequence.
      for end in (at + 2)..<max(text.count, at + 2) {
        if text[end] == 0x07 { return end + 1 - at }
        if text[end] == 0x1B { return end - at + (end + 1 < text.count && text[end + 1] == 0x5C ? 2 : 0) }
        if text[end] == 0x0A { break }
      }
      return 2
    case 0x23, 0x28...0x2F: return at + 2 < text.count && 0x30...0x7E ~= text[at + 2] ? 3 : 2
    case 0x30...0x7E: return 2
    default: return 1
    }
  }

  private static func isNeeded(_ text: [UInt32], _ at: Int) -> Bool {
    let before = at > 0 ? text[at - 1] : nil
    let after = at + 1 < text.count ? text[at + 1] : nil
    switch text[at] {
    case 0x200C: return (before.map(joins) ?? false) && (after.map(joins) ?? false)
    case 0x200D:
      guard let before, let after else { return false }
      if joins(before) { return joins(after) }
      if before == 0xFE0F { return at > 1 && isPicture(text[at - 2]) && isPicture(after) }
      return isPicture(before) && isPicture(after)
    case 0xFE00...0xFE0F: return before.map { $0 > 0x20 && !isIgnorable($0) } ?? false
    case 0xE0100...0xE01EF:
      return before.map {
        (0x3400...0x4DBF ~= $0) || (0x4E00...0x9FFF ~= $0) || (0xF900...0xFAFF ~= $0)
          || (0x20000...0x3FFFF ~= $0)
      }
        ?? false
    case 0x180B...0x180F: return before.map { 0x1807...0x18AA ~= $0 } ?? false
    case 0xE0020...0xE007F:
      var start = at
      while start > 0, 0xE0020...0xE007F ~= text[start - 1] { start -= 1 }
      guard start > 0, text[start - 1] == 0x1F3F4 else { return false }
      let tags = text[start...].prefix { 0xE0020...0xE007F ~= $0 }.prefix(8)
      guard let end = tags.firstIndex(of: 0xE007F) else { return false }
      return end - start >= 2 && at <= end
    default: return false
    }
  }

  // MARK: Markers

  static let signs = [
    "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", "<s>", "</s>", "<bos>", "<eos>", "<start_of_turn>",
    "<end_of_turn>", "<start_of_image>",
    "[TOOL_CALLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]",
    "[SYSTEM_PROMPT]",
    "[/SYSTEM_PROMPT]", "[IMG]", "[BOS]", "[EOS]",
  ].map { $0.unicodeScalars.map(\.value) }

  /// `<|…|>` that begins here.
  /// - Parameter broken: a space in it breaks it up.
  static func isBarred(_ text: [UInt32], _ at: Int, broken: Bool = false) -> Bool {
    func isBar(_ at: Int) -> Bool { at < text.count && (text[at] == 0x7C || text[at] == 0xFF5C) }
    guard isBar(at + 1) else { return false }
    var bytes = text[at + 1] == 0x7C ? 2 : 4
    for end in (at + 2)..<max(text.count, at + 2) {
      if bytes >= 96 { return false }
      if isBar(end), end + 1 < text.count, text[end + 1] == 0x3E {
        return !broken || !text[at..<end].contains(0x20)
      }
      if text[end] == 0x0A || text[end] == 0x3C { return false }
      bytes += UTF8.width(Unicode.Scalar(text[end])!)
    }
    return false
  }

  private static func broken(_ text: [UInt32]) -> String {
    var result = String.UnicodeScalarView()
    func isTurn(_ at: Int) -> Int? {
      let names: [String] = ["Human:", "Assistant:"]
      for name in names.map({ $0.unicodeScalars.map(\.value) }) where text[at...].starts(with: name) {
        let space = text[..<at].reversed().prefix { $0 == 0x0A || $0 == 0x20 || $0 == 0x09 }
        if space.count == at || space.filter({ $0 == 0x0A }).count >= 2 { return name.count - 1 }
      }
      return nil
    }
    var spaces: Set<Int> = []
    for at in text.indices {
      if text[at] == 0x3C || text[at] == 0x5B {
        if signs.contains(where: { text[at...].starts(with: $0) }) || text[at] == 0x3C && isBarred(text, at) {
          spaces.insert(at + 1)
        }
      } else if text[at] == 0x48 || text[at] == 0x41, let colon = isTurn(at) {
        spaces.insert(at + colon)
      }
      if spaces.contains(at) { result.append(" ") }
      result.append(Unicode.Scalar(text[at])!)
    }
    return String(result)
  }

  // MARK: In JSON

  /// What `| json` writes of a text, cleaned and read.
  static func json(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar.value {
      case 0x22: text += "\\\""
      case 0x5C: text += "\\\\"
      case 0..<0x20, 0x85, 0x2028, 0x2029:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return Reader.string(Array((Self.text(text + "\"", isJSON: true)).utf8))
  }

  // MARK: In addresses

  static func percent(_ value: String, keeping kept: String) -> String {
    let plain = Set(kept.utf8)
    var result = ""
    for byte in value.utf8 {
      if plain.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }

  static let unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."
}
