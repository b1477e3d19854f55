// Values at render time. Their types are known when compiling; a value does not carry its type.

package indirect enum Value: Sendable {
  case absent
  /// Text, a line, a URL, an e-mail address.
  case text(String)
  case int(Int64)
  case number(Double)
  case bool(Bool)
  case date(CalendarDate)
  case money(Money)
  /// An enum's case, by its word.
  case symbol(String)
  case list([Value])
  /// Fields in the order of `RecordType.slots`.
  case record([Value])
  /// A picture, a sound or a file: an input, or a part of one.
  case media(MediaValue)
  /// The result of a step that has not been handed in: the path to show, as `classify.kind`. Whatever is
  /// made of it is a placeholder too; to branch on it is an error.
  case placeholder(String)
}

/// A day of the proleptic Gregorian calendar, years 1 to 9999.
package struct CalendarDate: Hashable, Comparable, Sendable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// Nil if there is no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CalendarDate.days(in: month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  package static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  package static func < (a: CalendarDate, b: CalendarDate) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }
}

/// An exact amount of one currency, in its smallest unit (won, cent).
package struct Money: Hashable, Sendable {
  package var units: Int64
  /// The three letters of ISO 4217.
  package var currency: String

  package init(units: Int64, currency: String) {
    self.units = units
    self.currency = currency
  }
}
