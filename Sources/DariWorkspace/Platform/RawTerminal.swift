// A terminal that a program has to itself: keys come one by one and unseen, and what stood on the screen comes back.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard input and output, as long as this lives. There is one at a time; the signals of the process are its own.
package struct RawTerminal: ~Copyable {
  package enum Event: Hashable, Sendable {
    case key(TerminalKey)
    /// The terminal has another size, or the process goes on after a pause: everything has to be drawn anew.
    case redraw
    /// Nobody is there any more, or Ctrl-C was sent.
    case ended
    /// The process is to end, once the terminal is given back: see `end(by:)`.
    case killed(Signal)
  }

  package struct Signal: Hashable, Sendable {
    fileprivate var notice: System.Notice
  }

  /// Ends the process as the signal would have.
  package static func end(by signal: Signal) -> Never { System.end(by: signal.notice) }

  private let former: termios
  private let signals: Int32
  private var bytes: [UInt8] = []

  /// Another screen (xterm's 1049), and no cursor.
  private static let enter = "\u{1B}[?1049h\u{1B}[?25l"
  private static let leave = "\u{1B}[?25h\u{1B}[?1049l"

  /// Input and output are a terminal that can move its cursor.
  package static var isPossible: Bool {
    System.isTerminal(STDIN_FILENO) && System.isTerminal(STDOUT_FILENO)
      && System.environment("TERM") ?? "dumb" != "dumb"
  }

  /// Nil where input or output is no terminal, or none that can move its cursor.
  package init?() throws(SystemFailure) {
    var settings = termios()
    guard Self.isPossible, tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
    former = settings
    do throws(System.Failure) {
      signals = try System.receiveSignals()
    } catch {
      throw SystemFailure(.read, "", error)
    }
    take()
  }

  deinit {
    giveBack()
    System.stopReceivingSignals(signals)
  }

  private borrowing func take() {
    var settings = former
    cfmakeraw(&settings)
    // Line feeds are written as they are elsewhere.
    settings.c_oflag |= tcflag_t(OPOST)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    write(Self.enter)
  }

  private borrowing func giveBack() {
    write(Self.leave)
    var settings = former
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
  }

  /// What cannot be written to a terminal that is gone is not missed.
  package borrowing func write(_ text: String) {
    try? System.writeAll(Array(text.utf8), to: STDOUT_FILENO)
  }

  package borrowing func size() -> (columns: Int, rows: Int) {
    let output = OutputStream.standardOutput
    return (output.columns ?? 80, output.rows ?? 24)
  }

  package mutating func next() -> Event {
    while true {
      if let key = TerminalKey.next(in: &bytes) {
        switch key {
        case .suspend:
          suspend()
          return .redraw
        default: return .key(key)
        }
      }
      // Half of a key: the rest comes at once, or it was the escape key.
      let isWaiting = !bytes.isEmpty
      guard
        let ready = try? System.wait(
          for: [signals, STDIN_FILENO], milliseconds: isWaiting ? TerminalKey.patience : nil)
      else { return .ended }
      if ready[0] {
        let notices = System.notices(in: System.drain(signals))
        if let notice = notices.first(where: { $0 == .terminated || $0 == .hungUp }) {
          return .killed(Signal(notice: notice))
        }
        return notices.contains(.interrupted) ? .ended : .redraw
      }
      if ready[1] {
        let more = System.readSome(STDIN_FILENO)
        if more.isEmpty { return .ended }
        bytes += more
      } else {
        bytes = []
        return .key(.other)
      }
    }
  }

  /// As Ctrl-Z does elsewhere.
  private borrowing func suspend() {
    giveBack()
    kill(getpid(), SIGTSTP)
    // Here the process goes on.
    take()
  }
}

extension System {
  /// What there is to read, at least one byte; none at the end.
  fileprivate static func readSome(_ descriptor: Int32) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 256)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count >= 0 { return Array(buffer.prefix(count)) }
      if errno != EINTR { return [] }
    }
  }
}
