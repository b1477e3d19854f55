// Numbers as Python and ECMAScript print them. The vectors were made with CPython 3.11 and Node 20.

import DariBase
import Testing

@Suite struct NumberTextTests {
  @Test(
    arguments: [
      (0.0, "0.0", "0"), (-0.0, "-0.0", "0"), (1.0, "1.0", "1"), (-1.5, "-1.5", "-1.5"), (0.1, "0.1", "0.1"),
      (0.1 + 0.2, "0.30000000000000004", "0.30000000000000004"),
      (1.0 / 3, "0.3333333333333333", "0.3333333333333333"),
      (100, "100.0", "100"), (123456.789, "123456.789", "123456.789"),
      (1e15, "1000000000000000.0", "1000000000000000"),
      (9_999_999_999_999_998, "9999999999999998.0", "9999999999999998"), (1e16, "1e+16", "10000000000000000"),
      (0x1.56a95319d63e1p+63, "1.2345678901234567e+19", "12345678901234567000"),
      (1e20, "1e+20", "100000000000000000000"), (1e21, "1e+21", "1e+21"), (1.5e22, "1.5e+22", "1.5e+22"),
      (1e100, "1e+100", "1e+100"),
      (1.7976931348623157e308, "1.7976931348623157e+308", "1.7976931348623157e+308"),
      (0.001, "0.001", "0.001"), (0.0001, "0.0001", "0.0001"), (0.00012, "0.00012", "0.00012"),
      (0.00001, "1e-05", "0.00001"), (0.000001, "1e-06", "0.000001"), (0.0000001, "1e-07", "1e-7"),
      (1.5e-9, "1.5e-09", "1.5e-9"),
      (2.2250738585072014e-308, "2.2250738585072014e-308", "2.2250738585072014e-308"),
      (Double.leastNonzeroMagnitude, "5e-324", "5e-324"),
      (9_007_199_254_740_992, "9007199254740992.0", "9007199254740992"),
      (0x1p68, "2.9514790517935283e+20", "295147905179352830000"),
      (4.35, "4.35", "4.35"), (4.349999999999999, "4.349999999999999", "4.349999999999999"),
    ] as [(Double, String, String)]) func doublesPrintTheShortestDigits(
      value: Double, python: String, ecmaScript: String
    )
  {
    #expect(NumberText.text(value) == python)
    #expect(NumberText.ecmaScript(value) == ecmaScript)
    #expect(NumberText.readNumber(python.utf8) == .value(value))
  }

  @Test func everyPrintedDoubleReadsBack() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      if !value.isFinite { continue }
      #expect(NumberText.readNumber(NumberText.text(value).utf8) == .value(value))
      #expect(NumberText.readNumber(NumberText.ecmaScript(value).utf8) == .value(value))
    }
  }

  @Test(
    arguments: [
      ("0", 0), ("7", 7), ("+7", 7), ("-7", -7), ("007", 7), ("-0", 0), ("9223372036854775807", Int64.max),
      ("-9223372036854775808", Int64.min),
    ] as [(String, Int64)]) func integersAreRead(text: String, value: Int64)
  {
    #expect(NumberText.readInteger(text.utf8) == .value(value))
  }

  @Test(arguments: [
    "9223372036854775808", "-9223372036854775809", "100000000000000000000", "+9223372036854775808",
  ])
  func integersThatDoNotFitAreTooLarge(text: String) {
    #expect(NumberText.readInteger(text.utf8) == .tooLarge)
  }

  @Test(arguments: ["", "-", "+", "--1", "1.0", "1e3", "0x10", "1_000", " 1", "1 ", "１", "nan", "일", "1,000"])
  func otherTextsAreNoIntegers(text: String) {
    #expect(NumberText.readInteger(text.utf8) == .notANumber)
  }

  @Test(
    arguments: [
      ("0", 0.0), ("1.5", 1.5), ("-1.50", -1.5), ("+2", 2), ("1e3", 1000), ("1E-2", 0.01), ("1.5e+2", 150),
      ("1e-400", 0), ("007.5", 7.5),
    ] as [(String, Double)]) func numbersAreRead(text: String, value: Double)
  {
    #expect(NumberText.readNumber(text.utf8) == .value(value))
  }

  @Test(arguments: [
    "", "-", ".5", "5.", "1e", "1e+", "e5", "nan", "NaN", "inf", "-Infinity", "0x1p3", "1_0.5", " 1.5",
    "1.5 ", "1..5", "1,5", "1.5f",
  ]) func otherTextsAreNoNumbers(text: String) {
    #expect(NumberText.readNumber(text.utf8) == .notANumber)
  }

  @Test func numbersThatDoNotFitAreTooLarge() {
    #expect(NumberText.readNumber("1e400".utf8) == .tooLarge)
    #expect(NumberText.readNumber("-1e309".utf8) == .tooLarge)
  }
}
