// Translations: what belongs to the language and what does not, and what the second check of a project finds.

import DariBase
import DariRuntime
import DariSyntax
import Testing

@testable import DariSemantics

@Suite struct TranslationTests {
  static let manifest = "project: p\nlocales: [ko, en]\npeople: { owner: { ko: 점장, en: Manager } }\n"

  /// A routine of one step and its translation, with these templates.
  static func files(
    _ original: String, _ translation: String, manifest: String = manifest
  ) -> [(path: String, text: String)] {
    let inputs = """
      @input name: line(..40)
      이름

      @input count: int(0..)
      몇 개

      @input day: date
      언제

      @input note: text?
      덧붙일 말

      @input tags: list of line
      말
      """
    return [
      ("dari.yaml", manifest),
      (
        "r.dari",
        "---\nroutine: r\nowner: owner\n---\n\(inputs)\n\n@step only: 하기\nby: human(owner)\n\n@text\n\(original)\n"
      ),
      (
        "r.en.dari",
        """
        ---
        routine: r
        ---
        @input name
        Name

        @input count
        How many

        @input day
        When

        @input note
        More

        @input tags
        Tags

        @step only: Do it

        @text
        \(translation)

        """
      ),
    ]
  }

  static func compile(_ files: [(path: String, text: String)]) -> Checked {
    Checked(
      compilation: Compiler.compile(ProjectSources(files: files.map { ($0.path, Array($0.text.utf8)) })))
  }

  static func problems(_ original: String, _ translation: String) -> [String] {
    compile(files(original, translation)).problems
  }

  // MARK: What belongs to the language

  @Test(arguments: [
    (#"{{ name | josa("을/를") }} 봅니다"#, "look at {{ name }}"),
    ("{{ name }} 하나", #"one {{ name | josa("을/를") }}"#),
    (#"{{ day | date("M월 d일") }}"#, #"{{ day | date("MMMM d") }}"#),
    (#"{{ day | date("M월") }}"#, "{{ day }}"),
    (#"{{ tags | join("와 ") }}"#, #"{{ tags | join(" and ") }}"#),
    (#"{{ note | default("없음") }}"#, #"{{ note | default("none") }}"#),
    (#"{{ "많음" if count > 3 else "적음" }}"#, #"{{ "many" if count > 3 else "few" }}"#),
    ("{{ count }}개", #"{{ count }} thing{{ "s" if count != 1 else "" }}"#),
    ("{{ name }} {{ count }}", "{{ count }} {{ name }}, that is {{ name }}"),
    (
      "{% if note %}{{ note }}{% endif %} {% for t in tags %}{{ t }}{% endfor %}",
      "{% for t in tags %}{{ t }}{% endfor %} {% if note %}{{ note }}{% endif %}"
    ),
    ("{% set x = name %}{{ x }}", "{% set x = name %}{{ (x) }}"), (#"{{ "말" }}"#, "words"),
    ("{{ name | upper }}", "{{ name }}"),
  ])
  func free(_ original: String, _ translation: String) {
    #expect(Self.problems(original, translation) == [])
  }

  @Test(arguments: [
    ("{{ name }}", "nobody", ["E1208 @text"]), ("누구", "{{ name }}", ["E1209 {{ name }}"]),
    ("{{ name }}", "{{ nmae }}", ["E1210 {{ nmae }}"]), ("{{ name }}", "{{ count }}", ["E1210 {{ count }}"]),
    (
      "{{ tags | first | default(\"\") }}", "{{ tags | last | default(\"\") }}",
      ["E1210 {{ tags | last | default(\"\") }}"]
    ),
    ("{% if note %}{{ note }}{% endif %}", "{{ note }}", ["E1208 @text", "E1209 {{ note }}"]),
    (
      "{% if count > 3 %}많다{% endif %}", "{% if count > 4 %}many{% endif %}", ["E1210 {% if count > 4 %}"]
    ),
    (
      "{% if note %}있다{% else %}없다{% endif %}", "{% if note %}there{% endif %}", ["E1208 {% if note %}"]
    ),
    (
      "{% if note %}있다{% endif %}", "{% if note %}there{% else %}no{% endif %}", ["E1209 {% else %}"]
    ),
    (#"{{ "예" if name == "가" else "아니요" }}"#, #"{{ "yes" if name == "a" else "no" }}"#, ["E1208 @text"]),
    (
      #"{{ name | replace("가", "나") }}"#, #"{{ name | replace("a", "b") }}"#,
      [#"E1210 {{ name | replace("a", "b") }}"#]
    ),
    ("<a>{{ name }}</a>", "{{ name }}", ["E1211 {{ name }}"]),
    ("{{ name }}", "{{ name", ["E0130 {{"]),
  ])
  func bound(_ original: String, _ translation: String, _ problems: [String]) {
    #expect(Self.problems(original, translation) == problems)
  }

  @Test func aBudgetHoldsForEachLanguage() {
    let manifest = Self.manifest + "use: { text: w }\n"
    let tools = "tools:\n  w: { name: W, does: [text] }\n"
    func routine(_ text: String) -> String {
      "---\nroutine: r\nowner: owner\n---\n@step a: 쓰기\nby: ai(text)\nbudget: 20 tokens\n\n@user\n\(text)\n"
    }
    let long = String(repeating: "many more words than that ", count: 20)
    let checked = Self.compile([
      ("dari.yaml", manifest), ("tools.yaml", tools), ("r.dari", routine("짧게 쓰세요.")),
      ("r.en.dari", "---\nroutine: r\n---\n@step a: Write\n\n@user\n\(long)\n"),
    ])
    #expect(checked.diagnostics.map(\.code.text) == ["E0701"])
    #expect(checked.diagnostics.first.map { checked.sources[$0.span.file].path } == "r.en.dari")
  }

  // MARK: What comes out

  @Test func theSameRoutineInOtherWords() throws {
    let checked = Self.compile(Self.files(#"{{ name | josa("을/를") }} 봅니다"#, "look at {{ name }}"))
    let routine = try checked.routine()
    let english = try #require(routine.inLocale("en"))
    #expect(routine.locales == ["ko", "en"])
    #expect((routine.locale, english.locale) == ("ko", "en"))
    #expect(english.steps[0].title == "Do it")
    #expect(english.inputs.map(\.question) == ["Name", "How many", "When", "More", "Tags"])
    #expect(english.inputs.map { "\($0.type)" } == routine.inputs.map { "\($0.type)" })
    #expect(english.people == ["owner": "Manager"])
    #expect(routine.people == ["owner": "점장"])
    #expect(english.sources.map(\.path) == ["r.dari", "r.en.dari"])
    #expect(routine.sources.map(\.path) == ["r.dari"])
    #expect(routine.inLocale("fr") == nil)
  }

  @Test func whatStandsInSaysItsLanguage() throws {
    let manifest = Self.manifest + "fallback: { en: ko }\n"
    var files = Self.files("{{ name }}", "{{ name }}", manifest: manifest)
    files.removeLast()
    let checked = Self.compile(files)
    #expect(checked.problems == ["W1201 r"])
    #expect(try checked.routine().inLocale("en")?.locale == "ko")
  }

  @Test func oneLanguageStandsInForAnother() throws {
    let manifest =
      "project: p\nlocales: [ko, en-GB, en]\nfallback: { en-GB: en }\n"
      + "people: { owner: { ko: 점장, en: Manager, en-GB: Manager } }\n"
    var files = Self.files("{{ name }}", "see {{ name }}", manifest: manifest)
    files.append(
      ("r.en-GB.dari", "---\nroutine: r\n---\n@step only: Just do it\n\n@text\nbehold {{ name }}\n"))
    let checked = Self.compile(files)
    #expect(checked.problems.allSatisfy { $0.hasPrefix("W1202") } && checked.problems.count == 5)
    let british = try #require(try checked.routine().inLocale("en-GB"))
    #expect(british.inputs[0].question == "Name")
    #expect(british.steps[0].title == "Just do it")
  }

  @Test(arguments: [
    ("a/b.en.dari", "a/b.dari", "en"), ("b.pt-BR.dari", "b.dari", "pt-BR"),
    ("b.zh-Hant-TW.dari", "b.dari", "zh-Hant-TW"),
    ("a.b/c.d.ko.dari", "a.b/c.d.dari", "ko"),
  ])
  func namesOfFiles(_ path: String, _ original: String, _ locale: String) {
    let name = TranslationName(path: path)
    #expect(name?.original == original)
    #expect(name?.locale == locale)
    #expect(TranslationName.path(of: original, in: locale) == path)
  }

  @Test(arguments: [
    "b.dari", ".en.dari", "a/.en.dari", "b.EN.dari", "b.expected.dari", "b.e.dari", "b.en-.dari", "b.en.yaml",
    "v1.2.dari",
    "en.dari",
  ])
  func otherFiles(_ path: String) { #expect(TranslationName(path: path) == nil) }

  // MARK: Words of a library

  @Test(arguments: [
    ("@value a: line\n가\n", "@value a\na\n", []), ("@value a: int\n3\n", "", []),
    ("@value a: line\n010-1234\n", "", []), ("@value a: line\n가\n", "", ["E1206 l"]),
    ("@value a: list of line\n- 가\n- 나\n", "@value a\n- a\n- b\n", []),
    ("@value a: list of line\n- 가\n- 나\n", "@value a\n- a\n", ["E1213 - a"]),
    ("@value a: { x: line, n: int }\nx: 가\nn: 3\n", "@value a\nx: a\n", []),
    ("@value a: { x: line, n: int }\nx: 가\nn: 3\n", "@value a\nn: 3\n", ["E1206 a"]),
    ("@value a: { x: line, n: int }\nx: 가\nn: 3\n", "@value a\nx: a\nn: 4\n", ["E1213 4"]),
    ("@value a: { x: line, u: url }\nx: 가\nu: https://a.kr\n", "@value a\nx: a\nu: https://a.kr/en\n", []),
    ("@value a: line\n가\n", "@value a: line\na\n", ["E1204 line"]),
    ("@type T: a \"가\" | b\n", "@type T: a \"A\" | b \"B\"\n", []),
    ("@type T: a \"가\" | b\n", "@type T: b \"B\"\n", ["E1212 b \"B\""]),
    ("@type T: a \"가\" | b\n", "@type T: a \"A\" | c \"C\"\n", ["E1207 c"]),
    ("@type T\nx: int \"가\"\n", "@type T\nx: \"A\"\n", []),
    ("@type T\nx: int \"가\"\n", "@type T\nx: int \"A\"\n", ["E1204 int"]),
    ("@type T\nx: list of (a \"가\" | b) \"나\"\n", "@type T\nx: a \"A\" | b \"B\"\n", ["E0163 |"]),
    ("@type T\nx: list of (a \"가\" | b) \"나\"\n", "@type T\nx: (a \"A\" | b) \"X\"\n", []),
    ("@snippet s(x: line)\n{{ x }} 님\n", "@snippet s\nDear {{ x }}\n", []),
    ("@snippet s(x: line)\n{{ x }} 님\n", "@snippet s\nDear {{ y }}\n", ["E1210 {{ y }}"]),
    ("@snippet s(x: line)\n<{{ x }}>\n", "", []), ("", "@value b\nb\n", ["E1207 b"]),
  ])
  func libraries(_ original: String, _ translation: String, _ problems: [String]) {
    var files = [("dari.yaml", Self.manifest), ("l.dari", "---\nlibrary: l\n---\n\(original)")]
    files.append(("l.en.dari", "---\nlibrary: l\n---\n\(translation)"))
    let found = Self.compile(files).problems
    #expect(found == problems)
  }
}
