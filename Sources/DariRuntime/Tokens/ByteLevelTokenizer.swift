// A byte-level BPE tokenizer: text -> tokens, as Hugging Face's `tokenizers` does it with the same file.

import DariBase

/// GPT-2, GPT-4, Llama 3, Qwen, DeepSeek and others of their kind; read from a `tokenizer.json`.
///
/// What is counted is the text alone: an added token in it, `<|endoftext|>`, is one token, and what a
/// `post_processor` puts around the text is not there.
package final class ByteLevelTokenizer: Sendable {
  let model: BytePairModel
  let preTokenizer: PreTokenizer
  let composes: Bool
  /// Found in the text as it is written.
  let exactTokens: AddedTokenFinder
  /// Found in the text in its normal form.
  let normalizedTokens: AddedTokenFinder

  init(
    model: BytePairModel, preTokenizer: PreTokenizer, composes: Bool, exactTokens: [AddedToken],
    normalizedTokens: [AddedToken]
  ) {
    self.model = model
    self.preTokenizer = preTokenizer
    self.composes = composes
    self.exactTokens = AddedTokenFinder(exactTokens)
    self.normalizedTokens = AddedTokenFinder(normalizedTokens)
  }

  /// The numbers of the tokens. Takes time in proportion to the text.
  package func encode(_ text: String) throws(TokenizerFailure) -> [UInt32] {
    var encoding = TokenEncoding(self)
    do throws(SplitTooSlow) {
      try encoding.add(text)
    } catch {
      throw .tooSlow
    }
    return encoding.tokens
  }

  package func count(_ text: String) throws(TokenizerFailure) -> Int { try encode(text).count }

  /// Tokens that one scalar can be at most: a token has at least one byte. NFC makes at most three scalars of
  /// one, and a space may be put before each.
  var mostTokensPerScalar: Int { (composes ? 12 : 4) + (preTokenizer.addsPrefixSpace ? 1 : 0) }

  /// The same for the characters of ASCII.
  var mostTokensPerASCII: Int { preTokenizer.addsPrefixSpace ? 2 : 1 }
}

package enum TokenizerFailure: Error, Hashable, Sendable {
  /// The file's own pattern takes forever on this text.
  case tooSlow
}

/// One text on its way to tokens. Words that come again are looked up.
private struct TokenEncoding {
  private let tokenizer: ByteLevelTokenizer
  private(set) var tokens: [UInt32] = []
  private var merger = PairMerger()
  private var bytes: [UInt8] = []
  /// Words -> where in `known` it says which of `tokens` they were.
  private var words = ByteTable(capacity: 1024)
  private var known: [Range<Int>] = []

  /// A word that is longer is not likely to come again.
  private static let longestKept = 64
  private static let mostKept = 1 << 16

  init(_ tokenizer: ByteLevelTokenizer) { self.tokenizer = tokenizer }

  mutating func add(_ text: String) throws(SplitTooSlow) {
    let bytes = Array(text.utf8)
    for piece in tokenizer.exactTokens.pieces(of: bytes) {
      switch piece {
      case .token(let id): tokens.append(id)
      case .text(let range): try addNormalized(String(decoding: bytes[range], as: UTF8.self))
      }
    }
  }

  private mutating func addNormalized(_ text: String) throws(SplitTooSlow) {
    let bytes = Array((tokenizer.composes ? NFC.normalized(text) : text).utf8)
    for piece in tokenizer.normalizedTokens.pieces(of: bytes) {
      switch piece {
      case .token(let id): tokens.append(id)
      case .text(let range): try addWords(String(decoding: bytes[range], as: UTF8.self))
      }
    }
  }

  private mutating func addWords(_ text: String) throws(SplitTooSlow) {
    var categorized = CategorizedText()
    for scalar in text.unicodeScalars { categorized.append(scalar.value) }
    let (cut, pieces) = try tokenizer.preTokenizer.pieces(of: categorized)
    for piece in pieces {
      bytes.removeAll(keepingCapacity: true)
      for index in piece { Self.append(cut.scalars[index], to: &bytes) }
      addWord()
    }
  }

  /// The word in `bytes`.
  private mutating func addWord() {
    let bytes = bytes
    bytes.withUnsafeBytes { word in
      if let index = words.value(of: word) {
        // One by one: a slice of the array that grows would make a copy of it each time.
        for place in known[Int(index)] { tokens.append(tokens[place]) }
        return
      }
      let start = tokens.count
      if tokenizer.model.ignoresMerges, let token = tokenizer.model.vocabulary.value(of: word) {
        tokens.append(UInt32(bitPattern: token))
      } else {
        merger.encode(word, with: tokenizer.model, into: &tokens)
      }
      if word.count <= Self.longestKept, known.count < Self.mostKept {
        words.set(word, to: Int32(known.count))
        known.append(start..<tokens.count)
      }
    }
  }

  private static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case ..<0x80: bytes.append(UInt8(scalar))
    case ..<0x800:
      bytes.append(UInt8(0xC0 | scalar >> 6))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    case ..<0x10000:
      bytes.append(UInt8(0xE0 | scalar >> 12))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    default:
      bytes.append(UInt8(0xF0 | scalar >> 18))
      bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}
