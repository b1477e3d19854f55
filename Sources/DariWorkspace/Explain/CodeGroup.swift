// The groups of codes, by their first two digits (Documentation/Language.md, "Diagnostics").

import DariBase

package struct CodeGroup: Sendable {
  package let digits: String
  private let english: String
  private let korean: String

  package func title(_ language: MessageLanguage) -> String { language == .korean ? korean : english }

  package static let all = [
    CodeGroup(digits: "00", english: "Files and YAML", korean: "파일과 YAML"),
    CodeGroup(digits: "01", english: "How it is written", korean: "적는 법"),
    CodeGroup(digits: "02", english: "Names", korean: "이름"),
    CodeGroup(digits: "03", english: "Types and values", korean: "타입과 값"),
    CodeGroup(digits: "04", english: "Choices, and what may be missing", korean: "선택지, 그리고 없을 수 있는 값"),
    CodeGroup(digits: "05", english: "Steps", korean: "단계"),
    CodeGroup(digits: "06", english: "What may go where", korean: "자료가 갈 수 있는 곳"),
    CodeGroup(digits: "07", english: "Length and languages", korean: "길이와 언어"),
    CodeGroup(digits: "08", english: "Duties", korean: "지켜야 할 의무"),
    CodeGroup(digits: "09", english: "Data, rendering and commands", korean: "넘겨준 자료, 렌더링, 명령"),
    CodeGroup(digits: "10", english: "Tests and comparisons", korean: "테스트와 비교"),
    CodeGroup(digits: "11", english: "Manuals", korean: "매뉴얼"),
    CodeGroup(digits: "12", english: "Translations", korean: "번역"),
  ]

  package static func of(_ code: DiagnosticCode) -> CodeGroup {
    let digits = code.text.dropFirst().prefix(2)
    return all.first { $0.digits == digits }
      ?? CodeGroup(digits: String(digits), english: "Other", korean: "그 밖")
  }

  /// The groups that have codes, errors before warnings.
  package static var filled: [(group: CodeGroup, codes: [DiagnosticCode])] {
    all.compactMap { group in
      let codes = DiagnosticPage.allCodes.filter { of($0).digits == group.digits }
      return codes.isEmpty ? nil : (group, codes)
    }
  }
}
