// Masks of `redact`: what they have to cover, and what they have to leave alone.

import DariBase
import Testing

@testable import DariRuntime

/// `Oracles/redaction.json` is written by hand; `Tests/Judges/bundle_interpreter.py` is held against it too.
@Suite struct RedactionTests {
  private func masked(_ text: String, _ names: Value...) throws -> String {
    try apply(
      "redact", .text(text), .text, names.map { ($0, Type(.list(Limits(), .text))) }
    ).printed
  }

  private func cases(_ key: String) throws -> [JSONNode] {
    try #require(try OracleFile.read("redaction.json").member(key)).node.items
  }

  @Test func numbersAndAddressesAreMasked() throws {
    let cases = try self.cases("masks")
    #expect(cases.count >= 150)
    for one in cases.map(\.items) {
      let masked = try masked(one[0].text)
      #expect(masked.hasSameBytes(as: one[1].text), "\(one[0].text) -> \(masked)")
    }
  }

  @Test func whatIsNobodysStays() throws {
    let cases = try self.cases("kept")
    #expect(cases.count >= 150)
    for one in cases.map(\.text) {
      let masked = try masked(one)
      #expect(masked.hasSameBytes(as: one), "\(one) -> \(masked)")
    }
  }

  @Test func namesAreMaskedWhereverTheyStand() throws {
    for one in try cases("names") {
      let (names, text) = (one.items[0].asValue, one.items[1].text)
      let masked = try masked(text, names)
      #expect(
        masked.hasSameBytes(as: one.items[2].text),
        "\(one.items[0].items.map(\.text)) in \(text) -> \(masked)")
    }
  }

  @Test func namesComeAsTextsAndLists() throws {
    let text = "홍길동, Ann, 김민수"
    #expect(try masked(text, .text("Ann"), .absent, .list([.text("홍길동"), .absent])) == "⟦이름⟧, ⟦이름⟧, 김민수")
    #expect(try masked(text, .absent) == text)
    #expect(try masked(text, .list([])) == text)
    #expect(try masked(text, .text("")) == text)
  }

  /// The limit that the type tells is never passed, whatever name a text is made of.
  @Test func masksKeepToTheLimit() throws {
    for text in [
      "민수", "민수 민수", "ab ab ab", "ab,ab", "x ab@c.de", "홍길동홍길동", "a-b@c.de-ab", "ab 010-123-4567 ab",
    ] {
      let count = text.unicodeScalars.count
      let most = try #require(Redaction.longest(count, withNames: true))
      let masked = Redaction.masked(text, names: ["민수", "ab", "x ab", "a-b", "홍길동", "ab 0", "7 ab"])
      #expect(masked.unicodeScalars.count <= most, "\(text) -> \(masked)")
    }
    for one in try cases("masks") {
      #expect(one.items[1].text.unicodeScalars.count <= one.items[0].text.unicodeScalars.count)
    }
  }

  /// Many names and a long text, also of nothing but beginnings of names.
  @Test func longTextsAreNoTrouble() throws {
    let syllables = Array("가나다라마바사아자차".unicodeScalars)
    let names = (0..<100).map { index in
      "김" + String(syllables[index / 10]) + String(syllables[index % 10])
    }
    let piece = "김가가님과 김나바 고객, 주문 1234 5678 김김김가나다라 02-123-4567 hong@example.com Ann Lee\n"
    func time(_ size: Int) -> Duration {
      let text = String(repeating: piece, count: size / piece.utf8.count)
      return (0..<2).map { _ in ContinuousClock().measure { _ = Redaction.masked(text, names: names) } }
        .min()!
    }
    #expect(time(800_000) < time(100_000) * 30)
    let masked = Redaction.masked(piece, names: names + ["Ann Lee"])
    #expect(masked == "⟦이름⟧님과 ⟦이름⟧ 고객, 주문 1234 5678 김김⟦이름⟧다라 ⟦전화번호⟧ ⟦이메일⟧ ⟦이름⟧\n")
    let letters = String(repeating: "가", count: 100_000)
    #expect(Redaction.masked(letters, names: (2...100).map { String(repeating: "가", count: $0) }) == "⟦이름⟧")
  }
}
