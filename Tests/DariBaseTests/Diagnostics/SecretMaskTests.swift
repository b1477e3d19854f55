// Keys that somebody wrote into a file: found in all their spellings, covered in every format.

import Testing

@testable import DariBase

@Suite struct SecretMaskTests {
  private func covered(_ text: String, path: String = "dari.yaml") -> String {
    String(decoding: SecretMask.covered(Array(text.utf8), path: path), as: UTF8.self)
  }

  @Test(arguments: [
    ("key: abc", "key: ***"), ("key:abc", "key:***"), ("key: \"ab c\"\na: b", "key: \"****\"\na: b"),
    ("key: 'abc'", "key: '***'"),
    ("{ key: abc, model: m }", "{ key: ***, model: m }"), ("key: abc,def", "key: *******"),
    ("key: ab}c", "key: ****"),
    ("OPENAI_API_KEY: abc", "OPENAI_API_KEY: ***"), ("apiKey = abc", "apiKey = ***"),
    ("\"token\": \"abc\"", "\"token\": \"***\""),
    ("비밀번호: 가나", "비밀번호: ＊＊"), ("key：abc", "key：***"),
    ("key: |\n  abc\n  def\na: b", "key: *\n  ***\n  ***\na: b"),
    ("key:\n  abc\na: b", "key:\n  ***\na: b"), ("key:\n- abc\na: b", "key:\n*****\na: b"),
    ("key: [ab, cd]", "key: ********"),
    ("key: \"abc\n  def", "key: \"***\n  ***"), ("key: $sk-a", "key: *****"),
    ("key abcdefghijklmnop1", "key *****************"),
    ("url: https://a:b@host/", "url: https://***@host/"),
    ("url: \"https://h/?a=b&api_key=abc\"", "url: \"https://h/?a=b&api_key=****"),
    ("name: sk-abcdefghijklmnopq1", "name: *********************"),
  ]) func covers(_ text: String, _ expected: String) { #expect(covered(text) == expected) }

  @Test(arguments: [
    "key: $OPENAI_API_KEY", "key: $OPENAI_API_KEY # ours", "key: \"$KEY\"",
    "{ key: $KEY }", "monkey: abc",
    "max_tokens: 4000", "tokenizer: bytes", "keys: a", "a: the key to it", "url: https://host/a@b",
    "url: https://host/?q=key",
    "mail: a@b.co", "model: gpt-5-mini-2026-11-20", "name: sk-some-long-name-with-hyphens",
  ]) func leavesTheRest(_ text: String) { #expect(covered(text) == text) }

  /// A word such as `key` is a name of settings only there; addresses and keys of services are found in every file.
  @Test func otherFilesHaveOtherWords() {
    #expect(covered("key: abc", path: "letter.dari") == "key: abc")
    #expect(covered("key: abc", path: "shop/tools.yaml") == "key: ***")
    #expect(covered("ghp_0123456789abcdefghij", path: "letter.dari") == "************************")
    #expect(covered("https://a:b@host/", path: "letter.dari") == "https://***@host/")
  }

  @Test func everyFormatCoversMessagesAndMends() throws {
    var sources = SourceSet()
    let text = "project: haru\napi_key: Canary0123456789\n"
    let file = sources.add(path: "dari.yaml", bytes: Array(text.utf8))
    let span = file.span(14..<40)
    let edits = [TextEdit(span, "\"Canary0123456789\"")]
    let diagnostic = Diagnostic(
      .unknownWord(word: "Canary0123456789", known: ["x"]), at: span,
      mends: [Mend(.writeInstead(text: "Canary0123456789"), edits)])
    let places = ReportedPlaces()
    let shown = [
      DiagnosticRenderer(sources: sources, language: .english, colour: false, width: 80).text(diagnostic),
      "\(DiagnosticJSON(sources: sources, language: .english).report([diagnostic]))",
      "\(DiagnosticSARIF(sources: sources, language: .korean, version: "1", places: places).log([diagnostic]))",
      DiagnosticGitHub(sources: sources, language: .english, places: places).text([diagnostic]),
    ]
    for one in shown {
      #expect(!one.contains("Canary"), "\(one)")
      #expect(one.contains("*****"))
    }
  }
}
