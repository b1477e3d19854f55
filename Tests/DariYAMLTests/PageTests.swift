// The pages of these codes: what they call wrong is that problem and no other, what they call right is none.

import DariBase
import DariYAML
import Foundation
import Testing

@Suite struct PageTests {
  struct Example: CustomTestStringConvertible {
    var code: String
    var isRight: Bool
    var text: String
    var testDescription: String { "\(code) \(isRight ? "right" : "wrong")" }
  }

  static let examples: [Example] = {
    let folder = #filePath.replacingOccurrences(of: "PageTests.swift", with: "../../Documentation/Errors")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var examples: [Example] = []
    for name in names.sorted() where name.hasPrefix("E00") && name < "E0050" {
      guard let page = try? String(contentsOfFile: folder + "/" + name, encoding: .utf8) else { continue }
      let code = String(name.prefix(5))
      var text: String?
      var isRight = false
      for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.hasPrefix("```yaml ") {
          isRight = line.contains(" right ")
          text = ""
        } else if line == "```", let example = text {
          examples.append(Example(code: code, isRight: isRight, text: example))
          text = nil
        } else {
          text?.append(line + "\n")
        }
      }
    }
    return examples
  }()

  @Test(arguments: examples)
  func exampleIsWhatItSays(_ example: Example) {
    let codes = parse(example.text).diagnostics.map(\.code.text)
    #expect(codes == (example.isRight ? [] : [example.code]), "\(example.text)")
  }

  /// Every code that can be shown in text has a wrong and a right example.
  @Test func everyPageHasExamples() {
    let shown = Dictionary(grouping: Self.examples, by: \.code)
    #expect(shown.count > 30)
    for (code, examples) in shown { #expect(examples.map(\.isRight) == [false, true], "\(code)") }
  }
}
