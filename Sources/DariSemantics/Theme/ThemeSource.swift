// The page of a theme as a routine: what stands around it so that the compiler checks it like any template, and the way from
// places in that back to the page.

import DariBase
import DariRuntime
import DariSyntax

package struct ThemeSource: Sendable {
  /// As it is on disk.
  package let page: SourceFile
  /// What is compiled: the frame, then the page.
  let wrapped: [UInt8]
  /// Bytes before the page: of the frame, and of the page itself a byte order mark that was left out.
  private let frameSize: Int
  private let left: Int
  private let frameLines: Int

  init(_ page: SourceFile) {
    self.page = page
    let frame = Array(Self.frame.utf8)
    left = page.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    frameSize = frame.count
    frameLines = frame.count { $0 == 0x0A }
    wrapped = frame + page.bytes.dropFirst(left)
  }

  /// A part of ours is `confidential`, so that whatever is made of it can be told from all else.
  static let partLabel = Labels.confidential

  static let stepName = "page"
  static let manifest = "project: theme\npeople: { owner: owner }\n"
  static let catalogue = "tools: { page: { name: page, does: [page], clears: [personal, confidential] } }\n"

  /// Everything comes from outside: authors of routines write titles that are no markup.
  private static let frame = """
    ---
    routine: theme
    owner: owner
    ---
    @type Manual
    title: untrusted text
    summary: untrusted text?
    audience: untrusted text?
    owner: untrusted text?
    reviewed: untrusted text?
    version: untrusted text?
    routine: untrusted line
    kind: untrusted text
    locale: untrusted line

    @type Author
    name: untrusted text?

    @type Client
    name: untrusted text?
    contact: untrusted text?

    @type Words
    contents: untrusted text
    skip: untrusted text
    version: untrusted text
    audience: untrusted text
    owner: untrusted text
    reviewed: untrusted text
    madeBy: untrusted text?

    @type Section
    id: untrusted line
    title: untrusted text
    body: untrusted confidential text

    @type Parts
    logo: untrusted confidential text?
    figures: untrusted confidential text
    contents: untrusted confidential text
    sections: untrusted confidential text

    @input manual: Manual
    -

    @input author: Author
    -

    @input client: Client
    -

    @input words: Words
    -

    @input sections: list of Section
    -

    @input parts: Parts
    -

    @step page
    by: ai(page)

    @user

    """

  // MARK: Places

  /// Nil for what stands in the frame.
  func span(_ span: SourceSpan) -> SourceSpan? {
    guard Int(span.start) >= frameSize else { return nil }
    return page.span(
      min(
        Int(span.start) - frameSize + left, page.bytes.count)..<min(
          Int(span.end) - frameSize + left, page.bytes.count))
  }

  /// Where the page begins in what is compiled.
  var start: Int { frameSize }

  /// Bytes of the page, as it is on disk, that stand at these of its template.
  func range(_ range: Range<Int>) -> Range<Int> { (range.lowerBound + left)..<(range.upperBound + left) }

  /// The byte of the page that an instruction of the program comes from.
  package func offset(of place: Program.Place) -> Int? {
    let line = Int(place.line) - frameLines
    return line < 1 ? nil : page.offset(of: LineColumn(line: line, column: Int(place.column)))
  }
}
