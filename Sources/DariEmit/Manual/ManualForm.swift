// The forms of a manual, and how their files lie beside each other.

/// The words are those of `dari manual --format` and, but for the page, of the manifest's targets.
package enum ManualForm: String, CaseIterable, Hashable, Sendable {
  case html, md, pdf, slides

  /// What the manifest's `outputs.targets` call it.
  package var target: String { self == .html ? "manual" : rawValue }

  /// The end of a file's name.
  package var suffix: String {
    switch self {
    case .html: ".html"
    case .md: ".md"
    case .pdf: ".pdf"
    case .slides: ".slides.html"
    }
  }

  package func fileName(of routine: String) -> String { routine + suffix }

  /// Where the manual of a routine is found from the manual of another. The manuals of a project lie beside each other.
  /// - Parameter step: the number of a step, where the form has anchors that every reader knows.
  func address(of routine: String, step: Int? = nil) -> String? {
    switch self {
    case .html: fileName(of: routine) + (step.map { "#step-\($0)" } ?? "")
    case .md: fileName(of: routine)
    // In a PDF a relative address would become one of this machine's disk; slides are shown alone.
    case .pdf, .slides: nil
    }
  }
}
