// Arithmetic, printing and layouts of numbers, dates and JSON, against Python.

import DariBase
import Testing

@testable import DariRuntime

@Suite struct NumberOracleTests {
  private func rows(_ key: String) throws -> [[JSONNode]] {
    try #require(try OracleFile.read("python_numbers.json").member(key)).node.items.map(\.items)
  }

  private func outcome(_ body: () throws(RenderFault) -> Value) -> Value {
    do { return try body() } catch {
      return .text("\(error)")
    }
  }

  @Test func arithmetic() throws {
    for row in try rows("arithmetic") {
      let (a, b) = (row[0].asValue, row[1].asValue)
      let results = [
        outcome { () throws(RenderFault) in try Arithmetic.sum(a, b) },
        outcome { () throws(RenderFault) in try Arithmetic.difference(a, b) },
        outcome { () throws(RenderFault) in try Arithmetic.product(a, b) },
        outcome { () throws(RenderFault) in try Arithmetic.quotient(a, b) },
        outcome { () throws(RenderFault) in try Arithmetic.floorQuotient(a, b) },
        outcome { () throws(RenderFault) in try Arithmetic.remainder(a, b) },
      ]
      for (index, result) in results.enumerated() {
        #expect(
          isSame(result, row[index + 2].asValue),
          "\(a), \(b): column \(index + 2) is \(result), in Python \(row[index + 2].asValue)"
        )
      }
      #expect(isSame(.int(Int64(a.compare(b))), row[8].asValue), "\(a) compared with \(b)")
      #expect(a.isEqual(to: b) == (a.compare(b) == 0))
      #expect(!a.isEqual(to: b) || ValueKey(a).hashValue == ValueKey(b).hashValue)
    }
  }

  @Test func printedNumbers() throws {
    for row in try rows("printed") { #expect(row[0].asValue.printed == row[1].text) }
  }

  @Test func patterns() throws {
    for row in try rows("fixed") {
      let filter = try #require(Filter.named("number"))
      let result = try filter.apply(
        FilterInput(subject: row[0].asValue, arguments: [.text(row[1].text)], shape: .absent))
      #expect(result.printed == row[2].text, "\(row[0].asValue) as \(row[1].text)")
    }
  }

  @Test func daysOfTheWeek() throws {
    for row in try rows("days") {
      let date = try #require(CalendarDate(iso: row[0].text))
      #expect(Value.int(Int64(date.weekday)).isEqual(to: row[1].asValue), "\(date)")
      #expect(Value.date(date).printed == row[0].text)
    }
  }

  @Test func json() throws {
    for row in try rows("json") {
      let filter = try #require(Filter.named("json"))
      for (index, indent) in [Value.absent, .int(2)].enumerated() {
        let result = try filter.apply(
          FilterInput(subject: row[0].asValue, arguments: [indent], shape: .absent))
        #expect(result.printed.hasSameBytes(as: row[index + 1].text), "\(row[0].asValue)")
      }
    }
  }
}
