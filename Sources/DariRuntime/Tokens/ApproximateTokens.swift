// `approx-1`: how many tokens a text has, roughly, without a vocabulary.

/// Every character weighs something by its kind alone. So a text weighs what its parts weigh together, and the
/// most that `text(..1200)` can weigh is known when compiling.
///
/// Weighed by what the vocabulary of GPT-4o and its successors (200,000 tokens) makes of Korean, English, code
/// and data: ordinary prose comes out up to a tenth above, data of many short fields up to a fifth below.
/// Older and smaller vocabularies need up to half as many again for Korean. The numbers never change: budgets
/// would move. Better ones will be `approx-2`.
enum ApproximateTokens {
  /// In hundredths of a token.
  static func weight(of scalar: UInt32) -> Int {
    switch scalar {
    case 0x41...0x5A, 0x61...0x7A: 26
    case 0x30...0x39: 60
    case 0x20, 0x09: 10
    case 0..<0x20, 0x7F: 50
    case 0..<0x80: 70
    case 0..<0x800: 60
    case 0xAC00...0xD7A3, 0x3040...0x30FF: 80
    case 0x1100...0x11FF, 0x10000...: 200
    default: 100
    }
  }

  static func weight(of text: some Sequence<Unicode.Scalar>) -> Int {
    text.reduce(0) { $0 + weight(of: $1.value) }
  }

  /// No character weighs more.
  static let most = 200
  /// No character weighs less.
  static let least = 10
}
