// Filters that lay out for people and for Markdown.

import DariBase
import Testing

@testable import DariRuntime

/// Types a filter's use and runs it.
func apply(_ name: String, _ value: Value, _ type: Type, _ arguments: [(Value, Type)] = []) throws -> Value {
  let filter = try #require(Filter.named(name))
  var given: [FilterArgument?] = arguments.map { FilterArgument(type: $0.1, constant: $0.0) }
  var values = arguments.map(\.0)
  for parameter in filter.parameters.dropFirst(arguments.count) {
    given.append(nil)
    values.append(try #require(parameter.defaultValue))
  }
  guard case .type(_, let shape) = filter.typing(FilterCall(subject: type, arguments: given)) else {
    Issue.record("\(name) does not take \(type)")
    return .absent
  }
  return try filter.apply(FilterInput(subject: value, arguments: values, shape: shape))
}

@Suite struct LayoutFilterTests {
  private let texts = Type(.list(Limits(), .text))

  @Test func bulletsIndentWhatBelongsToAnItem() throws {
    let items = Value.list([.text("원두\n- 봉투 두 개\n\n끝"), .text(""), .text("컵\r\n큰 것")])
    #expect(
      try apply("bullets", items, texts).printed.hasSameBytes(as: "- 원두\n  - 봉투 두 개\n\n  끝\n- \n- 컵\r\n  큰 것")
    )
    #expect(try apply("bullets", .list([]), texts).printed == "")
    let many = Value.list((1...10).map { .text("\($0)\nx") })
    #expect(try apply("numbered", many, texts).printed.hasSuffix("9. 9\n   x\n10. 10\n    x"))
    let mixed = Value.list([.bool(true), .bool(false)])
    #expect(try apply("bullets", mixed, Type(.list(Limits(), .bool))).printed == "- true\n- false")
  }

  @Test func quotesEveryLine() throws {
    #expect(try apply("quote", .text("a\n\nb"), .text).printed == "> a\n> \n> b")
    #expect(try apply("quote", .text("a\u{2028}b\rc"), .text).printed.hasSameBytes(as: "> a\u{2028}> b\r> c"))
    #expect(try apply("quote", .text(""), .text).printed == "")
  }

  @Test func cellsCannotEndATable() throws {
    let row = record([("a", .text, .text("x|y")), ("b", Type(.int(Limits()), isOptional: true), .absent)])
    let other = record([
      ("a", .text, .text("1\\|2\n3\r\n")), ("b", Type(.int(Limits()), isOptional: true), .int(4)),
    ])
    let table = try apply(
      "table", .list([row.value, other.value]), Type(.list(Limits(), Type(.record(row.type)))))
    #expect(table.printed == "| a | b |\n| --- | --- |\n| x\\|y |  |\n| 1\\\\\\|2<br>3 | 4 |")
    #expect(
      try apply("table", .list([]), Type(.list(Limits(), Type(.record(row.type))))).printed
        == "| a | b |\n| --- | --- |")
  }

  @Test func jsonKeepsTheDeclaredOrder() throws {
    let kind = Type(.enumeration(EnumType(cases: [.init(word: "refund", label: "환불")])))
    let inner = record([("z", .number, .number(1)), ("a", .date, .date(CalendarDate(iso: "2026-11-20")!))])
    let outer = record([
      ("total", Type(.money("USD")), .money(Money(units: 1250, currency: "USD"))),
      ("kind", kind, .symbol("refund")),
      ("memo", Type(.text(Limits()), isOptional: true), .absent),
      ("부품", Type(.list(Limits(), Type(.record(inner.type)))), .list([inner.value])),
      ("line", .line, .text("a\u{2028}\"b\"\u{1}")),
    ])
    let json = try apply("json", outer.value, Type(.record(outer.type))).printed
    #expect(
      json
        == #"{"total": "12.50 USD", "kind": "refund", "memo": null, "부품": [{"z": 1.0, "a": "2026-11-20"}], "#
        + #""line": "a\u2028\"b\"\u0001"}"#)
    #expect(throws: Never.self) { try JSONParser.parse(json) }
    let indented = try apply("json", inner.value, Type(.record(inner.type)), [(.int(2), .int)]).printed
    #expect(indented == "{\n  \"z\": 1.0,\n  \"a\": \"2026-11-20\"\n}")
  }

  @Test func sortsEnumsAsDeclaredAndTextByScalars() throws {
    let level = Type(.enumeration(EnumType(cases: ["high", "mid", "low"].map { .init(word: $0) })))
    let levels = Type(.list(Limits(), level))
    let values = Value.list(["low", "high", "mid", "high"].map { .symbol($0) })
    #expect(
      try apply("join", apply("sort", values, levels), levels, [(.text(" "), .line)]).printed
        == "high high mid low")
    #expect(try apply("min", values, levels).printed == "high")
    #expect(try apply("max", values, levels).printed == "low")
  }

  @Test func hugeResultsAreFaults() throws {
    let long = Value.text(String(repeating: "a", count: 1 << 20))
    #expect(throws: RenderFault.tooLarge) {
      try apply(
        "replace", long, .text, [(.text("a"), .line), (.text(String(repeating: "b", count: 100)), .line)])
    }
    let lines = Value.text(String(repeating: "a\n", count: 1 << 20))
    #expect(throws: RenderFault.tooLarge) { try apply("indent", lines, .text, [(.int(1000), .int)]) }
    #expect(throws: RenderFault.tooLarge) { try apply("lines", lines, .text) }
  }

  /// A bundle that somebody changed may hand anything to a filter: a fault or any value, but no trap.
  @Test(arguments: Filter.all.map(\.name)) func noFilterTrapsOnWhatItDoesNotTake(_ name: String) throws {
    let filter = try #require(Filter.named(name))
    let odd: [Value] = [
      .absent, .text("가"), .int(.min), .int(.max), .number(.nan), .number(.infinity), .number(-0.0),
      .bool(true),
      .date(CalendarDate(year: 1, month: 1, day: 1)!), .money(Money(units: .min, currency: "???")),
      .symbol("x"), .list([]),
      .list([.absent, .int(1), .text("a"), .record([.int(1)])]), .record([]), .record([.list([.record([])])]),
      .placeholder("a.b"),
    ]
    for subject in odd {
      for argument in odd {
        for shape in odd {
          let arguments = filter.parameters.map { _ in argument }
          _ = try? filter.apply(FilterInput(subject: subject, arguments: arguments, shape: shape))
        }
      }
    }
  }
}
