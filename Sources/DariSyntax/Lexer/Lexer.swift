// Tokens of expressions, types and one-line clauses, from bytes.

import DariBase

/// What a token is to the parser. Words are told apart by `Token.word`.
enum TokenKind: UInt8 {
  case end, word, string, integer, decimal
  case dot, doubleDot, comma, colon, doubleColon, parenOpen, parenClose, bracketOpen, bracketClose
  case braceOpen, braceClose, bar, question, equals, arrow
  case plus, minus, star, slash, doubleSlash, percent, tilde
  case equal, notEqual, less, lessEqual, greater, greaterEqual
  case invalid

  var syntaxKind: SyntaxKind {
    switch self {
    case .end, .invalid: .unexpected
    case .word: .name
    case .string: .string
    case .integer: .integer
    case .decimal: .decimal
    case .dot: .dot
    case .doubleDot: .doubleDot
    case .comma: .comma
    case .colon: .colon
    case .doubleColon: .doubleColon
    case .parenOpen: .parenOpen
    case .parenClose: .parenClose
    case .bracketOpen: .bracketOpen
    case .bracketClose: .bracketClose
    case .braceOpen: .braceOpen
    case .braceClose: .braceClose
    case .bar: .bar
    case .question: .question
    case .equals: .equals
    case .arrow: .arrow
    default: .symbol
    }
  }
}

/// How a sign of other languages is written here.
enum PlainSign: String {
  case and, or, not
  case equal = "=="
  case notEqual = "!="
  case lessEqual = "<="
  case greaterEqual = ">="
  case arrow = "->"
  case times = "*"
  case divided = "/"
  case bar = "|"
  case dot = "."
}

/// What is wrong with a token although the parser can go on as if it were right. Told when the token is taken.
enum TokenFlaw: Equatable {
  case none
  /// `：` for `:`; the ASCII character.
  case fullWidth(UInt8)
  case unclosedString
  /// A string in “ ” or ‘ ’, or with one of them at an end.
  case curlyQuotes
  case badEscape(Int)
  /// `1_000`, `12abc`, `1e5`, `.5`
  case badNumber
  case tooLarge
  /// `&&` for `and`, `<>` for `!=`, …
  case foreign(PlainSign)
  case power
  case invisible
}

struct Token {
  var kind: TokenKind
  var word: Word = .other
  var start: Int
  var end: Int
  var flaw: TokenFlaw = .none

  var range: Range<Int> { start..<end }
}

/// Reads tokens of `position..<limit`. A value: a copy looks ahead.
struct Lexer {
  let bytes: Bytes
  var position: Int
  var limit: Int

  mutating func next() -> Token {
    let before = position
    position = bytes.skipWhitespace(position..<limit)
    guard position < limit else { return Token(kind: .end, start: before, end: before) }
    let start = position
    let byte = bytes[start]
    var token: Token
    if byte.isLetter || byte == 0x5F {
      token = word(from: start)
    } else if byte.isDigit {
      token = number(from: start)
    } else if byte == 0x22 || byte == 0x27 {
      token = string(from: start, quoteLength: 1)
    } else if byte < 0x80 {
      token = punctuation(from: start, byte)
    } else {
      token = beyondASCII(from: start)
    }
    position = token.end
    return token
  }

  // MARK: Words and numbers

  private func word(from start: Int) -> Token {
    var end = start
    var isASCII = true
    while end < limit {
      let byte = bytes[end]
      if byte < 0x80 {
        guard byte.isWordByte else { break }
        end += 1
      } else {
        let (scalar, length) = bytes.scalar(at: end, limit: limit)
        // Hangul syllables are letters; asking Unicode's tables for each is slow.
        guard 0xAC00...0xD7A3 ~= scalar.value || Identifier.isContinue(scalar) else { break }
        isASCII = false
        end += length
      }
    }
    return Token(kind: .word, word: isASCII ? Word(bytes, start..<end) : .other, start: start, end: end)
  }

  private func number(from start: Int) -> Token {
    var end = start
    while end < limit, bytes[end].isDigit { end += 1 }
    var kind = TokenKind.integer
    if bytes.at(end, limit) == UInt8(ascii: "."), bytes.at(end + 1, limit).isDigit {
      kind = .decimal
      end += 1
      while end < limit, bytes[end].isDigit { end += 1 }
    }
    let rest = word(from: end).end
    if rest > end { return Token(kind: kind, start: start, end: rest, flaw: .badNumber) }
    let tooLarge = kind == .integer && end - start >= 19 && Int64(bytes.text(start..<end)) == nil
    return Token(kind: kind, start: start, end: end, flaw: tooLarge ? .tooLarge : .none)
  }

  // MARK: Strings

  /// A string ends on its line. `quoteLength` is the length of the opening quote in bytes.
  private func string(from start: Int, quoteLength: Int) -> Token {
    let isCurly = quoteLength > 1
    let isDouble =
      isCurly ? isDoubleQuote(bytes.scalar(at: start, limit: limit).scalar) : bytes[start] == 0x22
    var index = start + quoteLength
    var flaw = isCurly ? TokenFlaw.curlyQuotes : .none
    var curlyEnd: Int?
    while index < limit, bytes[index] != 0x0A {
      let byte = bytes[index]
      if byte == 0x5C {
        let length = Self.escapeLength(bytes, at: index, limit: limit)
        if length == 0, flaw == .none { flaw = .badEscape(index) }
        index +=
          length == 0
          ? (index + 1 < limit && bytes[index + 1] < 0x80 && bytes[index + 1] != 0x0A ? 2 : 1) : length
      } else if byte == (isDouble ? 0x22 : 0x27) {
        return Token(kind: .string, start: start, end: index + 1, flaw: flaw)
      } else if byte == 0xE2 || byte == 0xEF {
        let (scalar, length) = bytes.scalar(at: index, limit: limit)
        if isDouble ? isDoubleQuote(scalar) : isSingleQuote(scalar) {
          if isCurly { return Token(kind: .string, start: start, end: index + length, flaw: .curlyQuotes) }
          curlyEnd = curlyEnd ?? index + length
        }
        index += length
      } else {
        index += 1
      }
    }
    if let curlyEnd { return Token(kind: .string, start: start, end: curlyEnd, flaw: .curlyQuotes) }
    return Token(
      kind: .string, start: start, end: bytes.dropTrailingWhitespace(start..<index), flaw: .unclosedString)
  }

  private func isDoubleQuote(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{201C}" || scalar == "\u{201D}" || scalar == "\u{201E}" || scalar == "\u{FF02}"
  }

  private func isSingleQuote(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{2018}" || scalar == "\u{2019}" || scalar == "\u{FF07}"
  }

  /// Length of `\n \t \\ \" \' \u{…}` at `index`; 0 if it is none of them.
  static func escapeLength(_ bytes: Bytes, at index: Int, limit: Int) -> Int {
    switch bytes.at(index + 1, limit) {
    case UInt8(ascii: "n"), UInt8(ascii: "t"), 0x5C, 0x22, 0x27: return 2
    case UInt8(ascii: "u"):
      guard bytes.at(index + 2, limit) == UInt8(ascii: "{") else { return 0 }
      var end = index + 3
      var value: UInt32 = 0
      while end < limit, end < index + 9, let digit = hexadecimal(bytes[end]) {
        value = value << 4 | digit
        end += 1
      }
      guard end > index + 3, bytes.at(end, limit) == UInt8(ascii: "}"), Unicode.Scalar(value) != nil else {
        return 0
      }
      return end + 1 - index
    default: return 0
    }
  }

  static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41 + 10)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }

  // MARK: Punctuation

  private func punctuation(from start: Int, _ byte: UInt8) -> Token {
    let next = bytes.at(start + 1, limit)
    func token(_ kind: TokenKind, _ length: Int, _ flaw: TokenFlaw = .none) -> Token {
      Token(kind: kind, start: start, end: start + length, flaw: flaw)
    }
    func spelled(_ word: Word, _ length: Int, _ name: PlainSign) -> Token {
      Token(kind: .word, word: word, start: start, end: start + length, flaw: .foreign(name))
    }
    switch byte {
    case UInt8(ascii: "."):
      if next == byte { return token(.doubleDot, bytes.at(start + 2, limit) == byte ? 3 : 2) }
      return token(.dot, 1)
    case UInt8(ascii: ":"): return next == byte ? token(.doubleColon, 2) : token(.colon, 1)
    case UInt8(ascii: "|"): return next == byte ? spelled(.or, 2, .or) : token(.bar, 1)
    case UInt8(ascii: "&"): return next == byte ? spelled(.and, 2, .and) : spelled(.and, 1, .and)
    case UInt8(ascii: "!"):
      if next == UInt8(ascii: "=") {
        return bytes.at(start + 2, limit) == next
          ? token(.notEqual, 3, .foreign(.notEqual)) : token(.notEqual, 2)
      }
      return spelled(.not, 1, .not)
    case UInt8(ascii: "="):
      if next == byte {
        return bytes.at(start + 2, limit) == byte ? token(.equal, 3, .foreign(.equal)) : token(.equal, 2)
      }
      if next == UInt8(ascii: ">") { return token(.greaterEqual, 2, .foreign(.greaterEqual)) }
      if next == UInt8(ascii: "<") { return token(.lessEqual, 2, .foreign(.lessEqual)) }
      return token(.equals, 1)
    case UInt8(ascii: "<"):
      if next == UInt8(ascii: ">") { return token(.notEqual, 2, .foreign(.notEqual)) }
      return next == UInt8(ascii: "=") ? token(.lessEqual, 2) : token(.less, 1)
    case UInt8(ascii: ">"): return next == UInt8(ascii: "=") ? token(.greaterEqual, 2) : token(.greater, 1)
    case UInt8(ascii: "/"): return next == byte ? token(.doubleSlash, 2) : token(.slash, 1)
    case UInt8(ascii: "*"): return next == byte ? token(.star, 2, .power) : token(.star, 1)
    case UInt8(ascii: "-"): return next == UInt8(ascii: ">") ? token(.arrow, 2) : token(.minus, 1)
    default: return token(Self.single(byte), 1)
    }
  }

  private static func single(_ byte: UInt8) -> TokenKind {
    switch byte {
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: "("): .parenOpen
    case UInt8(ascii: ")"): .parenClose
    case UInt8(ascii: "["): .bracketOpen
    case UInt8(ascii: "]"): .bracketClose
    case UInt8(ascii: "{"): .braceOpen
    case UInt8(ascii: "}"): .braceClose
    case UInt8(ascii: "?"): .question
    case UInt8(ascii: "+"): .plus
    case UInt8(ascii: "%"): .percent
    case UInt8(ascii: "~"): .tilde
    case UInt8(ascii: "|"): .bar
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: "."): .dot
    case UInt8(ascii: "="): .equals
    case UInt8(ascii: "-"): .minus
    case UInt8(ascii: "*"): .star
    case UInt8(ascii: "/"): .slash
    case UInt8(ascii: "<"): .less
    case UInt8(ascii: ">"): .greater
    default: .invalid
    }
  }

  /// Signs that people type, or that an editor puts, for those of the language.
  private static func plainSign(of scalar: Unicode.Scalar) -> (TokenKind, PlainSign)? {
    switch scalar {
    case "\u{2192}": (.arrow, .arrow)
    case "\u{D7}": (.star, .times)
    case "\u{F7}": (.slash, .divided)
    case "\u{2265}": (.greaterEqual, .greaterEqual)
    case "\u{2264}": (.lessEqual, .lessEqual)
    case "\u{2260}": (.notEqual, .notEqual)
    // The vowel that looks like a bar, and the full stop of Chinese and Japanese keyboards.
    case "\u{3163}", "\u{2502}": (.bar, .bar)
    case "\u{3002}": (.dot, .dot)
    default: nil
    }
  }

  private func beyondASCII(from start: Int) -> Token {
    let (scalar, length) = bytes.scalar(at: start, limit: limit)
    if isDoubleQuote(scalar) || isSingleQuote(scalar) { return string(from: start, quoteLength: length) }
    if scalar.value >= 0xFF01, scalar.value <= 0xFF5E {
      let plain = UInt8(scalar.value - 0xFEE0)
      let kind = Self.single(plain)
      if kind != .invalid {
        return Token(kind: kind, start: start, end: start + length, flaw: .fullWidth(plain))
      }
    }
    if let (kind, plain) = Self.plainSign(of: scalar) {
      return Token(kind: kind, start: start, end: start + length, flaw: .foreign(plain))
    }
    if 0xAC00...0xD7A3 ~= scalar.value || Identifier.isStart(scalar) { return word(from: start) }
    let isInvisible =
      scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .control
    return Token(
      kind: .invalid, start: start, end: start + length, flaw: isInvisible ? .invisible : .none)
  }
}
