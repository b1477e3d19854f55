// The patterns of `date("yyyy년 M월 d일 EEEE")`.

/// A small part of the date patterns of Unicode TR35: `y` (2026), `yy` (26), `yyyy` (2026, with zeros in
/// front), `M` and `MM`, `MMM` (Nov) and `MMMM` (November), `d` and `dd`, `E` (금) and `EEEE` (금요일).
/// Months have names in English and days of the week in Korean, since that is where people write them so. Text between apostrophes stands as it is,
/// `''` is an apostrophe. What is no Latin letter stands for itself; any other Latin letter is refused.
struct DateFormat {
  private enum Part {
    case literal(String)
    case year(width: Int)
    case shortYear
    case month(width: Int)
    case monthName(isLong: Bool)
    case day(width: Int)
    case weekday(isLong: Bool)
  }

  private let parts: [Part]

  /// Nil if the pattern is empty, has an unknown letter or an open apostrophe, or names no part of a date.
  init?(_ pattern: String) {
    var parts: [Part] = []
    var hasField = false
    let scalars = Array(pattern.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == "'" {
        guard let (literal, end) = Self.quoted(scalars, from: index) else { return nil }
        parts.append(.literal(literal))
        index = end
      } else if Self.isLetter(scalar) {
        let count = scalars[index...].prefix { $0 == scalar }.count
        guard let part = Self.field(scalar, count) else { return nil }
        parts.append(part)
        hasField = true
        index += count
      } else {
        parts.append(.literal(String(Character(scalar))))
        index += 1
      }
    }
    guard hasField else { return nil }
    self.parts = parts
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    (0x41...0x5A).contains(scalar.value) || (0x61...0x7A).contains(scalar.value)
  }

  private static func field(_ letter: Unicode.Scalar, _ count: Int) -> Part? {
    switch (letter, count) {
    case ("y", 1), ("y", 4): .year(width: count)
    case ("y", 2): .shortYear
    case ("M", 1...2): .month(width: count)
    case ("M", 3...4): .monthName(isLong: count == 4)
    case ("d", 1...2): .day(width: count)
    case ("E", 1): .weekday(isLong: false)
    case ("E", 4): .weekday(isLong: true)
    default: nil
    }
  }

  /// The text between two apostrophes, and where the pattern goes on; `''` is one apostrophe, inside and
  /// outside.
  private static func quoted(_ scalars: [Unicode.Scalar], from start: Int) -> (String, Int)? {
    if start + 1 < scalars.count, scalars[start + 1] == "'" { return ("'", start + 2) }
    var text = String.UnicodeScalarView()
    var index = start + 1
    while index < scalars.count {
      if scalars[index] != "'" {
        text.append(scalars[index])
        index += 1
      } else if index + 1 < scalars.count, scalars[index + 1] == "'" {
        text.append("'")
        index += 2
      } else {
        return (String(text), index + 1)
      }
    }
    return nil
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  func text(of date: CalendarDate) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .literal(let literal): text += literal
      case .year(let width): text += Digits.padded(date.year, to: width)
      case .shortYear: text += Digits.padded(date.year % 100, to: 2)
      case .month(let width): text += Digits.padded(date.month, to: width)
      case .monthName(let isLong):
        let name = Self.months[date.month - 1]
        text += isLong ? name : String(name.prefix(3))
      case .day(let width): text += Digits.padded(date.day, to: width)
      case .weekday(let isLong):
        text += ["월", "화", "수", "목", "금", "토", "일"][date.weekday] + (isLong ? "요일" : "")
      }
    }
    return text
  }
}

extension DateFormat {
  /// Unicode scalars at most: that of some day with two digits, in some month, on some day of the week.
  var longest: Int {
    var most = 0
    for month in 1...12 {
      for day in 20...26 {
        guard let date = CalendarDate(iso: "9999-\(month < 10 ? "0" : "")\(month)-\(day)") else { continue }
        most = max(most, text(of: date).unicodeScalars.count)
      }
    }
    return most
  }
}
