// Front matter, sections, headers and metadata of right files.

import DariBase
import Testing

@testable import DariSyntax

@Suite struct FileTests {
  static let files =
    (Repository.files(in: "Templates", ending: ".dari")
      + Repository.files(in: "Fixtures/Syntax/ok", ending: ".dari"))

  @Test(arguments: files)
  func shippedFilesHaveNoProblems(path: String) {
    let bytes = Repository.bytes(path)
    let tree = parse(bytes, path: path)
    #expect(problems(tree) == [])
    #expect(faults(tree, 0..<bytes.count) == [])
  }

  @Test(arguments: Repository.files(in: "Fixtures", ending: ".dari"))
  func everyFixtureIsPrintedBack(path: String) {
    let bytes = Repository.bytes(path)
    #expect(faults(parse(bytes, path: path), 0..<bytes.count) == [])
  }

  @Test func sectionsAndTheirBodies() throws {
    let tree = parse(
      """
      ---
      routine: a
      ---
      설명입니다.

      @input x: text?
      # 주석
      example: 12

      질문입니다.

      @type R
      name: line "이름"
      {# 메모 #}
      count: int

      @value v: text from "v.txt"

      @step s: 제목: 둘
      by: ai(text)
      redo: s, up to 3
      minutes: 5 -> 1.5
      reviews: a, b
      when: x is present
      each: item in xs, other in ys
      with: topic: item, tone: polite
      owner: store-manager
      budget: 2000 tokens

      @user
      {{ x }}
      @do
      """)
    #expect(problems(tree) == [])
    let kinds = tree.root.nodes.map(\.kind)
    #expect(kinds == [.frontMatter, .description] + Array(repeating: .section, count: 6))
    let sections = tree.root.nodes(.section)
    #expect(sections.compactMap(\.sectionWord) == [.input, .type, .value, .step, .user, .do])
    #expect(
      sections.map { $0.nodes.map(\.kind) } == [
        [.sectionHeader, .metadata, .literalBody], [.sectionHeader, .recordLines],
        [.sectionHeader, .literalBody],
        [.sectionHeader] + Array(repeating: .metadata, count: 9), [.sectionHeader, .template],
        [.sectionHeader, .template],
      ])
    let step = sections[3]
    #expect(step.node(.sectionHeader)?.token(.titleText)?.text == "제목: 둘")
    #expect(
      step.nodes(.metadata).map { $0.nodes.first?.kind } == [
        .actor, .redoClause, .minutesClause, .nameList, .testExpression, .eachClause, .withClause, .nameList,
        .budgetClause,
      ])
    #expect(
      sections[1].node(.recordLines)?.nodes.map(\.dump) == [
        "(field name (simple line) \"이름\")", "(field count (simple int))",
      ])
    let question = try #require(sections[0].node(.literalBody)?.token(.literalText))
    #expect(tree.file.text(question.keptRange) == "질문입니다.")
  }

  @Test func literalTextKeepsWhatCounts() throws {
    let tree = parse(
      "---\nlibrary: a\n---\n@value v: text\n\n  첫 줄 {{ x }}\n\\@user\n\n{# 그대로 #}\n\n@value w: text\n둘\n")
    #expect(problems(tree) == [])
    let body = try #require(tree.root.nodes(.section).first?.node(.literalBody))
    let kept = body.tokens(.literalText).map { tree.file.text($0.keptRange) }
    #expect(kept == ["  첫 줄 {{ x }}\n", "@user\n\n{# 그대로 #}"])
  }

  @Test func onlyTheWordsOpenSections() {
    let lines = [
      "@app.get(\"/\")", "@user님 안녕하세요", "@input_x", "@users 여러분", " @user", "user@example.com", "@홍길동",
      "@user1",
    ]
    for line in lines {
      let tree = parse(snippet(line))
      #expect(problems(tree) == [], "\(line)")
      #expect(tree.root.nodes(.section).count == 1, "\(line)")
    }
  }

  @Test func escapedSectionLinesAreText() {
    let tree = parse(snippet("\\@user\n\\@usr\n\\@app\n본문 \\@user"))
    #expect(problems(tree) == [])
    #expect(tree.entries.filter { $0.kind == .escape }.count == 2)
    #expect(printed("\\@user\n\\@app") == "@user\n\\@app")
  }

  @Test func fencesHideSections() {
    let tree = parse(snippet("```text\n@user\n\\@user\n# {{ x }}\n```\n~~~~\n@step a\n~~~\n~~~~~"))
    #expect(problems(tree) == [])
    #expect(tree.root.nodes(.section).count == 1)
    #expect(tree.entries.filter { $0.kind == .hole }.count == 1)
    #expect(tree.entries.filter { $0.kind == .escape }.isEmpty)
  }

  @Test func commentsSpanSections() {
    let inTemplate = parse(snippet("가\n{# @step a\n@user\n나\n#}\n다\n@snippet t()\n라"))
    #expect(problems(inTemplate) == [])
    #expect(inTemplate.root.nodes(.section).count == 2)
    let inStep = parse("---\nroutine: a\n---\n설명\n{#\n@step a\n#}\n@step b\n{# 주석 #}\n{# @do\n@user\n#}\n")
    #expect(problems(inStep) == [])
    #expect(inStep.root.nodes(.section).count == 1)
    #expect(inStep.entries.filter { $0.kind == .sectionComment }.count == 3)
  }

  @Test func byteOrderMarkAndCarriageReturns() {
    let text =
      "\u{FEFF}---\r\nlibrary: a\r\n---\r\n@snippet s(x: line)\r\n\r\n{% if x %}\r\n{{ x }}\r\n{% endif %}\r\n\r\n"
    let tree = parse(text)
    #expect(problems(tree) == [])
    #expect(faults(tree, 0..<text.utf8.count) == [])
    #expect(tree.entries[1].kind == .byteOrderMark)
  }

  @Test func slicesKeepTheirPlace() {
    let text = "x: list of int ?  "
    let bytes = Array(text.utf8)
    let file = SourceFile(id: FileID(0), path: "dari.yaml", bytes: bytes)
    let tree = DariParser.parseType(file, range: 2..<bytes.count)
    #expect(faults(tree, 2..<bytes.count) == [])
    #expect(tree.root.kind == .optionalType)
    #expect(tree.root.span.range == 3..<16)
  }
}
