// What files declare: types, values, snippets.

import DariBase
import DariRuntime
import DariSyntax

struct TypeSymbol {
  var name: String
  var span: SourceSpan
  var type: Type
}

struct ValueSymbol {
  var name: String
  var span: SourceSpan
  var type: Type
  /// Nil if the text of the value was wrong; that has been told.
  var value: Value?
}

struct SnippetSymbol {
  struct Parameter {
    var name: String
    var type: Type
    var span: SourceSpan
  }

  var name: String
  var span: SourceSpan
  var parameters: [Parameter]
  var template: SyntaxNode?
  /// Index of the file in the project.
  var unit: Int
}

/// Everything one file declares for itself and for those who use it.
struct Declarations {
  var types: [String: TypeSymbol] = [:]
  var values: [String: ValueSymbol] = [:]
  var snippets: [String: SnippetSymbol] = [:]

  /// Where a name that stands for a value or a snippet is declared.
  func place(of name: String) -> SourceSpan? { values[name]?.span ?? snippets[name]?.span }
  var valueNames: [String] { Array(values.keys) + Array(snippets.keys) }
}

/// One `.dari` file after parsing. A class, since it is large and every stage hands it on.
final class Unit {
  enum Kind { case routine, library }

  let index: Int
  let file: SourceFile
  let tree: SyntaxTree
  /// Nil if the front matter does not say.
  let kind: Kind?
  let name: String
  let nameSpan: SourceSpan
  var front: FrontMatter
  let sections: [Section]
  /// Plain Markdown before the first section.
  var description: SyntaxNode?
  /// The language that its words are in, when it is checked in another one.
  var locale: String?
  /// The files that some of its words come from, when it is checked in another language.
  var translations: [TranslationFile] = []
  /// Names that only the routine's own sections see: inputs, steps, items of `each`, and `earlier`.
  let routineNames: Set<String>

  init(
    index: Int, file: SourceFile, tree: SyntaxTree, kind: Kind?, name: String, nameSpan: SourceSpan,
    front: FrontMatter, sections: [Section]
  ) {
    self.index = index
    self.file = file
    self.tree = tree
    self.kind = kind
    self.name = name
    self.nameSpan = nameSpan
    self.front = front
    self.sections = sections
    description = tree.root.node(.description)
    let items = sections.flatMap(\.items).map(\.identifier)
    routineNames = Set(sections.filter { $0.word == "input" || $0.word == "step" }.map(\.name))
      .union(items).union(items.isEmpty ? [] : ["earlier"])
  }

  /// A section with its word, name and parts.
  struct Section {
    let node: SyntaxNode
    let word: String
    let header: SyntaxNode
    let nameToken: SyntaxNode?
    let name: String
    /// The section of a translation whose words stand in the place of its own.
    var translation: SyntaxNode?
    /// Of a `@value`: what it is in the language of the translation.
    var translatedValue: Value?
    /// Where its words stand, and the line above them.
    var wordsNode: SyntaxNode { translation ?? node }
    var wordsHeader: SyntaxNode { wordsNode.node(.sectionHeader) ?? header }
    var nameSpan: SourceSpan { nameToken?.span ?? header.span }
    var metadata: [SyntaxNode] { node.nodes(.metadata) }
    var template: SyntaxNode? { wordsNode.node(.template) }
    /// The question of an input, the text of a value.
    var literal: SyntaxNode? { wordsNode.node(.literalBody) }
    /// The lines of the words themselves.
    var wordsMetadata: [SyntaxNode] { wordsNode.nodes(.metadata) }
    /// The names of a step's `each`.
    var items: [SyntaxNode] {
      metadata.first { $0.stepKey == .each }?.node(.eachClause)?.tokens(.name) ?? []
    }

    init(_ node: SyntaxNode) {
      self.node = node
      let header = node.node(.sectionHeader) ?? node
      self.header = header
      word = header.sectionWord?.rawValue ?? ""
      nameToken = header.token(.name)
      name = nameToken?.identifier ?? ""
    }
  }
}

extension SyntaxNode {
  /// Of a line of a step's metadata: the key, or what was meant by it.
  var stepKey: StepKey? { token(.metadataKey).flatMap { StepKey.meant(by: $0.text) } }

  /// The name that a `name` token spells, in NFC, so that what is made from it has one spelling.
  var identifier: String { NFC.normalized(text) }
}
