// What the formats for other programs share: how files are named, and all that is said of a problem in words.

/// How files are named in a report that is read outside of the project: from the folder where the command ran, if the
/// project lies below it, so that a code host finds them in its repository.
package struct ReportedPlaces: Sendable {
  /// The way to the project's folder: empty, or with a `/` at its end.
  private let folder: String

  /// - Parameter folder: the project's folder from where the command ran; empty if it is that folder.
  package init(folder: String = "") {
    self.folder = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
  }

  /// Of a file of the project, by its path there.
  package func path(_ path: String) -> String { folder + path }

  package func path(of file: SourceFile) -> String { file.isShipped ? file.path : folder + file.path }

  /// Of a file of the project.
  package func path(of file: String) -> String { folder + file }
}

extension Diagnostic {
  /// The message, and what each of its mends says: lines, whatever line breaks the author's words in them hold.
  package func messageLines(_ language: MessageLanguage) -> [String] {
    [problem.message(language)]
      + path.map { stop in (stop.step.map { "`\($0.name)`: " } ?? "") + stop.note.text(language) }
      + mends.map { "\(Self.helpWord(language)): \($0.title.text(language))" }
  }

  static func helpWord(_ language: MessageLanguage) -> String { language == .korean ? "도움말" : "help" }
}

extension DiagnosticEntry {
  /// The sentence of a code with `…` where it speaks of something.
  package func pattern(_ language: MessageLanguage) -> String {
    let template = language == .korean ? korean : english
    return template.text(Array(repeating: .text("…"), count: template.argumentCount), language)
  }
}

extension MessageTemplate {
  fileprivate var argumentCount: Int {
    parts.reduce(0) { count, part in
      switch part {
      case .words: count
      case .argument(let index), .particle(let index, _): max(count, index + 1)
      }
    }
  }
}
