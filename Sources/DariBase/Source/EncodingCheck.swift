// Whether a file can be read as text at all: its size, its encoding, no NUL.

/// Looks at the bytes before anybody parses them. At most one problem a file: text in another encoding
/// breaks every rule at once, and one sentence says it.
package enum EncodingCheck {
  /// A routine is a document that a person reads; what is larger than this is data, or a mistake.
  package static let largestFile = 4 * 1024 * 1024

  package enum Flaw: Hashable, Sendable {
    case tooLarge
    /// Offset of the first byte that belongs to no well-formed character.
    case invalid(Int)
    case nul(Int)
  }

  package static func check(_ file: SourceFile) -> [Diagnostic] {
    switch firstFlaw(in: file.bytes) {
    case nil: []
    case .tooLarge:
      [
        Diagnostic(
          .fileTooLarge(size: megabytes(file.bytes.count)), at: file.span(0..<0), mends: [Mend(.splitTheFile)]
        )
      ]
    case .invalid(let offset):
      [
        Diagnostic(
          .invalidUTF8(byte: hexadecimal(file.bytes[offset]), offset: offset),
          at: file.span(offset..<offset + 1), mends: [Mend(.saveAsUTF8)])
      ]
    case .nul(let offset):
      [
        Diagnostic(
          .nulByte(offset: offset), at: file.span(offset..<offset + 1),
          mends: [Mend(.removeIt, nulRemovals(file))])
      ]
    }
  }

  /// The flaw that comes first in the file; its size goes before all, so that nobody scans a giant.
  package static func firstFlaw(in bytes: [UInt8]) -> Flaw? {
    if bytes.count > largestFile { return .tooLarge }
    let invalid = ValidUTF8.firstInvalid(bytes)
    if let nul = bytes.firstIndex(of: 0), nul < invalid ?? bytes.count { return .nul(nul) }
    return invalid.map { .invalid($0) }
  }

  /// One edit a byte; none for a file that is mostly NUL, which a person has to save anew.
  private static func nulRemovals(_ file: SourceFile) -> [TextEdit] {
    let places = file.bytes.indices.filter { file.bytes[$0] == 0 }
    return places.count > 100 ? [] : places.map { TextEdit(file.span($0..<$0 + 1), "") }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 0x10 ? "0" + digits : digits
  }

  /// `4.1`: one digit after the point, rounded up, so that what is too large never shows as the limit.
  private static func megabytes(_ count: Int) -> String {
    let tenths = (count * 10 + 1_048_575) / 1_048_576
    return "\(tenths / 10).\(tenths % 10)"
  }
}
