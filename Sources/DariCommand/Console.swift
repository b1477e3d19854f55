// Where answers and problems are written, and in which language.

import ArgumentParser
import DariBase
import DariRuntime
import DariWorkspace

/// Answers go to standard output, problems and progress to standard error.
struct Console {
  var language: MessageLanguage
  /// By `--lang`: a command that we propose then needs it too.
  private var languageIsNamed: Bool

  init(language: LanguageOption) {
    self.language = language.messageLanguage
    languageIsNamed = language.language != nil
  }

  /// Where the arguments could not be read, and the language is still known.
  init(arguments: [String]) {
    (language, languageIsNamed) = MessageLanguage.asked(in: arguments)
  }

  var isKorean: Bool { language == .korean }

  func words(_ english: String, _ korean: String) -> String { isKorean ? korean : english }

  /// A problem without a place in a source file.
  func text(_ problem: Problem) -> String {
    DiagnosticRenderer(
      sources: SourceSet(), language: language, colour: OutputStream.standardError.showsColour, width: nil
    ).text(problem)
  }

  /// A problem and, on a line of its own, what to do about it.
  func text(_ problem: Problem, _ note: Note?) -> String {
    let sentence = text(problem)
    guard let note else { return sentence }
    return sentence + "    \(VisibleText.visible(note.text(language)))\n"
  }

  /// What is wrong with JSON, and where.
  func text(_ error: JSONError, in path: String, _ note: Note? = nil) -> String {
    "\(VisibleText.visible(path)):\(error.line):\(error.column): \(text(error.problem, note))"
  }

  /// What was meant, or what there is.
  func proposal(for name: String, among known: [String]) -> Note? {
    if let nearest = Suggestion.nearest(to: name, among: known) { return .didYouMean(name: nearest) }
    return known.isEmpty ? nil : .thereAre(known: known)
  }

  @discardableResult
  func answer(_ text: String) throws -> Bool { try answer(Array(text.utf8)) }

  /// False if nobody reads any more, as after `| head`. The command goes on all the same: its exit code says what it
  /// found, however long its answer was and however much of it was read.
  @discardableResult
  func answer(_ bytes: [UInt8]) throws -> Bool { try write(bytes, to: .standardOutput) }

  @discardableResult
  func tell(_ text: String) throws -> Bool {
    try write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: .standardError)
  }

  private func write(_ bytes: [UInt8], to stream: OutputStream) throws -> Bool {
    do throws(SystemFailure) {
      try stream.write(bytes)
      return true
    } catch {
      if error.reason == .closedPipe { return false }
      throw CommandFailure(error, self)
    }
  }

  /// All diagnostics with their source lines, a line that counts them, and one that says where to read more.
  func tell(_ diagnostics: [Diagnostic], in sources: SourceSet) throws {
    guard !diagnostics.isEmpty else { return }
    let stream = OutputStream.standardError
    let renderer = DiagnosticRenderer(
      sources: sources, language: language, colour: stream.showsColour, width: stream.columns)
    var text = ""
    for diagnostic in diagnostics { text += renderer.text(diagnostic) + "\n" }
    try tell(text + renderer.summary(diagnostics) + "\n" + whereToReadMore(diagnostics))
  }

  /// Of the first problem: that is the one to begin with.
  private func whereToReadMore(_ diagnostics: [Diagnostic]) -> String {
    guard let first = diagnostics.first(where: { $0.severity == .error }) ?? diagnostics.first else {
      return ""
    }
    let command = "dari explain \(first.code.text)" + (languageIsNamed ? " --lang \(language.rawValue)" : "")
    let particle = KoreanParticle.particle("을/를", after: command)
    return words("`\(command)` says more", "`\(command)`\(particle) 치면 자세한 설명이 나옵니다")
  }
}

struct LanguageOption: ParsableArguments {
  enum Language: String, ExpressibleByArgument, CaseIterable { case en, ko }

  @Option(name: .customLong("lang"), help: "Language of messages; the one of LANG if left out.")
  var language: Language?

  var messageLanguage: MessageLanguage {
    switch language {
    case .en: .english
    case .ko: .korean
    case nil: Surroundings.language
    }
  }
}
