// Checks the templates of one frame (a routine, or a snippet) and lowers them as it goes.

import DariBase
import DariRuntime
import DariSyntax

/// One pass gives types, problems and code. Expressions are in ExpressionChecker*.swift, statements in
/// StatementChecker.swift.
final class TemplateChecker {
  /// An expression after checking.
  struct Typed {
    var id: Program.ExpressionID
    var type: Type
    var node: SyntaxNode
    /// If it is known when compiling.
    var constant: Value?
    /// If it can be narrowed.
    var path: AccessPath?
    /// The type without what is known of the path here, if that differs.
    var declared: Type?

    var span: SourceSpan { node.span }
  }

  /// A name that a block gives.
  struct Local {
    enum Meaning {
      case value(slot: Int, type: Type)
      /// `loop`, whose counters lie behind the item's slot.
      case loop(slot: Int)
    }
    var name: String
    var meaning: Meaning
    var span: SourceSpan
  }

  let scope: FileScope
  let reporter: Reporter
  let builder: ProgramBuilder
  let frame: FrameLayout
  /// Inputs and steps of the routine; nil in a snippet.
  var routineNames: RoutineNames?
  var locals: [Local] = []
  var facts = Facts.none
  /// Lowers a snippet into the same program; nil while snippets themselves are checked, when calls are only typed.
  var lowerSnippet: ((SnippetSymbol, [Type]) -> Int32)?
  /// Inputs and steps of the file, which its snippets do not see.
  var hiddenNames: Set<String> = []
  /// The word of the section that is checked, as `user`: only that one takes media. Nil in a snippet.
  var section: String?
  /// The key of a step whose expression is checked; nil in templates.
  var key: String?
  /// The condition of the step whose key that is.
  var when: SyntaxNode?
  /// The lists of that `each` go in lockstep: what stands in for one that is absent would be of another length.
  var isInLockstep = false
  /// Snippets that were called, for the check for circles.
  private(set) var calls: [(symbol: SnippetSymbol, span: SourceSpan)] = []

  init(scope: FileScope, reporter: Reporter, builder: ProgramBuilder, frame: FrameLayout) {
    self.scope = scope
    self.reporter = reporter
    self.builder = builder
    self.frame = frame
  }

  /// Checks a template and gives its code.
  func lower(_ template: SyntaxNode) -> Program.Block {
    let saved = locals.count
    defer { locals.removeLast(locals.count - saved) }
    return builder.block(statements(template))
  }

  func withFacts<Result>(_ more: Facts, _ body: () -> Result) -> Result {
    let saved = facts
    facts = facts.and(more)
    defer { facts = saved }
    return body()
  }

  func noteCall(_ symbol: SnippetSymbol, _ span: SourceSpan) { calls.append((symbol, span)) }

  func typed(
    _ expression: Program.Expression, _ type: Type, _ node: SyntaxNode, path: AccessPath? = nil,
    declared: Type? = nil
  ) -> Typed {
    Typed(
      id: builder.expression(expression, type), type: type, node: node, path: path, declared: declared)
  }

  func constant(
    _ value: Value, _ type: Type, _ node: SyntaxNode, name: String? = nil, path: AccessPath? = nil,
    declared: Type? = nil
  ) -> Typed {
    Typed(
      id: builder.constant(value, name: name, type: type), type: type, node: node, constant: value,
      path: path,
      declared: declared)
  }

  /// What stands in for an expression that is wrong; it has been reported.
  func unknown(_ node: SyntaxNode) -> Typed { constant(.text(""), .unknown, node).withoutConstant }

  /// An expression that is known to be there, or a report that it may not be.
  func present(_ expression: Typed) -> Typed {
    guard expression.type.isOptional else { return expression }
    reportAbsent(expression)
    var result = expression
    result.type = expression.type.asPresent
    return result
  }

  func reportAbsent(_ expression: Typed) {
    let text = expression.node.text
    var mends: [Mend] = []
    if expression.path != nil {
      switch key {
      case nil: mends.append(Mend(.askFirst(text: "{% if \(text) %} … {% endif %}")))
      case "when": mends.append(Mend(.askFirst(text: "\(text) is present and …")))
      default:
        mends.append(
          when?.mendToAlsoNeed("\(text) is present") ?? Mend(.askInWhen(text: "when: \(text) is present")))
      }
    }
    if let standIn = StandIn.text(for: expression.type), !isInLockstep {
      let written = expression.node.kind.bindsTightly ? text : "(\(text))"
      let whole = "\(written) | default(\(standIn))"
      // Which case stands in, only the author knows.
      var edits = [TextEdit(expression.span, whole)]
      if case .enumeration = expression.type.core { edits = [] }
      mends.append(Mend(.useDefault(text: whole), edits))
    }
    reporter.report(.mayBeAbsent(path: text), at: expression.span, mends: mends)
  }
}

extension TemplateChecker.Typed {
  /// A part of a `@value` that may be left out and is not: to ask whether it is there is right, since the value may
  /// change, and not to ask is right too, since it is known.
  var isKnownToBeThere: Bool { constant != nil && !type.isOptional && declared?.isOptional == true }

  var withoutConstant: TemplateChecker.Typed {
    var copy = self
    copy.constant = nil
    return copy
  }
}

extension SyntaxKind {
  /// A filter can follow without brackets.
  var bindsTightly: Bool {
    switch self {
    case .nameExpression, .fieldExpression, .indexExpression, .stringExpression, .integerExpression,
      .decimalExpression, .boolExpression, .listExpression, .parenExpression, .filterExpression,
      .callExpression:
      true
    default: false
    }
  }
}

/// A value that a mend can propose where something may be absent.
enum StandIn {
  static func text(for type: Type) -> String? {
    switch type.core {
    case .text, .line, .url, .email: "\"\""
    case .int(let limits): limits.contains(0) ? "0" : nil
    case .number(let limits): limits.contains(0) ? "0.0" : nil
    case .bool: "false"
    case .enumeration(let type): type.words.first
    case .list(let limits, _): limits.contains(0) ? "[]" : nil
    default: nil
    }
  }
}
