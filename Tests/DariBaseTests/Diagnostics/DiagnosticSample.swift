// Sources and diagnostics for the tests of how diagnostics are shown.

import DariBase

/// Files whose places are found by the text that stands there.
struct DiagnosticSample {
  var sources = SourceSet()

  init(_ files: (path: String, text: String)...) {
    for file in files { sources.add(path: file.path, bytes: Array(file.text.utf8)) }
  }

  /// The place of `text` in a file; `at` counts its occurrences from 0.
  func span(_ text: String, in file: Int = 0, at occurrence: Int = 0) -> SourceSpan {
    let bytes = sources.files[file].bytes
    let wanted = Array(text.utf8)
    var left = occurrence
    for start in 0...max(0, bytes.count - wanted.count) where bytes[start...].starts(with: wanted) {
      if left == 0 { return sources.files[file].span(start..<start + wanted.count) }
      left -= 1
    }
    preconditionFailure("`\(text)` is not in the sample")
  }

  func shown(
    _ diagnostic: Diagnostic, _ language: MessageLanguage = .english, colour: Bool = false, width: Int? = nil
  ) -> String {
    DiagnosticRenderer(sources: sources, language: language, colour: colour, width: width).text(diagnostic)
  }

  /// What is shown for a problem at a place, without its first line.
  func places(
    _ span: SourceSpan, labels: [DiagnosticLabel] = [], mends: [Mend] = [], width: Int? = nil
  ) -> String {
    let text = shown(Diagnostic(.sample, at: span, labels: labels, mends: mends), width: width)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().joined(separator: "\n")
  }
}

extension Problem {
  static let sample = Problem.unknownField(type: "Brand", field: "nmae")
}
