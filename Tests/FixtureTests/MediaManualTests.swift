// What manuals say of pictures, sounds and files: where to attach them, and what to have at hand.

import DariBase
import DariEmit
import DariRuntime
import Testing

@Suite struct MediaManualTests {
  private func page(_ locale: String) throws -> String {
    let routine = try #require(try compileFixture("Fixtures/Media").first)
    let html = String(
      decoding: ManualEmitter.html(routine, locale: locale, look: ManualLook()), as: UTF8.self)
    return html
  }

  @Test(arguments: [
    (
      "ko",
      ["⟦여기에 첨부: photo⟧", "⟦여기에 첨부: one⟧", "⟦여기에 첨부: receipt.scan⟧", "그림 파일을 여기에 첨부합니다", "소리 파일을 여기에 첨부합니다"]
    ),
    (
      "en",
      ["⟦attach here: photo⟧", "⟦attach here: voice⟧", "attach the picture here", "attach the file here"]
    ),
  ])
  func thePlaceSaysWhatToDo(_ locale: String, _ expected: [String]) throws {
    let page = try page(locale)
    for words in expected { #expect(page.contains(words), "\(locale): \(words)") }
    // What is printed as text has no such words, and what is only asked for neither.
    #expect(!page.contains("첨부: receipt⟧") && !page.contains("첨부: more") && !page.contains("here: more"))
  }

  @Test func theListOfThingsToPrepareSaysWhatEachIs() throws {
    let korean = try page("ko")
    for words in ["<dd>그림 파일</dd>", "그림 파일을 5개까지", "<dd>소리 파일</dd>", "스캔한 파일"] {
      #expect(korean.contains(words), "\(words)")
    }
    let english = try page("en")
    for words in ["<dd>a picture</dd>", "up to 5: a picture", "<dd>a sound file</dd>"] {
      #expect(english.contains(words), "\(words)")
    }
  }
}
