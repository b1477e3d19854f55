// What counts as a URL and as an e-mail address.

/// Deliberately narrower than the standards: what passes can be printed in a prompt and followed by a person
/// without surprises. Nothing is looked up.
package enum Address {
  /// `http` or `https` with a host, or `mailto:` with an e-mail address. The host is a name of letters,
  /// digits and hyphens (other scripts too), an IPv4 address, or an IPv6 address in brackets; a port up to
  /// 65535 may follow. No user name before the host (`https://bank.kr@evil.kr` leads to evil.kr), no white
  /// space, no controls, no invisible characters, none of `" < > \ ^ ` { | }`, and `%` only before two
  /// hexadecimal digits.
  package static func isURL(_ text: String) -> Bool {
    guard text.utf8.count <= 65_536, let colon = text.utf8.firstIndex(of: 0x3A) else { return false }
    guard text.unicodeScalars.allSatisfy(isPlain), hasWholePercents(text) else { return false }
    let rest = text[text.utf8.index(after: colon)...]
    switch text[..<colon].lowercased() {
    case "http", "https":
      guard rest.utf8.starts(with: "//".utf8) else { return false }
      let authority = rest.utf8.dropFirst(2).prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
      return isAuthority(Substring(authority))
    case "mailto":
      let address = Substring(rest.utf8.prefix { $0 != 0x3F })
      return isEmail(String(address)) && !address.utf8.contains(0x25)
    default: return false
    }
  }

  /// A local part, `@` and a domain of at least two labels (RFC 5322's dot-atom, with RFC 6531's letters of
  /// all scripts). No quoted local part, no comment, no address literal, no white space; at most 64 bytes
  /// before the `@`, 254 in all.
  package static func isEmail(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: 0x40, omittingEmptySubsequences: false).map { Substring($0) }
    guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].utf8.count) else {
      return false
    }
    guard text.unicodeScalars.allSatisfy(isPlainInEmail) else { return false }
    let atoms = parts[0].utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard atoms.allSatisfy({ !$0.isEmpty }), parts[0].unicodeScalars.allSatisfy(isLocal) else { return false }
    let labels = parts[1].utf8.split(separator: 0x2E, omittingEmptySubsequences: false).map { Substring($0) }
    return labels.count >= 2 && isHostName(parts[1]) && !(labels.last?.utf8.allSatisfy(isDigit) ?? true)
  }

  // MARK: Parts

  private static func isAuthority(_ text: Substring) -> Bool {
    var host = text
    if text.utf8.first == 0x5B {
      guard let close = text.utf8.firstIndex(of: 0x5D) else { return false }
      let address = text[text.utf8.index(after: text.startIndex)..<close]
      return isIPv6(address) && isPort(text[text.utf8.index(after: close)...])
    }
    if let colon = text.utf8.firstIndex(of: 0x3A) {
      guard isPort(text[colon...]) else { return false }
      host = text[..<colon]
    }
    let labels = host.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    if let last = labels.last, last.allSatisfy(isDigit), !last.isEmpty {
      return labels.count == 4
        && labels.allSatisfy { label in
          label.allSatisfy(isDigit) && (1...3).contains(label.count) && (Int(Substring(label)) ?? 256) < 256
        }
    }
    return isHostName(host)
  }

  /// Nothing, or a colon and a number.
  private static func isPort(_ text: Substring) -> Bool {
    if text.isEmpty { return true }
    let digits = text.utf8.dropFirst()
    guard text.utf8.first == 0x3A, (1...5).contains(digits.count), digits.allSatisfy(isDigit) else {
      return false
    }
    return (Int(Substring(digits)) ?? 65_536) <= 65_535
  }

  /// At most 253 bytes, labels of 1 to 63 with letters, digits and inner hyphens. One dot may end it.
  private static func isHostName(_ text: Substring) -> Bool {
    guard (1...253).contains(text.utf8.count) else { return false }
    var labels = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false).map { Substring($0) }
    if labels.count > 1, labels.last?.isEmpty == true { labels.removeLast() }
    return labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.utf8.first != 0x2D && label.utf8.last != 0x2D
        && label.unicodeScalars.allSatisfy { scalar in
          scalar.isASCII
            ? isDigit(UInt8(scalar.value)) || isLatin(scalar) || scalar == "-"
            : scalar.properties.isXIDContinue
        }
    }
  }

  private static func isIPv6(_ text: Substring) -> Bool {
    let halves = text.utf8.split(separator: 0x3A, omittingEmptySubsequences: false).map { Substring($0) }
    guard (3...9).contains(halves.count) else { return false }
    // `::` stands once for what is missing; at the ends it leaves two empty pieces.
    var pieces = halves
    if pieces[0].isEmpty, pieces[1].isEmpty { pieces.removeFirst() }
    if pieces.count > 1, pieces[pieces.count - 1].isEmpty, pieces[pieces.count - 2].isEmpty {
      pieces.removeLast()
    }
    let empty = pieces.filter(\.isEmpty).count
    guard empty == 1 ? pieces.count <= 8 : empty == 0 && pieces.count == 8 else { return false }
    return pieces.allSatisfy { $0.utf8.count <= 4 && $0.unicodeScalars.allSatisfy(isHexadecimal) }
  }

  private static func hasWholePercents(_ text: String) -> Bool {
    let pieces = text.utf8.split(separator: 0x25, omittingEmptySubsequences: false).dropFirst()
    return pieces.allSatisfy { piece in
      let digits = Substring(piece).unicodeScalars.prefix(2)
      return digits.count == 2 && digits.allSatisfy(isHexadecimal)
    }
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar.value > 0x20 && scalar.value < 0x7F && !#""<>\^`{|}"#.unicodeScalars.contains(scalar)
    }
    return isVisible(scalar)
  }

  private static func isPlainInEmail(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? scalar.value > 0x20 && scalar.value < 0x7F : isVisible(scalar)
  }

  /// Not white space, a control, a format character (marks of direction among them), unassigned or private.
  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    if properties.isWhitespace || properties.isDefaultIgnorableCodePoint { return false }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
      return false
    default: return true
    }
  }

  /// RFC 5322's `atext`, the dot, and everything visible beyond ASCII.
  private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
    if !scalar.isASCII { return true }
    return isDigit(UInt8(scalar.value)) || isLatin(scalar)
      || "!#$%&'*+-/=?^_`{|}~.".unicodeScalars.contains(scalar)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
    (0x41...0x5A).contains(scalar.value) || (0x61...0x7A).contains(scalar.value)
  }
  private static func isHexadecimal(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isASCIIHexDigit
  }
}
