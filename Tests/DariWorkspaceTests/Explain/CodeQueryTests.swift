// What people type for a code.

import DariBase
import Testing

@testable import DariWorkspace

@Suite struct CodeQueryTests {
  private func codes(_ word: String) -> [String]? { CodeQuery.codes(of: word)?.map(\.text) }

  @Test(arguments: [
    "E0301", "e0301", "301", "0301", "E301", "e-301", "error[E0301]:", "오류[E0301]:", "[E0301]", "(E0301)",
    "E0301.",
    "Ｅ０３０１", "ㄷ0301", "ㄸ301", "wrongType", "wrongtype", "wrong-type", "WRONG_TYPE",
  ])
  func oneCode(_ word: String) { #expect(codes(word) == ["E0301"]) }

  /// Errors and warnings may share a number.
  @Test func numberOfBoth() {
    #expect(codes("401") == ["E0401", "W0401"])
    #expect(codes("W401") == ["W0401"])
    #expect(codes("ㅈ0401") == ["W0401"])
  }

  @Test(arguments: ["E9999", "W0301", "9999", "E99999", "E0"])
  func looksLikeACodeAndIsNone(_ word: String) { #expect(codes(word) == []) }

  @Test(arguments: ["colon", "따옴표", "E", "3", "E03x1", "{{", "", "E0301E0302", "type"])
  func isNoCode(_ word: String) { #expect(codes(word) == nil) }

  @Test(arguments: [
    ("E0329", ["E0328", "E0330"]), ("W0399", ["W0401", "W0402"]), ("E0310O", []),
    ("E3010", ["E0010", "E0310"]),
    ("E9999", ["E0999"]),
  ])
  func nearOnes(_ word: String, _ expected: [String]) {
    let near = CodeQuery.near(word).map(\.text)
    for code in expected { #expect(near.contains(code), "\(word): \(near)") }
    #expect(near.count == (expected.isEmpty ? 0 : 5))
  }

  @Test func wholeCodes() {
    for word in ["E0301", "error[E0301]:", "ㄷ301"] { #expect(CodeQuery.isWhole(word)) }
    for word in ["301", "wrongType", "colon", "2026"] { #expect(!CodeQuery.isWhole(word)) }
  }

  @Test func everyCodeAndNameIsFound() {
    for code in DiagnosticPage.allCodes {
      #expect(codes(code.text) == [code.text])
      #expect(codes(code.entry.name)?.contains(code.text) == true, "\(code.entry.name)")
    }
  }
}
