// Currencies, and exact amounts of them as text: `49000 KRW`, `12.50 USD`.

/// A currency of ISO 4217 and how many digits its smallest unit takes (won 0, cent 2, fils 3).
package struct Currency: Hashable, Sendable {
  package let code: String
  package let minorUnits: Int

  package static func named(_ code: String) -> Currency? { byCode[code] }

  /// The active codes of ISO 4217 (list one, with amendments up to 2025), by code. Codes without a smallest
  /// unit (gold, drawing rights, test codes: XAU, XDR, XTS …) are left out: there is no exact amount of them.
  package static let all: [Currency] = [
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (
      2,
      """
      AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF \
      CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD \
      GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL \
      MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR \
      PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP \
      TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
      """
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
  ].flatMap { units, codes in
    codes.split(separator: " ").map { Currency(code: String($0), minorUnits: units) }
  }
  .sorted { $0.code < $1.code }

  private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })
}

extension Money: CustomStringConvertible {
  /// `49000 KRW`, `12.50 USD`: no separators, every digit of the smallest unit, the code. Reads back as it
  /// is.
  package var description: String { "\(amount()) \(currency)" }

  /// The amount alone, with `separator` between groups of three digits.
  func amount(separator: String = "") -> String {
    let places = Currency.named(currency)?.minorUnits ?? 0
    var digits = Array(String(units.magnitude).utf8)
    if digits.count <= places { digits = Array(repeating: 0x30, count: places + 1 - digits.count) + digits }
    let whole = digits[..<(digits.count - places)]
    var text = units < 0 ? "-" : ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { text += separator }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    if places > 0 { text += "." + String(decoding: digits[(digits.count - places)...], as: UTF8.self) }
    return text
  }

  package enum Reading: Hashable, Sendable {
    case money(Money)
    /// Not an amount, a space and three capital letters, or more digits than the currency has.
    case malformed
    case unknownCurrency(String)
    /// More than 64 bits of the smallest unit.
    case overflow
  }

  /// Reads `49000 KRW`, `-12.50 USD`, `12.5 USD`, `12 USD`. Exact, so it refuses what it would have to guess
  /// at or to round: separators (`49,000 KRW`), signs of currencies, more digits than the smallest unit
  /// (`12.505 USD`), zeros in front, any other white space.
  package static func read(_ text: String) -> Reading {
    let bytes = Array(text.utf8)
    guard bytes.count >= 5, bytes[bytes.count - 4] == 0x20 else { return .malformed }
    let letters = bytes[(bytes.count - 3)...]
    guard letters.allSatisfy({ (0x41...0x5A).contains($0) }) else { return .malformed }
    var rest = bytes[..<(bytes.count - 4)]
    let isNegative = rest.first == 0x2D
    if isNegative { rest = rest.dropFirst() }
    let parts = rest.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }),
      parts[0].count == 1 || parts[0].first != 0x30
    else { return .malformed }
    let code = String(decoding: letters, as: UTF8.self)
    guard let currency = Currency.named(code) else { return .unknownCurrency(code) }
    let fraction = parts.count == 2 ? Array(parts[1]) : []
    guard fraction.count <= currency.minorUnits else { return .malformed }
    var units: Int64 = 0
    for digit in parts[0] + fraction + Array(repeating: 0x30, count: currency.minorUnits - fraction.count) {
      // Downwards, because the negative side reaches one further.
      let (product, overflow) = units.multipliedReportingOverflow(by: 10)
      let (sum, sumOverflow) = product.subtractingReportingOverflow(Int64(digit - 0x30))
      if overflow || sumOverflow { return .overflow }
      units = sum
    }
    if !isNegative {
      if units == .min { return .overflow }
      units = -units
    }
    return .money(Money(units: units, currency: code))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
