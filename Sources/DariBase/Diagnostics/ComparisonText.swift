// Two versions of a text, line by line, with the words that changed marked: for people, on a terminal or in a log.

/// Shows what became of a text:
///
///      3 | 답글에서 지킬 것:
///      4 - - 환불을 약속하지 않습니다.
///        |   ----
///      4 + - 할인을 약속하지 않습니다.
///        |   ++++
///
/// What would steer the terminal is shown as a picture.
package struct ComparisonText {
  private let old: Side
  private let new: Side
  private let rows: [Row]
  /// The places where the texts differ, in order; between two of them stands at least one line that both have.
  package let changes: [Change]

  /// Lines that took the place of others; one of the two may be none.
  package struct Change: Hashable, Sendable {
    /// Line indices of the old text.
    package var old: Range<Int>
    /// Line indices of the new one.
    package var new: Range<Int>
    /// Bytes of the old text: the words that went. Empty where the lines have hardly a word in common, or there is none.
    package var oldMarks: [Range<Int>] = []
    /// Bytes of the new text: the words that came.
    package var newMarks: [Range<Int>] = []
  }

  /// Lines of context around a change.
  static let context = 2
  /// A text that is another as a whole is not shown to its end.
  package static let mostRows = 60
  /// Lines or words of both sides, multiplied, that are held against each other: the search takes as many steps at worst.
  private static let mostPairs = 1 << 20

  private struct Side {
    var file: SourceFile
    /// How many lines there are; the last one may lack its break.
    var count: Int

    init(_ bytes: [UInt8]) {
      file = SourceFile(id: FileID(0), path: "", bytes: bytes)
      count = file.lineStarts.count - (bytes.isEmpty || bytes.last == 0x0A ? 1 : 0)
    }

    /// With its line break.
    func line(_ index: Int) -> ArraySlice<UInt8> { file.bytes[start(index)..<start(index + 1)] }

    func bytes(_ lines: Range<Int>) -> Range<Int> { start(lines.lowerBound)..<start(lines.upperBound) }

    private func start(_ line: Int) -> Int {
      line < file.lineStarts.count ? Int(file.lineStarts[line]) : file.bytes.count
    }
  }

  private enum Row {
    case same(old: Int, new: Int)
    case removed(Int)
    case added(Int)

    var isChange: Bool { if case .same = self { false } else { true } }
  }

  package init(from old: [UInt8], to new: [UInt8]) {
    self.old = Side(old)
    self.new = Side(new)
    rows = Self.rows(self.old, self.new)
    changes = Self.changes(of: rows, self.old, self.new)
  }

  /// The bytes of lines of the old text, with their line breaks.
  package func oldBytes(_ lines: Range<Int>) -> Range<Int> { old.bytes(lines) }

  /// The bytes of lines of the new text, with their line breaks.
  package func newBytes(_ lines: Range<Int>) -> Range<Int> { new.bytes(lines) }

  /// The old text with some of the changes made; with all of them it is the new one.
  /// - Parameter chosen: indices of `changes`.
  package func applying(_ chosen: Set<Int>) -> [UInt8] {
    var result: [UInt8] = []
    var copied = 0
    for index in changes.indices where chosen.contains(index) {
      let replaced = oldBytes(changes[index].old)
      result += old.file.bytes[copied..<replaced.lowerBound]
      result += new.file.bytes[newBytes(changes[index].new)]
      copied = replaced.upperBound
    }
    return result + old.file.bytes[copied...]
  }

  private static func rows(_ old: Side, _ new: Side) -> [Row] {
    let before = (0..<old.count).map(old.line)
    let after = (0..<new.count).map(new.line)
    let found = changes(before, after)
    let (removed, added) = (slid(found.removed, before), slid(found.added, after))
    var rows: [Row] = []
    var (left, right) = (0, 0)
    while left < before.count || right < after.count {
      if left < before.count, removed.contains(left) {
        rows.append(.removed(left))
        left += 1
      } else if right < after.count, added.contains(right) {
        rows.append(.added(right))
        right += 1
      } else {
        rows.append(.same(old: left, new: right))
        left += 1
        right += 1
      }
    }
    return rows
  }

  /// What only one side has. What both have at the ends is left out of the search; two sides that are too large for it
  /// have nothing else in common.
  private static func changes(
    _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]
  ) -> (removed: Set<Int>, added: Set<Int>) {
    var head = 0
    while head < min(old.count, new.count), old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < min(old.count, new.count) - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
      tail += 1
    }
    let left = head..<old.count - tail
    let right = head..<new.count - tail
    guard left.count.multipliedReportingOverflow(by: right.count).partialValue <= mostPairs else {
      return (Set(left), Set(right))
    }
    var removed = Set<Int>()
    var added = Set<Int>()
    for change in Array(new[right]).difference(from: Array(old[left])) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset + head)
      case .insert(let offset, _, _): added.insert(offset + head)
      }
    }
    return (removed, added)
  }

  /// Runs of changed lines as far down as they can stand: between equal lines there is a choice, and two texts with the same
  /// change take the same one.
  private static func slid(_ changed: Set<Int>, _ lines: [ArraySlice<UInt8>]) -> Set<Int> {
    var changed = changed
    var start = 0
    while start < lines.count {
      guard changed.contains(start) else {
        start += 1
        continue
      }
      var end = start
      while end < lines.count, changed.contains(end) { end += 1 }
      if end < lines.count, let same = (start..<end).first(where: { lines[$0] == lines[end] }) {
        changed.remove(same)
        changed.insert(end)
        start = same + 1
      } else {
        start = end
      }
    }
    return changed
  }

  // MARK: Words

  private static func changes(of rows: [Row], _ old: Side, _ new: Side) -> [Change] {
    var changes: [Change] = []
    var (left, right) = (0, 0)
    var change: Change?
    func settled(_ change: Change) -> Change { marked(change, old, new) }
    for row in rows {
      switch row {
      case .same:
        if let whole = change { changes.append(settled(whole)) }
        change = nil
        left += 1
        right += 1
      case .removed:
        left += 1
        change = Change(old: (change?.old.lowerBound ?? left - 1)..<left, new: change?.new ?? right..<right)
      case .added:
        right += 1
        change = Change(old: change?.old ?? left..<left, new: (change?.new.lowerBound ?? right - 1)..<right)
      }
    }
    if let whole = change { changes.append(settled(whole)) }
    return changes
  }

  /// What changed within lines that took the place of others; nothing where they have hardly a word in common.
  private static func marked(_ change: Change, _ old: Side, _ new: Side) -> Change {
    guard !change.old.isEmpty, !change.new.isEmpty else { return change }
    let before = words(of: old.file, change.old)
    let after = words(of: new.file, change.new)
    let (gone, come) = changes(before.map { old.file.bytes[$0] }, after.map { new.file.bytes[$0] })
    let kept = before.indices.count { !gone.contains($0) && !isSpace(old.file.bytes[before[$0]]) }
    let most = min(
      before.count { !isSpace(old.file.bytes[$0]) }, after.count { !isSpace(new.file.bytes[$0]) })
    guard kept > 0, kept * 4 >= most else { return change }
    var change = change
    change.oldMarks = joined(before, gone, old.file.bytes)
    change.newMarks = joined(after, come, new.file.bytes)
    return change
  }

  /// Runs of letters and digits, runs of spaces, and every other sign by itself.
  private static func words(of file: SourceFile, _ lines: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var lastKind = 2
    for line in lines {
      let range = file.lineRange(line)
      lastKind = 2
      var start = range.lowerBound
      for scalar in String(decoding: file.bytes[range], as: UTF8.self).unicodeScalars {
        let end = min(start + scalar.utf8.count, range.upperBound)
        let kind = kind(scalar)
        if kind != 2, kind == lastKind, let word = words.last {
          words[words.count - 1] = word.lowerBound..<end
        } else if start < end {
          words.append(start..<end)
        }
        lastKind = kind
        start = end
      }
    }
    return words
  }

  private static func kind(_ scalar: Unicode.Scalar) -> Int {
    if scalar.properties.isWhitespace { return 1 }
    let isLetter = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    return isLetter || scalar.properties.canonicalCombiningClass != .notReordered ? 0 : 2
  }

  private static func isSpace(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// Changed words with only spaces between them are one mark.
  private static func joined(_ words: [Range<Int>], _ changed: Set<Int>, _ bytes: [UInt8]) -> [Range<Int>] {
    var marks: [Range<Int>] = []
    for index in words.indices where changed.contains(index) {
      if let last = marks.last, isSpace(bytes[last.upperBound..<words[index].lowerBound]) {
        marks[marks.count - 1] = last.lowerBound..<words[index].upperBound
      } else {
        marks.append(words[index])
      }
    }
    return marks
  }

  // MARK: Text

  /// Lines, each ended by a line feed; empty if nothing changed.
  /// - Parameters:
  ///   - chosen: indices of `changes` that are shown; nil for all. Lines of the others are left out.
  ///   - width: columns of the terminal; nil if there is none.
  package func text(
    _ chosen: Set<Int>? = nil, colour: Bool, width: Int?, language: MessageLanguage,
    mostRows: Int = ComparisonText.mostRows
  ) -> String {
    let digits = max(2, String(max(old.count, new.count)).utf8.count)
    let room = (width ?? DiagnosticRenderer.assumedWidth) - digits - 3
    let shownChanges = changes.indices.filter { chosen?.contains($0) ?? true }.map { changes[$0] }
    let before = SourceExcerpt(
      file: old.file,
      marks: shownChanges.flatMap(\.oldMarks).map { .init(range: $0, style: .removed, note: nil) },
      width: room)
    let after = SourceExcerpt(
      file: new.file,
      marks: shownChanges.flatMap(\.newMarks).map { .init(range: $0, style: .added, note: nil) }, width: room)
    let kept = rows.indices.filter { isShown(rows[$0], shownChanges) }
    func isNearChange(_ place: Int) -> Bool {
      kept[max(0, place - Self.context)...min(kept.count - 1, place + Self.context)].contains {
        rows[$0].isChange
      }
    }
    var text = ""
    var shown = 0
    var isCut = false
    for (place, index) in kept.enumerated() {
      if place > 0, kept[place - 1] + 1 < index { isCut = true }
      guard isNearChange(place) else {
        isCut = true
        continue
      }
      if shown == mostRows {
        let left = kept[place...].count { rows[$0].isChange }
        if left == 0 { return text }
        let words = language == .korean ? "다른 줄이 \(left)개 더 있습니다" : "\(left) more lines differ"
        return text + String(repeating: ".", count: digits + 2) + " \(words)\n"
      }
      if isCut, shown > 0 { text += String(repeating: ".", count: digits + 2) + "\n" }
      isCut = false
      shown += 1
      switch rows[index] {
      case .same(let line, _): text += Self.lines(before, line, "|", nil, digits)
      case .removed(let line): text += Self.lines(before, line, "-", colour ? "31" : nil, digits)
      case .added(let line): text += Self.lines(after, line, "+", colour ? "32" : nil, digits)
      }
      if case .removed(let line) = rows[index], isUnended(old, line) {
        text += Self.unended(digits, language)
      }
      if case .added(let line) = rows[index], isUnended(new, line) { text += Self.unended(digits, language) }
    }
    return text
  }

  private func isShown(_ row: Row, _ changes: [Change]) -> Bool {
    switch row {
    case .same: true
    case .removed(let line): changes.contains { $0.old.contains(line) }
    case .added(let line): changes.contains { $0.new.contains(line) }
    }
  }

  private func isUnended(_ side: Side, _ line: Int) -> Bool { side.line(line).last != 0x0A }

  private static func unended(_ digits: Int, _ language: MessageLanguage) -> String {
    let words = language == .korean ? "(끝에 줄바꿈이 없습니다)" : "(no line break at its end)"
    return String(repeating: " ", count: digits + 1) + "| \(words)\n"
  }

  private static func lines(
    _ excerpt: SourceExcerpt, _ line: Int, _ sign: String, _ colour: String?, _ digits: Int
  ) -> String {
    var text = ""
    for row in excerpt.rows(ofWholeLine: line) {
      let number = row.number.map(String.init) ?? ""
      let words = row.text.trimmed.pieces.map(\.text).joined()
      let shown =
        String(repeating: " ", count: max(0, digits - number.utf8.count)) + number + " "
        + (row.number == nil ? "|" : sign) + (words.isEmpty ? "" : " " + words)
      text += colour.map { "\u{1B}[\($0)m\(shown)\u{1B}[0m\n" } ?? shown + "\n"
    }
    return text
  }
}
