// A bundle in another language through the public API: the same data, other words.

import Dari
import Testing

@Suite struct TranslatedBundleTests {
  static let files = [
    "dari.yaml": "project: p\nlocales: [ko, en]\npeople: { owner: { ko: 점장, en: Manager } }\n",
    "greet.dari": """
    ---
    routine: greet
    title: 인사하기
    owner: owner
    ---
    @type Mood: good "좋음" | bad "나쁨"

    @input name: line(..40)
    누구에게 인사할까요?

    @input mood: Mood = good

    @step write: 쓰기
    by: human(owner)

    @text
    {{ name }} 님, 기분이 {{ mood | label }}인가요?
    """,
    "greet.en.dari": """
    ---
    routine: greet
    title: Greeting
    ---
    @type Mood: good "good" | bad "bad"

    @input name
    Whom do you greet?

    @step write: Write

    @text
    {{ name }}, do you feel {{ mood | label }}?
    """,
  ]

  @Test func aLanguageIsAskedFor() throws {
    let result = PromptCompiler.compile(Self.files)
    #expect(result.problems.isEmpty, "\(result.problems.map { $0.message() })")
    let bundle = try #require(result.bundles.first)
    #expect(bundle.locales == ["ko", "en"])
    let english = try #require(bundle.inLocale("en"))
    #expect((bundle.title, english.title) == ("인사하기", "Greeting"))
    #expect(english.inputs[0].question == "Whom do you greet?")
    #expect(english.inputs.map(\.name) == bundle.inputs.map(\.name))
    #expect(english.sha256 == bundle.sha256)
    #expect(bundle.inLocale("fr") == nil)
    let data = #"{"name": "민지"}"#
    #expect(try bundle.render(inputs: data).steps[0].text == "민지 님, 기분이 좋음인가요?")
    #expect(try english.render(inputs: data).steps[0].text == "민지, do you feel good?")
    #expect(try #require(bundle.inLocale("ko")).render(inputs: data).steps[0].text == "민지 님, 기분이 좋음인가요?")
  }
}
