// Korean breaks between words, not within them. Browsers have `word-break: keep-all`; WeasyPrint has not, and its text
// layout breaks between any two syllables, so that a 다 stands alone on a line.

enum KoreanWords {
  /// Each word with Hangul in an element that is not broken. Joiners between the syllables would do the same and be copied
  /// and searched with the text, so they stand only where a word goes on behind an element (`⟦mail⟧을`).
  static func keptWhole(_ html: HTML) -> HTML {
    var result = HTML()
    var isInBody = false
    var endsInWord = false
    var isInPicture = false
    for piece in html.pieces {
      switch piece {
      case .open(let name, _) where "\(name)" == "svg":
        isInPicture = true
        result.append(piece)
      case .close(let name) where "\(name)" == "svg":
        isInPicture = false
        result.append(piece)
      case _ where isInPicture: result.append(piece)
      case .text(let text) where isInBody: write(text, &endsInWord, into: &result)
      case .open(let name, let attributes):
        if "\(name)" == "body" { isInBody = true }
        if !goesOn("\(name)", attributes) { endsInWord = false }
        result.append(piece)
      case .close(let name):
        if !goesOn("\(name)", nil) { endsInWord = false }
        result.append(piece)
      case .markup:
        endsInWord = false
        result.append(piece)
      default: result.append(piece)
      }
    }
    return result
  }

  /// Whether a word may go on through the border of an element. Spans other than marked places stand beside each other.
  private static func goesOn(_ name: String, _ attributes: HTML.Attributes?) -> Bool {
    if name != "span" { return ["b", "code", "del", "em", "strong"].contains(name) }
    guard let attributes else { return true }
    return attributes.contains { "\($0.key)" == "class" && $0.value == "hole" }
  }

  /// A word that is longer than this may need more than a line: a table's column, or an address with a particle.
  private static let longest = 24

  private static func write(_ text: String, _ endsInWord: inout Bool, into html: inout HTML) {
    var run = String.UnicodeScalarView()
    var plain = String.UnicodeScalarView()
    func flush(_ html: inout HTML) {
      if !plain.isEmpty { html.text(String(plain)) }
      plain = .init()
    }
    func end(_ html: inout HTML) {
      guard run.contains(where: isHangul), run.count <= longest else {
        plain += run
        run = .init()
        return
      }
      flush(&html)
      html.element("span", ["class": "w"], String(run))
      run = .init()
    }
    if endsInWord, let first = text.unicodeScalars.first, isHangul(first) { run.append("\u{2060}") }
    for scalar in text.unicodeScalars {
      if scalar == " " || scalar == "\n" || scalar == "\t" {
        end(&html)
        plain.append(scalar)
      } else {
        run.append(scalar)
      }
    }
    end(&html)
    flush(&html)
    if let last = text.unicodeScalars.last { endsInWord = last != " " && last != "\n" && last != "\t" }
  }

  private static func isHangul(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF: true
    default: false
    }
  }
}
