// What the tools cost in a month, added up in the open: each price as the catalogue has it, a sum for each currency, and
// what is not known said to be so. Nothing is converted and nothing is guessed.

import DariBase
import DariRuntime

extension Manual {
  /// For one person and one month.
  package struct MonthlyCost: Hashable, Sendable {
    package var sums: [Sum]
    /// Without a fee.
    package var free: [String]
    /// Of which nobody wrote down what they cost, or not as an amount.
    package var unknown: [String]
    /// Steps that one of several tools may do: any of them will do, and none is in the sum.
    package var choices: [[String]]
    /// The days of the prices, oldest and newest; nil if no price has one.
    package var days: [String]

    package struct Sum: Hashable, Sendable {
      package var tools: [String]
      package var amounts: [Money]
      package var total: Money
    }
  }
}

extension ManualBuilder {
  /// Nil if no tool is used.
  var monthlyCost: Manual.MonthlyCost? {
    var certain = Set<String>()
    var choices: [[String]] = []
    everyStep { _, step, builder in
      let ids = builder.toolIDs(step.actor)
      if ids.count == 1 { certain.insert(ids[0]) }
      if ids.count > 1, !choices.contains(ids) { choices.append(ids) }
    }
    // Who has one of them already needs no other.
    choices.removeAll { !certain.isDisjoint(with: $0) }
    let tools = everyTool.filter { certain.contains($0.id) }
    if tools.isEmpty, choices.isEmpty { return nil }
    var cost = Manual.MonthlyCost(sums: [], free: [], unknown: [], choices: [], days: [])
    var days: [CalendarDate] = []
    for tool in tools {
      guard case .money(let amount)? = tool.cost.map(Money.read) else {
        cost.unknown.append(tool.name)
        continue
      }
      if let day = tool.asof.flatMap({ CalendarDate(iso: $0) }) { days.append(day) }
      if amount.units == 0 { cost.free.append(tool.name) } else { add(amount, of: tool.name, to: &cost) }
    }
    let names = Dictionary(everyTool.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    cost.choices = choices.map { $0.map { names[$0] ?? $0 } }
    days.sort { ($0.year, $0.month, $0.day) < ($1.year, $1.month, $1.day) }
    let ends = [days.first, days.last].compactMap(\.self)
    cost.days =
      ends.first == ends.last ? Array(ends.prefix(1)).map(words.types.day) : ends.map(words.types.day)
    return cost
  }

  private func add(_ amount: Money, of tool: String, to cost: inout Manual.MonthlyCost) {
    guard let place = cost.sums.firstIndex(where: { $0.total.currency == amount.currency }) else {
      cost.sums.append(.init(tools: [tool], amounts: [amount], total: amount))
      return
    }
    let (sum, overflow) = cost.sums[place].total.units.addingReportingOverflow(amount.units)
    guard !overflow else {
      cost.unknown.append(tool)
      return
    }
    cost.sums[place].tools.append(tool)
    cost.sums[place].amounts.append(amount)
    cost.sums[place].total.units = sum
  }
}

extension ManualPage {
  func monthlyCost(_ html: inout HTML) {
    guard let cost = manual.cost else { return }
    html.element("h3", words.cost.title)
    for sum in cost.sums {
      let parts = zip(sum.tools, sum.amounts).map { "\($0) \(price($1))" }
      html.element(
        "p", ["class": "sum"], words.cost.sum(sum.tools.count == 1 ? sum.tools : parts, price(sum.total)))
    }
    if cost.sums.isEmpty, !cost.free.isEmpty, cost.unknown.isEmpty, cost.choices.isEmpty {
      html.element("p", ["class": "sum"], words.cost.nothing)
    }
    html.element("ul", ["class": "quiet"]) { html in
      if !cost.free.isEmpty { html.element("li", words.cost.free(cost.free)) }
      if !cost.unknown.isEmpty { html.element("li", words.cost.unknown(cost.unknown)) }
      for choice in cost.choices { html.element("li", words.cost.choice(choice)) }
      if cost.sums.count > 1 { html.element("li", words.cost.currencies) }
      if let first = cost.days.first { html.element("li", words.cost.days(first, cost.days.last ?? first)) }
      html.element("li", words.sentences.costIntro)
    }
  }

  /// Without the small coins if there are none: prices are written that way.
  private func price(_ money: Money) -> String {
    let text = money.description
    let parts = text.split(separator: " ")
    guard let point = text.firstIndex(of: "."), parts.count == 2,
      text[point...].dropFirst().prefix(while: { $0 != " " }).allSatisfy({ $0 == "0" })
    else { return words.sentences.money(text) }
    return words.sentences.money("\(text[..<point]) \(parts[1])")
  }
}
