// The lines that a mend changes, as the author would have them.

/// A mend and what its edits make of the lines they touch.
struct MendPreview {
  /// Lines of one file that change together.
  struct Change {
    /// Named above the lines if they are not of the file that the problem is in.
    var place: SourceSpan?
    /// Lines before and after, numbered from `firstLine`, with what was added marked. The lines before are
    /// shown only where something just goes away.
    var before: SourceExcerpt?
    var after: SourceExcerpt?
    var firstLine: Int

    /// More new lines than this end in a gap: what is shown is a reminder, not the text.
    static let mostLines = 8

    func rows(width: Int) -> [ExcerptRow] {
      lines(before, sign: "-", width) + lines(after, sign: before == nil ? "|" : "+", width)
    }

    private func lines(_ excerpt: SourceExcerpt?, sign: String, _ width: Int) -> [ExcerptRow] {
      guard var excerpt else { return [] }
      excerpt.width = width
      let count = excerpt.file.lineStarts.count
      var rows: [ExcerptRow] = []
      for line in 0..<min(count, Self.mostLines) {
        rows += excerpt.rows(ofWholeLine: line).map { row in
          var row = row
          row.number = row.number.map { $0 + firstLine }
          if row.number != nil { row.sign = sign }
          return row
        }
      }
      if count > Self.mostLines { rows.append(ExcerptRow(isGap: true)) }
      return rows
    }
  }

  let title: Note
  private(set) var changes: [Change] = []

  /// Line numbers that are shown, from 1.
  var numbers: [Int] {
    changes.map { change in
      change.firstLine + min(Change.mostLines, max(lineCount(change.before), lineCount(change.after)))
    }
  }

  private func lineCount(_ excerpt: SourceExcerpt?) -> Int { excerpt?.file.lineStarts.count ?? 0 }

  init(_ mend: Mend, primary: FileID, in sources: SourceSet) {
    title = mend.title
    for id in Set(mend.edits.map(\.span.file)).sorted() {
      let file = sources[id]
      // Edits that can't be applied are not shown either; the title still says what to do.
      guard let edits = try? TextEdits.checked(mend.edits.filter { $0.span.file == id }, in: file) else {
        continue
      }
      var addedLines = 0
      for group in Self.groups(edits, file) {
        var change = Self.change(group, file, addedLines: addedLines)
        if id != primary { change.place = group[0].span }
        changes.append(change)
        addedLines += Self.lineFeeds(group.map(\.text)) - Self.lineFeeds(group.map { file.text($0.span) })
      }
    }
  }

  /// Edits that touch the same line or neighbouring ones belong together.
  private static func groups(_ edits: [TextEdit], _ file: SourceFile) -> [[TextEdit]] {
    var groups: [[TextEdit]] = []
    for edit in edits {
      if let last = groups.last?.last,
        file.lineIndex(at: Int(edit.span.start)) <= file.lineIndex(at: Int(last.span.end)) + 1
      {
        groups[groups.count - 1].append(edit)
      } else {
        groups.append([edit])
      }
    }
    return groups
  }

  private static func change(_ edits: [TextEdit], _ file: SourceFile, addedLines: Int) -> Change {
    let first = file.lineIndex(at: Int(edits[0].span.start))
    let last = file.lineIndex(at: Int(edits[edits.count - 1].span.end))
    let start = Int(file.lineStarts[first])
    let end = last + 1 < file.lineStarts.count ? Int(file.lineStarts[last + 1]) : file.bytes.count
    var new: [UInt8] = []
    var added: [Range<Int>] = []
    var position = start
    for edit in edits {
      new += file.bytes[position..<Int(edit.span.start)]
      if !edit.text.isEmpty { added.append(new.count..<new.count + edit.text.utf8.count) }
      new += edit.text.utf8
      position = Int(edit.span.end)
    }
    new += file.bytes[position..<end]
    var before = Lines(Array(file.bytes[start..<end]), marks: [], firstLine: first)
    var after = Lines(new, marks: added, firstLine: first + addedLines)
    Lines.dropCommon(&before, &after)
    // Where every edit puts something there, the new lines with their marks say it all.
    let onlyAdds = edits.allSatisfy { !$0.text.isEmpty }
    return Change(
      before: onlyAdds && !after.isEmpty ? nil : before.excerpt(.removed),
      after: after.isEmpty ? nil : after.excerpt(.added),
      firstLine: after.isEmpty ? before.firstLine : after.firstLine)
  }

  private static func lineFeeds(_ texts: [String]) -> Int {
    texts.reduce(0) { sum, text in sum + text.utf8.count { $0 == 0x0A } }
  }
}

/// Whole lines before or after the edits; the last one may lack its line feed.
private struct Lines {
  var lines: [ArraySlice<UInt8>] = []
  var bytes: [UInt8]
  var marks: [Range<Int>]
  var firstLine: Int
  var isEmpty: Bool { lines.isEmpty }

  init(_ bytes: [UInt8], marks: [Range<Int>], firstLine: Int) {
    self.bytes = bytes
    self.marks = marks
    self.firstLine = firstLine
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == 0x0A {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
  }

  /// Lines at the beginning and the end that no edit changed are not shown.
  static func dropCommon(_ a: inout Lines, _ b: inout Lines) {
    while let first = a.lines.first, first == b.lines.first {
      a.lines.removeFirst()
      b.lines.removeFirst()
      a.firstLine += 1
      b.firstLine += 1
    }
    while let last = a.lines.last, last == b.lines.last {
      a.lines.removeLast()
      b.lines.removeLast()
    }
  }

  /// The lines as a file of their own, without the last line break, which would show as an empty line.
  func excerpt(_ style: TextStyle) -> SourceExcerpt {
    let start = lines.first?.startIndex ?? 0
    var end = lines.last?.endIndex ?? 0
    if end > start, bytes[end - 1] == 0x0A { end -= 1 }
    if end > start, end < bytes.count, bytes[end - 1] == 0x0D { end -= 1 }
    let visible = marks.compactMap { mark -> SourceExcerpt.Mark? in
      let clipped =
        max(mark.lowerBound, start)..<max(start, min(mark.upperBound, end), max(mark.lowerBound, start))
      guard !clipped.isEmpty else { return nil }
      return SourceExcerpt.Mark(
        range: clipped.lowerBound - start..<clipped.upperBound - start, style: style, note: nil)
    }
    let file = SourceFile(id: FileID(0), path: "", bytes: Array(bytes[start..<end]))
    return SourceExcerpt(file: file, marks: visible, width: 0)
  }
}
