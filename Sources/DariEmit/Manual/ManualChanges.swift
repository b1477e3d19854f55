// What is new since the version that the client has: how one manual differs from another, in sentences for the people who
// work with it. What they do not see, as a model or how a value is escaped, `dari diff` tells the author.

import DariRuntime

extension Manual {
  package struct Changes: Hashable, Sendable {
    /// The version that the client has.
    package var since: String
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
    if !changes.since.isEmpty {
      html.element("p", ["class": "quiet"], words.page.changesSince(changes.since))
    }
    html.element("ul") { html in
      for sentence in changes.sentences { html.element("li", sentence) }
    }
  }
}

/// Two manuals of a routine. Steps and inputs are the same if they have the same name; a step also if it has the same title.
struct ManualComparison {
  private let old: Manual
  private let new: Manual
  private let words: ManualWords.Changes
  private let page: ManualWords.Page
  /// The steps that are in both, as places in the old and the new manual, in the new order.
  private let same: [(old: Int, new: Int)]
  private var sentences: [String] = []

  /// - Parameter names: of the steps, in the routines.
  static func changes(
    from old: Manual, _ oldNames: [String], to new: Manual, _ newNames: [String], words: ManualWords
  ) -> [String] {
    var comparison = ManualComparison(old, oldNames, new, newNames, words)
    comparison.run()
    return comparison.sentences
  }

  private init(
    _ old: Manual, _ oldNames: [String], _ new: Manual, _ newNames: [String], _ words: ManualWords
  ) {
    self.old = old
    self.new = new
    self.words = words.changes
    page = words.page
    var left = Set(old.steps.indices)
    var twins: [Int: Int] = [:]
    for (place, name) in newNames.enumerated() {
      if let twin = oldNames.firstIndex(of: name) { twins[place] = left.remove(twin) }
    }
    for place in new.steps.indices where twins[place] == nil {
      let twin = left.sorted().first { old.steps[$0].title == new.steps[place].title }
      if let twin { twins[place] = left.remove(twin) }
    }
    same = twins.sorted { $0.key < $1.key }.map { (old: $0.value, new: $0.key) }
  }

  private mutating func run() {
    steps()
    inputs()
    tools()
    if old.owner != new.owner { sentences.append(words.owner(old.owner, new.owner)) }
    if old.cautions != new.cautions { sentences.append(words.cautions) }
    if old.laws != new.laws || old.notices != new.notices { sentences.append(words.law) }
    let texts = [
      (old.about != new.about || old.summary != new.summary, page.purpose),
      (old.avoid != new.avoid, page.avoid), (old.help != new.help, page.help),
    ].filter(\.0).map(\.1)
    if !texts.isEmpty { sentences.append(words.rewritten(texts)) }
    if same.contains(where: { old.steps[$0.old].prompts != new.steps[$0.new].prompts }) {
      sentences.append(words.newPrompts)
    }
    if sentences.isEmpty { sentences.append(words.nothing) }
  }

  // MARK: Steps

  private mutating func steps() {
    let (gone, added) = (
      old.steps.indices.filter { place in !same.contains { $0.old == place } },
      new.steps.indices.filter { place in !same.contains { $0.new == place } }
    )
    sentences += gone.map { words.stepRemoved(old.steps[$0].title) }
    sentences += added.map { words.stepAdded($0 + 1, new.steps[$0].title) }
    if same.map(\.old) != same.map(\.old).sorted() { sentences.append(words.order) }
    for pair in same {
      let (before, after) = (old.steps[pair.old], new.steps[pair.new])
      var parts = aspects(before, after)
      if looks(old, pair.old) != looks(new, pair.new) { parts.append(words.looks) }
      if !parts.isEmpty { sentences.append(words.stepChanged(after.number, after.title, parts)) }
    }
  }

  private func aspects(_ before: ManualStep, _ after: ManualStep) -> [String] {
    var parts: [String] = []
    func compare<Part: Equatable>(_ part: KeyPath<ManualStep, Part>, _ name: String) {
      if before[keyPath: part] != after[keyPath: part], !parts.contains(name) { parts.append(name) }
    }
    if before.title != after.title { parts.append(words.title(before.title)) }
    compare(\.actor, words.who)
    compare(\.actorKind, words.who)
    compare(\.owner, words.accountable)
    compare(\.condition, words.condition)
    compare(\.repetition, words.repetition)
    compare(\.called, words.handOver)
    compare(\.instructions, words.instructions)
    compare(\.prompts, words.prompts)
    compare(\.result, words.result)
    compare(\.checks, words.checks)
    compare(\.effects, words.effects)
    compare(\.notes, words.notes)
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

  // MARK: Inputs and tools

  private mutating func inputs() {
    func first(_ input: Manual.Prepare) -> String { ManualMarkdown.firstLine(input.question) ?? input.name }
    let gone = old.prepare.filter { before in !new.prepare.contains { $0.name == before.name } }
    if !gone.isEmpty { sentences.append(words.inputsRemoved(gone.map(first))) }
    let added = new.prepare.filter { after in !old.prepare.contains { $0.name == after.name } }
    if !added.isEmpty { sentences.append(words.inputsAdded(added.map(first))) }
    let changed = new.prepare.filter { after in
      guard var before = old.prepare.first(where: { $0.name == after.name }) else { return false }
      // What never to paste is told by itself.
      before.labels = after.labels
      return before != after
    }
    if !changed.isEmpty { sentences.append(words.inputsChanged(changed.map(first))) }
  }

  private mutating func tools() {
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
