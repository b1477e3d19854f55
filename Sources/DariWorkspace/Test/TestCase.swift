// What a file in `tests/` says: cases of one routine, and what is expected of their prompts.

import DariBase
import DariRuntime
import DariYAML

/// One case. Its values are still as they were written: they get their types when they are held against the routine.
package struct TestCase: Sendable {
  /// A value that is handed in, and its key.
  package struct Entry: Sendable {
    package var key: String
    package var keySpan: SourceSpan
    package var value: YAMLNode
  }

  package struct Remark: Sendable {
    package var step: String
    package var stepSpan: SourceSpan
    package var text: String
  }

  /// In NFC: a folder is called the same.
  package var name: String
  package var nameSpan: SourceSpan
  package var about: String?
  /// The path of the file of tests.
  package var path: String
  package var routine: Routine
  /// What all cases of the file have, with the case's own on top.
  package var inputs: [Entry] = []
  package var given: [Entry] = []
  package var remarks: [Remark] = []
  package var expectations: [Expectation] = []
  /// What is written of it in the file, `common` included.
  var source: [UInt8] = []
  package var answers = AnswerPlan()
  /// What it hands in could not be read: that has been told, and nothing else is said of its data.
  var isBroken = false

  /// `email-reply/refund-polite`, below `tests/golden`.
  package var folder: String { "\(NFC.normalized(routine.name))/\(name)" }

  /// Whether the name of the case, of its routine or of its file holds the text, capital or small.
  package func isMeant(by text: String) -> Bool {
    let wanted = ByteSearch(for: Self.folded(text).utf8)
    return [name, routine.name, path].contains { wanted.isFound(in: Array(Self.folded($0).utf8)) }
  }

  static func folded(_ text: String) -> String { NFC.normalized(NFC.normalized(text).lowercased()) }

  // MARK: Names

  static let longestName = 200

  /// A folder can be called so on every disk. `@` is kept for what tells variants of a case apart.
  static func isName(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, let last = name.unicodeScalars.last,
      name.utf8.count <= longestName
    else { return false }
    if first == "." || first == " " || last == " " || last == "." { return false }
    return name.unicodeScalars.allSatisfy { scalar in
      if "/\\:*?\"<>|@".unicodeScalars.contains(scalar) { return false }
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
        return false
      default: return !scalar.properties.isDefaultIgnorableCodePoint
      }
    }
  }
}

/// One thing that is asked of a step's prompt, and where it is asked.
package struct Expectation: Sendable {
  /// With items in brackets, from 0, where one of several is meant.
  package var step: StepName
  /// As it was written.
  package var stepText: String
  package var stepSpan: SourceSpan
  package var assertion: Assertion
  package var span: SourceSpan

  /// Whether a prompt is one of those that are spoken of: without a number, every item.
  func isAbout(_ parts: [StepName.Part]) -> Bool {
    parts.count == step.parts.count
      && zip(parts, step.parts).allSatisfy { $0.name == $1.name && ($1.item == nil || $0.item == $1.item) }
  }
}
