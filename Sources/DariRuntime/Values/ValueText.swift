// How a value prints: the bytes that a hole `{{ value }}` leaves in a prompt.

import DariBase

extension Value {
  /// Adds the text of a printable value (`Type.Core.isPrintable`). A placeholder prints as `⟦classify.kind⟧`, media as
  /// their mark;
  /// an absent value, a list and a record have no text of their own and print nothing.
  package func printed(into bytes: inout [UInt8]) {
    switch self {
    case .text(let text), .symbol(let text): bytes.append(contentsOf: text.utf8)
    case .int(let number): bytes.append(contentsOf: String(number).utf8)
    case .number(let number): bytes.append(contentsOf: NumberText.text(number).utf8)
    case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .date(let date): bytes.append(contentsOf: date.description.utf8)
    case .money(let money): bytes.append(contentsOf: money.description.utf8)
    case .placeholder(let path): bytes.append(contentsOf: "⟦\(path)⟧".utf8)
    case .media(let media): bytes.append(contentsOf: media.mark.utf8)
    case .absent, .list, .record: break
    }
  }

  /// The same as a string.
  package var printed: String {
    switch self {
    case .text(let text), .symbol(let text): return text
    default:
      var bytes: [UInt8] = []
      printed(into: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}

extension CalendarDate: CustomStringConvertible {
  /// ISO 8601: `2026-11-20`.
  package var description: String {
    "\(Digits.padded(year, to: 4))-\(Digits.padded(month, to: 2))-\(Digits.padded(day, to: 2))"
  }

  /// Exactly `YYYY-MM-DD`, and a day that exists.
  package init?(iso text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// 0 is Monday, 6 is Sunday.
  package var weekday: Int {
    // Days since 0000-03-01, by years that begin in March (so that the leap day is a year's last).
    let shifted = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    let days =
      365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * monthFromMarch + 2) / 5 + day
    return (days + 1) % 7
  }
}

enum Digits {
  /// Decimal digits with zeros before them, for numbers that are not negative.
  static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
