// Applying edits to a file's bytes.

package enum TextEdits {
  /// Why a set of edits is not applied. Nothing is applied then: half a mend is worse than none.
  package enum Refusal: Error, Hashable {
    /// Two edits change the same bytes.
    case overlap(TextEdit, TextEdit)
    /// An edit reaches past the end of its file, or begins or ends inside a character.
    case outside(TextEdit)
  }

  /// The file's bytes after the edits. The spans are places in the file as it is; the order in which
  /// the edits are given matters only for insertions at one place, which keep it. An insertion where a
  /// replacement begins comes before the replacement. All edits must be of this file.
  package static func apply(_ edits: [TextEdit], to file: SourceFile) throws(Refusal) -> [UInt8] {
    let sorted = try checked(edits, in: file)
    var result: [UInt8] = []
    result.reserveCapacity(file.bytes.count + sorted.reduce(0) { $0 + $1.text.utf8.count })
    var position = 0
    for edit in sorted {
      result += file.bytes[position..<Int(edit.span.start)]
      result += edit.text.utf8
      position = Int(edit.span.end)
    }
    result += file.bytes[position...]
    return result
  }

  /// The edits in file order, or the reason why they can't be applied.
  package static func checked(_ edits: [TextEdit], in file: SourceFile) throws(Refusal) -> [TextEdit] {
    let sorted = inOrder(edits)
    for (index, edit) in sorted.enumerated() {
      let isOfFile = edit.span.file == file.id && Int(edit.span.end) <= file.bytes.count
      guard isOfFile, isBoundary(Int(edit.span.start), file.bytes), isBoundary(Int(edit.span.end), file.bytes)
      else { throw .outside(edit) }
      if index > 0, overlap(sorted[index - 1], edit) { throw .overlap(sorted[index - 1], edit) }
    }
    return sorted
  }

  static func inOrder(_ edits: [TextEdit]) -> [TextEdit] {
    edits.enumerated().sorted { ($0.element.span, $0.offset) < ($1.element.span, $1.offset) }.map(\.element)
  }

  /// Whether two edits, in file order, touch the same bytes. Two insertions at one place do not.
  static func overlap(_ first: TextEdit, _ second: TextEdit) -> Bool {
    first.span.file == second.span.file && second.span.start < first.span.end
  }

  private static func isBoundary(_ offset: Int, _ bytes: [UInt8]) -> Bool {
    offset >= bytes.count || bytes[offset] & 0xC0 != 0x80
  }
}
