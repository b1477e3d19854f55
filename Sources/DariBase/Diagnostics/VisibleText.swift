// Text of unknown origin as a terminal can show it: nothing invisible, nothing that steers the
// terminal, and every piece with its width in columns and its place in the bytes.

/// One line of bytes, cut into the pieces that a terminal shows as a unit.
struct VisibleLine {
  struct Cell {
    /// The bytes it stands for; several cells can stand for the same ones.
    var bytes: Range<Int>
    var text: String
    /// The column, from 0, at which it begins, and how many it takes.
    var column: Int
    var width: Int
    var endColumn: Int { column + width }
  }

  private(set) var cells: [Cell] = []
  private(set) var width = 0
  let bytes: Range<Int>

  /// How far apart the tab stops are.
  static let tabStops = 4

  init(_ source: [UInt8], _ range: Range<Int>, keepsTabs: Bool = true) {
    bytes = range
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = source[position]
      let nextIsPlain = position + 1 >= range.upperBound || source[position + 1] < 0x80
      if byte == 0x09, keepsTabs {
        let spaces = Self.tabStops - width % Self.tabStops
        append(String(repeating: " ", count: spaces), spaces, position..<position + 1)
        position += 1
      } else if byte < 0x80, nextIsPlain {
        append(Unicode.Scalar(byte), position..<position + 1)
        position += 1
      } else {
        position = appendRun(source, from: position, to: range.upperBound)
      }
    }
  }

  /// The columns that a range of bytes is shown in. An empty range gives an empty one, where it stands;
  /// a place past the end of the line is the column after the last.
  func columns(of range: Range<Int>) -> Range<Int> {
    let start = firstCell { $0.bytes.upperBound > range.lowerBound }
    let startColumn = start < cells.count ? cells[start].column : width
    if range.isEmpty { return startColumn..<startColumn }
    let end = firstCell { $0.bytes.lowerBound >= range.upperBound }
    let endColumn = end > 0 ? cells[end - 1].endColumn : 0
    return startColumn..<max(startColumn, endColumn)
  }

  /// Binary search: `test` is false for the cells before some place and true from there on.
  private func firstCell(where test: (Cell) -> Bool) -> Int {
    var low = 0
    var high = cells.count
    while low < high {
      let middle = (low + high) / 2
      if test(cells[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private mutating func append(_ text: String, _ columns: Int, _ range: Range<Int>) {
    cells.append(Cell(bytes: range, text: text, column: width, width: columns))
    width += columns
  }

  private mutating func append(_ scalar: Unicode.Scalar, _ range: Range<Int>) {
    if let shown = VisibleText.substitute(scalar) {
      append(shown, VisibleText.width(shown), range)
    } else {
      append(String(scalar), scalar.isASCII ? 1 : VisibleText.width(String(scalar)), range)
    }
  }

  /// Text that is not plain ASCII, up to the next tab or the end; a byte that is no UTF-8 is shown by number.
  /// Grapheme clusters are what terminals show as a unit, so here, and only here, `Character` is right.
  private mutating func appendRun(_ source: [UInt8], from start: Int, to end: Int) -> Int {
    var position = start
    while position < end, source[position] != 0x09 {
      guard let length = VisibleText.scalarLength(source, position, end) else {
        flush(source, start, position)
        append("<\(VisibleText.hex(UInt32(source[position]), 2))>", 4, position..<position + 1)
        return position + 1
      }
      position += length
    }
    flush(source, start, position)
    return position
  }

  private mutating func flush(_ source: [UInt8], _ start: Int, _ end: Int) {
    var position = start
    for character in String(decoding: source[start..<end], as: UTF8.self) {
      let length = character.utf8.count
      append(character, position..<position + length)
      position += length
    }
  }

  private mutating func append(_ character: Character, _ range: Range<Int>) {
    let scalars = Array(character.unicodeScalars)
    guard scalars.count > 1 else { return append(scalars[0], range) }
    guard VisibleText.hidesSomething(scalars) else {
      let text = String(character)
      return append(text, VisibleText.width(text), range)
    }
    for scalar in scalars { append(scalar, range) }
  }
}

/// What is shown instead of a character that a terminal would obey or not show.
package enum VisibleText {
  /// A message or a path: one line, whatever the author's words in it hold.
  /// - Parameter keepsTabs: whether a tab is the white space up to its stop, as in source, and not a picture.
  package static func visible(_ text: String, keepsTabs: Bool = false) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    let bytes = Array(text.utf8)
    return VisibleLine(bytes, 0..<bytes.count, keepsTabs: keepsTabs).cells.map(\.text).joined()
  }

  static func width(_ text: String) -> Int { DisplayWidth.width(of: text) }

  /// Nil for what can be shown as it is. Control characters have pictures (U+2400…), one column wide;
  /// what has no picture is named by its number.
  static func substitute(_ scalar: Unicode.Scalar) -> String? {
    let value = scalar.value
    switch value {
    case 0x20..<0x7F, 0xA0..<0xAD, 0xAE..<0x300, 0xAC00..<0xD7A4, 0x4E00..<0xA000: return nil
    case 0..<0x20: return Unicode.Scalar(0x2400 + value).map { String($0) }
    case 0x7F: return "\u{2421}"
    default: break
    }
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return "<U+\(hex(value, 4))>" }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
      return "<U+\(hex(value, 4))>"
    case .nonspacingMark, .enclosingMark:
      return "\u{25CC}" + String(scalar)
    default: return nil
    }
  }

  /// Whether a cluster holds what a reader can't see: joiners belong in emoji, selectors after anything,
  /// tags in flags (U+1F3F4); elsewhere they can smuggle text.
  static func hidesSomething(_ scalars: [Unicode.Scalar]) -> Bool {
    let base = scalars[0]
    let isEmoji = base.properties.isEmoji && !base.isASCII
    for scalar in scalars {
      switch scalar.value {
      case 0x200D: if !isEmoji { return true }
      case 0xFE00...0xFE0F, 0xE0100...0xE01EF: continue
      case 0xE0020...0xE007F: if base.value != 0x1F3F4 { return true }
      case 0x1160, 0x115F: continue
      default:
        if scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .control {
          return true
        }
      }
    }
    // A cluster of marks alone has nothing to stand on.
    return base.properties.generalCategory == .nonspacingMark
  }

  /// Bytes of the well-formed UTF-8 sequence at a place, or nil.
  static func scalarLength(_ bytes: [UInt8], _ position: Int, _ end: Int) -> Int? {
    let first = bytes[position]
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch first {
    case 0..<0x80: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if first == 0xE0 { low = 0xA0 } else if first == 0xED { high = 0x9F }
    case 0xF0...0xF4:
      length = 4
      if first == 0xF0 { low = 0x90 } else if first == 0xF4 { high = 0x8F }
    default: return nil
    }
    guard position + length <= end, (low...high).contains(bytes[position + 1]) else { return nil }
    for offset in 2..<max(2, length) where bytes[position + offset] & 0xC0 != 0x80 { return nil }
    return length
  }

  static func hex(_ value: UInt32, _ digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
