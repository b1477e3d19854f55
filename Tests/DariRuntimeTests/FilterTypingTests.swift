// What types filters take and give.

import DariBase
import Testing

@testable import DariRuntime

@Suite struct FilterTypingTests {
  private static let order = RecordType(
    name: "Order",
    fields: [
      .init(name: "number", type: Type(.line(Limits(nil, 40)))),
      .init(name: "total", type: Type(.money("KRW"))),
      .init(name: "memo", type: Type(.text(Limits()), isOptional: true)),
      .init(name: "phone", type: Type(.line(Limits()), labels: .personal)),
      .init(name: "items", type: Type(.list(Limits(), .line))),
    ])
  private static let orders = Type(.list(Limits(1, 9), Type(.record(order))))
  private static let kind = EnumType(
    name: "Kind", cases: [.init(word: "refund", label: "환불"), .init(word: "other")])

  private func argument(_ value: Value, _ type: Type) -> FilterArgument {
    FilterArgument(type: type, constant: value)
  }
  private func text(_ text: String) -> FilterArgument { argument(.text(text), .line) }
  private func whole(_ number: Int64) -> FilterArgument { argument(.int(number), .int) }
  private func field(_ name: String) throws -> FilterArgument {
    FilterArgument(type: try #require(Self.order.field(name)).type, field: name)
  }

  /// The result's type as it is written, or the problem.
  private func typed(_ subject: Type, _ name: String, _ arguments: FilterArgument?...) throws -> String {
    let filter = try #require(Filter.named(name))
    let missing: [FilterArgument?] = Array(repeating: nil, count: filter.parameters.count - arguments.count)
    switch filter.typing(FilterCall(subject: subject, arguments: arguments + missing)) {
    case .type(let type, _): return type.description
    case .wrong(let problem): return "\(problem)"
    }
  }

  @Test func textsKeepWhatIsKnownOfThem() throws {
    let line = Type(.line(Limits(2, 10)))
    let body = Type(.text(Limits(nil, 100)), labels: .untrusted)
    #expect(try typed(line, "upper") == "line(2..30)")
    #expect(try typed(line, "lower") == "line(2..20)")
    #expect(try typed(body, "trim") == "untrusted text(..100)")
    #expect(try typed(body, "truncate", whole(20)) == "untrusted text(..20)")
    #expect(try typed(line, "truncate", whole(20)) == "line(2..10)")
    #expect(try typed(.text, "truncate") == "text(..255)")
    #expect(try typed(line, "indent") == "line(2..10)")
    #expect(try typed(body, "indent", whole(2)) == "untrusted text(..200)")
    #expect(try typed(body, "length") == "untrusted int(0..100)")
    #expect(try typed(line, "length") == "int(2..10)")
    #expect(try typed(Self.orders, "length") == "int(1..9)")
    #expect(try typed(line, "replace", text("a"), text("bb")) == "line(..20)")
    #expect(try typed(line, "replace", text("ab"), text("c")) == "line(..10)")
    #expect(try typed(line, "replace", text("a"), argument(.text("\n"), .text)) == "text(..10)")
    #expect(try typed(Type(.url), "trim") == "line(..65536)")
    #expect(try typed(line, "split", text(", ")) == "list(1..6) of line(..10)")
    #expect(try typed(body, "lines") == "untrusted list(..100) of untrusted line(..100)")
    #expect(try typed(line, "lines") == "list(1..1) of line(..10)")
    #expect(try typed(line, "redact") == "line(..10)")
    #expect(
      try typed(line, "redact", FilterArgument(type: Type(.line(Limits()), isOptional: true))) == "line(..20)"
    )
    #expect(try typed(Type(.text(Limits(nil, 7))), "redact", FilterArgument(type: .text)) == "text(..13)")
    #expect(try typed(.text, "redact", nil, FilterArgument(type: Type(.list(Limits(), .line)))) == "text")
    #expect(try typed(line, "redact", text("가"), whole(1)) == "argument(1, expected: \"text, list of text\")")
    #expect(try typed(.int, "upper") == "subject")
    #expect(try typed(Type(.line(Limits()), isOptional: true), "upper") == "optionalSubject")
  }

  @Test func literalsAreChecked() throws {
    #expect(try typed(.text, "split", text("")) == "literal(0, expected: \"text(1..)\")")
    #expect(try typed(.text, "truncate", whole(2)) == "literal(0, expected: \"int(3..2147483647)\")")
    #expect(try typed(.text, "truncate", text("a")) == "argument(0, expected: \"int(3..2147483647)\")")
    #expect(try typed(.text, "indent", whole(-1)) == "literal(0, expected: \"int(0..1000)\")")
    #expect(
      try typed(.date, "date", text("yyyy-mm-dd")) == "literal(0, expected: \"\\\"yyyy년 M월 d일 EEEE\\\"\")")
    #expect(try typed(.int, "number", text("abc")) == "literal(0, expected: \"\\\"#,##0.00\\\"\")")
    let pairs = try typed(.line, "josa", text("을를"))
    #expect(pairs.hasPrefix("literal(0") && pairs.contains("은/는") && pairs.contains("으로/로"))
    let notKnown = FilterArgument(type: .line)
    #expect(try typed(.line, "josa", notKnown).hasPrefix("literal(0"))
    #expect(
      try typed(Type(.list(Limits(), .line)), "join", text("")) == "literal(0, expected: \"text(1..)\")")
  }

  @Test func listsKnowWhetherTheyAreEmpty() throws {
    let numbers = Type(.list(Limits(), .int))
    #expect(try typed(numbers, "first") == "int?")
    #expect(try typed(numbers, "max") == "int?")
    #expect(try typed(Self.orders, "last") == "Order")
    #expect(try typed(Self.orders, "map", field("number")) == "list(1..9) of line(..40)")
    #expect(try typed(Self.orders, "map", field("memo")) == "optionalField(0)")
    #expect(try typed(Self.orders, "map", field("phone")) == "list(1..9) of personal line")
    #expect(try typed(Self.orders, "where", field("memo"), text("급함")) == "list(..9) of Order")
    #expect(
      try typed(Self.orders, "where", field("number"), whole(1)) == "argument(1, expected: \"line(..40)\")")
    #expect(try typed(Self.orders, "where", field("phone"), text("010")) == "personal list(..9) of Order")
    #expect(try typed(Self.orders, "sort", field("total")) == "list(1..9) of Order")
    #expect(try typed(Self.orders, "sort", field("items")).hasPrefix("fieldType(0"))
    #expect(try typed(Self.orders, "sort") == "argument(0, expected: \"field\")")
    #expect(try typed(Self.orders, "sum", field("total")) == "money(KRW)")
    #expect(try typed(Self.orders, "sum", field("number")).hasPrefix("fieldType(0"))
    #expect(try typed(Self.orders, "unique") == "list(1..9) of Order")
    #expect(try typed(Self.orders, "reverse") == "list(1..9) of Order")
    #expect(
      try typed(Type(.list(Limits(2, 3), Type(.list(Limits(1, 4), .int)))), "flatten") == "list(2..12) of int"
    )
    #expect(try typed(numbers, "flatten") == "subject")
    #expect(try typed(Self.orders, "bullets") == "subject")
    #expect(try typed(Self.orders, "table") == "subject", "a list of lines is no cell")
  }

  @Test func joiningTellsHowLongTheTextGets() throws {
    let names = Type(.list(Limits(1, 3), Type(.line(Limits(1, 10)), labels: .personal)))
    #expect(try typed(names, "join", text(", ")) == "personal line(1..34)")
    #expect(try typed(names, "join") == "personal line(1..30)")
    #expect(try typed(names, "join", argument(.text("\n"), .text)) == "personal text(1..32)")
    #expect(try typed(names, "bullets") == "personal text(..39)")
    #expect(try typed(Type(.list(Limits(), .text)), "join") == "text")
    #expect(try typed(Type(.list(Limits(), Type(.enumeration(Self.kind)))), "join") == "line")
  }

  @Test func defaultsGiveThePresentType() throws {
    let memo = Type(.line(Limits(nil, 10)), labels: .personal, isOptional: true)
    #expect(try typed(memo, "default", text("없음")) == "personal line")
    #expect(try typed(memo, "default", whole(1)) == "argument(0, expected: \"personal line(..10)\")")
    #expect(try typed(memo, "default", FilterArgument(type: memo)) == "personal line(..10)?")
    #expect(try typed(.line, "default", text("없음")) == "presentSubject")
    #expect(try typed(Type(.bool, isOptional: true), "default", argument(.bool(false), .bool)) == "bool")
  }

  @Test func numbersAndPeople() throws {
    #expect(try typed(Type(.number(Limits(0, 1.5))), "round") == "int(0..2)")
    #expect(try typed(.number, "round", whole(2)) == "number")
    #expect(try typed(Type(.int(Limits(0, 9))), "round") == "int(0..9)")
    #expect(try typed(.date, "round") == "subject")
    #expect(try typed(Type(.enumeration(Self.kind)), "label") == "line(2..5)")
    #expect(try typed(Type(.list(Limits(), Type(.enumeration(Self.kind)))), "label") == "list of line(2..5)")
    #expect(try typed(.bool, "label") == "subject")
    #expect(try typed(Type(.line(Limits(1, 5))), "josa", text("은/는")) == "line(2..13)")
    #expect(try typed(Self.orders, "json") == "personal line(1..)")
    #expect(try typed(Self.orders, "json", whole(2)) == "personal text(1..)")
    #expect(try typed(Type(.line(Limits()), isOptional: true), "json") == "line(1..)")
    #expect(try typed(Type(.media(.image)), "json") == "subject")
  }

  /// One mistake is told once: what could not be typed is taken by every filter, and gives no second problem.
  @Test(arguments: Filter.all.map(\.name)) func whatCouldNotBeTypedPasses(_ name: String) throws {
    let filter = try #require(Filter.named(name))
    for subject in [Type.unknown, Type(.list(Limits(), .unknown))] {
      let call = FilterCall(
        subject: subject, arguments: filter.parameters.map { _ in FilterArgument(type: .unknown) })
      guard case .wrong(let problem) = filter.typing(call) else { continue }
      if case .presentSubject = problem { continue }
      guard case .subject = problem, !subject.isUnknown else {
        Issue.record("\(name) of \(subject): \(problem)")
        continue
      }
      // A list is no text and no date, whatever is in it; but a filter of lists has to take it.
      #expect(!filter.subject.contains("list"), "\(name)")
    }
  }

  /// The editor asks which filters a type has before there are arguments.
  @Test(arguments: [
    Type.text, .line, .int, .number, .bool, .date, orders, Type(.money("USD")), Type(.enumeration(kind)),
  ])
  func everyTypeCanBeAskedForItsFilters(_ type: Type) {
    let names = Filter.all.filter { filter in
      if case .wrong(.subject) = filter.typing(
        FilterCall(subject: type, arguments: filter.parameters.map { _ in nil }))
      {
        return false
      }
      return true
    }.map(\.name)
    #expect(names.contains("json"))
  }
}
