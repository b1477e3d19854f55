// What a theme's page is rendered with: the words of one manual, and marks in place of the pieces of HTML that are ours.

import DariBase
import DariRuntime
import DariSemantics

struct ThemeData {
  /// By the marks that stand for them.
  private(set) var parts: [String: HTML] = [:]
  private(set) var sections: [(mark: String, section: ManualPage.Section)] = []
  private(set) var data = RoutineData()
  /// All sections together, each with its heading.
  private(set) var allMark = ""
  /// In every mark, and in nothing else.
  let key: String

  init(_ page: ManualPage, routine: String, locale: String) {
    // Nothing that a manual says can hold a mark made of all that it says.
    var whole = HTML()
    page.write(into: &whole)
    key = SHA256.hex(SHA256.digest(of: whole.bytes))
    let (manual, words, look) = (page.manual, page.words, page.look)
    let sections = page.sections
    for section in sections { self.sections.append((mark(section.body), section)) }
    allMark = mark { ManualPage.write(sections, into: &$0) }
    let logo = look.logo == nil ? nil : mark { page.logo(&$0) }
    let figures = mark { page.figures(&$0) }
    let contents = mark { page.contents(sections, &$0) }
    data.inputs = Self.record([
      (
        "manual",
        Self.record([
          ("title", Self.text(manual.title)), ("summary", Self.text(manual.summary)),
          ("audience", Self.text(manual.audience)), ("owner", Self.text(manual.owner)),
          ("reviewed", Self.text(manual.reviewed)),
          ("version", Self.text(manual.version.isEmpty ? nil : manual.version)),
          ("routine", Self.text(routine)), ("kind", Self.text(words.page.kind)),
          ("locale", Self.text(locale)),
        ])
      ),
      ("author", Self.record([("name", Self.text(look.author))])),
      ("client", Self.record([("name", Self.text(look.client)), ("contact", Self.text(look.contact))])),
      (
        "words",
        Self.record([
          ("contents", Self.text(words.page.contents)), ("skip", Self.text(words.page.skip)),
          ("version", Self.text(words.labels.version)), ("audience", Self.text(words.labels.audience)),
          ("owner", Self.text(words.labels.owner)), ("reviewed", Self.text(words.labels.reviewed)),
          ("madeBy", Self.text(look.author.map(words.sentences.madeBy))),
        ])
      ),
      (
        "sections",
        DataNode(
          .list(
            self.sections.map {
              Self.record([
                ("id", Self.text($0.section.id)), ("title", Self.text($0.section.title)),
                ("body", Self.text($0.mark)),
              ])
            }))
      ),
      (
        "parts",
        Self.record([
          ("logo", Self.text(logo)), ("figures", Self.text(figures)), ("contents", Self.text(contents)),
          ("sections", Self.text(allMark)),
        ])
      ),
    ])
  }

  private mutating func mark(_ write: (inout HTML) -> Void) -> String {
    var html = HTML()
    write(&html)
    return mark(html)
  }

  /// `<` and `>` show how it was written: as it is, or escaped for what it stands in.
  private mutating func mark(_ html: HTML) -> String {
    let mark = "<\"\(parts.count + 1)-\(key)\">"
    parts[mark] = html
    return mark
  }

  private static func record(_ entries: [(String, DataNode?)]) -> DataNode {
    DataNode(.object(entries.compactMap { entry in entry.1.map { .init(key: entry.0, value: $0) } }))
  }

  private static func text(_ text: String?) -> DataNode? { text.map { DataNode(.text($0)) } }
}
