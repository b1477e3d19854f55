// The conditions of law packs: which routines a duty concerns, and what shows that it is kept.

import DariBase
import DariRuntime
import DariYAML

/// A condition is a mapping whose keys all have to hold; `any`, `all` and `not` hold others.
indirect enum LawCondition: Hashable, Sendable {
  case all([LawCondition])
  case any([LawCondition])
  case not(LawCondition)
  /// An AI does a step, here or in a routine that is called.
  case ai(Bool)
  /// The routine is declared to be used for one of these.
  case field([String])
  case role([String])
  case tags([String])
  case risk([Routine.Risk])
  /// What an AI made leaves the house in one of these ways.
  case leaves([Routine.EffectKind])
  /// A person looks at what an AI made, on every way.
  case reviewed(Bool)
  /// What leaves says for certain that an AI made it.
  case labelled(Bool)
  /// The project builds manuals, which carry the duty's notice.
  case notice(Bool)

  static let keys = [
    "all", "any", "not", "ai", "field", "role", "tags", "risk", "leaves", "reviewed", "labelled", "notice",
  ]
}

struct LawConditionReader {
  /// The ids of the pack's fields.
  let fields: [String]
  let reporter: Reporter

  /// What cannot be read has been told; it holds then.
  func read(_ node: YAMLNode, of key: String) -> LawCondition {
    guard node.isMapping else {
      if !node.isError { reporter.report(.wrongEntry(key: key, expected: .expectCondition), at: node.span) }
      return .all([])
    }
    let reader = MappingReader(node, place: .placeCondition, known: LawCondition.keys, reporter: reporter)
    let parts = node.entries.compactMap { part($0, reader) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private func part(_ entry: YAMLEntry, _ reader: MappingReader) -> LawCondition? {
    let key = entry.keyText
    switch key {
    case "all": return list(entry).map(LawCondition.all)
    case "any": return list(entry).map(LawCondition.any)
    case "not": return .not(read(entry.value, of: key))
    case "ai": return flag(entry).map(LawCondition.ai)
    case "reviewed": return flag(entry).map(LawCondition.reviewed)
    case "labelled": return flag(entry).map(LawCondition.labelled)
    case "notice": return flag(entry).map(LawCondition.notice)
    case "field": return .field(words(key, reader, among: fields))
    case "role": return .role(reader.texts(key).map { LawPack.folded($0.text) })
    case "tags": return .tags(reader.texts(key).map { LawPack.folded($0.text) })
    case "risk":
      let known = Routine.Risk.allCases.map(\.rawValue)
      return .risk(words(key, reader, among: known).compactMap(Routine.Risk.init))
    case "leaves":
      let known = Routine.EffectKind.allCases.map(\.rawValue)
      return .leaves(words(key, reader, among: known).compactMap(Routine.EffectKind.init))
    default: return nil
    }
  }

  private func list(_ entry: YAMLEntry) -> [LawCondition]? {
    guard entry.value.isSequence else {
      if !entry.value.isError {
        reporter.report(.wrongEntry(key: entry.keyText, expected: .expectConditions), at: entry.value.span)
      }
      return nil
    }
    return entry.value.items.map { read($0, of: entry.keyText) }
  }

  private func flag(_ entry: YAMLEntry) -> Bool? {
    if let flag = entry.value.bool { return flag }
    if !entry.value.isError {
      reporter.report(.wrongEntry(key: entry.keyText, expected: .expectYesOrNo), at: entry.value.span)
    }
    return nil
  }

  private func words(_ key: String, _ reader: MappingReader, among known: [String]) -> [String] {
    reader.texts(key).compactMap { word in
      if known.contains(word.text) { return word.text }
      reporter.reportUnknown(
        .unknownWord(word: word.text, known: known), word.text, at: word.span, among: known)
      return nil
    }
  }
}

// MARK: Asking

/// A routine as the conditions of one pack see it.
struct LawSubject {
  struct AIStep {
    var index: Int
    var risk: Routine.Risk
    var isReviewed: Bool
  }

  struct Leaving {
    var kind: Routine.EffectKind
    /// The AI steps of this routine that made some of it.
    var made: Set<Int>
    var isReviewed: Bool
    /// Texts that leave with it whatever happens, folded.
    var certain: [String]
    var isLabelled = false
  }

  /// What is asked about.
  enum Place: Hashable {
    case routine
    case aiStep(Int)
    case leaving(Int)
  }

  var usesAI: Bool
  /// Ids of the pack's fields.
  var fields: Set<String> = []
  /// Folded, as are tags.
  var role: String?
  var tags: Set<String>
  var aiSteps: [AIStep]
  var leaving: [Leaving]
  var buildsManuals: Bool

  /// With the fields and the labels of a pack.
  /// - Parameter declared: what the front matter says of the use.
  func seen(by pack: LawPack, declared: [String]) -> LawSubject {
    var subject = self
    let declared = Set(declared.map(LawPack.folded))
    let known = pack.fields.filter { field in
      [field.id, field.words.korean, field.words.english].contains { declared.contains(LawPack.folded($0)) }
    }
    subject.fields = Set(known.map(\.id))
    let labels = pack.labels.map { ByteSearch(for: NFC.normalized($0).utf8) }
    for index in leaving.indices {
      subject.leaving[index].isLabelled = leaving[index].certain.contains { text in
        let bytes = Array(NFC.normalized(text).utf8)
        return labels.contains { $0.isFound(in: bytes) }
      }
    }
    return subject
  }

  func places(of scope: LawPack.Scope) -> [Place] {
    switch scope {
    case .routine: [.routine]
    case .aiStep: aiSteps.indices.map { .aiStep($0) }
    case .leaving: leaving.indices.map { .leaving($0) }
    }
  }

  func holds(_ condition: LawCondition, at place: Place) -> Bool {
    switch condition {
    case .all(let parts): parts.allSatisfy { holds($0, at: place) }
    case .any(let parts): parts.contains { holds($0, at: place) }
    case .not(let inner): !holds(inner, at: place)
    case .ai(let flag): usesAI == flag
    case .field(let ids): !fields.isDisjoint(with: ids)
    case .role(let words): role.map(words.contains) ?? false
    case .tags(let words): !tags.isDisjoint(with: words)
    case .risk(let risks): steps(at: place).contains { risks.contains($0.risk) }
    case .leaves(let kinds): ways(at: place).contains { kinds.contains($0.kind) }
    case .reviewed(let flag): isReviewed(at: place) == flag
    case .labelled(let flag): ways(at: place).allSatisfy(\.isLabelled) == flag
    case .notice(let flag): buildsManuals == flag
    }
  }

  /// The AI steps that a place speaks of.
  private func steps(at place: Place) -> [AIStep] {
    switch place {
    case .routine: aiSteps
    case .aiStep(let index): [aiSteps[index]]
    case .leaving(let index): aiSteps.filter { leaving[index].made.contains($0.index) }
    }
  }

  /// The ways out that a place speaks of.
  private func ways(at place: Place) -> [Leaving] {
    switch place {
    case .routine: leaving
    case .aiStep(let index): leaving.filter { $0.made.contains(aiSteps[index].index) }
    case .leaving(let index): [leaving[index]]
    }
  }

  private func isReviewed(at place: Place) -> Bool {
    if case .leaving(let index) = place { return leaving[index].isReviewed }
    return steps(at: place).allSatisfy(\.isReviewed)
  }
}
