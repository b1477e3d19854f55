// What terminals send for keys.

import Testing

@testable import DariWorkspace

@Suite struct TerminalKeyTests {
  private func keys(_ text: String) -> [TerminalKey] {
    var bytes = Array(text.utf8)
    var keys: [TerminalKey] = []
    while let key = TerminalKey.next(in: &bytes) { keys.append(key) }
    return keys
  }

  @Test func keys() {
    #expect(keys("aQ?") == [.character("a"), .character("q"), .character("?")])
    #expect(keys("\u{1B}[A\u{1B}OB\u{1B}[C\u{1B}[1;5D") == [.up, .down, .right, .left])
    #expect(
      keys("\u{1B}[5~\u{1B}[6~\u{1B}[H\u{1B}[4~\u{1B}[15~") == [.pageUp, .pageDown, .home, .end, .other])
    #expect(keys("\r\n\u{3}\u{1A}\u{1}\u{7F}") == [.enter, .enter, .interrupt, .suspend, .other, .other])
    #expect(keys("\u{1B}a") == [.other])
  }

  /// The same key means the same while Hangul is typed.
  @Test func hangul() {
    #expect(keys("ㅁㄱㄴㅂㅕㅋ") == "arsquz".unicodeScalars.map { .character($0) })
    #expect(keys("가") == [.character("가")])
  }

  @Test func halfAKey() {
    for text in ["\u{1B}", "\u{1B}[", "\u{1B}[1;"] { #expect(keys(text) == []) }
    var bytes: [UInt8] = Array("ㅁ".utf8.prefix(2))
    #expect(TerminalKey.next(in: &bytes) == nil && bytes.count == 2)
    bytes = [0x1B, 0x5B] + [UInt8](repeating: 0x31, count: 40)
    #expect(TerminalKey.next(in: &bytes) == nil && bytes.isEmpty, "nothing grows without end")
  }
}
