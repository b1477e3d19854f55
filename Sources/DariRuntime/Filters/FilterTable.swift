// The table of all filters, in the order of the reference, and what their examples are about.

extension Filter {
  package static let all: [Filter] = [
    upper, lower, title, trim, truncate, replace, split, lines, indent, length, `default`, join, flatten,
    first,
    last, sort, reverse, unique, `where`, map, sum, min, max, round, bullets, numbered, table, json, label,
    quote,
    date, number, money, josa, redact,
  ]

  package static func named(_ name: String) -> Filter? { index(of: name).map { all[$0] } }

  /// The row in `all`: what a Program refers to.
  package static func index(of name: String) -> Int? { rows[name] }

  private static let rows = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.name, $0) })

  /// The library that the examples see: templates have no literals for dates, money, enums and records.
  package static let exampleLibrary = """
    ---
    library: examples
    ---
    @type Kind: refund "환불" | delivery "배송"

    @type Item
    name: line "상품"
    count: int(1..) "수량"
    price: money(KRW) "값"

    @value items: list(1..) of Item
    - { name: 원두, count: 2, price: 15000 KRW }
    - { name: 컵, count: 1, price: 8000 KRW }

    @value kind: Kind
    refund

    @value paid: date
    2026-11-20

    @value total: money(KRW)
    38000 KRW

    """
}
