// Manuals in a theme: the one of the fixtures, the built-in page written as one, and what a theme may not lose.

import DariBase
import DariEmit
import DariRuntime
import DariSemantics
import Testing

@Suite struct ManualThemeTests {
  private static let folder = "Fixtures/Manual/Theme"

  private static func project(page: String? = nil) throws -> Compilation {
    var files = try fixtureFolder(folder).filter { !$0.path.contains(".expected.") }
    if let page {
      files.removeAll { $0.path.hasSuffix("page.html") }
      files.append(FixtureFile(path: "letterhead/page.html", text: page))
    }
    let compilation = compile(files)
    try #require(!compilation.diagnostics.hasErrors, "\(check(files).shown)")
    return compilation
  }

  private static func result(_ compilation: Compilation, _ form: ManualForm = .html) throws
    -> ManualEmitter.Result
  {
    let routine = try #require(compilation.routines.first)
    return ManualEmitter.result(routine, as: form, locale: "ko", look: ManualLook(compilation.manifest))
  }

  private static func text(_ result: ManualEmitter.Result) -> String {
    String(decoding: result.bytes, as: UTF8.self)
  }

  /// The body without the script, which is the golden of another test.
  private static func body(_ page: String) throws -> Substring {
    let start = try #require(page.firstRange(of: "<body>")).lowerBound
    let end = page.firstRange(of: "<script>")?.lowerBound ?? page.endIndex
    return page[start..<end]
  }

  private static func script(_ page: String) throws -> Substring {
    page[try #require(page.firstRange(of: "<script>")).lowerBound...]
  }

  @Test func letterhead() throws {
    let result = try Self.result(try Self.project())
    #expect(result.diagnostics.isEmpty)
    try Golden.expect(
      String(try Self.body(Self.text(result))) + "\n", at: "\(Self.folder)/letterhead.expected.html")
  }

  /// The head, the tool and the page's policy do not depend on the theme, but for the hash of the style sheet.
  @Test func theRestIsAsWithoutATheme() throws {
    let compilation = try Self.project()
    let themed = Self.text(try Self.result(compilation))
    let routine = try #require(compilation.routines.first)
    var look = ManualLook(compilation.manifest)
    look.theme = nil
    let plain = String(decoding: ManualEmitter.html(routine, locale: "ko", look: look), as: UTF8.self)
    #expect(try Self.script(themed) == Self.script(plain))
    #expect(themed.contains("<a class=\"skip\" href=\"#main\">"))
    func head(_ page: String) -> String {
      String(page[..<page.firstRange(of: "<style>")!.lowerBound]).replacing(
        /style-src &#39;sha256-[^&]*&#39;/, with: "")
    }
    #expect(head(themed) == head(plain))
    let style = try #require(themed.firstMatch(of: #/<style>((?s).*?)</style>/#)).output.1
    let hash = Base64.encode(SHA256.digest(of: Array(style.utf8)))
    #expect(themed.contains("style-src &#39;sha256-\(hash)&#39;"))
    #expect(
      style.hasSuffix(String(decoding: try readFixture("\(Self.folder)/letterhead/style.css"), as: UTF8.self))
    )
    for piece in plain.matches(of: #/<article class="step"(?s).*?</article>/#) {
      #expect(themed.contains(piece.output))
    }
  }

  @Test func paperAndSlidesHaveStyleSheetsOfTheirOwn() throws {
    let compilation = try Self.project()
    let paper = Self.text(try Self.result(compilation, .pdf))
    let slides = Self.text(try Self.result(compilation, .slides))
    #expect(paper.contains(".front { border-top: 3pt double"))
    #expect(slides.contains(".slide { border-top: .5rem solid"))
    #expect(!paper.contains("letterhead") && !slides.contains("letterhead"))
    let style = try #require(slides.firstMatch(of: #/<style>((?s).*?)</style>/#)).output.1
    #expect(
      slides.contains("style-src &#39;sha256-\(Base64.encode(SHA256.digest(of: Array(style.utf8))))&#39;"))
  }

  /// The page that the documentation gives to start from.
  @Test(arguments: ["Documentation/Manual.md", "Documentation/Manual.ko.md"])
  func theDocumentedPageIsTheBuiltInOne(_ document: String) throws {
    let fence = try #require(
      Fence.all(in: try readFixtureText(document)).first { $0.info == "html page.html" })
    let compilation = try Self.project(page: fence.text)
    let themed = Self.text(try Self.result(compilation))
    var look = ManualLook(compilation.manifest)
    look.theme?.page = nil
    let routine = try #require(compilation.routines.first)
    let plain = String(decoding: ManualEmitter.html(routine, locale: "ko", look: look), as: UTF8.self)
    func bare(_ page: String) throws -> String {
      try String(Self.body(page)).replacing(/>\s+/, with: ">").replacing(/\s+</, with: "<")
    }
    #expect(try bare(themed) == bare(plain))
  }

  @Test func whatAnAuthorWroteStaysText() throws {
    var compilation = try Self.project()
    let text = "</p><script>alert(1)</script>&amp;<\"1-\">' {{ manual.title }}"
    compilation.routines[0].title = text
    compilation.routines[0].summary = text
    let result = try Self.result(compilation)
    #expect(result.diagnostics.isEmpty)
    let page = Self.text(result)
    #expect(!page.contains("<script>alert"))
    #expect(
      page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;&lt;\"1-\"&gt;' {{ manual.title }}</h1>"))
  }

  static let lost: [(String, [String])] = [
    (
      "<main id=\"main\"><h1>x</h1>{{ parts.sections }}</main>{% set x = parts.figures ~ \"\" %}<div>{{ x }}</div>",
      []
    ),
    (
      "<main id=\"main\"><h1>x</h1>{{ parts.sections }}</main>{% set x = parts.figures ~ \"!\" %}<div>{{ x }}</div>",
      ["E1131 1:92"]
    ),
    ("<main id=\"main\"><h1>x</h1>{{ parts.sections }}</main>", []),
    ("<main id=\"main\"><h1>x</h1>{{ parts.sections }}{{ parts.sections }}</main>", ["E1139 1:47"]),
    (
      "<main id=\"main\"><h1>x</h1>{% if author.name %}<p>x</p>{% else %}{{ parts.sections }}{% endif %}</main>",
      ["E1139 1:1"]
    ),
    (
      "<main id=\"main\"><h1>x</h1>{% for s in sections if s.id != \"checkpoints\" %}<div id=\"{{ s.id }}\">{{ s.body }}</div>{% endfor %}</main>",
      ["E1139 1:1"]
    ),
    (
      "<main id=\"main\"><h1>x</h1>{% for s in sections %}<div>{{ s.body }}</div>{% endfor %}</main>",
      ["E1139 1:55"]
    ),
    ("<main id=\"main\"><h1>x</h1></main><div>{{ parts.sections }}</div>", ["E1131 1:39"]),
    ("<main id=\"main\"><h1>x</h1><p>{{ parts.sections }}</p></main>", ["E1131 1:30"]),
    ("<main id=\"main\"><h1>x</h1><ul><li>{{ parts.sections }}</li></ul></main>", ["E1131 1:35"]),
    ("<div><h1>x</h1></div><main>{{ parts.sections }}</main>", ["E1131 1:28"]),
    ("<main id=\"main\"><h2>x</h2>{{ parts.sections }}</main>", ["E1139 1:1"]),
    ("<main id=\"main\"><h1>x</h1>{{ parts.sections }}</main><p id=\"step-1\">x</p>", ["E1139 1:54"]),
    ("<main id=\"main\"><h1>x</h1>{{ parts.sections }}</main><p id=\"save\">x</p>", ["E1139 1:54"]),
    ("<main id=\"main\"><h1>x</h1>{{ parts.sections }}</main><p><a href=\"#nix\">x</a></p>", ["E1139 1:57"]),
    (
      "<main id=\"main\"><h1>x</h1>{{ parts.sections }}</main><div><p>x</div></p>",
      ["E1138 1:63", "E1138 1:69"]
    ),
    ("<main id=\"main\"><h1>x</h1>{{ parts.sections }}</main><div>", ["E1138 1:54"]),
    (
      "<main id=\"main\"><h1>x</h1>{{ parts.sections }}</main><p>{{ \"<script>\" }}</p>",
      ["E1135 1:57", "E1138 1:73"]
    ),
    (
      "<main id=\"main\"><h1>x</h1>{{ parts.sections }}</main><p class=\"{{ '\" onclick=\"x' }}\">x</p>",
      []
    ),
  ]

  @Test(arguments: lost) func nothingIsLostAndThereIsOneWayToReadIt(_ page: String, _ expected: [String])
    throws
  {
    let compilation = try Self.project(page: page)
    let result = try Self.result(compilation)
    let found = result.diagnostics.map { diagnostic in
      let place = compilation.sources[diagnostic.span.file].position(at: Int(diagnostic.span.start))
      return "\(diagnostic.code.text) \(place.line):\(place.column)"
    }
    #expect(found == expected)
    #expect(result.bytes.isEmpty == !expected.isEmpty)
  }
}
