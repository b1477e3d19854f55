// Numbers as text, and text as numbers, the same on every machine.

package enum NumberText {
  package static func text(_ value: Int64) -> String { String(value) }

  /// The shortest digits that read back, as Python's `str` writes them, which Jinja prints:
  /// `1.0`, `0.1`, `1e+16`, `1e-05`, `-0.0`.
  package static func text(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let shortest = ShortestDigits(value)
    let sign = value.sign == .minus ? "-" : ""
    let point = shortest.point
    if point > -4, point <= 16 {
      let fixed = shortest.fixed()
      return sign + (point >= shortest.digits.count ? fixed + ".0" : fixed)
    }
    let exponent = point - 1
    let digits = String(abs(exponent))
    return sign + shortest.mantissa() + (exponent < 0 ? "e-" : "e+") + (digits.utf8.count < 2 ? "0" : "")
      + digits
  }

  /// As ECMAScript's `String(value)`: `1`, `0.1`, `10000000000000000`, `1e+21`, `1e-7`; `0` for -0.
  /// The value is finite.
  package static func ecmaScript(_ value: Double) -> String {
    if value == 0 { return "0" }
    let shortest = ShortestDigits(value)
    let sign = value < 0 ? "-" : ""
    let point = shortest.point
    if point > -6, point <= 21 { return sign + shortest.fixed() }
    let exponent = point - 1
    return sign + shortest.mantissa() + (exponent < 0 ? "e-" : "e+") + String(abs(exponent))
  }

  /// What reading a literal came to.
  package enum Reading<Value: Equatable & Sendable>: Equatable, Sendable {
    case value(Value)
    /// Well written, but outside of what the type holds.
    case tooLarge
    case notANumber
  }

  /// An integer: an optional sign and ASCII digits, nothing else.
  package static func readInteger(_ bytes: some Collection<UInt8>) -> Reading<Int64> {
    var digits = bytes[...]
    let isNegative = digits.first == 0x2D
    if isNegative || digits.first == 0x2B { digits = digits.dropFirst() }
    if digits.isEmpty || digits.contains(where: { !isDigit($0) }) { return .notANumber }
    var value: Int64 = 0
    for byte in digits {
      // Downwards, because the negative side reaches one further.
      let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, sumTooLarge) = product.subtractingReportingOverflow(Int64(byte - 0x30))
      if tooLarge || sumTooLarge { return .tooLarge }
      value = sum
    }
    if isNegative { return .value(value) }
    return value == .min ? .tooLarge : .value(-value)
  }

  /// A number with a whole value, however it is written, `3.0` and `1e16` too: exact to its last digit. What has a part
  /// behind the point is not a number here.
  package static func readWhole(_ bytes: some Collection<UInt8>) -> Reading<Int64> {
    guard readNumber(bytes) != .notANumber else { return .notANumber }
    let isNegative = bytes.first == 0x2D
    let body = bytes.first == 0x2D || bytes.first == 0x2B ? bytes.dropFirst() : bytes[...]
    let mantissa = body.prefix { $0 | 0x20 != 0x65 }
    let parts = mantissa.split(separator: 0x2E, omittingEmptySubsequences: false)
    var digits = Array(parts.joined().drop { $0 == 0x30 })
    if digits.isEmpty { return .value(0) }
    let written = body.dropFirst(mantissa.count + 1)
    // An exponent that does not fit is of a number that does not either.
    guard let exponent = written.isEmpty ? 0 : Int(String(decoding: written, as: UTF8.self)),
      exponent.magnitude < 1 << 32
    else { return written.first == 0x2D ? .notANumber : .tooLarge }
    var zeros = exponent - (parts.count > 1 ? parts[1].count : 0)
    while digits.last == 0x30 {
      digits.removeLast()
      zeros += 1
    }
    if zeros < 0 { return .notANumber }
    if digits.count + zeros > 19 { return .tooLarge }
    return readInteger((isNegative ? [0x2D] : []) + digits + Array(repeating: 0x30, count: zeros))
  }

  /// A number: an optional sign, digits, a point with digits after it, an exponent. No hexadecimal,
  /// no `nan` or `inf`, no `.5` or `5.`. What is too small to be told from zero is zero.
  package static func readNumber(_ bytes: some Collection<UInt8>) -> Reading<Double> {
    var rest = bytes[...]
    if rest.first == 0x2D || rest.first == 0x2B { rest = rest.dropFirst() }
    guard dropDigits(&rest) else { return .notANumber }
    if rest.first == 0x2E {
      rest = rest.dropFirst()
      guard dropDigits(&rest) else { return .notANumber }
    }
    if let mark = rest.first, mark | 0x20 == 0x65 {
      rest = rest.dropFirst()
      if rest.first == 0x2D || rest.first == 0x2B { rest = rest.dropFirst() }
      guard dropDigits(&rest) else { return .notANumber }
    }
    guard rest.isEmpty, let value = Double(String(decoding: bytes, as: UTF8.self)) else { return .notANumber }
    return value.isFinite ? .value(value) : .tooLarge
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func dropDigits<Bytes: Collection<UInt8>>(_ rest: inout Bytes) -> Bool
  where Bytes.SubSequence == Bytes {
    let count = rest.prefix(while: isDigit).count
    rest = rest.dropFirst(count)
    return count > 0
  }
}

/// The shortest decimal digits that read back as a finite double: 0.DIGITS × 10^point.
/// Taken from the standard library's `description`, whose layout differs from all that is needed here.
struct ShortestDigits {
  /// ASCII, without zeros at either end; `0` for zero.
  let digits: [UInt8]
  /// How many digits stand before the decimal point; negative for zeros after it.
  let point: Int

  init(_ value: Double) {
    var digits: [UInt8] = []
    var point = 0
    var exponent = 0
    var afterPoint = false
    let text = value.magnitude.description
    for (index, byte) in text.utf8.enumerated() {
      if byte == 0x2E {
        afterPoint = true
      } else if byte == 0x65 {
        exponent = Int(text.dropFirst(index + 1)) ?? 0
        break
      } else {
        digits.append(byte)
        if !afterPoint { point += 1 }
      }
    }
    let leading = digits.prefix { $0 == 0x30 }.count
    digits.removeFirst(leading)
    while digits.last == 0x30 { digits.removeLast() }
    self.digits = digits.isEmpty ? [0x30] : digits
    self.point = digits.isEmpty ? 1 : point - leading + exponent
  }

  private func text(_ digits: some Sequence<UInt8>) -> String {
    String(decoding: Array(digits), as: UTF8.self)
  }

  /// Without an exponent: `120`, `1.2`, `0.012`.
  func fixed() -> String {
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + text(digits) }
    if point >= digits.count { return text(digits) + String(repeating: "0", count: point - digits.count) }
    return text(digits[..<point]) + "." + text(digits[point...])
  }

  /// One digit before the point: `1`, `1.25`.
  func mantissa() -> String {
    digits.count == 1 ? text(digits) : text(digits[..<1]) + "." + text(digits[1...])
  }
}
