// Which pager is used, when, and what it is given.

import DariBase
import Testing

@testable import DariWorkspace

@Suite struct PagerTests {
  private func command(_ environment: [String: String]) -> String? {
    Pager(environment: { environment[$0] })?.command
  }

  @Test func whichOne() {
    #expect(command(["PAGER": "more"]) == "more")
    #expect(command(["PAGER": "more", "DARI_PAGER": "less -S"]) == "less -S")
    #expect(command([:])?.contains("less -FRX") == true)
    #expect(command(["PAGER": "cat"]) == nil)
    #expect(command(["DARI_PAGER": "", "PAGER": "more"]) == nil)
    #expect(command(["PAGER": "  "]) == nil)
  }

  @Test func whenTheScreenIsTooSmall() {
    let text = String(repeating: "한 줄\n", count: 10)
    #expect(!Pager.isNeeded(for: text, columns: 80, rows: 11))
    #expect(Pager.isNeeded(for: text, columns: 80, rows: 10))
    // Lines that the terminal breaks take more rows; colours take none.
    #expect(Pager.isNeeded(for: text, columns: 3, rows: 15))
    #expect(!Pager.isNeeded(for: "\u{1B}[1;31mE0301\u{1B}[0m\n", columns: 5, rows: 2))
    #expect(!Pager.isNeeded(for: text, columns: nil, rows: nil))
  }

  @Test func everythingReachesThePager() throws {
    let folder = try Folder()
    let text = String(repeating: "다리를 건넙니다.\n", count: 20_000)
    #expect(Pager(environment: { $0 == "PAGER" ? "cat > '\(folder("shown"))'" : nil })?.show(text) == true)
    #expect(folder.text("shown") == text)
  }

  /// Who leaves early has seen enough; who cannot start has shown nothing.
  @Test func pagersThatEnd() throws {
    let text = String(repeating: "다리를 건넙니다.\n", count: 20_000)
    #expect(Pager(environment: { $0 == "PAGER" ? "head -n 1 > /dev/null" : nil })?.show(text) == true)
    #expect(Pager(environment: { $0 == "PAGER" ? "exit 1" : nil })?.show(text) == true)
    #expect(
      Pager(environment: { $0 == "PAGER" ? "dari-no-such-pager 2> /dev/null" : nil })?.show(text) == false)
  }
}
