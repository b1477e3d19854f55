// Characters that nobody sees and that YAML takes for a line break, or does not take at all.

import DariBase

extension TrapScanner {
  /// Reports such characters and reads on as if they were not there, or a space where they break a line. One
  /// problem for all of one kind: they come from one copy and paste.
  mutating func scanCharacters() {
    var found: [UInt32: [Range<Int>]] = [:]
    var index = 0
    let count = text.bytes.count
    while index < count {
      let byte = text[index]
      guard byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte == 0xEF else {
        index += 1
        continue
      }
      let length = byte < 0x80 ? 1 : byte == 0xC2 ? 2 : 3
      let scalar = scalarValue(at: index, length: length)
      if isForbidden(scalar, at: index, length: length) {
        found[scalar, default: []].append(index..<index + length)
      }
      index += length
    }
    for (scalar, places) in found.sorted(by: { $0.key < $1.key }) { reportCharacter(scalar, at: places) }
    var hidden: [Range<Int>] = []
    for (scalar, places) in found {
      if breaksLine(scalar) {
        for place in places { text.blankOutEverything(place) }
      } else {
        hidden += places
      }
    }
    if !hidden.isEmpty { text.remove(hidden.sorted { $0.lowerBound < $1.lowerBound }) }
  }

  private func breaksLine(_ scalar: UInt32) -> Bool { [0x0D, 0x85, 0x2028, 0x2029].contains(scalar) }

  private func scalarValue(at index: Int, length: Int) -> UInt32 {
    let lead = UInt32(text[index])
    switch length {
    case 1: return lead
    case 2: return (lead & 0x1F) << 6 | UInt32(text[index + 1] & 0x3F)
    default: return (lead & 0x0F) << 12 | UInt32(text[index + 1] & 0x3F) << 6 | UInt32(text[index + 2] & 0x3F)
    }
  }

  private func isForbidden(_ scalar: UInt32, at index: Int, length: Int) -> Bool {
    switch scalar {
    case 0x09, 0x0A: false
    case 0x0D: text[index + 1] != .lineFeed
    case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    // Zero width: harmless inside a value, but before a key they make another key of it.
    case 0x200B, 0x2060: beginsLine(index)
    default: false
    }
  }

  /// Nothing but white space and bullets or an opening bracket stands before it on its line.
  private func beginsLine(_ index: Int) -> Bool {
    var before = index - 1
    while before >= 0, !text[before].isLineBreak {
      guard text[before].isBlank || text[before] == .hyphen || text[before] == UInt8(ascii: "{") else {
        return false
      }
      before -= 1
    }
    return true
  }

  private mutating func reportCharacter(_ scalar: UInt32, at places: [Range<Int>]) {
    let digits = String(scalar, radix: 16, uppercase: true)
    let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    let breaksLines = breaksLine(scalar)
    let edits = places.prefix(1000).map { place in
      TextEdit(text.span(place), breaksLines && !isAtLineEdge(place) ? " " : "")
    }
    let problem = breaksLines ? Problem.hiddenLineBreak(name: name) : .hiddenCharacter(name: name)
    let title: Note = edits.contains { !$0.text.isEmpty } ? .useSpace : .removeIt
    diagnostics.append(Diagnostic(problem, at: text.span(places[0]), mends: [Mend(title, edits)]))
  }

  private func isAtLineEdge(_ place: Range<Int>) -> Bool {
    place.lowerBound == 0 || text[place.lowerBound - 1].isLineBreak || text[place.upperBound].isLineBreak
      || place.upperBound == text.bytes.count
  }
}
