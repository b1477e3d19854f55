// Colours, and whether one can be read on another (WCAG 2.2).

/// A colour of sRGB.
package struct Colour: Hashable, Sendable {
  package var red, green, blue: UInt8

  /// What text needs (WCAG 2.2, 1.4.3).
  package static let textContrast = 4.5

  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// `#2f6f4e` or `#2a5`; nil if it is neither.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.first == UInt8(ascii: "#"), bytes.count == 4 || bytes.count == 7 else { return nil }
    var digits: [UInt8] = []
    for byte in bytes.dropFirst() {
      guard let digit = Self.digit(byte) else { return nil }
      digits.append(digit)
      if bytes.count == 4 { digits.append(digit) }
    }
    self.init(
      red: digits[0] << 4 | digits[1], green: digits[2] << 4 | digits[3], blue: digits[4] << 4 | digits[5])
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  package var hex: String {
    let digits = Array("0123456789abcdef".unicodeScalars)
    var text = "#"
    for part in [red, green, blue] {
      text.unicodeScalars.append(digits[Int(part >> 4)])
      text.unicodeScalars.append(digits[Int(part & 15)])
    }
    return text
  }

  /// The nearest shade towards black or white with the contrast on every ground. Grounds are all light or all dark,
  /// so one of the two always passes.
  package func readable(on grounds: [Colour], atLeast contrast: Double = textContrast) -> Colour {
    let ground = grounds.map(\.luminance).reduce(0, +) / Double(max(1, grounds.count))
    // 0.179 is where black and white are equally far.
    let end: Double = ground > 0.179 ? 0 : 255
    for step in 0...64 {
      let share = Double(step) / 64
      func mixed(_ part: UInt8) -> UInt8 {
        UInt8((Double(part) + (end - Double(part)) * share).rounded())
      }
      let shade = Colour(red: mixed(red), green: mixed(green), blue: mixed(blue))
      if grounds.allSatisfy({ shade.contrast(with: $0) >= contrast }) { return shade }
    }
    return end == 0 ? Colour(red: 0, green: 0, blue: 0) : Colour(red: 255, green: 255, blue: 255)
  }

  /// From 1 to 21 (WCAG 2.2, "contrast ratio").
  package func contrast(with other: Colour) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// WCAG 2.2, "relative luminance".
  package var luminance: Double {
    0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
  }

  private static func linear(_ part: UInt8) -> Double {
    let value = Double(part) / 255
    if value <= 0.04045 { return value / 12.92 }
    let base = (value + 0.055) / 1.055
    // base^2.4 = base^2 · (base^2)^(1/5). The root by Newton's steps uses only operations that IEEE 754 fixes to the last
    // bit, so that every machine picks the same shade; a library's `pow` does not promise that.
    let square = base * base
    var root = 1.0
    for _ in 0..<24 {
      let fourth = root * root * root * root
      root -= (fourth * root - square) / (5 * fourth)
    }
    return square * root
  }
}
