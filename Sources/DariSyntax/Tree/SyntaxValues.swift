// What tokens and nodes mean: names, numbers, strings, operators.

import DariBase

/// The operator of a `binaryExpression`.
package enum BinaryOperator: String, Sendable, CaseIterable {
  case or, and
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessEqual = "<="
  case greater = ">"
  case greaterEqual = ">="
  case `in`
  case notIn = "not in"
  case add = "+"
  case subtract = "-"
  case concatenate = "~"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
}

/// The operator of a `unaryExpression`.
package enum UnaryOperator: String, Sendable, CaseIterable {
  case minus = "-"
  case plus = "+"
  case not
}

extension SyntaxNode {
  /// A token is itself; of a node its first token of the kind directly below.
  private func own(_ kind: SyntaxKind) -> SyntaxNode? { self.kind == kind ? self : token(kind) }

  /// Of a `name` token, or of what has one directly below: the text of the first. Compare with `==`, which
  /// takes composed and decomposed letters for the same.
  package var nameText: String? { own(.name)?.text }

  /// Of a string token or what has one directly below: the text that it stands for. An unknown escape stands
  /// for itself.
  package var stringValue: String? {
    guard let token = own(.string) else { return nil }
    return token.tree.file.bytes.withUnsafeBufferPointer { StringDecoder.decode($0, token.span.range) }
  }

  /// Of an integer token or what has one directly below; nil if it is too large.
  package var integerValue: Int64? { own(.integer).flatMap { Int64($0.text) } }

  /// Of a decimal (or integer) token or what has one directly below.
  package var decimalValue: Double? {
    guard let token = own(.decimal) ?? own(.integer) else { return nil }
    let text = token.text
    // `Double` reads more than digits and a point.
    return text.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }) ? Double(text) : nil
  }

  /// Of a `boolExpression`.
  package var boolValue: Bool? {
    guard kind == .boolExpression else { return nil }
    return text == "true"
  }

  /// Of a `binaryExpression`; signs of other languages (`&&`) count for what they mean.
  package var binaryOperator: BinaryOperator? {
    guard kind == .binaryExpression,
      let sign = firstChild(where: { $0 == .symbol || $0 == .keyword })
    else { return nil }
    switch sign.text {
    case "or", "||": return .or
    case "and", "&&", "&": return .and
    case "in": return .in
    case "not": return .notIn
    case "=", "==", "===", "\u{FF1D}": return .equal
    case "!=", "<>", "!==": return .notEqual
    case "<=", "=<": return .lessEqual
    case ">=", "=>": return .greaterEqual
    case "**": return .multiply
    case let text:
      let plain = String(
        String.UnicodeScalarView(
          text.unicodeScalars.map {
            0xFF01...0xFF5E ~= $0.value ? Unicode.Scalar($0.value - 0xFEE0) ?? $0 : $0
          }))
      return BinaryOperator(rawValue: plain)
    }
  }

  /// Of a `unaryExpression`.
  package var unaryOperator: UnaryOperator? {
    guard kind == .unaryExpression,
      let sign = firstChild(where: { $0 == .symbol || $0 == .keyword })
    else { return nil }
    switch sign.text {
    case "-", "\u{FF0D}": return .minus
    case "+", "\u{FF0B}": return .plus
    default: return .not
    }
  }

  /// Of a `section` or its header: the word that opens it.
  package var sectionWord: SectionWord? {
    guard let header = kind == .section ? node(.sectionHeader) : self, let token = header.token(.sectionWord)
    else { return nil }
    let text = token.text
    if text.hasPrefix("@"), let word = SectionWord(rawValue: String(text.dropFirst())) { return word }
    // A near miss, which the parser has told: found again the same way, by its line.
    let file = tree.file
    let line = file.lineRange(file.lineIndex(at: token.span.range.lowerBound))
    return file.bytes.withUnsafeBufferPointer {
      $0.nearMiss(at: token.span.range.lowerBound, end: line.upperBound)?.word
    }
  }
}

/// Decodes string literals.
enum StringDecoder {
  static func decode(_ bytes: Bytes, _ range: Range<Int>) -> String {
    guard !range.isEmpty else { return "" }
    let opening = bytes.scalar(at: range.lowerBound, limit: range.upperBound).length
    let content = range.lowerBound + opening..<contentEnd(bytes, range, opening)
    guard bytes[content].contains(0x5C) else { return bytes.text(content) }
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var index = content.lowerBound
    while index < content.upperBound {
      let byte = bytes[index]
      let length = byte == 0x5C ? Lexer.escapeLength(bytes, at: index, limit: content.upperBound) : 0
      if length == 0 {
        result.append(byte)
        index += 1
      } else {
        append(bytes, index, length, to: &result)
        index += length
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Where the closing quote begins; the end, if there is none.
  private static func contentEnd(_ bytes: Bytes, _ range: Range<Int>, _ opening: Int) -> Int {
    var last = range.upperBound - 1
    while last > range.lowerBound, bytes[last] & 0xC0 == 0x80 { last -= 1 }
    guard last >= range.lowerBound + opening else { return range.upperBound }
    let scalar = bytes.scalar(at: last, limit: range.upperBound).scalar
    let isQuote = "\"'\u{201C}\u{201D}\u{201E}\u{2018}\u{2019}\u{FF02}\u{FF07}".unicodeScalars.contains(
      scalar)
    return isQuote ? last : range.upperBound
  }

  private static func append(_ bytes: Bytes, _ index: Int, _ length: Int, to result: inout [UInt8]) {
    switch bytes[index + 1] {
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"):
      let value = bytes[index + 3..<index + length - 1].reduce(UInt32(0)) {
        $0 << 4 | (Lexer.hexadecimal($1) ?? 0)
      }
      if let scalar = Unicode.Scalar(value) { result += Array(String(scalar).utf8) }
    case let plain: result.append(plain)
    }
  }
}
