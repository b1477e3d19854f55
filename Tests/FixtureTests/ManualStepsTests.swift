// What manuals say of conditions, lists, going back and called routines: everything, and so that it reads one way only.

import DariBase
import DariEmit
import DariRuntime
import Testing

@Suite struct ManualStepsTests {
  private static func html(_ name: String, _ locale: String) throws -> String {
    let routine = try #require(try compileFixture("Fixtures/Manual/Steps").first { $0.name == name })
    return String(decoding: ManualEmitter.html(routine, locale: locale, look: ManualLook()), as: UTF8.self)
  }

  /// The text of the page, or of one part of it, without its elements.
  private static func text(_ name: String, _ locale: String = "ko", of part: String? = nil) throws -> String {
    var page = try html(name, locale)
    if let part {
      let start = try #require(page.firstRange(of: "id=\"\(part)\""), "\(name): no \(part)")
      let end = page[start.upperBound...].firstRange(of: /<\/(section|article)>/)
      page = String(page[start.lowerBound..<(end?.lowerBound ?? page.endIndex)])
      page = String(page[(page.firstIndex(of: ">") ?? page.startIndex)...].dropFirst())
    }
    return page.replacing(/<[^>]*>/, with: "").replacing("&lt;", with: "<")
  }

  private static func expect(
    _ name: String, _ part: String, _ locale: String, _ words: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let text = try text(name, locale, of: part)
    for word in words {
      #expect(text.contains(word), "\(part): \(word)\n\(text)", sourceLocation: sourceLocation)
    }
  }

  // MARK: Called routines

  @Test func whatLeavesInCalledRoutinesIsTold() throws {
    try Self.expect(
      "reply", "departures", "ko",
      [
        "5. 보내고 알리기 → ‘손님에게 보내기’의 4. 메일 보내기: 이 단계에서 쓰는 글을 Gmail로 보냅니다.",
        "5. 보내고 알리기 → ‘손님에게 보내기’의 5. 공지: ‘영어 확인’에서 나온 것을 인스타그램에 공개합니다.",
        "5. 보내고 알리기 → ‘보관’의 2. 넣기: ‘쪽 만들기’에서 나온 것을 Notion에 저장합니다.",
      ])
    try Self.expect(
      "reply", "departures", "en",
      ["→ 5. 공지 in “손님에게 보내기”: what came out of “영어 확인” is published on 인스타그램."])
    let page = try Self.html("reply", "ko")
    #expect(page.contains("<a href=\"notify.html#step-4\">"))
    #expect(page.contains("<a href=\"archive.html#step-2\">"))
  }

  @Test func theCallingStepHasTheBadges() throws {
    try Self.expect("reply", "step-5", "ko", ["안에 확인 지점", "발송", "공개", "저장", "35분 → 4분"])
    try Self.expect("month", "step-6", "ko", ["안에 확인 지점"])
    let look = try Self.text("reply", of: "step-3")
    #expect(!look.contains("발송"))
  }

  @Test func whereAPersonLooksInCalledRoutines() throws {
    try Self.expect(
      "reply", "checkpoints", "ko", ["5. 보내고 알리기 → ‘손님에게 보내기’의 2. 영어 확인", "직원이 ‘영어로’에서 나온 것을 봅니다."])
    #expect(try Self.html("reply", "ko").contains("사람이 확인하는 곳 3곳"))
  }

  @Test func toolsAndWhatMustNotBePastedIntoThem() throws {
    try Self.expect(
      "reply", "tools", "ko",
      [
        "Gemini", "쓰는 단계: 5. 보내고 알리기 → ‘손님에게 보내기’의 1. 영어로", "Gmail", "인스타그램",
        "쓰는 단계: 5. 보내고 알리기 → ‘보관’의 2. 넣기",
      ])
    try Self.expect(
      "reply", "cautions", "ko",
      [
        "Gemini", "인스타그램 (비즈니스 계정)넣지 않습니다: 대외비", "Notion",
        "5. 보내고 알리기 → 손님에게 보내기개인 정보가 들어 있는 칸: ⟦body⟧",
      ])
  }

  @Test func minutesOfCalledRoutinesCount() throws {
    try Self.expect(
      "reply", "time", "ko", ["보내고 알리기35분4분", "모두35분4분", "항목마다 하는 일은 항목 하나로 셈했습니다."])
    #expect(try !Self.text("month", of: "time").contains("항목"))
  }

  @Test func thePeopleOfCalledRoutines() throws {
    try Self.expect(
      "reply", "roles", "ko", ["2. 답장 쓰기ChatGPT점장직원, 점장", "5. 보내고 알리기손님에게 보내기 (직원, 점장)점장직원", "6. 남기기직원점장–"])
    try Self.expect("reply", "roles", "en", ["StepDoes itAnswers for itLooks at it"])
  }

  @Test func whatIsHandedOverIsNoSecondQuestion() throws {
    try Self.expect("reply", "step-5", "ko", ["크게 알릴까요?⟦upset⟧ 칸에 적은 것", "보낼 글‘답장 쓰기’에서 나온 것"])
    try Self.expect("reply", "step-5", "en", ["크게 알릴까요?what you put into ⟦upset⟧"])
  }

  // MARK: Conditions

  @Test(arguments: [
    ("step-1", "⟦p⟧ 칸이 ‘아니요’이고 (⟦q⟧ 칸이 ‘아니요’이거나 ⟦s⟧ 칸이 ‘아니요’일 때)만 합니다."),
    ("step-2", "⟦p⟧ 칸이 ‘예’이거나 (⟦q⟧ 칸이 ‘예’이고 ⟦s⟧ 칸이 ‘예’일 때)만 합니다."),
    ("step-3", "(⟦p⟧ 칸이 ‘예’이거나 ⟦q⟧ 칸이 ‘예’일 때) 그리고 ⟦s⟧ 칸이 ‘예’이고 ⟦n⟧ 칸이 3보다 클 때만 합니다."),
    ("step-4", "(⟦q⟧ 칸이 ‘예’이고 ⟦p⟧ 칸이 ‘예’일 때) 또는 (⟦q⟧ 칸이 ‘아니요’이고 ⟦s⟧ 칸이 ‘예’일 때)만 합니다."),
    ("step-6", "⟦p⟧ 칸과 ⟦q⟧ 칸이 같거나 ⟦n⟧ 칸이 3이 아닐 때만 합니다."),
    ("step-7", "⟦t⟧ 칸의 글자 수가 3보다 크고 ⟦kinds⟧ 칸의 개수가 1보다 클 때만 합니다."),
    ("step-8", "(⟦p⟧ 칸이 ‘예’일 때는 ⟦n⟧ 칸, 그 밖에는 ‘7’)의 값이 3보다 클 때만 합니다."),
  ])
  func koreanConditions(_ step: String, _ sentence: String) throws {
    try Self.expect("rules", step, "ko", [sentence])
  }

  @Test(arguments: [
    ("step-1", "Only when ⟦p⟧ is “no” and (⟦q⟧ is “no” or ⟦s⟧ is “no”)."),
    ("step-2", "Only when ⟦p⟧ is “yes” or (⟦q⟧ is “yes” and ⟦s⟧ is “yes”)."),
    ("step-3", "Only when (⟦p⟧ is “yes” or ⟦q⟧ is “yes”) and ⟦s⟧ is “yes” and ⟦n⟧ is more than 3."),
    ("step-4", "Only when (⟦q⟧ is “yes” and ⟦p⟧ is “yes”) or (⟦q⟧ is “no” and ⟦s⟧ is “yes”)."),
    ("step-5", "Only when the result of “a1” (⟦a1⟧) is there and the result of “a2” (⟦a2⟧) is missing."),
    ("step-6", "Only when ⟦p⟧ is the same as ⟦q⟧ or ⟦n⟧ is not 3."),
    ("step-7", "the number of characters of ⟦t⟧ is more than 3 and the number of ⟦kinds⟧ is more than 1."),
    ("step-8", "Only when (⟦n⟧ when ⟦p⟧ is “yes”, otherwise “7”) is more than 3."),
  ])
  func englishConditions(_ step: String, _ sentence: String) throws {
    try Self.expect("rules", step, "en", [sentence])
  }

  // MARK: Lists

  @Test func itemsOfAFixedListArePrinted() throws {
    try Self.expect(
      "rules", "step-9", "ko",
      ["정해 둔 ‘channels’ 목록의 항목마다 한 번씩 합니다.", "⟦c⟧정해 둔 ‘channels’ 목록의 항목 하나: 인스타그램, 블로그"])
    try Self.expect("rules", "step-9", "en", ["one item of the fixed list “channels”: 인스타그램, 블로그"])
    let page = try Self.html("rules", "ko")
    #expect(page.contains("<li class=\"asis\">이름: 김하루, 단골: 예</li>"))
  }

  @Test func whatTheItemsAreCalled() throws {
    try Self.expect(
      "month", "step-5", "ko",
      [
        "‘계획 확인’에서 나온 ideas(⟦checkplan.ideas⟧)와 ‘글마다 초안’의 결과(⟦draft⟧)의 항목을 첫째는 첫째끼리",
        "⟦idea⟧‘계획 확인’에서 나온 ideas(⟦checkplan.ideas⟧)의 항목 하나", "⟦post⟧‘글마다 초안’의 결과(⟦draft⟧)의 항목 하나",
      ])
    // The legend of what a person does and checks, without what stands above.
    try Self.expect("month", "step-5", "ko", ["⟦post.title⟧‘글마다 초안’에서 나온 title"])
    try Self.expect("rules", "step-10", "ko", ["⟦t⟧글?", "⟦n⟧몇?"])
  }

  @Test func earlierIsToldInWords() throws {
    try Self.expect(
      "rules", "step-9", "ko",
      [
        "앞에서 ⟦앞서 나온 것 개수⟧개를 썼습니다.", "⟦앞서 나온 것 개수⟧이 단계에서 앞서 나온 것의 개수", "이 단계에서 앞서 나온 것의 항목마다",
        "이 단계에서 앞서 나온 것이 없을 때",
      ])
    try Self.expect(
      "month", "step-4", "ko", ["이 단계에서 앞서 나온 것이 있을 때", "⟦앞서 나온 title⟧이 단계에서 앞의 항목들에 대해 나온 title"])
    try Self.expect(
      "rules", "step-9", "ko",
      ["되풀이합니다. 항목 하나를 ⟦e⟧라고 적었습니다.", "⟦앞서 나온 것 마지막 항목⟧이 단계에서 앞서 나온 것의 마지막 항목 — 없으면 비워 둡니다"])
    try Self.expect("month", "step-4", "en", ["when there are earlier results of this step"])
    for name in ["rules", "month"] {
      for locale in ["ko", "en"] { #expect(try !Self.html(name, locale).contains("⟦earlier⟧")) }
    }
  }

  @Test func listsOfChoicesAndEmptyDefaults() throws {
    try Self.expect("rules", "prepare", "ko", ["다음 중에서 2개까지: 할인, 소식", "없는 것으로 봅니다."])
    try Self.expect("rules", "prepare", "en", ["up to 2 of: 할인, 소식", "It is taken as none."])
    try Self.expect("reply", "prepare", "ko", ["없는 것으로 봅니다."])
  }

  // MARK: Going back

  @Test func allThatANoDoesAgain() throws {
    try Self.expect(
      "reply", "checkpoints", "ko",
      [
        "그 사이의 ‘답장 쓰기’, ‘직원이 먼저 보기’ 단계도 다시 합니다. ‘직원이 먼저 보기’에서 이미 좋다고 한 것도 다시 확인합니다."
      ])
    try Self.expect(
      "reply", "checkpoints", "en",
      ["“답장 쓰기”, “직원이 먼저 보기”. What was approved in “직원이 먼저 보기” is looked at again."])
    try Self.expect("month", "checkpoints", "ko", ["돌려보낸 항목만 다시 하고, 좋다고 한 항목은 그대로 둡니다."])
    try Self.expect(
      "rules", "checkpoints", "en", ["go back to “채널마다”, at most once; after that it stops here."])
  }

  @Test func whatIsChangedIsATextOnlyIfItIsOne() throws {
    try Self.expect("month", "checkpoints", "ko", ["‘계획 짜기’에서 나온 것은 직접 고쳐도 됩니다. 고친 것이 다음 단계로 갑니다."])
    try Self.expect("reply", "checkpoints", "ko", ["‘영어로’에서 나온 글은 직접 고쳐도 됩니다."])
  }
}
