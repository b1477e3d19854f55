// Reads a message the way its author meant it: what is opened first counts until it is closed. A reader of its own, simple and
// slow, that shares nothing with the product's scanner.

/// What is opened in a message and what is in it, in order.
enum Event: Equatable {
  case open(String)
  case attribute(String, String)
  case close(String)
  /// Its info string and its lines.
  case fence(String, String)
  case code(String)
  /// Of a `json` fence: keys and signs, and its strings one by one.
  case sign(String)
  case string(String)
  /// Without white space, which says nothing here.
  case text(String)
  case broken(String)
}

struct Reader {
  private let bytes: [UInt8]
  private var at = 0
  private var events: [Event] = []
  private var words: [UInt8] = []
  /// Entities are read.
  private let isMarkup: Bool
  private let elements: Elements
  private var onlyTags = false

  /// Elements that are not in others, counted in order. Where the author put neither fences nor inline code into one, backticks
  /// in it are signs like any other.
  private final class Elements {
    var count = 0
    var plain: Set<Int>
    init(plain: Set<Int>) { self.plain = plain }
  }

  /// What was read, and which elements are plain.
  static func read(_ bytes: [UInt8]) -> (events: [Event], plain: Set<Int>) {
    let elements = Elements(plain: [])
    var reader = Reader(bytes, isMarkup: false, elements)
    reader.run()
    return (reader.events, elements.plain)
  }

  /// The one string that a JSON text is.
  static func string(_ text: [UInt8]) -> String {
    var reader = Reader([], isMarkup: false, Elements(plain: []))
    reader.json(text)
    guard case .string(let text)? = reader.events.first, reader.events.count == 1 else { return "no string" }
    return text
  }

  static func read(_ bytes: [UInt8], plain: Set<Int>) -> [Event] {
    var reader = Reader(bytes, isMarkup: false, Elements(plain: plain))
    reader.run()
    return reader.events
  }

  private init(_ bytes: [UInt8], isMarkup: Bool, _ elements: Elements) {
    self.bytes = bytes
    self.isMarkup = isMarkup
    self.elements = elements
  }

  private mutating func run() {
    var isStart = true
    var prefix: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      if isStart {
        if byte == 0x20 || byte == 0x09 || byte == 0x3E {
          prefix.append(byte)
          words.append(byte)
          at += 1
          continue
        }
        if byte == 0x2D, at + 1 < bytes.count, bytes[at + 1] == 0x20 {
          prefix += [0x20, 0x20]
          words.append(byte)
          at += 2
          continue
        }
        if byte == 0x60 || byte == 0x7E, run(at) >= 3, fence(prefix) {
          isStart = true
          prefix = []
          continue
        }
      }
      isStart = byte == 0x0A
      if isStart { prefix = [] }
      switch byte {
      case 0x5C where at + 1 < bytes.count && bytes[at + 1] == 0x60:
        words += [0x5C, 0x60]
        at += 2
      case 0x60: code()
      case 0x3C where element(): break
      default:
        words.append(byte)
        at += 1
      }
    }
    flush()
  }

  private func run(_ start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] == bytes[start] { end += 1 }
    return end - start
  }

  private mutating func flush() {
    let text = (isMarkup ? Self.entities(words) : words).filter { $0 != 0x20 && $0 != 0x0A && $0 != 0x09 }
    words = []
    if !text.isEmpty { events.append(.text(String(decoding: text, as: UTF8.self))) }
  }

  private func decoded(_ part: some Collection<UInt8>) -> String {
    String(decoding: isMarkup ? Self.entities(Array(part)) : Array(part), as: UTF8.self)
  }

  static func entities(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var at = 0
    let names: [(String, UInt8)] = [("&amp;", 0x26), ("&lt;", 0x3C), ("&gt;", 0x3E), ("&quot;", 0x22)]
    while at < bytes.count {
      if bytes[at] == 0x26 {
        if let (name, byte) = names.first(where: { bytes[at...].starts(with: $0.0.utf8) }) {
          result.append(byte)
          at += name.utf8.count
          continue
        }
        if at + 3 < bytes.count, bytes[at + 1] == 0x23, let end = bytes[at...].firstIndex(of: 0x3B),
          let number = UInt8(String(decoding: bytes[at + 2..<end], as: UTF8.self))
        {
          result.append(number)
          at = end + 1
          continue
        }
      }
      result.append(bytes[at])
      at += 1
    }
    return result
  }

  // MARK: Fences

  private mutating func fence(_ prefix: [UInt8]) -> Bool {
    let length = run(at)
    let sign = bytes[at]
    let lineEnd = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
    let info = bytes[at + length..<lineEnd]
    if sign == 0x60, info.contains(0x60) { return false }
    flush()
    var lines: [[UInt8]] = []
    var start = lineEnd + 1
    while true {
      if start > bytes.count {
        events.append(.broken("a fence that never ends"))
        at = bytes.count
        return true
      }
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      var line = bytes[start..<end]
      if line.starts(with: prefix) {
        line = line.dropFirst(prefix.count)
      } else if line.allSatisfy({ $0 == 0x20 || $0 == 0x3E }) {
        line = line.suffix(0)
      } else {
        events.append(.broken("a line that leaves its fence"))
      }
      let bare = line.drop { $0 == 0x20 }
      let closing = bare.prefix { $0 == sign }
      if closing.count >= length, bare.dropFirst(closing.count).allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        at = end
        break
      }
      lines.append(Array(line))
      start = end + 1
    }
    content(String(decoding: info, as: UTF8.self), Array(lines.joined(separator: [0x0A])))
    return true
  }

  private mutating func content(_ info: String, _ text: [UInt8]) {
    switch info {
    case "json":
      events.append(.fence("json", ""))
      json(isMarkup ? Self.entities(text) : text)
    case "xml":
      events.append(.fence("xml", ""))
      var reader = Reader(text, isMarkup: true, elements)
      reader.xml(isFence: true)
      events += reader.events
      events.append(.close("```"))
    default: events.append(.fence(info, decoded(text)))
    }
  }

  private mutating func json(_ text: [UInt8]) {
    var at = 0
    while at < text.count {
      let byte = text[at]
      at += 1
      guard byte == 0x22 else {
        if byte != 0x20 && byte != 0x0A { events.append(.sign(String(UnicodeScalar(byte)))) }
        continue
      }
      var units: [UInt16] = []
      var plain: [UInt8] = []
      func spill() {
        units += Array(String(decoding: plain, as: UTF8.self).utf16)
        plain = []
      }
      while at < text.count, text[at] != 0x22 {
        if text[at] < 0x20 { events.append(.broken("a control in a string of JSON")) }
        guard text[at] == 0x5C, at + 1 < text.count else {
          plain.append(text[at])
          at += 1
          continue
        }
        spill()
        switch text[at + 1] {
        case 0x75 where at + 5 < text.count:
          units.append(UInt16(String(decoding: text[at + 2..<at + 6], as: UTF8.self), radix: 16) ?? 0xFFFD)
          at += 4
        case 0x6E: units.append(0x0A)
        case 0x74: units.append(0x09)
        case 0x72: units.append(0x0D)
        case 0x62: units.append(0x08)
        case 0x66: units.append(0x0C)
        default: units.append(UInt16(text[at + 1]))
        }
        at += 2
      }
      spill()
      if at >= text.count { events.append(.broken("a string that never ends")) }
      at += 1
      events.append(.string(String(decoding: units, as: UTF16.self)))
    }
  }

  // MARK: Inline code

  private mutating func code() {
    let length = run(at)
    var end = at + length
    while end < bytes.count {
      guard bytes[end] == 0x60 else {
        if bytes[end] == 0x0A, endsParagraph(end + 1) { break }
        end += 1
        continue
      }
      let other = run(end)
      guard other == length else {
        end += other
        continue
      }
      flush()
      var inside = bytes[at + length..<end]
      if inside.count > 1, inside.first == 0x20, inside.last == 0x20, inside.contains(where: { $0 != 0x20 }) {
        inside = inside.dropFirst().dropLast()
      }
      events.append(.code(decoded(inside)))
      at = end + length
      return
    }
    words += bytes[at..<at + length]
    at += length
  }

  /// An empty line, a fence or an item of a list, also in quotes.
  private func endsParagraph(_ start: Int) -> Bool {
    let line = bytes[start...].prefix { $0 != 0x0A }.drop { $0 == 0x20 || $0 == 0x3E || $0 == 0x09 }
    return line.isEmpty || line.starts(with: "```".utf8) || line.starts(with: "~~~".utf8)
      || line.starts(with: "- ".utf8)
  }

  // MARK: Elements

  /// `<name attributes>` with its end, or `<name/>`.
  private mutating func element() -> Bool {
    guard let tag = tag(at) else { return false }
    guard !tag.isClosed else {
      flush()
      open(tag)
      events.append(.close(tag.name))
      at = tag.end
      return true
    }
    guard let close = self.close(of: tag.name, from: tag.end) else { return false }
    flush()
    open(tag)
    var inner = Reader(Array(bytes[tag.end..<close]), isMarkup: true, elements)
    let number = elements.count
    if onlyTags || !isMarkup && elements.plain.contains(number) { inner.xml() } else { inner.run() }
    if !isMarkup {
      elements.count += 1
      let hasRuns = inner.events.contains { event in
        switch event {
        case .fence, .code: true
        default: false
        }
      }
      if !hasRuns { elements.plain.insert(number) }
    }
    events += inner.events
    events.append(.close(tag.name))
    at = close + tag.name.utf8.count + 3
    return true
  }

  /// The same where nothing but tags counts.
  private mutating func xml(isFence: Bool = false) {
    onlyTags = true
    while at < bytes.count {
      if bytes[at] == 0x3C {
        if element() { continue }
        if isFence { events.append(.broken("a tag without an end")) }
      }
      words.append(bytes[at])
      at += 1
    }
    flush()
  }

  private mutating func open(_ tag: Tag) {
    events.append(.open(tag.name))
    for (name, value) in tag.attributes {
      events.append(.attribute(name, String(decoding: Self.entities(value), as: UTF8.self)))
    }
  }

  private struct Tag {
    var name: String
    var attributes: [(String, [UInt8])] = []
    var isClosed = false
    var end: Int
  }

  private func isName(_ byte: UInt8) -> Bool { byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 }

  private func tag(_ start: Int) -> Tag? {
    var end = start + 1
    while end < bytes.count, isName(bytes[end]) { end += 1 }
    guard end > start + 1 else { return nil }
    var tag = Tag(name: String(decoding: bytes[start + 1..<end], as: UTF8.self), end: end)
    while end < bytes.count {
      switch bytes[end] {
      case 0x20, 0x0A, 0x09: end += 1
      case 0x3E:
        tag.end = end + 1
        return tag
      case 0x2F where end + 1 < bytes.count && bytes[end + 1] == 0x3E:
        tag.isClosed = true
        tag.end = end + 2
        return tag
      default:
        let name = bytes[end...].prefix { isName($0) }
        let value = end + name.count
        guard !name.isEmpty, value + 1 < bytes.count, bytes[value] == 0x3D,
          bytes[value + 1] == 0x22 || bytes[value + 1] == 0x27,
          let close = bytes[(value + 2)...].firstIndex(of: bytes[value + 1])
        else { return nil }
        tag.attributes.append((String(decoding: name, as: UTF8.self), Array(bytes[value + 2..<close])))
        end = close + 1
      }
    }
    return nil
  }

  /// The closing tag that pairs, over elements of the same name.
  private func close(of name: String, from start: Int) -> Int? {
    let closing = Array("</\(name)>".utf8)
    let opening = Array("<\(name)".utf8)
    var depth = 1
    var at = start
    while at < bytes.count {
      guard bytes[at] == 0x3C else {
        at += 1
        continue
      }
      if bytes[at...].starts(with: closing) {
        depth -= 1
        if depth == 0 { return at }
        at += closing.count
      } else if bytes[at...].starts(with: opening), let tag = tag(at), tag.name.utf8.elementsEqual(name.utf8),
        !tag.isClosed
      {
        depth += 1
        at = tag.end
      } else {
        at += 1
      }
    }
    return nil
  }
}
