// How numbers end when they are read aloud in Korean.

/// Digits are read the Sino-Korean way: 1 일, 10 십, 10 000 만.
enum SpokenNumber {
  /// 영 일 이 삼 사 오 육 칠 팔 구
  private static let digits: [FinalSound] = [
    .closed, .rieul, .open, .closed, .open, .open, .closed, .rieul, .rieul, .open,
  ]

  /// 제로 원 투 쓰리 포 파이브 식스 세븐 에잇 나인, 텐 일레븐 트웰브 서틴 포틴 피프틴 식스틴 세븐틴 에이틴 나인틴
  private static let english: [FinalSound] = [
    .open, .closed, .open, .open, .open, .open, .open, .closed, .closed, .closed,
    .closed, .closed, .open, .closed, .closed, .closed, .closed, .closed, .closed, .closed,
  ]

  /// 만 억 조 경 해 자 양 구 간 정 재 극: one for each four zeros.
  private static let powers: [FinalSound] = [
    .closed, .closed, .open, .closed, .open, .open, .closed, .open, .closed, .closed, .open, .closed,
  ]

  /// The sign before an amount is read after it: $100 is 백 달러.
  static let currencies: [UInt32: FinalSound] = [
    0x24: .open, 0xA2: .open, 0xA3: .open, 0xA5: .closed, 0x20A9: .closed, 0x20AC: .open,  // $ ¢ £ ¥ ₩ €
    0x20AB: .closed, 0x20B9: .open, 0x20BD: .rieul, 0xE3F: .unknown,  // ₫ ₹ ₽; ฿ is 밧 and 바트
  ]

  /// After or before an amount: USD 100 is 백 달러, or 유에스디 백.
  private static let codes: [String: FinalSound] = [
    "USD": .open, "EUR": .open, "GBP": .open, "KRW": .closed, "JPY": .closed, "CNY": .closed,
  ]

  /// An integer without separators. The last word that is spoken is the last digit, 십, 백, 천,
  /// or the name of the lowest group of four that is not zero.
  static func integer(_ text: some StringProtocol) -> FinalSound {
    let values = text.unicodeScalars.map { Int($0.value) - 0x30 }
    guard let last = values.last else { return .unknown }
    let zeros = values.reversed().prefix { $0 == 0 }.count
    if zeros == values.count || values[0] == 0 { return digits[last] }  // 0; and 007, digit by digit
    if zeros == 0 { return digits[last] }
    if zeros < 4 { return .closed }
    let power = zeros / 4 - 1
    return power < powers.count ? powers[power] : .unknown
  }

  /// A digit that is read in Korean or in English: GPT-4 is 지피티 사, or 지피티 포.
  static func eitherDigit(_ value: Int) -> FinalSound { digits[value].union(english[value]) }

  /// The number, date or time that the text ends in.
  static func sound(of text: ArraySlice<UInt32>) -> FinalSound {
    let start = start(of: text)
    let before = text[..<start]
    if let sign = before.last, let currency = currencies[sign] { return currency }
    let (parts, marks) = split(text[start...])
    if let date = SpokenDate.date(parts, marks, before) { return date }
    // Of hours from and to, the last ones: 09:00-18:00.
    let range = marks.lastIndex(of: 0x2D).map { $0 + 1 } ?? 0
    if let time = SpokenDate.time(Array(parts[range...]), Array(marks[range...])) { return time }
    return plain(parts, marks, before).union(code(before))
  }

  /// Where the digits and signs begin that the text ends in.
  private static func start(of text: ArraySlice<UInt32>) -> Int {
    var start = text.endIndex
    while start > text.startIndex, FinalSound.isDigit(text[start - 1]) || isSeparator(text[start - 1]) {
      start -= 1
    }
    while start < text.endIndex, isSeparator(text[start]) { start += 1 }
    return start
  }

  /// , - . / :
  private static func isSeparator(_ value: UInt32) -> Bool {
    switch value {
    case 0x2C, 0x2D, 0x2E, 0x2F, 0x3A: true
    default: false
    }
  }

  /// Whether the text ends in hours and minutes.
  static func isTime(_ text: ArraySlice<UInt32>) -> Bool { text[start(of: text)...].contains(0x3A) }

  /// What the sign before the number at the end means, if one is there.
  static func currency(before text: ArraySlice<UInt32>) -> FinalSound? {
    text[..<start(of: text)].last.flatMap { currencies[$0] }
  }

  /// $100만 is 백만 달러.
  static func scaledAmount(_ text: ArraySlice<UInt32>) -> FinalSound? {
    let scales: Set<UInt32> = [0xC2ED, 0xBC31, 0xCC9C, 0xB9CC, 0xC5B5, 0xC870]  // 십 백 천 만 억 조
    guard let last = text.last, scales.contains(last) else { return nil }
    let number = text.dropLast(text.reversed().prefix { scales.contains($0) || $0 == 0x20 }.count)
    guard let digit = number.last, FinalSound.isDigit(digit) else { return nil }
    return currency(before: number)
  }

  private static func split(_ text: ArraySlice<UInt32>) -> (parts: [String], marks: [UInt32]) {
    var parts = [""]
    var marks: [UInt32] = []
    for value in text {
      if FinalSound.isDigit(value), let digit = Unicode.Scalar(value) {
        parts[parts.count - 1].unicodeScalars.append(digit)
      } else {
        marks.append(value)
        parts.append("")
      }
    }
    return (parts, marks)
  }

  private static func plain(_ parts: [String], _ marks: [UInt32], _ before: ArraySlice<UInt32>) -> FinalSound
  {
    let last = parts[parts.count - 1]
    switch marks.last {
    case nil: return integer(last).union(named(last, before))
    case 0x2E:
      let digit = String(last.suffix(1))
      return integer(digit).union(latinBefore(before) > 0 ? english[Int(digit) ?? 0] : [])  // Gemini 2.0
    case 0x2F: return .unknown  // 1/2 is 이분의 일, and 3/4 may be a date
    case 0x2C: return integer(grouped(parts, marks))
    default: return integer(last)
    }
  }

  /// The digits of `1,000,000`, and only the `300` of `1,2,300`.
  private static func grouped(_ parts: [String], _ marks: [UInt32]) -> String {
    var digits = parts[parts.count - 1]
    var index = parts.count - 1
    while index > 0, marks[index - 1] == 0x2C, parts[index].utf8.count == 3 {
      index -= 1
      digits = parts[index] + digits
      if parts[index].utf8.count != 3 { break }
    }
    return digits
  }

  /// How a number is read that belongs to a name: one digit after Latin letters (`A4`, `GPT-4`, `No. 1`, `#1`, `1+1`), and
  /// up to nineteen after a word of them (`Windows 11`). Nothing else is read in English.
  private static func named(_ number: String, _ before: ArraySlice<UInt32>) -> FinalSound {
    guard number.utf8.count <= 2, let value = Int(number), value < english.count else { return [] }
    let letters = latinBefore(before)
    if number.utf8.count == 2 { return value > 9 && letters > 2 ? english[value] : [] }
    switch before.last {
    case 0x23, 0x2116: return english[value]  // # №
    case 0x2B: return before.dropLast().last.map(FinalSound.isDigit) == true ? english[value] : []
    default: return letters > 0 ? english[value] : []
    }
  }

  /// How many Latin letters stand before a number, with spaces, hyphens and points between.
  private static func latinBefore(_ text: ArraySlice<UInt32>) -> Int {
    let end = text.lastIndex { $0 != 0x20 && $0 != 0x2D && $0 != 0x2E } ?? text.startIndex - 1
    return text[..<(end + 1)].reversed().prefix(while: FinalSound.isLatin).count
  }

  private static func code(_ before: ArraySlice<UInt32>) -> FinalSound {
    let letters = before.reversed().drop { $0 == 0x20 }.prefix(while: FinalSound.isLatin).reversed()
    return codes[String(String.UnicodeScalarView(letters.compactMap(Unicode.Scalar.init)))] ?? []
  }
}
