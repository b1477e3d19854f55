// What a style sheet would fetch, and what would end it: a manual fetches nothing, and its style sheet stands in the page.

import DariBase

/// Comments and texts in quotes are passed over as CSS does; a backslash outside of them could write any word differently and is
/// refused.
struct ThemeStyleReader {
  let file: SourceFile
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var holdsData = false
  private var position = 0
  private var bytes: [UInt8] { file.bytes }

  init(_ file: SourceFile) {
    self.file = file
    findEnds()
    while position < file.bytes.count { read() }
  }

  private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  private mutating func refuse(_ problem: Problem, _ range: Range<Int>, _ mends: [Mend] = []) {
    diagnostics.append(Diagnostic(problem, at: file.span(range), mends: mends))
  }

  /// HTML looks for the end of a style sheet before CSS reads it.
  private mutating func findEnds() {
    let end = Array("</style".utf8)
    for start in bytes.indices where bytes[start] == 0x3C && start + end.count <= bytes.count {
      guard zip(bytes[start...], end).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else { continue }
      refuse(.notInTheme(what: file.text(start..<start + end.count)), start..<start + end.count)
    }
  }

  private mutating func read() {
    switch byte(position) {
    case 0x2F where byte(position + 1) == 0x2A: readComment()
    case 0x22, 0x27: _ = readQuoted()
    case 0x5C:
      refuse(.notInTheme(what: "\\"), position..<position + 1, [Mend(.themeBackslash)])
      position += 1
    case 0x40: readRule()
    case let next where Self.isWord(next): readWord()
    default: position += 1
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
      || byte >= 0x80
  }

  private mutating func word() -> String {
    let start = position
    while Self.isWord(byte(position)) { position += 1 }
    return file.text(start..<position).lowercased()
  }

  private mutating func readComment() {
    let start = position
    position += 2
    while position < bytes.count, !(bytes[position] == 0x2A && byte(position + 1) == 0x2F) { position += 1 }
    if position >= bytes.count { refuse(.themeNotClosed(what: "/*"), start..<start + 2) }
    position = min(position + 2, bytes.count)
  }

  /// What is between the quotes. A line break ends it, as in CSS.
  private mutating func readQuoted() -> Range<Int> {
    let quote = bytes[position]
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != quote, bytes[position] != 0x0A {
      position += bytes[position] == 0x5C ? 2 : 1
    }
    position = min(position, bytes.count)
    let inside = start + 1..<max(position, start + 1)
    if byte(position) == quote {
      position += 1
    } else {
      refuse(.themeNotClosed(what: file.text(start..<start + 1)), start..<start + 1)
    }
    return inside
  }

  private mutating func readRule() {
    let start = position
    position += 1
    if word() == "import" { refuse(.themeFetches(what: file.text(start..<position)), start..<position) }
  }

  /// The functions that take an address: `url`, and those that take one in quotes.
  private mutating func readWord() {
    let start = position
    let name = word()
    guard byte(position) == 0x28 else { return }
    switch name {
    case "url": readAddress(from: start)
    case "src", "image", "image-set", "-webkit-image-set":
      refuse(.themeFetches(what: "\(name)("), start..<position + 1, [Mend(.themeData)])
    default: break
    }
  }

  private mutating func readAddress(from start: Int) {
    position += 1
    while [0x20, 0x09, 0x0A, 0x0D, 0x0C].contains(byte(position)) { position += 1 }
    let isQuoted = byte(position) == 0x22 || byte(position) == 0x27
    let address: Range<Int>
    if isQuoted {
      address = readQuoted()
    } else {
      let first = position
      while position < bytes.count, bytes[position] != 0x29 { position += 1 }
      address = first..<position
    }
    let data = Array("data:".utf8)
    let isData =
      address.count >= data.count && zip(bytes[address], data).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    // Without quotes these would end it, or write it differently.
    if isData, isQuoted || !bytes[address].contains(where: { [0x5C, 0x28, 0x22, 0x27].contains($0) }) {
      holdsData = true
      return
    }
    let end = min(address.upperBound, address.lowerBound + 40)
    refuse(.themeFetches(what: file.text(start..<end)), start..<max(end, start + 1), [Mend(.themeData)])
  }
}
