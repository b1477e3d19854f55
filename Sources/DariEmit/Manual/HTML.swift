// Writes HTML. Markup can only be written as literals of this program; whatever an author wrote goes through
// `text` or an attribute's value, so it cannot become markup.

struct HTML {
  private(set) var bytes: [UInt8] = []

  typealias Attributes = KeyValuePairs<StaticString, String?>

  /// Escapes; control characters that HTML has no place for become the replacement character.
  mutating func text(_ text: some StringProtocol) {
    for byte in text.utf8 { append(escaped: byte) }
  }

  private mutating func append(escaped byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): bytes += "&amp;".utf8
    case UInt8(ascii: "<"): bytes += "&lt;".utf8
    case UInt8(ascii: ">"): bytes += "&gt;".utf8
    case UInt8(ascii: "\""): bytes += "&quot;".utf8
    case UInt8(ascii: "'"): bytes += "&#39;".utf8
    case 0x09, 0x0A: bytes.append(byte)
    case 0..<0x20, 0x7F: bytes += "\u{FFFD}".utf8
    default: bytes.append(byte)
    }
  }

  mutating func markup(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes += $0 }
  }

  /// An attribute whose value is nil is left out; one whose value is empty stands alone.
  mutating func open(_ name: StaticString, _ attributes: Attributes = [:]) {
    markup("<")
    markup(name)
    for (name, value) in attributes {
      guard let value else { continue }
      markup(" ")
      markup(name)
      markup("=\"")
      text(value)
      markup("\"")
    }
    markup(">")
  }

  mutating func close(_ name: StaticString) {
    markup("</")
    markup(name)
    markup(">")
  }

  mutating func element(_ name: StaticString, _ attributes: Attributes, _ body: (inout HTML) -> Void) {
    open(name, attributes)
    body(&self)
    close(name)
  }

  mutating func element(_ name: StaticString, _ attributes: Attributes, _ text: String) {
    element(name, attributes) { $0.text(text) }
  }

  mutating func element(_ name: StaticString, _ body: (inout HTML) -> Void) { element(name, [:], body) }

  mutating func element(_ name: StaticString, _ text: String) { element(name, [:], text) }

  /// The content of `style`, which HTML reads raw: it must not hold `</`.
  mutating func style(_ css: [UInt8]) {
    markup("<style>")
    bytes += css
    markup("</style>")
  }

  /// The content of `script`, which must not hold `</script` or `<!--`.
  mutating func script(_ javaScript: [UInt8]) {
    markup("<script>")
    bytes += javaScript
    markup("</script>")
  }

  mutating func line() { markup("\n") }

  mutating func append(_ other: HTML) { bytes += other.bytes }

  /// Whether a text stands in it as it was written, in one piece.
  func holds(_ text: String) -> Bool {
    var html = HTML()
    html.text(text)
    let wanted = html.bytes
    guard let first = wanted.first, bytes.count >= wanted.count else { return false }
    return (0...(bytes.count - wanted.count)).contains { start in
      bytes[start] == first && bytes[start..<(start + wanted.count)].elementsEqual(wanted)
    }
  }
}
