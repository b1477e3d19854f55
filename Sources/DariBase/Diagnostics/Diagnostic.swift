// What is wrong, where, and how to mend it: plain data. Words come from the catalogue,
// which is generated from Documentation/Errors/*.md.

package enum Severity: String, Sendable, Comparable {
  case error, warning

  package static func < (a: Severity, b: Severity) -> Bool { a == .error && b == .warning }
}

/// The language in which problems are told.
package enum MessageLanguage: String, Sendable, CaseIterable {
  case english = "en"
  case korean = "ko"
}

/// Words that are there in both languages of messages, such as those of a law pack.
package struct Wording: Hashable, Sendable {
  package var korean: String
  package var english: String

  package init(korean: String, english: String) {
    self.korean = korean
    self.english = english
  }

  package func text(_ language: MessageLanguage) -> String { language == .korean ? korean : english }
}

/// A value that a message speaks of.
package indirect enum MessageArgument: Hashable, Sendable {
  /// A word of the author's, or a piece of source.
  case text(String)
  case number(Int)
  /// Names, shown in the order given.
  case names([String])
  /// Words that are no part of the catalogue and still there in both languages.
  case wording(Wording)
  /// Words of the catalogue, told in the language of the message.
  case note(Note)
}

/// What a diagnostic says: a code of the catalogue and what it speaks of. Made by the generated
/// functions, e.g. `.unknownName(name: "mesage")`.
package struct Problem: Hashable, Sendable {
  package let code: DiagnosticCode
  package let arguments: [MessageArgument]

  package init(code: DiagnosticCode, arguments: [MessageArgument]) {
    self.code = code
    self.arguments = arguments
  }
}

/// Words at a labelled place, or the title of a mend. Made by the generated functions.
package struct Note: Hashable, Sendable {
  package let id: NoteID
  package let arguments: [MessageArgument]

  package init(id: NoteID, arguments: [MessageArgument]) {
    self.id = id
    self.arguments = arguments
  }
}

/// Another place that explains the problem.
package struct DiagnosticLabel: Hashable, Sendable {
  package var span: SourceSpan
  package var note: Note

  package init(_ span: SourceSpan, _ note: Note) {
    self.span = span
    self.note = note
  }
}

/// Replaces the bytes of a span. An empty span inserts.
package struct TextEdit: Hashable, Sendable {
  package var span: SourceSpan
  package var text: String

  package init(_ span: SourceSpan, _ text: String) {
    self.span = span
    self.text = text
  }
}

/// A change that takes the problem away. Without edits it is advice in words.
package struct Mend: Hashable, Sendable {
  package var title: Note
  package var edits: [TextEdit]

  package init(_ title: Note, _ edits: [TextEdit] = []) {
    self.title = title
    self.edits = edits
  }
}

/// One stop on a way through a routine: a step, and what happens there.
package struct FlowStop: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable { case starts, passes, skipped, leaves, ends }

  package struct Step: Hashable, Sendable {
    /// The step's name in the source.
    package var span: SourceSpan
    package var name: String
    package var title: String?

    package init(span: SourceSpan, name: String, title: String?) {
      self.span = span
      self.name = name
      self.title = title
    }
  }

  /// Nil where the routine ends.
  package var step: Step?
  package var note: Note
  package var kind: Kind

  package init(_ step: Step?, _ note: Note, _ kind: Kind) {
    self.step = step
    self.note = note
    self.kind = kind
  }
}

package struct Diagnostic: Hashable, Sendable {
  package var problem: Problem
  package var span: SourceSpan
  package var labels: [DiagnosticLabel]
  package var mends: [Mend]
  /// The way through the routine that the problem is about, stop by stop; empty if it is about none.
  package var path: [FlowStop]

  package init(
    _ problem: Problem, at span: SourceSpan, labels: [DiagnosticLabel] = [], mends: [Mend] = [],
    path: [FlowStop] = []
  ) {
    self.problem = problem
    self.span = span
    self.labels = labels
    self.mends = mends
    self.path = path
  }

  package var code: DiagnosticCode { problem.code }
  package var severity: Severity { problem.code.severity }

  /// The mend that `dari check --fix` applies: of a code that is fixed automatically, the only one that has edits. Where
  /// there are several, somebody has to choose.
  package var automaticMend: Mend? {
    let candidates = mends.filter { !$0.edits.isEmpty }
    return code.entry.isFixedAutomatically && candidates.count == 1 ? candidates[0] : nil
  }
}

extension Array where Element == Diagnostic {
  package var hasErrors: Bool { contains { $0.severity == .error } }

  /// File order; two problems at one place keep the order in which they were found.
  package func inFileOrder() -> [Diagnostic] {
    enumerated().sorted { ($0.element.span, $0.offset) < ($1.element.span, $1.offset) }.map(\.element)
  }
}
