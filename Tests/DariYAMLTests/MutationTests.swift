// Thousands of damaged documents: reading always ends, and everything it says lies within the file.

import DariBase
import DariYAML
import Testing

/// SplitMix64: the same damage on every machine.
struct Dice {
  var state: UInt64
  mutating func roll(_ sides: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ value >> 31) % UInt64(sides))
  }
}

private let snippets = [
  "\t", " ", "  ", "\n", "\r\n", ":", ": ", "- ", "-", "#", " #", "[", "]", "{", "}", "{{", "}}", ",", "\"",
  "'", "|", ">",
  "&a ", "*a", "!", "%", "@", "`", "? ", "：", "，", "｛", "｝", "　", "\u{A0}", "\u{2028}", "\u{85}", "\u{FEFF}",
  "\u{200B}",
  "---\n", "...\n", "<<: ", "\\", "\\x", "한", "😀", "\u{0}", "a: b\n", "key:", "null", "~", "\n\n", "    ",
  "\r",
].map { Array($0.utf8) }

func damaged(_ bytes: [UInt8], with dice: inout Dice) -> [UInt8] {
  var bytes = bytes
  for _ in 0...dice.roll(4) {
    let place = dice.roll(bytes.count + 1)
    switch dice.roll(5) {
    case 0 where place < bytes.count: bytes.remove(at: place)
    case 1 where place < bytes.count: bytes[place] = UInt8(dice.roll(256))
    case 2:
      let end = min(bytes.count, place + dice.roll(12))
      bytes.removeSubrange(place..<end)
    case 3:
      let end = min(bytes.count, place + dice.roll(20))
      bytes.insert(contentsOf: bytes[place..<end], at: dice.roll(bytes.count + 1))
    default: bytes.insert(contentsOf: snippets[dice.roll(snippets.count)], at: place)
    }
  }
  return bytes
}

@Suite struct MutationTests {
  @Test(arguments: 0..<8)
  func damageIsSurvived(_ seed: Int) {
    var dice = Dice(state: UInt64(seed))
    for _ in 0..<1500 {
      let original = peerDocuments[dice.roll(peerDocuments.count)].text
      let file = source(damaged(Array(original.utf8), with: &dice))
      for dialect in [YAMLDialect.project, .data] { check(file, dialect) }
    }
  }

  private func check(_ file: SourceFile, _ dialect: YAMLDialect) {
    let result = YAML.parse(file, dialect: dialect)
    let shown = file.text(0..<file.bytes.count).debugDescription
    var seen = Set<Diagnostic>()
    for diagnostic in result.diagnostics {
      #expect(Int(diagnostic.span.end) <= file.bytes.count, "\(shown)")
      #expect(seen.insert(diagnostic).inserted, "said twice: \(diagnostic.code.text) in \(shown)")
      _ = diagnostic.problem.message(.korean)
      if ["E0001", "E0002"].contains(diagnostic.code.text) { continue }
      for mend in diagnostic.mends where !mend.edits.isEmpty {
        #expect(throws: Never.self, "\(diagnostic.code.text) in \(shown)") {
          _ = try TextEdits.apply(mend.edits, to: file)
        }
      }
    }
    for node in allNodes(result.root) {
      #expect(Int(node.span.end) <= file.bytes.count, "\(shown)")
      guard let scalar = node.scalar else { continue }
      #expect(
        node.span.start <= scalar.contentSpan.start && scalar.contentSpan.end <= node.span.end, "\(shown)")
      _ = scalar.fileOffset(of: scalar.text.utf8.count / 2)
    }
    if result.root?.isError == true { #expect(!result.diagnostics.isEmpty, "\(shown)") }
    if dialect == .project, !result.diagnostics.hasErrors {
      #expect(!allNodes(result.root).contains { $0.isError || $0.isAbsent }, "\(shown)")
    }
  }

  /// Text made to be slow for a parser that looks ahead or back too often.
  @Test(arguments: [
    ("[", 20_000), ("- ", 20_000), ("a: [\n", 5_000), ("{a: ", 20_000), ("a: \"\n", 10_000),
    ("\ta: b\n", 10_000),
    ("a: *b\n", 10_000), ("- &a b\n", 3_000), ("a: b: c\n", 5_000), ("a\n", 10_000), ("a: {b, c}\n", 5_000),
    ("[a]: b\n", 5_000), ("a: [b # c\n", 5_000), ("? ", 10_000), ("a: 'b\n", 10_000), ("  a:\n", 5_000),
    ("a:\n  • b\n", 5_000), ("a:b\n", 5_000), ("a：b\n", 5_000), ("- b\nc\n", 5_000), ("- -5\n", 5_000),
    ("a: |\n", 5_000),
    ("a: [b, {c: d}]\n", 5_000), ("{{", 10_000), ("a: ｛\n", 5_000), ("a: \"\\d\n", 5_000), ("#\n", 20_000),
    ("%A\n", 5_000),
  ])
  func sizeIsNoTrap(_ piece: String, _ count: Int) {
    func time(_ count: Int) -> Duration {
      let file = source(String(repeating: piece, count: count))
      return (0..<3).map { _ in ContinuousClock().measure { _ = YAML.parse(file) } }.min()!
    }
    // Eight times as much takes about eight times as long, not 64 times. Of what ends at once, only that it does.
    let (small, large) = (time(count / 8), time(count))
    #expect(large < max(small * 30, .milliseconds(50)), "\(piece.debugDescription): \(small), \(large)")
  }

  @Test(arguments: [("  ", ":\n", 300), ("- ", "", 300)])
  func depthIsBounded(_ indent: String, _ end: String, _ depth: Int) {
    var text = ""
    if end.isEmpty {
      text = String(repeating: indent, count: depth) + "a\n"
    } else {
      for level in 0..<depth { text += String(repeating: indent, count: level) + "a" + end }
    }
    #expect(parse(text).diagnostics.map(\.code.text) == ["E0035"])
  }
}
