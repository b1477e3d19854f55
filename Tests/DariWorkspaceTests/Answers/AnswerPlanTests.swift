// What a case says of answers, and trials of it with answers that are kept.

import DariBase
import DariRuntime
import Testing

@testable import DariWorkspace

@Suite struct AnswerPlanTests {
  private func problems(_ body: String) throws -> [String] {
    let folder = try Folder()
    try CaseSample.fill(folder, cases: "routine: mail\ncases:\n  x:\n    inputs: { notes: [a] }\n\(body)")
    return try CaseRun(folder).problems.map { $0.replacing("tests/mail.yaml:", with: "") }
  }

  @Test(arguments: [
    ("answers: { drft: [] }", "5:16 E0073"), ("answers: { look: [] }", "5:16 E0928"),
    ("answers: { post: [] }", "5:16 E0928"), ("answers: { draft: yes }", "5:23 E0220"),
    ("answers: { draft: [x] }", "5:24 E0220"), ("answers: { draft: [containz: x] }", "5:24 E0944"),
    ("answers: { draft: [json: x] }", "5:30 E0220"), ("answers: { draft: [json: { at: a }] }", "5:30 E0220"),
    ("answers: { draft: [json: { at: \"a[\", is: b }] }", "5:30 E0220"),
    ("answers: { draft: [language: xx] }", "5:34 E0220"), ("answers: { draft: [judge: \"\"] }", "5:31 E0220"),
    ("answers: { draft: [schema: no] }", "5:32 E0220"), ("samples: 0", "5:14 E0220"),
    ("samples: 1001", "5:14 E0220"),
    ("samples: many", "5:14 E0220"), ("pass: 2", "5:11 E0220"), ("samples: 3", "5:5 E0217"),
    ("run: perhaps", "5:10 E0220"),
    ("\"kind[0]\": x", "5:5 E0216"),
  ])
  func mistakes(_ line: String, _ problem: String) throws {
    #expect(try problems("    \(line)\n") == [problem], "\(line)")
  }

  @Test func whatPeopleSayInARun() throws {
    #expect(try problems("    run: true\n    remarks: { luk: no }\n") == ["6:16 E0073"])
    #expect(try problems("    run: true\n    remarks: { draft: no }\n") == ["6:16 E0929"])
    #expect(try problems("    run: true\n    remarks: { look: [] }\n") == ["6:22 E0220"])
    #expect(try problems("    run: true\n    remarks: { look: [a, b] }\n") == [])
    #expect(
      try problems(
        "    run: true\n    answers: { post.write: [], \"draft[1]\": [length: ..3] }\n    samples: 3\n    pass: 2\n"
      ) == [])
  }
}

/// A project with one model, whose answers are written down as a live session would.
private struct Trials {
  let folder: Folder
  let run: CaseRun

  init(_ cases: String) throws {
    folder = try Folder()
    try CaseSample.fill(folder, cases: cases)
    try Self.put(
      "dari.yaml",
      CaseSample.manifest + "models:\n  text: { api: openai, url: \"http://127.0.0.1:1/v1\", model: m }\n"
        + "  other: { api: openai, model: another }\n",
      in: folder)
    run = try CaseRun(folder)
    #expect(run.problems == [])
  }

  func put(_ name: String, _ text: String) throws { try Self.put(name, text, in: folder) }

  private static func put(_ name: String, _ text: String, in folder: Folder) throws {
    let path = "\(folder.path)/\(name)"
    try AtomicFile.makeFolders(ProjectLocation.parent(of: path))
    try AtomicFile.write(Array(text.utf8), to: path)
  }

  func answers() throws -> ProjectAnswers {
    try ProjectAnswers(
      run.run.asking, root: folder.path, manifest: run.tests.manifest, models: [],
      isWhole: true,
      language: .english, live: nil)
  }

  /// Answers what is missing until nothing is: `answer` says what for a step, and which sample.
  @discardableResult
  func record(_ answer: (_ step: String, _ sample: Int) -> String) throws -> ProjectAnswers {
    for _ in 0..<20 {
      let answers = try answers()
      let missing = answers.cases.flatMap { item in item.trials.map { (item, $0) } }.flatMap { item, trial in
        trial.steps.filter { $0.answer == nil }.map { (item, trial, $0) }
      }
      if missing.isEmpty { return answers }
      for (item, trial, step) in missing {
        let name = "\(item.test.routine.name)/\(Recording.name(step: step.name, hash: step.key.hash))"
        let old = try? FileReading.read("\(folder.path)/\(Recordings.folder)/\(name)", limit: 1 << 20)
        var recording = try old.map { try Recording(page: $0) } ?? Recording(hash: step.key.hash, model: "m")
        recording.askers = ["\(item.test.folder)/\(step.name)"]
        recording.answers[trial.sample] = RecordedAnswer(text: answer(step.name, trial.sample))
        try put("\(Recordings.folder)/\(name)", String(decoding: recording.page, as: UTF8.self))
      }
    }
    Issue.record("the run never ends")
    return try answers()
  }
}

@Suite struct AnswerTrialTests {
  private static let head = """
    routine: mail
    common: { inputs: { notes: [one, two] }, given: { kind: { kind: ask, urgent: true } } }
    cases:

    """

  @Test func missingIsNotPassed() throws {
    let answers = try Trials(Self.head + "  a: { answers: { draft: [], post.write: [] } }\n").answers()
    #expect(
      !answers.isPassed
        && answers.cases[0].trials[0].steps.map(\.name) == ["draft[0]", "draft[1]", "post.write"])
  }

  @Test func everyItemIsAsked() throws {
    let trials = try Trials(
      Self.head + "  a: { answers: { \"draft[1]\": [contains: 2], draft: [length: ..9] } }\n")
    let good = try trials.record { step, _ in step == "draft[1]" ? "note 2" : "note 1" }
    #expect(good.isPassed && good.orphans.isEmpty)
    let bad = try Trials(
      Self.head + "  a: { answers: { \"draft[1]\": [contains: 2], draft: [length: ..3] } }\n"
    )
    .record { _, _ in "long answer" }
    #expect(bad.cases[0].trials[0].findings.count == 3)
  }

  @Test(arguments: [
    ("{ at: kind, is: ask }", true), ("{ at: kind, is: angry }", false), ("{ at: urgent, is: yes }", true),
    ("{ at: urgent, is: false }", false), ("{ at: nothing, is: absent }", true),
    ("{ at: nothing, is: 1 }", false),
    ("{ at: kind, is: [ask] }", false),
  ])
  func json(_ question: String, _ holds: Bool) throws {
    let cases =
      Self.head
      + "  a: { given: { kind: absent, draft: [a, b] }, run: true, answers: { kind: [json: \(question)] } }\n"
    let answers = try Trials(cases).record { step, _ in
      step == "kind" ? #"{"kind": "ask", "urgent": true}"# : "x"
    }
    #expect(
      answers.isPassed == holds, "\(answers.cases[0].trials[0].findings.map { $0.problem.message(.english) })"
    )
  }

  @Test func answersThatAreNotOfTheType() throws {
    let cases = Self.head + "  a: { given: { kind: absent }, run: true }\n"
    for text in [
      #"{"kind": "sad", "urgent": true}"#, "I think ask", "{}", #"{"kind": "ask", "urgent": true, "x": 1}"#,
    ] {
      let answers = try Trials(cases).record { _, _ in text }
      #expect(!answers.isPassed && answers.cases[0].trials[0].findings.isEmpty == false, "\(text)")
      #expect(answers.cases[0].trials[0].transcript == nil)
    }
  }

  @Test func samples() throws {
    let trials = try Trials(
      Self.head + "  a: { samples: 5, pass: 4, answers: { \"draft[0]\": [contains: good] } }\n")
    let answers = try trials.record { _, sample in sample == 3 ? "bad" : "good" }
    #expect(answers.isPassed && answers.cases[0].passed == 4)
    #expect(Set(answers.cases[0].trials.map(\.sample)) == [1, 2, 3, 4, 5])
  }

  /// Items that were refused are done again, the others stay.
  @Test func aRunGoesBack() throws {
    let cases = Self.head + "  a: { run: true, remarks: { look: [shorter, friendlier] } }\n"
    var count = 0
    let trials = try Trials(cases)
    let answers = try trials.record { step, _ in
      count += 1
      return "\(step) \(count)"
    }
    let page = String(decoding: try #require(answers.cases[0].trials[0].transcript), as: UTF8.self)
    #expect(answers.isPassed)
    #expect(
      page.components("## draft[0] · Write · ai(text)") == 3 && page.components("Sent back") == 2, "\(page)")
    #expect(page.contains("> Change this: shorter") && page.contains("> Change this: friendlier"))
    #expect(page.contains("## kind · Sort · ai(text)\n\n**Given by the case**"))
    #expect(page.contains("## post.write · Write · ai(text)\n\n**user**\n\n> Write about things."))
    #expect(answers.orphans.isEmpty, "each answer of a conversation is used")
    let result = TestResult(answers.cases[0], trials.run.tests.manifest)
    #expect(result.prompts.map(\.path) == ["run-1.md"] && result.isWhole)
  }

  @Test func aThirdNoStopsIt() throws {
    let answers = try Trials(Self.head + "  a: { run: true, remarks: { look: [a, b, c] } }\n").record {
      step, _ in step
    }
    let page = String(decoding: try #require(answers.cases[0].trials[0].transcript), as: UTF8.self)
    #expect(page.hasSuffix("## Stopped\n\nThere was no way back any more.\n"))
    #expect(answers.cases[0].trials[0].warnings.isEmpty && answers.cases[0].trials[0].sentBack > 0)
  }

  /// A text that nobody comes to say is told, and nothing fails for it.
  @Test func remarksThatAreNeverSaid() throws {
    let answers = try Trials(Self.head + "  a: { run: true, remarks: { look: [a, b, c, d] } }\n").record {
      step, _ in step
    }
    let warnings = answers.cases[0].trials[0].warnings
    #expect(
      warnings.map(\.problem) == [.remarkUnsaid(count: 4, step: "look", case: "a", said: 3)]
        && answers.isPassed)
  }

  @Test func whatNobodyAsksForIsAnOrphan() throws {
    let trials = try Trials(Self.head + "  a: { answers: { post.write: [] } }\n")
    try trials.record { _, _ in "x" }
    var other = Recording(hash: String(repeating: "a", count: 64), model: "m")
    other.askers = ["mail/a/post.write"]
    other.answers[1] = RecordedAnswer(text: "old")
    try trials.put(
      "tests/recorded/mail/post.write.aaaa.md", String(decoding: other.page, as: UTF8.self))
    #expect(try trials.answers().orphans.map(\.name) == ["mail/post.write.aaaa.md"])
    // Of another model of the manifest nothing is known as long as the case is there.
    other.model = "another"
    try trials.put(
      "tests/recorded/mail/post.write.aaaa.md", String(decoding: other.page, as: UTF8.self))
    #expect(try trials.answers().orphans.isEmpty)
    try trials.put("tests/recorded/mail/bad.md", "# x\n\nwhat?\n")
    let damaged = try trials.answers()
    #expect(!damaged.isPassed && damaged.damaged.map(\.line) == [3])
  }

  @Test func ofADamagedFileTheRestIsUsed() throws {
    let trials = try Trials(Self.head + "  a: { samples: 2, answers: { post.write: [] } }\n")
    let step = try #require(try trials.record { _, _ in "x" }.cases[0].trials[0].steps.first)
    let name = "tests/recorded/mail/\(Recording.name(step: step.name, hash: step.key.hash))"
    let page = String(
      decoding: try FileReading.read("\(trials.folder.path)/\(name)", limit: 1 << 20), as: UTF8.self)
    try trials.put(name, page.replacing("## Answer 2\n", with: "## Answer 2\n\n<<<<<<< HEAD\n"))
    let answers = try trials.answers()
    #expect(answers.cases[0].trials.map { $0.steps[0].lack } == [nil, .damaged])
    #expect(!answers.isPassed && answers.orphans.isEmpty && answers.extras.isEmpty)
  }

  @Test func twoFilesForOneRequest() throws {
    let trials = try Trials(Self.head + "  a: { samples: 2, answers: { post.write: [] } }\n")
    let hash = try trials.record { _, sample in "x\(sample)" }.cases[0].trials[0].steps[0].key.hash
    let name = "mail/\(Recording.name(step: "post.write", hash: hash))"
    let path = "\(trials.folder.path)/tests/recorded/\(name)"
    let page = String(decoding: try FileReading.read(path, limit: 1 << 20), as: UTF8.self)
    try trials.put(
      "tests/recorded/mail/a.md",
      page.replacing("x1", with: "y1").replacing("## Answer 2", with: "## Answer 3"))
    let answers = try trials.answers()
    #expect(answers.surplus.map(\.diskName) == [name] && answers.surplus.map(\.other) == ["mail/a.md"])
    #expect(answers.isPassed)
    #expect(answers.cases[0].trials.map { $0.steps[0].answer?.text } == ["y1", "x2"])
    #expect(answers.extras.map(\.samples) == [[3]])
    #expect(try answers.remove(orphans: true).isEmpty)
    let after = try trials.answers()
    #expect(after.surplus.isEmpty && after.extras.isEmpty && after.isPassed)
    #expect(after.cases[0].trials.map { $0.steps[0].answer?.text } == ["y1", "x2"])
    #expect(FileReading.kind(path) == .missing)
  }

  /// All of them at once.
  @Test func stepsThatAreNotDone() throws {
    let cases =
      Self.head
      + "  a: { given: { draft: [a, b] }, run: true, answers: { \"draft[7]\": [], kind: [] } }\n"
    let answers = try Trials(cases).record { step, _ in step }
    #expect(
      answers.cases[0].trials[0].problems.map(\.problem) == [
        .expectedStepNotDone(key: "answers", step: "draft[7]", case: "a"),
        .expectedStepNotDone(key: "answers", step: "kind", case: "a"),
      ])
  }

  /// Its prompt is another now: what was kept is not used, and that is said.
  @Test func aChangedPromptIsStale() throws {
    let trials = try Trials(Self.head + "  a: { answers: { post.write: [] } }\n")
    try trials.record { _, _ in "x" }
    try trials.put("post.dari", CaseSample.post.replacing("Write about", with: "Write of"))
    let run = try CaseRun(trials.folder)
    let answers = try ProjectAnswers(
      run.run.asking, root: trials.folder.path, manifest: run.tests.manifest, models: [],
      isWhole: true,
      language: .english, live: nil)
    let step = answers.cases[0].trials[0].steps[0]
    #expect(step.answer == nil && step.lack == .stale(.request) && !answers.isPassed)
  }

  /// What is another now is said, as far as the recording says what was.
  @Test(arguments: [
    ("model: n", "model: o", AnswerLack.stale(.model(was: "m", now: "n"))), ("model: n", "model: m", .none),
    ("model: m, temperature: 0.5", "model: o", .stale(.request)),
  ])
  func whyAnAnswerIsStale(_ text: String, _ other: String, _ lack: AnswerLack) throws {
    let trials = try Trials(Self.head + "  a: { answers: { post.write: [] } }\n")
    try trials.record { _, _ in "x" }
    try trials.put(
      "dari.yaml",
      CaseSample.manifest + "models:\n  text: { api: openai, url: \"http://127.0.0.1:1/v1\", \(text) }\n"
        + "  other: { api: openai, \(other) }\n")
    let run = try CaseRun(trials.folder)
    let answers = try ProjectAnswers(
      run.run.asking, root: trials.folder.path, manifest: run.tests.manifest, models: [], isWhole: true,
      language: .english, live: nil)
    #expect(answers.cases[0].trials[0].steps[0].lack == lack)
  }
}

extension String {
  fileprivate func components(_ text: String) -> Int { self.ranges(of: text).count }
}
