// What YAML text says: nodes that know their bytes in the file.

import DariBase

/// One value of a YAML text.
package struct YAMLNode: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
    /// Nothing was written. Only in `YAMLDialect.data`; elsewhere it is an error and comes as `.error`.
    case absent
    /// What stands here cannot be read, and a diagnostic has said so: say nothing more about it.
    case error
  }

  package var content: Content
  /// Exact bytes in the whole source file. A collection written as lines spans from its first key or bullet to
  /// the end of its last value; quotes and brackets belong to the span.
  package var span: SourceSpan

  package init(_ content: Content, span: SourceSpan) {
    self.content = content
    self.span = span
  }
}

/// A key and its value, in the order of the text.
package struct YAMLEntry: Sendable, Hashable {
  /// Always a scalar.
  package var key: YAMLNode
  package var value: YAMLNode
  package var keyText: String { key.scalarText ?? "" }

  package init(key: YAMLNode, value: YAMLNode) {
    self.key = key
    self.value = value
  }
}

extension YAMLNode {
  package var scalar: YAMLScalar? { if case .scalar(let scalar) = content { scalar } else { nil } }
  package var scalarText: String? { scalar?.text }
  /// Items of a sequence; empty for anything else.
  package var items: [YAMLNode] { if case .sequence(let items) = content { items } else { [] } }
  /// Entries of a mapping; empty for anything else.
  package var entries: [YAMLEntry] { if case .mapping(let entries) = content { entries } else { [] } }
  package var isSequence: Bool { if case .sequence = content { true } else { false } }
  package var isMapping: Bool { if case .mapping = content { true } else { false } }
  package var isError: Bool { if case .error = content { true } else { false } }
  package var isAbsent: Bool { if case .absent = content { true } else { false } }

  /// The first entry with this key, keys compared as names are (canonical equivalence).
  package func entry(_ key: String) -> YAMLEntry? {
    entries.first { $0.keyText == key }
  }

  package subscript(_ key: String) -> YAMLNode? { entry(key)?.value }
}
