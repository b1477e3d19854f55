// What a manual says, as plain values: made from a routine alone, ready for any form (a page, paper, Markdown, slides).

import DariRuntime

/// A routine in the words of the people who carry it out. Everything that needs words of its own (conditions, types,
/// actors) is already in the manual's language; what the author wrote is as written.
package struct Manual: Hashable, Sendable {
  package var name: String
  package var title: String
  package var summary: String?
  package var audience: String?
  /// Markdown.
  package var about: String
  package var avoid: String?
  package var help: String?
  /// The person who answers for the whole.
  package var owner: String?
  package var reviewed: String?
  package var version: String
  package var project: String
  package var tools: [Tool] = []
  package var prepare: [Prepare] = []
  package var cautions: Cautions?
  package var steps: [ManualStep] = []
  /// The steps as a picture.
  package var swimlane = SwimlaneFlow()
  package var checkpoints: [Checkpoint] = []
  package var departures: [Departure] = []
  package var time: TimeSaved?
  /// Why the routine as a whole is as it is; Markdown with marked places. The steps have their own.
  package var why: [[PromptPart]] = []
  package var notes: [[PromptPart]] = []
  package var responsibilities: [Responsibility] = []
  package var cost: MonthlyCost?
  /// Since the version that the client has, if it is known: `--since`.
  package var changes: Changes?
  /// The duties of law packs that concern the routine, and what has to be told because of them.
  package var laws: [Law] = []
  package var notices: [String] = []

  package struct Tool: Hashable, Sendable {
    package var name: String
    package var url: String?
    package var plan: String?
    package var cost: String?
    /// The day of the price.
    package var asof: String?
    /// How to begin with it.
    package var start: String?
    /// Where it is used.
    package var places: [Place]
  }

  /// A step of this manual, or one of a routine that it calls.
  package struct Place: Hashable, Sendable {
    package var step: Int
    package var inside: Inside?
  }

  /// A step of a called routine.
  package struct Inside: Hashable, Sendable {
    package var routine: String
    package var title: String
    package var number: Int
    /// The step's title.
    package var step: String
  }

  /// Something to have at hand before beginning.
  package struct Prepare: Hashable, Sendable {
    package var name: String
    /// Markdown.
    package var question: String
    package var type: TypeInWords
    package var isOptional: Bool
    package var defaultValue: String?
    package var example: String?
    /// Personal, confidential, from outside; in words.
    package var labels: [String]
  }

  /// What never to paste, and where.
  package struct Cautions: Hashable, Sendable {
    /// The inputs with a label, by label.
    package var labelled: [Group]
    package var tools: [ToolRule]
    /// Inputs that an outsider wrote.
    package var untrusted: [String]

    /// Of called routines, the same.
    package var called: [CalledPlaces] = []

    package struct Group: Hashable, Sendable {
      package var label: String
      package var inputs: [String]
    }

    package struct CalledPlaces: Hashable, Sendable {
      package var routine: String
      package var title: String
      /// The steps from which it is reached.
      package var steps: [Int]
      package var labelled: [Group]
    }

    package struct ToolRule: Hashable, Sendable {
      package var tool: String
      package var plan: String?
      package var never: [String]
      package var redacted: [String]
      package var allowed: [String]
    }
  }

  /// A place where a person looks before it goes on.
  package struct Checkpoint: Hashable, Sendable {
    package var place: Place
    package var person: String
    /// Titles of the steps whose results are looked at.
    package var looksAt: [String]
    package var mayEdit: String?
    package var editsText: Bool
    package var redo: Redo?
    package var minutes: String?
  }

  /// What a no leads to. Steps by their titles.
  package struct Redo: Hashable, Sendable {
    package var title: String
    package var limit: Int
    /// What lies between the step that is gone back to and the look, and is done again with it.
    package var between: [String] = []
    /// Those of them where a person has said yes already.
    package var looks: [String] = []
    package var items = Items.none

    package enum Items: Hashable, Sendable {
      /// The person looks at one thing.
      case none
      /// Only what was sent back is done again, in all the steps or in some of them.
      case refused
      case refusedIn([String], looksAtAll: Bool)
      case all
    }
  }

  /// Something that leaves the house.
  package struct Departure: Hashable, Sendable {
    package var place: Place
    package var kind: Routine.EffectKind
    /// Titles of the steps whose results it is.
    package var results: [String]
    package var ownText: Bool
    package var by: String
    package var isPerson: Bool
  }

  package struct TimeSaved: Hashable, Sendable {
    package var rows: [Row]
    package var before: Double
    package var after: Double
    /// Some step of a person or of an AI says nothing of its time: the sums are not those of the whole.
    package var isOfPart = false

    package struct Row: Hashable, Sendable {
      package var step: Int
      package var before: Double
      package var after: Double
      /// Told for one item of a list.
      package var isForOneItem = false
      /// It, or a part of it.
      package var countsOneItem = false
    }
  }
}

package struct ManualStep: Hashable, Sendable {
  package enum ActorKind: Hashable, Sendable { case human, ai, tool, routine }

  /// From 1.
  package var number: Int
  package var title: String
  package var actorKind: ActorKind
  package var actor: String
  /// The tools that may do it, as indices into the manual's tools.
  package var tools: [Int] = []
  package var owner: String?
  package var risk: Routine.Risk
  package var minutes: Manual.TimeSaved.Row?
  package var prompts: [Prompt] = []
  /// Markdown with marked places, as are checks, why and notes.
  package var instructions: [[PromptPart]] = []
  package var checks: [[PromptPart]] = []
  package var why: [[PromptPart]] = []
  package var notes: [[PromptPart]] = []
  /// The places in what a person does and in the checks that nothing before in the step explains.
  package var instructionHoles: [PromptHole] = []
  package var checkHoles: [PromptHole] = []
  package var result: TypeInWords?
  package var isCheckpoint = false
  /// A routine that it calls has a checkpoint.
  package var holdsCheckpoint = false
  /// What leaves the house here, or in a routine that it calls.
  package var effects: [Routine.EffectKind] = []
  /// Whether it is done at all, and how often; in sentences.
  package var condition: String?
  package var repetition: String?
  /// What one item is called, for each list.
  package var items: [Item] = []
  /// Of a step that is a routine of its own: its manual, and what to have at hand for it.
  package var called: Called?

  package struct Called: Hashable, Sendable {
    package var routine: String
    package var title: String
    /// What the called routine asks for, and what to give it.
    package var handOver: [HandOver]
  }

  package struct Item: Hashable, Sendable {
    package var name: String
    package var words: String
    /// All of them, where the project itself holds the list.
    package var values: [String]
    /// Each is better told on a line of its own.
    package var isLong: Bool
  }

  package struct HandOver: Hashable, Sendable {
    package var question: String
    package var value: String
  }

  package struct Prompt: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case system, user, assistant, again, text }
    package var kind: Kind
    package var parts: [PromptPart]
    /// Every place once, in the order in which they come.
    package var holes: [PromptHole]
  }
}

/// A piece of a text with marked places.
package indirect enum PromptPart: Hashable, Sendable {
  case text(String)
  case hole(PromptHole)
  case branches(PromptBranches)
  case loop(PromptLoop)
}

/// A place that is filled in when the routine is run.
package struct PromptHole: Hashable, Sendable {
  /// What stands between the brackets: `order.number`.
  package var path: String
  /// What to put there, for people.
  package var words: String
  /// How: as a numbered list, without names…
  package var note: String?
  /// The words that say, at the place itself, that something is attached there and nothing is written.
  package var attach: String?

  package init(path: String, words: String, note: String? = nil, attach: String? = nil) {
    self.path = path
    self.words = words
    self.note = note
    self.attach = attach
  }

  /// `⟦order.number⟧`, `⟦attach here: photo⟧`.
  var shown: String { attach.map { "⟦\($0): \(path)⟧" } ?? "⟦\(path)⟧" }
}

/// Texts of which one is used.
package struct PromptBranches: Hashable, Sendable {
  /// What decides, if the conditions do not say it themselves.
  package var lead: String?
  package var branches: [Branch]
  /// Stands on lines of its own.
  package var isBlock = false

  package struct Branch: Hashable, Sendable {
    package var condition: String
    package var parts: [PromptPart]
  }
}

/// A text that is repeated; shown once.
package struct PromptLoop: Hashable, Sendable {
  /// What it goes over.
  package var lead: String
  /// How one of them is called in its places.
  package var item: String
  /// What stands between two of them, if that is all that tells the last from the others.
  package var separator: String?
  package var parts: [PromptPart]
  package var isBlock = false
}

/// A type as somebody would say it.
package struct TypeInWords: Hashable, Sendable {
  package var summary: String
  package var fields: [Field] = []

  package struct Field: Hashable, Sendable {
    package var words: String
    package var type: TypeInWords
    package var isOptional: Bool
  }
}
