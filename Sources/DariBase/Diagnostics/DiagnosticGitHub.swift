// Diagnostics as annotations of GitHub Actions: `dari check --format github`.

/// One workflow command a line, `::error file=…,line=…,endLine=…,col=…,endColumn=…,title=E0203::message`, as the runner
/// of GitHub Actions reads them. Lines and columns count from 1, columns in Unicode scalars, and `endColumn` is the
/// column after the last. A problem over several lines has no columns: the runner drops them, with a warning.
package struct DiagnosticGitHub {
  private let sources: SourceSet
  private let mask: SecretMask
  private let language: MessageLanguage
  private let places: ReportedPlaces

  package init(sources: SourceSet, language: MessageLanguage, places: ReportedPlaces) {
    self.sources = sources
    mask = SecretMask(sources)
    self.language = language
    self.places = places
  }

  /// Lines, each ended by a line feed.
  package func text(_ diagnostics: [Diagnostic], failures: [Problem] = []) -> String {
    failures.map { command(.error, [("title", $0.code.text)], [$0.message(language)]) }.joined()
      + diagnostics.map(command).joined()
  }

  /// Of files that are not those in the folder: a place would be one in another text, so it stands in the message.
  package func textWithoutPlaces(_ diagnostics: [Diagnostic], failures: [Problem] = []) -> String {
    text([], failures: failures)
      + diagnostics.map { diagnostic in
        let file = sources[diagnostic.span.file]
        let place = file.position(at: Int(diagnostic.span.start))
        var lines = diagnostic.messageLines(language)
        lines[0] = "\(file.path):\(place.line):\(place.column): \(lines[0])"
        return command(diagnostic.severity, [("title", diagnostic.code.text)], lines)
      }.joined()
  }

  private func command(_ diagnostic: Diagnostic) -> String {
    let file = sources[diagnostic.span.file]
    let start = file.position(at: Int(diagnostic.span.start))
    let end = file.position(at: Int(diagnostic.span.end))
    var properties = [
      ("file", places.path(of: file)), ("line", String(start.line)), ("endLine", String(end.line)),
    ]
    if start.line == end.line {
      properties += [("col", String(start.column)), ("endColumn", String(end.column))]
    }
    properties.append(("title", diagnostic.code.text))
    return command(diagnostic.severity, properties, diagnostic.messageLines(language))
  }

  private func command(_ severity: Severity, _ properties: [(String, String)], _ lines: [String]) -> String {
    // A log shows them as well: nothing in them steers a terminal.
    let visible = lines.map { VisibleText.visible(mask.hide(in: $0)) }.joined(separator: "\n")
    return Self.command(severity == .error ? .error : .warning, properties, visible)
  }

  package enum Level: String, Sendable { case error, warning, notice }

  /// One workflow command, ended by a line feed.
  package static func command(_ level: Level, _ properties: [(String, String)], _ text: String) -> String {
    let list = properties.map { "\($0.0)=\(escaped($0.1, alsoSeparators: true))" }
    return "::\(level.rawValue) \(list.joined(separator: ","))::\(escaped(text, alsoSeparators: false))\n"
  }

  /// `%`, carriage return and line feed; in a property also what ends it and what ends the properties.
  static func escaped(_ text: String, alsoSeparators: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where alsoSeparators: result += "%3A"
      case "," where alsoSeparators: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
