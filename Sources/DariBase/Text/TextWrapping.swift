// Paragraphs in lines of a given width, as a terminal shows them.

package enum TextWrapping {
  /// Breaks at spaces only, so that Korean words stay whole; not in what stands in backticks, unless it takes more than
  /// two thirds of a line. A word that is wider than a whole line is cut between its characters.
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
    for word in words(of: text, widest: first * 2 / 3) {
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

  /// What is between spaces, with short code as one word: ``{% else %}``.
  private static func words(of text: String, widest: Int) -> [String] {
    var words: [String] = []
    /// Words of code whose end has not come.
    var open: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace).map(String.init) {
      if !open.isEmpty {
        open.append(word)
        let code = open.joined(separator: " ")
        if hasOneTick(word) {
          words += DisplayWidth.width(of: code) <= widest ? [code] : open
          open = []
        }
      } else if hasOneTick(word) {
        open = [word]
      } else {
        words.append(word)
      }
    }
    return words + open
  }

  /// Whether code begins or ends in a word. Several backticks in a row are spoken of, and are no code.
  private static func hasOneTick(_ word: String) -> Bool {
    let runs = word.utf8.split(omittingEmptySubsequences: true) { $0 != 0x60 }
    return runs.count { $0.count == 1 } % 2 == 1
  }
}
