// Which text reaches the output. The expectations of `asJinja` are Jinja2 3.1's, with `trim_blocks` and
// `lstrip_blocks` on; `<>` stands for a hole.

import Testing

@testable import DariSyntax

@Suite struct WhitespaceTests {
  @Test(arguments: [
    ("a\n{% if t %}\nb\n{% endif %}\nc", "a\nb\nc"),
    ("a\n  {% if t %}\nb\n\t{% endif %}\nc", "a\nb\nc"),
    ("a {% if t %}b{% endif %} c", "a b c"),
    ("a\n{# c #}\nb", "a\nb"),
    ("a {# c #} b", "a  b"),
    ("a\n{% set x = 1 %}{# c #}\nb", "a\nb"),
    ("a\n{{ x }}\nb", "a\n<>\nb"),
    ("{{ x }}{{ x }}\n", "<><>"),
    ("a\n{% if\n t\n%}\nb\n{% endif %}", "a\nb\n"),
    ("a\n{#\n c\n\n#}\nb", "a\nb"),
    ("a  {{- x -}}  b", "a<>b"),
    ("a\n\n{{- x -}}\n\nb", "a<>b"),
    ("a \n {%- if t -%} \n b \n {%- endif -%} \n c", "abc"),
    ("a\n{% if t -%}\n\n  b\n{% endif %}\nc", "a\nb\nc"),
    ("a\n\n{%- if t %}\n\nb{% endif %}", "a\nb"),
    ("a\u{3000}{{- x }}", "a<>"),
    ("a\n{% raw %}\n{{ x }}\n{% endraw %}\nb", "a\n{{ x }}\nb"),
    ("a{% raw %} {{ x }} {% endraw %}b", "a {{ x }} b"),
    ("a {#- c -#} b", "ab"),
    ("{% if t %}\na\n{% endif %}", "a\n"),
    ("{% if t %}\n\na\n\n{% endif %}", "\na\n\n"),
    ("a\n\n{% if t %}\nb\n{% endif %}\n\nc", "a\n\nb\n\nc"),
    ("a\n{% if t %}{% if t %}\nb\n{% endif %}{% endif %}\nc", "a\nb\nc"),
  ])
  func asJinja(body: String, expected: String) {
    #expect(printed(body) == expected)
  }

  @Test(arguments: [
    // A line with text on it keeps its break.
    ("a {% if t %}\nb\n{% endif %}", "a \nb\n"),
    ("{% if t %}a{% endif %}\nb", "a\nb"),
    // A line with white space after or between its tags is a tag line.
    ("a\n{% if t %}  \nb\n{% set x = 1 %} {# c #}\t\nc{% endif %}", "a\nb\nc"),
    // Text is kept as written before a tag on a line with text.
    ("  {% if t %}a{% endif %}", "  a"),
    // Blank lines around a section, and its last line break.
    ("\n\n  a  \n\n \n", "  a  "),
    ("\n \n{% if t %}\na\n{% endif %}\n\n", "a\n"),
    ("\n\n", ""),
    ("a\r\n{% if t %}\r\nb\r\n{% endif %}\r\nc\r\n", "a\r\nb\r\nc"),
    ("a\rb\n\tc", "a\rb\n\tc"),
    // Nothing is printed before the first case.
    ("a\n{% match k %}\n\n{# c #}\n{% case a %}\nb\n{% endmatch %}\nc", "a\nb\nc"),
    ("{% match k %} {% case a %}b{% endmatch %}", "b"),
    ("\\@user\n{% if t %}\n\\@do\n{% endif %}", "@user\n@do\n"),
    ("a\n{# @step x\n@user #}\nb", "a\nb"),
  ])
  func asDari(body: String, expected: String) {
    #expect(printed(body) == expected)
  }
}
