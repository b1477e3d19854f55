// Amounts, addresses, comparison and search.

import DariBase
import Testing

@testable import DariRuntime

@Suite struct ValueTests {
  @Test(arguments: [
    ("49000 KRW", 49_000, "49000 KRW"), ("12.50 USD", 1_250, "12.50 USD"), ("12.5 USD", 1_250, "12.50 USD"),
    ("12 USD", 1_200, "12.00 USD"),
    ("-0.05 EUR", -5, "-0.05 EUR"), ("0 KRW", 0, "0 KRW"), ("1.234 KWD", 1_234, "1.234 KWD"),
    ("0.0001 CLF", 1, "0.0001 CLF"),
    ("92233720368547758.07 USD", Int64.max, "92233720368547758.07 USD"),
    ("-9223372036854775808 KRW", Int64.min, "-9223372036854775808 KRW"),
  ]) func amounts(_ text: String, _ units: Int64, _ printed: String) throws {
    guard case .money(let money) = Money.read(text) else {
      Issue.record("\(text) is not read")
      return
    }
    #expect(money.units == units)
    #expect(money.description == printed)
    #expect(Money.read(printed) == .money(money))
  }

  @Test(arguments: [
    "", "49000", "49,000 KRW", "49000KRW", "49000  KRW", " 49000 KRW", "49000 krw", "49000 KRW ", "₩49000",
    "12.505 USD", "49000.0 KRW",
    "049 KRW", "+5 KRW", ".5 USD", "5. USD", "- 5 KRW", "1e3 KRW", "٣ KRW", "KRW 5", "-- 5 KRW", "5\u{A0}KRW",
    "5\tKRW",
  ]) func amountsThatAreNotExact(_ text: String) { #expect(Money.read(text) == .malformed) }

  @Test func amountsOutOfRange() {
    #expect(Money.read("9223372036854775808 KRW") == .overflow)
    #expect(Money.read("92233720368547758.08 USD") == .overflow)
    #expect(Money.read("5 ABC") == .unknownCurrency("ABC"))
    #expect(Money.read("5 XAU") == .unknownCurrency("XAU"))
  }

  @Test func currencies() {
    #expect(Currency.all.count == 165)
    #expect(Currency.all.map(\.code) == Currency.all.map(\.code).sorted())
    #expect(Currency.named("KRW")?.minorUnits == 0)
    #expect(Currency.named("USD")?.minorUnits == 2)
    #expect(Currency.named("krw") == nil)
  }

  @Test(arguments: [
    "https://example.com", "http://localhost:8000/v1", "https://다리.한국/길?q=가#끝", "HTTPS://EXAMPLE.COM/a%20b",
    "http://127.0.0.1", "http://[::1]:80/",
    "https://example.com./x", "https://a.b/c?d=e&f=g;h=(i)", "mailto:hong@example.com",
    "mailto:hong@example.com?subject=hi",
    "http://[2001:db8::8a2e:370:7334]/", "https://xn--9t4b11yi5a.com", "https://example.com:65535",
  ]) func urls(_ text: String) { #expect(Address.isURL(text)) }

  @Test(arguments: [
    "", "example.com", "//example.com", "https://", "https:///path", "https:example.com", "ftp://example.com",
    "javascript:alert(1)", "data:text/html,x",
    "https://user@example.com", "https://user:pw@example.com", "https://bank.kr@evil.kr/",
    "https://exa mple.com", "https://example.com/a b",
    "https://example.com/\n", "https://example.com/\u{200B}", "https://example.com/\u{202E}",
    "https://example.com/<x>", "https://example.com/\"",
    "https://example.com\\@evil.kr", "https://-a.com", "https://a-.com", "https://a..b", "https://.com",
    "https://example.com:65536",
    "https://example.com:", "https://example.com:8a", "http://256.1.1.1", "http://1.2.3", "http://[::1",
    "http://[:::1]", "http://[1:2]", "https://a.com/%zz",
    "https://a.com/%", "https://a_b.com", "mailto:", "mailto:hong", "mailto:a@b.kr,c@d.kr",
    "mailto:a%40b@c.kr", " https://a.com", "https://ａ\u{3002}com ",
  ]) func notURLs(_ text: String) { #expect(!Address.isURL(text)) }

  @Test(arguments: [
    "a@b.co", "hong.gil-dong+tag@example.co.kr", "홍길동@예시.한국", "o'neil@example.com", "a_b%c@d-e.org",
    "1@2.com",
  ])
  func emails(_ text: String) { #expect(Address.isEmail(text)) }

  @Test(arguments: [
    "", "a", "@b.co", "a@", "a@b", "a@@b.co", "a@b@c.co", ".a@b.co", "a.@b.co", "a..b@c.co", "a b@c.co",
    "a@b.co ", "\"a b\"@c.co", "a@[1.2.3.4]", "a@1.2.3.4",
    "a(b)@c.co", "a@-b.co", "a@b-.co", "a@b..co", "a\u{200B}@b.co", "a@b.co\n", "a,b@c.co", "<a@b.co>",
    "a@b.co>", "a:b@c.co",
    String(repeating: "a", count: 65) + "@b.co", "a@" + String(repeating: "b.", count: 126) + "co",
  ]) func notEmails(_ text: String) { #expect(!Address.isEmail(text)) }

  @Test func textIsEqualByItsBytesAndNamesAsNames() {
    let composed = "\u{D55C}"
    let decomposed = "\u{1112}\u{1161}\u{11AB}"
    #expect(!Value.text(composed).isEqual(to: .text(decomposed)))
    #expect(Value.symbol(composed).isEqual(to: .symbol(decomposed)))
    #expect(Value.text("a").precedes(.text("가")) && Value.text("\u{FFFF}").precedes(.text("𐀀")))
    #expect(!Value.text("1").isEqual(to: .int(1)))
    #expect(Value.int(1).isEqual(to: .number(1)))
    #expect(Value.list([.int(1), .text("a")]).isEqual(to: .list([.number(1), .text("a")])))
    #expect(
      !Value.money(Money(units: 1, currency: "KRW")).isEqual(to: .money(Money(units: 1, currency: "USD"))))
    #expect(Value.absent.isEqual(to: .absent) && !Value.absent.isEqual(to: .int(0)))
  }

  @Test func contains() {
    #expect(Value.text("원두와 컵").contains(.text("두와")))
    #expect(Value.text("x").contains(.text("")))
    #expect(!Value.text("\u{E9}").contains(.text("e")))
    #expect(Value.list([.number(2), .text("a")]).contains(.int(2)))
    #expect(!Value.list([.text("ab")]).contains(.text("a")))
  }

  /// The piece is searched for in linear time whatever it is: quadratic would take minutes here.
  @Test func searchIsLinear() {
    let text = Value.text(String(repeating: "a", count: 1 << 20))
    #expect(!text.contains(.text(String(repeating: "a", count: 1 << 19) + "b")))
  }

  @Test func moneyArithmetic() throws {
    func krw(_ units: Int64) -> Value { .money(Money(units: units, currency: "KRW")) }
    #expect(try Arithmetic.sum(krw(5), krw(-7)).isEqual(to: krw(-2)))
    #expect(try Arithmetic.product(.int(3), krw(5)).isEqual(to: krw(15)))
    #expect(try Arithmetic.product(krw(5), .int(3)).isEqual(to: krw(15)))
    #expect(try Arithmetic.negated(krw(5)).isEqual(to: krw(-5)))
    #expect(throws: RenderFault.overflow) { try Arithmetic.sum(krw(.max), krw(1)) }
    #expect(throws: RenderFault.overflow) { try Arithmetic.negated(krw(.min)) }
    #expect(throws: RenderFault.overflow) { try Arithmetic.negated(.int(.min)) }
    #expect(throws: RenderFault.damagedProgram) { try Arithmetic.sum(krw(1), .int(1)) }
  }

  @Test func sumsNeedOnlyFitInTheEnd() throws {
    let list = Type(.list(Limits(), .int))
    let total = try apply("sum", .list([.int(.max), .int(1), .int(-2)]), list)
    #expect(total.isEqual(to: .int(.max - 1)))
    #expect(throws: RenderFault.overflow) { try apply("sum", .list([.int(.max), .int(1)]), list) }
    #expect(try apply("sum", .list([]), Type(.list(Limits(), Type(.money("USD"))))).printed == "0.00 USD")
    #expect(try apply("sum", .list([]), Type(.list(Limits(), .number))).printed == "0", "as in Jinja")
  }

  @Test func lineBreaksArePythons() {
    for scalar in 0...0x2FFF {
      guard let scalar = Unicode.Scalar(scalar) else { continue }
      let expected = [0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029].contains(scalar.value)
      #expect(TextLines.isBreak(scalar) == expected)
      #expect(TextLines.hasBreak("a\(Character(scalar))b") == expected)
    }
  }
}
