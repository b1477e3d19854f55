// What a theme may hold, and where it is told what it may not.

import DariBase
import Testing

@testable import DariSemantics

@Suite struct ThemeTests {
  private static let manifest = "project: p\noutputs: { theme: looks }\n"
  private static let sections = "<main id=\"main\"><h1>x</h1><div>{{ parts.sections }}</div></main>\n"

  /// Code and marked text of each problem of the file.
  private func problems(_ name: String, _ text: String) -> [String] {
    check(Self.manifest, resources: ["looks/\(name)": text]).problems
  }

  private func page(_ more: String) -> [String] { problems("page.html", Self.sections + more) }
  private func style(_ text: String) -> [String] { problems("style.css", text) }

  @Test func aPageOfOnesOwn() {
    #expect(page("") == [])
    let more = """
      {# a note #}
      {% if parts.logo %}<div>{{ parts.logo }}</div>{% endif %}
      <nav aria-label="{{ words.contents }}"><div>{{ parts.contents }}</div></nav>
      {% for section in sections %}<p id="to-{{ section.id }}"><a href="#{{ section.id }}">{{ loop.index }} {{ section.title }}</a></p>{% endfor %}
      {% if manual.summary and author.name %}<p title='{{ manual.summary }}'>{{ author.name if parts.logo else manual.title }}<br/>{% if words.madeBy %}{{ words.madeBy }}{% endif %}</p>{% endif %}
      <p><a href="https://a.example/{{ manual.routine }}" class="{% if client.name %}a{% else %}b{% endif %}">x</a> <a href="mailto:a@b.example">y</a></p>
      <img src="data:image/png;base64,AAAA" alt="">{% set short = parts.figures %}
      <div>{{ short }}</div>
      \\@user
      @media is text
      """
    #expect(page(more) == [])
    // A byte order mark, and line breaks of other systems, move no place.
    let text = "\u{FEFF}" + (Self.sections + "<p>{{ nix }}</p>").replacing("\n", with: "\r\n")
    let found = check(Self.manifest, resources: ["looks/page.html": text])
    #expect(found.problems == ["E0201 nix"])
    #expect(
      found.diagnostics.map { found.sources[$0.span.file].position(at: Int($0.span.start)).line } == [2])
  }

  @Test func theCompilersOwnProblemsAreToldInThePage() {
    #expect(page("<p>{{ manual.titel }}</p>") == ["E0203 titel"])
    #expect(page("<p>{{ manual.summary }}</p>") == ["E0401 manual.summary"])
    #expect(page("<p>{% if author.name %}x</p>") == ["E0135 {% if author.name %}"])
    let found = check(Self.manifest, resources: ["looks/page.html": Self.sections + "{{ nix }}"])
    #expect(found.diagnostics.map { found.sources[$0.span.file].path } == ["looks/page.html"])
  }

  static let parts: [(String, [String])] = [
    ("<p title=\"{{ parts.figures }}\"></p>", ["E1131 {{ parts.figures }}"]),
    ("<div>{{ parts.figures | upper }}</div>", ["E1131 {{ parts.figures | upper }}"]),
    ("<div>{{ parts.figures ~ \"\" }}</div>", ["E1131 {{ parts.figures ~ \"\" }}"]),
    ("<div>{{ sections | json }}</div>", ["E1131 {{ sections | json }}"]),
    ("<a href=\"#{{ parts.figures }}\">x</a>", ["E1131 {{ parts.figures }}"]),
    ("{{ parts.figures }}", ["E1132 {{ parts.figures }}"]),
    ("{{ manual.title }}", ["E1132 {{ manual.title }}"]),
    ("<div>{{ manual.title }}", ["E1132 {{ manual.title }}"]),
    ("```\n{{ manual.title }}\n```", ["E1132 {{ manual.title }}"]),
    // For a reader of prompts a backtick opens code, for a browser it does not.
    ("`<a title=\"{{ manual.routine }}\">`</a>", ["E1132 {{ manual.routine }}"]),
    ("<div>`<a title=\"{{ manual.routine }}\">`</a></div>", ["E1132 {{ manual.routine }}"]),
  ]

  @Test(arguments: parts) func piecesAndValuesStandWhereABrowserReadsThemAsText(
    _ more: String, _ expected: [String]
  ) {
    #expect(page(more) == expected)
  }

  @Test func sectionsHaveToBeInIt() {
    #expect(problems("page.html", "<main id=\"main\"><h1>x</h1></main>") == ["E1139 "])
    #expect(
      problems(
        "page.html", "<main id=\"main\"><h1>x</h1>{% for s in sections %}{{ s.body }}{% endfor %}</main>")
        == [])
  }

  static let markup: [(String, [String])] = [
    ("<script>x</script>", ["E1135 <script>"]), ("<SCRIPT >x</SCRIPT>", ["E1135 <SCRIPT >"]),
    ("<style>x</style>", ["E1135 <style>"]), ("<form></form>", ["E1135 <form>"]),
    ("<iframe src=\"https://x\"></iframe>", ["E1135 <iframe src=\"https://x\">"]),
    ("<link href=\"https://x\">", ["E1135 <link href=\"https://x\">"]), ("<svg></svg>", ["E1135 <svg>"]),
    ("<template></template>", ["E1135 <template>"]), ("<textarea></textarea>", ["E1135 <textarea>"]),
    ("<p onclick=\"x\">", ["E1135 onclick=\"x\""]), ("<p STYLE='x'>", ["E1135 STYLE='x'"]),
    ("<p hidden=\"\">", ["E1135 hidden=\"\""]), ("<p aria-hidden=\"true\">", ["E1135 aria-hidden=\"true\""]),
    ("<img srcset=\"x\">", ["E1135 srcset=\"x\""]), ("<p href=\"#x\">", ["E1135 href=\"#x\""]),
    ("<p class=\"a\" class=\"b\">", ["E1135 class=\"b\""]),
    ("<p id=\"st&#101;ps\">", ["E1135 id=\"st&#101;ps\""]),
    ("<!-- x -->", ["E1135 <!"]), ("<?x?>", ["E1135 <?"]),
    ("<a href=\"javascript:x\">", ["E1136 href=\"javascript:x\""]),
    ("<a href=\"&#106;avascript:x\">", ["E1136 href=\"&#106;avascript:x\""]),
    ("<a href=\"//x\">", ["E1136 href=\"//x\""]), ("<a href=\" https://x\">", ["E1136 href=\" https://x\""]),
    ("<img src=\"x.png\">", ["E1136 src=\"x.png\""]),
    ("<img src=\"data:text/html,x\">", ["E1136 src=\"data:text/html,x\""]),
    (
      "<a href=\"{% if true %}https://x{% endif %}\">x</a>",
      ["E1136 href=\"{% if true %}https://x{% endif %}\""]
    ),
    ("<a href=\"{{ manual.title }}\">x</a>", ["E1136 href=\"{{ manual.title }}\""]),
    ("a < b", ["E1137 <"]), ("</ p>", ["E1137 <"]), ("<p class=a>", ["E1137 <p class"]),
    ("<p class = \"a\">", ["E1137 <p class"]), ("<p hidden>", ["E1137 <p hidden"]),
    ("<p class=\"a\"id=\"b\">", ["E1137 <p class=\"a\""]), ("<p {{ manual.title }}>", ["E1137 <p "]),
    ("<{{ manual.title }}>", ["E1137 <"]), ("<p{% if true %} class=\"a\"{% endif %}>", ["E1137 <p"]),
    ("<p class=\"a", ["E1137 <p class=\"a"]), ("<div/>", ["E1137 <div"]),
    ("<scr{% if true %}ipt>{% endif %}", ["E1137 <scr"]),
    ("@user\nx", ["E1135 @user"]), ("@input x: text\nx", ["E1135 @input x: text"]),
  ]

  @Test(arguments: markup) func whatActsOrCanBeReadTwoWaysIsRefused(_ more: String, _ expected: [String]) {
    #expect(page(more) == expected)
  }

  static let styles: [(String, [String])] = [
    ("a{color:red;content:\"\\201C url(x) @import\"} /* url(x) @import \\ */", []),
    ("a{background:url(\"data:image/png;base64,AA\")}b{background:URL( data:image/png;base64,AA )}", []),
    (":root{--accent:#123}@media print{a{color:red}}@font-face{src:url('data:font/woff2;base64,AA')}", []),
    ("a{background:url(x.png)}", ["E1136 url(x.png"]),
    ("a{background:Url( 'https://x' )}", ["E1136 Url( 'https://x"]),
    ("a{background:url()}", ["E1136 url("]), ("a{background:url(", ["E1136 url("]),
    ("@import 'x';", ["E1136 @import"]), ("@IMPORT url(x);", ["E1136 @IMPORT", "E1136 url(x"]),
    ("a{background:image-set('a.png' 1x)}", ["E1136 image-set("]), ("a{background:src('x')}", ["E1136 src("]),
    ("a{background:url(data:x\\)}b{c:url(http://x))}", ["E1136 url(data:x\\", "E1136 url(http://x"]),
    ("a{background:u\\72l(x)}", ["E1135 \\"]), ("a{}</STYLE>", ["E1135 </STYLE"]),
    ("/* </style */", ["E1135 </style"]), ("a{} /* x", ["E1138 /*"]), ("a{b:\"x\n}", ["E1138 \""]),
  ]

  @Test(arguments: styles) func aStyleSheetFetchesNothing(_ text: String, _ expected: [String]) {
    #expect(style(text) == expected)
    // The same for paper and slides.
    #expect(problems("slides.css", text) == expected)
    #expect(problems("paper.css", text) == expected)
  }

  @Test func theFolderOfATheme() {
    #expect(check(Self.manifest).problems == ["E1133 looks"])
    var sources = ProjectSources(files: [("dari.yaml", Array(Self.manifest.utf8))])
    sources.theme = ThemeFiles(folder: "looks")
    #expect(Compiler.compile(sources).diagnostics.map(\.code.text) == ["E1134"])
    for outside in ["../looks", "/looks", ".", "\"\""] {
      #expect(
        check("project: p\noutputs: { theme: \(outside) }\n").problems.map { $0.prefix(5) } == ["E0220"])
    }
    #expect(
      Compiler.check(files: [("dari.yaml", Array(Self.manifest.utf8)), ("looks/style.css", [0xFF])]).1.map(
        \.code.text) == ["E0001"])
    #expect(
      Compiler.check(files: [("dari.yaml", Array(Self.manifest.utf8)), ("looks/page.html", [0x41, 0])]).1.map(
        \.code.text) == ["E0002"])
  }
}
