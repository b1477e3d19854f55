// What can be wrong with a JSON text.

/// The first problem of a JSON text.
package struct JSONError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case empty
    /// The text ends inside of what began at `opening`.
    case unclosed(Construct, opening: Int)
    case trailingComma
    case comment
    case singleQuotes
    /// `NaN`, `Infinity`, `-Infinity`.
    case notFinite(String)
    /// A word that JSON has not; with the word that was meant, if it is clear: `True`, `None`.
    case unknownWord(String, meant: String?)
    case unquotedKey(String)
    /// A value or a bracket where a key has to stand.
    case keyIsNotText
    case duplicateKey(String, first: Range<Int>)
    case missingColon(key: String)
    case missingComma(Construct)
    case missingValue
    /// `]` where `}` would close, or the other way round; or a bracket that closes nothing.
    case wrongBracket(Construct?)
    case tooDeep(limit: Int)
    case loneSurrogate(String)
    case unknownEscape(String)
    /// A raw line break, tab or the like inside a text; its code.
    case controlCharacter(UInt8)
    case nulByte
    case invalidUTF8(UInt8)
    case numberTooLarge(String)
    case leadingZero(String)
    case plusSign
    /// `.5`, `1.`, `1e`, `-`.
    case incompleteNumber(String)
    case textAfterValue
    case unexpectedCharacter(Unicode.Scalar)
  }

  package enum Construct: String, Hashable, Sendable {
    case string, array, object
  }

  package let kind: Kind
  /// The bytes that are wrong; empty where something is missing.
  package let range: Range<Int>
  /// Both from 1; the column counts Unicode scalars.
  package let line: Int
  package let column: Int

  package var offset: Int { range.lowerBound }

  init(_ kind: Kind, _ range: Range<Int>, in bytes: [UInt8]) {
    self.kind = kind
    self.range = range
    var line = 1
    var lineStart = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for index in bytes.indices.prefix(range.lowerBound) where bytes[index] == 0x0A {
      line += 1
      lineStart = index + 1
    }
    self.line = line
    var column = 1
    for byte in bytes[min(lineStart, range.lowerBound)..<range.lowerBound] where byte & 0xC0 != 0x80 {
      column += 1
    }
    self.column = column
  }
}

extension JSONError: CustomStringConvertible {
  package var description: String { "\(line):\(column): \(sentence)" }

  /// What is wrong, in English, lower case, without a full stop.
  package var sentence: String {
    switch kind {
    case .empty: "there is no value"
    case .unclosed(.string, _): "the text is not closed with `\"`"
    case .unclosed(.array, _): "the list is not closed with `]`"
    case .unclosed(.object, _): "the object is not closed with `}`"
    case .trailingComma: "a comma stands before the closing bracket"
    case .comment: "JSON has no comments"
    case .singleQuotes: "texts and keys stand in double quotes"
    case .notFinite(let word): "`\(word)` is not a JSON number"
    case .unknownWord(let word, let meant?): "`\(word)` is written `\(meant)`"
    case .unknownWord(let word, nil): "`\(word)` is not a JSON value; a text stands in double quotes"
    case .unquotedKey(let key): "the key `\(key)` has to stand in double quotes"
    case .keyIsNotText: "a key has to be a text in double quotes"
    case .duplicateKey(let key, _): "the key `\(key)` is there twice"
    case .missingColon(let key): "after the key `\(key)` a `:` is missing"
    case .missingComma(.object): "a comma is missing between two members"
    case .missingComma: "a comma is missing between two items"
    case .missingValue: "a value is missing here"
    case .wrongBracket(.array?): "the list is closed with `]`, not with `}`"
    case .wrongBracket(.object?): "the object is closed with `}`, not with `]`"
    case .wrongBracket: "the bracket closes nothing"
    case .tooDeep(let limit): "lists and objects are nested more than \(limit) deep"
    case .loneSurrogate(let escape): "`\(escape)` is half of a character"
    case .unknownEscape(let escape): "`\(escape)` is not an escape that JSON has"
    case .controlCharacter(0x0A), .controlCharacter(0x0D): "a line break in a text is written `\\n`"
    case .controlCharacter(0x09): "a tab in a text is written `\\t`"
    case .controlCharacter(let code): "the control character with code \(code) has to be written as an escape"
    case .nulByte: "the file holds a NUL byte"
    case .invalidUTF8(let byte): "the byte 0x\(Self.hex(byte)) is not valid UTF-8"
    case .numberTooLarge(let text): "the number `\(text)` is too large"
    case .leadingZero(let text): "the number `\(text)` begins with a zero too many"
    case .plusSign: "a number has no `+` before it"
    case .incompleteNumber(let text): "the number `\(text)` is not complete"
    case .textAfterValue: "there is more text after the value"
    case .unexpectedCharacter(let scalar): "`\(String(Character(scalar)))` cannot stand here"
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.utf8.count == 1 ? "0" + digits : digits
  }
}
