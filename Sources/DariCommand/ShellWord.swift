// Words of a command that somebody copies from a message into a shell.

enum ShellWord {
  /// For the shell, where something in it would mean something.
  static func quoted(_ path: String) -> String {
    let isPlain = path.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || "/._-+,@".unicodeScalars.contains($0)
    }
    let safe = path.hasPrefix("-") ? "./" + path : path
    return isPlain ? safe : "'" + safe.replacing("'", with: "'\\''") + "'"
  }
}
