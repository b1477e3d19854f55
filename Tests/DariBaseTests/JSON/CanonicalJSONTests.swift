// The examples of RFC 8785, sections 3.2.2 to 3.2.4, and of its appendix B.

import DariBase
import Testing

@Suite struct CanonicalJSONTests {
  @Test func theExampleOfTheStandard() throws {
    let text = #"""
      {
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      }
      """#
    #expect(
      CanonicalJSON.text(of: try JSONParser.parse(text).value)
        == #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
    )
  }

  @Test func keysAreSortedByCodeUnits() throws {
    let text = #"""
      {
        "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
        "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
      }
      """#
    guard case .object(let object) = try JSONParser.parse(text).value else { return #expect(Bool(false)) }
    let canonical = try JSONParser.parse(CanonicalJSON.bytes(of: .object(object)))
    guard case .object(let members) = canonical.kind else { return #expect(Bool(false)) }
    #expect(members.map(\.key) == ["\r", "1", "\u{80}", "ö", "€", "😀", "\u{FB33}"])
  }

  /// Appendix B: IEEE 754 bits and their text.
  @Test(
    arguments: [
      (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
      (0x8000_0000_0000_0001, "-5e-324"), (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
      (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
      (0xC340_0000_0000_0000, "-9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
      (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
      (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"), (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
      (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
      (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
      (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5554, "333333333.33333325"),
      (0x41B3_DE43_5555_5555, "333333333.3333333"), (0x41B3_DE43_5555_5556, "333333333.3333334"),
      (0x41B3_DE43_5555_5557, "333333333.33333343"), (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
      (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
    ] as [(UInt64, String)]) func numbersAreThoseOfECMAScript(bits: UInt64, text: String)
  {
    #expect(CanonicalJSON.text(of: .number(Double(bitPattern: bits))) == text)
  }

  @Test func integersKeepTheirDigits() throws {
    let text = "[9007199254740993,-9223372036854775808,123456789012345678901234567890,100]"
    #expect(CanonicalJSON.text(of: try JSONParser.parse(text).value) == text)
    #expect(CanonicalJSON.text(of: [.number(100), .number(-0.0)]) == "[100,0]")
  }

  @Test func stringsEscapeOnlyWhatTheyMust() {
    let value = JSONValue.string("\0\u{8}\t\n\u{B}\u{C}\r\u{1F}\"\\/\u{7F}\u{2028}환😀e\u{301}")
    #expect(
      CanonicalJSON.text(of: value)
        == #""\u0000\b\t\n\u000b\f\r\u001f\"\\/"# + "\u{7F}\u{2028}환😀e\u{301}\"")
  }

  @Test func prettyTextIsForPeople() throws {
    let value: JSONValue = ["이름": "하루", "a": [1, [:], []], "o": ["x": .null]]
    let text = """
      {
        "이름": "하루",
        "a": [
          1,
          {},
          []
        ],
        "o": {
          "x": null
        }
      }

      """
    #expect(PrettyJSON.text(of: value) == text)
    #expect(try JSONParser.parse(text).value == value)
    #expect(PrettyJSON.text(of: []) == "[]\n")
  }
}
