// A diagnostic's page of Documentation/Errors, read from the text inside the binary.

import DariBase

/// What a page says: paragraphs in both languages, and examples.
package struct DiagnosticPage: Sendable {
  package enum Verdict: String, Sendable { case wrong, right }

  /// A fence of the page.
  package struct File: Hashable, Sendable {
    /// `dari`, `yaml`, `json`, `csv`.
    package var language: String
    /// As the page names it; nil if it does not.
    package var name: String?
    /// Data that is handed in, and not a part of the project.
    package var isData: Bool
    package var text: String

    /// What it is called in a project.
    package var path: String { name ?? "example.\(language)" }
  }

  package enum Block: Sendable {
    case words(MessageLanguage, String)
    /// Files of one project, or data; without a verdict it only illustrates the words before it.
    case example(Verdict?, [File])
  }

  package var code: DiagnosticCode
  package var blocks: [Block]

  /// Every code has one; a test holds that.
  package init(_ code: DiagnosticCode) {
    self.init(code, Self.body(of: code.text))
  }

  private init(_ code: DiagnosticCode, _ body: Substring) {
    self.code = code
    var reader = PageReader()
    for line in body.split(separator: "\n", omittingEmptySubsequences: false) { reader.take(line) }
    blocks = reader.finish()
  }

  /// All codes, in their order.
  package static var allCodes: [DiagnosticCode] {
    diagnosticCatalogue.indices.map { DiagnosticCode(index: $0) }
  }

  /// All pages, in the order of their codes.
  package static var all: [DiagnosticPage] {
    let bodies = Dictionary(parts.map { (String($0.code), $0.body) }) { first, _ in first }
    return allCodes.map { DiagnosticPage($0, bodies[$0.text] ?? "") }
  }

  private static func body(of code: String) -> Substring {
    parts.first { $0.code == code }?.body ?? ""
  }

  /// The pages' Markdown, each after a line with its code; see `ErrorPagesGenerator`.
  private static var parts: some Sequence<(code: Substring, body: Substring)> {
    let text = ErrorPages.text
    let heading = Array("##### ".utf8)
    var position = text.utf8.startIndex
    return sequence(state: ()) { _ in
      guard position < text.utf8.endIndex else { return nil }
      func lineEnd() -> String.Index { text.utf8[position...].firstIndex(of: 0x0A) ?? text.utf8.endIndex }
      let titleEnd = lineEnd()
      let code = text[position..<titleEnd].dropFirst(heading.count)
      position = titleEnd
      repeat {
        position = position < text.utf8.endIndex ? text.utf8.index(after: position) : position
        if text.utf8[position...].starts(with: heading) { break }
        position = lineEnd()
      } while position < text.utf8.endIndex
      return (code, text[text.utf8.index(after: titleEnd)..<position])
    }
  }
}

extension DiagnosticEntry {
  /// The sentence with `…` for what it speaks of in a real case.
  package func sentence(_ language: MessageLanguage) -> String {
    let template = language == .korean ? korean : english
    let count = template.parts.reduce(0) { count, part in
      switch part {
      case .words: count
      case .argument(let index), .particle(let index, _): max(count, index + 1)
      }
    }
    return template.text(Array(repeating: .text("…"), count: count), language)
  }
}

/// Line by line: fences, and paragraphs between blank lines.
private struct PageReader {
  private var blocks: [DiagnosticPage.Block] = []
  private var paragraph = ""
  private var fence: (ticks: Int, verdict: DiagnosticPage.Verdict?, file: DiagnosticPage.File)?
  /// The last block is an example that the next fence may belong to.
  private var joins = false

  mutating func take(_ line: Substring) {
    let ticks = line.utf8.prefix { $0 == 0x60 }.count
    if let open = fence {
      if ticks >= open.ticks, line.utf8.count == ticks {
        close(open.verdict, open.file)
      } else {
        fence?.file.text += line + "\n"
      }
    } else if ticks >= 3 {
      endParagraph()
      open(line.dropFirst(ticks), ticks: ticks)
    } else if line.allSatisfy(\.isWhitespace) {
      endParagraph()
    } else {
      paragraph += (paragraph.isEmpty ? "" : "\n") + line
    }
  }

  mutating func finish() -> [DiagnosticPage.Block] {
    endParagraph()
    return blocks
  }

  private mutating func open(_ info: Substring, ticks: Int) {
    let words = info.split(separator: " ").map(String.init)
    let verdict = words.count > 1 ? DiagnosticPage.Verdict(rawValue: words[1]) : nil
    let isData = words.count > 2 && words.last == "data"
    let file = DiagnosticPage.File(
      language: words.first ?? "", name: words.count > 2 && !isData ? words[2] : nil, isData: isData, text: ""
    )
    fence = (ticks, verdict, file)
  }

  private mutating func close(_ verdict: DiagnosticPage.Verdict?, _ file: DiagnosticPage.File) {
    fence = nil
    if joins, verdict != nil, !file.isData, case .example(verdict, var files)? = blocks.last,
      files.allSatisfy({ !$0.isData && $0.path != file.path })
    {
      files.append(file)
      blocks[blocks.count - 1] = .example(verdict, files)
    } else {
      blocks.append(.example(verdict, [file]))
    }
    joins = true
  }

  private mutating func endParagraph() {
    if paragraph.isEmpty { return }
    blocks.append(.words(Self.language(of: paragraph), paragraph))
    paragraph = ""
    joins = false
  }

  /// By which letters there are more of, outside of backticks.
  static func language(of text: String) -> MessageLanguage {
    var hangul = 0
    var latin = 0
    var isCode = false
    var ticks = 0
    for scalar in text.unicodeScalars {
      if scalar == "`" {
        ticks += 1
        continue
      }
      // Several in a row are spoken of, and are no code.
      if ticks == 1 { isCode.toggle() }
      ticks = 0
      if isCode { continue }
      switch scalar.value {
      case 0xAC00...0xD7A3: hangul += 1
      // A syllable is worth some letters: a Korean sentence may hold a few names in Latin letters.
      case 0x41...0x5A, 0x61...0x7A: latin += 1
      default: break
      }
    }
    return hangul * 3 > latin ? .korean : .english
  }
}
