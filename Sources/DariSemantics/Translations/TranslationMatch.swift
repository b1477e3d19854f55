// A translation against its original: what is missing, what is too much, what differs.

import DariBase
import DariRuntime
import DariSyntax

/// What is known of an original besides its tree.
struct OriginalFacts {
  /// Of its `@value` sections.
  var values: [String: ValueSymbol] = [:]
  var inputs: [Routine.Input] = []

  func input(_ name: String) -> Routine.Input? { inputs.first { $0.name == name } }
}

/// Matches one file with its original, section by section. What fits takes the place of the words that stand there already:
/// the original's, or those of the language that stands in.
struct TranslationMatch {
  let unit: Unit
  let file: TranslationFile
  let facts: OriginalFacts
  let resources: [String: [UInt8]]
  /// The language that stands in for what does not fit; without one it is an error.
  let fallback: String?
  /// Whether words that are the same in both are told: not between `en` and `en-GB`.
  let tellsSameWords: Bool
  private(set) var result: UnitWords

  var reporter: Reporter { file.reporter }

  init(
    _ unit: Unit, _ file: TranslationFile, standIn: UnitWords, facts: OriginalFacts,
    resources: [String: [UInt8]], fallback: String?, originalLocale: String
  ) {
    self.unit = unit
    self.file = file
    self.facts = facts
    self.resources = resources
    self.fallback = fallback
    let language = { (tag: String) in tag.split(separator: "-").first.map(String.init) ?? tag }
    tellsSameWords = language(originalLocale) != language(file.name.locale)
    result = standIn
    result.locale = file.name.locale
    result.files = standIn.files + [file]
  }

  mutating func match() -> UnitWords {
    guard file.identity.name == unit.name, file.identity.kind == unit.kind else {
      if !file.identity.name.isEmpty, !unit.name.isEmpty {
        let isName = file.identity.kind == unit.kind
        reporter.report(
          .translatesOther(original: unit.name), at: file.identity.span,
          labels: [DiagnosticLabel(unit.nameSpan, .originalHere)],
          mends: isName
            ? [Mend(.writeInstead(text: unit.name), [TextEdit(file.identity.span, unit.name)])] : [])
      }
      return result
    }
    matchFront()
    matchDescription()
    matchSections()
    return result
  }

  // MARK: Reports

  private func label(_ original: SourceSpan?) -> [DiagnosticLabel] {
    original.map { [DiagnosticLabel($0, .originalHere)] } ?? []
  }

  private func tellMissing(_ part: Note, at span: SourceSpan, original: SourceSpan) {
    tell(.untranslated(part: part), .whyMissing(part: part), at: span, original: original)
  }

  private func tellAdded(_ part: Note, at span: SourceSpan, original: SourceSpan? = nil, mends: [Mend] = []) {
    tell(.notInOriginal(part: part), .whyAdded(part: part), at: span, original: original, mends: mends)
  }

  private func tell(
    _ problem: Problem, _ why: Note, at span: SourceSpan, original: SourceSpan?, mends: [Mend] = []
  ) {
    if let fallback {
      reporter.report(.fallbackForPart(fallback: fallback, why: why), at: span, labels: label(original))
    } else {
      reporter.report(problem, at: span, labels: label(original), mends: mends)
    }
  }

  // MARK: Above the sections

  private mutating func matchFront() {
    if file.isBroken { return }
    let texts: [(key: String, path: WritableKeyPath<FrontMatter, String?>)] = [
      ("title", \.title), ("summary", \.summary), ("audience", \.audience), ("avoid", \.avoid),
      ("help", \.help),
    ]
    for (key, path) in texts {
      let original = unit.front[keyPath: path]
      switch (original, file.texts[key]) {
      case (nil, nil): break
      case (.some, let words?): result.front[keyPath: path] = words.text
      case (.some, nil):
        tellMissing(
          .partKey(key: key), at: file.identity.span, original: unit.front.places[key] ?? unit.nameSpan)
      case (nil, let words?): tellAdded(.partKey(key: key), at: words.key, original: unit.nameSpan)
      }
    }
    if let tags = file.tags { result.front.tags = tags }
  }

  private mutating func matchDescription() {
    let own = file.tree.root.node(.description)
    switch (unit.tree.root.node(.description), own) {
    case (nil, nil): break
    case (let original?, let own?):
      result.description = own
      tellIfSame(ValueReader.text(of: original), ValueReader.text(of: own), at: own.span)
    case (let original?, nil):
      tellMissing(.partDescription, at: file.identity.span, original: original.span)
    case (nil, let own?): tellAdded(.partDescription, at: own.span, original: unit.nameSpan)
    }
  }

  // MARK: Sections

  private mutating func matchSections() {
    let originals = SectionGroups(unit.sections)
    let own = SectionGroups(file.sections)
    for section in own.repeated {
      guard let first = own.named(section) else { continue }
      reporter.report(
        .repeatedName(name: section.name), at: section.nameSpan,
        labels: [DiagnosticLabel(first.nameSpan, .firstHere)])
    }
    for section in originals.named {
      guard let other = own.named(section) else {
        if needsWords(section, originals) {
          tellMissing(section.part, at: file.identity.span, original: section.header.span)
        }
        continue
      }
      matchNamed(section, other)
      guard section.word == "step" else { continue }
      matchParts(originals.parts(of: section.name), own.parts(of: section.name), in: section, other)
    }
    matchParts(originals.parts(of: nil), own.parts(of: nil), in: nil, nil)
    for section in own.named where originals.named(section) == nil && !file.isBroken(section) {
      let names = originals.named.filter { $0.word == section.word && own.named($0) == nil }.map(\.name)
      var mends: [Mend] = []
      if let nearest = Suggestion.nearest(to: section.name, among: names) {
        mends = [Mend(.didYouMean(name: nearest), [TextEdit(section.nameSpan, nearest)])]
      }
      tellAdded(section.part, at: section.nameSpan, mends: mends)
    }
  }

  /// Whether anything in a section, and below a step, is there to be translated.
  private func needsWords(_ section: Unit.Section, _ groups: SectionGroups) -> Bool {
    switch section.word {
    case "type": return TypeWordsMatch.hasWords(section.typeWords)
    case "value":
      guard let symbol = facts.values[section.name], let value = symbol.value else { return false }
      return ValueWords.hasWords(value, symbol.type)
    case "input":
      let input = facts.input(section.name)
      return section.hasQuestion || TypeWordsMatch.hasWords(section.typeWords)
        || input.map { Self.hasWords($0.defaultValue, $0.type) || Self.hasWords($0.example, $0.type) }
          ?? false
    case "step":
      return section.header.token(.titleText) != nil || TypeWordsMatch.hasWords(section.typeWords)
        || groups.parts(of: section.name).contains { $0.template?.hasLetters ?? false }
    default: return section.template?.hasLetters ?? false
    }
  }

  private static func hasWords(_ value: Value?, _ type: Type) -> Bool {
    value.map { ValueWords.hasWords($0, type) } ?? false
  }

  private mutating func matchNamed(_ section: Unit.Section, _ other: Unit.Section) {
    guard !file.isBroken(other) else { return }
    switch section.word {
    case "type": matchTypeWords(section.typeWords, other.typeWords, other)
    case "value": matchValue(section, other)
    case "snippet":
      let parameters = other.header.nodes(.parameter)
      if let first = parameters.first {
        let rest = SourceSpan(
          file: first.span.file, start: Int(other.nameSpan.end), end: Int(other.header.span.end))
        reporter.reportOnlyInOriginal(
          file.file.text(rest), at: rest, removing: rest, original: section.header.span)
      }
      matchTemplate(section, other)
    case "input": matchInput(section, other)
    case "step": matchStep(section, other)
    default: break
    }
  }

  private mutating func matchTypeWords(
    _ original: SyntaxNode?, _ words: SyntaxNode?, _ other: Unit.Section
  ) {
    var match = TypeWordsMatch()
    if words != nil || TypeWordsMatch.hasWords(original) {
      match.compare(original, words, at: other.nameSpan)
    }
    for (node, original) in match.foreign {
      reporter.reportOnlyInOriginal(
        node.text, at: node.span, removing: removal(of: node, other), original: original)
    }
    for gap in match.missing {
      tell(
        .untranslatedWords(name: gap.name), .whyMissing(part: .partField(path: gap.name)), at: gap.place,
        original: gap.original)
    }
    for (token, known, original) in match.added {
      var mends: [Mend] = []
      if let nearest = Suggestion.nearest(to: token.identifier, among: known) {
        mends = [Mend(.didYouMean(name: nearest), [TextEdit(token.span, nearest)])]
      }
      tellAdded(.partField(path: token.text), at: token.span, original: original, mends: mends)
    }
    result.words.merge(match.words) { $1 }
  }

  /// A type with what leads to it: the colon behind the name of a section, or the space before the words of a field.
  private func removal(of node: SyntaxNode, _ section: Unit.Section) -> SourceSpan {
    let bytes = file.file.bytes
    var span = node.span
    if section.header.typeNode?.span == node.span {
      return SourceSpan(file: span.file, start: Int(section.nameSpan.end), end: Int(span.end))
    }
    while Int(span.end) < bytes.count, bytes[Int(span.end)] == 0x20 { span.end += 1 }
    return span
  }

  private mutating func matchStep(_ section: Unit.Section, _ other: Unit.Section) {
    if section.header.token(.titleText) != nil, other.header.token(.titleText) == nil {
      tellMissing(
        .partSection(header: section.header.text), at: other.nameSpan, original: section.header.span)
    } else {
      result.sections[section.node.index] = other.node
    }
    for line in other.metadata where line.stepKey != .gives {
      reportLine(line, original: section.metadata.first { $0.stepKey == line.stepKey }?.span)
    }
    matchTypeWords(section.typeWords, other.typeWords, other)
  }

  private func reportLine(_ line: SyntaxNode, original: SourceSpan?) {
    let range = file.file.lineRange(file.file.lineIndex(at: Int(line.span.start)))
    let end = min(range.upperBound + 1, file.file.bytes.count)
    reporter.reportOnlyInOriginal(
      line.text, at: line.span, removing: file.file.span(range.lowerBound..<end), original: original)
  }

  // MARK: Inputs

  private mutating func matchInput(_ section: Unit.Section, _ other: Unit.Section) {
    matchTypeWords(section.typeWords, other.typeWords, other)
    let input = facts.input(section.name)
    var fits = true
    if let original = section.literal, section.hasQuestion {
      if let own = other.literal, other.hasQuestion {
        tellIfSame(ValueReader.text(of: original), ValueReader.text(of: own), at: own.span)
      } else {
        tellMissing(section.part, at: other.nameSpan, original: original.span)
        fits = false
      }
    } else if let own = other.literal, other.hasQuestion {
      tellAdded(section.part, at: own.span, original: section.header.span)
    }
    fits = matchDefault(section, other, input) && fits
    fits = matchExample(section, other, input) && fits
    if fits { result.sections[section.node.index] = other.node }
  }

  private func matchDefault(_ section: Unit.Section, _ other: Unit.Section, _ input: Routine.Input?) -> Bool {
    let original = section.header.expressionNode
    let own = other.header.expressionNode
    if let original, let input, Self.hasWords(input.defaultValue, input.type) {
      if own == nil { tellMissing(.partDefault, at: other.nameSpan, original: original.span) }
      return own != nil
    }
    guard let own else { return true }
    guard let original else {
      tellAdded(.partDefault, at: own.span, original: section.header.span)
      return false
    }
    let start = other.header.typeNode.map { Int($0.span.end) } ?? Int(other.nameSpan.end)
    reporter.reportOnlyInOriginal(
      "= \(own.text)", at: own.span,
      removing: SourceSpan(file: own.span.file, start: start, end: Int(own.span.end)), original: original.span
    )
    return false
  }

  private func matchExample(_ section: Unit.Section, _ other: Unit.Section, _ input: Routine.Input?) -> Bool {
    let isExample = { (node: SyntaxNode) in node.token(.metadataKey)?.text == "example" }
    let original = section.metadata.first(where: isExample)
    let own = other.metadata.first(where: isExample)
    if let original, let input, Self.hasWords(input.example, input.type) {
      if own == nil { tellMissing(.partKey(key: "example"), at: other.nameSpan, original: original.span) }
      return own != nil
    }
    guard let own else { return true }
    if let original {
      reportLine(own, original: original.span)
    } else {
      tellAdded(.partKey(key: "example"), at: own.span, original: section.header.span)
    }
    return false
  }

  // MARK: Values

  private mutating func matchValue(_ section: Unit.Section, _ other: Unit.Section) {
    if let type = other.header.typeNode {
      reporter.reportOnlyInOriginal(
        type.text, at: type.span, removing: removal(of: type, other), original: section.header.typeNode?.span)
      return
    }
    guard let symbol = facts.values[section.name], let original = symbol.value else { return }
    let reader = ValueReader(file: file.file, reporter: reporter, resources: resources)
    let words = reader.readWords(other, as: symbol.type, original: original)
    for gap in words.missing {
      tellMissing(.partField(path: gap), at: other.nameSpan, original: section.header.span)
    }
    for path in words.differing {
      tell(
        .valueDiffers(path: path), .whyDiffers(text: path), at: words.place(of: path) ?? other.nameSpan,
        original: section.header.span)
    }
    guard let value = words.value, words.missing.isEmpty, words.differing.isEmpty else { return }
    result.values[section.node.index] = value
    result.sections[section.node.index] = other.node
    if case (.text(let text), .text(let before)) = (value, original) {
      tellIfSame(before, text, at: other.nameSpan)
    }
  }

  // MARK: Templates

  private mutating func matchParts(
    _ parts: [Unit.Section], _ own: [Unit.Section], in step: Unit.Section?, _ otherStep: Unit.Section?
  ) {
    var counts: [String: Int] = [:]
    for part in parts {
      let number = counts[part.word, default: 0]
      counts[part.word] = number + 1
      let others = own.filter { $0.word == part.word }
      guard number < others.count else {
        guard part.template?.hasLetters ?? false else { continue }
        tellMissing(
          part.part(of: step), at: otherStep?.nameSpan ?? file.identity.span, original: part.header.span)
        continue
      }
      if !file.isBroken(others[number]) { matchTemplate(part, others[number]) }
    }
    var seen: [String: Int] = [:]
    for other in own {
      seen[other.word, default: 0] += 1
      guard seen[other.word]! > counts[other.word, default: 0] else { continue }
      tellAdded(other.part(of: step), at: other.header.span, original: step?.nameSpan ?? unit.nameSpan)
    }
  }

  private mutating func matchTemplate(_ section: Unit.Section, _ other: Unit.Section) {
    var match = TemplateMatch()
    match.compare(section.template, other.template, at: other.header.span, section.header.span)
    if match.findings.isEmpty {
      result.sections[section.node.index] = other.node
      result.pairs += match.pairs
      tellIfSame(
        section.template?.literalText ?? "", other.template?.literalText ?? "", at: other.header.span)
      return
    }
    for finding in fallback == nil ? match.findings : Array(match.findings.prefix(1)) {
      switch finding {
      case .missing(let text, let span, let original):
        tell(
          .untranslatedHole(text: text), .whyMissing(part: .partField(path: text)), at: span,
          original: original)
      case .added(let text, let span, let original):
        tell(.addedHole(text: text), .whyAdded(part: .partField(path: text)), at: span, original: original)
      case .other(let found, let expected):
        tell(
          .otherHole(found: found.text, expected: expected.text), .whyDiffers(text: found.text),
          at: found.span,
          original: expected.span,
          mends: [Mend(.writeInstead(text: expected.text), [TextEdit(found.span, expected.text)])])
      }
    }
  }

  // MARK: Copies

  /// Sentences that nobody has translated yet.
  private func tellIfSame(_ original: String, _ own: String, at span: SourceSpan) {
    guard tellsSameWords, original == own, SentenceText.isSentence(own) else { return }
    reporter.report(.sameAsOriginal, at: span)
  }
}

/// Text that a translation would hardly leave as it is.
enum SentenceText {
  static func isSentence(_ text: String) -> Bool {
    let words = text.unicodeScalars.split { " \n\t".unicodeScalars.contains($0) }
    return words.count { $0.contains(where: Identifier.isStart) } >= 3
  }
}
