// All decimal digits of a number, and rounding them half to even.

/// `digits` / 10^`scale`. Every binary64 has such digits (up to 1074 behind the point), so rounding looks at
/// what the number is and not at how it prints: 2.675 is a little less, and rounds to 2.67.
struct ExactDecimal {
  var isNegative: Bool
  /// 0…9, the most significant first, no zero in front; none for zero.
  var digits: [UInt8]
  var scale: Int

  init(_ number: Int64) {
    isNegative = number < 0
    digits = number == 0 ? [] : String(number.magnitude).utf8.map { $0 - 0x30 }
    scale = 0
  }

  /// The number is finite.
  init(_ number: Double) {
    isNegative = number.sign == .minus
    scale = 0
    guard number != 0 else {
      digits = []
      return
    }
    var exponent = Int(number.exponent) - 52
    var mantissa = UInt64((number.significand.magnitude) * 0x1p52)
    let spare = mantissa.trailingZeroBitCount
    mantissa >>= UInt64(spare)
    exponent += spare
    // Limbs of nine digits, the least significant first.
    var limbs = [mantissa % 1_000_000_000, mantissa / 1_000_000_000]
    if exponent >= 0 {
      Self.multiply(&limbs, by: 2, times: exponent)
    } else {
      // m / 2^k is m * 5^k / 10^k.
      Self.multiply(&limbs, by: 5, times: -exponent)
      scale = -exponent
    }
    digits = Self.digits(of: limbs)
  }

  private static func multiply(_ limbs: inout [UInt64], by base: UInt64, times: Int) {
    let step = 12  // 5^12 times a limb and its carry stay far below 2^64
    var power: UInt64 = 1
    for _ in 0..<step { power *= base }
    var rest = times
    while rest > 0 {
      var factor = power
      if rest < step {
        factor = 1
        for _ in 0..<rest { factor *= base }
      }
      rest -= step
      var carry: UInt64 = 0
      for index in limbs.indices {
        let product = limbs[index] * factor + carry
        limbs[index] = product % 1_000_000_000
        carry = product / 1_000_000_000
      }
      while carry > 0 {
        limbs.append(carry % 1_000_000_000)
        carry /= 1_000_000_000
      }
    }
  }

  private static func digits(of limbs: [UInt64]) -> [UInt8] {
    var digits: [UInt8] = []
    for limb in limbs {
      var rest = limb
      for _ in 0..<9 {
        digits.append(UInt8(rest % 10))
        rest /= 10
      }
    }
    while digits.last == 0 { digits.removeLast() }
    return digits.reversed()
  }

  /// Half to even. With negative `places` tens, hundreds and so on are left.
  func rounded(toPlaces places: Int) -> ExactDecimal {
    let cut = scale - places
    if cut <= 0 { return self }
    var result = self
    result.scale = places
    guard cut <= digits.count else {
      result.digits = []
      return result
    }
    let kept = digits.count - cut
    result.digits = Array(digits[..<kept])
    let isOdd = kept > 0 && digits[kept - 1] % 2 == 1
    let first = digits[kept]
    let isMore = first > 5 || (first == 5 && (digits[(kept + 1)...].contains { $0 != 0 } || isOdd))
    if isMore { result.increment() }
    return result
  }

  private mutating func increment() {
    var index = digits.count - 1
    while index >= 0 {
      if digits[index] < 9 {
        digits[index] += 1
        return
      }
      digits[index] = 0
      index -= 1
    }
    digits.insert(1, at: 0)
  }

  /// The digits before the point (at least one) and exactly `places` behind it. Rounded to `places` or fewer
  /// before.
  func text(places: Int) -> (whole: [UInt8], fraction: [UInt8]) {
    var all = digits + Array(repeating: 0, count: max(0, places - scale))
    if all.count <= places { all = Array(repeating: 0, count: places + 1 - all.count) + all }
    return (Array(all[..<(all.count - places)]), Array(all[(all.count - places)...]))
  }

  /// `-125e-2`: read back by `Double`, which rounds rightly.
  var scientific: String {
    let body = digits.isEmpty ? "0" : String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
    return "\(isNegative ? "-" : "")\(body)e\(-scale)"
  }
}
