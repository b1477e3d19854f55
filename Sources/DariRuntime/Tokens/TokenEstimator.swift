// What tokens are counted with: an estimator by its name, or a tokenizer's file.

import DariBase

/// Named in the manifest, carried by bundles. A name means the same count for ever.
package enum TokenEstimator: Hashable, Sendable {
  /// By the kinds of characters (`ApproximateTokens`).
  case approximate1
  /// One token for each byte of UTF-8: what no byte-level tokenizer exceeds.
  case bytes
  /// A `tokenizer.json`, by the path it has in the project, and the SHA-256 of its bytes.
  case file(path: String, sha256: String)

  /// The estimators that need no file, the usual one first.
  package static let named: [(name: String, estimator: TokenEstimator)] = [
    ("approx-1", .approximate1), ("bytes", .bytes),
  ]

  package init?(name: String) {
    guard let found = Self.named.first(where: { $0.name == name }) else { return nil }
    self = found.estimator
  }

  /// As people are told it.
  package var name: String {
    if case .file(let path, _) = self { return path }
    return Self.named.first { $0.estimator == self }?.name ?? ""
  }
}

/// Weighs texts in hundredths of a token.
package struct TokenMeter: Sendable {
  package let estimator: TokenEstimator
  private let tokenizer: ByteLevelTokenizer?

  /// Nil if the tokenizer's file is not among those that are there.
  /// - Parameter tokenizers: by the SHA-256 of their files.
  package init?(_ estimator: TokenEstimator, tokenizers: [String: ByteLevelTokenizer]) {
    self.estimator = estimator
    if case .file(_, let sha256) = estimator {
      guard let tokenizer = tokenizers[sha256] else { return nil }
      self.tokenizer = tokenizer
    } else {
      tokenizer = nil
    }
  }

  package func weight(of text: String) throws(TokenizerFailure) -> Int {
    switch estimator {
    case .approximate1: ApproximateTokens.weight(of: text.unicodeScalars)
    case .bytes: text.utf8.count * 100
    case .file: try (tokenizer?.count(text) ?? 0) * 100
    }
  }

  /// No character of any text weighs more.
  package var mostPerScalar: Int {
    switch estimator {
    case .approximate1: ApproximateTokens.most
    case .bytes: 400
    case .file: (tokenizer?.mostTokensPerScalar ?? 4) * 100
    }
  }

  /// No digit, letter or sign of ASCII weighs more.
  package var mostPerASCII: Int {
    switch estimator {
    case .approximate1: 70
    case .bytes: 100
    case .file: (tokenizer?.mostTokensPerASCII ?? 1) * 100
    }
  }

  /// Whole tokens, rounded up.
  package static func tokens(_ weight: Int) -> Int { weight / 100 + (weight % 100 == 0 ? 0 : 1) }
}

/// The count of one step's prompt.
package struct TokenCount: Hashable, Sendable {
  package var count: Int
  package var budget: Routine.Budget
}
