// How wide text is, without a font: a table of advances that no common font exceeds, so that the picture is the same on
// every machine and its text fits on all of them.

enum SwimlaneText {
  /// Width in hundredths of the font's size. Upper bounds over DejaVu Sans, Noto Sans, Segoe UI, SF, Roboto and Arial in
  /// semi-bold; Hangul, kana and ideographs fill a square at most.
  static func advance(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20, 0xA0: 35
    case 0x27, 0x2C, 0x2E, 0x3A, 0x3B, 0x60, 0x69, 0x6A, 0x6C, 0x7C, 0x2018, 0x2019, 0xB7: 38
    case 0x21, 0x28, 0x29, 0x2D, 0x2F, 0x49, 0x5B, 0x5C, 0x5D, 0x66, 0x72, 0x74, 0x7B, 0x7D: 46
    case 0x22, 0x2A, 0x201C, 0x201D: 54
    case 0x30...0x39, 0x24: 70
    case 0x57, 0x40, 0x25: 112
    case 0x4D, 0x6D: 106
    case 0x77, 0x2B, 0x3C, 0x3D, 0x3E, 0x7E, 0x23: 92
    case 0x41...0x5A, 0x26: 86
    case 0x61...0x7A, 0x3F, 0x5F, 0x5E: 70
    case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F, 0x20D0...0x20FF: 0
    // Syllables; a lone vowel or final of a decomposed one takes no room of its own.
    case 0x1160...0x11FF: 0
    case 0x2E80...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFF00...0xFF60, 0x1100...0x115F:
      100
    case 0x1F000...0x1FAFF: 140
    case 0x80..<0x250: 90
    case 0x250..<0x2E80: 110
    default: 120
    }
  }

  static func width(_ text: some StringProtocol, size: Int) -> Int {
    (text.unicodeScalars.reduce(0) { $0 + advance($1) } * size + 99) / 100
  }

  /// The widest of the words, each no wider than `most`: what a box needs so that no word is torn that need not be.
  static func widestWord(_ text: String, size: Int) -> Int {
    words(text).map { width($0, size: size) }.max() ?? 0
  }

  private static func words(_ text: String) -> [Substring] {
    text.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\u{A0}" }
  }

  /// Lines of at most `room`, broken between words; a word that is wider than a line is broken within.
  static func lines(_ text: String, size: Int, room: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in words(text) {
      let joined = line.isEmpty ? String(word) : "\(line) \(word)"
      if width(joined, size: size) <= room {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        if !line.isEmpty, width(line + String(character), size: size) > room {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}
