// Masks over what identifies a person in free text, for the filter `redact`.

/// Finds Korean phone numbers (and numbers with a country code), resident and business registration numbers,
/// payment cards and e-mail addresses, however they are grouped: `010-1234-5678`, `010 1234 5678`,
/// `０１０．１２３４．５６７８`. Where a pattern is in doubt it masks. It knows nothing of names, addresses and account
/// numbers: those a person has to look for, which is why redacted data still has a person's review before it
/// goes to most tools.
enum Redaction {
  enum Mask: String {
    case phone = "⟦전화번호⟧"
    case resident = "⟦주민등록번호⟧"
    case business = "⟦사업자등록번호⟧"
    case card = "⟦카드번호⟧"
    case email = "⟦이메일⟧"
  }

  static func masked(_ text: String) -> String {
    // Every pattern has an `@` or at least six digits.
    guard text.utf8.contains(where: { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x40 || $0 == 0xEF }) else {
      return text
    }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    for (range, mask) in matches(in: scalars) {
      result.append(contentsOf: scalars[index..<range.lowerBound])
      result.append(contentsOf: mask.rawValue.unicodeScalars)
      index = range.upperBound
    }
    result.append(contentsOf: scalars[index...])
    return String(result)
  }

  /// In order, and not overlapping. An address wins over the digits in it.
  private static func matches(in text: [Unicode.Scalar]) -> [(range: Range<Int>, mask: Mask)] {
    let addresses = EmailScan.ranges(in: text)
    var found: [(range: Range<Int>, mask: Mask)] = []
    var start = 0
    for address in addresses {
      found += NumberScan.matches(in: text, from: start, to: address.lowerBound)
      found.append((address, .email))
      start = address.upperBound
    }
    return found + NumberScan.matches(in: text, from: start, to: text.count)
  }
}

/// E-mail addresses as they stand in running text.
private enum EmailScan {
  static func ranges(in text: [Unicode.Scalar]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var floor = 0
    for (at, scalar) in text.enumerated() where scalar == "@" || scalar.value == 0xFF20 {
      guard at >= floor, let end = domainEnd(text, from: at + 1) else { continue }
      var start = at
      // A Hangul particle may stand right before an ASCII local part; a local part of Hangul is taken whole.
      if at > floor, isASCIILocal(text[at - 1]) {
        while start > floor, isASCIILocal(text[start - 1]) { start -= 1 }
      } else {
        while start > floor, isLetter(text[start - 1]) || isASCIILocal(text[start - 1]) { start -= 1 }
      }
      while start < at, text[start] == "." { start += 1 }
      if start == at { continue }
      ranges.append(start..<end)
      floor = end
    }
    return ranges
  }

  /// Two labels at least.
  private static func domainEnd(_ text: [Unicode.Scalar], from start: Int) -> Int? {
    var end = start
    var labels = 0
    var index = start
    while index < text.count {
      let labelStart = index
      // After a label of ASCII a particle may follow at once: `hong@example.com으로`.
      if isASCIILabel(text[index]) {
        while index < text.count, isASCIILabel(text[index]) { index += 1 }
      } else {
        while index < text.count, isLetter(text[index]) { index += 1 }
      }
      if index == labelStart { break }
      labels += 1
      end = index
      guard index < text.count, text[index] == "." else { break }
      index += 1
    }
    return labels >= 2 ? end : nil
  }

  private static func isASCIILabel(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar == "-" || scalar.properties.isAlphabetic || NumberScan.digit(scalar) != nil)
  }

  private static func isASCIILocal(_ scalar: Unicode.Scalar) -> Bool {
    isASCIILabel(scalar) || scalar == "." || scalar == "_" || scalar == "+" || scalar == "%"
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.isASCII && scalar.properties.isXIDContinue
  }
}

/// Numbers in groups.
private enum NumberScan {
  struct Group {
    var digits: [UInt8]
    var range: Range<Int>
    /// A `+` stands right before it.
    var hasPlus = false
  }

  static func matches(in text: [Unicode.Scalar], from start: Int, to end: Int) -> [(
    range: Range<Int>, mask: Redaction.Mask
  )] {
    var found: [(range: Range<Int>, mask: Redaction.Mask)] = []
    for run in runs(in: text, from: start, to: end) {
      var index = 0
      while index < run.count {
        if let (count, mask) = match(run[index...]) {
          let first = run[index]
          var lower = first.hasPlus ? first.range.lowerBound - 1 : first.range.lowerBound
          // `(02) 123-4567` has its bracket masked with it.
          if lower > start, mask == .phone, text[lower - 1] == "(" { lower -= 1 }
          found.append((lower..<run[index + count - 1].range.upperBound, mask))
          index += count
        } else {
          index += 1
        }
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

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
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
      let gap = group.range.lowerBound - lastEnd
      if (1...3).contains(gap), !group.hasPlus, text[lastEnd..<group.range.lowerBound].allSatisfy(isSeparator)
      {
        runs[runs.count - 1].append(group)
      } else {
        runs.append([group])
      }
      lastEnd = index
    }
    return runs
  }

  /// What the first groups are, and how many of them.
  private static func match(_ groups: ArraySlice<Group>) -> (count: Int, mask: Redaction.Mask)? {
    let sizes = groups.prefix(5).map(\.digits.count)
    let digits = groups.prefix(5).map(\.digits)
    if sizes.starts(with: [6, 7]), isResident(digits[0] + digits[1]) { return (2, .resident) }
    if sizes[0] == 13, isResident(digits[0]) { return (1, .resident) }
    for shape in cardShapes where sizes.starts(with: shape) {
      if isCard(Array(digits.prefix(shape.count).joined())) { return (shape.count, .card) }
    }
    if (13...19).contains(sizes[0]), isCard(digits[0]) { return (1, .card) }
    for count in 1...sizes.count {
      let all = Array(digits.prefix(count).joined())
      if all.count > 15 { break }
      if groups.first?.hasPlus == true ? isInternational(all, groups: count, of: sizes.count) : isPhone(all) {
        return (count, .phone)
      }
    }
    if sizes.starts(with: [3, 2, 5]) { return (3, .business) }
    if sizes[0] == 10, isBusiness(digits[0]) { return (1, .business) }
    return nil
  }

  private static let cardShapes = [[4, 4, 4, 4, 3], [4, 4, 4, 4], [4, 6, 5], [4, 6, 4]]

  /// A birthday and a digit for sex and century. There has been no check digit since October 2020.
  private static func isResident(_ digits: [UInt8]) -> Bool {
    let month = Int(digits[2]) * 10 + Int(digits[3])
    let day = Int(digits[4]) * 10 + Int(digits[5])
    return (1...12).contains(month) && (1...31).contains(day) && (1...8).contains(digits[6])
  }

  /// Luhn's check sum.
  private static func isCard(_ digits: [UInt8]) -> Bool {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let value = index % 2 == 1 ? Int(digit) * 2 : Int(digit)
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0 && digits[0] != 0
  }

  private static func isBusiness(_ digits: [UInt8]) -> Bool {
    let weights = [1, 3, 7, 1, 3, 7, 1, 3, 5]
    var sum = Int(digits[8]) * 5 / 10
    for (digit, weight) in zip(digits, weights) { sum += Int(digit) * weight }
    return (10 - sum % 10) % 10 == Int(digits[9])
  }

  /// A number of Korea with its area or service code, or with 82 before it.
  private static func isPhone(_ digits: [UInt8]) -> Bool {
    if digits.starts(with: [8, 2, 1, 0]) { return digits.count == 12 }
    guard digits.count >= 9, digits[0] == 0 else { return false }
    switch (digits[1], digits[2]) {
    case (1, 0), (1, 1), (1, 6...9): return (10...11).contains(digits.count)
    case (2, 1...9): return (9...10).contains(digits.count)
    case (3, 1...3), (4, 1...4), (5, 1...5), (6, 1...4): return (10...11).contains(digits.count)
    case (5, 0): return (11...12).contains(digits.count)
    case (6, 0), (7, 0), (8, 0): return (10...11).contains(digits.count)
    default: return false
    }
  }

  /// `+82` with a number of Korea, or `+` and 8 to 15 digits. As many groups as there are, since the length
  /// of foreign numbers says nothing.
  private static func isInternational(_ digits: [UInt8], groups: Int, of most: Int) -> Bool {
    if digits.starts(with: [8, 2]) {
      let rest = Array(digits.dropFirst(2))
      return isPhone(rest.first == 0 ? rest : [0] + rest)
    }
    return groups == most && (8...15).contains(digits.count)
  }
}
