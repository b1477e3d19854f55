// What a hole, a condition or a list of a translation has to have in common with that of its original: the data that it
// reads and what is done with them. Words in quotes, particles and formats belong to the language.

import DariBase
import DariSyntax

enum HoleForm {
  /// Filters that write a value the way of a language. A translation may add, drop or change them.
  static let ofLanguage: Set<String> = ["josa", "date", "number", "money", "upper", "lower", "title"]
  /// Filters whose texts in quotes are compared with data, and are no words.
  static let readingTexts: Set<String> = [
    "replace", "split", "where", "map", "sort", "sum", "unique", "flatten",
  ]
  /// What stands for any words.
  static let words = "\"…\""

  static func of(_ node: SyntaxNode) -> String { form(node, isPrinted: true) }
  static func ofCondition(_ node: SyntaxNode?) -> String { node.map { form($0, isPrinted: false) } ?? "" }

  /// Whether only words can be printed, be it by a condition: the ending of a plural.
  static func isOnlyWords(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case .stringExpression: return true
    case .parenExpression: return node.expressionNode.map(isOnlyWords) ?? false
    case .conditionalExpression:
      let parts = node.expressionNodes
      return parts.count == 3 && isOnlyWords(parts[0]) && isOnlyWords(parts[2])
    default: return false
    }
  }

  private static func form(_ node: SyntaxNode, isPrinted: Bool) -> String {
    let parts = node.expressionNodes
    switch node.kind {
    case .parenExpression: return parts.first.map { form($0, isPrinted: isPrinted) } ?? ""
    case .stringExpression: return isPrinted ? words : "\"\(node.stringValue ?? "")\""
    case .conditionalExpression where parts.count == 3:
      let value = form(parts[0], isPrinted: isPrinted)
      let other = form(parts[2], isPrinted: isPrinted)
      return "(\(value) if \(form(parts[1], isPrinted: false)) else \(other))"
    case .filterExpression: return filter(node, isPrinted)
    case .callExpression:
      let name = parts.first.map { form($0, isPrinted: false) } ?? ""
      return "\(name)(\(arguments(node, isPrinted: true)))"
    case .listExpression: return "[\(parts.map { form($0, isPrinted: isPrinted) }.joined(separator: ", "))]"
    case .binaryExpression
    where isPrinted && (node.binaryOperator == .add || node.binaryOperator == .concatenate):
      return "(\(parts.map { form($0, isPrinted: true) }.joined(separator: " ~ ")))"
    default: return "(\(pieces(node)))"
    }
  }

  private static func filter(_ node: SyntaxNode, _ isPrinted: Bool) -> String {
    let name = node.tokens(.name).last?.identifier ?? ""
    let subject = node.expressionNode.map { form($0, isPrinted: isPrinted) } ?? ""
    if ofLanguage.contains(name) { return subject }
    return "\(subject)|\(name)(\(arguments(node, isPrinted: !readingTexts.contains(name))))"
  }

  private static func arguments(_ node: SyntaxNode, isPrinted: Bool) -> String {
    node.nodes(.argument).map { argument in
      let value = argument.expressionNode.map { form($0, isPrinted: isPrinted) } ?? ""
      return argument.token(.name).map { "\($0.identifier)=\(value)" } ?? value
    }.joined(separator: ", ")
  }

  private static func pieces(_ node: SyntaxNode) -> String {
    var pieces: [String] = []
    for child in node.allChildren where !child.kind.isTrivia {
      if child.kind == .name {
        pieces.append(child.identifier)
      } else if child.kind.isToken {
        pieces.append(child.text)
      } else {
        pieces.append(
          child.kind == .argument ? arguments(node, isPrinted: false) : form(child, isPrinted: false))
      }
    }
    return pieces.joined(separator: " ")
  }
}
