// A group of changed prompts as people are shown it: one of them, how many more there are, and the lines that did it.

import DariBase
import DariWorkspace

struct ChangeText {
  let run: TestRun
  let causes: ChangeCauses
  let console: Console
  let colour: Bool
  let width: Int?

  init(_ run: TestRun, _ causes: ChangeCauses, _ console: Console, colour: Bool, width: Int?) {
    self.run = run
    self.causes = causes
    self.console = console
    self.colour = colour
    self.width = width
  }

  /// As many prompts as are named one by one.
  private static let mostNames = 3
  private static let mostLines = 6

  /// `changed · 300 prompts · shop.dari:12`
  func heading(_ group: ChangeGroup) -> String {
    let count = group.parts.count
    let places = group.places
    let lines = places.prefix(2).map { "\($0.path):\($0.line)" } + (places.count > 2 ? ["…"] : [])
    let changed = console.words("changed · \(count) prompt\(count == 1 ? "" : "s")", "바뀐 프롬프트 \(count)개")
    return VisibleText.visible(
      ([changed] + (lines.isEmpty ? [] : [lines.joined(separator: ", ")]))
        .joined(separator: " · "))
  }

  /// The prompts, what changed in one of them, and what wrote it.
  /// - Parameter isAlone: only that one is named.
  func body(
    _ group: ChangeGroup, example: Int = 0, isAlone: Bool = false, mostRows: Int = ComparisonText.mostRows
  ) -> String {
    let part = group.parts[example]
    let diff = causes.comparisons[part.page].text(
      part.changes, colour: colour, width: width, language: console.language, mostRows: mostRows)
    return names(isAlone ? [part] : group.parts) + path(page(part).name) + "\n" + diff + source(group)
  }

  func page(_ part: ChangeGroup.Part) -> GoldenComparison.Page { run.comparison.changed[part.page] }

  private func names(_ parts: [ChangeGroup.Part]) -> String {
    let shown = parts.count <= Self.mostNames ? parts[...] : parts.prefix(1)
    var text = shown.map { Self.name(of: page($0)) + "\n" }.joined()
    let rest = parts.count - shown.count
    if rest > 0 {
      text.removeLast()
      text += console.words(" and \(rest) more", " 외 \(rest)개") + "\n"
    }
    if shown.count == 1, let about = page(parts[0]).test.about {
      text += VisibleText.visible(about) + "\n"
    }
    return text
  }

  static func name(of page: GoldenComparison.Page) -> String {
    VisibleText.visible("\(page.test.routine.name) › \(page.test.name) › \(page.prompt.name)")
  }

  func path(_ name: String) -> String {
    VisibleText.visible(ProjectLocation.join(run.tests.root, "\(ProjectTests.goldenFolder)/\(name)"))
  }

  /// `  from shop.dari:12 | - We never promise a discount.`
  private func source(_ group: ChangeGroup) -> String {
    var text = ""
    if group.isData {
      text += "  " + console.words("what the cases hand in is another", "사례에 넣은 데이터가 달라졌습니다") + "\n"
    }
    text += rows(group.lines, console.words("from", "나온 곳"))
    text += rows(group.after, console.words("gone after", "이 줄 뒤에서 빠짐"))
    text += rows(group.before, console.words("gone before", "이 줄 앞에서 빠짐"))
    return text
  }

  private func rows(_ lines: [SourceLine], _ intro: String) -> String {
    var text = ""
    for line in lines.prefix(Self.mostLines) {
      let words = self.words(of: line)
      let shown = VisibleText.visible("\(line.path):\(line.line)\(words.isEmpty ? "" : " | \(words)")")
      let row = "  \(intro) \(shown)"
      text += (width.map { String(TerminalRows.cut(row[...], columns: $0, rows: 1)) } ?? row) + "\n"
    }
    return lines.count > Self.mostLines ? text + "  …\n" : text
  }

  /// The line as it stands in the project, without what stands around it.
  private func words(of line: SourceLine) -> String {
    guard let file = run.tests.sources.files.first(where: { $0.path == line.path }),
      file.lineStarts.indices.contains(line.line - 1)
    else { return "" }
    let text = String(decoding: file.bytes[file.lineRange(line.line - 1)], as: UTF8.self)
    return String(text.drop { $0 == " " || $0 == "\t" })
  }
}
