// Which tokens of headers, metadata, types and expressions have a space between them.

/// A token that is laid out, with the node that it stands in directly.
struct CodeToken {
  var kind: SyntaxKind
  var parent: SyntaxKind
  var range: Range<Int>
}

/// One table for all of the language but its text. No space that keeps two tokens apart is ever taken away: what
/// stands close here is signs, and no two of them make another sign.
enum TokenSpacing {
  static func hasSpace(between left: CodeToken, and right: CodeToken) -> Bool {
    switch left.kind {
    case .dot, .doubleDot, .doubleColon, .parenOpen, .bracketOpen: return false
    // The sign of `-x` and of `(-5..5)`.
    case .symbol where left.parent == .unaryExpression || left.parent == .limits: return false
    case .equals where left.parent == .argument: return false
    case .braceOpen where right.kind == .braceClose: return false
    default: break
    }
    switch right.kind {
    case .comma, .colon, .dot, .doubleDot, .doubleColon, .parenClose, .bracketClose, .question: return false
    case .parenOpen: return !opensArguments(right.parent)
    case .bracketOpen: return right.parent != .indexExpression
    case .equals: return right.parent != .argument
    default: return true
    }
  }

  /// A parenthesis that belongs to the word before it: `text(..10)`, `voice(tone)`, `human(owner)`.
  private static func opensArguments(_ node: SyntaxKind) -> Bool {
    switch node {
    case .callExpression, .filterExpression, .testExpression, .limits, .moneyType, .actor, .sectionHeader:
      true
    default: false
    }
  }
}

extension SyntaxKind {
  /// What closes a list; a comma before it says nothing.
  var closesList: Bool {
    self == .parenClose || self == .bracketClose || self == .braceClose || self == .tagClose
  }
}
