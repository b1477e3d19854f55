// What is new since the version that the client has: how one manual differs from another, in sentences for the people who
// work with it. What they do not see, as a model or how a value is escaped, `dari diff` tells the author.

import DariRuntime
import DariSemantics

extension Manual {
  package struct Changes: Hashable, Sendable {
    /// The version that the client has.
    package var since: String
    /// None if nothing is different.
    package var sentences: [String]

    package init(since: String, sentences: [String]) {
      self.since = since
      self.sentences = sentences
    }
  }
}

/// The routine that the manual of a client was made of.
package struct FormerRoutine: Sendable {
  package var routine: Routine
  /// What the version is called if both have the same number.
  package var name: String

  package init(_ routine: Routine, name: String) {
    self.routine = routine
    self.name = name
  }
}

extension ManualPage {
  func changes(_ html: inout HTML) {
    guard let changes = manual.changes else { return }
    if changes.sentences.isEmpty {
      let since = changes.since
      html.element("p", since.isEmpty ? words.changes.nothing : words.changes.nothingSince(since))
      return
    }
    if !changes.since.isEmpty {
      html.element("p", ["class": "quiet"], words.page.changesSince(changes.since))
    }
    html.element("ul") { html in
      for sentence in changes.sentences { html.element("li", sentence) }
    }
  }
}

/// Two versions of a routine. What was only given another name is the same thing: steps, inputs, and what is made of them.
struct ManualComparison {
  /// The old routine in the names, titles and questions of the new one: what quotes them has not changed because of it.
  private let old: Manual
  private let new: Manual
  private let words: ManualWords.Changes
  private let page: ManualWords.Page
  /// The steps that are in both, as places in the old and the new manual, in the new order.
  private let steps: [(old: Int, new: Int)]
  private let inputs: [(old: Int, new: Int)]
  /// As the client knows them.
  private let oldTitles: [String]
  private let oldQuestions: [String]
  private var sentences: [String] = []

  /// None if nothing is different.
  static func changes(from old: Routine, to new: Routine, words: ManualWords) -> [String] {
    var comparison = ManualComparison(old, new, words)
    comparison.run()
    return comparison.sentences
  }

  private init(_ old: Routine, _ new: Routine, _ words: ManualWords) {
    let found = RenameFinder(old, new)
    steps = Self.pairs(
      found.steps.same + found.steps.renamed, old.steps.count, new.steps.count
    ) { ManualBuilder.title(of: old.steps[$0]) == ManualBuilder.title(of: new.steps[$1]) }
    inputs = Self.pairs(
      found.inputs.same + found.inputs.renamed, old.inputs.count, new.inputs.count
    ) { !old.inputs[$0].question.isEmpty && old.inputs[$0].question == new.inputs[$1].question }
    oldTitles = old.steps.map(ManualBuilder.title)
    oldQuestions = old.inputs.map(\.question)
    self.old = ManualBuilder.manual(of: Self.renamed(old, like: new, steps, inputs), words: words)
    self.new = ManualBuilder.manual(of: new, words: words)
    self.words = words.changes
    page = words.page
  }

  /// What belongs together, and of what is left what is alike, in the order of the new ones.
  private static func pairs(
    _ known: [(old: Int, new: Int)], _ oldCount: Int, _ newCount: Int, isAlike: (Int, Int) -> Bool
  ) -> [(old: Int, new: Int)] {
    var pairs = known
    for place in 0..<newCount where !pairs.contains(where: { $0.new == place }) {
      let twin = (0..<oldCount).first { old in
        !pairs.contains { $0.old == old } && isAlike(old, place)
      }
      if let twin { pairs.append((old: twin, new: place)) }
    }
    return pairs.sorted { $0.new < $1.new }
  }

  private static func renamed(
    _ old: Routine, like new: Routine, _ steps: [(old: Int, new: Int)], _ inputs: [(old: Int, new: Int)]
  ) -> Routine {
    var routine = old
    for pair in inputs {
      routine.inputs[pair.old].name = new.inputs[pair.new].name
      routine.inputs[pair.old].question = new.inputs[pair.new].question
    }
    for pair in steps {
      let twin = new.steps[pair.new]
      routine.steps[pair.old].name = twin.name
      routine.steps[pair.old].title = ManualBuilder.title(of: twin)
      let items = twin.each?.items ?? []
      guard items.count == routine.steps[pair.old].each?.items.count else { continue }
      for (index, item) in items.enumerated() {
        routine.steps[pair.old].each?.items[index].name = item.name
      }
    }
    return routine
  }

  private mutating func run() {
    compareSteps()
    compareInputs()
    compareTools()
    if old.owner != new.owner { sentences.append(words.owner(old.owner, new.owner)) }
    if Caution.all(old.cautions) != Caution.all(new.cautions) { sentences.append(words.cautions) }
    if old.laws != new.laws || old.notices != new.notices { sentences.append(words.law) }
    let texts = [
      (old.about != new.about || old.summary != new.summary, page.purpose),
      (old.avoid != new.avoid, page.avoid), (old.help != new.help, page.help),
    ].filter(\.0).map(\.1)
    if !texts.isEmpty { sentences.append(words.rewritten(texts)) }
    if steps.contains(where: { promptTexts(old.steps[$0.old]) != promptTexts(new.steps[$0.new]) }) {
      sentences.append(words.newPrompts)
    }
  }

  // MARK: Steps

  private mutating func compareSteps() {
    let (gone, added) = (
      old.steps.indices.filter { place in !steps.contains { $0.old == place } },
      new.steps.indices.filter { place in !steps.contains { $0.new == place } }
    )
    sentences += gone.map { words.stepRemoved(oldTitles[$0]) }
    sentences += added.map { words.stepAdded($0 + 1, new.steps[$0].title) }
    if steps.map(\.old) != steps.map(\.old).sorted() { sentences.append(words.order) }
    for pair in steps {
      let (before, after) = (old.steps[pair.old], new.steps[pair.new])
      var parts = aspects(before, after, oldTitle: oldTitles[pair.old])
      if looks(old, pair.old) != looks(new, pair.new) { parts.append(words.looks) }
      if !parts.isEmpty { sentences.append(words.stepChanged(after.number, after.title, parts)) }
    }
  }

  private func aspects(_ before: ManualStep, _ after: ManualStep, oldTitle: String) -> [String] {
    var parts: [String] = []
    func compare<Part: Equatable>(_ part: (ManualStep) -> Part, _ name: String) {
      if part(before) != part(after), !parts.contains(name) { parts.append(name) }
    }
    if oldTitle != after.title { parts.append(words.title(oldTitle)) }
    compare(\.actor, words.who)
    compare(\.actorKind, words.who)
    compare(\.owner, words.accountable)
    compare(\.condition, words.condition)
    compare(\.repetition, words.repetition)
    compare(\.called, words.handOver)
    compare({ $0.instructions.map(text) }, words.instructions)
    compare(promptTexts, words.prompts)
    compare(\.result, words.result)
    compare({ $0.checks.map(text) }, words.checks)
    compare(\.effects, words.effects)
    compare({ $0.notes.map(text) }, words.notes)
    if before.minutes?.before != after.minutes?.before || before.minutes?.after != after.minutes?.after {
      parts.append(words.minutes)
    }
    return parts
  }

  /// Who looks at what in a step, and what a no leads to.
  private func looks(_ manual: Manual, _ place: Int) -> [Look] {
    manual.checkpoints.filter { $0.place.step == place + 1 && $0.place.inside == nil }.map {
      Look(person: $0.person, at: $0.looksAt, edits: $0.mayEdit, redo: $0.redo)
    }
  }

  private struct Look: Equatable {
    var person: String
    var at: [String]
    var edits: String?
    var redo: Manual.Redo?
  }

  // MARK: Texts

  /// The kinds and the texts of a step's prompts. What stands in a legend is no part of them.
  private func promptTexts(_ step: ManualStep) -> [ManualStep.Prompt] {
    step.prompts.map { ManualStep.Prompt(kind: $0.kind, parts: text($0.parts), holes: []) }
  }

  /// A text without what its places mean.
  private func text(_ parts: [PromptPart]) -> [PromptPart] {
    parts.map { part in
      switch part {
      case .text: return part
      case .hole(var hole):
        hole.words = ""
        return .hole(hole)
      case .branches(var group):
        for index in group.branches.indices {
          group.branches[index].parts = text(group.branches[index].parts)
        }
        return .branches(group)
      case .loop(var loop):
        loop.parts = text(loop.parts)
        return .loop(loop)
      }
    }
  }

  // MARK: Inputs and tools

  private mutating func compareInputs() {
    func first(_ question: String, _ name: String) -> String { ManualMarkdown.firstLine(question) ?? name }
    func first(_ input: Manual.Prepare) -> String { first(input.question, input.name) }
    let gone = old.prepare.indices.filter { place in !inputs.contains { $0.old == place } }
    if !gone.isEmpty { sentences.append(words.inputsRemoved(gone.map { first(old.prepare[$0]) })) }
    let added = new.prepare.indices.filter { place in !inputs.contains { $0.new == place } }
    if !added.isEmpty { sentences.append(words.inputsAdded(added.map { first(new.prepare[$0]) })) }
    let changed = inputs.filter { pair in
      let (before, after) = (old.prepare[pair.old], new.prepare[pair.new])
      return before.type != after.type || before.isOptional != after.isOptional
        || before.defaultValue != after.defaultValue
    }
    if !changed.isEmpty {
      sentences.append(words.inputsChanged(changed.map { first(new.prepare[$0.new]) }))
    }
    let asked = inputs.filter { oldQuestions[$0.old] != new.prepare[$0.new].question }
    if !asked.isEmpty { sentences.append(words.inputsAsked(asked.map { first(new.prepare[$0.new]) })) }
  }

  private mutating func compareTools() {
    let (before, after) = (old.tools.map(\.name), new.tools.map(\.name))
    let gone = before.filter { !after.contains($0) }
    if !gone.isEmpty { sentences.append(words.toolsRemoved(gone)) }
    let added = after.filter { !before.contains($0) }
    if !added.isEmpty { sentences.append(words.toolsAdded(added)) }
    let dearer = new.tools.filter { tool in
      old.tools.contains { $0.name == tool.name && ($0.plan != tool.plan || $0.cost != tool.cost) }
    }
    if !dearer.isEmpty { sentences.append(words.toolsCost(dearer.map(\.name))) }
  }
}

/// What must not be pasted where, one thing at one place. Plans and the order of steps do not matter for it.
private struct Caution: Hashable {
  /// The tool, or the routine that is called; empty for the routine itself.
  var place: String
  var rule: Rule
  var what: String

  enum Rule: Hashable {
    case label(String)
    case never, redacted, allowed, untrusted
  }

  static func all(_ cautions: Manual.Cautions?) -> Set<Caution> {
    guard let cautions else { return [] }
    var all = labelled(cautions.labelled, in: "")
    for called in cautions.called { all.formUnion(labelled(called.labelled, in: called.routine)) }
    for tool in cautions.tools {
      for (rule, things) in [
        (Rule.never, tool.never), (.redacted, tool.redacted), (.allowed, tool.allowed),
      ] {
        for what in things { all.insert(Caution(place: tool.tool, rule: rule, what: what)) }
      }
    }
    for input in cautions.untrusted { all.insert(Caution(place: "", rule: .untrusted, what: input)) }
    return all
  }

  private static func labelled(_ groups: [Manual.Cautions.Group], in place: String) -> Set<Caution> {
    Set(
      groups.flatMap { group in
        group.inputs.map { Caution(place: place, rule: .label(group.label), what: $0) }
      })
  }
}
