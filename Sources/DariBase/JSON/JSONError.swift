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
  package var sentence: String { note.text(.english) }

  /// What is wrong, for a message in any language.
  package var note: Note {
    switch kind {
    case .empty: .jsonEmpty
    case .unclosed(.string, _): .jsonTextOpen
    case .unclosed(.array, _): .jsonListOpen
    case .unclosed(.object, _): .jsonObjectOpen
    case .trailingComma: .jsonTrailingComma
    case .comment: .jsonComment
    case .singleQuotes: .jsonSingleQuotes
    case .notFinite(let word): .jsonNotFinite(word: word)
    case .unknownWord(let word, let meant?): .jsonWrittenSo(word: word, meant: meant)
    case .unknownWord(let word, nil): .jsonUnknownWord(word: word)
    case .unquotedKey(let key): .jsonUnquotedKey(key: key)
    case .keyIsNotText: .jsonKeyIsNoText
    case .duplicateKey(let key, _): .jsonKeyTwice(key: key)
    case .missingColon(let key): .jsonColonMissing(key: key)
    case .missingComma(.object): .jsonMemberComma
    case .missingComma: .jsonItemComma
    case .missingValue: .jsonValueMissing
    case .wrongBracket(.array?): .jsonListBracket
    case .wrongBracket(.object?): .jsonObjectBracket
    case .wrongBracket: .jsonStrayBracket
    case .tooDeep(let limit): .jsonTooDeep(limit: limit)
    case .loneSurrogate(let escape): .jsonHalfCharacter(escape: escape)
    case .unknownEscape(let escape): .jsonUnknownEscape(escape: escape)
    case .controlCharacter(0x0A), .controlCharacter(0x0D): .jsonLineBreak
    case .controlCharacter(0x09): .jsonTab
    case .controlCharacter(let code): .jsonControl(number: Int(code))
    case .nulByte: .jsonNUL
    case .invalidUTF8(let byte): .jsonNotUTF8(byte: Self.hex(byte))
    case .numberTooLarge(let text): .jsonNumberTooLarge(number: text)
    case .leadingZero(let text): .jsonLeadingZero(number: text)
    case .plusSign: .jsonPlus
    case .incompleteNumber(let text): .jsonIncomplete(number: text)
    case .textAfterValue: .jsonTextAfter
    case .unexpectedCharacter(let scalar): .jsonUnexpected(character: String(Character(scalar)))
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.utf8.count == 1 ? "0" + digits : digits
  }
}
