// Type syntax -> types: names looked up, limits checked, circles refused.

import DariBase
import DariRuntime
import DariSyntax

/// Resolves the types of one project. A named type is resolved when it is first asked for.
final class TypeResolver {
  /// A `@type` section waiting to be resolved.
  struct Pending {
    var name: String
    var span: SourceSpan
    var section: Unit.Section
    var unit: Int
  }

  private enum State {
    case pending(Pending)
    case resolving(Pending)
    case done(TypeSymbol)
  }

  /// By unit, then by name.
  private var states: [Int: [String: State]] = [:]
  /// Libraries that a unit uses, as (name, unit).
  private let uses: [Int: [(name: String, unit: Int)]]
  private let reporters: [Reporter]
  /// All libraries of the project.
  private let libraries: [String: Int]
  /// Units whose libraries are not all known.
  private let broken: Set<Int>
  /// Words for people of another language, by the span of the case or the field.
  private let words: [SourceSpan: String]
  private var path: [Pending] = []

  init(
    pending: [Pending], uses: [Int: [(name: String, unit: Int)]], libraries: [String: Int],
    reporters: [Reporter], broken: Set<Int>, words: [SourceSpan: String] = [:]
  ) {
    self.words = words
    self.uses = uses
    self.libraries = libraries
    self.broken = broken
    self.reporters = reporters
    for item in pending { states[item.unit, default: [:]][item.name] = .pending(item) }
  }

  func resolveAll(of unit: Int) -> [String: TypeSymbol] {
    var symbols: [String: TypeSymbol] = [:]
    for name in (states[unit] ?? [:]).keys.sorted() { symbols[name] = symbol(name, unit) }
    return symbols
  }

  // MARK: Names

  private func symbol(_ name: String, _ unit: Int) -> TypeSymbol? {
    switch states[unit]?[name] {
    case nil: return nil
    case .done(let symbol): return symbol
    case .resolving(let pending):
      let circle = path.drop { $0.name != name || $0.unit != unit }.map(\.name) + [name]
      reporters[unit].report(.typesInCircle(path: circle.joined(separator: " → ")), at: pending.span)
      let symbol = TypeSymbol(name: name, span: pending.span, type: .unknown)
      states[unit]?[name] = .done(symbol)
      return symbol
    case .pending(let pending):
      states[unit]?[name] = .resolving(pending)
      path.append(pending)
      let type = resolve(pending)
      path.removeLast()
      if case .done(let symbol)? = states[unit]?[name] { return symbol }
      let symbol = TypeSymbol(name: name, span: pending.span, type: type)
      states[unit]?[name] = .done(symbol)
      return symbol
    }
  }

  private func resolve(_ pending: Pending) -> Type {
    var type: Type
    if let node = pending.section.header.typeNode {
      type = resolve(node, in: pending.unit)
    } else if let lines = pending.section.node.node(.recordLines) {
      type = record(lines, in: pending.unit)
    } else {
      return .unknown
    }
    switch type.core {
    case .record(let record) where record.name == nil:
      type.core = .record(RecordType(name: pending.name, fields: record.fields))
    case .enumeration(var enumeration) where enumeration.name == nil:
      enumeration.name = pending.name
      type.core = .enumeration(enumeration)
    default: break
    }
    return type
  }

  private func named(_ node: SyntaxNode, in unit: Int) -> Type {
    let names = node.tokens(.name)
    guard let last = names.last else { return .unknown }
    let name = last.identifier
    let libraries = uses[unit] ?? []
    if names.count > 1 {
      let library = names[0].identifier
      guard let used = libraries.first(where: { $0.name == library }) else {
        reporters[unit].reportLibrary(
          library, at: names[0].span, used: libraries.map(\.name), project: self.libraries.keys.sorted())
        return .unknown
      }
      if let symbol = symbol(name, used.unit) { return symbol.type }
      reporters[unit].reportUnknown(
        .noSuchLibraryName(library: library, name: name), name, at: last.span,
        among: (states[used.unit] ?? [:]).keys.sorted())
      return .unknown
    }
    if let symbol = symbol(name, unit) { return symbol.type }
    let found = libraries.compactMap { used in symbol(name, used.unit).map { (used.name, $0) } }
    if found.count == 1 { return found[0].1.type }
    if found.count > 1 {
      reporters[unit].report(
        .ambiguousName(name: name, libraries: found.map(\.0)), at: node.span,
        labels: found.map { DiagnosticLabel($0.1.span, .oneIsHere) },
        mends: found.map {
          Mend(.nameLibrary(text: "\($0.0)::\(name)"), [TextEdit(node.span, "\($0.0)::\(name)")])
        })
      return .unknown
    }
    if broken.contains(unit) { return .unknown }
    let known =
      (states[unit] ?? [:]).keys.sorted() + libraries.flatMap { (states[$0.unit] ?? [:]).keys.sorted() }
    reporters[unit].reportUnknown(
      .unknownType(name: name), name, at: node.span, among: known + TypeWords.all,
      otherwise: otherWords(for: name, at: node.span))
    return .unknown
  }

  /// For a word that is near to no type: the library that has it, or the type that is meant.
  private func otherWords(for name: String, at span: SourceSpan) -> [Mend] {
    let owners = libraries.filter { states[$0.value]?[name] != nil }.keys.sorted()
    if !owners.isEmpty { return owners.map { Mend(.useLibrary(library: $0)) } }
    if let word = TypeWords.meant(by: name) {
      return [Mend(.writeInstead(text: word), [TextEdit(span, word)])]
    }
    return [Mend(.typeWords(words: TypeWords.all))]
  }

  // MARK: Structure

  func resolve(_ node: SyntaxNode, in unit: Int) -> Type {
    switch node.kind {
    case .labelledType:
      var labels: Labels = []
      for token in node.tokens(.keyword) {
        if let label = Labels.words.first(where: { $0.word == token.text }) { labels.insert(label.label) }
      }
      return inner(node, unit).adding(labels)
    case .optionalType:
      // `list of X?` has been told as in doubt; whether the list may be absent is not known.
      if node.typeNode?.kind == .listType { return .unknown }
      return inner(node, unit).asOptional
    case .parenType: return inner(node, unit)
    case .simpleType: return simple(node, unit)
    case .moneyType: return money(node, unit)
    case .listType: return list(node, unit)
    case .enumType: return enumeration(node, unit)
    case .recordType: return record(node, in: unit)
    case .namedType: return named(node, in: unit)
    default: return .unknown
    }
  }

  private func inner(_ node: SyntaxNode, _ unit: Int) -> Type {
    node.typeNode.map { resolve($0, in: unit) } ?? .unknown
  }

  private func simple(_ node: SyntaxNode, _ unit: Int) -> Type {
    let limits = node.node(.limits)
    switch node.token(.keyword)?.text {
    case "text": return Type(.text(self.limits(limits, unit) { Int($0) }))
    case "line": return Type(.line(self.limits(limits, unit) { Int($0) }))
    case "int": return Type(.int(self.limits(limits, unit) { Int64($0) }))
    case "number": return Type(.number(self.limits(limits, unit) { WrittenNumber.double($0) }))
    case "bool": return .bool
    case "date": return .date
    case "url": return Type(.url)
    case "email": return Type(.email)
    case let word? where Type.Media(rawValue: word) != nil: return Type(.media(Type.Media(rawValue: word)!))
    default: return .unknown
    }
  }

  private func limits<Bound>(
    _ node: SyntaxNode?, _ unit: Int, _ read: (String) -> Bound?
  ) -> Limits<Bound> {
    guard let node else { return Limits() }
    let inside = node.text.unicodeScalars.filter { !"() \t\r\n".unicodeScalars.contains($0) }
    let text = String(String.UnicodeScalarView(inside))
    guard let dots = text.range(ofDots: ()) else { return Limits() }
    let low = String(text[..<dots.lowerBound])
    let high = String(text[dots.upperBound...])
    let result = Limits(low.isEmpty ? nil : read(low), high.isEmpty ? nil : read(high))
    if (!low.isEmpty && result.low == nil) || (!high.isEmpty && result.high == nil) {
      reporters[unit].report(.wrongLimits(limits: node.text), at: node.span)
    } else if let low = result.low, let high = result.high, high < low {
      reporters[unit].report(.reversedLimits(limits: node.text), at: node.span)
      return Limits()
    }
    return result
  }

  private func money(_ node: SyntaxNode, _ unit: Int) -> Type {
    guard let token = node.token(.name) else { return .unknown }
    let currency = token.text
    if Currency.named(currency) == nil {
      // Other codes are near in letters only: to turn won into another country's money would be worse than nothing.
      let meant = Self.currencyWords[currency]
      reporters[unit].report(
        .unknownCurrency(name: currency), at: token.span,
        mends: meant.map { [Mend(.writeInstead(text: $0), [TextEdit(token.span, $0)])] } ?? [])
      return .unknown
    }
    return Type(.money(currency))
  }

  private static let currencyWords = [
    "WON": "KRW", "won": "KRW", "krw": "KRW", "KRW원": "KRW", "원": "KRW", "YEN": "JPY", "엔": "JPY",
    "jpy": "JPY",
    "YUAN": "CNY", "RMB": "CNY", "위안": "CNY", "DOLLAR": "USD", "달러": "USD", "usd": "USD", "EURO": "EUR",
    "유로": "EUR",
    "eur": "EUR",
  ]

  private func list(_ node: SyntaxNode, _ unit: Int) -> Type {
    var element = inner(node, unit)
    if element.isOptional {
      let span = node.typeNode?.span ?? node.span
      reporters[unit].report(
        .optionalItems, at: span,
        mends: [Mend(.wholeListMayBeAbsent)])
      element.isOptional = false
    }
    return Type(
      .list(limits(node.node(.limits), unit) { Int($0) }, element.asPresent), labels: element.labels)
  }

  private func enumeration(_ node: SyntaxNode, _ unit: Int) -> Type {
    var cases: [EnumType.Case] = []
    var spans: [String: SourceSpan] = [:]
    for child in node.nodes(.enumCase) {
      guard let token = child.token(.name) else { continue }
      let word = token.identifier
      if let first = spans[word] {
        reporters[unit].report(
          .repeatedCaseName(name: word), at: token.span, labels: [DiagnosticLabel(first, .firstHere)])
        continue
      }
      spans[word] = token.span
      cases.append(EnumType.Case(word: word, label: label(of: child)))
    }
    return cases.isEmpty ? .unknown : Type(.enumeration(EnumType(cases: cases)))
  }

  private func label(of part: SyntaxNode) -> String? { words[part.span] ?? part.token(.string)?.stringValue }

  private func record(_ node: SyntaxNode, in unit: Int) -> Type {
    var fields: [RecordType.Field] = []
    var spans: [String: SourceSpan] = [:]
    for child in node.nodes(.typeField) {
      guard let token = child.token(.name) else { continue }
      let name = token.identifier
      let type = inner(child, unit)
      if let first = spans[name] {
        reporters[unit].report(
          .repeatedFieldName(name: name), at: token.span, labels: [DiagnosticLabel(first, .firstHere)])
        continue
      }
      spans[name] = token.span
      fields.append(RecordType.Field(name: name, type: type, label: label(of: child)))
    }
    // A record that could not be read whole is not held against those who use it.
    let isWhole = node.kind == .recordLines ? !fields.isEmpty : node.token(.braceClose) != nil
    let written = node.nodes(.typeField)
    guard isWhole, written.allSatisfy({ $0.token(.name) != nil }), !written.isEmpty || fields.isEmpty else {
      return .unknown
    }
    return Type(.record(RecordType(fields: fields)))
  }
}

enum WrittenNumber {
  static func double(_ text: String) -> Double? {
    if case .value(let number) = NumberText.readNumber(Array(text.utf8)) { number } else { nil }
  }
}

extension Type {
  /// Without the limits that a literal or a calculation gave it: for messages that are about something else.
  var plain: String {
    var type = self
    switch core {
    case .text: type.core = .text(Limits())
    case .line: type.core = .line(Limits())
    case .int: type.core = .int(Limits())
    case .number: type.core = .number(Limits())
    case .list(_, let element): type.core = .list(Limits(), element)
    default: break
    }
    return "\(type)"
  }
}

enum TypeWords {
  /// What other languages and other people call a type.
  static func meant(by word: String) -> String? { others[word.lowercased()] }

  private static let others = [
    "string": "text", "str": "text", "글": "text", "문자": "text", "문자열": "text", "텍스트": "text",
    "multiline": "text", "markdown": "text", "줄": "line", "한줄": "line", "integer": "int", "정수": "int",
    "float": "number", "double": "number", "decimal": "number", "숫자": "number", "수": "number",
    "boolean": "bool", "예아니요": "bool", "datetime": "date", "day": "date", "날짜": "date",
    "currency": "money(KRW)",
    "won": "money(KRW)", "금액": "money(KRW)", "돈": "money(KRW)", "link": "url", "주소": "url", "링크": "url",
    "mail": "email", "메일": "email", "이메일": "email", "picture": "image", "photo": "image", "사진": "image",
    "그림": "image", "파일": "file",
  ]

  /// A type that does not fit: with its limits only if they are why.
  static func found(_ found: Type, _ expected: Type) -> String {
    switch (found.core, expected.core) {
    case (.text, .text), (.line, .line), (.line, .text), (.int, .int), (.number, .number), (.int, .number),
      (.list, .list):
      "\(found)"
    default: found.plain
    }
  }

  static let all = [
    "text", "line", "int", "number", "bool", "date", "money", "url", "email", "image", "audio", "file",
    "list",
  ]
}

extension SyntaxNode {
  /// The type directly below.
  var typeNode: SyntaxNode? { firstChild { $0.isType } }
  /// The expression directly below.
  var expressionNode: SyntaxNode? { firstChild { $0.isExpression } }
  var expressionNodes: [SyntaxNode] { children { $0.isExpression } }
}

extension SyntaxKind {
  var isType: Bool {
    rawValue >= SyntaxKind.labelledType.rawValue && rawValue <= SyntaxKind.errorType.rawValue
      && self != .enumCase && self != .typeField && self != .limits
  }
  var isExpression: Bool {
    rawValue >= SyntaxKind.nameExpression.rawValue && rawValue <= SyntaxKind.errorExpression.rawValue
      && self != .argument
  }
}

extension String {
  /// The place of `..`.
  fileprivate func range(ofDots: Void) -> Range<String.Index>? {
    guard let first = utf8.firstIndex(of: 0x2E) else { return nil }
    var rest = utf8.index(after: first)
    // `1.5..3.0`: the dots are the pair, not the decimal point.
    var start = first
    while rest < utf8.endIndex {
      if utf8[rest] == 0x2E, utf8.index(after: start) == rest { return start..<utf8.index(after: rest) }
      if utf8[rest] == 0x2E { start = rest }
      rest = utf8.index(after: rest)
    }
    return nil
  }
}
