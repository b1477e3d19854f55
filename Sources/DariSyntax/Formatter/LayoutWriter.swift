// Collects the edits that turn a file into its layout, in one pass from its first byte to its last.

import DariBase

/// Every byte of the file is either kept or replaced, in order. What is replaced by itself is no edit, so a file that
/// is in the layout has none.
struct LayoutWriter {
  struct Edit {
    var range: Range<Int>
    var text: [UInt8]
  }

  let bytes: Bytes
  /// How far the file has been gone through.
  private(set) var position = 0
  private(set) var edits: [Edit] = []
  /// The last byte of the result so far.
  private var lastByte: UInt8 = 0x0A

  init(_ bytes: Bytes) { self.bytes = bytes }

  /// Keeps the bytes up to `end` as they are.
  mutating func keep(to end: Int) {
    guard end > position else { return }
    position = end
    lastByte = bytes[end - 1]
  }

  /// Keeps text, with CR LF as LF. A CR before that CR is text, and would be one line break with the LF if the CR
  /// between them went; such a line end stays as it is.
  mutating func keepText(to end: Int) {
    var index = position
    while index < end {
      if bytes[index] == 0x0D, index + 1 < end, bytes[index + 1] == 0x0A,
        index == 0 || bytes[index - 1] != 0x0D
      {
        keep(to: index)
        put([], to: index + 1)
      }
      index += 1
    }
    keep(to: end)
  }

  /// Puts `text` in the place of the bytes up to `end`.
  mutating func put(_ text: [UInt8], to end: Int) {
    precondition(end >= position, "the file is gone through in order")
    let range = position..<end
    position = end
    if let last = text.last { lastByte = last }
    if bytes[range].elementsEqual(text) { return }
    edits.append(Edit(range: range, text: text))
  }

  mutating func put(_ text: StaticString, to end: Int) {
    put(Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)), to: end)
  }

  /// Ends the line and puts `count - 1` blank lines after it. Text that ends with a CR keeps it: only the last CR
  /// before a LF belongs to the line break.
  mutating func breakLine(_ count: Int = 1, to end: Int) {
    let breaks = Array(repeating: UInt8(0x0A), count: count)
    put(lastByte == 0x0D ? [0x0D] + breaks : breaks, to: end)
  }
}
