// Events -> nodes; what only the finished structure shows is judged here.

import DariBase

struct NodeBuilder {
  private let text: ScanText
  private let unreadable: Set<Int>
  private let scanner: TrapScanner
  private let dialect: YAMLDialect
  private(set) var diagnostics: [Diagnostic] = []

  init(scanner: TrapScanner, dialect: YAMLDialect) {
    self.scanner = scanner
    text = scanner.text
    unreadable = scanner.unreadable
    self.dialect = dialect
  }

  mutating func build() -> YAMLNode? {
    let whole = text.bytes.indices
    if scanner.isRootUnreadable { return YAMLNode(.error, span: text.span(content(of: whole))) }
    do throws(EventFailure) {
      return try read(text.bytes[...])
    } catch {
      return readEntries(failure: error)
    }
  }

  /// A range without the white space around it.
  private func content(of range: Range<Int>) -> Range<Int> {
    var range = range
    while let last = range.last, text[last].isBlankOrEnd { range.removeLast() }
    while let first = range.first, text[first].isBlankOrEnd { range.removeFirst() }
    return range
  }

  // MARK: Entries one by one

  /// Something that the scan did not foresee: the outermost entries are read alone, the broken ones reported.
  private mutating func readEntries(failure: EventFailure) -> YAMLNode? {
    diagnostics = []
    let starts = scanner.rootEntries
    let whole = content(of: text.bytes.indices)
    guard starts.count > 1 else {
      reportUnreadable(at: failure.offset, in: whole)
      return YAMLNode(.error, span: text.span(whole))
    }
    var entries: [YAMLEntry] = []
    var items: [YAMLNode] = []
    for (index, start) in starts.enumerated() {
      let range = start..<(index + 1 < starts.count ? starts[index + 1] : text.bytes.count)
      let known = diagnostics.count
      var root: YAMLNode?
      do throws(EventFailure) {
        root = try read(text.bytes[range])
      } catch {
        diagnostics.removeSubrange(known...)
        reportUnreadable(at: error.offset, in: content(of: range))
      }
      entries += root?.entries ?? []
      items += root?.items ?? []
    }
    if entries.isEmpty, items.isEmpty { return YAMLNode(.error, span: text.span(whole)) }
    checkDuplicates(entries)
    return YAMLNode(entries.isEmpty ? .sequence(items) : .mapping(entries), span: text.span(whole))
  }

  /// Silent where the scan has already said what is wrong.
  private mutating func reportUnreadable(at offset: Int, in range: Range<Int>) {
    let span = text.span(range)
    if scanner.diagnostics.contains(where: { $0.span.start >= span.start && $0.span.start <= span.end }) {
      return
    }
    let line = text.line(at: min(max(offset, range.lowerBound), max(range.lowerBound, range.upperBound - 1)))
    let place = text.contentRange(line)
    diagnostics.append(Diagnostic(.notReadable(text: text.words(place)), at: text.span(place)))
  }

  // MARK: Nodes

  private mutating func read(_ bytes: ArraySlice<UInt8>) throws(EventFailure) -> YAMLNode? {
    var reader = EventReader(bytes)
    var root: YAMLNode?
    while true {
      let event = try reader.next()
      switch event.kind {
      case .streamEnd: return root
      case .other: continue
      default: root = try node(event, from: &reader, depth: 0)
      }
    }
  }

  private mutating func node(
    _ event: Event, from reader: inout EventReader, depth: Int
  ) throws(EventFailure) -> YAMLNode {
    // The scan keeps to `YAML.deepest`; this bounds the recursion should it have been misled.
    if depth > YAML.deepest * 2 { throw EventFailure(offset: event.range.lowerBound) }
    if event.isDecorated { throw EventFailure(offset: event.range.lowerBound) }
    switch event.kind {
    case .scalar(let string, let style): return scalar(string, style, event.range)
    case .sequenceStart: return try sequence(event, from: &reader, depth: depth)
    case .mappingStart: return try mapping(event, from: &reader, depth: depth)
    default: throw EventFailure(offset: event.range.lowerBound)
    }
  }

  private func scalar(_ string: String, _ style: YAMLScalarStyle, _ range: Range<Int>) -> YAMLNode {
    if style == .plain, range.isEmpty || (dialect == .data && (string == "null" || string == "~")) {
      let isError = range.isEmpty && unreadable.contains(range.lowerBound)
      return YAMLNode(isError ? .error : .absent, span: text.span(range))
    }
    var range = range
    var content = range
    switch style {
    case .singleQuoted, .doubleQuoted:
      content = range.lowerBound + 1..<max(range.lowerBound + 1, range.upperBound - 1)
    case .literal, .folded:
      while range.count > 1, text[range.upperBound - 1].isBlankOrEnd { range.removeLast() }
      content = min(text.lineStart(text.line(at: range.lowerBound) + 1), range.upperBound)..<range.upperBound
    case .plain: break
    }
    let pieces = ScalarPieces.pieces(of: string, style: style, content: content, in: text)
    let scalar = YAMLScalar(text: string, style: style, contentSpan: text.span(content), pieces: pieces)
    return YAMLNode(.scalar(scalar), span: text.span(range))
  }

  private mutating func sequence(
    _ start: Event, from reader: inout EventReader, depth: Int
  ) throws(EventFailure) -> YAMLNode {
    var items: [YAMLNode] = []
    while true {
      let event = try reader.next()
      if case .collectionEnd = event.kind {
        return YAMLNode(.sequence(items), span: span(start, end: event, last: items.last))
      }
      var item = try node(event, from: &reader, depth: depth + 1)
      if item.isAbsent, dialect == .project, event.range.isEmpty {
        reportEmptyItem(event.range.lowerBound)
        item.content = .error
      }
      items.append(item)
    }
  }

  /// The item of a bullet with nothing behind it.
  private mutating func reportEmptyItem(_ offset: Int) {
    let bullet = max(0, offset - 1)..<offset
    let line = scanner.wholeLine(ifOnly: bullet)
    diagnostics.append(
      Diagnostic(.emptyItem, at: text.span(bullet), mends: [Mend(.removeIt, [TextEdit(text.span(line), "")])])
    )
  }

  private mutating func mapping(
    _ start: Event, from reader: inout EventReader, depth: Int
  ) throws(EventFailure) -> YAMLNode {
    var entries: [YAMLEntry] = []
    while true {
      let event = try reader.next()
      if case .collectionEnd = event.kind {
        checkDuplicates(entries)
        return YAMLNode(.mapping(entries), span: span(start, end: event, last: entries.last?.value))
      }
      let key = try node(event, from: &reader, depth: depth + 1)
      let valueEvent = try reader.next()
      var value = try node(valueEvent, from: &reader, depth: depth + 1)
      guard key.scalar != nil else {
        diagnostics.append(Diagnostic(.keyIsNoText(key: text.words(event.range)), at: key.span))
        continue
      }
      if value.isAbsent, dialect == .project {
        let name = text.words(event.range)
        diagnostics.append(scanner.missingValue(key.span, key: name))
        value.content = .error
      }
      entries.append(YAMLEntry(key: key, value: value))
    }
  }

  /// Brackets belong to a collection; without them it ends where its last part does.
  private func span(_ start: Event, end: Event, last: YAMLNode?) -> SourceSpan {
    let from = start.range.lowerBound
    if text[from].isOpener { return text.span(from..<end.range.upperBound) }
    let begin = text.span(from..<from)
    return last.map { begin.union($0.span) } ?? begin
  }

  private mutating func checkDuplicates(_ entries: [YAMLEntry]) {
    var seen: [String: YAMLEntry] = [:]
    for entry in entries {
      if let first = seen[entry.keyText] {
        diagnostics.append(
          Diagnostic(
            .duplicateKey(key: entry.keyText), at: entry.key.span,
            labels: [DiagnosticLabel(first.key.span, .firstWrittenHere)], mends: [duplicateMend(entry, first)]
          ))
      } else {
        seen[entry.keyText] = entry
      }
    }
  }

  /// The second of two equal lines can go; of two different ones a person has to choose.
  private func duplicateMend(_ second: YAMLEntry, _ first: YAMLEntry) -> Mend {
    let range = second.key.span.union(second.value.span)
    guard
      text.file.text(range).utf8.elementsEqual(text.file.text(first.key.span.union(first.value.span)).utf8)
    else {
      return Mend(.keepOne)
    }
    let lines = text.file.lineIndex(at: Int(range.start))...text.file.lineIndex(at: Int(range.end))
    let start = text.file.lineRange(lines.lowerBound).lowerBound
    let end =
      lines.upperBound + 1 < text.file.lineStarts.count
      ? Int(text.file.lineStarts[lines.upperBound + 1]) : text.file.bytes.count
    let isAlone =
      text.file.text(start..<Int(range.start)).utf8.allSatisfy { $0 == .space }
      && text.file.text(Int(range.end)..<end).utf8.allSatisfy { $0.isBlankOrEnd }
    return isAlone ? Mend(.removeIt, [TextEdit(text.file.span(start..<end), "")]) : Mend(.keepOne)
  }
}
