// The layout, piece by piece: what is written, and what it becomes. Whole files are in Fixtures/Format.

import DariBase
import Testing

@testable import DariSyntax

@Suite struct FormatterTests {
  /// The layout of a file, or what kept it from being laid out.
  /// - Parameter path: a translation is read otherwise.
  static func layout(_ text: String, path: String = "shop.dari") -> String {
    let file = SourceFile(id: FileID(0), path: path, bytes: Array(text.utf8))
    switch Formatter.format(file) {
    case .broken(let diagnostics): return "broken: \(diagnostics.map(\.code.text))"
    case .unfaithful: return "unfaithful"
    case .edits(let edits):
      guard let bytes = try? TextEdits.apply(edits, to: file) else { return "overlapping edits" }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  static func expect(
    _ text: String, becomes expected: String, _ location: SourceLocation = #_sourceLocation
  ) {
    let found = layout(text)
    #expect(found.utf8.elementsEqual(expected.utf8), "\(found.debugDescription)", sourceLocation: location)
    let again = layout(expected)
    #expect(
      again.utf8.elementsEqual(expected.utf8), "again: \(again.debugDescription)", sourceLocation: location)
  }

  static func expectBody(
    _ body: String, becomes expected: String, _ location: SourceLocation = #_sourceLocation
  ) {
    let frame = "---\nlibrary: shop\n---\n@snippet s()\n"
    expect(frame + body, becomes: frame + expected, location)
  }

  /// What has no type in a translation keeps its form.
  @Test func translations() {
    let text = """
      ---
      routine:   r
      ---
      @type   Kind:a "A"|b   "B"
      @type Guest
      name:"Name"
      visit:(a "A"|b)   "How often"
      @input   name="none"
      Who?

      @value shop   from   "x.yaml"
      @snippet   voice
      {{name|upper}}
      @step greet:   Say hello
      gives:{urgent:"urgent"}

      """
    let expected = """
      ---
      routine: r
      ---
      @type Kind: a "A" | b "B"

      @type Guest
      name: "Name"
      visit: (a "A" | b) "How often"

      @input name = "none"
      Who?

      @value shop from "x.yaml"

      @snippet voice
      {{ name | upper }}

      @step greet: Say hello
      gives: { urgent: "urgent" }

      """
    #expect(Self.layout(text, path: "shop.en.dari") == expected)
    #expect(Self.layout(expected, path: "shop.en.dari") == expected)
  }

  // MARK: Tags and holes

  @Test(arguments: [
    ("{{x}}", "{{ x }}"),
    ("{{   x\t}}", "{{ x }}"),
    ("{{\u{3000}x\u{A0}}}", "{{ x }}"),
    ("{{-x-}}", "{{- x -}}"),
    ("{{ -x }}{{ - x }}{{- -x}}", "{{ -x }}{{ -x }}{{- -x }}"),
    ("{{ - - x }}", "{{ --x }}"),
    ("{{a-b}}{{a -b}}{{ 1- -2 }}", "{{ a - b }}{{ a - b }}{{ 1 - -2 }}"),
    ("{{ a+b*c//d%e~f }}", "{{ a + b * c // d % e ~ f }}"),
    ("{{ a . b [ 0 ] . c }}", "{{ a.b[0].c }}"),
    ("{{ shop :: voice ( a,b = 1 ) }}", "{{ shop::voice(a, b=1) }}"),
    ("{{ x|upper|truncate( 3 )|josa('을/를') }}", "{{ x | upper | truncate(3) | josa('을/를') }}"),
    (#"{{ "a"if x else'b' }}"#, #"{{ "a" if x else 'b' }}"#),
    ("{{ ( a+b )*-( c ) }}", "{{ (a + b) * -(c) }}"),
    ("{{ [ ]|length }}{{ [1,2 ,3]|length }}", "{{ [] | length }}{{ [1, 2, 3] | length }}"),
    ("{{ [1, 2, ] | length }}{{ s(a, ) }}", "{{ [1, 2] | length }}{{ s(a) }}"),
    ("{{ x|default( \"a  b\" ) }}", "{{ x | default(\"a  b\") }}"),
    ("{%if   a==1 and not( b )%}c{%endif%}", "{% if a == 1 and not (b) %}c{% endif %}"),
    (
      "{%-if a-%}b{%- elif c%}d{%else -%}e{%  endif  -%}",
      "{%- if a -%}b{%- elif c %}d{% else -%}e{% endif -%}"
    ),
    ("{%for x in xs if x>1%}{%else%}{%endfor%}", "{% for x in xs if x > 1 %}{% else %}{% endfor %}"),
    (
      "{%match k%}{%case a,b , %}x{%else%}y{%endmatch%}",
      "{% match k %}{% case a, b %}x{% else %}y{% endmatch %}"
    ),
    ("{%set x=a  is  not  present%}", "{% set x = a is not present %}"),
    ("{%raw%}{{x}}  {%if%}{%endraw%}", "{% raw %}{{x}}  {%if%}{% endraw %}"),
    ("{%\nif a%}b{%endif%}", "{% if a %}b{% endif %}"),
  ])
  func insideTags(body: String, expected: String) {
    Self.expectBody(body + "\n", becomes: expected + "\n")
  }

  /// Line breaks inside a tag are the author's; what follows them is indented by the brackets around it.
  @Test(arguments: [
    ("{{ a\n| upper\n}}", "{{ a\n  | upper\n}}"),
    ("{{ a\n\n\n   | upper }}", "{{ a\n  | upper }}"),
    ("  {{ f(\na,\n b\n) }}", "  {{ f(\n      a,\n      b\n    ) }}"),
    ("- {{ [\n1,\n[\n2\n],\n] | length }}", "- {{ [\n    1,\n    [\n      2\n    ],\n  ] | length }}"),
    ("\t{% if a\nand b %}\nc\n\t{% endif %}", "\t{% if a\n\t  and b %}\nc\n\t{% endif %}"),
    ("a {{ b\n+ c }} {{ d\n+ e }}", "a {{ b\n  + c }} {{ d\n  + e }}"),
    ("  {# x\n    #}{{ a\n+ b }}", "  {# x\n    #}{{ a\n      + b }}"),
  ])
  func brokenLinesInTags(body: String, expected: String) {
    Self.expectBody(body + "\n", becomes: expected + "\n")
  }

  // MARK: Text

  /// Text that is printed keeps every byte, white space at the ends of lines included.
  @Test(arguments: [
    "a  b \n\n\n  c\t\nd  ", "  a", "a\n{{ x }}  \nb", "{# {{x}}  -  #}a", "{#-x-#}", "a {# b #} \nc",
    "```  \n{{ x }}  \n\n@user\n```", "\\@user  \nx", "{% raw %}  \n {{x}} \n{% endraw %}", "a\rb",
    "a\u{3000}",
    "{% if a %} b {% endif %} ", "a{{ x }} \t\n", "a {{- x -}}  b",
  ])
  func textStays(body: String) {
    Self.expectBody(body + "\n", becomes: body.hasSuffix("\n") ? body : body + "\n")
  }

  /// What is not printed is no text: blank lines around a section, and the ends of lines that hold tags only.
  @Test(arguments: [
    ("\n \n\ta\n\n \n", "\ta\n"),
    ("a\n  {% if x %}  \nb\n\t{% endif %}\t", "a\n  {% if x %}\nb\n\t{% endif %}\n"),
    ("{% if x %}\u{3000}\nb\n{% endif %}{# c #} \n", "{% if x %}\nb\n{% endif %}{# c #}\n"),
    ("{% match k %} \n\n  {% case a %}b{% endmatch %}", "{% match k %}\n\n  {% case a %}b{% endmatch %}\n"),
    ("a  {%- if x -%}  \n \n b{% endif %}", "a  {%- if x -%}\n\n b{% endif %}\n"),
    ("{% if x %}  {% endif %}  ", "{% if x %}  {% endif %}\n"),
    ("a", "a\n"),
    ("", ""),
    (" \n\n", ""),
  ])
  func whatIsNotPrinted(body: String, expected: String) {
    Self.expectBody(body, becomes: expected)
  }

  /// CR LF is read as LF and becomes it. A CR by itself is text; one before a CR LF keeps that from being joined.
  @Test(arguments: [
    ("a\r\nb\r\n", "a\nb\n"), ("a\r\r\nb\r\n", "a\r\r\nb\n"), ("a\r\r\n\r\n", "a\r\r\n"), ("a\r", "a\r\r\n"),
    ("{# a\r\nb #}\r\nc", "{# a\nb #}\nc\n"),
    ("{% raw %}\r\na\r\n{% endraw %}\r\n", "{% raw %}\na\n{% endraw %}\n"),
    ("{{ a\r\n  + b }}\r\n", "{{ a\n  + b }}\n"),
    ("{% if a %} \r\nb\r\n{% endif %}\r\n", "{% if a %}\nb\n{% endif %}\n"),
  ])
  func lineBreaks(body: String, expected: String) {
    Self.expectBody(body, becomes: expected)
  }

  // MARK: Headers and metadata

  @Test(arguments: [
    ("@type  A :a|b", "@type A: a | b"),
    (#"@type A: a"가"|b"나  다""#, #"@type A: a "가" | b "나  다""#),
    ("@type A: {a:int(1..),b:(c|d)?,e:{}}", "@type A: { a: int(1..), b: (c | d)?, e: {} }"),
    ("@type A: ( list ( 1 .. 3 ) of  money ( KRW ) ) ?", "@type A: (list(1..3) of money(KRW))?"),
    ("@type A: number( - 1.5 .. 2.5 )", "@type A: number(-1.5..2.5)"),
    ("@type A: shop :: B ?", "@type A: shop::B?"),
    ("@value a:text", "@value a: text"),
    (#"@value a :list of B   from"x.csv""#, #"@value a: list of B from "x.csv""#),
    ("@snippet s ( a:text,b : untrusted  line? , )", "@snippet s(a: text, b: untrusted line?)"),
    ("@snippet s( )", "@snippet s()"),
  ])
  func headers(line: String, expected: String) {
    Self.expect("---\nlibrary: shop\n---\n\(line)\n", becomes: "---\nlibrary: shop\n---\n\(expected)\n")
  }

  @Test(arguments: [
    ("by:ai( text )", "by: ai(text)"), ("by  :  tool (my-tool)", "by: tool(my-tool)"),
    ("gives:{a:text ,b:int}", "gives: { a: text, b: int }"), ("when:a and( b )", "when: a and (b)"),
    ("each: x  in xs ,y in f( z )", "each: x in xs, y in f(z)"), ("reviews:a ,b", "reviews: a, b"),
    ("redo:a ,up  to   3", "redo: a, up to 3"), ("minutes:5->1.5", "minutes: 5 -> 1.5"),
    ("with:a:1+2 ,b : c", "with: a: 1 + 2, b: c"), ("risk:high", "risk: high"), ("#  a  b ", "#  a  b"),
  ])
  func metadata(line: String, expected: String) {
    let frame = "---\nroutine: r\n---\n@step s: 가  나\n"
    Self.expect(frame + line + " \n", becomes: frame + expected + "\n")
  }

  @Test func anExampleIsYAML() {
    let frame = "---\nroutine: r\n---\n@input q: text\n"
    Self.expect(frame + "example :   {a:  1 ,b: 2}  \n", becomes: frame + "example: {a:  1 ,b: 2}\n")
  }

  /// The blank line stays without which a question would be metadata.
  @Test func questionsKeepTheirDistanceWhereItMatters() {
    let frame = "---\nroutine: r\n---\n@input q: text\n"
    Self.expect(frame + "\n\n# 제목\n질문\n", becomes: frame + "\n# 제목\n질문\n")
    Self.expect(frame + "\n\nexamples: 질문\n", becomes: frame + "\nexamples: 질문\n")
    Self.expect(frame + "example: 1\n\n질문: 무엇?\n", becomes: frame + "example: 1\n질문: 무엇?\n")
  }

  // MARK: Files

  @Test func sectionsStandOneBlankLineApart() {
    Self.expect(
      "\u{FEFF}---  \nroutine: r\n---\t\n\n\n글  \n\n글\n\n\n@type A:a|b\n@type B:c|d\n\n\n\n@step s\nby:human(o)\n@do\n- x\n@note",
      becomes:
        "---\nroutine: r\n---\n글  \n\n글\n\n@type A: a | b\n\n@type B: c | d\n\n@step s\nby: human(o)\n\n@do\n- x\n\n@note\n"
    )
    Self.expect("---\nroutine: r\n---", becomes: "---\nroutine: r\n---\n")
    Self.expect("---\nlibrary: r\n---\n\n@type A: a | b", becomes: "---\nlibrary: r\n---\n@type A: a | b\n")
  }

  @Test func commentsStayWhereTheyAre() {
    Self.expect(
      "---\nroutine: r\n---\n\n{# file  #}  \n@type A\n\n\n{# a #}\nb:int\n\n\n  c:int\n{#\n@type B: x\n #}\n\n@step s\nby: human(o)\n{# one #}\n\n\n{# two #}\n\n@do\nx\n",
      becomes:
        "---\nroutine: r\n---\n{# file  #}\n@type A\n{# a #}\nb: int\n\nc: int\n{#\n@type B: x\n #}\n\n@step s\nby: human(o)\n{# one #}\n\n{# two #}\n\n@do\nx\n"
    )
  }

  /// A comment right above a header speaks of it, whatever it stands in.
  @Test func commentsAboveHeaders() {
    Self.expect(
      "---\nlibrary: r\n---\n{# A #}\n@type A:a|b\n\n\n{# B #}\n@snippet b()\nx\n\n{# C #} \n@snippet c()\nx {# no #}\n@snippet d()\nx\n{# no #}\n\n\n@type D: d | e\n",
      becomes:
        "---\nlibrary: r\n---\n{# A #}\n@type A: a | b\n\n{# B #}\n@snippet b()\nx\n\n{# C #}\n@snippet c()\nx {# no #}\n\n@snippet d()\nx\n{# no #}\n\n@type D: d | e\n"
    )
  }

  /// Values are text or YAML, and neither is touched; a block that keeps its blank lines keeps them.
  @Test func valuesStay() {
    let body =
      "@value a: text\n {{x}}  {# y #} \n\n  z\n\n@value b: B\nx:   1\ny :  [a,b]   # c\nz: |\n  text  \n"
    Self.expect("---\nlibrary: r\n---\n" + body, becomes: "---\nlibrary: r\n---\n" + body)
    let open = "---\nlibrary: r\n---\n@value b: B\nz: |\n  text"
    Self.expect(open, becomes: open)
    Self.expect(
      "---\nlibrary: r\n---\n@value b: text\nz |\n  text",
      becomes: "---\nlibrary: r\n---\n@value b: text\nz |\n  text\n")
    let kept = "---\nlibrary: r\n---\n@value b: B\nz: |+\n  text\n\n\n"
    Self.expect(kept + "@value c: int\n1\n", becomes: kept + "@value c: int\n1\n")
  }

  // MARK: Front matter

  @Test(arguments: [
    ("title:   a  b   ", "title: a  b"), ("title : a", "title: a"),
    ("tags: [ a,b , \"c  d\" ]", "tags: [a, b, \"c  d\"]"),
    ("tags: []", "tags: []"), ("tags: [  ]", "tags: []"), ("title: a   # b  c", "title: a  # b  c"),
    ("# a  ", "# a"), ("title: \"a  # b\"", "title: \"a  # b\""),
    ("title:   'it''s'   # x", "title: 'it''s'  # x"),
    ("\ntitle: a\n\n\nsummary: b\n\n", "\ntitle: a\n\nsummary: b"),
    ("summary:   |\n  a  \n\n  b\n\n\ntitle:  x", "summary: |\n  a  \n\n  b\n\n\ntitle: x"),
    ("tags:  \n  - a   \n  -  b\ntitle:  x", "tags:\n  - a\n  -  b\ntitle: x"),
    ("summary:  a\n    b  \n\n    c\ntitle:  x", "summary: a\n    b\n\n    c\ntitle: x"),
    ("tags:  [a,\n  b]\ntitle:  x", "tags: [a,\n  b]\ntitle: x"),
    // What would be read otherwise, or cannot be read at all, stays as it is.
    ("title: a # b", "title: a # b"), ("title:  # b", "title:  # b"), ("title:\ta", "title:\ta"),
    ("title: [a, {b: c}]", "title: [a, {b: c}]"),
    ("title:  \"a\n\n  b:   c\"\nx:   y  ", "title:  \"a\n\n  b:   c\"\nx:   y  "),
    ("title: [ a,, b ]", "title: [ a,, b ]"), ("title: don't   ", "title: don't"),
  ])
  func frontMatter(entries: String, expected: String) {
    Self.expect("---\nroutine: r\n\(entries)\n---\n", becomes: "---\nroutine: r\n\(expected)\n---\n")
  }

  // MARK: Refusals

  @Test func whatIsBrokenIsNotTouched() {
    #expect(Self.layout("---\nroutine: r\n---\n@user\n{{x\n").hasPrefix("broken: "))
    #expect(Self.layout("@user\n").hasPrefix("broken: "))
    #expect(Self.layout("---\nroutine: r\n---\n@usre\n").hasPrefix("broken: "))
    #expect(Self.layout("---\nroutine: \0\n---\n").hasPrefix("broken: "))
  }

  /// The check before writing: text, comments and code count, white space between code does not.
  @Test(arguments: [
    ("{{ x }}", "{{x}}", true), ("{{ [1, ] | sum }}", "{{ [1] | sum }}", true), ("a\r\nb", "a\nb", true),
    ("a", "a ", false), ("a\nb", "a\n\nb", false), ("{# a #}", "{# a  #}", false),
    ("{{ x }}", "{{- x }}", false),
    ("{{ x - 1 }}", "{{ x -1 }}", true), ("{{ 'a' }}", "{{ \"a\" }}", false), ("{{ (x) }}", "{{ x }}", false),
    ("{% if x %}\na\n{% endif %}", "{% if x %}a{% endif %}", false), ("a", "{{ x", false),
  ])
  func fidelity(before: String, after: String, isSame: Bool) {
    #expect(LayoutFidelity.saysTheSame(parse(snippet(before)), parse(snippet(after))) == isSame)
  }
}
