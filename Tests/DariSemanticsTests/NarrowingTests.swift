// What a condition tells about names and paths, and what it does not.

import Testing

@Suite struct NarrowingTests {
  static let declarations = """
    @type Kind: refund | delivery | other
    @type Customer: { name: line?, email: email? }
    @type Order: { number: line, customer: Customer?, kind: Kind?, count: int? }
    @input a: text?
    @input b: text?
    @input n: int?
    @input flag: bool
    @input maybe: bool?
    @input kind: Kind
    @input wish: Kind?
    @input order: Order?
    @input orders: list of Order
    @input tags: (list of line)?
    @snippet shout(words: text)
    {{ words | upper }}
    """

  @Test(arguments: [
    // The name itself, and its opposite.
    "{% if a %}{{ a }}{% endif %}",
    "{% if (a) %}{{ (a) }}{% endif %}",
    "{% if not a %}-{% else %}{{ a }}{% endif %}",
    "{% if not not a %}{{ a }}{% endif %}",
    "{% if n %}{{ n + 1 }}{% endif %}",
    "{% if tags %}{% for t in tags %}{{ t }}{% endfor %}{% endif %}",
    "{% if a %}{{ shout(a) }}{% endif %}",
    // `and`, `or`, `not`, on both sides of the branch and of the operator.
    "{% if a and b %}{{ a ~ b }}{% endif %}",
    #"{% if a and a != "" %}{{ a }}{% endif %}"#,
    #"{% if not a or a == "" %}-{% else %}{{ a }}{% endif %}"#,
    "{% if not a or not b %}-{% else %}{{ a ~ b }}{% endif %}",
    "{% if not (a and b) %}-{% else %}{{ a ~ b }}{% endif %}",
    "{% if not (not a or not b) %}{{ a ~ b }}{% endif %}",
    "{% if (a and flag) or (a and b) %}{{ a }}{% endif %}",
    "{% if a and (flag or b) %}{{ a }}{% endif %}",
    #"{% if flag and a and b and a ~ b != "" %}{{ a ~ b }}{% endif %}"#,
    // Tests.
    "{% if a is present %}{{ a }}{% endif %}",
    "{% if a is not absent %}{{ a }}{% endif %}",
    "{% if not a is absent %}{{ a }}{% endif %}",
    "{% if a is absent %}-{% else %}{{ a }}{% endif %}",
    "{% if a is not present %}-{% else %}{{ a }}{% endif %}",
    "{% if maybe is present %}{{ maybe }}{% endif %}",
    "{% if maybe is present and maybe %}-{% endif %}",
    "{% if wish is refund %}{{ wish }}{% endif %}",
    "{% if wish is not refund %}-{% else %}{{ wish }}{% endif %}",
    "{% if wish is refund or wish is other %}{{ wish }}{% endif %}",
    // Paths.
    "{% if order %}{{ order.number }}{% endif %}",
    #"{% if order and order.customer %}{{ order.customer.name | default("") }}{% endif %}"#,
    "{% if order and order.customer and order.customer.name %}{{ order.customer.name }}{% endif %}",
    "{% if order %}{% if order.customer %}{% if order.customer.email %}{{ order.customer.email }}"
      + "{% endif %}{% endif %}{% endif %}",
    "{% if order is present and order.kind is refund %}{{ order.kind }}{% endif %}",
    // Inline.
    #"{{ a if a else "-" }}"#,
    #"{{ "-" if not a else a }}"#,
    #"{{ a ~ b if a and b else "-" }}"#,
    #"{{ (a if a else b) | default("") }}"#,
    #"{{ order.number if order else "-" }}"#,
    // `elif`, nesting, loops, `set`.
    "{% if not a %}-{% elif b %}{{ a ~ b }}{% else %}{{ a }}{% endif %}",
    "{% if a is absent %}-{% elif b is absent %}{{ a }}{% else %}{{ a ~ b }}{% endif %}",
    "{% if a %}{% if b %}{{ a ~ b }}{% endif %}{{ a }}{% endif %}",
    "{% if a %}{% for o in orders %}{{ a }}{% else %}{{ a }}{% endfor %}{% endif %}",
    "{% if a %}{% set c = a %}{{ c }}{% endif %}",
    "{% set c = a %}{% if c %}{{ c }}{% endif %}",
    #"{% for o in orders if o.customer %}{{ o.customer.name | default("") }}{% endfor %}"#,
    "{% for o in orders if o.customer and o.customer.name %}{{ o.customer.name }}{% endfor %}",
    "{% for o in orders if o.kind is refund %}{{ o.kind }}{% endfor %}",
    "{% for o in orders %}{% if o.count and o.count > loop.index %}{{ o.count }}{% endif %}{% endfor %}",
    // `match`.
    "{% match a %}{% case present %}{{ a }}{% case absent %}-{% endmatch %}",
    "{% match a %}{% case absent %}-{% else %}{{ a }}{% endmatch %}",
    "{% match wish %}{% case absent %}-{% else %}{{ wish }}{% endmatch %}",
    "{% match wish %}{% case refund, delivery %}{{ wish }}{% case other %}{{ wish }}{% case absent %}-{% endmatch %}",
    "{% match wish %}{% case present %}{{ wish }}{% case absent %}-{% endmatch %}",
    "{% match order %}{% case present %}{{ order.number }}{% case absent %}-{% endmatch %}",
    "{% match order %}{% case absent %}-{% case present %}"
      + "{% match order.kind %}{% case absent %}-{% else %}{{ order.kind }}{% endmatch %}{% endmatch %}",
    // Cases that are left.
    "{% if kind is refund %}-{% else %}{% match kind %}{% case delivery %}1{% case other %}2{% endmatch %}{% endif %}",
    "{% if kind is refund or kind is delivery %}"
      + "{% match kind %}{% case refund %}1{% case delivery %}2{% endmatch %}{% endif %}",
    "{% if kind is not refund and kind is not delivery %}{% match kind %}{% case other %}3{% endmatch %}{% endif %}",
    "{% match kind %}{% case refund %}-{% else %}"
      + "{% match kind %}{% case delivery %}1{% case other %}2{% endmatch %}{% endmatch %}",
    "{% match kind %}{% case refund, other %}"
      + "{% match kind %}{% case refund %}1{% case other %}2{% endmatch %}{% case delivery %}-{% endmatch %}",
    "{% if wish is refund %}{% match wish %}{% case refund %}1{% endmatch %}{% endif %}",
    "{% if wish is not refund %}"
      + "{% match wish %}{% case delivery %}1{% case other %}2{% case absent %}3{% endmatch %}{% endif %}",
  ])
  func narrows(_ template: String) {
    let checked = check(routine(Self.declarations, template: template))
    #expect(checked.problems == [])
  }

  @Test(arguments: [
    ("{{ a }}", ["E0401 a"]),
    ("{% if a %}-{% else %}{{ a }}{% endif %}", ["E0401 a"]),
    ("{% if a %}-{% endif %}{{ a }}", ["E0401 a"]),
    ("{% if not a %}{{ a }}{% endif %}", ["E0401 a"]),
    ("{% if b %}{{ a }}{% endif %}", ["E0401 a"]),
    ("{% if flag %}{{ a }}{% endif %}", ["E0401 a"]),
    ("{% if a or b %}{{ a }}{% endif %}", ["E0401 a"]),
    ("{% if a or flag %}{{ a }}{% endif %}", ["E0401 a"]),
    ("{% if a and b %}-{% else %}{{ a }}{% endif %}", ["E0401 a"]),
    ("{% if not (a and b) %}{{ a }}{% endif %}", ["E0401 a"]),
    (#"{% if a or a == "" %}-{% endif %}"#, ["E0401 a"]),
    (#"{% if a != "" and a %}-{% endif %}"#, ["E0401 a"]),
    ("{% if a == b %}-{% endif %}", ["E0401 a", "E0401 b"]),
    ("{% if a %}{{ a }}{% elif b %}{{ a }}{% endif %}", ["E0401 a"]),
    (#"{{ "-" if a else a }}"#, ["E0401 \"-\" if a else a"]),
    (#"{% if a | default(b) %}{{ a }}{% endif %}"#, ["E0401 a"]),
    ("{% set c = a %}{% if a %}{{ c }}{% endif %}", ["E0401 c"]),
    // Paths: the whole before its parts, items never, other paths never.
    ("{% if order.customer %}-{% endif %}", ["E0401 order"]),
    ("{% if order %}{{ order.kind }}{% endif %}", ["E0401 order.kind"]),
    ("{% if order and order.kind %}{{ order.count }}{% endif %}", ["E0401 order.count"]),
    ("{% if orders[0] %}{{ orders[0].number }}{% endif %}", ["E0401 orders[0]"]),
    // Tests of an enum that may be absent.
    ("{% if wish is not refund %}{{ wish }}{% endif %}", ["E0401 wish"]),
    ("{% if wish is refund or flag %}{{ wish }}{% endif %}", ["E0401 wish"]),
    ("{% if maybe %}-{% endif %}", ["E0406 maybe"]),
    ("{% if maybe or a %}-{% endif %}", ["E0406 maybe"]),
    // Loops: their `if` holds in the body only.
    ("{% for o in orders if o.kind %}-{% else %}{{ o.kind }}{% endfor %}", ["E0201 o"]),
    (
      "{% for o in orders if o.kind %}-{% endfor %}{% for o in orders %}{{ o.kind }}{% endfor %}",
      ["E0401 o.kind"]
    ),
    // `match`.
    ("{% match a %}{% case present %}-{% case absent %}{{ a }}{% endmatch %}", ["E0401 a"]),
    ("{% match wish %}{% case refund, absent %}{{ wish }}{% else %}{{ wish }}{% endmatch %}", ["E0401 wish"]),
    ("{% match wish %}{% case refund %}-{% else %}{{ wish }}{% endmatch %}", ["E0401 wish"]),
    (
      "{% match a %}{% case present %}-{% case absent %}-{% endmatch %}{{ a }}", ["E0401 a"]
    ),
  ])
  func doesNotNarrow(_ template: String, _ problems: [String]) {
    #expect(check(routine(Self.declarations, template: template)).problems == problems)
  }

  /// What is left after narrowing must be dealt with, and what is gone must not be.
  @Test(arguments: [
    ("{% match kind %}{% case refund %}-{% endmatch %}", ["E0402 {% match kind %}"]),
    ("{% match wish %}{% case refund, delivery, other %}-{% endmatch %}", ["E0402 {% match wish %}"]),
    ("{% match a %}{% case present %}-{% endmatch %}", ["E0402 {% match a %}"]),
    (
      "{% if kind is refund %}{% match kind %}{% case refund %}1{% case other %}2{% endmatch %}{% endif %}",
      ["E0403 other"]
    ),
    (
      "{% if a %}{% match a %}{% case present %}1{% case absent %}2{% endmatch %}{% endif %}",
      ["E0318 a"]
    ),
    (
      "{% if wish %}{% match wish %}{% case refund, delivery, other %}1{% case absent %}2{% endmatch %}{% endif %}",
      ["E0403 absent"]
    ),
    ("{% match kind %}{% case refund, refund %}-{% else %}-{% endmatch %}", ["E0404 refund"]),
    ("{% match kind %}{% case refund, delivery, other %}-{% else %}-{% endmatch %}", ["W0401 {% else %}"]),
    ("{% if kind is present %}-{% endif %}", ["W0402 kind"]),
    ("{% if a %}{% if a is absent %}-{% endif %}{% endif %}", ["W0402 a"]),
    (#"{% if a %}{{ a | default("") }}{% endif %}"#, ["W0404 default"]),
    ("{% if a %}{% if a %}-{% endif %}{% endif %}", ["W0402 a"]),
  ])
  func knowsWhatIsLeft(_ template: String, _ problems: [String]) {
    #expect(check(routine(Self.declarations, template: template)).problems == problems)
  }
}
