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
    let causes = ChangeCauses(run.comparison.changed, of: run.tests)
    // Every change of every page is in one group.
    for (index, comparison) in causes.comparisons.enumerated() {
      let all = causes.groups.flatMap(\.parts).filter { $0.page == index }.flatMap(\.changes)
      #expect(all.sorted() == Array(comparison.changes.indices))
    }
    return causes.groups.map { group in
      func words(_ lines: [SourceLine], _ word: String) -> [String] {
        lines.map { "\(word)\($0.path):\($0.line)" }
      }
      let places = words(group.lines, "") + words(group.after, "after ") + words(group.before, "before ")
      return (places + ["\(group.parts.count)"]).joined(separator: " ")
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
    #expect(try groups([("shop.dari", "- Never promise a discount.\n", "")]) == ["after shop.dari:13 8"])
    #expect(try groups([("thank.dari", "\n\nOne line only.", "")]) == ["after thank.dari:15 4"])
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
    let causes = ChangeCauses(run.comparison.changed, of: run.tests)
    #expect(causes.groups.filter { !$0.isData }.isEmpty)
    #expect(causes.groups.flatMap(\.values) == ["notes[1]", "notes[1]", "notes[1]"])
    #expect(
      causes.groups.map { "\($0.lines.map(\.line)) \($0.parts.count)" } == ["[17] 2", "[34] 1", "[36] 1"])
  }

  /// What prompts print is not what tells them apart: numbers, signs of one letter, words that the template has too.
  @Test(arguments: [
    ("{{ who }}점을 주었습니다", "{{ who }}개를 주었습니다", "[\"1\", \"2\", \"30\"]"),
    ("{{ who }} 라고 적었습니다", "{{ who }} 라고 썼어요", "[가, 다]"),
    ("{{ who }}를 커피라고 했습니다", "{{ who }}를 음료라고 했습니다", "[커피, 라테, 차]"),
    ("{{ who }} a\nb\nlast", "{{ who }} a\nb", "[x, y]"),
  ])
  func valuesTellNothingApart(_ old: String, _ new: String, _ values: String) throws {
    let folder = try Folder()
    try folder.file("dari.yaml", CaseSample.manifest)
    try folder.file("shop.dari", Self.shop)
    try folder.file("ask.dari", Self.routine("ask", old))
    try folder.file("tests/ask.yaml", "routine: ask\ncases: { x: { vary: { who: \(values) } } }\n")
    try CaseRun(folder).update()
    try replace(folder, "ask.dari", Self.routine("ask", new))
    let run = try CaseRun(folder)
    let groups = ChangeCauses(run.comparison.changed, of: run.tests).groups
    #expect(groups.count == 1 && groups[0].parts.count == run.comparison.changed.count)
    #expect(groups.first?.isData == false)
  }

  /// Two lines made one, words that moved, and what nothing stands before.
  @Test func whereItWas() throws {
    #expect(
      try groups([("shop.dari", "a refund.\n- Never promise", "a refund, and never promise")]) == [
        "shop.dari:13 8"
      ])
    #expect(
      try groups([("shop.dari", "You write for {{ shop.name }} to {{ who }}.\n", "")]) == [
        "before shop.dari:17 8"
      ])
    #expect(
      try groups([
        ("shop.dari", "- Never promise a refund.", "- No refund."),
        ("shop.dari", "\n- Never promise a discount.", ""),
      ])
        == ["shop.dari:13 8"])
  }

  @Test func valuesFromFiles() throws {
    let folder = try Folder()
    try folder.file("dari.yaml", CaseSample.manifest)
    try folder.file(
      "shop.dari",
      Self.shop.replacing(
        "@value rules: text\n- Never promise a refund.\n- Never promise a discount.\n",
        with: "@value rules: text from \"rules.txt\"\n"))
    try folder.file("rules.txt", "- one\n- two\n")
    try folder.file("ask.dari", Self.routine("ask", "Ask."))
    try folder.file("tests/ask.yaml", "routine: ask\ncases: { x: { inputs: { who: Ann } } }\n")
    try CaseRun(folder).update()
    try replace(folder, "rules.txt", "- one\n- three\n")
    let run = try CaseRun(folder)
    let groups = ChangeCauses(run.comparison.changed, of: run.tests).groups
    #expect(groups.map { $0.lines.map { "\($0.path):\($0.line)" } } == [["rules.txt:2"]])
  }
}
