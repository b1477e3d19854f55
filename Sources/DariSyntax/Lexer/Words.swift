// The words of the language: sections, keys, and words with a meaning in templates, expressions and types.

import DariBase

/// A word that opens a section.
package enum SectionWord: String, CaseIterable, Sendable {
  case type, input, value, snippet, step, system, user, assistant, again, text
  case `do`, check, why, note

  /// The word is followed by a name.
  package var isNamed: Bool {
    switch self {
    case .type, .input, .value, .snippet, .step: true
    default: false
    }
  }

  /// The word as it stands at the start of a line.
  package var header: String { "@" + rawValue }
}

/// A key in the metadata of `@step`.
package enum StepKey: String, CaseIterable, Sendable {
  case by, with, gives, when, each, reviews, edits, redo, stores, sends, publishes, pays, deletes
  case risk, owner, model, budget, minutes

  /// The key that a word stands for: itself, or the one that was meant by it, which the parser has told.
  package static func meant(by word: String) -> StepKey? {
    StepKey(rawValue: word) ?? StepKey(korean: word)
      ?? Suggestion.nearest(to: word, among: allCases.map(\.rawValue)).flatMap(StepKey.init(rawValue:))
  }

  /// Its value begins with the name of another step.
  var namesSteps: Bool {
    switch self {
    case .reviews, .edits, .redo, .stores, .sends, .publishes, .pays, .deletes: true
    default: false
    }
  }
}

/// Words that mean something in a template, an expression or a type. Which of them are keywords depends on
/// where they stand; the parser decides.
enum Word: UInt8 {
  case other
  // Expressions
  case and, or, not, `in`, `is`, `if`, `else`, `true`, `false`
  // Tags
  case elif, endif, `for`, endfor, match, `case`, endmatch, set, raw, endraw
  // Types
  case text, line, int, number, bool, date, money, url, email, image, audio, file, list, of
  case untrusted, personal, confidential
  // Cases that mean something in tests and `match`
  case present, absent, empty
  // Clauses
  case up, to, from

  var isLabel: Bool { self == .untrusted || self == .personal || self == .confidential }
  /// A type that is written as one word, `list` and `money` aside.
  var isSimpleType: Bool {
    rawValue >= Word.text.rawValue && rawValue <= Word.file.rawValue && self != .money
  }
  var takesLimits: Bool { self == .text || self == .line || self == .int || self == .number || self == .list }
  /// Cannot begin or be an operand, so it cannot be a name that an expression speaks of.
  var isReservedInExpressions: Bool {
    rawValue >= Word.and.rawValue && rawValue <= Word.false.rawValue
  }
  /// Type, label and keyword words, `present`, `absent`, `empty` are not names of cases.
  var isReservedAsCase: Bool { self != .other && rawValue < Word.up.rawValue }

  /// Words by length, so that most names are told apart by their length and first byte.
  init(_ bytes: Bytes, _ range: Range<Int>) {
    func pick(_ candidates: (StaticString, Word)...) -> Word {
      for (text, word) in candidates where bytes.equals(range, text) { return word }
      return .other
    }
    let first = bytes.at(range.lowerBound, range.upperBound)
    guard range.count <= 12, range.count > 1, first >= 0x61, first <= 0x7A else {
      self = .other
      return
    }
    switch range.count {
    case 2:
      switch first {
      case UInt8(ascii: "i"): self = pick(("if", .if), ("in", .in), ("is", .is))
      case UInt8(ascii: "o"): self = pick(("or", .or), ("of", .of))
      default: self = pick(("up", .up), ("to", .to))
      }
    case 3:
      self = pick(
        ("and", .and), ("not", .not), ("for", .for), ("set", .set), ("raw", .raw), ("int", .int),
        ("url", .url))
    case 4:
      switch first {
      case UInt8(ascii: "e"): self = pick(("else", .else), ("elif", .elif))
      case UInt8(ascii: "l"): self = pick(("line", .line), ("list", .list))
      case UInt8(ascii: "t"): self = pick(("text", .text), ("true", .true))
      default:
        self = pick(("case", .case), ("bool", .bool), ("date", .date), ("file", .file), ("from", .from))
      }
    case 5:
      switch first {
      case UInt8(ascii: "e"): self = pick(("endif", .endif), ("email", .email), ("empty", .empty))
      case UInt8(ascii: "m"): self = pick(("match", .match), ("money", .money))
      default: self = pick(("false", .false), ("image", .image), ("audio", .audio))
      }
    case 6: self = pick(("endfor", .endfor), ("endraw", .endraw), ("number", .number), ("absent", .absent))
    case 7: self = pick(("present", .present))
    case 8: self = pick(("endmatch", .endmatch), ("personal", .personal))
    case 9: self = pick(("untrusted", .untrusted))
    case 12: self = pick(("confidential", .confidential))
    default: self = .other
    }
  }
}
