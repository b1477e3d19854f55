// What a live session has used, and what it may use.

import DariBase
import DariRuntime
import DariSemantics

/// Tokens of one question and what came of it, as far as a server says.
package struct TokenUse: Hashable, Sendable {
  package var input: Int?
  package var output: Int?

  package init(input: Int? = nil, output: Int? = nil) {
    self.input = input
    self.output = output
  }

  var isUnknown: Bool { input == nil && output == nil }
}

/// Tokens, and money where prices are known. What servers say may be absurd: sums stop at the largest number there is.
package struct AnswerUse: Hashable, Sendable {
  package var answers = 0
  package var tokensIn = 0
  package var tokensOut = 0
  /// Answers whose server did not say how many tokens they took; theirs are estimated.
  package var estimated = 0
  /// Answers of which that is not known at all.
  package var uncounted = 0
  /// How often a server charged and sent no answer.
  package var unanswered = 0
  /// By currency.
  package var money: [String: Double] = [:]

  package init() {}

  package var tokens: Int { Self.sum(tokensIn, tokensOut) }

  package mutating func add(_ answer: RecordedAnswer, _ setting: ModelSetting) {
    answers += 1
    if answer.isEstimated { estimated += 1 }
    if answer.tokensIn == nil && answer.tokensOut == nil { uncounted += 1 }
    add(TokenUse(input: answer.tokensIn, output: answer.tokensOut), setting)
  }

  /// What was charged for something that is no answer.
  package mutating func add(unanswered use: TokenUse, _ setting: ModelSetting) {
    if !use.isUnknown { unanswered += 1 }
    add(use, setting)
  }

  private mutating func add(_ use: TokenUse, _ setting: ModelSetting) {
    let (input, output) = (use.input ?? 0, use.output ?? 0)
    tokensIn = Self.sum(tokensIn, input)
    tokensOut = Self.sum(tokensOut, output)
    guard let price = setting.price, !use.isUnknown else { return }
    money[price.currency, default: 0] +=
      (Double(input) * price.input + Double(output) * price.output) / 1_000_000
  }

  private static func sum(_ one: Int, _ other: Int) -> Int {
    let (sum, isTooLarge) = one.addingReportingOverflow(other)
    return isTooLarge ? .max : sum
  }

  /// `5230 tokens`
  package func tokensShown(_ language: MessageLanguage) -> String {
    let isKorean = language == .korean
    // Zero would say that it cost nothing.
    if tokens == 0, uncounted > 0 { return isKorean ? "토큰 수 모름" : "tokens unknown" }
    if estimated > 0 || uncounted > 0 { return isKorean ? "토큰 약 \(tokens)개" : "about \(tokens) tokens" }
    return isKorean ? "토큰 \(tokens)개" : "\(tokens) tokens"
  }

  /// `USD 0.0123`, for people.
  package static func shown(_ amount: Double, _ currency: String) -> String {
    let units = (amount * 10_000).rounded()
    guard units < 1e15 else { return "\(NumberText.ecmaScript(amount)) \(currency)" }
    let whole = Int64(units)
    let digits = String(whole % 10_000)
    let fraction = String(repeating: "0", count: 4 - digits.utf8.count) + digits
    return "\(whole / 10_000).\(fraction) \(currency)"
  }
}

package enum AnswerBudget: Hashable, Sendable {
  case tokens(Int)
  case money(Double, currency: String)

  /// `20000`, `0.50 USD`; nil if it is neither.
  package init?(_ text: String) {
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(text), count > 0 {
      self = .tokens(count)
      return
    }
    let parts = text.split(separator: " ")
    guard parts.count == 2, Currency.named(String(parts[1])) != nil,
      parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }), let amount = Double(parts[0]),
      amount > 0
    else { return nil }
    self = .money(amount, currency: String(parts[1]))
  }

  func isSpent(_ use: AnswerUse) -> Bool {
    switch self {
    case .tokens(let most): use.tokens >= most
    case .money(let most, let currency): use.money[currency, default: 0] >= most
    }
  }

  package var shown: String {
    switch self {
    case .tokens(let count): String(count)
    case .money(let amount, let currency): AnswerUse.shown(amount, currency)
    }
  }
}
