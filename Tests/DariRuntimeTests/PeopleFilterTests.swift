// Filters that print for people: dates, amounts, particles, masks.

import Testing

@testable import DariRuntime

@Suite struct PeopleFilterTests {
  @Test(arguments: [
    ("yyyy년 M월 d일 EEEE", "2026년 1월 5일 월요일"), ("yy.MM.dd(E)", "26.01.05(월)"), ("y", "2026"), ("d''M", "5'1"),
    ("'yyyy' yyyy", "yyyy 2026"), ("'it''s' d", "it's 5"), ("'오늘은' M/d", "오늘은 1/5"),
  ]) func dates(_ pattern: String, _ expected: String) throws {
    #expect(try #require(DateFormat(pattern)).text(of: CalendarDate(iso: "2026-01-05")!) == expected)
  }

  @Test(arguments: ["", "년", "YYYY", "yyy", "MMMMM", "DD", "EE", "HH:mm", "yyyy 'open", "'yyyy'", "dth"])
  func patternsOfDatesThatAreRefused(_ pattern: String) { #expect(DateFormat(pattern) == nil) }

  @Test(arguments: [
    ("#,##0", 1_234_567, "1,234,567"), ("#,##0", 0, "0"), ("#,##0", -999, "-999"),
    ("#,###0", 123_456_789, "1,2345,6789"),
    ("000", 7, "007"), ("#", 0, "0"), ("#.##", 0, "0"), ("0.##", 5, "5"), ("0.0#", 5, "5.0"),
    ("0%", 2, "200%"), ("0,000", 12, "0,012"),
    ("##,##0", 1_234_567, "1,234,567"), ("#,##0", Int64.min, "-9,223,372,036,854,775,808"),
  ]) func wholeNumbers(_ pattern: String, _ number: Int64, _ expected: String) throws {
    #expect(try #require(NumberFormat(pattern)).text(of: ExactDecimal(number)) == expected)
  }

  @Test(arguments: [
    ("0.0", -0.04, "0.0"), ("0.##", 1.005, "1"), ("#.0", 0.5, ".5"), ("0.0%", 0.1234, "12.3%"),
    ("0.###", 0.0625, "0.062"),
  ])
  func numbers(_ pattern: String, _ number: Double, _ expected: String) throws {
    #expect(try #require(NumberFormat(pattern)).text(of: ExactDecimal(number)) == expected)
  }

  @Test(arguments: [
    "", "%", ".", "0.", ".0", "0#", "#,", ",0", "#,##,##0,00", "0.#0", "abc", "0원", "0.0.0", "####,##0",
    "0,0.0,0",
  ])
  func patternsOfNumbersThatAreRefused(_ pattern: String) { #expect(NumberFormat(pattern) == nil) }

  @Test(arguments: [
    (49_000, "KRW", "49,000원"), (-1_234_567, "KRW", "-1,234,567원"), (1_250, "USD", "12.50달러"),
    (123_400, "GBP", "1,234.00 GBP"),
    (5, "USD", "0.05달러"), (1_234_567, "KWD", "1,234.567 KWD"),
    (Int64.min, "JPY", "-9,223,372,036,854,775,808 JPY"),
  ]) func amounts(_ units: Int64, _ currency: String, _ expected: String) throws {
    let money = Value.money(Money(units: units, currency: currency))
    #expect(try apply("money", money, Type(.money(currency))).printed == expected)
  }

  @Test func particles() throws {
    func josa(_ value: Value, _ type: Type, _ pair: String, _ reading: String? = nil) throws -> String {
      try apply("josa", value, type, [(.text(pair), .line)] + (reading.map { [(.text($0), .line)] } ?? []))
        .printed
    }
    #expect(try josa(.text("책"), .line, "을/를") == "책을")
    #expect(try josa(.text("서울"), .line, "으로/로") == "서울로")
    #expect(try josa(.int(3), .int, "이/가") == "3이")
    #expect(try josa(.text("ChatGPT"), .line, "을/를", "챗지피티") == "ChatGPT를")
    #expect(try josa(.text("?"), .line, "으로/로") == "?(으)로")
    #expect(try josa(.date(CalendarDate(iso: "2026-11-20")!), .date, "은/는") == "2026-11-20은")
  }

  @Test(arguments: [
    ("010-1234-5678", "⟦전화번호⟧"), ("연락처:01012345678입니다", "연락처:⟦전화번호⟧입니다"), ("(02) 123-4567", "⟦전화번호⟧"),
    ("031.123.4567, 070 1234 5678", "⟦전화번호⟧, ⟦전화번호⟧"), ("+82 10-1234-5678", "⟦전화번호⟧"),
    ("+1 415 555 2671", "⟦전화번호⟧"),
    ("０１０－１２３４－５６７８", "⟦전화번호⟧"), ("010–1234–5678", "⟦전화번호⟧"),
    ("900101-1234567", "⟦주민등록번호⟧"), ("9001011234567", "⟦주민등록번호⟧"), ("050231 - 4123456", "⟦주민등록번호⟧"),
    ("4111 1111 1111 1111", "⟦카드번호⟧"), ("4111111111111111", "⟦카드번호⟧"), ("3782-822463-10005", "⟦카드번호⟧"),
    ("123-45-67890", "⟦사업자등록번호⟧"), ("사업자 2208162517", "사업자 ⟦사업자등록번호⟧"),
    ("hong.gil+a@example.co.kr로", "⟦이메일⟧로"), ("<hong@예시.한국>", "<⟦이메일⟧>"), ("메일은hong@example.com", "메일은⟦이메일⟧"),
    ("a@b.co, c@d.org.", "⟦이메일⟧, ⟦이메일⟧."), ("홍길동＠example.com", "⟦이메일⟧"), ("01012345678@naver.com", "⟦이메일⟧"),
    ("2026-11-20 010-1234-5678", "2026-11-20 ⟦전화번호⟧"),
  ]) func masks(_ text: String, _ expected: String) throws {
    #expect(try apply("redact", .text(text), .text).printed == expected)
  }

  @Test(arguments: [
    "", "하루커피", "2026-11-20 10:30", "49,000원", "1,234,567", "주문 A-1234", "3개 4개 5개", "v1.2.3", "192.168.0.1",
    "1234 5678 9012 3456",
    "hong@localhost", "@user", "a@b", "900101-9234567", "901301-1234567", "010-12-34", "100-200-300",
  ]) func leavesTheRestAlone(_ text: String) throws {
    #expect(try apply("redact", .text(text), .text).printed.hasSameBytes(as: text))
  }
}
