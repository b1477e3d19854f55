// What can be printed, and how long it can get: for filters that put texts together, and for budgets.

extension Type.Core {
  /// Whether a hole can print a value of this type.
  package var isPrintable: Bool {
    switch self {
    case .text, .line, .int, .number, .bool, .date, .money, .url, .email, .enumeration, .nothing, .unknown:
      true
    case .media, .list, .record: false
    }
  }

  package var isMedia: Bool { if case .media = self { true } else { false } }

  /// Whether a printed value never holds a line break.
  package var printsOneLine: Bool {
    switch self {
    case .text: false
    default: isPrintable
    }
  }

  /// Unicode scalars that a printed value has at most; nil if there is no limit or nothing is printed.
  package var longestPrinted: Int? {
    switch self {
    case .text(let limits), .line(let limits): limits.high
    case .int(let limits):
      max(String(limits.low ?? .min).utf8.count, String(limits.high ?? .max).utf8.count)
    case .number: 24  // -2.2250738585072014e-308
    case .bool: 5
    case .date: 10
    case .money: 25  // -92233720368547758.08 USD
    case .email: 254
    case .url: nil
    case .enumeration(let type): type.cases.map(\.word.unicodeScalars.count).max()
    case .nothing, .unknown: 0
    case .media, .list, .record: nil
    }
  }

  /// Unicode scalars that a printed value has at least.
  package var shortestPrinted: Int {
    switch self {
    case .text(let limits), .line(let limits): max(0, limits.low ?? 0)
    case .int, .number, .url: 1
    case .bool: 4
    case .date: 10
    case .money: 5
    case .email: 6
    case .enumeration(let type): type.cases.map(\.word.unicodeScalars.count).min() ?? 0
    case .nothing, .unknown, .media, .list, .record: 0
    }
  }
}
