// A `@step` section with everything below it, before it is checked.

import DariBase
import DariRuntime
import DariSyntax

struct StepDraft {
  var index: Int
  var section: Unit.Section
  /// `@system`, `@do`, … in file order.
  var parts: [Unit.Section] = []
  /// Metadata by key; the first if a key is there twice, which has been told.
  var keys: [String: SyntaxNode] = [:]
  /// One of its lines could not be read: what seems to be missing may be there.
  var isBroken: Bool

  var name: String { section.name }
  var span: SourceSpan { section.nameSpan }

  init(index: Int, section: Unit.Section, errors: [Diagnostic]) {
    self.index = index
    self.section = section
    let span = section.node.span
    isBroken = errors.contains { span.start <= $0.span.start && $0.span.end <= span.end }
    for node in section.metadata {
      guard let key = node.stepKey?.rawValue else { continue }
      // One that is written right counts before one that was only meant.
      let isExact = node.token(.metadataKey)?.text == key
      guard let first = keys[key] else {
        keys[key] = node
        continue
      }
      if isExact, first.token(.metadataKey)?.text != key { keys[key] = node }
    }
  }

  /// The names that a key lists, with their places.
  func names(_ key: String) -> [SyntaxNode] { keys[key]?.node(.nameList)?.tokens(.name) ?? [] }

  /// `owner` of `by: human(owner)`.
  var actorName: SyntaxNode? { keys["by"]?.node(.actor)?.tokens(.name).dropFirst().first }

  /// The only step that it reviews.
  var reviewed: String? {
    let names = names("reviews")
    return names.count == 1 ? names[0].identifier : nil
  }

  /// A line may hold an `each` that could not be read, or is there a second time.
  func hasUnreadEach(_ errors: [Diagnostic]) -> Bool {
    section.metadata.contains { node in
      let span = node.span
      return node.stepKey == .each
        && errors.contains { span.start <= $0.span.start && $0.span.end <= span.end }
    }
  }

  func part(_ word: String) -> Unit.Section? { parts.first { $0.word == word } }

  /// What a key says, as a span for a report.
  func keySpan(_ key: String) -> SourceSpan { keys[key]?.token(.metadataKey)?.span ?? span }
}
