// Uses of filters, and calls of snippets that stand where they may not.

import DariBase
import DariRuntime
import DariSyntax

extension TemplateChecker {
  func filter(_ node: SyntaxNode, _ expected: Type?) -> Typed {
    guard let subjectNode = node.expressionNode, let token = node.tokens(.name).last else {
      return node.expressionNode.map { check($0).withType(.unknown) } ?? unknown(node)
    }
    let name = token.text
    let hasStandIn = Filter.named(name)?.parameters.contains { $0.kind == .standIn } ?? false
    let subject = check(subjectNode, expecting: hasStandIn ? expected?.asOptional : nil)
    guard let index = Filter.index(of: name) else {
      reportUnknownFilter(name, token, subject.type)
      for argument in node.nodes(.argument) {
        if let value = argument.expressionNode { _ = checkQuietly(value) }
      }
      return unknown(node)
    }
    let filter = Filter.all[index]
    if subject.type.isUnknown { return unknown(node) }
    if reportMedia(among: [subject]) { return unknown(node) }
    guard let arguments = filterArguments(filter, subject, node, token) else { return unknown(node) }
    let call = FilterCall(
      subject: subject.type,
      arguments: arguments.map {
        $0.map { FilterArgument(type: $0.type, constant: $0.constant, field: $0.field) }
      })
    switch filter.typing(call) {
    case .wrong(.presentSubject):
      if !subject.isKnownToBeThere {
        reporter.report(.defaultNeverUsed(path: subjectNode.text), at: token.span)
      }
      return Typed(id: subject.id, type: subject.type, node: node, constant: subject.constant)
    case .wrong(let problem):
      report(problem, filter, subject, arguments, token, node)
      return unknown(node)
    case .type(let type, let shape):
      let ids = zip(filter.parameters, arguments).map { parameter, argument in
        argument?.id ?? builder.constant(parameter.defaultValue ?? .absent)
      }
      var labels = arguments.reduce(subject.type.labels) { $0.union($1?.type.labels ?? []) }
      var type = type
      if name == "redact" {
        labels = subject.type.labels.masked
        type.labels = type.labels.masked
      }
      let result = typed(
        .filter(Int32(index), subject.id, builder.arguments(ids), shape: builder.constantIndex(shape)),
        type.adding(labels), node)
      let constants = [subject] + arguments.compactMap { $0?.typed }
      return folded(result, from: constants)
    }
  }

  /// An argument after checking.
  private struct Argument {
    var id: Program.ExpressionID
    var type: Type
    var constant: Value?
    var field: String?
    var node: SyntaxNode
    var typed: Typed { Typed(id: id, type: type, node: node, constant: constant) }
  }

  private func reportUnknownFilter(_ name: String, _ token: SyntaxNode, _ subject: Type) {
    if let habit = JinjaHabits.filter(name) {
      reporter.report(.jinjaHabit(habit: "| \(name)"), at: token.span, mends: [habit.mend(at: token.span)])
    } else {
      reporter.reportUnknown(
        .unknownFilter(name: name), name, at: token.span, among: Filter.all.map(\.name),
        otherwise: subject.hasUnknown ? [] : [Mend(.filtersOf(filters: Filter.names(for: subject)))])
    }
  }

  /// Checks an expression whose use is lost anyway; its own problems are told.
  private func checkQuietly(_ node: SyntaxNode) -> Typed? {
    // A bare word may be a field's name there, so only what cannot be one is checked.
    node.kind == .nameExpression ? nil : check(node)
  }

  /// In the order of the parameters; nil where the default stands. Nil as a whole: something was wrong.
  private func filterArguments(
    _ filter: Filter, _ subject: Typed, _ node: SyntaxNode, _ token: SyntaxNode
  ) -> [Argument?]? {
    let names = filter.parameters.map(\.name)
    guard let given = CallArguments.assign(node.nodes(.argument), to: names, of: filter.name, reporter) else {
      return nil
    }
    var arguments: [Argument?] = []
    for (parameter, value) in zip(filter.parameters, given) {
      guard let value else {
        if parameter.defaultValue == nil {
          reporter.report(.missingArgument(name: filter.name, parameter: parameter.name), at: token.span)
          return nil
        }
        arguments.append(nil)
        continue
      }
      guard let argument = filterArgument(filter, parameter, value, subject, arguments) else { return nil }
      arguments.append(argument)
    }
    return arguments
  }

  private func filterArgument(
    _ filter: Filter, _ parameter: Filter.Parameter, _ node: SyntaxNode, _ subject: Typed,
    _ before: [Argument?]
  ) -> Argument? {
    switch parameter.kind {
    case .field: return fieldArgument(filter, parameter, node, subject)
    case .fieldValue:
      let field = before.last.flatMap { $0 }
      let value = present(check(node, expecting: field?.type.besideIt))
      if let field, !value.type.fits(field.type), field.type.joined(with: value.type) == nil {
        reporter.report(.wrongType(expected: "\(field.type)", found: "\(value.type)"), at: node.span)
        return nil
      }
      return Argument(id: value.id, type: value.type, constant: value.constant, node: node)
    case .value, .standIn, .literal:
      // What stands in is read only where the other is not there.
      let known = parameter.kind == .standIn ? Facts(subject.path, present: false) : .none
      let value = withFacts(known) {
        check(
          node, expecting: parameter.kind == .standIn ? standInExpectation(subject.type.asPresent, node) : nil
        )
      }
      if value.type.isUnknown { return nil }
      if parameter.kind == .literal, value.constant == nil {
        reporter.report(
          .filterArgument(filter: filter.name, expected: .expectFixed, parameter: parameter.name),
          at: node.span)
        return nil
      }
      // A literal stands in the program as a constant, also where it was written as `-1`.
      let literal = parameter.kind == .literal ? value.constant.map { builder.constant($0) } : nil
      return Argument(id: literal ?? value.id, type: value.type, constant: value.constant, node: node)
    }
  }

  private func fieldArgument(
    _ filter: Filter, _ parameter: Filter.Parameter, _ node: SyntaxNode, _ subject: Typed
  ) -> Argument? {
    guard case .list(_, let element) = subject.type.core, case .record(let record) = element.core else {
      report(.subject, filter, subject, [], node, node)
      return nil
    }
    guard node.kind == .nameExpression, node.tokens(.name).count == 1 else {
      let bare = node.kind == .stringExpression ? node.stringValue : nil
      reporter.report(
        .filterArgument(filter: filter.name, expected: .expectFieldName, parameter: parameter.name),
        at: node.span,
        mends: bare.map { [Mend(.writeInstead(text: $0), [TextEdit(node.span, $0)])] } ?? [])
      return nil
    }
    let name = node.text
    guard let field = record.field(name), let slot = record.slot(of: name) else {
      let known = record.fields.map(\.name)
      reporter.reportUnknown(
        .unknownField(type: "\(element)", field: name), name, at: node.span, among: known,
        otherwise: [Mend(.itsFields(known: known))])
      return nil
    }
    let value = Value.int(Int64(slot))
    return Argument(id: builder.constant(value), type: field.type, constant: value, field: name, node: node)
  }

  private func report(
    _ problem: FilterProblem, _ filter: Filter, _ subject: Typed, _ arguments: [Argument?],
    _ token: SyntaxNode,
    _ node: SyntaxNode
  ) {
    func place(_ index: Int) -> SourceSpan {
      arguments.indices.contains(index) ? arguments[index]?.node.span ?? token.span : token.span
    }
    func parameter(_ index: Int) -> String { filter.parameters[index].name }
    switch problem {
    case _ where subject.type.hasUnknown: break
    case .subject:
      let others = Filter.names(for: subject.type)
      reporter.report(
        .filterSubject(filter: filter.name, type: "\(subject.type)"), at: token.span,
        mends: others.isEmpty ? [] : [Mend(.filtersOf(filters: others))])
    case .optionalSubject: reportAbsent(subject)
    case .presentSubject: break
    case .argument(let index, let expected), .literal(let index, let expected):
      var mends: [Mend] = []
      if let node = arguments[index]?.node,
        let meant = FilterHabits.literal(node.stringValue, of: filter.name)
      {
        mends = [Mend(.writeInstead(text: meant), [TextEdit(node.span, meant)])]
      }
      reporter.report(
        .filterArgument(
          filter: filter.name, expected: .asWritten(text: expected), parameter: parameter(index)),
        at: place(index), mends: mends)
    case .optionalField(let index):
      reporter.report(.mayBeAbsent(path: arguments[index]?.field ?? ""), at: place(index))
    case .fieldType(let index, let expected):
      reporter.report(
        .filterArgument(
          filter: filter.name, expected: .asWritten(text: expected), parameter: parameter(index)),
        at: place(index))
    }
  }

  // MARK: Calls

  /// A call inside an expression: a snippet that should be a whole hole, or no snippet at all.
  func misplacedCall(_ node: SyntaxNode) -> Typed {
    guard let callee = node.expressionNode else { return unknown(node) }
    let name = callee.tokens(.name).last?.identifier ?? callee.text
    if callee.kind == .nameExpression, snippetExists(callee) {
      reporter.report(.callInExpression(name: name), at: node.span)
    } else if let habit = JinjaHabits.call(name) {
      reporter.report(.jinjaHabit(habit: "\(name)(…)"), at: callee.span, mends: [habit.mend(at: callee.span)])
    } else if callee.kind == .nameExpression, !isVisible(name) {
      reportUnknownSnippet(name, callee)
    } else {
      reporter.report(.notCallable(name: callee.text), at: callee.span)
    }
    return unknown(node)
  }

  func reportUnknownSnippet(_ name: String, _ callee: SyntaxNode) {
    if Filter.index(of: name) != nil {
      reporter.report(
        .jinjaHabit(habit: "\(name)(…)"), at: callee.span, mends: [Mend(.useFilter(text: "| \(name)"))])
      return
    }
    if scope.isBroken { return }
    reporter.reportUnknown(
      .unknownSnippet(name: name), name, at: callee.span, among: scope.snippetNames,
      otherwise: scope.unusedLibraries(\.snippets, with: name).map { Mend(.useLibrary(library: $0)) })
  }

  private func snippetExists(_ callee: SyntaxNode) -> Bool {
    let names = callee.tokens(.name).map(\.identifier)
    guard let last = names.last else { return false }
    if case .none = scope.snippet(last, in: names.count > 1 ? names[0] : nil) { return false }
    return true
  }
}

/// What people write for the literal that a filter takes.
enum FilterHabits {
  static func literal(_ text: String?, of filter: String) -> String? {
    guard let text else { return nil }
    switch filter {
    case "josa":
      let signs = "/()".unicodeScalars
      let letters = String(String.UnicodeScalarView(text.unicodeScalars.filter { !signs.contains($0) }))
      let pairs = [("을", "를"), ("이", "가"), ("은", "는"), ("과", "와"), ("으로", "로")]
      let pair = pairs.first {
        letters == $0.0 || letters == $0.1 || letters == $0.0 + $0.1 || letters == $0.1 + $0.0
      }
      return pair.map { "\"\($0.0)/\($0.1)\"" }
    case "date":
      let codes = [
        ("%Y", "yyyy"), ("%m", "MM"), ("%d", "dd"), ("YYYY", "yyyy"), ("DD", "dd"), ("%-m", "M"),
        ("%-d", "d"),
      ]
      var written = Substring(text)
      for (code, letters) in codes { written = written.replacing(code, with: letters) }
      return written == text || written.utf8.contains(0x25) ? nil : "\"\(written)\""
    default: return nil
    }
  }
}

/// Arguments by position and by name -> the parameters they are for.
enum CallArguments {
  /// Nil: one was wrong, which has been reported.
  static func assign(
    _ arguments: [SyntaxNode], to parameters: [String], of name: String, _ reporter: Reporter
  ) -> [SyntaxNode?]? {
    var result: [SyntaxNode?] = Array(repeating: nil, count: parameters.count)
    var position = 0
    var isRight = true
    for argument in arguments {
      guard let value = argument.expressionNode else { return nil }
      if let token = argument.token(.name) {
        let parameter = token.identifier
        guard let index = parameters.firstIndex(of: parameter) else {
          if parameter == "attribute", parameters.contains("field"), let field = value.stringValue {
            // `map(attribute="name")`
            reporter.report(
              .unknownArgument(name: name, parameter: parameter), at: token.span,
              mends: [Mend(.writeInstead(text: field), [TextEdit(argument.span, field)])])
            return nil
          }
          reporter.reportUnknown(
            .unknownArgument(name: name, parameter: parameter), parameter, at: token.span, among: parameters)
          isRight = false
          continue
        }
        if result[index] != nil {
          reporter.report(.repeatedArgument(parameter: parameter), at: token.span)
          isRight = false
        }
        result[index] = value
      } else if position < parameters.count {
        result[position] = value
        position += 1
      } else {
        reporter.report(.tooManyArguments(name: name, count: parameters.count), at: value.span)
        return nil
      }
    }
    return isRight ? result : nil
  }
}

extension Filter {
  /// The filters that take a subject of this type without arguments being looked at: for messages.
  static func names(for type: Type) -> [String] {
    all.filter { filter in
      let call = FilterCall(subject: type, arguments: filter.parameters.map { _ in nil })
      if case .wrong(.subject) = filter.typing(call) { return false }
      return true
    }.map(\.name)
  }
}
