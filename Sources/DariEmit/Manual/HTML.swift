// Writes HTML. Markup can only be written as literals of this program; whatever an author wrote goes through
// `text` or an attribute's value, so it cannot become markup.

/// Kept as pieces: a page is their bytes, and forms that are no HTML are made of their tree (`HTMLTree`).
struct HTML {
  enum Piece {
    case markup(StaticString)
    case text(String)
    case open(StaticString, Attributes)
    case close(StaticString)
    case style([UInt8])
    case script([UInt8])
    /// Of a theme, once `ThemeMarkup` has read it.
    case theme([UInt8])
  }

  private(set) var pieces: [Piece] = []

  typealias Attributes = KeyValuePairs<StaticString, String?>

  /// Escaped in the bytes; control characters that HTML has no place for become the replacement character.
  mutating func text(_ text: some StringProtocol) { pieces.append(.text(String(text))) }

  mutating func markup(_ literal: StaticString) { pieces.append(.markup(literal)) }

  /// An attribute whose value is nil is left out.
  mutating func open(_ name: StaticString, _ attributes: Attributes = [:]) {
    pieces.append(.open(name, attributes))
  }

  mutating func close(_ name: StaticString) { pieces.append(.close(name)) }

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
  mutating func style(_ css: [UInt8]) { pieces.append(.style(css)) }

  /// The content of `script`: it must hold neither `</` nor `<!--`.
  mutating func script(_ text: [UInt8]) { pieces.append(.script(text)) }

  /// One of another page.
  mutating func append(_ piece: Piece) { pieces.append(piece) }

  mutating func line() { markup("\n") }

  mutating func append(_ other: HTML) { pieces += other.pieces }

  /// In the order in which they stand.
  var ids: [String] {
    pieces.flatMap { piece -> [String] in
      guard case .open(_, let attributes) = piece else { return [] }
      return attributes.compactMap { "\($0.key)" == "id" ? $0.value : nil }
    }
  }

  /// Whether a text stands in it as it was written, in one piece.
  func holds(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return false }
    return pieces.contains { piece in
      guard case .text(let text) = piece else { return false }
      let bytes = Array(text.utf8)
      guard bytes.count >= wanted.count else { return false }
      return (0...(bytes.count - wanted.count)).contains { start in
        bytes[start] == first && bytes[start..<(start + wanted.count)].elementsEqual(wanted)
      }
    }
  }

  // MARK: Bytes

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .theme(let text): bytes += text
      case .markup(let literal): Self.append(literal, to: &bytes)
      case .text(let text): Self.append(escaped: text, to: &bytes)
      case .open(let name, let attributes): Self.append(name, attributes, to: &bytes)
      case .close(let name):
        bytes += "</".utf8
        Self.append(name, to: &bytes)
        bytes.append(UInt8(ascii: ">"))
      case .style(let css): bytes += "<style>".utf8 + css + "</style>".utf8
      case .script(let text): bytes += "<script>".utf8 + text + "</script>".utf8
      }
    }
    return bytes
  }

  private static func append(_ literal: StaticString, to bytes: inout [UInt8]) {
    literal.withUTF8Buffer { bytes += $0 }
  }

  private static func append(_ name: StaticString, _ attributes: Attributes, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "<"))
    append(name, to: &bytes)
    for (name, value) in attributes {
      guard let value else { continue }
      bytes.append(UInt8(ascii: " "))
      append(name, to: &bytes)
      bytes += "=\"".utf8
      append(escaped: value, to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
  }

  private static func append(escaped text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
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
  }
}
