// What moved goldens, grouped by its cause: one edit of a snippet that changes 300 prompts is one thing to look at.

import DariBase
import DariRuntime

/// A line of the project that wrote words which changed.
package struct SourceLine: Hashable, Comparable, Sendable {
  package var path: String
  /// From 1.
  package var line: Int

  package static func < (a: SourceLine, b: SourceLine) -> Bool {
    (ExactText(a.path), a.line) < (ExactText(b.path), b.line)
  }
}

/// Changes that have one cause: the same lines of the project wrote the same words, or the same words went.
package struct ChangeGroup: Sendable {
  /// Some of the changes of one page.
  package struct Part: Sendable {
    /// Index of the comparison's `changed`.
    package var page: Int
    /// Indices of the `changes` of the page's comparison.
    package var changes: Set<Int>
  }

  /// What wrote the new words, in order; of a value, where its words stand.
  package var lines: [SourceLine]
  /// Where lines went and none came: the line before them, or where none is before, the one behind.
  package var after: [SourceLine] = []
  package var before: [SourceLine] = []
  /// Values that the new words were made from, as `order.number`, in order.
  package var values: [String]
  /// It is what the cases hand in that is another, and not the project.
  package var isData: Bool
  /// In the order of the pages.
  package var parts: [Part]

  /// Where to look first.
  package var places: [SourceLine] { lines.isEmpty ? after + before : lines }
}

package struct ChangeCauses: Sendable {
  /// Of each changed page, in the order of the comparison.
  package let comparisons: [ComparisonText]
  /// The one that moved most prompts first.
  package let groups: [ChangeGroup]

  /// - Parameter tests: of the project, to find the words of its values in.
  package init(_ pages: [GoldenComparison.Page], of tests: ProjectTests) {
    let comparisons = pages.map { ComparisonText(from: $0.old ?? [], to: $0.prompt.page) }
    let values = ValueLines(pages.isEmpty ? [] : tests.sources.files, tests.project.resources)
    var places: [Cause: Int] = [:]
    var byWords: [[UInt8]: Int] = [:]
    var found: [Finding] = []
    for (index, page) in pages.enumerated() {
      let reader = CauseReader(page, comparisons[index], values)
      for change in comparisons[index].changes.indices {
        let finding = reader.finding(of: change)
        // A transcript tells prompts again, and nobody traces it.
        let known = page.prompt.sources.isEmpty ? byWords[finding.words] : places[finding.cause]
        let place = known ?? found.count
        if known == nil {
          places[finding.cause] = place
          found.append(finding)
        }
        if !page.prompt.sources.isEmpty, byWords[finding.words] == nil { byWords[finding.words] = place }
        found[place].values.formUnion(finding.values)
        if found[place].parts.last?.page == index {
          found[place].parts[found[place].parts.count - 1].changes.insert(change)
        } else {
          found[place].parts.append(.init(page: index, changes: [change]))
        }
      }
    }
    self.comparisons = comparisons
    groups = Self.joined(found).enumerated().sorted {
      $0.element.parts.count != $1.element.parts.count
        ? $0.element.parts.count > $1.element.parts.count : $0.offset < $1.offset
    }.map(\.element)
  }

  /// What moved the same pages and stands in the same files is one thing: an edit of several lines.
  private static func joined(_ found: [Finding]) -> [ChangeGroup] {
    struct Key: Hashable {
      var pages: [Int]
      var files: Set<ExactText>
      var isData: Bool
    }
    var places: [Key: Int] = [:]
    var groups: [ChangeGroup] = []
    for finding in found {
      let group = finding.group
      let key = Key(
        pages: group.parts.map(\.page), files: Set(group.places.map { ExactText($0.path) }),
        isData: group.isData)
      guard let place = places[key] else {
        places[key] = groups.count
        groups.append(group)
        continue
      }
      groups[place].lines = Set(groups[place].lines + group.lines).sorted()
      groups[place].after = Set(groups[place].after + group.after).sorted()
      groups[place].before = Set(groups[place].before + group.before).sorted()
      groups[place].values = Set(groups[place].values).union(group.values).sorted()
      for index in group.parts.indices {
        groups[place].parts[index].changes.formUnion(group.parts[index].changes)
      }
    }
    return groups
  }
}

/// What makes two changes of two pages the same.
private enum Cause: Hashable {
  /// The lines that wrote the new words, and those words without what values printed: prompts differ in that.
  case wrote([SourceLine], [UInt8])
  /// Lines that went, without numbers and without what values printed.
  case removed([UInt8])
  /// Nobody knows where the words come from.
  case unknown([UInt8], [UInt8])
}

private struct Finding {
  var cause: Cause
  /// The new words, or the lines that went, as they are.
  var words: [UInt8]
  var lines: [SourceLine] = []
  var after: SourceLine?
  var before: SourceLine?
  var isData = false
  var values: Set<String> = []
  var parts: [ChangeGroup.Part] = []

  var group: ChangeGroup {
    ChangeGroup(
      lines: lines, after: after.map { [$0] } ?? [], before: before.map { [$0] } ?? [],
      values: values.sorted(),
      isData: isData, parts: parts)
  }
}

private struct CauseReader {
  let page: GoldenComparison.Page
  let comparison: ComparisonText
  let valueLines: ValueLines
  /// What values printed on this page, longest first.
  private let printed: [ArraySlice<UInt8>]

  init(_ page: GoldenComparison.Page, _ comparison: ComparisonText, _ valueLines: ValueLines) {
    self.page = page
    self.comparison = comparison
    self.valueLines = valueLines
    let bytes = page.prompt.page
    let values = page.prompt.sources.lazy.filter { $0.values != nil && $0.range.count >= 2 }.map {
      bytes[$0.range]
    }
    printed = Set(values).sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
    }
  }

  func finding(of index: Int) -> Finding {
    let change = comparison.changes[index]
    let old = page.old ?? []
    let newLines = comparison.newBytes(change.new)
    if change.new.isEmpty {
      let gone = old[comparison.oldBytes(change.old)]
      var finding = Finding(cause: .removed(withoutValues(gone)), words: Array(gone))
      (finding.after, finding.before) = neighbours(of: newLines.lowerBound)
      return finding
    }
    // Where only words went, the lines that had them are what was edited.
    let came = change.newMarks.isEmpty ? [newLines] : change.newMarks
    let words = came.reduce(into: [UInt8]()) { $0 += page.prompt.page[$1] + [0] }
    var come: [UInt8] = []
    var (literals, printed): ([(PageSource, Range<Int>)], [(PageSource, Range<Int>)]) = ([], [])
    for range in came {
      for source in page.prompt.sources {
        let part = source.range.clamped(to: range)
        if part.isEmpty { continue }
        if source.values == nil {
          come += page.prompt.page[part]
          literals.append((source, part))
        } else {
          come.append(1)
          printed.append((source, part))
        }
      }
      come.append(0)
    }
    let isWordsGone = change.newMarks.isEmpty && !change.oldMarks.isEmpty
    let writers = isWordsGone && !literals.isEmpty ? literals : literals + printed
    let lines = Set(writers.flatMap { self.lines(of: $0.0, in: $0.1) }).sorted()
    guard !lines.isEmpty else {
      return Finding(
        cause: .unknown(withoutValues(old[comparison.oldBytes(change.old)]), words), words: words)
    }
    var finding = Finding(cause: .wrote(lines, come), words: words, lines: lines)
    finding.values = Set(writers.flatMap { $0.0.values ?? [] })
    finding.isData =
      literals.allSatisfy { page.prompt.page[$0.1].allSatisfy { $0 == 0x20 || $0 == 0x0A } }
      && !printed.isEmpty
      && !printed.contains { $0.0.values?.contains(where: valueLines.has) ?? false }
    return finding
  }

  /// A literal text runs over several lines; a value is printed by one, and its words may stand elsewhere.
  private func lines(of source: PageSource, in part: Range<Int>) -> [SourceLine] {
    if let values = source.values {
      let bytes = page.prompt.page
      let start =
        bytes[source.range.lowerBound..<part.lowerBound].lastIndex(of: 0x0A) ?? source.range.lowerBound
      let end =
        bytes[part.upperBound - 1..<source.range.upperBound].firstIndex(of: 0x0A) ?? source.range.upperBound
      let printed = bytes[start..<end].split(separator: 0x0A)
      let own = values.flatMap { valueLines.lines(of: $0, printing: printed) }
      return own.isEmpty ? [SourceLine(path: source.path, line: source.line)] : own
    }
    var line = source.line + page.prompt.page[source.range.lowerBound..<part.lowerBound].count { $0 == 0x0A }
    var lines: [SourceLine] = []
    var isStart = true
    for byte in page.prompt.page[part] {
      if isStart, byte != 0x0A { lines.append(SourceLine(path: source.path, line: line)) }
      isStart = byte == 0x0A
      if isStart { line += 1 }
    }
    return lines
  }

  /// What stands before a place; where nothing does, what stands behind it.
  private func neighbours(of place: Int) -> (after: SourceLine?, before: SourceLine?) {
    let bytes = page.prompt.page
    for source in page.prompt.sources.reversed() where source.range.lowerBound < place {
      let before = source.range.lowerBound..<min(place, source.range.upperBound)
      guard let last = bytes[before].lastIndex(where: { $0 != 0x0A }) else { continue }
      return (lines(of: source, in: last..<last + 1).first, nil)
    }
    return (nil, page.prompt.sources.first.map { SourceLine(path: $0.path, line: $0.line) })
  }

  /// With a mark in the place of numbers, and of whatever a value of this page printed.
  private func withoutValues(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result = Array(bytes)
    for value in printed where result.count >= value.count {
      let search = ByteSearch(for: value)
      var start = 0
      while let found = search.next(in: result, from: start) {
        result.replaceSubrange(found..<found + value.count, with: [1])
        start = found + 1
      }
    }
    var plain: [UInt8] = []
    for byte in result {
      let isDigit = (0x30...0x39).contains(byte)
      if !isDigit { plain.append(byte) } else if plain.last != 1 { plain.append(1) }
    }
    return plain
  }
}
