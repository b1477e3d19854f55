// Repeated measurements, and how they are shown.

import Foundation

/// Seconds: the least, which others on the machine disturb least, and the median.
struct Timing {
  var min: Double
  var median: Double

  static func of(_ times: Int, _ body: () throws -> Void) rethrows -> Timing {
    try body()
    var seconds: [Double] = []
    for _ in 0..<times {
      let clock = ContinuousClock()
      let duration = try clock.measure { try body() }
      seconds.append(Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18)
    }
    seconds.sort()
    return Timing(min: seconds[0], median: seconds[seconds.count / 2])
  }

  func without(_ other: Timing) -> Timing { Timing(min: min - other.min, median: median - other.median) }

  func show(_ name: String, against: String, _ other: Timing) {
    func milliseconds(_ value: Double) -> String { String(format: "%8.2f ms", value * 1000) }
    func padded(_ text: String, _ width: Int) -> String {
      text.padding(toLength: width, withPad: " ", startingAt: 0)
    }
    let against = padded("\(against) \(milliseconds(other.min).trimmingCharacters(in: .whitespaces))", 34)
    print(
      padded(name, 38), milliseconds(min), milliseconds(median), "", against,
      String(format: "× %.2f (median × %.2f)", min / other.min, median / other.median))
  }
}

/// Keeps what is measured from being left out.
enum Sink {
  nonisolated(unsafe) private static var kept = 0
  @inline(never) static func take(_ value: Int) { kept = kept &+ value }
}
