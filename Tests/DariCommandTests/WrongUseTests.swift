// What is told when the command line is used wrongly, in both languages. The sentences come from the parser itself, so an
// update of it that says something else fails here.

import ArgumentParser
import DariBase
import Testing

@testable import DariCommand

@Suite struct WrongUseTests {
  static func console(_ language: String) -> Console { Console(arguments: ["--lang", language]) }

  /// What the parser refuses; a command that it takes fails the test.
  static func refusal(_ arguments: [String]) throws -> any Error {
    do {
      _ = try Dari.parseAsRoot(arguments)
    } catch {
      return error
    }
    throw Taken(arguments: arguments)
  }

  struct Taken: Error { var arguments: [String] }

  static let sentences: [(arguments: [String], korean: String)] = [
    (
      ["check", "--fromat", "json"],
      "`--fromat`(이)라는 옵션은 없습니다. `--format`을 쓰려던 것인가요?"
    ),
    (["check", "--nothing-like-it"], "`--nothing-like-it`(이)라는 옵션은 없습니다"),
    (["check", "-y"], "`-y`라는 옵션은 없습니다"),
    (["check", "---y"], "`---y`라는 옵션은 없습니다"),
    (["check", "--format"], "`--format` 뒤에 값이 없습니다"),
    (["check", "--fix=3"], "`--fix`는 값을 받지 않는데 `3`이 왔습니다"),
    (["check", "a", "b 1"], "여기에는 `b 1`이 더 올 수 없습니다"),
    (["check", "a", "b", "나"], "여기에 더 올 수 없는 것이 2개 있습니다: `b`, `나`"),
    (["render"], "`<routine>`을 쓰지 않았습니다"),
    (
      ["check", "--format", "글"],
      "`--format` 뒤에는 `글`이 올 수 없습니다. `text`, `json`, `sarif`, `github` 가운데 하나를 쓰세요"
    ),
    (["check", "--lang", "3"], "`--lang` 뒤에는 `3`이 올 수 없습니다. `en`, `ko` 가운데 하나를 쓰세요"),
    (
      ["--generate-completion-script", "3"],
      "`3`을 위한 자동 완성은 없습니다. `zsh`, `bash`, `fish` 가운데 하나를 쓰세요"
    ),
  ]

  @Test(arguments: sentences) func theParserIsUnderstood(_ arguments: [String], _ korean: String) throws {
    let message = Dari.message(for: try Self.refusal(arguments))
    #expect(ParserSentence.translated(message) == korean, "\(message)")
  }

  @Test func everySentenceOfTheTableIsOneOfTheParser() throws {
    let messages = try Self.sentences.map { Dari.message(for: try Self.refusal($0.arguments)) }
    for sentence in ParserSentence.all {
      #expect(messages.contains { sentence.values(in: $0) != nil }, "\(sentence.english)")
    }
  }

  @Test func koreanSaysHowTheCommandIsWritten() throws {
    let arguments = ["check", "--fromat", "json"]
    let wrong = WrongUse(try Self.refusal(arguments), arguments)
    let lines = wrong.text(Self.console("ko")).split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("오류: `--fromat`"))
    #expect(lines[1].hasPrefix("사용법: dari check [<project>]"))
    #expect(lines[2] == "  더 자세히 보려면: `dari check --help`")
    #expect(wrong.text(Self.console("en")).hasPrefix("Error: Unknown option '--fromat'. Did you mean"))
  }

  /// A sentence that the table does not have is told all the same.
  @Test func whatIsNotUnderstoodIsNotLost() {
    #expect(ParserSentence.korean("Something new.") == "명령을 알아듣지 못했습니다: Something new.")
  }

  @Test(arguments: [["chekc"], ["chekc", "a", "--lang", "ko"], ["chekc", "--format", "json"]])
  func aCommandThatIsNoneHasAProposal(_ arguments: [String]) throws {
    let wrong = WrongUse(try Self.refusal(arguments), arguments)
    #expect(wrong.text(Self.console("en")).contains("error[E0999]: there is no command called `chekc`"))
    #expect(wrong.text(Self.console("en")).contains("did you mean `check`?"))
    #expect(wrong.text(Self.console("ko")).contains("오류[E0999]: `chekc`(이)라는 명령은 없습니다"))
  }

  @Test func nothingThatWasTypedSteersTheTerminal() throws {
    let arguments = ["check", "--a\u{1B}[31m"]
    let text = WrongUse(try Self.refusal(arguments), arguments).text(Self.console("en"))
    #expect(text.contains("--a␛[31m"))
  }

  @Test(arguments: [
    (["check", "--nope", "--lang", "ko"], MessageLanguage.korean), (["--lang=ko", "check"], .korean),
    (["check", "--lang", "ko", "--lang=en"], .english),
  ])
  func theLanguageIsFoundWhereverItStands(_ arguments: [String], _ language: MessageLanguage) {
    #expect(MessageLanguage.asked(in: arguments).language == language)
    #expect(MessageLanguage.asked(in: ["check", "--"] + arguments).isNamed == false)
  }

  /// Values that the parser takes and Dari does not: refused before a file is opened.
  @Test(arguments: [
    (["render", "x", "--set", "n"], "E0993", "`--set` 뒤에는 `이름=값` 꼴로 써야 하는데 `n`이 왔습니다"),
    (["render", "x", "--given", "=n"], "E0993", "`단계=파일`"),
    (["render", "x", "--remarks", "n"], "E0993", "`단계=글`"),
    (["render", "x", "--remarks", "a="], "E0995", "`--remarks a=` 뒤의 글이 비어 있습니다"),
    (["render", "x", "--remarks", "a=@"], "E0995", "파일 이름이 비어"),
    (["render", "x", "--set", "n=@"], "E0995", "파일 이름이 비어"),
    (["render", "x", "--step", ""], "E0995", "단계 이름이 비어"),
    (["render", "x", "--model", "", "--format", "openai"], "E0995", "모델 이름이 비어"),
    (["render", "x", "--model", "m"], "E0994", "`--model`은 `--format openai`나"),
    (["render", "x", "--model", "m", "--format", "gemini"], "E0994", "주소에 적습니다"),
    (["render", "x", "--trace", "--format", "openai"], "E0994", "`--trace`는"),
    (["check", "--watch", "--fix"], "E0994", "알려 주기만 합니다"),
    (["check", "--watch", "--format", "sarif"], "E0994", "text나 json"),
    (["check", "--diff", "--format", "json"], "E0994", "패치"),
    (["check", ""], "E0995", "폴더 이름이 비어"),
    (["build", "--target", "manuel"], "E0996", "`manual`을 쓰려던 것인가요?"),
    (["fmt", "-", "-"], "E0994", "혼자 써야 합니다"),
    (["manual", "--format", "slides", "--out", "s.html"], "E1129", "`s.slides.html`로 적으세요"),
    (["manual", "--out", "s.docx"], "E1140", "`.slides.html`로 끝냅니다"),
    (["init", ""], "E0995", "지금 있는 폴더는 `.`입니다"),
  ])
  func ownRefusalsAreInTheCatalogue(_ arguments: [String], _ code: String, _ words: String) throws {
    for (language, begins) in [("ko", "오류[\(code)]"), ("en", "error[\(code)]")] {
      var command = try Dari.parseAsRoot(arguments + ["--lang", language])
      let failure = try #require(#expect(throws: CommandFailure.self) { try command.run() })
      #expect(failure.exit == .wrongUse)
      #expect(failure.message.hasPrefix(begins), "\(failure.message)")
      if language == "ko" { #expect(failure.message.contains(words), "\(failure.message)") }
    }
  }
}
