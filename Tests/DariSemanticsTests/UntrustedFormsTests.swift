// Every way in which an untrusted value can reach a hole: in prose, each is refused.

import DariBase
import Testing

@testable import DariSemantics

@Suite struct UntrustedFormsTests {
  static let head = """
    ---
    routine: r
    owner: owner
    ---
    @snippet two(a: { a: line }, b: text)
    {{ b }}{{ a.a }}

    @snippet wrap(xs: list of { a: line })
    {% for x in xs %}{{ one(x) }}{% endfor %}

    @snippet one(p: { a: line })
    {{ p.a }}

    @snippet all(xs: list of line)
    {% for x in xs %}{{ x }}{% endfor %}

    @snippet joined(xs: list of line)
    {{ xs | join(", ") }}

    @snippet onlyif(o: text?)
    {% if o %}{{ o }}{% endif %}

    @type K: x | y

    @input u: untrusted text
    @input t: text
    @input o: text?
    @input ou: untrusted text?
    @input b: bool
    @input k: untrusted K
    @input m: untrusted { a: line }
    @input n: { a: line }
    @input oq: untrusted { a: line }?
    @input l: untrusted (list of line)
    @input ml: list of line
    @input ms: untrusted (list of { a: line })
    @input deep: { list: untrusted (list of { a: line }) }
    @input ln: { from: line, body: untrusted text }
    @input lnt: { from: line, body: text }
    @input lnl: list of { from: line, body: untrusted text }

    @step s: S
    by: ai(text)

    @user

    """

  private func codes(_ hole: String) -> [String] {
    let (_, diagnostics) = Compiler.check(files: [("r.dari", Self.head + hole + "\n")])
    return diagnostics.map(\.code.text)
  }

  @Test(
    arguments: [
      #"{{ u | upper }}"#,
      #"{{ "a" ~ u }}"#,
      #"{{ t | replace("a", u) }}"#,
      #"{{ o | default(u) }}"#,
      #"{{ u if b else t }}"#,
      #"{{ (m if b else n).a }}"#,
      #"{{ (n if b else m).a }}"#,
      #"{{ l[0] | default("x") }}"#,
      #"{{ l | sort | first | default("") }}"#,
      #"{{ [l[0] | default(""), "b"] | join(",") }}"#,
      #"{{ u | lines | last | default("") }}"#,
      #"{{ u | josa("을/를") }}"#,
      #"{{ u | truncate(3) }}"#,
      #"{{ ms | table }}"#,
      #"{{ (ms | first | default(n)).a }}"#,
      #"{{ (ms | where(a, "x") | first | default(n)).a }}"#,
      #"{{ (ms | reverse | last | default(n)).a }}"#,
      #"{{ ms | map(a) | unique | bullets }}"#,
      #"{% set z = [m, n] %}{{ z[0].a }}"#,
      #"{% set z = [n, m] %}{% for q in z %}{{ q.a }}{% endfor %}"#,
      #"{% if ou %}{{ ou }}{% endif %}"#,
      #"{% match ou %}{% case present %}{{ ou }}{% case absent %}-{% endmatch %}"#,
      #"{{ oq.a if oq else "x" }}"#,
      #"{{ u | quote }}"#,
      #"{{ u | trim | title | indent(2) }}"#,
      #"{% for d in deep.list %}{{ d.a }}{% endfor %}"#,
      #"{{ deep.list | map(a) | join(" ") }}"#,
      #"{{ two(n, u) }}"#,
      #"{{ wrap(ms) }}"#,
      #"{{ wrap([m]) }}"#,
      #"{{ wrap([n, m]) }}"#,
      #"{{ onlyif(ou) }}"#,
      #"{{ k ~ u }}"#,
      #"{{ u | redact }}"#,
      #"{{ t | redact(u) ~ u }}"#,
      #"{{ u | json }}"#,
      #"{{ ln.body }}"#,
      #"{{ lnl | map(body) | last | default("") }}"#,
      #"{{ all(l) }}"#,
      #"{{ one(m) }}"#,
      #"{% for q in ms %}{{ one(q) }}{% endfor %}"#,
      #"{{ joined(l) }}"#,
    ])
  func reaches(_ hole: String) { #expect(codes(hole) == ["E0601"]) }

  /// What nobody but the author can have written, also beside it.
  @Test(
    arguments: [
      #"{{ k }}"#,
      #"{{ k | label }}"#,
      #"{{ u | length }}"#,
      #"{{ [k, k] | join(",") }}"#,
      #"{{ n.a }}"#,
      #"{{ ln.from }}"#,
      #"{{ lnl | map(from) | join(",") }}"#,
      #"{{ t if u != "" else "x" }}"#,
      #"{{ (lnl | first | default(lnt)).from }}"#,
      #"{{ ml | first | default("") }}"#,
    ])
  func doesNot(_ hole: String) { #expect(codes(hole) == []) }
}
