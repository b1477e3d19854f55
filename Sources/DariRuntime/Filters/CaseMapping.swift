// Upper and lower case as Python's `str.upper` and `str.lower` have them, which Jinja's filters use.

/// Full mappings of Unicode (ß is SS, İ is i and a dot above), no language's own rules, and the sigma that
/// ends a word.
enum CaseMapping {
  static func upper(_ text: String) throws(RenderFault) -> String {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if hasNoCase(scalar) {
        bytes.append(contentsOf: UTF8.encode(scalar)!)
      } else if scalar.isASCII {
        let byte = UInt8(scalar.value)
        bytes.append((0x61...0x7A).contains(byte) ? byte - 0x20 : byte)
      } else {
        bytes.append(contentsOf: scalar.properties.uppercaseMapping.utf8)
      }
    }
    var result = LimitedText()
    try result.append(bytes)
    return String(decoding: result.bytes, as: UTF8.self)
  }

  static func lower(_ text: some Collection<Unicode.Scalar>) throws(RenderFault) -> String {
    let scalars = Array(text)
    var bytes: [UInt8] = []
    for (index, scalar) in scalars.enumerated() {
      if hasNoCase(scalar) {
        bytes.append(contentsOf: UTF8.encode(scalar)!)
      } else if scalar.isASCII {
        let byte = UInt8(scalar.value)
        bytes.append((0x41...0x5A).contains(byte) ? byte + 0x20 : byte)
      } else if scalar.value == 0x3A3 {
        bytes.append(contentsOf: (endsWord(scalars, at: index) ? "ς" : "σ").utf8)
      } else {
        bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      }
    }
    var result = LimitedText()
    try result.append(bytes)
    return String(decoding: result.bytes, as: UTF8.self)
  }

  /// Words begin after white space and after `-({[<`, wherever they stand; their first character goes up and
  /// the rest down (`o'neil` is `O'neil`).
  static func title(_ text: String) throws(RenderFault) -> String {
    var result = LimitedText()
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let start = index
      if isWordBreak(scalars[index]) {
        while index < scalars.count, isWordBreak(scalars[index]) { index += 1 }
        try result.append(scalars[start..<index].flatMap { UTF8.encode($0)! })
      } else {
        while index < scalars.count, !isWordBreak(scalars[index]) { index += 1 }
        try result.append(upper(String(String.UnicodeScalarView([scalars[start]]))).utf8)
        try result.append(lower(scalars[(start + 1)..<index]).utf8)
      }
    }
    return String(decoding: result.bytes, as: UTF8.self)
  }

  private static func isWordBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", "(", "{", "[", "<": true
    default: WhiteSpace.isSpace(scalar)
    }
  }

  /// Hangul, Han, kana: most of what is written here, and not worth a look at the tables.
  private static func hasNoCase(_ scalar: Unicode.Scalar) -> Bool {
    (0x2E80...0xA63F).contains(scalar.value) || (0xAC00...0xD7FF).contains(scalar.value)
  }

  /// Unicode's Final_Sigma: a cased letter before it, none after it, what has no say in case between.
  private static func endsWord(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    guard before?.properties.isCased == true else { return false }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return after?.properties.isCased != true
  }
}
