// What is wrong with a tokenizer file, in the words of the catalogue.

import DariBase

extension TokenizerFileError {
  package func problem(path: String) -> Problem {
    switch kind {
    case .notJSON(let error):
      .tokenizerNotJSON(path: path, reason: error.note, line: error.line, column: error.column)
    case .malformed, .unknownToken: .tokenizerDamaged(path: path, place: place)
    case .unsupported(let found, _): .tokenizerUnsupported(path: path, place: place, found: found)
    case .pattern(let piece): .tokenizerPattern(path: path, place: place, piece: piece)
    case .missingBytes(let count): .tokenizerIncomplete(path: path, count: count)
    }
  }

  /// What could be done about it.
  package var note: Note? {
    switch kind {
    case .unsupported(_, let known) where !known.isEmpty: .couldBe(known: known)
    case .missingBytes: .trainWithBytes
    default: nil
    }
  }
}
