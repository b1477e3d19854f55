// What `dari diff` can find: the kinds of changes, the tiers they are told in, and what each asks of the version.

/// One change of meaning between two versions of a project.
package struct RoutineChange: Hashable, Sendable {
  package var kind: Kind
  package var tier: Tier
  /// Whoever relied on the old version, a program or a person, may be let down by the new one.
  package var isBreaking: Bool
  /// Where it is found, in the order of the names; the new names, and old ones of what is gone. Several, if they share what
  /// changed.
  package var routines: [String]
  /// The step that it is about, by its new name.
  package var step: String?
  /// The language of the translation that it is found in; nil where it is in the original.
  package var locale: String?
  /// What it is about there: an input and the way into its type (`order.items[].count`), a section, the name of a tool.
  package var part: String
  /// What the sentence names besides: a label, a role, an effect, a choice.
  package var name: String
  /// What was there and what is there now: a type, a value, a name; whole texts if `kind.isText`.
  package var old: String?
  package var new: String?
  /// Of the new version, as far as it is known.
  package var place: Place?
  /// What it is declared by, where that is not a routine's own: its place is looked for.
  package var declaration: Declaration?

  package enum Declaration: Hashable, Sendable {
    /// A `@type`, by its name.
    case type(String)
    /// A setting of the manifest's `models`.
    case model(String)
  }

  package struct Place: Hashable, Sendable {
    package var file: String
    /// From 1; nil if only the file is known.
    package var line: Int?

    package init(file: String, line: Int? = nil) {
      self.file = file
      self.line = line
    }
  }

  package init(
    _ kind: Kind, _ tier: Tier, breaks: Bool = false, routine: String, step: String? = nil, part: String = "",
    name: String = "", old: String? = nil, new: String? = nil, place: Place? = nil
  ) {
    self.kind = kind
    self.tier = tier
    isBreaking = breaks
    routines = [routine]
    self.step = step
    self.part = part
    self.name = name
    self.old = old
    self.new = new
    self.place = place
  }

  /// Worst first.
  package enum Tier: String, CaseIterable, Comparable, Sendable {
    case data = "DATA"
    case duties = "DUTIES"
    case steps = "STEPS"
    case outputs = "OUTPUTS"
    case inputs = "INPUTS"
    case text = "TEXT"

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    package static func < (a: Tier, b: Tier) -> Bool { a.rank < b.rank }

    /// As it is typed, in capital or small letters.
    package init?(word: String) {
      guard let tier = Self(rawValue: word.uppercased()) else { return nil }
      self = tier
    }
  }

  /// In the order in which changes of a tier are told. The words are those of the JSON and of `allowed.yaml`: they never change.
  package enum Kind: String, CaseIterable, Comparable, Sendable {
    // DATA
    case labelRemoved = "label-removed"
    case cleaningLost = "cleaning-lost"
    case placeLost = "place-lost"
    case escapingWeakened = "escaping-weakened"
    case clearanceAdded = "clearance-added"
    case clearanceRemoved = "clearance-removed"
    case labelAdded = "label-added"

    // DUTIES
    case checkpointRemoved = "checkpoint-removed"
    case reviewRemoved = "review-removed"
    case reviewerChanged = "reviewer-changed"
    case checkRemoved = "check-removed"
    case checkNarrowed = "check-narrowed"
    case ownerRemoved = "owner-removed"
    case ownerChanged = "owner-changed"
    case ownerAdded = "owner-added"
    case riskLowered = "risk-lowered"
    case riskRaised = "risk-raised"
    case packRemoved = "law-pack-removed"
    case dutyRemoved = "duty-removed"
    case dutyWeakened = "duty-weakened"
    case noticeRemoved = "notice-removed"
    case packAdded = "law-pack-added"
    case packUpdated = "law-pack-updated"
    case dutyAdded = "duty-added"
    case dutyStrengthened = "duty-strengthened"
    case dutyChanged = "duty-changed"
    case noticeAdded = "notice-added"
    case checkpointAdded = "checkpoint-added"
    case reviewAdded = "review-added"
    case checkAdded = "check-added"
    case checkWidened = "check-widened"

    // STEPS
    case routineRemoved = "routine-removed"
    case routineRenamed = "routine-renamed"
    case routineAdded = "routine-added"
    case stepRemoved = "step-removed"
    case stepRenamed = "step-renamed"
    case stepAdded = "step-added"
    case stepMoved = "step-moved"
    case actorChanged = "actor-changed"
    case toolsChanged = "tools-changed"
    case effectAdded = "effect-added"
    case effectRemoved = "effect-removed"
    case whenAdded = "when-added"
    case whenRemoved = "when-removed"
    case whenChanged = "when-changed"
    case eachAdded = "each-added"
    case eachRemoved = "each-removed"
    case eachChanged = "each-changed"
    case lookChanged = "look-changed"
    case redoAdded = "redo-added"
    case redoRemoved = "redo-removed"
    case redoChanged = "redo-changed"
    case withChanged = "with-changed"
    case modelChanged = "model-changed"
    case budgetAdded = "budget-added"
    case budgetLowered = "budget-lowered"
    case budgetCounted = "budget-counted"
    case budgetRaised = "budget-raised"
    case budgetRemoved = "budget-removed"

    // OUTPUTS
    case resultRemoved = "result-removed"
    case resultAdded = "result-added"
    case routineResultChanged = "routine-result-changed"

    // INPUTS
    case inputRemoved = "input-removed"
    case inputRenamed = "input-renamed"
    case inputAdded = "input-added"
    case defaultRemoved = "default-removed"
    case defaultAdded = "default-added"
    case defaultChanged = "default-changed"

    // OUTPUTS and INPUTS: types
    case typeChanged = "type-changed"
    case limitsChanged = "limits-changed"
    case becameRequired = "became-required"
    case becameOptional = "became-optional"
    case caseRemoved = "choice-removed"
    case caseRenamed = "choice-renamed"
    case caseAdded = "choice-added"
    case fieldRemoved = "field-removed"
    case fieldRenamed = "field-renamed"
    case fieldAdded = "field-added"

    // TEXT
    case translationRemoved = "translation-removed"
    case translationAdded = "translation-added"
    case promptChanged = "prompt-changed"
    case snippetChanged = "snippet-changed"
    case snippetRenamed = "snippet-renamed"
    case snippetRemoved = "snippet-removed"
    case snippetAdded = "snippet-added"
    case valueChanged = "value-changed"
    case valueRenamed = "value-renamed"
    case valueRemoved = "value-removed"
    case valueAdded = "value-added"
    case manualChanged = "manual-changed"
    case wordsChanged = "words-changed"
    case exampleChanged = "example-changed"
    case minutesChanged = "minutes-changed"
    case toolChanged = "tool-changed"

    private static let ranks = Dictionary(
      uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
    package static func < (a: Kind, b: Kind) -> Bool { ranks[a, default: 0] < ranks[b, default: 0] }

    /// `old` and `new` are texts, shown line by line with the words that changed.
    package var isText: Bool {
      switch self {
      case .promptChanged, .snippetChanged, .snippetRemoved, .snippetAdded, .valueChanged, .valueRemoved,
        .valueAdded, .manualChanged, .wordsChanged:
        true
      default: false
      }
    }
  }

  /// What the version has to do because of it.
  package var bump: VersionBump {
    if isBreaking { return .major }
    return tier == .text ? .patch : .minor
  }

  /// `order.items` in `write`, as `allowed.yaml` names it: the step and the part of it, or one of them.
  package var at: String {
    [step ?? "", part].filter { !$0.isEmpty }.joined(separator: ".")
  }
}

extension Array where Element == RoutineChange {
  /// By tier, breaking ones first, then by kind; changes alike keep the order in which they were found.
  package func worstFirst() -> [RoutineChange] {
    enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.tier != y.tier { return x.tier < y.tier }
      if x.isBreaking != y.isBreaking { return x.isBreaking }
      if x.kind != y.kind { return x.kind < y.kind }
      return a.offset < b.offset
    }.map(\.element)
  }
}
