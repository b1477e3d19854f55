// Masks over what identifies a person in free text, for the filter `redact`.

/// Finds the names it is given, Korean phone numbers (and numbers with a country code), resident and business
/// registration numbers, payment cards and e-mail addresses. Where a pattern is in doubt it masks. Names that nobody
/// gave it, addresses and account numbers it does not know: those a person has to look for, which is why redacted data
/// still has a person's review before it goes to most tools.
enum Redaction {
  enum Mask: String {
    case name = "⟦이름⟧"
    case phone = "⟦전화번호⟧"
    case resident = "⟦주민등록번호⟧"
    case business = "⟦사업자등록번호⟧"
    case card = "⟦카드번호⟧"
    case email = "⟦이메일⟧"
  }

  typealias Match = (range: Range<Int>, mask: Mask)

  /// How many texts, or lists of texts, the filter takes as names.
  static let nameParameters = 8

  /// Scalars that the result has at most. A name has two letters or more and its mask four, and every other mask is at
  /// most as long as what it covers.
  static func longest(_ high: Int?, withNames: Bool) -> Int? {
    withNames ? Bound.sum(high, Bound.product(high.map { $0 / 2 }, 2)) : high
  }

  static func masked(_ text: String, names: [String] = []) -> String {
    let names = NameScan(names)
    // Every pattern has an `@` or at least six digits.
    let hasPatterns = text.utf8.contains { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x40 || $0 == 0xEF }
    if names.isEmpty && !hasPatterns { return text }
    let scalars = Array(text.unicodeScalars)
    let patterns = hasPatterns ? patterns(in: scalars) : []
    var result = String.UnicodeScalarView()
    var index = 0
    for (range, mask) in joined(names.ranges(in: scalars), patterns, in: scalars) {
      result.append(contentsOf: scalars[index..<range.lowerBound])
      result.append(contentsOf: mask.rawValue.unicodeScalars)
      index = range.upperBound
    }
    if index == 0 { return text }
    result.append(contentsOf: scalars[index...])
    return String(result)
  }

  /// In order, and not overlapping. An address wins over the digits in it.
  private static func patterns(in text: [Unicode.Scalar]) -> [Match] {
    var found: [Match] = []
    var start = 0
    for address in EmailScan.ranges(in: text) {
      found += NumberScan.matches(in: text, from: start, to: address.lowerBound)
      found.append((address, .email))
      start = address.upperBound
    }
    return found + NumberScan.matches(in: text, from: start, to: text.count)
  }

  /// A pattern wins over the name in it; what such a name has outside of it is masked as well.
  private static func joined(_ names: [Range<Int>], _ patterns: [Match], in text: [Unicode.Scalar]) -> [Match]
  {
    var result: [Match] = []
    var next = patterns[...]
    func add(_ range: Range<Int>) {
      var range = range
      while let last = range.last, WhiteSpace.isSpace(text[last]) { range.removeLast() }
      while let first = range.first, WhiteSpace.isSpace(text[first]) { range.removeFirst() }
      if range.contains(where: { LetterKind(text[$0].value) != .other }) { result.append((range, .name)) }
    }
    var floor = 0
    for name in names {
      while let pattern = next.first, pattern.range.upperBound <= name.lowerBound {
        result.append(pattern)
        next.removeFirst()
      }
      var start = max(name.lowerBound, floor)
      while let pattern = next.first, pattern.range.lowerBound < name.upperBound {
        if start < pattern.range.lowerBound { add(start..<pattern.range.lowerBound) }
        start = pattern.range.upperBound
        floor = start
        result.append(pattern)
        next.removeFirst()
      }
      if start < name.upperBound { add(start..<name.upperBound) }
    }
    return result + next
  }
}
