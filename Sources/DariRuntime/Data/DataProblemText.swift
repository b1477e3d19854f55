// The words for what is wrong with data handed in: each kind is a code of the catalogue, the path its first
// argument.

import DariBase

extension DataProblem {
  package var problem: Problem {
    switch kind {
    case .missing: .dataMissing(path: path)
    case .unknownKey(let known) where known.isEmpty: .dataNothingKnown(path: path)
    case .unknownKey(let known): .dataUnknownKey(path: path, known: known)
    case .wrongKind(let expected, let found):
      // Who hands data in is told what it must be, not what it is labelled with.
      .dataWrongKind(
        path: path, expected: Type(expected.core, isOptional: expected.isOptional).description, found: found)
    case .outOfLimits(.characters, let limit, let actual):
      .dataWrongLength(path: path, actual: actual, limit: limit)
    case .outOfLimits(.items, let limit, let actual):
      .dataWrongCount(path: path, actual: actual, limit: limit)
    case .outOfLimits(.value, let limit, let actual):
      .dataOutOfRange(path: path, actual: actual, limit: limit)
    case .notACase(let found, let cases): .dataNotACase(path: path, found: Self.short(found), cases: cases)
    case .lineBreak: .dataLineBreak(path: path)
    case .notADate(let found): .dataNotADate(path: path, found: Self.short(found))
    case .notMoney(let found, let currency):
      .dataNotMoney(path: path, example: Self.exampleAmount(currency), found: Self.short(found))
    case .wrongCurrency(let found, let expected):
      .dataWrongCurrency(path: path, expected: expected, found: found)
    case .notAURL(let found): .dataNotAURL(path: path, found: Self.short(found))
    case .notAnEmail(let found): .dataNotAnEmail(path: path, found: Self.short(found))
    case .integerOverflow(let found): .dataTooLarge(path: path, found: Self.short(found))
    case .notWhole(let found): .dataNotWhole(path: path, found: found)
    case .duplicateKey: .dataDuplicateKey(path: path)
    case .media(let problem): problem.problem(path: path)
    }
  }

  /// `49000 KRW`, `49.00 USD`.
  private static func exampleAmount(_ currency: String) -> String {
    let places = Currency.named(currency)?.minorUnits ?? 2
    return Money(units: places == 0 ? 49_000 : [490, 4_900, 49_000, 490_000][places - 1], currency: currency)
      .description
  }

  private static func short(_ text: String) -> String {
    text.unicodeScalars.count > 60 ? String(text.unicodeScalars.prefix(60)) + "…" : text
  }
}

extension DataDecoder {
  /// What is told after the last problem, if there were more than are told one by one.
  package var omission: Problem? { omittedProblems == 0 ? nil : .moreDataProblems(count: omittedProblems) }
}

extension CSVProblem {
  package var problem: Problem {
    switch kind {
    case .empty: .csvEmpty
    // Zeros between all the letters are UTF-16.
    case .notUTF8(0): .nulByte(offset: range.lowerBound)
    case .notUTF8(let byte): .csvNotUTF8(line: line, byte: Self.hexadecimal(byte))
    case .unclosedQuote: .csvUnclosedQuote(line: line)
    case .textAfterQuote: .csvTextAfterQuote(line: line)
    case .strayQuote: .csvStrayQuote(line: line)
    case .raggedRow(let expected, let found): .csvRaggedRow(line: line, found: found, expected: expected)
    case .emptyColumn(let number): .csvEmptyColumn(number: number)
    case .duplicateColumn(let name): .csvDuplicateColumn(name: name)
    case .columnInColumn(let outer, let inner): .csvColumnInColumn(inner: inner, outer: outer)
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.utf8.count == 1 ? "0\(digits)" : digits
  }
}
