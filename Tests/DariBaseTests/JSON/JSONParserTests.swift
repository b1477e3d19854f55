// JSON texts that are right, and how wrong ones are told.

import DariBase
import Testing

@Suite struct JSONParserTests {
  @Test func valuesAreRead() throws {
    let text = """
      {"null": null, "yes": true, "no": false, "n": -12, "x": 1.50, "s": "환불 \\u00e9\\ud83d\\ude00\\n\\/", "a": [1, [], {}], "o": {"k": "v"}}
      """
    let value = try JSONParser.parse(text).value
    #expect(
      value == [
        "null": .null, "yes": true, "no": false, "n": -12, "x": 1.5, "s": "환불 é😀\n/", "a": [1, [], [:]],
        "o": ["k": "v"],
      ])
  }

  @Test(
    arguments: [
      ("0", .integer(0)), ("-0", .integer(0)), ("-0.0", .number(0)),
      ("9007199254740993", .integer(9_007_199_254_740_993)),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .bigInteger("9223372036854775808")),
      ("-123456789012345678901234567890", .bigInteger("-123456789012345678901234567890")),
      ("1.0", .number(1)), ("1e16", .number(1e16)),
      ("1e2", .number(100)), ("1E-2", .number(0.01)), ("1e-400", .number(0)), ("0.1e+1", .number(1)),
      (" \t\r\n1 ", .integer(1)), ("\u{FEFF}true", .bool(true)), ("\"\\u0000\"", .string("\0")),
      ("\"\u{7F}\"", .string("\u{7F}")),
    ] as [(String, JSONValue)]) func scalarsAreRead(text: String, value: JSONValue) throws
  {
    #expect(try JSONParser.parse(text).value == value)
  }

  /// What a Double does not hold, and what it holds exactly, are told apart.
  @Test(
    arguments: [
      ("1e16", 10_000_000_000_000_000), ("9007199254740993.0", 9_007_199_254_740_993),
      ("-922337203685477580.80e1", .min), ("1e19", nil), ("9007199254740993.5", nil), ("1.0", nil),
    ] as [(String, Int64?)]) func largeWholeNumbersAreExact(_ text: String, _ whole: Int64?) throws
  {
    #expect(try JSONParser.parse(text).whole == whole)
  }

  @Test func everyNodeKnowsItsBytes() throws {
    let text = #"{"order": {"items": [ {"count": 0} , "둘"], "last name": 1}}"#
    let node = try JSONParser.parse(text)
    func source(_ range: Range<Int>) -> String { String(decoding: Array(text.utf8)[range], as: UTF8.self) }
    let count = JSONPath().key("order").key("items").index(0).key("count")
    #expect(count.description == "$.order.items[0].count")
    #expect(node[count].map { source($0.range) } == "0")
    #expect(node[JSONPath([.key("order"), .key("items"), .index(1)])].map { source($0.range) } == "\"둘\"")
    #expect(
      node[JSONPath([.key("order"), .key("items")])].map { source($0.range) } == #"[ {"count": 0} , "둘"]"#)
    #expect(node.range == 0..<text.utf8.count)
    #expect(node.member("order").map { source($0.keyRange) } == "\"order\"")
    #expect(JSONPath().key("last name").key("나이").description == #"$["last name"].나이"#)
    #expect(node[JSONPath([.key("order"), .key("last name")])] != nil)
    #expect(node[JSONPath([.key("order"), .index(0)])] == nil)
    #expect(node[JSONPath([.key("order"), .key("items"), .index(2)])] == nil)
  }

  @Test(
    arguments: [
      ("", .empty, 0), ("  ", .empty, 2), ("[1, 2", .unclosed(.array, opening: 0), 5),
      (#"{"a": {"b": 1"#, .unclosed(.object, opening: 6), 13), (#"{"a":"#, .unclosed(.object, opening: 0), 5),
      (#"["abc"#, .unclosed(.string, opening: 1), 1), ("[1, 2,]", .trailingComma, 5),
      (#"{"a": 1 , }"#, .trailingComma, 8),
      ("// x\n1", .comment, 0), ("[1 /* x */]", .comment, 3), ("# x\n1", .comment, 0),
      ("['a']", .singleQuotes, 1),
      ("{'a': 1}", .singleQuotes, 1), ("[NaN]", .notFinite("NaN"), 1),
      ("-Infinity", .notFinite("-Infinity"), 0),
      ("Infinity", .notFinite("Infinity"), 0), ("True", .unknownWord("True", meant: "true"), 0),
      ("[None]", .unknownWord("None", meant: "null"), 1),
      ("undefined", .unknownWord("undefined", meant: "null"), 0),
      ("[환불]", .unknownWord("환불", meant: nil), 1), ("{a: 1}", .unquotedKey("a"), 1),
      ("{이름: 1}", .unquotedKey("이름"), 1),
      ("{1: 2}", .keyIsNotText, 1), (#"{"a" 1}"#, .missingColon(key: "a"), 5),
      ("[1 2]", .missingComma(.array), 3),
      (#"{"a": 1 "b": 2}"#, .missingComma(.object), 8), (#"{"a": , "b": 2}"#, .missingValue, 6),
      ("[,1]", .missingValue, 1),
      (#"{"a":}"#, .missingValue, 5), ("[1}", .wrongBracket(.array), 2),
      (#"{"a": 1]"#, .wrongBracket(.object), 7),
      ("]", .wrongBracket(nil), 0), ("[1]]", .wrongBracket(nil), 3),
      (#""\ud83d""#, .loneSurrogate("\\ud83d"), 1),
      (#""\ude00\ud83d""#, .loneSurrogate("\\ude00"), 1), (#""\ud83dx""#, .loneSurrogate("\\ud83d"), 1),
      (#""\ud83d\n""#, .loneSurrogate("\\ud83d"), 1), (#""a\x41""#, .unknownEscape("\\x"), 2),
      (#""\u12G4""#, .unknownEscape("\\u12"), 1), (#""\환""#, .unknownEscape("\\환"), 1),
      ("\"a\nb\"", .controlCharacter(10), 2),
      ("\"\t\"", .controlCharacter(9), 1), ("\"a\0\"", .nulByte, 2), ("\0", .nulByte, 0),
      ("1\0", .nulByte, 1),
      ("1e400", .numberTooLarge("1e400"), 0), ("[-1e999]", .numberTooLarge("-1e999"), 1),
      ("01", .leadingZero("01"), 0),
      ("-012", .leadingZero("-012"), 0), ("+1", .plusSign, 0), (".5", .incompleteNumber(".5"), 0),
      ("1.", .incompleteNumber("1."), 0),
      ("1e", .incompleteNumber("1e"), 0), ("-", .incompleteNumber("-"), 0),
      ("[-]", .incompleteNumber("-"), 1),
      ("1 2", .textAfterValue, 2), ("{} x", .textAfterValue, 3), ("=", .unexpectedCharacter("="), 0),
      ("[1, *]", .unexpectedCharacter("*"), 4), ("1abc", .unknownWord("1abc", meant: nil), 0),
      ("0x10", .unknownWord("0x10", meant: nil), 0),
    ] as [(String, JSONError.Kind, Int)]) func mistakesAreNamed(
      text: String, kind: JSONError.Kind, offset: Int
    )
  {
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(text) }
    #expect(error?.kind == kind)
    #expect(error?.offset == offset)
    #expect(error?.sentence.isEmpty == false)
    let korean = error?.note.text(.korean).unicodeScalars ?? "".unicodeScalars
    #expect(korean.contains { (0xAC00...0xD7A3).contains($0.value) })
  }

  @Test func aDuplicateKeySaysBothPlaces() {
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(#"{"a": 1, "b": 2, "\u0061": 3}"#) }
    #expect(error?.kind == .duplicateKey("a", first: 1..<4))
    #expect(error?.range == 17..<25)
    #expect(error?.sentence == "the key `a` is there twice")
  }

  @Test func keysThatOnlyLookAlikeAreTwo() throws {
    let value = try JSONParser.parse("{\"\u{E9}\": 1, \"e\u{301}\": 2}").value
    guard case .object(let object) = value else { return #expect(Bool(false)) }
    #expect(object["\u{E9}"] == 1)
    #expect(object["e\u{301}"] == 2)
  }

  @Test func placesCountLinesAndScalars() {
    let error = #expect(throws: JSONError.self) { try JSONParser.parse("\u{FEFF}{\"이름\": 1,\r\n \"값\": 환}") }
    #expect(error?.line == 2)
    #expect(error?.column == 7)
    let first = #expect(throws: JSONError.self) { try JSONParser.parse("\u{FEFF}x") }
    #expect(first.map { [$0.line, $0.column, $0.offset] } == [1, 1, 3])
  }

  @Test func invalidBytesAreNamed() {
    let error = #expect(throws: JSONError.self) { try JSONParser.parse([0x22, 0x61, 0xFF, 0x22]) }
    #expect(error?.kind == .invalidUTF8(0xFF))
    #expect(error?.offset == 2)
    #expect(error?.sentence == "the byte 0xFF is not valid UTF-8")
  }

  @Test func nestingIsBounded() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONParser.parse(nested(200))
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(nested(201)) }
    #expect(error?.kind == .tooDeep(limit: 200))
    #expect(throws: JSONError.self) { try JSONParser.parse(String(repeating: "[", count: 1_000_000)) }
    #expect(throws: JSONError.self) { try JSONParser.parse(Array(nested(4).utf8), depthLimit: 3) }
  }

  @Test func cutAnywhereATextIsAnErrorAndNeverACrash() {
    let bytes = Array(#"{"a": [1.5e3, "x\u00e9\ud83d\ude00", true, null], "환불": {"b": -0}}"#.utf8)
    for length in 0..<bytes.count {
      #expect(throws: JSONError.self) { try JSONParser.parse(Array(bytes[..<length])) }
    }
  }
}

@Suite struct JSONValueTests {
  @Test func equalityIsThatOfTheData() {
    #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
    #expect(JSONValue.integer(1) != .number(1))
    #expect((["a": 1, "b": 2] as JSONValue) == ["b": 2, "a": 1])
    #expect((["a": 1, "b": 2] as JSONValue).hashValue == (["b": 2, "a": 1] as JSONValue).hashValue)
    #expect((["a": 1] as JSONValue) != ["a": 1, "b": .null])
    #expect(Set<JSONValue>([.string("\u{E9}"), .string("e\u{301}")]).count == 2)
  }

  @Test func objectsKeepTheirOrder() {
    var object = JSONObject()
    for index in 0..<40 { object["key\(index)"] = .integer(Int64(index)) }
    #expect(object.keys == (0..<40).map { "key\($0)" })
    #expect(object["key39"] == 39)
    object["key3"] = "new"
    object["key20"] = nil
    #expect(object.count == 39)
    #expect(object.members[3].value == "new")
    #expect(object["key20"] == nil)
    #expect(object["key21"] == 21)
    object["key20"] = 20
    #expect(object.keys.last == "key20")
  }
}
