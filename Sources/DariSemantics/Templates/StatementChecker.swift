// Holes, tags and text -> instructions.

import DariBase
import DariRuntime
import DariSyntax

extension TemplateChecker {
  /// The instructions of a template's parts, in order.
  func statements(_ template: SyntaxNode) -> [Program.Instruction] {
    var result: [Program.Instruction] = []
    for child in template.allChildren {
      switch child.kind {
      case .templateText, .rawText: appendText(child, &result)
      case .hole: hole(child, &result)
      case .ifBlock: if let instruction = ifBlock(child) { result.append(instruction) }
      case .forBlock: if let instruction = forBlock(child) { result.append(instruction) }
      case .matchBlock: if let instruction = matchBlock(child) { result.append(instruction) }
      case .setTag: if let instruction = setTag(child) { result.append(instruction) }
      case .rawBlock: for token in child.tokens(.rawText) { appendText(token, &result) }
      default: break
      }
    }
    return result
  }

  private func appendText(_ token: SyntaxNode, _ result: inout [Program.Instruction]) {
    let range = token.keptRange
    guard !range.isEmpty else { return }
    let bytes = LineBreaks.normalized(token.tree.file.bytes[range])
    let place = builder.place(of: token.tree.file.span(range))
    result.append(.text(builder.literal(bytes), place))
  }

  // MARK: Holes

  private func hole(_ node: SyntaxNode, _ result: inout [Program.Instruction]) {
    guard let inner = node.expressionNode else { return }
    let place = builder.place(of: node.span)
    if let call = snippetCall(in: inner) {
      if let instruction = lowerCall(call.node, indent: call.indent, hole: node, place) {
        result.append(instruction)
      }
      return
    }
    let checked = check(inner)
    let value = isMedia(checked) ? attached(checked) : printable(checked)
    result.append(.print(value.id, escaping: -1, place))
  }

  /// A snippet call that is the whole hole, with what `| indent(n)` adds.
  private func snippetCall(in node: SyntaxNode) -> (node: SyntaxNode, indent: SyntaxNode?)? {
    if node.kind == .callExpression, node.expressionNode?.kind == .nameExpression { return (node, nil) }
    guard node.kind == .filterExpression, let base = node.expressionNode, base.kind == .callExpression,
      base.expressionNode?.kind == .nameExpression, node.tokens(.name).last?.text == "indent"
    else { return nil }
    return (base, node)
  }

  private func lowerCall(
    _ node: SyntaxNode, indent: SyntaxNode?, hole: SyntaxNode, _ place: Program.Place
  ) -> Program.Instruction? {
    guard let callee = node.expressionNode, let symbol = snippet(callee) else { return nil }
    noteCall(symbol, callee.span)
    guard
      let given = CallArguments.assign(
        node.nodes(.argument), to: symbol.parameters.map(\.name), of: symbol.name, reporter)
    else { return nil }
    var arguments: [Program.ExpressionID] = []
    var types: [Type] = []
    for (parameter, value) in zip(symbol.parameters, given) {
      guard let value else {
        if parameter.type.isOptional {
          arguments.append(builder.constant(.absent))
          types.append(parameter.type)
          continue
        }
        reporter.report(
          .missingArgument(name: symbol.name, parameter: parameter.name), at: node.span,
          labels: [DiagnosticLabel(parameter.span, .definedHere)])
        return nil
      }
      let checked = check(value, fitting: parameter.type)
      arguments.append(checked.id)
      types.append(checked.type)
    }
    var prefix = standsAlone(hole)
    if let indent { prefix += indentWidth(indent) }
    guard let lowerSnippet else { return nil }
    let index = lowerSnippet(symbol, types)
    return .call(snippet: index, builder.arguments(arguments), indent: builder.literal(prefix), place)
  }

  private func snippet(_ callee: SyntaxNode) -> SnippetSymbol? {
    let tokens = callee.tokens(.name)
    guard let last = tokens.last else { return nil }
    let name = last.identifier
    let library = tokens.count > 1 ? tokens[0].identifier : nil
    if let library, !scope.usesLibrary(library) {
      reporter.reportLibrary(
        library, at: tokens[0].span, used: scope.libraries.map(\.name), project: scope.unused.map(\.name))
      return nil
    }
    switch scope.snippet(name, in: library) {
    case .found(let symbol): return symbol
    case .ambiguous(let found):
      reportAmbiguous(name, found.map { ($0.library, $0.symbol.span) }, at: callee.span)
    case .none:
      if let library {
        let known = scope.libraries.first { $0.name == library }?.declarations.snippets.keys.sorted() ?? []
        reporter.reportUnknown(
          .noSuchLibraryName(library: library, name: name), name, at: last.span, among: known)
      } else if let habit = JinjaHabits.call(name) {
        reporter.report(
          .jinjaHabit(habit: "\(name)(…)"), at: callee.span, mends: [habit.mend(at: callee.span)])
      } else if isVisible(name) {
        reporter.report(.notCallable(name: name), at: callee.span)
      } else {
        reportUnknownSnippet(name, callee)
      }
    }
    return nil
  }

  /// The indentation of a hole that has its line to itself; empty otherwise.
  private func standsAlone(_ hole: SyntaxNode) -> [UInt8] {
    let bytes = hole.tree.file.bytes
    var start = Int(hole.span.start)
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    guard start == 0 || bytes[start - 1] == 0x0A else { return [] }
    var end = Int(hole.span.end)
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0D { end += 1 }
    guard end == bytes.count || bytes[end] == 0x0A else { return [] }
    return Array(bytes[start..<Int(hole.span.start)])
  }

  private func indentWidth(_ node: SyntaxNode) -> [UInt8] {
    guard let given = CallArguments.assign(node.nodes(.argument), to: ["n"], of: "indent", reporter) else {
      return []
    }
    guard let value = given[0] else { return Array(repeating: 0x20, count: 4) }
    let width = check(value)
    guard case .int(let count)? = width.constant, (0...100).contains(count) else {
      if !width.type.isUnknown {
        reporter.report(
          .filterArgument(filter: "indent", expected: .expectIndent, parameter: "n"), at: value.span)
      }
      return []
    }
    return Array(repeating: 0x20, count: Int(count))
  }

  /// A value that can be printed, or a report how it can be made so.
  func printable(_ value: Typed) -> Typed {
    if value.type.isUnknown { return value }
    switch value.type.core {
    case .record(let record):
      // A dot binds tighter than a filter: `(items | last).name`.
      let isOne = value.node.kind.bindsTightly && value.node.kind != .filterExpression
      let subject = isOne ? value.node.text : "(\(value.node.text))"
      reporter.report(
        .cannotPrintRecord(type: "\(value.type)"), at: value.span,
        mends: [Mend(.itsFieldsToPrint(fields: record.fields.map { "\(subject).\($0.name)" }))])
    case .list(_, let element):
      let text = value.node.text
      var mends: [Mend] = []
      if !value.type.isOptional, element.isPrintableCore {
        let subject = value.node.kind.bindsTightly ? text : "(\(text))"
        let joined = "\(subject) | join(\", \")"
        mends = [
          Mend(.joinIt(text: joined), [TextEdit(value.span, joined)]),
          Mend(.bulletsIt(text: "\(subject) | bullets"), [TextEdit(value.span, "\(subject) | bullets")]),
        ]
      } else {
        mends = [Mend(.goThroughIt(text: "{% for item in \(text) %} … {% endfor %}"))]
      }
      reporter.report(.cannotPrintList, at: value.span, mends: mends)
    case .media: reportMedia(value)
    case .nothing:
      reporter.report(.cannotPrintAbsentType, at: value.span)
    default: return present(value)
    }
    return unknown(value.node)
  }

  // MARK: Blocks

  private func ifBlock(_ node: SyntaxNode) -> Program.Instruction? {
    let elseBranch = node.node(.elseBranch)
    func chain(_ branches: ArraySlice<SyntaxNode>) -> Program.Instruction? {
      guard let branch = branches.first, let tag = branch.node(.ifTag) else { return nil }
      let place = builder.place(of: tag.span)
      let test = tag.expressionNode.map { condition($0) } ?? Condition(id: unknown(tag).id)
      let then = withFacts(test.whenTrue) { branch.node(.template).map(lower) ?? .empty }
      let otherwise: Program.Block = withFacts(test.whenFalse) {
        if branches.count > 1 { return builder.block(chain(branches.dropFirst()).map { [$0] } ?? []) }
        return elseBranch?.node(.template).map(lower) ?? .empty
      }
      return .branch(test.id, then: then, otherwise: otherwise, place)
    }
    return chain(node.nodes(.ifBranch)[...])
  }

  private func forBlock(_ node: SyntaxNode) -> Program.Instruction? {
    guard let tag = node.node(.forTag) else { return nil }
    let place = builder.place(of: tag.span)
    let parts = tag.expressionNodes
    guard let listNode = parts.first, let token = tag.token(.name) else { return nil }
    var list = check(listNode)
    var element = Type.unknown
    switch list.type.core {
    case .list(_, let item):
      list = present(list)
      element = item.adding(list.type.labels)
    case .unknown: break
    default: reporter.report(.notAList(type: "\(list.type)"), at: listNode.span)
    }
    let name = token.identifier
    reportIfTaken(name, token.span)
    let slot = frame.allocate(name)
    _ = frame.allocate("loop.index0")
    _ = frame.allocate("loop.length")
    let saved = locals.count
    locals.append(Local(name: name, meaning: .value(slot: slot, type: element), span: token.span))
    let test = parts.count > 1 ? condition(parts[1]) : nil
    locals.append(Local(name: "loop", meaning: .loop(slot: slot), span: token.span))
    let body = withFacts(test?.whenTrue ?? .none) { node.node(.template).map(lower) ?? .empty }
    locals.removeLast(locals.count - saved)
    let otherwise = node.node(.elseBranch)?.node(.template).map(lower) ?? .empty
    return .loop(
      slot: Int32(slot), list: list.id, condition: test?.id, body: body, otherwise: otherwise, place)
  }

  private func setTag(_ node: SyntaxNode) -> Program.Instruction? {
    guard let token = node.token(.name) else { return nil }
    let name = token.identifier
    guard let valueNode = node.expressionNode else {
      // What the value was to be could not be read; the name is one all the same.
      let meaning = Local.Meaning.value(slot: frame.allocate(name), type: .unknown)
      locals.append(Local(name: name, meaning: meaning, span: token.span))
      return nil
    }
    let value = check(valueNode)
    if case .list(_, let element) = value.type.core, case .nothing = element.core {
      reporter.report(.noTypeInfo, at: valueNode.span)
    }
    reportIfTaken(name, token.span)
    let slot = frame.allocate(name)
    locals.append(Local(name: name, meaning: .value(slot: slot, type: value.type), span: token.span))
    return .set(slot: Int32(slot), value.id, builder.place(of: node.span))
  }

  /// `set` and `for` never repeat a visible name.
  private func reportIfTaken(_ name: String, _ span: SourceSpan) {
    guard let place = visiblePlace(of: name) else { return }
    reporter.report(.repeatedName(name: name), at: span, labels: [DiagnosticLabel(place, .firstHere)])
  }
}
