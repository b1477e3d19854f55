// What the words of steps mean, for the reference. A test writes the tables of Documentation/Language.md from here.

package enum WordReference {
  package struct Row: Sendable {
    /// The words that the row is about; none where it goes on about the word before.
    package var words: [String]
    package var form: String
    package var meaning: String
  }

  package static let keys: [Row] = [
    key([.by], "`human(ROLE)`", "a person; the role is declared under `people` in the manifest"),
    key(
      [], "`ai(TOOL)`, `ai(CAPABILITY)`",
      "an AI; a capability means the tool that `use` in the manifest names for it, else every tool that has it"
    ),
    key([], "`tool(TOOL)`", "a tool of the [catalogue](Manifest.md#toolsyaml)"),
    key([], "`routine(NAME)`", "another routine of the project, see [below](#a-routine-as-a-step)"),
    key([.with], "`input: expression, …`", "of a routine: what its inputs get"),
    key(
      [.gives], "a type",
      "the result. An AI's step gives `text` if it does not say; no field is called `remarks`"),
    key([.when], "a condition", "the step is done only if it holds, see [below](#when-and-how-often)"),
    key([.each], "`item in list, …`", "the step is done once for each item"),
    key([.reviews], "steps: `draft, plan`", "of a person: accepts or refuses their results"),
    key(
      [.edits], "a step",
      "of a person: may change its result; this step's result is the approved one, so it has no `gives`"),
    key(
      [.redo], "`STEP, up to N`",
      "of a step that reviews or edits: where to go back to on a no, see [below](#going-back)"),
    key(
      [.stores, .sends, .publishes, .pays, .deletes], "steps, or `this`",
      "of a tool or a person: what leaves the house; `this` is the step's own `@text`. A tool must have the word under `does`"
    ),
    key([.risk], "`low`, `medium`, `high`", "`low` if left out"),
    key(
      [.owner], "a role",
      "who answers for the step; the routine's owner if left out. A person, never a tool"),
    key(
      [.model], "a name",
      "of an AI: the setting under [`models`](Manifest.md#models) in the manifest. Left out, the one named like the capability, if there is one"
    ),
    key([.budget], "`N tokens`", "of an AI: what its messages may have together, see [Budgets](#budgets)"),
    key([.minutes], "`BEFORE -> AFTER`", "the time it takes without the routine, and with it"),
  ]

  /// The sections of a step: whose they are, and what they hold.
  package static let sections: [Row] = [
    section(
      [.system, .user, .assistant], "an AI",
      "the messages, in order, at least one of `@system` and `@user`. An `@assistant` without holes is an example of the answer and is held against `gives`"
    ),
    section(
      [.again], "an AI",
      "what is said when the step is done again; the one place of `NAME.remarks`, the words of the person who refused"
    ),
    section([.text], "a person or a tool", "a text put together without an AI: the step's result"),
    section([.do], "all", "what the person, or who uses the tool, does"),
    section([.check], "all", "how to tell that the result is right; sees the step's own result"),
    section([.why, .note], "all", "the reason for the design; anything else"),
  ]

  private static func key(_ keys: [StepKey], _ form: String, _ meaning: String) -> Row {
    Row(words: keys.map(\.rawValue), form: form, meaning: meaning)
  }

  private static func section(_ words: [SectionWord], _ of: String, _ holds: String) -> Row {
    Row(words: words.map(\.header), form: of, meaning: holds)
  }
}
