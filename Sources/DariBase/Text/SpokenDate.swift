// How dates and times in digits end when they are read aloud in Korean.

enum SpokenDate {
  /// The date that a number is, or ends; nil if it is none. 2026-11-20 is read with 일, and so is 2026. 11. 20.
  static func date(_ parts: [String], _ marks: [UInt32], _ before: ArraySlice<UInt32>) -> FinalSound? {
    if marks.isEmpty { return spaced(parts[0], before) }
    guard marks.allSatisfy({ $0 == marks[0] }), marks[0] == 0x2D || marks[0] == 0x2E || marks[0] == 0x2F
    else { return nil }
    let lengths = parts.map(\.utf8.count)
    let number = SpokenNumber.integer(parts[parts.count - 1])
    if lengths.count == 3, (1...2).contains(lengths[1]), (1...2).contains(lengths[2]) {
      if lengths[0] == 4 { return .rieul }
      // 26.11.20 is a day, or a version.
      if lengths == [2, 2, 2], isMonth(parts[1]), isDay(parts[2]) { return number.union(.rieul) }
    }
    // 2026-11 is read with 월, or is the number of something.
    if lengths == [4, 2], isYear(parts[0]), isMonth(parts[1]) { return number.union(.rieul) }
    return nil
  }

  /// The last number of `2026. 11. 20` or `2026. 11`.
  private static func spaced(_ last: String, _ before: ArraySlice<UInt32>) -> FinalSound? {
    guard last.utf8.count <= 2 else { return nil }
    var words = [last]
    var rest = before
    while words.count < 3, rest.last == 0x20, rest.dropLast().last == 0x2E {
      let digits = rest.dropLast(2).reversed().prefix(while: FinalSound.isDigit).reversed()
      rest = rest.dropLast(2 + digits.count)
      words.insert(String(String.UnicodeScalarView(digits.compactMap(Unicode.Scalar.init))), at: 0)
    }
    if words.count == 3, isMonth(words[1]), isDay(words[2]) {
      if isYear(words[0]) { return .rieul }
      if words[0].utf8.count == 2 { return SpokenNumber.integer(last).union(.rieul) }
    }
    return words.count > 1 && isYear(words[words.count - 2]) && isMonth(last) ? .rieul : nil
  }

  private static func isYear(_ text: String) -> Bool {
    text.utf8.count == 4 && (text.hasPrefix("19") || text.hasPrefix("20"))
  }

  private static func isMonth(_ text: String) -> Bool { Int(text).map { (1...12).contains($0) } ?? false }
  private static func isDay(_ text: String) -> Bool { Int(text).map { (1...31).contains($0) } ?? false }

  /// 10:30 is read with 분, 10:00 with 시, 10:30:15 with 초; nil if it is none (3:2).
  static func time(_ parts: [String], _ marks: [UInt32]) -> FinalSound? {
    guard !marks.isEmpty, marks.allSatisfy({ $0 == 0x3A }), marks.count <= 2 else { return nil }
    guard (1...2).contains(parts[0].utf8.count), parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }) else {
      return nil
    }
    guard let hour = Int(parts[0]), parts.dropFirst().allSatisfy({ $0 < "60" }) else { return nil }
    if parts.count == 3 { return parts[2] == "00" ? [.open, .closed] : .open }
    // Minutes and seconds, or what stands against each other: 45:30.
    if hour > 24 || parts[0] == "0" { return [.open, .closed] }
    return parts[1] == "00" ? .open : .closed
  }
}
