// The script of manuals: that it knows all that the language has, and that its pieces are whole.

import DariBase
import DariRuntime
import Foundation
import Testing

@testable import DariEmit

@Suite("Script of manuals") struct ScriptTests {
  @Test("every filter has a function in the library")
  func filters() {
    #expect(Set(ScriptTemplates.filters.keys) == Set(Filter.all.map(\.name)))
    let names = Set(ScriptLibrary.declarations.map(\.name))
    for (filter, known) in ScriptTemplates.filters { #expect(names.contains(known.function), "\(filter)") }
  }

  @Test("what a declaration needs stands before it, but for functions that call each other")
  func order() {
    var seen: Set<String> = []
    for declaration in ScriptLibrary.declarations {
      if declaration.text.hasPrefix("const ") {
        for need in declaration.needs { #expect(seen.contains(need), "\(declaration.name) needs \(need)") }
      }
      seen.insert(declaration.name)
    }
  }

  @Test("every word that the page asks for is there, and none is for nothing", arguments: ["ko", "en"])
  func words(locale: String) throws {
    let words = ManualWords.of(locale)
    let script = words.script
    let library = try Self.sources()
    let keys = Set(script.entries(yes: words.types.yes, no: words.types.no).map(\.key))
    let asked = Set(
      library.matches(of: /\bwords\.([a-zA-Z]+)\b(?!\()/.wordBoundaryKind(.simple)).map {
        String($0.output.1)
      })
    #expect(asked.subtracting(["problems", "faults"]) == keys)
    let problems = Set(script.problems.entries.map(\.key))
    let told = Set(
      library.matches(of: /(?:new Problem\("",|fail\()"([a-zA-Z]+)"/).map { String($0.output.1) })
    #expect(told.isSubset(of: problems), "\(told.subtracting(problems))")
    let faults = Set(script.faults.entries.map(\.key))
    let thrown = Set(library.matches(of: /new Fault\("([a-zA-Z]+)"/).map { String($0.output.1) })
    #expect(thrown.subtracting(["needs", "tooLarge", "unsafeOutput"]).isSubset(of: faults))
  }

  /// As they are written: what pages carry is minified.
  private static func sources() throws -> String {
    let folder = URL(fileURLWithPath: #filePath).appending(path: "../../../Templates/manual/script")
      .standardized
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return try files.map { try String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
  }

  @Test("texts of several lines are there as they are, and nothing is put into them")
  func lines() {
    #expect(ScriptText.lines("한 줄\n") == "\"한 줄\\n\"")
    #expect(
      ScriptText.lines("<mail>\n\"a\" `b` ${c} $d \\n\n") == "`<mail>\n\"a\" \\`b\\` \\${c} $d \\\\n\n`")
    #expect(ScriptText.lines("\n</SCRIPT>\r\u{2028}") == "`\n\\u003c/SCRIPT>\\u{d}\\u{2028}`")
  }

  @Test("texts cannot end the script, or a line of it")
  func texts() {
    #expect(ScriptText.string("<Script>< script</mail>") == "\"\\u003cScript>< script</mail>\"")
    #expect(ScriptText.string("</script><!--") == "\"\\u003c/script>\\u003c!--\"")
    #expect(ScriptText.string("a\"\\\n\u{2028}\u{0}한") == "\"a\\\"\\\\\\n\\u{2028}\\u{0}한\"")
    #expect(ScriptText.property("고객") == ".고객" && ScriptText.property("a-b") == "[\"a-b\"]")
    #expect(ScriptText.property("__proto__") == "[\"__proto__\"]" && ScriptText.key("1a") == "\"1a\"")
  }

  @Test("slots of the same name have keys of their own")
  func keys() {
    #expect(ScriptTemplates.keys(of: ["a", "x", "x", "", "b"]) == ["a", "x", "x_2", "_3", "b"])
  }
}
