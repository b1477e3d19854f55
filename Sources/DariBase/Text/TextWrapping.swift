// Paragraphs in lines of a given width, as a terminal shows them.

package enum TextWrapping {
  /// Breaks at spaces only, so that Korean words stay whole; what is in backticks may break too, since commands
  /// and paths can be long. A word that is wider than a whole line is cut between its characters.
  /// - Parameters:
  ///   - text: white space of any kind and length is one space.
  ///   - width: columns of a line, at least 8 are taken.
  ///   - hanging: columns that lines after the first have fewer.
  package static func lines(_ text: String, width: Int, hanging: Int = 0) -> [String] {
    let first = max(width, 8)
    let next = max(width - hanging, 8)
    var lines: [String] = []
    var line = ""
    var used = 0
    var room: Int { lines.isEmpty ? first : next }
    func endLine() {
      lines.append(line)
      line = ""
      used = 0
    }
    for word in text.split(whereSeparator: \.isWhitespace) {
      let size = DisplayWidth.width(of: word.unicodeScalars)
      if used > 0, used + 1 + size > room { endLine() }
      if used > 0 {
        line += " "
        used += 1
      }
      if size <= room {
        line += word
        used += size
        continue
      }
      for character in word {
        let size = DisplayWidth.width(of: character.unicodeScalars)
        if used > 0, used + size > room { endLine() }
        line.append(character)
        used += size
      }
    }
    if used > 0 || lines.isEmpty { endLine() }
    return lines
  }
}
