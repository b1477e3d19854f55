// E-mail addresses as they stand in running text.

enum EmailScan {
  static func ranges(in text: [Unicode.Scalar]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var floor = 0
    for (at, scalar) in text.enumerated() where scalar == "@" || scalar.value == 0xFF20 {
      guard at >= floor, let end = domainEnd(text, from: at + 1) else { continue }
      var start = at
      // A Hangul particle may stand right before an ASCII local part; a local part of Hangul is taken whole.
      if at > floor, isASCIILocal(text[at - 1]) {
        while start > floor, isASCIILocal(text[start - 1]) || isApostrophe(text, start - 1) { start -= 1 }
      } else {
        while start > floor, isLetter(text[start - 1]) || isASCIILocal(text[start - 1]) { start -= 1 }
      }
      while start < at, text[start] == "." || text[start] == "'" { start += 1 }
      if start == at { continue }
      ranges.append(start..<end)
      floor = end
    }
    return ranges
  }

  /// Two labels at least, and the last one is letters: `node@20.1.0` and `icon@2x.png` are no addresses.
  private static func domainEnd(_ text: [Unicode.Scalar], from start: Int) -> Int? {
    var end: Int?
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
      if labels >= 2, isTopLabel(text[labelStart..<index]) { end = index }
      guard index < text.count, isDot(text[index]) else { break }
      index += 1
    }
    guard let end, !isPictureSize(text[start..<end]) else { return nil }
    return end
  }

  private static func isTopLabel(_ label: ArraySlice<Unicode.Scalar>) -> Bool {
    if label.starts(with: ["x", "n", "-", "-"]) { return true }
    return label.count >= 2 && label.allSatisfy { $0 != "-" && NumberScan.digit($0) == nil }
  }

  /// `icon@2x.png`: how pictures for sharp screens are called.
  private static func isPictureSize(_ domain: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let digit = domain.first, NumberScan.digit(digit) != nil else { return false }
    return domain.dropFirst().starts(with: ["x", "."])
  }

  private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2E, 0x3002, 0xFF0E, 0xFF61: true
    default: false
    }
  }

  private static func isApostrophe(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
    text[index] == "'" && index > 0 && isASCIILocal(text[index - 1])
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
