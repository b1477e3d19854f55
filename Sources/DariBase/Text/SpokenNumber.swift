// How numbers end when they are read aloud in Korean.

/// Digits are read the Sino-Korean way: 1 일, 10 십, 10 000 만.
enum SpokenNumber {
  /// 영 일 이 삼 사 오 육 칠 팔 구
  private static let digits: [FinalSound] = [
    .closed, .rieul, .open, .closed, .open, .open, .closed, .rieul, .rieul, .open,
  ]

  /// 제로 원 투 쓰리 포 파이브 식스 세븐 에잇 나인
  private static let englishDigits: [FinalSound] = [
    .open, .closed, .open, .open, .open, .open, .open, .closed, .closed, .closed,
  ]

  /// 만 억 조 경 해 자 양 구 간 정 재 극: one for each four zeros.
  private static let powers: [FinalSound] = [
    .closed, .closed, .open, .closed, .open, .open, .closed, .open, .closed, .closed, .open, .closed,
  ]

  /// The sign before an amount is read after it: $100 is 백 달러.
  private static let currencies: [UInt32: FinalSound] = [
    0x24: .open, 0x20AC: .open, 0xA3: .open, 0xA5: .closed, 0x20A9: .closed,
    0xFFE6 - 0xFEE0: .closed, 0xFFE5 - 0xFEE0: .closed,
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

  /// The number, date or time that the text ends in.
  static func sound(of text: ArraySlice<UInt32>) -> FinalSound {
    let separators: Set<UInt32> = [0x2C, 0x2D, 0x2E, 0x2F, 0x3A]  // , - . / :
    var start = text.endIndex
    while start > text.startIndex, FinalSound.isDigit(text[start - 1]) || separators.contains(text[start - 1])
    {
      start -= 1
    }
    while separators.contains(text[start]) { start += 1 }
    if let sign = text[..<start].last, let currency = currencies[sign] { return currency }
    let (parts, marks) = split(text[start...])
    if let fixed = dateOrTime(parts, marks) { return fixed }
    let last = parts[parts.count - 1]
    switch marks.last {
    case nil:
      return last.count == 1 && followsLatin(text[..<start]) ? modelNumber(last) : integer(last)
    case 0x2E: return integer(last.suffix(1))
    case 0x2F: return .unknown  // 1/2 is 이분의 일, and 3/4 may be a date
    case 0x2C: return integer(grouped(parts, marks))
    default: return integer(last)
    }
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

  /// 2026-11-20 is read with 일, 10:30 with 분, 10:30:15 with 초.
  private static func dateOrTime(_ parts: [String], _ marks: [UInt32]) -> FinalSound? {
    let lengths = parts.map(\.utf8.count)
    if lengths.count == 3, marks[0] == marks[1], marks[0] != 0x2C, marks[0] != 0x3A,
      lengths[0] == 4, (1...2).contains(lengths[1]), (1...2).contains(lengths[2])
    {
      return .rieul
    }
    if marks.isEmpty || marks.contains(where: { $0 != 0x3A }) { return nil }
    guard (1...2).contains(lengths[0]), lengths.dropFirst().allSatisfy({ $0 == 2 }) else { return nil }
    return lengths.count == 2 ? .closed : lengths.count == 3 ? .open : nil
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

  /// After a Latin word one digit is read either way: GPT-4 is 지피티 포, or 지피티 사.
  private static func followsLatin(_ text: ArraySlice<UInt32>) -> Bool {
    guard let before = text.last(where: { $0 != 0x20 && $0 != 0x2D }) else { return false }
    return FinalSound.isLatin(before)
  }

  private static func modelNumber(_ digit: String) -> FinalSound {
    let value = Int(digit) ?? 0
    return digits[value].union(englishDigits[value])
  }
}
