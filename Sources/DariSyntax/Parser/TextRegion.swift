// Which part of a section's body counts: the blank lines around it do not.

import DariBase

extension UnsafeBufferPointer where Element == UInt8 {
  /// The part of a template that counts: without blank lines at its ends and its last line break.
  func keptRegion(_ body: Range<Int>) -> Range<Int> {
    var start = body.lowerBound
    while start < body.upperBound {
      let (end, next) = line(from: start, limit: body.upperBound)
      if !isWhitespace(start..<end) { break }
      start = next
    }
    var end = body.upperBound
    let content = dropTrailingWhitespace(start..<end)
    // White space after the last word stays, up to the line break.
    end = line(from: content, limit: end).end
    return start..<Swift.max(start, Swift.min(end, body.upperBound))
  }

  /// The same of literal text, in which only spaces and tabs make a line blank.
  func literalRegion(_ body: Range<Int>) -> Range<Int> {
    var region: Range<Int>?
    var start = body.lowerBound
    while start < body.upperBound {
      let (end, next) = line(from: start, limit: body.upperBound)
      if !self[start..<end].allSatisfy(\.isSpaceOrTab) { region = (region?.lowerBound ?? start)..<end }
      start = next
    }
    return region ?? body.lowerBound..<body.lowerBound
  }
}
