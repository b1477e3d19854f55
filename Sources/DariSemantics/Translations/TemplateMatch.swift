// A template of a translation against that of its original: the same holes under the same conditions, in any order.

import DariBase
import DariSyntax

/// Goes through two templates side by side. Loops and conditions are found by what they read, so that a sentence may put
/// them elsewhere; what stands in one branch stays in that branch.
struct TemplateMatch {
  enum Finding {
    /// In the original, at `original`, and not below `span`.
    case missing(text: String, at: SourceSpan, original: SourceSpan)
    case added(text: String, at: SourceSpan, original: SourceSpan)
    case other(found: SyntaxNode, expected: SyntaxNode)
  }

  /// A hole of the translation, and those of the original that say the same at its place.
  struct Pair {
    var hole: SyntaxNode
    var originals: [SyntaxNode]
  }

  private(set) var findings: [Finding] = []
  private(set) var pairs: [Pair] = []

  /// - Parameters:
  ///   - place: of the section or tag in the translation, to tell what is missing below it.
  ///   - originalPlace: the same in the original.
  mutating func compare(
    _ original: SyntaxNode?, _ translation: SyntaxNode?, at place: SourceSpan, _ originalPlace: SourceSpan
  ) {
    let expected = original.map(TemplateItems.init) ?? TemplateItems()
    let found = translation.map(TemplateItems.init) ?? TemplateItems()
    compareHoles(expected.holes, found.holes, place, originalPlace)
    compareBlocks(expected.blocks, found.blocks, place, originalPlace)
  }

  private mutating func compareHoles(
    _ expected: [TemplateItems.Hole], _ found: [TemplateItems.Hole], _ place: SourceSpan,
    _ originalPlace: SourceSpan
  ) {
    let expectedForms = Set(expected.map(\.form))
    let foundForms = Set(found.map(\.form))
    for hole in found where expectedForms.contains(hole.form) {
      pairs.append(
        Pair(hole: hole.node, originals: expected.filter { $0.form == hole.form }.map(\.node)))
    }
    let missing = Self.firstOfEach(expected.filter { !foundForms.contains($0.form) })
    let added = Self.firstOfEach(found.filter { !expectedForms.contains($0.form) && !$0.isOnlyWords })
    if missing.count == 1, added.count == 1 {
      findings.append(.other(found: added[0].node, expected: missing[0].node))
      return
    }
    findings += missing.map { .missing(text: $0.node.text, at: place, original: $0.node.span) }
    findings += added.map { .added(text: $0.node.text, at: $0.node.span, original: originalPlace) }
  }

  private static func firstOfEach(_ holes: [TemplateItems.Hole]) -> [TemplateItems.Hole] {
    var seen: Set<String> = []
    return holes.filter { seen.insert($0.form).inserted }
  }

  private mutating func compareBlocks(
    _ expected: [TemplateItems.Block], _ found: [TemplateItems.Block], _ place: SourceSpan,
    _ originalPlace: SourceSpan
  ) {
    var rest = found
    var missing: [TemplateItems.Block] = []
    for block in expected {
      guard let index = rest.firstIndex(where: { $0.form == block.form }) else {
        missing.append(block)
        continue
      }
      compareBranches(block, rest.remove(at: index))
    }
    if missing.count == 1, rest.count == 1 {
      findings.append(.other(found: rest[0].tag, expected: missing[0].tag))
      return
    }
    findings += missing.map { .missing(text: $0.tag.text, at: place, original: $0.tag.span) }
    findings += rest.map { .added(text: $0.tag.text, at: $0.tag.span, original: originalPlace) }
  }

  private mutating func compareBranches(_ expected: TemplateItems.Block, _ found: TemplateItems.Block) {
    for branch in expected.branches {
      guard let other = found.branches.first(where: { $0.form == branch.form }) else {
        findings.append(
          .missing(text: branch.tag.text, at: found.tag.span, original: branch.tag.span))
        continue
      }
      compare(branch.template, other.template, at: other.tag.span, branch.tag.span)
    }
    for branch in found.branches where !expected.branches.contains(where: { $0.form == branch.form }) {
      findings.append(.added(text: branch.tag.text, at: branch.tag.span, original: expected.tag.span))
    }
  }
}

/// What a template has directly in it.
private struct TemplateItems {
  struct Hole {
    var node: SyntaxNode
    var form: String
    /// Prints nothing but words of the language.
    var isOnlyWords: Bool
  }

  struct Branch {
    var tag: SyntaxNode
    var form: String
    var template: SyntaxNode?
  }

  struct Block {
    var tag: SyntaxNode
    /// What the block as a whole goes by: its first condition, its list, its subject.
    var form: String
    var branches: [Branch]
  }

  var holes: [Hole] = []
  var blocks: [Block] = []

  init() {}

  init(_ template: SyntaxNode) {
    for node in template.nodes {
      switch node.kind {
      case .hole:
        // Words alone in a hole are words.
        guard let value = node.expressionNode, value.kind != .stringExpression else { continue }
        holes.append(
          Hole(node: node, form: HoleForm.of(value), isOnlyWords: HoleForm.isOnlyWords(value)))
      case .ifBlock: add(ifBlock: node)
      case .forBlock: add(forBlock: node)
      case .matchBlock: add(matchBlock: node)
      case .setTag:
        let form =
          "set \(node.token(.name)?.identifier ?? "") = \(node.expressionNode.map(HoleForm.of) ?? "")"
        blocks.append(Block(tag: node, form: form, branches: []))
      default: break
      }
    }
  }

  private mutating func add(ifBlock node: SyntaxNode) {
    var branches: [Branch] = []
    for branch in node.nodes(.ifBranch) {
      guard let tag = branch.node(.ifTag) else { continue }
      branches.append(
        Branch(tag: tag, form: HoleForm.ofCondition(tag.expressionNode), template: branch.node(.template)))
    }
    guard let first = branches.first else { return }
    branches += Self.elseBranch(of: node)
    blocks.append(Block(tag: first.tag, form: "if \(first.form)", branches: branches))
  }

  private mutating func add(forBlock node: SyntaxNode) {
    guard let tag = node.node(.forTag) else { return }
    let lists = tag.expressionNodes.map { HoleForm.ofCondition($0) }.joined(separator: " if ")
    let form = "for \(tag.token(.name)?.identifier ?? "") in \(lists)"
    let body = Branch(tag: tag, form: "", template: node.node(.template))
    blocks.append(Block(tag: tag, form: form, branches: [body] + Self.elseBranch(of: node)))
  }

  private mutating func add(matchBlock node: SyntaxNode) {
    guard let tag = node.node(.matchTag) else { return }
    let cases = node.nodes(.caseBranch).compactMap { branch in
      branch.node(.caseTag).map { tag in
        let names = tag.tokens(.name).map(\.identifier) + tag.tokens(.keyword).dropFirst().map(\.text)
        return Branch(
          tag: tag, form: "case \(names.sorted().joined(separator: ", "))", template: branch.node(.template))
      }
    }
    let form = "match \(HoleForm.ofCondition(tag.expressionNode))"
    blocks.append(Block(tag: tag, form: form, branches: cases + Self.elseBranch(of: node)))
  }

  private static func elseBranch(of node: SyntaxNode) -> [Branch] {
    node.nodes(.elseBranch).compactMap { branch in
      branch.node(.elseTag).map { Branch(tag: $0, form: "else", template: branch.node(.template)) }
    }
  }
}
