// What all parts of the parser share: the token in hand, the tree being written, and how problems are told.

import DariBase

/// One struct, and extensions by what is parsed. A *construct* is what one mistake makes unreadable: a tag, a
/// hole, a header line, a metadata line. `enter` begins one and `leave` ends it. After a problem that leaves
/// the rest of the construct in doubt (`fail`) the construct tells no other, so that a mistake is told once.
struct Parser {
  /// Templates, expressions and types nest to this depth and no further.
  static let maximumDepth = 100

  let file: SourceFile
  let bytes: Bytes
  /// Sections of a translation say no types: those stand in the original.
  let isTranslation: Bool
  var builder: TreeBuilder
  var diagnostics: [Diagnostic] = []
  var keptRanges: [UInt32: Range<UInt32>] = [:]

  var lexer: Lexer
  /// The token in hand: not yet in the tree.
  var token: Token
  /// The construct has failed.
  var isMuted = false
  var depth = 0
  /// Full-width characters of the construct, told together.
  var fullWidth: [(range: Range<Int>, plain: UInt8)] = []

  /// Where `\@user` and the like stand, in order; found by the section scanner.
  var escapes: [Int] = []
  var pieces: [TemplatePiece] = []
  var blocks: [OpenBlock] = []
  /// Blocks that an outer end closed, by their own ends, with the index of the diagnostic that told it: an end
  /// found later is the same mistake. -1: a block that nests too deeply.
  var forgivenEnds: [Word: [Int]] = [:]
  /// While what stands before the first `case` of a `match` is read: how many blocks are open there.
  var silentDepth = 0
  /// Blocks nest too deeply in this template, and it has been told.
  var hasToldDepth = false
  /// The end of the template in which no `#}` is left.
  var noCommentCloseBefore = -1
  /// The node that `beginTag` opened.
  var tagNode = 0
  /// Ends of blocks that Jinja has and Dari has not, whose beginnings have been told.
  var forgivenForeignEnds: Set<String> = []

  init(file: SourceFile, bytes: Bytes, range: Range<Int>) {
    self.file = file
    self.bytes = bytes
    isTranslation = TranslationName(path: file.path) != nil
    builder = TreeBuilder(at: range.lowerBound, capacity: range.count / 6 + 16)
    lexer = Lexer(bytes: bytes, position: range.lowerBound, limit: range.lowerBound)
    token = Token(kind: .end, start: range.lowerBound, end: range.lowerBound)
  }

  // MARK: Constructs

  /// Begins a construct; its tokens are those of `range`, which begins where the tree ends.
  mutating func enter(_ range: Range<Int>) {
    lexer = Lexer(bytes: bytes, position: range.lowerBound, limit: range.upperBound)
    isMuted = false
    fullWidth.removeAll(keepingCapacity: true)
    token = lexer.next()
  }

  /// Ends a construct: what was not read is in the way.
  mutating func leave(to limit: Int) {
    if token.kind != .end {
      if !isMuted { failUnexpected() }
      takeRest()
    }
    builder.token(.whitespace, to: limit)
    tellFullWidth()
  }

  /// Takes what is left of the construct as one `unexpected` token.
  mutating func takeRest() {
    flushWhitespace()
    builder.token(.unexpected, to: bytes.dropTrailingWhitespace(builder.end..<max(builder.end, lexer.limit)))
    lexer.position = lexer.limit
    token = Token(kind: .end, start: lexer.limit, end: lexer.limit)
  }

  // MARK: Tokens

  mutating func flushWhitespace() {
    if builder.end < token.start { builder.token(.whitespace, to: token.start) }
  }

  /// Begins a node at the token in hand.
  mutating func open(_ kind: SyntaxKind) -> Int {
    flushWhitespace()
    return builder.open(kind)
  }

  mutating func close(_ node: Int) { builder.close(node) }

  mutating func take(as kind: SyntaxKind? = nil) {
    flushWhitespace()
    builder.token(kind ?? token.kind.syntaxKind, to: token.end)
    tellFlaw()
    token = lexer.next()
  }

  mutating func takeIf(_ kind: TokenKind) -> Bool {
    guard token.kind == kind else { return false }
    take()
    return true
  }

  /// The token after the one in hand.
  func peek() -> Token {
    var ahead = lexer
    return ahead.next()
  }

  func text(_ token: Token) -> String { bytes.text(token.range) }

  // MARK: Problems

  mutating func tell(
    _ problem: Problem, at range: Range<Int>, labels: [DiagnosticLabel] = [], mends: [Mend] = []
  ) {
    diagnostics.append(Diagnostic(problem, at: file.span(range), labels: labels, mends: mends))
  }

  /// Tells a problem that leaves the rest of the construct readable.
  mutating func note(
    _ problem: Problem, at range: Range<Int>, labels: [DiagnosticLabel] = [], mends: [Mend] = []
  ) {
    if !isMuted { tell(problem, at: range, labels: labels, mends: mends) }
  }

  /// Tells a problem that leaves the rest of the construct in doubt.
  mutating func fail(
    _ problem: Problem, at range: Range<Int>, labels: [DiagnosticLabel] = [], mends: [Mend] = []
  ) {
    note(problem, at: range, labels: labels, mends: mends)
    isMuted = true
  }

  /// Told at a place between tokens: the token in hand, or if there is none, the last thing before it.
  var placeOfMissing: Range<Int> {
    if token.kind != .end { return token.range }
    return builder.contentEnd..<builder.contentEnd
  }

  func mend(_ title: Note, _ edits: (Range<Int>, String)...) -> Mend {
    Mend(title, edits.map { TextEdit(file.span($0.0), $0.1) })
  }

  func replace(_ range: Range<Int>, by text: String) -> Mend {
    mend(.writeInstead(text: text), (range, text))
  }

  func insert(_ text: String, at place: Int, showing shown: String? = nil) -> Mend {
    mend(.addText(text: shown ?? text), (place..<place, text))
  }

  func remove(_ range: Range<Int>) -> Mend { mend(.removeIt, (range, "")) }

  func label(_ range: Range<Int>, _ note: Note) -> DiagnosticLabel { DiagnosticLabel(file.span(range), note) }

  mutating func failUnexpected() {
    if token.flaw == .invisible { return tellFlaw() }
    let rest = bytes.dropTrailingWhitespace(token.start..<lexer.limit)
    // To drop much that may be meant would be no mend: only one word or sign, or a remark.
    let isIdle = text(token) == "#" || rest == token.end
    fail(
      .unexpectedText(text: text(token)), at: token.range,
      mends: isIdle ? [remove(trimmedBack(token.start)..<rest)] : [])
  }

  /// `offset`, moved back over spaces and tabs.
  func trimmedBack(_ offset: Int) -> Int {
    var start = offset
    while start > 0, bytes[start - 1].isSpaceOrTab { start -= 1 }
    return start
  }

  mutating func failTooDeep() {
    fail(.nestingTooDeep(limit: Self.maximumDepth), at: placeOfMissing)
    takeRest()
  }
}
