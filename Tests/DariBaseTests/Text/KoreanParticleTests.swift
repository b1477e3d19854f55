// Words with their particles, each read aloud. The particle is the word's right one, not the algorithm's.

import DariBase
import Testing

@Suite struct KoreanParticleTests {
  /// `word particle`; the pair is the one the particle belongs to. `_` in a word is a space.
  static let sentences = """
    책을 나무를 물을 빵을 커피를 닭을 값을 여덟을 고객이 친구가 별이 의자가 사장님은 저는 글은 우리는
    책과 나무와 물과 배와 철수야 길동아 별아 영희야 밥이나 차나 말이나 형이랑 누나랑 딸이랑 봄이라 여름이라 비라
    사랑이란 우정이란 꿈이란 자유란 서울로 부산으로 제주로 대구로 집으로 학교로 칼로 연필로 펜으로 닭으로 여덟으로
    학생으로서 교사로서 딸로서 돈으로써 말로써 노래로써 부산으로부터 서울로부터 친구로부터
    책이다 나무다 물이다 선생님이에요 친구예요 딸이에요 책이었 나무였 물이었
    환불이라는 배송이라는 카드라는 고객이라고 기타라고 말이라고
    """

  @Test func particlesFitHangul() throws {
    let longest = KoreanParticle.pairs.flatMap { [$0.closed, $0.open] }.sorted { $0.count > $1.count }
    for sentence in Self.sentences.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init) {
      let particle = try #require(longest.first { sentence.hasSuffix($0) && sentence.count > $0.count })
      let word = String(sentence.dropLast(particle.count))
      let pair = try #require(KoreanParticle.pairs.first { $0.closed == particle || $0.open == particle })
      #expect(KoreanParticle.particle(pair.text, after: word) == particle, "\(sentence)")
    }
  }

  @Test(
    arguments: [
      // Every digit by its Korean name, tens, hundreds, and the names of the groups of four.
      ("0", "을"), ("1", "을"), ("2", "를"), ("3", "을"), ("4", "를"), ("5", "를"), ("6", "을"), ("7", "을"),
      ("8", "을"), ("9", "를"), ("10", "을"), ("12", "를"), ("20", "을"), ("100", "을"), ("105", "를"),
      ("1000", "을"), ("1,000", "을"), ("10000", "을"), ("10,000", "을"), ("100000", "을"), ("12340000", "을"),
      ("100000000", "을"), ("1,000,000,000,000", "를"), ("1000000000000", "를"), ("50000000000000", "를"),
      ("10000000000000000", "을"), ("1000000000001", "을"), ("3.14", "를"), ("2.0", "을"), ("0.5", "를"),
      ("-5", "를"), ("1,2,300", "을"), ("007", "을"), ("010-1234-5678", "을"), ("02-123-4562", "를"),
      ("2026-11-20", "을"), ("2026-11-02", "을"), ("2026. 11. 2", "을"), ("2026.11.02", "을"), ("10:30", "을"),
      ("10:05", "을"), ("10:30:15", "를"), ("3:2", "를"), ("1/2", "을(를)"), ("3~5", "를"), ("１２", "를"),
      ("①", "을"), ("②", "를"), ("⑩", "을"), ("Ⅳ", "를"), ("½", "을"),
      // Units and money.
      ("50%", "를"), ("3%p", "를"), ("100원", "을"), ("1,000,000원", "을"), ("5kg", "을"), ("5 kg", "을"),
      ("500g", "을"),
      ("10km", "를"), ("3 cm", "를"), ("60km/h", "를"), ("2L", "를"), ("500ml", "를"), ("16GB", "를"),
      ("12px", "을"),
      ("11월", "을"), ("20일", "을"), ("3개", "를"), ("2시", "를"), ("30분", "을"), ("5명", "을"), ("36.5℃", "를"),
      ("7㎏", "을"), ("5㎡", "를"), ("5m²", "를"), ("x²", "을"), ("$100", "를"), ("₩10,000", "을"), ("€50", "를"),
      ("49000 KRW", "을"), ("30 USD", "를"), ("100 JPY", "을"), ("20t", "을"),
    ] as [(String, String)]) func numbersAreReadAloud(word: String, expected: String)
  {
    #expect(KoreanParticle.particle("을/를", after: word) == expected)
  }

  @Test(
    arguments: [
      // Abbreviations letter by letter.
      ("AI", "를"), ("PDF", "를"), ("URL", "을"), ("CRM", "을"), ("SNS", "를"), ("KTX", "를"), ("IBM", "을"),
      ("ChatGPT", "를"), ("VR", "을"), ("CNN", "을"), ("R&D", "를"), ("A", "를"), ("L", "을"), ("Ｍ", "을"),
      ("iOS", "를"), ("MySQL", "을"), ("PhD", "를"), ("OECD", "를"), ("MARKETPLACE", "를"), ("STARTUP", "을(를)"),
      // Words are clear by their end, or known, or not clear.
      ("Gmail", "을"), ("Notion", "을"), ("Excel", "을"), ("Google", "을"), ("Canva", "를"), ("Figma", "를"),
      ("Windows", "를"), ("Linux", "를"), ("Zapier", "를"), ("Samsung", "을"), ("Instagram", "을"),
      ("message", "를"),
      ("Claude", "를"), ("Slack", "을"), ("YouTube", "를"), ("Facebook", "을"), ("order.number", "를"),
      ("ballad", "를"), ("kit", "을(를)"), ("deck", "을(를)"), ("template", "을(를)"), ("Nike", "를"),
      ("x", "를"), ("n", "을"),
      // One digit after Latin is read either way.
      ("GPT-4", "를"), ("GPT-5", "를"), ("GPT-3", "을(를)"), ("A4", "를"), ("B1", "을"), ("S23", "을"),
      ("GPT-4.1", "을"),
      ("C++", "를"), ("C#", "을"), ("F#", "을"),
      // Other scripts.
      ("東京", "을(를)"), ("スシ", "을(를)"), ("Москва", "을(를)"), ("café", "를"), ("", "을(를)"), ("…", "을(를)"),
      ("😀", "을(를)"),
    ] as [(String, String)]) func latinIsReadWhereItIsClear(word: String, expected: String)
  {
    #expect(KoreanParticle.particle("을/를", after: word) == expected)
  }

  @Test(
    arguments: [
      ("사과(apple)", "를"), ("귤(orange)", "을"), ("한국(Republic of Korea)", "을"), ("사과（사과）", "를"),
      ("귤(하나(둘))", "을"), ("(책)", "을"), ("[공지]", "를"), ("나이[年歲]", "를"), ("“책”", "을"), ("'나무'", "를"),
      ("`message`", "를"), ("**물**", "을"), ("「토지」", "를"), ("《칼의 노래》", "를"), ("책!", "을"), ("나무?!", "를"),
      ("책 ", "을"), ("나무\n", "를"), ("책…", "을"), ("확인✅", "을"), ("완료👍🏽", "를"), ("하루커피™", "를"), ("책)", "을"),
      ("가\u{3164}", "를"), ("각\u{200B}", "을"), ("⟦고객.이름⟧", "을(를)"), ("ㄱ", "을"), ("ㄹ", "을"), ("ㅏ", "를"),
      ("ㅋㅋㅋ", "을(를)"), ("\u{110E}\u{1162}\u{11A8}", "을"), ("\u{1102}\u{1161}\u{1106}\u{116E}", "를"),
    ] as [(String, String)]) func whatIsNotSpokenIsPassedOver(word: String, expected: String)
  {
    #expect(KoreanParticle.particle("을/를", after: word) == expected)
  }

  @Test(
    arguments: [
      ("서울", "로"), ("부산", "으로"), ("1", "로"), ("8", "로"), ("3", "으로"), ("10", "으로"), ("URL", "로"),
      ("PDF", "로"), ("CRM", "으로"), ("Gmail", "로"), ("Notion", "으로"), ("B1", "(으)로"), ("kit", "(으)로"),
      ("2026-11-20", "로"), ("ㄹ", "로"), ("\u{1106}\u{116E}\u{11AF}", "로"), ("삶", "으로"), ("50%", "로"),
    ] as [(String, String)]) func rieulTakesRo(word: String, expected: String)
  {
    #expect(KoreanParticle.particle("으로/로", after: word) == expected)
  }

  @Test(
    arguments: [
      ("을/를", "을(를)"), ("이/가", "이(가)"), ("은/는", "은(는)"), ("과/와", "과(와)"), ("아/야", "아(야)"),
      ("이나/나", "(이)나"), ("이랑/랑", "(이)랑"), ("이라/라", "(이)라"), ("이란/란", "(이)란"), ("으로/로", "(으)로"),
      ("으로서/로서", "(으)로서"), ("으로써/로써", "(으)로써"), ("으로부터/로부터", "(으)로부터"), ("이다/다", "(이)다"),
      ("이에요/예요", "이에요(예요)"), ("이었/였", "이었(였)"), ("이라는/라는", "(이)라는"), ("이라고/라고", "(이)라고"),
    ] as [(String, String)]) func bothFormsWhereTheSoundIsUnknown(pair: String, both: String)
  {
    #expect(KoreanParticle.isPair(pair))
    #expect(KoreanParticle.particle(pair, after: "kit") == both)
    #expect(!KoreanParticle.isCertain(pair, after: "kit"))
    #expect(KoreanParticle.isCertain(pair, after: "책상"))
  }

  @Test func everyPairIsAskedFor() {
    #expect(KoreanParticle.pairs.count == 18)
  }

  @Test func theAuthoredReadingDecides() {
    #expect(KoreanParticle.particle("을/를", after: "GPT", reading: "지피티") == "를")
    #expect(KoreanParticle.particle("을/를", after: "desk", reading: "데스크") == "를")
    #expect(KoreanParticle.particle("을/를", after: "책", reading: "북(book)") == "을")
    #expect(KoreanParticle.particle("을/를", after: "책", reading: "") == "을")
  }

  @Test(
    arguments: [
      ("을", "을/를"), ("를/을", "을/를"), ("을(를)", "을/를"), ("을를", "을/를"), ("을 / 를", "을/를"), ("(으)로", "으로/로"),
      ("로", "으로/로"), ("와/과", "과/와"), ("이", "이/가"), ("가", "이/가"), ("라는", "이라는/라는"),
    ] as [(String, String)]) func aPairIsProposed(text: String, pair: String)
  {
    #expect(!KoreanParticle.isPair(text))
    #expect(KoreanParticle.pairProposal(for: text) == pair)
  }

  @Test func nothingIsProposedForOtherWords() {
    #expect(KoreanParticle.pairProposal(for: "에서") == nil)
    #expect(KoreanParticle.pairProposal(for: "") == nil)
    #expect(KoreanParticle.particle("에서", after: "책") == "에서")
  }
}
