// dari explain

import ArgumentParser
import DariBase
import DariWorkspace

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What a code means, with a wrong and a right example; or the codes that speak of some words.",
    discussion: """
      Example: dari explain E0301
               dari explain missing colon

      Without a code or a word, all codes are listed. What is longer than the screen is shown in DARI_PAGER or PAGER, \
      or in less.
      """)

  @Argument(help: "Codes (E0301, or 301), a diagnostic's name, or words in English or Korean.")
  var query: [String] = []

  @Flag(name: .customLong("no-pager"), help: "Writes everything at once, however long it is.")
  var noPager = false

  @OptionGroup var language: LanguageOption

  func run() throws {
    let console = Console(language: language)
    let output = OutputStream.standardOutput
    let layout = PageLayout(
      language: console.language, colour: output.showsColour, columns: output.columns)
    let words = query.flatMap { $0.split { $0.isWhitespace || $0 == "," } }.map(String.init)
    if words.isEmpty { return try show(layout.contents(), console) }
    if let codes = try named(words, console) {
      return try show(codes.map { layout.text(DiagnosticPage($0)) }.joined(separator: "\n"), console)
    }
    let found = PageSearch().find(words.joined(separator: " "))
    switch found.codes.count {
    case 0:
      throw CommandFailure(
        exit: .wrongUse,
        message: console.text(.nothingExplained(words: words.joined(separator: " ")), .fewerWords))
    case 1: try show(layout.text(DiagnosticPage(found.codes[0])), console)
    default: try show(layout.found(found.codes, leftOut: found.leftOut), console)
    }
  }

  /// The codes, if all words are codes or one is the name of a diagnostic; nil if they are to be searched for. Throws
  /// if something looks like a code and there is none.
  private func named(_ words: [String], _ console: Console) throws -> [DiagnosticCode]? {
    let answers = words.map { (word: $0, codes: CodeQuery.codes(of: $0)) }
    guard answers.allSatisfy({ $0.codes != nil }) else {
      // A line as it was copied: `error[E0301]: here is what it says`.
      let whole = answers.filter { CodeQuery.isWhole($0.word) }.flatMap { $0.codes ?? [] }
      return whole.isEmpty ? nil : whole
    }
    for (word, codes) in answers where codes?.isEmpty == true {
      let near = CodeQuery.near(word)
      var message = console.text(.unknownCode(code: word), near.isEmpty ? nil : .nearCodes)
      let stream = OutputStream.standardError
      message += PageLayout(
        language: console.language, colour: stream.showsColour, columns: stream.columns
      ).list(near)
      message += "    \(Note.allCodes.text(console.language))\n"
      throw CommandFailure(exit: .wrongUse, message: message)
    }
    var codes: [DiagnosticCode] = []
    for code in answers.flatMap({ $0.codes ?? [] }) where !codes.contains(code) { codes.append(code) }
    return codes
  }

  /// In a pager where a person looks on and it is longer than the screen.
  private func show(_ text: String, _ console: Console) throws {
    let output = OutputStream.standardOutput
    if !noPager, output.isTerminal,
      Pager.isNeeded(for: text, columns: output.columns, rows: output.rows),
      let pager = Pager(environment: { Surroundings.environment($0) }), pager.show(text)
    {
      return
    }
    try console.answer(text)
  }
}
