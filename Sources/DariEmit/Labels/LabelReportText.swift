// The report of labels as tables for a terminal.

import DariBase
import DariRuntime
import DariSemantics

package struct LabelReportText {
  private let report: LabelReport
  private let words: LabelWords
  private let colour: Bool
  private let width: Int
  private var lines: [String] = []

  /// Where no terminal says how wide it is, and on wider ones: longer lines are hard to read.
  package static let usualWidth = 80
  private static let widest = 140
  private static let indent = 2

  /// - Parameter width: columns of the terminal.
  package init(_ report: LabelReport, language: MessageLanguage, colour: Bool, width: Int?) {
    self.report = report
    words = LabelWords(isKorean: language == .korean)
    self.colour = colour
    self.width = min(max(width ?? Self.usualWidth, 40), Self.widest)
  }

  package var text: String {
    var copy = self
    for (index, part) in report.parts.enumerated() { copy.add(part, isFirst: index == 0) }
    if report.isCut {
      copy.blank()
      copy.paragraph(
        words.pick("There are more calls of routines than are listed here.", "부르는 루틴이 더 있지만 여기에는 적지 않았습니다."))
    }
    return copy.lines.joined(separator: "\n") + "\n"
  }

  // MARK: Pieces

  private func styled(_ text: String, _ code: String) -> String {
    colour && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private mutating func blank() { if lines.last != "" { lines.append("") } }

  private mutating func paragraph(_ text: String, indent: Int = 0, code: String? = nil) {
    let left = String(repeating: " ", count: indent)
    for line in TextWrapping.lines(VisibleText.visible(text), width: width - indent) {
      lines.append(left + (code.map { styled(line, $0) } ?? line))
    }
  }

  private mutating func table(_ headings: [String], _ rows: [TextTable.Row]) {
    var table = TextTable(headings)
    table.rows = rows.map { row in
      TextTable.Row(
        caption: VisibleText.visible(row.caption), row.cells.map { $0.map { VisibleText.visible($0) } })
    }
    lines += table.lines(width: width, indent: Self.indent) { part, text in
      switch part {
      case .heading: styled(text, "1")
      case .rule, .caption: styled(text, "2")
      case .cell: text
      }
    }
  }

  /// Names on the left, what is said of them on the right.
  private mutating func list(_ entries: [(name: String, meanings: [String])]) {
    let longest = entries.map { DisplayWidth.width(of: $0.name) }.max() ?? 0
    let column = min(longest, width / 3)
    for entry in entries {
      let names = TextWrapping.lines(VisibleText.visible(entry.name), width: column)
      let meanings = entry.meanings.flatMap {
        TextWrapping.lines(VisibleText.visible($0), width: width - Self.indent - column - 2)
      }
      for line in 0..<max(names.count, meanings.count) {
        let name = line < names.count ? names[line] : ""
        let free = String(repeating: " ", count: column - DisplayWidth.width(of: name) + 2)
        let meaning = line < meanings.count ? meanings[line] : ""
        let text = String(repeating: " ", count: Self.indent) + styled(name, "2") + free + meaning
        lines.append(meaning.isEmpty ? text.replacingEnd : text)
      }
    }
  }

  // MARK: Values

  private func code(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.contains("`") ? line : "`\(line)`"
  }

  private func place(_ place: LabelReport.Place) -> String { "\(place.file):\(place.line):\(place.column)" }

  /// Each label with the ways on which it came: `personal: message → classify`.
  private func labels(_ labels: [LabelReport.Label]) -> TextTable.Cell {
    if labels.isEmpty { return ["–"] }
    return labels.map { label in
      let ways = label.sources.map { ([$0.name] + $0.through).joined(separator: " → ") }
      let name = words.name(label.label)
      return ways.isEmpty ? name : "\(name): \(ways.joined(separator: ", "))"
    }
  }

  // MARK: A routine

  private mutating func add(_ part: LabelReport.Part, isFirst: Bool) {
    let name = part.title.map { "\($0) (\(part.name))" } ?? part.name
    if isFirst {
      paragraph(words.pick("Data and labels: \(name)", "데이터와 이름표: \(name)"), code: "1")
      paragraph(part.file, code: "2")
      blank()
      paragraph(
        words.pick(
          "Which data each step puts where, where it comes from, and who sees it.",
          "단계마다 어떤 데이터가 어디에 들어가고, 어디에서 왔고, 누가 보는지 적은 표입니다."))
      blank()
      list(words.legend.map { ($0.name, [$0.meaning]) })
    } else {
      blank()
      let calls = part.calls.map { "`\($0)`" }.joined(separator: " → ")
      paragraph(
        words.pick("══ Called in \(calls): \(name)", "══ \(calls) 단계에서 부르는 루틴: \(name)"), code: "1")
      paragraph(part.file, code: "2")
    }
    addInputs(part, isFirst)
    for (index, step) in part.steps.enumerated() { add(step, number: index + 1) }
    addResults(part)
    addLooks(part)
    addEffects(part)
  }

  private mutating func heading(_ english: String, _ korean: String) {
    blank()
    paragraph(words.pick(english, korean), code: "1")
  }

  private mutating func addInputs(_ part: LabelReport.Part, _ isFirst: Bool) {
    if part.inputs.isEmpty { return }
    heading("What comes in", "들어오는 데이터")
    var headings = [words.pick("input", "입력"), words.pick("kind", "종류"), words.pick("labels", "이름표")]
    if !isFirst { headings.append(words.pick("is given here", "여기서 받는 값")) }
    table(
      headings,
      part.inputs.map { input in
        var cells: [TextTable.Cell] = [
          [input.name], [words.type(input.type)],
          input.labels.isEmpty ? ["–"] : input.labels.map(words.declared),
        ]
        if !isFirst {
          cells.append(
            input.given.map { [code($0.text)] + ($0.labels.isEmpty ? [] : labels($0.labels)) } ?? ["–"])
        }
        return TextTable.Row(cells)
      })
  }

  // MARK: A step

  private mutating func add(_ step: LabelReport.Step, number: Int) {
    blank()
    let title = step.title.map { "\(step.name) · \($0)" } ?? step.name
    paragraph("── \(number). \(title)", code: "1")
    var entries: [(String, [String])] = [
      (words.pick("done by", "하는 이"), [words.actor(step)] + step.tools.map(words.tool))
    ]
    for decision in step.decisions {
      entries.append(
        (
          words.decision(decision.kind),
          [code(decision.value.text)]
            + (decision.value.labels.isEmpty
              ? [words.pick("no label", "이름표 없음")] : labels(decision.value.labels))
        ))
    }
    list(entries)
    if step.reads.isEmpty { return }
    blank()
    table(
      [
        words.pick("value", "값"), words.pick("where it stands", "들어가는 자리"),
        words.pick("labels, and from where", "이름표와 온 곳"), words.pick("what is done to it", "넣을 때 하는 일"),
      ],
      step.reads.map { read in
        let snippets = read.snippets.map {
          " · \(words.pick("snippet", "조각")) \($0.snippet) (\(place($0.place)))"
        }
        return TextTable.Row(
          caption: "\(place(read.value.place)) · @\(read.section)\(snippets.joined())",
          [
            [code(read.value.text)], [words.spot(read.spot, read.kind, read.section)],
            labels(read.value.labels), words.treatment(read.treatment, read.spot),
          ])
      })
    if step.isCut {
      paragraph(words.pick("… and more, not listed here", "… 더 있지만 여기에는 적지 않았습니다"), indent: Self.indent)
    }
  }

  // MARK: The end

  private mutating func addResults(_ part: LabelReport.Part) {
    let rows = part.steps.compactMap { step in
      step.result.map { TextTable.Row([[step.name], [words.type($0.type)], labels($0.labels)]) }
    }
    if rows.isEmpty { return }
    heading("What each step gives", "단계마다 나오는 것")
    table(
      [words.pick("step", "단계"), words.pick("kind", "종류"), words.pick("labels, and from where", "이름표와 온 곳")],
      rows)
  }

  private mutating func addLooks(_ part: LabelReport.Part) {
    heading("Where a person looks", "사람이 확인하는 곳")
    if part.looks.isEmpty {
      return paragraph(
        words.pick("Nobody looks at anything in this routine.", "이 루틴에는 사람이 확인하는 단계가 없습니다."),
        indent: Self.indent)
    }
    table(
      [
        words.pick("step", "단계"), words.pick("who does what", "누가 무엇을"),
        words.pick("takes away", "없어지는 이름표"), words.pick("where that holds", "없어지는 곳"),
      ],
      part.looks.map { look in
        TextTable.Row([
          [look.step], [words.look(look)], [words.taken(look)],
          [look.takes.isEmpty ? "–" : words.covers(look)],
        ])
      })
  }

  private mutating func addEffects(_ part: LabelReport.Part) {
    heading("What leaves the house", "밖으로 나가는 것")
    let rows = part.steps.flatMap { step in
      step.effects.map { effect in
        let what =
          effect.steps.map { words.pick("what `\($0)` gives", "`\($0)`의 결과") }
          + (effect.ownText ? [words.pick("the text of `\(step.name)`", "`\(step.name)`의 글")] : [])
        let who = step.tools.isEmpty ? [words.actor(step)] : step.tools.map(words.tool)
        return TextTable.Row([[step.name], [words.effect(effect.kind)] + what, who, labels(effect.labels)])
      }
    }
    if rows.isEmpty {
      return paragraph(
        words.pick("Nothing, but what the tools above see.", "위의 도구가 보는 것 말고는 없습니다."), indent: Self.indent)
    }
    table(
      [
        words.pick("step", "단계"), words.pick("what", "무엇을"), words.pick("with", "무엇으로"),
        words.pick("labels, and from where", "이름표와 온 곳"),
      ], rows)
  }
}

extension String {
  /// Without spaces at its end.
  fileprivate var replacingEnd: String {
    var text = self[...]
    while text.utf8.last == 0x20 { text = text.dropLast() }
    return String(text)
  }
}
