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

  /// Lines of context around a change.
  static let context = 2
  /// A text that is another as a whole is not shown to its end.
  static let mostRows = 60
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
    func line(_ index: Int) -> ArraySlice<UInt8> {
      let end = index + 1 < file.lineStarts.count ? Int(file.lineStarts[index + 1]) : file.bytes.count
      return file.bytes[Int(file.lineStarts[index])..<end]
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
  }

  private static func rows(_ old: Side, _ new: Side) -> [Row] {
    let before = (0..<old.count).map(old.line)
    let after = (0..<new.count).map(new.line)
    let (removed, added) = changes(before, after)
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

  // MARK: Words

  private struct Marks {
    var old: [Range<Int>] = []
    var new: [Range<Int>] = []
  }

  /// What changed within lines that took the place of others; nothing where they have hardly a word in common.
  private func marks() -> Marks {
    var marks = Marks()
    var index = 0
    while index < rows.count {
      var removed: [Int] = []
      var added: [Int] = []
      while index < rows.count {
        if case .removed(let line) = rows[index] {
          removed.append(line)
        } else if case .added(let line) = rows[index] {
          added.append(line)
        } else {
          break
        }
        index += 1
      }
      index += 1
      guard let oldFirst = removed.first, let oldLast = removed.last, let newFirst = added.first,
        let newLast = added.last
      else { continue }
      let before = Self.words(of: old.file, oldFirst, oldLast)
      let after = Self.words(of: new.file, newFirst, newLast)
      let (gone, come) = Self.changes(
        before.map { old.file.bytes[$0] }, after.map { new.file.bytes[$0] })
      let kept = before.indices.count { !gone.contains($0) && !Self.isSpace(old.file.bytes[before[$0]]) }
      let most = min(
        before.count { !Self.isSpace(old.file.bytes[$0]) }, after.count { !Self.isSpace(new.file.bytes[$0]) })
      guard kept > 0, kept * 4 >= most else { continue }
      marks.old += Self.joined(before, gone, old.file.bytes)
      marks.new += Self.joined(after, come, new.file.bytes)
    }
    return marks
  }

  /// Runs of letters and digits, runs of spaces, and every other sign by itself.
  private static func words(of file: SourceFile, _ first: Int, _ last: Int) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var lastKind = 2
    for line in first...last {
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
  /// - Parameter width: columns of the terminal; nil if there is none.
  package func text(colour: Bool, width: Int?, language: MessageLanguage) -> String {
    let marks = marks()
    let digits = max(2, String(max(old.count, new.count)).utf8.count)
    let room = (width ?? DiagnosticRenderer.assumedWidth) - digits - 3
    let before = SourceExcerpt(
      file: old.file, marks: marks.old.map { .init(range: $0, style: .removed, note: nil) }, width: room)
    let after = SourceExcerpt(
      file: new.file, marks: marks.new.map { .init(range: $0, style: .added, note: nil) }, width: room)
    var text = ""
    var shown = 0
    var isCut = false
    for index in rows.indices {
      guard isNearChange(index) else {
        isCut = true
        continue
      }
      if shown == Self.mostRows {
        let left = rows[index...].count(where: \.isChange)
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

  private func isNearChange(_ index: Int) -> Bool {
    let near = max(0, index - Self.context)...min(rows.count - 1, index + Self.context)
    return rows[near].contains(where: \.isChange)
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
