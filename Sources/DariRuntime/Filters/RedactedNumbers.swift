// Numbers that identify somebody, however they are grouped: `010-1234-5678`, `010 1234 5678`, `０１０．１２３４．５６７８`.

/// Reads a text as runs of groups of digits and asks of each group what begins there. Prices, dates, versions and
/// numbers of orders are groups of digits too, so the shape of the groups counts and not only their digits.
enum NumberScan {
  struct Group {
    var digits: [UInt8]
    var range: Range<Int>
    /// A `+` stands right before it.
    var hasPlus = false
    /// One hyphen or point, and nothing else, is between the group before and this one.
    var isTight = false
  }

  static func matches(in text: [Unicode.Scalar], from start: Int, to end: Int) -> [Redaction.Match] {
    var found: [Redaction.Match] = []
    for run in runs(in: text, from: start, to: end) {
      var index = 0
      while index < run.count {
        guard let (count, mask) = IdentifyingNumber(run, at: index, in: text).match() else {
          index += 1
          continue
        }
        let first = run[index]
        var lower = first.hasPlus ? first.range.lowerBound - 1 : first.range.lowerBound
        // `(02) 123-4567` has its bracket masked with it.
        if lower > start, mask == .phone, text[lower - 1] == "(" { lower -= 1 }
        found.append((lower..<run[index + count - 1].range.upperBound, mask))
        index += count
      }
    }
    return found
  }

  static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0x30...0x39: UInt8(scalar.value - 0x30)
    case 0xFF10...0xFF19: UInt8(scalar.value - 0xFF10)
    default: nil
    }
  }

  private static func isHyphen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2D, 0xAD, 0x2010...0x2015, 0x2212, 0x30FC, 0xFE58, 0xFE63, 0xFF0D: true
    default: false
    }
  }

  static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    if isHyphen(scalar) { return true }
    switch scalar.value {
    case 0x20, 0xA0, 0x2009, 0x202F, 0x3000, 0x2E, 0xFF0E, 0xB7, 0x28, 0x29: return true
    default: return false
    }
  }

  /// Groups of digits that at most three separators part.
  private static func runs(in text: [Unicode.Scalar], from start: Int, to end: Int) -> [[Group]] {
    var runs: [[Group]] = []
    var index = start
    var lastEnd = -10
    while index < end {
      guard digit(text[index]) != nil else {
        index += 1
        continue
      }
      var group = Group(digits: [], range: index..<index)
      group.hasPlus = index > start && (text[index - 1] == "+" || text[index - 1].value == 0xFF0B)
      while index < end, let digit = digit(text[index]) {
        group.digits.append(digit)
        index += 1
      }
      group.range = group.range.lowerBound..<index
      let gap = lastEnd..<max(lastEnd, group.range.lowerBound)
      if (1...3).contains(gap.count), !group.hasPlus, text[gap].allSatisfy(isSeparator) {
        let separator = text[gap.lowerBound]
        group.isTight =
          gap.count == 1 && (isHyphen(separator) || separator == "." || separator.value == 0xFF0E)
        runs[runs.count - 1].append(group)
      } else {
        runs.append([group])
      }
      lastEnd = index
    }
    return runs
  }
}

/// What begins at one group of a run.
struct IdentifyingNumber {
  private let text: [Unicode.Scalar]
  private let groups: ArraySlice<NumberScan.Group>
  private let sizes: [Int]
  private let first: NumberScan.Group
  /// Whether the group after the first `count` ones hangs on them: `123-45-67890-1`.
  private func goesOn(after count: Int) -> Bool { groups.dropFirst(count).first?.isTight == true }

  init(_ run: [NumberScan.Group], at index: Int, in text: [Unicode.Scalar]) {
    self.text = text
    groups = run[index...].prefix(6)
    sizes = groups.map { min($0.digits.count, 100) }
    first = run[index]
  }

  /// What the first groups are, and how many of them.
  func match() -> (count: Int, mask: Redaction.Mask)? {
    if let count = resident { return (count, .resident) }
    if let count = card { return (count, .card) }
    if let count = phone { return (count, .phone) }
    if let count = business { return (count, .business) }
    return nil
  }

  private func joined(_ count: Int) -> [UInt8] { Array(groups.prefix(count).map(\.digits).joined()) }

  // MARK: Residents

  private var resident: Int? {
    if sizes.starts(with: [6, 7]) { return Self.isResident(joined(2)) ? 2 : nil }
    guard sizes[0] == 13, Self.isResident(first.digits), !isBookNumber else { return nil }
    // Goods made in Korea have 13 digits that begin with 880.
    let isArticle = first.digits.starts(with: [8, 8, 0]) && CheckDigit.isArticle(first.digits)
    return isArticle && !CheckDigit.isResident(first.digits) ? nil : 1
  }

  /// A birthday and a digit for sex and century, 5 to 8 for foreigners. There has been no check digit since October 2020.
  private static func isResident(_ digits: [UInt8]) -> Bool {
    let month = Int(digits[2]) * 10 + Int(digits[3])
    let day = Int(digits[4]) * 10 + Int(digits[5])
    return (1...12).contains(month) && (1...31).contains(day) && (1...8).contains(digits[6])
  }

  // MARK: Cards

  private static let cardShapes = [[4, 4, 4, 4, 3], [4, 4, 4, 4], [4, 6, 5], [4, 6, 4]]

  private var card: Int? {
    for shape in Self.cardShapes where sizes.starts(with: shape) {
      let digits = joined(shape.count)
      let areYears = groups.prefix(4).allSatisfy { [[1, 9], [2, 0]].contains(Array($0.digits.prefix(2))) }
      if digits[0] != 0, !(areYears && shape.count == 4), CheckDigit.isCard(digits) { return shape.count }
    }
    guard Self.hasIssuer(first.digits), CheckDigit.isCard(first.digits), !isBookNumber else { return nil }
    return 1
  }

  /// Whether digits without groups begin as a card of their length does. Times (`20261120103000`), goods and orders have
  /// such digits too, and one in ten has a right check digit.
  private static func hasIssuer(_ digits: [UInt8]) -> Bool {
    guard (13...19).contains(digits.count) else { return false }
    let four = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
    switch (digits.count, four / 100) {
    case (13, 40...49): return !CheckDigit.isArticle(digits)
    case (14, 36), (14, 38...39), (15, 34), (15, 37): return true
    case (14, 30): return four <= 3059 || four / 10 == 309
    case (16, 22...27): return (2221...2720).contains(four)
    case (16, 35...36), (16, 40...69), (16, 90...99): return true
    case (17..., 40...50), (17..., 56...58), (17..., 60...69): return true
    default: return false
    }
  }

  // MARK: Phones

  private var phone: Int? {
    if first.hasPlus { return international }
    if first.digits.count == 12, first.digits.starts(with: [8, 2, 1, 0]) { return 1 }
    if first.digits == [8, 2],
      goesOn(after: 1) || [[1, 0], [0, 1]].contains(Array(joined(3).dropFirst(2).prefix(2))),
      let count = koreanAbroad(after: 1)
    {
      return count
    }
    guard let area = Self.areaLength(first.digits), !first.isTight || first.digits[1] == 1 else { return nil }
    switch first.digits.count - area {
    case 0: return lineCount(isMobile: first.digits[1] == 1)
    case 3...4 where sizes.count > 1 && sizes[1] == 4: return 2
    case 7...8: return 1
    default: return nil
    }
  }

  /// How long the code at the start is: of Seoul 2, of other places, mobiles and services 3, of numbers for life 4.
  private static func areaLength(_ digits: [UInt8]) -> Int? {
    guard digits.count >= 2, digits[0] == 0 else { return nil }
    if digits[1] == 2 { return digits.count > 2 && digits[2] == 0 ? nil : 2 }
    guard digits.count >= 3 else { return nil }
    switch (digits[1], digits[2]) {
    case (1, 0), (1, 1), (1, 6...9): return 3
    case (3, 1...3), (4, 1...4), (5, 1...5), (6, 1...4): return 3
    case (6, 0), (7, 0), (8, 0): return 3
    case (5, 0): return digits.count == 3 ? nil : 4
    default: return nil
    }
  }

  /// The number behind a code that is a group of its own: 7 or 8 digits, of which mobiles have any groups.
  private func lineCount(isMobile: Bool) -> Int? {
    let rest = sizes.dropFirst()
    if let one = rest.first, (7...8).contains(one) { return 2 }
    if rest.count >= 2, (3...4).contains(rest[1]), rest[2] == 4 { return 3 }
    guard isMobile else { return nil }
    var sum = 0
    for (index, size) in rest.enumerated() {
      sum += size
      if size < 2 || sum > 8 { return nil }
      if sum >= 7 { return index + 2 }
    }
    return nil
  }

  /// `82 10 1234 5678`, `+82 (0)2-123-4567`.
  private func koreanAbroad(after skipped: Int) -> Int? {
    for count in 1...sizes.count {
      let digits = joined(count)
      if digits.count > 15 { return nil }
      let rest = Array(digits.dropFirst(2))
      let number = rest.first == 0 ? rest : [0] + rest
      guard count > skipped || skipped == 0, let area = Self.areaLength(number) else { continue }
      if (7...8).contains(number.count - area) { return count }
    }
    return nil
  }

  /// A country's code and as many groups as make 15 digits, since the length of foreign numbers says nothing.
  private var international: Int? {
    if first.digits.starts(with: [8, 2]) { return koreanAbroad(after: 0) }
    let before = first.range.lowerBound - 2
    if before >= 0, LetterKind(text[before].value) == .word { return nil }
    guard Self.hasCountry(first.digits), !isAmount(after: 1) else { return nil }
    let isFixed = first.digits[0] == 1 || first.digits[0] == 7
    var best: Int?
    for count in 1...sizes.count {
      let length = sizes.prefix(count).reduce(0, +)
      if length > 15 { break }
      if isFixed ? length == 11 : length >= 8 { best = count }
    }
    return best
  }

  private static func hasCountry(_ digits: [UInt8]) -> Bool {
    switch (digits[0], digits.count > 1 ? digits[1] : 0) {
    case (1, _), (7, _): return digits.count == 1 || digits.count >= 4
    case (2, 0), (2, 7), (3, 0...4), (3, 6), (3, 9), (4, 0...1), (4, 3...9), (5, 1...8), (6, 0...6), (8, 1),
      (8, 4),
      (8, 6), (9, 0...5), (9, 8):
      return digits.count == 2 || digits.count >= 4
    case (2, _), (3, 5), (3, 7...8), (4, 2), (5, 0), (5, 9), (6, 7...9), (8, 0), (8, 5), (8, 7...8),
      (9, 6...7), (9, 9):
      return digits.count >= 3
    default: return false
    }
  }

  // MARK: Businesses

  /// With a right check digit, or in the one way in which it is always written: `123-45-67890`.
  private var business: Int? {
    if sizes.starts(with: [3, 2, 5]) {
      if first.isTight || goesOn(after: 3) || isBookNumber { return nil }
      let digits = joined(3)
      let second = groups[groups.startIndex + 1]
      let isUsual = goesOn(after: 1) && goesOn(after: 2) && text[second.range.lowerBound - 1] != "."
      let isPlausible = digits[0] != 0 && (digits[3], digits[4]) != (0, 0)
      return isPlausible && (isUsual || CheckDigit.isBusiness(digits)) ? 3 : nil
    }
    guard sizes[0] == 10, first.digits[0] != 0, CheckDigit.isBusiness(first.digits) else { return nil }
    return isBookNumber || isAmount(after: 1) || first.isTight || goesOn(after: 1) ? nil : 1
  }

  // MARK: What stands around

  private static let units: [[Unicode.Scalar]] = ["원", "달러", "엔", "유로", "위안", "개", "명", "건", "회", "점", "%"]
    .map { Array($0.unicodeScalars) }

  /// `2208162517원`: digits without groups, and what they count.
  private func isAmount(after count: Int) -> Bool {
    var index = groups[groups.startIndex + count - 1].range.upperBound
    if goesOn(after: count) { return false }
    if index < text.count, text[index] == " " { index += 1 }
    return Self.units.contains { text[index...].starts(with: $0) }
  }

  /// `ISBN 978…`, `ISBN-10: …`.
  private var isBookNumber: Bool {
    var index = first.range.lowerBound
    func skip(_ isSkipped: (Unicode.Scalar) -> Bool) {
      let floor = max(0, index - 4)
      while index > floor, isSkipped(text[index - 1]) { index -= 1 }
    }
    skip { $0 == ":" || NumberScan.isSeparator($0) }
    skip { NumberScan.digit($0) != nil }
    skip { NumberScan.isSeparator($0) }
    guard index >= 4 else { return false }
    return zip(text[index - 4..<index], "isbn".unicodeScalars).allSatisfy { $0.value | 0x20 == $1.value }
  }
}

/// Sums that tell a number from digits.
enum CheckDigit {
  /// Luhn's check sum.
  static func isCard(_ digits: [UInt8]) -> Bool {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let value = index % 2 == 1 ? Int(digit) * 2 : Int(digit)
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0
  }

  static func isBusiness(_ digits: [UInt8]) -> Bool {
    let sum = Int(digits[8]) * 5 / 10 + weighted(digits, [1, 3, 7, 1, 3, 7, 1, 3, 5])
    return (10 - sum % 10) % 10 == Int(digits[9])
  }

  /// Of residents registered before October 2020, Koreans and foreigners.
  static func isResident(_ digits: [UInt8]) -> Bool {
    let check = (11 - weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10
    return Int(digits[12]) == (digits[6] >= 5 ? (check + 2) % 10 : check)
  }

  /// Of goods (EAN-13).
  static func isArticle(_ digits: [UInt8]) -> Bool {
    (10 - weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10) % 10 == Int(digits[12])
  }

  private static func weighted(_ digits: [UInt8], _ weights: [Int]) -> Int {
    zip(digits, weights).reduce(0) { $0 + Int($1.0) * $1.1 }
  }
}
