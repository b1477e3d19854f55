// Tags as they stand in literal text: `<name attribute="…">`, `</name>`.

/// Reads tags from bytes. Names are made of Unicode's identifier letters, `-`, `.`, `:` and `_`, so that `<메일>` is a tag
/// as much as `<mail>`, and `<` before anything else is a sign like any other.
struct TagScan {
  let bytes: UnsafeBufferPointer<UInt8>
  let end: Int

  /// Behind the name that starts at `start`; nil if none does.
  func nameEnd(from start: Int) -> Int? {
    guard start < end else { return nil }
    let (first, size) = UnseenScalars.decode(bytes, start)
    guard first == 0x5F || isLetter(first) else { return nil }
    var index = start + size
    while index < end {
      let (next, size) = UnseenScalars.decode(bytes, index)
      guard isNamePart(next) else { break }
      index += size
    }
    return index
  }

  private func isLetter(_ value: UInt32) -> Bool {
    if value < 0x80 { return (value | 0x20) &- 0x61 < 26 }
    return Unicode.Scalar(value)?.properties.isXIDStart ?? false
  }

  private func isNamePart(_ value: UInt32) -> Bool {
    switch value {
    case 0x2D, 0x2E, 0x3A, 0x5F, 0x30...0x39: true
    case 0..<0x80: isLetter(value)
    default: Unicode.Scalar(value)?.properties.isXIDContinue ?? false
    }
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// Attributes whose whole value is a URL that something follows, by the elements of HTML that have them.
  static func isURL(_ attribute: String, of element: String) -> Bool {
    switch attribute.lowercased() {
    case "href": ["a", "area", "link", "base"].contains(element.lowercased())
    case "src":
      ["img", "iframe", "script", "audio", "video", "source", "embed", "input", "track"]
        .contains(element.lowercased())
    case "action", "formaction": ["form", "button", "input"].contains(element.lowercased())
    case "data": element.lowercased() == "object"
    case "poster": element.lowercased() == "video"
    default: false
    }
  }

  /// Attributes that hold a program or a style.
  static func isCode(_ attribute: String) -> Bool {
    let name = attribute.lowercased()
    if name == "style" || name == "srcdoc" { return true }
    return name.hasPrefix("on") && events.contains { name.dropFirst(2).hasPrefix($0) }
  }

  private static let events = [
    "abort", "animation", "auxclick", "before", "blur", "cancel", "change", "click", "close", "contextmenu",
    "copy",
    "cut", "dblclick", "drag", "drop", "error", "focus", "input", "invalid", "key", "load", "message",
    "mouse",
    "paste", "pointer", "popstate", "reset", "resize", "scroll", "select", "submit", "toggle", "touch",
    "transition", "unload", "wheel",
  ]
}
