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

  /// What wrote the new words, in order; of a value, where its words stand. Where lines only went, the line before them.
  package var lines: [SourceLine]
  /// Values that the new words were made from, as `order.number`, in order.
  package var values: [String]
  /// Lines went, and none came.
  package var isRemoval: Bool
  /// In the order of the pages.
  package var parts: [Part]
}

package struct ChangeCauses: Sendable {
  /// Of each changed page, in the order of the comparison.
  package let comparisons: [ComparisonText]
  /// The one that moved most prompts first.
  package let groups: [ChangeGroup]

  /// - Parameter files: of the project, to find the words of its values in.
  package init(_ pages: [GoldenComparison.Page], files: [SourceFile]) {
    let values = ValueLines(pages.isEmpty ? [] : files)
    comparisons = pages.map { ComparisonText(from: $0.old ?? [], to: $0.prompt.page) }
    var places: [Cause: Int] = [:]
    var found: [(cause: Cause, values: Set<String>, parts: [ChangeGroup.Part])] = []
    for (index, page) in pages.enumerated() {
      let reader = CauseReader(page, comparisons[index], values)
      for change in comparisons[index].changes.indices {
        let (cause, values) = reader.cause(of: change)
        let place = places[cause, default: found.count]
        if place == found.count {
          places[cause] = place
          found.append((cause, [], []))
        }
        found[place].values.formUnion(values)
        if found[place].parts.last?.page == index {
          found[place].parts[found[place].parts.count - 1].changes.insert(change)
        } else {
          found[place].parts.append(.init(page: index, changes: [change]))
        }
      }
    }
    groups = Self.joined(found).enumerated().sorted {
      ($1.element.parts.count, $0.offset) < ($0.element.parts.count, $1.offset)
    }.map(\.element)
  }

  /// What moved the same pages and stands in the same files is one thing: an edit of several lines.
  private static func joined(
    _ found: [(cause: Cause, values: Set<String>, parts: [ChangeGroup.Part])]
  ) -> [ChangeGroup] {
    struct Key: Hashable {
      var pages: [Int]
      var files: Set<ExactText>
    }
    var places: [Key: Int] = [:]
    var groups: [ChangeGroup] = []
    for (cause, values, parts) in found {
      let key = Key(pages: parts.map(\.page), files: Set(cause.lines.map { ExactText($0.path) }))
      guard let place = places[key] else {
        places[key] = groups.count
        groups.append(
          ChangeGroup(
            lines: cause.lines, values: values.sorted(), isRemoval: cause.isRemoval, parts: parts))
        continue
      }
      groups[place].lines = Set(groups[place].lines + cause.lines).sorted()
      groups[place].values = Set(groups[place].values).union(values).sorted()
      groups[place].isRemoval = groups[place].isRemoval && cause.isRemoval
      for index in parts.indices { groups[place].parts[index].changes.formUnion(parts[index].changes) }
    }
    return groups
  }
}

/// What makes two changes of two pages the same.
private struct Cause: Hashable {
  var lines: [SourceLine]
  var isRemoval: Bool
  /// The words that went and those that came, without what values printed: prompts differ in that.
  var gone: [UInt8]
  var come: [UInt8]
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

  func cause(of index: Int) -> (Cause, values: Set<String>) {
    let change = comparison.changes[index]
    let hasMarks = !change.oldMarks.isEmpty || !change.newMarks.isEmpty
    let newLines = comparison.newBytes(change.new)
    let went = hasMarks ? change.oldMarks : [comparison.oldBytes(change.old)]
    // Where only words went, the lines that had them are what was edited.
    let came = change.newMarks.isEmpty ? [newLines] : change.newMarks
    let old = page.old ?? []
    var cause = Cause(
      lines: [], isRemoval: change.new.isEmpty,
      gone: went.reduce(into: []) { $0 += withoutValues(old[$1]) + [0] }, come: [])
    var lines: Set<SourceLine> = []
    var values: Set<String> = []
    for range in came where !range.isEmpty {
      for source in page.prompt.sources {
        let part = source.range.clamped(to: range)
        if part.isEmpty { continue }
        if let made = source.values {
          cause.come.append(1)
          if hasMarks, change.newMarks.isEmpty { continue }
          values.formUnion(made)
        } else {
          cause.come += page.prompt.page[part]
        }
        lines.formUnion(self.lines(of: source, in: part))
      }
      cause.come.append(0)
    }
    if lines.isEmpty { lines = lineBefore(newLines.lowerBound) }
    cause.lines = lines.sorted()
    return (cause, values)
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

  /// Where something went, what stands before it, else behind it.
  private func lineBefore(_ place: Int) -> Set<SourceLine> {
    let bytes = page.prompt.page
    for source in page.prompt.sources.reversed() where source.range.lowerBound < place {
      let before = source.range.lowerBound..<min(place, source.range.upperBound)
      guard let last = bytes[before].lastIndex(where: { $0 != 0x0A }) else { continue }
      return Set(lines(of: source, in: last..<last + 1))
    }
    return Set(page.prompt.sources.first.map { [SourceLine(path: $0.path, line: $0.line)] } ?? [])
  }

  /// With a mark in the place of whatever a value of this page printed.
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
    return result
  }
}
