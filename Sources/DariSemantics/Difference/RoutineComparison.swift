// Two versions of one routine: everything that a bundle holds of them, held against each other.

import DariBase
import DariRuntime

/// Pure: it asks what a loaded bundle holds and nothing else, so that bundles and projects compare alike. The source counts for
/// nothing: layout, comments and the names of loops are no change.
struct RoutineComparison {
  let old: RoutineSide
  let new: RoutineSide
  var changes: [RoutineChange] = []
  private var inputPairs: (same: [(old: Int, new: Int)], renamed: [(old: Int, new: Int)])
  var stepPairs: (same: [(old: Int, new: Int)], renamed: [(old: Int, new: Int)])

  init(_ old: Routine, _ new: Routine) {
    let names = RenameFinder(old, new)
    self.old = RoutineSide(old, renames: names.renames)
    self.new = RoutineSide(new, renames: Renames())
    inputPairs = names.inputs
    stepPairs = names.steps
    compare(snippets: names.renamedSnippets, values: names.renamedValues)
  }

  private mutating func compare(
    snippets: [(old: String, new: String)], values: [(old: String, new: String)]
  ) {
    compareInputs()
    compareSteps()
    compareResult()
    compareOwner()
    compareTools()
    changes += DutyComparison.changes(old.routine, new.routine)
    compareShared(snippets, values)
    compareWords()
    compareTranslations()
  }

  mutating func add(
    _ kind: RoutineChange.Kind, _ tier: RoutineChange.Tier, breaks: Bool = false, step: String? = nil,
    part: String = "", name: String = "", old: String? = nil, new: String? = nil,
    place: RoutineChange.Place? = nil
  ) {
    changes.append(
      RoutineChange(
        kind, tier, breaks: breaks, routine: self.new.routine.name, step: step, part: part, name: name,
        old: old, new: new, place: place ?? self.new.home))
  }

  mutating func add(_ type: TypeComparison, step: String? = nil) {
    for finding in type.findings {
      add(
        finding.kind, finding.tier, breaks: finding.isBreaking, step: step, part: finding.path,
        name: finding.name, old: finding.old, new: finding.new)
      changes[changes.count - 1].declaration = finding.type.map { .type($0) }
    }
  }

  mutating func add(_ change: RoutineChange, in locale: String) {
    var change = change
    change.locale = locale
    changes.append(change)
  }

  // MARK: Inputs

  private mutating func compareInputs() {
    let (before, after) = (old.routine.inputs, new.routine.inputs)
    for (a, b) in inputPairs.renamed {
      add(.inputRenamed, .inputs, breaks: true, part: after[b].name, old: before[a].name, new: after[b].name)
    }
    for (a, b) in (inputPairs.same + inputPairs.renamed).sorted(by: { $0.new < $1.new }) {
      compareInput(before[a], after[b])
    }
    let (gone, come) = TypeComparison.unpaired(
      before.count, after.count, inputPairs.same + inputPairs.renamed)
    for index in gone {
      add(
        .inputRemoved, .inputs, breaks: true, part: before[index].name, old: before[index].type.description)
    }
    for index in come {
      add(
        .inputAdded, .inputs, breaks: !after[index].mayBeLeftOut, part: after[index].name,
        new: after[index].type.description)
    }
  }

  private mutating func compareInput(_ before: Routine.Input, _ after: Routine.Input) {
    let name = after.name
    var types = TypeComparison(.input)
    types.compare(before.type, after.type, at: name, ignoresAbsence: true)
    add(types)
    // Data that leave it out are right as long as the type or a default lets them.
    let breaks = before.mayBeLeftOut && !after.mayBeLeftOut
    if before.type.isOptional != after.type.isOptional {
      add(after.type.isOptional ? .becameOptional : .becameRequired, .inputs, breaks: breaks, part: name)
    }
    let defaults = (before.defaultValue, after.defaultValue)
    let texts = (old.source(defaults.0), new.source(defaults.1))
    switch defaults {
    case (nil, nil): break
    case (nil, _?): add(.defaultAdded, .inputs, part: name, new: texts.1)
    case (_?, nil): add(.defaultRemoved, .inputs, breaks: breaks, part: name, old: texts.0)
    case (_?, _?):
      if !texts.0.hasSameBytes(as: texts.1) {
        add(.defaultChanged, .inputs, part: name, old: texts.0, new: texts.1)
      }
    }
    compareText(.wordsChanged, before.question, after.question, part: name, name: "question")
    let examples = (old.source(before.example), new.source(after.example))
    if !examples.0.hasSameBytes(as: examples.1) {
      add(.exampleChanged, .text, part: name, old: examples.0, new: examples.1)
    }
  }

  // MARK: The routine as a whole

  private mutating func compareResult() {
    let before = old.routine.result
    let after = new.routine.result
    let names = (before.map(old.name(ofStep:)), after.map(new.name(ofStep:)))
    guard names.0 != names.1 else { return }
    let types = (before.flatMap { old.routine.resultType($0) }, after.flatMap { new.routine.resultType($0) })
    let fits = types.0.flatMap { wide in types.1.map { $0.dataFits(wide) } } ?? (types.0 == nil)
    add(.routineResultChanged, .outputs, breaks: !fits, old: names.0, new: names.1)
  }

  private mutating func compareOwner() {
    switch (old.routine.owner, new.routine.owner) {
    case (let before?, let after?):
      if before != after { add(.ownerChanged, .duties, old: before, new: after) }
    case (let before?, nil): add(.ownerRemoved, .duties, breaks: true, old: before)
    case (nil, let after?): add(.ownerAdded, .duties, new: after)
    case (nil, nil): break
    }
  }

  private mutating func compareTools() {
    for after in new.routine.tools {
      guard let before = old.routine.tools.first(where: { $0.id == after.id }) else { continue }
      for word in after.clears where !before.clears.contains(word) {
        add(.clearanceAdded, .data, breaks: true, part: after.id, name: word)
      }
      for word in before.clears where !after.clears.contains(word) {
        add(.clearanceRemoved, .data, part: after.id, name: word)
      }
      for (key, a, b) in Self.facts(before, after) where a != b {
        add(.toolChanged, .text, part: after.id, name: key, old: a, new: b)
      }
    }
  }

  private static func facts(_ a: Routine.Tool, _ b: Routine.Tool) -> [(String, String?, String?)] {
    [
      ("name", a.name, b.name), ("category", a.category, b.category), ("plan", a.plan, b.plan),
      ("cost", a.cost, b.cost), ("asof", a.asof, b.asof), ("url", a.url, b.url), ("start", a.start, b.start),
      ("languages", a.languages.joined(separator: ", "), b.languages.joined(separator: ", ")),
      ("does", a.does.sorted().joined(separator: ", "), b.does.sorted().joined(separator: ", ")),
    ]
  }

  /// Snippets and values, which several prompts may share: told once.
  private mutating func compareShared(
    _ snippets: [(old: String, new: String)], _ values: [(old: String, new: String)]
  ) {
    for (before, after) in snippets {
      add(.snippetRenamed, .text, part: after, old: before, new: after)
    }
    for (before, after) in values { add(.valueRenamed, .text, part: after, old: before, new: after) }
    let (before, after) = (old.reached(), new.reached())
    compareSnippets(before.snippets, after.snippets)
    for (name, value) in after.values.sorted(by: { ExactText($0.key) < ExactText($1.key) }) {
      guard let was = before.values[name] else {
        add(.valueAdded, .text, part: name, old: "", new: Self.text(value, after.fields[name]))
        continue
      }
      var texts = (Self.text(was, before.fields[name]), Self.text(value, after.fields[name]))
      if texts.0.hasSameBytes(as: texts.1) {
        texts = (ValueSource.text(of: was, words: [:]), ValueSource.text(of: value, words: [:]))
      }
      if !texts.0.hasSameBytes(as: texts.1) {
        add(.valueChanged, .text, part: name, old: texts.0, new: texts.1)
      }
    }
    for (name, value) in before.values.sorted(by: { ExactText($0.key) < ExactText($1.key) })
    where after.values[name] == nil {
      add(.valueRemoved, .text, part: name, old: Self.text(value, before.fields[name]), new: "")
    }
  }

  private mutating func compareSnippets(
    _ before: [RoutineSide.Reached.Snippet], _ after: [RoutineSide.Reached.Snippet]
  ) {
    var told = Set<String>()
    for snippet in after where told.insert(snippet.name).inserted {
      let was = before.filter { $0.name == snippet.name }
      let now = after.filter { $0.name == snippet.name }
      guard let first = was.first else {
        add(
          .snippetAdded, .text, part: snippet.name, old: "", new: snippet.shown.text,
          place: snippet.shown.marks.first.flatMap { new.place($0.place) })
        continue
      }
      // Its places count in the prompts that call it.
      if Set(was.map { ExactText($0.exact) }) == Set(now.map { ExactText($0.exact) }) { continue }
      let isShown = !first.shown.text.hasSameBytes(as: snippet.shown.text)
      let texts = (
        old: isShown ? first.shown : first.detailed, new: isShown ? snippet.shown : snippet.detailed
      )
      // Where only what it is given has changed places, that line is the change.
      let calls = first.given == snippet.given ? ("", "") : (first.call, snippet.call)
      add(
        .snippetChanged, .text, part: snippet.name, old: calls.0 + texts.old.text,
        new: calls.1 + texts.new.text, place: calls.0.isEmpty ? place(of: texts) : nil)
    }
    for snippet in before where !after.contains(where: { $0.name == snippet.name }) {
      guard told.insert(snippet.name).inserted else { continue }
      add(.snippetRemoved, .text, part: snippet.name, old: snippet.shown.text, new: "")
    }
  }

  /// A text as it is, an item a line, anything else as it is written.
  /// - Parameter fields: the names of a record's fields, by their slots, as far as they are known.
  private static func text(_ value: Value, _ fields: [Int32: String]?) -> String {
    switch value {
    case .text(let text): return text
    case .list(let items):
      return items.map { "- \(source($0, fields))\n" }.joined()
    default: return source(value, fields)
    }
  }

  private static func source(_ value: Value, _ fields: [Int32: String]?) -> String {
    guard case .record(let values) = value else { return ValueSource.text(of: value, words: [:]) }
    let parts = values.enumerated().map { slot, value in
      (fields?[Int32(slot)].map { "\($0): " } ?? "") + ValueSource.text(of: value, words: [:])
    }
    return "{ \(parts.joined(separator: ", ")) }"
  }

  // MARK: Words for people

  private mutating func compareWords() {
    let (a, b) = (old.routine, new.routine)
    let pairs: [(String, String?, String?)] = [
      ("project", a.project, b.project), ("title", a.title, b.title), ("summary", a.summary, b.summary),
      ("audience", a.audience, b.audience), ("role", a.role, b.role),
      ("tags", a.tags.joined(separator: ", "), b.tags.joined(separator: ", ")), ("avoid", a.avoid, b.avoid),
      ("help", a.help, b.help), ("reviewed", a.reviewed?.description, b.reviewed?.description),
    ]
    for (key, before, after) in pairs { compareText(.wordsChanged, before ?? "", after ?? "", name: key) }
    compareText(.manualChanged, a.about, b.about, name: "about")
    compareBlocks(a.why, b.why, name: "why")
    compareBlocks(a.notes, b.notes, name: "note")
    for (role, words) in b.people.sorted(by: { ExactText($0.key) < ExactText($1.key) }) {
      if let before = a.people[role] {
        compareText(.wordsChanged, before, words, part: role, name: "people")
      }
    }
  }

  mutating func compareText(
    _ kind: RoutineChange.Kind, _ before: String, _ after: String, step: String? = nil, part: String = "",
    name: String, place: RoutineChange.Place? = nil
  ) {
    if before.hasSameBytes(as: after) { return }
    add(kind, .text, step: step, part: part, name: name, old: before, new: after, place: place)
  }

  mutating func compareBlocks(
    _ before: [Program.Block], _ after: [Program.Block], step: String? = nil, name: String
  ) {
    let side = (old, new)
    guard
      let texts = Self.different({ side.0.marked(before, $0) }, { side.1.marked(after, $0) })
    else { return }
    compareText(
      .manualChanged, texts.old.text, texts.new.text, step: step, name: name, place: place(of: texts))
  }

  /// Two texts in the first form in which people see that they differ; nil if they say the same.
  static func different(
    _ before: (TemplateText.Form) -> MarkedText, _ after: (TemplateText.Form) -> MarkedText
  ) -> (old: MarkedText, new: MarkedText)? {
    let exact = (before(.exact), after(.exact))
    if exact.0.text.hasSameBytes(as: exact.1.text) { return nil }
    for form in [TemplateText.Form.shown, .detailed] {
      let texts = (before(form), after(form))
      if !texts.0.text.hasSameBytes(as: texts.1.text) { return texts }
    }
    return exact
  }

  /// Of the first line that changed.
  func place(of texts: (old: MarkedText, new: MarkedText)) -> RoutineChange.Place? {
    texts.new.place(ofChangeFrom: texts.old.text).flatMap(new.place)
  }
}

extension RoutineSide {
  /// A value as it is written; empty if there is none.
  func source(_ value: Value?) -> String {
    value.map { ValueSource.text(of: $0, words: renames.words) } ?? ""
  }
}

extension Routine.Input {
  /// Data without it are right.
  var mayBeLeftOut: Bool { type.isOptional || defaultValue != nil }
}

extension Routine {
  /// What later steps, and who uses the routine, see of a step's result.
  func resultType(_ index: Int) -> Type? {
    let step = steps[index]
    guard var type = step.result else { return nil }
    if step.each != nil { type = Type(.list(Limits(), type)) }
    return step.when == nil ? type : type.asOptional
  }
}
