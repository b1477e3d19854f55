// The body of `@type Name`: a field a line.

import DariBase

extension Parser {
  mutating func parseFields(_ body: Range<Int>, _ comments: [Range<Int>], _ header: ParsedHeader) {
    var comments = comments[...]
    let hasFields = holdsText(body, comments)
    if header.hasType || header.hasFailed {
      if hasFields { skipFields(body, comments, isTold: header.hasFailed) }
      for comment in comments where comment.lowerBound >= builder.end {
        takeBlank(to: comment.lowerBound)
        builder.token(.sectionComment, to: comment.upperBound)
      }
      takeBlank(to: body.upperBound)
      return
    }
    if !hasFields {
      tell(.emptyType, at: header.range)
    }
    let node = builder.open(.recordLines)
    while builder.end < body.upperBound {
      let start = builder.end
      if let comment = comments.first, comment.lowerBound == start {
        builder.token(.sectionComment, to: comment.upperBound)
        comments.removeFirst()
      }
      let (end, next) = bytes.line(from: builder.end, limit: body.upperBound)
      if !bytes.isWhitespace(builder.end..<end) { parseFieldLine(end) }
      takeBlank(to: next)
      assert(builder.end > start)
    }
    builder.close(node)
  }

  private func holdsText(_ body: Range<Int>, _ comments: ArraySlice<Range<Int>>) -> Bool {
    var start = body.lowerBound
    for comment in comments {
      if !bytes.isWhitespace(start..<comment.lowerBound) { return true }
      start = comment.upperBound
    }
    return !bytes.isWhitespace(start..<body.upperBound)
  }

  private mutating func parseFieldLine(_ end: Int) {
    let start = builder.end
    if bytes.matches("{#", at: start, limit: end) {
      tell(.unclosedComment, at: start..<start + 2, mends: [insert(" #}", at: end, showing: "#}")])
      builder.token(.unexpected, to: bytes.dropTrailingWhitespace(start..<end))
      return
    }
    enter(start..<end)
    if token.kind == .invalid, text(token) == "#" {
      fail(
        .hashInType, at: token.range,
        mends: [mend(.writeInstead(text: "{# #}"), (token.range, "{#"), (end..<end, " #}"))])
      takeRest()
    } else {
      parseTypeField()
      tellBareWords()
    }
    leave(to: bytes.dropTrailingWhitespace(builder.end..<max(builder.end, end)))
  }

  /// `count: int 수량`, `count: int 「수량」`: words for people stand in quotes.
  private mutating func tellBareWords() {
    let brackets = ["\u{300C}", "\u{300E}", "\u{300A}", "\u{3008}"]
    guard !isMuted, token.kind == .word || (token.kind == .invalid && brackets.contains(text(token))) else {
      return
    }
    let range = token.start..<bytes.dropTrailingWhitespace(token.start..<max(token.start, lexer.limit))
    var words = bytes.text(range)
    guard !words.contains("\""), !words.contains("\\") else { return }
    if token.kind == .invalid {
      words.unicodeScalars.removeFirst()
      if let last = words.unicodeScalars.last,
        "\u{300D}\u{300F}\u{300B}\u{3009}".unicodeScalars.contains(last)
      {
        words.unicodeScalars.removeLast()
      }
    }
    fail(.unexpectedText(text: bytes.text(range)), at: range, mends: [replace(range, by: "\"\(words)\"")])
    takeRest()
  }

  /// Lines under a type that is complete in its header, or whose header could not be read.
  private mutating func skipFields(_ body: Range<Int>, _ comments: ArraySlice<Range<Int>>, isTold: Bool) {
    let start = bytes.skipWhitespace(body)
    if comments.isEmpty || comments.first.map({ $0.lowerBound > start }) ?? false {
      takeBlank(to: start)
      let end = bytes.dropTrailingWhitespace(start..<body.upperBound)
      if !isTold { tell(.textAfterType, at: start..<bytes.line(from: start, limit: end).end) }
      builder.token(.unexpected, to: end)
      for comment in comments where comment.lowerBound >= builder.end {
        takeBlank(to: comment.lowerBound)
        builder.token(.sectionComment, to: comment.upperBound)
      }
      takeBlank(to: body.upperBound)
      return
    }
    if !isTold { tell(.textAfterType, at: start..<bytes.line(from: start, limit: body.upperBound).end) }
    builder.token(.unexpected, to: body.upperBound)
  }
}
