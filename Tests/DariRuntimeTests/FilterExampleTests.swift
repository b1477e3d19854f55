// Every filter's example, typed and run through the table alone: the holes of a template with literals.

import DariBase
import Testing

@testable import DariRuntime

@Suite struct FilterExampleTests {
  @Test(arguments: Filter.all.map(\.name)) func exampleRendersAsTheReferenceSays(_ name: String) throws {
    let filter = try #require(Filter.named(name))
    var examples = ExampleReader(filter.example.template)
    #expect(try examples.render() == filter.example.output)
    #expect(filter.example.template.contains("| \(name)"))
    #expect(filter.summary.english.hasSuffix(".") && filter.summary.korean.hasSuffix("."))
    #expect(filter.summary.korean.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) })
  }

  @Test func theTableHasTheFiltersOfTheReferenceInItsOrder() {
    let names = """
      upper lower title trim truncate replace split lines indent length default join flatten first last sort \
      reverse unique where map sum min max round bullets numbered table json label quote date \
      number money josa redact
      """
    #expect(Filter.all.map(\.name) == names.split(separator: " ").map(String.init))
    #expect(Filter.index(of: "upper") == 0)
    #expect(Filter.index(of: "tojson") == nil)
  }
}

/// As much of the language as the examples use.
private struct ExampleReader {
  private let text: [Unicode.Scalar]
  private var index = 0

  init(_ template: String) { text = Array(template.unicodeScalars) }

  private struct Typed {
    var value: Value
    var type: Type
  }

  private static let kind = EnumType(
    name: "Kind", cases: [.init(word: "refund", label: "환불"), .init(word: "delivery", label: "배송")])
  private static let item = RecordType(
    name: "Item",
    fields: [
      .init(name: "name", type: .line, label: "상품"),
      .init(name: "count", type: Type(.int(Limits(1))), label: "수량"),
      .init(name: "price", type: Type(.money("KRW")), label: "값"),
    ])

  /// The values of `Filter.exampleLibrary`.
  private func named(_ name: String) -> Typed? {
    func row(_ name: String, _ count: Int64, _ price: Int64) -> Value {
      let fields: [Value] = [.text(name), .int(count), .money(Money(units: price, currency: "KRW"))]
      return .record(Self.item.slots.map { fields[$0] })
    }
    switch name {
    case "items":
      return Typed(
        value: .list([row("원두", 2, 15_000), row("컵", 1, 8_000)]),
        type: Type(.list(Limits(1), Type(.record(Self.item)))))
    case "kind": return Typed(value: .symbol("refund"), type: Type(.enumeration(Self.kind)))
    case "paid": return Typed(value: .date(CalendarDate(iso: "2026-11-20")!), type: .date)
    case "total":
      return Typed(value: .money(Money(units: 38_000, currency: "KRW")), type: Type(.money("KRW")))
    default: return nil
    }
  }

  struct Failure: Error { var at: Int, why: String }

  mutating func render() throws -> String {
    var result = ""
    while index < text.count {
      if accept("{{ ") {
        let hole = try expression()
        guard hole.type.core.isPrintable, !hole.type.isOptional else {
          throw Failure(at: index, why: "not printable")
        }
        result += hole.value.printed
        guard accept(" }}") else { throw Failure(at: index, why: "}}") }
      } else {
        result.unicodeScalars.append(text[index])
        index += 1
      }
    }
    return result
  }

  private mutating func accept(_ word: String) -> Bool {
    let scalars = Array(word.unicodeScalars)
    guard text[index...].starts(with: scalars) else { return false }
    index += scalars.count
    return true
  }

  private mutating func name() -> String {
    var name = ""
    while index < text.count, text[index].properties.isXIDContinue {
      name.unicodeScalars.append(text[index])
      index += 1
    }
    return name
  }

  private mutating func expression() throws -> Typed {
    var value = try literal()
    while accept(" | ") { value = try filtered(value) }
    return value
  }

  private mutating func filtered(_ subject: Typed) throws -> Typed {
    let name = name()
    guard let filter = Filter.named(name) else { throw Failure(at: index, why: name) }
    var arguments: [FilterArgument?] = []
    var values: [Value] = []
    if accept("(") {
      while !accept(")") {
        _ = accept(", ")
        let parameter = filter.parameters[arguments.count]
        if parameter.kind == .field, case .list(_, let element) = subject.type.core,
          case .record(let record) = element.core
        {
          let field = self.name()
          let slot = try #require(record.slot(of: field))
          arguments.append(
            FilterArgument(type: try #require(record.field(field)).type, constant: nil, field: field))
          values.append(.int(Int64(slot)))
        } else {
          let argument = try literal()
          arguments.append(FilterArgument(type: argument.type, constant: argument.value))
          values.append(argument.value)
        }
      }
    }
    for parameter in filter.parameters.dropFirst(arguments.count) {
      arguments.append(nil)
      values.append(try #require(parameter.defaultValue))
    }
    guard
      case .type(let type, let shape) = filter.typing(FilterCall(subject: subject.type, arguments: arguments))
    else {
      throw Failure(at: index, why: "\(name) does not take \(subject.type)")
    }
    return Typed(
      value: try filter.apply(FilterInput(subject: subject.value, arguments: values, shape: shape)),
      type: type)
  }

  private mutating func literal() throws -> Typed {
    if accept("\"") {
      var string = String.UnicodeScalarView()
      while text[index] != "\"" {
        if text[index] == "\\" {
          index += 1
          string.append(text[index] == "n" ? "\n" : text[index])
        } else {
          string.append(text[index])
        }
        index += 1
      }
      index += 1
      let isLine = !TextLines.hasBreak(String(string))
      let limits = Limits(string.count, string.count)
      return Typed(value: .text(String(string)), type: Type(isLine ? .line(limits) : .text(limits)))
    }
    if accept("[") {
      var items: [Typed] = []
      while !accept("]") {
        _ = accept(", ")
        items.append(try literal())
      }
      let element = try items.dropFirst().reduce(items.first?.type ?? Type(.nothing)) {
        try #require($0.joined(with: $1.type))
      }
      return Typed(
        value: .list(items.map(\.value)), type: Type(.list(Limits(items.count, items.count), element)))
    }
    if text[index].value < 0x3A {
      var digits = ""
      while text[index] == "." || (0x30...0x39).contains(text[index].value) {
        digits.unicodeScalars.append(text[index])
        index += 1
      }
      if let whole = Int64(digits) { return Typed(value: .int(whole), type: .int) }
      return Typed(value: .number(try #require(Double(digits))), type: .number)
    }
    let name = name()
    guard let value = named(name) else { throw Failure(at: index, why: name) }
    return value
  }
}
