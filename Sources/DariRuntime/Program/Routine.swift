// A routine after checking: what bundles carry, manuals show and the renderer runs.

/// Everything that is known of a routine once it compiles. A plain value: a bundle is written from it and read back into it.
package struct Routine: Sendable {
  package var name: String
  package var title: String?
  package var summary: String?
  package var audience: String?
  package var role: String?
  package var tags: [String] = []
  /// The role of the person who answers for the whole.
  package var owner: String?
  package var avoid: String?
  package var help: String?
  package var reviewed: CalendarDate?
  /// Plain Markdown.
  package var about = ""
  package var inputs: [Input] = []
  package var steps: [Step] = []
  /// Index of the step whose result is the routine's.
  package var result: Int?
  package var why: [Program.Block] = []
  package var notes: [Program.Block] = []
  package var program = Program()
  /// The routines that steps of this one call, and those that they call in turn, each once and without a list of
  /// its own.
  package var routines: [Routine] = []
  /// Names of the frame's slots: first the inputs, then what steps give (their results, items, remarks) and names
  /// set in templates.
  package var slotNames: [String] = []
  /// The project's words for the roles of people that the routine names.
  package var people: [String: String] = [:]
  /// The tools that steps name, as the catalogue has them.
  package var tools: [Tool] = []
  /// All languages of the project, that of the originals first.
  package var locales: [String] = []
  /// The language that its words are in.
  package var locale = ""
  /// The same routine in each of the other languages: the same inputs, steps and results, in other words.
  package var translations: [Translation] = []
  package var version = ""
  package var project = ""
  /// What the law packs of the project want of the routine.
  package var duties: [PackDuties] = []
  package var sources: [Source] = []
  /// The model settings that steps name.
  package var models: [ModelSetting] = []
  /// The tokenizers that budgets are counted with, by the SHA-256 of their files. No part of a bundle: who
  /// loads one hands them in.
  package var tokenizers: [String: ByteLevelTokenizer] = [:]
  /// Path of the file that the routine was compiled from; nil once it comes from a bundle.
  package var file: String?

  package init(name: String) { self.name = name }

  /// All templates of the routine and its steps.
  package var blocks: [Program.Block] {
    var blocks = why + notes
    for step in steps {
      blocks += step.messages.map(\.body)
      blocks += [step.again, step.text].compactMap { $0 }
      blocks += step.instructions + step.checks
      blocks += step.why + step.notes
    }
    return blocks
  }

  package struct Translation: Sendable {
    /// The language that is asked for. If another one stands in, the words are in that: `routine.locale`.
    package var locale: String
    package var routine: Routine

    package init(locale: String, routine: Routine) {
      self.locale = locale
      self.routine = routine
    }
  }

  /// The routine in a language; nil if it has none.
  package func inLocale(_ locale: String) -> Routine? {
    locale == locales.first || (locales.isEmpty && locale == self.locale)
      ? self : translations.first { $0.locale == locale }?.routine
  }

  package struct Source: Hashable, Sendable {
    package var path: String
    /// Lower-case hexadecimal SHA-256 of the file.
    package var sha256: String
    package init(path: String, sha256: String) {
      self.path = path
      self.sha256 = sha256
    }
  }

  package struct Input: Sendable {
    package var name: String
    package var type: Type
    /// Plain Markdown.
    package var question: String
    package var defaultValue: Value?
    package var example: Value?

    package init(
      name: String, type: Type, question: String, defaultValue: Value? = nil, example: Value? = nil
    ) {
      self.name = name
      self.type = type
      self.question = question
      self.defaultValue = defaultValue
      self.example = example
    }
  }

  package struct Tool: Hashable, Sendable {
    package var id: String
    package var name: String
    package var category: String?
    package var does: [String] = []
    package var clears: [String] = []
    package var plan: String?
    package var cost: String?
    package var asof: String?
    package var url: String?
    package var start: String?
    package var languages: [String] = []

    package init(id: String, name: String) {
      self.id = id
      self.name = name
    }
  }

  /// Which model does a step, and how; as far as it is the routine's affair. Where the model is and the key to
  /// it are not.
  package struct ModelSetting: Hashable, Sendable {
    package var name: String
    package var api: String
    package var model: String
    package var temperature: Double?
    /// Tokens of the answer.
    package var maxTokens: Int?

    package init(name: String, api: String, model: String) {
      self.name = name
      self.api = api
      self.model = model
    }
  }

  /// What a prompt may be at most.
  package struct Budget: Hashable, Sendable {
    package var tokens: Int
    package var estimator: TokenEstimator

    package init(tokens: Int, estimator: TokenEstimator) {
      self.tokens = tokens
      self.estimator = estimator
    }

    package static let most = 100_000_000
  }

  package enum Actor: Hashable, Sendable {
    /// A role of the manifest's `people`.
    case human(String)
    /// What was named (a capability or a tool), and the tools that may do it.
    case ai(String, tools: [String])
    case tool(String)
    /// Another routine of the project.
    case routine(String)

    package var kind: String {
      switch self {
      case .human: "human"
      case .ai: "ai"
      case .tool: "tool"
      case .routine: "routine"
      }
    }
  }

  /// An expression of a step's key, and where it stands.
  package struct Clause: Sendable {
    package var value: Program.ExpressionID
    package var place: Program.Place
    package init(_ value: Program.ExpressionID, _ place: Program.Place) {
      self.value = value
      self.place = place
    }
  }

  /// A step that is done once for each item of a list, or of several in lockstep.
  package struct Each: Sendable {
    package struct Item: Sendable {
      package var name: String
      /// Slot of the item while one is worked on.
      package var slot: Int
      package var list: Clause
      package init(name: String, slot: Int, list: Clause) {
        self.name = name
        self.slot = slot
        self.list = list
      }
    }
    package var items: [Item]
    /// Slot of the list of results so far; nil without a result.
    package var earlierSlot: Int?
    /// Earlier steps that go through the same list: to speak of one of them here is to speak of its result for this
    /// item.
    package var together: [Int] = []
    package init(items: [Item], earlierSlot: Int? = nil, together: [Int] = []) {
      self.items = items
      self.earlierSlot = earlierSlot
      self.together = together
    }
  }

  /// What an input of the called routine gets.
  package struct Argument: Sendable {
    package var input: String
    package var value: Clause
    package init(input: String, value: Clause) {
      self.input = input
      self.value = value
    }
  }

  package enum Risk: String, CaseIterable, Sendable { case low, medium, high }

  package enum EffectKind: String, CaseIterable, Sendable { case stores, sends, publishes, pays, deletes }

  /// What leaves the house.
  package struct Effect: Hashable, Sendable {
    package var kind: EffectKind
    /// Indices of the steps whose results it is.
    package var steps: [Int]
    /// Also the step's own text.
    package var ownText: Bool
    package init(kind: EffectKind, steps: [Int], ownText: Bool) {
      self.kind = kind
      self.steps = steps
      self.ownText = ownText
    }
  }

  package enum Role: String, CaseIterable, Sendable { case system, user, assistant }

  package struct Message: Sendable {
    package var role: Role
    package var body: Program.Block
    package init(role: Role, body: Program.Block) {
      self.role = role
      self.body = body
    }
  }

  package struct Step: Sendable {
    package var name: String
    package var title: String?
    package var actor: Actor
    /// The result's type; nil if the step has none. Of an `each` step the type of one result: later steps see a list
    /// of them. With `when` the result may be absent for later steps.
    package var result: Type?
    /// The step is done only if this holds.
    package var when: Clause?
    package var each: Each?
    /// Of a step that calls a routine.
    package var with: [Argument] = []
    package var reviews: [Int] = []
    /// The step whose result the person may change.
    package var edits: Int?
    /// Where a no leads back to, and how often.
    package var redo: (step: Int, limit: Int)?
    /// Of the steps that `redo` does again, this one included, those that are done again only for the items refused.
    package var redoneByItem: [Int] = []
    package var effects: [Effect] = []
    package var risk = Risk.low
    package var owner: String?
    /// Name of the model setting that does it.
    package var model: String?
    /// For the messages together.
    package var budget: Budget?
    /// Minutes without and with the routine.
    package var minutes: (before: Double, after: Double)?
    package var messages: [Message] = []
    package var again: Program.Block?
    package var text: Program.Block?
    package var instructions: [Program.Block] = []
    package var checks: [Program.Block] = []
    package var why: [Program.Block] = []
    package var notes: [Program.Block] = []
    /// Slot of the result in the frame; nil without a result.
    package var resultSlot: Int?
    /// Slot of what the person said when refusing.
    package var remarksSlot: Int?

    package init(name: String, title: String? = nil, actor: Actor) {
      self.name = name
      self.title = title
      self.actor = actor
    }
  }
}
