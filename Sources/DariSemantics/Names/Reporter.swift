// Where the checker's problems go.

import DariBase
import DariSyntax

/// Gathers the diagnostics of one unit of work. Not shared between threads: each unit has its own.
package final class Reporter {
  package private(set) var diagnostics: [Diagnostic] = []
  /// Set while something is lowered again that has been checked before.
  private let isMuted: Bool

  package init(muted: Bool = false) { isMuted = muted }

  package func report(
    _ problem: Problem, at span: SourceSpan, labels: [DiagnosticLabel] = [], mends: [Mend] = [],
    path: [FlowStop] = []
  ) {
    guard !isMuted else { return }
    diagnostics.append(Diagnostic(problem, at: span, labels: labels, mends: mends, path: path))
  }

  package func add(_ more: [Diagnostic]) {
    guard !isMuted else { return }
    diagnostics += more
  }

  /// `library::name` where the file does not use the library: it may be there all the same.
  func reportLibrary(_ name: String, at span: SourceSpan, used: [String], project: [String]) {
    if project.contains(name) {
      report(.libraryNotUsed(name: name), at: span, mends: [Mend(.useLibrary(library: name))])
    } else {
      reportUnknown(.unknownLibrary(name: name), name, at: span, among: used)
    }
  }

  /// What is wrong only because it could not be read is told once, as what could not be read.
  ///
  /// In a hole, a tag, a header or a line of metadata that holds a syntax error nothing else is told.
  func dropConsequences(of tree: SyntaxTree) {
    let errors = tree.diagnostics.filter { $0.severity == .error }.map(\.span)
    guard !errors.isEmpty else { return }
    let units = tree.readingUnits()
    let broken = errors.map { error in
      units.last { $0.start <= error.start && error.end <= $0.end }.map { $0.union(error) } ?? error
    }
    let own = Set(tree.diagnostics)
    diagnostics.removeAll { diagnostic in
      !own.contains(diagnostic)
        && broken.contains { $0.start < diagnostic.span.end && diagnostic.span.start < $0.end }
    }
  }

  /// A name that is not known, with the nearest that is as a mend.
  package func reportUnknown(
    _ problem: Problem, _ name: String, at span: SourceSpan, among known: [String],
    labels: [DiagnosticLabel] = [], otherwise: [Mend] = []
  ) {
    var mends = otherwise
    if let nearest = Suggestion.nearest(to: name, among: known) {
      mends = [Mend(.didYouMean(name: nearest), [TextEdit(span, nearest)])]
    }
    report(problem, at: span, labels: labels, mends: mends)
  }
}

extension SyntaxTree {
  /// The pieces that are read as one: holes, tags, headers, lines of metadata; in file order.
  fileprivate func readingUnits() -> [SourceSpan] {
    entries.compactMap { entry in
      switch entry.kind {
      case .hole, .ifTag, .forTag, .matchTag, .caseTag, .setTag, .errorTag, .sectionHeader, .metadata:
        SourceSpan(file: file.id, start: Int(entry.start), end: Int(entry.end))
      default: nil
      }
    }
  }
}
