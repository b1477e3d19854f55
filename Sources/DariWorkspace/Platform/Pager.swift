// Showing what is longer than the screen, in the pager that the person uses.

import DariBase

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

package struct Pager: Sendable {
  /// For the shell.
  package var command: String

  /// The pager that was set, and nil if it was set to be none: empty, or `cat`.
  /// - Parameter environment: the value of a variable.
  package init?(environment: (String) -> String?) {
    let set = environment("DARI_PAGER") ?? environment("PAGER")
    // Quiet where there is no `less`: the text is then written as it is.
    command = set ?? "command -v less >/dev/null && exec less -FRX || exit 127"
    let isBlank = command.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    if isBlank || command == "cat" { return nil }
  }

  /// Whether a text takes more rows than a screen has, the shell's next prompt counted.
  package static func isNeeded(for text: String, columns: Int?, rows: Int?) -> Bool {
    guard let columns, let rows, columns > 0 else { return false }
    var used = 1
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      used += max(1, (DisplayWidth.width(of: withoutStyles(line)) + columns - 1) / columns)
      if used > rows { return true }
    }
    return false
  }

  /// A line without its colours.
  private static func withoutStyles(_ line: Substring) -> String {
    guard line.utf8.contains(0x1B) else { return String(line) }
    var result = ""
    var isStyle = false
    for scalar in line.unicodeScalars {
      if scalar.value == 0x1B { isStyle = true }
      if !isStyle { result.unicodeScalars.append(scalar) }
      if scalar == "m" { isStyle = false }
    }
    return result
  }

  /// Waits until the person has left the pager. False if it could not be started, and nothing was shown.
  package func show(_ text: String) -> Bool {
    // As git does: `less` shows colours, and does not wait for a key where all is to be seen. What we write is UTF-8,
    // whatever the locale.
    setenv("LESS", "FRX", 0)
    setenv("LESSCHARSET", "utf-8", 0)
    // A child inherits what is ignored. The pager decides itself what an interrupt means; we wait for it.
    signal(SIGPIPE, SIG_DFL)
    let pipe = popen(command, "w")
    signal(SIGPIPE, SIG_IGN)
    guard let pipe else { return false }
    let interrupt = signal(SIGINT, SIG_IGN)
    defer { signal(SIGINT, interrupt) }
    // Who leaves the pager early closes the pipe.
    try? System.writeAll(Array(text.utf8), to: fileno(pipe))
    let status = pclose(pipe)
    return status != -1 && status >> 8 & 0xFF != 127
  }
}
