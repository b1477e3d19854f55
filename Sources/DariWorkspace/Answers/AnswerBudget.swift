// What a live session has used, and what it may use.

import DariBase
import DariRuntime
import DariSemantics

/// Tokens, and money where prices are known.
package struct AnswerUse: Hashable, Sendable {
  package var answers = 0
  package var tokensIn = 0
  package var tokensOut = 0
  /// Answers whose server did not say how many tokens they took; theirs are estimated.
  package var estimated = 0
  /// By currency.
  package var money: [String: Double] = [:]

  package init() {}

  package mutating func add(_ answer: RecordedAnswer, _ setting: ModelSetting) {
    answers += 1
    let (input, output) = (answer.tokensIn ?? 0, answer.tokensOut ?? 0)
    tokensIn += input
    tokensOut += output
    if answer.tokensIn == nil || answer.tokensOut == nil { estimated += 1 }
    guard let price = setting.price else { return }
    money[price.currency, default: 0] +=
      (Double(input) * price.input + Double(output) * price.output) / 1_000_000
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
    case .tokens(let most): use.tokensIn + use.tokensOut >= most
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
