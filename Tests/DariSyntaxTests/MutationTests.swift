// Whatever the bytes are: no crash, the tree holds all of them, and every span lies inside the file.

import DariBase
import Testing

@testable import DariSyntax

/// SplitMix64: the same mutations on every machine.
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct MutationTests {
  static let fragments: [String] = [
    "{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", "{{-", "-}}", "{% if a %}", "{% endif %}", "{% else %}",
    "{% elif a %}", "{% for x in y %}", "{% endfor %}", "{% match k %}", "{% case a %}", "{% endmatch %}",
    "{% raw %}", "{% endraw %}", "{% set a = 1 %}", "\n@user\n", "\n@step s: t\n", "\n@type A: ",
    "\n@type B\n", "\n@do x\n",
    "\n＠user\n", "\n\\@user\n", "\n```\n", "\n~~~ a\n", "\n---\n", "---", "\n", "\r\n", "\r", "\"", "'", "“",
    "\\", "(", ")",
    "[", "]", "{", "}", "|", "||", "&&", "?", "??", ":", "：", "::", "..", "...", ",", "，", "=", "==", "->",
    "→",
    " not ", " is ", " in ", " if ", " else ", "\u{FEFF}", "\u{200B}", "\u{3000}", "한글", "\u{1100}\u{1161}",
    "\0",
    "9999999999999999999999", "1_0", "untrusted ", "list of ", "money(", "by:", "\n\nminutes: 5 -> 1\n", "｛｛",
    "｝｝",
  ]

  static let seeds: [[UInt8]] =
    (Repository.files(in: "Templates", ending: ".dari") + Repository.files(in: "Fixtures", ending: ".dari"))
    .map(Repository.bytes)
    + (ProblemTests.frame + ProblemTests.metadata + ProblemTests.blocks).map { Array($0.source.utf8) }

  private func mutate(_ seed: [UInt8], _ random: inout Generator) -> [UInt8] {
    var bytes = seed
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let at = Int.random(in: 0...bytes.count, using: &random)
      let end = min(bytes.count, at + Int.random(in: 0...24, using: &random))
      switch Int.random(in: 0..<7, using: &random) {
      case 0: bytes.removeSubrange(at..<end)
      case 1: bytes.insert(contentsOf: Array(bytes[at..<end]), at: at)
      case 2:
        let other = Int.random(in: 0...bytes.count, using: &random)
        let piece = Array(bytes[at..<end])
        bytes.removeSubrange(at..<end)
        bytes.insert(contentsOf: piece, at: min(other, bytes.count))
      case 3: bytes.removeSubrange(at...)
      case 4: if at < bytes.count { bytes[at] = UInt8.random(in: 0...255, using: &random) }
      default: bytes.insert(contentsOf: Array(Self.fragments.randomElement(using: &random)!.utf8), at: at)
      }
    }
    return bytes
  }

  @Test(arguments: 0..<16)
  func mutatedFilesArePrintedBack(batch: Int) {
    var random = Generator(state: UInt64(batch) &* 7919 &+ 1)
    for _ in 0..<500 {
      let bytes = mutate(Self.seeds.randomElement(using: &random)!, &random)
      let found = faults(parse(bytes), 0..<bytes.count)
      #expect(found == [], "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      if !found.isEmpty { return }
    }
  }

  /// What can still be laid out settles at once and says what it said.
  @Test(arguments: 0..<4)
  func mutatedFilesAreLaidOut(batch: Int) {
    var random = Generator(state: UInt64(batch) &* 104_729 &+ 5)
    var laidOut = 0
    for _ in 0..<250 {
      let bytes = mutate(Self.seeds.randomElement(using: &random)!, &random)
      let file = SourceFile(id: FileID(0), path: "shop.dari", bytes: bytes)
      let text = String(decoding: bytes, as: UTF8.self).debugDescription
      switch Formatter.format(file) {
      case .broken: continue
      case .unfaithful: Issue.record("unfaithful: \(text)")
      case .edits(let edits):
        laidOut += 1
        let result = (try? TextEdits.apply(edits, to: file)) ?? []
        let again = Formatter.format(SourceFile(id: FileID(0), path: "shop.dari", bytes: result))
        if case .edits(let more) = again, more.isEmpty { continue }
        Issue.record("does not settle: \(text)")
      }
    }
    #expect(laidOut > 20)
  }

  @Test(arguments: 0..<4)
  func soupsOfFragments(batch: Int) {
    var random = Generator(state: UInt64(batch) &+ 1000)
    for _ in 0..<500 {
      var text = Bool.random(using: &random) ? "---\nroutine: a\n---\n@user\n" : ""
      for _ in 0..<Int.random(in: 1...30, using: &random) {
        text += Self.fragments.randomElement(using: &random)!
        if Bool.random(using: &random) { text += " a " }
      }
      let found = faults(parse(text), 0..<text.utf8.count)
      #expect(found == [], "\(text.debugDescription)")
      for tree in [parseType(text), parseExpression(text)] {
        #expect(faults(tree, 0..<text.utf8.count) == [], "\(text.debugDescription)")
      }
      if !found.isEmpty { return }
    }
  }

  /// Repeated openings must not make the parser read the rest of the file again and again.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: fragments + ["{{'", "{{ ' \"", "{#\n", "~~~ a\n@do\n```\n```\n", "{# a\n@do\n"])
  func repeatedFragmentsTakeLinearTime(fragment: String) {
    for word in [" a", ""] {
      let text = "---\nroutine: a\n---\n@user\n" + String(repeating: fragment + word, count: 2000)
      let tree = parse(text)
      #expect(tree.printed().count == text.utf8.count)
    }
  }
}
