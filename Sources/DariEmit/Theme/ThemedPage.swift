// A manual's page in the author's theme: the template is rendered, read as HTML once more, and our own pieces are put where
// their marks stand. What would lose a section, or could be read in two ways, is an error and no page.

import DariBase
import DariRuntime
import DariSemantics

struct ThemedPage {
  /// What stands in `body`, behind the link that leads to the sections.
  private(set) var body = HTML()
  private(set) var diagnostics: [Diagnostic] = []
  /// Pictures stand in the template.
  private(set) var holdsData = false

  private let source: ThemeSource
  private let data: ThemeData
  private var bytes: [UInt8] = []
  private var segments: [Segment] = []
  /// The boxes that are open.
  private var open: [ThemeMarkup.Tag] = []
  private var ids: [(name: String, offset: Int?)] = []
  private var used: [String: [Int]] = [:]
  private var headings: [Int] = []
  private var mains: [Int] = []
  private var links: [(target: String, offset: Int)] = []

  init(_ theme: Theme.Page, _ page: ManualPage, routine: String, locale: String) {
    source = theme.source
    data = ThemeData(page, routine: routine, locale: locale)
    do throws(RoutineDataError) {
      let renderer = try RoutineRenderer(routine: theme.routine, data: data.data, tracing: true)
      let rendered = renderer.render()
      for failure in rendered.failures {
        let place = source.offset(of: failure.error.place).map { source.page.span($0..<$0) }
        diagnostics.append(
          Diagnostic(failure.problem(in: theme.routine), at: place ?? source.page.span(0..<0)))
      }
      guard let message = rendered.steps.first?.messages.first?.body, diagnostics.isEmpty else { return }
      (bytes, segments) = (message.bytes, message.segments)
    } catch {
      preconditionFailure("the data of a theme are of the types that it declares")
    }
    refuseBrokenMarks()
    take(ThemeMarkup(bytes))
    if diagnostics.isEmpty { checkWhole() }
    diagnostics = diagnostics.inFileOrder().withoutRepeats()
  }

  // MARK: Places

  /// - Parameter offset: of what was rendered.
  private mutating func refuse(_ problem: Problem, at offset: Int?, _ mends: [Mend] = []) {
    diagnostics.append(Diagnostic(problem, at: span(at: offset), mends: mends))
  }

  /// The sign in the template that the byte comes from.
  private func span(at offset: Int?) -> SourceSpan {
    let page = source.page
    guard let offset, let segment = segments.last(where: { $0.range.contains(offset) }),
      var place = source.offset(of: segment.place)
    else { return page.span(0..<0) }
    if case .literal = segment.origin { place += offset - segment.range.lowerBound }
    place = min(place, page.bytes.count)
    var end = min(place + 1, page.bytes.count)
    while end < page.bytes.count, page.bytes[end] & 0xC0 == 0x80 { end += 1 }
    return page.span(place..<end)
  }

  /// As it is written in the template.
  private func hole(at offset: Int) -> String {
    let page = source.page
    let start = Int(span(at: offset).start)
    var end = start
    while end < page.bytes.count, page.bytes[end] != 0x7D { end += 1 }
    return page.text(start..<min(end + 2, page.bytes.count))
  }

  // MARK: Reading

  private mutating func take(_ markup: ThemeMarkup) {
    for problem in markup.problems { refuse(problem.problem, at: problem.range.lowerBound, problem.mends) }
    for event in markup.events {
      switch event {
      case .text(let range): takeText(range)
      case .open(let tag): takeOpening(tag)
      case .close(let name, let range):
        if let last = open.last, last.name == name {
          open.removeLast()
        } else {
          refuse(
            .themeNotClosed(what: open.last.map { "<\($0.name)>" } ?? "</\(name)>"), at: range.lowerBound)
          // One that is closed too often does not make all that follow wrong.
          if let index = open.lastIndex(where: { $0.name == name }) { open.removeSubrange(index...) }
        }
        body.append(.theme(Array(bytes[range])))
      }
    }
    for tag in open { refuse(.themeNotClosed(what: "<\(tag.name)>"), at: tag.range.lowerBound) }
  }

  private mutating func takeOpening(_ tag: ThemeMarkup.Tag) {
    for attribute in tag.attributes {
      let value = String(decoding: bytes[attribute.value], as: UTF8.self)
      switch attribute.name {
      case "id": ids.append((value, tag.range.lowerBound))
      case "href" where value.hasPrefix("#"): links.append((String(value.dropFirst()), tag.range.lowerBound))
      case "src": holdsData = true
      default: break
      }
    }
    if tag.name == "main" { mains.append(tag.range.lowerBound) }
    if tag.name == "h1" { headings.append(tag.range.lowerBound) }
    if !tag.isVoid { open.append(tag) }
    body.append(.theme(Array(bytes[tag.range])))
  }

  /// Marks are written as a value between tags is.
  private mutating func takeText(_ range: Range<Int>) {
    var start = range.lowerBound
    for (mark, at) in marks(in: range) {
      body.append(.theme(Array(bytes[start..<at.lowerBound])))
      start = at.upperBound
      used[mark, default: []].append(at.lowerBound)
      if let wrong = open.first(where: { !$0.isBox }) {
        refuse(
          .themePartPlace(path: "<\(wrong.name)> … \(hole(at: at.lowerBound))"), at: at.lowerBound,
          [Mend(.themeBox)])
      }
      if isOfSections(mark), !isInMain {
        refuse(.themePartPlace(path: hole(at: at.lowerBound)), at: at.lowerBound, [Mend(.themeMain)])
      }
      if let html = data.parts[mark] { body.append(html) }
    }
    body.append(.theme(Array(bytes[start..<range.upperBound])))
  }

  private func isOfSections(_ mark: String) -> Bool {
    mark == data.allMark || data.sections.contains { $0.mark == mark }
  }

  /// Where the link at the start of the page leads.
  private var isInMain: Bool {
    open.contains { tag in
      tag.name == "main"
        && tag.attributes.contains { $0.name == "id" && bytes[$0.value].elementsEqual("main".utf8) }
    }
  }

  /// In the order in which they stand. Each is a value of its own, so segments say where they can be.
  private func marks(in range: Range<Int>) -> [(mark: String, range: Range<Int>)] {
    segments.compactMap { segment in
      guard range.contains(segment.range.lowerBound), segment.range.upperBound <= range.upperBound else {
        return nil
      }
      return mark(segment).map { ($0, segment.range) }
    }
  }

  /// What a value is that was written between tags and is a mark, and nothing else.
  private func mark(_ segment: Segment) -> String? {
    guard case .value = segment.origin else { return nil }
    let written = String(decoding: bytes[segment.range], as: UTF8.self)
    guard written.hasPrefix("&lt;"), written.hasSuffix("&gt;") else { return nil }
    let mark = "<\(written.dropFirst(4).dropLast(4))>"
    return data.parts[mark] == nil ? nil : mark
  }

  /// A name that was given with `set` can hold a mark and more.
  private mutating func refuseBrokenMarks() {
    for segment in segments where mark(segment) == nil {
      guard case .value = segment.origin,
        String(decoding: bytes[segment.range], as: UTF8.self).contains(data.key)
      else { continue }
      refuse(.themePartPlace(path: hole(at: segment.range.lowerBound)), at: segment.range.lowerBound)
    }
  }

  // MARK: The whole

  /// Of many that are wrong alike the first is told.
  private mutating func checkWhole() {
    var told: Set<Int> = []
    for (mark, section) in data.sections {
      let places = (used[data.allMark] ?? []) + (used[mark] ?? [])
      guard places.count != 1, told.insert(places.count).inserted else { continue }
      refuse(
        .themeCount(what: section.title, count: places.count), at: places.dropFirst().first,
        [Mend(.themeSections)])
    }
    if mains.count != 1 {
      refuse(
        .themeCount(what: "<main id=\"main\">", count: mains.count), at: mains.dropFirst().first,
        [Mend(.themeMain)])
    }
    if headings.count != 1 {
      refuse(.themeCount(what: "<h1>", count: headings.count), at: headings.dropFirst().first)
    }
    if diagnostics.isEmpty { checkNames() }
  }

  private static func isOfScript(_ id: String) -> Bool {
    id == "save" || id.hasPrefix("field-") || id.hasPrefix("answer-")
  }

  /// What links and the tool find their places by.
  private mutating func checkNames() {
    for mark in used.keys.sorted() {
      guard let html = data.parts[mark] else { continue }
      for _ in used[mark] ?? [] { ids += html.ids.map { ($0, nil) } }
    }
    var places: [String: [Int?]] = [:]
    for id in ids { places[id.name, default: []].append(id.offset) }
    // The script gives its fields names like these.
    for id in ids where id.offset != nil && Self.isOfScript(id.name) { places[id.name]?.append(nil) }
    let repeated = ids.first { places[$0.name, default: []].count > 1 }
    if let repeated, let all = places[repeated.name] {
      refuse(
        .themeCount(what: "id=\"\(repeated.name)\"", count: all.count), at: all.compactMap(\.self).last)
    }
    if let missing = data.sections.first(where: { places[$0.section.id] == nil }) {
      let place = used[missing.mark]?.first
      refuse(.themeCount(what: "id=\"\(missing.section.id)\"", count: 0), at: place, [Mend(.themeSectionID)])
    }
    for link in links where places[link.target] == nil {
      refuse(.themeCount(what: "id=\"\(link.target)\"", count: 0), at: link.offset)
    }
  }
}
