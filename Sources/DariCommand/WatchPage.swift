// The page of `--watch` on a terminal.

import DariBase
import DariWorkspace

/// The page on a terminal. It takes the visible screen, after moving up what stood there, and nothing above it; the cursor
/// waits at the end of the last line.
struct WatchPage {
  struct Content {
    var time: String
    var summary: String
    /// With colour or without, for so many columns; the first is the most urgent.
    var blocks: (_ colour: Bool, _ columns: Int?) -> [String]
  }

  var console: Console
  var content: Content?
  private var hasScreen = false

  init(console: Console) { self.console = console }

  mutating func draw() throws {
    guard let content else { return }
    let stream = OutputStream.standardError
    let columns = stream.columns ?? 80
    let rows = stream.rows ?? 24
    let status = self.status(content, columns: columns)
    let left = rows - 1
    let gap = left > 2 ? [""] : []
    let blocks = content.blocks(stream.showsColour, columns)
    let page = FittedPage(blocks, columns: columns, rows: left - gap.count)
    var lines = page.lines.map(String.init)
    if page.hidden > 0, page.free > 0 {
      if page.free > 1 { lines.append("") }
      lines.append(console.words("… and \(page.hidden) more", "… 그 밖에 \(page.hidden)개 더 있습니다"))
    }
    if !lines.isEmpty { lines += gap }
    lines.append(status)
    var text = hasScreen ? "" : String(repeating: "\n", count: rows)
    // Home, each line and what was to its right, then all that was below.
    text += "\u{1B}[H" + lines.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n") + "\u{1B}[J"
    hasScreen = true
    try write(text)
  }

  /// The cursor at the start of a line of its own.
  func leave() throws { try write("\r\n") }

  private func status(_ content: Content, columns: Int) -> String {
    let parts = [
      content.time, content.summary, console.words("Ctrl-C ends", "끝내려면 Ctrl-C"),
    ]
    let whole = parts.joined(separator: " · ")
    if TerminalRows.count(whole[...], columns: columns) == 1 { return whole }
    let short = parts.dropLast().joined(separator: " · ")
    return String(TerminalRows.cut(short[...], columns: columns, rows: 1))
  }

  private func write(_ text: String) throws {
    do throws(SystemFailure) {
      try OutputStream.standardError.write(text)
    } catch {
      throw CommandFailure(error, console)
    }
  }
}

extension Console {
  /// Follows the project of a path for as long as `follow` wants to.
  func watching(_ path: String, _ follow: (inout ProjectWatch) throws -> Void) throws {
    do {
      var watch = try ProjectWatch(try ProjectLocation.find(path))
      try follow(&watch)
    } catch let failure as ProjectFailure {
      throw CommandFailure(failure, self)
    } catch let failure as SystemFailure {
      throw CommandFailure(failure, self)
    }
  }
}
