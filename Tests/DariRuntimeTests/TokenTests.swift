// Estimators, patterns, and tokenizer files that cannot be used. That tokens are right is in
// TokenizerOracleTests.swift.

import DariBase
import Testing

@testable import DariRuntime

/// A tokenizer.json whose vocabulary is the bytes and what `merges` make of them.
func tokenizerFile(
  merges: [(String, String)] = [], preTokenizer: String = #"{"type":"ByteLevel","add_prefix_space":false}"#,
  more: String = "", model: String = ""
) -> String {
  var keys = ByteLevelAlphabet.scalars.map { String(Character(Unicode.Scalar($0)!)) }
  keys += merges.map { $0.0 + $0.1 }
  let vocabulary = keys.enumerated().map { "\(CanonicalJSON.text(of: .string($1))):\($0)" }
  let pairs = merges.map { CanonicalJSON.text(of: [.string($0.0), .string($0.1)]) }
  return """
    {"version":"1.0",\(more)"pre_tokenizer":\(preTokenizer),"model":{\(model)"type":"BPE",\
    "vocab":{\(vocabulary.joined(separator: ","))},"merges":[\(pairs.joined(separator: ","))]}}
    """
}

@Suite struct TokenTests {
  static func tokenizer(_ file: String) throws -> ByteLevelTokenizer {
    try ByteLevelTokenizer.read(Array(file.utf8))
  }

  // MARK: Estimators

  static func approximate(_ text: String) throws -> Int {
    try #require(TokenMeter(.approximate1, tokenizers: [:])).weight(of: text)
  }

  /// The numbers are a promise: a budget that was kept is kept for ever.
  @Test func theApproximationNeverChanges() throws {
    let weights = [
      ("", 0), ("a", 26), ("Z", 26), ("7", 60), (" ", 10), ("\t", 10), ("\n", 50), ("\r", 50), ("\u{7F}", 50),
      (".", 70), ("{", 70), ("é", 60), ("Я", 60), ("ع", 60), ("가", 80), ("힣", 80), ("ㄱ", 100),
      ("\u{1100}", 200), ("の", 80), ("カ", 80), ("茶", 100), ("ก", 100), ("☕", 100), ("😀", 200),
      ("\u{10FFFF}", 200), ("안녕하세요, 2 cups!", 5 * 80 + 70 + 10 + 60 + 10 + 4 * 26 + 70),
    ]
    for (text, weight) in weights {
      #expect(try Self.approximate(text) == weight, "\(text.debugDescription)")
    }
    for value in stride(from: UInt32(0), through: 0x10FFFF, by: 1) {
      let weight = ApproximateTokens.weight(of: value)
      guard (ApproximateTokens.least...ApproximateTokens.most).contains(weight) else {
        Issue.record("U+\(String(value, radix: 16)) weighs \(weight)")
        return
      }
    }
  }

  @Test func bytesAreBytes() throws {
    let meter = try #require(TokenMeter(.bytes, tokenizers: [:]))
    #expect(try meter.weight(of: "a가😀") == 800)
    #expect(meter.mostPerScalar == 400)
  }

  @Test func namesAreStable() {
    #expect(TokenEstimator.named.map(\.name) == ["approx-1", "bytes"])
    #expect(TokenEstimator(name: "approx-1") == .approximate1)
    #expect(TokenEstimator(name: "approx") == nil)
    #expect(TokenMeter(.file(path: "a.json", sha256: "00"), tokenizers: [:]) == nil)
    #expect([0, 1, 99, 100, 101].map(TokenMeter.tokens) == [0, 1, 1, 1, 2])
  }

  // MARK: Merging

  @Test func mergesGoByRankThenFromTheLeft() throws {
    let tokenizer = try Self.tokenizer(
      tokenizerFile(merges: [("b", "c"), ("a", "b"), ("bc", "d"), ("a", "a")]))
    #expect(try tokenizer.count("abcd") == 2)  // a bcd: `bc` was learned before `ab`.
    #expect(try tokenizer.count("ab") == 1)
    #expect(try tokenizer.count("aaa") == 2)
    #expect(try tokenizer.count("") == 0)
    #expect(try tokenizer.count("가") == 3)
  }

  /// Long words without a place to cut, which a merge by searching would take hours for.
  @Test func longWordsTakeNoLongerThanTheyAre() throws {
    let tokenizer = try Self.tokenizer(
      tokenizerFile(merges: [("a", "a"), ("aa", "aa"), ("aaaa", "aaaa"), ("Ġ", "Ġ"), ("b", "a")]))
    #expect(try tokenizer.count(String(repeating: "a", count: 80_000)) == 10_000)
    #expect(try tokenizer.count(String(repeating: "ba", count: 40_000)) == 40_000)
    #expect(try tokenizer.count(String(repeating: " ", count: 80_000)) == 40_000)
    #expect(try tokenizer.count(String(repeating: "가 ", count: 40_000)) == 160_000)
    #expect(try tokenizer.count(String(repeating: "\u{301}", count: 20_000)) == 40_000)
  }

  /// What is counted is never more than the worst that a budget is checked with.
  @Test func nothingExceedsTheWorstCase() throws {
    let nfc = #""normalizer":{"type":"NFC"},"#
    let spaced =
      #"{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"[\\s\\S]"},"#
      + #""behavior":"Isolated"},{"type":"ByteLevel","add_prefix_space":true}]}"#
    let files = [tokenizerFile(), tokenizerFile(more: nfc), tokenizerFile(preTokenizer: spaced)]
    for file in files {
      let tokenizer = try Self.tokenizer(file)
      for scalar in ["a", "7", "가", "\u{1D160}", "\u{0958}", "\u{10FFFF}", "\n"] {
        let text = String(repeating: scalar, count: 10)
        #expect(try tokenizer.count(text) <= 10 * tokenizer.mostTokensPerScalar)
        if text.utf8.count == 10 { #expect(try tokenizer.count(text) <= 10 * tokenizer.mostTokensPerASCII) }
      }
    }
  }

  // MARK: Patterns

  static func cut(_ text: String, _ pattern: String) throws -> [String] {
    var categorized = CategorizedText()
    for scalar in text.unicodeScalars { categorized.append(scalar.value) }
    var matcher = SplitMatcher(try SplitPattern(pattern), categorized)
    return try matcher.matches(in: 0..<categorized.scalars.count).map { range in
      range.map { String(Character(Unicode.Scalar(categorized.scalars[$0])!)) }.joined()
    }
  }

  @Test func patternsBacktrack() throws {
    #expect(try Self.cut("a   b", #"\s+(?!\S)|\s+|\w+"#) == ["a", "  ", " ", "b"])
    #expect(try Self.cut("가A", #"[\p{Lu}\p{Lo}]*[\p{Ll}\p{Lo}]+|\p{L}"#) == ["가", "A"])
    #expect(try Self.cut("12345", #"\p{N}{1,3}"#) == ["123", "45"])
    #expect(try Self.cut("12345", #"\d{2}"#) == ["12", "34"])
    #expect(try Self.cut("aab", "a++ab|b") == ["b"])
    #expect(try Self.cut("aab", "a+ab|b") == ["aab"])
    #expect(try Self.cut("x's X'ſ", "(?i:'s)") == ["'s", "'ſ"])
    #expect(try Self.cut("ab-c", "[a-c]+|[-]") == ["ab", "-", "c"])
    #expect(try Self.cut("abab", "(?:ab)?ab") == ["abab"])
    #expect(try Self.cut("a!b", #"[^\p{P}]"#) == ["a", "b"])
    #expect(try Self.cut("ab", "a(?=b)") == ["a"])
  }

  @Test(arguments: [
    #"\p{Han}+"#, "(ab)+", "(?:a|b)*c", "a{2}+", "a+?", "^a", "a$", "a.b", "(?<=a)b", "(?i)a", "[a&&b]",
    "[[a]]", "a**",
    "[a", "(a", "a)", #"\bword"#, #"\1"#, "a*", "", "[z-a]", "a{3,1}", #"\p{L"#,
  ])
  func whatIsNotUnderstoodIsRefused(pattern: String) {
    #expect(throws: SplitPattern.Unsupported.self) { try SplitPattern(pattern) }
  }

  /// A hand-made pattern that would take for ever is stopped.
  @Test func slowPatternsAreStopped() throws {
    let text = String(repeating: "a", count: 3000)
    #expect(throws: SplitTooSlow.self) { try Self.cut(text, "a*a*a*a*b") }
  }

  // MARK: Files

  static let faulty: [(String, String)] = [
    ("", "there is no value"),
    ("[]", "model: malformed"),
    (#"{"model":{"type":"Unigram"}}"#, "model.type: unsupported(found: \"Unigram\", known: [\"BPE\"])"),
    (#"{"model":{"type":"BPE"}}"#, "model.vocab: malformed"),
    (#"{"model":{"vocab":{"a":0},"merges":[]}}"#, "model.vocab: missingBytes(255)"),
    (#"{"model":{"vocab":{"a":-1},"merges":[]}}"#, "model.vocab: malformed"),
    (
      #"{"model":{"end_of_word_suffix":"</w>"}}"#,
      "model.end_of_word_suffix: unsupported(found: \"</w>\", known: [\"null\"])"
    ),
    (#"{"model":{"dropout":0.1}}"#, "model.dropout: unsupported(found: \"0.1\", known: [\"null\"])"),
    (
      #"{"normalizer":{"type":"NFKC"}}"#,
      "normalizer.type: unsupported(found: \"NFKC\", known: [\"NFC\", \"Sequence\"])"
    ),
    (
      tokenizerFile(preTokenizer: "null"),
      "pre_tokenizer: unsupported(found: \"null\", known: [\"ByteLevel\"])"
    ),
    (
      tokenizerFile(preTokenizer: #"{"type":"Digits"}"#),
      "pre_tokenizer: unsupported(found: \"Digits\", known: [\"ByteLevel\"])"
    ),
    (
      tokenizerFile(
        preTokenizer: #"{"type":"Sequence","pretokenizers":[{"type":"ByteLevel"},{"type":"Digits"}]}"#),
      "pre_tokenizer.pretokenizers[1].type: unsupported(found: \"Digits\", known: [])"
    ),
    (
      tokenizerFile(preTokenizer: #"{"type":"Split","pattern":{"Regex":"(?<a>b)"},"behavior":"Isolated"}"#),
      "pre_tokenizer.pattern: pattern(piece: \"(?<a\")"
    ),
    (
      tokenizerFile(preTokenizer: #"{"type":"Split","pattern":{"Regex":"a"},"behavior":"Sideways"}"#),
      "pre_tokenizer.behavior: unsupported(found: \"Sideways\", known: [\"Isolated\", \"Removed\", \"MergedWithPrevious\", "
        + "\"MergedWithNext\", \"Contiguous\"])"
    ),
    (tokenizerFile(more: #""added_tokens":[{"id":1}],"#), "added_tokens[0].content: malformed"),
    (
      tokenizerFile().replacing(#""merges":[]"#, with: #""merges":["q zz"]"#),
      "model.merges[0]: unknownToken(\"zz\")"
    ),
    (tokenizerFile().replacing(#""merges":[]"#, with: #""merges":["a b c"]"#), "model.merges[0]: malformed"),
    (tokenizerFile().replacing(#""merges":[]"#, with: #""merges":[["a"]]"#), "model.merges[0]: malformed"),
  ]

  @Test(arguments: faulty)
  func filesThatCannotBeUsedSayWhy(file: String, reason: String) {
    let error = #expect(throws: TokenizerFileError.self) { try Self.tokenizer(file) }
    guard let error else { return }
    if case .notJSON(let json) = error.kind {
      #expect(json.sentence == reason)
    } else {
      #expect("\(error.place): \(error.kind)" == reason)
    }
    #expect(!error.problem(path: "own.json").message(.korean).isEmpty)
  }
}
