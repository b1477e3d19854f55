// The process's surroundings: its outputs, the terminal, the environment, the clock.

import DariBase

/// Standard output or standard error.
package struct OutputStream: Sendable {
  package static let standardOutput = OutputStream(descriptor: 1, name: "stdout")
  package static let standardError = OutputStream(descriptor: 2, name: "stderr")

  let descriptor: Int32
  let name: String

  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  /// Writes everything or throws. `.closedPipe` means that nobody reads any more (`dari … | head`): the command goes on
  /// without a word. Needs `Surroundings.ignoreClosedPipes()` once, before the first write.
  package func write(_ bytes: [UInt8]) throws(SystemFailure) {
    do throws(System.Failure) {
      try System.writeAll(bytes, to: descriptor)
    } catch {
      throw SystemFailure(.write, name, error)
    }
  }

  package func write(_ text: String) throws(SystemFailure) { try write(Array(text.utf8)) }

  package var isTerminal: Bool { System.isTerminal(descriptor) }

  /// Columns of the terminal; nil where there is none. `COLUMNS` goes before what the terminal says.
  package var columns: Int? { measure("COLUMNS") { $0.columns } }

  /// Rows of the terminal; `LINES` goes before what the terminal says.
  package var rows: Int? { measure("LINES") { $0.rows } }

  private func measure(_ variable: String, _ part: ((columns: Int, rows: Int)) -> Int) -> Int? {
    guard isTerminal else { return nil }
    if let set = Surroundings.environment(variable).flatMap({ Int($0) }), set > 0 { return set }
    return System.size(descriptor).map(part)
  }

  /// Colour only on a terminal that has it, and never with `NO_COLOR` (set and not empty, no-color.org).
  package var showsColour: Bool {
    Self.showsColour(
      isTerminal: isTerminal, noColour: Surroundings.environment("NO_COLOR"),
      terminal: Surroundings.environment("TERM"))
  }

  static func showsColour(isTerminal: Bool, noColour: String?, terminal: String?) -> Bool {
    isTerminal && (noColour ?? "").isEmpty && terminal != "dumb"
  }
}

package enum Surroundings {
  /// The value of an environment variable; nil if it is not set.
  package static func environment(_ name: String) -> String? { System.environment(name) }

  /// The language of messages: `LC_ALL`, `LC_MESSAGES`, `LANG`, the first that is set and not empty.
  package static var language: MessageLanguage {
    language(of: ["LC_ALL", "LC_MESSAGES", "LANG"].map { environment($0) })
  }

  static func language(of settings: [String?]) -> MessageLanguage {
    let set = settings.lazy.compactMap { $0 }.first { !$0.isEmpty } ?? ""
    let code = set.utf8.prefix { $0 != 0x5F && $0 != 0x2E && $0 != 0x40 }
    return code.elementsEqual("ko".utf8) ? .korean : .english
  }

  /// `14:03:22`, where we are.
  package static var timeOfDay: String {
    let now = System.timeOfDay
    return [now.hour, now.minute, now.second].map { $0 < 10 ? "0\($0)" : String($0) }.joined(separator: ":")
  }

  /// Ends the process as the signal that interrupted a live session would have, so that whoever called it knows.
  package static func end(bySignal number: Int32) -> Never {
    System.end(by: System.Notice(rawValue: number) ?? .terminated)
  }

  package static func ignoreClosedPipes() { System.ignoreClosedPipes() }

  /// Time since some moment of the machine; it never goes back, and says nothing about the date.
  package static var now: Duration { .nanoseconds(Int64(System.nanoseconds)) }
}
