// Answers are kept as pages that people read, and come back byte for byte.

import DariBase
import Testing

@testable import DariWorkspace

@Suite struct RecordingTests {
  private func recording(_ texts: [Int: String]) -> Recording {
    var recording = Recording(hash: String(repeating: "0af3", count: 16), model: "gpt-5-mini")
    recording.askers = ["mail/화난 손님/draft[0]", "mail/plain/draft[1]"]
    for (number, text) in texts {
      var answer = RecordedAnswer(text: text)
      answer.milliseconds = 812
      recording.answers[number] = answer
    }
    return recording
  }

  @Test(arguments: [
    "", "한 줄", "두\n줄", "끝에 줄바꿈\n", "\n\n", "```\ncode\n```", "````text\n```\n````",
    "## Answer 2\n\n- request: x", "`",
    "tab\there", "\r\n", "a\rb", "\u{0}", "\u{200B}숨은 글자", "\u{202E}뒤집힌", "a\u{2028}b", "{\"kind\": \"ask\"}",
    "\"", "\\n",
    "e\u{301}", "👩‍👩‍👧", "\u{FEFF}x", "- ended: refused",
  ])
  func comesBack(_ text: String) throws {
    let page = recording([1: text, 3: "또 하나"]).page
    let read = try Recording(page: page)
    #expect(read.answers[1]?.text.hasSameBytes(as: text) == true)
    #expect(read.answers[3]?.text == "또 하나")
    #expect(read.answers.count == 2 && read.askers.count == 2 && read.model == "gpt-5-mini")
    #expect(read.page == page, "what was read writes the same page")
  }

  @Test func comesBackWithLineBreaksOfAnotherSystem() throws {
    let page = recording([1: "두\n줄"]).page
    let other = page.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    #expect(try Recording(page: other).answers[1]?.text == "두\n줄")
  }

  @Test func saysHowItEnded() throws {
    var made = recording([1: "a", 2: "b", 3: "c"])
    made.answers[1]?.end = .refused
    made.answers[2]?.end = .cutOff
    made.answers[2]?.tokensIn = 12
    made.answers[2]?.tokensOut = 0
    #expect(try Recording(page: made.page).answers == made.answers)
  }

  /// Any text that is no page says in which line that is seen, and nothing else happens.
  @Test func damage() {
    let page = String(decoding: recording([1: "두\n줄", 2: "```"]).page, as: UTF8.self)
    func line(_ text: String) -> Int? {
      do throws(Recording.Damage) {
        _ = try Recording(page: Array(text.utf8))
        return nil
      } catch {
        return error.line
      }
    }
    #expect(line("") != nil)
    #expect(line("# x\n\n- model: a\n") != nil, "without an address")
    #expect(line(page.replacing("## Answer 2", with: "## Answer 1")) != nil)
    #expect(line(page.replacing("<<<<<<< HEAD\n", with: "")) == nil)
    for words in ["-1", "99999999999999999999", "many", ""] {
      #expect(line(page.replacing("milliseconds: 812", with: "milliseconds: \(words)")) != nil)
    }
    #expect(line(page.replacing("## Answer 1", with: "<<<<<<< HEAD\n## Answer 1")) == 8)
    #expect(line(page.replacing("````text", with: "````yaml")) != nil)
    #expect(line(String(page.dropLast(6))) != nil, "without its last fence")
    for count in page.unicodeScalars.indices.map({ String(page.unicodeScalars[..<$0]) }) { _ = line(count) }
  }

  /// What is whole is not lost with what is damaged, and nothing is taken for an answer that is none.
  @Test(arguments: [
    ("<<<<<<< HEAD\n## Answer 3", [1, 2, 3, 4]), ("## Answer 3\n\n=======", [1, 2, 4]),
    ("## Answer 3\n\n- tokens in: 3\n- what: 4", [1, 2, 4]),
  ])
  func theRestOfADamagedPage(_ text: String, _ kept: [Int]) throws {
    let made = recording([1: "a", 2: "## Answer 7\n\n- milliseconds: 1", 3: "c", 4: "d"])
    let page = String(decoding: made.page, as: UTF8.self).replacing("## Answer 3", with: text)
    let read = try #require(rest(page))
    #expect(read.answers.keys.sorted() == kept && read.hash == made.hash && read.askers == made.askers)
  }

  private func rest(_ page: String) -> Recording? {
    do throws(Recording.Damage) {
      _ = try Recording(page: Array(page.utf8))
      return nil
    } catch {
      return error.rest
    }
  }

  @Test func wordsThatNeverEndHideNoAnswers() throws {
    let page = String(decoding: recording([1: "a", 2: "b", 3: "c"]).page, as: UTF8.self)
    let broken = page.replacing("\nb\n```\n", with: "\nb\n````\n").replacing("\nc\n```\n", with: "\nc\n")
    #expect(try #require(rest(broken)).answers.keys.sorted() == [1])
    // The end of one is lost, and that of the next is not its own.
    let joined = page.replacing("\nb\n```\n", with: "\nb\n")
    #expect(try #require(rest(joined)).answers.keys.sorted() == [1])
  }

  @Test func everythingIsSeen() {
    let text = "a\u{200B}b\u{202E}c\u{FEFF}d\u{E0041}e\u{7F}\u{85}"
    let page = String(decoding: recording([1: text]).page, as: UTF8.self)
    #expect(page.contains(#"a\u200bb\u202ec\ufeffd\udb40\udc41e\u007f\u0085"#), "\(page)")
  }

  @Test func saysWhatWasAsked() throws {
    var made = recording([1: "a"])
    made.details.criterion = "It is polite."
    made.details.temperature = "0.5"
    made.details.longest = 800
    made.details.prompt = "0af3"
    made.details.form = "0af4"
    made.answers[1]?.isEstimated = true
    let read = try Recording(page: made.page)
    #expect(read.details == made.details && read.answers == made.answers && read.page == made.page)
  }

  @Test func nameSaysTheStep() {
    let hash = String(repeating: "0af3", count: 16)
    #expect(Recording.name(step: "write[0].draft", hash: hash) == "write[0].draft.0af30af30af30af3.md")
    #expect(Recording.name(step: "초안 judge", hash: hash) == "초안-judge.0af30af30af30af3.md")
    #expect(Recording.name(step: "a:b", hash: hash).hasPrefix("a_b."))
  }
}

@Suite struct WilsonIntervalTests {
  /// 81 of 263 and 15 of 148 are the examples of R. G. Newcombe, Statistics in Medicine 17 (1998), method 3; the others were computed with
  /// Python.
  @Test(arguments: [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (9, 10, 0.5958, 0.9821), (0, 10, 0, 0.2775),
    (10, 10, 0.7225, 1), (1, 1, 0.2065, 1),
  ])
  func published(_ passed: Int, _ count: Int, _ low: Double, _ high: Double) {
    let interval = WilsonInterval(passed: passed, of: count)
    #expect(abs(interval.low - low) < 0.00006 && abs(interval.high - high) < 0.00006)
  }
}
