// The public way to compile in process; the example of its documentation, run.

import Dari
import Testing

@Suite struct PromptCompilerTests {
  static let greet = """
    ---
    routine: greet
    title: 인사
    owner: owner
    ---
    @input name: line(..20)
    손님 이름을 적으세요.

    @step write: 인사말 쓰기
    by: ai(text)

    @user
    {{ name | josa("을/를") }} 반기는 한 문장을 써 주세요.
    """

  @Test func compilesAndRenders() throws {
    let result = PromptCompiler.compile([
      "dari.yaml": "project: shop\npeople: { owner: 점장 }\n", "greet.dari": Self.greet,
    ])
    #expect(result.problems.isEmpty)
    let bundle = try #require(result.bundles.first)
    let prompts = try bundle.render(inputs: #"{"name": "민지"}"#)
    #expect(prompts.steps[0].messages[0].text == "민지를 반기는 한 문장을 써 주세요.")
  }

  @Test func tellsProblemsInBothLanguages() throws {
    let result = PromptCompiler.compile(["greet.dari": Self.greet.replacing("{{ name |", with: "{{ nmae |")])
    let problem = try #require(result.problems.first)
    #expect(result.bundles.isEmpty && result.hasErrors && result.problems.count == 1)
    #expect(problem.code == "E0201" && problem.file == "greet.dari")
    #expect(problem.line == 13 && problem.column == 4)
    #expect(problem.message().contains("nmae") && problem.message(inKorean: true).contains("없습니다"))
  }

  @Test func anEmptyProjectIsNoError() {
    let result = PromptCompiler.compile([:])
    #expect(result.bundles.isEmpty && result.problems.isEmpty)
  }
}
