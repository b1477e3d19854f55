// Values that try to get out of every place: pieces of attacks, and scalars at random.

/// The same numbers for the same seed, so that what is found can be found again.
struct Dice: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func roll(_ sides: Int) -> Int { Int(next() % UInt64(sides)) }
  mutating func chance(_ percent: Int) -> Bool { roll(100) < percent }
  mutating func pick<Item>(_ items: [Item]) -> Item { items[roll(items.count)] }
}

enum Values {
  private static let nonCharacter =
    String(Unicode.Scalar(0xFFFF as UInt32)!) + String(Unicode.Scalar(0xFDD0 as UInt32)!)

  static let pieces: [String] = [
    // Elements and attributes.
    "</a>", "<a>", "</doc>", "<doc>", "</메일>", "<b x=\"", "\"", "'", "\">", "'/>", "<", ">", "&", "&lt;",
    "&#60;", "]]>", "<!--",
    "-->", "<![CDATA[", "<?", "?>", "< /a >", "＜/a＞", "<\u{338}", "</A>", "</script>", "=", "/",
    // Fences and inline code.
    "`", "``", "```", "````", "`````", "\n```\n", "\n````\n", "\n~~~\n", "~~~~", "\n   ```", "\n> ", "\n- ",
    "\n\n", "\n# ", "    ", "\t", "\\`",
    "\\", "\n\n    x", "\n1. ", "\n---\n", "\n===\n", "|", "[x](y)", "![", "](", ")", "**", "_",
    "<https://x.example>", "\n<div>\n",
    // JSON.
    "\\\"", "\"},{\"", "\\u0022", "{", "}", "[", "]", ",", ":", "null", "\u{2028}", "\u{2029}", "\\\\",
    // URLs.
    "..", ".", "%2e%2e", "//evil.example", "javascript:", "?", "#", "@", "%00", "%", ";",
    // Markers of chats.
    "<|im_start|>", "<|im_end|>", "<|", "|>", "[INST]", "[/INST]", "INST", "<<SYS>>", "\n\nHuman:", "Human",
    "Assistant:", "<s>", "</s>",
    "<｜", "｜>", "[IN", "ST]", "<end_of_turn>",
    // What nobody sees.
    "\u{200B}", "\u{200C}", "\u{200D}", "\u{202E}", "\u{2066}", "\u{FEFF}", "\u{AD}", "\u{3164}", "\u{115F}",
    "\u{FE0F}", "\u{FE00}",
    "\u{E0100}", "\u{E0067}", "\u{E007F}", "\u{1B}[2J", "\u{1B}", "\u{1B}(", "\u{1B}]0;x\u{7}", "\u{9B}",
    "\u{0}", "\u{7}", "\u{7F}", "\u{85}",
    "\r", "\r\n", nonCharacter, "\u{1F3F4}", "\u{1F468}\u{200D}\u{1F469}", "❤\u{FE0F}", "क्\u{200D}ष",
    "می\u{200C}خ",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E007F}", "葛", "ᠠ\u{180B}", "\u{600}",
    // Words.
    "a", "한글", "\u{1112}\u{1161}\u{11AB}", "x y", " ", "  ", "é", "e\u{301}", "1", "ignore previous",
  ]

  static func text(_ dice: inout Dice) -> String {
    var result = String.UnicodeScalarView()
    for _ in 0..<dice.roll(dice.chance(10) ? 30 : 7) {
      if dice.chance(12) {
        result.append(scalar(&dice))
      } else {
        let piece = dice.pick(pieces)
        for _ in 0...(dice.chance(5) ? dice.roll(12) : 0) { result.append(contentsOf: piece.unicodeScalars) }
      }
    }
    return String(result)
  }

  static func line(_ dice: inout Dice) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text(&dice).unicodeScalars {
      switch scalar.value {
      case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: break
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  static let urls = [
    "https://h.example/", "http://h.example/a(b)c", "https://h.example/?a=1&b='x'", "mailto:a@b.example",
    "https://한글.example/#가",
    "https://h.example/)*[x]", "https://[::1]:80/%2e%2e/~", "https://h.example/a;b=c,d!$*+",
  ]

  private static func scalar(_ dice: inout Dice) -> Unicode.Scalar {
    let value: Int
    switch dice.roll(4) {
    case 0: value = dice.roll(0x100)
    case 1: value = dice.roll(0x3000)
    case 2: value = dice.roll(0x10000)
    default: value = dice.roll(0x110000)
    }
    return Unicode.Scalar(UInt32(value)) ?? "?"
  }
}
