// Names: which scalars they may be made of.

/// Unicode identifiers (UAX 31, XID), with `_` allowed at the start. Letters that nobody sees
/// (Default_Ignorable_Code_Point, such as the Hangul fillers) are left out.
package enum Identifier {
  @inlinable package static func isStart(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x80 { return (value | 0x20) &- 0x61 < 26 || value == 0x5F }
    return scalar.properties.isXIDStart && !scalar.properties.isDefaultIgnorableCodePoint
  }

  @inlinable package static func isContinue(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x80 { return (value | 0x20) &- 0x61 < 26 || value &- 0x30 < 10 || value == 0x5F }
    return scalar.properties.isXIDContinue && !scalar.properties.isDefaultIgnorableCodePoint
  }

  package static func isValid(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, isStart(first) else { return false }
    return scalars.dropFirst().allSatisfy { isContinue($0) }
  }
}
