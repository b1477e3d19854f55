// Files of tests: everything that is wrong is told at its place, and nothing runs then.

import DariBase
import Testing

@testable import DariWorkspace

@Suite struct TestFileTests {
  /// Problems of a case with this body, without the file's name.
  private func problems(_ body: String, name: String = "x", files: [String: String] = [:]) throws -> [String]
  {
    let folder = try Folder()
    let cases = "routine: mail\ncases:\n  \(name):\n    inputs: { notes: [a] }\n\(body)"
    try CaseSample.fill(folder, cases: cases)
    for (name, text) in files { try folder.file(name, text) }
    let run = try CaseRun(folder)
    return run.problems.map { $0.replacing("tests/mail.yaml:", with: "") }
  }

  @Test(arguments: [
    ("    input: { notes: [a] }\n", ["5:5 E0216"]), ("    vary: { tone: warm }\n", ["5:19 E0220"]),
    ("    vary: { tone: [] }\n", ["5:19 E0220"]), ("    vary: [tone]\n", ["5:11 E0220"]),
    ("    vary: { tone: [warm, dry, warm] }\n", ["5:31 E1002"]),
    ("    vary: { notes: [[a], [b]] }\n", ["5:13 E1001"]),
    ("    vary: { tone: [warm, cold] }\n", ["5:26 E0907"]), ("    vary: { tune: [warm] }\n", ["5:13 E0902"]),
    ("    vary: { order: [{ file: data/none.json }] }\n", ["5:29 E0050"]),
    ("    vary: { order: [absent, { number: 1, count: 12 }] }\n", ["5:49 E0906"]),
    ("    inputs: { notes: [b] }\n", ["5:5 E0023"]),
    ("    about: [a]\n", ["5:12 E0220"]), ("    remarks: { draft: no }\n", ["5:16 E0992"]),
    ("    remarks: { luk: no }\n", ["5:16 E0986"]), ("    given: { look: 3 }\n", ["5:14 E0987"]),
    ("    given: { kid: 3 }\n", ["5:14 E0986"]),
    ("    given: { kind: { kind: aks, urgent: maybe } }\n", ["5:28 E0907", "5:41 E0903"]),
    ("    given: { kind: { kind: ask } }\n", ["5:20 E0901"]),
    ("    given: { draft: [a, b: c] }\n", ["5:25 E0903"]),
  ])
  func keysAndValues(_ body: String, _ codes: [String]) throws {
    #expect(try problems(body) == codes)
  }

  @Test(arguments: [
    ("drft: [contains: x]", "5:15 E0073"), ("look: [contains: x]", "5:15 E0074"),
    ("post: [contains: x]", "5:15 E0074"), ("\"draft[0\": [contains: x]", "5:15 E0073"),
    ("\"kind[0]\": [contains: x]", "5:15 E0073"), ("post.wrte: [contains: x]", "5:15 E0073"),
    ("kind.x: [contains: x]", "5:15 E0074"), ("kind: contains", "5:21 E0220"), ("kind: []", "5:21 E0220"),
    ("kind: [x]", "5:22 E0220"), ("kind: [containz: x]", "5:22 E0944"), ("kind: [judge: x]", "5:22 E0944"),
    ("kind: [length: 12..3]", "5:30 E0220"), ("kind: [length: ..]", "5:30 E0220"),
    ("kind: [length: -3..]", "5:30 E0220"), ("kind: [tokens: many]", "5:30 E0220"),
    ("kind: [length: 99999999999999999999]", "5:30 E0220"), ("kind: [contains: []]", "5:32 E0220"),
    ("kind: [contains: \"\"]", "5:32 E0220"), ("kind: [starts: [a]]", "5:30 E0220"),
    ("kind: [matches: \"(\"]", "5:31 E0945"),
  ])
  func expectations(_ text: String, _ problem: String) throws {
    #expect(try problems("    expect: { \(text) }\n") == [problem], "\(text)")
  }

  @Test(arguments: [
    "../x", "\"\"", ".x", "a/b", "\"a\\\\b\"", "\" a\"", "\"a \"", "a@b", "\"a\\u200Bb\"", "a.", "..",
    "\"a:b\"",
  ])
  func badNames(_ name: String) throws {
    #expect(try problems("", name: name) == ["3:3 E0942"])
  }

  @Test(arguments: ["화난 손님", "a-b_c", "1", "e\u{301}", "\"x'y\"", "no", "é.2"])
  func goodNames(_ name: String) throws {
    #expect(try problems("", name: name) == [])
  }

  @Test func longNames() {
    #expect(TestCase.isName(String(repeating: "가", count: 66)))
    #expect(!TestCase.isName(String(repeating: "가", count: 67)))
  }

  @Test(arguments: [
    ("", ["1:1 E0217"]), ("# nothing\n", ["1:1 E0217"]), ("routine: mail\n", ["1:1 E0217"]),
    ("cases: { x: { about: y } }\n", ["1:1 E0217"]),
    ("routine: mial\ncases: { x: { about: y } }\n", ["1:10 E0072"]),
    ("rutine: mail\ncases: { x: { about: y } }\n", ["1:1 E0216"]),
    ("routine: mail\ncases: {}\n", ["2:8 E0220"]),
    ("routine: mail\ncases: [a]\n", ["2:8 E0220"]), ("routine: mail\ncases: { x: y }\n", ["2:13 E0220"]),
    ("routine: mail\ncommon: { expect: {} }\ncases: { x: { inputs: { notes: [a] } } }\n", ["2:11 E0216"]),
    ("routine: mail\ncases: { x: { about: y } }\n", ["2:10 E0901"]),
    // What seems to be missing may stand below the misspelt key, or where YAML could not be read.
    ("routine: mail\ncases: { x: { input: { notes: [a] } } }\n", ["2:15 E0216"]),
    ("routine: mail\ncomon: { inputs: { notes: [a] } }\ncases: { x: { about: y } }\n", ["2:1 E0216"]),
    ("routine: mail\ncommon: { input: { notes: [a] } }\ncases: { x: { about: y } }\n", ["2:11 E0216"]),
    ("routine: mail\ncases: { x: { inputs: [a] } }\n", ["2:23 E0220"]),
    ("routine: mail\ncases:\n  x:\n    inputs: { notes: [a], notes: [b] }\n", ["4:27 E0023"]),
  ])
  func wholeFiles(_ text: String, _ expected: [String]) throws {
    let folder = try Folder()
    try CaseSample.fill(folder, cases: text)
    #expect(try CaseRun(folder).problems.map { $0.replacing("tests/mail.yaml:", with: "") } == expected)
  }

  @Test func namesAreOnceForARoutine() throws {
    let folder = try Folder()
    try CaseSample.fill(folder)
    try folder.file("tests/other.yml", "routine: mail\ncases:\n  PLAIN: { inputs: { notes: [a] } }\n")
    try folder.file("tests/post.yaml", "routine: post\ncases:\n  plain: { inputs: { topic: a } }\n")
    try folder.file("tests/data/below.yaml", "no: test\n")
    #expect(try CaseRun(folder).problems == ["tests/other.yml:3:3 E0943"])
  }

  // MARK: Data

  @Test func filesOfData() throws {
    let folder = try Folder()
    try CaseSample.fill(
      folder,
      cases: """
        routine: mail
        cases:
          x:
            inputs: { notes: { file: data/notes.json }, order: { file: data/order.yaml } }
            given: { kind: { file: data/kind.json }, draft: [a] }
            expect: { kind: [contains: Order B-2], "draft[1]": [contains: Answer q.] }

        """)
    try folder.file("data/notes.json", "[\"p\", \"q\"]")
    try folder.file("data/order.yaml", "number: B-2\ncount: 1\n")
    try folder.file("data/kind.json", "{\"kind\": \"ask\", \"urgent\": false}")
    let run = try CaseRun(folder)
    #expect(run.problems == [] && run.failures == [])
  }

  @Test(arguments: [
    ("data/none.json", ["5:20 E0050"]), ("../none.json", ["5:20 E0956"]),
    ("data/bad.json", ["data/bad.json:1:9 E0989"]),
    ("data/wrong.json", ["data/wrong.json:2:12 E0906"]), ("data/bad.yaml", ["E0023"]),
    ("data/rows.csv", ["5:20 E0075"]),
  ])
  func badFilesOfData(_ path: String, _ expected: [String]) throws {
    let files = [
      "data/bad.json": "{\"a\": 1,", "data/wrong.json": "{ \"number\": \"A\",\n  \"count\": 12 }",
      "data/bad.yaml": "a: 1\na: 2\n", "data/rows.csv": "number,count\nA,1\nB,2\n",
    ]
    let folder = try Folder()
    try CaseSample.fill(
      folder,
      cases:
        "routine: mail\ncommon:\n  inputs:\n    notes: [a]\n    order: { file: \(path) }\ncases: { x: {about: y}, z: {about: y} }\n"
    )
    for (name, text) in files { try folder.file(name, text) }
    #expect(try CaseRun(folder).problems.map { $0.replacing("tests/mail.yaml:", with: "") } == expected)
  }

  /// Of a file that was named only its own cases, whatever is wrong with those of others.
  @Test func oneFileOfAProject() throws {
    let folder = try Folder()
    try CaseSample.fill(folder, cases: "routine: mail\ncases: { x: 3 }\n")
    try folder.file("tests/post.yaml", "routine: post\ncases: { a: { inputs: { topic: things } } }\n")
    try folder.file("tests/broken.yaml", "routine: nobody's\ncases: [\n")
    let run = try CaseRun(folder, file: "post.dari")
    #expect(run.tests.isReadable && run.missing == ["post/a/write.md"])
    #expect(try !CaseRun(folder).tests.isReadable)
  }

  /// A picture goes along; a record that has a field `file` is a record.
  @Test func picturesAndFieldsCalledFile() throws {
    let folder = try Folder()
    try CaseSample.fill(
      folder,
      cases: """
        routine: album
        cases:
          x: { inputs: { photo: { file: data/cat.gif }, entry: { file: F-1 } } }

        """)
    try folder.file(
      "album.dari",
      """
      ---
      routine: album
      owner: boss
      ---
      @input photo: image

      @input entry: { file: line }

      @step ask: Ask
      by: ai(text)

      @user
      {{ entry.file }} {{ photo }}

      """)
    try folder.file("data/cat.gif", "GIF89a and more")
    let run = try CaseRun(folder)
    #expect(run.problems == [])
    let page = String(decoding: try #require(run.comparison.missing.first).prompt.page, as: UTF8.self)
    #expect(page == "## user\n\nF-1 ⟦image: cat.gif, image/gif, 15 B⟧\n", "\(page)")
    try replace(folder, "data/cat.gif", "no picture")
    #expect(try CaseRun(folder).problems == ["tests/mail.yaml:3:25 E0960"])
  }

  @Test func bytesThatAreNoText() throws {
    let folder = try Folder()
    try CaseSample.fill(folder, cases: "routine: mail\u{0}\n")
    #expect(try CaseRun(folder).problems.count == 1)
    try folder.folder("tests/folder.yaml")
    try folder.link("tests/gone.yaml", to: "nowhere")
    #expect(try CaseRun(folder).problems.contains("tests/gone.yaml linkToNothing"))
  }

  /// `absent` is a word in these files; in quotes it is text.
  @Test func absent() throws {
    #expect(try problems("    given: { kind: absent }\n", name: "x") == [])
    let folder = try Folder()
    try CaseSample.fill(
      folder,
      cases:
        "routine: post\ncases:\n  a: { inputs: { topic: absent } }\n  b: { inputs: { topic: \"absent\" } }\n")
    #expect(try CaseRun(folder).problems == ["tests/mail.yaml:3:3 E0901"])
  }

  // MARK: What is expected

  @Test(arguments: [
    ("contains: Nothing", "does not contain `Nothing`"), ("contains: [Write, no]", "does not contain `no`"),
    ("not contains: [no, about]", "contains `about`, on line 1"),
    ("starts: about", "begins with `Write about things.`"),
    ("ends: things", "ends with `Write about things.`"),
    ("equals: Write", "is another text from line 1 on: `Write about things.`"),
    ("one of: [a, b]", "is none of these texts"),
    ("matches: \"^about\"", "has nothing that fits the pattern"),
    ("length: ..17", "has 19 characters"), ("length: 20..", "has 19 characters"),
    ("tokens: 1", "tokens, counted with approx-1"),
  ])
  func whatIsNotSo(_ text: String, _ finding: String) throws {
    let run = try expecting(text)
    #expect(run.failures.count == 1 && run.failures.first?.contains(finding) == true, "\(run.failures)")
    #expect(run.failures.first?.hasPrefix("tests/mail.yaml:5:24 E0946") == true, "\(run.failures)")
  }

  @Test(arguments: [
    "contains: [Write, about]", "not contains: no", "starts: Write", "ends: things.",
    "equals: Write about things.",
    "one of: [a, Write about things.]", "matches: \"th.ngs\\\\.$\"", "length: 19", "length: 19..19",
    "tokens: ..10",
  ])
  func whatIsSo(_ text: String) throws {
    #expect(try expecting(text).failures == [])
  }

  private func expecting(_ text: String) throws -> CaseRun {
    let folder = try Folder()
    try CaseSample.fill(
      folder,
      cases:
        "routine: post\ncases:\n  x:\n    inputs: { topic: things }\n    expect: { write: [ \(text) ] }\n")
    let run = try CaseRun(folder)
    #expect(run.problems == [])
    return run
  }

  @Test func aStepThatIsNotDone() throws {
    let folder = try Folder()
    try CaseSample.fill(
      folder,
      cases: CaseSample.cases + "    expect: { post.write: [contains: x], \"draft[2]\": [contains: x] }\n")
    #expect(
      try CaseRun(folder).failures.map { String($0.prefix(27)) } == [
        "tests/mail.yaml:15:15 E0947", "tests/mail.yaml:15:42 E0947",
      ])
  }
}
