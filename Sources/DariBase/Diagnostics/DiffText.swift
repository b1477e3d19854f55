// A unified diff as a terminal shows it.

package enum DiffText {
  /// Added lines green, removed ones red, names bold; what would steer the terminal is shown as a picture.
  package static func shown(_ diff: [UInt8], colour: Bool) -> String {
    var result = ""
    for line in diff.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
      var bytes = Array(line)
      if bytes.last == 0x0D { bytes.removeLast() }
      let text = VisibleLine(bytes, 0..<bytes.count).cells.map(\.text).joined()
      if colour, let code = code(bytes) {
        result += "\u{1B}[\(code)m\(text)\u{1B}[0m\n"
      } else {
        result += text + "\n"
      }
    }
    return result
  }

  private static func code(_ line: [UInt8]) -> String? {
    if line.starts(with: "--- ".utf8) || line.starts(with: "+++ ".utf8) { return "1" }
    switch line.first {
    case UInt8(ascii: "+"): return "32"
    case UInt8(ascii: "-"): return "31"
    case UInt8(ascii: "@"): return "36"
    default: return nil
    }
  }
}
