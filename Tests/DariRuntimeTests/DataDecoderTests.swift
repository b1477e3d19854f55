// Data against types: what is read, and what is told of what is wrong.

import DariBase
import Testing

@testable import DariRuntime

@Suite struct DataDecoderTests {
  /// The value as JSON, or the problems as `code path: message`.
  private func read(_ json: String, as type: Type) throws -> String {
    try read(DataNode(try JSONParser.parse(json)), as: type)
  }

  private func read(_ node: DataNode?, as type: Type) throws -> String {
    var decoder = DataDecoder()
    guard let value = decoder.decode(node, as: type, path: "x") else {
      #expect(!decoder.problems.isEmpty)
      return decoder.problems.map { "\($0.problem.code.text) \($0.path)" }.joined(separator: ", ")
    }
    #expect(decoder.problems.isEmpty)
    var text = LimitedText()
    try JSONText().write(value, JSONText.shape(of: type.core), into: &text)
    return text.value.printed
  }

  @Test func wholeNumbersAreExact() throws {
    #expect(try read("9007199254740993", as: .int) == "9007199254740993")
    #expect(try read("-9223372036854775808", as: .int) == "-9223372036854775808")
    #expect(try read("9223372036854775808", as: .int) == "E0914 x")
    #expect(try read("123456789012345678901234567890", as: .int) == "E0914 x")
    #expect(try read("1.0", as: .int) == "1")
    #expect(try read("1e3", as: .int) == "1000")
    #expect(try read("-0.0", as: .int) == "0")
    #expect(try read("1.5", as: .int) == "E0915 x")
    // Also with a point or an exponent, and to the last digit.
    #expect(try read("9007199254740993.0", as: .int) == "9007199254740993")
    #expect(try read("1e16", as: .int) == "10000000000000000")
    #expect(try read("-922337203685477580.8e1", as: .int) == "-9223372036854775808")
    #expect(try read("1e30", as: .int) == "E0914 x")
    #expect(try read(DataNode(.word("1e16")), as: .int) == "10000000000000000")
    #expect(try read(DataNode(.word("9007199254740993.0")), as: .int) == "9007199254740993")
    #expect(try read(DataNode(.word("9007199254740993.5")), as: .int) == "E0915 x")
    #expect(try read(DataNode(.word("0.10e1")), as: .int) == "1")
    #expect(try read(DataNode(.word("1e99999999999999999999")), as: .int).hasPrefix("E091"))
    #expect(try read("\"1\"", as: .int) == "E0903 x")
    #expect(try read("true", as: .int) == "E0903 x")
    #expect(try read("10", as: Type(.int(Limits(1, 9)))) == "E0906 x")
    #expect(try read("9", as: Type(.int(Limits(1, 9)))) == "9")
  }

  @Test func numbers() throws {
    #expect(try read("1", as: .number) == "1.0")
    #expect(try read("0.1", as: .number) == "0.1")
    #expect(try read("123456789012345678901234567890", as: .number) == "1.2345678901234568e+29")
    #expect(try read("1" + String(repeating: "0", count: 400), as: .number) == "E0914 x")
    #expect(try read("0.5", as: Type(.number(Limits(nil, 0.25)))) == "E0906 x")
  }

  @Test(arguments: [
    ("true", "bool"), ("false", "bool"), ("yes", "bool"), ("no", "bool"), ("7", "int"), ("-7", "int"),
    ("2.0", "int"), ("1.5", "number"), ("2e3", "number"),
    ("2026-11-20", "date"), ("49000 KRW", "money"), ("007", "text"), ("no", "text"), ("1.10", "text"),
    ("10:30", "line"), ("", "text"), ("null", "line"),
  ]) func wordsBecomeWhatIsAsked(_ word: String, _ type: String) throws {
    let result = try read(DataNode(.word(word)), as: Self.type(type))
    #expect(!result.hasPrefix("E"))
  }

  @Test(arguments: [
    ("True", "bool"), ("1", "bool"), ("on", "bool"), ("", "bool"), ("007", "int"), ("+7", "int"),
    ("1,000", "int"), ("0x10", "int"), ("", "int"), (" 7", "int"),
    ("1_000", "int"), ("٧", "int"), ("nan", "number"), ("inf", "number"), ("0x1p3", "number"),
    (".5", "number"), ("5.", "number"), ("", "number"), ("1.5", "int"),
    ("2026-11-31", "date"), ("2026-1-5", "date"), ("20261120", "date"), ("0000-01-01", "date"),
    ("2026-11-20T00:00:00", "date"), ("49000", "money"), ("49000 USD", "money"),
    ("a\u{2028}b", "line"), ("a\u{85}b", "line"), ("a\rb", "line"), ("a\nb", "line"), ("a\u{B}b", "line"),
  ]) func wordsThatAreNot(_ word: String, _ type: String) throws {
    #expect(try read(DataNode(.word(word)), as: Self.type(type)).hasPrefix("E"))
  }

  private static func type(_ name: String) -> Type {
    switch name {
    case "bool": .bool
    case "int": .int
    case "number": .number
    case "date": .date
    case "money": Type(.money("KRW"))
    case "line": .line
    default: .text
    }
  }

  @Test func nothingIsConverted() throws {
    #expect(try read("1", as: .text) == "E0903 x")
    #expect(try read("true", as: .text) == "E0903 x")
    #expect(try read("\"true\"", as: .bool) == "E0903 x")
    #expect(try read("49000", as: Type(.money("KRW"))) == "E0903 x")
    #expect(try read("\"49,000 KRW\"", as: Type(.money("KRW"))) == "E0910 x")
    #expect(try read("\"5 USD\"", as: Type(.money("KRW"))) == "E0911 x")
    #expect(try read("\"9223372036854775808 KRW\"", as: Type(.money("KRW"))) == "E0914 x")
    #expect(try read("\"javascript:x\"", as: Type(.url)) == "E0912 x")
    #expect(try read("\"a@b\"", as: Type(.email)) == "E0913 x")
    #expect(try read("\"2026-02-29\"", as: .date) == "E0909 x")
    #expect(try read("{}", as: Type(.list(Limits(), .int))) == "E0903 x")
    #expect(try read("[]", as: .text) == "E0903 x")
    #expect(try read("\"\"", as: Type(.media(.image))) == "E0901 x")
    #expect(try read("\"\"", as: Type(.media(.image)).asOptional) == "E0903 x")
  }

  @Test func textSurvivesByteForByte() throws {
    let text = "\u{1112}\u{1161}\u{11AB} e\u{301} 👨‍👩‍👧‍👦\u{FEFF}\u{200B} \u{0} {{ x }}\ttab\rlone\n"
    var decoder = DataDecoder()
    let value = decoder.decode(DataNode(.text(text + "\r\nend")), as: .text, path: "x")
    #expect(try #require(value).printed.hasSameBytes(as: text + "\nend"))
    let large = String(repeating: "하루커피 ", count: 80_000)
    let again = decoder.decode(DataNode(.text(large)), as: .text, path: "x")
    #expect(try #require(again).printed.hasSameBytes(as: large))
  }

  @Test func limitsCountScalars() throws {
    let four = Type(.text(Limits(2, 4)))
    #expect(try read(DataNode(.text("하루커피")), as: four) == "\"하루커피\"")
    #expect(try read(DataNode(.text("a\r\nbc")), as: four) == "\"a\\nbc\"", "CR LF is one line break")
    #expect(try read(DataNode(.text("하루커피!")), as: four) == "E0904 x")
    #expect(try read(DataNode(.text("e\u{301}e\u{301}e")), as: four) == "E0904 x")
    #expect(try read(DataNode(.text("👨‍👩‍👧‍👦")), as: four) == "E0904 x")
    #expect(try read(DataNode(.text("a")), as: four) == "E0904 x")
    #expect(try read("[1]", as: Type(.list(Limits(2), .int))) == "E0905 x")
  }

  @Test func wordsOfEnumsAreNames() throws {
    let kind = Type(
      .enumeration(EnumType(cases: [.init(word: "\u{D658}\u{BD88}", label: "돈 돌려받기"), .init(word: "other")])))
    let decomposed = "\u{1112}\u{116A}\u{11AB}\u{1107}\u{116E}\u{11AF}"
    var decoder = DataDecoder()
    let value = decoder.decode(DataNode(.text(decomposed)), as: kind, path: "x")
    #expect(try #require(value).printed.hasSameBytes(as: "\u{D658}\u{BD88}"), "the declared word")
    #expect(try read("\"돈 돌려받기\"", as: kind) == "E0907 x")
    #expect(try read("\"Other\"", as: kind) == "E0907 x")
  }

  @Test func absent() throws {
    let optional = Type(.int(Limits()), isOptional: true)
    #expect(try read("null", as: optional) == "null")
    #expect(try read(nil, as: optional) == "null")
    #expect(try read("null", as: .int) == "E0901 x")
    #expect(try read(nil, as: .int) == "E0901 x")
    #expect(try read("[1, null]", as: Type(.list(Limits(), .int))) == "E0901 x[1]")
  }

  private static let order = Type(
    .record(
      RecordType(
        name: "Order",
        fields: [
          .init(name: "number", type: Type(.line(Limits(nil, 4)))),
          .init(
            name: "items",
            type: Type(
              .list(
                Limits(1),
                Type(
                  .record(
                    RecordType(fields: [
                      .init(name: "name", type: .line), .init(name: "count", type: Type(.int(Limits(1)))),
                    ])))))),
          .init(name: "a", type: Type(.date, isOptional: true)),
        ])))

  @Test func allProblemsAreToldAtOnceWithTheirPaths() throws {
    let json =
      #"{"number": "A-2026", "items": [{"name": "a\nb", "count": 0}, {"nmae": "컵"}], "a": 3, "b": 1}"#
    #expect(
      try read(json, as: Self.order)
        == "E0902 x.b, E0904 x.number, E0908 x.items[0].name, E0906 x.items[0].count, "
        + "E0902 x.items[1].nmae, E0901 x.items[1].count, E0903 x.a")
    #expect(
      try read(#"{"items": [{"count": 1, "name": "컵"}], "number": "A-1"}"#, as: Self.order)
        == #"{"number": "A-1", "items": [{"name": "컵", "count": 1}], "a": null}"#)
  }

  @Test func problemsPointAtTheirBytes() throws {
    let json = #"{"number": 1, "items": [], "zzz": 2}"#
    var decoder = DataDecoder()
    _ = decoder.decode(DataNode(try JSONParser.parse(json)), as: Self.order, path: "order")
    let pieces = decoder.problems.map { problem in
      problem.range.map { String(decoding: Array(json.utf8)[$0], as: UTF8.self) }
    }
    #expect(pieces == [#""zzz""#, "1", "[]"])
  }

  @Test func keysOfOneNameCollide() throws {
    let type = Type(.record(RecordType(fields: [.init(name: "\u{AC00}", type: .int)])))
    let node = DataNode(
      .object([
        .init(key: "\u{AC00}", value: DataNode(.integer("1"))),
        .init(key: "\u{1100}\u{1161}", value: DataNode(.integer("2"))),
      ]))
    var decoder = DataDecoder()
    let value = decoder.decode(node, as: type, path: "")
    #expect(value == nil)
    #expect(decoder.problems.map(\.problem.code.text) == ["E0916"])
  }

  @Test func thousandsOfProblemsAreCounted() throws {
    let list = DataNode(.list(Array(repeating: DataNode(.bool(true)), count: 5000)))
    var decoder = DataDecoder()
    let value = decoder.decode(list, as: Type(.list(Limits(), .int)), path: "x")
    #expect(value == nil)
    #expect(decoder.problems.count == 100 && decoder.omittedProblems == 4900)
    #expect(decoder.omission?.message(.english) == "4900 more problems in the data are not shown")
    #expect(DataDecoder().omission == nil)
  }

  @Test func messagesSayWhatIsWrongInBothLanguages() {
    func messages(_ kind: DataProblem.Kind) -> [String] {
      let problem = DataProblem(path: "order.name", kind: kind).problem
      return [problem.message(.english), problem.message(.korean)]
    }
    #expect(
      messages(.outOfLimits(.characters, limit: "..40", actual: "52")) == [
        "`order.name` has 52 characters, but its limits are `..40`",
        "`order.name`의 글자 수 52가 한도(`..40`)를 벗어났습니다",
      ])
    #expect(
      messages(.wrongKind(expected: Type(.int(Limits(1))), found: "\"둘\"")) == [
        "`order.name` must be `int(1..)`, but it is `\"둘\"`",
        "`order.name`에는 `int(1..)` 값이 와야 하는데 `\"둘\"`이 왔습니다",
      ])
    #expect(
      messages(.notMoney("3만원", currency: "USD"))[0]
        == "`order.name` must be an amount such as `49.00 USD`, but it is `3만원`")
    #expect(
      messages(.notACase(found: "환불", cases: ["refund", "other"]))[1]
        == "`order.name`에는 `환불`을 쓸 수 없습니다. 쓸 수 있는 말: `refund`, `other`")
  }

  /// A column that is no field is wrong once, however many rows there are; in JSON each place is.
  @Test func aColumnIsWrongOnce() throws {
    let type = Type(.list(Limits(), Type(.record(RecordType(fields: [.init(name: "a", type: .line)])))))
    let rows = "a,zz\n" + String(repeating: "1,2\n", count: 150)
    let table = try #require(CSVReader.read(Array(rows.utf8)).table)
    #expect(try read(table.objects, as: type) == "E0902 x[0].zz")
    #expect(
      try read(#"[{"a": "1", "zz": 2}, {"a": "1", "zz": 2}]"#, as: type) == "E0902 x[0].zz, E0902 x[1].zz")
  }
}
