// Reads the HTML of a theme, strictly: what a browser would have to guess at is refused, so that there is one way to read it.
// The same reader looks at the template, where holes and tags of ours are single signs, and at what is rendered of it.

import DariBase

/// Offsets are of the bytes that were read.
package struct ThemeMarkup {
  /// What stands for a byte of `{{ }}`, and of `{% %}` and `{# #}`.
  static let hole: UInt8 = 0x01
  static let tag: UInt8 = 0x02

  package struct Attribute {
    package var name: String
    package var range: Range<Int>
    package var value: Range<Int>
  }

  package struct Tag {
    package var name: String
    package var range: Range<Int>
    package var attributes: [Attribute] = []
    package var isVoid: Bool { ThemeWords.void.contains(name) }
    /// A piece of ours may stand in it.
    package var isBox: Bool { ThemeWords.boxes.contains(name) }
  }

  package enum Event {
    case text(Range<Int>)
    case open(Tag)
    case close(name: String, Range<Int>)
  }

  package let bytes: [UInt8]
  /// The same bytes as they are shown, where signs stand for some of them.
  private let source: [UInt8]
  package private(set) var events: [Event] = []
  package private(set) var problems: [(problem: Problem, mends: [Mend], range: Range<Int>)] = []
  private var position = 0

  package init(_ bytes: [UInt8], source: [UInt8]? = nil) {
    self.bytes = bytes
    self.source = source ?? bytes
    while position < bytes.count { scan() }
  }

  package func text(_ range: Range<Int>) -> String { String(decoding: source[range], as: UTF8.self) }

  private func byte(at index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  private mutating func refuse(_ problem: Problem, _ range: Range<Int>, _ mends: [Mend] = []) {
    problems.append((problem, mends, range))
  }

  // MARK: Text

  private mutating func scan() {
    let start = position
    while position < bytes.count, bytes[position] != 0x3C { position += 1 }
    if position > start { events.append(.text(start..<position)) }
    guard position < bytes.count else { return }
    switch byte(at: position + 1) {
    case let next where Self.isLetter(next): readOpening()
    case 0x2F where Self.isLetter(byte(at: position + 2)): readClosing()
    case 0x21, 0x3F:
      refuse(.notInTheme(what: text(position..<position + 2)), position..<position + 2, [Mend(.themeComment)])
      skip()
    default:
      refuse(.themeTag, position..<position + 1, [Mend(.themeLess)])
      position += 1
    }
  }

  /// Behind the next `>`: what is wrong is told once.
  private mutating func skip() {
    while position < bytes.count, bytes[position] != 0x3E { position += 1 }
    position = min(position + 1, bytes.count)
  }

  private mutating func skipSpace() { while Self.isSpace(byte(at: position)) { position += 1 } }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  private static func isNameByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
  }

  /// In small letters, as browsers take it.
  private mutating func name() -> String {
    let start = position
    while Self.isNameByte(byte(at: position)) { position += 1 }
    return text(start..<position).lowercased()
  }

  // MARK: Tags

  private mutating func readClosing() {
    let start = position
    position += 2
    let name = name()
    skipSpace()
    guard byte(at: position) == 0x3E else { return refuseTag(from: start) }
    position += 1
    events.append(.close(name: name, start..<position))
  }

  private mutating func refuseTag(from start: Int) {
    refuse(.themeTag, start..<min(max(position, start + 1), bytes.count), [Mend(.themeQuotes)])
    skip()
  }

  private mutating func readOpening() {
    let start = position
    position += 1
    let nameStart = position
    var tag = Tag(name: name(), range: start..<start)
    let nameEnd = position
    while true {
      skipSpace()
      switch byte(at: position) {
      case 0x3E: position += 1
      case 0x2F where byte(at: position + 1) == 0x3E && tag.isVoid: position += 2
      case let next where Self.isLetter(next) && position > nameEnd:
        guard let attribute = readAttribute() else { return refuseTag(from: start) }
        tag.attributes.append(attribute)
        continue
      default: return refuseTag(from: start)
      }
      break
    }
    tag.range = start..<position
    check(tag, nameStart..<nameEnd)
    events.append(.open(tag))
  }

  private mutating func readAttribute() -> Attribute? {
    let start = position
    let name = name()
    guard byte(at: position) == 0x3D else { return nil }
    let quote = byte(at: position + 1)
    guard quote == 0x22 || quote == 0x27 else { return nil }
    position += 2
    let value = position
    while position < bytes.count, bytes[position] != quote { position += 1 }
    guard position < bytes.count else { return nil }
    position += 1
    let next = byte(at: position)
    guard Self.isSpace(next) || next == 0x3E || next == 0x2F else { return nil }
    return Attribute(name: name, range: start..<position, value: value..<position - 1)
  }

  // MARK: What may stand

  private mutating func check(_ tag: Tag, _ name: Range<Int>) {
    guard ThemeWords.elements.contains(tag.name) else {
      return refuse(.notInTheme(what: "<\(tag.name)>"), tag.range)
    }
    var seen: Set<String> = []
    for attribute in tag.attributes {
      if !seen.insert(attribute.name).inserted {
        refuse(.notInTheme(what: text(attribute.range)), attribute.range)
      } else if attribute.name == "href" || attribute.name == "src" {
        checkAddress(attribute, tag)
      } else if attribute.name == "id", bytes[attribute.value].contains(0x26) {
        // A letter written as `&#…;` is the same name to a browser, and another one to us.
        refuse(.notInTheme(what: text(attribute.range)), attribute.range)
      } else if !ThemeWords.isAllowed(attribute.name, of: tag.name) {
        let shown = attribute.range.lowerBound..<attribute.value.lowerBound - 1
        refuse(.notInTheme(what: text(shown)), attribute.range)
      }
    }
  }

  /// Only what is there already, or what the reader asks for.
  private mutating func checkAddress(_ attribute: Attribute, _ tag: Tag) {
    let value = bytes[attribute.value]
    let starts: [String]
    switch (tag.name, attribute.name) {
    case ("a", "href"): starts = ["#", "https://", "mailto:"]
    case ("img", "src"): starts = ["data:image/"]
    default: return refuse(.notInTheme(what: "\(attribute.name)="), attribute.range)
    }
    let isWhole = attribute.name == "href" || !value.contains(Self.hole)
    guard isWhole, !value.contains(Self.tag), starts.contains(where: { value.starts(with: $0.utf8) }) else {
      // Long data are not shown.
      let end = min(attribute.range.upperBound, attribute.value.lowerBound + 40)
      return refuse(
        .themeFetches(what: text(attribute.range.lowerBound..<end)), attribute.range,
        [Mend(.themeAddresses(allowed: starts))])
    }
  }
}
