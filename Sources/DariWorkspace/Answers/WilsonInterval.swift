// How sure a rate is.

/// The score interval of E. B. Wilson (Probable inference, the law of succession, and statistical inference, Journal of the American
/// Statistical Association 22, 1927, 209–212), with 95 of 100. It stays between 0 and 1, and says something useful also where
/// all of a few samples passed.
package struct WilsonInterval: Hashable, Sendable {
  package var low: Double
  package var high: Double

  /// The 97.5th percentile of the standard normal distribution.
  static let z = 1.959963984540054

  /// - Parameter count: at least 1.
  package init(passed: Int, of count: Int) {
    let (n, z) = (Double(count), Self.z)
    let rate = Double(passed) / n
    let square = z * z / n
    let middle = (rate + square / 2) / (1 + square)
    let half = z / (1 + square) * (rate * (1 - rate) / n + square / (4 * n)).squareRoot()
    low = passed == 0 ? 0 : max(0, middle - half)
    high = passed == count ? 1 : min(1, middle + half)
  }
}
