// `match`: every case is dealt with, none twice, none that cannot be.

import DariBase
import DariRuntime
import DariSyntax

extension TemplateChecker {
  func matchBlock(_ node: SyntaxNode) -> Program.Instruction? {
    guard let tag = node.node(.matchTag), let subjectNode = tag.expressionNode else { return nil }
    let place = builder.place(of: tag.span)
    let subject = check(subjectNode)
    let choices = MatchChoices(
      subject.isKnownToBeThere ? subject.declared ?? subject.type : subject.type, declared: subject.declared)
    if choices == nil, !subject.type.isUnknown {
      var mends: [Mend] = []
      if case .bool = subject.type.core { mends.append(Mend(.useIf)) }
      reporter.report(.matchSubject(type: "\(subject.type)"), at: subjectNode.span, mends: mends)
    }
    var dealtWith: [String: SourceSpan] = [:]
    var branches: [Program.MatchBranch] = []
    var hasWrongCase = false
    for branch in node.nodes(.caseBranch) {
      guard let caseTag = branch.node(.caseTag) else { continue }
      let names = caseTag.caseWords
      let patterns = names.compactMap { pattern($0, caseTag, choices, &dealtWith) }
      if patterns.count < names.count { hasWrongCase = true }
      let known = Facts(patterns: patterns, path: subject.path)
      let body = withFacts(known) { branch.node(.template).map(lower) ?? .empty }
      branches.append(Program.MatchBranch(patterns: patterns, body: body))
    }
    let elseBranch = node.node(.elseBranch)
    let missing = choices.map { $0.words.filter { dealtWith[$0] == nil } } ?? []
    // A wrong case has been told; the one it was meant for is not missing too.
    if choices != nil, missing.isEmpty || !hasWrongCase { reportCoverage(missing, node, tag, elseBranch) }
    let rest = Facts(patterns: missing.map { choices!.pattern($0) }, path: subject.path)
    let otherwise = withFacts(missing.isEmpty ? .none : rest) {
      elseBranch?.node(.template).map(lower) ?? .empty
    }
    if missing.isEmpty, choices != nil { builder.noteExhausted(subject.id) }
    let range = builder.branches(branches)
    return .match(subject.id, start: range.start, count: range.count, otherwise: otherwise, place)
  }

  private func pattern(
    _ token: SyntaxNode, _ tag: SyntaxNode, _ choices: MatchChoices?, _ dealtWith: inout [String: SourceSpan]
  ) -> Program.MatchBranch.Pattern? {
    let name = token.identifier
    guard let choices else { return nil }
    if name == "present", choices.isOptionalEnum {
      for word in choices.words where word != "absent" && dealtWith[word] == nil {
        dealtWith[word] = token.span
      }
      return .present
    }
    guard choices.words.contains(where: { $0 == name }) else {
      if choices.wouldBe(name) {
        reporter.report(.impossibleCase(name: name), at: token.span)
      } else {
        var meant: [Mend] = []
        if let word = choices.word(labelled: name) {
          meant = [Mend(.writeInstead(text: word), [TextEdit(token.span, word)])]
        } else if name == "_" {
          meant = [Mend(.writeInstead(text: "{% else %}"), [TextEdit(tag.span, "{% else %}")])]
        }
        reporter.reportUnknown(
          .unknownCase(name: name, cases: choices.words), name, at: token.span, among: choices.words,
          otherwise: meant)
      }
      return nil
    }
    if let first = dealtWith[name] {
      reporter.report(
        .repeatedCase(name: name), at: token.span, labels: [DiagnosticLabel(first, .firstHere)])
      return nil
    }
    dealtWith[name] = token.span
    return choices.pattern(name)
  }

  private func reportCoverage(
    _ missing: [String], _ node: SyntaxNode, _ tag: SyntaxNode, _ elseBranch: SyntaxNode?
  ) {
    if missing.isEmpty {
      if let elseBranch, let elseTag = elseBranch.node(.elseTag) {
        reporter.report(.elseNeverHappens, at: elseTag.span)
      }
      return
    }
    // `{% case %}` without a word has been told; it was to be one of those that are missing.
    if node.nodes(.caseBranch).contains(where: { $0.node(.caseTag)?.caseWords.isEmpty ?? true }) { return }
    guard elseBranch == nil else { return }
    var mends: [Mend] = []
    if let end = node.node(.endTag) {
      let added = missing.map { "{% case \($0) %}\n" }.joined()
      mends.append(Mend(.addCases, [TextEdit(end.span.atStart, added)]))
    }
    reporter.report(.missingCases(cases: missing), at: tag.span, mends: mends)
  }
}

/// What a `match` can be about.
struct MatchChoices {
  /// Cases of an enum, and `present` and `absent`, as far as they can happen here.
  var words: [String]
  private var type: Type
  /// As it is without what is known here.
  private var declared: Type?

  /// Nil: not of this type.
  init?(_ type: Type, declared: Type?) {
    self.type = type
    self.declared = declared
    switch (type.core, type.isOptional) {
    case (.enumeration(let enumeration), let isOptional):
      words = enumeration.words + (isOptional ? ["absent"] : [])
    case (.unknown, _): return nil
    case (_, true): words = ["present", "absent"]
    default: return nil
    }
  }

  func pattern(_ word: String) -> Program.MatchBranch.Pattern {
    if word == "absent" { return .absent }
    if word == "present" { return .present }
    if case .enumeration(let enumeration) = type.core, let found = enumeration.find(word) {
      return .word(found.word)
    }
    return .word(word)
  }

  /// The case whose words for people these are.
  func word(labelled label: String) -> String? {
    guard case .enumeration(let enumeration) = type.core else { return nil }
    return enumeration.cases.first { $0.label == label }?.word
  }

  /// A word that the subject's type has, but not as it is narrowed here.
  func wouldBe(_ word: String) -> Bool {
    if word == "absent" || word == "present" { return true }
    if case .enumeration(let enumeration)? = declared?.core { return enumeration.find(word) != nil }
    return false
  }

  /// `present` stands for all its cases.
  var isOptionalEnum: Bool {
    if case .enumeration = type.core { type.isOptional } else { false }
  }
}

extension Facts {
  /// What is known when one of these fits.
  init(patterns: [Program.MatchBranch.Pattern], path: AccessPath?) {
    self = .none
    guard !patterns.isEmpty else { return }
    var words: [String] = []
    for pattern in patterns {
      switch pattern {
      case .word(let word): words.append(word)
      case .present:
        self = patterns.count == 1 ? Facts(path, present: true) : .none
        return
      case .absent:
        self = patterns.count == 1 ? Facts(path, present: false) : .none
        return
      }
    }
    self = Facts(path, words: words)
  }
}

extension SyntaxNode {
  /// The words of `case a, b`; `present` and `absent` may be keywords.
  var caseWords: [SyntaxNode] {
    allChildren.filter { $0.kind == .name || ($0.kind == .keyword && $0.text != "case") }
  }
}

extension Type {
  /// Its values can be printed, absent ones aside.
  var isPrintableCore: Bool {
    switch core {
    case .record, .list, .media, .nothing: false
    default: true
    }
  }
}
