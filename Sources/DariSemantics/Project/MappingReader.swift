// Reads a YAML mapping whose keys are known: front matter, manifest, catalogue.

import DariBase
import DariYAML

/// Reports unknown keys at once, and values of the wrong shape as they are asked for.
package struct MappingReader {
  package let node: YAMLNode
  /// Where we are, in words.
  package let place: Note
  package let reporter: Reporter

  package init(_ node: YAMLNode, place: Note, known: [String], reporter: Reporter) {
    self.node = node
    self.place = place
    self.reporter = reporter
    for entry in node.entries where !known.contains(entry.keyText) {
      reporter.reportUnknown(
        .unknownKey(key: entry.keyText, place: place), entry.keyText, at: entry.key.span, among: known)
    }
  }

  package func value(_ key: String) -> YAMLNode? { node[key] }

  package func text(_ key: String) -> String? { spannedText(key)?.text }

  package func spannedText(_ key: String) -> (text: String, span: SourceSpan)? {
    guard let value = node[key] else { return nil }
    guard let text = value.scalarText else {
      wrong(key, value, .expectText)
      return nil
    }
    return (text, value.span)
  }

  /// A list of texts; a single text counts as a list of one.
  package func texts(_ key: String) -> [(text: String, span: SourceSpan)] {
    guard let value = node[key] else { return [] }
    if let text = value.scalarText { return [(text, value.span)] }
    guard value.isSequence else {
      wrong(key, value, .expectList)
      return []
    }
    return value.items.compactMap { item in
      guard let text = item.scalarText else {
        wrong(key, item, .expectList)
        return nil
      }
      return (text, item.span)
    }
  }

  /// A mapping of names to texts, in the order written.
  package func pairs(_ key: String) -> [(key: String, keySpan: SourceSpan, text: String, span: SourceSpan)] {
    mapping(key).compactMap { entry in
      guard let text = entry.value.scalarText else {
        wrong(entry.keyText, entry.value, .expectText)
        return nil
      }
      return (entry.keyText, entry.key.span, text, entry.value.span)
    }
  }

  package func mapping(_ key: String) -> [YAMLEntry] {
    guard let value = node[key] else { return [] }
    guard value.isMapping else {
      wrong(key, value, .expectEntries)
      return []
    }
    return value.entries
  }

  package func nested(_ key: String, place: Note, known: [String]) -> MappingReader? {
    guard let value = node[key] else { return nil }
    guard value.isMapping else {
      wrong(key, value, .expectEntries)
      return nil
    }
    return MappingReader(value, place: place, known: known, reporter: reporter)
  }

  package func wrong(_ key: String, _ value: YAMLNode, _ expected: Note) {
    if value.isError { return }
    reporter.report(.wrongEntry(key: key, expected: expected), at: value.span)
  }
}
