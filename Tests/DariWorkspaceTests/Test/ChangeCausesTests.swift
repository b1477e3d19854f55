// Many changed prompts, and the few lines that did it.

import DariBase
import Testing

@testable import DariWorkspace

@Suite struct ChangeCausesTests {
  private static let shop = """
    ---
    library: shop
    ---
    @type Shop
    name: line(1..40)
    voice: line(1..80)

    @value shop: Shop
    name: Haru
    voice: warm

    @value rules: text
    - Never promise a refund.
    - Never promise a discount.

    @snippet manner(who: line)
    You write for {{ shop.name }} to {{ who }}.
    Be {{ shop.voice }}.

    {{ rules }}

    """

  private static func routine(_ name: String, _ words: String) -> String {
    """
    ---
    routine: \(name)
    owner: boss
    uses: [shop]
    ---
    @input who: line(1..40)

    @step write: Write
    by: ai(text)

    @system
    {{ manner(who) }}

    @user
    \(words)

    """
  }

  private static let people = ["Ann", "Bo", "Cem", "Dee"]

  /// A project of two routines with four cases each, kept; then the edits, and what they are grouped to:
  /// `shop.dari:13 8`, the lines and how many prompts they moved.
  private func groups(_ edits: [(file: String, old: String, new: String)]) throws -> [String] {
    let folder = try Folder()
    try folder.file("dari.yaml", CaseSample.manifest)
    try folder.file("shop.dari", Self.shop)
    try folder.file("ask.dari", Self.routine("ask", "Ask {{ who }} how it was."))
    try folder.file("thank.dari", Self.routine("thank", "Thank {{ who }}.\n\nOne line only."))
    for routine in ["ask", "thank"] {
      let who = Self.people.joined(separator: ", ")
      try folder.file(
        "tests/\(routine).yaml", "routine: \(routine)\ncases: { x: { vary: { who: [\(who)] } } }\n")
    }
    try CaseRun(folder).update()
    for edit in edits {
      let text = try #require(folder.text(edit.file))
      #expect(text.contains(edit.old))
      try replace(folder, edit.file, text.replacing(edit.old, with: edit.new))
    }
    let run = try CaseRun(folder)
    #expect(run.problems == [] && run.failures == [])
    let causes = ChangeCauses(run.comparison.changed, files: run.tests.sources.files)
    // Every change of every page is in one group.
    for (index, comparison) in causes.comparisons.enumerated() {
      let all = causes.groups.flatMap(\.parts).filter { $0.page == index }.flatMap(\.changes)
      #expect(all.sorted() == Array(comparison.changes.indices))
    }
    return causes.groups.map { group in
      let lines = group.lines.map { "\($0.path):\($0.line)" }.joined(separator: " ")
      return "\(lines) \(group.parts.count)\(group.isRemoval ? " gone" : "")"
    }
  }

  /// The line of the value, not the hole that prints it; also where the snippet prints the case's own words beside.
  @Test func oneEditIsOneGroup() throws {
    #expect(try groups([("shop.dari", "a refund", "money back")]) == ["shop.dari:13 8"])
    #expect(try groups([("shop.dari", "name: Haru", "name: Miso")]) == ["shop.dari:9 8"])
    #expect(try groups([("shop.dari", "You write for", "You answer for")]) == ["shop.dari:17 8"])
    #expect(
      try groups([
        (
          "shop.dari", "You write for {{ shop.name }} to {{ who }}.",
          "Dear {{ who }}, we at {{ shop.name }} thank."
        )
      ])
        == ["shop.dari:9 shop.dari:17 8"])
    #expect(try groups([("ask.dari", "how it was", "what was good")]) == ["ask.dari:15 4"])
  }

  @Test func editsOfOneFileThatMoveTheSame() throws {
    #expect(
      try groups([("shop.dari", "a refund", "money back"), ("shop.dari", "voice: warm", "voice: dry")]) == [
        "shop.dari:10 shop.dari:13 8"
      ])
  }

  @Test func whatMovesMostComesFirst() throws {
    #expect(
      try groups([
        ("thank.dari", "One line", "Two lines"), ("shop.dari", "a refund", "money back"),
        ("ask.dari", "Ask", "Please ask"),
      ]) == ["shop.dari:13 8", "ask.dari:15 4", "thank.dari:17 4"])
  }

  @Test func whatWentAndWhatCame() throws {
    #expect(try groups([("shop.dari", "- Never promise a discount.\n", "")]) == ["shop.dari:13 8 gone"])
    #expect(try groups([("thank.dari", "\n\nOne line only.", "")]) == ["thank.dari:15 4 gone"])
    #expect(
      try groups([("thank.dari", "One line only.", "One line only.\nNo smileys.")]) == ["thank.dari:18 4"])
    #expect(try groups([("thank.dari", "line only.", "line.")]) == ["thank.dari:17 4"])
  }

  /// An input that is another belongs to the hole that prints it, in each place where it does.
  @Test func anotherValueOfACase() throws {
    let folder = try Folder()
    try CaseSample.fill(folder)
    try CaseRun(folder).update()
    try replace(folder, "tests/mail.yaml", CaseSample.cases.replacing("[one, two]", with: "[one, three]"))
    let run = try CaseRun(folder)
    let causes = ChangeCauses(run.comparison.changed, files: run.tests.sources.files)
    #expect(causes.groups.flatMap(\.values) == ["notes[1]", "notes[1]", "notes[1]"])
    #expect(
      causes.groups.map { "\($0.lines.map(\.line)) \($0.parts.count)" } == ["[17] 2", "[34] 1", "[36] 1"])
  }

  @Test func nothingChanged() {
    #expect(ChangeCauses([], files: []).groups.isEmpty)
  }
}
