// The sentences of the parser of arguments in Korean. It has no words but its own English ones, so they are read back;
// a test provokes each from the parser, and fails if an update of it says something else.

import DariBase

/// A sentence of the parser: `{}` stands for what was typed, or what there is.
struct ParserSentence: Sendable {
  let english: String
  let korean: @Sendable ([String]) -> String

  init(_ english: String, _ korean: @escaping @Sendable ([String]) -> String) {
    self.english = english
    self.korean = korean
  }

  /// The first that fits counts: the longer ones stand before those that they begin with.
  static let all = [
    ParserSentence("Unknown option '{}'. Did you mean '{}'?") {
      "\(quoted($0[0], "이라는/라는")) 옵션은 없습니다. \(quoted($0[1], "을/를")) 쓰려던 것인가요?"
    },
    ParserSentence("Unknown option '{}'") { "\(quoted($0[0], "이라는/라는")) 옵션은 없습니다" },
    ParserSentence("Invalid option: {}") { "\(quoted($0[0], "이라는/라는")) 옵션은 없습니다" },
    ParserSentence("Missing value for '{}'") {
      // `--format <format>`: the place of the value is not what was typed.
      let option = $0[0].split(separator: " ").first.map { String($0) } ?? $0[0]
      return "`\(option)` 뒤에 값이 없습니다"
    },
    ParserSentence("The option '{}' does not take any value, but '{}' was specified.") {
      "\(quoted($0[0], "은/는")) 값을 받지 않는데 \(quoted($0[1], "이/가")) 왔습니다"
    },
    ParserSentence("Unexpected argument '{}'") { "여기에는 \(quoted($0[0], "이/가")) 더 올 수 없습니다" },
    ParserSentence("{} unexpected arguments: '{}'") {
      "여기에 더 올 수 없는 것이 \($0[0])개 있습니다: \(names("'\($0[1])'"))"
    },
    ParserSentence("Missing expected argument '{}'") {
      "\(quoted($0[0], "을/를")) 쓰지 않았습니다"
    },
    ParserSentence("The value '{}' is invalid for '{}'. Please provide one of {}.") {
      let option = $0[1].split(separator: " ").first.map { String($0) } ?? $0[1]
      return "`\(option)` 뒤에는 \(quoted($0[0], "이/가")) 올 수 없습니다. \(names($0[2])) 가운데 하나를 쓰세요"
    },
    ParserSentence(
      "Can't generate completion scripts for '{}'.\nPlease use --generate-completion-script=<shell> with one of:\n    {}"
    ) {
      let shells = $0[1].split(separator: " ").map { "`\($0)`" }.joined(separator: ", ")
      return "\(quoted($0[0], "을/를")) 위한 자동 완성은 없습니다. \(shells) 가운데 하나를 쓰세요"
    },
  ]

  static let usage = ParserSentence("Usage: {}") { $0[0] }
  static let seeHelp = ParserSentence("  See '{}' for more information.") { $0[0] }

  /// A message of the parser; in its own words behind ours if it is none of these.
  static func korean(_ message: String) -> String {
    translated(message) ?? "명령을 알아듣지 못했습니다: \(message)"
  }

  static func translated(_ message: String) -> String? {
    for sentence in all {
      if let values = sentence.values(in: message) { return sentence.korean(values) }
    }
    return nil
  }

  /// What stands at the places of `{}`; nil if it is another sentence. What was typed may hold anything, so bytes are
  /// compared, and a value ends where the words after it begin for the first time.
  func values(in message: String) -> [String]? {
    let parts = english.split(separator: "{}", omittingEmptySubsequences: false).map { Array($0.utf8) }
    var rest = Array(message.utf8)[...]
    guard let first = parts.first, let last = parts.last, rest.starts(with: first) else { return nil }
    rest = rest.dropFirst(first.count)
    var values: [String] = []
    for part in parts.dropFirst().dropLast() {
      guard let place = Self.first(part, in: rest) else { return nil }
      values.append(String(decoding: rest[..<place], as: UTF8.self))
      rest = rest[(place + part.count)...]
    }
    guard rest.count >= last.count, rest.suffix(last.count).elementsEqual(last) else { return nil }
    values.append(String(decoding: rest.dropLast(last.count), as: UTF8.self))
    return values
  }

  private static func first(_ part: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= part.count else { return nil }
    return (bytes.startIndex...(bytes.endIndex - part.count)).first { bytes[$0...].starts(with: part) }
  }

  private static func quoted(_ word: String, _ particle: String) -> String {
    "`\(word)`\(KoreanParticle.particle(particle, after: word))"
  }

  /// `'a', 'b' or 'c'`
  private static func names(_ list: String) -> String {
    list.split(separator: "'").enumerated().filter { $0.offset % 2 == 0 }.map { "`\($0.element)`" }
      .joined(separator: ", ")
  }
}
