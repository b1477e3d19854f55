// `allowed.yaml`: breaks that are meant, each with the reason (Documentation/Diff.md).

import DariBase
import DariYAML

package struct AllowedChanges: Sendable {
  package struct Entry: Sendable {
    /// Either of these two, or both.
    package var change: RoutineChange.Kind?
    package var tier: RoutineChange.Tier?
    package var routine: String?
    /// A step, an input or a part of one, as it is told.
    package var at: String?
    package var reason: String
    package var span: SourceSpan

    /// Of one routine.
    package func fits(_ found: RoutineChange) -> Bool {
      (change == nil || change == found.kind) && (tier == nil || tier == found.tier)
        && (routine.map(found.routines.contains) ?? true) && (at == nil || at == found.at)
    }
  }

  package private(set) var entries: [Entry] = []

  package init() {}

  package static let fileName = "allowed.yaml"
  static let keys = ["allowed"]
  static let entryKeys = ["change", "tier", "routine", "at", "reason"]

  /// Everything that is wrong with the file is told at its place; with an error in it nothing is allowed.
  package static func read(_ file: SourceFile) -> (allowed: AllowedChanges, diagnostics: [Diagnostic]) {
    let problems = EncodingCheck.check(file)
    if !problems.isEmpty { return (AllowedChanges(), problems) }
    let reporter = Reporter()
    var allowed = AllowedChanges()
    allowed.read(file, reporter)
    if reporter.diagnostics.hasErrors { allowed.entries = [] }
    return (allowed, reporter.diagnostics.inFileOrder())
  }

  private mutating func read(_ file: SourceFile, _ reporter: Reporter) {
    let result = YAML.parse(file)
    reporter.add(result.diagnostics)
    guard let root = result.root, root.isMapping else {
      if !result.diagnostics.hasErrors {
        reporter.report(.missingKey(place: .placeAllowedFile, key: "allowed"), at: file.span(0..<0))
      }
      return
    }
    let reader = MappingReader(root, place: .placeAllowedFile, known: Self.keys, reporter: reporter)
    guard let list = root["allowed"] else {
      if !reporter.diagnostics.hasErrors {
        reporter.report(.missingKey(place: .placeAllowedFile, key: "allowed"), at: root.span.atStart)
      }
      return
    }
    guard list.isSequence else {
      reader.wrong("allowed", list, .expectAllowed)
      return
    }
    for item in list.items {
      guard item.isMapping else {
        reader.wrong("allowed", item, .expectAllowed)
        continue
      }
      if let entry = Self.entry(item, reporter) { entries.append(entry) }
    }
  }

  private static func entry(_ item: YAMLNode, _ reporter: Reporter) -> Entry? {
    let reader = MappingReader(item, place: .placeAllowedEntry, known: entryKeys, reporter: reporter)
    let before = reporter.diagnostics.count
    var entry = Entry(reason: reader.text("reason") ?? "", span: item.span)
    if let word = reader.spannedText("change") {
      let known = RoutineChange.Kind.allCases.map(\.rawValue)
      entry.change = RoutineChange.Kind(rawValue: word.text)
      if entry.change == nil {
        reporter.reportUnknown(.unknownChange(name: word.text), word.text, at: word.span, among: known)
      }
    }
    if let word = reader.spannedText("tier") {
      let known = RoutineChange.Tier.allCases.map(\.rawValue)
      entry.tier = RoutineChange.Tier(word: word.text)
      if entry.tier == nil {
        reporter.reportUnknown(
          .unknownWord(word: word.text, known: known), word.text.uppercased(), at: word.span, among: known)
      }
    }
    entry.routine = reader.text("routine")
    entry.at = reader.text("at")
    if reporter.diagnostics.count > before { return nil }
    if entry.change == nil, entry.tier == nil {
      reporter.report(
        .missingKey(place: .placeAllowedEntry, key: "change"), at: item.span.atStart, mends: [Mend(.orTier)])
    }
    let isBlank = entry.reason.utf8.allSatisfy { $0 == 0x20 }
    if isBlank {
      reporter.report(.missingKey(place: .placeAllowedEntry, key: "reason"), at: item.span.atStart)
    }
    return entry
  }
}
