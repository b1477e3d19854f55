// What can be asked of a prompt: one table of words, how each is written, and when it holds.

import DariBase
import DariRuntime
import DariYAML

package enum Assertion: Hashable, Sendable {
  case contains([String])
  case lacks([String])
  case starts(String)
  case ends(String)
  case equals(String)
  case oneOf([String])
  /// A regular expression that has been read once without a problem.
  case matches(String)
  case length(Limits)
  case tokens(Limits)

  /// Both ends are allowed.
  package struct Limits: Hashable, Sendable {
    package var low: Int?
    package var high: Int?

    func contains(_ count: Int) -> Bool { count >= low ?? 0 && count <= high ?? Int.max }
  }

  package static let words = [
    "contains", "not contains", "starts", "ends", "equals", "one of", "matches", "length", "tokens",
  ]
  /// What is asked of a model's answer only, below `answers`.
  static let wordsOfAnswers = ["json", "schema", "language", "judge"]

  /// - Throws: why it can't be read; nothing if that has been told.
  init(_ word: String, _ value: YAMLNode) throws(Problem) {
    switch word {
    case "contains": self = .contains(try Self.texts(word, value))
    case "not contains": self = .lacks(try Self.texts(word, value))
    case "starts": self = .starts(try Self.text(word, value))
    case "ends": self = .ends(try Self.text(word, value))
    case "equals": self = .equals(try Self.text(word, value, mayBeEmpty: true))
    case "one of": self = .oneOf(try Self.texts(word, value))
    case "matches":
      let pattern = try Self.text(word, value)
      do {
        _ = try Regex(pattern)
      } catch {
        throw .badPattern(reason: "\(error)")
      }
      self = .matches(pattern)
    case "length": self = .length(try Self.limits(word, value))
    case "tokens": self = .tokens(try Self.limits(word, value))
    default: throw .unknownAssertion(name: word, key: "expect")
    }
  }

  private static func text(
    _ word: String, _ value: YAMLNode, mayBeEmpty: Bool = false
  ) throws(Problem) -> String {
    guard let text = value.scalarText else { throw .wrongEntry(key: word, expected: .expectText) }
    // An empty text is in every text: nothing would be asked.
    if text.isEmpty, !mayBeEmpty { throw .wrongEntry(key: word, expected: .expectSomeText) }
    return text
  }

  private static func texts(_ word: String, _ value: YAMLNode) throws(Problem) -> [String] {
    guard value.isSequence else {
      if value.scalarText == nil { throw .wrongEntry(key: word, expected: .expectTextOrList) }
      return [try text(word, value)]
    }
    if value.items.isEmpty { throw .wrongEntry(key: word, expected: .expectTextOrList) }
    var texts: [String] = []
    for item in value.items { texts.append(try text(word, item)) }
    return texts
  }

  /// `..1200`, `10..`, `10..40`, `40`.
  private static func limits(_ word: String, _ value: YAMLNode) throws(Problem) -> Limits {
    let problem = Problem.wrongEntry(key: word, expected: .expectRange)
    guard let text = value.scalarText, !text.isEmpty else { throw problem }
    func number(_ digits: some StringProtocol) throws(Problem) -> Int? {
      if digits.isEmpty { return nil }
      guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits) else {
        throw problem
      }
      return number
    }
    guard let dots = text.utf8.indices.first(where: { text[$0...].hasPrefix("..") }) else {
      let exact = try number(text)
      return Limits(low: exact, high: exact)
    }
    let limits = Limits(
      low: try number(text[..<dots]), high: try number(text[text.utf8.index(dots, offsetBy: 2)...]))
    let isEmpty = limits.low.flatMap { low in limits.high.map { low > $0 } } ?? false
    if isEmpty || limits.low == nil && limits.high == nil { throw problem }
    return limits
  }
}

extension Problem: Error {}

// MARK: Whether it holds

extension Assertion {
  /// Nil if it holds; else what the prompt is instead. Texts are compared by their bytes.
  func finding(in prompt: TestPrompt, meter: TokenMeter?) -> Note? {
    let text = prompt.text
    let bytes = Array(text.utf8)
    switch self {
    case .contains(let texts):
      return texts.first { !ByteSearch(for: $0.utf8).isFound(in: bytes) }.map {
        .lacksText(text: Self.short($0))
      }
    case .lacks(let texts):
      for text in texts {
        guard let start = ByteSearch(for: text.utf8).next(in: bytes, from: 0) else { continue }
        return .holdsText(text: Self.short(text), line: bytes[..<start].count { $0 == 0x0A } + 1)
      }
      return nil
    case .starts(let start):
      return bytes.starts(with: start.utf8) ? nil : .startsOtherwise(text: Self.short(text))
    case .ends(let end):
      // The line break that ends a text is not what anybody asks about.
      let trimmed = bytes.last == 0x0A ? bytes.dropLast() : bytes[...]
      return trimmed.reversed().starts(with: Self.trimmed(end).reversed())
        ? nil : .endsOtherwise(text: Self.shortEnd(text))
    case .equals(let other): return Self.difference(of: text, from: other)
    case .oneOf(let others):
      return others.contains { Self.difference(of: text, from: $0) == nil } ? nil : .isNoneOf
    case .matches(let pattern):
      // It has been read before.
      guard let regex = try? Regex(pattern) else { return .matchesNot }
      return text.firstMatch(of: regex.matchingSemantics(.unicodeScalar)) == nil ? .matchesNot : nil
    case .length(let limits):
      let count = text.unicodeScalars.count
      return limits.contains(count) ? nil : .lengthIs(count: count)
    case .tokens(let limits): return Self.finding(limits, prompt, meter)
    }
  }

  private static func finding(_ limits: Limits, _ prompt: TestPrompt, _ meter: TokenMeter?) -> Note? {
    if let counted = prompt.tokens {
      return limits.contains(counted.count)
        ? nil : .tokensAre(count: counted.count, estimator: counted.budget.estimator.name)
    }
    guard let meter else { return .tokensUncounted }
    do throws(TokenizerFailure) {
      var weight = 0
      for text in prompt.parts { weight += try meter.weight(of: text) }
      let count = TokenMeter.tokens(weight)
      return limits.contains(count) ? nil : .tokensAre(count: count, estimator: meter.estimator.name)
    } catch {
      return .tokensUncounted
    }
  }

  /// Texts are the same if they are but for the line break that ends them.
  private static func difference(of text: String, from other: String) -> Note? {
    let (mine, theirs) = (trimmed(text), trimmed(other))
    if mine.elementsEqual(theirs) { return nil }
    let common = zip(mine, theirs).prefix { $0 == $1 }.count
    let start = mine.prefix(common).lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = mine.prefix(common).count { $0 == 0x0A } + 1
    return .isOtherwise(line: line, text: short(String(decoding: mine[start...], as: UTF8.self)))
  }

  private static func trimmed(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    return bytes.last == 0x0A ? Array(bytes.dropLast()) : bytes
  }

  private static let longest = 60

  /// The first line, as far as it fits into a message.
  private static func short(_ text: String) -> String {
    let line = text.unicodeScalars.prefix { $0 != "\n" }
    let isWhole = line.count == text.unicodeScalars.count
    if line.count > longest { return String(line.prefix(longest)) + "…" }
    return String(line) + (isWhole ? "" : "…")
  }

  private static func shortEnd(_ text: String) -> String {
    let whole = String(decoding: trimmed(text), as: UTF8.self)
    let line = whole.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).last ?? []
    if line.count > longest { return "…" + String(String.UnicodeScalarView(line.suffix(longest))) }
    return (line.count == whole.unicodeScalars.count ? "" : "…") + String(String.UnicodeScalarView(line))
  }
}
