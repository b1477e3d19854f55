// The front matter of a routine or a library (Documentation/Language.md).

import DariBase
import DariRuntime
import DariYAML

struct FrontMatter {
  typealias Word = (text: String, span: SourceSpan)

  var span: SourceSpan
  var title: String?
  var summary: String?
  var audience: String?
  var role: String?
  var tags: [String] = []
  var owner: Word?
  var uses: [Word] = []
  var avoid: String?
  var help: String?
  var reviewed: CalendarDate?
  var result: Word?
  /// What the routine is used for, in the words of law packs.
  var fields: [Word] = []
  /// Duties of law packs that are kept outside of the routine, as `pack/duty`.
  var keeps: [Word] = []
  /// The keys that are there.
  var places: [String: SourceSpan] = [:]
  /// Something in it could not be read: what seems to be missing may be there.
  var isBroken = false

  /// Key and meaning: also the table of the reference.
  static let routineKeys = [
    "routine", "title", "summary", "audience", "role", "tags", "owner", "uses", "avoid", "help", "reviewed",
    "result", "field", "keeps",
  ]
  static let libraryKeys = ["library", "title", "summary", "uses", "tags"]

  init(span: SourceSpan) { self.span = span }
}

extension FrontMatter {
  struct Identity {
    var kind: Unit.Kind?
    var name: String
    var span: SourceSpan
  }

  /// Reads the mapping. What is missing or wrong is reported; the rest is still there.
  static func read(_ node: YAMLNode?, span: SourceSpan, reporter: Reporter) -> (FrontMatter, Identity) {
    var front = FrontMatter(span: span)
    var identity = Identity(kind: nil, name: "", span: span)
    guard let node, node.isMapping else { return (front, identity) }
    if let first = node.entries.first, let key = node.entry("routine") ?? node.entry("library"),
      first.keyText != "routine", first.keyText != "library"
    {
      reporter.report(
        .notFirstKey(key: key.keyText), at: key.key.span,
        labels: [DiagnosticLabel(first.key.span, .standsBefore)])
    }
    let isLibrary = node["library"] != nil
    let reader = MappingReader(
      node, place: .placeFrontMatter,
      known: isLibrary ? libraryKeys : node["routine"] != nil ? routineKeys : routineKeys + ["library"],
      reporter: reporter)
    let key = isLibrary ? "library" : "routine"
    if let word = reader.spannedText(key) {
      identity = Identity(kind: isLibrary ? .library : .routine, name: word.text, span: word.span)
      let isValid = isLibrary ? Identifier.isValid(word.text) : isRoutineName(word.text)
      if !isValid {
        reporter.report(
          .invalidName(name: word.text, kind: isLibrary ? .kindLibrary : .kindRoutine), at: word.span)
      }
    } else if node[key] == nil {
      // A misspelt `routine:` has been told as an unknown key.
      if !node.entries.contains(where: {
        Suggestion.nearest(to: $0.keyText, among: ["routine", "library"]) != nil
      }) {
        reporter.report(.missingKey(place: .placeFrontMatter, key: "routine"), at: span)
      }
    }
    for entry in node.entries { front.places[entry.keyText] = entry.key.span }
    front.title = reader.text("title")
    front.summary = reader.text("summary")
    front.audience = reader.text("audience")
    front.role = reader.text("role")
    front.tags = reader.texts("tags").map(\.text)
    front.owner = reader.spannedText("owner")
    front.uses = reader.texts("uses")
    front.avoid = reader.text("avoid")
    front.help = reader.text("help")
    front.result = reader.spannedText("result")
    front.fields = reader.texts("field")
    front.keeps = reader.texts("keeps")
    if let reviewed = reader.spannedText("reviewed") {
      front.reviewed = CalendarDate(iso: reviewed.text)
      if front.reviewed == nil {
        reporter.report(.wrongEntry(key: "reviewed", expected: .expectDate), at: reviewed.span)
      }
    }
    return (front, identity)
  }

  /// Letters, digits and hyphens; letters and digits of any script.
  static func isRoutineName(_ name: String) -> Bool {
    let pieces = name.unicodeScalars.split(separator: "-", omittingEmptySubsequences: false)
    return pieces.allSatisfy { piece in
      !piece.isEmpty && piece.allSatisfy { Identifier.isContinue($0) && $0 != "_" }
    }
  }
}
