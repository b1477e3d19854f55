// The law packs that ship: they read without a word, say what they cite in both languages, and stand in manuals and bundles.

import DariBase
import DariEmit
import DariRuntime
import Testing

@testable import DariSemantics
@testable import DariWorkspace

@Suite struct ShippedLawTests {
  private static func pack(_ name: String) throws -> LawPack {
    let text = try #require(ShippedLaw.packs.first { $0.name == name }?.text)
    var sources = SourceSet()
    let file = sources.add(path: "law/\(name).yaml", bytes: Array(text.utf8))
    let reporter = Reporter()
    let pack = LawPack.read(file, named: name, reporter: reporter)
    let shown = CheckedFixture(sources: sources, diagnostics: reporter.diagnostics).shown
    #expect(reporter.diagnostics.isEmpty, "\(shown)")
    return try #require(pack)
  }

  @Test func bothShip() { #expect(ShippedLaw.packs.map(\.name) == ["eu-ai-act", "kr-ai-basic"]) }

  @Test(arguments: ["eu-ai-act", "kr-ai-basic"])
  func everyDutyIsWhole(_ name: String) throws {
    let pack = try Self.pack(name)
    #expect(pack.url.hasPrefix("https://") && !pack.version.isEmpty && !pack.labels.isEmpty)
    let page = try readFixtureText("Documentation/Law.md")
    for duty in pack.duties {
      #expect(page.contains("`\(duty.id)`"), "Documentation/Law.md does not speak of `\(duty.id)`")
      for words in [duty.article, duty.binds, duty.asks, duty.finding, duty.remedy] {
        #expect(isKorean(words.korean) && !isKorean(words.english), "\(name)/\(duty.id): \(words)")
      }
      for words in [duty.finding, duty.remedy] {
        #expect(!words.english.hasSuffix(".") && !words.korean.hasSuffix("."), "\(name)/\(duty.id)")
      }
      // A finding that nobody can answer would be noise: an error is shown to be kept, a warning that or declared.
      #expect(duty.severity == .warning || duty.kept != nil)
      #expect(duty.notice.map { isKorean($0.korean) && !isKorean($0.english) } ?? true)
    }
  }

  private func isKorean(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) }
  }

  /// The days that the packs were checked for.
  @Test func daysOfTheLaws() throws {
    func days(_ name: String) throws -> [String: String] {
      Dictionary(uniqueKeysWithValues: try Self.pack(name).duties.map { ($0.id, $0.period) })
    }
    #expect(Set(try days("kr-ai-basic").values) == ["2026-01-22"])
    var european = try days("eu-ai-act")
    #expect(european.removeValue(forKey: "public-text") == "2026-08-02")
    #expect(Set(european.values) == ["2027-12-02"])
  }

  // MARK: Manuals and bundles

  private func routine() throws -> Routine {
    try #require(try compileFixture("Fixtures/Check/ok/duties-hiring").first { $0.name == "applicants" })
  }

  /// The text of the part on duties, without its elements.
  private func text(_ locale: String) throws -> String {
    let html = ManualEmitter.html(try routine(), locale: locale, look: ManualLook())
    let page = String(decoding: html, as: UTF8.self)
    let start = try #require(page.firstRange(of: "<section id=\"law\""))
    let end = try #require(page[start.upperBound...].firstRange(of: "</section>"))
    return String(page[start.lowerBound..<end.lowerBound].replacing(/<[^>]*>/, with: "\n"))
  }

  @Test func manualsTellTheDuties() throws {
    let korean = try text("ko")
    for words in [
      "법에 따른 의무", "이 일은 생성형 인공지능을 이용합니다.", "법률 자문은 아닙니다", "인공지능기본법", "제34조제1항제4호",
      "2026년 1월 22일부터", "2027년 12월 2일부터", "지키도록 짜여 있습니다.", "루틴 밖에서 지킨다고 적혀 있습니다.",
    ] {
      #expect(korean.contains(words), "\(words)\n\(korean)")
    }
    let english = try text("en")
    for words in [
      "Duties by law", "This work uses generative artificial intelligence.", "it is no legal advice",
      "art. 26(6)",
      "The author says that it is kept outside of the routine.", "EU AI Act",
    ] {
      #expect(english.contains(words), "\(words)\n\(english)")
    }
    #expect(!isKorean(english))
  }

  @Test func manualsWithoutDutiesHaveNoSuchPart() throws {
    let routine = try #require(try compileFixture("Fixtures/Check/ok/duties-off").first)
    let html = ManualEmitter.html(routine, locale: "ko", look: ManualLook())
    #expect(!String(decoding: html, as: UTF8.self).contains("id=\"law\""))
    #expect(BundleEmitter.bundle(of: routine)["duties"] == nil)
  }

  @Test func bundlesCarryTheDuties() throws {
    let routine = try routine()
    #expect(routine.duties.map(\.pack) == ["kr-ai-basic", "eu-ai-act"])
    #expect(
      routine.duties.map { $0.duties.map(\.id) } == [
        ["notice", "review-of-impact", "oversight", "overseer", "records"],
        ["classification", "oversight", "logs", "persons"],
      ])
    let bytes = BundleEmitter.bytes(of: routine)
    let loaded = try BundleLoader.load(bytes)
    #expect(loaded.duties == routine.duties)
    #expect(BundleEmitter.bytes(of: loaded) == bytes)
    // Strictly: a standing that there is not, and a field that is missing.
    for (from, to) in [("\"declared\"", "\"promised\""), ("\"checked\":", "\"looked\":")] {
      let text = String(decoding: bytes, as: UTF8.self).replacing(from, with: to)
      guard case .object(var object) = try JSONParser.parse(Array(text.utf8)).value else { continue }
      object["sha256"] = .string(BundleFormat.hash(of: object))
      let changed = CanonicalJSON.bytes(of: .object(object))
      #expect(throws: PromptBundleError.self) { try BundleLoader.load(changed) }
    }
  }
}
