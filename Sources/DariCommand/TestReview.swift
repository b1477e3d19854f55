// dari test --review

import DariBase
import DariWorkspace

/// Asks about each thing that is not as it was kept, on a screen of its own.
struct TestReview {
  let console: Console

  /// - Returns: what was decided; nil if there is nothing to decide.
  /// - Throws: where there is no terminal, or something could not be written.
  func ask(about run: TestRun) throws -> GoldenReview? {
    let review = GoldenReview(run)
    if review.items.isEmpty { return nil }
    var screen = ReviewScreen(review, console, colour: OutputStream.standardOutput.showsColour)
    if let signal = try go(through: &screen) { RawTerminal.end(by: signal) }
    if let failure = screen.failure { throw told(failure) }
    return screen.review
  }

  /// - Returns: the signal that the process has to end by.
  private func go(through screen: inout ReviewScreen) throws -> RawTerminal.Signal? {
    guard var terminal = try open() else { throw console.wrongUse(.reviewNeedsTerminal) }
    while !screen.isFinished {
      let size = terminal.size()
      screen.resize(size.columns, size.rows)
      draw(screen, on: terminal)
      switch terminal.next() {
      case .key(let key): screen.press(key)
      case .redraw: break
      case .ended: return nil
      case .killed(let signal): return signal
      }
    }
    return nil
  }

  private func open() throws -> RawTerminal? {
    do throws(SystemFailure) {
      return try RawTerminal()
    } catch {
      throw CommandFailure(error, console)
    }
  }

  private func draw(_ screen: ReviewScreen, on terminal: borrowing RawTerminal) {
    // Home, each line and what was to its right, then all that was below.
    terminal.write(
      "\u{1B}[H" + screen.lines().map { $0 + "\u{1B}[K" }.joined(separator: "\r\n") + "\u{1B}[J")
  }

  private func told(_ failure: ReviewFailure) -> CommandFailure {
    switch failure {
    case .system(let failure): CommandFailure(failure, console)
    case .changedMeanwhile(let name):
      CommandFailure(
        exit: .system,
        message: console.text(.keptChangedMeanwhile(path: "\(ProjectTests.goldenFolder)/\(name)")))
    }
  }
}
