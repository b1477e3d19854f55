// How the tests reach the parser and look at what it gives.

import DariBase

@testable import DariSyntax

func parse(_ text: String, path: String = "shop.dari") -> SyntaxTree { parse(Array(text.utf8), path: path) }

func parse(_ bytes: [UInt8], path: String = "shop.dari") -> SyntaxTree {
  DariParser.parse(SourceFile(id: FileID(0), path: path, bytes: bytes))
}

func parseType(_ text: String) -> SyntaxTree {
  let bytes = Array(text.utf8)
  return DariParser.parseType(SourceFile(id: FileID(0), path: "x", bytes: bytes), range: 0..<bytes.count)
}

func parseExpression(_ text: String) -> SyntaxTree {
  let bytes = Array(text.utf8)
  return DariParser.parseExpression(
    SourceFile(id: FileID(0), path: "x", bytes: bytes), range: 0..<bytes.count)
}

/// `E0105 "@tpye"`: code and marked text of every problem.
func problems(_ tree: SyntaxTree) -> [String] {
  tree.diagnostics.map { "\($0.code.text) \(tree.file.text($0.span))" }
}

/// A whole file around the body of a snippet.
func snippet(_ body: String) -> String { "---\nlibrary: shop\n---\n@snippet s()\n\(body)\n" }

/// What the only template of a file prints, with `<>` for holes and nothing for tags; CR LF as written.
func printed(_ body: String) -> String {
  let tree = parse(snippet(body))
  var result = ""
  for entry in tree.entries.indices {
    let node = SyntaxNode(tree: tree, index: entry)
    switch node.kind {
    case .templateText, .rawText: result += tree.file.text(node.keptRange)
    case .hole: result += "<>"
    default: break
    }
  }
  return result
}

extension SyntaxNode {
  /// Lisp-like: nodes by their short name, tokens by their text; punctuation and white space left out.
  var dump: String {
    if kind.isToken { return text }
    let parts = allChildren.filter { child in
      !child.kind.isTrivia && !Self.punctuation.contains(child.kind)
    }
    let name = Self.names[kind] ?? "\(kind)"
    if parts.isEmpty { return "(\(name))" }
    if name.isEmpty { return parts.map(\.dump).joined(separator: " ") }
    return "(" + ([name] + parts.map(\.dump)).joined(separator: " ") + ")"
  }

  private static let punctuation: Set<SyntaxKind> = [
    .comma, .colon, .parenOpen, .parenClose, .bracketOpen, .bracketClose, .braceOpen, .braceClose, .dot,
    .holeOpen, .holeClose, .tagOpen, .tagClose, .question, .equals, .bar,
  ]
  private static let names: [SyntaxKind: String] = [
    .nameExpression: "", .stringExpression: "", .integerExpression: "", .decimalExpression: "",
    .boolExpression: "", .fieldExpression: ".", .indexExpression: "[]", .callExpression: "call",
    .argument: "arg",
    .filterExpression: "filter", .testExpression: "test", .unaryExpression: "un", .binaryExpression: "bin",
    .conditionalExpression: "if", .listExpression: "list", .parenExpression: "()", .errorExpression: "error",
    .labelledType: "labelled", .optionalType: "opt", .simpleType: "simple", .moneyType: "money",
    .listType: "listof", .enumType: "enum", .enumCase: "case", .recordType: "record", .typeField: "field",
    .namedType: "named", .parenType: "()", .errorType: "error",
  ]
}

/// What must hold of every tree, whatever the bytes were. Returns what does not.
func faults(_ tree: SyntaxTree, _ range: Range<Int>) -> [String] {
  var faults: [String] = []
  if tree.printed() != Array(tree.file.bytes[range]) { faults.append("printed text differs") }
  var openEnds: [(end: Int, start: UInt32, stop: UInt32)] = []
  var position = range.lowerBound
  for (index, entry) in tree.entries.enumerated() {
    while let open = openEnds.last, open.end <= index { openEnds.removeLast() }
    if entry.start > entry.end || Int(entry.end) > range.upperBound { faults.append("\(index): bad span") }
    if let open = openEnds.last {
      if index + Int(entry.size) > open.end { faults.append("\(index): reaches out of its node") }
      if !entry.kind.isTrivia, entry.start < open.start || entry.end > open.stop {
        faults.append("\(index) \(entry.kind): outside of the span of its node")
      }
    }
    if entry.kind.isToken {
      if Int(entry.start) != position { faults.append("\(index): gap before token") }
      if entry.size != 1 || entry.start == entry.end { faults.append("\(index): bad token") }
      position = Int(entry.end)
    } else {
      openEnds.append((index + Int(entry.size), entry.start, entry.end))
    }
  }
  for diagnostic in tree.diagnostics {
    let spans =
      [diagnostic.span] + diagnostic.labels.map(\.span) + diagnostic.mends.flatMap { $0.edits.map(\.span) }
    if spans.contains(where: { $0.start > $0.end || Int($0.end) > tree.file.bytes.count }) {
      faults.append("\(diagnostic.code.text): span out of bounds")
    }
    for language in MessageLanguage.allCases where diagnostic.problem.message(language).isEmpty {
      faults.append("\(diagnostic.code.text): empty message")
    }
  }
  for (index, entry) in tree.entries.enumerated() where entry.kind == .metadata {
    // What the author wrote is never passed over without a word.
    let parts = tree.entries[index..<index + Int(entry.size)]
    if parts.contains(where: { $0.kind == .unexpected }),
      !tree.diagnostics.contains(where: { $0.span.start <= entry.end && entry.start <= $0.span.end })
    {
      faults.append("\(index): something is in the way, and nobody says so")
    }
  }
  for (index, kept) in tree.keptRanges {
    let entry = tree.entries[Int(index)]
    if kept.lowerBound < entry.start || kept.upperBound > entry.end {
      faults.append("\(index): kept range outside")
    }
  }
  return faults
}

/// The source with the edits of the first mend of each problem made.
func mended(_ tree: SyntaxTree) -> String? {
  var edits: [TextEdit] = []
  for diagnostic in tree.diagnostics {
    guard let mend = diagnostic.mends.first, !mend.edits.isEmpty else { return nil }
    edits += mend.edits
  }
  var bytes = tree.file.bytes
  let ordered = edits.enumerated().sorted { ($0.element.span, $0.offset) > ($1.element.span, $1.offset) }
  for edit in ordered.map(\.element) { bytes.replaceSubrange(edit.span.range, with: Array(edit.text.utf8)) }
  return String(decoding: bytes, as: UTF8.self)
}
