// The patterns of `number("#,##0.0")`.

/// A small part of the number patterns of Unicode TR35. Before the point: `#` for a digit that may be
/// missing, then `0` for one that may not, with `,` where digits are grouped (`#,##0` by threes, `#,###0` by
/// 만). After it: `0` for a digit that is always there, then `#` for one that is left out if it is zero. `%`
/// at the end multiplies by a hundred. Rounds half to even, on all digits of the number; zero has no sign.
struct NumberFormat {
  private var grouping = 0
  private var leastWhole = 0
  private var leastFraction = 0
  private var mostFraction = 0
  private var isPercent = false

  /// Nil if the pattern is not one of these, or asks for more than 20 digits on a side.
  init?(_ pattern: String) {
    var rest = Array(pattern.utf8)[...]
    if rest.last == 0x25 {
      isPercent = true
      rest = rest.dropLast()
    }
    let sides = rest.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard (1...2).contains(sides.count), readWhole(sides[0]) else { return nil }
    if sides.count == 2 {
      let digits = sides[1]
      leastFraction = digits.prefix { $0 == 0x30 }.count
      mostFraction = digits.count
      guard (1...20).contains(mostFraction), digits.dropFirst(leastFraction).allSatisfy({ $0 == 0x23 }) else {
        return nil
      }
    }
  }

  private mutating func readWhole(_ text: ArraySlice<UInt8>) -> Bool {
    let groups = text.split(separator: 0x2C, omittingEmptySubsequences: false)
    guard let last = groups.last, groups.allSatisfy({ !$0.isEmpty }) else { return false }
    if groups.count > 1 {
      grouping = last.count
      guard groups.dropFirst().allSatisfy({ $0.count == grouping }), groups[0].count <= grouping else {
        return false
      }
    }
    let digits = groups.joined()
    let optional = digits.prefix { $0 == 0x23 }.count
    leastWhole = digits.count - optional
    return digits.count <= 20 && digits.dropFirst(optional).allSatisfy { $0 == 0x30 }
  }

  func text(of number: ExactDecimal) -> String {
    var number = number
    if isPercent { number.scale -= 2 }
    let rounded = number.rounded(toPlaces: mostFraction)
    var (whole, fraction) = rounded.text(places: mostFraction)
    while fraction.count > leastFraction, fraction.last == 0 { fraction.removeLast() }
    if whole == [0] { whole = [] }
    whole = Array(repeating: 0, count: max(0, leastWhole - whole.count)) + whole
    if whole.isEmpty && fraction.isEmpty { whole = [0] }
    var text = rounded.isNegative && !rounded.digits.isEmpty ? "-" : ""
    for (index, digit) in whole.enumerated() {
      if grouping > 0, index > 0, (whole.count - index) % grouping == 0 { text += "," }
      text += String(digit)
    }
    if !fraction.isEmpty { text += "." + fraction.map { String($0) }.joined() }
    return text + (isPercent ? "%" : "")
  }
}

extension NumberFormat {
  /// Unicode scalars of a number between two others at most: no number has more digits before the point than one of them,
  /// nor more behind it than the pattern. One more, where rounding carries: 9.96 is `10.0`.
  func longest(_ low: ExactDecimal, _ high: ExactDecimal) -> Int {
    max(text(of: low).unicodeScalars.count, text(of: high).unicodeScalars.count) + mostFraction + 2
  }
}
