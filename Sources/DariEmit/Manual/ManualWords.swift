// Every word that a manual adds to what the author wrote, one value per language. Each word is a stored property
// without a default, so a language that lacks one does not compile.

import DariRuntime

package struct ManualWords: Sendable {
  /// For the `lang` of the page.
  package let locale: String
  let page: Page
  let labels: Labels
  let prompts: Prompts
  let conditions: Conditions
  let types: Types
  let sentences: Sentences
  let law: Law
  let swimlane: Swimlane
  let roles: Roles
  let cost: Cost
  let script: Script
  let slides: Slides
  let changes: Changes

  /// A language that there are no words for is written in English around the author's words.
  package static func of(_ locale: String) -> ManualWords {
    let language = locale.unicodeScalars.prefix { $0 != "-" && $0 != "_" }
    return String(String.UnicodeScalarView(language)) == "ko" ? korean : english
  }

  /// Titles of the page and its sections.
  struct Page: Sendable {
    let kind, skip, contents: String
    let purpose, avoid, glance, prepare, cautions, steps, checkpoints, departures, time, tools, help,
      about: String
    let design, routineDesign, notes, roles, glossary, changes: String
    let changesSince: @Sendable (_ version: String) -> String
    /// A part of a long routine: where it ends, and its steps.
    let phase: @Sendable (_ end: String, _ steps: ClosedRange<Int>) -> String
  }

  /// Of the duties of law packs.
  struct Law: Sendable {
    let title, notice, intro, binds, standing: String
    let source: @Sendable (_ source: String, _ pack: String, _ checked: String) -> String
    let period: @Sendable (_ from: String, _ until: String?) -> String
    let standings: @Sendable (Routine.Duty.Standing) -> String
  }

  /// Of the table of who does what.
  struct Roles: Sendable { let does, accountable, looks: String }

  /// Of the sum of what tools cost.
  struct Cost: Sendable {
    let title, nothing, currencies: String
    let sum: @Sendable (_ parts: [String], _ total: String) -> String
    let free, unknown, choice: @Sendable (_ tools: [String]) -> String
    let days: @Sendable (_ first: String, _ last: String) -> String
  }

  /// Of the picture at a glance.
  struct Swimlane: Sendable {
    /// The picture's name, and what it shows to whom cannot see it.
    let title: @Sendable (_ routine: String) -> String
    let description: @Sendable (_ goesRight: Bool) -> String
    /// In the boxes.
    let sometimes, each, elseStop: String
    let backTo: @Sendable (_ step: Int) -> String
    /// What the signs mean.
    let keys: String
    let keyLook, keySometimes, keyEach, keyLeaves, keyAround, keyBack: String
  }

  /// Of the deck for the closing talk.
  struct Slides: Sendable {
    /// What the client does after it.
    let next: String
    /// How to go from slide to slide, and how to print.
    let keys: String
    /// To do the routine once with the manual; the person who answers for it.
    let tryOnce: @Sendable (_ owner: String?) -> String
  }

  /// Short words beside a value.
  struct Labels: Sendable {
    let audience, owner, reviewed, version, client, author: String
    let human, ai, tool, routine: String
    let condition, repetition, handOver, calledManual: String
    let checkpoint, checkpointInside, result, minutes, doing, checks, form, example, ifEmpty: String
    let step, before, after, total: String
    let plan, cost, start, onNo, usedIn, fillIn: String
    let why, contact: String
    let personal, confidential, untrusted: String
    let riskMedium, riskHigh: String
    let effects: @Sendable (Routine.EffectKind) -> String
  }

  struct Prompts: Sendable {
    let system, user, assistant, again, text, exampleQuestion: String
    let otherwise, nothingToRepeat: String
    /// Of a branch that is taken if those before it are not, though its own condition may hold together with theirs.
    let otherwiseIf: @Sendable (_ when: String) -> String
    let loop: @Sendable (_ over: Noun) -> String
    let eachIs: @Sendable (_ item: String) -> String
    let between: @Sendable (_ separator: String) -> String
    /// What a filter does to a value, where a person must do it by hand.
    let note: @Sendable (_ filter: String) -> String?
    let defaultNote: @Sendable (_ value: String) -> String
    /// Of a default that is empty.
    let defaultNothing: String
    let sortNote: @Sendable (_ field: String?) -> String
    let reverseNote: String
    /// What a filter makes of a value, as a noun; the field and the value that it goes by, if there are any.
    let derived: @Sendable (_ filter: String, _ from: Noun, _ field: String?, _ value: String?) -> Noun?
    /// The same, short enough to stand between brackets; nil if the path says enough.
    let derivedPath: @Sendable (_ filter: String, _ path: String) -> String?
    /// How long a text is, as a noun and between brackets.
    let characterCount: @Sendable (_ of: Noun) -> Noun
    let characterCountPath: @Sendable (_ path: String) -> String
    /// What a place stands for, in the legend.
    let fieldOf: @Sendable (_ field: String, _ source: String) -> String
    /// A field without a label, of what comes out of no step.
    let partOf: @Sendable (_ field: String, _ of: Noun) -> String
    let resultOf: @Sendable (_ step: String) -> String
    let approvedResultOf: @Sendable (_ step: String) -> String
    let remarksOf: @Sendable (_ step: String) -> String
    let itemOf: @Sendable (_ list: Noun) -> String
    /// A list that the project itself holds, with its name.
    let fixedList: @Sendable (_ name: String?) -> Noun
    /// The results of the step so far, for the items before this one: between brackets, and a field of each.
    let earlier: String
    let earlierField: @Sendable (_ field: String) -> String
    let earlierOf: String
    let earlierFieldOf: @Sendable (_ field: String) -> String
    let thisStep: String
    let loopNumber, loopLength: String
    /// At the place itself, and in the legend.
    let attachHere: String
    let attach: @Sendable (Type.Media) -> String
  }

  /// Conditions, made of clauses. `Noun` is what is spoken of.
  struct Conditions: Sendable {
    let input, field, item: @Sendable (_ path: String) -> Noun
    let labelled: @Sendable (_ words: String, _ path: String) -> Noun
    let result: @Sendable (_ step: String, _ path: String) -> Noun
    let filled, blank, there, missing, empty, notEmpty, yes, no: @Sendable (Noun) -> Clause
    let isOne, isNone: @Sendable (Noun, [String]) -> Clause
    let compare: @Sendable (Noun, Comparison, Noun) -> Clause
    /// Of two things that are both filled in when the routine is run.
    let same, different: @Sendable (Noun, Noun) -> Clause
    /// Results of the step so far.
    let earlier: Noun
    let someEarlier, noEarlier: Clause
    /// One of two, by a condition.
    let either: @Sendable (_ when: String, _ then: String, _ otherwise: String) -> Noun
    let contains, lacks: @Sendable (Noun, String) -> Clause
    let firstItem, notFirstItem, lastItem, notLastItem: Clause
    let all, any: @Sendable ([Clause]) -> Clause
    /// Where nothing better can be said.
    let holds, fails: @Sendable (String) -> Clause
    let lead: @Sendable (Noun) -> String
    let cases: @Sendable ([String]) -> String
    let quoted: @Sendable (String) -> String
  }

  enum Comparison: Sendable { case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }

  /// Something that is spoken of: how it is shown, and the word whose sound a particle follows.
  struct Noun: Hashable, Sendable {
    var text: String
    var sound: String
    /// The items of it, where the language says that otherwise than of other things.
    var items: String?
  }

  /// A condition that can stand alone ("주문이 있을 때") or be joined to a following one by and ("있고") or or ("있거나").
  struct Clause: Hashable, Sendable {
    enum Joining: Sendable { case all, any }

    var when: String
    var and: String
    var or: String
    /// What it was joined of, and how. Within another it stands in brackets: of "a이거나 b이고 c" nobody can say what it
    /// means.
    var joining: Joining?
    var parts: [Clause] = []
  }

  struct Types: Sendable {
    let text, line, int, number, date, url, email, yesOrNo, yes, no, image, audio, file: String
    let characters: @Sendable (_ core: String, Limits<Int>) -> String
    let range: @Sendable (_ low: String?, _ high: String?) -> String
    let money: @Sendable (_ currency: String) -> String
    /// What stands behind an amount: 원.
    let currency: @Sendable (_ currency: String) -> String
    let oneOf: @Sendable ([String]) -> String
    let someOf: @Sendable ([String], Limits<Int>) -> String
    let items: @Sendable (_ element: String, Limits<Int>) -> String
    /// Of lines that may have so many characters; nil if `items` says it as well.
    let lines: @Sendable (_ characters: Limits<Int>, Limits<Int>) -> String?
    let records: @Sendable (Limits<Int>) -> String
    let record: String
    let day: @Sendable (CalendarDate) -> String
    let amount: @Sendable (Money) -> String
    let or: String
  }

  struct Sentences: Sendable {
    let minutes: @Sendable (Double) -> String
    let shorter, fromTo: @Sendable (Double, Double) -> String
    /// Where only so many steps say how long they take.
    let shorterPart: @Sendable (_ steps: Int, _ before: Double, _ after: Double) -> String
    let steps: @Sendable (Int) -> String
    let checkpoints: @Sendable (Int) -> String
    let optional, leaveEmpty: String
    let ifEmpty: @Sendable (String) -> String
    /// Where an empty value stands in for what is left empty, and where one is handed over.
    let ifEmptyNothing, nothing: String
    let looks: @Sendable (_ person: String, _ titles: [String]) -> String
    let edits: @Sendable (_ title: String, _ isText: Bool) -> String
    let redo: @Sendable (Manual.Redo) -> String
    let stops: String
    /// A step of a called routine.
    let inside: @Sendable (Manual.Inside) -> String
    /// What somebody put into a place of this manual.
    let putInto: @Sendable (Noun) -> String
    let neverDone: String
    /// Time that is told for one item.
    let forOneItem, itemsCountOnce: String
    /// By a tool, or by a person's own hand.
    let departs: @Sendable (Routine.EffectKind, _ what: String, _ by: String, _ isPerson: Bool) -> String
    let ownText: String
    let neverKeys: String
    let never, redacted, allowed: @Sendable ([String]) -> String
    let labelled: @Sendable (_ label: String) -> String
    let untrusted: String
    let cost: @Sendable (_ cost: String, _ asof: String?) -> String
    let money: @Sendable (String) -> String
    let timeSum:
      @Sendable (_ before: [String], _ after: [String], _ total: (before: Double, after: Double)) -> String
    let owner: @Sendable (String) -> String
    /// When a step is done, and how often.
    let onlyWhen: @Sendable (Clause) -> String
    let forEach: @Sendable (_ lists: [Noun]) -> String
    let prepareIntro, placesIntro, checkIntro, costIntro: String
    let madeBy: @Sendable (String) -> String
    let list: @Sendable ([String]) -> String
  }
}
