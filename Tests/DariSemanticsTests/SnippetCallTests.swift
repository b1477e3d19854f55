// Calls of snippets: what goes to which parameter, and how the lines they print are indented.

import Testing

@Suite struct SnippetCallTests {
  static let declarations = """
    @input name: line
    @input note: text?
    @snippet greet(who: line, how: text?, times: int?)
    {{ who }}{% if how %}/{{ how }}{% endif %}{% if times %}/{{ times }}{% endif %}
    @snippet two()
    first

    second
    @snippet outer(who: line)
    <
    {{ greet(who, "o") }}
      {{ two() }}
    >
    """

  @Test(arguments: [
    (#"{{ greet("a") }}"#, "a"), (#"{{ greet("a", "b") }}"#, "a/b"), (#"{{ greet("a", "b", 3) }}"#, "a/b/3"),
    (#"{{ greet(who="a") }}"#, "a"), (#"{{ greet(times=3, who="a") }}"#, "a/3"),
    (#"{{ greet("a", times=2) }}"#, "a/2"),
    ("{{ greet(name, note) }}", "민수"), ("{{ greet(name, how=note, times=1 + 1) }}", "민수/2"),
    (#"{% if note %}{{ greet(name, note) }}{% else %}{{ greet("-") }}{% endif %}"#, "-"),
    ("{{ two() }}", "first\n\nsecond"), ("- {{ two() }}", "- first\n\nsecond"),
    ("  {{ two() }}", "  first\n\n  second"),
    ("{{ two() | indent(3) }}", "first\n\n   second"), ("  {{ two() | indent(2) }}", "  first\n\n    second"),
    ("\t{{ two() }}\nend", "\tfirst\n\n\tsecond\nend"),
    ("{{ outer(name) }}", "<\n민수/o\n  first\n\n  second\n>"),
    (" {{ outer(name) }}", " <\n 민수/o\n   first\n\n   second\n >"),
    (#"{% for x in ["a", "b"] %}{{ greet(x) }}{% endfor %}"#, "ab"),
  ])
  func renders(_ template: String, _ expected: String) {
    #expect(rendered(Self.declarations, template: template, with: #"{"name": "민수"}"#) == expected)
  }

  @Test(arguments: [
    ("{{ greet() }}", "E0309 greet()"), (#"{{ greet("a", "b", 1, 2) }}"#, "E0311 2"),
    (#"{{ greet("a", wo="b") }}"#, "E0310 wo"),
    (#"{{ greet("a", who="b") }}"#, "E0228 who"), ("{{ greet(1) }}", "E0301 1"),
    ("{{ greet(note) }}", "E0301 note"),
    (#"{{ greet("a") ~ "b" }}"#, #"E0312 greet("a")"#), (#"{{ greet("a") | upper }}"#, #"E0312 greet("a")"#),
    ("{{ greet }}", "E0222 greet"), ("{{ gret(name) }}", "E0207 gret"), ("{{ name() }}", "E0313 name"),
    ("{{ upper(name) }}", "E0219 upper"),
    ("{{ two() | indent(-1) }}", "E0308 -1"), ("{{ two() | indent(name) }}", "E0308 name"),
  ])
  func refuses(_ template: String, _ problem: String) {
    #expect(check(routine(Self.declarations, template: template)).problems == [problem])
  }

  @Test func snippetsSeeTheirParametersAndValuesOnly() {
    let library = """
      ---
      library: lib
      ---
      @value shop: line
      하루
      @snippet s(shop: line, x: line)
      {{ shop }} {{ x }}
      @snippet t(x: line)
      {{ shop }} {{ x }} {{ s(x, shop) }}
      """
    let source = routine("@input a: line", template: #"{{ t("b") }}"#, uses: "[lib]")
    #expect(check(source, library).problems == [])
    let seeing = routine("@input a: line\n@snippet own()\n{{ a }}", template: "{{ own() }}")
    #expect(check(seeing).problems == ["E0223 a"])
  }

  @Test func circlesAreToldOnce() {
    let source = routine(
      "@snippet a()\n{{ b() }}\n@snippet b()\n{{ c() }}\n@snippet c()\n{{ a() }}", template: "{{ a() }}")
    #expect(check(source).problems == ["E0208 a"])
  }
}
