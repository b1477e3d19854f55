// Random projects, as they are and mutated: laid out they say the same, and they settle.

import DariBase
import DariSyntax
import Testing

@testable import DariSemantics

@Suite struct LayoutPropertyTests {
  @Test(arguments: 0..<4)
  func randomProjects(batch: Int) {
    var laidOut = 0
    for number in 0..<50 {
      let seed = UInt64(batch * 100_000 + number)
      var random = Generator(state: seed ^ 0xF0F0)
      let project = RandomProject(seed: seed)
      for source in [project.library, project.routine, Mutation.words(project.routine, &random)] {
        let file = SourceFile(id: FileID(0), path: "1.dari", bytes: Array(source.utf8))
        guard case .edits(let edits) = Formatter.format(file) else {
          if case .unfaithful = Formatter.format(file) { Issue.record("seed \(seed): unfaithful\n\(source)") }
          continue
        }
        laidOut += 1
        guard let bytes = try? TextEdits.apply(edits, to: file) else {
          Issue.record("seed \(seed): edits that overlap")
          return
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let again = Formatter.format(SourceFile(id: FileID(0), path: "1.dari", bytes: bytes))
        if case .edits(let more) = again, more.isEmpty {} else { Issue.record("seed \(seed): \(text)") }
        // Compiling takes far longer than all else.
        guard number % 5 == 0 else { continue }
        let before = check(source, project.library).diagnostics.map(\.code.text)
        let after = check(text, project.library).diagnostics.map(\.code.text)
        #expect(before == after, "seed \(seed)\n\(source)")
      }
    }
    #expect(laidOut > 75)
  }
}
