// Diagnostics as text for people, on a terminal or in a log.

/// Shows a diagnostic with its source lines, the other places that explain it, and its mends:
///
///     error[E0203]: `Brand` has no field `nmae`
///      --> marketing/brand.dari:7:10
///       |
///     7 | {{ brand.nmae }}입니다.
///       |          ^^^^
///       |
///     help: write `name`
///       |
///     7 | {{ brand.name }}입니다.
///       |          ++++
///
/// Nothing that a file, a name or a path holds reaches the terminal as a command.
package struct DiagnosticRenderer {
  private let mask: SecretMask
  private var sources: SourceSet { mask.sources }
  private let language: MessageLanguage
  private let colour: Bool
  private let width: Int

  /// Columns that are assumed where there is no terminal, so that a line of a megabyte stays out of a log.
  package static let assumedWidth = 160

  /// - Parameter width: columns of the terminal; nil if there is none.
  package init(sources: SourceSet, language: MessageLanguage, colour: Bool, width: Int?) {
    mask = SecretMask(sources)
    self.language = language
    self.colour = colour
    self.width = width ?? Self.assumedWidth
  }

  /// Lines, each ended by a line feed, without an empty one after the last.
  package func text(_ diagnostic: Diagnostic) -> String {
    let blocks = excerpts(of: diagnostic)
    let mends = diagnostic.mends.map { MendPreview($0, primary: diagnostic.span.file, in: sources) }
    let lines = blocks.flatMap(\.numbers) + mends.flatMap(\.numbers)
    var page = Page(colour: colour, digits: String(lines.max() ?? 1).utf8.count)
    header(diagnostic.problem, on: &page)
    for (index, block) in blocks.enumerated() {
      if index > 0 { page.blank() }
      page.place(location(block.place), isFirst: index == 0)
      page.blank()
      page.rows(excerpt(block, page).rows())
    }
    if !diagnostic.path.isEmpty {
      page.blank()
      page.drawing(PathDrawing(diagnostic.path, language: language, width: width - page.margin).lines)
    }
    for mend in mends { show(mend, on: &page) }
    return mask.hide(in: page.text)
  }

  /// A problem that has no place in a source: of the disk, or of the command.
  package func text(_ problem: Problem) -> String {
    var page = Page(colour: colour, digits: 1)
    header(problem, on: &page)
    return page.text
  }

  /// `3 errors, 1 warning in 2 files`; an empty text if there is nothing to sum up.
  package func summary(_ all: [Diagnostic]) -> String {
    let errors = all.count { $0.severity == .error }
    let warnings = all.count - errors
    let files = Set(all.map(\.span.file)).count
    if all.isEmpty { return "" }
    var counts: [String] = []
    switch language {
    case .english:
      if errors > 0 { counts.append("\(errors) \(errors == 1 ? "error" : "errors")") }
      if warnings > 0 { counts.append("\(warnings) \(warnings == 1 ? "warning" : "warnings")") }
      return counts.joined(separator: ", ") + " in \(files) \(files == 1 ? "file" : "files")"
    case .korean:
      if errors > 0 { counts.append("오류 \(errors)개") }
      if warnings > 0 { counts.append("경고 \(warnings)개") }
      return "파일 \(files)개에서 " + counts.joined(separator: ", ")
    }
  }

  private func header(_ problem: Problem, on page: inout Page) {
    let severity = problem.code.severity
    page.styled("\(word(severity))[\(problem.code.text)]", .severity(severity))
    page.styled(": " + VisibleText.visible(problem.message(language)), .message)
    page.endLine()
  }

  private func word(_ severity: Severity) -> String {
    switch (severity, language) {
    case (.error, .english): return "error"
    case (.warning, .english): return "warning"
    case (.error, .korean): return "오류"
    case (.warning, .korean): return "경고"
    }
  }

  private func location(_ span: SourceSpan) -> String {
    let file = sources[span.file]
    let position = file.position(at: Int(span.start))
    return "\(VisibleText.visible(file.path)):\(position.line):\(position.column)"
  }

  // MARK: Places

  /// What is shown of one file, and the place that is named above it.
  private struct Block {
    var place: SourceSpan
    var excerpt: SourceExcerpt
    var numbers: [Int] { excerpt.lines.map { $0 + 1 } }
  }

  /// The file of the problem first, then those of the labels as they come.
  private func excerpts(of diagnostic: Diagnostic) -> [Block] {
    var primary = SourceExcerpt.Mark(
      range: diagnostic.span.range, style: .primary(diagnostic.severity), note: nil)
    var blocks: [Block] = []
    var others: [DiagnosticLabel] = []
    for label in diagnostic.labels {
      // A label on the very place of the problem is the words at the carets.
      if label.span == diagnostic.span, primary.note == nil {
        primary.note = words(label.note)
      } else {
        others.append(label)
      }
    }
    blocks.append(Block(place: diagnostic.span, excerpt: block(diagnostic.span.file, [primary])))
    for label in others {
      let mark = SourceExcerpt.Mark(range: label.span.range, style: .secondary, note: words(label.note))
      if let index = blocks.firstIndex(where: { $0.place.file == label.span.file }) {
        blocks[index].excerpt.marks.append(mark)
      } else {
        blocks.append(Block(place: label.span, excerpt: block(label.span.file, [mark])))
      }
    }
    return blocks
  }

  private func block(_ file: FileID, _ marks: [SourceExcerpt.Mark]) -> SourceExcerpt {
    SourceExcerpt(file: sources[file], marks: marks, width: width)
  }

  private func excerpt(_ block: Block, _ page: Page) -> SourceExcerpt {
    var excerpt = block.excerpt
    excerpt.width = width - page.margin
    return excerpt
  }

  private func words(_ note: Note) -> String { VisibleText.visible(note.text(language)) }

  // MARK: Mends

  private func show(_ mend: MendPreview, on page: inout Page) {
    page.blank()
    page.styled(Diagnostic.helpWord(language), .help)
    page.styled(": " + words(mend.title), .plain)
    page.endLine()
    for change in mend.changes {
      if let place = change.place { page.place(location(place), isFirst: true) }
      page.blank()
      page.rows(change.rows(width: width - page.margin))
    }
  }
}

// MARK: Output

/// The text under construction: margins and colours.
private struct Page {
  enum Style {
    case plain, frame, message, help, secondary, added, removed
    case severity(Severity)

    /// Parameters of the terminal's "select graphic rendition".
    var code: String? {
      switch self {
      case .plain: return nil
      case .frame, .secondary: return "1;34"
      case .message: return "1"
      case .help: return "1;36"
      case .added: return "1;32"
      case .removed, .severity(.error): return "1;31"
      case .severity(.warning): return "1;33"
      }
    }

    init(_ style: TextStyle) {
      switch style {
      case .plain: self = .plain
      case .frame: self = .frame
      case .primary(let severity): self = .severity(severity)
      case .secondary: self = .secondary
      case .added: self = .added
      case .removed: self = .removed
      }
    }
  }

  private(set) var text = ""
  private let colour: Bool
  private let digits: Int

  init(colour: Bool, digits: Int) {
    self.colour = colour
    self.digits = digits
  }

  /// Columns to the left of a source line: `12 | `.
  var margin: Int { digits + 3 }

  mutating func styled(_ words: String, _ style: Style) {
    if colour, let code = style.code {
      text += "\u{1B}[\(code)m\(words)\u{1B}[0m"
    } else {
      text += words
    }
  }

  mutating func endLine() { text += "\n" }

  mutating func place(_ words: String, isFirst: Bool) {
    styled(String(repeating: " ", count: digits) + (isFirst ? "-->" : ":::"), .frame)
    text += " " + words
    endLine()
  }

  mutating func blank() {
    styled(String(repeating: " ", count: digits + 1) + "|", .frame)
    endLine()
  }

  /// Lines of a drawing, beside the frame.
  mutating func drawing(_ lines: [[(text: String, style: TextStyle)]]) {
    for line in lines {
      styled(String(repeating: " ", count: digits + 1) + "|", .frame)
      text += " "
      for piece in line { styled(piece.text, Style(piece.style)) }
      endLine()
    }
  }

  mutating func rows(_ rows: [ExcerptRow]) {
    for row in rows {
      if row.isGap {
        styled(String(repeating: ".", count: digits + 2), .frame)
      } else {
        let number = row.number.map(String.init) ?? ""
        styled(String(repeating: " ", count: digits - number.utf8.count) + number + " ", .frame)
        styled(row.sign, row.sign == "-" ? .removed : row.sign == "+" ? .added : .frame)
      }
      let pieces = row.text.trimmed.pieces
      if !pieces.isEmpty { text += " " }
      for (words, style) in pieces { styled(words, Style(style)) }
      endLine()
    }
  }
}
