// How many columns of a terminal a text takes.

/// Hangul and other East Asian letters take two columns, marks none; ambiguous ones one, as terminals
/// outside of East Asian legacy settings draw them. Control characters take none: tabs and line breaks
/// are the caller's.
package enum DisplayWidth {
  /// A scalar by itself. In a text the ones around it count as well: see `width(of:)` of strings.
  package static func width(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value < 0x20 || 0x7F..<0xA0 ~= value ? 0 : 1 }
    if 0xAC00...0xD7A3 ~= value || 0x4E00...0x9FFF ~= value { return 2 }
    if ScalarRanges.contains(UnicodeTables.zeroWidth, value) { return 0 }
    return ScalarRanges.contains(UnicodeTables.wide, value) ? 2 : 1
  }

  package static func width(of text: String) -> Int { width(of: text.unicodeScalars) }

  /// UTF-8. What is not valid counts as one U+FFFD for each faulty piece.
  package static func width(of bytes: some Collection<UInt8>) -> Int {
    if bytes.allSatisfy({ 0x20..<0x7F ~= $0 }) { return bytes.count }
    return width(of: String(decoding: bytes, as: UTF8.self))
  }

  /// Emoji of several scalars are one picture of two columns: joined by ZWJ, with a skin tone, a flag of
  /// two letters, a sign that U+FE0F turns into a picture.
  package static func width(of scalars: some Sequence<Unicode.Scalar>) -> Int {
    var total = 0
    /// The last scalar that took columns, and how many.
    var base: Unicode.Scalar?
    var baseWidth = 0
    var isJoined = false
    for scalar in scalars {
      if scalar.value < 0x7F, scalar.value >= 0x20 {
        total += 1
        base = scalar
        baseWidth = 1
        isJoined = false
        continue
      }
      let joinsHere = isJoined && isPicture(scalar)
      isJoined = false
      switch scalar.value {
      case 0x200D: isJoined = base.map(isPicture) ?? false
      case 0xFE0F:
        if baseWidth == 1, let base, base.properties.isEmoji {
          total += 1
          baseWidth = 2
        }
      case 0x1F3FB...0x1F3FF where base?.properties.isEmojiModifierBase == true: break
      default:
        let width = width(of: scalar)
        if joinsHere || width == 0 { continue }
        total += width
        base = scalar
        baseWidth = width
      }
    }
    return total
  }

  /// Digits and `#` are emoji to Unicode too, for the keycaps, but nothing is joined to them.
  private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x7F && scalar.properties.isEmoji
  }
}
