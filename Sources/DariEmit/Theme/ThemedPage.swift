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
      if let html = data.parts[mark] { body.append(html) }
    }
    body.append(.theme(Array(bytes[start..<range.upperBound])))
  }

  /// In the order in which they stand. Each is a value of its own, so segments say where they can be.
  private func marks(in range: Range<Int>) -> [(mark: String, range: Range<Int>)] {
    segments.compactMap { segment in
      guard case .value = segment.origin, range.contains(segment.range.lowerBound),
        segment.range.upperBound <= range.upperBound
      else { return nil }
      let written = String(decoding: bytes[segment.range], as: UTF8.self)
      guard written.hasPrefix("&lt;"), written.hasSuffix("&gt;") else { return nil }
      let mark = "<\(written.dropFirst(4).dropLast(4))>"
      return data.parts[mark] == nil ? nil : (mark, segment.range)
    }
  }

  // MARK: The whole

  private mutating func checkWhole() {
    for (mark, section) in data.sections {
      let places = (used[data.allMark] ?? []) + (used[mark] ?? [])
      if places.count != 1 {
        refuse(
          .themeCount(what: section.title, count: places.count), at: places.dropFirst().first,
          [Mend(.themeSections)])
      }
    }
    let main = ids.filter { $0.name == "main" }
    if main.count != 1 {
      refuse(
        .themeCount(what: "<main id=\"main\">", count: main.count), at: main.dropFirst().first?.offset,
        [Mend(.themeMain)])
    }
    if headings.count != 1 {
      refuse(.themeCount(what: "<h1>", count: headings.count), at: headings.dropFirst().first)
    }
    for mark in used.keys.sorted() {
      guard let html = data.parts[mark] else { continue }
      for _ in used[mark] ?? [] { ids += html.ids.map { ($0, nil) } }
    }
    var seen: Set<String> = []
    var told: Set<String> = ["main"]
    for id in ids where !seen.insert(id.name).inserted && told.insert(id.name).inserted {
      let places = ids.filter { $0.name == id.name }
      refuse(
        .themeCount(what: "id=\"\(id.name)\"", count: places.count), at: places.compactMap(\.offset).last)
    }
    for (_, section) in data.sections where !seen.contains(section.id) {
      refuse(.themeCount(what: "id=\"\(section.id)\"", count: 0), at: nil, [Mend(.themeSectionID)])
    }
    for link in links where !seen.contains(link.target) {
      refuse(.themeCount(what: "id=\"\(link.target)\"", count: 0), at: link.offset)
    }
  }
}
