// Words for people in types: a translation writes the same type with nothing but its cases, fields and their words.

import DariBase
import DariSyntax

/// Holds the words of a type against the original's type.
struct TypeWordsMatch {
  struct Missing {
    var name: String
    var place: SourceSpan
    var original: SourceSpan
  }

  /// Found so far, by the span of the case or the field in the original.
  private(set) var words: [SourceSpan: String] = [:]
  private(set) var missing: [Missing] = []
  /// Cases and fields that the original has not, with the names that it has.
  private(set) var added: [(token: SyntaxNode, known: [String], original: SourceSpan)] = []
  /// Types and other things that belong to the original.
  private(set) var foreign: [(node: SyntaxNode, original: SourceSpan)] = []

  static func hasWords(_ node: SyntaxNode?) -> Bool {
    guard let node else { return false }
    return node.token(.string) != nil && (node.kind == .enumCase || node.kind == .typeField)
      || node.nodes.contains(where: hasWords)
  }

  /// - Parameter place: where to tell what is missing if there is nothing of it.
  mutating func compare(_ original: SyntaxNode?, _ translation: SyntaxNode?, at place: SourceSpan) {
    guard let original = original.map(Self.core) else { return }
    guard let translation else {
      for part in Self.parts(of: original) { tellMissing(part, at: place) }
      return
    }
    let other = Self.core(translation)
    guard Self.hasParts(original), Self.hasParts(other),
      (original.kind == .enumType) == (other.kind == .enumType)
    else {
      foreign.append((translation, original.span))
      for part in Self.parts(of: original) { tellMissing(part, at: place) }
      return
    }
    let found = Self.parts(of: other)
    let known = Self.parts(of: original)
    for part in known {
      guard let name = part.token(.name)?.identifier else { continue }
      guard let match = found.first(where: { $0.token(.name)?.identifier == name }) else {
        tellMissing(part, at: other.kind == .recordLines ? place : other.span)
        continue
      }
      take(part, match)
    }
    let names = known.compactMap { $0.token(.name)?.identifier }
    for part in found {
      guard let token = part.token(.name), !names.contains(token.identifier) else { continue }
      added.append((token, names, original.span))
    }
  }

  private mutating func take(_ part: SyntaxNode, _ match: SyntaxNode) {
    let place = match.token(.name)?.span ?? match.span
    if let text = match.token(.string)?.stringValue {
      words[part.span] = text
    } else if part.token(.string) != nil {
      missing.append(
        Missing(name: part.token(.name)?.identifier ?? "", place: place, original: part.span))
    }
    guard part.kind == .typeField else { return }
    if let type = match.typeNode {
      compare(part.typeNode, type, at: place)
    } else if Self.hasWords(part.typeNode) {
      compare(part.typeNode, nil, at: place)
    }
  }

  private mutating func tellMissing(_ part: SyntaxNode, at place: SourceSpan) {
    if part.token(.string) != nil {
      missing.append(
        Missing(name: part.token(.name)?.identifier ?? "", place: place, original: part.span))
    }
    guard part.kind == .typeField, Self.hasWords(part.typeNode) else { return }
    compare(part.typeNode, nil, at: place)
  }

  private static func hasParts(_ node: SyntaxNode) -> Bool {
    [.enumType, .recordType, .recordLines].contains(node.kind)
  }

  private static func parts(of node: SyntaxNode) -> [SyntaxNode] {
    node.children { $0 == .enumCase || $0 == .typeField }
  }

  /// What stands inside of labels, lists, brackets and `?`.
  private static func core(_ node: SyntaxNode) -> SyntaxNode {
    var node = node
    while [.labelledType, .optionalType, .listType, .parenType].contains(node.kind), let inner = node.typeNode
    {
      node = inner
    }
    return node
  }
}
