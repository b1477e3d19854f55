// Whether and when a question is asked again.

import CCurl

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

enum Retry {
  /// Answers that may be others a moment later: too many requests, and servers that are overloaded or restart.
  static func isWorthwhile(_ status: Int) -> Bool {
    status == 408 || status == 425 || status == 429 || (500...599).contains(status) && status != 501
  }

  /// A server that is not there, a name that nobody knows or a broken certificate are told at once: who misspelt an address
  /// should not wait.
  static func isWorthwhile(_ reason: String) -> Bool { reason == "timeout" || reason == "cut" }

  /// Half of the time is fixed, and half is chance, so that questions that failed together do not come back together.
  /// - Parameter attempt: the one that has failed, from 1.
  static func wait(after attempt: Int, _ settings: Settings) -> Int {
    let doubled = settings.backOff << min(attempt - 1, 10)
    let whole = min(doubled, settings.longestWait / 4)
    return whole / 2 + Int.random(in: 0...max(1, whole / 2))
  }

  /// `Retry-After` in milliseconds: seconds, or a date (RFC 9110, 10.2.3). Nil if it says neither.
  static func milliseconds(_ text: String?) -> Int? {
    guard let text else { return nil }
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return Int(text).map { min($0, 1_000_000_000) * 1000 }
    }
    let date = curl_getdate(text, nil)
    guard date > 0 else { return nil }
    return max(0, date - time(nil)) * 1000
  }
}
