// What a beginner types, and the page that helps.

import DariBase
import Testing

@testable import DariWorkspace

@Suite struct PageSearchTests {
  static let search = PageSearch()

  private func found(_ query: String) -> [String] { Self.search.find(query).codes.map(\.text) }

  /// One of the codes is among the first five.
  @Test(arguments: [
    ("따옴표가 안 닫혔어요", ["E0164", "E0932"]),
    ("따옴표를 안 닫았어요", ["E0164", "E0932"]),
    ("콜론이 빠졌어요", ["E0112", "E0010"]),
    ("띄어쓰기", ["E0010", "E0005", "E0030"]),
    ("들여쓰기", ["E0005", "E0030"]),
    ("탭을 썼더니 안 돼요", ["E0005"]),
    ("없는 이름", ["E0201"]),
    ("오타가 났어요", ["E0201", "E0105", "E0902"]),
    ("변수를 찾을 수 없대요", ["E0201"]),
    ("이름이 겹쳐요", ["E0202"]),
    ("빠진 경우", ["E0402"]),
    ("값이 없을 수도 있다는데", ["E0401", "E0901"]),
    ("값이 비어 있으면", ["E0401", "E0013"]),
    ("목록을 출력할 수 없다", ["E0303"]),
    ("0으로 나누기", ["E0314", "E0981"]),
    ("쉼표", ["E0041", "E0172", "E0152"]),
    ("전각 문자", ["E0015", "E0111", "W0101"]),
    ("파일이 깨져요 인코딩", ["E0001"]),
    ("엑셀로 저장한 파일", ["E0931"]),
    ("역할이 없대요", ["E0518"]),
    ("AI가 한 일을 책임질 사람", ["E0503"]),
    ("endif를 안 썼어요", ["E0135"]),
    ("디스크가 꽉 찼어요", ["E0061"]),
    ("권한이 없습니다", ["E0051", "E0059"]),
    ("둥근 따옴표", ["E0165"]),
    ("눈에 안 보이는 글자", ["E0008", "E0186", "E0007"]),
    ("프로젝트를 찾지 못했대요", ["E0070"]),
    ("단계가 나중에 나와요", ["E0501"]),
    ("날짜 형식", ["E0909"]),
    ("금액 통화", ["E0910", "E0911", "E0197"]),
  ])
  func koreanQueries(_ query: String, _ expected: [String]) { expect(query, expected) }

  @Test(arguments: [
    ("unclosed quote", ["E0164", "E0932"]),
    ("missing colon", ["E0112", "E0010"]),
    ("indentation", ["E0005", "E0030"]),
    ("tabs", ["E0005"]),
    ("unknown name", ["E0201", "E0902"]),
    ("undefined variable", ["E0201"]),
    ("typo", ["E0201", "E0105", "E0902"]),
    ("duplicate name", ["E0202", "E0213"]),
    ("case missing in match", ["E0402"]),
    ("value may be absent", ["E0401"]),
    ("null value", ["E0901", "E0401"]),
    ("print a list", ["E0303"]),
    ("division by zero", ["E0314", "E0981"]),
    ("comma", ["E0041", "E0172", "E0152"]),
    ("full-width characters", ["E0015", "E0111"]),
    ("encoding utf-8", ["E0001"]),
    ("excel csv", ["E0931"]),
    ("role not declared", ["E0518"]),
    ("circular libraries", ["E0206"]),
    ("endif missing", ["E0135"]),
    ("disk full", ["E0061"]),
    ("permission denied", ["E0051", "E0059"]),
    ("curly quotes", ["E0165"]),
    ("invisible character", ["E0008", "E0186"]),
    ("no project", ["E0070"]),
    ("step used before it is there", ["E0501"]),
    ("wrong date", ["E0909"]),
    ("currency", ["E0911", "E0197", "E0323"]),
    ("unknown filter", ["E0211"]),
    ("empty braces", ["E0133", "E0130"]),
  ])
  func englishQueries(_ query: String, _ expected: [String]) { expect(query, expected) }

  private func expect(_ query: String, _ expected: [String]) {
    let first = found(query).prefix(5)
    #expect(first.contains { expected.contains($0) }, "\(query): \(first)")
  }

  /// Signs that no word is made of are looked for as they stand.
  @Test func signs() {
    #expect(found("{{ }}").contains("W0101"))
    #expect(found("---").contains("E0101"))
    #expect(found("endmatch") != [])
  }

  @Test(arguments: ["", "   ", "zzzqqq", "쀍쀍쀍", "왜", "the error", "\u{0}", "🙂"])
  func nothingIsFound(_ query: String) { #expect(found(query) == []) }

  /// A page is found by its own sentence, in either language.
  @Test(arguments: MessageLanguage.allCases)
  func pagesAreFoundByTheirSentences(_ language: MessageLanguage) {
    // Every seventh: a search takes a while in a build without optimisation.
    for code in DiagnosticPage.allCodes where code.index % 7 == 0 {
      let sentence = code.entry.sentence(language)
      // Sentences of two words and what they speak of, such as "`…` is missing", are those of many pages.
      if SearchWord.all(in: sentence).count < 5 { continue }
      #expect(found(sentence).contains(code.text), "\(code.text): \(sentence)")
    }
  }

  @Test func particlesAndEndingsDoNotMatter() {
    let noun = found("따옴표")
    for form in ["따옴표가", "따옴표를", "따옴표에서는", "따옴표로"] { #expect(found(form) == noun, "\(form)") }
    #expect(found("JSON이") == found("json"))
    #expect(found("Quotes") == found("quote"))
  }

  @Test(arguments: [
    ("빠졌어요", "빠지"), ("닫혔는데", "닫히"), ("됐어요", "되"), ("없습니다", "없"), ("쓰려면", "쓰"), ("목록에서는", "목록"),
  ])
  func stems(_ word: String, _ stem: String) {
    #expect(KoreanStem.forms(of: word).contains(KoreanStem.jamo(of: stem)))
  }
}
