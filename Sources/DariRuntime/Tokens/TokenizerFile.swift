// Reading a Hugging Face `tokenizer.json`: what of it byte-level BPE needs, and a clear no to all else.

import DariBase

/// Why a tokenizer file cannot be used.
package struct TokenizerFileError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case notJSON(JSONError)
    /// Something else has to stand there.
    case malformed
    /// A part of the format that is not read: what stands there, and what would be understood.
    case unsupported(found: String, known: [String])
    /// A piece of a split pattern that is not read.
    case pattern(piece: String)
    /// So many of the 256 bytes have no token, so there are texts that it cannot write.
    case missingBytes(Int)
    /// A merge, or what it makes, is not in the vocabulary.
    case unknownToken(String)
  }

  package var kind: Kind
  /// Where in the file: `model.type`, `pre_tokenizer.pretokenizers[0].pattern`.
  package var place: String

  package init(_ kind: Kind, at place: String = "") {
    self.kind = kind
    self.place = place
  }
}

extension ByteLevelTokenizer {
  /// A vocabulary of 200,000 tokens takes part of a second; keep what came out.
  package static func read(_ bytes: [UInt8]) throws(TokenizerFileError) -> ByteLevelTokenizer {
    let root: JSONNode
    do throws(JSONError) {
      root = try JSONParser.parse(bytes)
    } catch {
      throw TokenizerFileError(.notJSON(error))
    }
    let file = TokenizerNode(root, "")
    let composes = try TokenizerFile.composes(file["normalizer"])
    var preTokenizer = PreTokenizer()
    var isByteLevel = false
    if let node = file["pre_tokenizer"] {
      try TokenizerFile.read(node, into: &preTokenizer, isByteLevel: &isByteLevel)
    }
    guard let model = file["model"] else { throw TokenizerFileError(.malformed, at: "model") }
    let merges = try BytePairModel.read(model)
    // Told after what the model is: one of another kind has no ByteLevel either.
    if !isByteLevel {
      throw TokenizerFileError(
        .unsupported(found: file["pre_tokenizer"]?.word("type") ?? "null", known: ["ByteLevel"]),
        at: "pre_tokenizer")
    }
    var exact: [AddedToken] = []
    var normalized: [AddedToken] = []
    for node in try file["added_tokens"]?.items() ?? [] {
      var token = AddedToken(id: try node.id("id"), content: try node.text("content"))
      token.isSingleWord = try node.flag("single_word")
      token.takesSpaceBefore = try node.flag("lstrip")
      token.takesSpaceAfter = try node.flag("rstrip")
      if try node.flag("normalized") {
        if composes { token.content = NFC.normalized(token.content) }
        normalized.append(token)
      } else {
        exact.append(token)
      }
    }
    return ByteLevelTokenizer(
      model: merges, preTokenizer: preTokenizer, composes: composes, exactTokens: exact,
      normalizedTokens: normalized)
  }
}

private enum TokenizerFile {
  static func composes(_ node: TokenizerNode?) throws(TokenizerFileError) -> Bool {
    guard let node else { return false }
    switch node.word("type") {
    case "NFC": return true
    case "Sequence":
      var composes = false
      for item in try node.required("normalizers").items() where try Self.composes(item) { composes = true }
      return composes
    default: throw node.unsupported("type", known: ["NFC", "Sequence"])
    }
  }

  /// - Parameter isByteLevel: whether `ByteLevel` has been, after which nothing may come.
  static func read(
    _ node: TokenizerNode, into result: inout PreTokenizer, isByteLevel: inout Bool
  ) throws(TokenizerFileError) {
    let type = node.word("type")
    if isByteLevel, type != "Sequence" { throw node.unsupported("type", known: []) }
    switch type {
    case "Sequence":
      for item in try node.required("pretokenizers").items() {
        try read(item, into: &result, isByteLevel: &isByteLevel)
      }
    case "ByteLevel":
      isByteLevel = true
      result.addsPrefixSpace = try node.flag("add_prefix_space", otherwise: true)
      result.cutsByteLevel = try node.flag("use_regex", otherwise: true)
    case "Split":
      result.splits.append(
        PreTokenizer.Split(
          pattern: try pattern(try node.required("pattern")), behaviour: try behaviour(node),
          isInverted: try node.flag("invert")))
    case "Digits":
      let behaviour: PreTokenizer.Behaviour = try node.flag("individual_digits") ? .isolated : .contiguous
      result.splits.append(PreTokenizer.Split(pattern: .digit, behaviour: behaviour))
    case "Punctuation":
      result.splits.append(PreTokenizer.Split(pattern: .punctuation, behaviour: try behaviour(node)))
    default:
      throw node.unsupported("type", known: ["ByteLevel", "Split", "Digits", "Punctuation", "Sequence"])
    }
  }

  private static func behaviour(_ node: TokenizerNode) throws(TokenizerFileError) -> PreTokenizer.Behaviour {
    guard node["behavior"] != nil else { return .isolated }
    guard let word = node.word("behavior"), let behaviour = PreTokenizer.Behaviour(rawValue: word) else {
      throw node.unsupported("behavior", known: PreTokenizer.Behaviour.allCases.map(\.rawValue))
    }
    return behaviour
  }

  private static func pattern(_ node: TokenizerNode) throws(TokenizerFileError) -> SplitPattern {
    if node["String"] != nil {
      let text = try node.text("String")
      if text.isEmpty { throw TokenizerFileError(.malformed, at: node.place) }
      return SplitPattern(literal: text)
    }
    let text = try node.text("Regex")
    do throws(SplitPattern.Unsupported) {
      return try SplitPattern(text)
    } catch {
      throw TokenizerFileError(.pattern(piece: error.piece), at: node.place)
    }
  }
}

extension SplitPattern {
  /// Any kind of number, as Rust's `is_numeric` has it.
  fileprivate static let digit = SplitPattern(set: [.categories(.numbers, negated: false)])

  /// ASCII's signs and Unicode's punctuation.
  fileprivate static let punctuation = SplitPattern(
    set: [
      .range(0x21, 0x2F), .range(0x3A, 0x40), .range(0x5B, 0x60), .range(0x7B, 0x7E),
      .categories(GeneralCategories.named("P") ?? [], negated: false),
    ])
}

// MARK: The model

extension BytePairModel {
  fileprivate static func read(_ node: TokenizerNode) throws(TokenizerFileError) -> BytePairModel {
    // Files of old say nothing; then the merges tell.
    if node["type"] != nil, node.word("type") != "BPE" { throw node.unsupported("type", known: ["BPE"]) }
    for key in ["continuing_subword_prefix", "end_of_word_suffix"] where node[key] != nil {
      if node.word(key) != "" { throw node.unsupported(key, known: ["null"]) }
    }
    if let dropout = node["dropout"], dropout.number != 0 {
      throw node.unsupported("dropout", known: ["null"])
    }
    let ignoresMerges = try node.flag("ignore_merges")
    let entries = try node.required("vocab").members()
    var vocabulary = ByteTable(capacity: entries.count)
    var key: [UInt8] = []
    for (name, entry) in entries {
      let id = try entry.id()
      if ByteLevelAlphabet.decode(name, into: &key) {
        key.withUnsafeBytes { vocabulary.set($0, to: Int32(bitPattern: id)) }
      }
    }
    let bytes = (UInt8.min...UInt8.max).compactMap { byte in
      withUnsafeBytes(of: byte) { vocabulary.value(of: $0) }.map { UInt32(bitPattern: $0) }
    }
    if bytes.count < 256 { throw TokenizerFileError(.missingBytes(256 - bytes.count), at: "model.vocab") }
    var model = BytePairModel(
      bytes: bytes, vocabulary: vocabulary, merges: [:], ignoresMerges: ignoresMerges)
    try model.readMerges(try node.required("merges"))
    return model
  }

  private mutating func readMerges(_ node: TokenizerNode) throws(TokenizerFileError) {
    let items = try node.items()
    merges.reserveCapacity(items.count)
    var left: [UInt8] = []
    var right: [UInt8] = []
    for (rank, item) in items.enumerated() {
      let (first, second) = try Self.pair(item)
      // What has other letters than bytes are written with never comes up in a text.
      guard ByteLevelAlphabet.decode(first, into: &left), ByteLevelAlphabet.decode(second, into: &right)
      else {
        continue
      }
      let a = try token(left, first, item)
      let b = try token(right, second, item)
      left += right
      let made = try token(left, first + second, item)
      merges[UInt64(a) << 32 | UInt64(b)] = UInt64(rank) << 32 | UInt64(made)
    }
  }

  private func token(
    _ bytes: [UInt8], _ written: String, _ node: TokenizerNode
  ) throws(TokenizerFileError) -> UInt32 {
    guard let id = bytes.withUnsafeBytes({ vocabulary.value(of: $0) }) else {
      throw TokenizerFileError(.unknownToken(written), at: node.place)
    }
    return UInt32(bitPattern: id)
  }

  /// `"a b"`, or `["a", "b"]` as newer files have it.
  private static func pair(_ node: TokenizerNode) throws(TokenizerFileError) -> (String, String) {
    switch node.json.kind {
    case .string(let text):
      let parts = text.split(separator: " ", omittingEmptySubsequences: false)
      if parts.count == 2 { return (String(parts[0]), String(parts[1])) }
    case .array(let parts):
      if parts.count == 2, case .string(let first) = parts[0].kind, case .string(let second) = parts[1].kind {
        return (first, second)
      }
    default: break
    }
    throw TokenizerFileError(.malformed, at: node.place)
  }
}
